"""Words: no condition and no step is ever without them, and no fact is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.rules.explain import Explainer, Step, reasons
from licet.rules.nodes import Finding, Node, children
from licet.rules.nodes import facts_of as named_in
from licet.rules.prose import Speaker
from licet.rules.syntax import parse
from licet.rules.values import Interval, Members
from smalllaw import EXTENTS, WORDS, facts_of, judge_of
from strategies import ANY

SPEAKER = Speaker(WORDS, {"us/ear/1": "the first title"})
CHIP = {"power": None, "area": Interval(None, None), "density": None, "fast": True}
CASES = [
    facts_of(),
    facts_of({"x": Interval(None, None), "place": "CN", "a": True}, ics=(CHIP,)),
    facts_of(
        {"a": False, "uses": Members(), "color": "red"},
        ics=(CHIP, CHIP),
        parties=({"home": "CN", "good": None, "lists": Members()},) * 2,
    ),
]


@given(ANY)
def test_a_condition_in_words_names_every_fact(node: Node):
    words = SPEAKER.condition(node)

    for name in named_in(node):
        assert WORDS.facts[name].word in words


@given(ANY, st.sampled_from(CASES))
def test_a_judged_condition_has_words_and_the_truth_of_its_judge(node: Node, facts):
    step = Explainer(WORDS, EXTENTS.__getitem__).explain(node, facts)
    judge = judge_of(p=node)

    assert step.truth == judge.truth("p", facts)
    assert all(SPEAKER.steps(step))


@given(ANY, st.sampled_from(CASES))
def test_reasons_have_the_truth_they_explain(node: Node, facts):
    def check(step: Step) -> None:
        for reason in reasons(step):
            if type(step.node).__name__ in {"And", "Or", "Some", "Every"}:
                assert reason.truth is step.truth
            check(reason)

    check(Explainer(WORDS, EXTENTS.__getitem__).explain(node, facts))


@given(ANY, st.sampled_from(CASES))
def test_every_open_key_is_in_the_condition(node: Node, facts):
    judge = judge_of(p=node)
    known = judge.truth("p", facts)

    keys = list(judge.open_keys("p", facts))

    assert {key.name for key in keys} <= named_in(node)
    assert not (keys and known is not None)
    if known is None and not finding_in(node) and not any("H" in str(n) for n in [node]):
        assert keys


def finding_in(node: Node) -> bool:
    return isinstance(node, Finding) or any(finding_in(child) for child in children(node))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x >= 5.92", "x at least 5.92"),
        ("not (x >= 5.92)", "x below 5.92"),
        ("x - 5 >= -3", "x minus 5 at least minus 3"),
        ("2 * x - y < 3", "2 times x minus y below 3"),
        ('place == "CN"', "place is CN"),
        ('place in {"CN", "US"} - group("G")', "place in CN, US but not in G"),
        ('place in group("G") | ({"US"} - {"CN"})', "place in G, (is US but not is CN)"),
        ('place in group("chart:NS1")', "place in NS1"),
        ("since <= 2024-01-05 + 3 days", "since on or before 2024-01-05 plus 3 days"),
        ("not (a and b)", "not (a and b)"),
        ("a or b and c", "a or (b and c)"),
        ("at_least(2, a, b, c)", "at least 2 of: a; b; c"),
        ("any(ics: fast)", "for some IC: fast"),
        ('finding("us/ear/1")', "(the first title)"),
        ("true", "always"),
    ],
)
def test_words_of_a_condition(text: str, words: str):
    assert SPEAKER.condition(parse(text, WORDS)) == words


def test_a_step_says_what_it_saw():
    from fractions import Fraction

    facts = facts_of({"x": Fraction(2368), "y": Fraction(3), "place": "CN"})
    explainer = Explainer(WORDS, EXTENTS.__getitem__)

    def said(text: str) -> list[str]:
        return SPEAKER.steps(explainer.explain(parse(text, WORDS), facts))

    assert said("x >= 4800") == ["x is 2368, not at least 4800"]
    assert said("y >= 3") == ["y is 3 kg, at least 3"]
    assert said("2 * x >= 4800") == ["2 times x at least 4800 does not hold"] or said(
        "2 * x >= 4800"
    ) == ["2 times x at least 4800"]
    assert said('place in group("G")') == ["place is CN, in G"]
    assert said("a") == ["a: unknown"]
