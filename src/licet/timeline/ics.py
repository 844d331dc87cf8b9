"""The days still ahead as a calendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from licet.timeline.event import ENDED, Event

PRODUCT = "-//licet//timeline//EN"
_MAX_OCTETS = 75
_MAX_NAME = 80


# What ends or is due must not be taken for its opposite: an easing that ends tightens.
_ENDS = {"tighten": "Limit ends", "loosen": "Easing ends", "neutral": "Ends"}
_SCHEDULED = {
    "tighten": "Scheduled to tighten",
    "loosen": "Scheduled to ease",
    "neutral": "Scheduled",
}


class Day(NamedTuple):
    """A dated entry of an event: takes effect, must be complied with, returns, ends."""

    on: date
    kind: str
    title: str
    event: Event


def days_of(event: Event) -> Iterator[Day]:
    """Every day an event fixes. A month without a day gives none."""
    if event.effective and event.effective.first == event.effective.last:
        kind = "scheduled" if event.scheduled else "effective"
        word = _SCHEDULED[event.direction] if event.scheduled else "Takes effect"
        if event.status not in ENDED or (event.scheduled and event.status != "rescinded"):
            yield Day(event.effective.first, kind, f"{word}: {_name(event)}", event)
    if event.compliance and event.compliance.first == event.compliance.last:
        yield Day(event.compliance.first, "compliance", f"Compliance: {_name(event)}", event)
    if event.until and event.until.first == event.until.last:
        title = f"{_ENDS[event.direction]}: {_name(event)}"
        yield Day(event.until.first, "until", title, event)


def _name(event: Event) -> str:
    what = event.items or event.instrument
    if len(what) > _MAX_NAME:
        what = what[: _MAX_NAME - 1].rsplit(" ", 1)[0].rstrip(",;") + "…"
    return f"{what} ({event.jurisdiction})"


def ahead(events: Iterable[Event], today: date) -> tuple[Day, ...]:
    """The days from `today` on, oldest first."""
    days = (day for event in events for day in days_of(event) if day.on >= today)
    return tuple(sorted(days, key=lambda day: (day.on, day.event.id, day.kind)))


def calendar(events: Iterable[Event], today: date | None = None) -> str:
    """A calendar of effective dates, scheduled returns and ends that are still ahead.

    The same events give the same bytes: each entry's stamp is the last day on which something of
    its event became known, so that a changed entry is newer than the one it replaces; its id is
    made of the event's id and the kind of day.

    Args:
        events: The events.
        today: The first day that counts as ahead; the day of the call when None.

    >>> from licet.timeline import query
    >>> text = calendar(query(about="Affiliates rule"), date(2026, 11, 1))
    >>> "UID:us-2026-11-10-affiliates-snapback.scheduled@licet" in text
    True
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:licet timeline",
    ]
    for day in ahead(events, today or date.today()):
        lines += _entry(day)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _entry(day: Day) -> list[str]:
    event = day.event
    note = f" {event.note}." if event.note else ""
    about = f"{event.instrument}. {event.summary}{note} Confidence: {event.confidence}. Check it before you rely on it."
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.id}.{day.kind}@licet",
        f"DTSTAMP:{_stamp(event):%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(day.title)}",
        f"DESCRIPTION:{escape(about)}",
        "TRANSP:TRANSPARENT",
        f"CATEGORIES:{escape(event.jurisdiction)},{day.kind}",
    ]
    if event.sources and event.sources[0].isascii() and not set(event.sources[0]) & set('" \r\n'):
        lines.append(f"URL:{event.sources[0]}")
    return [*lines, "END:VEVENT"]


def _stamp(event: Event) -> date:
    return max(event.known, event.until_known, *(step.known for step in event.steps))


def escape(text: str) -> str:
    r"""A text value: backslash, semicolon, comma and line end are escaped.

    >>> escape("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(mark for mark in text if mark >= " " or mark == "\t")


def fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; no character is cut."""
    piece, size = "", 0
    for mark in line:
        octets = len(mark.encode("utf-8"))
        if size + octets > _MAX_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + mark, size + octets
    yield piece
