"""Acts told without a day of their own: the news of a text, or of the day told just before."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, future
from licet.reading.dates import When
from licet.reading.lexicon import Hit
from licet.reading.pairing import made, turned
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span

_DRAFTS: Final = frozenset({"introduce-bill", "pass-bill", "propose-rule"})
_ASKS: Final = re.compile(r"(?:when|whether|how|why|what|who|whoever|one|another|nobody|no one) ")
"""A sentence that opens so states no act of its own."""
_NEGATIVE: Final = frozenset(
    {"ban", "discourage-purchase", "propose-rule", "suspend-rule", "lift-ban"}
)
"""Acts that are told with a `not`: `may not be sold`, `no longer need a license`."""
BY_FIRMS: Final = frozenset(
    {
        "disclose-charge",
        "market-milestone",
        "other",
        "enforcement-case",
        "revenue-share",
        "assure-license",
    }
)
"""Acts that a sentence may tell without a government in it."""
_NOT_CARRIED: Final = frozenset(
    {"announce-intent", "other", "propose-rule", "pass-bill", "introduce-bill"}
)
"""Acts that a sentence without a day does not tell of the day before it."""
_STRONG: Final = 53
"""Weight from which an act without a day may be that of a day three sentences back."""
_NEWS: Final = 45
"""Days before publication in which the news of a text lies."""
_SUBJECT: Final = re.compile(
    r"^(?:(?:and|but|so|then|also|meanwhile|in addition|separately|moreover)\b,? ?)*(?P<word>\w+)"
)
_FORECAST: Final = re.compile(
    r"\b(?:the company|it|we|the group|management) (?:now |also |currently )?(?:expects?|anticipates?|estimates?|may incur|could incur)\b"
)
_HEAD: Final = 5
_HEARD: Final = 47
"""Weight from which an act that the press or a source tells near the head is the news of a text."""
_HAD_TOLD: Final = re.compile(
    r"\bhad (?:told|said|reported|written|heard|learn(?:ed|t))\b[^,;]{0,30}\bthat\b"
)
"""That a source had told of an act says nothing of how old the act is."""
_YEAR: Final = re.compile(r"\b(?:in|since|of|from|back to) (?:19|20)\d\d\b")
_EXPECTS: Final = re.compile(r"\b(?:expects?|anticipates?|estimates?|reckons?)\b")
"""A company's own forecast of what a measure costs it, as filings put it."""
_LEANS: Final = re.compile(
    r"(?:under|by|with|in|through) (?:the (?:first|second|third|fourth|former|latter|same|other)|both)\b|the (?:first|second|third|fourth|former|latter|other)\b"
)
_NAMES: Final = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:\w+ ){0,3}(?:part(?:y|ies)|entit(?:y|ies)|firms|companies|names|addresses|institutes)\b"
)
_SUBJECTS: Final = {
    "disclose-charge": re.compile(
        r"\b(?:was|were|has been|have been) (?:incurred|booked|taken|recorded|recogni[sz]ed)\b"
    ),
    "list-entity": _NAMES,
    "delist-entity": _NAMES,
}
"""What stands for a doer where the act happens to somebody: `36 parties enter the list`."""
_DOER: Final = re.compile(
    r"\b(?:he|she|it|they|officials|authorities|regulators|prosecutors|senators|lawmakers|(?:the|its|a) (?:\w+ ){0,2}(?:ministry|"
    r"department|agency|bureau|government|commission|regulator|court|compan(?:y|ies)|president|committee|office|"
    r"administration|secretary|governor|watchdog|legislature|parliament|firms?|first|second|third|two|other))\b"
)


