"""China's measures by day, and what bears on AI chips in other places."""

from __future__ import annotations

from typing import Any

import pytest

import licet
from licet.decision.regimes import became, regimes_of
from licet.reports.sheet import sheet


def rules(item: object, to: str, on: str, **keys: Any) -> dict[str, dict[str, Any]]:
    found = licet.determine(item=item, to=to, on=on, **keys).as_dict()
    return {entry["provision"]: entry for entry in found["other_regimes"]}


H20, H200 = "nvidia-h20-96gb", "nvidia-h200-sxm"
MATERIAL = {"kind": "ic", "eccn": "EAR99"}


@pytest.mark.parametrize(
    ("item", "on", "there", "absent"),
    [
        (H20, "2025-07-30", set(), {"cn/h20-summons"}),
        (H20, "2025-07-31", {"cn/h20-summons"}, {"cn/h20-guidance"}),
        (H20, "2025-08-12", {"cn/h20-summons", "cn/h20-guidance"}, {"cn/customs-checks"}),
        (H20, "2025-10-10", {"cn/customs-checks"}, {"cn/state-data-centers"}),
        (H200, "2025-11-05", {"cn/state-data-centers"}, {"cn/h200-guidance"}),
        (H200, "2026-01-13", {"cn/h200-guidance"}, {"cn/h200-customs"}),
        (H200, "2026-01-14", {"cn/h200-customs"}, {"cn/h20-summons"}),
    ],
)
def test_china_by_day(item: str, on: str, there: set[str], absent: set[str]) -> None:
    found = rules(item, "CN", on)
    assert there <= found.keys()
    assert not absent & found.keys()


def test_unpublished_chinese_measures_are_reported_never_in_force() -> None:
    found = rules(H200, "CN", "2026-02-01")
    reported = [e for e in found.values() if e["provision"].startswith(("cn/h200", "cn/customs"))]
    assert reported
    assert {entry["status"] for entry in reported} == {"reported"}
    assert {entry["confidence"] for entry in reported} == {"press"}


def test_customs_order_turns_into_conditional_approvals() -> None:
    assert rules(H200, "CN", "2026-01-27")["cn/h200-customs"]["kind"] == "prohibition"
    assert rules(H200, "CN", "2026-01-28")["cn/h200-customs"]["kind"] == "license"


def test_news_of_a_measure_are_told_as_far_as_they_were_known() -> None:
    def told(**keys: Any) -> list[str]:
        found = rules(H200, "CN", "2026-06-01", **keys)["cn/h200-customs"]
        return [entry["on"] for entry in found["became"]]

    assert told(known_on="2026-02-15") == ["2026-01-29"]
    assert told(known_on="2026-06-01") == ["2026-01-29", "2026-05-14"]
    assert told()[-1] == "2026-08-26"


def test_an_extension_that_was_only_said_stops_no_return() -> None:
    facts = {"goods": "october-2025-list"}
    for on, status in (("2026-11-09", "suspended"), ("2026-11-10", "in-force")):
        found = rules(MATERIAL, "US", on, from_="CN", facts=facts)["cn/october-2025-notices"]
        assert found["status"] == status
        assert [entry["on"] for entry in found["became"]] == ["2026-09-28"]
    early = rules(MATERIAL, "US", "2026-11-10", from_="CN", facts=facts, known_on="2026-09-27")
    assert early["cn/october-2025-notices"]["became"] == []


def test_state_funded_data_centers_are_asked_for() -> None:
    entry = rules(H200, "CN", "2026-02-01")["cn/state-data-centers"]
    assert (entry["truth"], entry["missing"]) == ("unknown", ["state_funded_data_center"])
    facts = {"state_funded_data_center": False}
    assert "cn/state-data-centers" not in rules(H200, "CN", "2026-02-01", facts=facts)


