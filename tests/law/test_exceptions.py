"""License exceptions: what they answer, on which day, and what is still open."""

from __future__ import annotations

from typing import Any

import pytest

import licet

GAMING = {
    "kind": "computer",
    "contains": {
        "tpp": 5286,
        "applicable_die_area_mm2": 608,
        "datacenter": False,
        "interconnect_gb_s": 64,
        "dram_bandwidth_gb_s": 1008,
    },
}
ACCELERATOR = {
    "kind": "computer",
    "contains": {
        "tpp": 15832,
        "applicable_die_area_mm2": 814,
        "datacenter": True,
        "dram_bandwidth_gb_s": 4800,
        "us_commercially_available": True,
    },
}
LOWER = {"kind": "ic", "tpp": 2896, "applicable_die_area_mm2": 790, "datacenter": True}


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


def ask(item: object, to: str, on: str, **keys: Any) -> dict[str, Any]:
    return licet.determine(item=item, to=to, on=on, exporter="someone", **keys).as_dict()


def offered(answer: dict[str, Any]) -> dict[str, bool | None]:
    return {entry["symbol"]: entry["available"] for entry in answer["exceptions"]}


def test_nac_stays_open_until_bis_cleared_the_notice() -> None:
    # 15 CFR 740.8(c)
    answer = ask(GAMING, "CN", "2024-05-01")
    assert answer["verdict"] == "license-required"
    assert offered(answer)["NAC"] is None
    entry = next(e for e in answer["exceptions"] if e["symbol"] == "NAC")
    assert any("notified" in c["says"] and c["met"] is None for c in entry["conditions"])


@pytest.mark.parametrize("on", ["2023-12-01", "2024-05-01", "2025-02-01", "2026-08-01"])
def test_a_cleared_notice_answers_the_headquarters_rule_too(on: str) -> None:
    answer = ask(GAMING, "CN", on, facts={"nac_cleared": True})
    assert answer["verdict"] == "license-exception"
    assert offered(answer)["NAC"] is True
    assert any("purchase order" in says for says in answer["conditions"])


def test_a_refused_notice_closes_nac() -> None:
    # BIS answers of December 29, 2023
    answer = ask(GAMING, "CN", "2023-12-29", facts={"nac_cleared": False})
    assert answer["verdict"] == "license-required"
    assert offered(answer)["NAC"] is False
    # 742.6(b)(10)(ii) of November 2023 had no other line for these items.
    assert answer["review_policy"] == "presumption-of-denial"


def test_nac_reached_computers_while_4a090_b_was_reserved() -> None:
    item = {"kind": "computer", "contains": LOWER}
    answer = ask(item, "CN", "2023-12-29", facts={"nac_cleared": True})
    assert answer["verdict"] == "license-exception"


def test_nac_without_notice_before_aca() -> None:
    # 15 CFR 740.8 in its form of November 2023
    assert offered(ask(GAMING, "VN", "2024-03-01"))["NAC"] is True
    answer = ask(GAMING, "VN", "2024-05-01")
    assert answer["verdict"] == "license-exception"
    assert offered(answer)["ACA"] is True
    assert "NAC" not in offered(answer)


def test_notice_follows_the_headquarters_from_april_2024() -> None:
    owned = {"parties": party("VN", "VN", "CN"), "end_use": []}
    answer = ask(GAMING, "VN", "2024-05-01", **owned)
    assert offered(answer)["NAC"] is None
    assert "ACA" not in offered(answer)
    answer = ask(GAMING, "VN", "2024-05-01", facts={"nac_cleared": True}, **owned)
    assert answer["verdict"] == "license-exception"


def test_no_exception_answered_the_headquarters_rule_elsewhere_before_april_2024() -> None:
    # 15 CFR 744.23(c) in its form of November 2023
    owned = {"parties": party("SG", "SG", "CN"), "end_use": [], "facts": {"nac_cleared": True}}
    assert ask(GAMING, "SG", "2023-12-01", **owned)["verdict"] == "license-required"
    assert ask(GAMING, "SG", "2024-05-01", **owned)["verdict"] == "license-exception"


