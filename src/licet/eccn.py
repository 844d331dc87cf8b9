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
# What may stand below a paragraph .z: the level, as the law writes it (.a, .b) and as vendors do
# (.a.1, .b2). Before January 2025 the labels had no level.
_LEVEL = r"(\.[ab](\.?[12])?)?"
# Below a letter of a long entry, numbers and letters in turn; which there are is not told.
_DEEP = r"(\.\d{1,2}(\.[a-h](\.\d)?)?)?"
# The paragraphs of the entries whose controls are encoded, [Reserved] ones left out, in the issue
# of July 23, 2026; with the labels that sections in force from November 2023 named: .z.3 and .z.4
# of 4A003 (15 CFR 740.7(b)(1)) and of 5A004 (740.17(b)(3)(iii)). A label beside these is a slip,
# and no control that is encoded would speak of it.
_PARAGRAPHS = {
    head: (re.compile(pattern.replace("LEVEL", _LEVEL).replace("DEEP", _DEEP)), listed)
    for head, pattern, listed in (
        ("3A001", r"\.[a-i]DEEP|\.z(\.[1-4]LEVEL)?", ".a to .i and .z.1 to .z.4"),
        ("3A090", r"\.[ab](\.?[12])?|\.c", ".a, .b and .c"),
        ("3A991", r"\.[a-p]DEEP", ".a to .p"),
        ("3A992", r"\.[a-g]DEEP", ".a to .g"),
        ("3D001", r"", "no paragraphs"),
        ("3E001", r"", "no paragraphs"),
        ("3E002", r"\.[abc]", ".a, .b and .c"),
        ("4A003", r"\.[bcg]|\.z(\.[1-4]LEVEL)?", ".b, .c, .g, .z.1 and .z.2 (once .z.3, .z.4)"),
        ("4A004", r"\.[abc]|\.z(\.[ab]|\.[12]LEVEL)?", ".a, .b, .c, .z.1 and .z.2"),
        ("4A005", r"\.z(\.[ab]|\.[12]LEVEL)?", ".z.1 and .z.2"),
        ("4A090", r"\.[ab](\.?[12])?", ".a and .b"),
        ("4A994", r"\.[a-l]DEEP", ".a to .l"),
        ("4D001", r"\.a|\.b(\.[12])?", ".a, .b.1 and .b.2"),
        ("4D090", r"\.[ab]", "no paragraphs; sections cite it as .a and .b"),
        ("4E001", r"\.[ac]|\.b(\.[12])?", ".a, .b.1, .b.2 and .c"),
        ("4E091", r"", "no paragraphs"),
        (
            "5A002",
            r"\.a(\.[1-3]|\.4(\.[ab])?)?|\.[bce]|\.d(\.[12])?|\.z(\.[1-5]LEVEL)?",
            ".a.1 to .a.4, .b, .c, .d, .e and .z.1 to .z.5",
        ),
        (
            "5A004",
            r"\.a|\.b(\.[12])?|\.z(\.[1-4]LEVEL)?",
            ".a, .b, .z.1 and .z.2 (once .z.3, .z.4)",
        ),
        ("5A991", r"\.[a-h]DEEP", ".a to .h"),
        ("5A992", r"\.c|\.z(\.[ab]|\.[12]LEVEL)?", ".c, .z.1 and .z.2"),
        (
            "5D002",
            r"\.[ac](\.[12]|\.3(\.[ab])?)?|\.b|\.z(\.[1-9](\.[ab](\.[12])?)?)?",
            ".a.1 to .a.3, .b, .c.1 to .c.3 and .z.1 to .z.9",
        ),
        ("5D992", r"\.c|\.z(\.1(\.a)?|\.2(\.b)?)?", ".c, .z.1 and .z.2"),
        ("5E002", r"\.[ab]", ".a and .b"),
        ("5E992", r"\.b", ".b"),
    )
}
_WITH_Z = frozenset(
    {"3A001", "4A003", "4A004", "4A005", "5A002", "5A004", "5A992", "5D002", "5D992"}
)
# Entries that were on the list on a day since 2022 and are gone: 3B090, October 7, 2022 to
# November 16, 2023 (87 FR 62186, 88 FR 73424).
_FORMER = frozenset({"3B090"})


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

    Of the entries whose controls are encoded it also tells which paragraphs there are.
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
    if head not in heads() | _FORMER:
        near = get_close_matches(head, heads(), 3, 0.7)
        hint = f"did you mean {' or '.join(near)}?" if near else _SPELL
        raise BadInput(f"the Commerce Control List has no entry `{head}`", hint=hint)
    label = match[2].lower()
    _check_paragraph(head, label)
    return head + label


def _check_paragraph(head: str, label: str) -> None:
    known, listed = _PARAGRAPHS.get(head, (None, ""))
    if label and known is not None and not known.fullmatch(label):
        raise BadInput(f"{head} has no paragraph `{label[:20]}`", hint=f"it has {listed}")
    if re.match(r"\.z", label) and head not in _WITH_Z:
        raise BadInput(
            f"{head} has no paragraph `{label[:20]}`",
            hint=f"entries with .z are {', '.join(sorted(_WITH_Z))}",
        )
