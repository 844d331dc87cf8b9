"""Settling by cases: true in every completion of the unknown facts means true.

Three-valued logic alone leaves some questions open that every completion answers alike. So the
unknown facts are split into their cells, one after the other, until the question is settled or
the budget of evaluations is used up; past the budget the weaker answer stands, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from licet.rules.facts import Facts, Key
from licet.rules.values import Value

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Question(Generic[Outcome]):
    """What is asked of some facts, and how answers are put together.

    Attributes:
        decide: The answer by three-valued logic.
        open_keys: The facts that could settle an answer, most telling first; none when settled.
        cells: The cells of such a fact.
        merge: The answer of two sets of completions together.
        hopeless: Whether a merged answer can't be settled any more, whatever is added.
    """

    decide: Callable[[Facts], Outcome]
    open_keys: Callable[[Outcome, Facts], Iterable[Key]]
    cells: Callable[[Key, Facts], list[Value]]
    merge: Callable[[Outcome, Outcome], Outcome]
    hopeless: Callable[[Outcome], bool]


@dataclass(slots=True)
class Budget:
    """How many evaluations are left; `spent` once it ran out."""

    left: int
    spent: bool = False

    def take(self) -> bool:
        if self.left <= 0:
            self.spent = True
            return False
        self.left -= 1
        return True


def settle(question: Question[Outcome], facts: Facts, budget: Budget) -> Outcome:
    """The answer that holds in every completion of the unknown facts.

    Args:
        question: What is asked.
        facts: The facts; unknown ones are split into cells.
        budget: Evaluations that may be used; it is lowered in place.
    """
    outcome = question.decide(facts)
    keys = question.open_keys(outcome, facts)
    for key in keys:
        cells = question.cells(key, facts)
        # A single cell says something too: that a number is at least its minimum, say.
        if len(cells) > 1 or (cells and not key.code and cells[0] != facts.get(key)):
            return _split(question, facts, key, cells, outcome, budget)
    return outcome


def _split(
    question: Question[Outcome],
    facts: Facts,
    key: Key,
    cells: list[Value],
    whole: Outcome,
    budget: Budget,
) -> Outcome:
    merged: Outcome | None = None
    for cell in cells:
        if not budget.take():
            return whole if merged is None else question.merge(merged, whole)
        part = settle(question, facts.replace(key, cell), budget)
        merged = part if merged is None else question.merge(merged, part)
        if question.hopeless(merged):
            return merged
    return whole if merged is None else merged
