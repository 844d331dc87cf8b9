"""Plain words of law, and the second witness without which nothing is in force."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.reading import read_text
from licet.reading.dates import Published
from licet.reading.plainlaw import classes, is_plain_law, shortened
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
    text = "BIS proposed a rule on Monday. The rule bars sales of HBM to China, effective immediately."

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
