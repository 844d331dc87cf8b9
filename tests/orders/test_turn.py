"""A turn of policy names the lines, the provision that did it and what they are worth."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from licet.cli import main
from licet.errors import BadInput
from licet.orders.turn import Moment, turn

BOOK = """order_id,line,item,quantity,unit_price_usd,on,to,exporter,customer
A,1,H20,10,12000,2025-05-06,CN,nvidia,North
A,2,RTX 4090,10,2000,2025-05-06,DE,nvidia,North
B,1,H20,5,12000,2025-05-13,HK,nvidia,South
B,2,H100,5,28000,2025-05-13,CN,nvidia,South
C,1,H20,x,12000,2025-05-13,HK,nvidia,South
"""


def quiet(words: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(BOOK)
    return path


def test_letter_holds_lines_that_were_free(book: Path, tmp_path: Path) -> None:
    hold = tmp_path / "hold.csv"
    found = turn(book, Moment(date(2025, 4, 8)), Moment(date(2025, 4, 20)), hold=hold, tell=quiet)

    assert {"held": (2, Decimal(180_000))} == found.kinds
    assert ["us/letters/2025-04-nvidia"] == [cause for cause, _, _ in found.causes["held"]]
    assert [("North", 1), ("South", 1)] == [
        (group.name, group.lines) for group in found.groups["held", "customer"]
    ]
    assert ["2025-05-05", "2025-05-12"] == [g.name for g in found.groups["held", "week"]]
    assert (5, 1) == (found.lines, found.rejected)
    with hold.open(newline="") as file:
        assert ["A", "B"] == [row["order_id"] for row in csv.DictReader(file)]


def test_the_other_way_round_frees_them(book: Path) -> None:
    found = turn(book, Moment(date(2025, 4, 20)), Moment(date(2025, 4, 8)), tell=quiet)

    assert ["freed"] == list(found.kinds)


def test_same_moment_is_refused(book: Path) -> None:
    with pytest.raises(BadInput):
        turn(book, Moment(date(2025, 4, 8)), Moment(date(2025, 4, 8)), tell=quiet)


def test_two_days_of_knowledge(book: Path) -> None:
    day = date(2025, 4, 12)
    before, after = Moment(day, date(2025, 4, 8)), Moment(day, date(2025, 4, 20))
    found = turn(book, before, after, tell=quiet)

    assert 2 == found.kinds["held"][0]


def test_report_stands_alone(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "turn.html"
    code = main(
        ["orders", "turn", str(book), "--before", "2025-04-08", "--after", "2025-04-20",
         "--report", str(report), "--charts", "svg"]
    )  # fmt: skip
    page = report.read_text("utf-8")

    assert 0 == code
    assert "newly held" in capsys.readouterr().out
    assert "<svg" in page
    assert not any(word in page for word in ("<script", "src=", "@import", "<link"))
    assert (tmp_path / "turn-held-product.svg").is_file()
