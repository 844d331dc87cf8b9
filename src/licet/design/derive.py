"""From a design to the figures the law asks about.

One set of formulas for one design in exact rationals and for a hundred thousand in arrays of
floats: only sums, products, quotients and a maximum are used.

TPP follows 15 CFR 774, Supp. No. 1, ECCN 3A090, Technical Notes: for each kind of processing unit
the dense rate times the bit length that gives most, summed over all units of the chip. A
multiply-accumulate is two operations already, so no factor is added. Data sheets often leave the
smaller units out; where a design lists them, they count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any

from licet.catalog import BITS
from licet.design.plan import Design, Number
from licet.errors import BadInput
from licet.rules.facts import divide
from licet.rules.values import Interval


@dataclass(frozen=True, slots=True)
class Figures:
    """What a design comes to; None is not known.

    Attributes:
        rates: Dense rates by format in TOPS, over all units.
        tpp: Total processing performance.
        peak_tops: The highest rate of any format.
        applicable_die_area_mm2: Area of the logic dies with non-planar transistors.
        performance_density: TPP over that area; None where there is none.
        dram_bandwidth_gb_s: Memory bandwidth.
        memory_gb: Memory capacity.
        interconnect_gb_s: All links, both directions.
        transistors_bn: Transistors of all dies.
        node_nm: The finest node class of the logic dies.
        contains_hbm: Whether any memory is HBM.
        datacenter: Designed or marketed for data centers.
    """

    rates: Mapping[str, Number]
    tpp: Number
    peak_tops: Number
    applicable_die_area_mm2: Number
    performance_density: Number
    dram_bandwidth_gb_s: Number
    memory_gb: Number
    interconnect_gb_s: Number
    transistors_bn: Number
    node_nm: Number
    contains_hbm: bool
    datacenter: bool | None

    def item(self) -> dict[str, Any]:
        """The figures as the IC of an item object of the contract; unknown ones left out."""
        named = {
            "kind": "ic",
            "tpp": self.tpp,
            "applicable_die_area_mm2": self.applicable_die_area_mm2,
            "dram_bandwidth_gb_s": self.dram_bandwidth_gb_s,
            "interconnect_gb_s": self.interconnect_gb_s,
            "transistors_bn": self.transistors_bn,
            "node_nm": self.node_nm,
            "datacenter": self.datacenter,
        }
        stated = {name: _stated(value) for name, value in named.items() if value is not None}
        # A case takes the largest rate times its bits as TPP; units that add up come to more.
        if isinstance(self.tpp, Fraction) and self.tpp == max(
            rate * BITS[name] for name, rate in self.rates.items()
        ):
            stated["rates"] = dict(self.rates)
        return stated


def _stated(value: Any) -> Any:
    """A range as a case states it."""
    return [value.low, value.high] if isinstance(value, Interval) else value


Largest = Callable[[Number, Number], Number]


def figures_of(design: Design, largest: Largest = max) -> Figures:
    """The figures of a design.

    No figure falls when a number of the design rises, but for density, which falls with the area.
    So a design with ranges is that of all lower ends and that of all upper ends.

    Args:
        design: The design, its numbers exact, ranges or arrays.
        largest: The larger of two numbers, or of two arrays place by place.

    Raises:
        BadInput: The dies have no area.

    >>> from licet.design.plan import parse_design
    >>> found = figures_of(parse_design({"rates": {"fp16": 148}, "die": [{"area_mm2": 814}]}))
    >>> found.tpp, found.performance_density
    (Fraction(2368, 1), Fraction(32, 11))
    """
    if has_ranges(design):
        return _between(figures_of(_ends(design, 0)), figures_of(_ends(design, 1)))
    rates, tpp = _computing(design, largest)
    logic = [die for die in design.die if die.logic]
    counted = [die for die in logic if die.transistors != "planar"]
    area = _sum(die.area_mm2 * die.count for die in counted) if counted else None
    if design.die and not logic:
        raise BadInput("no die computes: every [[die]] has logic = false", hint="logic = true")
    if logic and not counted:
        area = Fraction(0)
    density = None
    if counted:
        density = divide(tpp, area) if isinstance(area, Fraction) and isinstance(
            tpp, Fraction
        ) else tpp / area  # fmt: skip
    nodes = [die.node_nm for die in logic if die.node_nm is not None]
    counts = [die.transistors_bn for die in design.die]
    return Figures(
        rates=rates,
        tpp=tpp,
        peak_tops=reduce(largest, rates.values()),
        applicable_die_area_mm2=area,
        performance_density=density,
        dram_bandwidth_gb_s=_sum(m.gb_s * m.stacks for m in design.memory) if design.memory else None,
        memory_gb=_sum(m.gb * m.stacks for m in design.memory) if design.memory else None,
        interconnect_gb_s=_sum(k.gb_s * k.count for k in design.link) if design.link else None,
        transistors_bn=_sum(
            die.transistors_bn * die.count for die in design.die
        ) if counts and None not in counts else None,
        node_nm=min(nodes) if nodes else None,
        contains_hbm=any(m.kind.lower().startswith("hbm") for m in design.memory),
        datacenter=design.datacenter,
    )  # fmt: skip


def _computing(design: Design, largest: Largest) -> tuple[dict[str, Number], Number]:
    """The rates by format, and TPP."""
    if design.rates is not None:
        rates = dict(design.rates)
        return rates, reduce(largest, (rate * BITS[name] for name, rate in rates.items()))
    rates = {}
    tpp: Number = 0
    for unit in design.unit:
        clock = design.clock_ghz if unit.clock_ghz is None else unit.clock_ghz
        # GHz times operations a clock gives 10^9 operations a second; TOPS are 10^12.
        own = {n: unit.count * ops * clock / 1000 for n, ops in unit.per_clock.items()}
        for name, rate in own.items():
            rates[name] = rates[name] + rate if name in rates else rate
        tpp = tpp + reduce(largest, (rate * BITS[name] for name, rate in own.items()))
    return rates, tpp


def _sum(numbers: Iterable[Number]) -> Number:
    return reduce(lambda one, other: one + other, numbers)


def has_ranges(part: Any) -> bool:
    """Whether some number of a design is a range."""
    if isinstance(part, Interval):
        return True
    if isinstance(part, tuple):
        return any(has_ranges(each) for each in part)
    if isinstance(part, dict):
        return any(has_ranges(each) for each in part.values())
    fields = getattr(part, "__dataclass_fields__", {})
    return any(has_ranges(getattr(part, name)) for name in fields)


def _ends(part: Any, end: int) -> Any:
    """A design with every range at its lower (0) or upper end."""
    if isinstance(part, Interval):
        return (part.low, part.high)[end]
    return _each(part, lambda inner: _ends(inner, end))


def _between(low: Figures, high: Figures) -> Figures:
    """What lies between the figures of all lower and of all upper ends."""

    def span(one: Number, other: Number) -> Number:
        return one if one == other else Interval(one, other)

    numbers = {
        name: span(getattr(low, name), getattr(high, name))
        for name in low.__dataclass_fields__
        if name not in {"rates", "performance_density", "contains_hbm", "datacenter"}
    }
    rates = {name: span(rate, high.rates[name]) for name, rate in low.rates.items()}
    density = None
    if low.performance_density is not None:
        density = divide(numbers["tpp"], numbers["applicable_die_area_mm2"])
    return replace(low, rates=rates, performance_density=density, **numbers)


def _each(part: Any, change: Callable[[Any], Any]) -> Any:
    """A part of a design with every part of it changed."""
    if isinstance(part, tuple):
        return tuple(change(each) for each in part)
    if isinstance(part, dict):
        return {name: change(value) for name, value in part.items()}
    if hasattr(part, "__dataclass_fields__"):
        return replace(
            part, **{name: change(getattr(part, name)) for name in part.__dataclass_fields__}
        )
    return part


def as_floats(part: Any) -> Any:
    """A design with every exact number as a float, for arithmetic with arrays."""
    return float(part) if isinstance(part, Fraction) else _each(part, as_floats)


def item_of_design(design: Design) -> dict[str, Any]:
    """A design as an item object of the contract, in the form in which it is sold."""
    ic = figures_of(design).item()
    return ic if design.form == "ic" else {"kind": "computer", "contains": ic}
