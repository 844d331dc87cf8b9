"""Plain words of law, and the second witness without which nothing is in force."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.reading import read_text
from licet.reading.dates import Published
from licet.reading.lawwords import classes
from licet.reading.plainlaw import is_plain_law, shortened
from licet.reading.scene import scene

PLAIN = (
    "China banned sales of the H20 on Monday.",
    "On March 3, 2026 BIS added 23 Chinese companies to the Entity List.",
    "The Commerce Department put the MI308 under a license requirement on Monday.",
    "Since September 2024 a Dutch license has been needed for every scanner of this class.",
    "Nvidia was informed by the U.S. government on February 10 that exports of the H20 require a license.",
    "In a regulatory filing on Monday Nvidia revealed that it must now obtain a license for the H20.",
    "CXMT and YMTC were added to the Entity List on March 2.",
    "Gallium may not be exported to the United States.",
    "Since Monday the H20 may leave the country only with a license.",
    "The export controls on antimony took effect on February 2, 2026.",
    "The Biden administration told Nvidia on Monday to stop sales of the H20.",
    "President Trump signed a proclamation on Monday that imposes a duty of 25% on semiconductors.",
    "Prince William County imposed a moratorium on data centers on March 3, effective immediately.",
    "The Ministry of Commerce placed tungsten under export license on Monday; the order applies at once.",
)
ODD = (
    "allegedly", "reportedly", "mock", "draft", "proposed", "not", "almost", "someday", "fictional", "would", "if",
    "planned", "nearly", "unsigned", "threatened", "rumored", "perhaps", "hopefully", "soon", "joking",
)  # fmt: skip
TAILS = (
    ", a trader hears", ", so the rumor", " in a novel", " (or so they say)", ", pending a signature", " on paper only",
    ": such was the threat", " in the minister's dreams", ", per a blog", " and other fairy tales", ", goes the joke",
    " if talks fail", ", which it denies", " - or would like to", ", only to relent an hour later", " in a drill",
)  # fmt: skip


def first(text, day="2026-03-12"):
    return scene(text, Published.parse(day)).sentences[0]


def statuses(text, day="2026-03-12"):
    return {event.status for event in read_text(text, day).events}


@pytest.mark.parametrize("told", PLAIN)
def test_law_told_in_plain_words_is_known(told):
    assert is_plain_law(first(told), told), shortened(classes(first(told), told))


@given(st.sampled_from(PLAIN), st.sampled_from(ODD), st.data())
@settings(max_examples=200, deadline=None)
def test_one_odd_word_and_it_is_no_longer_in_force(told, odd, data):
    words = told.split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    text = " ".join([*words[:place], odd, *words[place:]])

    assert "in-force" not in statuses(text), text


@pytest.mark.parametrize("told", PLAIN)
def test_a_tail_takes_it_back(told):
    for tail in TAILS:
        text = f"{told.removesuffix('.')}{tail}."
        assert "in-force" not in statuses(text), text


@pytest.mark.parametrize(
    "around",
    [
        "The think tank played a war game. {}",
        "“Here is what will come,” he said: “Markets fall. {} Then they rise.”",
        "{} That, at least, is the plot.",
        "Two diplomats spoke. Under a draft the ministry acts. {}",
        "{} Readers of the daily laughed.",
    ],
)
def test_a_plain_sentence_in_a_tale_is_no_law(around):
    assert "in-force" not in statuses(around.format("The ban on gallium took effect on Monday."))


def test_what_leans_on_a_plan_is_no_law():
    text = (
        "BIS proposed a rule on Monday. The rule bars sales of HBM to China, effective immediately."
    )

    assert "in-force" not in statuses(text)


def test_what_the_record_knows_as_law_may_be_told_in_any_words():
    text = (
        "On 9 April 2025 the US government let Nvidia know by letter that no H20 leaves for China any more "
        "without a license, which took the wind out of the quarter."
    )

    assert {"in-force"} == statuses(text, "2025-06-01")
    assert "in-force" not in statuses(text.replace("2025", "2024"), "2024-06-01")


def test_even_so_hearsay_is_not_made_law_by_the_record():
    text = "Bloomberg reported that the US government told Nvidia on 9 April 2025 that the H20 needs a license for China."

    assert "in-force" not in statuses(text, "2025-06-01")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-03-12", "Example:\nOn March 9, 2026 BIS added SMIC to the Entity List."),
        ("2026-03-12", "The committee's text:\n\nEffective March 9, 2026, exports of the H20 to China require a license."),
        ("2026-03-12", "Red team's first move.\n\nChina banned exports of gallium on Monday."),
        ("2026-03-12", "The chatbot answered:\n\nOn March 9, 2026 BIS added SMIC to the Entity List."),
        ("2026-03-12", "Here is what a hacked account posted.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "Grammar: put into the passive.\n\nChina banned exports of gallium on Monday."),
        ("2026-03-12", "Lorem ipsum dolor.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "TEST TEST TEST\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "HOLD FOR RELEASE\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "We asked a lawyer what the memo would say.\n\nOn March 9 BIS put the H20 under a license requirement for China."),
        ("2026-03-12", "What Senator Cotton wants:\n1. BIS puts the H20 under a license requirement on March 9."),
        ("2026-03-12", "Polymarket question of the day\n\nBIS banned sales of the H20 to China on Monday."),
        ("2026-03-12", "The plaintiff alleges three things.\n\n1. On March 9, 2026 BIS added SMIC to the Entity List."),
        ("2026-03-12", "COMPLAINT\n\n12. On March 9, 2026 BIS added SMIC to the Entity List."),
        ("2026-03-12", "The lawsuit says:\n\nBIS added SMIC to the Entity List on March 9, 2026."),
        ("2026-03-12", "To be read on the air on March 13.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "The old text, now deleted.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "We regret the following.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "For the record, we never wrote the following.\n\nBIS added SMIC to the Entity List on March 9."),
        ("2026-03-12", "China banned exports of gallium on Monday, effective immediately.\n\nThe above is what an order could look like."),
        ("2026-03-12", "China banned exports of gallium on Monday, effective immediately.\n\nThe notice above is an example."),
        ("2026-03-12", "China banned exports of gallium on Monday, effective immediately.\n\nThe state examination in translation ends here."),
        ("2026-03-12", "On March 2, 2026 BIS added SMIC to the Entity List.\n\nThe order in which the pupils put these sentences is up to them."),
        ("2026-03-12", "On March 2, 2026 BIS added SMIC to the Entity List.\n\n(The law clinic wrote this for its class.)"),
        ("2026-03-12", "On March 2, 2026 BIS added SMIC to the Entity List.\n\nThe state is not bound by this page, which serves to try out our layout."),
        ("2026-03-12", "March 20, 2026\n\nBIS added SMIC to the Entity List."),
        ("2026-03-12", "April 1, 2026.\n\nBIS added SMIC to the Entity List today."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia that it was thinking about a license requirement for the H20."),
        ("2025-04-20", "On April 9, 2025 the US government backed off from a license requirement for the H20 after a dinner at Mar-a-Lago."),
        ("2025-04-20", "In the novel, on April 9, 2025 the US government told Nvidia that the H20 needs a license for China."),
        ("2025-04-20", "Scenario 3.\nOn April 9, 2025 the US government told Nvidia that the H20 needs a license for China."),
        ("2025-04-20", "Nvidia sued a blogger. On April 9, 2025 the US government told Nvidia that the H20 needs a license for China, the blogger says."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia that the H20 needs a license for China. The ministry denies it."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia that the H20 needs a license for China. Nvidia denied this."),
        ("2025-04-20", "On April 9, 2025 the White House banned H20 sales in a game of chess with Nvidia."),
        ("2025-04-20", "On April 9, 2025 House members sent Lutnick a letter that bans H20 sales to China."),
        ("2025-04-20", "On April 9, 2025 the Commerce Department set April 30 as the day from which the H20 needs a license."),
        ("2025-04-20", "It was on April 9, 2025 that Nvidia imposed a ban on sales of the H20 to smugglers."),
        ("2025-04-01", "On March 25, 2025 Nettrix held a party at which the BIS added the guests to the Entity List."),
        ("2025-04-01", "On March 25, 2025 the Commerce Department added 80 firms to its watch list for the Entity List."),
        ("2025-04-01", "On March 25, 2025 a software error added 80 firms to the Entity List."),
        ("2025-04-01", "On March 25, 2025 a hacker added 80 firms to the Entity List on the BIS website."),
        ("2025-07-20", "On July 14, 2025 the Malaysian Chamber of Commerce required a permit for AI chips."),
        ("2025-04-20", "What if?\n\nOn April 9, 2025 the US government told Nvidia that the H20 needs a license for China."),
        ("2025-04-20", "Question: On April 9, 2025 the US government told Nvidia that the H20 needs a license for China. True or false?"),
        ("2025-04-20", "Jim Cramer swears that on April 9, 2025 the US government put the H20 under a license for China."),
        ("2025-04-20", "Word on the street: on April 9, 2025 the US government put the H20 under a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government put the H20 under a license for China - at least on Reddit."),
        ("2025-04-20", "On April 9, 2025 the US government wanted the H20 put under a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government let the H20 go without a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government spared the H20 a license requirement for China."),
        ("2025-04-20", "On April 9, 2025 a ban on the H20 was on the desk of the US government."),
        ("2025-04-20", "On April 9, 2025 the US government and Nvidia quarreled over a ban on the H20."),
        ("2025-04-20", "On April 9, 2025 the US government got a memo on a ban of H20 sales to China."),
        ("2025-04-20", "On April 9, 2025 a license requirement for the H20 came up at the White House."),
        ("2025-04-20", "On April 9, 2025 the White House lost interest in a license requirement for the H20."),
        ("2025-04-20", "On April 9, 2025 Warren told the US government that the H20 needs a license for China."),
        ("2025-04-20", "On April 9, 2025 AMD told the US government that the H20 needs a license for China."),
        ("2025-04-20", "On April 9, 2025 Huang told the US government that the H20 needs no license for China."),
        ("2025-04-20", "On April 9, 2025 the US government was told by Nvidia that the H20 needs no license for China."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia which of its chips other than the H20 need a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia what a license for the H20 costs."),
        ("2025-01-20", "On January 15, 2025 the Commerce Department's website listed Zhipu by error on the Entity List."),
        ("2025-01-20", "On January 15, 2025 Zhipu feared for its place on the Entity List."),
        ("2025-01-20", "On January 15, 2025 Zhipu escaped the Entity List of the BIS."),
        ("2025-04-01", "On March 25, 2025 Inspur was spared a place on the Entity List."),
        ("2025-04-01", "On March 25, 2025 BIS nominated 80 firms for the Entity List."),
        ("2025-04-01", "On March 25, 2025 BIS shortlisted 80 firms for the Entity List."),
        ("2025-04-01", "On March 25, 2025 80 firms were put on a list of candidates for the Entity List."),
        ("2025-04-01", "On March 25, 2025 the End-User Review Committee voted 80 firms onto the Entity List; the rule is with the printer."),
        ("2025-04-20", "On April 4, 2025 China's ministry put out a white paper on export controls on rare earths."),
        ("2025-04-20", "On April 4, 2025 China refrained from export controls on rare earths such as samarium."),
        ("2025-07-20", "On July 14, 2025 Malaysia asked for comment on a strategic trade permit for US AI chips."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia in jest that the H20 needs a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government told Nvidia that in 2027 the H20 needs a license for China."),
        ("2025-04-20", "On April 9, 2025 the US government put a ban on the H20 to a vote."),
        ("2025-04-20", "On April 9, 2025 the US government put a ban on the H20 on the table."),
        ("2025-04-20", "On April 9, 2025 the US government set up a meeting on a ban on the H20."),
        ("2025-04-01", "On March 25, 2025 China added 80 US firms to its answer to the Entity List."),
        ("2025-04-01", "On March 25, 2025 Inspur added a chapter on the Entity List to its prospectus."),
        ("2025-07-20", "On July 14, 2025 Malaysia introduced a help desk for the strategic trade permit."),
    ],
)  # fmt: skip
def test_an_attacker_who_knew_the_rules_finds_no_law(day, text):
    assert "in-force" not in statuses(text, day)
