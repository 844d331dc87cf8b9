"""Days to look up: scheduled returns and ends, and days that passed without a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from licet.timeline.backtracks import answers
from licet.timeline.event import ENDED, LEGAL_TEXTS, Event
from licet.timeline.store import events as the_events
from licet.timeline.store import table

_ENDS_COUNT = LEGAL_TEXTS | {"agreement", "license", "letter"}


@dataclass(frozen=True, slots=True)
class Due:
    """A day to look up. `passed` says that it lies before the day of asking."""

    day: date
    event: Event
    says: str
    look: str
    passed: bool


def due(today: date | None = None, events: Iterable[Event] | None = None) -> tuple[Due, ...]:
    """The days that need a look, oldest first: passed without a source, or still ahead.

    A scheduled day or a stated end drops out when a later event tells what happened.

    >>> [str(entry.day) for entry in due(date(2026, 11, 11)) if "affiliates" in entry.event.id]
    ['2026-11-10']
    """
    day = today or date.today()
    source = tuple(the_events() if events is None else events)
    book = {event.id: event for event in source}
    later = answers(source)
    found: dict[tuple[date, str], Due] = {}
    for row in table("due"):
        on, event = date.fromisoformat(row["date"]), book.get(row["event"])
        if event is not None and not _told(on, event, later):
            found[on, event.id] = Due(on, event, row["says"], row["look"], on < day)
    for event in source:
        for on, says in _own_days(event, later):
            if not _told(on, event, later):
                found.setdefault((on, event.id), Due(on, event, says, _where(event), on < day))
    return tuple(sorted(found.values(), key=lambda entry: (entry.day, entry.event.id)))


def _own_days(
    event: Event, later: Mapping[str, tuple[tuple[Event, str], ...]]
) -> Iterable[tuple[date, str]]:
    if event.scheduled:
        if event.effective and event.status == "published":
            yield event.effective.first, event.summary
        return
    if event.until is None or event.until_by or event.form not in _ENDS_COUNT:
        return
    answered = any(answer.scheduled for answer, _ in later.get(event.id, ()))
    if event.status not in ENDED and not answered:
        yield event.until.first, f"stated end of: {event.instrument}"


def _told(on: date, event: Event, later: Mapping[str, tuple[tuple[Event, str], ...]]) -> bool:
    """Whether an event since tells what became of it."""
    return any(
        not answer.scheduled and relation != "discloses" and on <= answer.known
        for answer, relation in later.get(event.id, ())
    ) or (event.until is not None and _extended(event, later))


def _extended(event: Event, later: Mapping[str, tuple[tuple[Event, str], ...]]) -> bool:
    return any(relation == "extends" for _, relation in later.get(event.id, ()))


def _where(event: Event) -> str:
    places = {"US": "Federal Register", "CN": "MOFCOM notices", "KR": "company statements"}
    return places.get(event.jurisdiction.split("-")[0], "the actor's own notices")
