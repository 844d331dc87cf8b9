"""Which documents licet knows already: as the instrument of a law, or in the dated record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from licet.rules.provision import Law
from licet.timeline.event import Event
from licet.watch.register import Published

# Not preceded by a letter and a hyphen: C1-2024-28270 corrects 2024-28270 and is another document.
_NUMBER = re.compile(r"(?<![\w-])((?:[A-Z]\d?-)?(?:19|20)\d\d-\d{4,6})(?![\w-])")
_CITATION = re.compile(r"(?<!\w)(\d{2,3}) FR (\d{1,3}(?:,\d{3})+|\d{1,6})(?!\w)")


@dataclass(frozen=True, slots=True)
class Known:
    """Where a document stands in licet: ids of instruments and of events."""

    instruments: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instruments or self.events)


def names_in(text: str) -> frozenset[str]:
    """The document numbers and citations in a text, in one spelling.

    >>> sorted(names_in("90 FR 4,544 (2025-00636), not C1-2024-28270"))
    ['2025-00636', '90 FR 4544', 'C1-2024-28270']
    >>> sorted(names_in("on 2025-01-13, see 2025-01-16-foundry"))
    []
    """
    numbers = {match[1] for match in _NUMBER.finditer(text)}
    pages = {f"{match[1]} FR {match[2].replace(',', '')}" for match in _CITATION.finditer(text)}
    return frozenset(numbers | pages)


class Register:
    """What licet has, by document number and citation.

    Args:
        law: The law, for its instruments.
        events: The events of the record.
    """

    def __init__(self, law: Law, events: Iterable[Event]) -> None:
        self._instruments: dict[str, list[str]] = {}
        self._events: dict[str, list[str]] = {}
        for made in law.instruments.values():
            _put(self._instruments, names_in(f"{made.cite} {made.url}"), made.id)
        for event in events:
            told = " ".join((event.instrument, event.summary, event.note, *event.sources))
            _put(self._events, names_in(told), event.id)

    def of(self, document: Published) -> Known:
        """Where a document stands."""
        names = [document.number, *names_in(document.citation)]
        return Known(_all(self._instruments, names), _all(self._events, names))


def _put(table: dict[str, list[str]], names: Iterable[str], value: str) -> None:
    for name in names:
        table.setdefault(name, []).append(value)


def _all(table: Mapping[str, list[str]], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for name in names for value in table.get(name, ())))
