"""From proposed events (as `licet read` gives them) to lines of the user's own event file.

What is read can never become law by being read: a rung above `announced` is kept only where the
proposal links an official text; otherwise it is lowered to `reported`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from licet.errors import BadInput
from licet.timeline.event import DIRECTIONS, STATUSES, Event, Span
from licet.timeline.read import JURISDICTION, NEEDED, OPTIONAL, check, rows_in
from licet.timeline.store import events_with

COLUMNS = (*NEEDED, *OPTIONAL)
MAX_BYTES = 5_000_000
_LOW_RUNGS = ("reported", "announced")
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|mil|gov\.[a-z]{2}|gc\.ca|go\.(?:jp|kr)|gouv\.fr|europa\.eu|overheid\.nl"
    r"|rijksoverheid\.nl|federalregister\.gov|legislation\.gov\.uk)$"
)
# Where texts of law are published; a press release of an agency is not one.
_TEXTS = re.compile(
    r"(?:^|\.)(?:federalregister\.gov|govinfo\.gov|ecfr\.gov|congress\.gov|uscourts\.gov"
    r"|supremecourt\.gov|eur-lex\.europa\.eu|wetten\.overheid\.nl|legislation\.gov\.uk"
    r"|gazette\.gc\.ca)$"
)
# Filings are a company's words, though a government keeps them.
_NOT_INSTRUMENTS = re.compile(r"(?:^|\.)sec\.gov$")
_LINK_KEYS = ("instrument_url", "official_url", "instrument_id")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed event, ready to be confirmed. `notes` says what was changed and why.

    `known` is the id of the event on record that says the same, as reading found it.
    """

    cells: Mapping[str, str]
    evidence: str
    notes: tuple[str, ...] = ()
    known: str = ""

    @property
    def id(self) -> str:
        return self.cells["id"]


def proposals(file: str | Path) -> tuple[Proposal, ...]:
    """The proposed events of a JSON file, checked.

    Raises:
        BadInput: Not JSON, or an event lacks what it needs; says which event.
    """
    path = Path(file)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"`{path}` is too large", hint=f"at most {MAX_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
        document = json.loads(text)
    except UnicodeDecodeError as error:
        raise BadInput(f"`{path}` is not UTF-8 text") from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(
            f"{path}{place}: not valid JSON", hint="what `licet read --json` prints"
        ) from error
    try:
        return from_document(document, source=path.name)
    except BadInput as error:
        numbered = re.match(r"event (\d+): ", error.message)
        line = _line_of(text, int(numbered[1])) if numbered else 1
        raise BadInput(f"{path}:{line}: {error.message}", hint=error.hint) from error


def _line_of(text: str, number: int) -> int:
    """The line on which the event with a number (from 1) begins."""
    listed = re.search(r'"events"\s*:\s*\[', text)
    at = listed.end() if listed else text.find("[") + 1
    decoder = json.JSONDecoder()
    for _ in range(number):
        at = _next(text, at)
        begin = at
        _, at = decoder.raw_decode(text, at)
    return text.count("\n", 0, begin) + 1


def _next(text: str, at: int) -> int:
    while text[at] in " \t\r\n,":
        at += 1
    return at


def from_document(document: Any, *, source: str = "") -> tuple[Proposal, ...]:
    """The proposed events of a document as `licet read` gives it.

    >>> [made] = from_document(
    ...     {
    ...         "published": "2025-07-18",
    ...         "events": [
    ...             {
    ...                 "date": "2025-07-14",
    ...                 "jurisdiction": "US",
    ...                 "actor": "Nvidia",
    ...                 "action": "grant-license",
    ...                 "direction": "loosen",
    ...                 "status": "in-force",
    ...                 "items": ["H20"],
    ...                 "destinations": ["CN"],
    ...                 "evidence": "licenses will be granted",
    ...             }
    ...         ],
    ...     }
    ... )
    >>> made.cells["status"], made.cells["public"]
    ('reported', '2025-07-18')
    """
    entries = document.get("events") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise BadInput("no list of events", hint='{"events": […]}')
    shared = document if isinstance(document, dict) else {}
    found: list[Proposal] = []
    taken: set[str] = set()
    said: set[tuple[str, ...]] = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise BadInput(f"event {number}: not an object")
        made = _proposal(number, entry, shared, source, taken)
        told = tuple(value for key, value in made.cells.items() if key != "id")
        if told not in said:
            found.append(made)
        said.add(told)
    return tuple(found)


