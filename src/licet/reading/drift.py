"""Dated statements: who says what of an act, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
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


_MOVED: Final = (
    r"(?:fell|falls?|lost|loses|losing|shed|sheds|slid|slides?|slipp?(?:ed|s)|sank|sinks|dropp?(?:ed|s)|declined?s?|tumbl\w+|plung\w+|plummet\w+|"
    r"gain(?:ed|s)|rose|rises?|climb(?:ed|s)|jump(?:ed|s)|soar(?:ed|s)|rall(?:y|ied|ies)|surg(?:ed|es)|gave (?:back|up)|gives (?:back|up)|weakened|recovered|doubled|shrank)"
)
_PAPERS: Final = r"(?:shares?|stocks?|title|(?:share|stock) price|prices|bonds|index|nasdaq|kospi|nikkei|dow|futures|yuan|options|market (?:value|capitali[sz]ation)|valuation|capitali[sz]ation)"
_MARKET: Final = re.compile(
    rf"\b{_PAPERS}\b[^.;]{{0,50}}?\b(?:{_MOVED}|closed|ended|opened|went (?:up|down)|(?:was|were) (?:down|up|worth)|traded|lower|higher|weaker)\b|"
    rf"(?<!tariff )(?<!duty )(?<!rate )\b{_MOVED} (?:by |about |more than |nearly |almost |over |around |some |as much as |another )*(?:\d[\d.,]* ?(?:%|per ?cent\b)|(?:a|one) (?:tenth|fifth|quarter|third)\b)|"
    r"\b(?:investors|traders|shareholders|hedge funds|wall street|the market|trading in \w+)\b[^.;]{0,40}?\b(?:sold|bought|dump\w+|punish\w+|react\w+|digest\w+|bet|cut|shrugged|cheered|applauded|was|took|had a)\b|"
    r"\b(?:market (?:value|capitali[sz]ation)|worth (?:less|more) on|price targets?)\b"
)
_CAUSE: Final = re.compile(
    r"\b(?:after|because|since|as|when|following|amid|once|while|for|thanks|due|than before|on (?:the )?(?:news|fears?|hopes?|worries|reports?|word|concerns?))\b|[;:]|, (?:and|but|which|who)\b"
)
_AFTER_WHAT: Final = re.compile(r"\b(?:after|because|since|following|when)\b[^,]*$")
_FIGURES: Final = re.compile(
    r"\b(?:trillion|charges?|writ(?:e|ten)|wrote|inventor(?:y|ies)|impairment)\b"
)
"""What a company reports on a day on which its shares move too."""
_TELLING: Final = re.compile(
    r"(?:, |^)(?:as )?(?:[\w.&' -]{1,40} )?(?:said|says|disclosed|discloses|reported|reports|revealed|announced|confirmed|wrote|writes|stated|shows?|reads?)(?: (?:late|early))?(?: in (?:a|an|its) (?:\w+ )?\w+)?"
    r"(?: (?:of|from|dated|filed|made|submitted|published|released))?(?: (?:late|early))?(?: on)? $"
)
_TOLD_END: Final = re.compile(
    r"(?: (?:morning|afternoon|evening|night))?(?: in (?:a|an|its) (?:\w+ ){1,3})?\W*(?:$|[:;.])"
)
_ONE_DAY: Final = re.compile(r"(?:,? (?:on )?|,? ?\()")
"""Between two names of one day: `one day earlier, on Thursday`, `Thursday (March 6)`."""


def settled(sentence: Sentence) -> list[When]:
    """The days of a sentence, each once; the role of those on which no act was done is `told`.

    Such are the day on which a market took an act in, and that on which a paper told it.
    """
    made: list[When] = []
    for when in sentence.dates:
        here = sentence.piece(made[-1].end, when.start) if made else ""
        twin = made and when.day and made[-1].text == when.text and _ONE_DAY.fullmatch(here)
        if twin and made[-1].role == when.role == "act":
            made.pop()
        if when.role == "act" and (
            _is_market(sentence, when) or (made and _is_telling(sentence, when, made))
        ):
            when = replace(when, role="told")
        made.append(when)
    return made


def _is_market(sentence: Sentence, when: When) -> bool:
    """Whether a day is that on which a market took an act in: `shares fell on Monday`."""
    move = _MARKET.search(sentence.low)
    if move is None or _FIGURES.search(sentence.low):
        return False
    start, end = when.start - sentence.span.start, when.end - sentence.span.start
    if start >= move.end():
        return not _CAUSE.search(sentence.low[move.end() : start])
    if end <= move.start():
        aside = _AFTER_WHAT.search(sentence.low[:start])
        return not aside and not _CAUSE.search(sentence.low[end : move.start()])
    return True


def _is_telling(sentence: Sentence, when: When, before: list[When]) -> bool:
    """Whether a later day only tells of an act dated before it: `…, one reads in a filing of …`."""
    start, end = when.start - sentence.span.start, when.end - sentence.span.start
    acts = [one for one in before if one.role == "act" and one.day]
    if not acts or not when.day or not any(one.day and one.day < when.day for one in acts):
        return False
    return bool(
        _TELLING.search(sentence.low[max(0, start - 90) : start])
        and _TOLD_END.match(sentence.low[end : end + 60])
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
