"""Acts told as nouns with a date: `the controls of August 2023`, `the October 2022 rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, future
from licet.reading.dates import When
from licet.reading.lexicon import Rule
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span, clauses

_NOMINAL: Final = re.compile(
    r"\b(?P<noun>controls?|rules?|frameworks?|tariffs?|duties|regulations?|curbs|bans?|restrictions|letters?|"
    r"requirements?|limits|export measures|measures|package|notice|truce|licensing regime)\b"
    r"(?P<mid>(?:,)? ?(?:(?:that|which) (?:(?:was|were|had been)|(?:it|they|he|she|china|beijing|washington|the \w+) (?:had )?) ?)?(?:\w+ly )?(?:of(?: last)?|from(?: last)?|announced|published|made public|"
    r"imposed|issued|introduced|adopted|dated|unveiled|released|sent|put in place)"
    r"(?: (?:by|under) (?:\w+ ){1,3})?(?: ?(?:in|on|last|late|early|back in))* ?)$"
)
_BEFORE: Final = re.compile(
    r"^ ?(?:\w+[- ]){0,2}?(?P<noun>controls?|rules?|framework|tariffs?|duties|curbs|bans?|restrictions|letters?|"
    r"requirement|limits|measures|package|notice|regulations?)\b"
)
_THOSE: Final = re.compile(r"\b(?:those|the ones|that) (?:of|from)(?: (?:in|late|early))? ?$")
_MEANS: Final = re.compile(
    r"\b(?:with|in|by|under|through|via) (?:a|an|the|its|this) (?:\w+ )*\w+,? (?:that was |which was )?(?:published|issued|released|"
    r"dated|of|announced|made public)(?: on| in)? ?$"
)
"""`In a notice of August 29 the bureau removed …`: the noun is the means of the act told next."""


def nominals(found: Scene, sentence: Sentence) -> Iterator[Candidate]:
    """Acts told as nouns: `the controls of August 2023`, `the October 2022 rules`."""
    low, base = sentence.low, sentence.span.start
    for when in sentence.dates:
        if when.role not in ("act", "effect", "none") or future(found, when):
            continue
        left = low[: when.start - base]
        after = low[when.end - base :][:60]
        match = _NOMINAL.search(left[-70:])
        noun = match["noun"] if match and (match["mid"].strip() or when.basis == "explicit") else ""
        if not noun and _THOSE.search(left[-30:]):
            noun = "controls"
        if (
            not noun
            and re.search(r"(?:\bthe|\bits|'s|\bits own)\s*$", left[-14:])
            and (tail := _BEFORE.match(after))
        ):
            noun = tail["noun"]
        if not noun or _MEANS.search(left) or (when.role == "effect" and " until" in after):
            continue
        rule = _noun_rule(noun, low)
        span = _noun_span(found, sentence, when)
        yield Candidate(
            sentence.index, span, rule, rule.action, rule.direction, when, when.basis, nominal=True,
            trigger=span.start,
        )  # fmt: skip


def _noun_rule(noun: str, low: str) -> Rule:
    blank = re.compile(r"(?!)")
    if noun.startswith(("tariff", "dut")):
        return Rule("tariff-impose", "tighten", 30, blank)
    if noun.startswith("ban"):
        return Rule("ban", "tighten", 30, blank)
    if noun == "truce":
        return Rule("other", "loosen", 30, blank)
    if noun.startswith(("letter", "requirement", "licensing")) or (
        noun.startswith("control")
        and re.search(r"gallium|germanium|rare earth|antimony|licen[cs]", low)
        and not re.search(r"made public", low)
    ):
        return Rule("require-license", "tighten", 30, blank)
    return Rule("publish-rule", "tighten", 30, blank)


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
    verbs = mood.UNDONE.search(clause) or mood.SAID.search(clause) or others
    remains = re.search(
        r"\b(?:stay|remain|touch|earlier|old|answered|follow\w*|after|replac\w*|extend\w*|year after)\b",
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
