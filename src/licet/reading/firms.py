"""Acts that a company does of its own accord: it stops a supply, halts production, tells suppliers."""

from __future__ import annotations

import re
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence

_DOES: Final = (
    r"(?:,[^,;.]{2,60},)?(?: itself)?(?: (?:has|had|have|will|would|is|was|already|also|since|now|then|again|today|quietly|last \w+|this \w+)){0,4} "
    r"(?:cut off|cuts off|cutting off|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|paus(?:es|ed|ing)|ceas(?:es|ed|ing)|"
    r"no longer (?:delivers?|sells?|ships?|supplies|serves?|takes?)|discontinu(?:es|ed|ing)|wound down|winds down|froze|freezes|withdr(?:ew|aws?)|"
    r"stepp?ed back|shut(?:s)? down|mothballed|shelved)"
    r" (?:(?:all|its|their|the|any|some|further|new|one|two|several|certain|most|work|sending|selling|shipping|delivering|supplying|making|taking|producing|serving|accepting|"
    r"production|deliver\w+|shipments?|sales|supplies|supply|orders|support|services?|output|manufactur\w+)\b)"
)
_BIDS: Final = (
    r"(?:,[^,;.]{2,60},)?(?: (?:has|had|have|already|also|this \w+|last \w+|on \w+)){0,3} (?:told|asked|instructed|ordered|informed|notified) "
    r"(?:(?:its|their|some|several|the|a number of|[A-Z]\w+(?: [A-Z]\w+)?) ?){1,3}(?:\w+ )?(?:suppliers?|customers?|clients?|partners?|staff|employees|engineers|of|to|that)\b"
)
_NOUN: Final = (
    r"\b(?:the|american|dutch|taiwanese|korean|japanese|u\.s\.)(?: [a-z-]+){0,2} (?:chip-?makers?|companies|company|group|firm|toolmaker|tool maker|foundry|"
    r"manufacturer|supplier|chip designer|designer|vendor|giant)"
)
_FIRM_BY_KIND: Final = re.compile(_NOUN + _DOES)
_FIRM_TELLS: Final = re.compile(_NOUN + _BIDS)
_MADE: Final = re.compile(
    r"\b(?:ma[dk]es?|making|ordered|orders|forced|let|lets|bade|had|asked|told|barred) (?:the )?(?:\w+ )?$"
)
"""What another makes a company do is not its own."""
_AFTER: Final = re.compile(_DOES)
_TELLS_AFTER: Final = re.compile(_BIDS)


def doer(found: Scene, one: Candidate, sentence: Sentence) -> Mention | None:
    """The company whose own act a clause tells, or None where a government may be the doer."""
    for firm in sentence.companies:
        if not one.span.start - 80 <= firm.start < one.span.end:
            continue
        if _MADE.search(found.text[max(0, firm.start - 40) : firm.start]):
            continue
        end = firm.end
        if found.text[end : end + 14] in ("'s headquarters", "’s headquarters"):
            end += 15
        if _AFTER.match(found.text, end) or _TELLS_AFTER.match(found.text, end):
            return firm
    low = sentence.low
    match = _FIRM_BY_KIND.search(low) or _FIRM_TELLS.search(low)
    if match is None:
        return None
    place = sentence.span.start + match.start()
    if not one.span.start - 80 <= place < one.span.end:
        return None
    before = [firm for other in _before(found, sentence) for firm in other.companies]
    before = [firm for firm in before if firm.start < place and not _served(found, firm)]
    if not before:
        return None
    name = _of_kind(before, match[0])
    return Mention(place, sentence.span.start + match.end(), name, "company", "")


def _before(found: Scene, sentence: Sentence) -> list[Sentence]:
    return found.sentences[max(0, sentence.index - 6) : sentence.index + 1]


def _served(found: Scene, firm: Mention) -> bool:
    """Whether a company is one to whom something goes: `to Huawei`, `inside a chip of Huawei`."""
    return bool(
        re.search(
            r"\b(?:to|of|for|by|from|with|inside) $",
            found.text[max(0, firm.start - 8) : firm.start],
        )
    )


_MAKERS: Final = {
    "foundry": ("TSMC", "SMIC", "GlobalFoundries", "Samsung"),
    "chipmaker": ("TSMC", "Nvidia", "AMD", "Intel", "Samsung", "SK hynix", "Micron", "Nexperia", "SMIC"),
    "toolmaker": ("ASML", "Applied Materials", "Lam Research", "KLA", "Tokyo Electron"),
    "tool maker": ("ASML", "Applied Materials", "Lam Research", "KLA", "Tokyo Electron"),
    "designer": ("Nvidia", "AMD", "Qualcomm"),
}  # fmt: skip


def _of_kind(before: list[Mention], words: str) -> str:
    """The company named last that is of the kind told, or else the last at all."""
    for kind, names in _MAKERS.items():
        if kind in words.replace("-", ""):
            fitting = [firm.name for firm in before if firm.name in names]
            if fitting:
                return fitting[-1]
    return before[-1].name
