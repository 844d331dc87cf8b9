"""The whole determination of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from licet.case import parse_case
from licet.courts import court_of
from licet.decision.classify import Classification, classify, open_parameters
from licet.decision.missing import Missing, missing_facts, rank
from licet.decision.possible import only, settled
from licet.decision.proof import proof
from licet.decision.review import open_reviews, review_policies
from licet.decision.turns import DateTurn, turn_after, turn_before
from licet.decision.verdict import (
    OPEN,
    REQUIRED,
    Offer,
    base_verdicts,
    offers,
    open_keys,
    overcomes,
    possible_verdicts,
    requirements,
    verdict_of,
)
from licet.gather import Gathered, Variant, exporter_id, gather
from licet.model import Shipment
from licet.rules.facts import Facts
from licet.rules.judge import Court, Judge
from licet.rules.provision import Law, Version

SHIPPABLE = frozenset({"no-license-required", "license-exception"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one variant, with what it rests on."""

    verdict: str
    needed: tuple[tuple[Version, bool | None], ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """The verdict when a name, a figure or a text is taken the other way."""

    what: str
    value: str
    verdict: str
    parameters: str | None


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
    variant: Variant

    @property
    def practice(self) -> str:
        """The verdict in practice; the verdict of the determination."""
        return self.verdict

    @cached_property
    def turns(self) -> tuple[DateTurn | None, DateTurn | None]:
        """The nearest dates before and after at which the verdict changes."""
        asked = self.shipment
        gathered = gather(asked)

        def ask(day: date) -> str:
            return _verdict(self.court, asked, gathered, day, "practice")

        def judge_on(day: date) -> Judge:
            return _judge(self.court, asked, day, "practice")

        return (
            turn_before(self.court, asked.on, self.verdict, ask, judge_on),
            turn_after(self.court, asked.on, self.verdict, ask, judge_on),
        )

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
    return _judge(d.court, d.shipment, d.shipment.on, layer)


def facts_of(d: Determination, layer: str = "practice") -> Facts:
    """The facts the answer rests on, judged in a layer."""
    return _facts_on(d.variant.facts, d.shipment.on).judged_by(judge_of(d, layer).truth)


def determine(case: Mapping[str, Any] | Shipment | None = None, /, **keys: Any) -> Determination:
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
        table = {**(case or {}), **{("from" if k == "from_" else k): v for k, v in keys.items()}}
        shipment = parse_case(table)
    return answer(shipment, court_of(law))


def _judge(
    court: Court,
    shipment: Shipment,
    day: date,
    layer: str,
    readings: Mapping[str, str] | None = None,
) -> Judge:
    return court.judge(
        day,
        shipment.known_on,
        layer=layer,
        addressee=exporter_id(shipment.exporter),
        readings=readings,
    )


def _facts_on(facts: Facts, day: date) -> Facts:
    return Facts({**facts.top, "on": day}, facts.frames, facts.roles, facts.quotients)


def _outcome(judge: Judge, variant: Variant, day: date) -> Outcome:
    facts = _facts_on(variant.facts, day).judged_by(judge.truth)
    verdicts = base_verdicts(judge, facts)
    if verdicts != {REQUIRED}:
        return Outcome(only(verdicts) or OPEN, (), ())
    needed = requirements(judge, facts)
    open_exceptions = offers(judge, facts)
    return Outcome(verdict_of(verdicts, needed, open_exceptions), needed, open_exceptions)


def _verdict(court: Court, shipment: Shipment, gathered: Gathered, day: date, layer: str) -> str:
    judge = _judge(court, shipment, day, layer)
    return _together(
        gathered, [_outcome(judge, variant, day).verdict for variant in gathered.variants]
    )


# From the most to the least permissive; an answer is not called freer than a stricter reading.
_STRICTNESS = (
    "not-subject",
    "no-license-required",
    "license-exception",
    "indeterminate",
    "license-required",
    "prohibited",
)


def _together(gathered: Gathered, verdicts: list[str]) -> str:
    """One verdict from those of all variants.

    The entries a name fits must agree. A figure that another source gives counts only when it
    makes the answer stricter: then the answer is open; when it would make it freer, the preferred
    figure stands and the other is shown beside it.
    """
    pairs = list(zip(gathered.variants, verdicts, strict=True))
    preferred = {verdict for variant, verdict in pairs if not variant.reading}
    if len(preferred) != 1:
        return OPEN
    verdict = next(iter(preferred))
    rank = _STRICTNESS.index(verdict)
    stricter = any(_STRICTNESS.index(other) > rank for v, other in pairs if v.reading)
    return OPEN if stricter else verdict


def answer(shipment: Shipment, court: Court) -> Determination:
    """The determination of a shipment under a law."""
    gathered = gather(shipment)
    day = shipment.on
    judge = _judge(court, shipment, day, "practice")
    outcomes = [_outcome(judge, variant, day) for variant in gathered.variants]
    classes = [
        classify(judge, _facts_on(v.facts, day).judged_by(judge.truth)) for v in gathered.variants
    ]
    verdicts = {outcome.verdict for outcome in outcomes}
    verdict = _together(gathered, [outcome.verdict for outcome in outcomes])
    text = _verdict(court, shipment, gathered, day, "text")
    variant, outcome = gathered.variants[0], outcomes[0]
    facts = _facts_on(variant.facts, day).judged_by(judge.truth)
    preferred = [c for v, c in zip(gathered.variants, classes, strict=True) if not v.reading]
    parameters = _agreed(preferred, "parameters", "unknown")
    eccn = _agreed(preferred, "eccns", None)
    alternatives = [
        *_variant_alternatives(gathered, outcomes, classes, verdict, parameters),
        *_reading_alternatives(court, shipment, gathered, judge, verdict),
    ]
    review = only(review_policies(judge, facts)) if verdict == REQUIRED else None
    needed = _needed(judge, outcome, court, shipment, variant, text)
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
        conditions=_conditions(judge, facts, outcome, verdict, review),
        missing=_missing(judge, facts, gathered, verdicts, verdict, parameters, review),
        assumptions=gathered.assumptions,
        warnings=(*gathered.warnings, *_cautions(judge, needed, outcome, day)),
        alternatives=tuple(alternatives),
        court=court,
        variant=variant,
    )


