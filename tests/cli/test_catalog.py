"""`licet catalog`: list, show, import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from licet.cli import main

TABLE = """\
Part Number,Description,ECCN
ZZ-100-0001,Made-up accelerator card,4A994.l
ZZ-100-0002,Made-up accelerator card two,3A991.p
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def asked(run: Any, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_list(run):
    rows = asked(run, "catalog", "list", "h100")

    assert rows
    assert all("h100" in f"{row['id']} {row['title']}".lower() for row in rows)
    code, out, _ = run("catalog", "list", "h100")
    assert code == 0
    assert rows[0]["id"] in out


def test_list_of_nothing(run):
    code, _, err = run("catalog", "list", "nosuchchip")

    assert code == 2
    assert "nothing fits `nosuchchip`" in err


def test_show_has_figures_and_sources(run):
    found = asked(run, "catalog", "show", "nvidia-h100-sxm5-80gb")

    assert found["id"] == "nvidia-h100-sxm5-80gb"
    assert found["sources"]
    assert run("catalog", "show", "H100", "SXM")[0] == 0


def test_show_of_no_entry_names_what_is_near(run):
    code, _, err = run("catalog", "show", "H21")

    assert code == 2
    assert "H20" in err


def test_import_makes_part_numbers_known(run, tmp_path: Path):
    path = tmp_path / "parts.csv"
    path.write_text(TABLE, encoding="utf-8")

    code, out, err = run("catalog", "import", str(path), "--vendor", "zz", "--as-of", "2026-01-01")

    assert code == 0, err
    assert "2 part numbers" in out
    answer = asked(run, "check", "ZZ-100-0001", "--to", "FR", "--on", "2026-06-01")
    assert answer["classification"]["eccn"] in {"4A994.l", None}


@pytest.mark.parametrize(
    "text",
    ["", "only,one\n1,2\n", "Part Number,ECCN\n", "\0\0", "Part Number,ECCN\nA,what is it\n"],
)
def test_a_table_that_is_none_is_refused(run, tmp_path: Path, text: str):
    path = tmp_path / "parts.csv"
    path.write_text(text, encoding="utf-8")

    code, _, err = run("catalog", "import", str(path))

    assert code in {0, 2}
    assert "Traceback" not in err


def test_import_of_no_file_or_date(run, tmp_path: Path):
    assert run("catalog", "import", str(tmp_path / "none.csv"))[0] in {1, 2}
    path = tmp_path / "parts.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert run("catalog", "import", str(path), "--as-of", "soon")[0] == 2
