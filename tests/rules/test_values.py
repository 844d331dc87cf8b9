"""Numbers, ranges and sets of codes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import BadInput
from licet.rules.facts import Facts, Key
from licet.rules.values import Interval, Members, exact, value_text

BOUND = st.none() | st.integers(0, 6).map(Fraction)
INTERVALS = st.builds(Interval, BOUND, BOUND, st.booleans(), st.booleans())
POINTS = [Fraction(n, 2) for n in range(-1, 14)]


def holds(interval: Interval, point: Fraction) -> bool:
    low = interval.low is None or (
        point > interval.low if interval.low_open else point >= interval.low
    )
    high = interval.high is None or (
        point < interval.high if interval.high_open else point <= interval.high
    )
    return low and high


@given(INTERVALS, INTERVALS)
def test_two_ranges_meet_in_what_both_hold(first: Interval, second: Interval):
    both = first.meet(second)

    for point in POINTS:
        assert holds(both, point) == (holds(first, point) and holds(second, point))
    if both.is_empty():
        assert not any(holds(both, point) for point in POINTS)


@pytest.mark.parametrize(
    ("given_", "number"),
    [
        (5.92, Fraction(148, 25)),
        ("5.92", Fraction(148, 25)),
        (0.1, Fraction(1, 10)),
        (1e26, Fraction(10) ** 26),
        ("1e26", Fraction(10) ** 26),
        (" 7 ", Fraction(7)),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_a_number_is_read_as_its_decimal_text(given_: Any, number: Fraction):
    assert exact(given_) == number


@pytest.mark.parametrize(
    "given_",
    [True, float("nan"), float("inf"), "NaN", "1/3", "", "5,92", "0x10", "١", 10**60, pytest.param(10**5000, id="huge"),
     "9" * 100, "1e999", "1_000", None, [], "--1"],
)  # fmt: skip
def test_what_is_no_decimal_is_refused(given_: Any):
    with pytest.raises(BadInput):
        exact(given_)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1e-30, max_value=1e30))
def test_a_float_is_its_shortest_text(number: float):
    assert exact(number) == Fraction(repr(number))


def test_a_code_is_in_out_or_open():
    held = Members(frozenset({"a"}), frozenset({"b"}), complete=False)

    assert [held.has(code) for code in "abc"] == [True, False, None]
    assert Members(frozenset({"a"})).has("c") is False


@given(INTERVALS)
def test_every_value_has_words(interval: Interval):
    assert value_text(interval)


def test_a_code_is_on_one_side_of_a_set_only():
    key = Key("", 0, "end_use", "military")
    facts = Facts({"end_use": Members(frozenset({"military"}), complete=False)}, {}, {}, ())
    assert facts.replace(key, False).get(key) is False
    assert facts.replace(key, False).replace(key, True).get(key) is True
