"""What `licet watch` found, as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from licet.watch.changes import Report
from licet.watch.ecfr import Amendment
from licet.watch.known import Known
from licet.watch.register import Published


def document_dict(document: Published, known: Known) -> dict[str, Any]:
    """A document and where licet has it."""
    return {
        "document_number": document.number,
        "citation": document.citation,
        "type": document.kind,
        "action": document.action,
        "title": document.title,
        "published": document.published.isoformat(),
        "effective": _iso(document.effective),
        "agencies": list(document.agencies),
        "parts": list(document.parts),
        "url": document.url,
        "known": bool(known),
        "instruments": list(known.instruments),
        "events": list(known.events),
    }


def report_dict(
    report: Report, amended: Mapping[int, Sequence[Amendment]], *, importing: bool
) -> dict[str, Any]:
    """The whole report; `amended` are the official dates of amendment of the changed parts."""
    return {
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "parts": list(report.parts),
        "import_in_progress": importing,
        "changes": [
            {
                "provision": change.provision,
                "title": change.title,
                "cite": str(change.target),
                "where": change.where,
                "unit": change.unit,
                "before": list(change.before),
                "after": list(change.after),
                "encoded": [day.isoformat() for day in change.encoded],
            }
            for change in report.changes
        ],
        "nothing_rests_on": list(report.unused),
        "not_watched": list(report.unwatched),
        "amendments": [
            {
                "part": part,
                "unit": each.unit,
                "name": each.name,
                "amended": each.amended.isoformat(),
                "issued": _iso(each.issued),
                "removed": each.removed,
                "substantive": each.substantive,
            }
            for part, found in amended.items()
            for each in found
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
