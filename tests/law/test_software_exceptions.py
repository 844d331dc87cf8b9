"""TSR and the software part of APP: where national security is the one reason."""

from __future__ import annotations

from typing import Any

import pytest

import licet

FOR_COMPUTERS = {"subject_eccn": "4A003", "subject_level": "none"}
ASSURED = {**FOR_COMPUTERS, "app_wt": 20, "consignee_certified": True}


def ask(eccn: str, to: str, on: str = "2026-06-15", **keys: Any) -> dict[str, Any]:
    kind = "software" if eccn[1] == "D" else "technology"
    case = {"item": {"kind": kind, "eccn": eccn}, "to": to, "on": on, **keys}
    return licet.determine(case).as_dict()


def offered(answer: dict[str, Any]) -> dict[str, bool | None]:
    return {entry["symbol"]: entry["available"] for entry in answer["exceptions"]}


@pytest.mark.parametrize("eccn", ["4D001", "4D001.a", "4E001.a"])
def test_tsr_needs_the_written_assurance_and_a_small_computer(eccn: str) -> None:
    # 15 CFR 740.6(a); list-based exceptions of 4D001 and 4E001
    assert offered(ask(eccn, "SG", facts=FOR_COMPUTERS))["TSR"] is None
    answer = ask(eccn, "SG", facts=ASSURED)
    assert answer["verdict"] == "license-exception"
    assert any("secondary" in says for says in answer["warnings"])
    for wrong in ({"app_wt": 40}, {"consignee_certified": False}):
        answer = ask(eccn, "SG", facts={**ASSURED, **wrong})
        assert answer["verdict"] == "license-required"
        assert offered(answer)["TSR"] is False


@pytest.mark.parametrize("to", ["CN", "HK", "VN", "UA", "SD", "RU", "IQ"])
def test_tsr_goes_to_group_b_without_sudan_and_ukraine(to: str) -> None:
    answer = ask("4D001", to, facts=ASSURED)
    assert answer["verdict"] == "license-required"
    assert "TSR" not in offered(answer)


@pytest.mark.parametrize("level", ["a", "b"])
def test_tsr_is_closed_to_software_for_advanced_computing_items(level: str) -> None:
    # 4D001, list-based exceptions: not for 4A003.z, 4A004.z and 4A005.z
    answer = ask("4D001", "SA", facts={**ASSURED, "subject_level": level})
    assert answer["verdict"] == "license-required"
    assert "TSR" not in offered(answer)


@pytest.mark.parametrize(
    ("eccn", "subject"),
    [("3D001", "3A090"), ("3E001", "3A090"), ("4D090", "4A090"), ("4E001", "4A090"),
     ("4E001.c", "4A003"), ("4D001", "4A005"), ("5E002", "5A002"), ("5D002", "5A002")],
)  # fmt: skip
def test_entries_without_tsr(eccn: str, subject: str) -> None:
    answer = ask(eccn, "SG", facts={**ASSURED, "subject_eccn": subject})
    assert "TSR" not in offered(answer)


def test_tsr_is_for_exports_and_reexports_and_no_answer_to_part_744() -> None:
    answer = ask("4D001", "SG", transaction="transfer", facts=ASSURED)
    assert "TSR" not in offered(answer)
    answer = ask("4D001", "SG", end_use=["military"], facts=ASSURED)
    assert offered(answer)["TSR"] is False


def test_tsr_takes_technology_of_3e002() -> None:
    assert offered(ask("3E002", "SG"))["TSR"] is None
    answer = ask("3E002", "SG", facts={"consignee_certified": True})
    assert answer["verdict"] == "license-exception"


def test_app_takes_software_to_the_closest_allies_whatever_the_computer() -> None:
    # 15 CFR 740.7(c)(3)(i)
    answer = ask("4D001", "DE", facts=FOR_COMPUTERS)
    assert answer["verdict"] == "license-exception"
    assert offered(answer)["APP"] is True
    assert offered(ask("4D001", "DE", facts={"subject_eccn": "4A003"}))["APP"] is None
    assert "APP" not in offered(ask("4D001", "IN", facts=FOR_COMPUTERS))
    assert "APP" not in offered(ask("4D001", "SG", facts=FOR_COMPUTERS))
    assert "APP" not in offered(
        ask("4D001", "DE", facts={**FOR_COMPUTERS, "subject_eccn": "4A004"})
    )
