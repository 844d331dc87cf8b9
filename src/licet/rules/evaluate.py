"""Truth of a condition: true, false, or unknown (None).

A condition is turned into a Python closure once per version and day; the closure is then called
for each case. `and` and `or` follow strong Kleene logic: false decides an `and`, true decides an
`or`, whatever the rest. That is sound; what it can't settle, `licet.rules.settle` settles by
cases.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from licet.rules.facts import Facts, Frame
from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Combined,
    Compare,
    CompareDay,
    Constant,
    Every,
    Finding,
    Has,
    Node,
    Not,
    Or,
    SetOf,
    Some,
    Sum,
    Test,
    Within,
    children,
)
from licet.rules.reach import bound, single_bound
from licet.rules.values import UNDEFINED, Choice, Interval, Members, Value
from licet.rules.vocabulary import Vocabulary

Truth = bool | None
Check = Callable[[Facts, Frame], Truth]
Groups = Callable[[str], "Extent"]


class Extent(NamedTuple):
    """A set whose membership may be doubtful: what is surely in it, and what may be."""

    sure: frozenset[str]
    possible: frozenset[str]


def extent(among: SetOf, groups: Groups) -> Extent:
    """The members of a set, groups resolved."""
    match among:
        case Codes(items):
            return Extent(items, items)
        case Combined(op, left, right):
            a, b = extent(left, groups), extent(right, groups)
            if op == "|":
                return Extent(a.sure | b.sure, a.possible | b.possible)
            if op == "&":
                return Extent(a.sure & b.sure, a.possible & b.possible)
            return Extent(a.sure - b.possible, a.possible - b.sure)
        case _:
            return groups(among.name)


def compiled(node: Node, vocabulary: Vocabulary, groups: Groups) -> Check:
    """A condition as a function of (facts, frame) to true, false or None.

    Args:
        node: The condition.
        vocabulary: Tells which facts stand in a frame.
        groups: The members of a named group on the day of the shipment.
    """
    scope_of = {name: fact.scope for name, fact in vocabulary.facts.items()}

    def build(part: Node) -> Check:
        match part:
            case Constant(value):
                return lambda facts, frame: value
            case Test(fact):
                return _test(fact, framed=bool(scope_of[fact]))
            case Within(fact, among):
                return _within(fact, extent(among, groups), framed=bool(scope_of[fact]))
            case Has(fact, code):
                return _has(fact, code, framed=bool(scope_of[fact]))
            case Compare():
                return _compare(part, scope_of)
            case CompareDay():
                return _compare_day(part, scope_of)
            case Finding(provision):
                return lambda facts, frame: facts.finding(provision)
            case Not(item):
                return _negate(build(item))
            case And(items):
                return _both(tuple(build(item) for item in sorted(items, key=_cost)))
            case Or(items):
                return _either(tuple(build(item) for item in sorted(items, key=_cost)))
            case AtLeast(count, items):
                return _enough(count, tuple(build(item) for item in items))
            case Some(word, item):
                return _some(word, build(item))
            case Every(word, item):
                return _every(word, build(item))

    return build(node)


def _cost(node: Node) -> int:
    """How long a part takes to ask; the quick ones go first, which changes no truth."""
    match node:
        case Not(item):
            return _cost(item)
        case Finding():
            return 50
        case Some(_, item) | Every(_, item):
            return 10 + 4 * _cost(item)
        case Constant():
            return 0
        case _:
            return 1 + sum(_cost(child) for child in children(node))


def _negate(inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        truth = inner(facts, frame)
        return None if truth is None else not truth

    return check


def _both(items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = True
        for item in items:
            truth = item(facts, frame)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return check


def _either(items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = False
        for item in items:
            truth = item(facts, frame)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return check


def _enough(count: int, items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        truths = [item(facts, frame) for item in items]
        if truths.count(True) >= count:
            return True
        return False if len(truths) - truths.count(False) < count else None

    return check


def _some(word: str, inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = False
        for member in facts.frames_of(word):
            truth = inner(facts, member)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return check


def _every(word: str, inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = True
        for member in facts.frames_of(word):
            truth = inner(facts, member)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return check


def _test(fact: str, *, framed: bool) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(fact)
        return value if value is True or value is False else None

    return check


def _within(fact: str, members: Extent, *, framed: bool) -> Check:
    sure, possible = members

    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(fact)
        if type(value) is str:  # as `within` has it, without the call
            return True if value in sure else None if value in possible else False
        return within(value, members)

    return check


def within(value: Value, members: Extent) -> Truth:
    """Whether a text (or all, or none, of the texts it may be) is in a set."""
    if isinstance(value, str):
        return True if value in members.sure else None if value in members.possible else False
    if isinstance(value, Choice):
        if all(option in members.sure for option in value.options):
            return True
        return None if any(option in members.possible for option in value.options) else False
    return False if value is UNDEFINED else None


def _has(fact: str, code: str, *, framed: bool) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(fact)
        return value.has(code) if isinstance(value, Members) else None

    return check


def _compare(node: Compare, scope_of: dict[str, str]) -> Check:
    single = single_bound(node)
    if single is not None:
        name, wanted = single
        framed = bool(scope_of[name])
        within_bounds = _bounds(wanted)
        if isinstance(wanted.low, Fraction) and wanted.high is None and not wanted.low_open:
            return _at_least(name, wanted, wanted.low, framed=framed)

        def check_one(facts: Facts, frame: Frame) -> Truth:
            value = (frame if framed else facts.top).get(name)
            if type(value) is Fraction:
                return within_bounds(value)
            return inside(value, wanted)

        return check_one

    terms = (*node.left.terms, *((-factor, name) for factor, name in node.right.terms))
    limit = node.right.constant - node.left.constant
    wanted = bound(node.op, limit)

    def check_sum(facts: Facts, frame: Frame) -> Truth:
        low: Fraction | None = Fraction(0)
        high: Fraction | None = Fraction(0)
        low_open = high_open = False
        values = [(frame if scope_of[name] else facts.top).get(name) for _, name in terms]
        # A sum over what does not exist is not met, whatever the other terms are.
        if UNDEFINED in values:
            return False
        for (factor, _), value in zip(terms, values, strict=True):
            if isinstance(value, Fraction):
                value = Interval(value, value)
            if not isinstance(value, Interval):
                return None
            ends: list[tuple[Any, bool]] = [
                (value.low, value.low_open),
                (value.high, value.high_open),
            ]
            if factor < 0:
                ends.reverse()
            (bottom, bottom_open), (top, top_open) = ends
            low = None if low is None or bottom is None else low + factor * bottom
            high = None if high is None or top is None else high + factor * top
            low_open, high_open = low_open or bottom_open, high_open or top_open
        return inside(Interval(low, high, low_open, high_open), wanted)

    return check_sum


def _at_least(name: str, wanted: Interval, low: Fraction, *, framed: bool) -> Check:
    """The atom most thresholds are: one number, this much or more."""
    low_n, low_d = low.numerator, low.denominator

    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(name)
        if type(value) is Fraction:
            return value.numerator * low_d >= low_n * value.denominator
        return inside(value, wanted)

    return check


def _bounds(wanted: Interval) -> Callable[[Fraction], bool]:
    """Whether an exact number lies in a range, by cross-multiplication of whole numbers.

    Comparing fractions object by object takes several times as long.
    """
    low, high = wanted.low, wanted.high
    low_n, low_d = (low.numerator, low.denominator) if isinstance(low, Fraction) else (0, 0)
    high_n, high_d = (high.numerator, high.denominator) if isinstance(high, Fraction) else (0, 0)
    low_open, high_open = wanted.low_open, wanted.high_open

    def check(value: Fraction) -> bool:
        n, d = value.numerator, value.denominator
        if low_d:
            ours, bound = n * low_d, low_n * d
            if ours < bound or (low_open and ours == bound):
                return False
        if high_d:
            ours, bound = n * high_d, high_n * d
            if ours > bound or (high_open and ours == bound):
                return False
        return True

    return check


def inside(value: Value, wanted: Interval) -> Truth:
    """Whether a number (or all, or none, of a range) lies in a range."""
    if isinstance(value, (Fraction, date)):
        return not (
            (
                wanted.low is not None
                and (value < wanted.low or (wanted.low_open and value == wanted.low))  # type: ignore[operator]
            )
            or (
                wanted.high is not None
                and (value > wanted.high or (wanted.high_open and value == wanted.high))  # type: ignore[operator]
            )
        )
    if value is UNDEFINED:
        return False
    if not isinstance(value, Interval):
        return None
    common = value.meet(wanted)
    if common.is_empty():
        return False
    return True if common == value else None


def _compare_day(node: CompareDay, scope_of: dict[str, str]) -> Check:
    framed = bool(scope_of[node.fact])

    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(node.fact)
        limit: Value = node.day
        if isinstance(limit, str):
            limit = (frame if scope_of[limit] else facts.top).get(limit)
        if isinstance(limit, Interval) and isinstance(value, date):
            # Turned around: the other date against this one, less the days.
            return inside(limit, _day_bound(_TURNED[node.op], shifted(value, -node.plus_days)))
        if not isinstance(limit, date):
            return None
        return inside(value, _day_bound(node.op, shifted(limit, node.plus_days)))

    return check


_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "=="}


def shifted(day: date, days: int) -> date:
    """A day moved by some days; the last and first day of the calendar stand for never.

    >>> shifted(date(2023, 1, 17), 30), shifted(date.max, 30)
    (datetime.date(2023, 2, 16), datetime.date(9999, 12, 31))
    """
    if day in {date.max, date.min}:
        return day
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _day_bound(op: str, day: date) -> Interval:
    match op:
        case ">=":
            return Interval(day, None)
        case ">":
            return Interval(day, None, low_open=True)
        case "<=":
            return Interval(None, day)
        case "<":
            return Interval(None, day, high_open=True)
        case _:
            return Interval(day, day)


__all__ = [
    "Check", "Extent", "Groups", "Sum", "Truth", "compiled", "extent", "inside", "shifted",
    "within",
]  # fmt: skip
