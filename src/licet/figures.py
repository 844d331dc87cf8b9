"""The figures of one IC: what an item states, what follows from it, what contradicts it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from licet.case import RATE_BITS
from licet.errors import BadCase
from licet.model import Item
from licet.rules.facts import Frame, as_interval, divide
from licet.rules.values import Interval, Value, decimal_text, value_text


def note(notes: list[str], text: str) -> None:
    """Add a note unless it is there already."""
    if text not in notes:
        notes.append(text)


_FIGURES = (
    "tpp", "performance_density", "applicable_die_area_mm2", "datacenter", "dram_bandwidth_gb_s",
    "interconnect_gb_s", "memory_bandwidth_density", "transistors_bn", "node_nm",
    "us_commercially_available",
)  # fmt: skip


def stated_figures(item: Item) -> dict[str, Value]:
    """The figures an item object states; those it leaves out are not in it."""
    found: dict[str, Value] = {
        name: getattr(item, name) for name in _FIGURES if getattr(item, name) is not None
    }
    if item.rates:
        best = max(rate * RATE_BITS[name] for name, rate in item.rates.items())
        stated = found.get("tpp")
        if stated is None:
            found["tpp"] = best
        elif not _close(stated, best):
            message = f"item.tpp: {_text(stated)} contradicts the rates, which give {_text(best)}"
            raise BadCase(message, key="item.tpp", hint="give one of them")
        else:
            # Two figures of one thing, a rounding apart: it lies between them.
            found["tpp"] = _both(best, stated)
        found["peak_tops"] = max(item.rates.values())
    return found


def overlaid(ic: Frame, stated: Mapping[str, Value], key: str) -> Frame:
    """The figures of an IC and those stated of it besides, which may only say more.

    Raises:
        BadCase: A stated figure contradicts what is known of the IC.
    """
    found = dict(ic)
    for name, value in stated.items():
        held = ic.get(name)
        # "none" says that nothing was named yet.
        both = value if held == "none" else _both(held, value)
        if both is None:
            message = f"{key}{name}: {value_text(value)} contradicts the item"
            raise BadCase(f"{message}, where it is {value_text(held)}", key=f"{key}{name}")
        found[name] = both
    if found.get("performance_density") is None:
        found["performance_density"] = divide(
            found.get("tpp"), found.get("applicable_die_area_mm2")
        )
    if found.get("peak_tops") is None:
        found["peak_tops"] = _tops(found.get("tpp"))
    return found


def _both(held: Value, stated: Value) -> Value:
    """What two statements of one figure leave possible; None when they contradict each other."""
    if held is None or held == stated:
        return stated
    first, second = as_interval(held), as_interval(stated)
    if first is None or second is None or not _close(held, stated):
        return None
    if isinstance(held, Fraction) and isinstance(stated, Fraction):
        return Interval(min(held, stated), max(held, stated))
    common = first.meet(second)
    return None if common.is_empty() else common.low if common.is_point() else common


def complete_figures(figures: dict[str, Value], warnings: list[str]) -> None:
    """Figures that follow from others: density from area, TPP from density, a floor of TOPS."""
    tpp, area = figures.get("tpp"), figures.get("applicable_die_area_mm2")
    density = figures.get("performance_density")
    derived = divide(tpp, area)
    if density is None:
        figures["performance_density"] = derived
    elif as_interval(derived) is not None:
        if not _close(density, derived):
            message = (
                f"item.performance_density: {_text(density)} contradicts tpp over "
                f"applicable_die_area_mm2, which is {_text(derived)}"
            )
            raise BadCase(message, key="item.performance_density", hint="give two of the three")
        figures["performance_density"] = _both(derived, density)
        if isinstance(derived, Fraction) and density != derived:
            note(
                warnings,
                f"performance_density lies between {_text(density)}, as stated, and "
                f"{_text(derived)}, which is tpp over applicable_die_area_mm2",
            )
    elif isinstance(area, Fraction) and area == 0 and density is not None:
        message = "item.performance_density: a chip without non-planar dies has no density"
        raise BadCase(message, key="item.performance_density", hint="leave it out")
    if tpp is None and isinstance(density, Fraction) and isinstance(area, Fraction):
        figures["tpp"] = tpp = density * area
    if "peak_tops" not in figures:
        figures["peak_tops"] = _tops(tpp)


def _tops(tpp: Value) -> Value:
    """The highest rate of a chip lies between TPP over 64 bits and TPP over 1 bit."""
    if isinstance(tpp, Fraction):
        return Interval(tpp / 64, tpp)
    if isinstance(tpp, Interval):
        low = tpp.low / 64 if isinstance(tpp.low, Fraction) else None
        return Interval(low, tpp.high, False, tpp.high_open)
    return None


def _close(first: Value, second: Value) -> bool:
    """Whether two statements of one figure agree within one percent."""
    if isinstance(first, Interval) or isinstance(second, Interval):
        one, other = as_interval(first), as_interval(second)
        return one is None or other is None or not one.meet(other).is_empty()
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return abs(first - second) <= max(first, second) / 100
    return True


def _text(value: Value) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def mark_kind(figures: dict[str, Value], kind: str) -> None:
    """What the form itself says: a memory stack computes nothing, any other IC computes first."""
    if kind == "hbm":
        figures.setdefault("processing_dominant", False)
        if figures.get("tpp") is None:
            figures["tpp"] = figures["peak_tops"] = Fraction(0)
    else:
        figures.setdefault("processing_dominant", True)
