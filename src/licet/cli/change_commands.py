"""``licet law newly-caught``, ``licet law draft``, and the searches of ``licet law verify``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from licet.cli.output import print_json
from licet.errors import BadInput


def add(under: Any) -> None:
    """Add the commands below ``licet law``."""
    caught = under.add_parser("newly-caught", help="what a change of the law catches and frees")
    caught.add_argument("--before", required=True, metavar="DATE")
    caught.add_argument("--after", required=True, metavar="DATE")
    caught.add_argument("--to", required=True, metavar="CC", help="destination")
    caught.add_argument("--exporter", metavar="NAME", help="who exports (nobody a letter names)")
    caught.add_argument("--layer", choices=("text", "practice"), default="practice")
    caught.add_argument(
        "--law", action="append", default=[], metavar="FILE", help="a draft that counts after"
    )
    caught.add_argument("--json", action="store_true", help="print JSON")
    caught.set_defaults(run=_newly_caught)

    draft = under.add_parser("draft", help="what a draft catches, and what is wrong with it")
    draft.add_argument("law", nargs="+", metavar="FILE", help="a draft: a file, or a name")
    draft.add_argument("--on", metavar="DATE", help="the day (today)")
    draft.add_argument("--to", action="append", default=[], metavar="CC", help="destinations")
    draft.add_argument("--orders", metavar="CSV", help="an order book to put under the draft")
    draft.add_argument("--json", action="store_true", help="print JSON")
    draft.set_defaults(run=_draft)


def _day(text: str | None, name: str) -> date:
    from licet.cli.law_commands import day

    return day(text, name)


def _newly_caught(arguments: argparse.Namespace) -> int:
    from licet.law import with_files
    from licet.questions.changes import Moment, changes

    before, after = _day(arguments.before, "--before"), _day(arguments.after, "--after")
    if after < before:
        raise BadInput(f"`{after}` is before `{before}`", hint="the earlier day first")
    drafted = with_files(Path(name) for name in arguments.law) if arguments.law else None
    found = changes(
        Moment(before, None, arguments.layer), Moment(after, drafted, arguments.layer),
        arguments.to, exporter=arguments.exporter,
    )  # fmt: skip
    if arguments.json:
        print_json(found.as_dict())
        return 0
    from licet.cli.change_render import show_changes

    show_changes(found, f"To {arguments.to}, from {before} to {after}")
    return 0


def _draft(arguments: argparse.Namespace) -> int:
    from licet.law import with_files
    from licet.questions.drafts import DESTINATIONS, catches, lint

    law = with_files(Path(name) for name in arguments.law)
    on = _day(arguments.on, "--on")
    flaws = list(lint(law))
    found = catches(law, on, arguments.to or DESTINATIONS)
    book = None
    if arguments.orders:
        from licet.questions.book import impact

        book = impact(Path(arguments.orders), law, on)
    if arguments.json:
        answer: dict[str, Any] = {
            "lint": [flaw.as_dict() for flaw in flaws],
            "catches": {to: each.as_dict() for to, each in found.items()},
        }
        if book is not None:
            answer["orders"] = {
                "lines": book.lines, "undecided": book.undecided,
                "value_usd": float(book.value_usd),
                "held": [{"row": r, "item": i, "to": t} for r, i, t in book.held],
            }  # fmt: skip
        print_json(answer)
        return 0
    from licet.cli.change_render import show_draft

    show_draft(flaws, found, book, on)
    return 0


def search_into(found: dict[str, Any], arguments: argparse.Namespace) -> None:
    """Add the gaps and overlaps of the law to a report, as far as they were asked for."""
    from licet.courts import court_of
    from licet.law import with_files
    from licet.questions.findings import gaps_and_overlaps

    own = with_files(Path(name) for name in arguments.law) if arguments.law else None
    searched = gaps_and_overlaps(court_of(own), date.today())
    if arguments.gaps:
        found["gaps"] = searched["gaps"]
    if arguments.overlaps:
        found["overlaps"] = [*found["overlaps"], *searched["overlaps"]]
