"""The largest or smallest value of a fact under conditions and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.vocabulary import Vocabulary
from licet.solve.encode import Encoder
from licet.solve.space import Space, rational

TIMEOUT_MS = 30_000


@dataclass(frozen=True, slots=True)
class Optimum:
    """What an optimization came to.

    Attributes:
        status: ``attained``, ``limit`` (any value short of it), ``unbounded``, ``infeasible`` or
            ``open`` (the solver gave up).
        value: The value, or the limit that is not reached.
        witness: Facts that attain it, or come within a thousandth of the limit.
    """

    status: str
    value: Fraction | None
    witness: Facts | None


def verdict_formula(encoder: Encoder, verdict: str) -> Any:
    """The formula that a verdict is settled, exceptions included.

    Raises:
        BadInput: Not a verdict that can be asked for.
    """
    z3, judge = encoder.space.z3, encoder.judge

    def any_of(kind: str, *, may: bool) -> Any:
        pairs = [encoder.finding(v.provision) for v in judge.of_kind(kind)]
        return z3.Or(*[p.may if may else p.must for p in pairs])

    subject = any_of("jurisdiction", may=False)
    if verdict == "not-subject":
        return z3.Not(any_of("jurisdiction", may=True))
    if verdict == "prohibited":
        return z3.And(subject, any_of("prohibit", may=False))
    if verdict == "no-license-required":
        return z3.And(
            subject, z3.Not(any_of("prohibit", may=True)), z3.Not(any_of("require", may=True))
        )
    needed = z3.And(subject, z3.Not(any_of("prohibit", may=False)), any_of("require", may=False))
    answered = z3.And(*[
        z3.Implies(encoder.finding(v.provision).may, _answered(encoder, v))
        for v in judge.of_kind("require")
    ])  # fmt: skip
    if verdict == "license-exception":
        return z3.And(needed, answered)
    if verdict == "license-required":
        return z3.And(needed, z3.Not(answered))
    allowed = "no-license-required, license-exception, license-required, prohibited, not-subject"
    raise BadInput(f"`{verdict[:40]}` is not a verdict to ask for", hint=allowed)


def _answered(encoder: Encoder, requirement: Any) -> Any:
    z3 = encoder.space.z3
    reason = requirement.effect.get("require")
    ready = []
    for version in encoder.judge.of_kind("exception"):
        names = version.effect.get("overcomes", ())
        if isinstance(names, list) and (reason in names or requirement.provision in names):
            ready.append(z3.And(
                encoder.finding(version.provision).must,
                *[encoder.node(clause.when).must for clause in version.conditions],
            ))  # fmt: skip
    return z3.Or(*ready)


def optimum(
    judge: Judge,
    facts: Facts,
    vocabulary: Vocabulary,
    objective: Key,
    constraints: Sequence[Any],
    verdict: str | None,
    *,
    maximize: bool = True,
    relate: Any = None,
) -> Optimum:
    """The best value of a number fact of an IC.

    Args:
        judge: The law of a day.
        facts: What is known; unknown facts of the ICs vary, others stay unknown.
        vocabulary: The facts.
        objective: The number.
        constraints: Conditions of the IC, as trees.
        verdict: The verdict that must be settled; None for any.
        maximize: False for the smallest value.
        relate: Called with the space; adds formulas that tie facts to each other.
    """
    space = Space(facts, vocabulary, lambda key: key.frame == "ics")
    encoder = Encoder(judge, space)
    z3 = space.z3
    solver = z3.Optimize()
    solver.set("timeout", TIMEOUT_MS)
    for node in constraints:
        solver.add(encoder.node(node, ("ics", 0)).must)
    if verdict is not None:
        solver.add(verdict_formula(encoder, verdict))
    term = space.number(objective)
    if term is None or isinstance(facts.get(objective), Fraction):
        raise BadInput(f"`{objective.name}` does not vary", hint="leave it out of the facts")
    if relate is not None:
        relate(space)
    solver.add(*space.limits)
    handle = solver.maximize(term) if maximize else solver.minimize(term)
    answer = solver.check()
    if answer == z3.unsat:
        return Optimum("infeasible", None, None)
    if answer != z3.sat:
        return Optimum("open", None, None)
    infinite, value, epsilon = (
        solver.upper_values(handle) if maximize else solver.lower_values(handle)
    )
    if rational(infinite) != 0:
        return Optimum("unbounded", None, space.completed(solver.model()))
    best = rational(value)
    attained = rational(epsilon) == 0
    return Optimum(
        "attained" if attained else "limit",
        best,
        _witness(solver, space, term, best, attained=attained, maximize=maximize),
    )


def _witness(
    solver: Any, space: Space, term: Any, best: Fraction, *, attained: bool, maximize: bool
) -> Facts | None:
    plain = space.z3.Solver()
    plain.set("timeout", TIMEOUT_MS)
    plain.add(*solver.assertions())
    step = abs(best) / 1000 or Fraction(1, 1000)
    if attained:
        plain.add(term == space.exact(best))
    elif maximize:
        plain.add(term >= space.exact(best - step))
    else:
        plain.add(term <= space.exact(best + step))
    if plain.check() != space.z3.sat:
        return None
    return space.completed(plain.model())
