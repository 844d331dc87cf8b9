"""Answers that a search for wrong answers found wrong, each with the text that decides."""

from __future__ import annotations

from typing import Any

import pytest

import licet

DAY = "2026-07-23"


def ask(eccn: str, to: str, kind: str, **case: Any) -> licet.Determination:
    item = {"eccn": eccn, "kind": kind}
    return licet.determine(item=item, to=to, on=DAY, exporter="someone", **case)


def civil(country: str, *uses: str) -> dict[str, Any]:
    """A party of the country, screened, with these end uses."""
    party = {"role": "end-user", "country": country, "headquarters": country}
    return {
        "parties": [{**party, "ultimate_parent": country, "lists": [], "owners": []}],
        "end_use": list(uses),
    }


def test_model_weights_to_iraq_need_a_license_in_practice_too() -> None:
    """15 CFR 746.3(a)(1): any item controlled for RS; only 742.6(a)(13) is not enforced."""
    d = ask("4E091", "IQ", "model-weights")
    assert d.verdict == "license-required"
    assert "us/ear/746/3-iraq" in [version.provision for version, _ in d.needed]
    assert ask("4E091", "CN", "model-weights").verdict == "no-license-required"


@pytest.mark.parametrize(("eccn", "kind"), [("4A001", "computer"), ("4A001.a.2", "computer")])
def test_4a001_is_under_ns_column_2(eccn: str, kind: str) -> None:
    """ECCN 4A001: NS Column 2 for the entire entry; MT and NP for parts of it stay open."""
    assert ask(eccn, "VN", kind).verdict == "license-required"
    assert ask(eccn, "DE", kind).verdict == "indeterminate"


@pytest.mark.parametrize("eccn", ["3D991", "3E991", "4D993", "4E992", "4E993", "5E991"])
def test_entries_under_anti_terrorism_alone(eccn: str) -> None:
    """AT Column 1 only: free but to embargoed places and to Russia and Belarus."""
    kind = "technology" if eccn[1] == "E" else "software"
    for to in ("CN", "VN", "IN", "DE"):
        assert ask(eccn, to, kind).verdict == "no-license-required"
    for to in ("CU", "IR", "KP", "SY", "RU", "BY"):
        assert ask(eccn, to, kind).verdict == "license-required"


def test_3e002_is_an_entry() -> None:
    """ECCN 3E002, microprocessor technology: NS Column 1. One copy of the list lost it."""
    for to in ("DE", "TW", "CN"):
        assert ask("3E002", to, "technology").verdict == "license-required"
    assert ask("3E002", "CA", "technology").verdict == "no-license-required"
    assert ask("3D002", "DE", "software").verdict == "license-required"


@pytest.mark.parametrize("to", ["VN", "MO", "KZ", "GE"])
def test_microprocessors_for_military_use_in_d1(to: str) -> None:
    """15 CFR 744.17(a): beyond the places of 744.21, all of Country Group D:1."""
    d = ask("3A991.a.1", to, "ic", **civil(to, "military"))
    assert (d.verdict, d.review_policy) == ("license-required", "presumption-of-denial")
    assert ask("3A991.a.1", to, "ic", **civil(to)).verdict == "no-license-required"
    assert ask("3A991.p", to, "ic", **civil(to, "military")).verdict == "no-license-required"
    assert ask("3A991.a.1", "DE", "ic", **civil("DE", "military")).verdict == "no-license-required"


@pytest.mark.parametrize("name", ["Ponte Vecchio", "Max 1100", "Gaudi 3", "Blackwell B200"])
def test_names_that_were_open(name: str) -> None:
    """The matrix rates of Ponte Vecchio, and Gaudi 3 apart from its cards for China."""
    d = licet.determine(item=name, to="CN", on=DAY, exporter="someone")
    assert (d.verdict, d.parameters) == ("license-required", "3A090.a")


@pytest.mark.parametrize("item", ["MI210", "HBM3E", "H100"])
def test_ethiopia_is_not_called_free(item: str) -> None:
    """State's list names Ethiopia (22 CFR 126.1(n)) and overrides the table of D:5."""
    d = licet.determine(item=item, to="ET", on=DAY, exporter="someone")
    assert d.verdict == "indeterminate"
    assert licet.determine(item="L20", to="ET", on=DAY).verdict == "no-license-required"


