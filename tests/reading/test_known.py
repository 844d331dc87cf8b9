"""Which event of the record a read one stands for, and when the record shows it to be law."""

from __future__ import annotations

import pytest

from licet.reading import read_text
from licet.reading.dates import Published
from licet.reading.event import Event
from licet.reading.known import in_force_on_record, standing
from licet.timeline import find


def event(day, where, actor, action, told, **more):
    """A read event; tightening and announced unless said otherwise."""
    given = {"direction": "tighten", "status": "announced", "items": (), "destinations": (),
             "company": ()} | more  # fmt: skip
    return Event(day, "explicit", where, actor, action, figures=(), evidence=told, **given)


def found(one, day):
    return standing(one, Published.parse(day)).id


PERMIT = event(
    "2025-07-14", "MY", "MITI", "require-license",
    "Malaysia asks for a permit for exports, transshipment and transit of American AI chips.",
    items=("advanced AI chips",),
)  # fmt: skip
BLACKLIST = event(
    "2024-12-02", "US", "BIS", "list-entity", "140 names were added to the Entity List",
    destinations=("CN",),
)  # fmt: skip
SB6 = event(
    "2025-06-20", "US-TX", "Governor Abbott", "state-siting-limit",
    "The governor put his name under Senate Bill 6.", items=("data centers",),
)  # fmt: skip
LETTER = event(
    "2025-04-09", "US", "US government", "require-license",
    "The company was told that the H20 needs a license.", items=("H20",), company=("Nvidia",),
    destinations=("CN",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "id"),
    [
        (PERMIT, "my-2025-07-14-permit"),
        (BLACKLIST, "us-2024-12-02-entity-140"),
        (SB6, "tx-2025-06-20-sb6"),
        (LETTER, "us-2025-04-09-h20-letter"),
        (event("2025-07", "MY", "Malaysia", "require-license",
               "In July Malaysia began to ask for a permit for AI chips in transit.",
               items=("advanced AI chips",)), "my-2025-07-14-permit"),
        (event("2025-03-25", "US", "BIS", "list-entity",
               "some 80 bodies, six Inspur units among them, went onto the Entity List",
               company=("Inspur",), destinations=("CN",)), "us-2025-03-25-entity"),
        (event("2025-09-12", "US", "US government", "list-entity",
               "32 further entities are on the trade blacklist, two for SMIC",
               destinations=("CN",)), "us-2025-09-12-entity"),
        (event("2025-09-29", "US", "BIS", "publish-rule",
               "an interim final rule reaches firms owned to half by listed ones",
               items=("Affiliates Rule",)), "us-2025-09-29-affiliates"),
        (event("2022-10-07", "US", "Biden administration", "publish-rule",
               "Washington brought out a broad set of controls on chips",
               items=("semiconductors",), destinations=("CN",)), "us-2022-10-07-advcomp-ifr"),
        (event("2025-04-02", "US", "President Trump", "tariff-impose",
               "Executive Order 14257 put a base duty on all imports"),
         "us-2025-04-02-ieepa-reciprocal"),
        (event("2023-07-23", "JP", "METI", "require-license",
               "As of Sunday 23 kinds of machines need the consent of the ministry.",
               items=("chipmaking equipment",)), "jp-2023-07-23-in-force"),
        (event("2024-03-11", "GB", "UK government", "require-license",
               "Regulations of 11 March add entries for quantum items.",
               items=("PL9013", "PL9014")), "uk-2024-03-11-eco"),
        (event("2026-02-20", "US", "Supreme Court", "court-ruling",
               "The justices found that the emergency tariffs lack a basis.",
               direction="loosen", status="vacated"), "us-2026-02-20-scotus-ieepa"),
        (event("2025-09", "US", "Department of Commerce", "grant-license",
               "In September a license came for the equivalent of 60,400 A100.",
               direction="loosen", items=("GB300",), company=("Microsoft",),
               destinations=("AE",)), "ae-2025-09-microsoft"),
        (event("2025-04-04", "CN", "MOFCOM", "list-entity",
               "Sixteen American firms were put on the control list.", destinations=("US",)),
         "cn-2025-04-04-lists"),
    ],
)  # fmt: skip
def test_an_event_is_known_by_its_day_place_and_kind(one, id):
    assert id == found(one, "2026-10-01")


