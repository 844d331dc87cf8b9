"""Headroom as bars: each figure as a share of the line it stands next to, binding lines first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.questions.headroom import Headroom
from licet.reports.words import CLASSES, WORDS
from licet.rules.values import Interval

ROW, WIDTH, LEFT = 30, 420, 300
MOST = 14
_REST = re.compile(r"[,;]| \(")
PAST = 2.0
"""How far past a line the bars go on, as a share of the limit."""


def ranked(found: Sequence[Headroom]) -> list[Headroom]:
    """The lines that bind, nearest first, then the others; each line of a fact once."""
    seen: set[tuple[str, Fraction, bool]] = set()
    rows = []
    for each in sorted(found, key=lambda h: (not h.binds, h.percent)):
        key = (each.line.fact, each.line.limit, each.line.inclusive)
        if key not in seen:
            seen.add(key)
            rows.append(each)
    return rows[:MOST]


def bars(
    found: Sequence[Headroom],
    title: str,
    subtitle: str,
    source: str,
    notes: tuple[str, ...] = (),
) -> Chart:
    """The bars of a chip.

    Args:
        found: The distances, as `licet.questions.headroom` gives them.
        title, subtitle: What chip, where and when.
        source: The rule set it rests on.
        notes: What else has to be said.
    """
    rows = ranked(found)
    marks: list[Mark] = []
    ticks = []
    for number, each in enumerate(rows):
        middle = len(rows) - number - 0.5
        ticks.append((middle, f"{place_of(each.line.cite)}: {_fact(each)}"[:56]))
        kind = CLASSES[each.there.verdict] if each.binds else "none"
        across = WORDS[each.there.verdict] if each.binds else "changes nothing"
        says = f"{each.says()}\nacross the line: {across}\n{each.line.cite}"
        marks.append(Mark("rect", 0, middle - 0.26, min(share(each), PAST), middle + 0.26,
                          kind="outside", says=says))  # fmt: skip
        marks.append(Mark("rule", 1, middle - 0.42, 1, middle + 0.42, kind="now"))
        marks.append(Mark("dot", 1, middle, kind=kind, form="diamond", size=4.6))
        marks.append(Mark("text", PAST, middle, text=_distance(each), dx=8, dy=4, size=11))
    high = float(max(len(rows), 1))
    return Chart(
        name="headroom",
        title=title,
        subtitle=subtitle,
        source=f"licet, {source}",
        width=WIDTH,
        height=ROW * max(len(rows), 1),
        x=Scale(
            "linear",
            0,
            PAST,
            "the figure as a share of the limit",
            ((0, "0"), (0.5, "50%"), (1, "limit"), (1.5, "150%"), (2, "200%")),
        ),
        y=Scale("linear", 0, high, "", tuple(ticks)),
        marks=tuple(marks),
        legend=tuple(_legend(rows)),
        columns=("provision", "cite", "fact", "value", "limit", "unit", "percent", "binds", "says"),
        rows=tuple(
            (
                h.line.provision,
                h.line.cite,
                h.word,
                _number(h.value),
                float(h.line.limit),
                h.unit,
                round(float(h.percent), 4),
                h.binds,
                h.says(),
            )
            for h in found
        ),
        notes=notes,
        left=LEFT,
        right=190,
    )


def _legend(rows: Sequence[Headroom]) -> Iterator[Key]:
    across = {each.there.verdict for each in rows if each.binds}
    for verdict, kind in CLASSES.items():
        if verdict in across:
            yield Key(kind, f"across the line: {WORDS[verdict].lower()}", "diamond")
    if not all(each.binds for each in rows):
        yield Key("none", "crossing it changes nothing", "diamond")


def place_of(cite: str) -> str:
    """Where a line stands, in few letters.

    >>> place_of("15 CFR 774, Supp. No. 1, ECCN 3A090.b"), place_of("15 CFR 742.6(b)(10)")
    ('3A090.b', '742.6(b)(10)')
    """
    return _REST.split(cite.rpartition("ECCN ")[2].removeprefix("15 CFR "))[0]


def share(each: Headroom) -> float:
    """The figure as a share of the limit; of a range its lower end."""
    return _number(each.value) / float(each.line.limit) if each.line.limit else 0.0


def _number(value: Fraction | Interval) -> float:
    if isinstance(value, Fraction):
        return float(value)
    for end in (value.low, value.high):
        if isinstance(end, Fraction):
            return float(end)
    return 0.0


def _fact(each: Headroom) -> str:
    """The line in the words of the vocabulary: ``interconnect 600 GB/s``."""
    # The unit of TPP is its name.
    unit = "" if each.line.fact == "tpp" else each.unit.replace("mm2", "mm²")
    return f"{each.word} {float(each.line.limit):,.6g} {unit}".rstrip()


def _distance(each: Headroom) -> str:
    if each.side == "at":
        return "exactly at the line"
    if each.side == "across":
        return "on both sides"
    return f"{float(each.percent):,.3g}% {each.side}" + ("" if each.binds else ", no effect")
