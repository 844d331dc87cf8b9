"""What the answer would be if a name, a figure or a text were taken the other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from licet.decision.classify import Classification
from licet.decision.outcome import Outcome, facts_on, judge_on, outcome_of, together
from licet.decision.possible import only
from licet.decision.verdict import OPEN
from licet.gather import Gathered
from licet.model import Shipment
from licet.rules.court import Court
from licet.rules.judge import Judge


@dataclass(frozen=True, slots=True)
class Alternative:
    """The verdict when a name, a figure or a text is taken the other way."""

    what: str
    value: str
    verdict: str
    parameters: str | None


def variant_alternatives(
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


def reading_alternatives(
    court: Court, shipment: Shipment, gathered: Gathered, judge: Judge, verdict: str
) -> list[Alternative]:
    """The verdict under each other reading of an ambiguous text, where it differs."""
    found = []
    for version in judge.ambiguous:
        for reading in version.readings:
            other = judge_on(
                court, shipment, shipment.on, "practice", {version.provision: reading.id}
            )
            if not _could_differ(judge, other, version.provision, gathered, shipment.on):
                continue
            under = together(
                gathered, [outcome_of(other, v, shipment.on).verdict for v in gathered.variants]
            )
            if under != verdict:
                found.append(
                    Alternative(
                        "reading", f"{version.provision}: {reading.id}: {reading.says}", under, None
                    )
                )
    return found


def _could_differ(
    judge: Judge, other: Judge, provision: str, gathered: Gathered, day: date
) -> bool:
    """Whether another reading of a provision could change an answer: its truth is not the same."""
    for variant in gathered.variants:
        facts = facts_on(variant.facts, day)
        here = facts.judged_by(judge.truth).finding(provision)
        if here is None or here is not facts.judged_by(other.truth).finding(provision):
            return True
    return False
