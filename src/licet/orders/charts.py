"""Plain bar charts as SVG: no script, no font to fetch, readable without color."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH = 720
_ROW, _LABEL, _NUMBER = 26, 230, 160
# The widths of a quarter's name and of three sums side by side.
_QUARTER, _THREE = 110, 400
_STYLE = "font-family: system-ui, sans-serif; font-size: 13px"


def money(value: float) -> str:
    """Dollars as people say them.

    >>> money(4_500_000_000), money(12_340), money(-2_500_000)
    ('$4.50 billion', '$12,340', '-$2.50 million')
    """
    sign, size = ("-" if value < 0 else ""), abs(value)
    for limit, word in ((1e9, "billion"), (1e6, "million")):
        if size >= limit:
            return f"{sign}${size / limit:,.2f} {word}"
    return f"{sign}${size:,.0f}"


def bars(title: str, rows: Sequence[tuple[str, float, str]], *, color: str = "#2b6cb0") -> str:
    """Horizontal bars, one for each (label, value, text beside it).

    >>> "<svg" in bars("Held", [("H20", 3.0, "3 lines")])
    True
    """
    most = max((value for _, value, _ in rows), default=0) or 1
    height = 34 + _ROW * max(len(rows), 1)
    space = WIDTH - _LABEL - _NUMBER - 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" style="{_STYLE}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="0" y="18" font-weight="600" fill="#1a202c">{escape(title)}</text>',
    ]
    for number, (label, value, words) in enumerate(rows):
        y = 34 + _ROW * number
        width = max(1.0, space * value / most) if value else 0
        shown = label if len(label) <= 32 else label[:31] + "…"
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 14}" text-anchor="end" fill="#2d3748">'
            f"{escape(shown)}</text>"
            f'<rect x="{_LABEL}" y="{y + 2}" width="{width:.1f}" height="16" fill="{color}"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 14}" fill="#2d3748">{escape(words)}</text>'
        )
    if not rows:
        parts.append(f'<text x="{_LABEL}" y="48" fill="#4a5568">none</text>')
    return "".join([*parts, "</svg>"])


def ranges(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """Low, base and high of each label: a line from low to high with a mark at the base.

    >>> "<svg" in ranges("Write-down", [("2025 Q2", 1.0, 2.0, 3.0)])
    True
    """
    most = max((max(values) for _, *values in rows), default=0) or 1
    height = 34 + _ROW * max(len(rows), 1)
    space = WIDTH - _QUARTER - _THREE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" style="{_STYLE}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="0" y="18" font-weight="600" fill="#1a202c">{escape(title)}</text>',
    ]
    for number, (label, low, base, high) in enumerate(rows):
        y = 44 + _ROW * number
        # The costliest case of a part need not be the high one: no share is paid on what is lost.
        left, mark, right = (
            _QUARTER + space * value / most
            for value in (min(low, base, high), base, max(low, base, high))
        )
        words = f"{money(low)} / {money(base)} / {money(high)}"
        parts.append(
            f'<text x="{_QUARTER - 14}" y="{y + 5}" text-anchor="end" fill="#2d3748">'
            f"{escape(label)}</text>"
            f'<line x1="{left:.1f}" y1="{y}" x2="{right:.1f}" y2="{y}" stroke="#718096" '
            f'stroke-width="6"/>'
            f'<circle cx="{mark:.1f}" cy="{y}" r="6" fill="#2b6cb0"/>'
            f'<text x="{WIDTH - _THREE + 14}" y="{y + 5}" fill="#2d3748">{escape(words)}</text>'
        )
    return "".join([*parts, "</svg>"])
