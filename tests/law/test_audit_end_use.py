"""Faults found when each provision was read against the Federal Register and the eCFR."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import licet
from licet.law import law

SMALL = {"kind": "ic", "tpp": 1500, "applicable_die_area_mm2": 400, "datacenter": False}
ACCELERATOR = {
    "kind": "computer",
    "contains": {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True},
}
LOWER = {
    "kind": "computer",
    "contains": {"tpp": 2896, "applicable_die_area_mm2": 790, "datacenter": True},
}
GAMING = {
    "kind": "computer",
    "contains": {"tpp": 5286, "applicable_die_area_mm2": 608, "datacenter": False},
}


def ask(**case: Any) -> licet.Determination:
    case.setdefault("exporter", "someone")
    return licet.determine(**case)


def provisions(d: licet.Determination) -> list[str]:
    return [version.provision for version, _ in d.needed]


def party(country: str, headquarters: str, lists: list[str] | None = None) -> list[dict[str, Any]]:
    return [{
        "role": "end-user", "country": country, "headquarters": headquarters,
        "ultimate_parent": headquarters, "lists": lists or [], "owners": [],
    }]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "term"),
    [
        ("2025-01-12", "four years"),
        ("2025-01-13", "one year"),
        ("2025-09-29", "one year"),
        ("2025-09-30", "four years"),
        ("2026-09-24", "four years"),
    ],
)
def test_the_one_year_term_ended_with_the_firearms_rule(on: str, term: str) -> None:
    # 15 CFR 750.7(g) as of 2026-09-24; 90 FR 47170, effective 2025-09-30
    says = " ".join(ask(item=ACCELERATOR, to="SA", on=on).conditions)
    assert f"generally valid {term}" in says
    other = {"one year": "four years", "four years": "one year"}[term]
    assert f"generally valid {other}" not in says


@pytest.mark.parametrize("on", ["2022-10-07", "2024-06-01", "2026-09-24"])
def test_deemed_exports_are_outside_the_russia_section(on: str) -> None:
    # 15 CFR 746.8(a)(1) (2022 to 2024), 746.8(a)(12)(i)
    case = {"item": {"kind": "technology", "eccn": "3E991"}, "to": "RU", "on": on}
    d = ask(**case, facts={"deemed": True, "other_list_license": False})
    assert "us/ear/746/8-russia-belarus" not in provisions(d)
    assert "us/ear/746/8-russia-belarus" in provisions(ask(**case, facts={"deemed": False}))


def test_deemed_exports_of_ear99_technology() -> None:
    # 15 CFR 746.2(a)(2), 746.9(a)
    item = {"kind": "technology", "eccn": "EAR99"}
    for to in ("CU", "SY"):
        assert ask(item=item, to=to, on="2026-06-15").verdict == "license-required" or to == "SY"
        d = ask(item=item, to=to, on="2026-06-15", facts={"deemed": True})
        assert d.verdict == "no-license-required"


def test_5a991_for_civil_users_in_russia_from_may_2023() -> None:
    # 15 CFR 746.8(a), text of 2023-10-25
    item = {"kind": "computer", "eccn": "5A991"}
    facts = {"approved_recipient": True}
    for on, held in (("2023-05-18", True), ("2023-05-19", False)):
        d = ask(item=item, to="RU", on=on, facts=facts)
        assert ("us/ear/746/8-russia-belarus" in provisions(d)) is held


FOREIGN = {
    "us_origin": False, "us_equipment_plant": False, "us_content_percent": 5,
    "ns_technology_product": False, "base_eccn": "4A003",
}  # fmt: skip


@pytest.mark.parametrize(
    ("to", "subject"),
    # 15 CFR 734.4(a)(1), 740.7(d)(1)
    [("IN", True), ("IL", True), ("AE", True), ("VN", True), ("SA", True), ("RS", True),
     ("BR", False), ("MY", False), ("TH", False), ("SG", False), ("JP", False), ("IR", True)],
)  # fmt: skip
def test_computer_tier_3(to: str, subject: bool) -> None:
    d = ask(
        item={"kind": "computer", "contains": {**SMALL, "kind": "ic"}}, to=to, on="2026-08-01",
        **{"from": "TW"}, facts={**FOREIGN, "us_3a001_semiconductors": True},
    )  # fmt: skip
    assert (d.verdict != "not-subject") is subject


@pytest.mark.parametrize(
    ("on", "verdict"), [("2023-05-18", "not-subject"), ("2023-05-19", "license-required")]
)
def test_crimea_joined_the_product_rule_in_may_2023(on: str, verdict: str) -> None:
    # 15 CFR 734.9(f)(2); 88 FR 33422
    facts = {"us_origin": False, "us_equipment_plant": True, "us_content_percent": 0,
             "d5_designed": False, "region": "crimea"}  # fmt: skip
    d = ask(item=SMALL, to="UA", on=on, **{"from": "TW"}, facts=facts)
    assert d.verdict == verdict


def test_the_headquarters_rule_is_for_other_places() -> None:
    # 15 CFR 744.23(a)(3)(i)
    here = ask(item=LOWER, to="CN", on="2026-08-01", parties=party("CN", "CN"))
    assert "us/ear/742/6-a-6-rs-b" in provisions(here)
    assert "us/ear/hq/b-level" not in provisions(here)
    there = ask(item=LOWER, to="SG", on="2026-08-01", parties=party("SG", "CN"))
    assert "us/ear/hq/b-level" in provisions(there)
    # India is in A:5 and Israel in A:6, whatever D group they are in.
    for to in ("IN", "IL", "AE"):
        d = ask(item=LOWER, to=to, on="2026-08-01", parties=party(to, "CN"))
        assert "us/ear/hq/b-level" in provisions(d)
    early = ask(item=ACCELERATOR, to="VN", on="2024-06-01", parties=party("VN", "CN"))
    assert "us/ear/hq/a-level" not in provisions(early)
    assert early.verdict == "license-required"


@pytest.mark.parametrize(
    ("kind", "eccn", "on", "held"),
    [
        ("software", "5D992.z.1", "2024-06-01", True),
        ("technology", "4E001", "2024-06-01", False),
        ("technology", "4E001", "2025-06-01", True),
    ],
)
def test_the_headquarters_rule_named_no_technology_before_2025(
    kind: str, eccn: str, on: str, held: bool
) -> None:
    # 15 CFR 744.23(a)(3)(i), text of 2023-11-17; 742.6(a)(6)(iii)(A) from 2025-01-13
    facts = {"subject_eccn": "4A090", "subject_level": "a"}
    item = {"kind": kind, "eccn": eccn}
    d = ask(item=item, to="SG", on=on, parties=party("SG", "CN"), facts=facts)
    assert ("us/ear/hq/software" in provisions(d)) is held


@pytest.mark.parametrize("eccn", ["3E001", "4D090", "5E002"])
def test_iraq_takes_in_software_and_technology(eccn: str) -> None:
    # 15 CFR 746.3(a)(1): any item controlled for NS, RS or EI reasons among others
    kind = "software" if eccn[1] == "D" else "technology"
    facts = {"subject_eccn": "3A090" if eccn == "3E001" else "4A090", "subject_level": "a"}
    d = ask(item={"kind": kind, "eccn": eccn}, to="IQ", on="2024-06-01", facts=facts)
    assert "us/ear/746/3-iraq" in provisions(d)


def test_military_end_users_of_russia_meet_denial() -> None:
    # 15 CFR 744.21(e)(1)
    d = ask(item=SMALL, to="RU", on="2024-06-01", end_use=["military"])
    assert d.review_policy == "policy-of-denial"
    d = ask(item=SMALL, to="VE", on="2024-06-01", end_use=["military"])
    assert d.review_policy == "presumption-of-denial"


@pytest.mark.parametrize(
    ("role", "approved", "told"),
    [("front-end-fabricator", False, True), ("osat", False, False),
     ("front-end-fabricator", True, False)],
)  # fmt: skip
def test_only_fabricators_report_on_designers(role: str, approved: bool, told: bool) -> None:
    # 15 CFR 743.9(a)
    facts = {"exporter_role": role, "designer_reports": True, "designer_approved": approved}
    d = ask(item={"kind": "ic", "eccn": "3A090.a"}, to="SA", on="2025-06-01", facts=facts)
    assert ("each quarter" in " ".join(d.conditions)) is told


def test_tgl_7_goes_by_the_destination() -> None:
    # 15 CFR 736, Supp. No. 1, paragraph (g)(1)(i)
    owned = [{
        "role": "end-user", "country": "DE", "headquarters": "DE", "ultimate_parent": "DE",
        "lists": [], "owners": [{"share": 60, "lists": ["entity-list"]}],
    }, {
        "role": "intermediate-consignee", "country": "CH", "headquarters": "CH",
        "ultimate_parent": "VN", "lists": [], "owners": [],
    }]  # fmt: skip
    d = ask(item=SMALL, to="DE", on="2025-10-15", parties=owned, end_use=[])
    assert {e["symbol"]: e["available"] for e in d.as_dict()["exceptions"]}["TGL 7"] is True


def test_the_data_center_rule_was_out_on_its_day() -> None:
    made = law().instruments["us-2024-10-02-data-center-veu"]
    assert made.published == date(2024, 9, 30)
