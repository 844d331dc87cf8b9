"""A day or month that a text names, and the day a text was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class When:
    """A day or month that a text names, and what the text says of it.

    Attributes:
        start, end: Its place in the text.
        day: The day; None when only a month is known.
        month: Year and month; None for a bare year.
        basis: `explicit` or `relative`.
        role: `act`, `effect`, `end`, `deadline`, `dateline`, `told` (of a filing or market move that tells an
            older act), `year` or `none`.
        loose: The day is a guess within a named week.
    """

    start: int
    end: int
    day: date | None
    month: tuple[int, int] | None
    basis: str
    role: str = "act"
    loose: bool = False

    @property
    def text(self) -> str:
        """The day or month in ISO form.

        >>> When(0, 1, None, (2025, 4), "relative").text
        '2025-04'
        """
        if self.day:
            return self.day.isoformat()
        return f"{self.month[0]:04d}-{self.month[1]:02d}" if self.month else ""


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication, or only its month.

    >>> Published.parse("2025-07").text, Published.parse("2025-07-18").day.weekday()
    ('2025-07', 4)
    """

    year: int
    month: int
    day: date | None

    @classmethod
    def parse(cls, text: str) -> Published:
        """From ``YYYY-MM-DD`` or ``YYYY-MM``; raises ValueError for anything else."""
        if re.fullmatch(r"\d{4}-\d\d", text):
            first = date.fromisoformat(text + "-01")
            return cls(first.year, first.month, None)
        day = date.fromisoformat(text)
        return cls(day.year, day.month, day)

    @property
    def text(self) -> str:
        """In ISO form."""
        return self.day.isoformat() if self.day else f"{self.year:04d}-{self.month:02d}"

    @property
    def last(self) -> date:
        """The last day it may mean."""
        if self.day:
            return self.day
        first = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return first - timedelta(days=1)
