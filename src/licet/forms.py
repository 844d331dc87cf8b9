"""The item reduced to what the law asks: its form, its ICs, and where their figures come from.

A name can fit several catalog entries, and sources can disagree on a figure, so an item comes out
as one or more forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from licet import exporters
from licet.case import RATE_BITS
from licet.catalog import Entry, catalog, find
from licet.errors import BadCase
from licet.model import Item
from licet.rules.facts import Frame, divide
from licet.rules.values import Interval, Value, decimal_text

MAX_DEPTH = 8
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
    for entry in usable or entries:
        forms.extend(_forms_of_entry(entry))
    if len(usable) > 1:
        listed = ", ".join(entry.id for entry in usable)
        note(assumptions, f"`{name}` is one of {len(usable)} catalog entries: {listed}")
    return tuple(forms)


def _forms_of_entry(entry: Entry) -> list[Form]:
    """The form of an entry by its preferred figures, and by each disagreeing source."""
    parts = catalog().ics(entry)
    plain = tuple(_ic_of_entry(part, {}) for part, _ in parts)
    base, says = entry.base_eccn or None, _vendor_says(entry)
    forms = [Form(entry.kind, plain, "none", base, entry.id, entry.title, "", says)]
    for index, (part, _) in enumerate(parts):
        for reading in part.readings():
            if not reading.decides:
                continue
            ics = list(plain)
            ics[index] = _ic_of_entry(part, reading.figures)
            forms.append(
                Form(
                    entry.kind, tuple(ics), "none", base, entry.id, entry.title, reading.label, says
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
        "product": slug(entry.name),
        "designer": exporter_id(entry.vendor) or "none",
    }
    if entry.kind != "hbm":
        figures["processing_dominant"] = True
    figures.update({_SAME_FIGURE.get(name, name): value for name, value in instead.items()})
    stated = figures.pop("performance_density", None)
    return {
        **figures,
        "performance_density": stated
        if stated is not None
        else divide(figures["tpp"], figures["applicable_die_area_mm2"]),
    }


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
        if own and len(ics) == 1:
            merged = {**ics[0], **own}
            if own.keys() & {"tpp", "applicable_die_area_mm2"} and "performance_density" not in own:
                merged["performance_density"] = None
            _complete(merged, warnings)
            ics = (merged,)
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
    if kind != "hbm" and item.memory_bandwidth_density is None:
        figures["processing_dominant"] = True
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
        found["peak_tops"] = max(item.rates.values())
    return found


def _complete(figures: dict[str, Value], warnings: list[str]) -> None:
    """Figures that follow from others: density from area, TPP from density, a floor of TOPS."""
    tpp, area = figures.get("tpp"), figures.get("applicable_die_area_mm2")
    density = figures.get("performance_density")
    derived = divide(tpp, area)
    if density is None:
        figures["performance_density"] = derived
    elif isinstance(density, Fraction) and isinstance(derived, Fraction):
        if not _close(density, derived):
            message = (
                f"item.performance_density: {_text(density)} contradicts tpp over "
                f"applicable_die_area_mm2, which is {_text(derived)}"
            )
            raise BadCase(message, key="item.performance_density", hint="give two of the three")
        if density != derived:
            note(warnings, f"performance_density taken as {_text(density)}, as stated; tpp over "
                            f"applicable_die_area_mm2 is {_text(derived)}")  # fmt: skip
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
    if isinstance(first, Interval) and isinstance(second, Fraction):
        return not first.meet(Interval(second, second)).is_empty()
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return abs(first - second) <= max(first, second) / 100
    return True


def _text(value: Value) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def exporter_id(name: str | None) -> str | None:
    """The id by which letters address an exporter; None when it is not known."""
    return None if name is None else exporters.exporter_id(name)
