"""A court keeps what it compiled: asked again, or of another day, it says what a fresh one says."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.courts import PlaceGroups
from licet.courts import court_of as real_court
from licet.rules.court import Court
from licet.rules.nodes import TRUE, Finding, Not
from licet.rules.provision import Clause, Instrument, Reading
from licet.rules.syntax import parse
from licet.vocabulary import vocabulary
from smalllaw import DAY, JOINED, WORDS, court_of, facts_of, version
from strategies import EXACT


def versions():
    late = Instrument("late", "rule", "", date(2024, 2, 10))
    letter = Instrument("letter", "letter", "", date(2024, 4, 1), received=date(2024, 2, 1))
    return (
        version("p", parse('place in group("G")', WORDS)),
        version(
            "p", parse("x >= 3", WORDS), date(2024, 2, 1), made=late, number=1, layer="practice",
            unless=(Clause(parse("a", WORDS), "", "", until=date(2024, 4, 15)),),
        ),
        version("q", Not(Finding("p")), readings=(Reading("literal", TRUE, ""),)),
        version("r", parse("b", WORDS), date(2024, 2, 1), made=letter, addressee="acme"),
    )  # fmt: skip


QUESTIONS = st.tuples(
    st.integers(0, 130).map(lambda n: DAY + timedelta(n)),
    st.none() | st.integers(0, 130).map(lambda n: DAY + timedelta(n)),
    st.sampled_from(["text", "practice"]),
    st.sampled_from([None, "acme", "other"]),
    st.sampled_from([{}, {"q": "literal"}]),
)
FACTS = [
    facts_of({"place": place, "a": a, "b": True, "exporter": "acme"})
    for place in ("VN", "CN", None)
    for a in (True, None)
]


def answers(court: Court, question) -> list[bool | None]:
    day, known, layer, who, readings = question
    judge = court.judge(day, known, layer=layer, addressee=who, readings=readings)
    return [judge.truth(name, f.judged_by(judge.truth)) for f in FACTS for name in "pqr"]


@given(st.lists(QUESTIONS, min_size=1, max_size=12))
def test_a_court_that_was_asked_before_says_what_a_fresh_one_says(questions):
    old = court_of(*versions())

    for question in questions:
        assert answers(old, question) == answers(court_of(*versions()), question)


def test_a_group_changes_on_its_day():
    court = court_of(version("p", parse('place in group("G")', WORDS)))
    facts = facts_of({"place": "VN"})

    assert court.judge(JOINED - timedelta(1)).truth("p", facts) is False
    assert court.judge(JOINED).truth("p", facts) is True
    assert court.judge(JOINED, JOINED - timedelta(1)).truth("p", facts) is False


def test_days_between_two_changes_share_a_judge():
    court = court_of(*versions())

    assert court.judge(date(2024, 2, 2)) is court.judge(date(2024, 2, 9))
    assert court.judge(date(2024, 2, 2)) is not court.judge(JOINED)


@given(EXACT, st.integers(0, 40))
def test_a_provision_that_is_not_in_force_does_not_apply(node, days: int):
    court = court_of(version("p", node, DAY + timedelta(20)))
    truth = court.judge(DAY + timedelta(days)).truth("p", facts_of())

    assert truth is False if days < 20 else True


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_the_real_court_keeps_nothing_wrong(seed: int):
    chance = random.Random(seed)
    kept = real_court()
    day = date(2022, 8, 1) + timedelta(chance.randrange(1_500))
    known = chance.choice([None, day, day + timedelta(chance.randrange(-90, 90))])
    fresh = Court(kept.law, vocabulary(), PlaceGroups()).judge(day, known, addressee="nvidia")
    judge = kept.judge(day, known, addressee="nvidia")

    assert [v.key for v in judge.versions.values()] == [v.key for v in fresh.versions.values()]
    assert all(judge.test(name) == fresh.test(name) for name in judge.versions)
    for group in ("D:1", "D:5", "A:1", "E:1"):
        assert judge.group(group) == fresh.group(group)
