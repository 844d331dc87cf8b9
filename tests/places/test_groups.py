"""Country groups by day, against facts known from the rules themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import BadInput
from licet.places import (
    UnknownGroup,
    cautions,
    change_dates,
    countries,
    ear_groups,
    group,
    group_names,
    groups_epoch,
    member_history,
    memberships,
    table_cautions,
    unsettled,
)

DAY = timedelta(days=1)
BASELINE = (
    "AE AF AM AZ BH BY CD CF CN CU EG ER GE HT IQ IR JO KG KH KP KW KZ LA LB LY MD MM MN MO OM PK "
    "QA RU SA SD SO SS SY TJ TM UZ VE VN YE ZW"
)
DAYS = st.dates(date(2019, 1, 1), date(2028, 1, 1))


def advanced_computing(on):
    """The destinations of 15 CFR 742.6(a)(6)(iii) as the rule of 2023 words them."""
    wide = group("D:1", on) | group("D:4", on) | group("D:5", on)
    return wide - (group("A:5", on) | group("A:6", on))


def test_the_destinations_of_november_2023():
    found = advanced_computing(date(2023, 11, 17))
    assert found - {"HK"} == set(BASELINE.split())
    assert len(found - {"HK"}) == 45
    assert "HK" in found


def test_nicaragua_joins_on_its_day():
    before, after = advanced_computing(date(2024, 3, 14)), advanced_computing(date(2024, 3, 15))
    assert after - before == {"NI"}
    assert before <= after
    assert len(after - {"HK"}) == 46
    assert memberships("NI", date(2024, 3, 14)) == ("B",)
    assert memberships("NI", date(2024, 3, 15)) == ("D:1", "D:5")


def test_the_emirates_leave_on_their_day():
    before, after = advanced_computing(date(2026, 7, 9)), advanced_computing(date(2026, 7, 10))
    assert before - after == {"AE"}
    assert after < before
    assert memberships("AE", date(2026, 7, 9)) == ("B", "D:3", "D:4")
    assert memberships("AE", date(2026, 7, 10)) == ("A:5", "B")
    assert any("names it" in each for each in cautions("AE", date(2026, 7, 10)))


def test_cambodia_follows_the_state_list_not_the_table():
    assert "KH" in group("D:5", date(2025, 11, 6))
    assert "KH" not in group("D:5", date(2025, 11, 7))
    assert "KH" in group("D:1", date(2026, 7, 23))
    assert any("still named Cambodia" in each for each in cautions("KH", date(2026, 1, 1)))
    assert not cautions("KH", date(2026, 2, 3))
    # It stays a destination of the chip rules through D:1.
    assert "KH" in advanced_computing(date(2025, 11, 7))


@given(DAYS)
def test_cyprus_is_never_counted_in_d5(on):
    assert "CY" not in group("D:5", on)
    assert "CY" in group("A:6", on)


def test_cyprus_is_unsettled_outside_the_suspensions_read():
    assert "CY" not in unsettled("D:5", date(2022, 10, 1))
    assert "CY" not in unsettled("D:5", date(2026, 9, 30))
    assert "CY" in unsettled("D:5", date(2026, 10, 1))
    assert "CY" not in unsettled("D:1", date(2026, 10, 1))
    assert any("2026-09-30" in each for each in cautions("CY", date(2026, 10, 1)))
    kept = [entry for entry in member_history("CY") if not entry.counts]
    assert [(entry.group, entry.until) for entry in kept] == [("D:5", date(2024, 5, 30))]


def test_ethiopia_and_syria_carry_a_caution():
    assert "ET" not in group("D:5", date(2026, 7, 23))
    assert any("126.1" in each for each in cautions("ET", date(2026, 7, 23)))
    assert {"D:5", "E:1"} <= set(memberships("SY", date(2026, 7, 23)))
    assert any("SPP" in each for each in cautions("SY", date(2025, 9, 2)))
    assert not cautions("SY", date(2025, 9, 1))


@given(DAYS, st.sampled_from(ear_groups()))
def test_hong_kong_goes_with_china(on, name):
    members = group(name, on)
    if on >= date(2020, 12, 23):
        assert ("HK" in members) == ("CN" in members)
        assert "HK" not in unsettled(name, on)
    else:
        assert "HK" not in members
        assert "HK" in unsettled(name, on)


def test_hong_kong_has_the_entries_of_china_with_their_reason():
    entries = member_history("HK")
    assert [entry.group for entry in entries] == ["D:1", "D:3", "D:4", "D:5"]
    assert all("85 FR 83765" in entry.citation for entry in entries)


def test_macau_is_in_d1_d3_d4_and_not_d5():
    assert memberships("MO", date(2026, 7, 23)) == ("D:1", "D:3", "D:4")


def test_israel_taiwan_and_the_carve_out():
    assert memberships("IL", date(2026, 7, 23)) == ("A:6", "B", "D:2", "D:3", "D:4")
    assert memberships("TW", date(2026, 7, 23)) == ("A:6", "B", "D:3", "740-SUPP5(a)")
    assert not {"IL", "TW", "CY"} & advanced_computing(date(2026, 7, 23))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *(("A:1", 40), ("A:5", 38), ("A:6", 8), ("B", 173), ("D:1", 24), ("D:2", 10)),
        *(("D:3", 36), ("D:4", 21), ("D:5", 22), ("E:1", 3), ("E:2", 1), ("740-SUPP5(a)", 18)),
    ],
)
def test_sizes_in_the_issue_of_2026_07_23(name, size):
    # The table has no entry for Hong Kong, so it is set aside.
    assert len(group(name, date(2026, 7, 23)) - {"HK"}) == size


def test_the_diffusion_list_starts_with_its_rule():
    assert group("740-SUPP5(a)", date(2025, 1, 12)) == frozenset()
    assert "TW" in group("740-SUPP5(a)", date(2025, 1, 13))


@given(DAYS, st.sampled_from(group_names()))
def test_groups_change_on_change_dates_only(on, name):
    before, after = group(name, on - DAY), group(name, on)
    if on not in change_dates():
        assert before is after
        assert unsettled(name, on - DAY) is unsettled(name, on)
        assert groups_epoch(on - DAY) == groups_epoch(on)
    else:
        assert groups_epoch(on) == groups_epoch(on - DAY) + 1


def test_something_changes_on_every_change_date():
    assert list(change_dates()) == sorted(set(change_dates()))
    for on in change_dates():
        assert any(
            group(name, on) != group(name, on - DAY)
            or unsettled(name, on) != unsettled(name, on - DAY)
            for name in group_names()
        ), on


def test_entries_end_before_their_last_day_and_name_their_source():
    for code in countries():
        for entry in member_history(code):
            assert entry.until is None or entry.start < entry.until
            assert entry.until is None or not entry.covers(entry.until)
            assert entry.citation
            assert entry.source_url.startswith("https://")
            assert entry.confidence in {"primary", "quoted", "secondary", "unverified"}


def test_history_and_groups_agree():
    on = date(2026, 7, 23)
    for code in countries():
        counted = {each.group for each in member_history(code) if each.counts and each.covers(on)}
        assert counted == set(memberships(code, on)), code


def test_iso_is_every_code():
    assert group("ISO", date(2026, 7, 23)) == frozenset(countries())


@pytest.mark.parametrize("name", ["", "D5", "D:6", "d:5", "chart:", "chart:EI", "745", "A"])
def test_an_unknown_group_lists_the_known_ones(name):
    with pytest.raises(UnknownGroup, match="no such country group") as caught:
        group(name, date(2026, 7, 23))
    assert caught.value.allowed == group_names()
    assert "D:5" in caught.value.hint
    with pytest.raises(UnknownGroup):
        unsettled(name, date(2026, 7, 23))


@pytest.mark.parametrize("on", ["2026-07-23", None, 20260723, datetime(2026, 7, 23, tzinfo=UTC)])
def test_only_a_day_is_a_day(on):
    for ask in (lambda: group("B", on), lambda: cautions("CN", on), lambda: table_cautions(on)):
        with pytest.raises(BadInput, match="not a day"):
            ask()


def test_days_outside_the_reading_are_marked():
    assert "carried back" in table_cautions(date(2022, 10, 6))[0]
    assert table_cautions(date(2022, 10, 7)) == ()
    assert table_cautions(date(2026, 9, 24)) == ()
    assert "last read" in table_cautions(date(2026, 9, 25))[0]


def test_territories_say_whose_treatment_they_share():
    assert "Denmark" in cautions("GL", date(2026, 7, 23))[0]
    assert "no export" in cautions("PR", date(2026, 7, 23))[0]
    assert memberships("GL", date(2026, 7, 23)) == ()
