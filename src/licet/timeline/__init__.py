"""The dated record: who said what, when it became law, if it ever did, and what undid it.

>>> from datetime import date
>>> letter = find("us-2025-04-09-h20-letter")
>>> str(letter.acted), str(letter.public), letter.status
('2025-04-09', '2025-04-15', 'in-force')
>>> [event.id for event in query(about="H20", known_on=date(2025, 4, 12), since=date(2025, 1, 1))]
[]

Tables are read on first use. Two clocks: the day of the act, and the day from which anyone could
know of it; with `known_on`, later ends and later events do not show.
"""

from __future__ import annotations

from licet.timeline.backtracks import STANDING, Backtrack, backtracks, differences
from licet.timeline.due import Due, due
from licet.timeline.event import LADDER, STATUSES, Event, Link, Span, Step
from licet.timeline.ics import calendar
from licet.timeline.ladder import as_known, status_on
from licet.timeline.query import query
from licet.timeline.store import (
    BadTimeline,
    UnknownEvent,
    events,
    events_with,
    find,
    own_file,
)

__all__ = [
    "LADDER",
    "STANDING",
    "STATUSES",
    "Backtrack",
    "BadTimeline",
    "Due",
    "Event",
    "Link",
    "Span",
    "Step",
    "UnknownEvent",
    "as_known",
    "backtracks",
    "calendar",
    "differences",
    "due",
    "events",
    "events_with",
    "find",
    "own_file",
    "query",
    "status_on",
]
