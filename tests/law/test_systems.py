"""Classification of systems, list-based controls, software and technology, by date."""

from __future__ import annotations

from typing import Any

import pytest

import licet

LARGE = {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True}
MIDDLE = {"tpp": 2896, "applicable_die_area_mm2": 790, "datacenter": True}
SMALL = {"tpp": 500, "applicable_die_area_mm2": 300, "datacenter": False}
GAMING = {"tpp": 3120, "applicable_die_area_mm2": 379, "datacenter": False}


def ask(**case: Any) -> licet.Determination:
    case.setdefault("exporter", "someone")
    return licet.determine(**case)


def box(ic: dict[str, Any], base: str = "none", **case: Any) -> licet.Determination:
    case.setdefault("to", "DE")
    return ask(item={"kind": "computer", "contains": ic}, facts={"base_eccn": base}, **case)


def needs(d: licet.Determination, layer: str = "practice") -> set[str]:
    found = d.as_dict()["requirements"]
    return {entry["reason"] for entry in found if layer == "any" or entry["layer"] == layer}


@pytest.mark.parametrize(
    ("base", "ic", "on", "eccn"),
    [
        # ECCN 5A992.z.1, 4A003.z.1.a: 15 CFR 774 as amended by 90 FR 4544.
        ("5A992", LARGE, "2025-03-01", "5A992.z.1"),
        ("5A992", MIDDLE, "2025-03-01", "5A992.z.2"),
        ("4A003", LARGE, "2025-03-01", "4A003.z.1.a"),
        ("4A003.b", LARGE, "2025-03-01", "4A003.z.1.a"),
        ("4A003.g", MIDDLE, "2025-03-01", "4A003.z.2.b"),
        ("4A004", LARGE, "2025-03-01", "4A004.z.1"),
        ("4A005", MIDDLE, "2025-03-01", "4A005.z.2"),
        ("5A002", LARGE, "2026-07-31", "5A002.z.1.a"),
        ("5A002", MIDDLE, "2026-07-31", "5A002.z.1.b"),
        ("5A004", LARGE, "2026-07-31", "5A004.z.1.a"),
        ("3A001", LARGE, "2026-07-31", "3A001.z.4.a"),
        # Before 2025-01-13 no paragraph carried a level (740.8, 740.17, 742.6 of the time).
        ("5A002", LARGE, "2025-01-12", "5A002.z.1"),
        ("5A992", LARGE, "2025-01-12", "5A992.z"),
        ("4A003", MIDDLE, "2023-11-17", "4A003.z"),
        # Before 2023-11-17 there was no .z.
        ("5A002", LARGE, "2023-11-16", "5A002"),
        # An IC that reaches no level leaves the item in its entry.
        ("5A992", SMALL, "2025-03-01", "5A992.c"),
        ("5A002", SMALL, "2025-03-01", "5A002"),
        ("4A003", SMALL, "2025-03-01", "4A003"),
        ("5A992", GAMING, "2025-03-01", "5A992.c"),
        # No other entry: 4A090, and what is below it; the note takes gaming ICs out.
        ("none", LARGE, "2025-03-01", "4A090.a"),
        ("none", MIDDLE, "2024-04-03", "4A090"),
        ("none", MIDDLE, "2024-04-04", "4A090.b"),
        ("none", GAMING, "2025-03-01", "4A994.l"),
        ("5A991", LARGE, "2025-03-01", "4A090.a"),
    ],
)
def test_the_entry_apart_from_the_ics_leads_to_its_z(
    base: str, ic: dict[str, Any], on: str, eccn: str
) -> None:
    assert box(ic, base, on=on).eccn == eccn


def test_one_ic_of_the_a_level_decides() -> None:
    parts = [{"item": {"kind": "ic", **MIDDLE}, "count": 10}, {"item": {"kind": "ic", **LARGE}}]
    d = ask(item={"kind": "computer", "contains": parts}, to="DE", on="2025-03-01")
    assert d.eccn == "4A090.a"


def test_hbm_makes_no_z_item() -> None:
    memory = {"kind": "hbm", "memory_bandwidth_density": 7, "tpp": 0}
    board = {"kind": "computer", "contains": memory}
    d = ask(item=board, to="SA", on="2025-03-01", facts={"base_eccn": "5A992"})
    assert d.eccn == "5A992.c"
    assert d.verdict == "no-license-required"


