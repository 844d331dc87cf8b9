"""Duties told as standing, and what cannot take a deed back: why it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from licet.reading import mood
from licet.reading.bars import asks, barred

_LIMITS: Final = frozenset(["require-license", "ban", "publish-rule", "deny-license"])
_SINCE: Final = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}?(?:been (?:\w+ ){0,2}?(?:needed|required|barred|banned|forbidden|prohibited|closed|controlled|"
    r"restricted|under|subject|off[ -]limits|in (?:force|effect|place)|necessary|mandatory|unlawful|illegal|collected|charged|levied|due)|"
    r"needed|required|demanded|asked|applied|cost|paid|stood|fallen under|had to)\b.{0,90}\bsince\b|"
    r"\b(?:ever )?since\b.{0,60}\b(?:has|have) (?:\w+ ){0,2}?(?:been (?:needed|required|barred|banned|forbidden|prohibited|closed|controlled|"
    r"restricted|under|subject|off[ -]limits|in (?:force|effect|place)|collected|charged|levied|due)|needed|required|demanded|applied|cost|paid|stood|had to|bound)\b|"
    r"^\W*(?:and |but |for )?since\b.{0,80}?\b(?:needs?|requires?|is subject|are subject|must|leaves?|falls? under|comes? under|costs?|pays?|bear)\b|"
    r"\b(?:which|that) (?:has|have) (?:\w+ )?(?:bound|applied|governed|held)\b.{0,60}\b(?:since|already)\b"
)
"""What has lasted since a day."""
_DUTY: Final = re.compile(r"licen[cs]\w*|permi\w+|authori[sz]\w*|approval|consent|barred|banned|forbidden|prohibited|restrict\w+|"
    r"control\w*|off[ -]limits|closed|unlawful|illegal|subject|duty|duties|tariffs?|percent|per cent|%|surcharge|levy")  # fmt: skip
_NOW: Final = re.compile(
    r"\b(?:is|are) now (?:prohibited|barred|banned|forbidden|off[ -]limits|blocked|unlawful|illegal|subject to|under (?:an? |the )?(?:export )?licen[cs]\w*|closed to|excluded from|"
    r"shut out)\b|\b(?:is|are) no longer (?:allowed|permitted|free) to\b|"
    r"\bcan no longer be (?:sold|exported|shipped|supplied|delivered|imported|bought|sent)\b|"
    r"\bnow (?:requires?|needs?|demands?|falls? under|comes? under|(?:has|have) to (?:have|hold|get|obtain|apply)|must (?:have|hold|get|obtain|first|apply))\b|"
    r"\b(?:leaves?|goes|go|pass(?:es)?|enters?|reach(?:es)?|cross(?:es)?) (?:\w+ ){0,5}only (?:with|under|on|against|if the ministry)\b|"
    r"\b(?:may|must|can) (?:not|no longer) (?:be (?:sold|exported|shipped|supplied|delivered|imported|bought|sent|used)|buy|sell|ship|export|supply|deliver|purchase|procure|import)\b|"
    r"\b(?:must|have to|has to) (?:stop|cease|end|halt) (?:\w+ing|all|any|deliver\w+|purchases|sales)\b|"
    r"\b(?:has|have) to obey (?:\w+ )?(?:already|now|today)\b|\b(?:was|were) no longer (?:allowed|permitted|free) to\b|"
    r"\bmust now (?:have|hold|get|obtain|first|apply|ask)\b|"
    r"\b(?:tariffs?|duty|duties|levy|surcharge|rate)\b[^.;]{0,60}\b(?:now stands|stands|is now|now amounts?|amounts) (?:at |to )?(?:\w+ )?\d{1,3}(?:,\d+)? ?(?:%|per ?cent)"
)
"""What is so now."""
_WILL: Final = re.compile(
    r"\b(?:may|might|could|would|will|shall|should|if|unless|once|when|until then|proposed|draft\w*|bill|plan\w*|expect\w*|from (?:now|then) until)\b"
)
_OF_A_BARGAIN: Final = re.compile(
    r"\b(?:deals?|agreements?|accords?|bargain|talks|negotiat\w+|proposals?|demands? (?:of|by|from)|campaign|concept|scenario|"
    r"letter to (?:congress|the (?:president|secretary))|opinion|op-?ed|view|idea|wish list|manifesto|petition|bills?|amendments?|version)\b"
)
"""What binds nobody yet."""
_FILING: Final = re.compile(
    r"\bfilings?\b|\b(?:8-?k|10-?[qk]|6-k|20-f)\b|\b(?:annual|quarterly|current) report\b|\breport to (?:the |its )?(?:regulators?|shareholders|sec\b|securities|stock exchange)|"
    r"\b(?:told|informed) (?:its )?(?:shareholders|investors|the stock exchange|the exchange)\b|\bprospectus\b|\bstock exchange\b"
)
_IMPOSED_ON: Final = re.compile(
    r"\b(?:must|needs?|needed|has to|have to|had to|requires?|required|(?:was|were|has been|have been|had been) (?:extended|imposed|widened|placed|put|made|required|told|informed|notified|barred|ordered)|(?:newly |now |recently )?(?:imposed|laid|placed|put) (?:by|on|upon)\b)"
)
_PERMIT: Final = re.compile(r"\b(?:licen[cs]\w*|permits?|authori[sz]ation|export approval)\b")
_TOLD: Final = re.compile(
    r"\b(?:said|says|wrote|writes|told|tells|revealed|reveals|disclosed|discloses|reported|reports|stated|states|announced|confirmed|confirms)\b|\baccording to (?:a|its|the) (?:\w+ )?filing\b"
)
_REASON: Final = re.compile(
    r",? (?:having (?!to\b)\w+|because|since (?:it|they|the|its|their|there) |citing|on suspicion|on the grounds?|over (?:concerns?|fears?|worries|what)|"
    r"for fear|out of (?:fear|concern)|(?:after|when) (?:it|they|he|investigators|officials) (?:had )?(?:found|concluded|determined|learned|discovered)|"
    r"(?:finding|concluding|arguing|believing|fearing|suspecting|accusing|alleging|saying|reasoning|determining) (?:that|it|them|they)\b)"
)
_KEEPS: Final = re.compile(
    r"\b(?:report\w*|sources?|people|persons?|familiar|according|reuters|bloomberg|said|says|told|wrote|if|unless|unclear|whether|once|effective|"
    r"effect|force|will|denied|draft\w*|propos\w+|plan\w*|bill|not yet|rumou?r\w*|expected|later|until)\b|\?"
)
"""Words of a tail that speak of the act itself, and not of why it was done."""
_NEGATION: Final = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|is|was|are|were) (?:not|never)|never)\b"
)
_NEXT: Final = re.compile(r"(?:; |: |, (?:and|but|while|whereas) )")


def without_reasons(text: str) -> str:
    """A stretch without a tail that only says why: a fear is no doubt of what was done.

    >>> without_reasons("commerce listed the firm on monday, because it may help the army.")
    'commerce listed the firm on monday'
    >>> without_reasons("the firm was listed, because of fears, people familiar with it said.")[-5:]
    'said.'
    """
    tail = _REASON.search(text)
    if tail is None or _KEEPS.search(text, tail.end()) or mood.UNNAMED.search(text, tail.end()):
        return text
    return text[: tail.start()]


def stands(action: str, clause: str, sentence: str) -> bool:
    """Whether a clause tells a duty that has lasted since a day, or is so now.

    >>> t = "a dutch license has been needed for these machines since september 2023."
    >>> stands("require-license", t, t)
    True
    """
    if action not in _LIMITS and not action.startswith("tariff-i"):
        return False
    if asks(sentence) or mood.is_press(sentence) or mood.PRESS.search(sentence):
        return False
    if (
        mood.SAID.search(sentence)
        or mood.DENIES.search(sentence)
        or mood.NO_EFFECT.search(sentence)
    ):
        return False
    return any(_standing(own, head) for own, head in _coordinates(clause, sentence))


def _standing(own: str, head: str) -> bool:
    lasting = _SINCE.search(own) and _DUTY.search(own)
    if mood.UNDONE.search(own) or not (lasting or _NOW.search(own)):
        return False
    own = _SINCE.sub(" since ", _NOW.sub(" ", own))
    if _OF_A_BARGAIN.search(f"{head} {own}") or _WILL.search(own) or _WILL.search(head):
        return False
    if lasting:  # what another clause denies does not reach a duty with a day of its own
        head = _NEGATION.sub(" ", head)
    return not (barred(own, own, named=False) or barred(head, head, named=False))


def _coordinates(clause: str, sentence: str) -> Iterator[tuple[str, str]]:
    """The coordinate clauses of a sentence that a clause reaches into, each with what is before."""
    begin = max(0, sentence.find(clause[:40]))
    cuts = [0, *(cut.end() for cut in _NEXT.finditer(sentence)), len(sentence)]
    for start, end in pairwise(cuts):
        if end > begin + 8 and start < begin + len(clause):
            yield sentence[start:end], sentence[:start]


def told_to_it(action: str, clause: str, sentence: str) -> bool:
    """Whether a company's own filing tells a license duty that it was put under.

    >>> t = "in a regulatory filing nvidia revealed that it must now obtain a license for the chips."
    >>> told_to_it("require-license", t, t)
    True
    """
    if action not in ("require-license", "ban"):
        return False
    if asks(sentence) or mood.is_press(_TOLD.sub(" ", sentence)) or mood.PRESS.search(sentence):
        return False
    if not (_FILING.search(sentence) and _TOLD.search(sentence) and _PERMIT.search(clause)):
        return False
    own = without_reasons(_own(clause, sentence))
    if not _IMPOSED_ON.search(own) or _WILL.search(own) or mood.UNDONE.search(own):
        return False
    bare = _NOW.sub(" ", _TOLD.sub(" ", own))
    return not (barred(bare, bare) or mood.DENIES.search(sentence) or mood.NO_EFFECT.search(own))


def _own(clause: str, sentence: str) -> str:
    """The coordinate clause of a sentence that holds the act."""
    begin = max(0, sentence.find(clause[:40]))
    pieces = [0, *(cut.end() for cut in _NEXT.finditer(sentence)), len(sentence)]
    start = max(place for place in pieces if place <= begin + 6)
    end = min(
        (place for place in pieces if place >= begin + len(clause) - 2), default=len(sentence)
    )
    return sentence[start:end]
