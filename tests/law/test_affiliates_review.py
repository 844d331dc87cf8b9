"""The review policy that a listed owner brings along, 15 CFR 744.11(a)(1) and 90 FR 47201."""

from __future__ import annotations

from typing import Any

import pytest

import licet


def review(on: str, share: int, lists: list[str], **facts: Any) -> str | None:
    owners = [{"share": share, "lists": lists}]
    party = {
        "role": "end-user", "country": "CN", "headquarters": "CN", "ultimate_parent": "CN",
        "lists": [], "owners": owners,
    }  # fmt: skip
    case = {
        "item": "H200", "to": "CN", "on": on, "exporter": "x", "from": "US", "end_use": [],
        "certifications": "all", "parties": [party], "facts": facts,
    }  # fmt: skip
    return licet.determine(case).as_dict()["review_policy"]


@pytest.mark.parametrize("lists", [["entity-list"], ["entity-list-fn3"]])
def test_an_owner_of_the_entity_list_brings_the_policy_of_its_entry(lists: list[str]) -> None:
    """An H200 that passes every condition is not case by case for a listed party's affiliate."""
    assert review("2026-11-26", 60, lists) not in {"case-by-case", "presumption-of-approval"}
    denied = review("2026-11-26", 60, lists, entity_entry_review="presumption-of-denial")
    assert denied == "presumption-of-denial"


def test_a_smaller_share_and_the_suspension_bring_nothing() -> None:
    """90 FR 50857: from November 10, 2025 to November 9, 2026 the owner did not count."""
    assert review("2026-11-26", 49, ["entity-list"]) == "case-by-case"
    assert review("2026-11-09", 60, ["entity-list"]) == "case-by-case"


def test_software_for_a_chinese_firm_abroad_was_case_by_case_in_2023() -> None:
    """15 CFR 744.23(d) as of 2023-11-17: what it neither presumes denied nor approved."""
    party = {"role": "end-user", "country": "CA", "headquarters": "CN", "ultimate_parent": "CN"}
    case = {
        "item": {"kind": "software", "eccn": "4D090"}, "to": "CA", "on": "2024-01-10",
        "exporter": "x", "end_use": [],
        "parties": [{**party, "lists": [], "owners": []}],
    }  # fmt: skip
    answer = licet.determine(case).as_dict()
    assert answer["verdict"] == "license-required"
    assert answer["review_policy"] == "case-by-case"
