"""What is subject to the EAR: part 734, by date."""

from __future__ import annotations

from typing import Any

import pytest

import licet

LARGE = {
    "kind": "computer",
    "contains": {
        "tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True, "interconnect_gb_s": 1000,
    },
}  # fmt: skip
FOREIGN = {"us_origin": False, "us_equipment_plant": False, "us_content_percent": 0}
PLANT = {**FOREIGN, "us_equipment_plant": True, "d5_designed": False}


def ask(to: str, on: str, facts: dict[str, Any] | None = None, **case: Any) -> licet.Determination:
    case.setdefault("item", LARGE)
    case.setdefault("from", "TW")
    return licet.determine(to=to, on=on, facts=facts or {}, exporter="someone", **case)


def test_an_export_from_abroad_is_open_until_its_origin_is_known() -> None:
    d = ask("SG", "2026-02-01")
    assert d.verdict == "indeterminate"
    assert {"us_origin", "us_equipment_plant"} <= {entry.fact for entry in d.missing}
    assert ask("CN", "2026-02-01", FOREIGN).verdict == "not-subject"
    assert ask("CN", "2026-02-01", {"us_origin": True}).verdict == "license-required"


def test_goods_in_the_united_states_and_reexports_are_subject() -> None:
    assert ask("CN", "2026-02-01", **{"from": "US"}).verdict == "license-required"
    d = ask("CN", "2026-02-01", FOREIGN, **{"from": "SG", "transaction": "reexport"})
    assert d.verdict == "license-required"


@pytest.mark.parametrize(
    ("to", "on", "verdict"),
    [
        # 734.9(h): China 2022, Macau 2023, D:1, D:4 and D:5 from 2023-11-17, anywhere 2025-01-13.
        ("CN", "2022-10-20", "not-subject"),
        ("CN", "2022-10-21", "license-required"),
        ("MO", "2023-01-16", "not-subject"),
        ("MO", "2023-01-17", "license-required"),
        ("SA", "2023-11-16", "not-subject"),
        ("SA", "2023-11-17", "license-required"),
        ("IN", "2025-01-12", "not-subject"),
        ("IN", "2025-01-13", "no-license-required"),
    ],
)
def test_the_advanced_computing_product_rule(to: str, on: str, verdict: str) -> None:
    assert ask(to, on, PLANT).verdict == verdict


def test_the_product_rule_follows_headquarters() -> None:
    party = {"role": "end-user", "country": "SG", "headquarters": "CN", "ultimate_parent": "CN",
             "lists": [], "owners": []}  # fmt: skip
    d = ask("SG", "2024-06-01", PLANT, parties=[party], end_use=[])
    assert d.verdict == "license-required"


def test_technology_of_a_d5_entity_reaches_chips_anywhere() -> None:
    d = ask("SG", "2024-06-01", {**PLANT, "d5_designed": True})
    assert d.verdict == "no-license-required"


def test_de_minimis() -> None:
    # No zero level is keyed to 3A090 or 4A090: 25 percent, 10 for E:1 and E:2.
    assert ask("SA", "2024-06-01", {**FOREIGN, "us_content_percent": 20}).verdict == "not-subject"
    assert ask("SA", "2024-06-01", {**FOREIGN, "us_content_percent": 25}).verdict == "not-subject"
    d = ask("SA", "2024-06-01", {**FOREIGN, "us_content_percent": 26})
    assert d.verdict == "license-required"
    # To Iran a computer with US parts of 3A001 has no level at all: 734.4(a)(1).
    plain = {**FOREIGN, "us_3a001_semiconductors": False}
    assert ask("IR", "2024-06-01", {**plain, "us_content_percent": 10}).verdict == "not-subject"
    d = ask("IR", "2024-06-01", {**plain, "us_content_percent": 11})
    assert d.verdict == "license-required"


def test_no_level_for_fast_computers_with_3a001_parts() -> None:
    facts = {**FOREIGN, "base_eccn": "4A003", "us_content_percent": 5}
    more = {"ns_technology_product": False}
    d = ask("VN", "2024-06-01", {**facts, **more, "us_3a001_semiconductors": True})
    assert d.verdict == "license-required"
    d = ask("VN", "2024-06-01", {**facts, **more, "us_3a001_semiconductors": False})
    assert d.verdict == "not-subject"
    # Not asked for allies.
    assert ask("JP", "2024-06-01", facts).verdict == "not-subject"


def test_encryption_content_must_be_cleared() -> None:
    facts = {**FOREIGN, "base_eccn": "5A002", "us_content_percent": 5}
    assert ask("BR", "2024-06-01", {**facts, "us_encryption_not_cleared": False}).verdict == (
        "not-subject"
    )
    d = ask("BR", "2024-06-01", {**facts, "us_encryption_not_cleared": True})
    assert d.verdict != "not-subject"


def test_the_national_security_product_rule() -> None:
    facts = {**FOREIGN, "base_eccn": "5A002"}
    d = ask("VN", "2024-06-01", facts)
    assert d.verdict == "indeterminate"
    assert [entry.fact for entry in d.missing] == ["ns_technology_product"]
    d = ask("VN", "2024-06-01", {**facts, "ns_technology_product": True})
    assert d.verdict == "license-required"


def test_supercomputers_and_russia() -> None:
    small = {"kind": "ic", "tpp": 100, "applicable_die_area_mm2": 100, "datacenter": False}
    d = ask("CN", "2024-06-01", PLANT, item=small, end_use=["supercomputer"])
    assert d.verdict == "license-required"
    assert ask("CN", "2024-06-01", PLANT, item=small, end_use=[]).verdict == "not-subject"
    assert ask("RU", "2024-06-01", PLANT, item=small).verdict == "license-required"
