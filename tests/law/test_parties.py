"""Listed parties and parties with listed owners, by date and by what was known."""

from __future__ import annotations

from typing import Any

import pytest

import licet

SMALL = {"kind": "ic", "tpp": 1500, "applicable_die_area_mm2": 400, "datacenter": False}
AFFILIATES = "us/ear/744/11-affiliates"


def party(**facts: Any) -> dict[str, Any]:
    return {
        "role": "end-user", "country": "CN", "headquarters": "CN", "ultimate_parent": "CN",
        "lists": [], "owners": [], **facts,
    }  # fmt: skip


def ask(*, on: str, to: str = "CN", **case: Any) -> licet.Determination:
    facts = {"item": SMALL, "to": to, "on": on, "exporter": "someone", "end_use": [], **case}
    return licet.determine(facts)


def owned(share: float | None, *lists: str) -> dict[str, Any]:
    return {"name": "owner", "share": share, "lists": list(lists)}


def provisions(d: licet.Determination) -> list[str]:
    return [version.provision for version, _ in d.needed]


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("entity-list", "license-required"),
        ("entity-list-fn1", "license-required"),
        ("entity-list-fn4", "license-required"),
        ("entity-list-fn5", "license-required"),
        ("sdn", "license-required"),
        ("meu", "license-required"),
        ("denied-persons", "prohibited"),
        ("unverified", "no-license-required"),
    ],
)
def test_listed_party(code: str, verdict: str) -> None:
    for role in ("end-user", "purchaser", "intermediate-consignee"):
        parties = [party(), party(role=role, lists=[code])]
        assert ask(on="2026-06-15", parties=parties).verdict == verdict


def test_ear99_and_the_lists() -> None:
    ear99 = {"kind": "ic", "eccn": "EAR99", "datacenter": False}
    case: dict[str, Any] = {"on": "2026-06-15", "item": ear99}
    assert ask(**case, parties=[party(lists=["entity-list"])]).verdict == "license-required"
    assert ask(**case, parties=[party(lists=["sdn"])]).verdict == "license-required"
    assert ask(**case, parties=[party(lists=["meu"])]).verdict != "license-required"


def test_unverified_party_brings_duties() -> None:
    d = ask(on="2026-06-15", parties=[party(lists=["unverified"])])
    assert any("UVL statement" in text for text in d.conditions)


def test_a_party_that_was_not_screened_leaves_it_open() -> None:
    d = ask(on="2026-06-15", parties=[party(lists=None)])
    assert d.verdict == "indeterminate"
    assert "parties[0].lists" in [entry.fact for entry in d.missing]


def test_footnotes_bring_foreign_made_items_under_the_ear() -> None:
    case: dict[str, Any] = {
        "on": "2026-06-15", "from": "TW",
        "facts": {"us_equipment_plant": True, "us_origin": False, "us_content_percent": 0},
    }  # fmt: skip
    for code in ("entity-list-fn1", "entity-list-fn4"):
        assert ask(**case, parties=[party(lists=[code])]).verdict == "license-required"
    # An entry without such a footnote does not, nor does footnote 5, for a chip.
    for code in ("entity-list", "entity-list-fn5"):
        assert ask(**case, parties=[party(lists=[code])]).verdict == "not-subject"


def test_footnote_4_listing_of_october_2023() -> None:
    listed = [party(lists=["entity-list-fn4"])]
    d = ask(on="2023-10-18", parties=listed)
    assert (d.verdict, d.review_policy) == ("license-required", "presumption-of-denial")
    aboard = {"in_transit_since": "2023-10-17", "entity_listed_on": "2023-10-17"}
    assert ask(on="2023-11-15", parties=listed, facts=aboard).verdict == "no-license-required"
    assert ask(on="2023-11-16", parties=listed, facts=aboard).verdict == "license-required"
    later = {**aboard, "in_transit_since": "2023-10-18"}
    assert ask(on="2023-11-01", parties=listed, facts=later).verdict == "license-required"
    other = {**aboard, "entity_listed_on": "2022-12-19"}
    assert ask(on="2023-11-01", parties=listed, facts=other).verdict == "license-required"
    unknown = ask(on="2023-11-01", parties=listed, facts={"in_transit_since": "2023-10-17"})
    assert unknown.verdict == "indeterminate"
    assert "entity_listed_on" in [entry.fact for entry in unknown.missing]


# The Affiliates Rule

HALF = [party(owners=[owned(50, "entity-list")])]


