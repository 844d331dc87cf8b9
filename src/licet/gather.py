"""From a shipment to the facts the law asks about, each assumption written down.

One shipment can mean several sets of facts: a name that fits several catalog entries, or figures
on which sources disagree. Each set is a `Variant`; an answer holds when it holds for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from licet import places
from licet.errors import BadCase
from licet.figures import note, overlaid
from licet.forms import exporter_id, forms_of
from licet.model import Party, Shipment
from licet.ownership import listed_owner, owner_lists
from licet.rules.facts import Facts, Frame
from licet.rules.values import NOTHING_KNOWN, Members, Value, times
from licet.vocabulary import BASE_ECCNS, QUOTIENTS, vocabulary

# Assumptions that stand in every answer; the others only where the law asks about them.
ALWAYS = frozenset({"in_transit_since", "nac_cleared", "approved_recipient"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of facts that the shipment may mean.

    `entry` is the catalog id, empty for an item described by figures; `reading` tells which of
    several published figures was taken, empty for the preferred ones. `vendor_eccn` is the ECCN
    that the vendor states, with the day of the statement. `against_stated` marks the variant that
    leaves the stated ECCN aside and goes by the figures.
    """

    facts: Facts
    entry: str = ""
    title: str = ""
    reading: str = ""
    vendor_eccn: str = ""
    against_stated: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """The variants of a shipment, with what was assumed and what to be warned of.

    `assumed` holds, by fact, the assumptions that count only where the law asks about the fact.
    """

    variants: tuple[Variant, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    assumed: Mapping[str, str]


def gather(shipment: Shipment) -> Gathered:
    """The facts of a shipment.

    Raises:
        UnknownItem: No chip, system or part has the name.
        BadCase: The facts contradict each other.
    """
    assumptions: list[str] = []
    warnings: list[str] = []
    assumed: dict[str, str] = {}
    forms = forms_of(shipment.item, assumptions, warnings, 0)
    given = dict(shipment.facts)
    top, frames, roles = _common(shipment, given, assumptions, assumed)
    for code in _places_of(shipment):
        for says in places.cautions(code, shipment.on):
            note(warnings, says)
    variants: list[Variant] = []
    contradiction: BadCase | None = None
    for form in forms:
        base = form.base_eccn
        if "base_eccn" in given:
            base = str(given["base_eccn"])
        elif base is None and not form.complete:
            base = "none"
            if form.kind == "computer" and form.stated_eccn == "none":
                note(assumptions, "the item is not described by another ECCN (base_eccn: none)")
        own: dict[str, Value] = {
            **top,
            "item_kind": form.kind,
            "stated_eccn": form.stated_eccn,
            # A complete machine whose vendor names no entry may well be an encryption item.
            "base_eccn": base,
        }
        # What follows from the item, unless it was stated.
        own.setdefault("shipment_tpp", times(form.tpp(), shipment.quantity))
        own.setdefault("complete_system", False if form.kind in {"ic", "hbm"} else form.complete)
        maker = exporter_id(shipment.exporter)
        try:
            ics = tuple(_made_by(_with_given(ic, given), maker) for ic in form.ics)
        except BadCase as error:
            # The item can't be this one, or the figure not this one, if the stated fact holds.
            contradiction = contradiction or error
            what = f"{form.entry}: {form.reading}" if form.reading else form.entry
            note(warnings, f"{what} was left out: {error.message}")
            continue
        facts = Facts(own, {**frames, "ics": ics}, roles, QUOTIENTS)
        variants.append(Variant(facts, form.entry, form.title, form.reading, form.stated_by_vendor))
        if form.stated_eccn != "none" and any(ic.get("tpp") is not None for ic in ics):
            variants.append(_by_figures(variants[-1], form.stated_eccn))
    if contradiction and all(variant.reading for variant in variants):
        raise contradiction
    return Gathered(tuple(variants), tuple(assumptions), tuple(warnings), assumed)


def _by_figures(variant: Variant, stated: str) -> Variant:
    """The item as its figures classify it, whatever ECCN was stated."""
    facts = variant.facts
    base = stated[:5] if stated[:5] in BASE_ECCNS else "none"
    top = {**facts.top, "stated_eccn": "none", "base_eccn": base}
    own = Facts(top, facts.frames, facts.roles, facts.quotients)
    reading = f"by its figures, not as the stated {stated}"
    return replace(variant, facts=own, reading=reading, against_stated=True)


# The shipment and its parties


def _common(
    shipment: Shipment,
    given: Mapping[str, object],
    assumptions: list[str],
    assumed: dict[str, str],
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
            if fact.name in ALWAYS:
                assumptions.append(fact.assumption)
            else:
                assumed[fact.name] = fact.assumption
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


def _places_of(shipment: Shipment) -> tuple[str, ...]:
    """The places a shipment goes to or belongs to, each once."""
    found = [shipment.to]
    for party in shipment.parties or ():
        found += filter(None, (party.country, party.headquarters, party.ultimate_parent))
    return tuple(dict.fromkeys(found))


def _members(codes: frozenset[str] | None) -> Members:
    return NOTHING_KNOWN if codes is None else Members(codes)


def _party(party: Party) -> dict[str, Value]:
    return {
        "country": party.country,
        "headquarters": party.headquarters,
        "ultimate_parent": party.ultimate_parent,
        "lists": _members(party.lists),
        "owner_lists": owner_lists(party.owners),
        "listed_owner": listed_owner(party.owners),
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


# The figures by which a letter may fit an IC whose designer is not named, and what marks them.
_MARKS = {
    "dram_bandwidth_gb_s": "dram_bandwidth_stated", "interconnect_gb_s": "interconnect_stated",
}  # fmt: skip


def _made_by(ic: Frame, exporter: str | None) -> Frame:
    """An IC described by its figures is taken as the exporter's own design where one is named.

    Where none is, a letter may still fit it by the bandwidths that are stated.
    """
    if ic.get("designer") is not None:
        return ic
    return {
        **ic,
        "designer": exporter or "none",
        **{mark: ic.get(name) is not None for name, mark in _MARKS.items()},
    }


def _with_given(ic: Frame, given: Mapping[str, object]) -> Frame:
    facts = vocabulary().facts
    stated: dict[str, Value] = {
        name: value  # type: ignore[misc]
        for name, value in given.items()
        if facts[name].scope == "ic"
    }
    return overlaid(ic, stated, "facts.") if stated else ic
