"""Dated statements: who says what of an act, and no more."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.dates import When
from licet.reading.lexicon import Rule
from licet.reading.scene import Sentence
from licet.reading.sentences import Span

_STATEMENT: Final = re.compile(
    r"\b(?:said|says|told|announced|stated|declared|wrote|posted|confirmed|called|urged|denied|rejected|argued|answered|"
    r"replied|accused|blamed|tells|warned|cautioned|demanded|requested|praised|welcomed|defended|suggested|hinted|attacked|slammed|blasted|objected|indicated|repeated|reiterated|expressed|raised|stressed|spoke|asked|noted|announced|voiced|testified|explained|vowed|protested|condemned|criticized|criticised|opposes?|insisted|revealed|"
    r"(?:sent|submitted|delivered|transmitted)\b.{0,40}\b(?:report|findings|letter)|in an? (?:\w+ )?(?:post|statement|letter|interview|speech|blog)|disclosed|described|dismissed|acknowledged)\b"
)
_POLICY: Final = re.compile(
    r"licen[cs]|export|import|tariff|dut(?:y|ies)\b|restrict|ban\b|curb|control|ship|sell|sale|sold|buy|purchas|order|"
    r"allow|approv|chip|exempt|measure|rule|polic|backdoor|security|deal|trade|letter|market\b|reprieve|moratorium|kill switch|back ?door|reserve|\bkept\b"
)
_REGULATED: Final = re.compile(
    r"licen[cs]|letter|export|tariff|restrict|\bban\b|\bbanned|curb|control|china|chinese|beijing|washington|government|\brules?\b|back ?door|"
    r"\bfake\b|rumou?r|\bfalse\b|untrue|kill switch|sanction|authorit|approv|president|congress|minist"
)
"""A company speaks of much; only what touches a government counts."""
RESULTS: Final = re.compile(
    r"\b(?:revenue|sales|profit|earnings|margin|shares?|stock) (?:of|in|for|rose|fell|grew|jumped|climbed|dropped)\b|"
    r"\bquarter\b|guidance for the|\borders on its books\b|half a trillion|market share|\bprice\b|headquarters"
)


_REACTION: Final = re.compile(
    r"\b(?:disappointed|dismayed|shocked|surprised|(?:will|would|plans? to|intends? to) appeal|objects?|objected|disagrees?|"
    r"regrets?|regretted|compl(?:y|ies|ied) with|welcomes?|welcomed)\b"
)
"""How a company takes what a government did."""
_PRONOUN: Final = re.compile(r"(?:in [^,]{4,60}, |on \w+ |today )?(?:he|she|it|they)\b")
_OPINES: Final = re.compile(
    r"\b(?:accus(?:ed|es)|blam(?:ed|es)|condemn\w+|criticis\w+|criticiz\w+|protest\w+|oppos(?:ed|es)|welcom\w+|prais\w+|"
    r"attacked|slammed|regret\w*|defended|object(?:ed|s)|complain\w+)\b"
)


def opines(clause: str) -> bool:
    """Whether a clause only says what somebody thinks of another's act; in lower case."""
    return bool(_OPINES.search(clause))


def statement(sentence: Sentence, part: Span, when: When) -> Candidate | None:
    """A dated statement by a government or company about the matter."""
    low = sentence.low
    if not _STATEMENT.search(low) or RESULTS.search(low):
        return None
    spoken = False
    official = any(m.kind in ("agency", "government", "leaders") for m in sentence.actors)
    if _PRONOUN.match(low) and not sentence.actors and not sentence.companies:
        official = spoken = True
    if any(m.kind in ("legislature", "state") for m in sentence.actors):
        official = True
    if _REACTION.search(low) and sentence.companies:
        official = True
    if not official and not (_POLICY.search(low) and _REGULATED.search(low)):
        return None
    if re.search(r"\bcalled the\b|\breject|\bdenied", low) and sentence.companies:
        pass
    elif not (sentence.things or sentence.places or official):
        return None
    speaker = spoken or any(
        m.start < sentence.span.end for m in (*sentence.actors, *sentence.companies)
    )
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
