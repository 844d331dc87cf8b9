"""The verdict of one case over all days of the law, as stretches between its changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from licet.decision.answer import Determination
from licet.decision.outcome import verdict_on
from licet.gather import gather
from licet.law import LAW_READ_TO, LAW_STARTS
from licet.server.state import Pairs, query


def strip(d: Determination, pairs: Pairs) -> dict[str, Any]:
    """Stretches of days with one verdict, each with its share of the whole in percent and its
    address.
    """
    asked = d.shipment
    gathered = gather(asked)
    last = max(LAW_READ_TO, asked.on)
    days = [LAW_STARTS, *(day for day in d.court.change_dates if LAW_STARTS < day <= last)]
    found: list[tuple[date, str]] = []
    for day in days:
        verdict = verdict_on(d.court, asked, gathered, day, "practice")
        if not found or found[-1][1] != verdict:
            found.append((day, verdict))
    whole = (last - LAW_STARTS).days or 1
    ends = [day for day, _ in found[1:]] + [last]
    parts = []
    for (start, verdict), end in zip(found, ends, strict=True):
        parts.append(
            {
                "from": start.isoformat(),
                "until": end.isoformat(),
                "verdict": verdict,
                "x": round(100 * (start - LAW_STARTS).days / whole, 2),
                "width": round(100 * (end - start).days / whole, 2),
                "href": "/check?" + query(pairs, on=start.isoformat()),
                "here": start <= asked.on < end or (asked.on == end == last),
            }
        )
    return {
        "parts": parts,
        "on": asked.on.isoformat(),
        "at": round(100 * (asked.on - LAW_STARTS).days / whole, 2),
        "first": LAW_STARTS.isoformat(),
        "last": last.isoformat(),
        "years": [
            {"year": year, "x": round(100 * (date(year, 1, 1) - LAW_STARTS).days / whole, 2)}
            for year in _years(last)
        ],
    }


def _years(last: date) -> range:
    """The years to name below the strip: all, or as many as there is room for.

    >>> list(_years(date(2026, 5, 1))), list(_years(date(2099, 1, 1)))[:3]
    ([2023, 2024, 2025, 2026], [2023, 2031, 2039])
    """
    first = LAW_STARTS.year + 1
    return range(first, last.year + 1, 1 + (last.year - first) // 10)
