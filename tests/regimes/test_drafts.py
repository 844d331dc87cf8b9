"""Pending bills as drafts: what they would do, never part of the law."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import licet
from licet.case import parse_case
from licet.cli.main import main
from licet.courts import EarCourt, court_of
from licet.decision.answer import answer
from licet.drafts import draft_of, drafts
from licet.errors import BadLaw
from licet.law import ROOT, law, with_files
from licet.lawcheck import verify

NAMES = ("ai-overwatch", "ai-overwatch-senate", "chip-security", "gain-ai", "safe-chips", "scale")
H20, H100, B200, GAMER = "nvidia-h20-96gb", "nvidia-h100-sxm5-80gb", "nvidia-b200", "RTX 4090"


@cache
def court(name: str) -> EarCourt:
    return court_of(with_files([Path(name)]))


def under(name: str, item: object, to: str = "CN", **keys: Any) -> dict[str, Any]:
    case = {"item": item, "to": to, "on": "2026-08-01", **keys}
    return answer(parse_case(case), court(name)).as_dict()


def drafted(found: dict[str, Any]) -> set[str]:
    return {entry["provision"] for entry in found["requirements"] if entry["reason"] == "draft"}


def test_the_shipped_drafts() -> None:
    assert tuple(draft.name for draft in drafts()) == NAMES
    assert {draft.status for draft in drafts()} == {"proposed"}
    assert not any(ROOT in draft.path.parents for draft in drafts())
    assert not any(name.startswith("draft/") for name in law().provisions)


@pytest.mark.parametrize("name", NAMES)
def test_each_loads_and_holds_up(name: str) -> None:
    report = verify(with_files([Path(name)]))
    assert report["errors"] == []
    assert [entry for entry in report["uncited"] if entry["id"].startswith("draft/")] == []


@pytest.mark.parametrize(
    ("name", "item", "caught"),
    [
        # H20: TPP 2,368 and density 2.9 are under every test, 4,000 GB/s of DRAM over 1,400
        ("ai-overwatch", H20, True),
        ("ai-overwatch-senate", H20, True),
        ("gain-ai", H20, True),
        # SAFE Chips: 4,000 and 1,028 GB/s (NVLink and PCIe together) reach the sum of 5,000
        ("safe-chips", H20, True),
        ("scale", H20, False),
        ("ai-overwatch", H100, True),
        ("safe-chips", H100, True),
        ("scale", H100, True),
        # RTX 4090: not for data centers, but of 3A090.a by its TPP
        ("ai-overwatch", GAMER, False),
        ("safe-chips", GAMER, False),
        ("gain-ai", GAMER, True),
        ("scale", GAMER, True),
    ],
)
def test_what_each_would_catch(name: str, item: str, caught: bool) -> None:
    found = under(name, item, exporter="nvidia")
    assert bool(drafted(found)) is caught


def ic(**figures: Any) -> dict[str, Any]:
    base = {"tpp": 1000, "performance_density": 1, "dram_bandwidth_gb_s": 500,
            "interconnect_gb_s": 100, "datacenter": True}  # fmt: skip
    return {"kind": "computer", "contains": {**base, **figures}}


@pytest.mark.parametrize(
    ("figures", "house", "safe"),
    [
        ({}, False, False),
        ({"tpp": 2399, "performance_density": "1.6"}, False, False),
        ({"tpp": 2400, "performance_density": "1.6"}, True, True),
        ({"tpp": 2400, "performance_density": "1.59"}, False, False),
        ({"tpp": 1600, "performance_density": "3.2"}, True, True),
        ({"tpp": 1599, "performance_density": "3.2"}, False, False),
        ({"dram_bandwidth_gb_s": 1400}, True, False),
        ({"dram_bandwidth_gb_s": "1399.9"}, False, False),
        ({"interconnect_gb_s": 1100}, True, True),
        ({"dram_bandwidth_gb_s": 1000, "interconnect_gb_s": 700}, True, False),
        ({"dram_bandwidth_gb_s": 4100}, True, True),
        ({"dram_bandwidth_gb_s": 4000, "interconnect_gb_s": 1000}, True, True),
        ({"dram_bandwidth_gb_s": 4000, "interconnect_gb_s": 999}, True, False),
    ],
)
def test_the_numbers_of_the_bills(figures: dict[str, Any], house: bool, safe: bool) -> None:
    assert bool(drafted(under("ai-overwatch", ic(**figures)))) is house
    assert bool(drafted(under("safe-chips", ic(**figures)))) is safe


@pytest.mark.parametrize(
    ("figures", "denied"),
    [
        ({"tpp": 20999, "performance_density": "20.9"}, False),
        ({"tpp": 21000, "performance_density": 5}, True),
        ({"tpp": 1600, "performance_density": 21}, True),
        ({"tpp": 1599, "performance_density": 21}, False),
    ],
)
def test_the_senate_tier_of_denial(figures: dict[str, Any], denied: bool) -> None:
    found = under("ai-overwatch-senate", ic(**figures))
    assert ("draft/ai-overwatch-senate/restricted" in drafted(found)) is denied
    if denied:
        assert found["review_policy"] == "policy-of-denial"


def test_venezuela_is_named_by_the_house_alone() -> None:
    item = ic(dram_bandwidth_gb_s=2000)
    assert drafted(under("ai-overwatch", item, to="VE"))
    assert not drafted(under("ai-overwatch-senate", item, to="VE"))


def test_the_owner_counts_wherever_the_goods_go() -> None:
    buyer = [{"role": "end-user", "country": "MY", "headquarters": "MY", "ultimate_parent": "CN"}]
    assert drafted(under("ai-overwatch", H20, to="MY", parties=buyer, exporter="nvidia"))
    assert not drafted(under("ai-overwatch", H20, to="MY", exporter="nvidia"))


def test_gain_depends_on_a_reading_for_gaming_cards() -> None:
    item = {"kind": "computer", "contains": {
        "tpp": 2400, "performance_density": "1.7", "dram_bandwidth_gb_s": 500,
        "interconnect_gb_s": 64, "datacenter": False}}  # fmt: skip
    found = under("gain-ai", item)
    assert drafted(found)
    assert any("draft/gain-ai" in entry["value"] for entry in found["alternatives"])


def test_chip_security_asks_for_no_license_but_for_location() -> None:
    found = under("chip-security", H100)
    assert not drafted(found)
    assert any(says.startswith("DRAFT (H.R. 3447") for says in found["conditions"])
    plain = licet.determine(item=H100, to="CN", on="2026-08-01").as_dict()
    assert not any("DRAFT" in says for says in plain["conditions"])


def test_an_answer_that_used_a_draft_says_so() -> None:
    found = under("ai-overwatch", H20, exporter="nvidia")
    assert [entry["file"] for entry in found["law_files"]] == ["draft:ai-overwatch"]
    assert any("a bill, not law" in says for says in found["warnings"])


def test_names_and_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_of("safe-chips")
    assert draft is not None
    for name in ("safe-chips", "drafts/safe-chips", "drafts/safe-chips.toml"):
        assert with_files([Path(name)]).own_files[0][0] == "draft:safe-chips"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scale").write_bytes(draft.path.read_bytes())  # a file of that name comes first
    assert with_files([Path("scale")]).own_files[0][0] == "scale"
    with pytest.raises(BadLaw, match="no such law file or draft") as caught:
        with_files([Path("safe-chip")])
    assert "safe-chips" in caught.value.hint


def test_the_list_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "drafts", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == list(NAMES)
    assert rows[0]["date"] == "2025-12-18"
    assert rows[0]["became"][0]["on"] == "2026-01-21"
    assert main(["law", "drafts"]) == 0
    assert "ai-overwatch" in capsys.readouterr().out
    code = main(["check", H20, "--to", "CN", "--on", "2026-08-01", "--law", "gain-ai", "--json"])
    assert code == 0
    assert json.loads(capsys.readouterr().out)["law_files"][0]["file"] == "draft:gain-ai"
