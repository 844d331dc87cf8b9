"""The backtracks as bars: from each restriction to what undid it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.lanes import LEFT, ROW, WIDTH, href_of, short, source_part
from licet.charts.times import time_scale
from licet.timeline import STANDING, Backtrack

WRITTEN = {"yes": "loosen", "no": "said", "partly": "neutral", "n.a.": "neutral"}


def reversals(pairs: Sequence[Backtrack], source: str = "", known_on: date | None = None) -> Chart:
    """The backtracks: a bar from each restriction to what undid it.

    Args:
        pairs: The backtracks, as known on the day of knowledge.
        source: The rule set, for the source line.
        known_on: The day of knowledge.
    """
    ranked = sorted(pairs, key=lambda b: b.restriction.acted.first)
    days = [day for pair in ranked for day in _ends(pair)]
    first, last = min(days, default=date(2022, 1, 1)), max(days, default=date(2026, 1, 1))
    marks: list[Mark] = []
    ticks = []
    for row, pair in enumerate(ranked):
        middle = len(ranked) - row - 0.5
        ticks.append((middle, short(f"{pair.restriction.announced}  {pair.restriction.summary}")))
        says = (
            f"{pair.restriction.instrument}\nundone after {pair.days} days: "
            f"{pair.reversal.instrument}\nin writing: {pair.written}; {STANDING[pair.standing]}"
        )
        left, right = (day.toordinal() for day in sorted(_ends(pair)))
        href = href_of(pair.reversal, known_on)
        marks.append(Mark("rect", left, middle - 0.22, max(right, left + 1), middle + 0.22,
                          kind=WRITTEN[pair.written], says=says, href=href))  # fmt: skip
        marks.append(Mark("text", right, middle, text=f"{pair.days} d", dx=5, dy=4, size=10))
    return Chart(
        name="backtracks",
        title="Backtracks: from the restriction to what undid it"
        + (f", as known on {known_on}" if known_on else ""),
        subtitle=f"{len(ranked)} pair{'' if len(ranked) == 1 else 's'}; the color tells whether the "
        "reversal is a legal text"
        if ranked
        else "No reversal fits; take a filter away",
        source=f"licet timeline; sources stand with each event{source_part(source)}",
        width=WIDTH,
        height=max(len(ranked), 1) * ROW,
        x=time_scale(date(first.year, 1, 1), date(last.year + 1, 1, 1)),
        y=Scale("linear", 0, float(max(len(ranked), 1)), "", tuple(ticks)),
        marks=tuple(marks),
        legend=(
            Key("loosen", "in a legal text"),
            Key("said", "said only"),
            Key("neutral", "partly, or no text is due"),
        ),
        columns=("restriction", "reversal", "kind", "days", "written", "standing"),
        rows=tuple(
            (b.restriction.id, b.reversal.id, b.kind, b.days, b.written, STANDING[b.standing])
            for b in ranked
        ),
        left=LEFT,
    )


def _ends(pair: Backtrack) -> tuple[date, date]:
    """The days between which `days` of a pair counts; the second may lie before the first."""
    start = pair.restriction.acted.first
    if pair.reversal.scheduled and pair.reversal.effective:
        start = (pair.restriction.effective or pair.restriction.acted).first
    return start, start + timedelta(days=pair.days)
