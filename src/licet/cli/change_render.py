"""What a change of the law does, for people at a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from licet.cli.render import console, indented
from licet.cli.tables import table

if TYPE_CHECKING:
    from licet.questions.changes import Change, Changes
    from licet.questions.drafts import BookImpact
    from licet.questions.flaws import Flaw

SHOWN = 12
# Verdicts in one word, for narrow columns.
WORDS = {
    "no-license-required": "free",
    "license-exception": "exception",
    "license-required": "license",
    "prohibited": "prohibited",
    "not-subject": "outside",
    "indeterminate": "open",
}


def show_changes(found: Changes, title: str) -> None:
    """Print what was caught and freed, with the constructed chip."""
    out = console()
    out.print(Text(title, "bold"))
    _list("Newly caught", found.caught)
    _list("Newly free", found.freed)
    if found.opened:
        names = ", ".join(change.item for change in found.opened[:SHOWN])
        more = f" and {len(found.opened) - SHOWN} more" if len(found.opened) > SHOWN else ""
        out.print(f"Open, for want of figures: {names}{more}")
    for name, case in (("caught", found.witness), ("freed", found.freed_witness)):
        if case is not None:
            out.print(f"A chip that is {name} (licet check --file):")
            # One line however long, so that it can be copied as the case it is.
            out.print(Text(json.dumps(case), "cyan"), soft_wrap=True)
    for text in found.assumptions:
        out.print(Text(f"Asked for {text}.", "dim"))


def _list(title: str, changes: Sequence[Change]) -> None:
    out = console()
    out.print()
    out.print(Text(f"{title}: {len(changes)}", "bold"))
    if changes:
        rows = [
            {
                "item": change.item,
                "before": WORDS[change.before],
                "after": WORDS[change.after],
                "cite": change.cite,
            }
            for change in changes
        ]
        table(rows, {"item": "Item", "before": "Before", "after": "After", "cite": "By"})


def show_draft(
    flaws: Iterable[Flaw], found: Mapping[str, Changes], book: BookImpact | None, on: date
) -> None:
    """Print what a draft catches by destination, and what is wrong with it."""
    out = console()
    out.print(Text(f"Against the law of {on}", "bold"))
    rows = [
        {
            "to": to,
            "caught": len(each.caught),
            "freed": len(each.freed),
            "open": len(each.opened),
            "such": ", ".join(change.item for change in (*each.caught, *each.freed)[:4]),
        }
        for to, each in found.items()
    ]
    table(rows, {"to": "To", "caught": "Caught", "freed": "Freed", "open": "Open",
                 "such": "Such as"})  # fmt: skip
    if book is not None:
        out.print(
            f"Order book: {len(book.held):,} of {book.lines:,} lines would be held, worth "
            f"{float(book.value_usd):,.0f} US dollars; {book.undecided:,} can't be told"
        )
    listed = list(flaws)
    out.print()
    out.print(Text(f"Lint: {len(listed)}", "bold"))
    for flaw in listed:
        indented(out, Text(f"{flaw.kind}: {', '.join(flaw.provisions)}: {flaw.says}"))
        if flaw.witness:
            indented(out, Text(_facts(flaw.witness), "dim"), 6)


def _facts(witness: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in witness.items())
