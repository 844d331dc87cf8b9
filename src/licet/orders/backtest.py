"""The H20 of April to July 2025 again: what the model gives, beside what was reported.

The book holds the sums that NVIDIA reported on May 28, 2025; customers, prices and days in it are
made up. docs/backtest-h20.md says what the comparison can and can't tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from licet.orders.exposure import Exposure, expose
from licet.orders.scenario import CASES, read_scenario

FOLDER: Final = Path(__file__).parent / "scenarios"
BOOK: Final = FOLDER / "h20-book.csv"
SCENARIO: Final = FOLDER / "h20.toml"
FIRST, SECOND = "FY2026 Q1", "FY2026 Q2"


@dataclass(frozen=True, slots=True)
class Compared:
    """A sum in US dollars of a quarter, in the low, base and high case, and what was reported.

    `reported` is in words, with the source where it is not NVIDIA's results of May 28, 2025.
    """

    what: str
    quarter: str
    low: float
    base: float
    high: float
    reported: str


def backtest() -> tuple[Compared, ...]:
    """Run the scenario on the reconstruction.

    >>> [row.high for row in backtest() if row.what == "write-down"]
    [5500000000.0]
    """
    found = expose(BOOK, read_scenario(SCENARIO), tell=lambda words: None)
    risk = {(quarter, case): value for quarter, value in found.revenue_at_risk.items()
            for case in CASES}  # fmt: skip
    return (
        _row("revenue at risk", FIRST, risk, "$2.5 billion not shipped"),
        _row("revenue at risk", SECOND, risk, "about $8.0 billion"),
        _row("revenue lost", FIRST, found.lost, "$2.5 billion not shipped"),
        _row("revenue lost", SECOND, found.lost, "about $8.0 billion"),
        _row("write-down", FIRST, found.write_down,
             "$4.5 billion; forecast up to $5.5 billion (8-K of April 15, 2025)"),
        _row("share paid", "all", _all(found), "none; 15 percent announced, never codified"),
    )  # fmt: skip


def _all(found: Exposure) -> dict[tuple[str, str], float]:
    """The share of revenue over all quarters."""
    return {
        ("all", case): sum((v for (_, of), v in found.share.items() if of == case), 0.0)
        for case in CASES
    }


def _row(
    what: str, quarter: str, cells: Mapping[tuple[str, str], float], reported: str
) -> Compared:
    low, base, high = (cells.get((quarter, case), 0.0) for case in CASES)
    return Compared(what, quarter, low, base, high, reported)
