"""Review policies, fabs and design, lists, foreign-made items: dated truths with citations."""

from __future__ import annotations

from typing import Any

import pytest

import licet

# A gaming chip of 3A991.p, a data center accelerator, and both as the law names them.
SMALL = {"kind": "ic", "tpp": 1500, "applicable_die_area_mm2": 400, "datacenter": False}
LARGE = {
    "kind": "computer",
    "contains": {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True},
}
DENIAL, PRESUMED, CASES = "policy-of-denial", "presumption-of-denial", "case-by-case"


def ask(**case: Any) -> licet.Determination:
    case.setdefault("item", SMALL)
    case.setdefault("exporter", "someone")
    case.setdefault("on", "2025-06-01")
    return licet.determine(**case)


def stated(eccn: str, kind: str = "ic") -> dict[str, Any]:
    return {"kind": kind, "eccn": eccn}


def party(**more: Any) -> dict[str, Any]:
    return {
        "role": "end-user", "country": "HK", "headquarters": "HK", "ultimate_parent": "HK",
        "lists": [], "owners": [], **more,
    }  # fmt: skip


def needed(d: licet.Determination) -> list[str]:
    return [version.provision for version, _ in d.needed]


def cites(d: licet.Determination) -> str:
    return " ".join(str(entry["cite"]) for entry in d.as_dict()["requirements"])


def told(d: licet.Determination) -> str:
    return " ".join(str(text) for text in d.as_dict()["conditions"])


@pytest.mark.parametrize(
    ("item", "to", "more", "policy"),
    [
        (stated("3A001.z.2.a"), "HR", {}, CASES),
        (stated("3A001.z.3.a"), "IL", {}, CASES),
        (stated("3A992"), "PK", {}, CASES),
        (SMALL, "IQ", {"end_use": ["military"]}, DENIAL),
        (LARGE, "IQ", {}, PRESUMED),
        (LARGE, "IQ", {"end_use": ["wmd"]}, DENIAL),
        ({**stated("4A005", "computer"), "contains": SMALL}, "IQ", {}, CASES),
        (SMALL, "KP", {}, DENIAL),
        (LARGE, "KP", {}, DENIAL),
        ({"kind": "ic", "eccn": "EAR99", "datacenter": False}, "KP", {}, CASES),
        (stated("EAR99"), "KP", {"end_use": ["military"]}, DENIAL),
    ],
)
def test_review_policies(item: Any, to: str, more: dict[str, Any], policy: str) -> None:
    d = ask(item=item, to=to, **more)
    assert (d.verdict, d.review_policy) == ("license-required", policy)


def test_pakistan_rule_began_in_december_2024() -> None:
    item = stated("3A992")
    assert ask(item=item, to="PK", on="2024-12-25").verdict == "no-license-required"
    d = ask(item=item, to="PK", on="2024-12-26")
    assert d.verdict == "license-required"
    assert "742.6(a)(12)" in cites(d)


@pytest.mark.parametrize(
    ("to", "on", "needs"),
    [
        ("CN", "2022-10-06", False),
        ("CN", "2022-10-07", True),
        ("MO", "2023-01-16", False),
        ("MO", "2023-01-17", True),
        ("VE", "2023-11-16", False),
        ("VE", "2023-11-17", True),
        ("TW", "2024-06-01", False),
    ],
)
def test_category_3_for_a_fab_of_unknown_node(to: str, on: str, needs: bool) -> None:
    d = ask(item=stated("3D991", "software"), to=to, on=on, end_use=["fab-node-unknown"])
    assert ("us/ear/744/23-a-2-node-unknown" in needed(d)) is needs
    if needs:
        assert "744.23(a)" in cites(d)
        assert d.review_policy == PRESUMED
    # A chip is of no such product group.
    assert needed(ask(to=to, on=on, end_use=["fab-node-unknown"])) == []


def test_footnote_5_is_carved_out_of_the_fab_rules() -> None:
    listed = party(lists=["entity-list-fn5"])
    for use in ("advanced-node-fab", "fab-node-unknown"):
        case = {"item": stated("3D991", "software"), "to": "CN", "end_use": [use]}
        before = needed(ask(**case, parties=[listed], on="2024-12-01"))
        after = needed(ask(**case, parties=[listed], on="2025-01-01"))
        assert [name for name in before if name.startswith("us/ear/744/23")]
        assert after == ["us/ear/744/11-entity-list"]


def test_design_of_advanced_node_ics() -> None:
    case: dict[str, Any] = {
        "item": stated("3D991", "software"), "to": "DE", "end_use": ["advanced-node-design"],
        "facts": {"design_software": True},
    }  # fmt: skip
    assert needed(ask(**case, on="2024-12-30")) == []
    d = ask(**case, on="2024-12-31")
    assert needed(d) == ["us/ear/744/23-a-2-design"]
    assert "744.23(a)(2)(iii)" in cites(d)
    case["facts"] = {"design_software": False}
    assert needed(ask(**case, on="2024-12-31")) == []


