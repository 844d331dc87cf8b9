"""What a question can still come to, over every completion of what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.settle import Budget, Question, settle

T = TypeVar("T")
BUDGET = 4_000
ROUNDS = 8


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
    # Two completions that differ show that a question is open, without trying the others.
    tried = [_try(judge, facts, decide, open_keys, at) for at in (-1, 0)]
    if None not in tried and tried[0] != tried[1]:
        return at_hand
    question: Question[frozenset[T]] = Question(
        decide=decide,
        open_keys=lambda answers, at: [] if len(answers) == 1 else list(open_keys(at)),
        cells=judge.cells,
        merge=lambda first, second: first | second,
        hopeless=lambda answers: len(answers) > 1,
    )
    return settle(question, facts, budget or Budget(BUDGET))


def _try(
    judge: Judge,
    facts: Facts,
    decide: Callable[[Facts], frozenset[T]],
    open_keys: Callable[[Facts], Iterable[Key]],
    at: int,
) -> frozenset[T] | None:
    """The answer when every open fact takes its first (0) or last (-1) cell; None if still open."""
    for _ in range(ROUNDS):
        answers = decide(facts)
        if len(answers) == 1:
            return answers
        for key in open_keys(facts):
            facts = facts.replace(key, judge.cells(key, facts)[at])
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
