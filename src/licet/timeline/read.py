"""From CSV to checked events; every fault is reported with file and line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from licet.days import day_from
from licet.errors import BadInput
from licet.timeline.event import (
    CONFIDENCE,
    DIRECTIONS,
    FORMS,
    RELATIONS,
    STATUSES,
    Event,
    Link,
    Span,
    Step,
)
from licet.timeline.ladder import derived_steps, overtaken_steps

MAX_BYTES = 20_000_000
NEEDED = (
    "id", "announced", "jurisdiction", "actor", "instrument", "status", "direction", "summary",
    "confidence",
)  # fmt: skip
OPTIONAL = (
    "effective", "until", "items", "destinations", "reverses", "figures", "sources", "acted",
    "public", "compliance", "until_by", "form", "steps", "places", "companies", "tags", "note",
    "instrument_id",
)  # fmt: skip
# Ids stand in calendars, links and file names.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
JURISDICTION = re.compile(r"[A-Z]{2}(?:-[A-Z]{2,})?")
# What no text needs and a terminal obeys; a line end within a cell is a text's own.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class BadTimeline(BadInput):
    """An event file is wrong; says where: file and line (from 1)."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.file, self.line = file, line

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part)
        return f"{place}: {super().__str__()}" if place else super().__str__()


class Row:
    """One line of an event file, with the place it came from."""

    __slots__ = ("cells", "file", "line", "own")

    def __init__(self, cells: Mapping[str, str], file: str, line: int, *, own: bool) -> None:
        self.cells, self.file, self.line, self.own = cells, file, line, own

    def fail(self, message: str, *, hint: str = "") -> NoReturn:
        raise BadTimeline(message, file=self.file, line=self.line, hint=hint)

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def words(self, key: str) -> tuple[str, ...]:
        cell = self.cells.get(key, "")
        return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()

    def span(self, key: str) -> Span | None:
        text = self.cells.get(key, "")
        if not text:
            return None
        try:
            return Span.parse(text)
        except ValueError:
            self.fail(f"{key}: `{text[:40]}` is not a date", hint="YYYY-MM-DD, YYYY-MM or YYYY")

    def one_of(self, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        text = self.cells.get(key, "") or default
        if text not in allowed:
            self.fail(f"unknown {key}: `{text[:40]}`", hint=", ".join(allowed))
        return text


def rows_of(path: Path, *, own: bool = False) -> Iterator[Row]:
    """The lines of an event file, checked for shape.

    Raises:
        BadTimeline: It can't be read, a column is missing or unknown, a line is too short.
    """
    name = path.name if not own else str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadTimeline("the event file is too large", file=name, hint=f"{MAX_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadTimeline(f"can't read it: {error.strerror}", file=name) from error
    except UnicodeDecodeError as error:
        raise BadTimeline("not UTF-8 text", file=name, hint=f"byte {error.start}") from error
    yield from rows_in(text, name, own=own)


def rows_in(text: str, name: str, *, own: bool) -> Iterator[Row]:
    """The lines of an event table given as text."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(reader, None)
        if not header:
            raise BadTimeline("the event file is empty", file=name, hint=", ".join(NEEDED))
        _check_header(header, name)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                if len(cells) != len(header):
                    raise BadTimeline(
                        f"{len(cells)} cells where the header has {len(header)}",
                        file=name, line=line, hint="quote a cell that holds a comma",
                    )  # fmt: skip
                row = Row(dict(zip(header, cells, strict=True)), name, line, own=own)
                _check_marks(row)
                yield row
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadTimeline(f"not valid CSV: {error}", file=name, line=line) from error


def _check_marks(row: Row) -> None:
    for key, cell in row.cells.items():
        found = _CONTROL.search(cell)
        if found:
            row.fail(f"{key}: a control character, U+{ord(found[0]):04X}", hint="take it out")


def _check_header(header: list[str], name: str) -> None:
    missing = [key for key in NEEDED if key not in header]
    if missing:
        apart = len(header) == 1 and any(mark in header[0] for mark in ";\t")
        hint = "columns are parted by commas" if apart else ""
        raise BadTimeline(f"missing column: `{missing[0]}`", file=name, line=1, hint=hint)
    unknown = [key for key in header if key not in NEEDED and key not in OPTIONAL]
    if unknown:
        raise BadTimeline(
            f"unknown column: `{unknown[0][:40]}`",
            file=name, line=1, hint=", ".join((*NEEDED, *OPTIONAL)),
        )  # fmt: skip
    if len(set(header)) != len(header):
        raise BadTimeline("a column stands twice", file=name, line=1)


def check(rows: Iterable[Row]) -> tuple[Event, ...]:
    """Events from rows: ids are unique, links lead to events and in no circle, steps are derived.

    Raises:
        BadTimeline: Something is wrong; says in which line.
    """
    table: dict[str, Row] = {}
    plain: dict[str, Event] = {}
    for row in rows:
        event = _event(row)
        if event.id in table:
            first = table[event.id]
            row.fail(f"`{event.id}` stands twice", hint=f"first in {first.file}:{first.line}")
        table[event.id], plain[event.id] = row, event
    for event in plain.values():
        for name in (*(link.id for link in event.links), *filter(None, (event.until_by,))):
            if name not in plain:
                table[event.id].fail(f"`{event.id}` refers to an unknown event: `{name}`")
            if name == event.id:
                table[event.id].fail(f"`{event.id}` refers to itself")
    _check_circles(plain, table)
    _check_ends(plain, table)
    found = [_with_steps(event, table, plain) for event in plain.values()]
    return tuple(sorted(found, key=lambda event: (event.announced.first, event.id)))


def _event(row: Row) -> Event:
    for key in NEEDED:
        if not row.text(key).strip():
            row.fail(f"missing: `{key}`")
    if not _ID.fullmatch(row.text("id")):
        row.fail(f"id: `{row.text('id')[:60]}`", hint="letters, digits, `-`, `.`, `_`")
    if not JURISDICTION.fullmatch(row.text("jurisdiction")):
        row.fail(
            f"jurisdiction: `{row.text('jurisdiction')[:40]}` is no code", hint="US, CN, US-TX"
        )
    announced = row.span("announced")
    assert announced is not None
    event = Event(
        id=row.text("id"),
        announced=announced,
        acted=row.span("acted") or announced,
        public=row.span("public") or announced,
        jurisdiction=row.text("jurisdiction"),
        actor=row.text("actor"),
        instrument=row.text("instrument"),
        status=row.one_of("status", STATUSES),
        direction=row.one_of("direction", DIRECTIONS),
        summary=row.text("summary"),
        confidence=row.one_of("confidence", CONFIDENCE),
        effective=row.span("effective"),
        compliance=row.span("compliance"),
        until=row.span("until"),
        until_by=row.text("until_by"),
        form=row.one_of("form", FORMS, "other"),
        items=row.text("items"),
        destinations=row.text("destinations"),
        places=row.words("places"),
        companies=row.words("companies"),
        tags=row.words("tags"),
        links=tuple(_links(row)),
        figures=row.text("figures"),
        note=row.text("note"),
        sources=row.words("sources"),
        instrument_ids=row.words("instrument_id"),
        own=row.own,
    )
    if event.public.last < event.acted.first:
        row.fail(f"public {event.public} before the act of {event.acted}")
    # What another event ended may end before it took effect.
    ends = event.until if not event.until_by else None
    if ends and event.effective and ends.last < event.effective.first:
        row.fail(f"until {ends} before its effect on {event.effective}")
    return event


def _links(row: Row) -> Iterator[Link]:
    for text in row.words("reverses"):
        name, _, relation = text.partition(":")
        if relation and relation not in RELATIONS:
            row.fail(f"unknown relation: `{relation[:40]}`", hint=", ".join(RELATIONS))
        yield Link(name.strip(), relation or "follows")


def _check_circles(events: Mapping[str, Event], table: Mapping[str, Row]) -> None:
    done: set[str] = set()
    for start in events:
        trail: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                trail.pop()
                done.add(name)
                continue
            if name in trail:
                circle = " -> ".join((*trail[trail.index(name) :], name))
                table[trail[-1]].fail(f"circular `reverses`: {circle}")
            if name in done:
                continue
            trail.append(name)
            stack.append((name, True))
            stack += [(link.id, False) for link in events[name].links]


def _check_ends(events: Mapping[str, Event], table: Mapping[str, Row]) -> None:
    """No event may end one that ends it, by way of others either."""
    for start in events:
        trail = [start]
        while (name := events[trail[-1]].until_by) and name not in trail:
            trail.append(name)
        if name == start:
            circle = " -> ".join((*trail, name))
            table[start].fail(f"circular `until_by`: {circle}")


def _with_steps(event: Event, table: Mapping[str, Row], events: Mapping[str, Event]) -> Event:
    row = table[event.id]
    by = events.get(event.until_by)
    end_known = _effective_known(by, _steps_of(table[by.id], by)) if by else event.known
    steps = _steps_of(row, event)
    changes = {
        "until_known": max(end_known, event.known) if event.until else date.min,
        "effective_known": _effective_known(event, steps),
    }
    whole = _replaced(event, changes)
    stepped = _replaced(whole, {"steps": steps or derived_steps(whole, by)})
    return _replaced(stepped, {"overtaken": overtaken_steps(stepped)})


def _steps_of(row: Row, event: Event) -> tuple[Step, ...]:
    text = row.text("steps")
    return tuple(_stated_steps(row, event, text)) if text else ()


def _effective_known(event: Event, steps: tuple[Step, ...]) -> date:
    """Since when it is known that it takes effect."""
    return max([event.known, *(step.known for step in steps if step.status == "in-force")])


def _replaced(event: Event, changes: Mapping[str, object]) -> Event:
    values = {name: getattr(event, name) for name in Event.__slots__}
    return Event(**{**values, **changes})


def _stated_steps(row: Row, event: Event, text: str) -> Iterator[Step]:
    last = date.min
    for part in text.split(";"):
        words = part.split()
        if len(words) not in (2, 4) or (len(words) == 4 and words[2] != "known"):
            row.fail(f"steps: `{part.strip()[:60]}`", hint="DATE STATUS [known DATE]; …")
        try:
            day = day_from(words[0])
            known = day_from(words[3]) if len(words) == 4 else event.known
        except ValueError:
            row.fail(f"steps: `{part.strip()[:60]}` has no date", hint="YYYY-MM-DD")
        if words[1] not in STATUSES:
            row.fail(f"unknown status: `{words[1][:40]}`", hint=", ".join(STATUSES))
        if day < last:
            row.fail("steps: not in the order of their days")
        last = day
        yield Step(day, words[1], known)


__all__ = [
    "JURISDICTION",
    "NEEDED",
    "OPTIONAL",
    "BadTimeline",
    "Row",
    "check",
    "rows_in",
    "rows_of",
]
