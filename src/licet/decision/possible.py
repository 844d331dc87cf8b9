"""What a question can still come to, over every completion of what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.settle import Budget, Question, settle
from licet.rules.values import UNDEFINED

T = TypeVar("T")
BUDGET = 4_000
# Up to so many parties and ICs; with more, each evaluation takes longer, so fewer are made.
FEW_MEMBERS = 4
ROUNDS = 8
# Two completions show a verdict to be open; more are seldom of use to the next question.
KEPT = 2


def possible(
    judge: Judge,
    facts: Facts,
    decide: Callable[[Facts], frozenset[T]],
    open_keys: Callable[[Facts], Iterable[Key]],
    budget: Budget | None = None,
) -> frozenset[T]:
    """The answers a question can have; one answer means settled, several mean open.

    Args:
        judge: The law of the day.
        facts: The facts; unknown ones are split into their cells.
        decide: The possible answers by three-valued logic alone.
        open_keys: The facts that could narrow them down.
        budget: Evaluations that may be used.
    """
    at_hand = decide(facts)
    if len(at_hand) == 1:
        return at_hand
    if _differs(judge, facts, decide, open_keys):
        return at_hand
    question: Question[frozenset[T]] = Question(
        decide=decide,
        open_keys=lambda answers, at: () if len(answers) == 1 else open_keys(at),
        cells=judge.cells,
        merge=lambda first, second: first | second,
        hopeless=lambda answers: len(answers) > 1,
    )
    return settle(question, facts, budget or budget_for(facts))


def budget_for(facts: Facts) -> Budget:
    """The evaluations that may be used on a question, about as much work whatever the case.

    >>> budget_for(Facts({}, {"parties": ({},) * 2}, {})).left
    4000
    >>> budget_for(Facts({}, {"parties": ({},) * 80}, {})).left
    200
    """
    members = sum(len(frame) for frame in facts.frames.values())
    return Budget(BUDGET * FEW_MEMBERS // max(members, FEW_MEMBERS))


def _differs(
    judge: Judge,
    facts: Facts,
    decide: Callable[[Facts], frozenset[T]],
    open_keys: Callable[[Facts], Iterable[Key]],
) -> bool:
    """Whether two completions answer differently, so that the others need not be tried.

    Those that were tried for another question come first; then every open fact takes its last
    cell, and its first.
    """
    seen: set[frozenset[T]] = set()

    def tell(completed: Facts) -> bool:
        answers = decide(completed)
        if len(answers) == 1:
            seen.add(answers)
        return len(seen) > 1

    if any(tell(completed) for completed in facts.completions):
        return True
    for at in (-1, 0):
        completed = _completed(judge, facts, decide, open_keys, at)
        if completed is None:
            return False
        if len(facts.completions) < KEPT:
            facts.completions.append(completed)
        if tell(completed):
            return True
    return False


def _completed(
    judge: Judge,
    facts: Facts,
    decide: Callable[[Facts], frozenset[T]],
    open_keys: Callable[[Facts], Iterable[Key]],
    at: int,
) -> Facts | None:
    """The facts with open ones in their first (0) or last (-1) cell; None if it stays open.

    A quotient that may be undefined takes a number: undefined often answers as the lowest does.
    """
    for _ in range(ROUNDS):
        if len(decide(facts)) == 1:
            return facts
        for key in open_keys(facts):
            cells = judge.cells(key, facts)
            last = -2 if at and len(cells) > 1 and cells[-1] is UNDEFINED else at
            facts = facts.replace(key, cells[last])
    return None


def settled(judge: Judge, provision: str, facts: Facts) -> bool | None:
    """Whether a provision applies in every completion, in none, or it is open (None)."""
    truth = facts.finding(provision)
    if truth is not None:
        return truth
    answers = possible(
        judge,
        facts,
        lambda at: _truths(at.finding(provision)),
        lambda at: judge.open_keys(provision, at),
    )
    return next(iter(answers)) if len(answers) == 1 else None


def _truths(truth: bool | None) -> frozenset[bool]:
    return frozenset({True, False}) if truth is None else frozenset({truth})


def only(answers: frozenset[T]) -> T | None:
    """The answer when there is just one."""
    return next(iter(answers)) if len(answers) == 1 else None
