"""Review policy: how an application would be looked at; the strictest that applies."""

from __future__ import annotations

from collections.abc import Iterator

from licet.decision.possible import possible
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge

STRICTEST_FIRST = (
    "policy-of-denial",
    "presumption-of-denial",
    "case-by-case",
    "presumption-of-approval",
)


# The policy stands in the party's entry on the Entity List, which nobody stated.
IN_THE_ENTRY = "stated-in-entry"
ENTRY_STATES = "entity_entry_review"


def review_policies(judge: Judge, facts: Facts) -> frozenset[str | None]:
    """The policies that may govern; one means settled, None among them: no policy is encoded."""
    return possible(
        judge, facts, lambda at: _strictest(judge, at), lambda at: open_reviews(judge, at)
    )


def _strictest(judge: Judge, facts: Facts) -> frozenset[str | None]:
    sure: set[int] = set()
    maybe: set[int] = set()
    for version in judge.of_kind("review"):
        truth = facts.finding(version.provision)
        if truth is False:
            continue
        if version.effect["review"] == IN_THE_ENTRY:
            # Most entries state a presumption of denial; which one does not is not known.
            maybe.update({STRICTEST_FIRST.index("presumption-of-denial")} if truth else ())
            continue
        rank = STRICTEST_FIRST.index(str(version.effect["review"]))
        (sure if truth else maybe).add(rank)
    floor = min(sure, default=None)
    ranks = {rank for rank in maybe if floor is None or rank < floor}
    found: set[str | None] = {STRICTEST_FIRST[rank] for rank in ranks}
    found.add(None if floor is None else STRICTEST_FIRST[floor])
    return frozenset(found)


def open_reviews(judge: Judge, facts: Facts) -> Iterator[Key]:
    """The facts that could tell which policy governs."""
    told: set[Key] = set()
    for version in judge.of_kind("review"):
        if facts.finding(version.provision) is None:
            for key in judge.open_keys(version.provision, facts):
                if key not in told:
                    told.add(key)
                    yield key


def missing_reviews(judge: Judge, facts: Facts) -> Iterator[Key]:
    """The facts to ask for: those of `open_reviews`, and what an entry states."""
    yield from open_reviews(judge, facts)
    for version in judge.of_kind("review"):
        if version.effect["review"] == IN_THE_ENTRY and facts.finding(version.provision) is True:
            yield Key("", 0, ENTRY_STATES)
