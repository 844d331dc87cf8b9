"""The Commerce Country Chart: Supplement No. 1 to 15 CFR part 738.

An X means that a license is needed for that reason and destination. No X means only that the
chart asks for none: the embargoed rows carry no X at all and send the reader to part 746.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

from licet.errors import BadInput
from licet.places.cautions import LAST_READ, all_cautions
from licet.places.names import Country, countries, country
from licet.places.tables import checked_day, day, rows, within

COLUMNS: Final = (
    *("CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1"),
    *("RS1", "RS2", "FC1", "CC1", "CC2", "CC3", "AT1", "AT2"),
)
"""The columns of the chart; encryption (EI) has none, see 15 CFR 742.15."""

HONG_KONG_DAY: Final = date(2020, 12, 23)
"""From this day Hong Kong is treated as China (85 FR 83765)."""

EARLIER_READING: Final = date(2025, 11, 12)
"""An export of the chart of this day has the same marks, CC Column 2 aside."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """The row of one country over a half-open range of days.

    `embargoed` rows carry no marks: part 746 decides, not the chart.
    """

    code: str
    embargoed: bool
    marks: frozenset[str]
    footnotes: tuple[int, ...]
    start: date | None
    until: date | None
    citation: str
    source_url: str
    confidence: str
    note: str


@cache
def chart_rows() -> dict[str, tuple[ChartRow, ...]]:
    """Every row of the chart by code, oldest first. Treat it as read-only."""
    found: dict[str, tuple[ChartRow, ...]] = {}
    for row in rows("chart"):
        one = ChartRow(
            code=row["code"],
            embargoed=row["kind"] == "part-746",
            marks=frozenset(row["marks"].split()),
            footnotes=tuple(map(int, row["footnotes"].split())),
            start=day(row["from"]),
            until=day(row["until"]),
            citation=row["citation"],
            source_url=row["source_url"],
            confidence=row["confidence"],
            note=row["note"],
        )
        found[one.code] = (*found.get(one.code, ()), one)
    return found


def chart_row(code: str, on: date) -> ChartRow | None:
    """The row that governs a place on a day, or None if the chart has none.

    Hong Kong reads the row of China, a territory that of its country (15 CFR 738.3(b)).

    >>> chart_row("HK", date(2024, 1, 1)).code, chart_row("KY", date(2024, 1, 1)).code
    ('CN', 'GB')
    """
    return _row(country(code), checked_day(on))


def chart(code: str, column: str, on: date) -> bool | None:
    """Whether the chart marks a column for a place on a day.

    None: the chart does not answer. Its row sends the reader to part 746 (Cuba, Iran, North
    Korea, Syria), the place has no row, or the marks of that day are not known.

    >>> chart("SG", "NS2", date(2026, 7, 23)), chart("JP", "NS2", date(2026, 7, 23))
    (True, False)
    >>> chart("GB", "NS1", date(2024, 4, 18)), chart("GB", "NS1", date(2024, 4, 19))
    (True, False)
    >>> chart("IR", "NS1", date(2026, 7, 23)) is None
    True

    Raises:
        UnknownPlace: no such country.
        BadInput: no such column.
    """
    return _mark(country(code), checked_column(column), checked_day(on))


def marked(column: str, on: date) -> frozenset[str]:
    """The codes of all places for which the chart marks a column on a day."""
    return _column(checked_column(column), bisect_right(_chart_days(), on))[0]


def unanswered(column: str, on: date) -> frozenset[str]:
    """The codes of all places for which it is not known whether the chart marks a column.

    Rows that send the reader to part 746 are not among them: there the chart is silent, not
    unknown. The United States and its territories are not among them either.
    """
    return _column(checked_column(column), bisect_right(_chart_days(), on))[1]


@cache
def _chart_days() -> tuple[date, ...]:
    """Every day on which a row, or what is doubtful about one, changes."""
    days = {HONG_KONG_DAY}
    for history in chart_rows().values():
        days.update(day for row in history for day in (row.start, row.until) if day)
    for each in all_cautions():
        if each.code == "*":
            days.update(day for day in (each.start, each.until) if day)
    return tuple(sorted(days))


@cache
def _column(column: str, epoch: int) -> tuple[frozenset[str], frozenset[str]]:
    """The places marked and those not known, between two days of change."""
    days = _chart_days()
    on = days[epoch - 1] if epoch else date.min
    yes, unknown = set(), set()
    for one in countries().values():
        mark = _mark(one, column, on)
        if mark:
            yes.add(one.code)
        elif mark is None and "US" not in (one.code, one.part_of):
            row = _row(one, on)
            if not (row and row.embargoed):
                unknown.add(one.code)
    return frozenset(yes), frozenset(unknown)


def chart_caution(code: str, column: str, on: date) -> str:
    """What is doubtful about a cell of the chart on a day; empty if nothing is.

    >>> chart_caution("VN", "NS1", date(2026, 7, 23))
    ''
    >>> chart_caution("VN", "NS1", date(2023, 12, 1))
    'chart marks before 2025-11-12 are carried back from 2026-09-24 and not verified'
    """
    place, column, on = country(code), checked_column(column), checked_day(on)
    if on > LAST_READ:
        return f"the chart was last read in the issue of {LAST_READ}; later changes are not known"
    if doubts := _doubts(column, on):
        return doubts[0]
    row = _row(place, on)
    if row is None:
        return f"the chart has no row for {place.name}"
    if on >= EARLIER_READING or column in _documented(row.code):
        return ""
    return (
        f"chart marks before {EARLIER_READING} are carried back from {LAST_READ} and not verified"
    )


@cache
def footnotes() -> dict[int, str]:
    """What the footnotes of the chart say, in our own words, with the section they point to.

    >>> footnotes()[5]
    'Liechtenstein follows the requirements of Switzerland (15 CFR part 738 Supp. No. 1)'
    """
    return {int(row["number"]): f"{row['says']} ({row['cite']})" for row in rows("footnotes")}


def checked_column(column: str) -> str:
    """`column`, if the chart has it; BadInput otherwise."""
    if column in COLUMNS:
        return column
    hint = "columns are " + ", ".join(COLUMNS)
    if str(column).startswith("EI"):
        hint = "encryption is not in the chart: see 15 CFR 742.15"
    raise BadInput(f"no such column of the Country Chart: `{column}`", hint=hint)


def _row(place: Country, on: date) -> ChartRow | None:
    code = place.code
    if code == "HK" and on < HONG_KONG_DAY:
        return None
    if code not in chart_rows():
        code = place.part_of
    return _at(chart_rows().get(code, ()), on)


def _at(history: Iterable[ChartRow], on: date) -> ChartRow | None:
    return next((row for row in history if within(on, row.start, row.until)), None)


def _mark(place: Country, column: str, on: date) -> bool | None:
    row = _row(place, on)
    if row is None or row.embargoed:
        return None
    if column in row.marks:
        return True
    return None if _doubts(column, on) else False


def _doubts(column: str, on: date) -> tuple[str, ...]:
    name = f"chart:{column}"
    return tuple(
        each.says
        for each in all_cautions()
        if each.code == "*" and name in each.unsettled and each.covers(on)
    )


def _documented(code: str) -> frozenset[str]:
    """The columns of a row whose history is recorded, because a known rule changed them."""
    history = chart_rows()[code]
    changed: frozenset[str] = frozenset()
    for earlier, later in pairwise(history):
        changed |= earlier.marks ^ later.marks
    return changed