def test_chinese_measures_stay_in_china() -> None:
    assert not [name for name in rules(H200, "DE", "2026-02-01") if name.startswith("cn/")]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2024-12-02", None),
        ("2024-12-03", "in-force"),
        ("2025-11-08", "in-force"),
        ("2025-11-09", "suspended"),
        ("2026-11-26", "suspended"),
        ("2026-11-27", "in-force"),
    ],
)
def test_gallium_ban_to_the_united_states(on: str, status: str | None) -> None:
    found = rules(MATERIAL, "US", on, from_="CN", facts={"goods": "gallium-germanium"})
    entry = found.get("cn/us-materials-ban")
    assert (entry and entry["status"]) == status
    # the license of August 2023 never lapsed
    assert found["cn/gallium-germanium"]["status"] == "in-force"


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2025-11-06", None),
        ("2025-11-07", "suspended"),
        ("2026-11-09", "suspended"),
        ("2026-11-10", "in-force"),
    ],
)
def test_october_2025_notices(on: str, status: str | None) -> None:
    found = rules(MATERIAL, "JP", on, from_="CN", facts={"goods": "october-2025-list"})
    entry = found.get("cn/october-2025-notices")
    assert (entry and entry["status"]) == status


def test_the_suspension_was_not_known_before_it_came() -> None:
    found = rules(MATERIAL, "JP", "2025-12-01", from_="CN", known_on="2025-11-01",
                  facts={"goods": "october-2025-list"})  # fmt: skip
    assert found["cn/october-2025-notices"]["status"] == "in-force"


def test_chips_from_china_are_taken_as_chips_and_that_is_said() -> None:
    found = licet.determine(item=H20, to="JP", from_="CN", on="2026-02-01").as_dict()
    assert any("goods: item" in says for says in found["assumptions"])
    assert not [e for e in found["other_regimes"] if e["provision"] == "cn/gallium-germanium"]


@pytest.mark.parametrize(
    ("origin", "to", "on", "name"),
    [
        ("DE", "CN", "2026-01-01", "eu/dual-use"),
        ("JP", "CN", "2026-01-01", "jp/export-control"),
        ("KR", "CN", "2026-01-01", "kr/strategic-items"),
        ("TW", "CN", "2026-01-01", "tw/strategic-goods"),
        ("GB", "CN", "2026-01-01", "gb/dual-use"),
        ("CA", "CN", "2026-01-01", "ca/export-control-list"),
    ],
)
def test_the_place_of_export_asks_for_its_own_list(
    origin: str, to: str, on: str, name: str
) -> None:
    entry = rules(H200, to, on, from_=origin)[name]
    assert (entry["truth"], entry["missing"]) == ("unknown", ["dual_use_listed"])
    assert name not in rules(H200, to, on, from_=origin, facts={"dual_use_listed": False})


def test_nothing_leaves_the_eu_within_it() -> None:
    assert "eu/dual-use" not in rules(H200, "FR", "2026-01-01", from_="DE")


def test_malaysia_asks_for_knowledge_or_suspicion() -> None:
    assert "my/ai-chips" not in rules(H200, "CN", "2025-07-13", from_="MY")
    entry = rules(H200, "CN", "2025-07-14", from_="MY")["my/ai-chips"]
    assert entry["missing"] == ["restricted_activity"]
    assert entry["cautions"]


def test_dutch_tool_rules_reach_tools_alone() -> None:
    assert "nl/chip-equipment" not in rules(H200, "CN", "2026-01-01", from_="NL")
    tool = rules(MATERIAL, "CN", "2026-01-01", from_="NL", facts={"goods": "chip-equipment"})
    assert "Measuring" in tool["nl/chip-equipment"]["says"]


def test_taiwan_notice_on_south_africa_lived_two_days() -> None:
    chip = {"kind": "ic", "tpp": 10, "datacenter": False}
    states = [
        rules(chip, "ZA", on, from_="TW")["tw/south-africa"]["status"]
        for on in ("2025-09-23", "2025-09-25")
    ]
    assert states == ["announced", "suspended"]


def test_the_sheet_and_the_memo_say_what_the_terminal_says():
    case = {"item": "H20", "to": "CN", "on": "2026-02-01", "exporter": "nvidia"}
    determination = licet.determine(case)
    told = regimes_of(determination)
    news = [says for found in told.rules for _, says in became(found)]
    assert news
    shown = " ".join(note for one in sheet(determination, case)["regimes"] for note in one["notes"])
    assert all(says in shown for says in news)
    early = {**case, "known_on": "2025-09-20"}
    regimes = sheet(licet.determine(early), early)["regimes"]
    assert not any("White House" in note for one in regimes for note in one["notes"])
