"""An event of the record and its steps on the ladder: frozen data."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from licet.days import day_from

LADDER = ("reported", "announced", "proposed", "published", "in-force")
ENDED = frozenset({"suspended", "rescinded", "expired", "vacated"})
STATUSES = (*LADDER, "suspended", "rescinded", "expired", "vacated")
DIRECTIONS = ("tighten", "loosen", "neutral")
CONFIDENCE = ("high", "medium", "low")

LEGAL_TEXTS = frozenset(
    {"rule", "notice", "order", "proclamation", "statute", "court", "list", "scheduled"}
)
"""Forms that are published legal texts."""
FORMS = (
    *sorted(LEGAL_TEXTS), "letter", "license", "guidance", "draft", "bill", "statement",
    "agreement", "decision", "filing", "case", "probe", "product", "market", "other",
)  # fmt: skip

UNDOING = (
    "full", "partial", "promise-only", "swing-back", "counter-move", "court", "lapse",
    "codification", "finding",
)  # fmt: skip
"""Relations that make a backtrack of two events."""
RELATIONS = (*UNDOING, "implements", "extends", "amends", "discloses", "follows")


class Span(NamedTuple):
    """A day, a month or a year, as its first and last day.

    >>> str(Span.parse("2025-04")), Span.parse("2025-04").last
    ('2025-04', datetime.date(2025, 4, 30))
    """

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Span:
        """A span from ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

        Raises:
            ValueError: The text is none of them.
        """
        if len(text) == 10:
            day = day_from(text)
            return cls(day, day)
        parts = text.split("-")
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(text)
        if len(text) == 7 and len(parts) == 2:
            year, month = int(parts[0]), int(parts[1])
            first = date(year, month, 1)
            return cls(first, date(year, month, calendar.monthrange(year, month)[1]))
        if len(text) == 4 and len(parts) == 1:
            return cls(date(int(text), 1, 1), date(int(text), 12, 31))
        raise ValueError(text)

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        whole_year = self.first.month == 1 and self.last.month == 12
        return f"{self.first:%Y}" if whole_year else f"{self.first:%Y-%m}"


class Step(NamedTuple):
    """A rung reached on a day, and the day from which that was known.

    `by` is the event that brought it about, if another one did.
    """

    day: date
    status: str
    known: date
    by: str = ""


class Link(NamedTuple):
    """An earlier event this one answers, and how."""

    id: str
    relation: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the record.

    `announced` is the date it is told under, `acted` the day of the act, `public` the day from
    which anyone could know of it. `status` is the last that was verified; `steps` say when each
    rung was reached and since when that is known. `overtaken` are steps that were fixed once and
    that an end came before; they count for a day of knowledge before that end was known. `own`
    marks an event of the user's own file.
    """

    id: str
    announced: Span
    acted: Span
    public: Span
    jurisdiction: str
    actor: str
    instrument: str
    status: str
    direction: str
    summary: str
    confidence: str
    effective: Span | None = None
    compliance: Span | None = None
    until: Span | None = None
    until_by: str = ""
    until_known: date = date.min
    effective_known: date = date.min
    form: str = "other"
    items: str = ""
    destinations: str = ""
    places: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    figures: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    instrument_ids: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    overtaken: tuple[Step, ...] = ()
    own: bool = False

    @property
    def known(self) -> date:
        """The first day on which anyone could know of it.

        A month without a day counts from its last day.
        """
        return self.public.last

    @property
    def legal_text(self) -> bool:
        """Whether it is a published legal text, not a letter, a license or a statement."""
        return self.form in LEGAL_TEXTS

    @property
    def scheduled(self) -> bool:
        """Whether it is a day that an earlier text fixes, not an act."""
        return self.form == "scheduled"
