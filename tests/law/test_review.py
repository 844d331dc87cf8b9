"""Review policies by day, item and party: 15 CFR 742.6(b)(10), 744.23(d) and their kin."""

from __future__ import annotations

from typing import Any

import pytest

import licet

ACCELERATOR = {
    "tpp": 15832,
    "applicable_die_area_mm2": 814,
    "datacenter": True,
    "dram_bandwidth_gb_s": 4800,
    "us_commercially_available": True,
}
GAMING = {
    "tpp": 5286,
    "applicable_die_area_mm2": 608,
    "datacenter": False,
    "interconnect_gb_s": 64,
    "dram_bandwidth_gb_s": 1008,
    "us_commercially_available": True,
}
LOWER = {
    "tpp": 2896,
    "applicable_die_area_mm2": 790,
    "datacenter": True,
    "dram_bandwidth_gb_s": 1638,
    "us_commercially_available": True,
}
DENIAL, CASES, APPROVAL = "presumption-of-denial", "case-by-case", "presumption-of-approval"


def party(country: str, headquarters: str, parent: str) -> list[dict[str, Any]]:
    return [
        {
            "role": "end-user",
            "country": country,
            "headquarters": headquarters,
            "ultimate_parent": parent,
            "lists": [],
            "owners": [],
        }
    ]


def policy(chip: dict[str, Any], to: str, on: str, **keys: Any) -> str | None:
    item = {"kind": "ic", **chip}
    answer = licet.determine(item=item, to=to, on=on, exporter="someone", **keys).as_dict()
    assert answer["verdict"] == "license-required"
    policy = answer["review_policy"]
    assert policy is None or isinstance(policy, str)
    return policy


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        ("CN", "2023-12-01", DENIAL),
        ("NI", "2024-03-15", DENIAL),
        ("CN", "2025-06-01", DENIAL),
        ("CN", "2026-01-14", DENIAL),
        ("SA", "2024-05-01", APPROVAL),
        ("KH", "2025-12-01", APPROVAL),
        ("VN", "2026-08-01", APPROVAL),
        ("AE", "2026-08-01", APPROVAL),
        ("RU", "2026-02-01", "policy-of-denial"),
        ("IR", "2026-02-01", "policy-of-denial"),
        ("SY", "2026-02-01", DENIAL),
    ],
)
def test_data_center_items_by_place_and_day(to: str, on: str, expected: str) -> None:
    assert policy(ACCELERATOR, to, on) == expected


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [("MY", "2026-06-15", DENIAL), ("AU", "2026-06-15", DENIAL), ("AE", "2026-08-01", DENIAL),
     ("SG", "2024-05-01", DENIAL), ("SG", "2023-12-01", CASES)],
)  # fmt: skip
def test_a_parent_in_china_brings_denial(to: str, on: str, expected: str) -> None:
    assert policy(ACCELERATOR, to, on, parties=party(to, to, "CN"), end_use=[]) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2023-12-29", DENIAL), ("2024-12-01", DENIAL), ("2024-12-02", CASES), ("2025-01-12", CASES),
     ("2025-02-01", DENIAL)],
)  # fmt: skip
def test_other_hardware_had_its_line_for_six_weeks(on: str, expected: str) -> None:
    # 15 CFR 742.6(b)(10)(iii)(B)(1) and (2), in the text of 89 FR 96790 only
    assert policy(GAMING, "CN", on) == expected


def test_lower_level_by_place() -> None:
    assert policy(LOWER, "CN", "2025-02-01") == DENIAL
    # Where 742.6 asks for no license, 744.23(d)(3)(i) governs.
    owned = {"parties": party("SG", "SG", "CN"), "end_use": []}
    assert policy(LOWER, "SG", "2025-02-01", **owned) == CASES
    assert policy({**LOWER, "tpp": 2500, "datacenter": True}, "AE", "2026-08-01") == CASES


GATE: dict[str, Any] = {"to": "CN", "on": "2026-02-01", "certifications": "all"}


