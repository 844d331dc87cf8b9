"""``licet watch``: new documents, a part as of a day, changes under encoded provisions.

The only command that fetches anything, and only from the server of `--base`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.output import json_text, print_json
from licet.errors import BadInput

if TYPE_CHECKING:
    from licet.watch.fetch import Server
    from licet.watch.units import Unit


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    top = commands.add_parser(
        "watch",
        help="official sources, over the network: new documents, a part of the CFR, changes",
        description="Asks the Federal Register and the eCFR; what it finds changes no answer.",
    )
    under = top.add_subparsers(metavar="COMMAND", required=True)

    found = under.add_parser("documents", help="new documents that touch 15 CFR parts 734 to 774")
    found.add_argument("--since", metavar="DATE", required=True, help="published on or after")
    found.add_argument("--until", metavar="DATE", help="published on or before")
    found.add_argument("--part", metavar="N", help="a part or a range: 774, 740-748 (734-774)")
    found.add_argument(
        "--agency", metavar="SLUG",
        help="all documents of an agency instead, such as industry-and-security-bureau",
    )  # fmt: skip
    found.add_argument("--type", metavar="T", help="rule, proposed-rule, notice, presidential")
    found.add_argument("--new", action="store_true", help="only those licet does not know")
    _common(found, _documents, "https://www.federalregister.gov")

    one = under.add_parser("document", help="one document as JSON, as `licet read` takes it")
    one.add_argument("number", help="its number, such as 2026-00789")
    one.add_argument("-o", "--output", metavar="FILE", help="write it there")
    _common(one, _document, "https://www.federalregister.gov", json=False)

    part = under.add_parser("part", help="the official XML of a part of 15 CFR as of a day")
    part.add_argument("part", help="the part, such as 774")
    part.add_argument("--on", metavar="DATE", help="the day (the newest there is)")
    part.add_argument("-o", "--output", metavar="FILE", help="write it there")
    _common(part, _part, "https://www.ecfr.gov", json=False)

    diff = under.add_parser("changes", help="provisions that rest on text which has changed")
    diff.add_argument("--since", metavar="DATE", required=True, help="the earlier day")
    diff.add_argument("--until", metavar="DATE", help="the later day (the newest there is)")
    diff.add_argument("--part", metavar="N", help="only this part or range")
    diff.add_argument("--law", action="append", default=[], metavar="FILE", help="your own law")
    _common(diff, _changes, "https://www.ecfr.gov")


def _common(command: argparse.ArgumentParser, run: Any, base: str, *, json: bool = True) -> None:
    command.add_argument(
        "--base", metavar="URL", default=base, help=f"a mirror to ask instead of {base}"
    )
    if json:
        command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def _documents(arguments: argparse.Namespace) -> int:
    from licet.law import law
    from licet.timeline import events_with, own_file
    from licet.watch import FIRST_PART, LAST_PART
    from licet.watch.known import Register
    from licet.watch.register import KINDS, search
    from licet.watch.view import document_dict

    kind = arguments.type or ""
    if kind and kind not in KINDS:
        raise BadInput(f"unknown type: `{kind[:40]}`", hint=", ".join(KINDS))
    if arguments.agency and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", arguments.agency):
        raise BadInput(f"no agency name: `{arguments.agency[:60]}`", hint="small letters, hyphens")
    parts = _parts(arguments.part) if arguments.part else None
    if parts is None and not arguments.agency:
        parts = FIRST_PART, LAST_PART
    found = search(
        _server(arguments),
        _day(arguments.since, "--since"),
        _day(arguments.until, "--until") if arguments.until else None,
        parts=parts,
        agency=arguments.agency or "",
        kind=kind,
        tell=_tell,
    )
    kept = own_file()
    register = Register(law(), events_with([kept] if kept.is_file() else []))
    rows = [(document, register.of(document)) for document in found]
    if arguments.new:
        rows = [row for row in rows if not row[1]]
    if arguments.json:
        print_json([document_dict(document, known) for document, known in rows])
        return 0
    from licet.cli.watch_render import show_documents

    show_documents(rows)
    return 0


def _document(arguments: argparse.Namespace) -> int:
    from licet.watch.register import fetch

    value = fetch(_server(arguments), arguments.number)
    _write(json_text(value, indent=2).encode() + b"\n", arguments.output)
    return 0


def _part(arguments: argparse.Namespace) -> int:
    from licet.watch.ecfr import part_xml, reach

    part = _parts(arguments.part)
    if part[0] != part[1]:
        raise BadInput(f"one part at a time: `{arguments.part[:40]}`")
    server = _server(arguments)
    on = _day(arguments.on, "--on") if arguments.on else reach(server).until
    _tell(f"reading part {part[0]} as of {on}")
    _write(part_xml(server, part[0], on), arguments.output)
    return 0


def _changes(arguments: argparse.Namespace) -> int:
    from licet.law import law, with_files
    from licet.watch.changes import compare, resting
    from licet.watch.ecfr import amendments, part_xml, reach
    from licet.watch.units import units_of
    from licet.watch.view import report_dict

    since = _day(arguments.since, "--since")
    server = _server(arguments)
    now = reach(server)
    until = _day(arguments.until, "--until") if arguments.until else now.until
    if until > now.until:
        raise BadInput(f"the eCFR goes to {now.until}, not to `{until}`", hint="an earlier --until")
    if until <= since:
        raise BadInput(f"`{until}` is not after `{since}`", hint="--since is the earlier day")
    known = with_files(Path(name) for name in arguments.law) if arguments.law else law()
    cited = {t.part for places in resting(known, since, until).values() for t in places}
    first, last = _parts(arguments.part) if arguments.part else (min(cited), max(cited))
    wanted = sorted(part for part in cited if first <= part <= last)
    if not wanted:
        raise BadInput(f"no encoded provision rests on part `{arguments.part}`")
    before: dict[int, Mapping[str, Unit]] = {}
    after: dict[int, Mapping[str, Unit]] = {}
    for part in wanted:
        for day, units in ((since, before), (until, after)):
            _tell(f"reading part {part} as of {day}")
            units[part] = units_of(part_xml(server, part, day), part)
    report = compare(known, before, after, since, until)
    touched = sorted(part for part in wanted if before[part] != after[part])
    dates = {part: amendments(server, part, since, until) for part in touched}
    if arguments.json:
        print_json(report_dict(report, dates, importing=now.importing))
        return 0
    from licet.cli.watch_render import show_changes

    show_changes(report, dates, importing=now.importing)
    return 0


def _server(arguments: argparse.Namespace) -> Server:
    from licet.watch.fetch import Server

    # Whoever gives the address of the API itself means the same server.
    base = re.sub(r"/api(?:/versioner)?/v1/?$", "", arguments.base.strip())
    return Server(base)


def _day(text: str, name: str) -> date:
    from licet.cli.law_commands import day

    return day(text, name)


def _parts(text: str) -> tuple[int, int]:
    """A part or a range of parts of 15 CFR."""
    match = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?", text.strip())
    if not match or int(match[1]) < 1 or int(match[2] or match[1]) < int(match[1]):
        raise BadInput(f"no part: `{text[:40]}`", hint="a number such as 774, or 740-748")
    return int(match[1]), int(match[2] or match[1])


def _tell(says: str) -> None:
    if sys.stderr.isatty():
        print(f"licet: {says}", file=sys.stderr)


def _write(content: bytes, name: str | None) -> None:
    """Write to a file in one step, so that no half of it is ever found there; or to the output."""
    if name is None or name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    print(f"{len(content):,} bytes in {target}", file=sys.stderr)
