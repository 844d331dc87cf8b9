"""What a sentence tells, whatever its other words: a deed of law, another one, news, or a day alone."""

from __future__ import annotations

import re
from typing import Final

from licet.reading.lawwords import DATE, MAKER, classes, noun_phrases
from licet.reading.scene import Sentence

_FIRM_DOES: Final = re.compile("^[^Sb]*Kj*v")
"""A deed of a company, before any body of a state is named."""
_OTHERWISE: Final = re.compile("|".join((
    "Su?x{1,3}[pf]L", "Xux{1,2}L",  # backed off from a ban; it was thinking a limit over
    "^[pftD,]*[xX]?xv(?!.*b[SR])",  # a hacker added firms
    "Su?x(?:T?[uvi])?X(?:u?v|L)",  # the government spared the chip a license, wanted it put under one
    "v[^,;.v]*x[pfT]+L",  # issued a study on a ban
    "vLpX[pT]t?x",  # put a ban on the chip to a vote
    "(?<![SR])yS", "Su+yb",  # a company told the ministry
    "^[^SRv]*xhD?,?pDS",  # somebody swears that on May 3 the ministry …
)))  # fmt: skip
"""An unknown word where the deed of law or its doer would stand."""
_NEWS: Final = re.compile("p?D?,?t?[SK]u*[yz]h?t?[SK]u*")
_SOME_DEED: Final = re.compile("[vqEm]|Mi|u[pA]*[LR]|yX|L[foXc]*xL|w[LR]|iL|sD")
"""What a sentence must have to tell of law at all, whatever its other words."""


def is_dateline(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is a day, with or without a place, and nothing else."""
    return bool(re.fullmatch("[PS,.]*D[,.]*", classes(sentence, text)))


def is_news(sentence: Sentence, text: str) -> bool:
    """Whether a body or company is told to have said on a day what one did: no heading, no scene."""
    letters = classes(sentence, text, makers=True).replace("k", "v")
    return bool(_NEWS.match(letters)) and DATE in letters


def does_otherwise(sentence: Sentence, text: str) -> bool:
    """Whether an unknown word stands where the deed or its doer would.

    `The bureau backed off from a ban`; `a company told the ministry`.
    """
    letters = classes(sentence, text, makers=True).replace("k", "v")
    phrases = noun_phrases(letters.replace(MAKER, "X"))
    return bool(_FIRM_DOES.search(letters) or _OTHERWISE.search(phrases))


def tells_a_deed(sentence: Sentence, text: str) -> bool:
    """Whether any deed, duty or effect of law is told; a ban that is on a desk is none."""
    letters = classes(sentence, text, makers=True).replace("k", "v").replace(MAKER, "X")
    return bool(_SOME_DEED.search(noun_phrases(letters)))
