"""Whether the words of an act leave it open to be law: nothing hedges, reports, denies or delays it.

Asked of acts that the learned part has found or named: the rules' own bars were made for theirs.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.bars import barred
from licet.reading.beside import begins_later, leans_on_press
from licet.reading.candidate import Candidate
from licet.reading.hits import USUAL, hits
from licet.reading.plain import plain
from licet.reading.roles import is_later
from licet.reading.scene import Scene, Sentence
from licet.reading.standing import stands, told_to_it
from licet.reading.status import EFFECTIVE

_BARS: Final = (
    mood.SAID, mood.AHEAD, mood.HEDGED, mood.DENIES, mood.NEGATED, mood.UNDONE, mood.HEARING, mood.EFFECT_AHEAD,
)  # fmt: skip
"""What bars a clause beside the bars that hold for every rule."""

_SHUT: Final = re.compile(
    r"\b(?:imposed|barred|banned|forbade|prohibited|outlawed|blocked|halted|stopped|shut|closed|cut|choked|sealed|walled|locked|"
    r"(?:put|placed|brought|took)(?= [^.;]{3,60} (?:under|below) (?:\w+ )?(?:licen|restrict|control|embargo|permit|ban))|restricted|subjected|embargoed|throttled|squeezed)\b[^.;]{0,80}\b(?:sales?|exports?|shipments?|suppl\w+|deliver\w+|purchases?|imports?|market|"
    r"chips?|tools?|machines?|software|off|metals?|minerals?|magnets?|duty|duties|tariffs?|licen[cs]\w*|permit|restrictions?|controls?|embargo)\b"
)
"""A trade shut, or a duty laid, in the past tense."""
_YEAR: Final = re.compile(r"\b20\d\d\b")


def may_be_law(found: Scene, one: Candidate) -> bool:
    """Whether nothing in the words of an act, or beside them, speaks against its being law."""
    sentence = found.sentences[one.sentence]
    clause = sentence.piece(one.span.start, one.span.end)
    if one.action not in EFFECTIVE or one.told >= 0:
        return False
    if sentence.press or any(
        leans_on_press(found, one, sentence, clause, step) for step in (-1, 1)
    ):
        return False
    words, whole = plain(clause), plain(sentence.low)
    if stands(one.action, words, whole) or told_to_it(one.action, words, whole):
        return not (_is_bill(sentence) or _is_delayed(found, one, sentence))
    if one.when is None or one.carried or (one.rule.weight <= USUAL and not one.nominal):
        return False
    if not (one.nominal or _rules_tell(one, sentence) or _is_done(sentence, clause)):
        return False
    if barred(clause, sentence.low) or any(bar.search(clause) for bar in _BARS):
        return False
    return not (_is_open(sentence) or _is_delayed(found, one, sentence))


def _rules_tell(one: Candidate, sentence: Sentence) -> bool:
    """Whether a phrase or frame sees an act of the kind that can be law, whichever it is."""
    base = sentence.span.start
    told = hits(sentence, one.span.start - base, one.span.end - base)
    return any(hit.rule.action in EFFECTIVE for hit in told)


def _is_done(sentence: Sentence, clause: str) -> bool:
    """Whether a government is told to have shut a trade, in words that no other act is told with."""
    place = sentence.low.find(clause)
    done = _SHUT.search(sentence.low, max(0, place))
    return bool(done) and any(
        mention.kind in ("agency", "government")
        and place <= mention.start - sentence.span.start < done.start()
        for mention in sentence.actors
        if done
    )


def _is_bill(sentence: Sentence) -> bool:
    """Whether the sentence speaks of a bill or a chamber."""
    return any(m.kind == "bill" for m in sentence.things) or any(
        m.kind == "legislature" for m in sentence.actors
    )


def _is_open(sentence: Sentence) -> bool:
    """Whether the sentence speaks of a bill, or only thinks, asks or denies effect."""
    return _is_bill(sentence) or bool(
        mood.OPINION.search(sentence.low) or mood.NO_EFFECT.search(sentence.low)
    )


def _is_delayed(found: Scene, one: Candidate, sentence: Sentence) -> bool:
    """Whether a day still ahead is told, here or in the next sentence."""
    beside = found.sentences[sentence.index : sentence.index + 2]
    ahead = any(is_later(found.published, when) for each in beside for when in each.dates)
    later = any(
        mood.NO_EFFECT.search(each.low) or mood.EFFECT_AHEAD.search(each.low) for each in beside
    )
    years = any(
        int(year) > found.published.year for each in beside for year in _YEAR.findall(each.low)
    )
    return ahead or later or years or begins_later(found, one)
