"""Reports that stand alone in one HTML file: text, tables and charts, no script, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

import licet
from licet.charts.stance import lead_of
from licet.errors import LicetError
from licet.orders.charts import bars, money
from licet.orders.targets import publish
from licet.orders.turn import GROUPS, KINDS, Turned

_MOST: Final = 12
_NUMBER: Final = re.compile(r"-?\$?[0-9][0-9,.]*( million| billion|%)?")
_BY: Final = {"week": "week, from Monday"}
_OPEN: Final = "can't be told yet"
_COLORS: Final = {"held": "#c53030", "freed": "#2f855a"}
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a202c;background:#fff}table{border-collapse:collapse;margin:.5rem 0 1.5rem;"
    "display:block;overflow-x:auto}"
    "th,td{text-align:left;padding:.2rem .9rem .2rem 0;vertical-align:top;"
    "border-bottom:1px solid #e2e8f0}td.n,th.n{text-align:right;white-space:nowrap}h2{margin-top:2rem}"
    "svg{max-width:100%;height:auto;margin:.5rem 0}.note{color:#4a5568}"
)


def page(title: str, parts: Iterable[str]) -> str:
    """A whole HTML page."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n"
        f'<p class="note">licet {licet.__version__}. It informs; it does not give legal advice.</p>'
        "</body></html>\n"
    )


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An HTML table; columns of numbers and sums stand on the right.

    >>> table(["a", "b"], [[1, "-$2.50 million"]])
    '<table><tr><th class="n">a</th><th class="n">b</th></tr>\
<tr><td class="n">1</td><td class="n">-$2.50 million</td></tr></table>'
    """
    every = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    sums = [
        bool(every) and all(not row[at] or _NUMBER.fullmatch(row[at]) for row in every)
        for at in range(len(headings))
    ]
    kinds = [' class="n"' if each else "" for each in sums]
    lines = [("th", headings), *(("td", row) for row in every)]
    body = "".join(
        "<tr>"
        + "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>"
                  for kind, cell in zip(kinds, row, strict=True))
        + "</tr>"
        for tag, row in lines
    )  # fmt: skip
    return f"<table>{body}</table>"


def turn_charts(turned: Turned) -> Mapping[str, str]:
    """The charts of a turn by name, as SVG."""
    found = {}
    for (kind, group), rows in turned.groups.items():
        if kind not in _COLORS or (len(rows) == 1 and rows[0].name == "(not given)"):
            continue
        shown = rows if group == "week" else rows[:_MOST]
        found[f"{kind}-{group}"] = bars(
            f"{KINDS[kind].capitalize()} by {_BY.get(group, group)}, value in US dollars",
            [
                (g.name, float(g.value_usd), f"{money(float(g.value_usd))}, {_counted(g.lines)}")
                for g in shown
            ],
            color=_COLORS[kind],
        )
    return found


def _counted(lines: int) -> str:
    return f"{lines:,} {'line' if lines == 1 else 'lines'}"


def turn_page(turned: Turned) -> str:
    """The report of a turn of policy."""
    parts = [
        f"<p>{lead_of(turned.stance)}. Before: {escape(turned.before.words)}. "
        f"After: {escape(turned.after.words)}.</p>",
        f"<p>{turned.lines:,} lines read, {turned.lines - turned.rejected:,} compared, "
        f"{turned.rejected:,} not decided. Values are quantity times unit price in US dollars; lines "
        "without one count as lines only. A line that can't be told counts as held.</p>",
        table(
            ["What became of the line", "Lines", "Value"],
            [
                (words, turned.kinds[kind][0], money(float(turned.kinds[kind][1])))
                for kind, words in KINDS.items()
                if kind in turned.kinds
            ]
            or [("no line changes", 0, "")],
        ),
    ]
    charts = turn_charts(turned)
    for kind, words in KINDS.items():
        if kind not in turned.kinds:
            continue
        parts.append(f"<h2>{escape(words.capitalize())}</h2>")
        parts.append(_causes(turned, kind))
        if kind == "held":
            parts.append(_answers(turned))
            parts.append(_rescues(turned))
        parts += [charts[f"{kind}-{group}"] for group in GROUPS if f"{kind}-{group}" in charts]
    parts += [f'<p class="note">{escape(note)}</p>' for note in turned.notes]
    return page("Turn of policy", parts)


def _causes(turned: Turned, kind: str) -> str:
    causes = turned.causes.get(kind, [])
    if kind == "conditions":
        rows = [(cause, lines, money(float(value))) for cause, lines, value in causes]
        return table(["What changed", "Lines", "Value"], rows)
    titled = [
        (cause, turned.titles.get(cause, ""), lines, money(float(value)))
        for cause, lines, value in causes
    ]
    return table(["By", "What it is", "Lines", "Value"], titled)


def _answers(turned: Turned) -> str:
    rows = [
        (_OPEN if verdict == "indeterminate" else verdict, lines, money(float(value)))
        for verdict, lines, value in turned.answers.get("held", ())
    ]
    return table(["Answer after the change", "Lines", "Value"], rows)


def _rescues(turned: Turned) -> str:
    rows = [
        (rescue or "none", lines, money(float(value))) for rescue, lines, value in turned.rescues
    ]
    return table(["License exception that may rescue them", "Lines", "Value"], rows) + (
        '<p class="note">(open): the exception hangs on conditions or facts that the book does not '
        "show. <code>licet orders why</code> lists them for a line.</p>"
    )


def export_charts(charts: Mapping[str, str], stem: Path, kind: str) -> list[Path]:
    """Write charts as files for slides: ``svg``, or ``png`` where a converter is installed."""
    made = []
    for name, svg in charts.items():
        target = stem.with_name(f"{stem.stem}-{name}.{kind}")
        if kind == "svg":
            publish(target, svg)
        else:
            try:
                import vl_convert
            except ImportError as error:
                raise LicetError(
                    "PNG needs vl-convert-python", hint="pip install 'licet[charts]', or SVG"
                ) from error
            publish(target, vl_convert.svg_to_png(svg, scale=2))
        made.append(target)
    return made
