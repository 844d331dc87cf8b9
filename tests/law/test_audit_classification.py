"""Faults found when classification, destinations, review and exceptions were read again.

Each test names the day and the paragraph of the text that was read.
"""

from __future__ import annotations

from typing import Any

import pytest

import licet
from licet.law import law

LARGE = {
    "tpp": 15832,
    "applicable_die_area_mm2": 814,
    "datacenter": True,
    "interconnect_gb_s": 900,
    "dram_bandwidth_gb_s": 3350,
}
GAMING = {**LARGE, "tpp": 5286, "applicable_die_area_mm2": 608, "datacenter": False}
LOWER = {**LARGE, "tpp": 2896, "applicable_die_area_mm2": 790, "interconnect_gb_s": 64}
DENIAL, CASES = "presumption-of-denial", "case-by-case"


def ask(item: dict[str, Any], **keys: Any) -> licet.Determination:
    return licet.determine(item=item, exporter="someone", **keys)


def owned(place: str) -> dict[str, Any]:
    party = {"role": "end-user", "country": place, "headquarters": place, "ultimate_parent": "CN",
             "lists": [], "owners": []}  # fmt: skip
    return {"parties": [party], "end_use": []}


def offered(d: licet.Determination) -> dict[str, bool | None]:
    return {entry["symbol"]: entry["available"] for entry in d.as_dict()["exceptions"]}


@pytest.mark.parametrize(
    ("chip", "on", "expected"),
    [
        # 742.6(b)(10) of October 2022 and January 2023
        (LARGE, "2022-10-21", DENIAL),
        (LARGE, "2023-11-16", DENIAL),
        # (b)(10)(ii) of November 2023: no line for items of NAC
        (GAMING, "2023-11-17", DENIAL),
        (LOWER, "2024-04-04", DENIAL),
        (GAMING, "2024-12-01", DENIAL),
        # (b)(10)(iii)(B)(1), (2) of December 2024
        (GAMING, "2024-12-02", CASES),
        (LOWER, "2024-12-02", CASES),
        (LARGE, "2024-12-02", DENIAL),
        (GAMING, "2025-01-13", DENIAL),
    ],
)
def test_review_of_chips_to_china(chip: dict[str, Any], on: str, expected: str) -> None:
    assert ask({"kind": "ic", **chip}, to="CN", on=on).review_policy == expected


@pytest.mark.parametrize(
    ("to", "on", "expected"),
    [
        # Where 742.6 asks for a license, its denial counts for a parent in China.
        ("SA", "2024-05-01", DENIAL),
        ("SA", "2024-12-15", CASES),
        # Where only 744.23(a)(3) does, (d)(3)(i) has the line from April 4, 2024.
        ("SG", "2024-05-01", CASES),
    ],
)
def test_review_of_gaming_chips_for_a_parent_in_china(to: str, on: str, expected: str) -> None:
    d = ask({"kind": "ic", **GAMING}, to=to, on=on, facts={"nac_cleared": False}, **owned(to))
    assert d.review_policy == expected


@pytest.mark.parametrize(("to", "on"), [("CN", "2022-12-01"), ("MO", "2023-06-01")])
def test_deemed_exports_were_outside_from_the_start(to: str, on: str) -> None:
    # 742.6(a)(6)(ii) in its first form
    item = {"kind": "technology", "eccn": "3E001"}
    facts = {"subject_eccn": "3A090", "subject_level": "a"}
    assert ask(item, to=to, on=on, facts=facts).verdict == "license-required"
    free = ask(item, to=to, on=on, facts={**facts, "deemed": True})
    assert free.verdict == "no-license-required"


@pytest.mark.parametrize(
    ("start", "on", "verdict"),
    [
        # 742.6(a)(6)(i), second sentence
        ("CN", "2022-10-20", "no-license-required"),
        ("CN", "2022-10-21", "license-required"),
        ("MO", "2022-12-01", "no-license-required"),
        ("MO", "2023-01-17", "license-required"),
    ],
)
def test_technology_leaving_china_before_november_2023(start: str, on: str, verdict: str) -> None:
    facts = {"subject_eccn": "3A090", "subject_level": "a", "us_origin": True,
             "d5_developed_technology": True}  # fmt: skip
    keys: dict[str, Any] = {"from": start, "to": "KR", "on": on, "transaction": "export"}
    assert ask({"kind": "technology", "eccn": "3E001"}, facts=facts, **keys).verdict == verdict


def test_encryption_technology_was_not_named_in_october_2022() -> None:
    # 742.6(a)(6)(i) named 3D001, 3E001, 4D090, 4E001 and 5D992
    facts = {"subject_eccn": "5A992", "subject_level": "a"}
    item = {"kind": "technology", "eccn": "5E992.b"}
    assert ask(item, to="CN", on="2023-06-01", facts=facts).verdict == "no-license-required"
    assert ask(item, to="CN", on="2023-12-01", facts=facts).verdict == "license-required"


def test_supplement_8_is_not_read_back_before_its_rule() -> None:
    # 740, Supp. No. 8, of July 10, 2026
    item = {"kind": "ic", **LARGE}
    facts = {"approved_recipient": True}
    assert ask(item, to="AE", on="2026-07-09", facts=facts).text == "license-required"
    assert ask(item, to="AE", on="2026-07-10", facts=facts).text == "no-license-required"
    early = ask(item, to="AE", on="2026-08-01", known_on="2026-07-01", facts=facts)
    assert early.text == "license-required"


