"""The outline of the CFR: which paragraph a label such as ``(iii)`` stands for.

Levels are ``(a)``, ``(1)``, ``(i)``, ``(A)``, then ``(1)`` and ``(i)`` in italics. Published text
has the labels only, one after another; the level is found from what may follow what. Where two
readings fit, the deeper one is taken. Whoever rests on a place must bear that it may be wrong.
"""

from __future__ import annotations

import re
from itertools import pairwise

_LABEL = re.compile(
    r"\s*(?:\x01[^\x02]{1,200}\x02[\s.:;,–—-]*)?\((\x01?)([A-Za-z]{1,5}|\d{1,3})\x02?\)"
)
_DOTTED = re.compile(r"(?:Items:?\s*)?([a-z](?:\.(?:\d{1,3}|[a-z]))*)\.\s")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMANS = {"i": 1, "v": 5, "x": 10}
DEPTH = 6


def split_labels(text: str) -> list[tuple[str, bool]]:
    """The labels at the start of a paragraph, each with whether it is in italics.

    A heading in italics may stand between two labels.

    >>> split_labels("(a) \\x01License requirements\\x02—(1) All items.")
    [('a', False), ('1', False)]
    >>> split_labels("(a) See paragraph (b).")
    [('a', False)]
    """
    found, at = list[tuple[str, bool]](), 0
    while match := _LABEL.match(text, at):
        # A heading in italics comes after a label, not before the first one.
        if not found and match[0].lstrip()[:1] != "(":
            break
        found.append((match[2], bool(match[1])))
        at = match.end()
    return found


def dotted_labels(text: str) -> tuple[str, ...]:
    """The place of a paragraph of the Commerce Control List; empty when it has none.

    >>> dotted_labels("a.1.b. a \\"digital computer\\""), dotted_labels("Items: a. Integrated circuits")
    (('a', '1', 'b'), ('a',))
    >>> dotted_labels("Note: a chip")
    ()
    """
    match = _DOTTED.match(text)
    return tuple(match[1].split(".")) if match else ()


def roman(label: str) -> int:
    """The value of a Roman number in small letters; 0 when it is none.

    >>> roman("iii"), roman("xiv"), roman("b")
    (3, 14, 0)
    """
    if not label or not _ROMAN.fullmatch(label):
        return 0
    values = [_ROMANS[letter] for letter in label]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def ordinal(label: str, level: int) -> int:
    """Which one of its level a label is; 0 when it can't be of this level (1 to 6).

    >>> ordinal("b", 1), ordinal("dd", 1), ordinal("iv", 3), ordinal("B", 4), ordinal("b", 2)
    (2, 30, 4, 2, 0)
    """
    if level in (2, 5):
        return int(label) if label.isdigit() else 0
    if level in (3, 6):
        return roman(label)
    wanted = label.islower() if level == 1 else label.isupper()
    # After (z) comes (aa): the same letter again.
    if not wanted or len(set(label)) != 1:
        return 0
    return (len(label) - 1) * 26 + ord(label[0].lower()) - ord("a") + 1


class Outline:
    """Where a reader stands while the paragraphs of a section go by.

    >>> reader = Outline()
    >>> for label in ("h", "1", "i", "ii", "2", "i"):
    ...     reader.step(label)
    >>> reader.path
    ('h', '2', 'i')
    """

    def __init__(self) -> None:
        # The label at each level that is open; a level may be left out.
        self._open: dict[int, str] = {}

    @property
    def path(self) -> tuple[str, ...]:
        """Where the reader stands."""
        return tuple(self._open.values())

    def step(self, label: str, *, italic: bool = False) -> None:
        """Go on to the paragraph with this label."""
        fits = [level for level in range(1, DEPTH + 1) if ordinal(label, level)]
        # Only levels 5 and 6 are in italics; where the italics were lost, depth decides.
        fits = [level for level in fits if (level > 4) == italic] or fits
        if not fits:
            return
        level = max(fits, key=lambda level: (self._fit(label, level), level))
        self._open = {at: name for at, name in self._open.items() if at < level}
        self._open[level] = label

    def _fit(self, label: str, level: int) -> int:
        """How well a label follows at a level: 3 well, 2 or 1 less, 0 not."""
        deep = max(self._open, default=0)
        number = ordinal(label, level)
        if level > deep:
            # Numbers may be left out: "(1) to (5) [Reserved]".
            near = level == deep + 1
            return (3 if near else 2) if number == 1 else 1 if near else 0
        if level not in self._open:
            return 0
        gap = number - ordinal(self._open[level], level)
        if gap == 1:
            return 2 if level < deep else 3
        # Letters double only after (z), so that (iii) is no letter here.
        return 1 if gap > 1 and (level != 1 or len(label) == 1) else 0
