"""Who acts and whose act it is: ministers, lawmakers, companies, courts, councils, lists."""

from __future__ import annotations

import pytest

from licet.reading import read_text
from licet.reading.event import Event
from licet.reading.lists import owner_of
from licet.reading.statehouse import full_name


def of(text: str, words: str, published: str = "2025-11-20") -> Event:
    """The one event whose evidence holds some words."""
    found = [one for one in read_text(text, published).events if words in one.evidence]
    assert found, [one.evidence for one in read_text(text, published).events]
    return found[0]


DUTCH = (
    "The Chinese Ministry of Commerce calls it a small step by the Dutch cabinet. "
    "Minister Pieter Hoekstra of Economic Affairs suspended his order on Nexperia on Wednesday."
)


def test_a_named_minister_of_another_land_is_not_the_chinese_ministry() -> None:
    one = of(DUTCH, "suspended his order")
    assert one.jurisdiction == "NL"
    assert "Minister Hoekstra" in one.actor
    assert "Dutch government" in one.actor


def test_a_surname_alone_stays_with_the_office_and_the_land() -> None:
    text = (
        "Dutch trade minister Karin van Dalen spoke to parliament on Monday about China. "
        "Van Dalen said nothing new. Beijing protested. "
        "On Tuesday the trade minister announced that ASML needs a license for immersion scanners."
    )
    one = of(text, "announced that ASML")
    assert (one.jurisdiction, "van Dalen" in one.actor) == ("NL", True)


def test_a_minister_whose_ministry_is_an_actor_itself_is_given_as_the_ministry() -> None:
    text = (
        "KUALA LUMPUR. Malaysia's trade minister, Zafrul Aziz, announced on Monday that exports "
        "of American AI chips need a permit."
    )
    assert of(text, "announced on Monday").actor == "MITI"


@pytest.mark.parametrize(
    ("told", "land"),
    [
        ("a firm that has stood on the US Entity List since May 2019", "US"),
        ("a firm that was put on the Entity List in May 2019", "US"),
    ],
)
def test_an_american_list_is_american_whoever_is_nearer(told: str, land: str) -> None:
    text = (
        "Taiwan's economy ministry keeps in touch with the Commerce Department. "
        f"The chip was found in a server of Huawei, {told}."
    )
    assert of(text, "2019").jurisdiction == land


@pytest.mark.parametrize(
    ("words", "land"),
    [
        ("on the entity list", "US"),
        ("the unverified list and the meu list", "US"),
        ("chips of 3a090", "US"),
        ("the list of unreliable entities", "CN"),
        ("the strategic high-tech commodities entity list", "TW"),
        ("the foreign end user list", "JP"),
    ],
)
def test_a_list_tells_whose_it_is(words: str, land: str) -> None:
    owner = owner_of(words)
    assert owner is not None
    assert owner.jurisdiction == land


def test_lists_of_two_lands_tell_nothing() -> None:
    assert owner_of("the entity list was answered with the unreliable entity list") is None


def test_an_example_does_not_act() -> None:
    text = (
        "On May 31, 2026 the Bureau of Industry and Security published guidance on chips. It looks "
        "at the seat of the parent. A seat in a listed country, China for example, means a license. "
        "The duty to ask for one was created by the rule of November 2023."
    )
    one = of(text, "November 2023", "2026-06-01")
    assert (one.jurisdiction, one.actor) == ("US", "BIS")


def test_the_prosecution_in_singapore_is_not_the_justice_department() -> None:
    text = (
        "SINGAPORE: In court on Thursday (Mar 6) the prosecution brought further charges of fraud "
        "against three men over servers with Nvidia chips, one of them a Chinese national."
    )
    one = of(text, "prosecution", "2025-03-07")
    assert (one.jurisdiction, one.actor) == ("SG", "Singapore prosecutors")


def test_american_prosecutors_stay_american() -> None:
    text = (
        "Federal prosecutors in California charged two Chinese nationals on Tuesday with smuggling "
        "Nvidia H100 chips to China by way of Singapore."
    )
    one = of(text, "charged two", "2025-08-06")
    assert (one.jurisdiction, one.actor) == ("US", "Department of Justice")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The US government told TSMC of new limits on chips for China. Taiwan's economy "
            "ministry said that the company will obey. Bloomberg wrote that the chipmaker had "
            "already cut off one customer in October 2024, as the chips were going to Huawei.",
            "cut off",
            "TSMC",
        ),
        (
            "Beijing wants local chips. Nvidia has stopped production of the H20 for China, "
            "The Information reported on Thursday.",
            "stopped production",
            "Nvidia",
        ),
    ],
)
def test_a_company_that_stops_by_itself_is_the_doer(text: str, words: str, name: str) -> None:
    assert of(text, words, "2024-11-12").actor == name


def test_a_company_that_is_made_to_stop_is_not() -> None:
    text = (
        "On Monday the US Commerce Department ordered TSMC to stop shipments of 7-nanometer AI "
        "chips to Chinese customers."
    )
    assert of(text, "ordered TSMC", "2024-11-12").actor == "Department of Commerce"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Senator Ruth Calder asked the Commerce Department on Monday to stop sales of the H20.",
         "Senator Ruth Calder"),
        ("Rep. Tom Weller introduced the Chip Guard Act on April 2, 2025 to bar exports of AI chips to China.",
         "Rep. Tom Weller"),
        ("Tom Weller, a Republican from Ohio, introduced the Chip Guard Act on April 2, 2025; it bars exports of AI chips to China.",
         "Tom Weller"),
    ],
)  # fmt: skip
def test_a_single_lawmaker_is_an_actor_of_his_own(text: str, name: str) -> None:
    found = read_text(text, "2025-04-08").events
    assert found
    assert name in found[0].actor


def test_several_senators_are_their_chamber() -> None:
    text = "On Thursday a group of senators introduced a bill to bar exports of AI chips to China."
    assert of(text, "introduced").actor == "US Senate"


def test_a_party_in_the_name_of_a_case_does_not_rule() -> None:
    text = (
        "The statute lets the President regulate trade; it does not let him tax it with tariffs, "
        "Chief Justice John Roberts wrote on Friday in Learning Resources v. Trump, which strikes "
        "the tariffs down."
    )
    assert "Supreme Court" in {one.actor for one in read_text(text, "2026-02-21").events}


@pytest.mark.parametrize(
    ("body", "state", "name"),
    [
        ("The legislature", "US-MN", "Minnesota Legislature"),
        ("Tuesday lawmakers", "US-ME", "Maine Legislature"),
        ("The Senate", "US-NY", "New York Senate"),
        ("Governor Greg Abbott", "US-TX", "Governor Abbott"),
        ("Public Utilities Commission of Ohio", "US-OH", "Public Utilities Commission of Ohio"),
    ],
)
def test_a_state_body_has_the_name_of_its_state(body: str, state: str, name: str) -> None:
    assert full_name(body, state) == name


def test_a_board_is_that_of_its_county_and_of_the_state_told_last() -> None:
    text = (
        "Maine was the first state to speak of a halt to data centers, and Maine dropped it. "
        "Grant County, Indiana, went further. The commissioners on March 16 unanimously approved "
        "a moratorium on data centers of one year."
    )
    one = of(text, "commissioners", "2026-03-19")
    assert (one.jurisdiction, one.actor) == ("US-IN", "Grant County Commissioners")
