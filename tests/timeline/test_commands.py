"""``licet timeline`` from outside."""

from __future__ import annotations

import csv
import io
import json

import pytest

from licet.cli import main
from licet.timeline.view import KEYS, _cell


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")


def told(capsys, *argv):
    assert 0 == main(["timeline", *argv])
    return capsys.readouterr().out


def test_json_has_the_keys_of_the_contract(capsys):
    found = json.loads(told(capsys, "--about", "H20", "--json"))
    assert all(set(KEYS) <= event.keys() for event in found)
    letter = next(e for e in found if e["id"] == "us-2025-04-09-h20-letter")
    assert ("2025-04-09", "2025-04-15") == (letter["announced"], letter["public"])
    assert isinstance(letter["sources"], str)


def test_from_and_until(capsys):
    found = json.loads(told(capsys, "--json", "--from", "2026-01-13", "--until", "2026-01-14"))
    assert {"2026-01-13", "2026-01-14"} == {event["announced"] for event in found}


def test_known_on_hides_the_letter(capsys):
    found = json.loads(told(capsys, "--about", "H20", "--known-on", "2025-04-14", "--json"))
    assert "us-2025-04-09-h20-letter" not in {event["id"] for event in found}


def test_csv(capsys):
    rows = list(csv.DictReader(io.StringIO(told(capsys, "--about", "IEEPA", "--csv"))))
    assert list(KEYS) == list(rows[0])[: len(KEYS)]


def test_the_uk_is_told_under_either_code(capsys):
    found = json.loads(told(capsys, "--jurisdiction", "GB", "--json"))
    assert found == json.loads(told(capsys, "--jurisdiction", "UK", "--json"))
    assert "uk-2024-03-11-eco" in {event["id"] for event in found}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", " =1", "\n=1", "\uff1d1"]
)
def test_no_cell_is_a_formula(text):
    """A text of an event file of one's own may begin as it likes."""
    assert _cell(text) == f"'{text}"
    assert _cell("H20 = 1") == "H20 = 1"


def test_ics(capsysbinary):
    assert 0 == main(["timeline", "--about", "Section 301", "--ics", "--known-on", "2026-01-01"])
    out = capsysbinary.readouterr().out
    assert out.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"us-2027-06-23-s301-step.scheduled@licet" in out


def test_readable(capsys):
    text = told(capsys, "--about", "H20")
    assert "LETTER" in text
    assert "promised to be undone after 96 days, not by a legal text" in text.replace("\n    ", " ")


def test_backtracks(capsys):
    found = json.loads(told(capsys, "backtracks", "--written-into-law", "no", "--json"))
    [pair] = [b for b in found if b["pair"] == "B10"]
    assert (96, None, "no", "promise-only") == (
        pair["days_between"], pair["days_between_effective"], pair["written_into_law"], pair["kind"],
    )  # fmt: skip
    assert "backtracks; written into law:" in told(capsys, "backtracks")


def test_due(capsys):
    found = json.loads(told(capsys, "due", "--on", "2026-11-25", "--json"))
    assert "2026-11-10" in {entry["on"] for entry in found if entry["passed"]}
    assert "Passed without a source" in told(capsys, "due", "--on", "2026-11-25")


def test_show(capsys):
    text = told(capsys, "show", "us-2025-09-29-affiliates")
    assert "2025-11-10  suspended" in text
    found = json.loads(told(capsys, "show", "us-2025-09-29-affiliates", "--json"))
    assert "us-2025-11-10-affiliates-suspended" in {e["id"] for e in found["answered_by"]}


def test_show_does_not_tell_what_was_not_public(capsys):
    argv = ["timeline", "show", "us-2025-04-09-h20-letter", "--known-on", "2025-04-10"]
    assert 2 == main(argv)
    assert "was not public by 2025-04-10" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--status", "law"], "unknown status: `law`"),
        (["--from", "2026-13-01"], "--from: `2026-13-01` is not a date"),
        (["--from", "2026-02-01", "--until", "2026-01-01"], "is before"),
        (["--about", "!!"], "no word in `!!`"),
        (["--place", "Narnia"], "no such country"),
        (["show", "nothing"], "no such event: `nothing`"),
    ],
)
def test_bad_input_exits_2(capsys, argv, says):
    assert 2 == main(["timeline", *argv])
    assert says in capsys.readouterr().err


def test_nothing_fits(capsys):
    assert "Nothing on record fits." in told(capsys, "--about", "B999")
    assert [] == json.loads(told(capsys, "--about", "B999", "--json"))


def test_a_malformed_own_file_is_told(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_text("id,announced\nx,2026-01-01\n")
    assert 2 == main(["timeline", "--events", str(file)])
    assert f"{file}:1: missing column" in capsys.readouterr().err


def test_one_form_at_a_time(capsys):
    with pytest.raises(SystemExit):
        main(["timeline", "--csv", "--json"])
    assert "not allowed with" in capsys.readouterr().err


def test_months_and_years_as_a_period(capsys):
    found = json.loads(told(capsys, "--json", "--from", "2025-04", "--until", "2025-04"))
    assert {"2025-04"} == {event["announced"][:7] for event in found}
    year = json.loads(told(capsys, "--json", "--from", "2022", "--until", "2022"))
    assert {"2022"} == {event["announced"][:4] for event in year}


def test_the_beginning_of_an_id_is_enough_for_a_hint(capsys):
    assert 2 == main(["timeline", "show", "us-2026-02-20"])
    assert "did you mean us-2026-02-20-ieepa-collection-ends" in capsys.readouterr().err


def test_a_scheduled_return_is_not_told_as_observed(capsys):
    text = told(capsys, "show", "us-2025-11-10-affiliates-suspended").replace("\n  ", " ")
    assert "2026-11-10 due, not observed: turned back" in text


def test_one_event_is_one_event(capsys):
    assert "1 event;" in told(capsys, "--about", "1260H procurement")
