"""What the sentences beside an act say of it: from when it has effect, and who vouches for it."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.scene import Scene, Sentence

_TOLD: Final = re.compile(r"\b(?:told|tells)\b")
"""An order is told too; it is no word of the one who acts to the public."""
_PAST: Final = 14
"""Days after which an act is background that the press no longer vouches for."""
_UNSURE: Final = re.compile(
    r"\b(?:unclear|whether|reportedly|apparently|supposedly|allegedly|perhaps|may have|might have|should have|if|analysts?)\b"
)
"""Words by which a sentence vouches for nothing."""
_APPLIES: Final = re.compile(
    r"(?:(?:for|under|to) (?:these|them|those|it|this)\b|it|they|this|these|the (?:\w+ ){0,2}(?:rules?|measures?|orders?|"
    r"changes?|requirements?|restrictions?|duty|duties|tariffs?|list|listings?|additions?|controls?|ban)\b)"
)
"""How a sentence opens that says from when what was told before applies."""
_BARE_SOURCE: Final = 110
"""Characters of a sentence that only names its sources."""


def effect_told(found: Scene, one: Candidate) -> str:
    """The sentence shortly after that says of this act when it has effect; else empty."""
    for sentence in found.sentences[one.sentence + 1 : one.sentence + 7]:
        if mood.is_press(sentence.low) or _UNSURE.search(sentence.low[:90]):
            continue
        if sentence.span.para != found.sentences[one.sentence].span.para:
            break
        next_one = sentence.index == one.sentence + 1
        if mood.NO_EFFECT.search(sentence.low):
            continue
        if mood.EFFECT_STATEMENT.search(sentence.low) or (
            next_one and (mood.TOOK_EFFECT.search(sentence.low) or _since_then(one, sentence))
        ):
            return sentence.low
    return ""


def _since_then(one: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence says that the act has had effect since a day not before it."""
    if not mood.IN_EFFECT_SINCE.search(sentence.low):
        return False
    act = one.when.day if one.when else None
    days = [w.day for w in sentence.dates if w.day]
    months = [w for w in sentence.dates if w.month and not w.day]
    return not months and bool(act and all(day >= act for day in days))


def begins_later(found: Scene, one: Candidate) -> bool:
    """Whether the next sentence tells a day still ahead from which this act applies."""
    for other in found.sentences[one.sentence + 1 : one.sentence + 2]:
        own = any(w.role == "act" for w in other.dates)
        if _APPLIES.match(other.low) and (
            mood.EFFECT_AHEAD.search(other.low) or mood.NO_EFFECT.search(other.low)
        ):
            return True
        if own or not _APPLIES.match(other.low):
            return False
        return any(
            w.role == "effect" and w.day and w.day > found.published.last for w in other.dates
        )
    return False


def leans_on_press(
    found: Scene, one: Candidate, sentence: Sentence, clause: str, step: int = -1
) -> bool:
    """Whether the sentence continues what unnamed sources told just before, or after."""
    if mood.OFFICIAL.search(sentence.low) or mood.SAID.search(_TOLD.sub(" ", clause)):
        return False
    if one.action == "other" and one.direction == "neutral":
        return False  # a statement is its speaker's own
    day = one.when.day if one.when and one.basis == "explicit" else None
    if day and (found.published.last - day).days > _PAST:
        return False  # an older day, told as known
    if one.action in (
        "disclose-charge",
        "market-milestone",
        "pass-bill",
        "introduce-bill",
    ):
        return False
    index = one.sentence + step
    if not 0 <= index < len(found.sentences):
        return False
    other = found.sentences[index]
    if one.action == "list-entity" and (len(other.low) > _BARE_SOURCE or other.things):
        return False  # a list is public: sources elsewhere speak of something else
    return other.span.para == sentence.span.para and bool(mood.UNNAMED.search(other.low))
