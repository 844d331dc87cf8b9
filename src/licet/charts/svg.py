"""A chart as SVG: for a page, where style sheets color it, or as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap

from licet.charts.chart import Chart, Key, Mark
from licet.charts.labels import width_of
from licet.charts.palette import FILLS, INK, MUTED, PAPER

EDGE, TOP, BOTTOM = 26, 12, 48
HEAD, FOOT = 62, 30
MARGIN = 14
TALL = 640
FONT = "'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"


def svg(chart: Chart, *, alone: bool = False) -> str:
    """The chart as SVG.

    Args:
        chart: The chart.
        alone: As a file of its own: with title, source, colors and legend; links left out.
    """
    left = chart.left if chart.y.kind != "none" else EDGE
    bottom = BOTTOM if chart.x.kind != "none" else EDGE
    wide = left + chart.width + chart.right
    around = _Around(chart, wide) if alone else None
    head = around.head if around else 0
    # Tall charts carry their dates above as well.
    head += 18 if chart.height > TALL and chart.x.kind != "none" else 0
    high = TOP + chart.height + bottom + head + (around.foot if around else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {wide} {high}" '
        + (f'width="{wide}" height="{high}" font-family="{FONT}" ' if alone else "")
        + f'role="group" aria-label="{escape(chart.title)}">'
    ]
    if around:
        parts += around.drawn(high)
    parts.append(f'<g transform="translate({left} {TOP + head})">')
    parts += _axes(chart, alone)
    parts += [_mark(chart, mark, alone) for mark in chart.marks]
    parts.append("</g></svg>")
    return "".join(parts)


class _Around:
    """What stands around the picture in a file: title, subtitle and legend above, notes below."""

    def __init__(self, chart: Chart, wide: int) -> None:
        self.chart, self.wide = chart, wide
        room = wide - 2 * MARGIN
        self.lead = wrap(chart.subtitle, int(room / 6.1)) or [""]
        self.legend = list(_rows_of(chart.legend, room))
        self.notes = [
            line for text in (*chart.notes, chart.source) for line in wrap(text, int(room / 5.2))
        ]

    @property
    def head(self) -> int:
        return HEAD + 16 * (len(self.lead) - 1) + 18 * len(self.legend)

    @property
    def foot(self) -> int:
        return FOOT + 14 * (len(self.notes) - 1)

    def drawn(self, high: int) -> Iterator[str]:
        yield f'<rect width="{self.wide}" height="{high}" fill="{PAPER}"/>'
        yield _line(26, self.chart.title, 18, INK, ' font-weight="600"')
        for number, text in enumerate(self.lead):
            yield _line(46 + 16 * number, text, 12.5, MUTED)
        top = 46 + 16 * (len(self.lead) - 1)
        for number, row in enumerate(self.legend, 1):
            for key, x in row:
                base = top + 18 * number + 2
                style = f'fill="{FILLS[key.kind]}" stroke="{FILLS[key.kind]}"'
                yield _dot(x + 5, base - 4, 5, key.form, style)
                yield _line(base, key.text, 11.5, INK, x=x + 15)
        for number, text in enumerate(reversed(self.notes)):
            yield _line(high - 12 - 14 * number, text, 10.5, MUTED)


def _rows_of(legend: Sequence[Key], room: float) -> Iterator[list[tuple[Key, float]]]:
    """The keys of a legend with their places, in as many rows as they need."""
    row: list[tuple[Key, float]] = []
    x = float(MARGIN)
    for key in legend:
        wide = 15 + width_of(key.text) + 18
        if row and x + wide > room + MARGIN:
            yield row
            row, x = [], float(MARGIN)
        row.append((key, x))
        x += wide
    if row:
        yield row


def _line(y: float, text: str, size: float, fill: str, more: str = "", x: float = MARGIN) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{more} fill="{fill}">{escape(text)}</text>'
    )


def _style(alone: bool, kind: str, **plain: str) -> str:
    """Presentation of a part: by class on pages, by attributes in files."""
    if not alone:
        return f'class="{kind}"'
    return " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in plain.items())


def _axes(chart: Chart, alone: bool) -> Iterator[str]:
    grid = _style(alone, "grid", stroke=FILLS["grid"], stroke_width="1")
    tick = _style(alone, "tick", fill=MUTED, font_size="11")
    name = _style(alone, "axis", fill=INK, font_size="12.5")
    if chart.x.kind != "none":
        for value, label in chart.x.ticks:
            x = chart.px(value)
            yield f'<line {grid} x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{chart.height}"/>'
            for base in (-8, chart.height + 17) if chart.height > TALL else (chart.height + 17,):
                yield f'<text {tick} x="{x:.1f}" y="{base}" text-anchor="middle">{escape(label)}</text>'
        if chart.x.title:
            yield f'<text {name} x="{chart.width / 2}" y="{chart.height + 38}" text-anchor="middle">{escape(chart.x.title)}</text>'
    if chart.y.kind != "none":
        for value, label in chart.y.ticks:
            y = chart.py(value)
            yield f'<line {grid} x1="0" x2="{chart.width}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text {tick} x="-8" y="{y + 4:.1f}" text-anchor="end">{escape(label)}</text>'
        middle = chart.height / 2
        if not chart.y.title:
            return
        yield f'<text {name} transform="translate(-52 {middle}) rotate(-90)" text-anchor="middle">{escape(chart.y.title)}</text>'


def _mark(chart: Chart, mark: Mark, alone: bool) -> str:
    body = _body(chart, mark, alone)
    if alone or not (mark.href or mark.says):
        return body
    # What is read aloud is what the card shows, line by line; said once, since there are many.
    says = " data-says" if mark.says else ""
    label = escape(mark.says or mark.text).replace("\n", "&#10;")
    if mark.href:
        return f'<a href="{escape(mark.href)}" aria-label="{label}"{says}>{body}</a>'
    return f'<g tabindex="0" role="img" aria-label="{label}"{says}>{body}</g>'


def _body(chart: Chart, mark: Mark, alone: bool) -> str:
    fill = FILLS.get(mark.kind, INK)
    if mark.shape == "area":
        style = _style(alone, f"fill-{mark.kind}", fill=fill, stroke=PAPER, stroke_width="0.6")
        move = f' transform="translate(0 {-mark.y:g})"' if mark.y else ""
        return f'<path {style} data-name="{escape(mark.name)}" d="{mark.path}"{move}/>'
    x, y = chart.px(mark.x), chart.py(mark.y)
    if mark.shape == "rect":
        x2, y2 = chart.px(mark.x2), chart.py(mark.y2)
        style = _style(alone, f"fill-{mark.kind}", fill=fill)
        if alone and mark.kind == "dead":
            # An open bar: what lies under it stays to be seen.
            style = f'fill="{PAPER}" fill-opacity="0.55" stroke="{fill}" stroke-dasharray="5 3"'
        return (
            f'<rect {style} x="{min(x, x2):.1f}" y="{min(y, y2):.1f}" '
            f'width="{abs(x2 - x):.1f}" height="{abs(y2 - y):.1f}"{mark.path}/>'
        )
    if mark.shape == "rule":
        x2, y2 = chart.px(mark.x2), chart.py(mark.y2)
        style = _style(alone, f"rule-{mark.kind}", stroke=fill, stroke_width="1.2")
        return f'<line {style} x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
    if mark.shape == "dot":
        style = _style(alone, f"dot fill-{mark.kind}", fill=fill, stroke=PAPER, stroke_width="0.9")
        if mark.form.endswith("-open"):
            style = _style(
                alone, f"dot hollow ring-{mark.kind}", fill=PAPER, stroke=fill, stroke_width="1.8"
            )
        return _dot(x, y, mark.size or 4.5, mark.form.removesuffix("-open"), style)
    style = _style(
        alone, f"label {mark.kind}".strip(), fill=_INKS.get(mark.kind, INK),
        font_size=f"{mark.size or 11:g}", font_style="italic" if mark.kind == "zone" else "normal",
        font_weight="600" if mark.kind == "lane" else "normal",
        **({} if mark.kind in _ON_FILL else _HALO),
    )  # fmt: skip
    size = f' font-size="{mark.size or 11:g}"' if not alone else ""
    return (
        f'<text {style}{size} x="{x + mark.dx:.1f}" y="{y + mark.dy:.1f}" '
        f'text-anchor="{mark.anchor}">{escape(mark.text)}</text>'
    )


_INKS = {"zone": MUTED, "on-dark": PAPER}
_ON_FILL = frozenset({"on-fill", "on-dark"})
# A soft edge of paper, so that a label can be read where it crosses a line.
_HALO = {
    "paint_order": "stroke", "stroke": PAPER, "stroke_width": "2.6", "stroke_opacity": "0.8",
    "stroke_linejoin": "round",
}  # fmt: skip


def _dot(x: float, y: float, r: float, form: str, style: str) -> str:
    if form == "circle":
        return f'<circle {style} cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"/>'
    points: tuple[tuple[float, float], ...]
    if form == "cross":
        # Two bars of a third of the width across each other.
        a, b = r * 0.42, r * 1.15
        points = ((-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a),
                  (-b, a), (-b, -a), (-a, -a))  # fmt: skip
        points = tuple(((px - py) * 0.7071 + x, (px + py) * 0.7071 + y) for px, py in points)
    elif form == "triangle":
        points = ((x, y - r * 1.2), (x + r * 1.15, y + r * 0.9), (x - r * 1.15, y + r * 0.9))
    elif form == "diamond":
        points = ((x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y))
    else:
        s = r * 0.92
        points = ((x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s))
    text = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    return f'<polygon {style} points="{text}"/>'
