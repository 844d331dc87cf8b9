"""Which step of the ladder the words allow.

`in-force` needs words of legal effect and bears no hedge, no plan, no draft, no press source.
Everything else falls to the step that the words carry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from licet.reading import mood
from licet.reading.bars import barred

EFFECTIVE: Final = frozenset(
    [
        "require-license",
        "ban",
        "publish-rule",
        "list-entity",
        "delist-entity",
        "tariff-impose",
        "tariff-cut",
        "state-siting-limit",
        "deny-license",
    ]
)
_LETTER: Final = re.compile(
    r"(?:told(?! (?:\w+ )?(?:senators?|reporters?|lawmakers|analysts|investors|congress|parliament|cnbc|abc|cbs|fox|reuters|bloomberg|the (?:senate|house|press)|members|an interviewer|a television))|informed|notified|letters?|heard from|wrote to|instructed|ordered|let \w+ know|learned)\b[^.]{0,160}"
    r"(?:licen[cs]|permission|approval|consent|permit\b|stop|halt|end deliver|export restrictions|restriction|requirement)|license requirement will be in effect|demand took effect|"
    r"now (?:need|require)s? (?:a|an) (?:\w+ )?licen[cs]e"
)
_LETTER_MOOD: Final = re.compile(
    r"\b(?:would|will) (?:now |also )?(?:be in effect|need|require|be required|be needed)\b|"
    r"\bmay be used in\b|\bmay not be\b|\brisks?\b"
)
_STANDING: Final = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}?(?:been|asked|required|demanded|needed|applied|barred|banned|stood|controlled|restricted)\b.{0,80}\bsince\b|"
    r"\bsince\b.{0,40}\b(?:has|have) (?:been|asked|required|demanded|needed|applied|barred|banned|controlled|restricted)\b"
)
"""A duty told as one that has lasted since a day."""
_IMPOSED: Final = re.compile(
    r"\b(?:imposed|barred|banned|forbade|stopped|blocked|prohibited|placed|places|put|puts|added|adds|"
    r"introduced|required|cut off|halted|answered|revoked|forbidden|closed|excluded|shut|ended|subjected|ordered|decreed|cut|turned (?:back|away)|sealed|locked|choked|curbed|capped|restricted|limited|outlawed|tightened|demanded|made|brought|withdrew|withheld|took (?:away|back)|(?:began|started) to require|let \w+ know)\b"
)
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
_UNENFORCED: Final = re.compile(r"enforc")
_LEFT_OPEN: Final = re.compile(
    r"\b(?:may|might|could|should|consider\w*|plan\w*|promis\w+|pledg\w+|propos\w+|intend\w*|weigh\w*|mull\w*|"
    r"urg\w+|ask\w*|want\w*|expect\w*|hop\w+|if|whether|draft\w*|bill)\b"
)
_EXPIRED: Final = re.compile(
    r"\b(?:expired|lapsed|ran out|(?:runs? out|expires?|lapses?) (?:today|on))\b"
)
_DECIDED: Final = re.compile(
    r"\b(?:ordered|directed|approved|adopted|signed|decided|ruled|voted|enacted)\b"
)
_LISTED: Final = re.compile(
    r"\bdeclar\w+\b.{0,60}(?:unreliable|entit)|\b(?:has|have|had) (?:\w+ )?(?:added|placed|put|listed|entered|named)\b"
)
"""A listing that is told as done, whoever says so."""
_PLANNED: Final = re.compile(r"\b(?:would|will|plans?|intends?|may|might|could|if)\b")
_IN_PAPER: Final = re.compile(
    r"\bin (?:an?|its|the) (?:\w+ ){0,2}(?:order|notice|ruling|decision|report|opinion|determination) (?:of|dated|published|issued|released|from)\b|"
    r"\b(?:compromise |final )?text\b.{0,40}\breleased\b|\b(?:commission|office)\b.{0,40}\b(?:held|found|ruled|ordered)\b"
)
"""A statement made in an official paper."""
_FAILED: Final = re.compile(
    r"\bveto\w*|voted? (?:it )?down|\bdefeat\w*|\bfailed\b|refus\w+ (?:his|her|their|its) signature|refused to sign|"
    r"\b(?:was|were|been) (?:stopped|killed|rejected|halted|dropped)\b|\bkilled\b|\brejected\b|fell short|\bdied\b"
)
_STRUCK: Final = re.compile(
    r"exceed|beyond|overstep|set aside|nullif|struck|strik|void|invalid|overturn|unlawful|illegal|annul|quash|vacat|"
    r"\b(?:no|not|lacks?|lacked|without|never)\b (?:\w+ ){0,3}(?:power|authori\w+|basis|tax|right|such power|permit|allow|empower)|"
    r"gives? (?:him|her|the president|them) no|thr(?:ew|own) out|t(?:ook|aken) away|swept away|lost (?:its|their) basis|rul(?:ed|es) against|taken the ground"
)
"""What a court says of an act that it undoes."""
_SIGNED: Final = re.compile(r"\b(?:signed|signs)\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a candidate's status is read from: all in lower case.

    Attributes:
        clause, sentence: The words that state the act.
        after: The next sentence, where it speaks of the same act; else empty.
        press: The act rests on the press or on unnamed sources.
        effect_past: A day of effect that has come stands in the sentence or in `after`.
        effect_ahead: A day of effect still ahead stands there.
        dated: A day of the act stands in the text.
        around: The sentence with the one before and after it.
    """

    clause: str
    sentence: str
    after: str = ""
    press: bool = False
    effect_past: bool = False
    effect_ahead: bool = False
    dated: bool = False
    around: str = ""


