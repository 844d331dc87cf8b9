"""Events and backtracks as JSON and CSV: the keys of the contract, and more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from licet.timeline.backtracks import Backtrack, recorded
from licet.timeline.due import Due
from licet.timeline.event import Event, Span

_LEADS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
KEYS = (
    "id", "announced", "effective", "until", "jurisdiction", "actor", "instrument", "status",
    "direction", "items", "destinations", "reverses", "figures", "summary", "sources", "confidence",
)  # fmt: skip
"""The keys that others rely on; `event_dict` gives them first."""


def event_dict(event: Event) -> dict[str, Any]:
    """An event as JSON.

    The first sixteen keys are texts (dates may be null), as in the table; then come `acted`,
    `public`, `compliance`, `until_by`, `form`, `steps`, `links`, `places`, `companies`, `tags`,
    `note`, `instrument_ids` and `own`.
    """
    return {
        "id": event.id,
        "announced": str(event.announced),
        "effective": _text(event.effective),
        "until": _text(event.until),
        "jurisdiction": event.jurisdiction,
        "actor": event.actor,
        "instrument": event.instrument,
        "status": event.status,
        "direction": event.direction,
        "items": event.items,
        "destinations": event.destinations,
        "reverses": ";".join(link.id for link in event.links),
        "figures": event.figures,
        "summary": event.summary,
        "sources": ";".join(event.sources),
        "confidence": event.confidence,
        "acted": str(event.acted),
        "public": str(event.public),
        "compliance": _text(event.compliance),
        "until_by": event.until_by,
        "form": event.form,
        "steps": [
            {"on": step.day.isoformat(), "status": step.status, "known": step.known.isoformat(),
             "by": step.by}
            for step in event.steps
        ],
        "links": [{"id": link.id, "relation": link.relation} for link in event.links],
        "places": list(event.places),
        "companies": list(event.companies),
        "tags": list(event.tags),
        "note": event.note,
        "instrument_ids": list(event.instrument_ids),
        "own": event.own,
    }  # fmt: skip


def _text(span: Span | None) -> str | None:
    return None if span is None else str(span)


def events_csv(events: Iterable[Event]) -> str:
    """Events as CSV, with the sixteen columns of the contract and `acted` and `public`."""
    out = io.StringIO()
    keys = (*KEYS, "acted", "public")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    for event in events:
        values = event_dict(event)
        writer.writerow([_cell(values[key]) for key in keys])
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell; a text that a spreadsheet would run as a formula is given a leading quote.

    Spaces, tabs and line ends before the sign are passed over, as some spreadsheets do; the wide
    forms of the signs count too.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in _LEADS or text.lstrip()[:1] in _LEADS else text


def backtrack_dict(pair: Backtrack) -> dict[str, Any]:
    """A backtrack as JSON; `recorded` is what a person wrote of it, null if nobody did."""
    noted = next((row for row in recorded() if row["pair"] == pair.pair), None)
    keys = ("written_into_law", "where_written", "standing", "note")
    return {
        "pair": pair.pair or None,
        "restriction_id": pair.restriction.id,
        "restriction_date": str(pair.restriction.acted),
        "restriction_instrument": pair.restriction.instrument,
        "reversal_id": pair.reversal.id,
        "reversal_date": str(_act(pair.reversal)),
        "reversal_instrument": pair.reversal.instrument,
        "days_between": pair.days,
        "days_between_effective": pair.days_effective,
        "kind": pair.kind,
        "written_into_law": pair.written,
        "standing": pair.standing,
        "standing_says": pair.standing_says,
        "recorded": {key: noted[key] for key in keys} if noted else None,
        "confidence": pair.reversal.confidence,
    }


def _act(event: Event) -> Span:
    return event.effective if event.scheduled and event.effective else event.acted


def due_dict(entry: Due) -> dict[str, Any]:
    """A day to look up, as JSON."""
    return {
        "on": entry.day.isoformat(),
        "passed": entry.passed,
        "event": entry.event.id,
        "says": entry.says,
        "look": entry.look,
        "confidence": entry.event.confidence,
    }
