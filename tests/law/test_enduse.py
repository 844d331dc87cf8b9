"""End uses of part 744 and General Prohibition Ten, by date."""

from __future__ import annotations

from typing import Any

import pytest

import licet

# A gaming chip: 3A991.p, no advanced-computing control.
SMALL = {"kind": "ic", "tpp": 1500, "applicable_die_area_mm2": 400, "datacenter": False}
LARGE = {
    "kind": "computer",
    "contains": {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True},
}
ASCEND = {"kind": "ic", "tpp": 6400, "performance_density": 9, "datacenter": True}


def ask(**case: Any) -> licet.Determination:
    case.setdefault("item", SMALL)
    case.setdefault("exporter", "someone")
    return licet.determine(**case)


def provisions(d: licet.Determination) -> list[str]:
    return [version.provision for version, _ in d.needed]


@pytest.mark.parametrize(
    ("use", "to", "on", "verdict"),
    [
        # The fab paragraphs began on 2022-10-07, the supercomputer one on 2022-10-21.
        ("advanced-node-fab", "CN", "2022-10-06", "no-license-required"),
        ("advanced-node-fab", "CN", "2022-10-07", "license-required"),
        ("semiconductor-equipment", "HK", "2022-10-07", "license-required"),
        ("supercomputer", "CN", "2022-10-20", "no-license-required"),
        ("supercomputer", "CN", "2022-10-21", "license-required"),
        # Macau in January 2023, all of D:5 in November 2023.
        ("supercomputer", "MO", "2023-01-16", "no-license-required"),
        ("supercomputer", "MO", "2023-01-17", "license-required"),
        ("supercomputer", "VE", "2023-11-16", "no-license-required"),
        ("supercomputer", "VE", "2023-11-17", "license-required"),
        ("supercomputer", "FR", "2024-06-01", "no-license-required"),
        ("advanced-node-fab", "TW", "2024-06-01", "no-license-required"),
        # Burma, Cambodia, China, Venezuela; Nicaragua from 2024-03-15.
        ("military", "CN", "2022-09-01", "license-required"),
        ("military", "KH", "2022-09-01", "license-required"),
        ("military", "NI", "2024-03-14", "no-license-required"),
        ("military", "NI", "2024-03-15", "license-required"),
        ("military", "FR", "2024-06-01", "no-license-required"),
        ("military-intelligence", "BY", "2023-06-01", "license-required"),
        ("military-intelligence", "VE", "2023-06-01", "license-required"),
        ("military-intelligence", "FR", "2023-06-01", "no-license-required"),
        ("wmd", "FR", "2023-06-01", "license-required"),
        ("data-center", "CN", "2026-06-01", "no-license-required"),
    ],
)
def test_end_use_by_place_and_date(use: str, to: str, on: str, verdict: str) -> None:
    assert ask(to=to, on=on, end_use=[use]).verdict == verdict


def test_ear99_items_are_reached_by_the_fab_rule_only() -> None:
    ear99 = {"kind": "ic", "eccn": "EAR99", "datacenter": False}
    fab = ask(item=ear99, to="CN", on="2024-06-01", end_use=["advanced-node-fab"])
    assert provisions(fab) == ["us/ear/744/23-a-2-advanced-node"]
    for use in ("supercomputer", "semiconductor-equipment", "military"):
        d = ask(item=ear99, to="CN", on="2024-06-01", end_use=[use])
        assert d.verdict != "license-required"
    early = ask(item=ear99, to="CN", on="2023-06-01", end_use=["semiconductor-equipment"])
    assert early.verdict == "license-required"


def test_equipment_by_headquarters_since_april_2024() -> None:
    party = {
        "role": "end-user", "country": "MY", "headquarters": "MY", "ultimate_parent": "CN",
        "lists": [], "owners": [],
    }  # fmt: skip
    case = {"to": "MY", "end_use": ["semiconductor-equipment"], "parties": [party]}
    assert ask(**case, on="2024-04-03").verdict == "no-license-required"
    assert ask(**case, on="2024-04-04").verdict == "license-required"


def test_review_of_chip_making_end_uses() -> None:
    assert ask(to="CN", on="2024-06-01", end_use=["supercomputer"]).review_policy == (
        "presumption-of-denial"
    )
    party = {
        "role": "end-user", "country": "CN", "headquarters": "KR", "ultimate_parent": "KR",
        "lists": [], "owners": [],
    }  # fmt: skip
    case = {"to": "CN", "end_use": ["advanced-node-fab"], "parties": [party]}
    assert ask(**case, on="2023-06-01").review_policy == "case-by-case"
    assert ask(**case, on="2024-06-01").review_policy == "presumption-of-approval"


