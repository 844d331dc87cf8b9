"""Country groups by day: Supplement No. 1 to 15 CFR part 740, and sets named like groups.

The State Department's arms-embargo list (22 CFR 126.1) overrides the D:5 table, so a D:5 entry
that the table kept while State had ended or suspended the embargo is on record but not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from licet.errors import BadInput
from licet.places.cautions import all_cautions, unsettled_days
from licet.places.chart import COLUMNS, HONG_KONG_DAY, chart_rows, marked, unanswered
from licet.places.names import countries, country
from licet.places.tables import checked_day, day, rows, within


class UnknownGroup(BadInput):
    """No country group has this name; `allowed` lists the names there are."""

    def __init__(self, message: str, *, allowed: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Membership:
    """One country in one group over a half-open range of days, with its source.

    `carried_back`: read in the table of 2026-07-23 and carried back to `start`, because no change
    was found; days before `start` count as well, with a caution. `counts` is False for an entry of
    the table that the State Department's list overrode.
    """

    group: str
    code: str
    start: date
    until: date | None
    counts: bool
    carried_back: bool
    basis: str
    citation: str
    source_url: str
    confidence: str
    note: str

    def covers(self, on: date) -> bool:
        """Whether the entry stood on a day, counted or not."""
        return within(on, None if self.carried_back else self.start, self.until)


@cache
def _records() -> tuple[Membership, ...]:
    found = []
    for row in rows("groups"):
        start = day(row["from"])
        if start is None:
            raise BadInput(f"a membership without a first day: `{row['group']} {row['code']}`")
        found.append(
            Membership(
                group=row["group"],
                code=row["code"],
                start=start,
                until=day(row["until"]),
                counts=row["controlling"] == "Y",
                carried_back=row["carried_back"] == "Y",
                basis=row["basis"],
                citation=row["citation"],
                source_url=row["source_url"],
                confidence=row["confidence"],
                note=row["note"],
            )
        )
    return tuple(found)


@cache
def ear_groups() -> tuple[str, ...]:
    """The names of the country groups, `740-SUPP5(a)` last.

    >>> ear_groups()[:4]
    ('A:1', 'A:5', 'A:6', 'B')
    """
    return tuple(dict.fromkeys(record.group for record in _records()))


@cache
def group_names() -> tuple[str, ...]:
    """Every name that `group` knows: country groups, `chart:` columns, and `ISO` for all codes."""
    return (*ear_groups(), *(f"chart:{column}" for column in COLUMNS), "ISO")


def group(name: str, on: date) -> frozenset[str]:
    """The alpha-2 codes in a group on a day.

    `chart:NS1` and its like are the destinations with an X in that column of the Country Chart;
    `ISO` is every code. Where China is a member, so is Hong Kong (85 FR 83765). Days before
    2022-10-07 answer with the groups of that day: see `table_cautions`.

    >>> "HK" in group("D:5", date(2024, 1, 1)), "MO" in group("D:5", date(2024, 1, 1))
    (True, False)
    >>> "AE" in group("D:4", date(2026, 7, 9)), "AE" in group("D:4", date(2026, 7, 10))
    (True, False)

    Raises:
        UnknownGroup: no such group; the message lists what there is.
    """
    return _members(name, groups_epoch(on))


def unsettled(name: str, on: date) -> frozenset[str]:
    """The codes whose membership in a group on a day is not known; `group` leaves them out.

    >>> sorted(unsettled("D:5", date(2026, 10, 1)))
    ['CY', 'ET', 'PS']
    >>> unsettled("D:1", date(2026, 10, 1))
    frozenset({'PS'})
    """
    return _unsettled(name, groups_epoch(on))


def change_dates() -> tuple[date, ...]:
    """Every day on which a membership, or what is known of one, changes; oldest first.

    Between two of them `group` and `unsettled` give the same answers.

    >>> date(2026, 7, 10) in change_dates()
    True
    """
    return _change_dates()


def groups_epoch(on: date) -> int:
    """The number of changes up to and including a day; equal numbers mean equal groups.

    >>> groups_epoch(date(2026, 7, 10)) - groups_epoch(date(2026, 7, 9))
    1
    """
    return bisect_right(_change_dates(), checked_day(on))


def memberships(code: str, on: date) -> tuple[str, ...]:
    """The country groups a place is in on a day.

    >>> memberships("NI", date(2024, 3, 14)), memberships("NI", date(2024, 3, 15))
    (('B',), ('D:1', 'D:5'))
    """
    place = country(code).code
    return tuple(name for name in ear_groups() if place in group(name, on))


def member_history(code: str) -> list[Membership]:
    """Every recorded entry of a place, counted or overridden, with its source.

    Hong Kong has the entries of China, from the day it was treated as China.

    >>> [(m.group, str(m.until), m.counts) for m in member_history("KH") if m.until]
    [('D:5', '2026-02-03', False), ('D:5', '2025-11-07', True)]
    """
    place = country(code).code
    if place != "HK":
        return [record for record in _records() if record.code == place]
    return [
        replace(
            record,
            code="HK",
            basis="treated-as-china",
            citation=f"treated as China since {HONG_KONG_DAY} (85 FR 83765); {record.citation}",
        )
        for record in _records()
        if record.code == "CN"
    ]


@cache
def _change_dates() -> tuple[date, ...]:
    found = {HONG_KONG_DAY, *unsettled_days()}
    for record in _records():
        if record.counts:
            found |= {record.until} if record.until else set()
            found |= set() if record.carried_back else {record.start}
    for history in chart_rows().values():
        found |= {row.until for row in history if row.until}
    return tuple(sorted(found))


def _first_day(epoch: int) -> date:
    return _change_dates()[epoch - 1] if epoch else date.min


@cache
def _members(name: str, epoch: int) -> frozenset[str]:
    on = _first_day(epoch)
    if name == "ISO":
        return frozenset(countries())
    if column := _column(name):
        return marked(column, on)
    found = {
        record.code
        for record in _records()
        if record.group == name and record.counts and record.covers(on)
    }
    if "CN" in found and on >= HONG_KONG_DAY:
        found.add("HK")
    return frozenset(found)


@cache
def _unsettled(name: str, epoch: int) -> frozenset[str]:
    on = _first_day(epoch)
    if name == "ISO":
        return frozenset()
    if column := _column(name):
        return unanswered(column, on)
    return frozenset(
        each.code
        for each in all_cautions()
        if each.covers(on)
        and each.code != "*"
        and ("*" in each.unsettled or name in each.unsettled)
    )


def _column(name: str) -> str:
    """The chart column a name asks for, empty for a country group; refuses unknown names."""
    if name not in group_names():
        raise UnknownGroup(
            f"no such country group: `{name}`",
            allowed=group_names(),
            hint=f"groups are {', '.join(group_names())}",
        )
    return name.removeprefix("chart:") if name.startswith("chart:") else ""