def test_data_center_items_of_the_a_level_get_neither_nac_nor_aca() -> None:
    # 15 CFR 740.8(a)
    answer = ask(ACCELERATOR, "CN", "2024-06-01", facts={"nac_cleared": True})
    assert answer["verdict"] == "license-required"
    assert offered(answer)["NAC"] is False
    assert offered(ask(ACCELERATOR, "VN", "2024-06-01"))["ACA"] is False


def test_nac_does_not_answer_a_military_end_use() -> None:
    keys = {"parties": party("CN", "CN", "CN"), "facts": {"nac_cleared": True}}
    answer = ask(GAMING, "CN", "2024-06-01", end_use=["military"], **keys)
    assert answer["verdict"] == "license-required"
    assert offered(answer)["NAC"] is False


def test_no_exception_with_a_party_on_the_unverified_list() -> None:
    # 15 CFR 740.2(a)(17)
    parties = [{**party("VN", "VN", "VN")[0], "lists": ["unverified"]}]
    answer = ask(GAMING, "VN", "2024-06-01", parties=parties, end_use=[])
    assert answer["verdict"] == "license-required"
    assert offered(answer)["ACA"] is False


def test_aca_to_the_emirates_is_open_after_they_left_d4() -> None:
    assert ask(LOWER, "AE", "2026-06-01")["verdict"] == "license-exception"
    answer = ask(LOWER, "AE", "2026-08-01")
    assert answer["verdict"] == "license-required"
    assert offered(answer)["ACA"] is None


def test_encryption_items_need_enc_besides_aca() -> None:
    # 15 CFR 740.8(a)(3)
    item = {"kind": "computer", "contains": LOWER}
    answer = ask(item, "SA", "2024-05-01", facts={"base_eccn": "5A002"})
    assert offered(answer)["ACA"] is None
    answer = ask(item, "SA", "2024-05-01", facts={"base_eccn": "5A002", "enc_cleared": True})
    assert answer["verdict"] == "license-exception"


@pytest.mark.parametrize(("density", "met"), [("2.01", True), ("3.29", True), ("3.3", False)])
def test_hbm_ends_at_3_3(density: str, met: bool) -> None:
    # 15 CFR 740.25(c)
    item = {"kind": "hbm", "eccn": "3A090.c", "memory_bandwidth_density": density}
    answer = ask(item, "CN", "2025-01-02")
    entry = next(e for e in answer["exceptions"] if e["symbol"] == "HBM")
    assert entry["conditions"][0]["met"] is met
    assert entry["available"] is (None if met else False)


def test_hbm_with_every_condition() -> None:
    item = {"kind": "hbm", "eccn": "3A090.c", "memory_bandwidth_density": 2.5}
    facts = {
        "exporter_headquarters": "KR",
        "hbm_to_designer": True,
        "hbm_packaging_certified": True,
    }
    assert ask(item, "CN", "2025-01-02", facts=facts)["verdict"] == "license-exception"
    facts["exporter_headquarters"] = "SG"
    assert ask(item, "CN", "2025-01-02", facts=facts)["verdict"] == "license-required"


def test_enc_answers_encryption_and_national_security_in_germany() -> None:
    # 15 CFR 740.17(b)
    facts: dict[str, Any] = {"base_eccn": "5A002"}
    answer = ask(ACCELERATOR, "DE", "2023-12-01", facts=facts)
    assert answer["verdict"] == "license-required"
    assert offered(answer)["ENC"] is None
    facts["enc_cleared"] = True
    assert ask(ACCELERATOR, "DE", "2023-12-01", facts=facts)["verdict"] == "license-exception"
    answer = ask(ACCELERATOR, "SA", "2023-12-01", facts=facts)
    assert answer["verdict"] == "license-required"
    assert "ENC" not in offered(answer)


