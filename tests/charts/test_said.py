"""What pictures say of themselves: whose law, which day, who exports, and what they leave out."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import combinations
from math import hypot

import pytest

from licet.charts.asked import Pictures
from licet.charts.chart import Key
from licet.charts.files import file_of
from licet.charts.lanes import lanes
from licet.charts.plane import FORMS
from licet.charts.regions import zone_text
from licet.charts.reversals import reversals
from licet.charts.waterfall import waterfall
from licet.charts.world import spots
from licet.charts.zones import Zone, zones
from licet.courts import court_of
from licet.errors import BadInput
from licet.law import LAW_READ_TO
from licet.timeline import backtracks, query

AFTER = date.fromordinal(LAW_READ_TO.toordinal() + 30).isoformat()


@pytest.fixture(scope="module")
def pictures():
    return Pictures(court_of())


@pytest.mark.parametrize("name", ["plane", "world", "headroom"])
def test_a_day_after_the_last_reading_of_the_law_is_told(pictures, name):
    told = f"read to {LAW_READ_TO}"
    assert any(told in note for note in pictures.named[name]({"on": AFTER}).notes)
    assert not any(told in note for note in pictures.named[name]({"on": "2025-04-20"}).notes)
    assert told in file_of(pictures.named[name]({"on": AFTER}), "svg").decode()


def test_who_exports_a_design_is_told(pictures):
    assert "by an exporter no letter names" in pictures.headroom({"on": "2025-04-20"}).subtitle
    assert "by nvidia" in pictures.headroom({"on": "2025-04-20", "exporter": "nvidia"}).subtitle


def test_the_map_tells_its_day_of_knowledge_and_how_the_item_moves(pictures):
    asked = {"item": "H100", "on": "2025-06-01"}
    assert "as known on 2024-01-01" in pictures.world({**asked, "known_on": "2024-01-01"}).subtitle
    moved = pictures.world({**asked, "transaction": "transfer"}).subtitle
    assert "transferred within each destination" in moved
    assert "the United States" not in moved
    moved = pictures.world({**asked, "transaction": "reexport", "from": "SG"}).subtitle
    assert "reexported from Singapore" in moved


def test_a_difference_without_another_day_is_told(pictures):
    asked = {"item": "H100", "on": "2025-06-01", "show": "difference"}
    assert any("No day to compare with" in note for note in pictures.world(asked).notes)
    assert not pictures.world({**asked, "before": "2025-06-01"}).notes[0].startswith("No day")


def test_a_wrong_day_to_compare_with_is_named_by_its_key(pictures):
    with pytest.raises(BadInput, match="before: `1999-01-01`"):
        pictures.world({"item": "H100", "on": "2025-06-01", "before": "1999-01-01"})


def test_no_dot_of_the_map_lies_on_another(pictures):
    sizes = {mark.name: mark.size for mark in pictures.world({"item": "H100"}).marks if mark.size}
    found = spots()
    assert {"HK", "MO", "SG", "BH"} <= found.keys()
    for one, two in combinations(found, 2):
        (x, y), (x2, y2) = found[one], found[two]
        assert hypot(x - x2, y - y2) >= sizes[one] + sizes[two], (one, two)


def test_every_event_has_its_lane_under_who_acts(pictures):
    chart = pictures.timeline({})
    assert {event.id for event in query()} == {row[0] for row in chart.rows}
    heads = [mark.text for mark in chart.marks if mark.kind == "lane"]
    assert ["United States", "US states"] == heads[:2]
    assert "China" in heads
    assert len(heads) == len(set(heads))
    assert not [mark for mark in pictures.timeline({"by": "NL"}).marks if mark.kind == "lane"]


def test_more_events_than_are_drawn_are_counted():
    events = query()
    chart = lanes(events * 5, date(2026, 1, 1))
    assert chart.subtitle.startswith(f"the first 1,000 of {len(events) * 5:,} events")


@pytest.mark.parametrize("name", ["timeline", "backtracks"])
def test_filters_that_nothing_passes_are_said(pictures, name):
    chart = pictures.named[name]({"about": "no such thing"})
    assert "take a filter away" in chart.subtitle
    assert chart.rows == ()


def test_what_is_in_force_is_not_drawn_as_what_is_not_yet(pictures):
    kinds = {key.text: key.kind for key in pictures.timeline({}).legend}
    assert kinds["published, not (yet) in force"] != kinds["in force, neither"]


def test_the_backtracks_obey_the_filters(pictures):
    every, few = pictures.backtracks({}), pictures.backtracks({"about": "H20"})
    assert 0 < len(few.rows) < len(every.rows)
    fits = {event.id for event in query(about="H20")}
    assert all(fits & set(row[:2]) for row in few.rows)


def test_a_bar_of_a_backtrack_is_as_long_as_its_days():
    pairs = sorted(backtracks(), key=lambda pair: pair.restriction.acted.first)
    bars = [mark for mark in reversals(pairs).marks if mark.shape == "rect"]
    for pair, bar in zip(pairs, bars, strict=True):
        assert max(abs(pair.days), 1) == bar.x2 - bar.x, pair.reversal.id


@pytest.mark.parametrize("asked", [{"only": "x"}, {"from": "never"}])
@pytest.mark.parametrize("name", ["timeline", "backtracks"])
def test_a_wrong_filter_is_refused(pictures, name, asked):
    with pytest.raises(BadInput):
        pictures.named[name](asked)


@pytest.mark.parametrize(
    ("name", "asked"),
    [("timeline", {}), ("plane", {"on": "2026-02-01"}), ("plane", {"exporter": "acme " * 40}),
     ("migration", {}), ("headroom", {}), ("world", {})],
)  # fmt: skip
def test_what_stands_around_a_picture_in_a_file_fits_into_it(pictures, name, asked):
    text = unescape(file_of(pictures.named[name](asked), "svg").decode())
    wide = int(re.search(r'width="(\d+)"', text)[1])
    lines = re.findall(r'<text x="([\d.]+)" y="[\d.]+" font-size="([\d.]+)"[^>]*>([^<]*)<', text)
    chart = pictures.named[name](asked)
    assert {key.text for key in chart.legend} <= {line for _, _, line in lines}
    for x, size, line in lines:
        # Half the size is about a letter's width.
        assert float(x) + 0.5 * float(size) * len(line) <= wide, line


def test_every_verdict_has_a_form_or_a_fill_of_its_own():
    assert FORMS["barred"] != FORMS["required"]


def test_the_legend_of_headroom_names_what_lies_across(pictures):
    chart = pictures.headroom({"on": "2025-04-20"})
    dots = {mark.kind for mark in chart.marks if mark.shape == "dot"}
    assert dots == {key.kind for key in chart.legend}


def test_lines_without_a_value_are_counted():
    chart = waterfall({"license-required": 0.0}, {"license-required": 4}, "a book", unvalued=3)
    assert chart.notes[0].startswith("3 of 4 lines count as nothing")
    assert Key("required", "License required") in chart.legend


@pytest.mark.parametrize(
    ("asked", "says"),
    [({"applicable_die_area_mm2": "0"}, "planar dies only"), ({}, "density 2.9091 TPP/mm²")],
)
def test_a_density_is_told_in_words(asked, says):
    from licet.charts.designed import design_of

    assert says in design_of(asked, date(2025, 4, 20)).density


def test_a_kind_of_design_there_is_not_is_refused(pictures):
    with pytest.raises(BadInput, match="datacenter: `maybe`"):
        pictures.headroom({"datacenter": "maybe"})


def test_the_regions_are_those_of_the_exporter_who_is_named():
    asked = (court_of(), date(2025, 4, 20), "tpp", "dram_bandwidth_gb_s", "CN")
    known = {"datacenter": True, "known_on": None}

    def low(exporter):
        found = zones(*asked, **known, exporter=exporter)
        return {zone.y[0]: zone.verdict for zone in found if zone.x[0] == 0}

    assert {"no-license-required"} == set(low("").values())
    # The letter on the H20 takes what reaches its memory bandwidth, at any performance.
    assert "license-required" == low("nvidia")[4000.0]
    assert "no-license-required" not in low("nvidia").values()


def test_a_region_without_a_paragraph_is_named_too():
    assert "license required" == zone_text(Zone((0, 1), (0, 1), "license-required", "unknown", ()))
    assert zone_text(Zone((0, 1), (0, 1), "indeterminate", None, ())).startswith("open")
    settled = Zone((0, 1), (0, 1), "license-required", "3A090.a", ("presumption-of-denial",))
    assert "3A090.a, presumption of denial" == zone_text(settled)
