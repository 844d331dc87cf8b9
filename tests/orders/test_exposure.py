"""Exposure by quarter from stated assumptions; the back-test of docs/backtest-h20.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from licet.cli import main
from licet.errors import BadInput
from licet.orders.backtest import BOOK, SCENARIO, backtest
from licet.orders.charts import WIDTH, money, ranges
from licet.orders.exposure import expose
from licet.orders.exposure_report import exposure_page
from licet.orders.scenario import later, quarter_of, read_scenario

H20 = SCENARIO
ROOT = Path(__file__).parents[2]


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def test_back_test_of_the_h20() -> None:
    found = expose(BOOK, read_scenario(H20), tell=quiet)
    billion = {key: round(value / 1e9, 2) for key, value in found.lost.items()}

    assert {"FY2026 Q1": 2.5e9, "FY2026 Q2": 8e9} == found.revenue_at_risk
    assert 2.12 == billion["FY2026 Q1", "base"]
    assert (4.84, 6.8, 8.0) == tuple(billion["FY2026 Q2", case] for case in ("low", "base", "high"))
    assert [2.48, 4.21, 5.5] == [
        round(found.write_down["FY2026 Q1", case] / 1e9, 2) for case in ("low", "base", "high")
    ]
    assert 0.08 == round(sum(v for (_, case), v in found.share.items() if case == "base") / 1e9, 2)


def test_the_page_of_the_back_test_says_what_the_model_gives() -> None:
    page = (ROOT / "docs" / "backtest-h20.md").read_text("utf-8")
    for row in backtest():
        name = row.what if row.quarter == "all" else f"{row.what}, {row.quarter}"
        cells = " | ".join(_said(value) for value in (row.low, row.base, row.high))
        assert f"| {name} | {cells} |" in page


def _said(value: float) -> str:
    """Dollars as the page says them."""
    return "$0" if not value else f"${value / 1e9:.2f} billion"


def test_the_back_test_prints_beside_what_was_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["orders", "backtest"])
    said = capsys.readouterr().out
    assert f"{money(5.5e9)}" in said
    assert "never codified" in said


def test_report_prints_every_assumption(tmp_path: Path) -> None:
    report = tmp_path / "exposure.html"
    code = main(["orders", "exposure", str(BOOK), "--scenario", str(H20), "--report", str(report)])
    page = report.read_text("utf-8")

    assert 0 == code
    for words in ("denied: probability", "licensed: share of revenue", "other use", "Form 8-K"):
        assert words in page


def test_days_and_products_count_as_a_determination_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text(
        "item,quantity,unit_price_usd,on,to,exporter,HQ\n"
        "h20,1,10,20 Apr 2025,CN,nvidia,\n"
        "NVIDIA H20 96GB,1,20,4/24/2025,PRC,nvidia,\n"
        "H20,1,40,2025-04-24T00:00,CN,nvidia,\n"
        "H20,1,80,04/05/2025,CN,nvidia,\n"
        "H20,1,160,1 Apr 2025,CN,nvidia,\n"
        "H20,1,320,30 Apr 2025,DE,nvidia,DE\n"
        "H100,1,640,30 Apr 2025,CN,nvidia,\n"
    )
    found = expose(path, read_scenario(H20), tell=quiet)

    assert {"FY2026 Q1": 390} == found.revenue_at_risk
    assert (4, 1) == (found.held_lines, found.open_lines)
    assert (1, 1) == (found.earlier_lines, found.undated_lines)
    page = exposure_page(found)
    for words in ("can't be told yet", "1 held lines of days before", "starts in February"):
        assert words in page


def test_a_base_case_above_both_ends_stays_on_the_chart() -> None:
    chart = ranges("Share", [("FY2026 Q1", 0, 900, 0), ("FY2026 Q2", 0, 450, 0)])
    dots = [float(at) for at in re.findall(r'<circle cx="([0-9.]+)"', chart)]
    words = [
        float(at) for at in re.findall(r'<text x="([0-9.]+)" y="[0-9]+" fill="#2d3748"', chart)
    ]

    assert dots[0] > dots[1] > 0
    assert all(dot < left for dot, left in zip(dots, words, strict=True))
    assert all(left + 7 * len("$999.99 million / " * 3) <= WIDTH + 14 for left in words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "denied"', 'kind = "lost"', "kind: `lost`"),
        ("[0.60, 0.85, 1.00]", "[0.60, 0.85, 1.10]", "probability"),
        ("[0.60, 0.85, 1.00]", "[0.60, 0.80, 1.00]", "add up to `0.95`"),
        ("quarters = 2", "quarter = 2", "unknown key `quarter`"),
        ("on = 2025-04-20", 'on = "soon"', "`on` is not a date"),
        ("title =", "titel =", "unknown key `titel`"),
    ],
)
def test_wrong_scenario(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(H20.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(BadInput, match=words):
        read_scenario(path)


def test_quarters() -> None:
    assert "FY2026 Q1" == quarter_of(date(2025, 4, 27), 2)
    assert "2026 Q1" == later("2025 Q4", 1)