def status_of(action: str, told: Telling) -> str:
    """The status of an act.

    >>> t = "the government assured nvidia that licenses will be granted"
    >>> status_of("assure-license", Telling(t, t))
    'announced'
    >>> t = "the ban took effect at once"
    >>> status_of("ban", Telling(t, t)), status_of("ban", Telling(t, t, press=True))
    ('in-force', 'reported')
    """
    clause = told.clause
    if action in ("disclose-charge", "market-milestone", "enforcement-case"):
        return "announced"
    if action in ("introduce-bill", "pass-bill"):
        return "vacated" if _FAILED.search(clause) else "proposed"
    if told.press:
        return "reported"
    if _EXPIRED.search(clause) and not mood.AHEAD.search(clause):
        return "expired"
    if action == "propose-rule":
        return _proposal(told)
    if action in ("suspend-rule", "rescind-rule", "court-ruling"):
        return _undoing(action, told)
    if action == "lift-ban":
        return _lifting(told)
    if action == "guidance":
        issued = re.search(
            r"\b(?:issued|published|released|publishes|issues|updated|restated|posted|reworded|printed|put out|puts out|brought out|laid out)\b",
            clause,
        )
        return "published" if issued and not mood.AHEAD.search(clause) else "announced"
    if action == "other":
        signed = _SIGNED.search(clause) and re.search(r"\bexecutive order|\border\b", clause)
        if _IN_PAPER.search(clause) and not mood.AHEAD.search(clause):
            return "published"
        return "in-force" if signed and not barred(clause, told.sentence) else "announced"
    if action in EFFECTIVE:
        return _effective(action, told)
    return "announced"


def _proposal(told: Telling) -> str:
    if re.search(
        r"\bproposed (?:a |the |an |new )?(?:\w+ )?(?:rules?|regulations?)|notice of proposed|proposed rule|"
        r"\bpropos(?:ed|es)\b|handed|submitted|sent\b|send\b|referred|voted|published|opened",
        told.sentence,
    ) and not re.search(r"\bmay\b|\bmight\b|considering|mulling|weighing", told.clause):
        return "proposed"
    if mood.SAID.search(told.sentence) and not re.search(r"draft|review", told.clause):
        return "announced"
    return "reported"


