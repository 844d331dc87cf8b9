"""Which act a stretch of a sentence states: all phrases and frames weighed together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from licet.reading.candidate import phrase_hits
from licet.reading.dates import When
from licet.reading.frames import NEVER, frame_hits
from licet.reading.lexicon import Hit
from licet.reading.scene import Sentence

_STEP: Final = 15
"""Characters between a date and the words of an act that cost the act one point."""
_AGREE: Final = 2
"""Points for each further phrase or frame that says the same act."""

_FORM: Final = {"guidance": 9, "other": 4}
"""Acts that only give the form of another one: a guidance that exempts a chip exempts it."""
_PLAIN: Final = 43
_BEHIND: Final = 4
"""Points that an act loses in a relative clause: `revoked licenses that allowed sales`."""
_RELATIVE: Final = re.compile(
    r"\b(?:which|whose)\b|\bthat (?:\w+ed|let|lets|had|would|may|can|will|has|is|are|was|were|makes?|bars?|allows?)\b"
)
_PHRASED: Final = 47
"""Weight from which a phrase gives more than a form."""
USUAL: Final = 40
"""Weight up to which a rule only says what is usual of a thing; it yields to any other."""
_CHAMBER: Final = re.compile(
    r"\b(?:bills?|acts?(?! of (?:19|20))|legislation|legislat\w+|amendments?|resolution|(?<!white )house|senate|congress\w*|parliament|lawmakers?|senators?|"
    r"representatives?|moratorium|committee|assembly|governor|delegates|chambers?|[hs]\.? ?[br]\.? \d+|[hls][bd] ?\d+)\b"
)
_NEEDS: Final = {
    "introduce-bill": _CHAMBER,
    "pass-bill": _CHAMBER,
    "court-ruling": re.compile(
        r"\b(?:courts?|judges?|justices?|circuit|tribunal|panel|bench|chamber)\b"
    ),
}


_LAW: Final = r"(?:law|statute|act|constitution|treaty|code|section \d+|provision)s?"
_ASIDE_OF_LAW: Final = re.compile(
    r"\b(?:as (?:\w+ as )?|so far as |to the extent (?:that )?|within the limits (?:that )?|what |that |which |than |all )(?:\w+ )?(?:the|its|their|this|his|\w+ law,?)(?: [\w-]+){1,5}? "
    r"(?:permits?|allows?|authori[sz]es?|lets?|grants?|entitles?|gives?|calls? for|requires?)\b"
)
_LAW_ALLOWS: Final = re.compile(
    rf"\b{_LAW} (?:does not |do not |also |only )?(?:permits?|allows?|authori[sz]es?|lets?|entitles?|empowers?)\b[^,;.]*"
)
_OF_LAW: Final = re.compile(rf"\b(?:{_LAW}|rules?|regulations?|statutory|legal)\b")
_LETTER: Final = re.compile(r"\w")


def without_asides(low: str) -> str:
    """The words of a sentence without what it says of laws at large, each letter a dot.

    >>> without_asides("a fine as high as the statute permits")
    'a fine .. .... .. ... ....... .......'
    """

    def dots(match: re.Match[str]) -> str:
        return _LETTER.sub(".", match[0]) if _OF_LAW.search(match[0]) else match[0]

    return _LAW_ALLOWS.sub(dots, _ASIDE_OF_LAW.sub(dots, low))


def hits(sentence: Sentence, start: int, end: int, *, usual: bool = False) -> list[Hit]:
    """All acts that the words between two places of a sentence may state.

    With `usual`, also what is only usual of the things named, where nothing else speaks.
    """
    if (start, end) not in sentence.memo:
        low = without_asides(sentence.low)
        shown = sentence if low == sentence.low else replace(sentence, low=low)
        every = [*phrase_hits(low, start, end), *frame_hits(shown, start, end)]
        sentence.memo[start, end] = [hit for hit in every if _fits(hit, sentence)]
    found: list[Hit] = sentence.memo[start, end]
    if not usual or any(hit.rule.weight > USUAL for hit in found):
        found = [hit for hit in found if hit.rule.weight > USUAL or not _is_usual(hit)]
    votes = Counter(hit.rule.action for hit in found)
    plain = any(hit.score >= _PLAIN and hit.rule.action not in _FORM for hit in found)
    return [
        Hit(
            hit.rule, hit.start, hit.end,
            hit.score + _AGREE * min(votes[hit.rule.action] - 1, 2)
            - (_BEHIND if _RELATIVE.search(sentence.low, start, min(hit.start + 8, hit.end)) else 0)
            - (_FORM.get(hit.rule.action, 0) if plain and hit.rule.weight < _PHRASED else 0),
        )
        for hit in found
    ]  # fmt: skip


def _is_usual(hit: Hit) -> bool:
    return hit.rule.pattern is NEVER and hit.rule.action != "other"


def _fits(hit: Hit, sentence: Sentence) -> bool:
    """Whether the sentence names what an act can't be without: a chamber, a court."""
    needed = _NEEDS.get(hit.rule.action)
    if needed is None or needed.search(sentence.low):
        return True
    return hit.rule.action == "court-ruling" and any(m.kind == "court" for m in sentence.actors)


def ranked(
    sentence: Sentence, start: int, end: int, when: When | None = None, *, usual: bool = False
) -> list[Hit]:
    """The acts that a stretch may state, the likeliest first; of several the one by the date."""
    base = sentence.span.start

    def worth(hit: Hit) -> float:
        if when is None:
            return hit.score
        return hit.score - max(when.start - base - hit.end, hit.start - when.end + base, 0) / _STEP

    return sorted(hits(sentence, start, end, usual=usual), key=worth, reverse=True)


def best(
    sentence: Sentence, start: int, end: int, when: When | None = None, *, usual: bool = False
) -> Hit | None:
    """The act that a stretch most likely states."""
    return next(iter(ranked(sentence, start, end, when, usual=usual)), None)
