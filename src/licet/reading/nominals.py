"""Acts told as nouns with a date: `the controls of August 2023`, `the October 2022 rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, future
from licet.reading.classes import tags
from licet.reading.dates import When
from licet.reading.lexicon import Rule
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span, clauses

_NOUN: Final = (
    r"(?P<noun>controls?|rules?|frameworks?|tariffs?|duties|dut(?:y|ies)|regulations?|curbs|bans?|prohibitions?|"
    r"restrictions|letters?|requirements?|limits|export measures|measures|package|notice|truce|deal|agreement|"
    r"licensing regime|regime|licen[cs]es|permits|orders?(?! on its books)|directive|decree|instructions?|ordinance|proclamation|"
    r"publication|surcharge|summons|embargo|blockade|understanding|pact|stop|halt|freeze|moratorium|exemptions?|exceptions?|carve-outs?|waivers?|reprieve)"
)
_DONE: Final = (
    r"(?:announced|published|made public|imposed|issued|introduced|adopted|dated|unveiled|released|sent|"
    r"put in place|demanded|required|ordered|decreed|taken|laid|agreed|signed|reached|struck|concluded|set|"
    r"granted|enacted|levied|proclaimed|declared|drawn up|put out|laid down|made)"
)
_NOMINAL: Final = re.compile(
    rf"\b{_NOUN}\b(?P<mid>(?:,)? ?(?:(?:on|for|over) (?:[\w'-]+,? ){{1,10}}?)?(?:(?:that|which) (?:(?:was|were|had been|have been)|(?:it|they|he|she|[a-z.]+|the \w+|the \w+ \w+) "
    rf"(?:had |have |has )?) ?)?(?:\w+ly )?(?:(?:of|from)(?: last)?|{_DONE}|(?=since))(?: (?:by|under) (?:\w+ ){{1,4}})?"
    r"(?: ?(?:in|on|last|late|early|back in|since|as of))* ?|"
    r" (?:that|which) (?:\w+ ){1,3}?had (?:\w+ ){1,7}(?:in|on|last|late|early)? ?)$"
)
_DATED: Final = re.compile(
    rf"\b{_NOUN}\b,? (?:(?:itself )?(?:dates?|dated|goes back|went back|stems?|stemmed|comes?|came|had come) (?:back )?(?:to|from) ?|"
    r"(?:had|has|have) (?:been|stood|applied|existed|held)(?: (?:in (?:place|force|effect)|valid))?(?: only)? since ?)$"
)
_BEFORE: Final = re.compile(
    r"^ ?(?:\w+[- ]){0,2}?(?P<noun>controls?|rules?|framework|tariffs?|duties|curbs|bans?|restrictions|letters?|"
    r"requirement|limits|measures|package|notice|regulations?|prohibition|order)\b"
)
_THOSE: Final = re.compile(
    r"\b(?:those|the (?:\w+ )?ones|that) (?:of|from)(?: (?:in|late|early))? ?$"
)
_MEANS: Final = re.compile(
    r"\b(?:with|in|by|through|via) (?:a|an|the|its|this|their) (?:\w+ )*\w+,? (?:that was |which was )?(?:published|issued|released|"
    r"dated|of|announced|made public|signed|posted|reached|struck)(?: on| in)? ?$"
)
"""`In a notice of August 29 the bureau removed …`: the noun is the means of the act told next."""
_UNDER: Final = re.compile(r"\bunder an? (?:\w+ ){1,3}(?:of|from|dated)(?: last)? $")
"""The same of a day: `joined the list under a rule of Tuesday`."""
_JOINED: Final = re.compile(r"(?:,| and| or) $")
"""Between two days of one noun: `those of October 2022 and October 2023`."""
_BLANK: Final = re.compile(r"(?!)")


def nominals(found: Scene, sentence: Sentence) -> Iterator[Candidate]:
    """Acts told as nouns: `the controls of August 2023`, `the October 2022 rules`."""
    low, base = sentence.low, sentence.span.start
    last: tuple[str, When] | None = None
    for when in sentence.dates:
        if when.role not in ("act", "effect", "none") or future(found, when):
            continue
        left = low[: when.start - base]
        after = low[when.end - base :][:60]
        joined = _JOINED.search(left[-16:]) and last and last[1].end >= when.start - 8
        noun = last[0] if joined and last else _noun(left, after, when)
        last = (noun, when) if noun else last
        told = any(w.role == "act" and w is not when for w in sentence.dates)
        due = noun.startswith(("tariff", "dut", "surcharge")) and not _DATED.search(left)
        if when.role == "effect" and told and due and re.search(r"\bfrom $", left):
            continue  # `announced on Friday duties from November 1`
        means = _MEANS.search(left) or (when.day and _UNDER.search(left[-60:]))
        if not noun or means or (when.role == "effect" and " until" in after):
            continue
        rule = _noun_rule(noun, low)
        span = _noun_span(found, sentence, when)
        yield Candidate(
            sentence.index, span, rule, rule.action, rule.direction, when, when.basis, nominal=True,
            trigger=span.start,
        )  # fmt: skip


def _noun(left: str, after: str, when: When) -> str:
    """The noun that a date belongs to; empty for none."""
    match = _NOMINAL.search(left[-130:]) or _DATED.search(left[-50:])
    if match and (
        "mid" not in match.groupdict() or match["mid"].strip() or when.basis == "explicit"
    ):
        return match["noun"]
    if _THOSE.search(left[-30:]):
        return "tariffs" if re.search(r"\b(?:tariffs|duties)\b", left) else "controls"
    tail = _BEFORE.match(after)
    if tail and re.search(r"(?:\bthe|\bits|'s|\bits own)\s*$", left[-14:]):
        return tail["noun"]
    return ""


def _noun_rule(noun: str, low: str) -> Rule:
    if noun.startswith("dut") and re.search(r"\b(?:licen[cs]\w+|permit) dut(?:y|ies)\b", low):
        return Rule("require-license", "tighten", 30, _BLANK)
    if noun.startswith(("tariff", "dut", "surcharge")):
        return Rule("tariff-impose", "tighten", 30, _BLANK)
    if noun.startswith(("stop", "halt", "freeze", "moratorium")):
        sites = re.search(r"data cent|connection|large load|grid", low)
        return Rule("state-siting-limit" if sites else "ban", "tighten", 30, _BLANK)
    if noun.startswith(("ban", "prohibition", "embargo", "blockade")):
        return Rule("ban", "tighten", 30, _BLANK)
    if noun.startswith(("truce", "deal", "agreement", "understanding", "pact")):
        return Rule("other", "loosen", 30, _BLANK)
    if noun.startswith(("exempt", "except", "carve", "waiver", "reprieve")):
        tariffs = re.search(r"tariff|dut(?:y|ies)|levy", low)
        return Rule("tariff-cut" if tariffs else "lift-ban", "loosen", 30, _BLANK)
    if noun.startswith("summons"):
        return Rule("investigate", "tighten", 30, _BLANK)
    if noun.startswith(("letter", "requirement", "licensing", "licens", "licenc", "permit")) or (
        noun.startswith(("control", "regime"))
        and re.search(r"gallium|germanium|rare earth|antimony|licen[cs]", low)
        and not re.search(r"made public", low)
    ):
        return Rule("require-license", "tighten", 30, _BLANK)
    return Rule("publish-rule", "tighten", 30, _BLANK)


def _noun_span(found: Scene, sentence: Sentence, when: When) -> Span:
    part = next(
        (p for p in clauses(found.text, sentence.span) if p.start <= when.start < p.end),
        sentence.span,
    )
    text = found.text
    cut = max(text.rfind(", ", part.start, when.start), text.rfind(": ", part.start, when.start))
    start = cut + 2 if cut > 0 and when.start - cut > 12 else part.start
    stop = text.find(", and ", when.end, part.end)
    comma = text.find(", ", when.end, part.end)
    end = stop if stop > 0 else comma if comma > 0 and comma - when.end > 3 else part.end
    return Span(start, max(end, when.end), sentence.span.para)


def is_background(sentence: Sentence, one: Candidate, parts: list[Span], dates: list[When]) -> bool:
    """Whether a dated noun is an act of its own beside what its clause states."""
    part = next((p for p in parts if one.when and p.start <= one.when.start < p.end), sentence.span)
    clause = sentence.piece(part.start, part.end)
    others = [w for w in dates if one.when and w.start != one.when.start]
    undone = any(tag.name in ("UNDO", "PAUSE", "EASE") for tag in tags(clause))
    verbs = undone or mood.UNDONE.search(clause) or mood.SAID.search(clause) or others
    remains = re.search(
        r"\b(?:stay|remain|touch|earlier|old|answered|follow\w*|after|replac\w*|extend\w*|year after|until now|so far|dates?|dated)\b",
        sentence.low,
    )
    left = clause[: one.when.start - part.start] if one.when else ""
    told = re.search(
        r"\brules?,? (?:which (?:was|were) )?(?:published|issued|released) (?:on|in) $", left
    )
    return bool(
        verbs
        or told
        or remains
        or re.search(r"\bhad worked\b|\bhad been\b|\bwhich\b", clause)
        or len(clause) < 90
    )