def test_technology_of_developers_of_d5_moves_on() -> None:
    case: dict[str, Any] = {
        "item": stated("3E001", "technology"), "from": "VN", "to": "BR", "transaction": "reexport",
        "facts": {
            "subject_eccn": "3A090", "subject_level": "b", "d5_developed_technology": True,
            "for_development_or_production": True,
        },
    }  # fmt: skip
    d = ask(**case, on="2023-11-16")
    assert "us/ear/744/23-a-3-technology" not in needed(d)
    d = ask(**case, on="2024-06-01")
    assert needed(d) == ["us/ear/744/23-a-3-technology"]
    assert "744.23(a)(3)(ii)" in cites(d)
    assert d.review_policy == CASES
    # Singapore is in A:6, so that a firm of its own is met with favor.
    assert ask(**{**case, "to": "SG"}, on="2024-06-01").review_policy == "presumption-of-approval"
    assert not [offer for offer in d.offers if offer.available]
    # Out of a place outside D:1, D:4 and D:5 the paragraph does not follow it.
    assert needed(ask(**{**case, "from": "DE"}, on="2024-06-01")) == []


def test_foreign_equivalents() -> None:
    case: dict[str, Any] = {"to": "CN", "end_use": ["supercomputer"]}
    facts = {"foreign_equivalent": True}
    assert ask(**case, on="2024-01-01").review_policy == PRESUMED
    assert ask(**case, on="2024-01-01", facts=facts).review_policy == "presumption-of-approval"
    assert ask(**case, on="2024-06-01", facts=facts).review_policy == CASES
    assert any("foreign_equivalent" in text for text in ask(**case).assumptions)
    assert not any("foreign_equivalent" in text for text in ask(to="CN").assumptions)


def test_narrow_entries_of_the_entity_list() -> None:
    listed = {"to": "HK", "end_use": [], "parties": [party(lists=["entity-list-narrow"])]}
    open_ = ask(**listed)
    assert open_.verdict == "indeterminate"
    assert [entry.fact for entry in open_.missing] == ["entity_entry_covers"]
    free = ask(**listed, facts={"entity_entry_covers": False})
    assert free.verdict == "no-license-required"
    d = ask(**listed, facts={"entity_entry_covers": True, "entity_entry_review": CASES})
    assert (needed(d), d.review_policy) == (["us/ear/744/11-narrow-entry"], CASES)
    assert "744.16(a)" in cites(d)


@pytest.mark.parametrize("policy", [DENIAL, PRESUMED, CASES, "presumption-of-approval"])
def test_the_policy_of_an_entry_is_stated(policy: str) -> None:
    case = {"to": "HK", "end_use": [], "parties": [party(lists=["entity-list"])]}
    assert ask(**case).review_policy is None
    assert ask(**case, facts={"entity_entry_review": policy}).review_policy == policy


def test_footnote_3_entities_anywhere() -> None:
    case: dict[str, Any] = {
        "to": "HK",
        "end_use": [],
        "parties": [party(lists=["entity-list-fn3"])],
    }
    d = ask(**case, item=stated("EAR99"))
    assert (needed(d), d.review_policy) == (["us/ear/744/11-footnote-3"], DENIAL)
    # Foreign-made goods come under the EAR for them, and not for others.
    foreign = {"us_origin": False, "us_content_percent": 0, "us_equipment_plant": True}
    case.update({"from": "TW", "facts": foreign})
    assert ask(**case).verdict == "license-required"
    assert ask(**{**case, "parties": [party()]}).verdict == "not-subject"


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2025-09-28", "no-license-required"),
        ("2025-09-29", "license-required"),
        ("2025-11-10", "no-license-required"),
    ],
)
def test_owners_of_footnote_3_under_the_affiliates_rule(on: str, verdict: str) -> None:
    owned = party(owners=[{"name": "x", "share": 60, "lists": ["entity-list-fn3"]}])
    assert ask(to="HK", on=on, end_use=[], parties=[owned]).verdict == verdict


def test_approved_designers_by_name() -> None:
    case: dict[str, Any] = {"to": "CN", "on": "2025-03-01"}
    facts = {
        "exporter_role": "front-end-fabricator", "node_nm": 5, "designer_attests": True,
        "packager": "other",
    }  # fmt: skip
    ic = {"kind": "ic", "tpp": 3000, "applicable_die_area_mm2": 900, "datacenter": False}
    named = licet.determine(item=ic, exporter="tsmc", **case, facts={**facts, "designer": "amd"})
    assert named.parameters is None
    other = licet.determine(
        item=ic, exporter="tsmc", **case,
        facts={
            **facts, "designer": "someone", "designer_approved": False, "designer_headquarters": "CN",
            "designer_location": "CN", "designer_ultimate_parent": "CN", "designer_reports": False,
        },
    )  # fmt: skip
    assert other.parameters == "3A090.a"
    # Intel makes chips for others: its own name on the case says nothing of the designer.
    fab = licet.determine(item=ic, exporter="intel", **case, facts=facts)
    assert fab.parameters == "unknown"


