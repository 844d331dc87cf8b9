"""A chart as Vega-Lite: the same marks, for notebooks (Altair), editors and converters."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from licet.charts.chart import Chart, Mark, Scale
from licet.charts.palette import FILLS, INK, MUTED, PAPER
from licet.errors import LicetError

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_SHAPES = {
    "circle": "circle", "square": "square", "triangle": "triangle-up", "diamond": "diamond",
    "cross": "cross",
}  # fmt: skip


def vega(chart: Chart) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    by_shape: dict[str, list[Mark]] = defaultdict(list)
    for mark in chart.marks:
        by_shape[mark.shape].append(mark)
    layers = [
        layer
        for shape in ("area", "rect", "rule", "dot", "text")
        if by_shape[shape]
        for layer in _layers(chart, shape, by_shape[shape])
    ]
    return {
        "$schema": SCHEMA,
        "title": {
            "text": chart.title,
            "subtitle": [chart.subtitle, chart.source],
            "anchor": "start",
        },
        "width": chart.width,
        "height": chart.height,
        "background": PAPER,
        "config": {
            "view": {"stroke": None},
            "axis": {"gridColor": FILLS["grid"], "labelColor": MUTED},
        },
        "layer": layers,
    }


def altair(chart: Chart) -> Any:
    """The chart as an Altair chart, for notebooks.

    Raises:
        LicetError: Altair is not installed.
    """
    try:
        import altair as alt
    except ImportError as error:
        raise LicetError("this needs `altair`", hint="pip install 'licet[charts]'") from error
    return alt.Chart.from_dict(vega(chart))


def _layers(chart: Chart, shape: str, marks: list[Mark]) -> list[dict[str, Any]]:
    rows = [_row(chart, mark) for mark in marks]
    where = _where(chart)
    color = {"field": "color", "type": "nominal", "scale": None}
    told = {"field": "says", "type": "nominal"}
    if shape == "rect":
        return [_layer(rows, {"type": "rect", "clip": True}, {**where, **_second(), "fill": color})]
    if shape == "rule":
        return [
            _layer(rows, {"type": "rule", "clip": True}, {**where, **_second(), "stroke": color})
        ]
    if shape == "dot":
        coded = {"field": "shape", "type": "nominal", "scale": None}
        fill = {"field": "fill", "type": "nominal", "scale": None}
        size = {"field": "area", "type": "quantitative", "scale": None}
        encoding = {
            **where,
            "fill": fill,
            "stroke": color,
            "shape": coded,
            "size": size,
            "tooltip": told,
        }
        return [_layer(rows, {"type": "point", "clip": True}, encoding)]
    if shape == "area":
        return [_areas(rows)]
    # Offsets and anchors are properties of a mark, so texts go in groups that share them.
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for mark, row in zip(marks, rows, strict=True):
        groups[(mark.dx, mark.dy, mark.anchor, mark.size, mark.kind)].append(row)
    found = []
    for (dx, dy, anchor, size, kind), group in groups.items():
        style = {
            "type": "text", "dx": dx, "dy": dy, "baseline": "alphabetic", "fontSize": size or 11,
            "align": {"start": "left", "middle": "center", "end": "right"}[anchor],
            "color": MUTED if kind == "zone" else INK,
            "fontStyle": "italic" if kind == "zone" else "normal", "clip": True,
        }  # fmt: skip
        text = {"field": "text", "type": "nominal"}
        found.append(_layer(group, style, {**where, "text": text}))
    return found


def _layer(rows: list[dict[str, Any]], mark: Any, encoding: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _where(chart: Chart) -> dict[str, Any]:
    return {"x": _axis("x", chart.x), "y": _axis("y", chart.y)}


def _second() -> dict[str, Any]:
    return {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def _axis(field: str, scale: Scale) -> dict[str, Any]:
    plain = scale.kind == "none"
    values = [value for value, _ in scale.ticks]
    labels = {f"{value:.10g}": label for value, label in scale.ticks}
    axis: Any = None
    if not plain:
        axis = {"values": values, "labelExpr": f"{_table(labels)}[datum.value] || datum.label"}
    kind = "log" if scale.kind == "log" else "linear"
    return {
        "field": field,
        "type": "quantitative",
        "title": scale.title or None,
        "scale": {"type": kind, "domain": [scale.low, scale.high], "nice": False, "zero": False},
        "axis": axis,
    }


def _table(labels: dict[str, str]) -> str:
    import json

    return json.dumps(labels)


def _row(chart: Chart, mark: Mark) -> dict[str, Any]:
    color = FILLS.get(mark.kind, INK)
    hollow = mark.form.endswith("-open")

    def inside(value: float, scale: Scale) -> float:
        return min(max(value, scale.low), scale.high)

    row: dict[str, Any] = {
        "x": inside(mark.x, chart.x),
        "y": inside(mark.y, chart.y),
        "text": mark.text,
        "color": color,
    }
    if mark.shape in {"rect", "rule"}:
        row.update(x2=inside(mark.x2, chart.x), y2=inside(mark.y2, chart.y))
    if mark.shape == "dot":
        form = mark.form.removesuffix("-open")
        row.update(
            fill=PAPER if hollow else color,
            shape=_SHAPES[form],
            area=round(3.2 * (mark.size or 4.5) ** 2, 1),
            says=mark.says,
        )
    if mark.shape == "area":
        row.update(path=mark.path, name=mark.name, says=mark.says, top=mark.y)
    return row


def _areas(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Outlines in pixels: a custom shape of size 4 is drawn at its own scale."""
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "size": 4, "strokeWidth": 0.6, "stroke": PAPER, "opacity": 1},
        "encoding": {
            "x": {"value": 0},
            "y": {"value": -rows[0]["top"]},
            "shape": {"field": "path", "type": "nominal", "scale": None},
            "fill": {"field": "color", "type": "nominal", "scale": None},
            "tooltip": {"field": "says", "type": "nominal"},
        },
    }
