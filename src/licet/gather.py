"""From a shipment to the facts the law asks about, each assumption written down.

One shipment can mean several sets of facts: a name that fits several catalog entries, or figures
on which sources disagree. Each set is a `Variant`; an answer holds when it holds for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from licet.case import RATE_BITS
from licet.catalog import Entry, catalog, find
from licet.errors import BadCase
from licet.model import Item, Number, Party, Shipment
from licet.ownership import owner_lists
from licet.rules.facts import Facts, Frame, divide
from licet.rules.values import NOTHING_KNOWN, Interval, Members, Value, decimal_text
from licet.vocabulary import QUOTIENTS, vocabulary

MAX_DEPTH = 8
_KIND_OF_GROUP = {"A": "computer", "B": "computer", "D": "software", "E": "technology"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of facts that the shipment may mean.

    `entry` is the catalog id, empty for an item described by figures; `reading` tells which of
    several published figures was taken, empty for the preferred ones.
    """

    facts: Facts
    entry: str = ""
    title: str = ""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The variants of a shipment, with what was assumed and what to be warned of."""

    variants: tuple[Variant, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    statements: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """An item reduced to what the law asks: its form, its ICs, and where both come from."""

    kind: str
    ics: tuple[Frame, ...]
    stated_eccn: str = "none"
    base_eccn: str | None = None
    entry: str = ""
    title: str = ""
    reading: str = ""


def gather(shipment: Shipment) -> Gathered:
    """The facts of a shipment.

    Raises:
        UnknownItem: No chip, system or part has the name.
        BadCase: The facts contradict each other.
    """
    assumptions: list[str] = []
    warnings: list[str] = []
    forms = _forms(shipment.item, assumptions, warnings, 0)
    given = dict(shipment.facts)
    top, frames, roles = _common(shipment, given, assumptions)
    variants = []
    for form in forms:
        base = form.base_eccn
        if "base_eccn" in given:
            base = str(given["base_eccn"])
        elif base is None and form.kind == "computer" and form.stated_eccn == "none":
            _note(assumptions, "the item is not described by another ECCN (base_eccn: none)")
        own: dict[str, Value] = {
            **top,
            "item_kind": form.kind,
            "stated_eccn": form.stated_eccn,
            "base_eccn": base or "none",
        }
        ics = tuple(_with_given(ic, given) for ic in form.ics)
        facts = Facts(own, {**frames, "ics": ics}, roles, QUOTIENTS)
        variants.append(Variant(facts, form.entry, form.title, form.reading))
    return Gathered(tuple(variants), tuple(assumptions), tuple(warnings))


def _note(notes: list[str], text: str) -> None:
    if text not in notes:
        notes.append(text)


# The shipment and its parties


def _common(
    shipment: Shipment, given: Mapping[str, object], assumptions: list[str]
) -> tuple[dict[str, Value], dict[str, tuple[Frame, ...]], dict[str, tuple[str, tuple[int, ...]]]]:
    top: dict[str, Value] = {
        "from": shipment.origin,
        "to": shipment.to,
        "transaction": shipment.transaction,
        "exporter": exporter_id(shipment.exporter),
        "quantity": shipment.quantity,
        "value_usd": shipment.value_usd,
        "certifications": _members(shipment.certifications),
    }
    for fact in vocabulary().facts.values():
        if fact.assumption and fact.name not in given:
            top[fact.name] = fact.assumed  # type: ignore[assignment]
            assumptions.append(fact.assumption)
    facts = vocabulary().facts
    for name, value in given.items():
        if not facts[name].scope:
            top[name] = Members(value) if isinstance(value, frozenset) else value  # type: ignore[assignment]
    end_use = shipment.end_use
    if shipment.parties is None:
        assumptions.append(
            f"every party is in {shipment.to}, headquartered and owned there, unlisted and without "
            "listed owners"
        )
        if end_use is None:
            end_use = frozenset()
            assumptions.append("none of the end uses the law names")
    top["end_use"] = _members(end_use)
    parties = shipment.parties or (
        Party("end-user", None, shipment.to, shipment.to, shipment.to, frozenset(), ()),
    )
    frames: dict[str, tuple[Frame, ...]] = {"parties": tuple(_party(party) for party in parties)}
    return top, frames, _roles(parties)


def _members(codes: frozenset[str] | None) -> Members:
    return NOTHING_KNOWN if codes is None else Members(codes)


def _party(party: Party) -> dict[str, Value]:
    return {
        "country": party.country,
        "headquarters": party.headquarters,
        "ultimate_parent": party.ultimate_parent,
        "lists": _members(party.lists),
        "owner_lists": owner_lists(party.owners),
    }


def _roles(parties: tuple[Party, ...]) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Where each role stands; one that is not filled is filled by the end user."""
    found: dict[str, tuple[int, ...]] = {}
    for index, party in enumerate(parties):
        role = party.role.replace("-", "_")
        found[role] = (*found.get(role, ()), index)
    everyone = tuple(range(len(parties)))
    end_user = found.get("end_user", found.get("ultimate_consignee", everyone))
    roles = ("purchaser", "intermediate_consignee", "ultimate_consignee", "end_user")
    return {role: ("parties", found.get(role, end_user)) for role in roles}


