"""The parts: word classes, frames, and bodies told by their kind."""

from __future__ import annotations

import pytest

from licet.reading import read_text
from licet.reading.classes import forms, plurals, tags
from licet.reading.frames import frames


def names(text):
    return {tag.name for tag in tags(text)}


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("halt", "halted"), ("bar", "barring"), ("deny", "denies"), ("issue", "issuing"),
        ("publish", "publishes"), ("delay", "delayed"),
    ],
)  # fmt: skip
def test_a_verb_is_known_in_its_forms(verb, form):
    assert form in forms(verb)


@pytest.mark.parametrize(
    ("noun", "more"), [("duty", "duties"), ("tax", "taxes"), ("chip", "chips")]
)
def test_a_noun_is_known_in_its_plural(noun, more):
    assert more in plurals(noun)


def test_words_of_one_meaning_fall_in_one_class():
    assert names("halted") & names("blocked")


@pytest.mark.parametrize("name", ["the united states", "two member states"])
def test_a_name_is_no_verb(name):
    assert "TELL" in names("the order states")
    assert "TELL" not in names(name)


def test_a_phrase_may_have_a_gap():
    assert "UNDO" in names("took the order back") & names("took the new export order back")


def test_every_frame_speaks_of_a_known_action():
    told = {frame.rule.action for frame in frames()}

    assert {"ban", "require-license", "lift-ban", "suspend-rule"} <= told
    assert all(frame.classes for frame in frames())


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "China's commerce ministry met reporters in Beijing. On November 8 the ministry suspended its ban "
            "on exports of gallium to the United States.",
            "MOFCOM",
        ),
        (
            "BIS has changed course. On May 13 the bureau rescinded the AI Diffusion Rule.",
            "BIS",
        ),
    ],
)
def test_a_kind_alone_means_the_body_named_before(text, actor):
    assert actor in {event.actor for event in read_text(text, "2025-11-20").events}


def test_an_act_told_in_one_sentence_is_dated_by_the_next():
    text = (
        "China has stopped exports of gallium to the United States. The ministry issued the order on "
        "December 3, 2024."
    )

    assert "2024-12-03" in {event.date for event in read_text(text, "2025-01-20").events}
