"""How a chip would have stood under every law there was, and stands under every draft given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from licet.law import LAW_STARTS
from licet.questions.headroom import Headroom, survey
from licet.questions.setting import FREE, UNKNOWN, Setting
from licet.rules.provision import Law


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, or a draft, under which a chip stands one way.

    Attributes:
        law: ``in force``, or the name of the draft.
        since: The first day.
        until: The day after the last; None when it lasts.
        verdict: The verdict; ``indeterminate`` where the entries of a name get different ones.
        parameters: The paragraph the silicon meets; ``unknown`` where that of entries differs.
        nearest: The nearest line that binds; None when none does.
    """

    law: str
    since: date
    until: date | None
    verdict: str
    parameters: str | None
    nearest: Headroom | None

    def as_dict(self) -> dict[str, Any]:
        """The span as JSON."""
        return {
            "law": self.law,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "verdict": self.verdict,
            "parameters": self.parameters,
            "nearest": self.nearest.as_dict() if self.nearest else None,
        }


def robustness(place: Setting, drafts: Mapping[str, Law] | None = None) -> tuple[Span, ...]:
    """How a chip stands under each law in force since 2022, and under each draft.

    Args:
        place: The chip and its destination; its day is the day the drafts are asked on.
        drafts: Laws by name, each the embedded law with a draft added to it.
    """
    days = sorted({LAW_STARTS, *(d for d in place.court.change_dates if d > LAW_STARTS)})
    spans: list[Span] = []
    for index, day in enumerate(days):
        until = days[index + 1] if index + 1 < len(days) else None
        found = _span("in force", place.at(day), day, until)
        last = spans[-1] if spans else None
        if last and _alike(last, found):
            spans[-1] = Span(
                last.law, last.since, until, last.verdict, last.parameters, last.nearest
            )
        else:
            spans.append(found)
    for name, law in (drafts or {}).items():
        spans.append(_span(name, place.under(law), place.on, None))
    return tuple(spans)


def _span(name: str, place: Setting, since: date, until: date | None) -> Span:
    found = survey(place)
    verdicts = {here.verdict for _, here in found.here}
    paragraphs = {here.parameters for _, here in found.here}
    return Span(
        name,
        since,
        until,
        verdicts.pop() if len(verdicts) == 1 else "indeterminate",
        paragraphs.pop() if len(paragraphs) == 1 else UNKNOWN,
        found.binding,
    )


def _alike(one: Span, other: Span) -> bool:
    return (one.verdict, one.parameters, _line(one)) == (
        other.verdict,
        other.parameters,
        _line(other),
    )


def _line(span: Span) -> tuple[str, str] | None:
    return (span.nearest.line.fact, str(span.nearest.line.limit)) if span.nearest else None


def free_share(spans: tuple[Span, ...], today: date) -> tuple[int, int]:
    """On how many of the days since 2022 the chip could be shipped, of how many."""
    free = total = 0
    for span in spans:
        if span.law != "in force" or span.since >= today:
            continue
        end = min(span.until or today + timedelta(days=1), today)
        days = max((end - span.since).days, 0)
        total += days
        free += days if span.verdict in FREE else 0
    return free, total
