"""Where a value stands in a TOML file: line and column, for error messages.

The standard parser keeps no positions, so this walks the text once, only when an error has to
be shown. It follows table headers (``[[version]]``), keys and multi-line strings.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\")(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=\s*")

Path = tuple[str | int, ...]


def positions(text: str) -> dict[Path, tuple[int, int]]:
    """The (line, column) from 1 of each key's value and each table header, by path.

    >>> positions('id = "a"\\n[[version]]\\nwhen = "tpp > 1"')[("version", 0, "when")]
    (3, 9)
    """
    found: dict[Path, tuple[int, int]] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
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
            column = key.end() + 1
            value = line[key.end() :]
            for quote in ('"""', "'''"):
                if value.startswith(quote) and quote not in value[3:]:
                    closing = quote
            if value[:1] in {'"', "'"} and not closing:
                column += 1
            found.setdefault(path, (number, column))
            _inline(value, number, key.end(), path, found)
    return found


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
    for match in re.finditer(r"[{,]\s*([A-Za-z0-9_-]+)\s*=\s*(\"?)", value):
        found.setdefault((*path, match[1]), (number, offset + match.end() + 1))


def nearest(text: str, path: Path) -> tuple[int, int]:
    """The position of a path, or of the closest table around it, or the start."""
    known = positions(text)
    while path:
        if path in known:
            return known[path]
        path = path[:-1]
    return (1, 1)
