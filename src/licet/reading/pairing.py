"""Acts and days of one clause brought together."""

from __future__ import annotations

import re
from typing import Final

from licet.reading.candidate import Candidate, turn
from licet.reading.dates import When
from licet.reading.denied import is_denied, is_told
from licet.reading.hits import ranked
from licet.reading.lexicon import Hit
from licet.reading.refer_words import POINTS_BACK
from licet.reading.scene import Sentence
from licet.reading.sentences import Span

_TIMED: Final = re.compile(
    r"(?:\w+ ){1,3}(?:minutes?|hours?|days?|weeks?|months?) (?:after|before)\b|(?:shortly|soon|right|hours) (?:after|before)\b"
)
_MANY: Final = frozenset({"enforcement-case", "introduce-bill", "pass-bill"})
"""Acts of which one clause tells several, each with its day."""
_TOLD_ON: Final = re.compile(
    r"\b(?:disclosed|said|announced|told \w+|confirmed|reported|wrote|made (?:it )?(?:public|known)|stated|revealed)(?: (?:late|early))?(?: on| in)? $|"
    r"\b(?:filing|document|report|statement)s?(?: (?:of|from|dated|filed|made|submitted|published|released))?(?: on)? $"
)
"""Before a day on which an act was told, where another may be that of the act."""
_TOLD_THAT: Final = re.compile(
    r"[\w ,.']{0,60}\b(?:disclosed|said|announced|told \w+|confirmed|reported|wrote|made (?:it )?(?:public|known)|stated|revealed) that\b"
)
_UNDOING: Final = frozenset({"lift-ban", "rescind-rule", "suspend-rule"})
_OF_PAPER: Final = re.compile(
    r"\b(?:letters?|demands?|requirements?) (?:of|from)(?: (?:late|early|last))? $"
)
"""The day of a paper is not that on which it is undone: `the letter of May 23 no longer stands`."""
_FIRM: Final = re.compile(
    r"\bthe (?:\w+ )?(?:chip-?maker|foundry|company|firm|toolmaker|group|manufacturer|supplier)\b"
)
_FAR: Final = 200
_OWN: Final = 47
"""Points from which a clause that points back states an act of its own all the same."""


def hit_of(sentence: Sentence, part: Span, when: When | None = None) -> Hit | None:
    """What a stretch states; nothing that it denies or only asks for."""
    base = sentence.span.start
    found = ranked(sentence, part.start - base, part.end - base, when)
    return next(
        (
            hit
            for hit in found
            if not is_denied(sentence, part, hit) and not is_told(sentence, part, hit)
        ),
        None,
    )


def dated(sentence: Sentence, part: Span, inside: list[When]) -> tuple[list[Candidate], list[When]]:
    """The acts of a clause with their days, and the days left without an act."""
    told: list[Candidate] = []
    left: list[When] = []
    pairs = [(when, hit) for when in inside if (hit := hit_of(sentence, part, when))]
    if POINTS_BACK.search(sentence.piece(part.start, part.end)):
        pairs = [(when, hit) for when, hit in pairs if hit.score >= _OWN]
    for when in inside:
        hit = next((h for w, h in pairs if w is when), None)
        rival = [w for w, h in pairs if hit and w is not when and _same(sentence, hit, when, h, w)]
        if (
            hit
            and hit.rule.action in _UNDOING
            and _OF_PAPER.search(sentence.low[: when.start - sentence.span.start][-40:])
        ):
            continue
        if hit is None:
            if not pairs and _may_reach(sentence, part):
                left.append(when)
        elif hit.rule.action in _MANY or all(
            _apart(sentence, when, hit) <= _apart(sentence, w, hit) for w in rival
        ):
            told.append(made(sentence, part, hit, when))
    return told, left


def _same(sentence: Sentence, hit: Hit, when: When, other: Hit, then: When) -> bool:
    """Whether two days have one act: by one rule, or where one is only the day it was told."""
    if other.rule is hit.rule:
        return True
    told = _is_telling(sentence, when) or _is_telling(sentence, then)
    return told and other.rule.action == hit.rule.action


def _is_telling(sentence: Sentence, when: When) -> bool:
    start = when.start - sentence.span.start
    return bool(_TOLD_ON.search(sentence.low[max(0, start - 40) : start]))


def _may_reach(sentence: Sentence, part: Span) -> bool:
    """Whether a clause can be more than the time of another: not `two days after he called`."""
    return not _TIMED.match(sentence.piece(part.start, part.end))


def _apart(sentence: Sentence, when: When, hit: Hit) -> int:
    base = sentence.span.start
    gap = max(when.start - base - hit.end, hit.start + base - when.end, 0)
    told = _is_telling(sentence, when)
    that = _TOLD_THAT.match(sentence.low[when.end - base : when.end - base + 90])
    return gap + (_FAR if told or that else 0)


def made(
    sentence: Sentence,
    part: Span,
    hit: Hit,
    when: When | None,
    *,
    basis: str = "",
    carried: bool = False,
    told: int = -1,
) -> Candidate:
    rule = hit.rule
    clause = sentence.piece(part.start, part.end)
    head = sentence.low[part.start - sentence.span.start : hit.end]
    action, direction = turn(rule, clause, head, sentence.low)
    if action in ("ban", "discourage-purchase", "propose-rule") and _by_firm(sentence, part, hit):
        action, direction = "other", "neutral"
    return Candidate(
        sentence.index, part, rule, action, direction, when,
        basis or (when.basis if when else "published"), trigger=sentence.span.start + hit.start,
        carried=carried, told=told,
    )  # fmt: skip


def _by_firm(sentence: Sentence, part: Span, hit: Hit) -> bool:
    """Whether it is a company that stops: its own doing and no ban."""
    base = sentence.span.start
    end = base + hit.end
    firms = [m for m in sentence.companies if part.start <= m.start < end]
    bodies = [m for m in sentence.actors if part.start <= m.start < end]
    noun = _FIRM.search(sentence.low, part.start - base, end - base)
    if bodies or not (firms or noun):
        return False
    first = (firms[0].start, firms[0].end) if firms else (base, base)
    if noun and not firms:
        first = (base + noun.start(), base + noun.end())
    if first[0] > part.start + 40:
        return False
    verb = sentence.low[first[1] - base : end - base]
    return bool(
        re.match(
            r"(?: \w+){0,2}? (?:has|had|is|stopped|halted|ended|asked|told|will|paused)\b", verb
        )
    ) and not (
        re.search(
            r"\b(?:was|were|been|be|may|can|must) (?:\w+ )?(?:told|asked|ordered|barred|banned|blocked|not|no longer)",
            verb,
        )
    )


def turned(sentence: Sentence, part: Span, hit: Hit) -> str:
    """The action of a hit as the mood of its clause bends it."""
    clause = sentence.piece(part.start, part.end)
    head = sentence.low[part.start - sentence.span.start : hit.end]
    return turn(hit.rule, clause, head, sentence.low)[0]