def test_the_military_policy_for_d1_moved_in_november_2023() -> None:
    # 742.4(b)(2), later (b)(1)(i)
    versions = law().provisions["us/ear/742/4-b-2"].versions
    assert "(b)(2)" in versions[0].cite
    assert versions[1].cite.startswith("15 CFR 742.4(b)(1)(i)")


def test_enc_is_immediate_for_computers_of_5a002_only() -> None:
    # 740.17(b)(1) names 5A002.a and z.1
    keys: dict[str, Any] = {"to": "DE", "on": "2024-05-01", "end_use": [], "parties": []}
    computer = {"kind": "computer", "contains": LARGE}
    for base, expected in (("5A002", True), ("5A004", None)):
        d = ask(computer, facts={"base_eccn": base, "complete_system": True}, **keys)
        assert offered(d)["ENC"] is expected, base


def test_sta_in_the_emirates_needs_supplement_8() -> None:
    # 740.2(a)(26)
    computer = {"kind": "computer", "contains": LOWER}
    facts = {"base_eccn": "4A003", "consignee_certified": True, "agency_confirmed": True}
    keys: dict[str, Any] = {"to": "AE", "on": "2026-08-01", "end_use": [], "parties": []}
    assert offered(ask(computer, facts=facts, **keys))["STA"] is False
    listed = ask(computer, facts={**facts, "approved_recipient": True}, **keys)
    assert offered(listed)["STA"] is True


def test_no_exception_reaches_crimea() -> None:
    # 740.2(a)(6)
    facts = {"region": "crimea", "special_purpose": ["one-for-one-replacement"]}
    d = ask({"kind": "ic", **LARGE}, to="UA", on="2024-06-01", facts=facts, **owned("UA"))
    assert d.verdict == "license-required"
    assert offered(d).get("RPL") is not True


def test_aia_asks_for_the_designer_from_january_16_2025() -> None:
    # 740.27(a)(1), 90 FR 5309
    says = {
        version.start.isoformat(): " ".join(c.says for c in version.conditions)
        for version in law().provisions["us/ear/740/27-aia"].versions
    }
    assert "designer" not in says["2025-01-13"]
    assert "approved designer" in says["2025-01-16"]


@pytest.mark.parametrize(("on", "presumed"), [("2027-08-27", False), ("2027-08-28", True)])
def test_an_authorized_designer_ceases_180_days_after_its_application(
    on: str, presumed: bool
) -> None:
    # ECCN 3A090, Note 1 to 3A090.a, a.(3)
    facts = {"exporter_role": "front-end-fabricator", "designer_attests": True,
             "designer_approved": False, "designer_headquarters": "TW", "designer_location": "TW",
             "designer_ultimate_parent": "TW", "designer_reports": True, "packager": "other",
             "packaged_in": "TW", "transistor_attested": False, "contains_hbm": False,
             "designer_applied": "2027-03-01"}  # fmt: skip
    item = {"kind": "ic", "tpp": 3000, "applicable_die_area_mm2": 900, "datacenter": False,
            "node_nm": 5, "transistors_bn": 90}  # fmt: skip
    d = ask(item, to="VN", on=on, facts=facts)
    assert (d.parameters == "3A090.a") is presumed


def test_only_employees_of_listed_places_are_outside_the_control_of_weights() -> None:
    # 742.6(a)(13), second sentence
    item = {"kind": "model-weights", "eccn": "4E091"}
    keys: dict[str, Any] = {"to": "IN", "on": "2025-06-01", "facts": {"deemed": True}}
    for place, text in (("US", "no-license-required"), ("IN", "license-required")):
        party = {"role": "end-user", "country": place, "headquarters": place,
                 "ultimate_parent": place, "lists": [], "owners": []}  # fmt: skip
        assert ask(item, parties=[party], end_use=[], **keys).text == text


def test_supplement_5_lists_the_united_states() -> None:
    # 740, Supp. No. 5, paragraph (a); 740.27(a)
    party = {"role": "ultimate-consignee", "country": "DE", "headquarters": "US",
             "ultimate_parent": "US", "lists": [], "owners": []}  # fmt: skip
    d = ask({"kind": "computer", "contains": LARGE}, to="DE", on="2025-05-16", known_on="2025-05-12",
            parties=[party], end_use=[], facts={"consignee_certified": True})  # fmt: skip
    assert offered(d)["AIA"] is True


@pytest.mark.parametrize("kind", ["software", "technology"])
def test_software_and_technology_for_memory_need_no_stated_entry(kind: str) -> None:
    # 742.6(a)(6)(i)(B)
    facts = {"subject_eccn": "3A090", "subject_level": "c", "for_development_or_production": True,
             "us_origin": True}  # fmt: skip
    assert ask({"kind": kind}, to="CN", on="2025-02-01", facts=facts).verdict == "license-required"
    assert ask({"kind": kind}, to="VN", on="2025-02-01", facts=facts).verdict != "license-required"


def test_a_data_center_veu_takes_no_transfers() -> None:
    # 748.15, introduction and (d)(2)(iii)
    facts = {"veu_authorized": True}
    for start, transaction, expected in (("US", "export", True), ("SA", "transfer", False)):
        d = ask({"kind": "ic", **LARGE}, to="SA", on="2024-11-01", facts=facts, parties=[],
                end_use=["data-center"], transaction=transaction, **{"from": start})  # fmt: skip
        assert offered(d)["VEU"] is expected
