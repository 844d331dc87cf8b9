"""The values a fact can take: exact, a range, one of several, or unknown.

Unknown is `None`. Numbers are exact rationals (`fractions.Fraction`), never floats.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from licet.errors import BadInput

_DECIMAL = re.compile(r"[+-]?\d{1,60}(\.\d{1,60})?([eE][+-]?\d{1,2})?", re.ASCII)


class Undefined:
    """The value of a quantity that does not exist, such as a density over no area.

    No comparison with it is met.
    """

    _only: Undefined | None = None

    def __new__(cls) -> Undefined:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined()

Ordered = Fraction | date


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two bounds; a bound that is None is absent.

    >>> Interval(Fraction(1600), Fraction(2400), high_open=True).text()
    '[1600, 2400)'
    """

    low: Ordered | None
    high: Ordered | None
    low_open: bool = False
    high_open: bool = False

    def text(self) -> str:
        left = "(" if self.low_open or self.low is None else "["
        right = ")" if self.high_open or self.high is None else "]"
        low = "-inf" if self.low is None else value_text(self.low)
        high = "inf" if self.high is None else value_text(self.high)
        return f"{left}{low}, {high}{right}"

    def is_empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return self.low_open or self.high_open
        return self.low > self.high  # type: ignore[operator]

    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def meet(self, other: Interval) -> Interval:
        """The values in both."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low > low):  # type: ignore[operator]
            low, low_open = other.low, other.low_open
        elif other.low is not None and other.low == low:
            low_open = low_open or other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high < high):  # type: ignore[operator]
            high, high_open = other.high, other.high_open
        elif other.high is not None and other.high == high:
            high_open = high_open or other.high_open
        return Interval(low, high, low_open, high_open)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several texts; which one is not known."""

    options: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Members:
    """A set of codes: those surely in it, those surely not, and whether the first is all.

    >>> Members(frozenset({"military"})).has("ai-training")
    False
    """

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    complete: bool = True

    def has(self, code: str) -> bool | None:
        if code in self.yes:
            return True
        if self.complete or code in self.no:
            return False
        return None


Value = bool | Fraction | date | str | Interval | Choice | Members | Undefined | None

NOTHING_KNOWN: Final = Members(complete=False)


def exact(number: int | float | str | Decimal | Fraction, *, name: str = "number") -> Fraction:
    """A number as an exact rational; a float is read as its shortest decimal text.

    >>> exact(5.92)
    Fraction(148, 25)
    >>> exact("NaN")
    Traceback (most recent call last):
    licet.errors.BadInput: `NaN` is not a number (number: a decimal such as 5.92)
    """
    if isinstance(number, Fraction):
        return number
    if isinstance(number, bool):
        message = f"`{str(number).lower()}` is not a number"
        raise BadInput(message, hint=f"{name}: a decimal such as 5.92")
    if isinstance(number, int) and abs(number) < 10**60:
        return Fraction(number)
    if isinstance(number, int):
        message = "a number of more than 60 digits"
        raise BadInput(message, hint=f"{name}: a decimal such as 5.92")
    text = repr(number) if isinstance(number, float) else str(number).strip()
    if not _DECIMAL.fullmatch(text):
        message = f"`{text[:40]}` is not a number"
        raise BadInput(message, hint=f"{name}: a decimal such as 5.92")
    return Fraction(text)


def decimal_text(number: Fraction, places: int = 4) -> str:
    """A rational as decimal text, exact where that is finite and short, else rounded.

    >>> decimal_text(Fraction(148, 25)), decimal_text(Fraction(2368, 814))
    ('5.92', '2.9091')
    """
    if number.denominator == 1:
        return str(number.numerator)
    scaled = number * 10**12
    if scaled.denominator == 1:
        return _plain(scaled.numerator, 12)
    return _plain(round(number * 10**places), places)


def _plain(digits: int, places: int) -> str:
    sign = "-" if digits < 0 else ""
    whole, rest = divmod(abs(digits), 10**places)
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def value_text(value: Value) -> str:
    """A value as people read it.

    >>> value_text(None), value_text(True), value_text(Fraction(5, 2))
    ('unknown', 'yes', '2.5')
    """
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, date):
        return "never" if value == date.max else value.isoformat()
    if isinstance(value, Interval):
        return (
            decimal_text(value.low)
            if value.is_point() and isinstance(value.low, Fraction)
            else value.text()
        )
    if isinstance(value, Choice):
        return " or ".join(sorted("none" if option is None else option for option in value.options))
    if isinstance(value, Members):
        known = ", ".join(sorted(value.yes)) or ("none" if value.complete else "")
        return known if value.complete else f"{known or '?'}, rest unknown"
    if isinstance(value, Undefined):
        return "undefined"
    return value


def times(value: Value, factor: Value) -> Value:
    """The product of two numbers or ranges that are not negative; None where one is unknown.

    >>> times(Fraction(3), Interval(Fraction(1), Fraction(2))).text()
    '[3, 6]'
    """
    if isinstance(value, Fraction) and isinstance(factor, Fraction):
        return value * factor
    return _combined(value, factor, lambda a, b: a * b)


def added(value: Value, more: Value) -> Value:
    """The sum of two numbers or ranges; None where one is unknown."""
    if isinstance(value, Fraction) and isinstance(more, Fraction):
        return value + more
    return _combined(value, more, lambda a, b: a + b)


def _combined(
    first: Value, second: Value, join: Callable[[Fraction, Fraction], Fraction]
) -> Interval | None:
    a = Interval(first, first) if isinstance(first, Fraction) else first
    b = Interval(second, second) if isinstance(second, Fraction) else second
    if not isinstance(a, Interval) or not isinstance(b, Interval):
        return None

    def end(x: object, y: object) -> Fraction | None:
        return join(x, y) if isinstance(x, Fraction) and isinstance(y, Fraction) else None

    low, high = end(a.low, b.low), end(a.high, b.high)
    return Interval(low, high, a.low_open or b.low_open, a.high_open or b.high_open)
