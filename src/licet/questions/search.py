"""A completion of unknown facts that meets some goals, or the proof that there is none.

The unknown facts are split into their cells, first those that a goal still waits for; a branch in
which some goal fails is left. Where conditions compare single facts with constants the search is
complete; where it ends in facts that are related to each other it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from licet.questions.samples import plain, settled_sets
from licet.rules.facts import Facts, Frame, Key
from licet.rules.judge import Judge
from licet.rules.nodes import Node, Some
from licet.rules.provision import Clause
from licet.rules.values import NOTHING_KNOWN, UNDEFINED, Members, Value
from licet.rules.vocabulary import Quotient, Vocabulary

BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition, the law that judges it, and the truth it must have."""

    judge: Judge
    node: Node
    wanted: bool = True

    def truth(self, facts: Facts) -> bool | None:
        """Whether the goal is met: yes, no, or still open."""
        found = self.judge.clause(Clause(self.node, "", ""), facts.judged_by(self.judge.truth))
        return None if found is None else found is self.wanted


def provision_goal(judge: Judge, provision: str, wanted: bool = True) -> Goal:
    """The goal that a provision applies, or does not."""
    return Goal(judge, judge.test(provision), wanted)


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to.

    Attributes:
        witness: Facts that meet every goal, with plain values; None when there are none.
        decided: False when the budget ran out or related facts were left over.
        tried: How many boxes were asked.
        keys: The facts that the search had to settle, in order.
    """

    witness: Facts | None
    decided: bool
    tried: int
    keys: tuple[Key, ...] = ()


def search(goals: Sequence[Goal], facts: Facts, *, budget: int = BUDGET) -> Search:
    """A completion of the facts that meets every goal.

    The witness is asked once more with plain values before it is given out.
    """
    state = _State(budget)
    keys = _search(tuple(goals), facts, (), state)
    if state.found is None:
        return Search(None, not state.open, state.tried)
    return Search(state.found, True, state.tried, keys or ())


class _State:
    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.tried = 0
        self.open = False
        self.found: Facts | None = None


def _search(
    goals: tuple[Goal, ...], facts: Facts, keys: tuple[Key, ...], state: _State
) -> tuple[Key, ...] | None:
    state.tried += 1
    if state.tried > state.budget:
        state.open = True
        return None
    waiting = []
    for goal in goals:
        truth = goal.truth(facts)
        if truth is False:
            return None
        if truth is None:
            waiting.append(goal)
    if not waiting:
        chosen = possible(plain(facts, keys))
        if chosen is not None and all(goal.truth(chosen) for goal in goals):
            state.found = chosen
            return keys
        state.open = True
        return None
    for goal in waiting:
        for key in goal.judge.open_in(goal.node, facts.judged_by(goal.judge.truth)):
            cells = goal.judge.cells(key, facts)
            if len(cells) > 1:
                for cell in cells:
                    done = _search(goals, facts.replace(key, cell), (*keys, key), state)
                    if state.found is not None:
                        return done
                    if state.tried > state.budget:
                        return None
                return None
    state.open = True
    return None


def possible(facts: Facts) -> Facts | None:
    """The facts with each quotient and its parts in step; None when no chip can have them."""
    for quotient in facts.quotients:
        members = facts.frames.get(quotient.scope, ()) if quotient.scope else (facts.top,)
        for at in range(len(members)):
            found = _in_step(facts, quotient, at)
            if found is None:
                return None
            facts = found
    return facts


def _in_step(facts: Facts, quotient: Quotient, at: int) -> Facts | None:
    result, above, below = (
        Key(quotient.scope, at, name)
        for name in (quotient.result, quotient.numerator, quotient.denominator)
    )
    value, over, under = facts.get(result), facts.get(above), facts.get(below)
    if value is UNDEFINED:
        return facts.replace(below, Fraction(0)) if under in {None, Fraction(0)} else None
    if not isinstance(value, Fraction):
        return facts
    if isinstance(over, Fraction) and isinstance(under, Fraction):
        return facts if under > 0 and over == value * under else None
    if isinstance(over, Fraction):
        if (over == 0) != (value == 0):
            return None
        return facts.replace(below, over / value if value else Fraction(1))
    if isinstance(under, Fraction):
        return facts.replace(above, value * under) if under > 0 else None
    return facts.replace(above, value).replace(below, Fraction(1))


def blank(vocabulary: Vocabulary, on: date, *, ics: int = 1, parties: int = 1) -> Facts:
    """Facts of a shipment of which nothing is known but the day."""
    counts = {"ic": ics, "party": parties}
    words = {scope: word for word, scope in reversed(tuple(vocabulary.frames.items()))}
    top = {name: _nothing(f.kind) for name, f in vocabulary.facts.items() if not f.scope}
    frames: dict[str, tuple[Frame, ...]] = {}
    for scope, word in words.items():
        member = {n: _nothing(f.kind) for n, f in vocabulary.facts.items() if f.scope == scope}
        frames[word] = tuple(dict(member) for _ in range(counts.get(scope, 1)))
    roles = {
        word: (words[scope], tuple(range(counts.get(scope, 1))))
        for word, scope in vocabulary.frames.items()
        if word != words[scope]
    }
    return Facts({**top, "on": on}, frames, roles, vocabulary.quotients)


def _nothing(kind: str) -> Value:
    return NOTHING_KNOWN if kind == "set" else None


def framed(node: Node, scope: str, vocabulary: Vocabulary) -> Node:
    """A condition of one member of a frame as a condition of the shipment."""
    word = next((w for w, s in vocabulary.frames.items() if s == scope), "")
    return Some(word, node) if scope else node


def known_facts(facts: Facts, keys: Sequence[Key]) -> dict[str, Value]:
    """The facts that a search settled, by name, with open sets closed."""
    found: dict[str, Value] = {}
    closed = settled_sets(facts)
    for key in dict.fromkeys(Key(k.frame, k.at, k.name) for k in keys):
        value = closed.get(key)
        found[key.name] = value
    return found


__all__ = [
    "Goal", "Members", "Search", "blank", "framed", "known_facts", "provision_goal", "search",
]  # fmt: skip