def test_app_for_4a003_in_tier_1_only() -> None:
    # 15 CFR 740.7(c), (d)
    facts = {"base_eccn": "4A003"}
    for place in ("DE", "SG"):
        assert ask(ACCELERATOR, place, "2023-12-01", facts=facts)["verdict"] == "license-exception"
    answer = ask(ACCELERATOR, "IN", "2023-12-01", facts=facts)
    assert answer["verdict"] == "license-required"
    assert "APP" not in offered(answer)


def test_sta_is_closed_to_most_z_items() -> None:
    answer = ask(ACCELERATOR, "DE", "2023-12-01", facts={"base_eccn": "5A002"})
    assert offered(answer)["STA"] is False


@pytest.mark.parametrize(
    ("before", "this", "verdict"),
    [
        (0, 26_900_000, "license-exception"),
        (1, 26_900_000, "license-required"),
        (26_900_000 - 15_832, 15_832, "license-exception"),
    ],
)
def test_lpp_counts_the_year_in_the_text_alone(before: int, this: int, verdict: str) -> None:
    # 15 CFR 740.29
    facts = {"consignee_certified": True, "tpp_shipped_this_year": before, "shipment_tpp": this}
    answer = ask(ACCELERATOR, "BR", "2026-02-01", facts=facts)
    assert answer["layers"] == {"text": verdict, "practice": "no-license-required"}


def test_lpp_is_no_way_into_d1() -> None:
    # 15 CFR 740.2(a)(9)(ii) does not name it
    facts = {"consignee_certified": True, "tpp_shipped_this_year": 0, "shipment_tpp": 15_832}
    answer = ask(ACCELERATOR, "VN", "2026-02-01", facts=facts)
    assert answer["layers"]["text"] == "license-required"


def test_aia_needs_the_certification_of_the_consignee() -> None:
    # 15 CFR 740.27
    assert ask(ACCELERATOR, "DE", "2026-02-01")["layers"]["text"] == "license-required"
    answer = ask(ACCELERATOR, "DE", "2026-02-01", facts={"consignee_certified": True})
    assert answer["layers"] == {"text": "license-exception", "practice": "no-license-required"}


def test_data_center_veu_never_in_macau() -> None:
    # 15 CFR 748.15(b)(2)
    keys = {"end_use": ["data-center"], "facts": {"veu_authorized": True}}
    answer = ask(ACCELERATOR, "MO", "2025-02-01", parties=party("MO", "NO", "NO"), **keys)
    assert answer["verdict"] == "license-required"
    assert offered(answer)["VEU"] is False
    answer = ask(ACCELERATOR, "SA", "2025-02-01", parties=party("SA", "SA", "SA"), **keys)
    assert answer["verdict"] == "license-exception"


def test_narrow_exceptions_ask_why_the_item_ships() -> None:
    answer = ask(ACCELERATOR, "CN", "2025-02-01")
    assert offered(answer) == {"NAC": False, "RPL": None, "TMP": None, "GOV": None}
    facts = {"special_purpose": ["one-for-one-replacement"]}
    answer = ask(ACCELERATOR, "CN", "2025-02-01", facts=facts)
    assert answer["verdict"] == "license-exception"
    assert offered(answer)["GOV"] is False


def test_no_exception_against_an_embargo() -> None:
    answer = ask(GAMING, "IR", "2025-02-01", facts={"nac_cleared": True})
    assert answer["verdict"] == "license-required"
    assert answer["exceptions"] == []


def test_a_presumed_ic_counts_as_made_for_data_centers() -> None:
    # Note 1 to 3A090.a presumes both
    item = {**LOWER, "datacenter": False, "node_nm": 5, "transistors_bn": 90}
    facts = {"exporter_role": "osat", "packager": "other", "designer_attests": False}
    answer = ask(item, "SA", "2025-03-01", facts=facts)
    assert answer["verdict"] == "license-required"
    assert offered(answer)["ACA"] is False
