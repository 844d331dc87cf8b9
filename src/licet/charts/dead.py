"""Dead letters: text that stands in the code and is not enforced, by the instrument that made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licet.rules.court import Court
from licet.rules.provision import Provision
from licet.rules.resolve import active

Span = tuple[date, date | None]

# A text that is replaced days after practice left it was superseded; it never was a dead letter.
SHORT = 30


def dead_letters(court: Court, known_on: date | None = None) -> Mapping[str, tuple[Span, ...]]:
    """For each instrument the days on which its requirements stand and are not enforced.

    An instrument is a dead letter once practice follows another one in place of a requirement
    of it. What else stands in its text alone, and has no practice of its own, goes with it.

    Args:
        court: The law.
        known_on: Nothing published after this day is used.
    """
    replaced: dict[str, list[Span]] = {}
    alone: dict[str, list[Span]] = {}
    for provision in court.law.provisions.values():
        if any(version.layer for version in provision.versions):
            for made_by, span, followed in _spans(provision, known_on):
                found = replaced if followed else alone
                found.setdefault(made_by, []).append(span)
    joined = {
        made_by: tuple(_joined([*spans, *alone.get(made_by, ())]))
        for made_by, spans in replaced.items()
    }
    return {made_by: spans for made_by, spans in joined.items() if spans}


def _spans(provision: Provision, known_on: date | None) -> list[tuple[str, Span, bool]]:
    """Who made a requirement of the text, when it is not practice, and whether another one is."""
    days = sorted(
        {version.counts_from for version in provision.versions}
        | {version.until for version in provision.versions if version.until}
    )
    ends = [*days[1:], None]
    found = []
    for day, end in zip(days, ends, strict=True):
        text = active(provision, day, known_on=known_on, layer="text")
        practice = active(provision, day, known_on=known_on)
        if text is None or text is practice or "require" not in text.effect:
            continue
        if practice is None or practice.instrument.id != text.instrument.id:
            found.append((text.instrument.id, (day, end), practice is not None))
    return found


def _joined(spans: list[Span]) -> list[Span]:
    """Spans that touch or overlap, put together; short ones left out."""
    whole: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if whole and (whole[-1][1] is None or whole[-1][1] >= start):
            before = whole[-1]
            last = None if before[1] is None or end is None else max(before[1], end)
            whole[-1] = (before[0], last)
        else:
            whole.append((start, end))
    return [(start, end) for start, end in whole if end is None or (end - start).days > SHORT]
