"""What a scenario makes of held lines: by quarter with its range, and as a waterfall of one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.waterfall import dollars, money_ticks
from licet.orders.exposure import Exposure
from licet.orders.scenario import CASES

WIDTH, HEIGHT = 760, 320
PARTS: Mapping[str, tuple[str, str]] = {
    "lost": ("lost", "required"),
    "share": ("share or duty paid", "open"),
    "write_down": ("write-down of stock", "barred"),
}
"""What is gone for good, with its words and kind of mark."""
HELD: Mapping[str, str] = {"practice": "in practice", "text": "by the codified text"}


def cost_of(found: Exposure, quarter: str, case: str) -> float:
    """US dollars gone for good in a quarter: revenue lost, shares paid, stock written down."""
    return sum((getattr(found, part).get((quarter, case), 0.0) for part in PARTS), 0.0)


def quarters(found: Exposure, source: str) -> Chart:
    """For each quarter the cost from the low to the high case, with the base case as a dot."""
    names = found.quarters
    costs = [tuple(cost_of(found, name, case) for case in CASES) for name in names]
    most = max((max(cost) for cost in costs), default=0.0)
    marks: list[Mark] = []
    for column, (name, (low, base, high)) in enumerate(zip(names, costs, strict=True)):
        x = column + 0.5
        says = f"{name}\nbase case {dollars(base)}\nfrom {dollars(low)} to {dollars(high)}"
        marks.append(Mark("rect", x - 0.14, min(low, high), x + 0.14, max(low, high),
                          kind="outside", says=says))  # fmt: skip
        marks.append(Mark("dot", x, base, kind="required", form="diamond", size=6))
        marks.append(Mark("text", x, max(low, base, high), text=dollars(base), dy=-10,
                          anchor="middle", size=12))  # fmt: skip
    return Chart(
        name="exposure-quarters",
        title="What it may cost, by quarter",
        subtitle=f"{found.scenario.title}: revenue lost, shares paid and stock written down; "
        "low loses least, high most",
        source=source,
        width=WIDTH,
        height=HEIGHT,
        x=Scale("linear", 0, float(max(len(names), 1)), "",
                tuple((i + 0.5, name) for i, name in enumerate(names))),
        y=Scale("linear", 0, most * 1.15 or 1.0, "", money_ticks(most)),
        marks=tuple(marks),
        legend=(Key("outside", "from the low to the high case"),
                Key("required", "the base case", "diamond")),
        columns=("quarter", "what", *CASES),
        rows=tuple(table(found)),
        notes=tuple(_notes(found)),
        left=80,
    )  # fmt: skip


def table(found: Exposure) -> list[tuple[str, str, float, float, float]]:
    """Quarter, what, and US dollars in the low, base and high case; rows of nothing left out."""
    rows = []
    for quarter in found.quarters:
        risk = found.revenue_at_risk.get(quarter, 0.0)
        rows.append((quarter, "revenue at risk", risk, risk, risk))
        parts = {"lost": "lost", "moved": "moved in (+) or out (-)",
                 "share": "share or duty paid", "write_down": "write-down of stock"}  # fmt: skip
        for part, words in parts.items():
            cells = getattr(found, part)
            low, base, high = (cells.get((quarter, case), 0.0) for case in CASES)
            if low or base or high:
                rows.append((quarter, words, low, base, high))
    return rows


def scenario_waterfall(found: Exposure, case: str, source: str) -> Chart:
    """The revenue at risk of all quarters, down to what is kept in its quarter, in one case."""
    risk = sum(found.revenue_at_risk.values())
    total = {name: _sum(getattr(found, name), case) for name in PARTS}
    moved = sum(-value for (_, c), value in found.moved.items() if c == case and value < 0)
    steps = [("revenue at risk", "outside", 0.0, risk)]
    left = risk
    for words, kind, value in (
        ("lost", "required", total["lost"]),
        ("share or duty paid", "open", total["share"]),
        ("moved to a later quarter", "exception", moved),
    ):
        if value:
            steps.append((words, kind, left - value, left))
            left -= value
    steps.append(("kept in its quarter", "free", 0.0, left))
    most = max((high for _, _, _, high in steps), default=0.0)
    return Chart(
        name="exposure-scenario",
        title=f"From the revenue at risk to what is kept, {case} case",
        subtitle=f"{found.scenario.title}: {_lines(found.held_lines)} held "
        f"{HELD[found.stance]} from {found.scenario.on} on, all quarters",
        source=source,
        width=WIDTH,
        height=HEIGHT,
        x=Scale("linear", 0, float(len(steps)), "",
                tuple((i + 0.5, name) for i, (name, *_) in enumerate(steps))),
        y=Scale("linear", 0, most * 1.12 or 1.0, "", money_ticks(most)),
        marks=tuple(_marks(steps)),
        legend=tuple(Key(kind, name) for name, kind, _, _ in steps),
        columns=("what", "usd"),
        rows=tuple((name, high - low) for name, _, low, high in steps),
        # Stock is no revenue: it stands beside the fall, not in it.
        notes=(f"Beside it, stock of {dollars(total['write_down'])} written down.",)
        if total["write_down"] else (),
        left=80,
    )  # fmt: skip


def _lines(count: int) -> str:
    return f"{count:,} line" if count == 1 else f"{count:,} lines"


def _sum(cells: Mapping[tuple[str, str], float], case: str) -> float:
    return sum(value for (_, each), value in cells.items() if each == case)


def _marks(steps: Sequence[tuple[str, str, float, float]]) -> list[Mark]:
    marks = []
    for column, (name, kind, low, high) in enumerate(steps):
        says = f"{name}\n{dollars(high - low)}"
        marks.append(Mark("rect", column + 0.14, low, column + 0.86, high, kind=kind, says=says))
        marks.append(Mark("text", column + 0.5, high, text=dollars(high - low), dy=-6,
                          anchor="middle", size=12))  # fmt: skip
    return marks


def _notes(found: Exposure) -> list[str]:
    notes = ["An estimate from the assumptions below, no forecast."]
    if found.unvalued_lines:
        notes.append(
            f"{found.unvalued_lines:,} held lines have no value in US dollars and count as nothing."
        )
    return notes
