"""The verdict: what an answer comes to, from jurisdiction to exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.decision.coverage import covered
from licet.decision.possible import possible, settled
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Version
from licet.rules.settle import Budget

FREE = "no-license-required"
EXCEPTION = "license-exception"
REQUIRED = "license-required"
PROHIBITED = "prohibited"
OUTSIDE = "not-subject"
OPEN = "indeterminate"


@dataclass(frozen=True, slots=True)
class Offer:
    """An exception as it stands: open, closed, or open once its conditions are shown."""

    version: Version
    available: bool | None
    conditions: tuple[tuple[str, bool | None], ...]


def possible_verdicts(judge: Judge, facts: Facts) -> frozenset[str]:
    """The verdicts, exceptions aside, that three-valued logic leaves possible.

    A requirement that surely applies settles `license-required` even while a prohibition is
    open, such as a denial order on a party that was not screened: the goods may not move without
    a license either way, and the open prohibition stands among what is missing.
    """
    found: set[str] = set()
    subject = _any(judge.of_kind("jurisdiction"), facts)
    if subject is not True:
        found.add(OUTSIDE)
        if subject is False:
            return frozenset(found)
    barred = _any(judge.of_kind("prohibit"), facts)
    if barred is True:
        return frozenset({*found, PROHIBITED})
    needed = _any(judge.of_kind("require"), facts)
    if needed is True:
        return frozenset({*found, REQUIRED})
    if barred is None:
        found.add(PROHIBITED)
    if needed is None:
        found.add(REQUIRED)
    found.add(FREE if covered(judge, facts) else OPEN)
    return frozenset(found)


def _any(versions: Iterable[Version], facts: Facts) -> bool | None:
    result: bool | None = False
    for version in versions:
        truth = facts.finding(version.provision)
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def open_keys(
    judge: Judge, facts: Facts, kinds: tuple[str, ...] = ("jurisdiction", "require", "prohibit")
) -> Iterator[Key]:
    """The facts that could settle the verdict, in the order of the decision.

    Looked for one by one, since often the first is enough.
    """
    told: set[Key] = set()
    for kind in kinds:
        versions = judge.of_kind(kind)
        if _any(versions, facts) is not None:
            continue
        for version in versions:
            if facts.finding(version.provision) is None:
                for key in judge.open_keys(version.provision, facts):
                    if key not in told:
                        told.add(key)
                        yield key


def doubtful_places(judge: Judge, facts: Facts) -> list[Key]:
    """The places that leave the verdict open though they are known; each place once.

    Whether such a place is in a country group, nobody can tell on that day.
    """
    first: dict[object, Key] = {}
    for kind in ("jurisdiction", "require", "prohibit"):
        for version in judge.of_kind(kind):
            if facts.finding(version.provision) is None:
                for key in judge.doubtful_keys(version.provision, facts):
                    first.setdefault(facts.get(key), key)
    return list(first.values())


def base_verdicts(judge: Judge, facts: Facts, budget: Budget | None = None) -> frozenset[str]:
    """The verdicts, exceptions aside, over every completion of what is unknown."""
    return possible(
        judge,
        facts,
        lambda at: possible_verdicts(judge, at),
        lambda at: open_keys(judge, at),
        budget,
    )


def requirements(judge: Judge, facts: Facts) -> tuple[tuple[Version, bool | None], ...]:
    """The requirements that apply or may apply, each with its settled truth."""
    found = []
    for version in judge.of_kind("require"):
        truth = settled(judge, version.provision, facts)
        if truth is not False:
            found.append((version, truth))
    return tuple(found)


def offers(
    judge: Judge, facts: Facts, needed: tuple[tuple[Version, bool | None], ...]
) -> tuple[Offer, ...]:
    """The license exceptions to the requirements that are open or may be, with conditions."""
    found = []
    for version in judge.of_kind("exception"):
        if not any(overcomes(version, requirement) for requirement, _ in needed):
            continue
        truth = settled(judge, version.provision, facts)
        if truth is False:
            continue
        conditions = tuple((c.says, judge.clause(c, facts)) for c in version.conditions)
        met = [known for _, known in conditions]
        available = False if False in met else True if truth is True and None not in met else None
        found.append(Offer(version, available, conditions))
    return tuple(found)


def overcomes(exception: Version, requirement: Version) -> bool:
    """Whether an exception, when available, answers a requirement."""
    names = exception.effect.get("overcomes", ())
    reason = requirement.effect.get("require")
    return isinstance(names, list) and (reason in names or requirement.provision in names)


def verdict_of(
    verdicts: frozenset[str],
    needed: tuple[tuple[Version, bool | None], ...],
    open_exceptions: tuple[Offer, ...],
) -> str:
    """The verdict: an exception that is surely available answers all it overcomes."""
    if len(verdicts) != 1:
        return OPEN
    verdict = next(iter(verdicts))
    if verdict != REQUIRED:
        return verdict
    ready = [offer for offer in open_exceptions if offer.available is True]
    answered = all(
        any(overcomes(offer.version, version) for offer in ready) for version, _ in needed
    )
    return EXCEPTION if needed and answered else REQUIRED
