"""``licet catalog``: list, show, import."""

from __future__ import annotations

import argparse
from typing import Any

from licet.cli.output import print_json
from licet.errors import BadInput


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    top = commands.add_parser("catalog", help="chips and systems: list, show, import")
    under = top.add_subparsers(metavar="COMMAND", required=True)

    listed = under.add_parser("list", help="every chip and system, with its figures")
    listed.add_argument("words", nargs="*", metavar="WORD", help="only entries with these words")
    listed.add_argument("--json", action="store_true", help="print JSON")
    listed.set_defaults(run=_list)

    shown = under.add_parser("show", help="one entry: figures, sources and the working")
    shown.add_argument("item", nargs="+", help="an id or a name")
    shown.add_argument("--json", action="store_true", help="print JSON")
    shown.set_defaults(run=_show)

    taken = under.add_parser(
        "import", help="take in a vendor's part table, so that part numbers work as items"
    )
    taken.add_argument("file", help="a CSV with part numbers and ECCNs")
    taken.add_argument("--vendor", default="", help="the vendor, where the table does not say")
    taken.add_argument("--as-of", metavar="DATE", help="the day of the table")
    taken.set_defaults(run=_import)


def _list(arguments: argparse.Namespace) -> int:
    from licet.catalog import catalog
    from licet.catalog_view import summary

    words = [word.lower() for word in arguments.words]
    rows = [
        summary(entry)
        for entry in catalog().values()
        if all(word in f"{entry.id} {entry.title}".lower() for word in words)
    ]
    if not rows:
        raise BadInput(f"nothing fits `{' '.join(arguments.words)}`", hint="fewer words")
    if arguments.json:
        print_json(rows)
        return 0
    from licet.cli.tables import table

    columns = {
        "id": "Id", "title": "Name", "kind": "Kind", "tpp": "TPP", "performance_density": "Density",
        "dram_bandwidth_gb_s": "DRAM GB/s", "interconnect_gb_s": "Link GB/s",
    }  # fmt: skip
    table(rows, columns)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from licet.catalog import find
    from licet.catalog_view import detail

    found = [detail(entry) for entry in find(" ".join(arguments.item))]
    if arguments.json:
        print_json(found[0] if len(found) == 1 else found)
        return 0
    from licet.cli.catalog_render import show_entry

    for entry in found:
        show_entry(entry)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from licet.catalog import import_parts, imported_parts
    from licet.cli.law_commands import day

    as_of = day(arguments.as_of, "--as-of") if arguments.as_of else None
    target = import_parts(arguments.file, vendor=arguments.vendor, as_of=as_of)
    table = imported_parts()
    print(f"{len(table):,} part numbers are known now; kept in {target}")
    for number in table.conflicts[:20]:
        eccns = ", ".join(sorted({part.eccn or "none" for part in table[number]}))
        print(f"  {number} is listed with more than one ECCN: {eccns}")
    return 0
