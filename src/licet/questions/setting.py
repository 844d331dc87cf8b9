"""Where and when a question is asked, and how a chip stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from licet.case import parse_case
from licet.courts import court_of
from licet.decision.classify import possible_parameters
from licet.decision.outcome import facts_on, judge_on, outcome_of
from licet.decision.possible import possible
from licet.decision.review import review_policies
from licet.decision.verdict import OPEN
from licet.gather import Gathered, Variant, gather
from licet.model import Shipment
from licet.rules.court import Court
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Law, Version

# An exporter to whom no letter is addressed: what the law says to everybody.
ANYBODY = "an exporter no letter names"
FREE = frozenset({"no-license-required", "license-exception", "not-subject"})
HELD = frozenset({"license-required", "prohibited"})
UNKNOWN = "unknown"


_courts: dict[int, tuple[Law, Court]] = {}
_KEPT = 16


def court_under(law: Law | None) -> Court:
    """The court of a law; that of the last few laws asked about is kept, compiled as it is."""
    if law is None:
        return court_of()
    known = _courts.get(id(law))
    if known is None:
        known = _courts[id(law)] = (law, court_of(law))
        if len(_courts) > _KEPT:
            _courts.pop(next(iter(_courts)))
    return known[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """A shipment of some chip, in a layer of the law.

    `shipment` carries destination, day and parties; the chip in it may be partly unknown.
    """

    court: Court
    shipment: Shipment
    layer: str = "practice"

    @property
    def on(self) -> date:
        """The day of the shipment."""
        return self.shipment.on

    def judge(self) -> Judge:
        """The law of the day."""
        return judge_on(self.court, self.shipment, self.on, self.layer)

    def gathered(self) -> Gathered:
        """What the shipment means as facts, with assumptions."""
        return gather(self.shipment)

    def facts(self) -> Facts:
        """The facts of the first variant on the day, judged by the law of the day."""
        variant = self.gathered().variants[0]
        return facts_on(variant.facts, self.on).judged_by(self.judge().truth)

    def at(self, on: date) -> Setting:
        """The same shipment on another day."""
        return replace(self, shipment=replace(self.shipment, on=on))

    def under(self, law: Law | None) -> Setting:
        """The same shipment under another law."""
        return replace(self, court=court_under(law))


def setting(
    item: Any = None,
    *,
    to: str,
    on: date | str,
    law: Law | None = None,
    layer: str = "practice",
    figures: Mapping[str, Any] | None = None,
    kind: str = "computer",
    **case: Any,
) -> Setting:
    """The setting of a question.

    Args:
        item: A catalog name or item object; None for a chip described by `figures`.
        to: The destination.
        on: The day.
        law: A law to use instead of the embedded one.
        layer: ``text`` or ``practice``.
        figures: What is known of the chip, by the names of an item object.
        kind: The form in which a chip of `figures` ships.
        case: Further keys of a case, such as ``exporter`` or ``parties``. A chip of `figures` is
            shipped by `ANYBODY` where no exporter is named.

    Raises:
        BadCase: A key or value is wrong.

    >>> setting(figures={"tpp": 5000, "datacenter": True}, to="CN", on="2026-11-23").layer
    'practice'
    """
    if item is None:
        item = item_of(figures or {}, kind)
        case = {"exporter": ANYBODY, **case}
    return Setting(court_under(law), parse_case({"item": item, "to": to, "on": on, **case}), layer)


def item_of(figures: Mapping[str, Any], kind: str = "computer") -> dict[str, Any]:
    """An item object of the contract for a chip in some form.

    >>> item_of({"tpp": 5000})
    {'kind': 'computer', 'contains': {'kind': 'ic', 'tpp': 5000}}
    """
    if kind == "computer":
        return {"kind": kind, "contains": {"kind": "ic", **figures}}
    return {"kind": kind, **figures}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a chip stands under a law.

    Attributes:
        verdict: The verdict.
        parameters: The paragraph it meets, None for none, ``unknown`` when open.
        reviews: The review policies that may govern; empty where no license is needed.
    """

    verdict: str
    parameters: str | None
    reviews: frozenset[str | None] = frozenset()


def standing(judge: Judge, facts: Facts, *, reviews: bool = False) -> Standing:
    """The standing of one chip; `reviews` asks for the review policies as well."""
    own = facts.judged_by(judge.truth)
    outcome = outcome_of(judge, Variant(facts), _day(facts))
    met = parameters_of(judge, own)
    policies: frozenset[str | None] = frozenset()
    if reviews and outcome.verdict == "license-required":
        policies = review_policies(judge, own)
    return Standing(outcome.verdict, met, policies)


def parameters_of(judge: Judge, facts: Facts) -> str | None:
    """The paragraph that the silicon meets; ``unknown`` when the facts leave it open."""
    found = possible(
        judge,
        facts,
        lambda at: possible_parameters(judge, at),
        lambda at: _open_parameters(judge, at),
    )
    return next(iter(found)) if len(found) == 1 else UNKNOWN


def _open_parameters(judge: Judge, facts: Facts) -> list[Key]:
    keys: dict[Key, None] = {}
    for version in judge.of_kind("parameters"):
        if facts.finding(version.provision) is None:
            keys.update(dict.fromkeys(judge.open_keys(version.provision, facts)))
    return list(keys)


def deciding_requirement(judge: Judge, facts: Facts) -> Version | None:
    """The requirement or prohibition that surely applies, the first in the order of the law."""
    own = facts.judged_by(judge.truth)
    for kind in ("prohibit", "require"):
        for version in judge.of_kind(kind):
            if own.finding(version.provision) is True:
                return version
    return None


def _day(facts: Facts) -> date:
    day = facts.top.get("on")
    assert isinstance(day, date)
    return day


__all__ = [
    "ANYBODY", "FREE", "court_under", "HELD", "OPEN", "UNKNOWN", "Setting", "Standing", "deciding_requirement",
    "item_of", "parameters_of", "setting", "standing",
]  # fmt: skip