def test_an_entry_below_the_level_is_not_free_by_accident() -> None:
    assert needs(box(SMALL, "5A002", on="2025-06-01")) == {"NS", "EI"}
    assert needs(box(SMALL, "4A003", on="2025-06-01")) == {"NS"}
    assert box(SMALL, "5A992", on="2025-06-01").verdict == "no-license-required"
    # 3A001 apart from .z is not encoded in full.
    assert box(SMALL, "3A001", on="2025-06-01").verdict == "indeterminate"


def test_mass_market_boxes_were_caught_in_2022_too() -> None:
    fast = {**LARGE, "interconnect_gb_s": 1000}
    d = box(fast, "5A992", to="CN", on="2022-11-01")
    assert d.verdict == "license-required"
    assert d.eccn == "5A992.c"
    assert box(fast, "5A992", on="2022-11-01").verdict == "no-license-required"


# What the Commerce Control List of 2026-07-23 asks for, with the chart column or the scope.
LISTED = {
    "3A090.a": {"RS": "world"},
    "3A090.b": {"RS": "acset"},
    "3A090.c": {"RS": "d5m"},
    "4A090.a": {"RS": "world"},
    "4A090.b": {"RS": "acset"},
    "3A001.z.4.a": {"NS": "NS2", "RS": "world"},
    "3A001.z.2.b": {"NS": "NS2", "RS": "acset", "MT": "MT1"},
    "3A001.z.3.b": {"NS": "NS2", "RS": "acset", "NP": "NP1"},
    "4A003.z.1.b": {"NS": "NS1", "RS": "acset"},
    "4A003.z.2.b": {"NS": "NS2", "RS": "acset"},
    "4A004.z.1": {"NS": "NS2", "RS": "world"},
    "4A005.z.2": {"NS": "NS1", "RS": "acset"},
    "5A002.z.1.a": {"NS": "NS1", "EI": "ei", "RS": "world"},
    "5A004.z.1.b": {"NS": "NS1", "EI": "ei", "RS": "acset"},
    "5A992.z.1": {"RS": "world"},
    "5A992.c": {},
    "4A994.l": {},
    "EAR99": {},
}
# Rows of the chart and country groups of that day, typed in: the columns with a mark.
MARKS = {
    "AU": set(),
    "CA": set(),
    "GB": set(),
    "DE": {"NS1", "MT1"},
    "IN": {"NS1", "MT1", "NP1"},
    "SG": {"NS1", "NS2", "MT1", "NP1"},
    "AE": {"NS1", "NS2", "MT1", "NP1"},
    "CN": {"NS1", "NS2", "MT1", "NP1"},
    "MO": {"NS1", "NS2", "MT1", "NP1"},
}
SCOPES = {
    "world": set(MARKS),
    "acset": {"AE", "CN", "MO"},
    "d5m": {"CN", "MO"},
    "ei": set(MARKS) - {"CA"},
}


def asked(eccn: str, to: str, *, enforced: bool) -> set[str]:
    """The reasons that the entry and the chart give for a license to a destination."""
    found = set()
    for reason, column in LISTED[eccn].items():
        # The worldwide scope stands in the text and is not enforced.
        scope = SCOPES.get("acset" if enforced and column == "world" else column)
        found |= {reason} if to in (scope or ()) or column in MARKS[to] else set()
    return found


@pytest.mark.parametrize("eccn", LISTED)
def test_list_based_controls_follow_the_list_and_the_chart(eccn: str) -> None:
    for to in MARKS:
        d = ask(item={"eccn": eccn}, to=to, on="2026-07-23")
        if d.verdict != "indeterminate":
            assert needs(d) - {"end-user"} == asked(eccn, to, enforced=True), to
        text = d.text not in {"no-license-required", "indeterminate"}
        assert text is bool(asked(eccn, to, enforced=False)), to


@pytest.mark.parametrize(
    ("eccn", "to", "verdict"),
    [
        # Labels of vendors, with and without the level.
        ("5A992.z.2.b1", "CN", "license-required"),
        ("5A992.z.2.b1", "DE", "no-license-required"),
        ("5A992.z.1.a1", "VN", "license-required"),
        ("5A002.z.1.a.1", "SG", "license-required"),
        ("5A002.z.1", "CA", "no-license-required"),
        ("5A992.z", "SA", "license-required"),
        ("4A003.z.1", "GB", "no-license-required"),
        ("3A090.a.1", "CN", "license-required"),
        ("3A991.p.1", "CN", "no-license-required"),
        ("5A991.c.3", "CN", "no-license-required"),
        # The bare entry may be its .z: never called free where that would need a license.
        ("5A992", "CN", "indeterminate"),
        ("5A992.c", "CN", "no-license-required"),
        # Entries that are not encoded; labels no entry has are refused (tests/test_eccn.py).
        ("6A003", "DE", "indeterminate"),
        ("3A992.a", "PK", "license-required"),
        ("3A992.a", "IN", "no-license-required"),
    ],
)
def test_stated_labels(eccn: str, to: str, verdict: str) -> None:
    d = ask(item={"eccn": eccn}, to=to, on="2026-02-01")
    found = "license-required" if d.verdict == "license-exception" else d.verdict
    assert found == verdict


