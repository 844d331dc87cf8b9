"""Named checks on conditions, each with its counterexample.

Cells answer first: they need no solver and give plain numbers. Where facts are related to each
other, or the cells are too many, the solver answers; where it is not installed the check says
that it is not decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from licet.questions.search import BUDGET, Goal, Search
from licet.questions.search import search as by_cells
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.nodes import Node
from licet.rules.vocabulary import Vocabulary

METHODS = ("auto", "cells", "solver")


@dataclass(frozen=True, slots=True)
class Claim:
    """A condition under the law that judges it."""

    judge: Judge
    node: Node

    def holds(self, wanted: bool = True) -> Goal:
        """The goal that it is met, or not met."""
        return Goal(self.judge, self.node, wanted)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to.

    Attributes:
        name: The check.
        holds: Whether it holds; None when not decided.
        witness: Facts that show it: a counterexample where the check fails, for `never_empty`
            an example where it holds.
        found: The search behind it.
        method: ``cells`` or ``solver``.
    """

    name: str
    holds: bool | None
    witness: Facts | None
    found: Search
    method: str


def find(
    goals: Sequence[Goal],
    facts: Facts,
    vocabulary: Vocabulary,
    *,
    method: str = "auto",
    budget: int = BUDGET,
) -> tuple[Search, str]:
    """A completion that meets every goal, and which method answered.

    Args:
        goals: The goals.
        facts: What is known.
        vocabulary: The facts.
        method: ``cells``, ``solver``, or ``auto`` for cells first.
        budget: How many boxes the cells may take.
    """
    if method != "solver":
        found = by_cells(goals, facts, budget=budget)
        if found.decided or method == "cells" or find_spec("z3") is None:
            return found, "cells"
    from licet.solve.search import search as by_solver

    return by_solver(goals, facts, vocabulary), "solver"


def never_empty(one: Claim, facts: Facts, vocabulary: Vocabulary, **how: object) -> Checked:
    """Some completion meets the condition; the witness is one."""
    found, method = find([one.holds()], facts, vocabulary, **how)  # type: ignore[arg-type]
    holds = True if found.witness is not None else False if found.decided else None
    return Checked("never empty", holds, found.witness, found, method)


def never_overlapping(
    one: Claim, other: Claim, facts: Facts, vocabulary: Vocabulary, **how: object
) -> Checked:
    """No completion meets both conditions."""
    return _none("never overlapping", [one.holds(), other.holds()], facts, vocabulary, how)


def implied_by(
    one: Claim, other: Claim, facts: Facts, vocabulary: Vocabulary, **how: object
) -> Checked:
    """Whatever meets `other` meets `one`."""
    return _none("implied by", [other.holds(), one.holds(wanted=False)], facts, vocabulary, how)


def equivalent(
    one: Claim, other: Claim, facts: Facts, vocabulary: Vocabulary, **how: object
) -> Checked:
    """The two conditions are met by the same completions."""
    checked = implied_by(one, other, facts, vocabulary, **how)
    if checked.holds is True:
        checked = implied_by(other, one, facts, vocabulary, **how)
    return Checked("equivalent", checked.holds, checked.witness, checked.found, checked.method)


def _none(
    name: str,
    goals: Sequence[Goal],
    facts: Facts,
    vocabulary: Vocabulary,
    how: dict[str, object],
) -> Checked:
    """A check that holds when no completion meets all goals."""
    found, method = find(goals, facts, vocabulary, **how)  # type: ignore[arg-type]
    holds = False if found.witness is not None else True if found.decided else None
    return Checked(name, holds, found.witness, found, method)
