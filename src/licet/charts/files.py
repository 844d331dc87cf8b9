"""A chart as the bytes of a file: SVG, PNG, CSV, Vega-Lite JSON."""

from __future__ import annotations

import csv
import io
import json

from licet.charts.chart import Chart
from licet.charts.svg import svg
from licet.charts.vega import vega
from licet.errors import BadInput, LicetError

MEDIA = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "vl.json": "application/json",
}
"""Kind of file to media type."""
SCALE = 2.0


def file_of(chart: Chart, kind: str) -> bytes:
    """The chart as a file.

    Args:
        chart: The chart.
        kind: ``svg``, ``png``, ``csv`` or ``vl.json``.

    Raises:
        BadInput: There is no such kind.
        LicetError: A PNG was asked for and the extra is not installed.
    """
    if kind == "svg":
        return svg(chart, alone=True).encode()
    if kind == "png":
        try:
            import vl_convert
        except ImportError as error:
            raise LicetError(
                "a PNG needs `vl-convert-python`", hint="pip install 'licet[charts]'"
            ) from error
        return bytes(vl_convert.svg_to_png(svg(chart, alone=True), scale=SCALE))
    if kind == "csv":
        return table_of(chart).encode()
    if kind == "vl.json":
        return json.dumps(vega(chart), indent=1, ensure_ascii=False).encode()
    raise BadInput(f"no such kind of file: `{kind[:20]}`", hint=", ".join(MEDIA))


def table_of(chart: Chart) -> str:
    """The chart's table as CSV, with headings and nothing else, so that any program reads it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(chart.columns)
    writer.writerows([cell(value) for value in row] for row in chart.rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A cell; a text that a spreadsheet would run as a formula gets a leading quote.

    >>> cell("=1+1"), cell(-2.5), cell(True)
    ("'=1+1", '-2.5', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
