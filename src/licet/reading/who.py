"""Who acts: the body, person or company behind an act, and whose jurisdiction it is."""

from __future__ import annotations

import re
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.firms import doer
from licet.reading.gazetteer import state_body
from licet.reading.naming import named, sponsor
from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span
from licet.reading.statehouse import full_name, is_bare, local_body, state_near
from licet.reading.whose import (
    is_aside,
    keeper_of,
    last_of,
    main_body,
    person_before,
    prosecutor,
    sharper,
)

_PRONOUN: Final = re.compile(
    r"(?:(?:in|by|with|under|on) (?:an?|its|the same) [^,.;]{3,40}? )?(?:it|he|she|they) (?!is\b|was\b|are\b|were\b)"
)
"""A sentence whose subject is the one that the sentence before speaks of."""
_COMPANY_ACTS: Final = frozenset({"disclose-charge", "market-milestone"})
_BY_RULE: Final = frozenset({
    "list-entity", "delist-entity", "publish-rule", "require-license", "suspend-rule", "rescind-rule", "guidance",
    "propose-rule", "lift-ban",
})  # fmt: skip
"""Acts whose list or rule tells whose they are."""
_OWN_ACTS: Final = frozenset(
    {"ban", "other", "suspend-rule", "announce-intent", "discourage-purchase"}
)
"""Acts that a company may do of its own accord."""
_BY_ACTION: Final = {
    "court-ruling": ("court",),
    "introduce-bill": ("legislature",),
    "pass-bill": ("legislature",),
}
_BY_LAW: Final = (
    ("section 301", "USTR"), ("section 232", "Department of Commerce"), ("emergency powers", "President Trump"),
)  # fmt: skip
"""Who acts under a law, where the text does not say."""
_DEFAULT: Final = {
    "US": "US government", "CN": "Chinese government", "NL": "Dutch government",
}  # fmt: skip


def actor_of(
    found: Scene, one: Candidate, sentence: Sentence, words: dict[str, str]
) -> tuple[str, str]:
    local = found.state and found.main_items[:1] == ["data centers"]
    if (
        one.action == "state-siting-limit"
        or (local and one.action in ("pass-bill", "introduce-bill"))
        or (
            found.state
            and re.search(r"data cent|moratorium|grid|governor|legislature", sentence.low)
        )
    ):
        state = state_near(found, sentence)
        body = state_body(found.text[one.span.start : one.span.end]) or state_body(
            found.text[sentence.span.start : sentence.span.end]
        )
        if one.action == "pass-bill" and body and body["body"].startswith("Gov"):
            return state or "US", full_name("legislature", state)  # not who gets the bill
        if state and body and one.action in (
            "state-siting-limit", "pass-bill", "introduce-bill", "propose-rule", "publish-rule", "other",
            "suspend-rule", "announce-intent", "rescind-rule", "require-license", "lift-ban",
        ):  # fmt: skip
            words["actor"] = body["body"].strip()
            name = full_name(words["actor"], state)
            return state, (is_bare(name) and local_body(found, sentence)) or name
        if one.action == "state-siting-limit" and (local_name := local_body(found, sentence)):
            return state or "US", local_name
        if state and one.action == "state-siting-limit":
            return state, "state lawmakers"
    if one.action in _COMPANY_ACTS:
        firms = [m for m in sentence.companies if m.start <= one.span.end] or sentence.companies
        if not firms:
            firms = [m for s in around(found, one) for m in s.companies]
        if not firms and "the company" in sentence.low:  # the one that files
            firms = next((s.companies for s in found.sentences if s.companies), [])
        if firms:
            pick = next((m for m in firms if m.start >= one.span.start), firms[0])
            words["actor"] = found.text[pick.start : pick.end]
            return "US", pick.name
    if one.action in _OWN_ACTS and (firm := doer(found, one, sentence)):
        words["actor"] = found.text[firm.start : firm.end]
        return _policy_of(found, one, sentence), firm.name
    if one.action == "introduce-bill" and (by := sponsor(found, one, sentence)):
        return by
    pick2 = sharper(found, one, _pick_actor(found, one, sentence))
    if pick2 is None:
        return _fallback(found, one, sentence)
    words["actor"] = found.text[pick2.start : pick2.end]
    if pick2.kind == "company":
        return _policy_of(found, one, sentence), pick2.name
    return named(found, one, pick2)


