"""Five stories told end to end: what was said, what was law, what undid it."""

from __future__ import annotations

from datetime import date

import pytest

import licet
from licet.timeline import backtracks, find, query, status_on


def told(about, **keys):
    return [event.id for event in query(about=about, **keys)]


def in_order(names, found):
    places = [found.index(name) for name in names]
    return places == sorted(places)


def test_the_h20_saga_in_order():
    story = [
        "us-2025-04-09-h20-letter",
        "co-2025-04-15-nvda-8k-h20",
        "us-2025-07-14-h20-assurance",
        "us-2025-08-08-h20-licences",
        "us-2025-08-11-15pct",
        "cn-2025-08-12-h20-discourage",
        "co-2025-11-19-nvda-q3fy26",
    ]
    assert in_order(story, told("H20"))


def test_an_assurance_never_lifted_the_letter():
    letter, assured = find("us-2025-04-09-h20-letter"), find("us-2025-07-14-h20-assurance")
    assert "announced" == assured.status
    for day in (date(2025, 4, 9), date(2025, 7, 14), date(2025, 12, 1), date(2026, 11, 23)):
        assert "in-force" == status_on(letter, day)
    assert status_on(letter, date(2025, 4, 8)) is None


def test_the_letter_was_sent_on_the_9th_and_known_from_the_15th():
    letter = find("us-2025-04-09-h20-letter")
    day = date(2025, 4, 12)
    assert "in-force" == status_on(letter, day)
    assert status_on(letter, day, known_on=date(2025, 4, 14)) is None
    assert "in-force" == status_on(letter, day, known_on=date(2025, 4, 15))
    assert letter.id not in told("H20", known_on=date(2025, 4, 14))
    assert letter.id in told("H20", known_on=date(2025, 4, 15))


def test_ai_diffusion_stays_in_force_though_dropped():
    rule, drop = find("us-2025-01-13-ai-diffusion"), find("us-2025-05-13-ai-diffusion-drop")
    assert "in-force" == status_on(rule, date(2026, 11, 23))
    assert "announced" == drop.status
    assert date(2025, 5, 15) == rule.compliance.first
    story = [rule.id, drop.id, "us-2025-07-diffusion-oira", "us-2026-03-13-draft-withdrawn",
             "us-2026-05-12-gao-diffusion"]  # fmt: skip
    assert in_order(story, told("AI Diffusion"))


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2025, 9, 28), None),
        (date(2025, 9, 29), "in-force"),
        (date(2025, 11, 9), "in-force"),
        (date(2025, 11, 10), "suspended"),
        (date(2026, 11, 9), "suspended"),
    ],
)
def test_the_affiliates_rule_day_by_day(day, status):
    assert status == status_on(find("us-2025-09-29-affiliates"), day)


def test_the_return_of_the_affiliates_rule_is_scheduled_not_observed():
    back = find("us-2026-11-10-affiliates-snapback")
    assert "published" == status_on(back, date(2026, 11, 25))
    [pair] = [b for b in backtracks(today=date(2026, 11, 25)) if b.reversal == back]
    assert "unchecked" == pair.standing
    [pair] = [b for b in backtracks(today=date(2026, 11, 1)) if b.reversal == back]
    assert "due-back" == pair.standing


def test_nobody_knew_of_the_suspension_in_october():
    [rule] = query(about="Affiliates rule", known_on=date(2025, 10, 15))
    assert "in-force" == rule.status
    assert rule.until is None
    assert not [e for e in query(known_on=date(2025, 10, 15)) if "suspended" in e.id]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2025, 4, 2), "published"),
        (date(2025, 4, 5), "in-force"),
        (date(2026, 2, 19), "in-force"),
        (date(2026, 2, 20), "vacated"),
    ],
)
def test_the_ieepa_duties_until_the_supreme_court(day, status):
    assert status == status_on(find("us-2025-04-02-ieepa-reciprocal"), day)


def test_the_ieepa_story():
    story = [
        "us-2025-02-01-fentanyl",
        "us-2025-04-02-ieepa-reciprocal",
        "us-2025-04-09-pause",
        "us-2025-11-04-eo-tariff-cut",
        "us-2026-02-20-scotus-ieepa",
        "us-2026-06-02-ieepa-refund-appeal",
    ]
    assert in_order(story, told("IEEPA"))
    duties = find("us-2025-04-02-ieepa-reciprocal")
    assert "in-force" == status_on(duties, date(2026, 3, 1), known_on=date(2026, 2, 1))


def test_the_h200_rule_took_36_days_and_left_out_the_payment():
    rule = find("us-2026-01-13-h200-rule")
    assert "published" == status_on(rule, date(2026, 1, 14))
    assert "in-force" == status_on(rule, date(2026, 1, 15))
    [pair] = [
        b
        for b in backtracks()
        if (b.restriction.id, b.reversal) == ("us-2025-12-08-h200-announce", rule)
    ]
    assert (36, "yes", "codification") == (pair.days, pair.written, pair.kind)
    story = ["us-2025-12-08-h200-announce", rule.id, "cn-2026-01-14-h200-customs",
             "us-2026-01-14-s232-proc", "us-2026-05-14-h200-ten-firms"]  # fmt: skip
    assert in_order(story, told("H200"))


def test_h20_does_not_find_the_h200():
    assert "us-2026-01-13-h200-rule" not in told("H20")
    assert "us-2025-04-09-h20-letter" not in told("H200")


@pytest.mark.parametrize("day", [date(2025, 4, 8), date(2025, 4, 9), date(2025, 7, 15)])
def test_timeline_and_check_agree_on_the_h20(day):
    stands = status_on(find("us-2025-04-09-h20-letter"), day) == "in-force"
    verdict = licet.determine(item="H20", to="CN", exporter="nvidia", on=str(day)).verdict
    assert stands == (verdict == "license-required")


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2026, 1, 15)])
def test_timeline_and_check_agree_on_the_h200_rule(day):
    stands = status_on(find("us-2026-01-13-h200-rule"), day) == "in-force"
    found = licet.determine(
        item="H200", to="CN", exporter="acme", on=str(day), certifications="all"
    )
    assert ("case-by-case" if stands else "presumption-of-denial") == found.review_policy


@pytest.mark.parametrize("day", [date(2025, 5, 12), date(2025, 5, 16), date(2026, 6, 1)])
def test_timeline_and_check_agree_on_ai_diffusion(day):
    dropped = status_on(find("us-2025-05-13-ai-diffusion-drop"), day) == "announced"
    binding = day >= find("us-2025-01-13-ai-diffusion").compliance.first
    found = licet.determine(item="H100", to="DE", exporter="acme", on=str(day))
    assert binding == (found.text == "license-required")
    assert (binding and not dropped) == (found.verdict == "license-required")
