"""Whose law a clause speaks of: the lists and rules that belong to one land, whoever is near."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Owner:
    """The land and body that keep a list or rule."""

    jurisdiction: str
    body: str


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[Owner, re.Pattern[str]], ...]:
    source = files("licet.reading") / "data" / "lists.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return tuple(
        (Owner(row["jurisdiction"], row["body"]), re.compile(rf"\b(?:{row['pattern']})\b"))
        for row in rows
    )


def owners(low: str) -> tuple[Owner, ...]:
    """The owners of every list or rule that lower-case words name, in the order of the table.

    Of two names at one place the earlier row wins: an unreliable entity list is no Entity List.

    >>> [one.body for one in owners("was put on the entity list in may 2019")]
    ['BIS']
    >>> [one.jurisdiction for one in owners("eleven firms joined the unreliable entity list")]
    ['CN']
    """
    taken: list[tuple[int, int]] = []
    found: list[Owner] = []
    for owner, pattern in _rows():
        for match in pattern.finditer(low):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if owner not in found:
                found.append(owner)
    return tuple(found)


def owner_of(low: str) -> Owner | None:
    """The one that words name, or None where they name lists of several lands or none.

    >>> owner_of("the meu list").jurisdiction
    'US'
    >>> owner_of("it answered the entity list with its unreliable entity list") is None
    True
    """
    found = owners(low)
    return found[0] if len({one.jurisdiction for one in found}) == 1 else None
