"""The record that ships with licet, the user's own events, and both together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from licet.errors import BadInput
from licet.timeline.event import Event
from licet.timeline.read import BadTimeline, Row, check, rows_of

DATA = Path(__file__).with_name("data")


class UnknownEvent(BadInput):
    """No event has this id; `near` lists ids that come close."""

    def __init__(self, message: str, *, near: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.near = near


@cache
def shipped_rows() -> tuple[Row, ...]:
    """The lines of the record that ships with licet."""
    return tuple(rows_of(DATA / "events.csv"))


@cache
def events() -> tuple[Event, ...]:
    """The events of the record, in the order of their dates; read once.

    >>> len(events()) > 230
    True
    """
    return check(shipped_rows())


def events_with(files: Iterable[str | Path]) -> tuple[Event, ...]:
    """The record with the user's own event files.

    Raises:
        BadTimeline: A file is wrong, or says again what the record has; says in which line.
    """
    own = [row for file in files for row in rows_of(Path(file), own=True)]
    return check((*shipped_rows(), *own)) if own else events()


@cache
def _by_id() -> dict[str, Event]:
    return {event.id: event for event in events()}


def find(name: str, among: Iterable[Event] | None = None) -> Event:
    """The event with an id.

    Raises:
        UnknownEvent: There is none.

    >>> str(find("us-2025-04-09-h20-letter").public)
    '2025-04-15'
    """
    table = _by_id() if among is None else {event.id: event for event in among}
    found = table.get(name.strip())
    if found is not None:
        return found
    from difflib import get_close_matches

    begun = sorted(one for one in table if name.strip() and one.startswith(name.strip()))
    near = tuple(begun[:3] or get_close_matches(name, table, n=3, cutoff=0.5))
    hint = f"did you mean {', '.join(near)}?" if near else "`licet timeline` lists the ids"
    raise UnknownEvent(f"no such event: `{name[:60]}`", near=near, hint=hint)


def own_file() -> Path:
    """Where confirmed events are kept."""
    from licet.catalog.partstore import data_folder

    return data_folder() / "timeline.csv"


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of another table of the record."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


__all__ = [
    "BadTimeline",
    "UnknownEvent",
    "events",
    "events_with",
    "find",
    "own_file",
    "shipped_rows",
    "table",
]