def test_military_user_and_3a991() -> None:
    d = ask(item={"kind": "ic", "eccn": "3A991.p"}, to="CN", on="2026-06-15", end_use=["military"])
    assert d.verdict == "license-required"
    assert provisions(d) == ["us/ear/744/21-military"]
    assert d.review_policy == "presumption-of-denial"
    assert not [offer for offer in d.offers if offer.available]


def test_military_use_of_4a994_turns_on_its_peak_performance() -> None:
    case: dict[str, Any] = {
        "item": {"kind": "computer", "contains": SMALL}, "to": "CN", "on": "2026-06-15",
        "end_use": ["military"],
    }  # fmt: skip
    d = ask(**case)
    assert d.verdict == "indeterminate"
    assert "app_wt" in [entry.fact for entry in d.missing]
    assert ask(**case, facts={"app_wt": 0.6}).verdict == "license-required"
    assert ask(**case, facts={"app_wt": 0.5}).verdict == "no-license-required"


def test_military_review_governs_other_licenses() -> None:
    d = ask(item=LARGE, to="CN", on="2026-02-01", end_use=["military"], certifications="all")
    assert d.verdict == "license-required"
    assert d.review_policy == "presumption-of-denial"


def test_training_for_weapons_or_intelligence() -> None:
    d = ask(item=LARGE, to="MY", on="2025-06-01", end_use=["ai-training-d5", "iaas"])
    assert d.verdict == "license-required"
    assert "us/ear/744/ai-training-d5" in provisions(d)
    assert d.review_policy == "presumption-of-denial"
    assert any("US persons" in text for text in d.conditions)
    plain = ask(item=LARGE, to="MY", on="2025-06-01", end_use=["ai-training", "iaas"])
    assert "us/ear/744/ai-training-d5" not in provisions(plain)


def test_us_persons_are_told_also_of_items_outside_the_ear() -> None:
    d = ask(
        item={**SMALL, "kind": "ic"}, to="CN", on="2024-06-01", from_="TW",
        end_use=["advanced-node-fab"],
        facts={"us_origin": False, "us_equipment_plant": False, "us_content_percent": 0},
    )  # fmt: skip
    assert d.verdict == "not-subject"
    assert any("US persons" in text for text in d.conditions)


# General Prohibition Ten

NAMED = ["ascend-910b", "ascend-910b3", "ascend-910c", "ascend-910d"]


def gp10(product: str, end_use: list[str], **case: Any) -> licet.Determination:
    return ask(
        item=ASCEND, from_="CN", to="MY", end_use=end_use,
        facts={"product": product, "designer": "huawei"}, **{"on": "2025-06-01", **case},
    )  # fmt: skip


@pytest.mark.parametrize("product", NAMED)
def test_named_ascend_chips_are_barred(product: str) -> None:
    assert gp10(product, ["data-center"]).verdict == "prohibited"
    assert gp10(product, []).verdict == "prohibited"
    # Analysis is let alone only where it is all that is done.
    assert gp10(product, ["technical-analysis"]).verdict != "prohibited"
    assert gp10(product, ["technical-analysis", "ai-inference"]).verdict == "prohibited"


def test_analysis_of_an_ascend_chip_in_the_united_states() -> None:
    d = ask(
        item=ASCEND, from_="CN", to="US", on="2025-06-01", end_use=["technical-analysis"],
        facts={"product": "ascend-910b", "designer": "huawei"},
    )  # fmt: skip
    assert d.verdict == "no-license-required"


def test_gp10_guidance_has_a_date_and_is_practice() -> None:
    assert gp10("ascend-910c", ["data-center"], on="2025-05-12").verdict != "prohibited"
    assert gp10("ascend-910c", ["data-center"], on="2025-05-13").verdict == "prohibited"
    assert gp10("ascend-910c", ["data-center"], known_on="2025-05-12").verdict != "prohibited"
    assert gp10("ascend-910c", ["data-center"]).text != "prohibited"


def test_other_chips_of_china_carry_a_red_flag() -> None:
    d = ask(
        item=ASCEND, from_="CN", to="MY", on="2025-06-01", end_use=[],
        facts={"product": "mlu590", "designer": "cambricon"},
    )  # fmt: skip
    assert d.verdict != "prohibited"
    assert any("designed by a company of China" in text for text in d.conditions)


def test_unknown_end_use_leaves_an_ascend_chip_open() -> None:
    party = {"role": "end-user", "country": "MY", "headquarters": "MY", "ultimate_parent": "MY",
             "lists": [], "owners": []}  # fmt: skip
    d = ask(
        item=ASCEND, from_="CN", to="MY", on="2025-06-01", parties=[party],
        facts={"product": "ascend-910c", "designer": "huawei"},
    )  # fmt: skip
    assert d.verdict == "indeterminate"
