"""The ladder: which rung an event had reached on a day, as far as a day of knowledge allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licet.timeline.event import ENDED, Event, Step

# How it begins, before it takes effect: an official text is published, a bill or draft proposed.
_FIRST = {"draft": "proposed", "bill": "proposed", "agreement": "announced", "license": "announced",
          "statement": "announced", "product": "announced", "guidance": "published",
          "letter": "announced"}  # fmt: skip


def status_on(event: Event, day: date, known_on: date | None = None) -> str | None:
    """The rung an event had reached on a day; None before the act, or before it was known.

    Args:
        event: The event.
        day: The day asked about.
        known_on: What became public later is not used; None: no limit.

    >>> from licet.timeline import find
    >>> rule = find("us-2025-09-29-affiliates")
    >>> [status_on(rule, date(2025, month, 20)) for month in (9, 10, 11)]
    [None, 'in-force', 'suspended']
    >>> letter = find("us-2025-04-09-h20-letter")
    >>> (
    ...     status_on(letter, date(2025, 4, 10)),
    ...     status_on(letter, date(2025, 4, 10), date(2025, 4, 10)),
    ... )
    ('in-force', None)
    """
    if known_on is not None and event.known > known_on:
        return None
    reached = None
    for step in event.steps:
        if step.day <= day and (known_on is None or step.known <= known_on):
            reached = step.status
    return reached


def as_known(event: Event, known_on: date) -> Event | None:
    """The event as anyone could know it on a day; None when nobody could.

    Its status is that of the day, and an end that was set later is left out.
    """
    if event.known > known_on:
        return None
    steps = tuple(step for step in event.steps if step.known <= known_on)
    ends = event.until is not None and event.until_known <= known_on
    return replace(
        event,
        status=status_on(event, known_on, known_on) or steps[0].status,
        steps=steps,
        until=event.until if ends else None,
        until_by=event.until_by if ends else "",
        effective=event.effective if event.effective_known <= known_on else None,
        note="" if event.note else event.note,
    )


def derived_steps(event: Event, by: Event | None) -> tuple[Step, ...]:
    """The steps that follow from an event's dates and its last verified status.

    `by` is the event that ended it, if one did.
    """
    known, acted = event.known, event.acted.first
    start = event.effective.first if event.effective else acted
    if event.status not in ENDED:
        if event.status == "in-force" and start > acted:
            return Step(acted, _first(event), known), Step(start, "in-force", known)
        if event.status == "in-force":
            # Effect before the act was known (a back-dated order) still counts from its own day.
            return (Step(min(start, acted), "in-force", known),)
        return (Step(acted, event.status, known),)
    if event.until is None:
        # It records an ending, or a day fixed in advance.
        if start > acted:
            return Step(acted, "published", known), Step(start, event.status, known)
        return (Step(start, event.status, known),)
    end = _end_of(event, by)
    steps = [Step(acted, _first(event), known)] if acted < start or _drafted(event) else []
    if not _drafted(event) and event.effective and start < end:
        steps.append(Step(min(start, acted) if not steps else start, "in-force", known))
    if not steps:
        steps = [Step(acted, _first(event), known)]
    ended_known = max(event.until_known, known)
    return (*steps, Step(end, event.status, ended_known, by.id if by else ""))


def _first(event: Event) -> str:
    return _FIRST.get(event.form, "published")


def _drafted(event: Event) -> bool:
    return event.form in {"draft", "bill"}


def _end_of(event: Event, by: Event | None) -> date:
    assert event.until is not None
    if by is None:
        return event.until.first
    return (by.effective or by.acted).first
