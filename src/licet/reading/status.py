"""Which step of the ladder the words allow.

`in-force` needs words of legal effect and bears no hedge, no plan, no draft, no press source.
Everything else falls to the step that the words carry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from licet.reading import mood

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
    r"(?:told|informed|notified|letters?|heard from|wrote to|instructed|ordered)\b[^.]{0,120}"
    r"(?:licen[cs]|permission|stop|export restrictions)|license requirement will be in effect|demand took effect|"
    r"now (?:need|require)s? (?:a|an) (?:\w+ )?licen[cs]e"
)
_LETTER_MOOD: Final = re.compile(
    r"\b(?:would|will) (?:now |also )?(?:be in effect|need|require|be required|be needed)\b|"
    r"\bmay be used in\b|\bmay not be\b|\brisks?\b"
)
_IMPOSED: Final = re.compile(
    r"\b(?:imposed|barred|banned|forbade|stopped|blocked|prohibited|placed|places|put|puts|added|adds|"
    r"introduced|required|cut off|halted|answered|revoked|forbidden|closed|excluded|shut|ended|subjected)\b"
)
_BARRED: Final = re.compile(
    r"\b(?:may(?! (?:not|now|no longer|only|\w+ (?:the |its )?(?:\w+ )?only))|might|could|perhaps|possibly|probably|likely|expected|expects?|hopes?|seems?|appears?|if|whether|"
    r"consider\w*|weigh\w*|mull\w*|floated|propos\w+|draft\w*|plans?|planned|planning|intend\w*|threat\w+|"
    r"vow\w*|pledg\w+|promis\w+|assur\w+|alleg\w+|contemplat\w+|urges?|urged|calls? for|called for|"
    r"wants? to|set to|about to|poised|prepar\w+|soon|scheduled|would|will|should|going to|bills?|"
    r"not (?:yet )?|no rule|fails?|failed|never|rumou?r\w*|ready to|aims? to|hint\w*|signal\w*|suggest\w*|"
    r"study|studies|studying|examin\w+|discuss\w+|talks?|seek\w*|request\w*|recommend\w*|moving to|"
    r"eyes|eyeing|looking (?:at|to)|ponder\w*|envisag\w*|anticipat\w*|understood|believed|thought|claim\w*)\b"
)
_UNDO_AHEAD: Final = re.compile(
    r"\b(?:may|might|could|would|will|to|should|shall|consider\w*|plan\w*|promis\w+|agreed?|agrees|propos\w+|intend\w*|"
    r"weigh\w*|mull\w*|urg\w+|ask\w*|want\w*|expect\w*|hop\w+|vow\w*|pledg\w+|threaten\w*)\b (?:\w+ ){0,4}?"
    r"(?:suspend|rescind|withdr|paus|lift|remov|drop|scrap|repeal|revok|delay|postpon|shelv|put off|hold back|freez|"
    r"abandon|cancel|replac|eas|undo|kill|throw|do away|end)\w*"
)
_NUMBERED: Final = re.compile(r"(?:house|senate) bill \d+|\b[hs]b ?\d+")
_EXPIRED: Final = re.compile(
    r"\b(?:expired|lapsed|ran out|(?:runs? out|expires?|lapses?) (?:today|on))\b"
)
_UNREAL: Final = re.compile(
    r"\b(?:agree[sd]?|means to|meant to|let it be known|refus\w+|declin\w+|against (?=\w+ing)|decided not|"
    r"power to|authority to|right to|ask(?:s|ed)? (?:congress|parliament|the)|unclear|whether|would have|close to|"
    r"denied|denies|denying|rumou?rs?|analysts?|lawmakers urged|ready|willing|able to|trying|tries|tried|attempt\w*|fail\w*|"
    r"in talks|negotiat\w+|demand(?:ed|s) that|recommend\w*|prepared to|poised|reports? (?:\w+ ){0,3}says?|as if|almost|nearly|"
    r"without (?=\w+ing)|instead of|rather than|was going to|supposed to|meant for|opposes?|opposed|unless|until|hypothe\w+|"
    r"not in force|not yet|no longer (?!an?\b)|suppose\w*|imagine\w*|joked?|dream\w*|wish\w*|warn(?:ed|s|ing)?|caution\w*|"
    r"has not|have not|had not|did not|does not|do not|is not|are not|was not|were not|n't|never|nor|neither|nobody|no one|"
    r"doubt\w*|question\w*|debate\w*|argu\w+|petition\w*|lobb\w+|call(?:s|ed|ing)? (?:for|on)|push(?:es|ed|ing)? for)\b"
)
"""Words that leave open, deny or only wish for what follows."""
_ACT: Final = (
    r"(?:ban|bar|requir|impos|block|add|publish|sign|stopp?|tell|revok|forbid|halt|prohibit|restrict|put|plac|list|issu|"
    r"tighten|rais|levy|introduc|extend|end|suspend|limit|curb|order|enforc|adopt|apply|control|cut|set|expand|slap|hit|doubl|"
    r"clos|shut|exclud|subject|blacklist|outlaw|ceas|pull|mak|giv|tak|bring|enact|releas|deny|withdraw|withhold)"
)
_INFINITIVE: Final = re.compile(
    rf"\bto (?:\w+ly |also |soon |then )*{_ACT}(?:e|n|t|pe|y|d)?\b(?! up to)|"
    rf"\b{_ACT}(?:n|t|p|d)?ing\b"
)
"""A deed named and not done: `to ban`, `banning`."""
_DONE_BEFORE: Final = re.compile(
    r"\b(?:signed|signs|issued|issues|published|publishes|released|told|tells|ordered|instructed|directed|informed|notified|"
    r"began|begun|started|forced|letters?|adopted|took effect|takes effect)\b"
)
_SOFT: Final = re.compile(
    r"\b(?:if|whether|may|might|could|would|reports?|sources?|analysts?|rumou?rs?|allegedly|reportedly|bill|draft|propos\w+|"
    r"plans?|hint\w*|signal\w*|perhaps|expect\w*|hop\w+)\b"
)
"""What stands before a clause can take back the whole of it."""
_SIGNED: Final = re.compile(r"\b(?:signed|signs)\b")
_ANAPHOR: Final = re.compile(
    r"^(?:both |all |these |those |the two )?(?:the |it\b|they\b|this |that |both |these )?(?:new |final |interim )*"
    r"(?:rules?|measures?|controls?|demand|ban|duty|duties|tariffs?|order|notice|requirement|restrictions?|"
    r"listings?|additions|it|they|act|law|decision|curbs?|change|permit)?\s*\b[^.]{0,30}"
)


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
    """

    clause: str
    sentence: str
    after: str = ""
    press: bool = False
    effect_past: bool = False
    effect_ahead: bool = False
    dated: bool = False


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
        return (
            "vacated"
            if re.search(r"\bveto\w*|voted down|defeated|failed\b", clause)
            else "proposed"
        )
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
            r"\b(?:issued|published|released|publishes|issues|updated|restated)\b", clause
        )
        return "published" if issued and not mood.AHEAD.search(clause) else "announced"
    if action == "other":
        signed = _SIGNED.search(clause) and re.search(r"\bexecutive order|\border\b", clause)
        return "in-force" if signed and not barred(clause, told.sentence) else "announced"
    if action in EFFECTIVE:
        return _effective(action, told)
    return "announced"