def exporter_id(name: str | None) -> str | None:
    """The id by which letters address an exporter.

    >>> exporter_id("NVIDIA Corporation"), exporter_id("Advanced Micro Devices, Inc.")
    ('nvidia', 'amd')
    """
    if name is None:
        return None
    words = re.sub(r"[^a-z0-9]+", " ", name.lower()).split()
    while len(words) > 1 and words[-1] in _COMPANY_WORDS:
        words.pop()
    plain = "-".join(words)
    return {"advanced-micro-devices": "amd"}.get(plain, plain)


_COMPANY_WORDS = frozenset({"inc", "corp", "corporation", "co", "ltd", "limited", "llc", "company"})


# The item


def _forms(
    item: str | Item, assumptions: list[str], warnings: list[str], depth: int
) -> tuple[_Form, ...]:
    if depth > MAX_DEPTH:
        raise BadCase(f"item: nested more than {MAX_DEPTH} deep", key="item")
    if isinstance(item, str):
        return _named(item, assumptions, warnings)
    if item.contains:
        return _assembled(item, assumptions, warnings, depth)
    return (_described(item, assumptions, warnings),)


def _named(name: str, assumptions: list[str], warnings: list[str]) -> tuple[_Form, ...]:
    entries = find(name)
    usable = [entry for entry in entries if entry.has_figures]
    for entry in entries:
        if entry not in usable and usable:
            _note(warnings, f"{entry.id} carries no figures and was left out")
    forms: list[_Form] = []
    for entry in usable or entries:
        forms.extend(_entry_forms(entry))
    if len(usable) > 1:
        listed = ", ".join(entry.id for entry in usable)
        _note(assumptions, f"`{name}` is one of {len(usable)} catalog entries: {listed}")
    return tuple(forms)


def _entry_forms(entry: Entry) -> list[_Form]:
    """The form of an entry by its preferred figures, and by each disagreeing source."""
    parts = catalog().ics(entry)
    plain = tuple(_ic_of_entry(part, {}) for part, _ in parts)
    forms = [_Form(entry.kind, plain, "none", entry.base_eccn or None, entry.id, entry.title)]
    for index, (part, _) in enumerate(parts):
        for reading in part.readings():
            if not reading.decides:
                continue
            ics = list(plain)
            ics[index] = _ic_of_entry(part, reading.figures)
            forms.append(
                _Form(
                    entry.kind, tuple(ics), "none", entry.base_eccn or None, entry.id, entry.title,
                    reading.label,
                )
            )  # fmt: skip
    return forms


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
) -> tuple[_Form, ...]:
    choices: list[tuple[_Form, ...]] = [
        _forms(part.item, assumptions, warnings, depth + 1) for part in item.contains
    ]
    own = _figures(item)
    forms = []
    for pick in _combinations(choices):
        ics = tuple(ic for form in pick for ic in form.ics)
        if own and len(ics) == 1:
            ics = ({**ics[0], **own},)
        one = pick[0] if len(pick) == 1 else None
        forms.append(
            _Form(
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


def _combinations(choices: list[tuple[_Form, ...]]) -> Iterable[tuple[_Form, ...]]:
    """One form of each part; parts vary one at a time, so that the number stays small."""
    first = tuple(forms[0] for forms in choices)
    yield first
    for index, forms in enumerate(choices):
        for other in forms[1:]:
            yield (*first[:index], other, *first[index + 1 :])


def _described(item: Item, assumptions: list[str], warnings: list[str]) -> _Form:
    kind = item.kind
    if kind is None:
        kind = _kind_of(item)
        assumptions.append(f"the item ships as `{kind}` (item.kind was not given)")
    figures = _figures(item)
    figures.setdefault("product", "none")
    figures.setdefault("designer", "none")
    if kind in {"software", "technology", "model-weights"} and not figures.keys() - {
        "product",
        "designer",
    }:
        return _Form(kind, (), item.eccn or "none")
    if kind != "hbm" and item.memory_bandwidth_density is None:
        figures["processing_dominant"] = True
    _complete(figures, warnings)
    return _Form(kind, (figures,), item.eccn or "none")


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
            _note(warnings, f"performance_density taken as {_text(density)}, as stated; tpp over "
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


def _text(value: Number | Value) -> str:
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def _with_given(ic: Frame, given: Mapping[str, object]) -> Frame:
    facts = vocabulary().facts
    stated = {name: value for name, value in given.items() if facts[name].scope == "ic"}
    return {**ic, **stated} if stated else ic  # type: ignore[dict-item]
