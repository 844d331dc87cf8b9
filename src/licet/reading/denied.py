"""What a clause tells as not done: denied, only asked for, or only spoken of."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import SURE
from licet.reading.lexicon import Hit
from licet.reading.scene import Sentence
from licet.reading.sentences import Span

_DENIABLE: Final = frozenset(
    {
        "propose-rule",
        "publish-rule",
        "tariff-impose",
        "announce-intent",
        "grant-license",
        "list-entity",
    }
)
_NO: Final = re.compile(r"\b(?:not|never|n't|no)\b(?: \w+){0,2} ?$")
_NOT_TO_STOP: Final = re.compile(
    r"\b(?:not to|(?:has|have|had|did|does|do|was|were)(?: not|n't)(?: \w+)?) (?:restrict|limit|ban|block|curb|stop|halt|bar|cut|prohibit)\w*"
)
_NO_PLAN: Final = re.compile(
    r"\bnot (?:\w+ )?(?:on the table|planned|planning|considering|under consideration|being considered)"
)
_ASKED: Final = frozenset(
    {"rescind-rule", "suspend-rule", "lift-ban", "tariff-cut", "deny-license"}
)
_ASK: Final = re.compile(
    r"\b(?:demand(?:ed|s|ing)|urg(?:ed|es|ing)|call(?:ed|s|ing)? (?:on|for)|ask(?:ed|s)? for|ask(?:ed|s|ing)(?: \w+){0,4} to|want(?:ed|s)?(?: \w+){0,4} to|insist\w*|appeal(?:ed|s))\b"
)
"""What somebody asks another to undo is not undone."""
_APPLIES: Final = re.compile(
    r"\b(?:appl(?:y|ies|ied|ying)|application)\b[^,;:]{0,80} for (?:\w+ )?$"
)
_UNLICENSED: Final = re.compile(
    r"\b(?:shipped|sent|sold|exported|supplied|delivered|smuggled)\b[^.;]{0,120}\bwithout (?:(?:a|an|the|any|having) )?(?:\w+ )?"
    r"(?:licen[cs]\w*|permi\w+|authori[sz]ation|approval)"
)
_APPLICATIONS: Final = re.compile(r"s? applications?\b")
_NEEDED: Final = re.compile(
    r"\b(?:licen[cs]es?|permits?|authori[sz]ation) (?:is|was|are|were|will be|would be) (?:now |also |hence |henceforth )?(?:required|needed|necessary)\b"
)
_MUST_GET: Final = re.compile(
    r"\b(?:must|has to|have to|had to|needs? to|required to|obliged to) (?:now |first |also |henceforth )*(?:obtain|get|have|hold|secure|seek|apply for|ask for)\b[^.;]{0,24}\b(?:licen[cs]e|permit|authori[sz]ation|approval)"
)
"""A license that one has to get is a duty and no grant."""
_TAKE_AWAY: Final = re.compile(
    r"\b(?:revoke|withdraw|cancel|deny|refuse|suspend|reject)(?:s|d|ed|ing)? (?:\w+ ){0,3}licen[cs]es?\b(?! (?:requirement|dut))"
)
_SPEAKS: Final = re.compile(
    r"\b(?:writes|wrote|says|said|argue[sd]?|warn(?:s|ed)|claim(?:s|ed)|complain(?:s|ed)) (?:\w+ ){0,3}that\b|"
    r"\b(?:called on|calls on|urge[sd]?|ask(?:s|ed)|press(?:es|ed)|want(?:s|ed)?|demand(?:s|ed)?) (?:\w+ ){1,6}to\b"
)
_LAWMAKERS: Final = re.compile(
    r"\b(?:senators?|representatives|congress(?:man|woman|men)|lawmakers?|legislators?|republicans|democrats)\b"
)
_BY_GOVERNMENTS: Final = frozenset({
    "lift-ban", "ban", "require-license", "grant-license", "deny-license", "publish-rule", "rescind-rule", "suspend-rule",
    "tariff-impose", "tariff-cut", "list-entity", "delist-entity", "assure-license", "revenue-share",
})  # fmt: skip


_NOTHING: Final = re.compile(
    r"\b(?:no|nothing|none|nobody|neither|never|not|longer|barred|banned|illegal|unlawful)\b[^.;,]{0,60}$"
)
_OPEN: Final = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish\w*|believ\w+|thought|think\w*|claim(?:s|ed)|assum\w+|pretend\w*|doubt\w*|fear\w*|den(?:y|ies|ied)|dismiss\w*|not true|untrue|false(?:ly)?|wrong(?:ly)?|"
    r"rumou?r\w*|gossip|whether|if|unless|until|ask(?:s|ed)?|demand(?:s|ed)?|urg(?:es|ed)|call(?:s|ed) for|want(?:s|ed)?|plead(?:s|ed)?|propos\w+|draft\w*|bill|motion|had told|tweet\w*|"
    r"(?:may|might|could|would|should|must)(?! (?:now|again))(?: [\w,]+){0,4})\b(?:[^;]{0,60}$)|\bto (?:be|get) (?:\w+ )?$"
)
_TO_BE: Final = re.compile(
    r"\b(?:ask|seek|sought|want|hop|request|appl|wait|lobb|plead)\w*\b[^.;,]{0,30}\bto (?:be|get) (?:\w+ )?$"
)
_OF_RELIEF: Final = re.compile(
    r"\b(?:exemptions?|exceptions?|privileges?|practice|waivers?|loopholes?|gaps?)\b[^.;]{0,40}\b(?:which|that|whereby)\b[^.;]*$|"
    r"\b(?:end|scrap|revok|withdr[ae]w|abolish|clos|cancel)\w*\b[^.;]{0,50}\bwhich\b[^.;]*$"
)
_WITHOUT: Final = re.compile(r"\bwithout\b")
"""`Nothing may go without a license` frees nothing."""


def is_denied(sentence: Sentence, part: Span, hit: Hit) -> bool:
    """Whether an act is told as one that is not, or that somebody only asks for."""
    action = hit.rule.action
    start = part.start - sentence.span.start
    head = sentence.low[max(start, hit.start - 60) : hit.end]
    if action == "ban" and _NOT_TO_STOP.search(sentence.piece(part.start, part.end)):
        return True
    sure = hit.rule.weight >= SURE
    if action in _ASKED and _ASK.search(head[: hit.start - hit.end] if sure else head):
        return True
    left = sentence.low[start : hit.start]
    if action in ("grant-license", "lift-ban") and _TO_BE.search(left):
        return True  # what one asks to be allowed
    if sure and hit.rule.direction == "loosen" and _is_open(sentence, start, hit):
        return True  # hoped for, doubted, asked, or the very thing that ends
    if action == "lift-ban" and sure and _NOTHING.search(left):
        return _WITHOUT.search(sentence.low, hit.start, hit.end) is not None
    if action == "propose-rule" and _APPLICATIONS.match(sentence.low, hit.end):
        return True  # applications are handed on, not a rule
    if action == "require-license" and _UNLICENSED.search(sentence.piece(part.start, part.end)):
        return True  # a duty that was broken, not one that is set
    words = sentence.piece(part.start, part.end)
    if action == "grant-license" and (_NEEDED.search(words) or _MUST_GET.search(words)):
        return True  # a letter received, by which a license is needed
    if action == "require-license" and _TAKE_AWAY.search(words):
        return True  # a demand to take licenses away
    if action == "grant-license" and _APPLIES.search(
        sentence.low[max(start, hit.start - 90) : hit.start]
    ):
        return True  # a license applied for is none
    return action in _DENIABLE and bool(
        _NO.search(sentence.low[max(start, hit.start - 14) : hit.start])
        or _NO_PLAN.search(sentence.low[hit.start : hit.end])
    )


def _is_open(sentence: Sentence, start: int, hit: Hit) -> bool:
    """Whether a duty that is gone is only spoken of: hoped for, denied, or asked about."""
    head = sentence.low[start : hit.start]
    return sentence.low.rstrip().endswith("?") or bool(
        _OPEN.search(head) or _OF_RELIEF.search(head)
    )


def is_told(sentence: Sentence, part: Span, hit: Hit) -> bool:
    """Whether a lawmaker only speaks of an act: `the chairman writes that a sale would …`."""
    if hit.rule.action == "propose-rule" and sentence.companies:
        words = sentence.piece(part.start, part.end)
        if sentence.companies[0].start < sentence.span.start + hit.start and mood.COMPLEMENT.search(
            words
        ):
            return True  # a company speaks of what a government may still do
    if hit.rule.action not in _BY_GOVERNMENTS:
        return False
    left = sentence.low[part.start - sentence.span.start : hit.start]
    speaks = _SPEAKS.search(left)
    return bool(speaks) and (
        bool(_LAWMAKERS.search(left))
        or any(
            m.kind == "legislature" and m.start < sentence.span.start + hit.start
            for m in sentence.actors
        )
    )
