"""Which bodies a name stands for, and whether they make laws, judge or govern."""

from __future__ import annotations

import re
from typing import Final

_BODIES: Final = (
    ("commerce", r"\bBIS\b|industry and security|(?<!ministry of )commerce(?! ministry)|lutnick"
     r"|kessler|raimondo"),
    ("president", r"presidents? |^(?:the )?president\b|white house|(?:trump|biden)(?! admin)"),
    ("justice", r"justice|attorney|prosecutor|\bDOJ\b|\bFBI\b"),
    ("defense", r"department of (?:defense|war)|defense department|pentagon"),
    ("state department", r"state department|department of state"),
    ("treasury", r"treasury|bessent"),
    ("ustr", r"ustr|trade representative"),
    ("ferc", r"ferc\b|energy regulatory"),
    ("energy", r"department of energy|energy (?:department|secretary)"),
    ("gao", r"\bgao\b|accountability"),
    ("us customs", r"\bcbp\b|customs and border"),
    ("house", r"\bhouse\b(?<!white house)|\brep\.|representatives?\b|mast\b|congress"),
    ("senate", r"senat|congress"),
    ("legislature", r"legislat|lawmakers|house of delegates|assembly|\bhouse\b(?<!white house)|senate"),
    ("court", r"court\b|judge|enterprise chamber|federal circuit"),
    ("governor", r"^governor|, governor|gov\."),
    ("utilities", r"utilit|public service commission|\bpuc|ercot"),
    ("local", r"county|city council|supervisors|town"),
    ("mofcom", r"mofcom|ministry of commerce|commerce ministry"),
    ("cac", r"\bcac\b|cyberspace"),
    ("samr", r"samr|market regul"),
    ("customs", r"general administration of customs|chinese customs|gacc"),
    ("miit", r"miit"),
    ("ndrc", r"ndrc"),
    ("finance", r"ministry of finance"),
)  # fmt: skip
_BODY: Final = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _BODIES)
_BRANCH: Final = {
    "house": "law", "senate": "law", "legislature": "law", "court": "court", "local": "local",
    "utilities": "utilities",
}  # fmt: skip
_ANY_BODY: Final = re.compile(
    r"government|administration|^(?:the )?(?:united states|us|china|malaysia)$|authorit|official"
    r"|regulators|council of state|state council|cabinet|minist|department|commission|agency"
    r"|bureau|METI\b|MITI\b|global affairs",
    re.IGNORECASE,
)


def bodies(actor: str) -> frozenset[str]:
    """The bodies that a name stands for; ``any`` where it may be any of the executive.

    >>> sorted(bodies("Department of Commerce")), sorted(bodies("Chinese government"))
    (['any', 'commerce'], ['any'])
    >>> bodies("BIS") & bodies("Commerce Secretary Lutnick")
    frozenset({'commerce'})
    """
    found = {name for name, pattern in _BODY if pattern.search(actor)}
    if _ANY_BODY.search(actor) and not found & set(_BRANCH):
        found.add("any")
    if re.search(r"\bUS and (?:China|EU|UAE|Chinese)", actor):
        found.add("any")
    return frozenset(found)


def branches(found: frozenset[str]) -> frozenset[str]:
    """Whether bodies make laws, judge or govern.

    >>> branches(frozenset({"senate"})), branches(frozenset({"mofcom"}))
    (frozenset({'law'}), frozenset({'rule'}))
    """
    return frozenset(_BRANCH.get(name, "rule") for name in found)
