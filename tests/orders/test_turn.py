"""A turn of policy names the lines, the provision that did it and what they are worth."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from licet.cli import main
from licet.courts import court_of
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.orders import engine
from licet.orders.bulk import connect
from licet.orders.columns import find_columns
from licet.orders.engine import Engine
from licet.orders.generate import rows
from licet.orders.lookup import line_shipment
from licet.orders.report import turn_page
from licet.orders.source import open_book
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


def test_one_country_is_one_group_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text(
        "item,quantity,unit_price_usd,on,to,exporter,HQ,Screening,End use\n"
        "H20,1,10,6 May 2025,China,nvidia,,,\nH20,1,10,05/05/2025,PRC,nvidia,,,\n"
        "H20,1,10,2025-05-08,CN,nvidia,,,\nH20,1,10,13 May 2025,Germany,nvidia,DE,none,none\n"
    )
    found = turn(path, Moment(date(2025, 4, 8)), Moment(date(2025, 4, 20)), tell=quiet)

    countries = {group.name: group.lines for group in found.groups["held", "country"]}
    weeks = {group.name: group.lines for group in found.groups["held", "week"]}
    assert {"CN": 3, "DE": 1} == countries
    assert {"2025-05-05": 3, "2025-05-12": 1} == weeks
    assert [("license-required", 3), ("indeterminate", 1)] == [
        (verdict, lines) for verdict, lines, _ in found.answers["held"]
    ]
    assert "be told yet" in turn_page(found)


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


RESCUE = """order_id,line,item,quantity,unit_price_usd,on,to,exporter
A,1,RTX 4090,10,2000,2025-05-06,CN,Acme
A,2,H100,10,28000,2025-05-06,CN,Acme
"""


def test_hold_list_names_the_exceptions_that_may_rescue_a_line(tmp_path: Path) -> None:
    path, hold = tmp_path / "book.csv", tmp_path / "hold.csv"
    path.write_text(RESCUE)
    found = turn(path, Moment(date(2023, 11, 1)), Moment(date(2023, 11, 20)), hold=hold, tell=quiet)
    with hold.open(newline="") as file:
        held = {row["item"]: row["licet_rescue"] for row in csv.DictReader(file)}

    assert {"RTX 4090": "NAC (open)"} == held
    assert 1 == len(found.rescues)
    assert "NAC (open)" in turn_page(found)


def test_changed_conditions_are_a_class_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("item,quantity,unit_price_usd,on,to\nH200,2,30000,2025-05-06,CN\n")
    found = turn(path, Moment(date(2025, 5, 12)), Moment(date(2025, 5, 14)), tell=quiet)

    assert {"conditions": (1, Decimal(60_000))} == found.kinds
    assert found.causes["conditions"][0][0].startswith("new: Check the red flags")


@pytest.mark.parametrize("few", [engine.FEW, 0])
def test_details_are_those_of_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(engine, "FEW", few)
    path = tmp_path / "book.csv"
    lines = list(rows(60, 5, dirt=0, days=60))
    # A machine is known by a fact of the item as a whole, not of its chips.
    machine = {"item": "nvidia-dgx-a100-320gb", "on": "2024-12-04", "to": "SG"}
    lines.append(dict.fromkeys(lines[0], "") | machine)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    connection, court = connect(tmp_path), court_of()
    book = open_book(path, connection, tmp_path, quiet)
    engine_ = Engine(connection, court, duties=True)
    run = engine_.prepare(book, find_columns(book.types))
    for row, state in connection.execute(f"SELECT r, s FROM {engine_.lines(run)}").fetchall():
        asked = answer(line_shipment(lines[row - 1]), court)
        details = run.details(state)
        symbols = {
            str(offer.version.effect["exception"]): offer.available
            for offer in asked.offers
            if offer.available is not False
        }

        assert asked.conditions == details.conditions, lines[row - 1]
        assert {name for name, _ in details.rescue} <= set(symbols), lines[row - 1]
    connection.close()
