"""From published figures to the measures that the rules ask about.

Rates are dense. A multiply-accumulate counts as two operations in a data sheet's rate already,
so a rate times its bit length is the TPP of that format, with no further factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from licet.catalog.figures import BITS, TF32, Measure, add, high_of, largest, low_of, scale
from licet.rules.facts import divide
from licet.rules.values import UNDEFINED, Interval, Undefined

Figures = Mapping[str, Measure]
Density = Measure | Undefined | None

PCIE_GEN5_X16: Final = Fraction(128)
PCIE_GEN6_X16: Final = Fraction(256)
"""Bidirectional GB/s of a slot, the ceiling where a chip's host link is not known."""

GEN6_FROM_YEAR: Final = 2025


def rates(figures: Figures) -> dict[str, Measure]:
    """The dense rates by format, TF32 left out."""
    return {name: figures[name] for name in BITS if name in figures}


def computed_tpp(figures: Figures, *, partial: bool) -> Measure | None:
    """The largest rate times bit length; a floor when the matrix rates are not published.

    >>> computed_tpp({"fp16": Fraction(148), "fp8": Fraction(296)}, partial=False)
    Fraction(2368, 1)
    """
    products = [scale(rate, BITS[name]) for name, rate in rates(figures).items()]
    if not products:
        return None
    best = largest(products)
    return Interval(low_of(best), None) if partial else best


def tpp(figures: Figures, *, partial: bool) -> Measure | None:
    """TPP: given outright, else computed, else as the vendor states it.

    The vendor's figure also replaces a mere floor.
    """
    if "tpp" in figures:
        return figures["tpp"]
    stated = figures.get("tpp_stated")
    computed = computed_tpp(figures, partial=partial)
    if computed is None or (partial and stated is not None):
        return stated
    return computed


def die_area(figures: Figures, *, planar: bool) -> Measure | None:
    """Area of the logic dies that count: zero when all transistors are planar."""
    return Fraction(0) if planar else figures.get("die_area_mm2")


def density(figures: Figures, total: Measure | None, area: Measure | None) -> Density:
    """TPP per mm2; undefined over no area, None where a part is not known.

    >>> density({}, Fraction(2368), Fraction(814))
    Fraction(32, 11)
    >>> density({}, Fraction(2368), Fraction(0))
    UNDEFINED
    """
    if "performance_density" in figures:
        return figures["performance_density"]
    if area == 0:
        return UNDEFINED
    if total is None or area is None:
        return None
    result = divide(total, area)
    return result if isinstance(result, (Fraction, Interval)) else None


def interconnect(figures: Figures, *, year: int | None) -> Measure | None:
    """All inputs and outputs but volatile memory, both directions added.

    With the host link not known it lies between the scale-up link alone and that plus the
    widest slot of its time; with the scale-up link not known only the floor is known.
    """
    link, host = figures.get("link_gb_s"), figures.get("host_gb_s")
    if link is not None:
        if host is None:
            widest = PCIE_GEN5_X16 if year and year < GEN6_FROM_YEAR else PCIE_GEN6_X16
            host = Interval(Fraction(0), widest)
        return add(link, host)
    return None if host is None else Interval(low_of(host), None)


def peak_tops(figures: Figures, total: Measure | None, *, partial: bool) -> Measure | None:
    """The largest dense rate of any format, in TOPS or TFLOPS.

    From a TPP alone it is known only to lie between TPP/64 and TPP/4.
    """
    known = [*rates(figures).values(), *([figures[TF32]] if TF32 in figures else [])]
    if known:
        best = largest(known)
        return Interval(low_of(best), None) if partial else best
    if total is None:
        return None
    low, high = low_of(total), high_of(total)
    return Interval(None if low is None else low / 64, None if high is None else high / 4)


def memory_density(figures: Figures) -> Measure | None:
    """Memory bandwidth per mm2 of package or stack, for memory sold as such."""
    bandwidth, area = figures.get("dram_bandwidth_gb_s"), figures.get("package_area_mm2")
    if bandwidth is None or area is None:
        return None
    result = divide(bandwidth, area)
    return result if isinstance(result, (Fraction, Interval)) else None
