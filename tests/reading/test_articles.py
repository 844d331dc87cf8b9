"""The reader on our own labelled texts: a floor under what docs/reading.md states."""

from __future__ import annotations

import json

import pytest

from licet.reading import read_text
from reading.score import OWN, match, pair, same_actor, score

ARTICLES = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def total():
    counts, _, _ = score(
        ARTICLES, lambda text, day: [event.as_dict() for event in read_text(text, day).events]
    )
    return counts


def test_labels_rest_on_the_words_of_their_texts():
    assert all(e["evidence"] in a["text"] for a in ARTICLES for e in a["events"])


def test_four_of_five_proposals_are_right(total):
    assert total["matched"] >= 0.8 * total["proposed"]


def test_four_of_five_events_are_found(total):
    assert total["matched"] >= 0.8 * total["gold"]


def test_status_is_right_in_nine_of_ten(total):
    assert total["status right"] >= 0.9 * total["matched"]


def test_nothing_is_overstated(total):
    assert 0 == total["overstated"]


def test_every_evidence_is_exact(total):
    assert total["proposed"] == total["exact evidence"]


def test_launches_and_results_bring_no_event(total):
    assert 0 == total["distractors with an event"]


def event(**changed):
    base = {
        "date": "2025-04-09", "action": "ban", "direction": "tighten", "status": "announced",
        "items": ["H20"], "destinations": ["CN"], "actor": "BIS",
    }  # fmt: skip
    return base | changed


@pytest.mark.parametrize(
    ("changed", "matches"),
    [
        ({}, True),
        ({"date": "2025-04-12"}, True),
        ({"date": "2025-04-13"}, False),
        ({"date": "2025-04"}, True),
        ({"action": "require-license"}, True),
        ({"action": "require-license", "status": "in-force"}, False),
        ({"items": ["h-20"], "destinations": [], "actor": "x"}, True),
        ({"items": [], "destinations": [], "actor": "x"}, False),
        ({"items": [], "destinations": [], "actor": "Commerce Department"}, True),
    ],
)
def test_the_rule_of_matching(changed, matches):
    assert matches == (match(event(), event(**changed)) is not None)


def test_matching_is_one_to_one_and_takes_the_most_pairs():
    golds = [event(), event(date="2025-04-12")]
    founds = [event(date="2025-04-10"), event(date="2025-04-08")]

    assert {(0, 1), (1, 0)} == set(pair(golds, founds))


def test_bodies_of_one_kind_agree():
    assert same_actor("the administration", "President Trump")
    assert not same_actor("MOFCOM", "BIS")
