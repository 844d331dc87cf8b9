"""Sentences and clauses, as places in a text; nothing is rewritten.

Own rules rather than a tokenizing library: places are kept exactly, five million characters take
about a second, and the abbreviations of this field (`U.S.`, `No.`, `Supp.`) are known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1_200
"""A longer stretch without a full stop is cut at a space, so that work stays bounded."""

_STOP: Final = re.compile(r"[.!?。！？]+[\"'”’)\]]*(?=\s|$)|[。！？]|\n\s*\n|\n(?=\s*[A-Z•*–-])")
_ABBREVIATION: Final = re.compile(
    r"(?:(?<!['’])\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|No|Nos|Inc|Corp|Co|Ltd|vs|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Jr|Sr|"
    r"Supp|Sec|Art|Fig|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Fla|Calif|Mass|"
    r"Tex|Wash|e\.g|i\.e|U\.S|U\.K|U\.A\.E|a\.m|p\.m|D\.C|para|pt|cf|et al))\.$"
)
_N: Final = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|a few|some|several)"
_CLAUSE: Final = re.compile(
    r";\s+|:\s+(?=\w)|\s[–—-]\s|—|"
    # a new subject with its verb
    r",\s+(?=(?:and|but|while|whereas|although|though|yet|so)\s+(?:\w+\s+){0,5}?(?:\w+ed|is|are|was|"
    r"were|has|have|had|will|would|may|can|put|set|took|said|told|gave|made|sent|began|let|says|"
    r"comes|goes|wrote)\b)|"
    # an aside, and when it was
    r"(?<!\bthat),\s+(?=(?:which|who|whose|where|when|whereas|after|hours after|since the|since its|since american|since washington|a step|a move|a decision|a measure)\s)|"
    rf",?\s+(?=(?:only |just )?{_N} (?:days?|weeks?|months?) (?:after|before) )|"
    r"(?<!days)(?<!weeks)(?<!months)(?<!day)(?<!week)(?<!month)(?<!hours)"
    r"\s(?=(?:while|after|before) (?:the (?![Ss]enate|[Hh]ouse|[Cc]ommittee|[Cc]ourt|[Cc]ongress|[Cc]ouncil|[Pp]arliament)|it |he |China|Washington|Beijing))|"
    r"\s(?=and (?:on|in) (?:[A-Z]|last|this))|"
    r"\s(?=(?:after|before|once) (?:[A-Z][\w.]+ ){1,4}(?:had|has|decided|announced|said|signed|told)\b)"
)
_OPENER: Final = re.compile(
    rf"(?:(?:After|When|While|Before|As|Hours after|Once|Since|Asked (?:about|whether|how|why)|In (?:response|answer|reply) to|Commenting on|"
    rf"Responding to|Following|Until|Because|Although|Though|Despite) |{_N.replace('an?', 'An?')} (?:days?|weeks?|months?) "
    r"(?:after|before) )",
    re.I,
)
"""A sentence that opens with an aside: its first comma ends it."""
_BARE_DAY: Final = re.compile(r"(?:On|In|By) [\w.]+(?: \d{1,2})?(?:,? \d{4})?")
_TIMED: Final = re.compile(rf"(?:only |just )?{_N} (?:days?|weeks?|months?) (?:after|before) ")
"""`On December 9, a week after …, the agency opened …`: the aside ends at its comma."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text, `end` excluded; `para` counts the blocks before it."""

    start: int
    end: int
    para: int = 0


def sentences(text: str) -> list[Span]:
    """The sentences of a text.

    >>> t = "The U.S. acted. China answered on Jan. 5."
    >>> [t[s.start : s.end] for s in sentences(t)]
    ['The U.S. acted.', 'China answered on Jan. 5.']
    """
    found: list[Span] = []
    start, para = 0, 0
    for match in _STOP.finditer(text):
        mark = match[0]
        broken = mark.startswith("\n")
        if not broken and mark[0] == "." and _goes_on(text, start, match):
            continue
        _add(found, text, start, match.start() if broken else match.end(), para)
        start = match.end()
        para += broken
    _add(found, text, start, len(text), para)
    return found


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a full stop belongs to an abbreviation or a number."""
    left = text[max(start, match.start() - 12) : match.start() + 1]
    rest = text[match.end() : match.end() + 40].lstrip()
    if not rest:
        return False
    if _ABBREVIATION.search(left):
        # `in the U.S. The rule …`: a capital article or pronoun opens a new sentence.
        if re.search(r"(?:U\.S|U\.K|D\.C|a\.m|p\.m)\.$", left):
            return not re.match(
                r"(?:The|A|An|In|It|He|She|They|But|And|On|At|This|That|These|Nvidia|China|"
                r"Beijing|Officials)\b",
                rest,
            )
        return True
    return rest[0].islower()


def _add(found: list[Span], text: str, start: int, end: int, para: int) -> None:
    while start < end:
        stop = end
        if end - start > LONGEST:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = cut if cut > 0 else start + LONGEST
        first, last = start, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if last > first:
            found.append(Span(first, last, para))
        start = stop


def clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence that may each state an act of its own.

    >>> t = "The ban was lifted on Monday; the tariff, which began in May, stays."
    >>> [t[c.start : c.end] for c in clauses(t, Span(0, len(t)))]
    ['The ban was lifted on Monday', 'the tariff', 'which began in May, stays.']
    """
    found: list[Span] = []
    start = sentence.start
    if _OPENER.match(text, sentence.start, sentence.end):
        comma = text.find(", ", start, sentence.end)
        if comma > start + 8:
            found.append(Span(start, comma, sentence.para))
            start = comma + 2
    place = start
    while match := _CLAUSE.search(text, place, sentence.end):
        place = max(match.end(), place + 1)
        if match.start() - start >= 8:
            found.append(Span(start, match.start(), sentence.para))
            bare = _BARE_DAY.fullmatch(text, start, match.start())
            start = match.end()
            comma = text.find(", ", start, sentence.end)
            if bare and _TIMED.match(text, start, sentence.end) and comma > start + 8:
                found.append(Span(start, comma, sentence.para))
                start = place = comma + 2
    found.append(Span(start, sentence.end, sentence.para))
    return [one for one in found if one.end > one.start]
