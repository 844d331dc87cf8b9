"""From sentences to candidates: which clause states which act, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, future
from licet.reading.dates import When
from licet.reading.denied import is_denied
from licet.reading.drift import RESULTS, opines, settled, statement
from licet.reading.hits import best
from licet.reading.lexicon import Hit
from licet.reading.nominals import is_background, nominals
from licet.reading.pairing import dated, hit_of, made
from licet.reading.refer import earlier, following
from licet.reading.refer_words import ANAPHOR, ITS_DAY, POINTS_BACK
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span, clauses
from licet.reading.undated import BY_FIRMS, undated

_ASIDE: Final = re.compile(r"(?:before|until|when|once|since|as|ahead of) ")
_HEAD: Final = 3
"""Sentences at the head of a text, where an act is told first and dated next."""
_LIMITS: Final = frozenset(
    {
        "ban",
        "deny-license",
        "require-license",
        "publish-rule",
        "discourage-purchase",
        "tariff-impose",
    }
)
_TABLED: Final = re.compile(
    r"\b(?:introduced|reintroduced|tabled|filed|presented|put forward|brought in) (?:the|this|that) (?:measure|text|proposal|provision|idea|plan)\b"
)
_TARIFFS: Final = re.compile(
    r"tariff|customs|surcharge|lev(?:y|ies)\b|import dut|per ?cent|%|section (?:232|301|122)", re.I
)
_LICENSES: Final = re.compile(r"licen[cs]", re.I)
_LOCAL: Final = re.compile(r"legislat|governor|county|\bcity\b|town|utilit|regulators|state law")


def candidates(found: Scene, limit: int = 2_000) -> list[Candidate]:
    """The candidates of a text, in order; reading stops past `limit` of them."""
    every: list[Candidate] = []
    for sentence in found.sentences:
        if len(every) > limit:
            break  # no article tells so many
        if sentence.live:
            sentence.dates = settled(sentence)
            told = (
                _bent(found, _sited(found, one)) for one in _of_sentence(found, sentence, every)
            )
            every.extend(one for one in told if _placed(found, one))
    return every


def _sited(found: Scene, one: Candidate) -> Candidate:
    """In a story of a state about data centers a limit is one on sites."""
    sentence = found.sentences[one.sentence]
    federal = any(m.kind in ("agency", "government") for m in sentence.actors)
    chips = any(m.kind != "sites" for m in sentence.things)
    sites = found.main_items[:1] == ["data centers"]
    if found.state and sites and not federal and not chips and one.action in _LIMITS:
        return replace(one, action="state-siting-limit")
    return one


def _bent(found: Scene, one: Candidate) -> Candidate:
    """What the story makes of a word: a `measure` that is a bill, a `duty` to hold a license."""
    sentence = found.sentences[one.sentence]
    clause = sentence.piece(one.span.start, one.span.end)
    if one.action == "publish-rule" and _TABLED.search(clause):
        near = found.sentences[max(0, one.sentence - 3) : one.sentence + 1]
        if any(m.kind == "bill" for s in near for m in s.things):
            return replace(one, action="introduce-bill", direction="tighten")
    whole = found.text[:100_000]
    if one.action == "tariff-impose" and not _TARIFFS.search(whole) and _LICENSES.search(whole):
        return replace(one, action="require-license")
    return one


def _placed(found: Scene, one: Candidate) -> bool:
    """A limit on sites needs a state, a county or a regulator that sets it."""
    return bool(
        one.action != "state-siting-limit"
        or found.state
        or _LOCAL.search(found.sentences[one.sentence].low)
    )


def _usable(found: Scene, sentence: Sentence, taken: set[int]) -> list[When]:
    return [
        when
        for when in sentence.dates
        if when.role in ("act", "effect") and when.start not in taken and not future(found, when)
    ]


def _of_sentence(found: Scene, sentence: Sentence, before: list[Candidate]) -> Iterator[Candidate]:
    low = sentence.low
    near = before and sentence.index - before[-1].sentence <= 6
    if (near or not (sentence.actors or sentence.things)) and mood.EFFECT_STATEMENT.search(low):
        return  # says of an act told before that it has effect
    parts = clauses(found.text, sentence.span)
    dates = _usable(found, sentence, set())
    # A dated noun is an act of its own where its clause states none.
    nouns = [
        one
        for one in nominals(found, sentence)
        if is_background(sentence, one, parts, dates) or not _acts_in(sentence, one, parts)
    ]
    yield from nouns
    dates = _usable(found, sentence, {one.when.start for one in nouns if one.when})
    acts = dates  # days of effect stand in where no day of an act is told
    if any(when.role == "act" for when in dates):
        acts = [w for w in dates if w.role == "act" or _lasts(sentence, w)]
    used: list[Candidate] = []
    open_dates: list[tuple[Span, When]] = []
    dateless: list[tuple[Span, Hit]] = []
    for part in parts:
        inside = [when for when in acts if part.start <= when.start < part.end]
        told, left = dated(sentence, part, inside)
        used += told
        open_dates += [(part, when) for when in left]
        background = not acts and any(when.role == "told" for when in sentence.dates)
        if inside or background or _is_aside(sentence, part):
            continue
        if hit := hit_of(sentence, part):
            dateless.append((part, hit))
    for part, when in open_dates:
        if used and used[-1].when and ITS_DAY.search(sentence.piece(part.start, part.end)):
            if sentence.press:  # the day of the report gives way to that of the act
                used[-1] = replace(used[-1], when=when, basis=when.basis)
        elif one := _reach(found, sentence, part, parts, when, before, used):
            used.append(one)
    for part, hit in dateless:
        if one := undated(found, sentence, part, hit, used, acts, before):
            used.append(one)
    yield from sorted(_one_per_act(used), key=lambda one: one.span.start)


def _acts_in(sentence: Sentence, one: Candidate, parts: list[Span]) -> bool:
    """Whether the clause of a dated noun states an act of its own."""
    return any(
        part.start <= one.when.start < part.end and hit_of(sentence, part)
        for part in parts
        if one.when
    )


def _lasts(sentence: Sentence, when: When) -> bool:
    """Whether a day is that from which something lasts: `has been studying since April 1`."""
    left = sentence.low[: when.start - sentence.span.start]
    return bool(re.search(r"\b(?:has|have|had) (?:been\b|\w+ed\b).{0,120}\bsince $", left[-140:]))


def _is_aside(sentence: Sentence, part: Span) -> bool:
    words = sentence.piece(part.start, part.end)
    if re.match(r"(?:which|who|whose) .{0,40}\bsince\b", words):
        return True
    return bool(_ASIDE.match(words)) and part.start > sentence.span.start


def _reach(
    found: Scene, sentence: Sentence, part: Span, parts: list[Span], when: When,
    before: list[Candidate], used: list[Candidate],
) -> Candidate | None:  # fmt: skip
    """A dated clause without an act: that of its sentence, of what it refers to, or a statement."""
    clause = sentence.piece(part.start, part.end)
    if not used and POINTS_BACK.search(clause):
        one = earlier(found, sentence, part, when, before)
        if one:
            return one
    one = _beside(sentence, part, parts, when, used)
    if one or RESULTS.search(clause):
        return one
    if used:
        return None
    says = bool(mood.COMPLEMENT.search(clause))
    if not says:
        one = _elsewhere(found, sentence, part, when, before)
        if one:
            return one
    said = statement(sentence, part, when)
    if said and (says or opines(clause)):
        return said
    usual = best(
        sentence, part.start - sentence.span.start, part.end - sentence.span.start, when, usual=True
    )
    somebody = sentence.actors or (usual and usual.rule.action in BY_FIRMS and sentence.companies)
    if usual and is_denied(sentence, part, usual):
        return said
    if usual and somebody and not mood.HEARING.search(clause):
        return made(sentence, part, usual, when)
    return said


def _beside(
    sentence: Sentence, part: Span, parts: list[Span], when: When, used: list[Candidate]
) -> Candidate | None:
    """The act of another clause of the sentence, the nearest first."""
    taken = {one.span.start for one in used}
    for other in sorted(parts, key=lambda p: abs(p.start - part.start)):
        if other.start not in taken and other != part and (hit := hit_of(sentence, other, when)):
            whole = Span(min(part.start, other.start), max(part.end, other.end), part.para)
            return made(sentence, whole, hit, when)
    hit = hit_of(sentence, sentence.span, when)
    return made(sentence, sentence.span, hit, when) if hit and not used else None


def _elsewhere(
    found: Scene, sentence: Sentence, part: Span, when: When, before: list[Candidate]
) -> Candidate | None:
    """The act of a sentence nearby that a dated clause refers to or opens."""
    clause = sentence.piece(part.start, part.end)
    refers = ANAPHOR.search(clause) and not mood.NEGATED.search(clause)
    opens = sentence.index <= _HEAD and not any(one.when for one in before)
    if refers or opens:
        one = earlier(found, sentence, part, when, before)
        if one:
            return one
    return None if opines(clause) else following(found, sentence, when)


def _one_per_act(found: list[Candidate]) -> list[Candidate]:
    """Of candidates of one sentence with one day and one direction, the heaviest."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda c: -c.rule.weight):
        twin = any(
            (other.when.text if other.when else "") == (one.when.text if one.when else "")
            and (other.direction == one.direction or one.direction == "neutral")
            for other in kept
        )
        if not twin:
            kept.append(one)
    return kept
