"""What comes with an answer: filings, marks, records, terms."""

from __future__ import annotations

from typing import Any

import licet

LOWER = {"kind": "ic", "tpp": 2896, "applicable_die_area_mm2": 790, "datacenter": True}
ACCELERATOR = {
    "kind": "computer",
    "contains": {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True},
}


def told(item: object, to: str, on: str, **keys: Any) -> str:
    return " ".join(licet.determine(item=item, to=to, on=on, exporter="someone", **keys).conditions)


def test_eei_to_china_whatever_the_value() -> None:
    # 15 CFR 758.1(b)(2), (b)(10)
    item = {"kind": "ic", "eccn": "3A090.a"}
    assert "whatever the value" in told(item, "CN", "2025-02-01", value_usd=900)
    item = {"kind": "ic", "eccn": "3A991.p"}
    assert "whatever the value" in told(item, "CN", "2025-02-01", value_usd=900)
    assert "EEI" not in told(item, "DE", "2025-02-01", value_usd=900)
    assert "USD 2,500" in told(item, "DE", "2025-02-01", value_usd=2501)


def test_eei_for_z_items_rests_on_an_answer_of_bis() -> None:
    keys = {"value_usd": 1800, "facts": {"base_eccn": "5A992"}}
    says = told(ACCELERATOR, "SG", "2023-12-29", **keys)
    assert "even below USD 2,500" in says
    assert "no such trigger" in says
    assert "`.z` first" in says
    assert "`.z` first" not in told(ACCELERATOR, "SG", "2023-12-29", value_usd=1800)


def test_invoice_names_the_paragraph_from_december_2024() -> None:
    # 15 CFR 758.6(a)(2)
    says = told(LOWER, "VN", "2025-02-01")
    assert "3A090.b" in says
    assert "destination control statement" in says
    assert "3A090.b" not in told(LOWER, "VN", "2024-11-01")
    assert "ECCN on the commercial invoice" in told(LOWER, "VN", "2024-11-01")
    assert "commercial invoice" not in told(LOWER, "VN", "2025-02-01", transaction="reexport",
                                            **{"from": "SG"})  # fmt: skip


def test_one_year_for_licenses_of_the_a_level() -> None:
    # 15 CFR 750.7(g)
    assert "one year" in told(ACCELERATOR, "SA", "2025-02-01")
    assert "four years" not in told(ACCELERATOR, "SA", "2025-02-01")
    assert "four years" in told(ACCELERATOR, "SA", "2024-12-01")


def test_tolerance_is_of_value_not_of_quantity() -> None:
    # 15 CFR 750.11
    assert "no piece more" in told(ACCELERATOR, "SA", "2025-02-01")


def test_purchase_order_and_tpp_in_applications_from_2025() -> None:
    # 15 CFR 748, Supp. No. 2, paragraph (c)
    assert "block 22(j)" in told(ACCELERATOR, "SA", "2025-02-01")
    assert "block 22(j)" not in told(ACCELERATOR, "SA", "2024-12-01")


def test_records_for_five_years() -> None:
    # 15 CFR 762.6
    assert "five years" in told(ACCELERATOR, "DE", "2024-06-01")


def test_hong_kong_paper_before_an_exception() -> None:
    # 15 CFR 740.2(a)(19)
    item = {"kind": "computer", "contains": LOWER}
    facts = {"base_eccn": "4A003", "nac_cleared": True}
    assert "Hong Kong import license" in told(item, "HK", "2024-06-01", facts=facts)
    assert "Hong Kong import license" not in told(item, "CN", "2024-06-01", facts=facts)
