"""Acts in unfamiliar constructions: what is told of laws, markets and duties that are gone."""

from __future__ import annotations

import pytest

from licet.reading import read_text
from licet.reading.hits import without_asides

DAY = "2025-09-03"
"""A Wednesday."""


def acts(text: str) -> list[tuple[str, str]]:
    return [(event.action, event.date) for event in read_text(text, DAY).events]


@pytest.mark.parametrize(
    ("text", "action", "day"),
    [
        # A word for permission in an aside of the law is no license.
        (
            "The Commerce Department settled with the toolmaker on Tuesday for $48 million, the most "
            "that the law allows, over chip machines sent to China.",
            "enforcement-case",
            "2025-09-02",
        ),
        (
            "On Friday the Bureau of Industry and Security put 21 Chinese chip firms on the Entity "
            "List, as its regulations permit whenever security is at stake.",
            "list-entity",
            "2025-08-29",
        ),
        # A duty that is gone is a ban lifted, in whatever words it is denied.
        (
            "On Tuesday the Commerce Department told Synopsys that it needs no license any longer for "
            "its tools in China.",
            "lift-ban",
            "2025-09-02",
        ),
        (
            "For exports of EDA software to China no license is needed any more, the Commerce "
            "Department wrote on Tuesday.",
            "lift-ban",
            "2025-09-02",
        ),
        (
            "Washington dropped on Thursday the duty to ask for a license before H20 chips go to China.",
            "lift-ban",
            "2025-08-28",
        ),
        (
            "China on Monday relieved exporters of rare earth magnets of the duty to apply for licenses.",
            "lift-ban",
            "2025-09-01",
        ),
        (
            "Beijing decided on Tuesday that germanium may leave the country without a permit again.",
            "lift-ban",
            "2025-09-02",
        ),
        # … and a duty that is set, though it is told with the same words.
        (
            "On Tuesday the Commerce Department told AMD that nothing may go to China without a "
            "license any more.",
            "require-license",
            "2025-09-02",
        ),
        (
            "No H20 leaves for China without a license any longer, the Commerce Department informed "
            "Nvidia on Thursday.",
            "require-license",
            "2025-08-28",
        ),
        # What a government authorizes a company to do is a license.
        (
            "In a filing of Tuesday Nvidia writes that the government has authorized it to deliver "
            "the H20 to customers in China.",
            "grant-license",
            "2025-09-02",
        ),
        (
            "TSMC has been given leave by Washington to bring American tools to Nanjing, it said on "
            "Tuesday.",
            "grant-license",
            "2025-09-02",
        ),
        # Names come and go by themselves.
        (
            "Twenty-three Chinese chip companies join the Entity List under a rule of Tuesday.",
            "list-entity",
            "2025-09-02",
        ),
        (
            "The Entity List has 14 new names since Monday, Inspur among them.",
            "list-entity",
            "2025-09-01",
        ),
        (
            "On Friday Commerce let four firms go from the Entity List.",
            "delist-entity",
            "2025-08-29",
        ),
        (
            "The Commerce Department erased Yangtze Memory from the list of military companies on "
            "Monday.",
            "delist-entity",
            "2025-09-01",
        ),
        # Guidance told by what it says.
        (
            "On Tuesday BIS warned that whoever uses Huawei's Ascend chips anywhere risks a breach of "
            "American export controls.",
            "guidance",
            "2025-09-02",
        ),
        (
            "A notice of Tuesday alerts industry to the risks of using Chinese advanced computing "
            "chips.",
            "guidance",
            "2025-09-02",
        ),
        (
            "The Japanese ministry answered questions on its new chip controls in a paper on Thursday.",
            "guidance",
            "2025-08-28",
        ),
        # What is paid, lost and charged.
        (
            "Of every H200 sold to China 25% goes to the American state, the president decided on "
            "Tuesday.",
            "revenue-share",
            "2025-09-02",
        ),
        (
            "The export curbs took $400 million out of KLA's quarter, the company said on Friday.",
            "disclose-charge",
            "2025-08-29",
        ),
        (
            "On Tuesday the president ordered an extra charge of 10% on imported chips.",
            "tariff-impose",
            "2025-09-02",
        ),
    ],
)
def test_reads_the_act_and_no_other(text: str, action: str, day: str) -> None:
    assert acts(text) == [(action, day)]


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia's shares fell 6% on Tuesday after the news that Washington restricts exports of its "
        "chips to China.",
        "ASML lost 5% in Amsterdam on Thursday after The Hague tightened its export rules.",
        "Trading in Cambricon was lively on Tuesday, for Beijing had told buyers to avoid Nvidia chips.",
        "After the tariff announcement Intel's shares went up 7% on Monday.",
        "The Export Administration Regulations allow BIS to look into any shipment of advanced chips.",
        "The law permits the president to set duties on semiconductors of up to 25 percent.",
    ],
)
def test_what_a_market_does_and_a_law_allows_is_no_act(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia hopes that on Tuesday it will need no license any more for the H20.",
        "It is not true that chips can go to China without a license, the Commerce Department said "
        "on Tuesday.",
        "The Commerce Department denied on Tuesday that the license requirement for the H20 is lifted.",
        "The exemption under which tools can be shipped without a license ended on Tuesday.",
        "Is it true that since Tuesday H20 chips may go to China without a license?",
        "On Tuesday the court asked whether exporters no longer need a license.",
        "Chips can no longer go to Macau without a license, BIS decided on Tuesday.",
        "BIS may on Tuesday decide that no license is needed any more.",
        "On Tuesday Nvidia asked to be authorized to ship the H20 to China.",
    ],
)
def test_a_duty_is_not_gone_because_somebody_speaks_of_it(text: str) -> None:
    assert {"lift-ban", "grant-license"}.isdisjoint(action for action, _ in acts(text))


def test_the_day_of_the_act_and_not_that_of_the_paper_that_tells_it() -> None:
    text = (
        "The government informed Nvidia on Aug. 26 of a new license requirement for the H20, one "
        "reads in a document filed on Tuesday."
    )
    assert acts(text) == [("require-license", "2025-08-26")]


def test_one_day_told_twice_is_one_day() -> None:
    text = (
        "In court on Thursday (August 28) the prosecution brought charges against a broker over "
        "Nvidia servers."
    )
    assert acts(text) == [("enforcement-case", "2025-08-28")]


def test_a_company_that_stops_by_itself_bans_nothing() -> None:
    text = "Bloomberg wrote that the chipmaker had cut off one client in China on Monday."
    assert "ban" not in [action for action, _ in acts(text)]


def test_without_asides_keeps_every_place() -> None:
    text = "a fine as high as the statute permits, and a rule that allows exports"
    assert len(without_asides(text)) == len(text)
    assert "permits" not in without_asides(text)
    assert "a rule that allows exports" in without_asides(text)
