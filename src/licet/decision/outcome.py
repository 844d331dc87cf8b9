"""The outcome of one set of facts on one day, and how those of several sets go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licet.decision.possible import budget_for, only
from licet.decision.verdict import (
    OPEN,
    REQUIRED,
    Offer,
    base_verdicts,
    offers,
    requirements,
    verdict_of,
)
from licet.forms import exporter_id
from licet.gather import Gathered, Variant
from licet.model import Shipment
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.provision import Version

SHIPPABLE = frozenset({"no-license-required", "license-exception"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on one variant, with what it rests on.

    `settled` is False when the facts at hand leave more than one verdict; `spent` tells that the
    budget for splitting unknown facts into cases ran out first.
    """

    verdict: str
    settled: bool
    spent: bool
    needed: tuple[tuple[Version, bool | None], ...]
    offers: tuple[Offer, ...]


def judge_on(
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


def facts_on(facts: Facts, day: date) -> Facts:
    return Facts({**facts.top, "on": day}, facts.frames, facts.roles, facts.quotients)


def outcome_of(judge: Judge, variant: Variant, day: date, facts: Facts | None = None) -> Outcome:
    """The outcome of a variant on a day; `facts` are its judged facts where they are at hand."""
    if facts is None:
        facts = facts_on(variant.facts, day).judged_by(judge.truth)
    budget = budget_for(facts)
    verdicts = base_verdicts(judge, facts, budget)
    if verdicts != {REQUIRED}:
        return Outcome(only(verdicts) or OPEN, len(verdicts) == 1, budget.spent, (), ())
    needed = requirements(judge, facts)
    open_exceptions = offers(judge, facts, needed)
    verdict = verdict_of(verdicts, needed, open_exceptions)
    return Outcome(verdict, True, budget.spent, needed, open_exceptions)


def outcomes_on(
    court: Court, shipment: Shipment, gathered: Gathered, day: date, layer: str
) -> list[Outcome]:
    """The outcome of each variant on a day, in a layer."""
    judge = judge_on(court, shipment, day, layer)
    return [outcome_of(judge, variant, day) for variant in gathered.variants]


def same_so_far(court: Court, here: Judge, there: Judge, facts: Facts) -> bool:
    """Whether two judges surely say the same of some facts, which `here` judges.

    They do where every provision that they ask differently applies under neither: all others then
    rest on the same findings.
    """
    other = facts.judged_by(there.truth)
    return all(
        (was is None or facts.finding(was.provision) is False)
        and (now is None or other.finding(now.provision) is False)
        for was, now in court.changed(here, there)
    )


def verdict_on(court: Court, shipment: Shipment, gathered: Gathered, day: date, layer: str) -> str:
    found = outcomes_on(court, shipment, gathered, day, layer)
    return together(gathered, [outcome.verdict for outcome in found])


# From the most to the least permissive; an answer is not called freer than a stricter reading.
_STRICTNESS = (
    "not-subject",
    "no-license-required",
    "license-exception",
    "indeterminate",
    "license-required",
    "prohibited",
)


def together(gathered: Gathered, verdicts: list[str]) -> str:
    """One verdict from those of all variants.

    The entries a name fits must agree. A figure that another source gives counts only when it
    makes the answer stricter: then the answer is open; when it would make it freer, the preferred
    figure stands and the other is shown beside it. Figures that contradict a stated ECCN count
    only when they surely need a license: not knowing them does not unsettle the statement.
    """
    pairs = list(zip(gathered.variants, verdicts, strict=True))
    preferred = {verdict for variant, verdict in pairs if not variant.reading}
    if len(preferred) != 1:
        return OPEN
    verdict = next(iter(preferred))
    rank = _STRICTNESS.index(verdict)
    stricter = any(
        _STRICTNESS.index(other) > rank and not (v.against_stated and other == OPEN)
        for v, other in pairs
        if v.reading
    )
    return OPEN if stricter else verdict
