"""Turns and exposures by the codified text alone, as `licet check` tells it beside the practice."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import licet.orders
from licet.cli import main
from licet.courts import court_of
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.orders import engine
from licet.orders.bulk import connect
from licet.orders.columns import find_columns
from licet.orders.engine import Engine
from licet.orders.exposure import expose
from licet.orders.exposure_report import exposure_page
from licet.orders.generate import rows
from licet.orders.lookup import line_shipment
from licet.orders.report import turn_page
from licet.orders.scenario import read_scenario
from licet.orders.source import open_book
from licet.orders.turn import Moment, turn
from licet.server.answers import text_court

HEAD = "order_id,line,item,quantity,unit_price_usd,on,to,exporter\n"
DIFFUSION = HEAD + "A,1,H100,10,28000,2025-06-02,SG,nvidia\nA,2,T4,10,900,2025-06-02,DE,nvidia\n"
LETTER = HEAD + "A,1,H20,10,12000,2025-05-06,CN,nvidia\n"
H20 = Path(licet.orders.__file__).parent / "scenarios" / "h20.toml"


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "book.csv"
    path.write_text(text)
    return path


def test_a_rule_that_is_not_enforced_holds_by_the_text_alone(tmp_path: Path) -> None:
    book, hold = written(tmp_path, DIFFUSION), tmp_path / "hold.csv"
    days = Moment(date(2025, 5, 10)), Moment(date(2025, 5, 16))
    text = turn(book, *days, hold=hold, stance="text", tell=quiet)
    practice = turn(book, *days, tell=quiet)
    with hold.open(newline="") as file:
        held = [(row["line"], row["licet_stance"]) for row in csv.DictReader(file)]

    assert ["held"] == list(text.kinds)
    assert ["us/ear/742/6-a-6-rs-a"] == [cause for cause, _, _ in text.causes["held"]]
    assert [("1", "text")] == held
    assert "held" not in practice.kinds
    assert "The codified text, letters left out" in turn_page(text)
    assert "The law in practice" in turn_page(practice)


def test_a_letter_is_not_in_the_text(tmp_path: Path) -> None:
    book = written(tmp_path, LETTER)
    days = Moment(date(2025, 4, 8)), Moment(date(2025, 4, 20))

    assert {} == turn(book, *days, stance="text", tell=quiet).kinds
    assert ["held"] == list(turn(book, *days, tell=quiet).kinds)


def test_exposure_by_the_text(tmp_path: Path) -> None:
    book, scenario = written(tmp_path, LETTER), read_scenario(H20)
    text = expose(book, scenario, stance="text", tell=quiet)

    assert (0, 1) == (text.held_lines, expose(book, scenario, tell=quiet).held_lines)
    assert "The codified text, letters left out" in exposure_page(text)


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = str(written(tmp_path, LETTER))
    days = ["--before", "2025-04-08", "--after", "2025-04-20"]

    assert 0 == main(["orders", "turn", book, *days, "--stance", "text"])
    assert "The codified text, letters left out" in capsys.readouterr().out
    assert 0 == main(["orders", "exposure", book, "--scenario", str(H20), "--stance", "text"])
    assert "0 held lines" in capsys.readouterr().out


def test_no_such_stance(tmp_path: Path) -> None:
    book = written(tmp_path, LETTER)
    with pytest.raises(BadInput, match="no such stance: `letters`"):
        turn(book, Moment(date(2025, 4, 8)), Moment(date(2025, 4, 9)), stance="letters", tell=quiet)
    with pytest.raises(BadInput, match="no such stance: `letters`"):
        expose(book, read_scenario(H20), stance="letters", tell=quiet)


@pytest.mark.parametrize("few", [engine.FEW, 0])
@pytest.mark.parametrize("duties", [False, True])
def test_answers_are_those_of_a_check_by_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, duties: bool
) -> None:
    monkeypatch.setattr(engine, "FEW", few)
    lines = list(rows(50 if few else 12, 9, dirt=0, days=500))
    path = tmp_path / "book.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    connection, court = connect(tmp_path), court_of()
    book = open_book(path, connection, tmp_path, quiet)
    asked = Engine(connection, court, duties=duties, stance="text")
    run = asked.prepare(book, find_columns(book.types))
    judge = text_court(court)
    for row, state in connection.execute(f"SELECT r, s FROM {asked.lines(run)}").fetchall():
        found, told = answer(line_shipment(lines[row - 1]), judge), run.answers[state]
        missing = tuple(dict.fromkeys(each.fact for each in found.missing))

        assert (found.verdict, found.parameters, found.eccn, found.review_policy) == (
            told.verdict, told.parameters, told.eccn, told.review_policy,
        ), lines[row - 1]  # fmt: skip
        assert told.text == told.verdict
        if few:
            assert missing == told.missing, lines[row - 1]
        if duties:
            assert found.conditions == run.details(state).conditions, lines[row - 1]
    connection.close()