def _agreed(classes: list[Classification], name: str, otherwise: str | None) -> str | None:
    """The one answer that all entries give, or `otherwise`."""
    found: frozenset[str | None] = frozenset().union(*(getattr(c, name) for c in classes))
    return next(iter(found)) if len(found) == 1 else otherwise


def _needed(
    judge: Judge,
    outcome: Outcome,
    court: Court,
    shipment: Shipment,
    variant: Variant,
    text: str,
) -> tuple[tuple[Version, str], ...]:
    """The requirements, each with its layer: practice, letter, or text alone."""
    sure = [version for version, truth in outcome.needed if truth is True]
    named = sure or [version for version, _ in outcome.needed]
    found = [(v, "letter" if v.addressee else "practice") for v in named]
    if text == outcome.verdict:
        return tuple(found)
    text_judge = _judge(court, shipment, shipment.on, "text")
    in_text = _outcome(text_judge, variant, shipment.on).needed
    known = {version.provision for version, _ in found}
    found += [(v, "text") for v, truth in in_text if truth is True and v.provision not in known]
    return tuple(found)


def _variant_alternatives(
    gathered: Gathered,
    outcomes: list[Outcome],
    classes: list[Classification],
    verdict: str,
    parameters: str | None,
) -> list[Alternative]:
    """The verdict of each entry or figure, where they do not all say the same."""
    found = []
    for variant, outcome, class_ in zip(gathered.variants, outcomes, classes, strict=True):
        met = "unknown" if len(class_.parameters) > 1 else only(class_.parameters)
        if outcome.verdict != verdict or met != parameters or (verdict == OPEN and variant.reading):
            what = "figure" if variant.reading else "item"
            value = f"{variant.entry}: {variant.reading}" if variant.reading else variant.entry
            found.append(Alternative(what, value or "as described", outcome.verdict, met))
    if len(found) == 1 and len(gathered.variants) == 1:
        return []
    return found


