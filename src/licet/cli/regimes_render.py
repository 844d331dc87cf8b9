"""Findings of other regimes for people at a terminal, each under its jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.text import Text

from licet.decision.regimes import LEVY, RegimeFinding, became
from licet.reports.words import JURISDICTIONS

_SURE = frozenset({"primary", "quoted", "own"})


def lines(
    findings: Iterable[RegimeFinding], on: date, known_on: date | None = None
) -> Iterator[Text]:
    """A text for each finding: where, what, whether it applies, and on what it rests."""
    for found in findings:
        where = JURISDICTIONS.get(found.jurisdiction, found.jurisdiction)
        text = Text.assemble((where, "bold"), f": {found.title}")
        if found.kind == LEVY:
            effect = found.version.effect
            text.append(f"\n{effect.get('rate')} of {effect.get('base')}", "cyan")
        else:
            text.append(f" ({found.kind})")
        text.append(f"\n{found.status}, ", "dim")
        text.append(*_state(found))
        text.append(f"\n{found.version.says}")
        for name, truth in found.items:
            text.append(f"\n{name}: {_applies(truth)}", "dim")
        for says in found.readings:
            text.append(f"\nread otherwise: {says}", "yellow")
        for caution in found.version.cautions:
            if caution.since <= on:
                text.append(f"\n{caution.says}", "yellow")
        for day, says in became(found, known_on):
            text.append(f"\n{day}: {says}", "yellow")
        text.append(f"\n{found.version.cite}", "dim")
        if found.version.confidence not in _SURE:
            text.append(f"  (source: {found.version.confidence})", "dim yellow")
        yield text


def _state(found: RegimeFinding) -> tuple[str, str]:
    if found.truth:
        return "applies", "green"
    asks = f": asks {', '.join(found.missing)}" if found.missing else ""
    return f"open{asks}", "yellow"


def _applies(truth: bool | None) -> str:
    return {True: "applies", False: "does not apply", None: "open"}[truth]
