"""Two clocks, layers, letters, overrides: which version decides."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.rules.nodes import TRUE, Constant
from licet.rules.provision import Clause, Instrument, Law, Version
from licet.rules.resolve import active, change_dates, knowledge_dates, resolve
from smalllaw import DAY, law_of, version

DAYS = st.integers(0, 40).map(lambda n: DAY + timedelta(n))


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """One provision with up to five versions of any dates, layers and addressees."""
    versions = []
    for number in range(draw(st.integers(1, 5))):
        published = draw(DAYS)
        received = draw(st.none() | DAYS)
        made = Instrument(f"i{number}", "made", "1 X 1", published, received=received)
        start = draw(DAYS)
        versions.append(
            version(
                "p",
                TRUE,
                start,
                made=made,
                number=number,
                layer=draw(st.sampled_from([None, "text", "practice"])),
                addressee=draw(st.sampled_from([None, "acme"])),
                compliance=draw(st.none() | DAYS),
                until=draw(st.none() | st.builds(start.__add__, st.integers(1, 40).map(timedelta))),
                overrides=frozenset(draw(st.sets(st.sampled_from(["i0", "i1"])))) - {f"i{number}"},
            )
        )  # fmt: skip
    return law_of(*versions)


@given(laws(), DAYS, DAYS, st.sampled_from(["text", "practice"]), st.sampled_from([None, "acme"]))
def test_only_what_is_in_force_known_and_of_the_layer(law, on, known, layer, who):
    for found in resolve(law, on, known_on=known, layer=layer, addressee=who):
        assert found.counts_from <= on
        assert found.until is None or on < found.until
        assert found.layer in {None, layer}
        assert not (layer == "text" and found.addressee)
        heard = found.instrument.received if who and who == found.addressee else None
        assert found.instrument.published <= known or (heard is not None and heard <= known)


@given(laws(), DAYS, DAYS, st.sampled_from([None, "acme"]))
def test_later_knowledge_only_adds(law, on, known, who):
    """What was chosen before is chosen still, unless something learned since beats it."""
    before = active(law.provisions["p"], on, known_on=known, addressee=who)
    now = active(law.provisions["p"], on, addressee=who)

    if before is not None and now is not before:
        learned = [
            v for v in law.provisions["p"].versions
            if not v.instrument.known(known, to_addressee=who is not None and who == v.addressee)
        ]  # fmt: skip
        assert learned


@given(laws(), DAYS)
def test_between_two_change_dates_nothing_changes(law, on):
    for first, second in pairwise(change_dates(law)):
        day = first + timedelta(1)
        while day < second:
            assert resolve(law, day) == resolve(law, first)
            day += timedelta(1)


@given(laws(), DAYS)
def test_between_two_days_of_knowledge_nothing_changes(law, on):
    for first, second in pairwise(knowledge_dates(law)):
        known = second - timedelta(1)
        for who in (None, "acme"):
            assert resolve(law, on, known_on=known, addressee=who) == resolve(
                law, on, known_on=first, addressee=who
            )


def pick(*versions: Version, on: date, **asked: object) -> Version | None:
    return active(law_of(*versions).provisions["p"], on, **asked)  # type: ignore[arg-type]


def test_ranges_are_half_open():
    first = version("p", TRUE, date(2024, 1, 10), until=date(2024, 1, 20))

    days = [date(2024, 1, 9), date(2024, 1, 10), date(2024, 1, 19), date(2024, 1, 20)]

    assert [pick(first, on=day) is first for day in days] == [False, True, True, False]


def test_a_version_counts_from_its_compliance_date():
    old = version("p", TRUE, date(2024, 1, 1), number=0)
    new = version("p", TRUE, date(2024, 1, 10), compliance=date(2024, 2, 1), number=1)

    assert pick(old, new, on=date(2024, 1, 31)) is old
    assert pick(old, new, on=date(2024, 2, 1)) is new


def test_a_compliance_date_before_the_start_changes_nothing():
    only = version("p", TRUE, date(2024, 1, 10), compliance=date(2024, 1, 1))

    assert pick(only, on=date(2024, 1, 9)) is None


def test_a_letter_is_known_to_its_addressee_from_receipt():
    letter = Instrument("l", "letter", "", date(2025, 4, 15), received=date(2025, 4, 9))
    told = version("p", TRUE, date(2025, 4, 9), made=letter, addressee="acme")
    on = date(2025, 4, 12)

    assert pick(told, on=on, known_on=date(2025, 4, 9), addressee="acme") is told
    assert pick(told, on=on, known_on=date(2025, 4, 8), addressee="acme") is None
    assert pick(told, on=on, known_on=date(2025, 4, 14), addressee="other") is None
    assert pick(told, on=on, known_on=date(2025, 4, 14)) is None
    assert pick(told, on=on, known_on=date(2025, 4, 15)) is told


def test_a_letter_is_not_text():
    told = version("p", TRUE, addressee="acme")

    assert pick(told, on=DAY, layer="text", addressee="acme") is None
    assert pick(told, on=DAY, layer="practice", addressee="acme") is told


def test_text_and_practice_part_ways():
    text = version("p", TRUE, date(2024, 1, 1), number=0)
    said = version("p", Constant(False), date(2024, 2, 1), layer="practice", number=1)

    assert pick(text, said, on=date(2024, 2, 1), layer="text") is text
    assert pick(text, said, on=date(2024, 2, 1), layer="practice") is said


def test_a_correction_of_the_same_day_wins():
    made = [Instrument(f"i{n}", "rule", "", date(2024, 1, 1 + n)) for n in range(2)]
    rule = version("p", TRUE, date(2024, 3, 1), made=made[0], number=1)
    fixed = version("p", TRUE, date(2024, 3, 1), made=made[1], number=0)

    assert pick(rule, fixed, on=date(2024, 3, 1)) is fixed
    assert pick(fixed, rule, on=date(2024, 3, 1)) is fixed
    assert pick(rule, fixed, on=date(2024, 3, 1), known_on=date(2024, 1, 1)) is rule


def test_an_older_version_may_override_a_later_one():
    made = [Instrument(f"i{n}", "rule", "", DAY) for n in range(2)]
    kept = version("p", TRUE, date(2024, 1, 1), made=made[0], overrides=frozenset({"i1"}))
    beaten = version("p", TRUE, date(2024, 2, 1), made=made[1], number=1)

    assert pick(kept, beaten, on=date(2024, 2, 2)) is kept


def test_what_was_published_later_does_not_end_what_was_known():
    rule = version("p", TRUE, date(2024, 1, 1))
    repeal = version(
        "p", Constant(False), date(2024, 2, 1), number=1,
        made=Instrument("repeal", "a repeal", "", date(2024, 3, 1)),
    )  # fmt: skip

    assert pick(rule, repeal, on=date(2024, 2, 15), known_on=date(2024, 2, 20)) is rule
    assert pick(rule, repeal, on=date(2024, 2, 15), known_on=date(2024, 3, 1)) is repeal


@pytest.mark.parametrize(("day", "kept"), [(15, False), (16, True)])
def test_a_saving_lapses(day: int, kept: bool):
    saved = Clause(TRUE, "in transit", "", until=date(2024, 2, 16), saving=True)
    only = version("p", TRUE, unless=(saved,))

    assert (only.test(date(2024, 2, day)) == TRUE) is kept
    assert date(2024, 2, 16) in change_dates(law_of(only))
