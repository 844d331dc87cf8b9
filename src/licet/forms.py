"""The item reduced to what the law asks: its form, its ICs, and where their figures come from.

A name can fit several catalog entries, and sources can disagree on a figure, so an item comes out
as one or more forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from licet import exporters
from licet.case import RATE_BITS
from licet.catalog import Entry, catalog, find
from licet.errors import BadCase
from licet.model import Item
from licet.rules.facts import Frame, as_interval, divide
from licet.rules.values import Interval, Value, added, decimal_text, times, value_text

MAX_DEPTH = 8
# The day on which the rule of January 2026 asks for commercial availability in the US.
JANUARY_RULE = date(2026, 1, 15)
_KIND_OF_GROUP = {"A": "computer", "B": "computer", "D": "software", "E": "technology"}


@dataclass(frozen=True, slots=True)
class Form:
    """An item reduced to what the law asks: its form, its ICs, and where both come from."""

    kind: str
    ics: tuple[Frame, ...]
    stated_eccn: str = "none"
    base_eccn: str | None = None
    entry: str = ""
    title: str = ""
    reading: str = ""
    stated_by_vendor: str = ""
    counts: tuple[int, ...] = ()
    complete: bool | None = None

    def tpp(self) -> Value:
        """The TPP of all ICs in one piece of it, in TPP; None where one is not known."""
        total: Value = Fraction(0)
        for ic, count in zip(self.ics, self.counts or (1,) * len(self.ics), strict=True):
            total = added(total, times(ic.get("tpp"), Fraction(count)))
        return total


def note(notes: list[str], text: str) -> None:
    if text not in notes:
        notes.append(text)


def forms_of(
    item: str | Item, assumptions: list[str], warnings: list[str], depth: int
) -> tuple[Form, ...]:
    if depth > MAX_DEPTH:
        raise BadCase(f"item: nested more than {MAX_DEPTH} deep", key="item")
    if isinstance(item, str):
        return _named(item, assumptions, warnings)
    if item.contains:
        return _assembled(item, assumptions, warnings, depth)
    return (_described(item, assumptions, warnings),)


def _named(name: str, assumptions: list[str], warnings: list[str]) -> tuple[Form, ...]:
    entries = find(name)
    usable = [entry for entry in entries if entry.has_figures]
    for entry in entries:
        if entry not in usable and usable:
            note(warnings, f"{entry.id} carries no figures and was left out")
    forms: list[Form] = []
    known = catalog()
    for entry in usable or entries:
        own = entry.id in known
        forms.extend(_forms_of_known(entry.id) if own else _forms_of_entry(entry))
    if len(usable) > 1:
        listed = ", ".join(entry.id for entry in usable)
        note(assumptions, f"`{name}` is one of {len(usable)} catalog entries: {listed}")
    return tuple(forms)


@cache
def _forms_of_known(entry: str) -> tuple[Form, ...]:
    """The forms of a catalog entry, worked out once; treat their facts as read-only."""
    return tuple(_forms_of_entry(catalog()[entry]))


def _forms_of_entry(entry: Entry) -> list[Form]:
    """The form of an entry by its preferred figures, and by each disagreeing source."""
    parts = catalog().ics(entry)
    plain = tuple(_ic_of_entry(part, {}) for part, _ in parts)
    counts = tuple(count for _, count in parts)
    base, says = entry.base_eccn or None, _vendor_says(entry)
    forms = [
        Form(
            entry.kind, plain, "none", base, entry.id, entry.title, "", says, counts, entry.complete
        )
    ]
    for index, (part, _) in enumerate(parts):
        for reading in part.readings():
            if not reading.decides:
                continue
            ics = list(plain)
            ics[index] = _ic_of_entry(part, reading.figures)
            forms.append(
                Form(
                    entry.kind,
                    tuple(ics),
                    "none",
                    base,
                    entry.id,
                    entry.title,
                    reading.label,
                    says,
                    counts,
                    entry.complete,
                )
            )
    return forms


def _vendor_says(entry: Entry) -> str:
    """The ECCN that the vendor states, as ``4A994.l (2026-07-31)``; empty when none does."""
    stated = [s for s in entry.vendor_statements if s.eccn]
    if not stated:
        return ""
    latest = max(stated, key=lambda statement: statement.on)
    return f"{latest.eccn} ({latest.on})"


def _ic_of_entry(entry: Entry, instead: Mapping[str, Fraction]) -> Frame:
    figures: dict[str, Value] = {
        "tpp": entry.tpp,
        "applicable_die_area_mm2": entry.applicable_die_area_mm2,
        "datacenter": entry.datacenter,
        "interconnect_gb_s": entry.interconnect_gb_s,
        "dram_bandwidth_gb_s": entry.dram_bandwidth_gb_s,
        "peak_tops": entry.peak_tops,
        "transistors_bn": entry.transistors_bn,
        "node_nm": entry.node_nm,
        "memory_bandwidth_density": entry.memory_bandwidth_density,
        "us_commercially_available": entry.sold_in_us(JANUARY_RULE),
        "product": slug(entry.product or entry.name),
        "designer": exporter_id(entry.vendor) or "none",
    }
    _by_kind(figures, entry.kind)
    figures.update({_SAME_FIGURE.get(name, name): value for name, value in instead.items()})
    stated = figures.pop("performance_density", None)
    return {
        **figures,
        "performance_density": stated
        if stated is not None
        else divide(figures["tpp"], figures["applicable_die_area_mm2"]),
    }


def _by_kind(figures: dict[str, Value], kind: str) -> None:
    """What the form itself says: a memory stack computes nothing, any other IC computes first."""
    if kind == "hbm":
        figures.setdefault("processing_dominant", False)
        if figures.get("tpp") is None:
            figures["tpp"] = figures["peak_tops"] = Fraction(0)
    else:
        figures.setdefault("processing_dominant", True)


_SAME_FIGURE = {"die_area_mm2": "applicable_die_area_mm2", "tpp_stated": "tpp"}


def slug(name: str) -> str:
    """A product name as letters name it.

    >>> slug("GeForce RTX 4090 D"), slug("H20")
    ('geforce-rtx-4090-d', 'h20')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _assembled(
    item: Item, assumptions: list[str], warnings: list[str], depth: int
) -> tuple[Form, ...]:
    choices: list[tuple[Form, ...]] = [
        forms_of(part.item, assumptions, warnings, depth + 1) for part in item.contains
    ]
    own = _figures(item)
    forms = []
    for pick in _combinations(choices):
        ics = tuple(ic for form in pick for ic in form.ics)
        counts = tuple(
            part.count * inner
            for part, form in zip(item.contains, pick, strict=True)
            for inner in form.counts or (1,) * len(form.ics)
        )
        if own and len(ics) == 1:
            ics = (overlaid(ics[0], own, "item."),)
        elif own.keys() - {"datacenter", "us_commercially_available"}:
            message = f"item: {len(ics)} ICs can't share `{min(own)}`"
            raise BadCase(message, key=f"item.{min(own)}", hint="put it into each of `contains`")
        elif own:
            ics = tuple(overlaid(ic, own, "item.") for ic in ics)
        one = pick[0] if len(pick) == 1 else None
        forms.append(
            Form(
                item.kind or "computer",
                ics,
                item.eccn or "none",
                None,
                one.entry if one else "",
                one.title if one else "",
                "; ".join(form.reading for form in pick if form.reading),
                counts=counts,
            )
        )
    return tuple(forms)