def test_an_entry_that_is_not_encoded_can_be_answered_by_the_user() -> None:
    d = ask(item={"eccn": "6A003"}, to="CN", on="2026-02-01", facts={"other_list_license": True})
    assert d.verdict == "license-required"
    assert "other_list_license" in [
        entry.fact for entry in ask(item={"eccn": "6A003"}, to="CN", on="2026-02-01").missing
    ]


def test_national_security_ended_for_australia_and_the_united_kingdom() -> None:
    # 89 FR 28594, effective 2024-04-19; encryption reasons stay.
    assert needs(ask(item={"eccn": "5A002.a"}, to="GB", on="2024-04-18")) == {"NS", "EI"}
    assert needs(ask(item={"eccn": "5A002.a"}, to="GB", on="2024-04-19")) == {"EI"}


def technology(eccn: str | None = "3E001", **case: Any) -> licet.Determination:
    item: dict[str, Any] = {"kind": "technology", **({"eccn": eccn} if eccn else {})}
    return ask(item=item, **case)


def test_technology_takes_the_level_of_what_it_is_for() -> None:
    facts = {"subject_eccn": "3A090", "subject_level": "a"}
    assert technology(to="VN", on="2026-02-01", facts=facts).verdict == "license-required"
    # The section says worldwide, the table of 3E001 does not: the stricter in the text.
    d = technology(to="SG", on="2026-02-01", facts=facts)
    assert (d.text, d.verdict) == ("license-required", "no-license-required")
    # Deemed exports are outside 742.6(a)(6).
    free = technology(to="VN", on="2026-02-01", facts={**facts, "deemed": True})
    assert free.verdict == "no-license-required"
    # An IC that is given decides by its figures.
    d = ask(
        item={"kind": "technology", "eccn": "3E001", "contains": {"kind": "ic", **LARGE}},
        to="CN", on="2026-02-01",
    )  # fmt: skip
    assert d.verdict == "license-required"
    # For what it is, not said: unknown, not free.
    assert technology(to="VN", on="2026-02-01").verdict == "indeterminate"


def test_technology_developed_in_d5_and_exported_from_there() -> None:
    facts = {"subject_eccn": "3A090", "subject_level": "a", "us_origin": True}
    case: dict[str, Any] = {"from": "CN", "on": "2024-06-01", "to": "KR"}
    d = technology(**case, facts={**facts, "d5_developed_technology": True})
    assert d.verdict == "license-required"
    # 742.6 leaves out A:5 and A:6, by one reading; 744.23(a)(3)(ii) does not.
    assert [v.provision for v, _ in d.needed] == [
        "us/ear/742/6-a-6-ii", "us/ear/744/23-a-3-technology",
    ]  # fmt: skip
    assert "no-license-required" not in [a.verdict for a in d.alternatives]
    d = technology(**case, facts={**facts, "d5_developed_technology": False})
    assert d.verdict == "no-license-required"


@pytest.mark.parametrize(
    ("subject", "eccn"),
    [("3A090", "3E001"), ("4A090", "4E001"), ("4A003", "4E001"), ("5A002", "5E002")],
)
def test_technology_is_classified_by_its_subject(subject: str, eccn: str) -> None:
    facts = {"subject_eccn": subject, "for_development_or_production": True}
    assert technology(None, to="DE", on="2026-02-01", facts=facts).eccn == eccn


def test_model_weights_by_text_only() -> None:
    facts = {"published_weights": False, "weights_excluded": False}

    def weights(operations: str, on: str = "2025-06-01", **more: Any) -> licet.Determination:
        return ask(item={"kind": "model-weights"}, to="DE", on=on,
                   facts={**facts, "training_operations": operations, **more})  # fmt: skip

    assert weights("1e26").eccn == "4E091"
    assert weights("1e26").text == "license-required"
    assert weights("9.9e25").eccn is None
    assert weights("3e26", published_weights=True).eccn is None
    assert weights("3e26", on="2025-05-14").text == "indeterminate"
    d = ask(item={"eccn": "4E091", "kind": "model-weights"}, to="DE", on="2025-06-01")
    assert (d.text, d.verdict) == ("license-required", "no-license-required")
