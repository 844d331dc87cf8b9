"""The largest or smallest value of a fact under conditions and a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.vocabulary import Quotient, Vocabulary
from licet.solve.encode import Encoder
from licet.solve.space import Space, rational

TIMEOUT_MS = 30_000
FAR = Fraction(10**6)


@dataclass(frozen=True, slots=True)
class Optimum:
    """What an optimization came to.

    Attributes:
        status: ``attained``, ``limit`` (any value short of it), ``unbounded``, ``infeasible`` or
            ``open`` (the solver gave up).
        value: The value, or the limit that is not reached.
        witness: Facts that attain it, come within a thousandth of the limit, or pass `FAR` where
            nothing bounds the value.
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


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked of the solver.

    Attributes:
        judge: The law of a day.
        facts: What is known; unknown facts of the ICs vary, others stay unknown.
        vocabulary: The facts.
        objective: The number.
        constraints: Conditions of the IC, as trees.
        verdict: The verdict that must be settled; None for any.
        relate: Called with the space; adds formulas that tie facts to each other.
    """

    judge: Judge
    facts: Facts
    vocabulary: Vocabulary
    objective: Key
    constraints: Sequence[Any]
    verdict: str | None
    relate: Callable[[Space], None] | None = None

    def quotient(self) -> Quotient | None:
        """The quotient that the objective is the result of."""
        key = self.objective
        return next(
            (q for q in self.facts.quotients if (q.scope, q.result) == (key.frame, key.name)), None
        )

    def stated(self, *, scaled: bool = False) -> tuple[Space, list[Any]]:
        """The variables, and every formula that they must meet."""
        space = Space(self.facts, self.vocabulary, lambda key: key.frame == "ics", scaled=scaled)
        encoder = Encoder(self.judge, space)
        formulas = [encoder.node(node, ("ics", 0)).must for node in self.constraints]
        if self.verdict is not None:
            formulas.append(verdict_formula(encoder, self.verdict))
        for key in self.parts():
            space.number(key)
        if self.relate is not None:
            self.relate(space)
        return space, formulas

    def parts(self) -> tuple[Key, ...]:
        """The objective; of a quotient numerator and denominator."""
        quotient = self.quotient()
        if quotient is None:
            return (self.objective,)
        at = self.objective
        return tuple(
            Key(at.frame, at.at, name) for name in (quotient.numerator, quotient.denominator)
        )


def optimum(problem: Problem, *, maximize: bool = True) -> Optimum:
    """The best value of a number fact of an IC.

    A quotient is never divided: every number is counted in units of its denominator, which keeps
    the conditions linear and makes the numerator the quotient.

    Args:
        problem: What is asked.
        maximize: False for the smallest value.
    """
    key = problem.objective
    if isinstance(problem.facts.get(key), Fraction):
        raise BadInput(f"`{key.name}` does not vary", hint="leave it out of the facts")
    divided = problem.quotient() is not None
    space, formulas = problem.stated(scaled=divided)
    z3 = space.z3
    terms = [space.number(part) for part in problem.parts()]
    if divided:
        formulas.append(terms[1] == 1)
    solver = z3.Optimize()
    solver.set("timeout", TIMEOUT_MS)
    solver.add(*formulas, *space.limits)
    handle = solver.maximize(terms[0]) if maximize else solver.minimize(terms[0])
    answer = solver.check()
    if answer == z3.unsat:
        return Optimum("infeasible", None, None)
    if answer != z3.sat:
        return Optimum("open", None, None)
    infinite, value, epsilon = (
        solver.upper_values(handle) if maximize else solver.lower_values(handle)
    )
    if rational(infinite) != 0:
        return Optimum("unbounded", None, _witness(problem, ">=", FAR))
    best = rational(value)
    step = abs(best) / 1000 or Fraction(1, 1000)
    if rational(epsilon) == 0:
        return Optimum("attained", best, _witness(problem, "==", best))
    op, short = (">=", best - step) if maximize else ("<=", best + step)
    return Optimum("limit", best, _witness(problem, op, short))


def _witness(problem: Problem, op: str, bound: Fraction) -> Facts | None:
    """Facts whose objective stands so to a bound, in short decimals where that is possible."""
    space, formulas = problem.stated()
    z3 = space.z3
    solver = z3.Solver()
    solver.set("timeout", TIMEOUT_MS)
    solver.add(*formulas, *space.limits)
    above, *below = (space.number(part) for part in problem.parts())
    limit = space.exact(bound) * below[0] if below else space.exact(bound)
    solver.add(*(part > 0 for part in below))
    solver.add({">=": above >= limit, "<=": above <= limit, "==": above == limit}[op])
    if solver.check() != z3.sat:
        return None
    for term in space.numbers():
        for short in _shorter(rational(solver.model().eval(term, model_completion=True))):
            solver.push()
            solver.add(term == space.exact(short))
            if solver.check() == z3.sat:
                break
            solver.pop()
            solver.check()
    return space.completed(solver.model())


def _shorter(value: Fraction) -> Iterator[Fraction]:
    """Decimals beside a number, the shortest first, the number itself where it is one.

    >>> [str(near) for near in _shorter(Fraction(7, 3))][:4]
    ['2', '3', '23/10', '12/5']
    """
    for places in (0, 1, 2, 3, 6, 9):
        step = Fraction(1, 10**places)
        low = value // step * step
        yield low
        if low == value:
            return
        yield low + step
