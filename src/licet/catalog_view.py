"""Catalog entries as plain tables: for the command line, the API and notebooks."""

from __future__ import annotations

from typing import Any

from licet.catalog import Entry, catalog, measure_text, working
from licet.rules.values import UNDEFINED

_MEASURES = (
    "tpp", "applicable_die_area_mm2", "performance_density", "dram_bandwidth_gb_s",
    "interconnect_gb_s", "memory_bandwidth_density", "peak_tops", "transistors_bn", "node_nm",
)  # fmt: skip


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    return "undefined" if value is UNDEFINED else measure_text(value)


def summary(entry: Entry) -> dict[str, Any]:
    """An entry in a row: identity and the measures the rules ask about, of one IC."""
    chip = catalog().ics(entry)[0][0] if entry.contains else entry
    measures = {name: _shown(getattr(chip, name)) for name in _MEASURES}
    return {
        "id": entry.id,
        "title": entry.title,
        "vendor": entry.vendor,
        "kind": entry.kind,
        "datacenter": chip.datacenter,
        "released": entry.released_text or None,
        **measures,
        "contains": [{"item": part, "count": count} for part, count in entry.contains],
    }


def detail(entry: Entry) -> dict[str, Any]:
    """An entry in full: figures, working, sources, disagreements, vendors' statements."""
    return {
        **summary(entry),
        "figures": [
            {"name": f.name, "value": _shown(f.value), "unit": f.unit, "confidence": f.confidence}
            for f in entry.figures.values()
        ],
        "working": [
            {"step": s.text, "result": _shown(s.result), "source": s.source or None}
            for s in working(entry)
        ],
        "disagreements": [
            {
                "label": r.label,
                "figures": {name: _shown(value) for name, value in r.figures.items()},
                "why": r.why,
                "source": r.source,
                "crosses": list(r.crosses),
                "weighed": r.weigh,
            }
            for r in entry.readings()
        ],
        "statements": [s.text() for s in entry.statements],
        "base_eccn": entry.base_eccn,
        "sources": list(entry.sources),
        "confidence": entry.confidence,
        "note": entry.note or None,
    }
