"""Whether a sentence is wholly made of the plain words in which acts of law are told.

Words of hearsay, jest and doubt have no end; the plain ways to tell an act of a state have. So no
word is barred here. Every word of a sentence must have a class in `data/plainlaw.txt`, or be a
name, place, day or number, and the classes must fall into one of a few shapes: who can make law
does it to something; something is under it; it needs a license; it has effect. One word more, and
the sentence is not called law.

A class is a letter and a sentence a string of them, which is shortened in a fixed order: noun
phrases, phrases with a preposition, and then the shapes.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading.lawwords import UNKNOWN, classes, noun_phrases
from licet.reading.scene import Sentence

_NOUN: Final = "[SPRLX]"
_STEPS: Final = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"\(S\)", ""),  # a short name in brackets
        (r"RoX", "X"),  # an order of chips, a notice of a firm
        (r"S(?:o[SP])+", "S"),  # the government of the Netherlands, and no ministry of magic
        (r"([PRLX])(?:o(?:[SPRLX]|D))+", r"\1"),  # sales of chips; the rule of May 3
        (rf"({_NOUN})(?:(?:,c?|c)\1)+", r"\1"),  # gallium, germanium and antimony
        (r"([PRLX])(?:o(?:[SPRLX]|D))+", r"\1"),
        (r"(?:p|f|T|s|pt|ft)?D", "A"),  # on May 3; since May
        (
            rf"[pf](?:{_NOUN}|g{_NOUN}?)|T{_NOUN}|b[SPR]|[pf]A",
            "A",
        ),  # under a license; for making chips
        (r"w[LR]", "W"),  # only with a license
        (rf"({_NOUN})(?:(?:,c?|c)\1)+", r"\1"),
        (r"^[Aj,.]+", ""),  # what may stand anywhere goes
        (r"(?:,[Aj]+)+,(?=[^cE])|(?:,?[Aj])+", ""),
        (rf"({_NOUN}),{_NOUN},(?=u)", r"\1"),  # the firm, a maker of chips, was …
        (r"[.,]+$", ""),
    )
)
_DOES: Final = rf"u*v{_NOUN}?(?:,{_NOUN})?"
_MAY_NOT: Final = rf"(?:iv?|uv)?{_NOUN}?"
_UNDER: Final = "|".join((
    rf"{_NOUN}u*q[LRX]", "Lu+q",  # the chip needs a license; a license is required
    rf"{_NOUN}m{_MAY_NOT}",  # gallium may not be exported
    rf"{_NOUN}(?:i|Miv?|Mu*v){_NOUN}?W?",  # the firm must stop deliveries; it leaves only with a license
    rf"{_NOUN}e(?:iv?|uv){_NOUN}?W", rf"{_NOUN}u*vW",  # it may leave only with a license
    "[LR]u*E",  # the rule is in force
))  # fmt: skip
"""What is under a law or has effect."""
_TOLD: Final = "|".join((
    rf"[SPR][yv]XTi{_NOUN}?", rf"Xu+[yv]Ti{_NOUN}?",  # the bureau ordered the firm to stop sales
    rf"[SPR]yXh?(?:{_UNDER})", rf"Xu+yh?(?:{_UNDER})",  # the firm was told that it needs a license
))  # fmt: skip
"""What a firm is told to do, or that it is under."""
_CORE: Final = "|".join((
    rf"[SPR]{_DOES}(?:(?:,c|c|,|h){_DOES})*",  # the ministry issued an order that bars the chip
    rf"[SPR]hE{_DOES}",  # a rule that took effect bars it
    rf"{_NOUN}u+v{_NOUN}?(?:,{_NOUN})?",  # the firm was added to the list
    _UNDER, _TOLD,
))  # fmt: skip
_FILED: Final = "(?:GXz|XzX?G)h(?=XM|[SPR]y|Xu)"
"""A company said in a filing that it must, was told, …"""
_SHAPE: Final = re.compile(
    rf"(?:{_FILED})?(?:E,?)?(?:{_CORE})(?:,?E)*(?:,S[vy])?(?:(?:;|,c|c|,)(?:{_CORE})(?:,?E)*)*"
)

_PUBLIC: Final = re.compile("[SRG]|P'?[ant]*L")
_CROSSES: Final = re.compile(
    r"\b(?:(?:re-?)?(?:ex|im)port\w*|customs|tariffs?|dut(?:y|ies)|surcharge|entity list|leaves? (?:the country|[a-z]+ only))\b"
)
"""That a state is at work: a body, a paper, a country's limit; or what crosses a border."""


def is_plain_law(sentence: Sentence, text: str) -> bool:
    """Whether a sentence of `text` tells an act of law in plain words, all of which are known."""
    letters = classes(sentence, text)
    if "y" in letters and not set("SG") & set(letters):
        return False  # told by whom?
    if not _PUBLIC.search(letters) and not _CROSSES.search(sentence.low):
        return False  # whose license? a landlord has some, too
    return bool(_SHAPE.fullmatch(shortened(letters)))


def opens_plainly(sentence: Sentence, text: str) -> bool:
    """Whether a sentence begins with words that are known, and so speaks of itself."""
    return noun_phrases(classes(sentence, text))[:1] not in ("", UNKNOWN, "h", "j", "c")


def leans(sentence: Sentence, text: str) -> bool:
    """Whether a sentence opens with something told before: `the rule`, `it`, and no body's name."""
    return shortened(classes(sentence, text))[:1] not in ("S", "P")


def shortened(letters: str) -> str:
    """A string of classes without what may stand anywhere: phrases of place, time and manner.

    >>> shortened("StXpPD.")
    'SX'
    """
    letters = noun_phrases(letters)
    for pattern, into in _STEPS:
        letters = pattern.sub(into, letters)
    return letters
