"""The values at which some rule turns, to tell whether two sources differ in law.

Kept beside the catalog only to mark readings; the law itself is data elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from licet.catalog.figures import Measure, high_of, low_of

LINES: Final[Mapping[str, tuple[Fraction, ...]]] = {
    "tpp": tuple(map(Fraction, (1600, 2400, 4800, 14000, 17500, 20800, 21000, 21100))),
    "performance_density": (Fraction("1.6"), Fraction("3.2"), Fraction("5.92")),
    "dram_bandwidth_gb_s": tuple(map(Fraction, (1400, 4500, 5000, 5800, 6200, 6500))),
    "interconnect_gb_s": tuple(map(Fraction, (150, 600, 1100))),
    "transistors_bn": tuple(map(Fraction, (30, 35, 40))),
}


def crossed(measure: str, ours: Measure | None, theirs: Measure | None) -> tuple[str, ...]:
    """The lines between two values of a measure, as text.

    A value that ours allows already, being unknown or a range around it, crosses nothing: a
    finding that is settled for ours is settled for it.

    >>> crossed("tpp", Fraction(13368), Fraction(14144))
    ('tpp 14000',)
    >>> crossed("tpp", Fraction(15824), Fraction(15840))
    ()
    """
    if ours is None or theirs is None or _within(theirs, ours):
        return ()
    sides = [(_sides(ours, line), _sides(theirs, line), line) for line in LINES[measure]]
    return tuple(f"{measure} {_plain(line)}" for one, other, line in sides if one != other)


def _within(inner: Measure, outer: Measure) -> bool:
    low, high = low_of(outer), high_of(outer)
    least, most = low_of(inner), high_of(inner)
    above = low is None or (least is not None and least >= low)
    return above and (high is None or (most is not None and most <= high))


def _sides(value: Measure, line: Fraction) -> frozenset[bool]:
    """Whether the value is at least the line: one answer, or both."""
    low, high = low_of(value), high_of(value)
    sides = set()
    if low is None or low < line:
        sides.add(False)
    if high is None or high >= line:
        sides.add(True)
    return frozenset(sides)


def _plain(line: Fraction) -> str:
    return str(line.numerator) if line.denominator == 1 else str(float(line))