def _undoing(action: str, told: Telling) -> str:
    clause = told.clause
    if action == "court-ruling":
        if re.search(r"\b(?:upheld|uphold|affirm\w*|dismiss\w*)\b", clause):
            return "announced"
        if re.search(
            r"\bstay(?:ed|s)?\b|froze|paus|on hold|suspend|set (?:it|that) aside for", clause
        ):
            return "suspended"
        return "vacated" if _STRUCK.search(told.around or told.sentence) else "announced"
    if _UNENFORCED.search(clause):  # a rule that its own maker does not apply
        return "announced" if _LEFT_OPEN.search(clause) else "suspended"
    if _UNDO_AHEAD.search(clause) or (_UNDOING.search(clause) and mood.SAID.search(clause)):
        return "announced"
    ended = mood.ending(clause)
    return "suspended" if action == "suspend-rule" and ended == "rescinded" else ended


def _lifting(told: Telling) -> str:
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


def _effective(action: str, told: Telling) -> str:
    clause, sentence = told.clause, told.sentence
    if action == "state-siting-limit" and (
        _FAILED.search(clause) or re.search(r"\boverturn|override", clause)
    ):
        return "vacated"
    if mood.UNDONE.search(clause) and action in (
        "ban",
        "require-license",
        "publish-rule",
        "tariff-impose",
    ):
        return "published"  # what the clause says is undone has no effect by it
    letter = (
        action in ("require-license", "ban")
        and _LETTER.search(clause)
        and not barred(_LETTER_MOOD.sub(" ", clause), sentence)
        and not re.search(r"\bannounc\w+", clause)
    )
    if letter:
        return "in-force"
    said = mood.SAID.search(clause)
    if not barred(clause, sentence):
        own = mood.EFFECT.search(clause) or mood.EFFECT.search(sentence)
        if said and not mood.TEXT.search(sentence + " " + told.after):
            return "announced"  # said to be in effect, but no text is named
        if (
            _SIGNED.search(clause)
            and re.search(r"\b(?:executive order|proclamation|presidential memorandum)", sentence)
            and not told.effect_ahead
        ):
            return "in-force"
        if (own or told.effect_past) and not told.effect_ahead:
            return "in-force"
        if _says_effect(told.after) and not told.effect_ahead:
            return "in-force"
        named = not said or _LISTED.search(clause)
        if action == "list-entity" and named and not told.effect_ahead:
            return (
                "published"
                if re.search(r"1260h|military compan", told.around or sentence)
                else "in-force"
            )
        if _STANDING.search(clause) and not said:
            return "in-force"
        if (
            action in ("ban", "require-license", "deny-license")
            and not said
            and not told.effect_ahead
            and (_IMPOSED.search(clause) and not mood.OFFICIAL.search(clause))
        ):
            return "in-force"
    if action in ("publish-rule", "list-entity", "delist-entity"):
        plan = re.search(
            r"\b(?:will|would|plans?|intends?|promis\w+|may|might|could|threat\w+)\b", clause
        )
        return "announced" if plan else "published"
    if re.search(r"\b(?:draft|proposed rule|propos(?:es|ed)|proposal)\b", clause):
        return "proposed"
    plan = re.search(
        r"\b(?:would|plans?|intends?|promis\w+|may|might|could|threat\w+|going to)\b", clause
    )
    decided = _DECIDED.search(clause) if action in ("state-siting-limit", "tariff-impose") else None
    if decided and not _PLANNED.search(clause[: decided.start()]):
        return "published"
    if mood.OFFICIAL.search(sentence) and not plan:
        return "published"
    return (
        "reported"
        if action == "state-siting-limit" and not told.dated and not said
        else "announced"
    )


def _says_effect(after: str) -> bool:
    if not after or mood.EFFECT_AHEAD.search(after):
        return False
    if re.search(r"\btakes? effect\b", after):
        return bool(mood.EFFECT.search(after))  # at once, and not some day
    return bool(mood.EFFECT_STATEMENT.search(after))
