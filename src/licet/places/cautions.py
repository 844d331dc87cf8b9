"""What is doubtful about a place on a day, so that no answer hides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from licet.places.names import countries, country
from licet.places.tables import checked_day, day, rows, within

WINDOW_START: Final = date(2022, 10, 7)
"""The first day the country groups were traced to; before it they are carried back."""

LAST_READ: Final = date(2026, 9, 24)
"""The issue of the Code of Federal Regulations in which groups and chart were last read.

Supplement No. 1 to 15 CFR part 740 and Supplement No. 1 to part 738, at
https://www.ecfr.gov/on/2026-09-24/title-15/part-740 and .../part-738: every row of the groups has
the marks, and every row of the chart the number of marks, that it had on 2026-07-23.
"""


@dataclass(frozen=True, slots=True)
class Caution:
    """A doubt about one place (`*`: about all) over a half-open range of days.

    `unsettled` names the groups in which membership itself is not known (`*`: in all).
    """

    code: str
    start: date | None
    until: date | None
    unsettled: tuple[str, ...]
    says: str
    citation: str
    source_url: str
    confidence: str

    def covers(self, on: date) -> bool:
        return within(on, self.start, self.until)


@cache
def all_cautions() -> tuple[Caution, ...]:
    """Every recorded caution, in the order of the table."""
    return tuple(
        Caution(
            code=row["code"],
            start=day(row["from"]),
            until=day(row["until"]),
            unsettled=tuple(filter(None, row["unsettled"].split(";"))),
            says=row["says"],
            citation=row["citation"],
            source_url=row["source_url"],
            confidence=row["confidence"],
        )
        for row in rows("cautions")
    )


def cautions(code: str, on: date) -> tuple[str, ...]:
    """What to know about a place on a day beyond its groups, each with its citation.

    >>> cautions("CY", date(2026, 9, 30))
    ()
    >>> "through 2026-09-30" in cautions("CY", date(2026, 10, 1))[0]
    True
    """
    place, on = country(code), checked_day(on)
    found = [
        f"{each.says} ({each.citation}; {each.confidence})"
        for each in all_cautions()
        if each.code == place.code and each.covers(on)
    ]
    if place.part_of == "US":
        found.append(
            f"{place.name} is part of the United States: shipping there from another part of it "
            "is no export (15 CFR part 772; unverified)"
        )
    elif place.part_of and place.code != "HK":
        found.append(
            f"{place.name} has no entry of its own: the chart gives it the treatment of "
            f"{countries()[place.part_of].name} as its territory; the groups name only the latter "
            "(15 CFR 738.3(b); unverified)"
        )
    return tuple(found)


def table_cautions(on: date) -> tuple[str, ...]:
    """What to know about the country groups as a whole on a day.

    >>> table_cautions(date(2025, 1, 1))
    ()
    >>> table_cautions(date(2026, 11, 1))
    ('country groups were last read in the issue of 2026-09-24; later changes are not known',)
    """
    on = checked_day(on)
    if on < WINDOW_START:
        return (f"country groups before {WINDOW_START} are carried back and not verified",)
    if on > LAST_READ:
        return (
            f"country groups were last read in the issue of {LAST_READ}; "
            "later changes are not known",
        )
    return ()


@cache
def unsettled_days() -> frozenset[date]:
    """The days on which an unknown membership begins or ends."""
    return frozenset(
        end for each in all_cautions() if each.unsettled for end in (each.start, each.until) if end
    )
