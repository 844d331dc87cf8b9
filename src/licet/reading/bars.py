"""Words that keep an act from being called in force: hedges, plans, wishes, denials, the press."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.lexicon import FORBIDS

_BARRED: Final = re.compile(
    r"\b(?:may(?! (?:not|now|no longer|only|\w+ (?:the |its )?(?:\w+ )?only))|might|could|perhaps|possibly|probably|likely|expected|expects?|hopes?|seems?|appears?|if|whether|"
    r"consider\w*|weigh(?:s|ed|ing)?|mull\w*|floated|propos\w+|draft\w*|plans?|planned|planning|intend\w*|threat\w+|"
    r"vow\w*|pledg\w+|promis\w+|assur\w+|alleg\w+|contemplat\w+|urges?|urged|calls? for|called for|"
    r"wants? to|set to|about to|poised|prepar\w+|soon|scheduled|would|will|should|going to|bills?|"
    r"not (?:yet )?|no rule|fails?|failed|never|rumou?r\w*|ready to|aims? to|hint\w*|signal\w*|suggest\w*|"
    r"study|studies|studying|examin\w+|discuss\w+|talks?|seek\w*|request\w*|recommend\w*|moving to|"
    r"eyes|eyeing|looking (?:at|to)|ponder\w*|envisag\w*|anticipat\w*|understood|believed|thought|claim\w*)\b"
)
_NUMBERED: Final = re.compile(r"(?:house|senate) bill \d+|\b[hs]b ?\d+")
_FICTION: Final = re.compile(r"\b(?:treated|regarded|counted|considered) as (?:if|though)\b")
"""A legal fiction is law: `treated as if it were listed`."""
_UNREAL: Final = re.compile(
    r"\b(?:agree[sd]?|means to|meant to|let it be known|refus\w+|declin\w+|against (?=\w+ing)|decided not|"
    r"power to|authority to|right to|ask(?:s|ed)? (?:congress|parliament|the)|unclear|whether|would have|close to (?=\w+ing)|"
    r"denied|denies|denying|rumou?rs?|analysts?|lawmakers urged|ready|willing|able to|trying|tries|tried|attempt\w*|fail\w*|"
    r"in talks|negotiat\w+|(?:ask|request|demand|insist|urg|propos|recommend|suggest|want|plead|petition|appeal|press|call|advocat|advis|wish|prefer)\w*\b[^.;]{0,60} that|recommend\w*|prepared to|poised|reports? (?:\w+ ){0,3}says?|as if|almost|nearly|"
    r"without (?=\w+ing)|instead of|rather than|was going to|supposed to|meant for|opposes?|opposed|hypothe\w+|"
    r"not in force|not yet|no longer (?!an?\b)|suppose\w*|imagine\w*|joked?|dream\w*|wish\w*|warn(?:ed|s|ing)?|caution\w*|"
    r"op-?eds?|opinion (?:pieces?|articles?)|editorials?|commentar(?:y|ies)|columnists?|think[- ]tanks?|"
    r"amendments?,? (?:which|that) the (?:\w+ )?(?:committee|house|senate|chamber|parliament)|"
    r"(?:judges?|courts?|tribunal|justices)\b[^.;]{0,60}\b(?:stopped|halted|blocked|froze|suspended|stayed|struck|voided|enjoined|annulled|paused|overturned|"
    r"threw out|put on hold|set aside)|"
    r"has not|have not|had not|did not|does not|do not|is not|are not|was not|were not|n't|never|nor|neither|nobody|no one|"
    r"doubt\w*|question(?:s|ed|ing)|debate\w*|argu\w+|petition\w*|lobb\w+|call(?:s|ed|ing)?\b[^.,;]{0,24} (?:for|on) (?:the|a|an|congress|commerce|washington|president)|call(?:s|ed|ing)? (?:for|on)|push(?:es|ed|ing)?\b[^.,;]{0,24} for)\b"
)
"""Words that leave open, deny or only wish for what follows."""
_ACT: Final = (
    r"(?:ban|bar|requir|impos|block|add|publish|sign|stopp?|tell|revok|forbid|halt|prohibit|restrict|put|plac|list|issu|"
    r"tighten|rais|levy|introduc|extend|end|suspend|limit|curb|order|enforc|adopt|apply|control|cut|set|expand|slap|hit|doubl|"
    r"clos|shut|exclud|subject|blacklist|outlaw|ceas|pull|mak|giv|tak|bring|enact|releas|deny|withdraw|withhold)"
)
_INFINITIVE: Final = re.compile(
    rf"\bto (?:\w+ly |also |soon |then )*{_ACT}(?:e|n|t|pe|y|d)?\b(?! up to)|"
    rf"\b{_ACT}(?:n|t|p|d)?ing\b"
)
"""A deed named and not done: `to ban`, `banning`."""
_DONE_BEFORE: Final = re.compile(
    r"\b(?:signed|signs|issued|issues|published|publishes|released|told|tells|ordered|instructed|directed|informed|notified|"
    r"began|begun|started|forced|letters?|adopted|took effect|takes effect|"
    r"(?:answered|responded|retaliated|reacted|(?:hit|struck) back)\b[^,;]{0,40} by)\b"
)
_SOFT: Final = re.compile(
    r"\b(?:if|whether|may|might|could|would|reports?|sources?|analysts?|rumou?rs?|allegedly|reportedly|bill|draft|propos\w+|"
    r"plans?|hint\w*|signal\w*|perhaps|expect\w*|hop\w+)\b"
)
"""What stands before a clause can take back the whole of it."""


def barred(clause: str, sentence: str, named: bool = True) -> bool:
    """Whether any word keeps an act from being called in force; `named`: also a deed only named.

    >>> barred("commerce may ban the chip", "commerce may ban the chip")
    True
    """
    whole = _up_to(clause, sentence)
    if mood.EFFECT.search(sentence):
        clause, whole = (_FICTION.sub(" ", text) for text in (clause, whole))
    clause, whole = (_plain(text) for text in (clause, whole))
    deed = _INFINITIVE.search(clause) if named else None
    return bool(
        asks(sentence)
        or _BARRED.search(clause)
        or _UNREAL.search(whole)
        or (deed and not _DONE_BEFORE.search(clause[: deed.start()]))
        or _SOFT.search(whole[: whole.find(clause[:30]) + 1])
        or mood.EFFECT_AHEAD.search(clause)
        or mood.is_press(sentence)
        or mood.DENIES.search(clause)
    )


def asks(sentence: str) -> bool:
    """Whether a sentence is a question, which tells nothing.

    >>> asks("have the makers been ordered to stop?"), asks("they have.")
    (True, False)
    """
    return sentence.rstrip(" \"'”’)").endswith("?")


def _plain(text: str) -> str:
    """Without words that only look like a hedge: a bill's number, `may not be exported`."""
    return FORBIDS.sub(" ", _NUMBERED.sub(" ", text))


def _up_to(clause: str, sentence: str) -> str:
    """The sentence as far as it can take the clause back: not past the next semicolon."""
    place = sentence.find(clause[:40])
    stop = sentence.find("; ", place + len(clause)) if place >= 0 else -1
    return sentence if stop < 0 else sentence[:stop]
