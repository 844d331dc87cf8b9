"""Proposed events: confirmed by a person, and never law by being read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.cli import main
from licet.errors import BadInput
from licet.timeline import STATUSES, events_with
from licet.timeline.propose import from_document, official

EVENT = {
    "date": "2025-07-14",
    "date_basis": "explicit",
    "jurisdiction": "US",
    "actor": "Nvidia",
    "action": "assure-license",
    "direction": "loosen",
    "status": "announced",
    "items": ["H20"],
    "destinations": ["CN"],
    "company": ["Nvidia"],
    "figures": [{"kind": "charge", "value": 5500000000, "unit": "USD"}],
    "evidence": "the government has assured it that licenses will be granted",
}


def document(**changes):
    return {"published": "2025-07-18", "events": [{**EVENT, **changes}]}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def file_of(tmp_path, value):
    file = tmp_path / "read.json"
    file.write_text(json.dumps(value))
    return str(file)


@given(
    st.sampled_from(STATUSES),
    st.sampled_from([None, "https://news.example.com/a", "https://gov.example.com/x",
                     "https://www.sec.gov/x", "https://www.bis.gov/press-release/x"]),
)  # fmt: skip
def test_nothing_read_from_news_is_above_announced(status, url):
    [made] = from_document({**document(status=status), "url": url})
    assert made.cells["status"] in {"reported", "announced"}


def test_an_official_text_keeps_the_status():
    link = "https://www.federalregister.gov/d/2026-00789"
    [made] = from_document(document(status="in-force", instrument_url=link))
    assert "in-force" == made.cells["status"]
    assert link in made.cells["sources"]


def test_what_is_official():
    assert official("https://www.govinfo.gov/content/pkg/FR-2026-01-15/html/2026-00789.htm")
    assert official("us-2025-09-29-affiliates")
    assert not official("https://federalregister.gov.example.com/d/1")
    assert not official("javascript:alert(1)//federalregister.gov")
    assert not official("us-no-such-instrument")


def test_yes_adds_and_the_record_shows_it(tmp_path, home, capsys):
    file = file_of(tmp_path, document())
    assert 0 == main(["timeline", "add", file, "--yes"])
    assert "added own-2025-07-14-assure-license-h20" in capsys.readouterr().out
    assert 0 == main(["timeline", "--about", "H20", "--json"])
    [own] = [e for e in json.loads(capsys.readouterr().out) if e["own"]]
    assert ("announced", "2025-07-18", "low") == (own["status"], own["public"], own["confidence"])
    assert 1 == len([e for e in events_with([home / "timeline.csv"]) if e.own])


def test_added_twice_stands_once(tmp_path, home, capsys):
    file = file_of(tmp_path, document())
    main(["timeline", "add", file, "--yes"])
    main(["timeline", "add", file, "--yes"])
    assert "1 already on record" in capsys.readouterr().out
    assert 2 == len((home / "timeline.csv").read_text().splitlines())


def test_a_lowered_status_is_told(tmp_path, capsys):
    main(["timeline", "add", file_of(tmp_path, document(status="in-force")), "--yes"])
    assert "`in-force` lowered to `reported`" in capsys.readouterr().err


def test_without_a_person_or_yes_nothing_enters(tmp_path, home, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert 2 == main(["timeline", "add", file_of(tmp_path, document())])
    assert "a person confirms each event" in capsys.readouterr().err
    assert not (home / "timeline.csv").exists()


def test_a_person_is_asked_for_each(tmp_path, home, capsys, monkeypatch):
    answers = iter(["maybe", "y", "n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    both = {"events": [EVENT, {**EVENT, "date": "2025-07-15", "items": ["MI308"]}]}
    assert 0 == main(["timeline", "add", file_of(tmp_path, both)])
    assert EVENT["evidence"][:30] in capsys.readouterr().out
    assert ["own-2025-07-14-assure-license-h20"] == [
        e.id for e in events_with([home / "timeline.csv"]) if e.own
    ]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"events": "none"}, "no list of events"),
        ({"events": [1]}, "event 1: not an object"),
        (document(date="soon"), "event 1: date: `soon` is not a date"),
        (document(date=None), "event 1: missing: `date`"),
        (document(status="law"), "event 1: unknown status: `law`"),
        (document(direction="up"), "event 1: unknown direction"),
    ],
)
def test_bad_proposals_are_told(value, says):
    with pytest.raises(BadInput, match=says):
        from_document(value)


def test_a_wrong_event_is_told_with_file_and_line(tmp_path, capsys):
    file = tmp_path / "read.json"
    events = [EVENT, {**EVENT, "date": "2025-02-30"}]
    file.write_text(json.dumps({"note": "x", "events": events}, indent=1))
    assert 2 == main(["timeline", "add", str(file), "--yes"])
    text = file.read_text()
    number = text[: text.rindex("{", 0, text.index("2025-02-30"))].count("\n") + 1
    assert f"read.json:{number}: event 2: date: `2025-02-30`" in capsys.readouterr().err


def test_the_same_event_twice_in_a_file_is_one():
    assert 1 == len(from_document({"events": [EVENT, dict(EVENT)]}))
    assert 2 == len(from_document({"events": [EVENT, {**EVENT, "items": ["MI308"]}]}))


def test_a_missing_jurisdiction_is_told():
    [made] = from_document(document(jurisdiction=None))
    assert ("US", "no jurisdiction is given, taken as US") == (
        made.cells["jurisdiction"], made.notes[-1],
    )  # fmt: skip


def test_not_json(tmp_path, capsys):
    file = tmp_path / "read.json"
    file.write_text('{"events": [}')
    assert 2 == main(["timeline", "add", str(file), "--yes"])
    assert "read.json:1: not valid JSON" in capsys.readouterr().err


@given(st.dictionaries(st.sampled_from(sorted(EVENT)), st.text(max_size=40)))
def test_any_text_makes_a_valid_file_or_is_refused(changes):
    from licet.timeline.propose import _table, check_with_record

    try:
        found = from_document({"events": [{**EVENT, **changes}]})
    except BadInput:
        return
    check_with_record(_table([made.cells for made in found]), "own.csv")
