"""Which step of the ladder an act takes that undoes another: suspended, rescinded, vacated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from licet.reading import mood

if TYPE_CHECKING:
    from licet.reading.status import Telling

_UNDO_AHEAD: Final = re.compile(
    r"\b(?:may|might|could|would|will|to|should|shall|consider\w*|plan\w*|promis\w+|agreed?|agrees|propos\w+|intend\w*|"
    r"weigh(?:s|ed|ing)?|mull\w*|urg\w+|ask\w*|want\w*|expect\w*|hop\w+|vow\w*|pledg\w+|threaten\w*)\b (?:\w+ ){0,4}?"
    r"(?:suspend|rescind|withdr|paus|lift|remov|drop|scrap|repeal|revok|delay|postpon|shelv|put off|hold back|freez|"
    r"abandon|cancel|replac|eas|undo|kill|throw|do away|bury|tear|stay|set|strike|pull|end)\w*"
)
_UNDOING: Final = re.compile(
    r"\b(?:is|are) (?:\w+ )?(?:rescind|withdraw|suspend|lift|paus|remov|eas|end|repeal|revok|scrapp)\w*ing\b|"
    r"\b(?:is|are) (?:rescinding|withdrawing|suspending|lifting|pausing|removing|easing|ending|repealing|revoking|scrapping)\b"
)
"""An undoing under way."""
_TO_PRESS: Final = re.compile(
    r"\btold (?:reporters|journalists|the press|a television)|\bin an interview\b|\bon (?:social media|television)\b|aboard air force"
)
_UNDOES: Final = re.compile(
    r"\b(?:suspends|postpones|pauses|delays|shelves|rescinds|withdraws|lifts|repeals|scraps)\b"
)
_UNENFORCED: Final = re.compile(r"enforc")
_TAKEN_BACK: Final = re.compile(
    r"\b(?:rescinded|withdrawn|withdrew|repealed|revoked|scrapped|taken back|took back)\b"
)
_LEFT_OPEN: Final = re.compile(
    r"\b(?:may|might|could|consider\w*|plan\w*|promis\w+|pledg\w+|propos\w+|intend\w*|weigh\w*|mull\w*|"
    r"urg\w+|ask\w*|want\w*|expect\w*|hop\w+|if|whether|draft\w*|bill)\b"
)
_STRUCK: Final = re.compile(
    r"exceed|beyond|overstep|set aside|nullif|struck|strik|void|invalid|overturn|unlawful|illegal|annul|quash|vacat|"
    r"\b(?:no|not|lacks?|lacked|without|never)\b (?:\w+ ){0,3}(?:power|authori\w+|basis|tax|right|such power|permit|allow|empower)|"
    r"gives? (?:him|her|the president|them) no|thr(?:ew|own) (?:\w+ ){0,2}out|t(?:ook|aken) away|swept away|lost (?:its|their) basis|rul(?:ed|es) against|taken the ground"
)
"""What a court says of an act that it undoes."""


def undoing(action: str, told: Telling) -> str:
    clause = told.clause
    if action == "court-ruling":
        if re.search(r"\b(?:upheld|uphold|affirm\w*|dismiss\w*)\b", clause):
            return "announced"
        if re.search(
            r"\bstay(?:ed|s)?\b|froze|paus|on hold|suspend|set (?:it|that) aside for", clause
        ):
            return "suspended"
        return "vacated" if _STRUCK.search(told.around or told.sentence) else "announced"
    if _UNENFORCED.search(clause) and not _TAKEN_BACK.search(
        clause
    ):  # a rule that its own maker does not apply
        return "announced" if _LEFT_OPEN.search(clause) else "suspended"
    if _UNDO_AHEAD.search(clause) or (_UNDOING.search(clause) and mood.SAID.search(clause)):
        return "announced"
    if _UNDOES.search(clause) and _TO_PRESS.search(clause):
        return "announced"  # told to the press, and no paper is named
    ended = mood.ending(clause)
    return "suspended" if action == "suspend-rule" and ended == "rescinded" else ended


def lifting(told: Telling) -> str:
    clause = told.clause
    undone = re.search(
        r"\b(?:lifted|rescind(?:ed|s)?|removed|withdrew|withdrawn|revoked|cancel(?:l)?ed|scrapped|lifts|"
        r"rolled back|reversed(?! itself| course)|reverses|took back|taken back|fell|was gone|are gone|ended|struck down|dropped|withdraws|rescinds|removes|no longer (?:need|require|appl|bind)\w*)\b",
        clause,
    )
    if undone and not _UNDO_AHEAD.search(clause):
        ended = mood.ending(clause)
        by_court = re.search(r"\b(?:courts?|judges?|justices)\b", told.sentence)
        return "rescinded" if ended == "vacated" and not by_court else ended
    return "announced"
