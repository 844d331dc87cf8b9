"""Exposure as a waterfall: from the value of a whole book down to what may ship."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.stance import lead_of
from licet.reports.words import CLASSES, WORDS

WIDTH, HEIGHT = 760, 320
HELD = ("prohibited", "license-required", "indeterminate")
FREE = ("license-exception", "no-license-required", "not-subject")


def dollars(value: float) -> str:
    """A sum of dollars in few letters.

    >>> dollars(1_234_000), dollars(950)
    ('$1.23M', '$950')
    """
    for limit, word in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"${value / limit:.3g}{word}"
    return f"${value:,.0f}"


def waterfall(
    value: Mapping[str, float],
    lines: Mapping[str, int],
    source: str,
    stance: str = "practice",
    unvalued: int = 0,
) -> Chart:
    """The waterfall.

    Args:
        value: US dollars by verdict.
        lines: Lines by verdict.
        source: Where the book and the answers come from.
        stance: The layer whose verdicts these are.
        unvalued: How many lines have no quantity or price that can be read.
    """
    whole = sum(value.values())
    steps: list[tuple[str, str, float, float, int]] = [
        ("whole book", "outside", 0.0, whole, sum(lines.values()))
    ]
    left = whole
    for verdict in HELD:
        if lines.get(verdict):
            steps.append((WORDS[verdict], CLASSES[verdict], left - value.get(verdict, 0.0), left,
                          lines[verdict]))  # fmt: skip
            left -= value.get(verdict, 0.0)
    for verdict in FREE:
        if lines.get(verdict):
            top = left
            left -= value.get(verdict, 0.0)
            steps.append((WORDS[verdict], CLASSES[verdict], left, top, lines[verdict]))
    return Chart(
        name="exposure",
        title="What the book is worth, by what may become of it",
        subtitle=f"{lead_of(stance)}; lines without quantity or price count as nothing",
        source=source,
        width=WIDTH,
        height=HEIGHT,
        x=Scale(
            "linear",
            0,
            float(len(steps)),
            "",
            tuple((i + 0.5, name) for i, (name, *_) in enumerate(steps)),
        ),
        y=Scale("linear", 0, whole * 1.12 or 1.0, "", money_ticks(whole)),
        marks=tuple(_marks(steps)),
        legend=tuple(Key(CLASSES[v], WORDS[v]) for v in (*HELD, *FREE) if lines.get(v)),
        columns=("what", "usd", "lines"),
        rows=tuple((name, high - low, count) for name, _, low, high, count in steps),
        notes=tuple(_notes(sum(lines.values()), unvalued)),
        left=80,
    )


def _notes(whole: int, unvalued: int) -> Iterator[str]:
    if unvalued:
        yield (
            f"{unvalued:,} of {whole:,} lines count as nothing: their quantity or unit price is not "
            "mapped, is empty, or is no plain number (write 12000.50)."
        )


def _marks(steps: Sequence[tuple[str, str, float, float, int]]) -> list[Mark]:
    marks = []
    for column, (name, kind, low, high, count) in enumerate(steps):
        says = f"{name}\n{dollars(high - low)} in {count:,} lines"
        marks.append(Mark("rect", column + 0.14, low, column + 0.86, high, kind=kind, says=says))
        marks.append(Mark("text", column + 0.5, high, text=dollars(high - low), dy=-6,
                          anchor="middle", size=12))  # fmt: skip
        if column + 1 < len(steps):
            edge = low if column else high
            marks.append(Mark("rule", column + 0.86, edge, column + 1.14, edge, kind="line"))
    return marks


def money_ticks(most: float) -> tuple[tuple[float, str], ...]:
    """Round sums of an axis up to the most that is shown.

    >>> [label for _, label in money_ticks(4_700_000)]
    ['$0', '$1M', '$2M', '$3M', '$4M']
    """
    if most <= 0:
        return ((0.0, "$0"),)
    rough = most / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * size for size in (1, 2, 2.5, 5, 10) if power * size >= rough * 0.7)
    return tuple((step * n, dollars(step * n)) for n in range(int(most / step) + 1))
