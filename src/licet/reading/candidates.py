"""From sentences to candidates: which clause states which act, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, best_rule, future, stale, turn
from licet.reading.dates import When
from licet.reading.drift import RESULTS, guess, statement
from licet.reading.lexicon import Rule
from licet.reading.nominals import is_background, nominals
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span, clauses

_ASIDE: Final = re.compile(r"(?:before|until|when|once|since|as|ahead of) ")
_ANAPHOR: Final = re.compile(
    r"\b(?:the|this|that|its|their|both|such|same|his) (?:\w+ )?(?:bargain|deal|regime|decision|step|move|news|measures?|restrictions?|"
    r"order|notice|announcement|plan|change|ban|rules?|demand|instruction|letter|requirement|duty|curbs?|pause|fate|"
    r"text|action|agreement|arrangement|reversal|u-turn|outline|details|terms|proposal|bill|ruling|list)\b|\b(?:it|they) (?:was|were|has|had|heard)\b|"
    r"\bheard from the government\b|\bma(?:de|kes) (?:this|it|that|them|the \w+) (?:known|public)"
)
_SUBJECT: Final = re.compile(
    r"^(?:(?:and|but|so|then|also|meanwhile|in addition|separately|moreover)\b,? ?)*(?P<word>\w+)"
)
_LOCAL: Final = re.compile(r"legislat|governor|county|\bcity\b|town|utilit|regulators|state law")
_DOER: Final = re.compile(
    r"\b(?:he|she|it|they|officials|authorities|regulators|prosecutors|senators|lawmakers|(?:the|its|a) (?:\w+ ){0,2}(?:ministry|"
    r"department|agency|bureau|government|commission|regulator|court|compan(?:y|ies)|president|committee|office|"
    r"administration|secretary|governor|watchdog|legislature|parliament|firms?|first|second|third|two|other))\b"
)


def candidates(found: Scene) -> list[Candidate]:
    """All candidates of a text, in order."""
    made: list[Candidate] = []
    for sentence in found.sentences:
        if sentence.live:
            made.extend(one for one in _of_sentence(found, sentence, made) if _placed(found, one))
    return made


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
        if when.role in ("act", "effect")
        and when.start not in taken
        and not future(found, when)
        and not (when.role == "effect" and stale(found, when))
    ]


def _of_sentence(found: Scene, sentence: Sentence, before: list[Candidate]) -> Iterator[Candidate]:
    low, base = sentence.low, sentence.span.start
    near = before and sentence.index - before[-1].sentence <= 6
    if (near or not (sentence.actors or sentence.things)) and mood.EFFECT_STATEMENT.search(low):
        return  # says of an act told before that it has effect
    taken: set[int] = set()
    told = list(nominals(found, sentence))
    parts = clauses(found.text, sentence.span)
    dates = _usable(found, sentence, taken)
    # A nominal with the only date of a clause that has no act of its own is the act.
    keep = [one for one in told if is_background(sentence, one, parts, dates)]
    taken.update(one.when.start for one in keep if one.when)
    yield from keep
    dates = _usable(found, sentence, taken)
    acts = [when for when in dates if when.role == "act"] or dates
    used: list[Candidate] = []
    undated: list[tuple[Span, Rule, int]] = []
    for part in parts:
        aside = sentence.piece(part.start, part.end)
        if re.match(r"(?:which|who|whose) .{0,40}\bsince\b", aside):
            continue
        if _ASIDE.match(aside) and part.start > sentence.span.start:
            continue
        hit = best_rule(low, part.start - base, part.end - base)
        inside = [when for when in acts if part.start <= when.start < part.end]
        if hit and inside:
            when = min(inside, key=lambda w: abs(w.start - base - hit[1]))
            used.append(_made(sentence, part, hit, when))
        elif hit:
            undated.append((part, *hit))
        elif inside:
            undated_hit = _reach(found, sentence, part, parts, inside[0], before, used)
            if undated_hit:
                used.append(undated_hit)
    for part, rule, place in undated:
        one = _undated(found, sentence, part, (rule, place), used, acts, before)
        if one:
            used.append(one)
    yield from sorted(_one_per_act(used), key=lambda one: one.span.start)


def _made(
    sentence: Sentence,
    part: Span,
    hit: tuple[Rule, int],
    when: When | None,
    *,
    basis: str = "",
    carried: bool = False,
) -> Candidate:
    rule, place = hit
    action, direction = turn(rule, sentence.piece(part.start, part.end), sentence.low)
    return Candidate(
        sentence.index, part, rule, action, direction, when,
        basis or (when.basis if when else "published"), trigger=sentence.span.start + place, carried=carried,
    )  # fmt: skip


def _reach(
    found: Scene, sentence: Sentence, part: Span, parts: list[Span], when: When,
    before: list[Candidate], used: list[Candidate],
) -> Candidate | None:  # fmt: skip
    """A dated clause without an act: the act of its sentence, of what it refers to, or a statement."""
    low, base = sentence.low, sentence.span.start
    dated = {one.span.start for one in used}
    clause = sentence.piece(part.start, part.end)
    for other in parts:
        if other.start in dated or other == part:
            continue
        hit = best_rule(low, other.start - base, other.end - base)
        if hit:
            whole = Span(min(part.start, other.start), max(part.end, other.end), part.para)
            return _made(sentence, whole, hit, when)
    hit = best_rule(low, 0, len(low))
    if hit and not used:
        return _made(sentence, sentence.span, hit, when)
    if (
        _ANAPHOR.search(clause)
        and not RESULTS.search(clause)
        and before
        and sentence.index - before[-1].sentence <= 2
    ):
        last = before[-1]
        return replace(
            last, sentence=sentence.index, span=part, when=when, basis=when.basis, nominal=False,
            trigger=part.start, notes=("anaphor",),
        )  # fmt: skip
    last_one = before[-1] if before else None
    if (
        last_one is not None
        and last_one.when is None
        and sentence.index - last_one.sentence <= 2
        and re.search(r"\b(?:announced|confirmed|disclosed|said|reported)\b", clause)
        and not mood.DENIES.search(sentence.low)
        and sentence.actors
    ):
        return replace(
            last_one, sentence=sentence.index, span=sentence.span, when=when, basis=when.basis, trigger=part.start,
            notes=("anaphor",),
        )  # fmt: skip
    return guess(sentence, part, when) or (None if used else statement(sentence, part, when))


def _undated(
    found: Scene, sentence: Sentence, part: Span, hit: tuple[Rule, int], used: list[Candidate],
    acts: list[When], before: list[Candidate],
) -> Candidate | None:  # fmt: skip
    clause = sentence.piece(part.start, part.end)
    rule = hit[0]
    signed = rule.action == "other" and re.search(r"\bsigned\b", clause)
    if mood.HEARING.search(clause) or (
        rule.action == "other" and sentence.index > 1 and not signed
    ):
        return None
    if used or acts:
        # One sentence, one day: a second act counts only where it is a different thing.
        if not acts or any(one.rule.direction == rule.direction for one in used):
            return None
        if rule.weight < (50 if used else 46) or rule.action == "announce-intent":
            return None
        return _made(sentence, part, hit, acts[0])
    if mood.OPINION.search(sentence.low) and not sentence.press:
        return None
    if mood.NEGATED.search(clause) and rule.action not in (
        "ban",
        "discourage-purchase",
        "propose-rule",
        "suspend-rule",
    ):
        return None
    lead = sentence.index <= 1
    if mood.PLUPERFECT.search(clause) and not mood.PRESENT.search(clause):
        return None
    present = bool(mood.PRESENT.search(clause))
    listed = re.match(r"(?:the )?(?:first|second|third|other|one|former|latter)\b", sentence.low)
    when = (
        None
        if present and not listed and not signed
        else _carried(found, sentence, 6 if signed else 2)
    )
    if when:
        if (rule.action in ("announce-intent", "other", "propose-rule") and not signed) or not (
            sentence.actors or _SUBJECT.match(clause)
        ):
            return None
        if not _has_subject(sentence, part, hit[1]):
            return None
        return _made(sentence, part, hit, when, carried=True)
    if not present and not lead:
        return None
    if not lead and rule.weight < 44 and not (sentence.actors and mood.SAID.search(sentence.low)):
        return None
    placed = rule.action == "state-siting-limit" and found.state
    if not lead and rule.action in ("introduce-bill", "pass-bill", "enforcement-case"):
        return None  # undated background, not the news of the text
    if not (
        sentence.actors or sentence.companies or placed or (lead and mood.EFFECT.search(clause))
    ):
        return None
    return _made(sentence, part, hit, None)


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


def _carried(found: Scene, sentence: Sentence, reach: int) -> When | None:
    """The day that the sentences just before speak of, in the same paragraph."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - reach), -1):
        other = found.sentences[index]
        if other.span.para != sentence.span.para:
            return None
        acts = [w for w in other.dates if w.role == "act" and not future(found, w)]
        if acts:
            return acts[0]
    return None


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
