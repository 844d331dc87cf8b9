"""US tariffs by day and figures: bands, exemptions, IEEPA, sections 122 and 301."""

from __future__ import annotations

from typing import Any

import pytest

import licet

H200 = {"tpp": 15832, "dram_bandwidth_gb_s": 4800, "applicable_die_area_mm2": 814,
        "datacenter": True}  # fmt: skip
S232 = "us/tariff/s232-semiconductors"


def card(**figures: Any) -> dict[str, Any]:
    return {"kind": "computer", "contains": {**H200, **figures}}


def record(item: object, to: str, on: str, **keys: Any) -> dict[str, Any]:
    return licet.determine(item=item, to=to, on=on, **keys).as_dict()


def levy(found: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((entry for entry in found["levies"] if entry["provision"] == name), None)


def imported(item: object, on: str, origin: str = "TW", **keys: Any) -> dict[str, Any]:
    return record(item, "US", on, from_=origin, **keys)


@pytest.mark.parametrize(
    ("tpp", "bandwidth", "owed"),
    [
        # CSMS 67400472: greater than the lower and less than the upper bound, both figures
        (14000, 4800, False),
        ("14000.01", 4800, True),
        (17500, 4800, False),
        ("17499.99", 4800, True),
        (15832, 4500, False),
        (15832, "4500.1", True),
        (15832, 5000, False),
        (15832, "4999.9", True),
        (20800, 6000, False),
        ("20800.1", 6000, True),
        (21100, 6000, False),
        ("21099.9", 6000, True),
        (20919, 5800, False),
        (20919, "5800.1", True),
        (20919, 6200, False),
        (20919, "6199.9", True),
        # between the bands, and one figure in each
        (19000, 5400, False),
        (15832, 6000, False),
        (20919, 4800, False),
    ],
)
def test_bands_of_proclamation_11002(tpp: object, bandwidth: object, owed: bool) -> None:
    found = imported(card(tpp=tpp, dram_bandwidth_gb_s=bandwidth), "2026-02-01",
                     facts={"us_import_use": "other"})  # fmt: skip
    entry = levy(found, S232)
    assert (entry is not None) is owed
    if entry is not None:
        assert (entry["truth"], entry["status"]) == ("true", "in-force")
        assert entry["rate"] == "25 percent ad valorem"
        assert entry["base"] == "customs value"
        assert entry["jurisdiction"] == "us-tariff"


def test_section_232_starts_on_january_15_2026() -> None:
    use = {"us_import_use": "other"}
    assert levy(imported(card(), "2026-01-14", facts=use), S232) is None
    assert levy(imported(card(), "2026-01-15", facts=use), S232) is not None


def test_what_was_not_published_is_not_known() -> None:
    use = {"us_import_use": "other"}
    assert levy(imported(card(), "2026-02-01", known_on="2026-01-13", facts=use), S232) is None


@pytest.mark.parametrize("use", ["us-data-center", "us-repair", "us-startup", "consumer"])
def test_uses_in_the_united_states_are_exempt(use: str) -> None:
    assert levy(imported(card(), "2026-02-01", facts={"us_import_use": use}), S232) is None


def test_an_unknown_use_leaves_the_duty_open_and_says_so() -> None:
    entry = levy(imported(card(), "2026-02-01"), S232)
    assert entry is not None
    assert (entry["truth"], entry["missing"]) == ("unknown", ["us_import_use"])


def test_a_bare_chip_is_not_in_the_headings() -> None:
    chip = {"kind": "ic", **H200}
    assert levy(imported(chip, "2026-02-01", facts={"us_import_use": "other"}), S232) is None


def test_china_bound_chips_owe_it_when_they_enter_the_united_states() -> None:
    entry = levy(record("nvidia-h200-sxm", "CN", "2026-02-01"), S232)
    assert entry is not None
    assert (entry["truth"], entry["missing"]) == ("unknown", ["enters_us"])
    for enters, truth in ((True, "true"), (False, None)):
        found = record("nvidia-h200-sxm", "CN", "2026-02-01", facts={"enters_us": enters})
        entry = levy(found, S232)
        assert (entry["truth"] if entry else None) == truth
        assert found["verdict"] == "license-required"


def test_a_name_of_several_entries_says_which_owes_it() -> None:
    entry = levy(record("H200", "CN", "2026-02-01", facts={"enters_us": True}), S232)
    assert entry is not None
    assert entry["truth"] == "unknown"
    assert entry["missing"][0] == "item"
    assert {"item": "nvidia-h200-sxm", "truth": "true"} in entry["items"]
    assert {"item": "nvidia-h200-nvl", "truth": "false"} in entry["items"]


@pytest.mark.parametrize(
    ("on", "rate", "status"),
    [
        ("2025-02-03", None, None),
        ("2025-02-04", "10 percent ad valorem", "in-force"),
        ("2025-03-04", "20 percent ad valorem", "in-force"),
        ("2025-11-10", "10 percent ad valorem", "in-force"),
        ("2026-02-19", "10 percent ad valorem", "in-force"),
        # decided on February 20, still collected until February 24
        ("2026-02-20", "10 percent ad valorem, without legal basis", "vacated"),
        ("2026-02-23", "10 percent ad valorem, without legal basis", "vacated"),
        ("2026-02-24", None, None),
    ],
)
def test_ieepa_fentanyl_duty(on: str, rate: str | None, status: str | None) -> None:
    found = imported(card(), on, origin="CN", facts={"product_of": "CN"})
    entry = levy(found, "us/tariff/ieepa-fentanyl")
    assert (entry and entry["rate"], entry and entry["status"]) == (rate, status)


def test_the_court_was_not_known_before_it_ruled() -> None:
    found = imported(card(), "2026-03-01", origin="CN", known_on="2026-02-19",
                     facts={"product_of": "CN"})  # fmt: skip
    entry = levy(found, "us/tariff/ieepa-fentanyl")
    assert entry is not None
    assert entry["status"] == "in-force"


def test_ieepa_duty_is_for_products_of_china() -> None:
    found = imported(card(), "2025-06-01", facts={"product_of": "TW"})
    assert levy(found, "us/tariff/ieepa-fentanyl") is None
    open_one = levy(imported(card(), "2025-06-01"), "us/tariff/ieepa-fentanyl")
    assert open_one is not None
    assert open_one["missing"] == ["product_of"]


def test_reciprocal_duty_excepted_backward_but_only_once_known() -> None:
    before = imported(card(), "2025-04-08", known_on="2025-04-10")
    after = imported(card(), "2025-04-08", known_on="2025-04-11")
    assert levy(before, "us/tariff/ieepa-reciprocal") is not None
    assert levy(after, "us/tariff/ieepa-reciprocal") is None
    kinds = {entry["provision"]: entry["kind"] for entry in after["other_regimes"]}
    assert kinds["us/tariff/ieepa-semiconductor-exception"] == "exemption"


@pytest.mark.parametrize(
    ("on", "shown"),
    [("2026-02-23", False), ("2026-02-24", True), ("2026-07-23", True), ("2026-07-24", False)],
)
def test_section_122_window(on: str, shown: bool) -> None:
    item = card(tpp=36000, dram_bandwidth_gb_s=8000)
    entry = levy(imported(item, on, facts={"tariff_excepted": False}), "us/tariff/s122")
    assert (entry is not None) is shown


def test_section_122_is_open_while_the_annex_is() -> None:
    item = card(tpp=36000, dram_bandwidth_gb_s=8000)
    entry = levy(imported(item, "2026-03-01"), "us/tariff/s122")
    assert entry is not None
    assert (entry["truth"], entry["missing"]) == ("unknown", ["tariff_excepted"])


def test_section_122_spared_goods_on_the_way() -> None:
    # Proclamation 11012: in transit before February 24, entered before February 28, 2026
    item = card(tpp=36000, dram_bandwidth_gb_s=8000)
    for on, left, shown in (
        ("2026-02-27", "2026-02-23", False),
        ("2026-02-27", "2026-02-24", True),
        ("2026-02-28", "2026-02-23", True),
    ):
        facts = {"tariff_excepted": False, "in_transit_since": left}
        assert (levy(imported(item, on, facts=facts), "us/tariff/s122") is not None) is shown


def test_section_122_does_not_stack_on_section_232() -> None:
    facts = {"us_import_use": "other", "tariff_excepted": False}
    found = imported(card(), "2026-03-01", facts=facts)
    assert levy(found, S232) is not None
    assert levy(found, "us/tariff/s122") is None


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        ("2024-12-31", "25 percent ad valorem"),
        ("2025-01-01", "50 percent ad valorem"),
        ("2026-06-01", "50 percent ad valorem"),
    ],
)
def test_section_301_on_chips_of_china(on: str, rate: str) -> None:
    chip = {"kind": "ic", "tpp": 400, "datacenter": False}
    found = imported(chip, on, origin="CN", facts={"product_of": "CN"})
    entry = levy(found, "us/tariff/s301-semiconductors")
    assert entry is not None
    assert entry["rate"] == rate