def _combinations(choices: list[tuple[Form, ...]]) -> Iterable[tuple[Form, ...]]:
    """One form of each part; parts vary one at a time, so that the number stays small."""
    first = tuple(forms[0] for forms in choices)
    yield first
    for index, forms in enumerate(choices):
        for other in forms[1:]:
            yield (*first[:index], other, *first[index + 1 :])


def _described(item: Item, assumptions: list[str], warnings: list[str]) -> Form:
    kind = item.kind
    if kind is None:
        kind = _kind_of(item)
        assumptions.append(f"the item ships as `{kind}` (item.kind was not given)")
    figures = _figures(item)
    if kind in {"software", "technology", "model-weights"} and not figures:
        return Form(kind, (), item.eccn or "none")
    figures["product"] = "none"
    note(assumptions, "the described item is not a product that a letter names")
    _by_kind(figures, kind)
    _complete(figures, warnings)
    return Form(kind, (figures,), item.eccn or "none")


def _kind_of(item: Item) -> str:
    if item.eccn and len(item.eccn) >= 2:
        if item.eccn.startswith("3A090.c"):
            return "hbm"
        if item.eccn[0] == "3" and item.eccn[1] == "A":
            return "ic"
        return _KIND_OF_GROUP.get(item.eccn[1], "ic")
    return "hbm" if item.memory_bandwidth_density is not None and item.tpp is None else "ic"


_FIGURES = (
    "tpp", "performance_density", "applicable_die_area_mm2", "datacenter", "dram_bandwidth_gb_s",
    "interconnect_gb_s", "memory_bandwidth_density", "transistors_bn", "node_nm",
    "us_commercially_available",
)  # fmt: skip


def _figures(item: Item) -> dict[str, Value]:
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


def _complete(figures: dict[str, Value], warnings: list[str]) -> None:
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


def exporter_id(name: str | None) -> str | None:
    """The id by which letters address an exporter; None when it is not known."""
    return None if name is None else exporters.exporter_id(name)