def barred(clause: str, sentence: str) -> bool:
    """Whether any word keeps an act from being called in force.

    >>> barred("commerce may ban the chip", "commerce may ban the chip")
    True
    """
    clause, whole = _NUMBERED.sub(" ", clause), _NUMBERED.sub(" ", sentence)
    named = _INFINITIVE.search(clause)
    return bool(
        _BARRED.search(clause)
        or _UNREAL.search(whole)
        or (named and not _DONE_BEFORE.search(clause[: named.start()]))
        or _SOFT.search(whole[: whole.find(clause[:30]) + 1])
        or mood.EFFECT_AHEAD.search(clause)
        or mood.is_press(sentence)
        or mood.DENIES.search(clause)
    )


def _proposal(told: Telling) -> str:
    if re.search(
        r"\bproposed (?:a |the |an |new )?(?:\w+ )?(?:rules?|regulations?)|notice of proposed|proposed rule|"
        r"\bpropos(?:ed|es)\b|handed|submitted|sent\b|published|opened",
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
        if re.search(r"\bstay(?:ed|s)?\b|froze|paus", clause):
            return "suspended"
        hit = re.search(
            r"exceed|beyond|overstep|set aside|nullif|struck|strik|void|invalid|overturn|unlawful|illegal|no power|annul|quash|not authori|vacat",
            told.sentence,
        )
        return "vacated" if hit else "announced"
    if re.search(r"enforc", clause):
        return "suspended" if re.search(r"suspend", clause) else "announced"
    return "announced" if _UNDO_AHEAD.search(clause) else mood.ending(clause)


def _lifting(told: Telling) -> str:
    clause = told.clause
    undone = re.search(
        r"\b(?:lifted|rescind(?:ed|s)?|removed|withdrew|withdrawn|revoked|cancel(?:l)?ed|scrapped|lifts|"
        r"rolled back|no longer (?:need|require|appl)\w*)\b",
        clause,
    )
    if undone and not _UNDO_AHEAD.search(clause):
        return mood.ending(clause)
    return "announced"


def _effective(action: str, told: Telling) -> str:
    clause, sentence = told.clause, told.sentence
    if action == "state-siting-limit" and re.search(r"\bveto|overturn|override", clause):
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
        if action == "list-entity" and not said and _IMPOSED.search(clause):
            return "published" if "1260h" in sentence else "in-force"
        if (
            action in ("ban", "require-license")
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
    if mood.OFFICIAL.search(sentence) and not plan:
        return "published"
    return (
        "reported"
        if action == "state-siting-limit" and not told.dated and not said
        else "announced"
    )


def _says_effect(after: str) -> bool:
    return bool(
        after and mood.EFFECT_STATEMENT.search(after) and not mood.EFFECT_AHEAD.search(after)
    )
