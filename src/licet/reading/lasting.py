"""Deeds that have effect by what they are: a pause made longer, a duty laid by a signed order."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.bars import barred

_PROLONGED: Final = re.compile(
    r"\b(?:(?:voted|decided|agreed)\b[^.;]{0,40} to (?:extend|prolong|renew|lengthen)|extended|prolonged|renewed|lengthened)\b[^.;]{0,50}\b(?:moratorium|pause|freeze|ban)\b"
)
_BY_ORDER: Final = re.compile(
    r"\b(?:executive order|order|proclamation|memorandum|decree)\b[^.;]{0,60}\b(?:imposed|raised|doubled|tripled|lifted|cut|lowered|exempted|excluded|spared|took|freed|"
    r"escapes?|exempts|spares|excludes|frees)\b|"
    r"\b(?:imposed|raised|doubled|levied|laid|exempted|excluded|spared|took)\b[^.;]{0,60}\b(?:by|in|under) (?:an? |the |his )?(?:\w+ )?(?:executive order|order|proclamation|memorandum|decree)\b|"
    r"\b(?:president|white house|trump|washington|united states|administration|beijing|china|canada|brussels|he)\b[^.;]{0,40}\b(?:imposed|levied|laid|collected|slapped|doubled)\b|"
    r"\b(?:tariffs?|duty|duties)\b[^.;]{0,40}\b(?:already|currently) (?:paid|collected|charged|levied|in place)\b"
)
"""A duty set, or goods spared, by a signed paper."""
PLANNED: Final = re.compile(r"\b(?:would|will|plans?|intends?|may|might|could|if)\b")


def prolonged(action: str, clause: str) -> bool:
    """Whether a pause that stands already is made longer: that has effect at once."""
    if action != "state-siting-limit" or not (longer := _PROLONGED.search(clause)):
        return False
    rest = f"{clause[: longer.start()]} {clause[longer.end() :]}"
    return not (barred(rest, rest) or mood.AHEAD.search(rest) or mood.FAILED_VOTE.search(rest))


def levied(action: str, clause: str) -> bool:
    """Whether an order of a president is told to have set a duty, or to have spared goods."""
    return action in ("tariff-impose", "tariff-cut") and bool(
        _BY_ORDER.search(clause) and not PLANNED.search(clause)
    )


def says_effect(after: str) -> bool:
    """Whether the sentence after an act says that it has had effect; `after` in lower case.

    >>> says_effect("the rule took effect at once."), says_effect("shares fell.")
    (True, False)
    """
    if not after or mood.EFFECT_AHEAD.search(after):
        return False
    if re.search(r"\btakes? effect\b", after):
        return bool(mood.EFFECT.search(after))  # at once, and not some day
    return any(
        cue.search(after) for cue in (mood.EFFECT_STATEMENT, mood.TOOK_EFFECT, mood.IN_EFFECT_SINCE)
    )
