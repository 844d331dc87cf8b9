"""A completion of unknown facts that meets some goals, by the solver."""

from __future__ import annotations

from collections.abc import Sequence

from licet.questions.search import Goal, Search
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.vocabulary import Vocabulary
from licet.solve.encode import Encoder
from licet.solve.space import Space

TIMEOUT_MS = 20_000


class Session:
    """Many searches over the same unknown facts; a law is turned into formulas once.

    Args:
        facts: What is known; everything else varies.
        vocabulary: The facts.
        timeout_ms: How long the solver may take for one search.
    """

    def __init__(
        self, facts: Facts, vocabulary: Vocabulary, *, timeout_ms: int = TIMEOUT_MS
    ) -> None:
        self.space = Space(facts, vocabulary)
        self._encoders: dict[int, tuple[Judge, Encoder]] = {}
        self._timeout_ms = timeout_ms

    def _encoder(self, judge: Judge) -> Encoder:
        known = self._encoders.get(id(judge))
        if known is None:
            known = self._encoders[id(judge)] = (judge, Encoder(judge, self.space))
        return known[1]

    def search(self, goals: Sequence[Goal]) -> Search:
        """A completion of the facts that meets every goal."""
        z3 = self.space.z3
        # The texts of every law must be known before any becomes a variable.
        encoders = [self._encoder(goal.judge) for goal in goals]
        solver = z3.Solver()
        solver.set("timeout", self._timeout_ms)
        for goal, encoder in zip(goals, encoders, strict=True):
            pair = encoder.node(goal.node)
            solver.add(pair.must if goal.wanted else z3.Not(pair.may))
        solver.add(*self.space.limits)
        answer = solver.check()
        if answer == z3.unsat:
            return Search(None, True, 1)
        if answer != z3.sat:
            return Search(None, False, 1)
        found = self.space.completed(solver.model())
        # The solver is believed only as far as the evaluator agrees.
        if all(goal.truth(found) for goal in goals):
            return Search(found, True, 1, tuple(self.space.keys()))
        return Search(None, False, 1)


def search(
    goals: Sequence[Goal], facts: Facts, vocabulary: Vocabulary, *, timeout_ms: int = TIMEOUT_MS
) -> Search:
    """A completion of the facts that meets every goal.

    Args:
        goals: The goals; each is judged by its own law, over one set of facts.
        facts: What is known; everything else varies.
        vocabulary: The facts.
        timeout_ms: How long the solver may take.
    """
    return Session(facts, vocabulary, timeout_ms=timeout_ms).search(goals)
