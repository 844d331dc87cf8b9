"""The learned part: its table, what it may raise, and that it stays small and quick."""

from __future__ import annotations

import json

import pytest

from licet.reading import read_text
from licet.reading.learned.model import Model, model, parsed, written
from licet.reading.learned.words import stem
from reading.score import INDEPENDENT, MORE, NEWER, OWN

SOFT = {"reported", "announced", "proposed"}


def biased(**weights):
    """Weights that always say the same, whatever the text."""
    keys = {key.replace("__", "="): value for key, value in weights.items()}
    return Model({"(bias)": tuple(keys.items())}, model().groups)


def test_the_table_is_small_sorted_and_reads_back():
    made = model()
    text = written({name: dict(pairs) for name, pairs in made.weights.items()})

    assert parsed(text) == made
    assert list(made.weights) == sorted(made.weights)
    assert len(text) < 500_000


def test_answers_to_a_question_add_up_to_one():
    shares = model().shares(model().sums(["w:ban", "c:STOP", "r:ban", "(bias)"]), "action")

    assert sum(shares.values()) == pytest.approx(1)
    assert shares["ban"] > shares["lift-ban"]


def test_weights_that_want_law_everywhere_make_none_of_a_plan():
    """Even a model gone wrong can't raise what the words bar."""
    eager = biased(**{"act__yes": 9.0, "status__in-force": 9.0, "action__ban": 9.0})
    for file in (OWN, MORE, INDEPENDENT, NEWER):
        for article in map(json.loads, file.read_text(encoding="utf-8").splitlines()[:40]):
            for event in read_text(article["text"], article["published"], eager).events:
                gold = [e for e in article["events"] if e["evidence"] == event.evidence]
                if gold and all(e["status"] in SOFT for e in gold):
                    assert event.status != "in-force", event.evidence


@pytest.mark.parametrize(
    "told",
    [
        "The Commerce Department may ban exports of the H20 to China, it said on Monday.",
        "Washington is expected to block sales of the H200 to China on Monday.",
        "Two people familiar with the matter said on Monday that Beijing banned the H20.",
        "A bill introduced on Monday bans exports of the H20 to China.",
    ],
)
def test_a_model_gone_wrong_leaves_plans_and_reports_below_law(told):
    eager = biased(**{"act__yes": 9.0, "status__in-force": 9.0, "action__ban": 9.0})

    assert "in-force" not in {e.status for e in read_text(told, "2025-07-18", eager).events}


def test_a_model_that_sees_no_act_leaves_none():
    assert (
        () == read_text("BIS banned the H20 on Monday.", "2025-07-18", biased(act__yes=-9.0)).events
    )


@pytest.mark.parametrize(
    ("words", "base"),
    [("suspended suspends suspending", "suspend"), ("banned bans", "ban"), ("policies", "policy")],
)
def test_forms_of_a_word_share_a_stem(words, base):
    assert {stem(word) for word in words.split()} == {base}
