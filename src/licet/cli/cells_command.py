"""``licet law cells``: the threshold cells of a provision, and what settles it for an item."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from licet.cli.output import print_json
from licet.errors import BadInput

ROWS = 60
WIDE = 6


def add(under: Any) -> None:
    """Add the command below ``licet law``."""
    cells = under.add_parser(
        "cells", help="a provision as the table of its threshold cells, and what decides it"
    )
    cells.add_argument("id", help="an id, such as us/ear/774/3A090.b")
    cells.add_argument("--on", metavar="DATE", help="the day (today)")
    cells.add_argument("--item", metavar="ITEM", help="which of its facts settle the answer")
    cells.add_argument("--to", metavar="CC", default="CN", help="destination of the item (CN)")
    cells.add_argument("--exporter", metavar="NAME", help="who exports (nobody a letter names)")
    cells.add_argument("--layer", choices=("text", "practice"), default="practice")
    cells.add_argument("--law", action="append", default=[], metavar="FILE")
    cells.add_argument("--json", action="store_true", help="print JSON")
    cells.set_defaults(run=_cells)


def _cells(arguments: argparse.Namespace) -> int:
    from licet.cli.design_commands import item_given
    from licet.cli.law_commands import day
    from licet.law import law, with_files
    from licet.lawbook import provision_of
    from licet.questions.setting import ANYBODY, court_under, setting
    from licet.questions.tabled import settling, tabled

    own = with_files(Path(name) for name in arguments.law) if arguments.law else None
    provision = provision_of(own or law(), arguments.id).id
    on = day(arguments.on)
    found = tabled(court_under(own), provision, on, layer=arguments.layer)
    answer: dict[str, Any] = found.as_dict()
    if arguments.item:
        place = setting(
            item_given(arguments.item), to=arguments.to, on=on, law=own, layer=arguments.layer,
            exporter=arguments.exporter or ANYBODY,
        )  # fmt: skip
        entries = list(dict.fromkeys(variant.entry for variant in place.gathered().variants))
        if len(entries) > 1:
            raise BadInput(f"`{arguments.item}` fits several entries", hint=", ".join(entries[:6]))
        truth, sets = settling(place, provision)
        answer["item"] = {"applies": truth, "settled_by": [list(names) for names in sets]}
    if arguments.json:
        print_json(answer)
        return 0
    _show(answer, arguments.item)
    return 0


def _show(answer: dict[str, Any], item: str | None) -> None:
    from rich.text import Text

    from licet.cli.render import console, indented
    from licet.cli.tables import table

    out = console()
    out.print(Text(f"{answer['provision']} on {answer['on']}: {answer['says']}", "bold"))
    out.print(Text(answer["cite"], "dim"))
    word = "Depends on" if answer["method"] == "table" else "Asks about"
    out.print(f"{word}: {', '.join(answer['deciding']) or 'nothing'}")
    if not answer["exact"] and not answer["spent"]:
        out.print(Text("Open rows rest on facts that hang together, such as a sum.", "dim"))
    if item:
        truth = answer["item"]["applies"]
        word = {True: "it applies", False: "it does not apply", None: "it is open"}[truth]
        sets = [" and ".join(names) or "nothing" for names in answer["item"]["settled_by"]]
        out.print(
            f"{item}: {word}" + (f", settled by {', or by '.join(sets)} alone" if sets else "")
        )
    rows = [row for row in answer["rows"] if row["answer"] != "does not"]
    names = list(dict.fromkeys(name for row in rows for name in row if name != "answer"))
    out.print()
    if len(names) <= WIDE:
        table(rows[:ROWS], {name: name for name in (*names, "answer")})
    else:
        for row in rows[:ROWS]:
            cells = ", ".join(f"{name} = {cell}" for name, cell in row.items() if name != "answer")
            indented(out, Text.assemble((f"{row['answer']}: ", "bold"), cells))
    others = len(answer["rows"]) - len(rows[:ROWS])
    if others:
        out.print(
            f"and {others:,} more, among them those in which it does not apply; --json has all"
        )
