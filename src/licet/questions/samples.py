"""A plain value out of a cell: the number a reader would pick, a place that is on the map."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from licet.rules.cells import OTHER
from licet.rules.facts import Facts, Key
from licet.rules.values import Choice, Interval, Members, Value

_PLACES_FACTS = ("to", "from", "country", "headquarters", "ultimate_parent", "packaged_in")


def inside(cell: Interval) -> Fraction:
    """A short decimal in a range of numbers: an end that belongs to it, else one in between.

    >>> inside(Interval(Fraction(1600), Fraction(2400), high_open=True))
    Fraction(1600, 1)
    >>> inside(Interval(Fraction("3.2"), Fraction("5.92"), True, True))
    Fraction(4, 1)
    """
    low = cell.low if isinstance(cell.low, Fraction) else None
    high = cell.high if isinstance(cell.high, Fraction) else None
    if low is not None and not cell.low_open and low != 0:
        return low
    if high is not None and not cell.high_open:
        return high
    if low is None and high is None:
        return Fraction(1)
    if low is None:
        assert high is not None
        return high - 1
    middle = (low + high) / 2 if high is not None else low + max(abs(low) / 2, Fraction(1))
    for places in range(-12, 30):
        step = Fraction(10) ** -places
        near = (middle // step) * step
        for found in (near, near + step):
            above = found > low or (found == low and not cell.low_open)
            below = high is None or found < high
            if above and below and found != 0:
                return found
    return middle


def sample(cell: Value, name: str = "", avoid: Iterable[str] = ()) -> Value:
    """A plain value of a cell; what is not known at all stays so."""
    if isinstance(cell, Interval):
        if isinstance(cell.low, date) or isinstance(cell.high, date):
            return _day_inside(cell)
        return inside(cell)
    if isinstance(cell, Choice):
        named = sorted(o for o in cell.options if o is not None and o != OTHER)
        return named[0] if named else _other(name, avoid)
    if cell == OTHER:
        return _other(name, avoid)
    return cell


def _day_inside(cell: Interval) -> date:
    if isinstance(cell.low, date):
        return cell.low + timedelta(days=1) if cell.low_open else cell.low
    assert isinstance(cell.high, date)
    return cell.high - timedelta(days=1) if cell.high_open else cell.high


def _other(name: str, avoid: Iterable[str]) -> str:
    """A text that no condition names; for a place, one that exists."""
    if name in _PLACES_FACTS:
        taken = frozenset(avoid)
        return next((code for code in ("JP", "CA", "NO", "CH", "BR") if code not in taken), "JP")
    return OTHER


def plain(facts: Facts, keys: Iterable[Key]) -> Facts:
    """The same facts with a plain value in place of each cell among the keys."""
    for key in keys:
        if not key.code:
            value = facts.get(key)
            chosen = sample(value, key.name)
            if chosen != value:
                facts = facts.replace(key, chosen)
    return facts


def settled_sets(facts: Facts) -> Facts:
    """The same facts with every open set of codes closed: what was not split is not in it."""
    top = {name: _closed(value) for name, value in facts.top.items()}
    frames = {
        word: tuple({name: _closed(value) for name, value in member.items()} for member in members)
        for word, members in facts.frames.items()
    }
    return Facts(top, frames, facts.roles, facts.quotients, facts.judge)


def _closed(value: Value) -> Value:
    return Members(value.yes) if isinstance(value, Members) else value
