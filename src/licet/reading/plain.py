"""Lower-case words as the patterns of status read them: dots that end no sentence are gone."""

from __future__ import annotations

import re
from typing import Final

_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}")
_SHORT: Final = re.compile(
    r"\b(mr|mrs|ms|dr|inc|corp|co|ltd|sen|rep|gov|gen|st|no|nos|art|sec|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?= |,)"
)
_POINT: Final = re.compile(r"(?<=\d)\.(?=\d)")


def plain(low: str) -> str:
    """A stretch of lower-case words without the dots of abbreviations and figures.

    A pattern that looks no further than the end of a sentence would stop at them.

    >>> plain("on feb. 3 the u.s. told nvidia inc. of 4.5 billion.")
    'on feb 3 the us told nvidia inc of 4,5 billion.'
    """
    low = _INITIALS.sub(lambda m: m.group().replace(".", ""), low)
    return _POINT.sub(",", _SHORT.sub(r"\1", low))