@pytest.mark.parametrize(
    ("on", "known_on", "verdict"),
    [
        ("2025-09-28", None, "no-license-required"),
        ("2025-09-29", None, "license-required"),
        ("2025-10-15", None, "license-required"),
        ("2025-11-09", None, "license-required"),
        ("2025-11-10", None, "no-license-required"),
        ("2026-03-01", None, "no-license-required"),
        ("2026-11-09", None, "no-license-required"),
        ("2026-11-10", None, "license-required"),
        # Nobody knew of the rule before it was published, nor of its suspension in October 2025.
        ("2025-10-15", "2025-09-28", "no-license-required"),
        ("2026-03-01", "2025-10-15", "license-required"),
        ("2026-03-01", "2025-11-09", "license-required"),
        ("2026-03-01", "2025-11-10", "no-license-required"),
        ("2026-12-01", "2025-10-15", "license-required"),
        ("2026-12-01", "2026-01-01", "license-required"),
    ],
)
def test_affiliates_rule_by_date(on: str, known_on: str | None, verdict: str) -> None:
    d = ask(on=on, known_on=known_on, parties=HALF)
    assert d.verdict == verdict
    if verdict == "license-required":
        assert provisions(d) == [AFFILIATES]


@pytest.mark.parametrize(
    ("owners", "verdict"),
    [
        ([owned(49, "entity-list")], "no-license-required"),
        ([owned(50, "unverified")], "no-license-required"),
        ([owned(30, "entity-list"), owned(20, "meu")], "license-required"),
        ([owned(25, "sdn"), owned(25, "entity-list-fn4")], "license-required"),
        ([owned(50, "sdn")], "license-required"),
        ([owned(50, "meu")], "license-required"),
        ([owned(None, "entity-list")], "indeterminate"),
        ([owned(None, "entity-list"), owned(51)], "no-license-required"),
        ([{"name": "b", "share": 60, "lists": [], "owners": [owned(50, "entity-list")]}],
         "license-required"),
        ([{"name": "b", "share": 60, "lists": [], "owners": [owned(49, "entity-list")]}],
         "no-license-required"),
        (None, "indeterminate"),
    ],
)  # fmt: skip
def test_affiliates_rule_by_owners(owners: list[dict[str, Any]] | None, verdict: str) -> None:
    d = ask(on="2025-10-15", parties=[party(owners=owners)])
    assert d.verdict == verdict
    if verdict == "indeterminate":
        assert any("owner" in entry.fact for entry in d.missing)
    # Before the rule and while it was suspended ownership alone never needed a license.
    for day in ("2025-09-28", "2026-03-01"):
        assert ask(on=day, parties=[party(owners=owners)]).verdict == "no-license-required"


def test_an_owner_of_the_military_list_reaches_listed_items_only() -> None:
    ear99 = {"kind": "ic", "eccn": "EAR99", "datacenter": False}
    d = ask(on="2025-10-15", item=ear99, parties=[party(owners=[owned(50, "meu")])])
    assert d.verdict != "license-required"


def test_goods_on_their_way_when_the_rule_came() -> None:
    aboard = {"in_transit_since": "2025-09-29"}
    assert ask(on="2025-10-28", parties=HALF, facts=aboard).verdict == "no-license-required"
    assert ask(on="2025-10-29", parties=HALF, facts=aboard).verdict == "license-required"


def test_return_of_the_rule_is_not_verified() -> None:
    d = ask(on="2026-11-23", parties=HALF)
    assert d.verdict == "license-required"
    assert any("extension" in text for text in d.warnings)
    assert any("unverified" in text for text in d.warnings)
    other = [a for a in d.alternatives if "suspension-extended" in a.value]
    assert [a.verdict for a in other] == ["no-license-required"]


def test_ownership_is_a_red_flag_while_the_rule_is_suspended() -> None:
    for day in ("2025-06-01", "2025-10-15", "2026-03-01"):
        d = ask(on=day, parties=HALF)
        assert any("Red flag" in text for text in d.conditions)


def test_temporary_general_license_7() -> None:
    case: dict[str, Any] = {
        "on": "2025-10-15", "to": "DE",
        "parties": [party(country="DE", headquarters="DE", ultimate_parent="CN",
                          owners=[owned(60, "entity-list")])],
    }  # fmt: skip
    assert ask(**case).verdict == "license-exception"
    assert ask(**{**case, "on": "2026-11-23"}).verdict == "license-required"
    case["parties"][0]["owners"] = [owned(60, "sdn")]
    assert ask(**case).verdict == "license-required"


def test_footnote_owners_bring_foreign_items_under_the_ear() -> None:
    case: dict[str, Any] = {
        "from": "TW", "parties": [party(owners=[owned(50, "entity-list-fn4")])],
        "facts": {"us_equipment_plant": True, "us_origin": False, "us_content_percent": 0},
    }  # fmt: skip
    assert ask(on="2025-10-15", **case).verdict == "license-required"
    assert ask(on="2026-03-01", **case).verdict == "not-subject"
    assert ask(on="2026-11-23", **case).verdict == "license-required"


def test_announced_suspension_was_not_law() -> None:
    d = ask(on="2025-11-05", parties=HALF)
    assert d.verdict == "license-required"
    # The bill of October names the same chip to parties of Chinese parents.
    assert [v.provision for v in d.announcements] == [
        "announcements/2025-10-09-gain-ai-act",
        "announcements/2025-11-01-affiliates-suspension",
    ]