def test_the_second_section_301_duty_is_at_zero_until_june_2027() -> None:
    chip = {"kind": "ic", "tpp": 400, "datacenter": False}
    now = imported(chip, "2026-01-01", origin="CN", facts={"product_of": "CN"})
    then = imported(chip, "2027-06-23", origin="CN", facts={"product_of": "CN"})
    name = "us/tariff/s301-chip-dominance"
    first, second = levy(now, name), levy(then, name)
    assert first is not None
    assert second is not None
    assert first["rate"] == "0 percent ad valorem"
    assert (second["status"], "announced" in second["rate"]) == ("published", True)


def test_revenue_shares_are_announced_not_law() -> None:
    fifteen = levy(record("nvidia-h20-96gb", "CN", "2025-09-01"), "us/tariff/share-15")
    assert fifteen is not None
    assert (fifteen["status"], fifteen["rate"]) == ("announced", "15 percent")
    first = levy(record("nvidia-h20-96gb", "CN", "2025-08-10"), "us/tariff/share-15")
    assert first is not None
    assert first["status"] == "reported"
    assert levy(record("nvidia-h20-96gb", "CN", "2025-08-09"), "us/tariff/share-15") is None
    later = levy(record("nvidia-h200-sxm", "CN", "2026-02-01"), "us/tariff/share-25")
    assert later is not None
    assert later["status"] == "announced"
    assert "section 232" in later["says"]
