"""The atoms of a condition as closures: a flag, a membership, a comparison of numbers or days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from licet.rules.facts import Facts, Frame
from licet.rules.nodes import Compare, CompareDay
from licet.rules.reach import bound, single_bound
from licet.rules.values import UNDEFINED, Choice, Interval, Members, Value

Truth = bool | None
Check = Callable[[Facts, Frame], Truth]


class Extent(NamedTuple):
    """A set whose membership may be doubtful: what is surely in it, and what may be."""

    sure: frozenset[str]
    possible: frozenset[str]


def test_atom(fact: str, *, framed: bool) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(fact)
        return value if value is True or value is False else None

    return check


def within_atom(fact: str, members: Extent, *, framed: bool) -> Check:
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
        if value.options <= members.sure:
            return True
        return False if value.options.isdisjoint(members.possible) else None
    return False if value is UNDEFINED else None


def has_atom(fact: str, code: str, *, framed: bool) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        value = (frame if framed else facts.top).get(fact)
        return value.has(code) if isinstance(value, Members) else None

    return check


def compare_atom(node: Compare, scope_of: dict[str, str]) -> Check:
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


def day_atom(node: CompareDay, scope_of: dict[str, str]) -> Check:
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
