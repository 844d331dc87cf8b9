"""Where a chip stands on the axis of a line: its figure, or the sum of its figures, and the gap."""

from __future__ import annotations

from fractions import Fraction

from licet.questions.lines import Line
from licet.rules.facts import Facts, Key, as_interval
from licet.rules.values import UNDEFINED, Interval, Value


def keys_of(line: Line, at: int) -> tuple[Key, ...]:
    """The facts that a line adds up, of one member of its frame."""
    return tuple(Key(line.frame, at, name) for _, name in line.terms)


def value_of(line: Line, facts: Facts, at: int) -> Value:
    """The figure that a line is about: exact, a range, UNDEFINED, or None when it is not known."""
    values = [facts.get(key) for key in keys_of(line, at)]
    if UNDEFINED in values:
        return UNDEFINED
    if len(values) == 1:
        return values[0]
    total = Interval(Fraction(0), Fraction(0))
    for (factor, _), value in zip(line.terms, values, strict=True):
        known = as_interval(value)
        if known is None:
            return None
        total = _added(total, factor, known)
    return total.low if total.low == total.high else total


def _added(total: Interval, factor: Fraction, part: Interval) -> Interval:
    ends = [(part.low, part.low_open), (part.high, part.high_open)]
    (low, low_open), (high, high_open) = ends if factor > 0 else reversed(ends)
    return Interval(
        _plus(total.low, factor, low),
        _plus(total.high, factor, high),
        total.low_open or low_open,
        total.high_open or high_open,
    )


def _plus(one: Value, factor: Fraction, other: Value) -> Fraction | None:
    both = isinstance(one, Fraction) and isinstance(other, Fraction)
    return one + factor * other if both else None  # type: ignore[operator]


def moved(line: Line, facts: Facts, at: int, target: Fraction, *, upward: bool) -> Facts | None:
    """The facts with the figure of a line at a value, the first fact that can take it moved.

    The other facts of a sum stay; of a range, the end nearer to the line counts. None when no
    single fact can take it.
    """
    keys = keys_of(line, at)
    for key in keys:
        facts = _without_quotients(facts, key)
    if len(keys) == 1:
        return facts.replace(keys[0], target)
    for key, value in zip(keys, [facts.get(key) for key in keys], strict=True):
        if isinstance(value, Interval):
            factor = next(f for f, name in line.terms if name == key.name)
            end = value.high if upward is (factor > 0) else value.low
            end = end if isinstance(end, Fraction) else value.low
            facts = facts.replace(key, end if isinstance(end, Fraction) else Fraction(0))
    known = [facts.get(key) for key in keys]
    for (factor, _), key in zip(line.terms, keys, strict=True):
        rest = sum(
            (f * v for (f, n), v in zip(line.terms, known, strict=True) if n != key.name),  # type: ignore[operator]
            Fraction(0),
        )
        if (target - rest) / factor >= 0:
            return facts.replace(key, (target - rest) / factor)
    return None


def _without_quotients(facts: Facts, key: Key) -> Facts:
    """The facts without ranges that follow from a fact, so that they follow from its new value."""
    for quotient in facts.quotients:
        parts = [Key(key.frame, key.at, n) for n in (quotient.numerator, quotient.denominator)]
        result = Key(key.frame, key.at, quotient.result)
        if quotient.scope == key.frame and key in parts:
            follows = all(as_interval(facts.get(part)) is not None for part in parts)
            if follows and isinstance(facts.get(result), Interval):
                facts = facts.replace(result, None)
    return facts


def gap(line: Line, value: Fraction | Interval) -> tuple[str, Fraction, Fraction | None]:
    """On which side a figure stands, and the nearest and farthest distance to the line."""
    limit = line.limit
    if isinstance(value, Fraction):
        distance = abs(limit - value)
        if value == limit:
            return "at", distance, distance
        return ("under" if value < limit else "over"), distance, distance
    known = as_interval(value)
    assert known is not None
    low = known.low if isinstance(known.low, Fraction) else None
    high = known.high if isinstance(known.high, Fraction) else None
    reached_low = low is not None and (low > limit or (low == limit and line.inclusive))
    if reached_low and low is not None:
        return "over", low - limit, None if high is None else high - limit
    below = high is not None and (
        high < limit or (high == limit and (known.high_open or not line.inclusive))
    )
    if below and high is not None:
        return "under", limit - high, None if low is None else limit - low
    return "across", Fraction(0), None
