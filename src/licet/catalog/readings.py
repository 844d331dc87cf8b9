"""Other values for a figure: sources that disagree, and ways to count that are arguable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from licet.catalog.figures import TF32, high_of
from licet.catalog.limits import LINES, crossed
from licet.catalog.tables import rows
from licet.rules.values import Undefined, exact

if TYPE_CHECKING:
    from licet.catalog.entry import Entry

TF32_BITS = (32, 19)
"""TF32 is stored in 32 bits, 19 of which are significant; the rule does not say which counts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An alternative to some preferred figures of an entry.

    Attributes:
        entry: Catalog id.
        label: Who or what gives this value, in a few words.
        figures: The figures that differ, by name (``tpp``, ``die_area_mm2``, …).
        source: Address of the source, or ``not traced``.
        why: Why it differs.
        weigh: False for a value that is plainly an error, kept for the record.
        crosses: The legal lines between this value and the preferred one, as text; empty when
            the difference changes nothing.
    """

    entry: str
    label: str
    figures: Mapping[str, Fraction]
    source: str
    why: str
    weigh: bool = True
    crosses: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether this reading could change a finding."""
        return self.weigh and bool(self.crosses)


@lru_cache(maxsize=1)
def _disagreements() -> dict[str, list[Reading]]:
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for row in rows("disagreements.csv"):
        value = exact(row["value"], name=row["figure"])
        found[row["id"]].append(
            Reading(
                row["id"],
                row["label"],
                {row["figure"]: value},
                row["source"],
                row["why"],
                row["weigh"] == "yes",
            )
        )
    return dict(found)


def readings_of(entry: Entry) -> tuple[Reading, ...]:
    """The readings of an entry, each marked with the legal lines it crosses."""
    if entry.overlay:
        return ()
    candidates = [*_vendor(entry), *_tf32(entry), *_disagreements().get(entry.id, ())]
    return tuple(_marked(entry, reading) for reading in candidates)


def _vendor(entry: Entry) -> list[Reading]:
    """The vendor's TPP, where ours lies on another side of some line."""
    stated, ours = entry.values.get("tpp_stated"), entry.tpp
    if not isinstance(stated, Fraction) or ours is None or stated == ours:
        return []
    reading = Reading(
        entry.id,
        "TPP as the vendor states it",
        {"tpp": stated},
        next((each.source for each in entry.vendor_statements if each.tpp), entry.sources[-1]),
        "the vendor's part table does not follow the published rates",
    )
    return [reading] if _marked(entry, reading).crosses else []


def _tf32(entry: Entry) -> list[Reading]:
    """TPP with TF32 counted, where that is more than without."""
    rate, ours = entry.values.get(TF32), entry.tpp
    top = None if ours is None else high_of(ours)
    if not isinstance(rate, Fraction) or top is None:
        return []
    return [
        Reading(
            entry.id,
            f"TF32 counted as {bits} bits",
            {"tpp": rate * bits},
            entry.sources[0],
            "the rule does not say whether TF32 has 32 or 19 bits",
        )
        for bits in TF32_BITS
        if rate * bits > top
    ]


def _marked(entry: Entry, reading: Reading) -> Reading:
    other = entry.with_reading(reading)
    lines: list[str] = []
    for measure in LINES:
        ours, theirs = getattr(entry, measure), getattr(other, measure)
        if isinstance(ours, Undefined) or isinstance(theirs, Undefined):
            continue
        lines += crossed(measure, ours, theirs)
    return Reading(
        reading.entry,
        reading.label,
        reading.figures,
        reading.source,
        reading.why,
        reading.weigh,
        tuple(lines),
    )
