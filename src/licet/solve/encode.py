"""A law as formulas: the same condition tree, read once more.

A condition becomes a pair of formulas, what surely holds and what may hold. For facts that are
known or vary the two are one; a fact that is neither leaves the first false and the second true,
exactly as the evaluator's three truth values do.

A quotient such as performance density is never divided: ``tpp / area >= c`` is
``area > 0 and tpp >= c * area``, which keeps the arithmetic linear and knows that a chip without
area has no density.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from licet.rules.evaluate import extent
from licet.rules.facts import Key
from licet.rules.judge import Judge
from licet.rules.nodes import (
    And,
    AtLeast,
    Compare,
    CompareDay,
    Constant,
    Every,
    Finding,
    Has,
    Node,
    Not,
    Or,
    Some,
    Test,
    Within,
)
from licet.rules.values import UNDEFINED, Interval, Members
from licet.rules.vocabulary import Quotient
from licet.solve.space import Frame, Space

_TOP: Frame = ("", 0)


class Pair(NamedTuple):
    """What surely holds, and what may hold."""

    must: Any
    may: Any


class Encoder:
    """The law of a day as formulas over a space."""

    def __init__(self, judge: Judge, space: Space) -> None:
        self.judge = judge
        self.space = space
        self._findings: dict[str, Pair] = {}
        space.learn((judge.test(name) for name in judge.versions), judge)
        for version in judge.versions.values():
            space.learn((clause.when for clause in version.conditions), judge)

    def _pair(self, value: Any) -> Pair:
        """One formula, or unknown."""
        z3 = self.space.z3
        if value is None:
            return Pair(z3.BoolVal(False), z3.BoolVal(True))
        if value is True or value is False:
            value = z3.BoolVal(value)
        return Pair(value, value)

    def finding(self, provision: str) -> Pair:
        """Whether a provision applies; false when none is in force."""
        found = self._findings.get(provision)
        if found is None:
            known = provision in self.judge.versions
            found = self.node(self.judge.test(provision)) if known else self._pair(False)
            self._findings[provision] = found
        return found

    def node(self, node: Node, at: Frame = _TOP) -> Pair:
        """A condition as formulas."""
        z3, space = self.space.z3, self.space
        match node:
            case Constant(value):
                return self._pair(value)
            case Test(fact):
                return self._pair(space.flag(space.key(fact, at)))
            case Has(fact, code):
                return self._has(fact, code, at)
            case Within():
                return self._within(node, at)
            case Compare():
                return self._compare(node, at)
            case CompareDay():
                return self._compare_day(node, at)
            case Finding(provision):
                return self.finding(provision)
            case Not(item):
                inner = self.node(item, at)
                return Pair(z3.Not(inner.may), z3.Not(inner.must))
            case And(items):
                return self._joined(z3.And, [self.node(item, at) for item in items])
            case Or(items):
                return self._joined(z3.Or, [self.node(item, at) for item in items])
            case AtLeast(count, items):
                pairs = [self.node(item, at) for item in items]
                return Pair(
                    z3.AtLeast(*[p.must for p in pairs], count),
                    z3.AtLeast(*[p.may for p in pairs], count),
                )
            case Some(word, item) | Every(word, item):
                pairs = [self.node(item, (n, i)) for n, i, _ in space.facts.members(word)]
                return self._joined(z3.Or if isinstance(node, Some) else z3.And, pairs)
        raise AssertionError(node)

    def _joined(self, join: Any, pairs: list[Pair]) -> Pair:
        return Pair(join(*[p.must for p in pairs]), join(*[p.may for p in pairs]))

    def _has(self, fact: str, code: str, at: Frame) -> Pair:
        space = self.space
        held = space.facts.get(space.key(fact, at))
        if isinstance(held, Members) and held.has(code) is not None:
            return self._pair(held.has(code))
        return self._pair(space.flag(space.key(fact, at, code)))

    def _within(self, node: Within, at: Frame) -> Pair:
        z3, space = self.space.z3, self.space
        members = extent(node.among, self.judge.group)
        found = space.text(space.key(node.fact, at))
        if found is None:
            return self._pair(None)
        if isinstance(found, str):
            if found in members.sure:
                return self._pair(True)
            return self._pair(None if found in members.possible else False)
        term, words = found
        sure = [term == i for i, word in enumerate(words) if word in members.sure]
        maybe = [term == i for i, word in enumerate(words) if word in members.possible]
        return Pair(z3.Or(*sure), z3.Or(*maybe))

    def _compare(self, node: Compare, at: Frame) -> Pair:
        space = self.space
        terms = [*node.left.terms, *((-factor, name) for factor, name in node.right.terms)]
        limit = node.right.constant - node.left.constant
        if len(terms) == 1:
            factor, name = terms[0]
            quotient = space.quotient(space.key(name, at))
            if quotient is not None:
                return self._over(node.op, factor, limit, quotient, at)
        total: Any = None
        exists: list[Any] = []
        for factor, name in terms:
            key = space.key(name, at)
            quotient = space.quotient(key)
            term = space.number(key) if quotient is None else self._divided(quotient, at, exists)
            if term is UNDEFINED:
                return self._pair(False)
            if term is None:
                return self._pair(None)
            part = space.exact(factor) * term
            total = part if total is None else total + part
        z3 = space.z3
        return self._pair(z3.And(*exists, _COMPARE[node.op](total, space.amount(limit))))

    def _over(
        self, op: str, factor: Fraction, limit: Fraction, quotient: Quotient, at: Frame
    ) -> Pair:
        """``factor * numerator / denominator op limit`` without a division."""
        space = self.space
        above = space.number(Key(at[0], at[1], quotient.numerator))
        below = space.number(Key(at[0], at[1], quotient.denominator))
        if above is None or below is None:
            return self._pair(None)
        z3 = space.z3
        compared = _COMPARE[op](space.exact(factor) * above, space.exact(limit) * below)
        self._known_quotient(quotient, at, above, below)
        return self._pair(z3.And(below > 0, compared))

    def _known_quotient(self, quotient: Quotient, at: Frame, above: Any, below: Any) -> None:
        """What is known of the quotient itself, as limits on its parts."""
        value = self.space.facts.get(Key(at[0], at[1], quotient.result))
        if not isinstance(value, Interval):
            return
        for end, op, strict in (
            (value.low, ">", value.low_open), (value.high, "<", value.high_open),
        ):  # fmt: skip
            if isinstance(end, Fraction):
                compare = _COMPARE[op if strict else f"{op}="]
                self.space.limits.append(compare(above, self.space.exact(end) * below))

    def _divided(self, quotient: Quotient, at: Frame, exists: list[Any]) -> Any:
        """A quotient inside a sum: a term of its own, tied to its parts by a product."""
        space = self.space
        above = space.number(Key(at[0], at[1], quotient.numerator))
        below = space.number(Key(at[0], at[1], quotient.denominator))
        if above is None or below is None:
            return None
        term = space.z3.Real(f"{at[0]}[{at[1]}].{quotient.result}/sum")
        space.limits.append(space.z3.Implies(below > 0, term * below == above))
        exists.append(below > 0)
        return term if space.one is None else term * space.one

    def _compare_day(self, node: CompareDay, at: Frame) -> Pair:
        space = self.space
        left = space.day(space.key(node.fact, at))
        if isinstance(node.day, str):
            right = space.day(space.key(node.day, at))
        else:
            right = space.z3.IntVal(node.day.toordinal())
        if left is None or right is None:
            return self._pair(None)
        return self._pair(_COMPARE[node.op](left, right + node.plus_days))


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "==": lambda a, b: a == b,
}
