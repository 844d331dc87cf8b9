"""The report of an exposure: quarters, cases and every assumption."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from html import escape

from licet.charts.stance import lead_of
from licet.orders.charts import money, ranges
from licet.orders.exposure import Exposure
from licet.orders.report import page, table
from licet.orders.scenario import CASES


def exposure_page(found: Exposure) -> str:
    """The report: quarters, cases, and every assumption."""
    scenario = found.scenario
    tables = {
        "Revenue lost": found.lost, "Revenue moved": found.moved,
        "Share or duty paid": found.share, "Write-down": found.write_down,
    }  # fmt: skip
    rows: list[list[object]] = []
    charts = []
    for name, cells in tables.items():
        quarters = sorted({quarter for quarter, _ in cells})
        for quarter in quarters:
            rows.append([quarter, name, *(money(cells.get((quarter, case), 0)) for case in CASES)])
        if quarters and name != "Revenue moved":
            charts.append(
                ranges(
                    f"{name}: low, base, high",
                    [(q, *_three(cells, q)) for q in quarters],
                )
            )
    rows.sort(key=lambda row: str(row[0]))
    known = f", as known on {scenario.known_on}" if scenario.known_on else ""
    fixed = [
        ["Law", f"{lead_of(found.stance)}, on {scenario.on}{known}"],
        ["Products", ", ".join(scenario.products) or "all"],
        ["Quarters", _quarters(scenario.quarter_month)],
    ]
    assumed: list[list[object]] = []
    for outcome in scenario.outcomes:
        bands = {"probability": outcome.probability}
        if outcome.kind == "licensed":
            bands["share of revenue"] = outcome.share
        if outcome.kind == "redirected":
            bands["discount"] = outcome.discount
        by = f" by {outcome.quarters} quarters" if outcome.kind == "delayed" else ""
        for name, band in bands.items():
            assumed.append([f"{outcome.kind}{by}: {name}", *(f"{band.get(c):.0%}" for c in CASES)])
    for stock in scenario.stocks:
        amount = f"{money(stock.inventory_usd)} in stock, {money(stock.commitments_usd)} promised"
        assumed.append([f"{stock.product}: {amount}, booked in {stock.quarter}; other use",
                        *(f"{stock.other_use.get(c):.0%}" for c in CASES)])  # fmt: skip
    return page(
        scenario.title,
        [
            "<p>An estimate from stated assumptions, no forecast. Low loses least, high most.</p>",
            f"<p>{found.held_lines:,} held lines from {scenario.on} on. The answer to "
            f"{found.open_lines:,} of them can't be told yet: they count as held. "
            f"{found.unvalued_lines:,} have no value in US dollars: they count as nothing. Not among "
            f"them are {found.earlier_lines:,} held lines of days before, and "
            f"{found.undated_lines:,} whose day can't be read.</p>",
            table(["Quarter", "Revenue at risk"],
                  [[q, money(v)] for q, v in sorted(found.revenue_at_risk.items())]),
            table(["Quarter", "What", *CASES], rows),
            *charts,
            "<h2>Assumptions</h2>",
            table(["What", "Assumed"], fixed),
            table(["Assumption", *CASES], assumed),
            *(f'<p class="note">{escape(note)}</p>' for note in scenario.notes),
        ],
    )  # fmt: skip


def _quarters(month: int) -> str:
    if month == 1:
        return "of the calendar year"
    return f"of a fiscal year that starts in {month_name[month]} and is named for its end"


def _three(cells: Mapping[tuple[str, str], float], quarter: str) -> tuple[float, float, float]:
    low, base, high = (cells.get((quarter, case), 0.0) for case in CASES)
    return low, base, high
