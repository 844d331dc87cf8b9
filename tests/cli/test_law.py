"""`licet law`: list, show, facts, diff, verify."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from licet.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def asked(run: Any, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_list_has_every_provision_of_a_prefix(run):
    rows = asked(run, "law", "list", "us/ear/774", "--on", "2025-01-01")

    assert {row["id"].startswith("us/ear/774") for row in rows} == {True}
    assert {"id", "title", "cite", "since", "status", "effect"} <= rows[0].keys()
    assert all(row["since"] is None or row["since"] <= "2025-01-01" for row in rows)


def test_list_for_people(run):
    code, out, _ = run("law", "list", "us/ear/774/3A090")

    assert code == 0
    assert "us/ear/774/3A090.a" in out


def test_show_has_all_versions_oldest_first(run):
    found = asked(run, "law", "show", "us/ear/774/3A090.a")
    starts = [version["from"] for version in found["versions"]]

    assert starts == sorted(starts)
    assert all(version["cite"] and version["condition"] for version in found["versions"])


def test_show_on_a_day_has_the_version_in_force(run):
    found = asked(run, "law", "show", "us/ear/774/3A090.a", "--on", "2023-11-16")

    assert all(version["from"] <= "2023-11-16" for version in found["versions"])


def test_show_cites_a_version_as_it_was_numbered_on_its_day(run):
    """742.6(a)(6)(iii) was divided in January 2025."""
    _, out, _ = run("law", "show", "us/ear/742/6-a-6-soft-b", "--on", "2024-06-01")
    assert "15 CFR 742.6(a)(6)(iii)" in [line.strip() for line in out.splitlines()]


def test_show_by_the_end_of_an_id(run):
    assert asked(run, "law", "show", "774/3A090.a")["id"] == "us/ear/774/3A090.a"


@pytest.mark.parametrize("name", ["us/ear/774/3A09O.a", "", "nothing at all"])
def test_show_of_no_provision_names_what_is_near(run, name: str):
    code, out, err = run("law", "show", name)

    assert code == 2
    assert "no such provision" in err
    assert out == ""


def test_every_provision_can_be_shown(run):
    for row in asked(run, "law", "list"):
        code, out, _ = run("law", "show", row["id"])
        assert code == 0
        assert row["id"] in out


def test_facts_have_meaning_and_unit(run):
    found = {fact["name"]: fact for fact in asked(run, "law", "facts")}

    assert found["tpp"]["unit"] == "TOPS x bits"
    assert all(fact["meaning"] and fact["kind"] for fact in found.values())
    assert "military" in found["end_use"]["values"]
    assert run("law", "facts")[0] == 0


def test_diff_of_a_day_that_changed_the_law(run):
    found = asked(run, "law", "diff", "2023-11-16", "2023-11-17")

    assert any(entry["id"] == "us/ear/774/3A090.a" for entry in found)
    assert run("law", "diff", "2023-11-16", "2023-11-17")[0] == 0


def test_diff_of_a_day_with_itself_is_empty(run):
    assert asked(run, "law", "diff", "2025-01-01", "2025-01-01") == []
    assert "Nothing changed" in run("law", "diff", "2025-01-01", "2025-01-01")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["diff", "2025-01-02", "2025-01-01"], "is before"),
        (["diff", "soon", "2025-01-01"], "`soon` is not a date"),
        (["list", "--on", "20250101"], "`20250101` is not a date"),
        (["show", "774/3A090.a", "--on", "2025-02-30"], "is not a date"),
        (["verify", "--law", "none.toml"], "can't read it"),
    ],
)
def test_wrong_usage(run, words: list[str], says: str):
    code, _, err = run("law", *words)

    assert code == 2
    assert says in err


def test_verify_finds_no_error_in_the_law(run):
    found = asked(run, "law", "verify")

    assert found["errors"] == []
    assert found["uncited"] == []
    assert found["totals"]["provisions"] > 50
    assert run("law", "verify")[0] == 0


def test_verify_finds_a_dead_branch(run, tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(
        'id = "own/p"\ntitle = "t"\ncite = "c"\neffect = { require = "RS" }\n'
        '[[instrument]]\nid = "own-i"\ntitle = "t"\ncite = "c"\npublished = 2025-01-01\n'
        '[[version]]\ninstrument = "own-i"\nvalid = { from = 2025-01-01 }\n'
        "when = 'deemed or (any(ics: tpp >= 4800 and tpp < 1600))'\n"
        'says = "s"\nconfidence = "own"\n',
        encoding="utf-8",
    )

    code, out, _ = run("law", "verify", "--law", str(path), "--json")
    found = json.loads(out)

    assert code == 1
    assert any("unreachable" in entry["says"] for entry in found["errors"])
    assert any(entry["id"] == "own/p" for entry in found["uncited"])
