"""What the cells of an order book say: dates, places, codes; each distinct text is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from licet.catalog import catalog, find
from licet.catalog.names import index
from licet.errors import BadInput, UnknownItem
from licet.law import LAW_STARTS
from licet.places import destination
from licet.vocabulary import END_USES, LISTS, TRANSACTIONS

MAX_TEXT: Final = 400
LATEST: Final = date(2099, 12, 31)
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED: Final = re.compile(r"(\d{1,2})[-./ ]*([A-Za-z]{3,9})[-./, ]*(\d{4}|\d{2})")
_NAMED_FIRST: Final = re.compile(r"([A-Za-z]{3,9})[. ]*(\d{1,2}),? *(\d{4})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d*)?")
# Spreadsheets count days from one of these.
_SERIALS: Final = (date(1899, 12, 30), date(1904, 1, 1))
_NONE: Final = frozenset({"none", "[]", "()", "{}"})
# What planning systems write where they have no country.
_NO_PLACE: Final = frozenset(
    {"unknown", "n/a", "#n/a", "n.a.", "null", "nan", "none", "tbd", "?", "-"}
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says, or why it can't be told."""

    value: Any = None
    problem: str = ""


def _problem(error: BadInput) -> Read:
    return Read(problem=str(error))


def read_day(cell: object) -> Read:
    """A date in ISO form, or in another form that can mean one day only.

    >>> read_day("20 Apr 2025").value, read_day("4/20/2025").value
    (datetime.date(2025, 4, 20), datetime.date(2025, 4, 20))
    >>> read_day("04/05/2025").problem
    '`04/05/2025` may be 2025-04-05 or 2025-05-04 (write YYYY-MM-DD)'
    """
    if isinstance(cell, datetime):
        return _checked(cell.date())
    if isinstance(cell, date):
        return _checked(cell)
    text = str(cell).strip()
    try:
        days = _days(text)
    except ValueError:
        days = set()
    if len(days) > 1:
        return Read(problem=f"`{text}` may be {_either(days)} (write YYYY-MM-DD)")
    if not days and (match := _SERIAL.fullmatch(text)):
        # Which of the two it is stands nowhere in the book.
        counted = [start + timedelta(days=int(match[1])) for start in _SERIALS]
        return Read(problem=f"`{text[:40]}` is a spreadsheet's day number and may be "
                    f"{_either(counted)} (write YYYY-MM-DD)")  # fmt: skip
    if not days:
        return Read(problem=f"`{text[:40]}` is not a date (write YYYY-MM-DD)")
    return _checked(next(iter(days)))


def _either(days: Iterable[date]) -> str:
    return " or ".join(day.isoformat() for day in sorted(days))


def _checked(day: date) -> Read:
    if day < LAW_STARTS:
        return Read(problem=f"`{day}` is before the encoded law ({LAW_STARTS} or later)")
    if day > LATEST:
        return Read(problem=f"`{day}` is out of range (up to {LATEST})")
    return Read(day)


def _days(text: str) -> set[date]:
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return {date(int(match[1]), int(match[2]), int(match[3]))}
    if match := _NAMED.fullmatch(text):
        return {date(_year(match[3]), _month(match[2]), int(match[1]))}
    if match := _NAMED_FIRST.fullmatch(text):
        return {date(int(match[3]), _month(match[1]), int(match[2]))}
    if match := _NUMBERS.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), _year(match[3])
        if "." in text:  # Dots: the day stands first everywhere.
            return {date(year, second, first)}
        found = {(year, first, second), (year, second, first)}
        if len(match[3]) == 2:  # Then the year may stand first as well.
            found.add((first + 2000, second, int(match[3])))
        days = {day for given in found if (day := _day(*given))}
        return {day for day in days if day.year == year or day >= LAW_STARTS}
    return set()


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def read_place(cell: object) -> Read:
    """A country by code or name."""
    text = str(cell).strip()
    if text.casefold() in _NO_PLACE:
        hint = "leave the cell empty where it is not known"
        return Read(problem=f"`{text}` is no country ({hint})")
    try:
        return Read(destination(text))
    except BadInput as error:
        return _problem(error)


def read_transaction(cell: object) -> Read:
    """Export, reexport or transfer."""
    text = re.sub(r"[\s_()-]+", "", str(cell).casefold())
    text = "transfer" if text in {"incountrytransfer", "transferincountry"} else text
    if text in TRANSACTIONS:
        return Read(text)
    return Read(problem=f"`{str(cell)[:40]}` is not allowed (one of {', '.join(TRANSACTIONS)})")


def read_text(cell: object) -> Read:
    """A name."""
    text = str(cell).strip()
    if len(text) > MAX_TEXT:
        return Read(problem=f"a text of {len(text):,} characters (at most {MAX_TEXT})")
    return Read(text)


class Items:
    """Reads names of items; near names are looked for only for the first that fit nothing."""

    def __init__(self) -> None:
        self._hints = 200

    def __call__(self, cell: object) -> Read:
        text = str(cell).strip()
        if len(text) > MAX_TEXT:
            return Read(problem=f"a text of {len(text):,} characters (at most {MAX_TEXT})")
        source = catalog()
        if text in source or text.lower() in source or index().look_up(text):
            return Read(text)
        if self._hints <= 0 and not _imported(text):
            return Read(problem=f"no such item: `{text[:60]}`")
        try:
            find(text)
        except UnknownItem as error:
            self._hints -= 1
            return _problem(error)
        return Read(text)


def _imported(text: str) -> bool:
    from licet.catalog.partstore import entries_of

    return bool(entries_of(text))


@lru_cache(maxsize=100_000)
def _codes(text: str, allowed: tuple[str, ...]) -> Read:
    if text.casefold() in _NONE:
        return Read(frozenset())
    found = set()
    for part in text.strip("[](){}").split(";"):
        code = re.sub(r"[\s_]+", "-", part.strip().strip("'\"").casefold())
        if not code:
            continue
        if code not in allowed:
            hint = f"none, or one of {', '.join(allowed)}; several joined with ;"
            return Read(problem=f"`{part.strip()[:40]}` is not allowed ({hint})")
        found.add(code)
    return Read(frozenset(found)) if found else Read(None)


def read_lists(cell: object) -> Read:
    """Screening lists joined with ``;``; `none` is screened with nothing found.

    >>> sorted(read_lists("meu; unverified").value)
    ['meu', 'unverified']
    """
    return _codes(str(cell).strip(), LISTS)


def read_uses(cell: object) -> Read:
    """End uses joined with ``;``; `none` is none of those the law names."""
    return _codes(str(cell).strip(), tuple(END_USES))
