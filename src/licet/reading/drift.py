"""Dated clauses that no rule knows: the drift of their words, or a statement."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.dates import When
from licet.reading.lexicon import Rule
from licet.reading.scene import Sentence
from licet.reading.sentences import Span

_TIGHT: Final = re.compile(
    r"\b(?:stop|halt|forb|bar(?:s|red)|ban|block|restrict|limit|curb|tight|impos|requir|must|no longer|punish|penal|"
    r"sanction|surcharge|demand|close|shut|exclud|cut off|crack|clamp|target|harsh|strict|tough|end(?:s|ed)\b|hit|"
    r"prevent|stem|squeez|cap(?:s|ped)\b)\w*"
)
_LOOSE: Final = re.compile(
    r"\b(?:lift|eas(?:e|i)|loos|allow|let(?:s|ting)?\b|permitt|grant|exempt|clear(?:s|ed)|resum|return|suspend|paus|withdr|"
    r"rescind|drop|waiv|lower|free|open|relax|restor|spar|reliev|relief|concession|reprieve|go ahead|green)\w*"
)
_DRIFTS: Final = (
    (r"tariff|surcharge|\bdut(?:y|ies)\b", "tariff-impose", "tariff-cut"),
    (r"licen[cs]|permit", "require-license", "grant-license"),
    (r"\brules?\b|regulation|framework", "publish-rule", "rescind-rule"),
)
_STATEMENT: Final = re.compile(
    r"\b(?:said|says|told|announced|stated|declared|wrote|posted|confirmed|called|urged|denied|rejected|argued|answered|"
    r"replied|testified|explained|vowed|protested|condemned|criticized|criticised|opposes?|insisted|revealed|"
    r"disclosed|described|dismissed|acknowledged)\b"
)
_POLICY: Final = re.compile(
    r"licen[cs]|export|import|tariff|dut(?:y|ies)\b|restrict|ban\b|curb|control|ship|sell|sale|sold|buy|purchas|order|"
    r"allow|approv|chip|exempt|measure|rule|polic|backdoor|security|deal|trade|reprieve|moratorium|kill switch|back ?door|reserve|\bkept\b"
)
RESULTS: Final = re.compile(
    r"\b(?:revenue|sales|profit|earnings|margin|shares?|stock) (?:of|in|for|rose|fell|grew|jumped|climbed|dropped)\b|"
    r"\bquarter\b|guidance for the|\borders on its books\b|half a trillion|market share|\bprice\b|headquarters"
)


def guess(sentence: Sentence, part: Span, when: When) -> Candidate | None:
    """A dated clause in which somebody acts, told in words that no rule knows: its drift."""
    clause = sentence.piece(part.start, part.end)
    if not sentence.actors or RESULTS.search(sentence.low):
        return None
    if not _POLICY.search(clause) or mood.HEARING.search(clause):
        return None
    if mood.NEGATED.search(clause):
        return None
    loose, tight = len(_LOOSE.findall(clause)), len(_TIGHT.findall(clause))
    if loose == tight:
        return None
    direction = "loosen" if loose > tight else "tighten"
    pair = next((p for stem, *p in _DRIFTS if re.search(stem, clause)), ["ban", "lift-ban"])
    rule = Rule(pair[direction == "loosen"], direction, 22, re.compile(r"(?!)"))
    return Candidate(
        sentence.index, part, rule, rule.action, direction, when, when.basis, trigger=part.start
    )


def statement(sentence: Sentence, part: Span, when: When) -> Candidate | None:
    """A dated statement by a government or company about the matter."""
    low = sentence.low
    if not _STATEMENT.search(low) or not _POLICY.search(low) or RESULTS.search(low):
        return None
    if re.search(r"\bcalled the\b|\breject|\bdenied", low) and sentence.companies:
        pass
    elif not (sentence.things or sentence.places):
        return None
    speaker = any(m.start < sentence.span.end for m in (*sentence.actors, *sentence.companies))
    if not speaker:
        return None
    if mood.HEARING.search(low):
        return None
    rule = Rule("other", "neutral", 20, re.compile(r"(?!)"))
    return Candidate(
        sentence.index,
        sentence.span,
        rule,
        "other",
        "neutral",
        when,
        when.basis,
        trigger=part.start,
    )