def test_aca_reaches_the_emirates_by_the_codified_text() -> None:
    """15 CFR 740.8(a): any destination but Macau and D:5; in practice BIS has not said so."""
    d = licet.determine(item="MI210", to="AE", on="2026-08-01", exporter="someone")
    assert d.as_dict()["layers"] == {"text": "license-exception", "practice": "license-required"}


def described(**figures: Any) -> dict[str, Any]:
    return {
        "kind": "ic",
        "tpp": 2368,
        "applicable_die_area_mm2": 814,
        "datacenter": True,
        **figures,
    }


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"dram_bandwidth_gb_s": 4000}, "indeterminate"),
        ({"interconnect_gb_s": 900}, "indeterminate"),
        ({"dram_bandwidth_gb_s": 3999, "interconnect_gb_s": 899}, "no-license-required"),
        ({"dram_bandwidth_gb_s": [3000, 4800]}, "indeterminate"),
        ({}, "no-license-required"),
    ],
)
def test_a_letter_may_fit_a_described_chip_of_an_unknown_exporter(
    figures: dict[str, Any], expected: str
) -> None:
    """The letter of April 2025 names the H20's bandwidths; whose chip it is decides."""
    case = {"item": described(**figures), "to": "CN", "on": "2025-09-01"}
    d = licet.determine(case)
    assert d.verdict == expected
    if expected == "indeterminate":
        assert "exporter" in [entry.fact for entry in d.missing]
        assert licet.determine(case, exporter="acme").verdict == "no-license-required"


@pytest.mark.parametrize("to", ["PR", "Guam", "VI", "AS", "MP"])
def test_possessions_are_the_united_states(to: str) -> None:
    """15 CFR 772.1, United States: going to Puerto Rico or a possession is no export."""
    d = licet.determine(item="H100", to=to, on=DAY, exporter="someone")
    assert (d.verdict, d.text) == ("no-license-required", "no-license-required")
    assert licet.determine(item={"eccn": "5D002"}, to=to, on=DAY).verdict == "no-license-required"


@pytest.mark.parametrize(
    ("eccn", "on", "expected"),
    [
        ("3A090", "2022-12-01", "3A090"),
        ("4A090", "2022-12-01", "3A090"),
        ("3A090", DAY, "unknown"),
        ("5A992", DAY, "unknown"),
        ("5A992.c", DAY, None),
        ("5A992.z.1", DAY, "3A090.a"),
        ("4A005.z.2", DAY, "3A090.b"),
        ("5A002.z.1.a.1", DAY, "3A090.a"),
        ("5A002.z.1", DAY, "unknown"),
    ],
)
def test_what_a_stated_entry_says_of_the_silicon(eccn: str, on: str, expected: str | None) -> None:
    """An entry without its level says nothing of 3A090.a or .b; one with it says which."""
    d = licet.determine(item={"eccn": eccn, "kind": "computer"}, to="CN", on=on, exporter="someone")
    assert d.parameters == expected


def test_a_doubtful_place_is_named_and_explained() -> None:
    d = licet.determine(item="H100", to="ET", on=DAY, exporter="someone")
    assert d.verdict == "indeterminate"
    assert [entry.fact for entry in d.missing] == ["to"]
    assert any("Ethiopia" in warning for warning in d.warnings)


def test_a_doubtful_place_that_decides_nothing_is_not_asked_for() -> None:
    """A parent in China settles the requirement, whatever Ethiopia is."""
    item = {"kind": "ic", "eccn": "3A090.a"}
    parties = [{"role": "end-user", "country": "ET", "headquarters": "CN", "ultimate_parent": "CN"}]
    d = licet.determine(item=item, to="MY", on=DAY, parties=parties, exporter="someone")
    assert d.verdict == "license-required"
    assert "parties[0].country" not in [entry.fact for entry in d.missing]


def test_the_caution_for_the_emirates_is_told_for_the_emirates_only() -> None:
    def told(to: str) -> bool:
        d = licet.determine(item="H100", to=to, on=DAY, exporter="someone")
        return any("non-enforcement statement reaches buyers" in says for says in d.warnings)

    assert told("AE")
    assert not told("CN")