@pytest.mark.parametrize(
    "one",
    [
        # another state, on the day of the act of Texas
        event("2025-06-20", "US-VA", "Governor Youngkin", "state-siting-limit",
              "The governor put his name under a bill on data centers.", items=("data centers",)),
        # the day of Texas under another bill
        event("2025-06-20", "US-TX", "Governor Abbott", "state-siting-limit",
              "The governor put his name under House Bill 99.", items=("data centers",)),
        # another month
        event("2025-09-14", "MY", "MITI", "require-license",
              "Malaysia asks for a permit for AI chips in transit.", items=("advanced AI chips",)),
        # an assurance of that day is no rule
        event("2025-07-15", "US", "Department of Commerce", "publish-rule",
              "The department published a rule on the MI308.", status="published",
              direction="loosen", items=("MI308",), company=("AMD",), destinations=("CN",)),
        # nor is a bill of that day a duty
        event("2026-01-21", "US", "US government", "require-license",
              "Advanced AI chips need a license.", status="in-force",
              items=("advanced AI chips",), destinations=("CN",)),
        # a company's answer is not the list it answers to
        event("2025-01-15", "US", "Zhipu AI", "other", "The firm objects.",
              direction="neutral", company=("Zhipu AI",), destinations=("CN",)),
        # other destinations
        event("2022-12-15", "US", "BIS", "list-entity", "Nine parties in Brazil are now listed.",
              destinations=("BR",)),
        # no such day
        event("2024-03-03", "US", "BIS", "ban", "The H20 may not go to Norway.",
              items=("H20",), destinations=("NO",)),
    ],
)  # fmt: skip
def test_what_only_resembles_an_event_is_new(one):
    assert "" == found(one, "2026-10-01")


def test_nothing_that_was_done_later_is_known():
    assert "" == found(BLACKLIST, "2024-12-01")
    assert "us-2024-12-02-entity-140" == found(BLACKLIST, "2024-12-02")


def test_a_text_may_be_the_first_to_tell_but_is_not_shown_right_by_what_came_later():
    assert "us-2025-04-09-h20-letter" == found(LETTER, "2025-04-12")
    assert "" == in_force_on_record(LETTER, Published.parse("2025-04-12"))
    assert "us-2025-04-09-h20-letter" == in_force_on_record(LETTER, Published.parse("2025-04-15"))


@pytest.mark.parametrize(
    ("one", "day", "id"),
    [
        (PERMIT, "2025-07-15", "my-2025-07-14-permit"),
        (PERMIT, "2025-07-13", ""),
        (SB6, "2025-07-01", "tx-2025-06-20-sb6"),
        (BLACKLIST, "2024-12", "us-2024-12-02-entity-140"),
    ],
)
def test_the_record_shows_what_is_law(one, day, id):
    assert id == in_force_on_record(one, Published.parse(day))


def test_a_rule_is_no_law_before_its_day_nor_after_its_end():
    rule = event("2025-09-29", "US", "BIS", "publish-rule", "the rule on affiliates is out",
                 items=("Affiliates Rule",))  # fmt: skip
    asked = [in_force_on_record(rule, Published.parse(f"2025-{m}")) for m in ("09", "10", "11")]

    assert ["us-2025-09-29-affiliates", "us-2025-09-29-affiliates", ""] == asked

    second = event("2023-10-17", "US", "BIS", "publish-rule", "a second rule catches the A800",
                   items=("A800",), destinations=("CN",))  # fmt: skip
    assert "us-2023-10-17-advcomp-ifr" == found(second, "2023-10-20")
    assert "" == in_force_on_record(second, Published.parse("2023-10-20"))


@pytest.mark.parametrize(
    "one",
    [
        event("2025-12-08", "US", "President Trump", "lift-ban", "The H200 may go to China.",
              direction="loosen", items=("H200",), destinations=("CN",)),
        event("2025-05-08", "US", "Senator Cotton", "introduce-bill",
              "The senator brought in a bill on location verification.",
              items=("advanced AI chips",)),
        event("2025-08-06", "US", "President Trump", "announce-intent",
              "Chips will bear a tariff of about 100 percent.", items=("semiconductors",)),
        event("2025-05-13", "US", "BIS", "rescind-rule", "The diffusion rule is to go.",
              direction="loosen", items=("AI Diffusion Rule",)),
        # the letters of 23 May as news of the day on which the firms told of them
        event("2025-05-28", "US", "Department of Commerce", "ban",
              "Makers of design software were told by letter to stop.", status="reported",
              items=("EDA software",), destinations=("CN",)),
        # the day after; the record has no act of that day
        event("2025-07-15", "MY", "MITI", "require-license", "AI chips in transit need a permit.",
              items=("advanced AI chips",)),
    ],
)  # fmt: skip
def test_what_makes_no_law_is_not_shown_to_be_law(one):
    assert "" == in_force_on_record(one, Published.parse("2026-10-01"))


def test_the_user_may_ask_of_a_record_of_their_own():
    assert "new" == standing(PERMIT, Published.parse("2025-08"), []).state
    one = find("my-2025-07-14-permit")
    assert one.id == standing(PERMIT, Published.parse("2025-08"), [one]).id
    assert one.id == in_force_on_record(PERMIT, Published.parse("2025-08"), [one])


def test_a_text_that_says_the_opposite_of_the_record_is_at_odds_with_it():
    text = "On April 9, 2025 the US government told Nvidia that it needs a license for the H20."
    [one] = read_text(text, "2025-04-16").events
    assert "known" == standing(one, Published.parse("2025-04-16")).state

    ban = event("2025-07-14", "US", "US government", "ban", "The H20 is banned as of today.",
                status="in-force", items=("H20",), destinations=("CN",))  # fmt: skip
    odd = standing(ban, Published.parse("2025-07-15"))
    assert ("contradicts", "us-2025-07-14-h20-assurance") == (odd.state, odd.id)
