"""Parsed law files that are kept between runs change nothing but the time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licet.law import ROOT
from licet.law.kept import Kept
from licet.rules.load import load
from licet.vocabulary import vocabulary

FILES = sorted((ROOT / "us" / "ear" / "734").rglob("*.toml"))


def test_kept_documents_are_the_parsed_ones(tmp_path: Path):
    """Dates, texts and numbers come back with their types."""
    path = tmp_path / "law.json"
    first = Kept(path)
    parsed = [first.decode(file.read_bytes(), file.name) for file in sorted(ROOT.rglob("*.toml"))]
    first.save()
    again = Kept(path)
    kept = [again.decode(file.read_bytes(), file.name) for file in sorted(ROOT.rglob("*.toml"))]
    assert parsed == kept
    assert path.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_spoiled_file_is_as_good_as_none(tmp_path: Path, content: bytes):
    """What was kept and can't be read is parsed anew."""
    path = tmp_path / "law.json"
    path.write_bytes(content)
    file = FILES[0]
    assert Kept(path).decode(file.read_bytes(), "a") == Kept(tmp_path / "none").decode(
        file.read_bytes(), "a"
    )


def test_a_changed_file_is_parsed_anew(tmp_path: Path):
    """The hash of the bytes names a document, so an edit is never missed."""
    path = tmp_path / "law.json"
    first = Kept(path)
    first.decode(b'id = "a"', "a")
    first.save()
    assert Kept(path).decode(b'id = "b"', "a")[1] == {"id": "b"}


def test_a_decimal_is_not_kept(tmp_path: Path):
    """JSON would turn a decimal into text, which the loader tells apart."""
    path = tmp_path / "law.json"
    first = Kept(path)
    first.decode(b"x = 1.5", "a")
    first.decode(b"x = 1", "b")
    first.save()
    assert list(json.loads(path.read_text()).values()) == [{"x": 1}]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path):
    """Keeping is a convenience."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    kept = Kept(blocked / "law.json")
    load(FILES[:0], vocabulary(), decoder=kept.decode)
    kept.decode(b'id = "a"', "a")
    kept.save()
    assert blocked.read_text() == ""
