"""The Country Chart by day, and where it does not answer."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import BadInput
from licet.places import (
    COLUMNS,
    chart,
    chart_caution,
    chart_row,
    countries,
    footnotes,
    group,
    unsettled,
)
from licet.places.chart import chart_rows

READ = date(2026, 7, 23)
CODES = st.sampled_from(sorted(countries()))
DAYS = st.dates(date(2019, 1, 1), date(2028, 1, 1))


def test_no_country_has_an_antiterrorism_column_1_mark():
    assert group("chart:AT1", READ) == frozenset()
    assert group("chart:AT2", READ) == frozenset()


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("NS1", 193),
        ("NS2", 156),
        ("RS1", 193),
        ("RS2", 156),
        ("MT1", 193),
        ("CB1", 196),
        ("NP2", 9),
    ],
)
def test_number_of_marked_rows(column, rows):
    marked = [row for history in chart_rows().values() for row in history if row.until is None]
    assert sum(column in row.marks for row in marked) == rows


@pytest.mark.parametrize("code", ["CU", "IR", "KP", "SY"])
def test_embargoed_rows_do_not_answer(code):
    row = chart_row(code, READ)
    assert row.embargoed
    assert row.marks == frozenset()
    for column in COLUMNS:
        assert chart(code, column, READ) is None
        assert code not in group(f"chart:{column}", READ)
        assert code not in unsettled(f"chart:{column}", READ)


def test_canada_and_the_allies():
    assert [column for column in COLUMNS if chart("CA", column, READ)] == ["CB1", "FC1"]
    assert [column for column in COLUMNS if chart("GB", column, READ)] == ["CB1"]
    assert [column for column in COLUMNS if chart("JP", column, READ)][:2] == ["CB1", "NS1"]


@pytest.mark.parametrize("code", ["AU", "GB"])
@pytest.mark.parametrize("column", ["NS1", "MT1", "RS1"])
def test_australia_and_the_united_kingdom_lost_their_marks(code, column):
    assert chart(code, column, date(2024, 4, 18)) is True
    assert chart(code, column, date(2024, 4, 19)) is False
    assert chart_caution(code, column, date(2024, 4, 18)) == ""
    assert "carried back" in chart_caution(code, "CB1", date(2024, 4, 18))
    assert chart(code, "NS2", date(2024, 4, 18)) is False


def test_crime_control_of_seven_countries():
    for code in ("AT", "FI", "IE", "LI", "KR", "SE", "CH"):
        assert chart(code, "CC1", date(2023, 12, 7)) is True
        assert chart(code, "CC1", date(2023, 12, 8)) is False


def test_crime_control_column_2_is_unsettled_under_the_firearms_rule():
    assert chart("SG", "CC2", date(2024, 5, 29)) is False
    assert chart("SG", "CC2", date(2024, 5, 30)) is None
    assert chart("RU", "CC2", date(2024, 5, 30)) is True
    assert chart("SG", "CC2", date(2025, 9, 30)) is False
    assert "SG" in unsettled("chart:CC2", date(2025, 1, 1))
    assert "SG" not in unsettled("chart:CC1", date(2025, 1, 1))


@given(CODES, st.sampled_from(COLUMNS), DAYS)
def test_cells_and_named_groups_agree(code, column, on):
    cell = chart(code, column, on)
    assert (code in group(f"chart:{column}", on)) == (cell is True)
    if code in unsettled(f"chart:{column}", on):
        assert cell is None


@given(st.sampled_from(COLUMNS), st.dates(date(2020, 12, 23), date(2028, 1, 1)))
def test_hong_kong_reads_the_row_of_china(column, on):
    assert chart("HK", column, on) == chart("CN", column, on)


def test_hong_kong_before_its_day_is_unknown():
    assert chart("HK", "NS1", date(2020, 12, 22)) is None
    assert "HK" in unsettled("chart:NS1", date(2020, 12, 22))


def test_macau_has_a_row_of_its_own():
    assert chart_row("MO", READ).code == "MO"
    assert chart("MO", "NS2", READ) is True


def test_territories_read_the_row_of_their_country():
    assert chart_row("KY", READ).code == "GB"
    assert chart_row("GL", READ).code == "DK"
    assert chart_row("AW", READ).code == "AW"
    assert chart("KY", "NS1", date(2024, 4, 18)) is True
    assert chart("KY", "NS1", date(2024, 4, 19)) is False


@pytest.mark.parametrize("code", ["AQ", "CK", "NU", "PS"])
def test_a_place_without_a_row_is_unknown(code):
    assert chart(code, "NS1", READ) is None
    assert code in unsettled("chart:NS1", READ)
    assert "no row" in chart_caution(code, "NS1", READ)


def test_the_united_states_is_no_destination():
    for code in ("US", "PR"):
        assert chart(code, "NS1", READ) is None
        assert code not in unsettled("chart:NS1", READ)


def test_liechtenstein_equals_switzerland():
    for column in COLUMNS:
        assert chart("LI", column, READ) == chart("CH", column, READ)


def test_days_outside_the_reading_are_marked():
    assert "carried back" in chart_caution("VN", "NS1", date(2025, 11, 11))
    assert chart_caution("VN", "NS1", date(2025, 11, 12)) == ""
    assert "last read" in chart_caution("VN", "NS1", date(2026, 9, 25))


@pytest.mark.parametrize(("column", "hint"), [("EI", "742.15"), ("NS3", "NS1"), ("ns1", "NS1")])
def test_an_unknown_column_is_refused(column, hint):
    with pytest.raises(BadInput, match="no such column") as caught:
        chart("CN", column, READ)
    assert hint in caught.value.hint


def test_every_row_names_a_country_a_source_and_known_footnotes():
    for code, history in chart_rows().items():
        assert code in countries()
        assert countries()[code].ear_name
        for earlier, later in pairwise(history):
            assert earlier.until == later.start
        assert history[0].start is None
        assert history[-1].until is None
        for row in history:
            assert row.marks <= set(COLUMNS)
            assert set(row.footnotes) <= set(footnotes())
            assert row.citation
            assert row.source_url.startswith("https://")
