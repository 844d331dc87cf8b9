"""The foundry presumption: Note 1 to 3A090.a (90 FR 5298, 91 FR 17851)."""

from __future__ import annotations

from typing import Any

import pytest

import licet

# Below 3A090 by its own figures: only the presumption can catch it.
IC = {"kind": "ic", "tpp": 3000, "applicable_die_area_mm2": 900, "datacenter": False, "node_nm": 5}
NOBODY = {"designer_attests": False, "designer_approved": False}
TAIWAN = {
    "designer_attests": True,
    "designer_approved": False,
    "designer_headquarters": "TW",
    "designer_location": "TW",
    "designer_ultimate_parent": "TW",
    "designer_reports": True,
    "packager": "other",
}


def ask(on: str, billions: float = 10, hbm: bool = False, **facts: Any) -> licet.Determination:
    given = {
        "exporter_role": "osat", "packager": "approved-osat", "transistor_attested": True,
        "contains_hbm": hbm, "packaged_in": "TW", **NOBODY, **facts,
    }  # fmt: skip
    return licet.determine(
        item={**IC, "transistors_bn": billions}, to="CN", on=on, exporter="someone", facts=given
    )


@pytest.mark.parametrize(
    ("on", "billions", "hbm", "presumed"),
    [
        ("2025-03-01", 29.9, False, False),
        ("2025-03-01", 29.9, True, False),
        ("2025-03-01", 30, False, True),
        ("2026-12-31", 34, False, True),
        ("2027-06-01", 34, False, False),
        ("2027-06-01", 34, True, True),
        ("2027-06-01", 35, False, True),
        ("2028-06-01", 34, False, True),
        ("2028-06-01", 29.9, True, False),
        ("2029-06-01", 39.9, False, False),
        ("2029-06-01", 40, False, True),
        # Compliance from 2025-01-31.
        ("2025-01-30", 50, False, False),
        ("2025-01-31", 50, False, True),
    ],
)
def test_the_transistor_limit_by_year(on: str, billions: float, hbm: bool, presumed: bool) -> None:
    d = ask(on, billions, hbm)
    assert d.parameters == ("3A090.a" if presumed else None)
    assert d.eccn == ("3A090.a" if presumed else "3A991.p")
    if not presumed:
        assert d.verdict == "no-license-required"


def test_the_gap_of_2028_has_two_readings() -> None:
    found = [a for a in ask("2028-06-01", 34).alternatives if "35-in-2028" in a.value]
    assert [a.verdict for a in found] == ["no-license-required"]


def test_paragraph_d_read_to_the_letter() -> None:
    found = [a for a in ask("2025-03-01", 10).alternatives if "paragraph-d-literal" in a.value]
    assert [a.verdict for a in found] == ["license-required"]


def test_who_packages_matters() -> None:
    assert ask("2025-03-01", 10, packager="other").parameters == "3A090.a"
    fab = {"exporter_role": "front-end-fabricator", "packager": "front-end-fabricator"}
    assert ask("2025-03-01", 10, **fab).parameters is None
    assert ask("2025-03-01", 10, **fab, packaged_in="MO").parameters == "3A090.a"
    assert ask("2025-03-01", 10, transistor_attested=False).parameters == "3A090.a"


def test_nobody_else_is_bound() -> None:
    assert ask("2025-03-01", 90, exporter_role="other").parameters is None
    d = licet.determine(item=IC, to="SA", on="2025-03-01", exporter="someone")
    assert d.parameters is None
    assert any("exporter_role" in text for text in d.assumptions)


@pytest.mark.parametrize(
    ("on", "applied", "presumed"),
    [
        ("2026-04-06", None, None),
        # The date moved on 2026-04-07, from 2026-04-13 to 2026-12-31.
        ("2026-05-01", None, None),
        ("2026-12-30", None, None),
        ("2026-12-31", "2026-12-01", None),
        ("2027-05-29", "2026-12-01", None),
        # The status ceases 180 days after the application.
        ("2027-05-30", "2026-12-01", "3A090.a"),
    ],
)
def test_an_authorized_designer_attests(on: str, applied: str | None, presumed: str | None) -> None:
    facts = {**TAIWAN, **({"designer_applied": applied} if applied else {})}
    assert ask(on, 90, **facts).parameters == presumed


def test_the_last_day_of_2026_is_in_neither_limb() -> None:
    d = ask("2026-12-31", 90, **TAIWAN)
    assert d.parameters == "unknown"
    assert [entry.fact for entry in d.missing][:1] == ["designer_applied"]


def test_the_move_of_the_date_was_not_known_before() -> None:
    given = {"exporter_role": "osat", "transistor_attested": True, **TAIWAN}
    item = {**IC, "transistors_bn": 90}
    case: dict[str, Any] = {"item": item, "to": "CN", "on": "2026-05-01", "exporter": "someone"}
    early = {**given, "designer_applied": "2025-06-01"}
    assert licet.determine(**case, known_on="2026-04-06", facts=early).parameters == "3A090.a"
    assert licet.determine(**case, known_on="2026-04-07", facts=early).parameters is None


def test_designers_owned_in_d5_are_not_authorized() -> None:
    d = ask("2025-03-01", 90, **{**TAIWAN, "designer_ultimate_parent": "CN"})
    assert d.parameters == "3A090.a"
