"""Many name patterns over a text in one pass, tried only at word starts they can begin with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"(?<![\w-])[^\W_]")
_ANY: Final = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its place, its canonical name, its kind and (actors) jurisdiction."""

    start: int
    end: int
    name: str
    kind: str
    jurisdiction: str = ""


class Names:
    """A set of named patterns; where two fit at one place, the earlier row wins.

    >>> names = Names(
    ...     [("Nvidia", "company", "", "N(?:vidia|VIDIA)"), ("China", "place", "CN", "PRC")]
    ... )
    >>> [m.name for m in names.scan("NVIDIA and the PRC", 0, 18)]
    ['Nvidia', 'China']
    """

    def __init__(self, rows: list[tuple[str, str, str, str]]) -> None:
        self._rows = rows
        starts: dict[str, list[int]] = defaultdict(list)
        everywhere: list[int] = []
        for index, row in enumerate(rows):
            firsts = first_marks(row[3])
            if _ANY in firsts:
                everywhere.append(index)
            for mark in firsts - {_ANY}:
                starts[mark].append(index)
        self._by_mark = {
            mark: self._joined(sorted({*indexes, *everywhere})) for mark, indexes in starts.items()
        }
        self._other = self._joined(everywhere) if everywhere else None

    def _joined(self, indexes: list[int]) -> re.Pattern[str]:
        return re.compile(
            "(?:" + "|".join(f"(?P<g{i}>{self._rows[i][3]})" for i in indexes) + r")(?!\w)"
        )

    def scan(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """Every mention between two places."""
        done = start
        for word in _WORD.finditer(text, start, end):
            if word.start() < done:
                continue
            pattern = self._by_mark.get(word[0], self._other)
            match = pattern.match(text, word.start(), end) if pattern else None
            if match is None or match.end() == match.start():
                continue
            name, kind, jurisdiction, _ = self._rows[int((match.lastgroup or "g0")[1:])]
            yield Mention(match.start(), match.end(), name, kind, jurisdiction)
            done = match.end()


def first_marks(pattern: str) -> set[str]:
    """The characters a pattern can begin with; the empty text among them means any.

    >>> sorted(first_marks("(?:U\\\\.S\\\\. )?Commerce|[Tt]rade"))
    ['C', 'T', 'U', 't']
    """
    found: set[str] = set()
    for each in _alternatives(pattern):
        found |= _first(each)
    return found


def _alternatives(pattern: str) -> list[str]:
    """A pattern cut at the bars that stand in no group or class."""
    pieces, depth, start, index, in_class = [], 0, 0, 0, False
    while index < len(pattern):
        mark = pattern[index]
        if mark == "\\":
            index += 1
        elif in_class:
            in_class = mark != "]"
        elif mark == "[":
            in_class = True
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and depth == 0:
            pieces.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*pieces, pattern[start:]]


def _first(piece: str) -> set[str]:
    if not piece:
        return {_ANY}
    mark = piece[0]
    if mark == "(":
        close = _closing(piece)
        inner, rest = piece[1:close], piece[close + 1 :]
        if inner.startswith(("?=", "?!", "?<")):
            return _first(rest)
        found = first_marks(inner.removeprefix("?:"))
        return found | _first(rest[1:]) if rest.startswith(("?", "*")) else found
    if mark == "[":
        close = piece.index("]")
        marks = set(piece[1:close])
        if "-" in marks or "^" in marks or "\\" in marks:
            marks = {_ANY}
        rest = piece[close + 1 :]
        return marks | _first(rest[1:]) if rest.startswith(("?", "*")) else marks
    if mark == "\\":
        if piece[1] == "b":
            return _first(piece[2:])
        marks = (
            set("0123456789") if piece[1] == "d" else {_ANY} if piece[1].isalpha() else {piece[1]}
        )
        return marks
    if len(piece) > 1 and piece[1] in "?*":
        return {mark} | _first(piece[2:])
    return {mark} if mark not in ".^$" else {_ANY}


def _closing(piece: str) -> int:
    depth = 0
    index = 0
    while index < len(piece):
        if piece[index] == "\\":
            index += 1
        elif piece[index] == "(":
            depth += 1
        elif piece[index] == ")":
            depth -= 1
            if depth == 0:
                return index
        index += 1
    raise ValueError(piece)
