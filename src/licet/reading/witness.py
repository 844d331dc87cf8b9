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
from licet.reading.candidate import Candidate
from licet.reading.event import Event
from licet.reading.following import is_taken_back
from licet.reading.hearsay import is_hearsay
from licet.reading.known import in_force_on_record
from licet.reading.lawful import may_be_law
from licet.reading.plainlaw import is_plain_law, leans, opens_plainly
from licet.reading.roles import is_later
from licet.reading.scene import Scene, Sentence
from licet.reading.status import EFFECTIVE

_TALE: Final = re.compile(
    r"\b(?:scenarios?|war ?gam(?:e|es|ing)|games?|players?|table-?top|drills?|simulat\w+|exercises?|rehears\w+|novels?|thrillers?|fiction\w*|satir\w+|"
    r"parod\w+|hypothe\w+|imagin\w+|suppos\w+|what if|quiz\w*|exams?|scripts?|screenplays?|films?|movies?|plays|plot|dream\w*|alternate|"
    r"thought experiment|premise|playbooks?|templates?|samples?|mock\w*|jokes?|joking|april fool\w*|fake\w*|hoax\w*|forge\w*|fabricat\w+|"
    r"deepfake\w*|invented|rumou?r\w*|gossip\w*|wish list|drafts?|proposals?|predict\w*|forecasts?|prophec\w+|essay\w*|op-?eds?|columnists?|stor(?:y|ies)|tales?|novellas?|chapters?|lectures?|podcasts?|speculat\w+)\b"
)
"""Words of a text in which a plain sentence need not be meant."""
_OFFICIAL: Final = re.compile(
    r"\b(?:in (?:an?|its|the) (?:\w+ ){0,2}(?:statement|notice|order|circular|bulletin|decree|directive|proclamation|rule) (?:of|on|dated|issued|published)?|"
    r"in (?:a|its) (?:\w+ )?filing)\b"
)
"""Where something is said that is done by being said."""
_BEFORE: Final = 2
"""Sentences before an act that can say how it is meant."""
_OPEN: Final = re.compile(r"[\"“”]")


def is_on_record(found: Scene, one: Candidate, told: list[Sentence], event: Event) -> bool:
    """Whether the record knows as law what `told`, the sentences of an act, tell as done.

    The words need not say that it has effect, but must neither hedge nor only report it.
    """
    if event.status not in ("in-force", "announced") or any(
        is_hearsay(found, sentence) for sentence in told
    ):
        return False
    if event.status == "announced" and not _is_done(one, told[0]):
        return False
    return bool(in_force_on_record(event, found.published))


def is_plainly_law(found: Scene, one: Candidate, told: list[Sentence]) -> bool:
    """Whether an act is told in plain words of law, and nothing speaks against them."""
    if (one.learned or one.renamed) and not may_be_law(found, one):
        return False
    return all(_stands_alone(found, sentence) for sentence in told)


def _is_done(one: Candidate, sentence: Sentence) -> bool:
    """Whether an act that law can be made of is told as done, by itself or in an official text."""
    if one.action not in EFFECTIVE or one.when is None:
        return False
    clause = sentence.piece(one.span.start, one.span.end)
    if barred(clause, sentence.low) or mood.AHEAD.search(sentence.low):
        return False
    return not mood.SAID.search(clause) or bool(_OFFICIAL.search(clause))


def _stands_alone(found: Scene, sentence: Sentence) -> bool:
    """Whether a sentence is plain law, and the text around it leaves it so."""
    if not is_plain_law(sentence, found.text) or _begins_later(found, sentence):
        return False
    if is_taken_back(found, sentence) or any(_TALE.search(one.low) for one in found.sentences):
        return False
    block = [one for one in found.sentences if one.span.para == sentence.span.para]
    if len(_OPEN.findall(found.text[block[0].span.start : sentence.span.start])) % 2:
        return False  # a quotation is still open
    before = found.sentences[max(0, sentence.index - _BEFORE) : sentence.index]
    if leans(sentence, found.text) and any(
        mood.HEDGED.search(one.low) or mood.is_press(one.low) for one in before
    ):
        return False
    after = found.sentences[sentence.index + 1 : sentence.index + 2]
    return all(opens_plainly(one, found.text) for one in after)


def _begins_later(found: Scene, sentence: Sentence) -> bool:
    """Whether the sentence names a day that is still ahead."""
    return any(is_later(found.published, when) for when in sentence.dates if when.role != "end")