def test_the_gate_of_january_2026() -> None:
    # 15 CFR 742.6(b)(10)(iii)(A)(1)
    assert policy(ACCELERATOR, **GATE) == CASES
    assert policy(ACCELERATOR, **{**GATE, "to": "MO"}) == CASES
    assert policy(LOWER, **GATE) == CASES
    answer = licet.determine(item={"kind": "ic", **ACCELERATOR}, exporter="someone", **GATE)
    says = " ".join(answer.conditions)
    assert "50 percent" in says
    assert "laboratory" in says


@pytest.mark.parametrize(
    "change",
    [
        {"tpp": 21000},
        {"dram_bandwidth_gb_s": 6500},
        {"us_commercially_available": False},
        {"tpp": 36000, "dram_bandwidth_gb_s": 8000},
    ],
)
def test_limits_of_the_gate(change: dict[str, Any]) -> None:
    assert policy({**ACCELERATOR, **change}, **GATE) == DENIAL


def test_just_below_the_limits() -> None:
    chip = {**ACCELERATOR, "tpp": "20999.9", "dram_bandwidth_gb_s": "6499.9"}
    assert policy(chip, **GATE) == CASES


@pytest.mark.parametrize("left_out", ["volume-cap", "remote-user-disclosure", "us-supply",
                                      "independent-us-test", "no-remote-algorithms"])  # fmt: skip
def test_each_certification_counts(left_out: str) -> None:
    from licet.vocabulary import CERTIFICATIONS

    given = [code for code in CERTIFICATIONS if code != left_out]
    assert policy(ACCELERATOR, **{**GATE, "certifications": given}) == DENIAL


def test_certifications_not_stated_leave_the_policy_open() -> None:
    keys = {"to": "CN", "on": "2026-02-01"}
    assert policy(ACCELERATOR, **keys) is None
    answer = licet.determine(item={"kind": "ic", **ACCELERATOR}, exporter="someone", **keys)
    assert any("certifications" in entry.fact for entry in answer.missing)


@pytest.mark.parametrize(
    "keys",
    [
        {"transaction": "transfer"},
        {"from": "SG", "transaction": "reexport"},
        {"to": "SG", "parties": party("SG", "SG", "CN"), "end_use": []},
        {"parties": party("CN", "CN", "CN"), "end_use": ["military"]},
        {"on": "2026-01-14"},
    ],
)
def test_what_never_passes_the_gate(keys: dict[str, Any]) -> None:
    assert policy(ACCELERATOR, **{**GATE, **keys}) == DENIAL


def test_memory() -> None:
    # 15 CFR 742.6(b)(10)(ii)
    item = {"kind": "hbm", "eccn": "3A090.c"}
    keys = {"to": "CN", "on": "2025-02-01", "exporter": "someone", "end_use": []}
    for parent, expected in (("US", APPROVAL), ("CN", DENIAL)):
        answer = licet.determine(item=item, parties=party("CN", parent, parent), **keys)
        assert answer.review_policy == expected


def test_reviews_of_other_reasons() -> None:
    # 15 CFR 742.4(b), 742.15(a)(2)
    item = {"kind": "computer", "contains": ACCELERATOR}
    keys = {"item": item, "on": "2023-12-01", "exporter": "someone"}
    answer = licet.determine(to="IN", facts={"base_eccn": "4A003"}, **keys)
    assert answer.review_policy == APPROVAL
    answer = licet.determine(to="DE", facts={"base_eccn": "5A002"}, **keys)
    assert answer.review_policy == CASES


@pytest.mark.parametrize(("to", "on"), [("CN", "2022-11-01"), ("MO", "2023-02-01")])
def test_october_2022_presumed_denial(to: str, on: str) -> None:
    # 15 CFR 742.6(b)(10) in its first form
    assert policy({**ACCELERATOR, "interconnect_gb_s": 900}, to, on) == DENIAL


@pytest.mark.parametrize("name", ["nvidia-h200-sxm", "amd-mi325x"])
def test_the_products_that_bis_names_were_on_the_market(name: str) -> None:
    answer = licet.determine(item=name, exporter="someone", **GATE)
    assert answer.review_policy == CASES
