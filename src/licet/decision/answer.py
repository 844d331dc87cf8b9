"""The whole determination of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from licet.case import parse_case
from licet.courts import court_of
from licet.decision.alternatives import Alternative, reading_alternatives, variant_alternatives
from licet.decision.classify import Classification, classify
from licet.decision.lacking import all_missing
from licet.decision.missing import Missing
from licet.decision.notes import (
    assumptions_asked,
    cautions_of,
    conditions_of,
    out_of_budget,
    stale,
    vendor_statements,
    within_one_country,
)
from licet.decision.outcome import (
    SHIPPABLE,
    Outcome,
    facts_on,
    judge_on,
    outcome_of,
    outcomes_on,
    same_so_far,
    together,
)
from licet.decision.possible import only
from licet.decision.proof import proof
from licet.decision.review import review_policies
from licet.decision.turns import DateTurn, Walk
from licet.decision.verdict import (
    EXCEPTION,
    OPEN,
    REQUIRED,
    Offer,
)
from licet.errors import BadCase
from licet.gather import Gathered, Variant, gather
from licet.model import Shipment
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.provision import Law, Version


@dataclass(frozen=True)
class Determination:
    """The answer to one case.

    The fields are those of the contract; `turns` and `proof` are worked out when asked for.
    """

    shipment: Shipment
    verdict: str
    text: str
    parameters: str | None
    eccn: str | None
    basis: str
    needed: tuple[tuple[Version, str], ...]
    offers: tuple[Offer, ...]
    review_policy: str | None
    conditions: tuple[str, ...]
    missing: tuple[Missing, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    court: Court
    gathered: Gathered
    facts: Facts

    @property
    def variant(self) -> Variant:
        """The set of facts whose requirements and proof are told: the preferred one."""
        return self.gathered.variants[0]

    @property
    def practice(self) -> str:
        """The verdict in practice; the verdict of the determination."""
        return self.verdict

    @cached_property
    def turns(self) -> tuple[DateTurn | None, DateTurn | None]:
        """The nearest dates before and after at which the verdict changes."""
        walk = Walk(self.court, self.shipment, self.gathered)
        return walk.before(self.verdict), walk.after(self.verdict)

    @cached_property
    def proof(self) -> Mapping[str, Any]:
        """The proof tree in practice; where the text differs, that tree stands in `text`."""
        tree = proof(judge_of(self), facts_of(self), "practice")
        if self.text != self.verdict:
            tree["text"] = proof(judge_of(self, "text"), facts_of(self, "text"), "text")
        return tree

    @cached_property
    def announcements(self) -> tuple[Version, ...]:
        """What had been announced by then on this item and place, and was not law."""
        facts = facts_of(self)
        found = [
            version
            for version in judge_of(self).of_kind("announce")
            if facts.finding(version.provision) is not False
        ]
        return tuple(sorted(found, key=lambda version: version.instrument.published))

    def as_dict(self) -> dict[str, Any]:
        """The determination as the JSON of the contract."""
        from licet.decision.record import record

        return record(self)


def judge_of(d: Determination, layer: str = "practice") -> Judge:
    """The judge who gave the answer, in a layer."""
    return judge_on(d.court, d.shipment, d.shipment.on, layer)


def facts_of(d: Determination, layer: str = "practice") -> Facts:
    """The facts the answer rests on, judged in a layer."""
    if layer == "practice":
        return d.facts
    return facts_on(d.variant.facts, d.shipment.on).judged_by(judge_of(d, layer).truth)


def determine(case: object = None, /, **keys: Any) -> Determination:
    """Whether an item may ship.

    Args:
        case: A case of the contract as a dictionary, or a `Shipment`.
        keys: The keys of a case; `law` may hold a `Law` to use instead of the embedded one.

    Raises:
        BadCase: A key or value is wrong.
        UnknownItem: No chip, system or part has the name.

    >>> determine(item="H20", to="CN", exporter="nvidia", on="2025-04-20").verdict
    'license-required'
    """
    law: Law | None = keys.pop("law", None)
    if isinstance(case, Shipment):
        shipment = case
    else:
        if case is not None and not isinstance(case, Mapping):
            message = f"`{str(case)[:60]}` is not a case"
            raise BadCase(message, hint='a dictionary, a Shipment, or keys: item="H20", to="CN"')
        table = {**(case or {}), **{("from" if k == "from_" else k): v for k, v in keys.items()}}
        shipment = parse_case(table)
    return answer(shipment, court_of(law))


def answer(shipment: Shipment, court: Court) -> Determination:
    """The determination of a shipment under a law."""
    gathered = gather(shipment)
    day = shipment.on
    judge = judge_on(court, shipment, day, "practice")
    # Facts remember the findings on them, so each set is judged once and passed on.
    judged = [facts_on(v.facts, day).judged_by(judge.truth) for v in gathered.variants]
    outcomes = [
        outcome_of(judge, variant, day, facts)
        for variant, facts in zip(gathered.variants, judged, strict=True)
    ]
    classes = [classify(judge, facts) for facts in judged]
    verdict = together(gathered, [outcome.verdict for outcome in outcomes])
    of_text = judge_on(court, shipment, day, "text")
    if all(same_so_far(court, judge, of_text, facts) for facts in judged):
        in_text = outcomes
    else:
        in_text = outcomes_on(court, shipment, gathered, day, "text")
    text = together(gathered, [outcome.verdict for outcome in in_text])
    outcome = outcomes[0]
    facts = judged[0]
    preferred = [c for v, c in zip(gathered.variants, classes, strict=True) if not v.reading]
    parameters = _agreed(preferred, "parameters", "unknown")
    eccn = _agreed(preferred, "eccns", None)
    alternatives = [
        *variant_alternatives(gathered, outcomes, classes, verdict, parameters),
        *reading_alternatives(court, shipment, gathered, judge, verdict),
    ]
    review = only(review_policies(judge, facts)) if verdict == REQUIRED else None
    needed = _needed(outcome, in_text[0], text)
    return Determination(
        shipment=shipment,
        verdict=verdict,
        text=text,
        parameters=parameters,
        eccn=eccn,
        basis=classes[0].basis,
        needed=needed,
        offers=outcome.offers if verdict != OPEN else (),
        review_policy=review,
        conditions=conditions_of(judge, facts, outcome, verdict, review),
        missing=all_missing(judge, facts, gathered, outcomes, day, verdict, parameters, review),
        assumptions=(*gathered.assumptions, *assumptions_asked(judge, facts, gathered)),
        warnings=(
            *gathered.warnings,
            *within_one_country(shipment),
            *vendor_statements(gathered, eccn),
            *cautions_of(judge, facts, needed, outcome, day, review),
            *stale(shipment),
            *out_of_budget(outcomes),
        ),
        alternatives=tuple(alternatives),
        court=court,
        gathered=gathered,
        facts=facts,
    )


def _agreed(classes: list[Classification], name: str, otherwise: str | None) -> str | None:
    """The one answer that all entries give, or `otherwise`."""
    found: frozenset[str | None] = frozenset().union(*(getattr(c, name) for c in classes))
    return next(iter(found)) if len(found) == 1 else otherwise


def _needed(outcome: Outcome, in_text: Outcome, text: str) -> tuple[tuple[Version, str], ...]:
    """The requirements, each with its layer: practice, letter, or text alone."""
    sure = [version for version, truth in outcome.needed if truth is True]
    named = sure or [version for version, _ in outcome.needed]
    found = [(v, "letter" if v.addressee else "practice") for v in named]
    if text not in {REQUIRED, EXCEPTION}:
        return tuple(found)
    known = {version.provision for version, _ in found}
    found += [
        (version, "text")
        for version, truth in in_text.needed
        if truth is True and version.provision not in known
    ]
    return tuple(found)


__all__ = ["SHIPPABLE", "Alternative", "Determination", "answer", "determine"]
