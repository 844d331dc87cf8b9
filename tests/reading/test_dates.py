"""Dates: resolved against publication, with the part they play."""

from __future__ import annotations

import pytest

from licet.reading import read_text
from licet.reading.dates import Calendar, Published


def dates(text, published="2025-07-18", opening=False):  # a Friday
    return [
        (w.text, w.role)
        for w in Calendar(Published.parse(published)).find(text, 0, len(text), opening=opening)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it acted on Monday", "2025-07-14"),
        ("it acted on Friday", "2025-07-18"),
        ("it acted last Friday", "2025-07-11"),
        ("it acted yesterday", "2025-07-17"),
        ("it acted today", "2025-07-18"),
        ("it acted two days ago", "2025-07-16"),
        ("it acted last month", "2025-06"),
        ("it acted in April", "2025-04"),
        ("it acted in October", "2024-10"),
        ("it acted in May", "2025-05"),
        ("it acted on 9 April", "2025-04-09"),
        ("it acted on April 9th, 2023", "2023-04-09"),
        ("it acted on 2023-04-09", "2023-04-09"),
        ("it acted on 04/09/2023", "2023-04-09"),
        ("it acted on 16/03/2025", "2025-03-16"),
        ("it acted on December 30", "2024-12-30"),
        ("it acted in early January 2025", "2025-01"),
    ],
)
def test_words_become_days(text, day):
    assert [(day, "act")] == dates(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("it takes effect on August 1", "effect"),
        ("it is valid until November 10", "end"),
        ("comments are due by January 31, 2025", "deadline"),
        ("the quarter ended April 27, 2025", "none"),
        ("between October 2024 and January 2025 it shipped", "none"),
    ],
)
def test_days_of_effect_end_and_deadline_are_no_days_of_acts(text, role):
    assert role == dates(text)[-1][1]


def test_the_line_over_a_story_is_no_day_of_an_act():
    assert [("2025-07-18", "dateline")] == dates("TAIPEI, July 18, 2025. ", opening=True)


def test_may_and_march_as_verbs_are_no_months():
    assert [] == dates("they may march to the sea")


def test_a_month_of_publication_makes_weekdays_months():
    assert [("2025-07", "act")] == dates("it acted on Monday", "2025-07")


def test_the_same_day_is_that_of_the_act_before():
    assert [("2025-07-14", "act")] * 2 == dates("it acted on Monday. The same day China answered")


def test_days_after_something_lie_before_the_day_they_lead_to():
    assert [("2025-07-12", "act"), ("2025-07-14", "act")] == dates(
        "Two days after it had acted, the office gave way on Monday"
    )


def test_days_that_do_not_exist_are_no_dates():
    assert [] == dates("on 31 June 2025 and on 2025-13-45")


def test_the_year_of_a_story_holds_for_its_months():
    calendar = Calendar(Published.parse("2025-07-18"))
    for text in ("In 2023 the rules were tightened.", "On October 17 a new rule came."):
        found = calendar.find(text, 0, len(text), opening=False)

    assert ["2023-10-17"] == [when.text for when in found]


def test_the_same_day_is_no_month_of_background():
    text = (
        "Nvidia said on Monday that licenses will be granted for its H20. In April the government had told the company "
        "that sales of the H20 to China require a license. On the same day AMD said it expects licenses for its MI308."
    )
    found = {
        event.items: event.date
        for event in read_text(text, "2025-07-15").events
        if "MI308" in event.items
    }

    assert {("MI308",): "2025-07-14"} == found
