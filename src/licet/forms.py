"""The item reduced to what the law asks: its form, its ICs, and where their figures come from.

A name can fit several catalog entries, and sources can disagree on a figure, so an item comes out
as one or more forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from licet import exporters
from licet.catalog import Entry, catalog, find
from licet.errors import BadCase
from licet.figures import complete_figures, mark_kind, note, overlaid, stated_figures
from licet.model import Item
from licet.rules.facts import Frame, divide
from licet.rules.values import Value, added, times

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
    plain = tuple(_ic_of_entry(part) for part, _ in parts)
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
            ics[index] = _ic_of_entry(part.with_reading(reading))
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
    return f"{latest.eccn} ({latest.on})" if latest.on else str(latest.eccn)


def _ic_of_entry(entry: Entry) -> Frame:
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
    mark_kind(figures, entry.kind)
    density = divide(figures["tpp"], figures["applicable_die_area_mm2"])
    return {**figures, "performance_density": density}


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
    own = stated_figures(item)
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
    figures = stated_figures(item)
    if kind in {"software", "technology", "model-weights"} and not figures:
        return Form(kind, (), item.eccn or "none")
    figures["product"] = "none"
    note(assumptions, "the described item is not a product that a letter names")
    mark_kind(figures, kind)
    complete_figures(figures, warnings)
    return Form(kind, (figures,), item.eccn or "none")


def _kind_of(item: Item) -> str:
    if item.eccn and len(item.eccn) >= 2:
        if item.eccn.startswith("3A090.c"):
            return "hbm"
        if item.eccn[0] == "3" and item.eccn[1] == "A":
            return "ic"
        return _KIND_OF_GROUP.get(item.eccn[1], "ic")
    return "hbm" if item.memory_bandwidth_density is not None and item.tpp is None else "ic"


def exporter_id(name: str | None) -> str | None:
    """The id by which letters address an exporter; None when it is not known."""
    return None if name is None else exporters.exporter_id(name)
