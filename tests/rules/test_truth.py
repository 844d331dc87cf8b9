"""Truth against a second, plain evaluator that goes through every completion of the unknowns."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decision.possible import possible, settled
from licet.rules.facts import Facts
from licet.rules.nodes import Compare, Node, Not, Or, Some, Sum
from licet.rules.settle import Budget
from licet.rules.syntax import parse
from licet.rules.values import Interval, Members
from smalllaw import DAY, GRID, SPREAD, WORDS, completions, facts_of, judge_of, plainly
from strategies import EXACT, SOUND

TOP = ("a", "b", "c", "x", "y", "place", "color", "uses", "since")


def known(name: str) -> st.SearchStrategy[Any]:
    fact = WORDS.facts[name]
    if fact.kind == "set":
        return st.sampled_from(SPREAD[name]).map(lambda codes: Members(codes))
    return st.sampled_from(SPREAD.get(name) or SPREAD[fact.kind])


RANGES = st.builds(
    lambda low, more, low_open, high_open: Interval(
        low, None if more is None else low + more, low_open, high_open and more is not None
    ),
    st.sampled_from(GRID[:8:2]),
    st.sampled_from([None, Fraction(1), Fraction(2)]),
    st.booleans(),
    st.booleans(),
)


@st.composite
def cases(draw: st.DrawFn, *, ics: bool) -> Facts:
    """Facts of which at most three are not known, or known in part."""
    parties = [{"home": None, "good": None, "lists": None} for _ in range(draw(st.integers(0, 2)))]
    chips = [
        {"power": None, "area": None, "fast": None} for _ in range(draw(st.integers(0, 1)) * ics)
    ]
    top: dict[str, Any] = dict.fromkeys(TOP)
    top["exporter"] = "acme"
    slots = [(top, name) for name in TOP]
    slots += [(member, name) for member in parties + chips for name in member]
    # What random conditions ask most often comes first.
    open_ones = draw(st.sets(st.integers(0, len(slots) - 1), max_size=3))
    for index, (where, name) in enumerate(slots):
        fact = WORDS.facts[name]
        if index not in open_ones:
            where[name] = draw(known(name))
        elif fact.kind == "number" and draw(st.booleans()):
            where[name] = draw(RANGES)
        elif fact.kind == "set":
            yes = draw(st.sampled_from(SPREAD[name]))
            where[name] = Members(yes, complete=False)
    for chip in chips:
        chip["density"] = None
    facts = facts_of(top, tuple(chips), tuple(parties))
    # The density follows from power and area, as far as they are known.
    from licet.rules.facts import divide

    for chip in chips:
        chip["density"] = divide(chip["power"], chip["area"])
    return facts


def brute(node: Node, facts: Facts, law: dict[str, Node] | None = None) -> set[bool]:
    return {plainly(node, top, frames, {}, law or {}) for top, frames in completions(facts)}


@settings(max_examples=150)
@given(EXACT, cases(ics=False))
def test_settled_is_what_every_completion_says(node: Node, facts: Facts):
    judge = judge_of(p=node)
    answers = brute(node, facts)

    truth = settled(judge, "p", facts.judged_by(judge.truth))

    assert truth == (answers.pop() if len(answers) == 1 else None)


@settings(max_examples=150)
@given(SOUND, cases(ics=True))
def test_settled_is_never_wrong_about_sums_and_quotients(node: Node, facts: Facts):
    judge = judge_of(p=node)

    truth = settled(judge, "p", facts.judged_by(judge.truth))

    assert truth is None or brute(node, facts) == {truth}


@given(EXACT, EXACT, cases(ics=False))
def test_findings_are_settled_through(inner: Node, other: Node, facts: Facts):
    node = parse('finding("q") and not finding("r") or finding("r") and a', WORDS)
    judge = judge_of(p=node, q=inner, r=other)
    answers = brute(node, facts, {"q": inner, "r": other})

    truth = settled(judge, "p", facts.judged_by(judge.truth))

    assert truth == (answers.pop() if len(answers) == 1 else None)


@given(SOUND, cases(ics=True), st.data())
def test_knowing_more_never_turns_a_finding(node: Node, facts: Facts, data: st.DataObject):
    judge = judge_of(p=node)
    before = judge.truth("p", facts.judged_by(judge.truth))
    settled_before = settled(judge, "p", facts.judged_by(judge.truth))
    top, frames = data.draw(st.sampled_from(list(completions(facts))[:40]))

    def filled(here: dict[str, Any]) -> dict[str, Any]:
        return {n: Members(v) if isinstance(v, frozenset) else v for n, v in here.items()}

    more = Facts(
        filled(top),
        {word: tuple(map(filled, frames[word])) for word in facts.frames},
        facts.roles,
        facts.quotients,
    )
    after = judge.truth("p", more.judged_by(judge.truth))

    assert after is not None
    assert before in {None, after}
    assert settled_before in {None, after}


@given(EXACT, cases(ics=False))
def test_past_the_budget_the_weaker_answer_stands(node: Node, facts: Facts):
    judge = judge_of(p=node)
    asked = facts.judged_by(judge.truth)
    budget = Budget(1)

    answers = possible(
        judge,
        asked,
        lambda at: frozenset({True, False} if at.finding("p") is None else {at.finding("p")}),  # type: ignore[arg-type]
        lambda at: judge.open_keys("p", at),
        budget,
    )

    assert brute(node, facts) <= answers
    assert budget.left >= 0


def test_a_spent_budget_says_so():
    judge = judge_of(p=parse("a and x >= 1 or b and x >= 1 or not a and not b and c", WORDS))
    budget = Budget(2)

    answers = possible(
        judge,
        facts_of().judged_by(judge.truth),
        lambda at: frozenset({True, False}) if at.finding("p") is None else frozenset(),
        lambda at: judge.open_keys("p", at),
        budget,
    )

    assert answers == {True, False}


def truth(text: str, **top: Any) -> bool | None:
    judge = judge_of(p=parse(text, WORDS))
    return settled(judge, "p", facts_of(top).judged_by(judge.truth))


def of_chip(text: str, **chip: Any) -> bool | None:
    judge = judge_of(p=parse(f"any(ics: {text})", WORDS))
    return settled(judge, "p", facts_of(ics=(chip,)).judged_by(judge.truth))


def test_the_design_example_is_settled_though_neither_paragraph_is():
    between = Interval(Fraction("1.7"), Fraction(20))
    either = (
        "power >= 1600 and density >= 5.92 or power >= 2400 and density >= 1.6 and density < 5.92"
    )
    chip = {"power": Fraction(3000), "area": None, "density": between, "fast": None}

    assert of_chip(either, **chip) is True
    assert of_chip("power >= 1600 and density >= 5.92", **chip) is None


def test_a_quotient_over_nothing_meets_no_comparison():
    planar = {"power": Fraction(3000), "area": Fraction(0), "density": None}
    judge = judge_of(
        low=parse("any(ics: density < 5.92)", WORDS),
        high=parse("any(ics: density >= 5.92)", WORDS),
        neither=parse("all(ics: not (density < 5.92) and not (density >= 5.92))", WORDS),
    )
    from licet.rules.values import UNDEFINED

    facts = facts_of(ics=({**planar, "density": UNDEFINED},)).judged_by(judge.truth)

    assert [judge.truth(name, facts) for name in ("low", "high", "neither")] == [False, False, True]


def test_an_unknown_quotient_may_not_exist():
    unknown = {"power": Fraction(3000), "area": None, "density": None}

    assert of_chip("density < 5 or density >= 5", **unknown) is None
    assert of_chip("density < 5 or density >= 5", **unknown | {"area": Fraction(10)}) is True
    assert of_chip("density < 5 or density >= 5", **unknown | {
        "area": Interval(Fraction(0), None, low_open=True)}) is True  # fmt: skip


def test_a_sum_over_what_does_not_exist_is_not_met():
    from licet.rules.values import UNDEFINED

    planar = {"power": None, "area": Fraction(0), "density": UNDEFINED}

    assert of_chip("power + density >= 1", **planar) is False
    assert of_chip("density + power >= 1", **planar) is False


def test_days_after_a_day_are_counted():
    limit = "since <= 2024-01-05 + 3 days or since > 2024-01-08"

    assert truth(limit) is True
    assert truth("since <= 2024-01-05 + 3 days", since=date(2024, 1, 8)) is True
    assert truth("since <= 2024-01-05 + 3 days", since=date(2024, 1, 9)) is False
    assert truth("since <= on or since > on", on=DAY) is True
    assert truth("on <= since + 3 days", on=DAY, since=DAY - timedelta(3)) is True
    assert truth("on <= since + 3 days", on=DAY, since=DAY - timedelta(4)) is False
    assert truth("on <= since + 3 days or on > since + 3 days", on=DAY) is True


def test_the_last_day_of_the_calendar_stands_for_never():
    assert truth("since <= 2024-01-05 + 5 days", since=date.max) is False
    assert truth("on <= since + 99999 days", since=date.max) is True
    assert truth("since <= 9999-12-30 + 5 days", since=DAY) is True


def test_doubtful_membership_stays_open():
    assert truth('place in group("H")', place="KW") is None
    assert truth('place in group("H") or not (place in group("H"))', place="KW") is None
    assert truth('place in group("H")', place="IR") is True
    assert truth('place in group("H")', place="CN") is False


def test_an_empty_frame_has_none_and_all():
    judge = judge_of(some=parse("any(ics: fast)", WORDS), every=parse("all(ics: fast)", WORDS))
    facts = facts_of().judged_by(judge.truth)

    assert (judge.truth("some", facts), judge.truth("every", facts)) == (False, True)


def test_an_excluded_middle_needs_no_knowledge():
    for text in ("a", "x >= 3", 'place in group("G")', '"war" in uses', 'color == "red"'):
        node = parse(text, WORDS)
        judge = judge_of(p=Or((node, Not(node))))
        facts = facts_of().judged_by(judge.truth)

        assert judge.truth("p", facts) is None
        assert settled(judge, "p", facts) is True, text


def test_one_of_five_colors_must_hold():
    assert truth('color == "red" or color == "green" or color == "blue"') is True
    assert truth('color == "red" or color == "green"') is None


def test_a_member_of_unknown_place_is_not_cleared():
    node = Some("parties", parse('home in {"CN"}', WORDS, "party"))
    judge = judge_of(p=node)

    def with_homes(*homes: str | None) -> bool | None:
        parties = tuple({"home": home} for home in homes)
        return judge.truth("p", facts_of(parties=parties).judged_by(judge.truth))

    assert with_homes("US", None) is None
    assert with_homes("US", "CN", None) is True
    assert with_homes("US", "US") is False


def test_a_hand_made_sum_of_one_fact_twice_is_still_sound():
    twice = Compare(">=", Sum(((Fraction(1), "x"), (Fraction(-1), "x"))), Sum(()))
    judge = judge_of(p=twice)

    assert judge.truth("p", facts_of({"x": Fraction(3)}).judged_by(judge.truth)) is True
    assert judge.truth("p", facts_of().judged_by(judge.truth)) is None