def undated(
    found: Scene, sentence: Sentence, part: Span, hit: Hit, used: list[Candidate],
    acts: list[When], before: list[Candidate],
) -> Candidate | None:  # fmt: skip
    """An act without a day: on the day of its sentence, of the one before, or of publication."""
    clause = sentence.piece(part.start, part.end)
    rule = hit.rule
    signed = rule.action == "other" and re.search(r"\bsigned\b", clause)
    if mood.HEARING.search(clause) or (
        rule.action == "other" and sentence.index > 1 and not signed
    ):
        return None
    forecast = rule.action == "disclose-charge" and (
        _FORECAST.search(clause) or (sentence.companies and _EXPECTS.search(clause))
    )
    denied = mood.NEGATED.search(clause) and rule.action not in _NEGATIVE and not forecast
    if denied or mood.DENIES.search(clause):
        return None
    if used or acts:
        # One sentence, one day: a second act counts only where it is a different thing.
        if not acts or any(one.rule.direction == rule.direction for one in used):
            return None
        behind = re.match(r"after\b", clause) and acts and acts[0].day is None
        if rule.weight < (44 if behind else 50 if used else 46) or rule.action == "announce-intent":
            return None
        return made(sentence, part, hit, acts[0])
    if mood.OPINION.search(sentence.low) and not sentence.press and not forecast:
        return None
    drafts = any(one.action in _DRAFTS and sentence.index - one.sentence <= 4 for one in before)
    drafts = drafts or rule.action in ("introduce-bill", "pass-bill")
    if drafts and re.search(r"\b(?:would|could|might)\b", sentence.low):
        return None  # says what a bill or draft contains
    heard = sentence.press and sentence.index <= _HEAD and rule.weight >= _HEARD
    lead = sentence.index <= 1 or heard
    head = clause[: hit.end - part.start + sentence.span.start] if heard else clause
    if mood.PLUPERFECT.search(_HAD_TOLD.sub("told that", head)) and not mood.PRESENT.search(clause):
        return None
    present = bool(mood.PRESENT.search(clause) or forecast)
    listed = re.match(r"(?:the )?(?:first|second|third|other|one|former|latter)\b", sentence.low)
    when = (
        None
        if present and not listed and not signed
        else carried_day(found, sentence, 6 if signed else 3 if rule.weight >= _STRONG else 2)
    )
    if when:
        if _YEAR.search(clause):
            return None  # background of some year
        if rule.action == "disclose-charge":
            when = _newest(found, sentence) or when
        if (rule.action in _NOT_CARRIED and not signed) or not (
            sentence.actors or _SUBJECT.match(clause)
        ):
            return None
        own = _SUBJECTS.get(rule.action)
        if _ASKS.match(clause) or not (
            (own and own.search(clause)) or _has_subject(sentence, part, hit.start)
        ):
            return None
        return made(sentence, part, hit, when, carried=True)
    if not present and not lead:
        return None
    if not lead and rule.weight < 44 and not (sentence.actors and mood.SAID.search(sentence.low)):
        return None
    placed = rule.action == "state-siting-limit" and found.state
    local = found.state and rule.action in ("state-siting-limit", "other")
    if not (lead or local or sentence.actors or rule.action in BY_FIRMS):
        return None
    if not lead and re.search(
        r"\b(?:is|was|are|were) the (?:first|latest|only|second|third)\b", clause
    ):
        return None  # says how an act stands among others
    near = [one for one in before if sentence.index - one.sentence <= 3]
    bent = turned(sentence, part, hit) != rule.action
    if not lead and bent and rule.action != "tariff-impose":
        return None  # what may or would be is no news of its own
    if rule.action == "announce-intent" and any(one.action == "other" for one in near):
        return None  # the same statement goes on
    if not lead and rule.action in ("introduce-bill", "pass-bill", "enforcement-case"):
        return None  # undated background, not the news of the text
    if not (
        sentence.actors
        or sentence.companies
        or placed
        or rule.action == "disclose-charge"
        or (lead and mood.EFFECT.search(clause))
    ):
        return None
    return made(sentence, part, hit, None)


def _has_subject(sentence: Sentence, part: Span, trigger: int) -> bool:
    """Whether somebody acts in the clause, before its act and not within an aside."""
    left = sentence.low[part.start - sentence.span.start : trigger]
    if re.search(r"\b(?:which|who|whose|where|what|conditions|because|that)\b", left):
        return False
    place = sentence.span.start + trigger
    named = any(
        part.start <= m.start < place
        for pool in (sentence.actors, sentence.companies, sentence.places)
        for m in pool
    )
    return named or bool(_DOER.search(left) or _DOER.search(sentence.low[:60]))


def _newest(found: Scene, sentence: Sentence) -> When | None:
    """The newest day told so far: that on which a company gives its figures."""
    days = [
        when
        for other in found.sentences[max(0, sentence.index - 5) : sentence.index]
        for when in other.dates
        if when.role == "act" and when.day and not future(found, when)
    ]
    return max(days, key=lambda when: when.day or date.min, default=None)


def carried_day(found: Scene, sentence: Sentence, reach: int) -> When | None:
    """The day that the sentences just before speak of, in the same paragraph: not an old one.

    A sentence that leans on them (`under the first, …`) may open a paragraph.
    """
    told: list[When] = []
    leans = _LEANS.match(sentence.low)
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
        other = found.sentences[index]
        if other.span.para != sentence.span.para and not leans:
            break
        acts = [w for w in other.dates if w.role == "act" and not future(found, w)]
        told += acts
    news = [w for w in told if w.day and (found.published.last - w.day).days <= _NEWS]
    return next(iter(news or told), None)