def _pick_actor(found: Scene, one: Candidate, sentence: Sentence) -> Mention | None:
    kinds = _BY_ACTION.get(one.action)
    pool = list(sentence.actors)
    if one.action.startswith("tariff"):
        pool = [m for m in pool if m.kind != "court"]
    if kinds:
        special = [m for m in pool if m.kind in kinds]
        pool = special or pool
    if one.action == "other" and one.direction == "neutral":
        speakers = [
            m
            for m in sentence.companies
            if re.match(
                r"[^.]{0,40}\b(?:said|says|told|answered|denied|wrote|announced)",
                found.text[m.end : m.end + 60],
            )
        ]
        if speakers:
            return speakers[-1]
    inside = [m for m in pool if one.span.start <= m.start < one.span.end]
    before = [m for m in inside if m.start <= one.trigger]
    before = [m for m in before if m is before[0] or not _is_asked(found, m)]
    if before:
        # Agencies before governments: `the US Commerce Department`, `Washington … the ministry`.
        agencies = [m for m in before if m.kind not in ("government",)]
        pick = (agencies or before)[-1]
        home = [m for m in inside if m.kind == "agency" and m.jurisdiction == pick.jurisdiction]
        return home[-1] if pick.kind == "government" and home else pick
    if _PRONOUN.match(sentence.low) and one.sentence:  # `In a notice issued today it finds …`
        last = found.sentences[one.sentence - 1].actors
        bodies = [m for m in last if m.kind != "court"]
        if bodies and not any(m.start < one.trigger for m in pool):
            return bodies[0]
    if inside:
        agencies = [m for m in inside if m.kind not in ("government",)]
        return (agencies or inside)[0]
    if pool:
        return pool[0]
    if one.action in ("other", "announce-intent") and sentence.companies:
        return sentence.companies[0]
    return None


_ASKS: Final = re.compile(
    r"\b(?:ask(?:s|ed)?|urg(?:es|ed)|call(?:s|ed) on|press(?:es|ed)|wr(?:ote|ites) to|petitioned|sued|begged|(?<!was )(?<!were )told|accused) (?:the )?$"
)


def _is_asked(found: Scene, mention: Mention) -> bool:
    """Whether a body is the one that another speaks to: `the senator asked the department`."""
    left = found.text[max(0, mention.start - 24) : mention.start]
    return mention.kind != "court" and bool(_ASKS.search(left))


def _fallback(found: Scene, one: Candidate, sentence: Sentence) -> tuple[str, str]:
    if one.action == "enforcement-case":
        return prosecutor(found, one)
    if re.search(r"\bhe\b", _clause(sentence, one)) and (person := person_before(found, one)):
        return person.jurisdiction, person.name
    if one.action == "court-ruling" and (court := last_of(found, one, "court")):
        return court.jurisdiction, court.name
    for words, body in _BY_LAW:
        if words in sentence.low and (
            one.action.startswith("tariff") or one.action == "investigate"
        ):
            return "US", body
    if one.action in ("introduce-bill", "pass-bill"):
        return "US", "Congress"
    for m in sentence.places:
        if re.match(
            r" (?:permit|licen|export|government|rules|approval|authorit|official|regulator|customs|polic|controls)",
            found.text[m.end : m.end + 12].lower(),
        ) or (
            m.name == "CN"
            and re.search(
                r"\b(?:officials|authorities|regulators)\b(?! in washington)", sentence.low
            )
        ):
            return m.name, _DEFAULT.get(m.name, f"government of {m.name}")
    if one.action in _BY_RULE and (keeper := keeper_of(found, _clause(sentence, one))):
        return keeper
    barred = ("court",) if one.action.startswith("tariff") else ()
    for other in reversed(found.sentences[max(0, one.sentence - 3) : one.sentence]):
        pool = [
            m for m in other.actors
            if m.kind not in barred and not _owns(found, m) and not is_aside(found, m)
        ]  # fmt: skip
        if pool:
            pick = next((m for m in pool if m.kind != "government"), pool[0])
            return pick.jurisdiction, pick.name
    if one.action in ("list-entity", "delist-entity") and "entity list" in sentence.low:
        return "US", "BIS"
    if re.search(r"entity list|\bear\b|export administration|\bbis\b|u\.s\.", sentence.low):
        return "US", "US government"
    for other in found.sentences[one.sentence + 1 : one.sentence + 3]:
        pool = [m for m in other.actors if m.kind not in barred]
        if pool:
            return pool[0].jurisdiction, pool[0].name
    return main_body(found)


def _clause(sentence: Sentence, one: Candidate) -> str:
    return sentence.piece(one.span.start, one.span.end)


def _owns(found: Scene, mention: Mention) -> bool:
    """Whether a government stands as the owner of what is spoken of: `China's effort`."""
    return mention.kind == "government" and found.text[mention.end : mention.end + 2] in (
        "'s",
        "’s",
    )


def _policy_of(found: Scene, one: Candidate, sentence: Sentence) -> str:
    """The government whose policy a company speaks about."""
    if re.search(
        r"\bbeijing\b|china (?:has|to decide|authori|approv|block|ban)|from china\b", sentence.low
    ):
        return "CN"
    return "US"


def unique(mentions: list[Mention]) -> list[str]:
    return list(dict.fromkeys(one.name for one in mentions))


def within(mentions: list[Mention], span: Span) -> list[Mention]:
    start, end = span.start, span.end
    return [one for one in mentions if start <= one.start < end]


def around(found: Scene, one: Candidate) -> list[Sentence]:
    """The sentence before and after, nearest story first."""
    index = one.sentence
    picked = [index - 1, index - 2, index + 1]
    return [
        found.sentences[i] for i in picked if 0 <= i < len(found.sentences) and abs(i - index) <= 2
    ]
