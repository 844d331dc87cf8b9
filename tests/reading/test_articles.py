"""The reader on our own labelled texts: a floor under what docs/reading.md states."""

from __future__ import annotations

import json

import pytest

from licet.reading import read_text
from reading.score import (
    FRESH,
    INDEPENDENT,
    KEPT,
    MORE,
    NEWER,
    OWN,
    SENTENCES,
    match,
    pair,
    same_actor,
    score,
)

FLOORS = {
    OWN: {"matched of proposed": 0.85, "matched of gold": 0.85, "status right of matched": 0.9},
    MORE: {"matched of proposed": 0.8, "matched of gold": 0.78, "status right of matched": 0.88},
    INDEPENDENT: {
        "matched of proposed": 0.93,
        "matched of gold": 0.93,
        "status right of matched": 0.96,
    },
    NEWER: {"matched of proposed": 0.78, "matched of gold": 0.71, "status right of matched": 0.79},
    KEPT: {"matched of proposed": 0.65, "matched of gold": 0.62, "status right of matched": 0.8},
    FRESH: {"matched of proposed": 0.68, "matched of gold": 0.68, "status right of matched": 0.6},
}
NAMES = ["own", "more", "independent", "newer", "kept", "fresh"]


def articles(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def read(text, day):
    return [event.as_dict() for event in read_text(text, day).events]


@pytest.fixture(scope="module", params=list(FLOORS), ids=NAMES)
def counted(request):
    return request.param, score(articles(request.param), read)[0]


@pytest.mark.parametrize("file", FLOORS, ids=NAMES)
def test_labels_rest_on_the_words_of_their_texts(file):
    assert all(e["evidence"] in a["text"] for a in articles(file) for e in a["events"])


def test_the_shares_that_the_page_states_are_kept(counted):
    file, total = counted
    for name, floor in FLOORS[file].items():
        part, whole = name.split(" of ")
        assert total[part] >= floor * total[whole], name


def test_nothing_is_overstated(counted):
    assert 0 == counted[1]["overstated"]


def test_every_evidence_is_exact(counted):
    assert counted[1]["proposed"] == counted[1]["exact evidence"]


def test_launches_and_results_bring_next_to_no_event(counted):
    if counted[0] == KEPT:
        pytest.skip("four texts are too few for a share; docs/reading.md states the one in four")
    assert counted[1]["distractors with an event"] <= 0.1 * counted[1]["distractors"]


def test_four_of_five_single_sentences_are_read():
    """One act, told in one sentence, in many ways; a third was held back while rules were made."""
    directions = {"t": "tighten", "l": "loosen", "n": "neutral"}
    told = [
        line.split("|")
        for line in SENTENCES.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    right = 0
    for actions, direction, status, sentence in told:
        later = any(word in sentence for word in ("2026", "February 20", "April 24"))
        events = read_text(sentence, "2026-05-20" if later else "2025-11-20").events
        right += any(
            e.action in actions.split(",")
            or (e.direction, e.status) == (directions[direction], status)
            for e in events
        )
        if status in ("announced", "reported", "proposed"):
            assert "in-force" not in {e.status for e in events}, sentence

    assert right >= 0.8 * len(told)


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