def _reading_alternatives(
    court: Court, shipment: Shipment, gathered: Gathered, judge: Judge, verdict: str
) -> list[Alternative]:
    """The verdict under each other reading of an ambiguous text, where it differs."""
    found = []
    for version in judge.versions.values():
        for reading in version.readings:
            other = _judge(
                court, shipment, shipment.on, "practice", {version.provision: reading.id}
            )
            under = _together(
                gathered, [_outcome(other, v, shipment.on).verdict for v in gathered.variants]
            )
            if under != verdict:
                found.append(
                    Alternative(
                        "reading", f"{version.provision}: {reading.id}: {reading.says}", under, None
                    )
                )
    return found


def _missing(
    judge: Judge,
    facts: Facts,
    gathered: Gathered,
    verdicts: set[str],
    verdict: str,
    parameters: str | None,
    review: str | None,
) -> tuple[Missing, ...]:
    lonely = len(facts.frames.get("ics", ())) == 1
    found: list[Missing] = []
    if verdict == OPEN:
        if len(verdicts) > 1:
            found.append(_which(gathered))
        for variant in gathered.variants:
            own = _facts_on(variant.facts, facts.top["on"]).judged_by(judge.truth)  # type: ignore[arg-type]
            if base_verdicts(judge, own) and len(base_verdicts(judge, own)) > 1:
                found += missing_facts(judge, own, lonely)
                break
        if facts.top["stated_eccn"] == "none" and not found:
            found.append(Missing("eccn", (), 0, 0))
    names = {entry.fact for entry in found}
    if parameters == "unknown":
        keys = open_parameters(judge, facts)
        extra = rank(keys, judge, facts, lambda at: verdict, lonely)
        found += [entry for entry in extra if entry.fact not in names]
    if verdict == REQUIRED:
        # Open prohibitions: a party that was not screened may be under a denial order.
        barred = open_keys(judge, facts, ("prohibit",))
        found += rank(
            barred, judge, facts, lambda at: only(possible_verdicts(judge, at)) or OPEN, lonely
        )
    if verdict == REQUIRED and review is None:
        keys = open_reviews(judge, facts)
        names = {entry.fact for entry in found}
        for key in keys:
            name = key.name if key.code else key.text()
            if name not in names:
                names.add(name)
                found.append(Missing(name, (), 0, 0))
    return tuple(found)


def _which(gathered: Gathered) -> Missing:
    """The entry, or the figure sources disagree on, as the missing fact."""
    entries = {variant.entry for variant in gathered.variants}
    return Missing("item" if len(entries) > 1 else "figures", (), 0, 0)


def _conditions(
    judge: Judge, facts: Facts, outcome: Outcome, verdict: str, review: str | None
) -> tuple[str, ...]:
    """The obligations that come with the answer."""
    found = [
        version.says
        for version in judge.of_kind("oblige")
        if verdict in _verdicts_of(version) and settled(judge, version.provision, facts) is True
    ]
    if verdict == REQUIRED:
        for version in judge.of_kind("review"):
            if version.effect["review"] == review or review is None:
                truth = settled(judge, version.provision, facts)
                if truth is not False:
                    found += [clause.says for clause in version.conditions]
    if verdict == "license-exception":
        for offer in outcome.offers:
            if offer.available:
                found += [says for says, _ in offer.conditions]
    return tuple(dict.fromkeys(found))


def _verdicts_of(version: Version) -> frozenset[str]:
    named = version.effect.get("with", ["license-required", "license-exception"])
    return frozenset(str(name) for name in named) if isinstance(named, list) else frozenset()


def _cautions(
    judge: Judge, needed: tuple[tuple[Version, str], ...], outcome: Outcome, day: date
) -> tuple[str, ...]:
    """Warnings of the versions the answer rests on: unverified text, notes that start on a day."""
    rests = [version for version, _ in needed] + [offer.version for offer in outcome.offers]
    found = []
    for version in rests:
        if version.confidence not in {"primary", "quoted"}:
            found.append(
                f"{version.cite}: this version rests on a source of confidence "
                f"`{version.confidence}`; check it before relying on it"
            )
        found += [caution.says for caution in version.cautions if caution.since <= day]
    # Some cautions concern the whole law of a day, whatever the answer rests on.
    for version in judge.of_kind("warn"):
        found += [caution.says for caution in version.cautions if caution.since <= day]
    return tuple(dict.fromkeys(found))


__all__ = ["SHIPPABLE", "Alternative", "Determination", "answer", "determine", "overcomes"]
