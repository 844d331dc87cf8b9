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
