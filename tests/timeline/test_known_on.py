"""What nobody could know is not known."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from licet.timeline import backtracks, events, find, query, status_on
from licet.timeline.event import ENDED, Span

DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@given(DAYS)
def test_no_event_shows_before_it_was_public(day):
    for event in query(known_on=day):
        assert event.public.last <= day
        assert event.announced.first <= day


@given(DAYS)
def test_no_step_end_or_effect_shows_before_it_was_known(day):
    for event in query(known_on=day):
        assert all(step.known <= day for step in event.steps)
        if event.status in ENDED:
            assert event.steps[-1].day <= day
        if event.until_by:
            assert find(event.until_by).public.last <= day


@given(DAYS, st.integers(0, 900))
def test_knowledge_only_grows(day, more):
    before = {event.id for event in query(known_on=day)}
    after = {event.id for event in query(known_on=day + timedelta(days=more))}
    assert before <= after


@given(DAYS)
def test_backtracks_need_both_sides_known(day):
    for pair in backtracks(known_on=day):
        assert max(pair.restriction.known, pair.reversal.known) <= day


@given(DAYS)
def test_with_all_knowledge_the_status_is_that_of_no_limit(day):
    far = date(2099, 1, 1)
    for event in events():
        assert status_on(event, day) == status_on(event, day, far)


def test_a_month_is_known_from_its_last_day():
    event = find("us-or-2025-power-act")
    assert Span.parse("2025-06") == event.public
    assert event not in query(known_on=date(2025, 6, 29))
    assert event.id in {e.id for e in query(known_on=date(2025, 6, 30))}


def test_letters_known_only_from_their_disclosure():
    for name, sent, public in (
        ("us-2022-08-26-letter-a100", "2022-08-26", "2022-08-31"),
        ("us-2023-10-23-accelerate", "2023-10-23", "2023-10-24"),
        ("us-2025-04-09-h20-letter", "2025-04-09", "2025-04-15"),
        ("co-2025-04-15-amd-8k-mi308", "2025-04-15", "2025-04-16"),
        ("us-2025-05-23-eda-letters", "2025-05-23", "2025-05-28"),
    ):
        event = find(name)
        assert (sent, public) == (str(event.acted), str(event.public))


def test_a_report_became_an_announcement_a_day_later():
    share = find("us-2025-08-11-15pct")
    assert "reported" == status_on(share, date(2025, 8, 10))
    assert "announced" == status_on(share, date(2025, 8, 11))
    [known] = [e for e in query(known_on=date(2025, 8, 10)) if e.id == share.id]
    assert "reported" == known.status
