"""A command whose library is not installed says which extra brings it."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from licet.cli import main
from licet.cli.main import EXTRAS

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_every_extra_that_is_named_exists():
    known = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(EXTRAS.values()) <= set(known)


@pytest.mark.parametrize("missing", ["duckdb"])
def test_a_missing_library_is_named_with_its_extra(missing, tmp_path, monkeypatch, capsys):
    """Without DuckDB an order book is refused with what to install, not with a traceback."""
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    book = tmp_path / "book.csv"
    book.write_text("item,to,on\nH20,CN,2025-04-20\n")
    assert main(["orders", "determine", str(book), "-o", str(tmp_path / "out.parquet")]) == 1
    said = capsys.readouterr().err
    assert "licet[orders]" in said
    assert not (tmp_path / "out.parquet").exists()
