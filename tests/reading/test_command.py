"""``licet read``, and where its proposals stand to the record."""

from __future__ import annotations

import io
import json
import socket

import pytest

from licet.cli.main import main
from licet.reading import read_text
from licet.reading.dates import Published
from licet.reading.known import standing

LETTER = "On April 9, 2025 the US government told Nvidia that it needs a license to export the H20 to China."


def test_events_come_as_json_with_the_day_and_address(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text(LETTER)
    assert 0 == main(
        ["read", str(file), "--published", "2025-04-16", "--json", "--url", "https://x.org"]
    )
    shown = json.loads(capsys.readouterr().out)

    assert ("2025-04-16", "https://x.org") == (shown["published"], shown["url"])
    [event] = shown["events"]
    assert {
        "date", "date_basis", "jurisdiction", "actor", "action", "direction", "status", "items",
        "destinations", "company", "figures", "evidence",
    } <= set(event)  # fmt: skip
    assert {"state": "known", "id": "us-2025-04-09-h20-letter"} == event["record"]


def test_standard_input_is_read(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LETTER.encode())))
    assert 0 == main(["read", "-", "--published", "2025-04-16"])

    assert "in-force" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--published", "soon"], ["--published", "2025-13"]])
def test_a_missing_or_false_day_is_bad_input(tmp_path, arguments, capsys):
    file = tmp_path / "a.txt"
    file.write_text(LETTER)

    assert 2 == main(["read", str(file), *arguments])
    assert "publi" in capsys.readouterr().err


def test_markup_in_an_article_is_printed_as_it_stands(tmp_path, capsys):
    file = tmp_path / "a.txt"
    file.write_text(LETTER.replace("Nvidia", "[red]Nvidia[/red]"))

    assert 0 == main(["read", str(file), "--published", "2025-04-16"])
    assert "[red]Nvidia" in capsys.readouterr().out


def test_without_an_extractor_nothing_is_sent(tmp_path, monkeypatch, capsys):
    def refuse(*_args, **_more):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    file = tmp_path / "a.txt"
    file.write_text(LETTER)

    assert 0 == main(["read", str(file), "--published", "2025-04-16"])


def stands(text, day):
    [event] = read_text(text, day).events
    return standing(event, Published.parse(day))


def test_what_the_record_lacks_is_new():
    found = stands("On March 3, 2024 BIS banned exports of the H20 to Norway.", "2024-03-04")

    assert "new" == found.state


def test_what_the_record_tells_otherwise_contradicts():
    text = "On July 14, 2025 the government lifted its ban on the H20 for China; it no longer needs a license."
    text = (
        text.replace("lifted its ban on", "with immediate effect imposed a ban on").split(";")[0]
        + "."
    )
    found = stands(text, "2025-07-15")

    assert ("contradicts", "us-2025-07-14-h20-assurance") == (found.state, found.id)
    assert found.what
