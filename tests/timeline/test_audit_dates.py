"""Dates of the record that were found wrong when they were checked against their sources."""

from __future__ import annotations

from datetime import date

import pytest

from licet.timeline import find, query, status_on


def test_section_301_exclusions_were_extended_by_the_notice_of_november_26():
    # USTR announced it on 2025-11-26 for goods entered from 2025-11-30
    event = find("us-2025-11-s301-exclusions")
    assert event.effective.first == date(2025, 11, 30)
    assert status_on(event, date(2025, 11, 20)) == "announced"
    assert status_on(event, date(2025, 11, 30)) == "in-force"
    assert status_on(event, date(2025, 11, 30), date(2025, 11, 20)) == "announced"


def test_the_suspension_was_only_announced_before_the_rule_came_out():
    # White House fact sheet of 2025-11-01; 90 FR 50857, issued 2025-11-10
    event = find("us-2025-11-10-affiliates-suspended")
    assert status_on(event, date(2025, 11, 10)) == "in-force"
    assert status_on(event, date(2025, 11, 10), date(2025, 11, 5)) == "announced"
    early = [one for one in query(known_on=date(2025, 11, 5)) if one.id == event.id]
    assert "2026" not in early[0].summary


def test_the_order_against_zte_was_told_a_day_after_its_date():
    # the order is dated Sunday, 2018-04-15; BIS announced it on 2018-04-16
    event = find("us-2018-04-15-zte")
    assert event not in query(known_on=date(2018, 4, 15))
    assert status_on(event, date(2018, 4, 16), date(2018, 4, 16)) == "in-force"


def test_the_japanese_plan_was_a_draft_open_for_comments():
    event = find("jp-2023-03-31-plan")
    assert (event.form, event.status) == ("draft", "proposed")


def test_canada_proposed_to_list_ai_chips_and_no_final_order_is_recorded():
    event = find("ca-2026-04-25-ecl-draft")
    assert event.status == "proposed"
    assert "6,000" in event.figures
    assert [one.id for one in query(jurisdiction="CA", since=date(2026, 4, 26))] == []


@pytest.mark.parametrize("event", query(since=date(2026, 6, 1)), ids=lambda event: event.id)
def test_every_event_since_june_2026_says_how_it_was_read(event):
    if event.form != "scheduled":
        assert any(word in event.note for word in ("read", "seen")), event.id
