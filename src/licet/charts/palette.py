"""The colors of charts in files; pages take theirs from the style sheet, by the same kinds."""

from __future__ import annotations

from collections.abc import Mapping

INK, MUTED, RULE, PAPER = "#1c1f23", "#5a6068", "#dcd9d1", "#fbfaf7"

FILLS: Mapping[str, str] = {
    "free": "#4d9a6c",
    "exception": "#3a97a6",
    "required": "#c65a52",
    "barred": "#7d1f35",
    "outside": "#8793ad",
    "open": "#b78527",
    "none": "#e6e3dc",
    "zone-free": "#eaf3ec",
    "zone-exception": "#e3f1f3",
    "zone-required": "#f8e8e5",
    "zone-barred": "#ecd9de",
    "zone-outside": "#e9ecf3",
    "zone-open": "#f0efec",
    "zone-second": "#f9efe0",
    "band": "#7a5ea8",
    "line": "#6d7076",
    "sea": "#fbfaf7",
    "grid": "#e6e3dc",
    "tighten": "#c65a52",
    "loosen": "#4d9a6c",
    "neutral": "#8793ad",
    "due": "#b4bdd0",
    "said": "#b78527",
    "now": "#1c1f23",
    "dead": "#7a5ea8",
}
"""Kind of mark to color."""
