"""Text to tree and back, and what the grammar refuses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import BadCondition
from licet.rules.nodes import Compare, Node, Sum
from licet.rules.printer import number_text, text_of
from licet.rules.syntax import parse
from licet.rules.tokens import MAX_LENGTH
from licet.vocabulary import vocabulary
from smalllaw import WORDS
from strategies import ANY


@given(ANY)
def test_printing_and_parsing_give_the_same_tree(node: Node):
    assert parse(text_of(node), WORDS) == node


@given(st.integers(1, 10**30), st.integers(0, 30))
def test_a_number_prints_exactly(digits: int, places: int):
    number = Fraction(digits, 10**places)

    assert Fraction(number_text(number)) == number


def test_a_number_of_many_zeros_prints_in_the_grammar():
    assert parse(text_of(parse("x >= 1000e99", WORDS)), WORDS) == parse("x >= 1000e99", WORDS)


@pytest.mark.parametrize(
    ("text", "says", "offset"),
    [
        ("", "expected", 0),
        ("x >=", "expected a fact or a number", 4),
        ("a and", "expected", 5),
        ("(a", "expected `)`", 2),
        ("a)", "unexpected `)`", 1),
        ("a or or b", "unexpected `or`", 5),
        ("wrong >= 1", "unknown fact: `wrong`", 0),
        ("place >= 1", "expected `in`", 6),
        ("a >= 1", "unexpected `>=`", 2),
        ("x", "expected a comparison", 1),
        ("uses", "`uses` is a set", 0),
        ('"fun" in place', "`place` is a text", 14),
        ('"peace" in uses', "`peace` is no value of `uses`", 0),
        ('color == "pink"', "`pink` is no value of `color`", 9),
        ("x + place >= 1", "`place` is a text", 4),
        ("since >= x", "`x` is a number", 9),
        ("since >= 2023-02-30", "`2023-02-30` is not a date", 9),
        ("since >= 2023-02-20 + 1.5 days", "is not a number of days", 22),
        ("since >= 2023-02-20 + 5", "expected `days`", 23),
        ("power >= 1", "`power` belongs to ic", 0),
        ("any(ics: home in {\"CN\"})", "`home` belongs to party", 9),
        ("any(ics: any(parties: good))", "a frame inside a frame", 13),
        ("any(chips: fast)", "unknown frame: `chips`", 4),
        ("at_least(0, a)", "at_least 0 of 1", 9),
        ("at_least(3, a, b)", "at_least 3 of 2", 9),
        ("at_least(1.5, a, b)", "at_least 1.5 of 2", 9),
        ("3 >= 2", "a comparison of two constants", 0),
        ("x >= x", "`x` stands twice", 0),
        ("x + x >= 3", "`x` stands twice", 0),
        ("0 * x >= 3", "0 times `x`", 0),
        ("x / y >= 3", "unexpected character `/`", 2),
        ("x ** y >= 3", "expected a number", 3),
        ("x >= ١", "unexpected character", 5),
        ('__import__("os")', "unknown fact", 0),
        ("place in {}", "expected a text in quotes", 10),
        ("place in group(G)", "expected the name of a group", 15),
        ("not " * 60 + "a", "nested more than 40 deep", 160),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_its_place(text: str, says: str, offset: int):
    with pytest.raises(BadCondition) as caught:
        parse(text, WORDS)

    assert says in caught.value.message
    assert (
        abs(caught.value.offset - offset) <= 8
        if "not not" in text
        else caught.value.offset == offset
    )


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 500 + "a" + ")" * 500,
        "not " * 10_000 + "a",
        "at_least(" * 300,
        "any(ics: " * 300,
        "place in " + "(" * 3_000,
        "a and " * 3_000 + "a",
        f"at_least({'9' * 10_000}, a)",
        f"x >= {'9' * 10_000}",
        f"since >= 2023-01-01 + {'9' * 5_000} days",
        "x" * (MAX_LENGTH + 1),
        "\0",
        "x >= \ud800",
    ],
)  # fmt: skip
def test_a_hostile_text_is_refused(text: str):
    with pytest.raises(BadCondition):
        parse(text, WORDS)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_refused(text: str):
    offset = 0
    try:
        parse(text, WORDS)
    except BadCondition as error:
        offset = error.offset

    assert 0 <= offset <= len(text)


@given(st.lists(st.sampled_from(
    ["a", "x", "y", "place", "uses", "since", "any", "all", "at_least", "finding", "group", "in",
     "and", "or", "not", "true", "(", ")", "{", "}", ",", ":", ">=", "==", "<", "+", "-", "*", "|",
     "1", "2.5", "2024-01-01", '"CN"', "days", "ics", "power", "good"]
), max_size=14).map(" ".join))  # fmt: skip
def test_any_row_of_words_is_a_condition_or_refused(text: str):
    try:
        node = parse(text, WORDS)
    except BadCondition:
        return
    assert parse(text_of(node), WORDS) == node


def test_a_decimal_is_taken_exactly():
    assert parse("x >= 5.92", WORDS) == Compare(
        ">=", Sum(((Fraction(1), "x"),)), Sum((), Fraction(148, 25))
    )


def test_and_binds_more_than_or_and_not_most():
    assert parse("not a and b or c", WORDS) == parse("((not a) and b) or c", WORDS)
    assert parse("not a and b or c", WORDS) != parse("not (a and (b or c))", WORDS)


def test_a_fact_outside_its_frame_names_the_frames_there_are():
    with pytest.raises(BadCondition) as caught:
        parse("tpp >= 4800", vocabulary())
    assert "any(ics: …)" in str(caught.value.hint)
