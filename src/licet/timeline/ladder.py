"""The ladder: which rung an event had reached on a day, as far as a day of knowledge allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from licet.timeline.event import ENDED, Event, Span, Step

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
    for step in _steps_known(event, known_on):
        if step.day <= day:
            reached = step.status
    return reached


def _steps_known(event: Event, known_on: date | None) -> tuple[Step, ...]:
    """The steps as known on a day, with those that an end overtook which was not known yet."""
    if known_on is None:
        return event.steps
    steps = tuple(step for step in event.steps if step.known <= known_on)
    if len(steps) == len(event.steps):
        return steps
    return (*steps, *event.overtaken)


def as_known(event: Event, known_on: date) -> Event | None:
    """The event as anyone could know it on a day; None when nobody could.

    Its status is that of the day, and an end that was set later is left out.
    """
    if event.known > known_on:
        return None
    steps = _steps_known(event, known_on)
    ends = event.until is not None and event.until_known <= known_on
    return replace(
        event,
        status=status_on(event, known_on, known_on) or steps[0].status,
        steps=steps,
        overtaken=(),
        until=event.until if ends else None,
        until_by=event.until_by if ends else "",
        effective=event.effective if event.effective_known <= known_on else None,
        note="" if event.note else event.note,
    )


def derived_steps(event: Event, by: Event | None) -> tuple[Step, ...]:
    """The steps that follow from an event's dates and its last verified status.

    `by` is the event that ended it, if one did.
    """
    known, acted = event.known, _day(event.acted, event.known)
    start = _day(event.effective, known) if event.effective else acted
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


def _day(span: Span, known: date) -> date:
    """A day; of a month or a year without a day, the day from which it was known."""
    return min(span.last, max(span.first, known))


def overtaken_steps(event: Event) -> tuple[Step, ...]:
    """The day of effect that a text had fixed and that an end came before.

    >>> from licet.timeline import find
    >>> notices = find("cn-2025-10-09-rare-earth")
    >>> [step.status for step in notices.steps], [str(step.day) for step in notices.overtaken]
    (['published', 'suspended'], ['2025-11-08'])
    """
    start = event.effective.first if event.effective else None
    if start is None or any(step.status == "in-force" for step in event.steps):
        return ()
    ends = [step for step in event.steps if step.status in ENDED and step.known > event.known]
    if not ends or start < ends[-1].day or event.scheduled:
        return ()
    return (Step(start, "in-force", event.known),)


def _first(event: Event) -> str:
    return _FIRST.get(event.form, "published")


def _drafted(event: Event) -> bool:
    return event.form in {"draft", "bill"}


def _end_of(event: Event, by: Event | None) -> date:
    assert event.until is not None
    if by is None:
        return event.until.first
    return (by.effective or by.acted).first
