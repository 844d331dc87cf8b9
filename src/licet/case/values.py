"""One value of a case, read: texts, numbers, days, places, codes. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from licet.eccn import eccn_of
from licet.errors import BadCase, BadInput
from licet.model import Number
from licet.places import destination
from licet.rules.values import Interval, exact

T = TypeVar("T")
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_TEXT = 400


def fail(key: str, message: str, hint: str = "") -> NoReturn:
    """Refuse a case: which key, what is wrong, what is allowed."""
    where = f"{key}: " if key and not message.startswith("missing") else ""
    raise BadCase(f"{where}{message}", key=key, hint=hint)


def shown(value: object) -> str:
    """A value as a message shows it, short."""
    if isinstance(value, (dict, list, tuple)):
        return "a list" if isinstance(value, (list, tuple)) else "an object"
    try:
        text = str(value) if isinstance(value, (str, Decimal)) else repr(value)
    except ValueError:  # an integer of thousands of digits
        text = "a very long number"
    return f"`{text[:60]}`"


def object_at(value: object, key: str) -> dict[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        fail(key, f"{shown(value)} is not an object")
    return value


def only_keys(table: Mapping[str, Any], allowed: tuple[str, ...], at: str) -> None:
    """Refuse a key that is not among those allowed; suggest the nearest."""
    for key in table:
        if key not in allowed:
            near = get_close_matches(str(key), allowed, 1)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
            fail(f"{at}{key}"[:80], f"unknown key: {shown(key)}", hint)


def optional(
    table: Mapping[str, Any], key: str, read: Callable[[Any, str], T], at: str = ""
) -> T | None:
    """The value of a key, read; None when it is absent or null, which mean unknown."""
    value = table.get(key)
    return None if value is None else read(value, f"{at}{key}")


def text_at(value: object, key: str) -> str:
    """A text that says something, without the space around it."""
    if not isinstance(value, str):
        fail(key, f"{shown(value)} is not a text")
    if not value.strip():
        fail(key, "an empty text", "leave the key out, or null, where it is not known")
    if len(value) > MAX_TEXT:
        fail(key, f"a text of {len(value):,} characters", f"at most {MAX_TEXT}")
    return value.strip()


def any_text_at(value: object, key: str) -> str:
    """A text, empty or not."""
    if not isinstance(value, str):
        fail(key, f"{shown(value)} is not a text")
    return value


def eccn_at(value: object, key: str) -> str:
    """An ECCN, spelled as the law spells it."""
    text = text_at(value, key)
    try:
        return eccn_of(text)
    except BadInput as error:
        fail(key, error.message, error.hint)


def flag_at(value: object, key: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        fail(key, f"{shown(value)} is not a yes or no", "true, false or null")
    return value


def parse_day(value: object, key: str) -> date:
    """A day as a case gives it.

    >>> parse_day("2025-04-20", "on")
    datetime.date(2025, 4, 20)
    """
    if type(value) is date:
        day = value
    else:
        try:
            # The standard reader takes week dates and days without dashes as well.
            plain = isinstance(value, str) and _ISO_DAY.fullmatch(value)
            day = date.fromisoformat(str(value) if plain else "")
        except ValueError:
            fail(key, f"{shown(value)} is not a date", "YYYY-MM-DD, such as 2025-04-20")
    if not _EARLIEST <= day <= _LATEST:
        fail(key, f"`{day}` is out of range", f"from {_EARLIEST} to {_LATEST}")
    return day


def place_at(value: object, key: str) -> str:
    """The ISO 3166-1 alpha-2 code of a place, from a code or a name."""
    try:
        return destination(text_at(value, key))
    except BadCase:
        raise
    except BadInput as error:
        fail(key, error.message, error.hint)


def one_of(allowed: tuple[str, ...]) -> Callable[[object, str], str]:
    """A reader that takes one of some words."""

    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            near = get_close_matches(str(value), allowed, 1)
            hint = f"did you mean {near[0]}? " if near else ""
            fail(key, f"{shown(value)} is not allowed", f"{hint}one of {', '.join(allowed)}")
        return value

    return read


def codes_of(allowed: tuple[str, ...]) -> Callable[[object, str], frozenset[str]]:
    """A reader that takes a list of some words."""
    one = one_of(allowed)

    def read(value: object, key: str) -> frozenset[str]:
        if not isinstance(value, list):
            fail(key, f"{shown(value)} is not a list", f"a list of {', '.join(allowed)}")
        return frozenset(one(code, f"{key}[{index}]") for index, code in enumerate(value))

    return read


def exact_at(value: object, key: str) -> Fraction:
    """A number of at least 0, exactly."""
    if not isinstance(value, (int, float, str, Decimal, Fraction)):
        fail(key, f"{shown(value)} is not a number", "a decimal such as 5.92")
    try:
        number = exact(value, name=key)
    except BadInput as error:
        fail(key, error.message, error.hint)
    if number < 0:
        fail(key, f"{shown(value)} is negative", "a number of at least 0")
    return number


def number_at(value: object, key: str) -> Number:
    """A number of at least 0, or a range ``[low, high]``."""
    if not isinstance(value, list):
        return exact_at(value, key)
    if len(value) != 2:
        fail(key, f"a range of {len(value)} numbers", "[low, high]")
    low, high = (
        None if bound is None else exact_at(bound, f"{key}[{index}]")
        for index, bound in enumerate(value)
    )
    if low is not None and high is not None and low > high:
        fail(key, f"the range {shown(value)} is upside down", "[low, high]")
    return low if low is not None and low == high else Interval(low or Fraction(0), high)


def quantity_at(value: object, key: str) -> Number:
    """A number of pieces, more than 0."""
    number = number_at(value, key)
    if isinstance(number, Fraction) and number == 0:
        fail(key, "`0` pieces", "a number above 0")
    return number


def count_at(value: object, key: str) -> int:
    """How many of a part an item contains."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        fail(key, f"{shown(value)} is not a count", "a whole number from 1 to 1,000,000")
    return value
