"""Dates of the record that were found wrong when they were checked against their sources."""

from __future__ import annotations

from datetime import date

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
