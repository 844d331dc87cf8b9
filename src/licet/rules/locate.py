"""Where a value stands in a TOML file: line and column, for error messages.

The standard parser keeps no positions, so this walks the text once, only when an error has to
be shown. It follows table headers (``[[version]]``), keys and multi-line strings.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\")(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=\s*")
_INLINE = re.compile(r"[{,]\s*([A-Za-z0-9_-]+)\s*=\s*")
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")
_QUOTES = ('"""', "'''", '"', "'")
_ESCAPES = {"u": 6, "U": 10}

Path = tuple[str | int, ...]


def positions(text: str) -> dict[Path, tuple[int, int]]:
    """The (line, column) from 1 of each key's value and each table header, by path.

    A text in quotes stands where its first character does.

    >>> positions('id = "a"\\n[[version]]\\nwhen = "tpp > 1"')[("version", 0, "when")]
    (3, 9)
    """
    found: dict[Path, tuple[int, int]] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        header = _HEADER.match(line)
        if header:
            table = _open_table(header[2], header[1] == "[[", counts)
            found.setdefault(table, (number, header.start(1) + 1))
            continue
        key = _KEY.match(line)
        if key:
            path = table + tuple(part.strip().strip('"') for part in key[1].split("."))
            value = line[key.end() :]
            quote = _quote(value)
            if len(quote) == 3 and quote not in value[3:]:
                closing = quote
            found.setdefault(path, (number, key.end() + len(quote) + 1))
            _inline(value, number, key.end(), path, found)
    return found


def _quote(value: str) -> str:
    return next((quote for quote in _QUOTES if value.startswith(quote)), "")


def _open_table(name: str, is_array: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    parts = [part.strip().strip('"') for part in name.split(".")]
    for index, part in enumerate(parts):
        path += (part,)
        last = index == len(parts) - 1
        if last and is_array:
            counts[path] = counts.get(path, -1) + 1
            for deeper in [p for p in counts if len(p) > len(path) and p[: len(path)] == path]:
                del counts[deeper]
            path += (counts[path],)
        elif path in counts:
            path += (counts[path],)
    return path


def _inline(
    value: str, number: int, offset: int, path: Path, found: dict[Path, tuple[int, int]]
) -> None:
    """Keys of a one-line inline table: ``valid = { from = … }``."""
    if not value.startswith("{"):
        return
    for match in _INLINE.finditer(value):
        quote = _quote(value[match.end() :])
        found.setdefault((*path, match[1]), (number, offset + match.end() + len(quote) + 1))


def nearest(text: str, path: Path) -> tuple[int, int]:
    """The position of a path, or of the closest table around it, or the start."""
    known = positions(text)
    while path:
        for found in (path, (*path, 0)):
            if found in known:
                return known[found]
        path = path[:-1]
    return (1, 1)


def inside(text: str, line: int, column: int, offset: int) -> tuple[int, int]:
    """The place of a character of a text in quotes, counted past escapes and line ends.

    Args:
        text: The file.
        line: The line of the first character of the text in quotes.
        column: Its column.
        offset: How many characters of the value come before.

    >>> inside('when = "tpp > x"', 1, 9, 6)
    (1, 15)
    """
    at = _index(text, line, column)
    quote = next((quote for quote in _QUOTES if text[:at].endswith(quote)), "")
    if len(quote) == 3 and text.startswith("\n", at):
        at += 1
    while offset > 0 and at < len(text):
        if quote[:1] == '"' and text[at] == "\\":
            spaces = re.match(r"\\[ \t]*\n\s*", text[at:])
            if len(quote) == 3 and spaces:
                at += spaces.end()
                continue
            at += _ESCAPES.get(text[at + 1 : at + 2], 2)
        else:
            at += 1
        offset -= 1
    return _place(text, at)


def first(text: str, words: str) -> tuple[int, int]:
    """Where some words first stand; the start where they do not."""
    for found in (words, words.replace('"', '\\"')):
        if found in text:
            return _place(text, text.index(found))
    return (1, 1)


def at_byte(data: bytes, offset: int) -> tuple[int, int]:
    """The place of a byte that can't be read as text."""
    before = data[:offset].decode("utf-8", "replace")
    return _place(before, len(before))


def deepest(text: str) -> tuple[int, int]:
    """Where brackets are nested deepest."""
    depth = most = at = 0
    for match in re.finditer(r"[][{}]", text):
        depth += 1 if match[0] in "[{" else -1
        if depth > most:
            most, at = depth, match.start()
    return _place(text, at)


def longest_number(text: str) -> tuple[int, int]:
    """Where a number of thousands of digits stands."""
    found = _LONG_NUMBER.search(text)
    return _place(text, found.start() if found else 0)


def _index(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
