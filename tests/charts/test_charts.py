"""Charts: computed from the law, the same answers as the library, the same bytes each time."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest

import licet
from licet.charts.asked import Pictures
from licet.charts.days import turning_days
from licet.charts.dead import dead_letters
from licet.charts.files import file_of
from licet.charts.labels import Box, Wanted, place, width_of
from licet.charts.plane import planes_of
from licet.charts.vega import vega
from licet.charts.verdicts import Look, Verdicts, drawn
from licet.charts.world import world_verdicts
from licet.charts.zones import bands, zones
from licet.courts import court_of
from licet.errors import BadInput
from licet.places import countries
from licet.questions.setting import ANYBODY

ASKED = {
    "plane": {"on": "2025-04-20"},
    "world": {"item": "H100", "on": "2025-06-01"},
    "timeline": {"about": "H20"},
    "backtracks": {},
    "migration": {"which": "other"},
    "headroom": {"on": "2025-04-20"},
}


@pytest.fixture(scope="module")
def court():
    return court_of()


@pytest.fixture(scope="module")
def pictures(court):
    return Pictures(court)


@pytest.mark.parametrize(
    ("day", "first"),
    [("2023-01-01", "interconnect_gb_s"), ("2024-01-01", "performance_density")],
)
def test_the_plane_is_the_one_the_law_uses_on_the_day(court, day, first):
    assert first == planes_of(court.judge(date.fromisoformat(day)))[0]


def test_the_zone_of_january_2026_turns_on_memory_bandwidth(court):
    assert "dram_bandwidth_gb_s" in planes_of(court.judge(date(2026, 2, 1)))
    found = zones(
        court, date(2026, 2, 1), "tpp", "dram_bandwidth_gb_s", "CN", datacenter=True, known_on=None
    )
    case_by_case = [z for z in found if z.reviews == ("case-by-case",) and z.x[0] == 4800]
    assert {(4800.0, 21000.0)} == {z.x for z in case_by_case}
    assert 6500.0 == max(z.y[1] for z in case_by_case)


def test_the_bands_of_the_duty_come_from_its_provision(court):
    found = bands(court, date(2026, 2, 1), "tpp", "dram_bandwidth_gb_s", "CN")
    assert (14000.0, 17500.0) in {band.x for band in found}
    assert [] == bands(court, date(2025, 2, 1), "tpp", "dram_bandwidth_gb_s", "CN")


@pytest.mark.parametrize("tpp", [1599, 1600, 2399, 2400, 4799, 4800])
@pytest.mark.parametrize("density", ["1.59", "1.6", "3.19", "3.2", "5.91", "5.92"])
def test_a_region_says_what_the_library_says_of_a_chip_in_it(court, tpp, density):
    found = zones(
        court, date(2024, 6, 1), "tpp", "performance_density", "CN", datacenter=True, known_on=None
    )
    inside = [
        z for z in found
        if z.x[0] <= tpp < (z.x[1] or 1e9) and z.y[0] <= float(Fraction(density)) < (z.y[1] or 1e9)
    ]  # fmt: skip
    item = {"kind": "ic", "tpp": tpp, "performance_density": density, "datacenter": True}
    d = licet.determine(item=item, to="CN", on="2024-06-01", exporter=ANYBODY)
    assert [(d.verdict, d.parameters)] == [(z.verdict, z.parameters) for z in inside]


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2025, 6, 1), date(2026, 2, 1)])
def test_every_destination_gets_its_own_answer(court, day):
    found = world_verdicts(court, {"item": "nvidia-h100-sxm5-80gb"}, day)
    assert set(countries()) == set(found)
    for code in [*list(countries())[::7], "CN", "HK", "MO", "US", "TR", "SA"]:
        d = licet.determine(item="nvidia-h100-sxm5-80gb", to=code, on=day.isoformat())
        assert d.verdict == found[code], code


@pytest.mark.parametrize(
    "case",
    [
        {"item": "GB200 NVL72"},
        {"item": "H200", "exporter": "nvidia", "transaction": "transfer"},
        {"item": "RTX 4090", "parties": [{"role": "end-user", "headquarters": "CN"}]},
    ],
    ids=lambda case: case["item"],
)
@pytest.mark.parametrize("day", [date(2023, 2, 17), date(2026, 7, 20)])
@pytest.mark.parametrize("layer", ["practice", "text"])
def test_the_map_agrees_with_the_library_in_both_layers(court, case, day, layer):
    found = world_verdicts(court, case, day, layer=layer)
    for code in [*list(countries())[::12], "CN", "MO", "AE", "TW", "GU", "VI", "ET", "UA"]:
        d = licet.determine({**case, "to": code, "on": day.isoformat()})
        assert d.as_dict()["layers"][layer] == found[code], code


def test_the_catalog_is_judged_as_the_library_judges_it(court):
    verdicts = Verdicts(court)
    for day in (date(2025, 4, 8), date(2025, 4, 20)):
        found = verdicts.of(Look(day, "CN", "nvidia"))
        for entry in drawn()[::9]:
            d = licet.determine(item=entry.id, to="CN", on=day.isoformat(), exporter="nvidia")
            assert d.verdict == found[entry.id], entry.id


def test_the_slider_stops_where_something_changed(court):
    assert {date(2022, 10, 21), date(2023, 11, 17), date(2026, 1, 15)} <= set(turning_days(court))


def test_labels_do_not_collide():
    spots = [Wanted(100 + 9 * n, 100 + 5 * (n % 3), 4, f"chip {n}") for n in range(12)]
    placed = place(spots, 400, 300)
    boxes = []
    for spot, at in zip(spots, placed, strict=True):
        if at is not None:
            wide = width_of(spot.text)
            left = spot.x + at.dx - {"start": 0, "middle": wide / 2, "end": wide}[at.anchor]
            boxes.append(Box(left, spot.y + at.dy - 10, left + wide, spot.y + at.dy + 3))
    assert boxes
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


@pytest.mark.parametrize("name", ASKED)
def test_a_chart_is_one_definition_with_many_readers(pictures, name):
    chart = pictures.named[name](ASKED[name])
    ElementTree.fromstring(file_of(chart, "svg"))
    assert chart.columns == tuple(file_of(chart, "csv").decode().splitlines()[0].split(","))
    layers = json.loads(file_of(chart, "vl.json"))["layer"]
    assert layers
    assert chart.source


@pytest.mark.parametrize("name", ASKED)
def test_the_same_question_makes_the_same_bytes(pictures, name):
    first, second = (file_of(pictures.named[name](ASKED[name]), "svg") for _ in range(2))
    assert first == second


def test_a_png_needs_no_browser(pictures):
    pytest.importorskip("vl_convert")
    assert file_of(pictures.plane(ASKED["plane"]), "png").startswith(b"\x89PNG")


def test_altair_takes_the_chart_as_it_is(pictures):
    pytest.importorskip("altair")
    from licet.charts.vega import altair

    chart = pictures.plane(ASKED["plane"])
    assert vega(chart)["width"] == altair(chart).to_dict(validate=False)["width"]


@pytest.mark.parametrize(
    ("name", "asked"),
    [("plane", {"y": "tpp"}), ("plane", {"which": "x"}), ("world", {"show": "x"}),
     ("world", {"item": "H21"}), ("headroom", {"draft": "x"}), ("headroom", {"tpp": "-1"}),
     ("plane", {"on": "2001-01-01"}), ("timeline", {"status": "x"})],
)  # fmt: skip
def test_what_there_is_not_is_refused(pictures, name, asked):
    with pytest.raises(BadInput):
        pictures.named[name](asked)


def test_the_command_writes_a_chart(tmp_path, capsys):
    from licet.cli import main

    target = tmp_path / "plane.svg"
    assert 0 == main(["chart", "plane", "--on", "2025-04-20", "-o", str(target)])
    assert target.read_text(encoding="utf-8").startswith("<svg")
    assert 2 == main(["chart", "plane", "-o", str(tmp_path / "plane.bmp")])


# Layers of the law


@pytest.mark.parametrize("layer", ["practice", "text"])
@pytest.mark.parametrize(
    ("to", "on"), [("DE", "2026-07-01"), ("CN", "2025-04-20"), ("AE", "2025-06-01")]
)
def test_the_verdicts_of_a_picture_are_those_of_the_library_in_both_layers(court, layer, to, on):
    day = date.fromisoformat(on)
    look = Look(day, to, "nvidia", layer=layer)
    verdicts, met = Verdicts(court).of(look), Verdicts(court).paragraphs(look)
    for entry in drawn()[::9]:
        found = licet.determine(item=entry.id, to=to, on=on, exporter="nvidia").as_dict()
        assert found["layers"][layer] == verdicts[entry.id]
        # What the silicon meets is told in practice; no rule of it differs between the layers.
        assert (found["classification"]["parameters"] or "") == met[entry.id]


def test_the_map_tells_the_text_as_the_library_does(court):
    found = world_verdicts(court, {"item": "H100"}, date(2026, 7, 1), layer="text")
    for to in ("DE", "CN", "AE", "MO", "IN", "TW"):
        asked = {"item": "H100", "to": to, "on": "2026-07-01"}
        assert licet.determine(asked).as_dict()["layers"]["text"] == found[to]


def test_a_dead_letter_is_one_only_once_it_is_known(court):
    rule = "us-2025-01-13-ai-diffusion"
    assert ((date(2025, 5, 15), None),) == dead_letters(court)[rule]
    assert rule not in dead_letters(court, date(2025, 5, 1))
    assert "us-2023-10-17-advcomp-ifr" not in dead_letters(court)


def test_a_cell_of_the_migration_tells_verdict_and_paragraph(pictures):
    chart = pictures.migration({"which": "datacenter"})
    texts = {mark.text for mark in chart.marks if mark.shape == "text"}
    assert {"✕ 3A090", "✕ 3A090.a", "✕ 3A090.b", "✓"} <= texts
    says = next(
        mark.says for mark in chart.marks if "H100" in mark.says and "2023-11-17" in mark.says
    )
    assert "silicon meets 3A090.a" in says


def test_no_label_of_a_picture_is_the_name_of_a_fact(pictures):
    for name, asked in ASKED.items():
        chart = pictures.named[name](asked)
        written = [
            *(mark.text for mark in chart.marks), *(mark.says for mark in chart.marks),
            *(label for scale in (chart.x, chart.y) for _, label in scale.ticks),
            chart.x.title, chart.y.title, *(key.text for key in chart.legend),
        ]  # fmt: skip
        odd = [
            text for text in written if re.search(r"_gb_s|gb s\b|_mm2|performance_density", text)
        ]
        assert odd == []


def test_the_command_draws_the_text_and_a_draft(tmp_path):
    from licet.cli import main

    asked = ["chart", "world", "--item", "H100", "--on", "2026-07-01", "-o"]
    files = [tmp_path / f"{name}.csv" for name in ("practice", "text", "draft")]
    assert 0 == main([*asked, str(files[0])])
    assert 0 == main([*asked, str(files[1]), "--stance", "text"])
    assert 0 == main([*asked, str(tmp_path / "draft.svg"), "--law", "gain-ai"])
    practice, text = (file.read_text(encoding="utf-8").splitlines() for file in files[:2])
    assert "DE,Germany,no-license-required," in practice
    assert "DE,Germany,license-required," in text
    assert "draft:gain-ai" in (tmp_path / "draft.svg").read_text(encoding="utf-8")
