"""The bar chart of headroom: as text lines for a terminal, as SVG for a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from licet.questions.headroom import Headroom

WIDTH = 30
_ROW, _LEFT, _BARS, _RIGHT = 26, 300, 320, 330


def bar(found: Headroom, width: int = WIDTH) -> str:
    """A bar whose length is the figure as a share of the limit; the line stands at its end.

    Full blocks are the figure; what is missing to the limit is dotted. A figure past the limit
    goes on behind the line.
    """
    share = _share(found)
    full = min(round(share * width), 2 * width)
    body = "█" * min(full, width) + "·" * max(width - full, 0)
    return f"{body}|{'█' * max(full - width, 0)}"


def _share(found: Headroom) -> float:
    value = found.value
    number = value if not hasattr(value, "low") else value.low or value.high or 0  # type: ignore[union-attr]
    return float(number) / float(found.line.limit) if found.line.limit else 0.0  # type: ignore[arg-type]


def headroom_svg(found: Sequence[Headroom], title: str, rows: int = 12) -> str:
    """The nearest lines as an SVG picture: one bar each, the limit a vertical line.

    Bars that bind are darker; every bar has its sentence beside it, so color is never needed.
    """
    chosen = found[:rows]
    height = 60 + _ROW * len(chosen)
    total = _LEFT + _BARS + _RIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12" role="img" '
        f'aria-label="{escape(title, quote=True)}">',
        f'<text x="12" y="24" font-size="15" font-weight="600">{escape(title)}</text>',
    ]
    # The limit stands at two thirds of the bars' room, so that what is past it shows as well.
    limit = _LEFT + _BARS * 2 / 3
    for index, each in enumerate(chosen):
        top = 44 + index * _ROW
        length = min(_share(each), 1.5) * _BARS * 2 / 3
        name = f"{each.line.fact} {float(each.line.limit):g} ({each.line.provision.split('/')[-1]})"
        color = "#1f4e79" if each.binds else "#9db8d2"
        parts += [
            f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_LEFT}" y="{top + 3}" width="{length:.1f}" height="14" fill="{color}"/>',
            f'<text x="{_LEFT + _BARS + 8}" y="{top + 14}">{escape(each.says())}</text>',
        ]
    bottom = 44 + _ROW * len(chosen)
    parts += [
        f'<line x1="{limit:.1f}" x2="{limit:.1f}" y1="40" y2="{bottom}" stroke="#b3261e"/>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
