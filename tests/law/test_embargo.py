"""Part 746: embargoed places, by item and date."""

from __future__ import annotations

from typing import Any

import pytest

import licet

SMALL = {"kind": "ic", "tpp": 1500, "applicable_die_area_mm2": 400, "datacenter": False}
LARGE = {
    "kind": "computer",
    "contains": {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True},
}
EAR99 = {"kind": "ic", "eccn": "EAR99", "datacenter": False}


def ask(to: str, on: str = "2026-06-15", **case: Any) -> licet.Determination:
    case.setdefault("item", SMALL)
    return licet.determine(to=to, on=on, exporter="someone", **case)


def provisions(d: licet.Determination) -> list[str]:
    return [version.provision for version, _ in d.needed]


@pytest.mark.parametrize("to", ["CU", "IR", "KP", "SY", "RU", "BY"])
@pytest.mark.parametrize("on", ["2022-10-07", "2024-06-01", "2026-11-23"])
def test_every_listed_item_needs_a_license(to: str, on: str) -> None:
    for item in (SMALL, LARGE, {"kind": "ic", "eccn": "3A991.p"}):
        d = ask(to, on, item=item)
        assert d.verdict == "license-required"
        assert any(name.startswith("us/ear/746/") for name in provisions(d))


@pytest.mark.parametrize("to", ["CU", "IR", "KP", "RU", "BY"])
def test_ear99_chips_are_not_free_to_embargoed_places(to: str) -> None:
    assert ask(to, item=EAR99).verdict == "license-required"


@pytest.mark.parametrize(
    ("to", "policy"),
    [("CU", "policy-of-denial"), ("IR", "policy-of-denial"), ("RU", "policy-of-denial")],
)
def test_policy(to: str, policy: str) -> None:
    assert ask(to, item={"kind": "ic", "eccn": "3A991.p"}).review_policy == policy


def test_syria_since_september_2025() -> None:
    assert ask("SY", "2025-09-01").review_policy == "policy-of-denial"
    d = ask("SY", "2025-09-02")
    assert (d.verdict, d.review_policy) == ("license-required", "case-by-case")
    assert ask("SY", "2025-09-01", item=EAR99).verdict == "license-required"
    assert ask("SY", "2025-09-02", item=EAR99).verdict == "license-exception"


def test_russia_civil_users_of_mass_market_items() -> None:
    item = {"kind": "computer", "eccn": "5A992.c"}
    assert ask("RU", item=item).verdict == "license-required"
    freed = ask("RU", item=item, facts={"approved_recipient": True})
    assert "us/ear/746/8-russia-belarus" not in provisions(freed)
    other = ask("RU", facts={"approved_recipient": True})
    assert other.verdict == "license-required"


def test_iraq() -> None:
    assert ask("IQ").verdict == "no-license-required"
    assert provisions(ask("IQ", end_use=["military"])) == ["us/ear/746/3-iraq-military"]
    assert "us/ear/746/3-iraq" in provisions(ask("IQ", item=LARGE))
    assert "us/ear/746/3-iraq" in provisions(ask("IQ", facts={"base_eccn": "5A002"}))


@pytest.mark.parametrize("region", ["crimea", "donetsk", "luhansk"])
def test_occupied_regions_of_ukraine(region: str) -> None:
    assert ask("UA").verdict == "no-license-required"
    d = ask("UA", facts={"region": region})
    assert provisions(d) == ["us/ear/746/6-occupied-regions"]
    assert any("Crimea" in text for text in ask("UA").assumptions)