def _proposal(
    number: int, entry: Mapping[str, Any], shared: Mapping[str, Any], source: str, taken: set[str]
) -> Proposal:
    day = _date(number, "date", entry.get("date"))
    if day is None:
        raise BadInput(f"event {number}: missing: `date`", hint="YYYY-MM-DD or YYYY-MM")
    published = _date(number, "published", entry.get("published") or shared.get("published"))
    status = _choice(number, "status", entry.get("status"), STATUSES)
    direction = _choice(number, "direction", entry.get("direction"), DIRECTIONS)
    action = _text(entry.get("action")) or "other"
    actor = _text(entry.get("actor")) or "not named"
    items, places = _list(entry.get("items")), _list(entry.get("destinations"))
    url = _text(entry.get("url")) or _text(shared.get("url"))
    links = [text for key in _LINK_KEYS if (text := _text(entry.get(key)))]
    notes: list[str] = []
    if status not in _LOW_RUNGS and not (any(map(official, links)) or _text_of_law(url)):
        notes.append(f"`{status}` lowered to `reported`: no official text is linked")
        status = "reported"
    jurisdiction = _text(entry.get("jurisdiction")).upper()
    if jurisdiction and not JURISDICTION.fullmatch(jurisdiction):
        raise BadInput(
            f"event {number}: jurisdiction: `{jurisdiction[:40]}` is no code", hint="US, CN, US-TX"
        )
    if not jurisdiction:
        notes.append("no jurisdiction is given, taken as US")
    name = _name(str(day), action, (*items, *places, actor), taken)
    what = action.replace("-", " ")
    objects = ", ".join((*items, *places))
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {
        "id": name,
        "announced": str(day),
        "public": str(published) if published and published.last >= day.first else "",
        "jurisdiction": jurisdiction or "US",
        "actor": actor,
        "instrument": what,
        "status": status,
        "direction": direction,
        "items": "; ".join(items),
        "destinations": "; ".join(places),
        "places": ";".join(place for place in places if re.fullmatch("[A-Z]{2}", place)),
        "companies": ";".join(_list(entry.get("company"))),
        "figures": "; ".join(_figures(entry.get("figures"))),
        "summary": f"{actor}: {what}" + (f" ({objects})" if objects else ""),
        "note": f"read from {source}" if source else "read from a text",
        "sources": ";".join(text for text in (*links, url) if "://" in text and ";" not in text),
        "confidence": "low",
    }
    return Proposal(cells, _text(entry.get("evidence")), tuple(notes), _known(entry))


def _known(entry: Mapping[str, Any]) -> str:
    record = entry.get("record")
    if not isinstance(record, dict) or record.get("state") != "known":
        return ""
    return _text(record.get("id"))


def official(link: str) -> bool:
    """Whether a link leads to an official text: a government's address, or an instrument on record.

    >>> official("https://www.govinfo.gov/x"), official("https://gov.example.com/x")
    (True, False)
    """
    if "://" not in link:
        from licet.law import law

        return link in law().instruments
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    if parts.scheme not in {"http", "https"} or _NOT_INSTRUMENTS.search(host):
        return False
    return _OFFICIAL.search(host) is not None


def _text_of_law(link: str) -> bool:
    return _TEXTS.search((urlsplit(link).hostname or "").lower()) is not None


def _date(number: int, key: str, value: object) -> Span | None:
    if value is None or value == "":
        return None
    try:
        return Span.parse(str(value))
    except ValueError:
        raise BadInput(
            f"event {number}: {key}: `{str(value)[:40]}` is not a date",
            hint="YYYY-MM-DD or YYYY-MM",
        ) from None


def _choice(number: int, key: str, value: object, allowed: tuple[str, ...]) -> str:
    text = _text(value)
    if text not in allowed:
        raise BadInput(f"event {number}: unknown {key}: `{text[:40]}`", hint=", ".join(allowed))
    return text


def _text(value: object) -> str:
    """A value as one line of text, without marks that end a line or steer a terminal."""
    if not isinstance(value, str | int | float):
        return ""
    return " ".join("".join(m if m.isprintable() else " " for m in str(value)).split())


def _list(value: object) -> list[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [text.replace(";", ",") for entry in values if (text := _text(entry))]


def _figures(value: object) -> Iterable[str]:
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, dict):
            parts = (_text(entry.get(key)) for key in ("kind", "value", "unit"))
            yield " ".join(part for part in parts if part).replace(";", ",")


def _name(day: str, action: str, words: Iterable[str], taken: set[str]) -> str:
    tail = next((re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-") for word in words), "")
    stem = re.sub(r"[^a-z0-9-]+", "-", f"own-{day}-{action}-{tail}".lower()).strip("-")[:80]
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


def add(accepted: Iterable[Proposal], target: Path) -> tuple[str, ...]:
    """Append confirmed events to the user's own file; the whole file is checked before.

    Those that stand there already are left out. Nothing is written when something is wrong.

    Returns:
        The ids that were added.

    Raises:
        BadTimeline: The file, or the record with it, would be wrong.
    """
    kept: list[Mapping[str, str]] = []
    known: set[str] = {event.id for event in events_with(())}
    if target.exists():
        old = rows_in(target.read_text(encoding="utf-8-sig"), str(target), own=True)
        kept = [row.cells for row in old]
        known |= {cells["id"] for cells in kept}
    fresh = [proposal for proposal in accepted if proposal.id not in known]
    if not fresh:
        return ()
    text = _table((*kept, *(proposal.cells for proposal in fresh)))
    check_with_record(text, str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_suffix(".part")
    scratch.write_text(text, encoding="utf-8", newline="")
    scratch.replace(target)
    return tuple(proposal.id for proposal in fresh)


def check_with_record(text: str, name: str) -> tuple[Event, ...]:
    """The events of a table given as text, checked together with the record."""
    from licet.timeline.store import shipped_rows

    return check((*shipped_rows(), *rows_in(text, name, own=True)))


def _table(rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
