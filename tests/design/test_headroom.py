"""How far a chip stands from every line."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from fractions import Fraction

import pytest

from licet.cli.main import main
from licet.errors import BadInput
from licet.questions.chart import bar, headroom_svg
from licet.questions.headroom import headroom, survey
from licet.questions.robust import free_share, robustness
from licet.questions.setting import ANYBODY, setting


def rows(item, to="CN", on="2026-11-23", **case):
    return headroom(setting(item, to=to, on=on, **{"exporter": ANYBODY, **case}))


def test_h20_stands_32_tpp_under_2400():
    first = rows("H20 96GB")[0]

    assert ("us/ear/774/3A090.b", "tpp", 2400) == (
        first.line.provision, first.line.fact, first.line.limit,
    )  # fmt: skip
    assert 32 == first.distance
    assert first.line.inclusive
    assert first.binds
    assert Fraction(32 * 100, 2400) == first.percent
    assert "license-required" == first.there.verdict
    assert "32 TPP under 2,400: 1.4 percent more clock reaches 2,400" == first.says()


def test_mi325x_stands_81_under_21000():
    first = rows("MI325X")[0]

    assert ("tpp", 21000, 81) == (first.line.fact, first.line.limit, round(first.distance))
    assert "us/ear/742/6-b-10-gate" == first.line.provision
    assert first.binds


def test_nearest_first_and_each_row_in_the_shape_of_the_contract(capsys):
    code = main(["design", "headroom", "H100 SXM5 80GB", "--to", "CN", "--on", "2026-11-23",
                 "--json"])  # fmt: skip
    found = json.loads(capsys.readouterr().out)

    assert 0 == code
    assert {"provision", "fact", "value", "limit", "inclusive", "distance", "percent"} <= (
        found[0].keys()
    )
    assert [row["percent"] for row in found] == sorted(row["percent"] for row in found)
    assert all(row["distance"] == pytest.approx(abs(row["limit"] - row["value"])) for row in found)


@pytest.mark.parametrize(
    ("tpp", "side", "distance", "verdict"),
    [
        ("2399.999", "under", Fraction(1, 1000), "no-license-required"),
        (2400, "at", 0, "license-required"),
        ("2400.001", "over", Fraction(1, 1000), "license-required"),
    ],
)
def test_on_just_below_and_just_above_an_inclusive_line(tpp, side, distance, verdict):
    item = {"kind": "computer", "contains": {"tpp": tpp, "performance_density": 2,
                                             "datacenter": True}}  # fmt: skip
    line = next(
        h for h in rows(item)
        if h.line.limit == 2400 and h.line.provision == "us/ear/774/3A090.b"
    )  # fmt: skip

    assert (side, distance, verdict) == (line.side, line.distance, line.here.verdict)
    assert line.binds


def test_an_exclusive_line_belongs_to_the_lower_side():
    item = {"kind": "hbm", "memory_bandwidth_density": 2}
    line = next(h for h in rows(item) if h.line.fact == "memory_bandwidth_density")

    assert not line.line.inclusive
    assert ("at", 0) == (line.side, line.distance)
    assert "no-license-required" == line.here.verdict
    assert line.binds


def test_a_letter_draws_lines_for_its_addressee_alone():
    item = {"kind": "computer", "contains": {"tpp": 1000, "performance_density": 1,
            "dram_bandwidth_gb_s": 1300, "interconnect_gb_s": 100, "datacenter": True}}  # fmt: skip
    intel = [h.line.provision for h in rows(item, exporter="intel")]
    others = [h.line.provision for h in rows(item)]

    assert "us/letters/2025-04-intel" in intel
    assert not [name for name in others if name.startswith("us/letters")]


def test_a_range_gives_best_and_worst_case():
    item = {"kind": "computer", "contains": {"tpp": [2300, 2390], "performance_density": 2,
                                             "datacenter": True}}  # fmt: skip
    line = next(h for h in rows(item) if h.line.limit == 2400)

    assert ("under", 10, 100) == (line.side, line.distance, line.farthest)


def test_a_range_that_holds_a_line_that_decides_stands_across_it():
    item = {"kind": "computer", "contains": {"tpp": [2300, 2500], "performance_density": 2,
                                             "datacenter": True}}  # fmt: skip
    line = rows(item)[0]

    assert ("across", 0, "indeterminate") == (line.side, line.distance, line.here.verdict)
    assert "lies on both sides of 2,400" in line.says()


def test_robustness_over_past_rules_and_drafts():
    place = setting("H20 96GB", to="CN", on="2026-11-23", exporter=ANYBODY)
    spans = robustness(place)

    assert ["2022-08-01", "2022-10-21", "2023-11-17"] == [str(s.since) for s in spans]
    assert [None, 4800, 2400] == [s.nearest and s.nearest.line.limit for s in spans]
    free, total = free_share(spans, date(2026, 11, 23))
    assert free == total > 1500


def test_a800_was_free_then_caught():
    place = setting("A800 SXM4", to="CN", on="2026-11-23", exporter=ANYBODY)

    assert ["no-license-required", "no-license-required", "license-required"] == [
        span.verdict for span in robustness(place)
    ][:3]


def test_pending_drafts_are_asked(capsys):
    main(["design", "headroom", "H20 96GB", "--to", "CN", "--on", "2026-11-23", "--robust",
          "--json"])  # fmt: skip
    spans = json.loads(capsys.readouterr().out)["robustness"]
    drafts = {span["law"]: span["verdict"] for span in spans if span["law"] != "in force"}

    assert "license-required" == drafts["draft: GAIN AI Act of 2025"]
    assert "no-license-required" == drafts["draft: SCALE Act"]


def test_the_chart_is_a_picture_with_its_sentences():
    found = rows("H20 96GB")
    root = ET.fromstring(headroom_svg(found, "H20 to <CN>"))
    texts = [element.text for element in root.iter() if element.text]

    assert "H20 to <CN>" in texts
    assert found[0].says() in texts
    assert "|" in bar(found[0])


def test_an_item_without_figures_is_refused():
    with pytest.raises(BadInput, match="no figure"):
        rows({"kind": "computer", "contains": {"datacenter": True}})


def test_a_sum_of_figures_is_a_line_too():
    item = {"kind": "computer", "contains": {"tpp": 900, "performance_density": 1,
            "dram_bandwidth_gb_s": 1300, "interconnect_gb_s": 390, "datacenter": True}}  # fmt: skip
    first = next(h for h in rows(item, on="2025-06-01", exporter="intel") if h.binds)

    assert "dram_bandwidth_gb_s + interconnect_gb_s" == first.line.fact
    assert (1690, 1700, 10) == (first.value, first.line.limit, first.distance)
    assert ("GB/s", "license-required") == (first.unit, first.there.verdict)
    assert "DRAM bandwidth + interconnect bandwidth reaches 1,700" in first.says()


def test_of_a_sum_with_a_range_both_ends_are_told():
    item = {"kind": "computer", "contains": {"tpp": 900, "performance_density": 1,
            "dram_bandwidth_gb_s": [1200, 1300], "interconnect_gb_s": 390, "datacenter": True}}  # fmt: skip
    line = next(h for h in rows(item, on="2025-06-01", exporter="intel") if "+" in h.line.fact)

    assert ("under", 10, 110) == (line.side, line.distance, line.farthest)
    assert "license-required" == line.there.verdict
    assert "10 to 110 GB/s under 1,700" == line.says()


def test_figures_that_are_not_known_are_named(capsys):
    found = survey(setting("MI308X", to="CN", on="2026-11-23", exporter=ANYBODY))

    assert () == found.rows
    assert ("tpp", (1600, 2400, 4800, 21000)) in [part[1:] for part in found.unplaced]
    assert 0 == main(["design", "headroom", "MI308X", "--to", "CN", "--on", "2026-11-23"])
    out = capsys.readouterr().out
    assert "CAN'T BE TOLD YET" in out
    assert "Not known: tpp; no distance to 1,600" in out
    assert "No line of the law" not in out
    main(["design", "headroom", "MI308X", "--to", "CN", "--on", "2026-11-23", "--json"])
    assert "Not known: tpp" in capsys.readouterr().err


def test_entries_of_one_name_that_stand_apart_are_told_apart(capsys):
    found = survey(setting("RTX 6000", to="CN", on="2026-11-23", exporter=ANYBODY))

    assert {
        "nvidia-quadro-rtx-6000": "no-license-required",
        "nvidia-rtx-6000-ada": "license-required",
    } == {item: here.verdict for item, here in found.here}
    main(["design", "headroom", "RTX 6000", "--to", "CN", "--on", "2026-11-23"])
    head = capsys.readouterr().out.splitlines()[:4]
    assert ["NO LICENSE REQUIRED" in head[0], "LICENSE REQUIRED" in head[2]] == [True, True]
    assert ["nvidia-quadro-rtx-6000", "nvidia-rtx-6000-ada"] == [head[1].strip(), head[3].strip()]


def test_across_a_line_of_tpp_a_range_of_area_gives_a_new_range_of_density():
    item = {"kind": "computer", "contains": {"tpp": [2000, 2285], "datacenter": True,
                                             "applicable_die_area_mm2": [780, 814]}}  # fmt: skip
    line = next(h for h in rows(item) if h.line.fact == "tpp" and h.line.limit == 2400)

    assert ("under", 115) == (line.side, line.distance)
    assert line.binds
    assert ("license-required", "3A090.b") == (line.there.verdict, line.there.parameters)


@pytest.mark.parametrize(
    ("tpp", "says"),
    [
        # 28.403 percent less stays above the line at 28.4.
        ("6704.18", "28.5 percent less clock crosses 4,800"),
        # A fifth less stands exactly at the line, which is still caught.
        (6000, "more than 20 percent less clock crosses 4,800"),
        (4000, "20 percent more clock reaches 4,800"),
        ("4799.99", "0.1 percent more clock reaches 4,800"),
    ],
)
def test_a_rounded_change_is_never_too_small_to_cross(tpp, says):
    item = {"kind": "computer", "contains": {"tpp": tpp, "performance_density": 1,
                                             "datacenter": True}}  # fmt: skip
    line = next(h for h in rows(item) if h.line.limit == 4800)

    assert says in line.says()


def test_a_small_distance_is_not_shown_as_nothing():
    line = next(h for h in rows("nvidia-a30") if h.line.limit == Fraction("3.2"))

    assert "0.00097 TPP/mm2 over 3.2" in line.says()


def test_a_figure_of_zero_is_no_nearest_line():
    stack = {"kind": "hbm", "tpp": 0, "memory_bandwidth_density": 7}
    found = survey(setting(stack, to="CN", on="2026-11-23", exporter=ANYBODY))

    assert "tpp" == found.rows[0].line.fact
    assert "memory_bandwidth_density" == found.binding.line.fact


def test_entries_that_stand_apart_leave_a_span_open():
    spans = robustness(setting("RTX 6000", to="CN", on="2026-11-23", exporter=ANYBODY))

    assert ["no-license-required", "indeterminate"] == [spans[0].verdict, spans[-1].verdict]
