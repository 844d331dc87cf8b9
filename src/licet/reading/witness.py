"""The second witness that an act needs before it is called in force.

The words of a text alone never make law: whatever they say of its effect, either the dated record
knows the act as in force on the day the text was published, or the text tells it wholly in plain
words (`plainlaw`) and nothing around them makes a tale of it.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.bars import barred
from licet.reading.beside import effect_told
from licet.reading.candidate import Candidate
from licet.reading.deeds import does_otherwise, is_dateline, is_news, tells_a_deed
from licet.reading.event import Event
from licet.reading.following import is_denied, is_taken_back, is_undone
from licet.reading.hearsay import is_hearsay
from licet.reading.known import in_force_on_record, is_like_one_on_record
from licet.reading.lawful import may_be_law
from licet.reading.plainlaw import is_plain_law, leans, opens_plainly
from licet.reading.roles import is_later
from licet.reading.scene import Scene, Sentence
from licet.reading.status import EFFECTIVE
from licet.reading.when import When

_SCENES: Final = (
    r"scenarios?|war ?gam(?:e|es|ing)|games?|table-?top|drills?|novels?|thrillers?|fiction\w*|satir\w+|parod\w+|hypothe\w+|imagin\w+|suppos\w+|"
    r"what if|quiz\w*|exams?|scripts?|screenplays?|movies?|dream\w*|jokes?|april fool\w*|fake\w*|hoax\w*|forge\w*|rumou?r\w*|myths?|premise|mock\w*|in jest"
)
_SCENE: Final = re.compile(rf"\b(?:{_SCENES})\b")
"""Words of a heading or a sentence that set a scene; there no record bears it out."""
_TALE: Final = re.compile(
    rf"\b(?:{_SCENES}|players?|simulat\w+|exercises?|rehears\w+|films?|plays|plot|alternate|thought experiment|playbooks?|templates?|samples?|joking|"
    r"fabricat\w+|deepfake\w*|invented|gossip\w*|wish list|drafts?|proposals?|predict\w*|forecasts?|prophec\w+|essay\w*|op-?eds?|columnists?|"
    r"stor(?:y|ies)|tales?|novellas?|chapters?|lectures?|podcasts?|speculat\w+)\b"
)
"""Words of a text in which a plain sentence need not be meant."""
_OFFICIAL: Final = re.compile(
    r"\b(?:in (?:an?|its|the) (?:\w+ ){0,2}(?:statement|notice|order|circular|bulletin|decree|directive|proclamation|rule) (?:of|on|dated|issued|published)?|"
    r"in (?:a|its) (?:\w+ )?filing)\b"
)
"""Where something is said that is done by being said."""
_SINCE: Final = re.compile(r"\bsince\b")
_IN_YEAR: Final = re.compile(r"\b(?:in|from|by) (20\d\d)\b")
_STARTS: Final = re.compile(r"\b(?:effective|starting|beginning|as of|from)(?: in| on)? ?\Z")
_TO: Final = re.compile(r"\b(?:until|till|through|to)(?: the)? ?\Z")
_FRESH: Final = 12
"""Months after which a text alone does not say what became of an act."""
_OPEN_MONTH: Final = 5
"""Months after which a month without a year may be the next of that name."""
_BEFORE: Final = 2
"""Sentences before an act that can say how it is meant."""
_HEADING: Final = 60
"""Characters of a heading."""
_OPEN: Final = re.compile(r"[\"“”]")


def is_on_record(found: Scene, one: Candidate, told: list[Sentence], event: Event) -> bool:
    """Whether the record knows as law what `told`, the sentences of an act, tell as done.

    The words need not say that it has effect, but must neither hedge nor only report it. What is
    told in plain words of law needs only be like an act on record.
    """
    if event.status not in ("in-force", "announced"):
        return False
    if any(is_hearsay(found, each) or _is_otherwise(found, each) for each in told):
        return False
    if not (any(tells_a_deed(each, found.text) for each in told) or effect_told(found, one)):
        return False
    if event.status == "announced" and not _is_done(one, told[0]):
        return False
    if in_force_on_record(event, found.published):
        return True
    plain = event.status == "in-force" and _may_be_plain(found, one, told)
    return plain and is_like_one_on_record(event, found.published)


def is_plainly_law(found: Scene, one: Candidate, told: list[Sentence]) -> bool:
    """Whether an act is told in plain words of law, and nothing in the text speaks against them.

    A heading, a speaker, a scene or a remark can change what is meant from any distance. So the
    whole text is plain law and datelines, and before it news with a day and a doer; and nothing in
    it undoes the act or is still ahead.
    """
    if one.when and _age(found, one.when) > _FRESH and not _SINCE.search(told[0].low):
        return False  # who knows what became of it?
    return _may_be_plain(found, one, told) and all(_stands_alone(found, each) for each in told)


def _age(found: Scene, when: When) -> int:
    """How many months before publication a day or month lies."""
    year, month = (when.day.year, when.day.month) if when.day else when.month or (0, 0)
    return (found.published.year - year) * 12 + found.published.month - month


def _may_be_plain(found: Scene, one: Candidate, told: list[Sentence]) -> bool:
    if (one.learned or one.renamed) and not may_be_law(found, one):
        return False
    return all(_is_plain(found, sentence) for sentence in told)


def _is_done(one: Candidate, sentence: Sentence) -> bool:
    """Whether an act that law can be made of is told as done, by itself or in an official text."""
    if one.action not in EFFECTIVE or one.when is None:
        return False
    clause = sentence.piece(one.span.start, one.span.end)
    if barred(clause, sentence.low) or mood.AHEAD.search(sentence.low):
        return False
    return not mood.SAID.search(clause) or bool(_OFFICIAL.search(clause))


def _is_otherwise(found: Scene, sentence: Sentence) -> bool:
    """Whether a sentence, or what stands beside it, says that the act is not to be taken as one."""
    before = found.sentences[max(0, sentence.index - 1) : sentence.index]
    heads = [one.low for one in before if len(one.low) < _HEADING]
    signed = re.search(r"\bsign(?:ed|s)\b", sentence.low)
    return (
        is_denied(found, sentence)
        or any(_SCENE.search(low) for low in [*heads, sentence.low])
        or does_otherwise(sentence, found.text)
        or _begins_later(found, sentence)
        or any(body.kind == "legislature" for body in sentence.actors[:1] if not signed)
    )


def _is_plain(found: Scene, sentence: Sentence) -> bool:
    """Whether a sentence is plain law in a text that is no tale, and its neighbors leave it so."""
    text, at = found.text, sentence.index
    if not is_plain_law(sentence, text) or _begins_later(found, sentence):
        return False
    if any(_TO.search(text, 0, when.start) for when in sentence.dates):
        return False  # until a day: it has ended, or ends
    if is_taken_back(found, sentence) or any(_TALE.search(one.low) for one in found.sentences):
        return False
    if len(_OPEN.findall(text[: sentence.span.start])) % 2:
        return False  # a quotation is still open
    before = found.sentences[max(0, at - _BEFORE) : at]
    if leans(sentence, text) and any(
        mood.HEDGED.search(one.low) or mood.is_press(one.low) for one in before
    ):
        return False
    return all(opens_plainly(one, text) for one in found.sentences[at + 1 : at + 2])


def _stands_alone(found: Scene, sentence: Sentence) -> bool:
    """Whether nothing in the text can change what a plain sentence means."""
    text, at = found.text, sentence.index
    before, after = found.sentences[:at], found.sentences[at + 1 :]
    others = [one for one in before if not is_news(one, text)] + after
    if not all(is_dateline(one, text) or is_plain_law(one, text) for one in others):
        return False
    return not (is_undone(found, sentence) or any(_begins_later(found, one) for one in others))


def _begins_later(found: Scene, sentence: Sentence) -> bool:
    """Whether the sentence names a day that is still ahead, or may be."""
    if any(int(year) > found.published.year for year in _IN_YEAR.findall(sentence.low)):
        return True
    return any(
        is_later(found.published, when)
        or (_age(found, when) > _OPEN_MONTH and _is_open(found, when))
        for when in sentence.dates
        if when.role != "end"
    )


def _is_open(found: Scene, when: When) -> bool:
    """Whether a month of effect stands without its year, and may be the next of that name."""
    told = found.text[when.start : when.end]
    starts = when.role == "effect" or _STARTS.search(found.text, 0, when.start)
    return bool(starts) and not re.search(r"\d{4}", told)
