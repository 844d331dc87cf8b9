"""All that is missing for an answer: for the verdict, the silicon, an exception, the review."""

from __future__ import annotations

from datetime import date

from licet.decision.classify import open_parameters
from licet.decision.missing import MAX_FACTS, Missing, missing_facts, name_of, rank
from licet.decision.outcome import Outcome, facts_on
from licet.decision.possible import only
from licet.decision.review import missing_reviews
from licet.decision.verdict import (
    OPEN,
    REQUIRED,
    doubtful_places,
    offers,
    open_keys,
    overcomes,
    possible_verdicts,
    requirements,
    verdict_of,
)
from licet.gather import Gathered
from licet.rules.facts import Facts
from licet.rules.judge import Judge


def all_missing(
    judge: Judge,
    facts: Facts,
    gathered: Gathered,
    outcomes: list[Outcome],
    day: date,
    verdict: str,
    parameters: str | None,
    review: str | None,
) -> tuple[Missing, ...]:
    """The facts that would decide the answer, or what it leaves open, most decisive first."""
    lonely = len(facts.frames.get("ics", ())) == 1
    found: list[Missing] = []
    if verdict == OPEN:
        if len({outcome.verdict for outcome in outcomes}) > 1:
            found.append(_which(gathered))
        for variant, outcome in zip(gathered.variants, outcomes, strict=True):
            if not outcome.settled:
                own = facts_on(variant.facts, day).judged_by(judge.truth)
                found += missing_facts(judge, own, lonely)
                break
        told = {entry.fact for entry in found}
        doubts = (name_of(key, lonely) for key in doubtful_places(judge, facts))
        found = [*(Missing(name, (), 0, 0) for name in doubts if name not in told), *found]
        if facts.top["stated_eccn"] == "none" and not found:
            found.append(Missing("eccn", (), 0, 0))
    names = {entry.fact for entry in found}
    if parameters == "unknown":
        keys = open_parameters(judge, facts)
        extra = rank(keys, judge, facts, lambda at: verdict, lonely)
        found += [entry for entry in extra if entry.fact not in names]
    if verdict == REQUIRED:
        # Open prohibitions: a party that was not screened may be under a denial order.
        barred = list(open_keys(judge, facts, ("prohibit",)))
        found += rank(
            barred, judge, facts, lambda at: only(possible_verdicts(judge, at)) or OPEN, lonely
        )
        told = {entry.fact for entry in found}
        found += [e for e in _unanswered(judge, facts, outcomes[0], lonely) if e.fact not in told]
    if verdict == REQUIRED and review is None:
        names = {entry.fact for entry in found}
        for key in missing_reviews(judge, facts):
            name = name_of(key, lonely)
            if len(found) >= MAX_FACTS:
                break
            if name not in names:
                names.add(name)
                found.append(Missing(name, (), 0, 0))
    return tuple(found)


def _unanswered(judge: Judge, facts: Facts, outcome: Outcome, lonely: bool) -> tuple[Missing, ...]:
    """What would tell whether a requirement applies that alone keeps an exception from being enough.

    Such as a letter, which binds its addressee, where the exporter is not named.
    """
    ready = [offer.version for offer in outcome.offers if offer.available is True]
    left = [
        (version, truth)
        for version, truth in outcome.needed
        if not any(overcomes(exception, version) for exception in ready)
    ]
    if not ready or any(truth is not None for _, truth in left):
        return ()
    keys = [key for version, _ in left for key in judge.open_keys(version.provision, facts)]

    def verdict(at: Facts) -> str:
        needed = requirements(judge, at)
        return verdict_of(frozenset({REQUIRED}), needed, offers(judge, at, needed))

    return rank(list(dict.fromkeys(keys)), judge, facts, verdict, lonely)


def _which(gathered: Gathered) -> Missing:
    """The entry, the ECCN, or the figure sources disagree on, as the missing fact."""
    if any(variant.against_stated for variant in gathered.variants):
        return Missing("eccn", (), 0, 0)
    entries = {variant.entry for variant in gathered.variants}
    return Missing("item" if len(entries) > 1 else "figures", (), 0, 0)
