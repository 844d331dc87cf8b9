"""A clause that seems to state an act, and the rule that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from licet.reading.dates import When
from licet.reading.lexicon import LOOSENS, Rule, rules
from licet.reading.scene import Scene
from licet.reading.sentences import Span

_CLOSE: Final = 6
_PROPOSING: Final = re.compile(
    r"\bdraft\w*\b|\bproposal|\bproposed\b|\bconsider(?:s|ing|ed)?\b|\bmull\w*|\bweigh(?:s|ing|ed)?\b|may soon|\bmight\b|\bmay\b(?! (?:not|now|no longer|only|again|\w+ (?:the |its )?(?:\w+ )?only))|"
    r"\bplans? to\b|\bplanning\b|\bpreparing\b|\bworking on\b|\bset to\b|\bcontemplat\w+|\bplanned\b"
)
_THREAT: Final = re.compile(
    r"\b(?:will|would|threat\w+|plans?|planned|vow\w*|warn\w*|weigh\w*|consider\w*|intends?|might|may|could|going to|floated|"
    r"prepar\w+|promis\w+|pledg\w+|said he)\b"
)
_EASED: Final = re.compile(
    r"\b(?:eas|relax|loosen)\w*\b.{0,40}\b(?:rules?|regulations?|export controls?|review policy)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that seems to state an act, before status, names and merging."""

    sentence: int
    span: Span
    rule: Rule
    action: str
    direction: str
    when: When | None
    basis: str
    nominal: bool = False
    trigger: int = 0
    carried: bool = False
    notes: tuple[str, ...] = field(default=())


def best_rule(low: str, start: int, end: int) -> tuple[Rule, int] | None:
    """The heaviest rule that speaks in a stretch, and where."""
    best: tuple[Rule, int] | None = None
    for rule in rules():
        if best and (rule.weight < best[0].weight - _CLOSE):
            break
        match = rule.pattern.search(low, start, end)
        if (match and best is None) or (match and best and _told_first(rule, match.start(), best)):
            best = rule, match.start()
    return best


def _told_first(rule: Rule, place: int, best: tuple[Rule, int]) -> bool:
    """Of rules of like weight and direction, the one told first states the act."""
    return (
        rule.action == "publish-rule"
        and best[0].action in ("ban", "require-license")
        and place < best[1]
    )


def future(found: Scene, when: When) -> bool:
    if when.day:
        return when.day > found.published.last
    return bool(when.month and when.month > (found.published.year, found.published.month))


def stale(found: Scene, when: When) -> bool:
    """A `since …` of more than two years back is background, not an act told."""
    return bool(when.month and when.month < (found.published.year - 2, found.published.month))


def turn(rule: Rule, clause: str, sentence: str) -> tuple[str, str]:
    """The action as the mood of the clause bends it: a planned ban is a proposal."""
    action, direction = rule.action, rule.direction
    if action in ("require-license", "ban", "publish-rule", "propose-rule"):
        drafty = _PROPOSING.search(clause) or re.search(r"\bdraft|no rule yet", sentence)
        if drafty and not re.search(r"took effect|in force|final rule|\btold\b|informed", clause):
            action = "propose-rule"
        if LOOSENS.search(clause) and action in ("publish-rule", "propose-rule"):
            direction = "loosen"
    elif (
        action == "tariff-impose"
        and _THREAT.search(clause)
        and not re.search(r"\bsigned|proclamation|took effect|in force|in effect|imposes\b", clause)
    ):
        action = "announce-intent"
    elif action == "lift-ban" and _EASED.search(clause):
        action = "publish-rule"
    elif action == "lift-ban" and re.search(r"\bassur|\bpromis|\bpledg", clause):
        action = "assure-license"
    return action, direction
