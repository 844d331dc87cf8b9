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
from licet.reading.lasting import PLANNED, levied, prolonged, says_effect
from licet.reading.standing import stands, told_to_it, without_reasons
from licet.reading.undoing import lifting, undoing

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
    r"now (?:need|require)s? (?:a|an) (?:\w+ )?licen[cs]e|"
    r"\b(?:government|bureau|bis|department|commerce|ministry|washington)\b[^.]{0,40}\b(?:informed|notified)\b[^.]{0,90}\b(?:appl(?:y|ies)|is effective|are effective|takes? effect|binds?) (?:with immediate effect|immediately|at once|from (?:today|now|that day))"
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
_SET_BEFORE: Final = re.compile(
    r"\b(?:was|were|has been|have been|had been|had(?: already)?) (?:imposed|stopped|halted|frozen|barred|banned)\b"
)
"""A limit on sites told as set before."""
_IMPOSED: Final = re.compile(
    r"\b(?:imposed|barred|banned|forbade|stopped|blocked|prohibited|placed|places|put|puts|added|adds|"
    r"introduced|required|cut off|halted|answered|revoked|forbidden|closed|excluded|shut|ended|subjected|ordered|decreed|cut|turned (?:back|away)|sealed|locked|choked|curbed|capped|restricted|limited|outlawed|tightened|demanded|made|brought|withdrew|withheld|took (?:away|back)|(?:began|started) to require|let \w+ know)\b"
)
_EXPIRED: Final = re.compile(
    r"\b(?:expired|lapsed|ran out|(?:runs? out|expires?|lapses?) (?:today|on))\b"
)
_DECIDED: Final = re.compile(
    r"\b(?:ordered|directed|approved|adopted|signed|decided|ruled|voted|enacted)\b|\bput (?:his|her) (?:name|signature)\b"
)
_LISTED: Final = re.compile(
    r"\bdeclar\w+\b.{0,60}(?:unreliable|entit)|\b(?:has|have|had) (?:\w+ )?(?:added|placed|put|listed|entered|named)\b"
)
"""A listing that is told as done, whoever says so."""
_TARIFF_GONE: Final = re.compile(
    r"\b(?:tariffs?|duty|duties|surcharges?|levy|levies)\b[^.;,]{0,40}\b(?:was|were|has been|have been|is|are) (?:\w+ )?"
    r"(?:withdrawn|suspended|lifted|rescinded|revoked|repealed|dropped|paused|canceled|cancelled|scrapped)\b|"
    r"\b(?:tariffs?|duty|duties|surcharges?|levy|levies)\b[^.;,]{0,30}\b(?:expired|lapsed)\b"
)
"""A tariff told as gone, not only as lower."""
_RATE_SET: Final = re.compile(
    r"\b(?:set|sets|added|imposed|laid|raised|doubled|fixed|put)\b.{0,60}\b\d{1,3} ?(?:%|per ?cent)"
)
_WILL_APPLY: Final = re.compile(
    r"\b(?:will|would) (?:\w+ )?(?:take (?:\w+ )?effect|apply|come into (?:force|effect)|enter into force|be (?:effective|binding))\b"
)
_OUT: Final = re.compile(
    r"\b(?:rules?|regulations?|notice|order|framework)\b[^.;]{0,60}\b(?:published|released|issued|made public|put on display)\b"
)
"""A paper that is out, whatever day it will apply from."""
_IN_PAPER: Final = re.compile(
    r"\bin (?:an?|its|the) (?:\w+ ){0,2}(?:order|notice|ruling|decision|report|opinion|determination) (?:of|dated|published|issued|released|from)\b|"
    r"\b(?:compromise |final )?text\b.{0,40}\breleased\b|\b(?:commission|office)\b.{0,40}\b(?:held|found|ruled|ordered)\b"
)
"""A statement made in an official paper."""
_FAILED: Final = re.compile(
    r"\bveto\w*|voted? (?:it )?down|\bdefeat\w*|\bfailed\b|refus\w+ (?:his|her|their|its) signature|refused to sign|"
    r"\b(?:was|were|been) (?:stopped|killed|rejected|halted|dropped)\b|\bkilled\b|\brejected\b|fell short|\bdropped\b[^.;]{0,50}\bfrom\b|\bleft\b[^.;]{0,50}\bout of\b|\bstripped\b|\bdied\b"
)
_BIT: Final = re.compile(
    r"\b(?:rules?|controls|curbs|restrictions|order|measures?|regulations?)\b[^.;]{0,70}\b(?:(?:forced|compelled|drove|led|obliged|prompted) (?:\w+ ){1,3}to (?:build|design|redesign|make|develop|stop|halt|"
    r"pull|withdraw|create|strip|write)|cut (?:\w+ ){1,3}off|shut (?:\w+ ){1,3}out|swept in|knocked out|ended (?:the )?(?:sales?|exports?|deliveries)|(?:has|have) bound|"
    r"stopped (?:sales?|exports?|deliveries|\w+ from)|put an end to|caught (?:the|also|both|even|its)|"
    r"already (?:set up|imposed|required|limited|barred|covered|covers|restricted|restricts|requires|bars|limits))\b"
)
"""What a rule has brought about: it had effect."""
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
        return undoing(action, told)
    if action == "lift-ban":
        return lifting(told)
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
    if action == "tariff-cut" and _TARIFF_GONE.search(clause) and not barred(clause, told.sentence):
        return mood.ending(clause)
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
    if stands(action, clause, sentence) and not told.effect_ahead:
        return "in-force"
    if told_to_it(action, clause, sentence) and not told.effect_ahead:
        return "in-force"
    clause, sentence = without_reasons(clause), without_reasons(sentence)
    if prolonged(action, clause) and not (told.effect_ahead or mood.is_press(sentence)):
        return "in-force"
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
            and re.search(
                r"\b(?:executive order|proclamation|presidential memorandum)|"
                r"\b(?:president|trump|biden)\b.{0,40}\bsigned (?:an|the) order\b",
                sentence,
            )
            and not told.effect_ahead
        ):
            return "in-force"
        if (own or told.effect_past) and not told.effect_ahead:
            return "in-force"
        if says_effect(told.after) and not told.effect_ahead:
            return "in-force"
        named = not said or _LISTED.search(clause)
        if action == "list-entity" and named and not told.effect_ahead:
            return (
                "published"
                if re.search(
                    r"1260h|military compan|pentagon|(?:help|aid|support)\w* the chinese military",
                    told.around or sentence,
                )
                else "in-force"
            )
        if _STANDING.search(clause) and not said:
            return "in-force"
        if levied(action, clause) and not (said or told.effect_ahead):
            return "in-force"
        if action == "publish-rule" and _BIT.search(clause) and not (said or told.effect_ahead):
            return "in-force"
        set_before = told.dated and not said and _SET_BEFORE.search(clause)
        if action == "state-siting-limit" and set_before and not told.effect_ahead:
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
            r"\b(?:will|would|plans?|intends?|promis\w+|may|might|could|threat\w+|expect\w*)\b",
            _WILL_APPLY.sub(" ", clause) if _OUT.search(sentence) else clause,
        )
        return "announced" if plan else "published"
    if re.search(r"\b(?:draft|proposed rule|propos(?:es|ed)|proposal)\b", clause):
        return "proposed"
    plan = re.search(
        r"\b(?:(?:under|in) (?:preparation|consideration|discussion)|being (?:prepared|drafted|weighed|drawn up)|would|plans?|intends?|promis\w+|may|might|could|threat\w+|going to)\b",
        clause,
    )
    rate = action == "tariff-impose" and _RATE_SET.search(clause)
    rate = rate or (action in ("ban", "require-license") and _IMPOSED.search(clause))
    if rate and told.effect_ahead and not said and not plan:
        return "published"  # set for a day still ahead
    decided = _DECIDED.search(clause) if action in ("state-siting-limit", "tariff-impose") else None
    if decided and not PLANNED.search(clause[: decided.start()]):
        return "published"
    if mood.OFFICIAL.search(sentence) and not plan:
        return "published"
    return (
        "reported"
        if action == "state-siting-limit" and not told.dated and not said
        else "announced"
    )
