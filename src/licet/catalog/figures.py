"""One published figure: exact, or a range where only a bound is published.

A cell of the catalog holds a decimal (``814``), a range (``24..32``) or a bound (``>=1017``,
``<=1228``). Nothing is rounded: cells become exact rationals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from licet.errors import BadInput
from licet.rules.values import Interval, exact, value_text

Measure = Fraction | Interval

BITS: Final[Mapping[str, int]] = {
    "fp64": 64,
    "fp64_matrix": 64,
    "fp32": 32,
    "fp16": 16,
    "bf16": 16,
    "fp8": 8,
    "int8": 8,
    "fp6": 6,
    "fp4": 4,
    "int4": 4,
}
"""Bit length of each number format; TF32 stands apart, its length is arguable."""

TF32: Final = "tf32"

UNITS: Final[Mapping[str, str]] = {
    **{name: "TOPS" if name.startswith("int") else "TFLOPS" for name in (*BITS, TF32)},
    "tpp_stated": "TPP",
    "tpp": "TPP",
    "performance_density": "TPP/mm2",
    "die_area_mm2": "mm2",
    "package_area_mm2": "mm2",
    "transistors_bn": "billion",
    "node_nm": "nm class",
    "memory_gb": "GB",
    "dram_bandwidth_gb_s": "GB/s",
    "link_gb_s": "GB/s",
    "host_gb_s": "GB/s",
}
"""The unit of every figure. Bandwidths of links count both directions."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit and how sure it is.

    >>> Figure("die_area_mm2", Fraction(814), "mm2", "quoted").text()
    '814 mm2'
    """

    name: str
    value: Measure
    unit: str
    confidence: str

    def text(self) -> str:
        return f"{measure_text(self.value)} {self.unit}"


def parse_measure(cell: str, *, name: str = "figure") -> Measure:
    """A cell as a number or a range.

    Raises:
        BadInput: The cell is neither.

    >>> parse_measure("1307.4")
    Fraction(6537, 5)
    >>> parse_measure(">=1017").text()
    '[1017, inf)'
    """
    if cell.startswith(">="):
        return Interval(exact(cell[2:], name=name), None)
    if cell.startswith("<="):
        return Interval(Fraction(0), exact(cell[2:], name=name), low_open=True)
    if ".." in cell:
        low, high = (exact(part, name=name) for part in cell.split("..", 1))
        if low > high:
            raise BadInput(f"`{cell}` runs downward", hint=f"{name}: low..high")
        return Interval(low, high)
    number = exact(cell, name=name)
    if number < 0:
        raise BadInput(f"`{cell}` is negative", hint=f"{name}: zero or more")
    return number


def measure_text(value: Measure) -> str:
    """A number or range as people read it.

    >>> measure_text(Interval(Fraction(1008), None))
    'at least 1008'
    """
    if isinstance(value, Fraction):
        return value_text(value)
    if value.high is None and isinstance(value.low, Fraction):
        return f"at least {value_text(value.low)}"
    if value.low == 0 and isinstance(value.high, Fraction):
        return f"at most {value_text(value.high)}"
    return f"{value_text(value.low)} to {value_text(value.high)}"


def scale(value: Measure, factor: int) -> Measure:
    """A number or range times a positive whole number."""
    if isinstance(value, Fraction):
        return value * factor
    low, high = low_of(value), high_of(value)
    return Interval(
        None if low is None else low * factor,
        None if high is None else high * factor,
        value.low_open,
        value.high_open,
    )


def add(one: Measure, other: Measure) -> Measure:
    """The sum of two numbers or ranges.

    >>> add(Fraction(400), Interval(Fraction(0), Fraction(128))).text()
    '[400, 528]'
    """
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one + other
    low = _sum(low_of(one), low_of(other))
    high = _sum(high_of(one), high_of(other))
    opens = [each for each in (one, other) if isinstance(each, Interval)]
    return Interval(low, high, any(i.low_open for i in opens), any(i.high_open for i in opens))


def largest(values: list[Measure]) -> Measure:
    """The largest of several numbers or ranges; a range where it can't be told.

    >>> largest([Fraction(3), Interval(Fraction(2), Fraction(5))]).text()
    '[3, 5]'
    """
    lows = [low for low in map(low_of, values) if low is not None]
    highs = [high_of(value) for value in values]
    low = max(lows) if lows else None
    if any(high is None for high in highs):
        return Interval(low, None)
    high = max(high for high in highs if high is not None)
    return high if low == high else Interval(low, high)


def low_of(value: Measure) -> Fraction | None:
    """The lower bound."""
    if isinstance(value, Fraction):
        return value
    return value.low if isinstance(value.low, Fraction) else None


def high_of(value: Measure) -> Fraction | None:
    """The upper bound."""
    if isinstance(value, Fraction):
        return value
    return value.high if isinstance(value.high, Fraction) else None


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other
