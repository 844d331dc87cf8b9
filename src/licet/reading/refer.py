"""Acts told in one sentence and dated in the one before or after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.dates import When
from licet.reading.pairing import hit_of, made
from licet.reading.refer_words import GOES_ON, WISHED
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span

_PLAIN: Final = 40
"""Points from which an act told without a day may be the one that the next sentence dates."""
_STRONG: Final = 44


def earlier(
    found: Scene, sentence: Sentence, part: Span, when: When, before: list[Candidate]
) -> Candidate | None:
    """The act of a sentence before, that a dated clause refers to: `it was ordered on Monday`."""
    if mood.DENIES.search(sentence.low) or mood.HEARING.search(sentence.low):
        return None
    for index in range(sentence.index - 1, max(-1, sentence.index - 3), -1):
        other = found.sentences[index]
        told = [one for one in before if one.sentence == index]
        if told and told[-1].when is not None and not told[-1].nominal:
            return replace(
                told[-1], sentence=sentence.index, span=part, when=when, basis=when.basis,
                nominal=False, trigger=part.start, told=index, carried=False,
            )  # fmt: skip
        hit = hit_of(other, other.span) if other.live else None
        if hit and hit.score >= _PLAIN and not WISHED.search(other.low):
            one = made(other, other.span, hit, when)
            return replace(
                one,
                sentence=sentence.index,
                span=part,
                basis=when.basis,
                trigger=part.start,
                told=index,
            )
    return None


def following(found: Scene, sentence: Sentence, when: When) -> Candidate | None:
    """The act that the next sentence tells of what this one dates: `… on Monday. It bars …`."""
    index = sentence.index + 1
    if index >= len(found.sentences) or mood.HEARING.search(sentence.low):
        return None
    other = found.sentences[index]
    own = any(w.role == "act" for w in other.dates)
    if own or other.span.para != sentence.span.para or not GOES_ON.match(other.low):
        return None
    if mood.OPINION.search(other.low) or mood.NEGATED.search(other.low):
        return None
    hit = hit_of(other, other.span)
    if hit is None or hit.score < _STRONG:
        return None
    one = made(other, other.span, hit, when)
    return replace(one, basis=when.basis, carried=True)
