"""The words by which acts are told: which phrases state which action, and its direction.

Patterns run over text in lower case. A later rule never beats an earlier one of equal weight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

ACTIONS: Final = [
    "require-license",
    "grant-license",
    "assure-license",
    "deny-license",
    "ban",
    "lift-ban",
    "publish-rule",
    "propose-rule",
    "rescind-rule",
    "suspend-rule",
    "announce-intent",
    "tariff-impose",
    "tariff-cut",
    "revenue-share",
    "list-entity",
    "delist-entity",
    "investigate",
    "discourage-purchase",
    "introduce-bill",
    "pass-bill",
    "court-ruling",
    "state-siting-limit",
    "disclose-charge",
    "market-milestone",
    "enforcement-case",
    "guidance",
    "other",
]
DIRECTIONS: Final = ("tighten", "loosen", "neutral")


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase that states an act; the heaviest rule of a clause speaks for it."""

    action: str
    direction: str
    weight: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that speaks in a stretch: from `start` to `end`, as strongly as `score`."""

    rule: Rule
    start: int
    end: int
    score: float


_AFTER_GAP: Final = re.compile(r"\.\{0,\d+\}\??(?=\(\?:|[a-z])")
"""A gap in a phrase; what follows it begins a word, so that `designed` isn't read as `signed`."""
_SECTION: Final = re.compile(r"\[(?P<action>[a-z-]+) (?P<direction>[a-z]+) (?P<weight>\d+)\]")


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, heaviest first.

    >>> rules()[0].weight >= rules()[-1].weight
    True
    """
    source = files("licet.reading") / "data" / "acts.txt"
    macros: dict[str, str] = {}
    sections: list[tuple[str, str, int, list[str]]] = []
    for line in source.read_text(encoding="utf-8").splitlines():
        if head := _SECTION.fullmatch(line):
            sections.append((head["action"], head["direction"], int(head["weight"]), []))
        elif line.startswith("@"):
            name, _, pattern = line[1:].partition(" ")
            macros[name] = pattern
        elif line and not line.startswith("#"):
            sections[-1][3].append(_AFTER_GAP.sub(r"\g<0>(?<![a-z])", _expand(line, macros)))
    found = [
        Rule(action, direction, weight, re.compile(rf"(?<![a-z])(?:{'|'.join(patterns)})"))
        for action, direction, weight, patterns in sections
    ]
    return tuple(sorted(found, key=lambda rule: -rule.weight))


def _expand(text: str, macros: dict[str, str]) -> str:
    for name, pattern in macros.items():
        text = text.replace("{" + name + "}", pattern)
    return text


LOOSENS: Final = re.compile(
    r"(?<!revoked the )(?<!withdrew the )(?<!canceled the )(?<!ended the )(?:\beas(?:e|es|ed|ing)\b|relax\w*|loosen\w*|exempt\w*|case[- ]by[- ]case|lift\w*|allow\w*|"
    r"speed\w* up|open(?:s|ed) the|remov\w+ (?:the )?(?:licen|restrict)|no longer need|"
    r"waiv\w+(?!.{0,40}\b(?:revok|withdr|cancel|scrap|end)\w*)|lighter)"
)
_MOVES: Final = (
    r"(?:be )?(?:sold|exported|shipped|sent|imported|delivered|bought|used|export|sell|ship|buy|use|leave|go|come|enter|"
    r"import|purchase|procure|order|pass|reach)\b"
)
FORBIDS: Final = re.compile(
    rf"\b(?:may|must|can) (?:not|no longer) {_MOVES}|\b(?:no|nothing|none|nobody|no one)\b.{{0,80}}\b(?:may|can) {_MOVES}"
)
"""A duty not to: `no gallium may go`, `may not be exported`."""
_STEMS: Final = re.compile(
    r"licen|permi|author|approv|ban|bar|block|prohib|forbid|forbad|rule|regul|control|restrict|curb|limit|"
    r"tariff|dut|surcharge|levy|levies|list|investig|prob|summon|call|bill|act\b|court|judge|justice|veto|"
    r"morator|freeze|data cent|charg|writ|trillion|indict|arrest|guilty|fine|penal|settl|guid|faq|"
    r"agree|deal|truce|order|suspend|pause|ice|rescind|withdr|draft|propos|assur|promis|sell|sale|"
    r"ship|export|import|buy|purchas|embargo|sign|told|letter|measure|framework|notice|said|say|wrote|"
    r"announc|share|cut|revenue|law|legisl|amend|polic|clear|enforc|seiz|smuggl|bargain"
)


def may_state_an_act(text: str) -> bool:
    """A cheap look before the full scan; `text` in lower case."""
    return bool(_STEMS.search(text))