def test_approved_recipients_in_the_emirates() -> None:
    facts = {"approved_recipient": True}
    case = {"item": LARGE, "to": "AE", "facts": facts}
    d = ask(**case, on="2026-08-01")
    assert d.verdict == "no-license-required"
    assert "until April 6, 2027" in told(d)
    late = ask(**case, on="2027-05-01")
    assert "unless BIS gave notice" in told(late)
    assert "Supplement No. 8" not in told(ask(to="AE", on="2026-08-01", facts=facts))


def test_weights_under_aia_need_a_secure_facility() -> None:
    case: dict[str, Any] = {"item": {"kind": "model-weights"}, "to": "DE", "on": "2025-06-01"}
    facts = {"training_operations": "1e26", "published_weights": False, "weights_excluded": False}
    assert ask(**case, facts=facts).text == "license-required"
    assert ask(**case, facts={**facts, "secure_facility": True}).text == "license-exception"
    case["to"] = "SA"
    assert ask(**case, facts={**facts, "secure_facility": True}).text == "license-required"


def test_equipment_rules_reach_foreign_tools() -> None:
    facts = {
        "us_origin": False, "us_content_percent": 0, "us_equipment_plant": False,
        "contains_plant_ic": True, "other_list_license": True,
    }  # fmt: skip
    case: dict[str, Any] = {"item": stated("3B001.c", "computer"), "from": "JP", "to": "CN"}
    assert ask(**case, facts=facts, on="2024-12-30").verdict == "not-subject"
    assert ask(**case, facts=facts, on="2024-12-31").verdict == "license-required"
    case["to"] = "KR"
    assert ask(**case, facts=facts, on="2024-12-31").verdict == "not-subject"
    # Other tools: for entities of footnote 5, and from 2025-01-31 for advanced fabs.
    tool: dict[str, Any] = {"item": stated("3B993", "computer"), "from": "JP", "to": "CN"}
    use = {"end_use": ["advanced-node-fab"], "facts": facts}
    assert ask(**tool, **use, on="2025-01-30").verdict == "not-subject"
    assert ask(**tool, **use, on="2025-01-31").verdict == "license-required"


def test_iran_product_rule() -> None:
    facts = {
        "us_origin": False, "us_content_percent": 0, "us_equipment_plant": True,
        "us_3a001_semiconductors": False,
    }  # fmt: skip
    case: dict[str, Any] = {"from": "TW", "to": "IR", "facts": facts}
    assert ask(**case, on="2023-02-23").verdict == "not-subject"
    assert ask(**case, on="2023-02-24").verdict == "license-required"


def test_red_flags() -> None:
    facts = {
        "exporter_role": "front-end-fabricator", "node_nm": 5, "transistors_bn": 80,
        "contains_hbm": True,
    }  # fmt: skip
    chinese = party(country="SG", headquarters="CN", ultimate_parent="CN")
    case: dict[str, Any] = {"to": "SG", "end_use": [], "parties": [chinese], "facts": facts}
    assert "50 billion transistors" in told(ask(**case))
    case["parties"] = [party(country="SG", headquarters="SG", ultimate_parent="SG")]
    assert "50 billion transistors" not in told(ask(**case))
    fab = ask(to="CN", end_use=["advanced-node-fab"])
    assert "connected to an advanced fab" in told(fab)


def test_nvidia_s_authorizations_of_2022() -> None:
    case = {"item": "A100", "to": "CN", "exporter": "nvidia"}
    assert "Hong Kong facility" in told(ask(**case, on="2022-09-15"))
    assert "Hong Kong facility" not in told(ask(**case, on="2023-09-15"))


def test_tgl_7_for_joint_ventures_elsewhere() -> None:
    owned = party(owners=[{"name": "x", "share": 60, "lists": ["entity-list"]}])
    case: dict[str, Any] = {"to": "HK", "on": "2025-10-15", "end_use": [], "parties": [owned]}
    assert ask(**case).verdict == "license-required"
    d = ask(**case, facts={"allied_joint_venture": True})
    assert d.verdict == "license-exception"
    open_ = [entry["symbol"] for entry in d.as_dict()["exceptions"] if entry["available"]]
    assert open_ == ["TGL 7"]
    case["on"] = "2026-11-24"
    late = ask(**case, facts={"allied_joint_venture": True})
    assert late.verdict == "license-required"


def test_beyond_a_country_s_allocation() -> None:
    case: dict[str, Any] = {"item": LARGE, "to": "SA", "on": "2026-02-01"}
    assert ask(**case).review_policy == "presumption-of-approval"
    assert any("country_allocation_met" in text for text in ask(**case).assumptions)
    assert ask(**case, facts={"country_allocation_met": True}).review_policy == DENIAL
    german = party(country="SA", headquarters="DE", ultimate_parent="DE")
    case.update(parties=[german], end_use=[], facts={"country_allocation_met": True})
    assert ask(**case).review_policy == "presumption-of-approval"
    assert not any("country_allocation" in text for text in ask(item=LARGE, to="CN").assumptions)
