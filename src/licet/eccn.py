"""ECCNs as people type them: one spelling, and an error for what is no entry of the list.

An ECCN is a category, a product group and three digits (``3A090``), then paragraphs
(``.a.1``); ``EAR99`` stands for what no entry describes (15 CFR 738.2, 734.3(c)).
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from licet.errors import BadInput

_LABEL = re.compile(r"([0-9][A-E][0-9]{3})((?:\.[a-z0-9]+)*)", re.IGNORECASE)
_SPELL = "an entry such as 3A090.a, or EAR99"


@cache
def heads() -> frozenset[str]:
    """The entries of the Commerce Control List as of July 23, 2026."""
    text = Path(__file__).with_name("eccn_heads.txt").read_text("ascii")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(head for line in lines for head in line.split())


def eccn_of(text: str) -> str:
    """An ECCN in its one spelling.

    Raises:
        BadInput: It is not of the form of an ECCN, or the list has no such entry.

    >>> eccn_of("3a090.A"), eccn_of("ear99"), eccn_of("5A002.Z.1")
    ('3A090.a', 'EAR99', '5A002.z.1')
    """
    plain = text.strip()
    if plain.upper() == "EAR99":
        return "EAR99"
    match = _LABEL.fullmatch(plain)
    if match is None:
        head, rest = plain[:5].upper(), plain[5:].lower()
        if head in heads() and re.fullmatch(r"[a-z][a-z0-9.]*", rest):
            near = [f"{head}.{rest}"]
        else:
            near = get_close_matches(head, heads(), 2, 0.7)
        hint = f"did you mean {' or '.join(near)}? {_SPELL}" if near else _SPELL
        raise BadInput(f"`{plain[:40]}` is not an ECCN", hint=hint)
    head = match[1].upper()
    if head not in heads():
        near = get_close_matches(head, heads(), 3, 0.7)
        hint = f"did you mean {' or '.join(near)}?" if near else _SPELL
        raise BadInput(f"the Commerce Control List has no entry `{head}`", hint=hint)
    return head + match[2].lower()
