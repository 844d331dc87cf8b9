"""Reading the tables beside the code: CSV rows and the days in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from licet.errors import BadInput

_DATA = Path(__file__).parent / "data"


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table below `data/`, as texts by column name."""
    with (_DATA / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, strict=True)


def day(text: str) -> date | None:
    """The day an ISO text names; an empty cell is None."""
    return date.fromisoformat(text) if text else None


def within(on: date, start: date | None, until: date | None) -> bool:
    """Whether a day lies in a half-open range; an end that is None is open.

    >>> within(date(2024, 3, 15), None, date(2024, 3, 15))
    False
    """
    return (start is None or start <= on) and (until is None or on < until)


def checked_day(on: object) -> date:
    """`on`, if it is a day.

    Raises:
        BadInput: it is something else. A moment is refused too, because the day it falls on
            depends on a time zone nobody stated.
    """
    if isinstance(on, date) and not isinstance(on, datetime):
        return on
    raise BadInput(f"not a day: `{on!r}`", hint="give a datetime.date")
