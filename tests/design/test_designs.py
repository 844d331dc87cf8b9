"""A design file, its figures, sweeps, fronts and the roofline."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import licet
from licet.cli.main import main
from licet.design import figures_of, load_design, parse_design
from licet.design.derive import item_of_design
from licet.design.pareto import front, unbeaten
from licet.design.paths import with_value
from licet.design.roofline import MODELS, Model, estimate, machine_of
from licet.design.sweep import sweep
from licet.errors import BadInput
from licet.questions.setting import ANYBODY
from licet.rules.values import Interval

np = pytest.importorskip("numpy")
PLAN = {
    "name": "example",
    "datacenter": True,
    "clock_ghz": "1.755",
    "unit": [{"count": 312, "per_clock": {"fp16": 1024, "fp8": 2048}}],
    "die": [{"area_mm2": 814, "node_nm": 5, "transistors_bn": 80}],
    "memory": [{"kind": "HBM3", "stacks": 5, "gb": 16, "gb_s": 670}],
    "link": [{"count": 18, "gb_s": 50}],
}


def plan(**changes):
    return parse_design({**PLAN, **changes} | {})


def test_figures_follow_from_units_clock_dies_stacks_and_links():
    found = figures_of(plan(clock_ghz=Fraction("1.755")))

    assert Fraction(312 * 1024) * Fraction("1.755") / 1000 == found.rates["fp16"]
    assert found.rates["fp8"] * 8 == found.rates["fp16"] * 16 == found.tpp
    assert found.tpp / 814 == found.performance_density
    assert (3350, 80, 900, 80) == (
        found.dram_bandwidth_gb_s, found.memory_gb, found.interconnect_gb_s, found.transistors_bn,
    )  # fmt: skip
    assert found.contains_hbm


def test_a_data_sheet_gives_the_figures_of_the_catalog():
    h20 = parse_design({"rates": {"fp16": 148, "int8": 296}, "die": [{"area_mm2": 814}]})

    found = figures_of(h20)

    assert (2368, Fraction(32, 11)) == (found.tpp, found.performance_density)


def test_units_of_several_kinds_are_summed_and_planar_and_memory_dies_left_out():
    found = figures_of(parse_design({
        "clock_ghz": 1,
        "unit": [{"count": 1000, "per_clock": {"fp16": 100}},
                 {"count": 1000, "per_clock": {"fp32": 10}}],
        "die": [{"area_mm2": 400, "count": 2}, {"area_mm2": 100, "transistors": "planar"},
                {"area_mm2": 110, "logic": False}],
    }))  # fmt: skip

    assert 100 * 16 + 10 * 32 == found.tpp
    assert 800 == found.applicable_die_area_mm2


def test_a_planar_chip_has_no_density():
    found = figures_of(parse_design({
        "rates": {"fp16": 290}, "die": [{"area_mm2": 800, "transistors": "planar"}],
    }))  # fmt: skip
    design = parse_design({"rates": {"fp16": 290}, "datacenter": True,
                           "die": [{"area_mm2": 800, "transistors": "planar"}]})  # fmt: skip

    assert (0, None) == (found.applicable_die_area_mm2, found.performance_density)
    assert (
        "no-license-required"
        == licet.determine(item=item_of_design(design), to="CN", on="2026-11-23").verdict
    )


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"rates": {"fp16": 100}, "die": [{"area_mm2": 0}]}, r"die\[0\].area_mm2: `0` is out of"),
        ({"rates": {"fp16": 100}, "die": [{}]}, r"die\[0\].area_mm2: missing"),
        ({"rates": {"fp17": 100}}, "rates.fp17: unknown format"),
        ({"rates": {"fp16": "fast"}}, "`fast` is not a number"),
        ({"clok_ghz": 1, "rates": {"fp16": 1}}, "clok_ghz: unknown key"),
        ({"unit": [{"count": 1, "per_clock": {"fp16": 1}}]}, "no clock"),
        ({}, "neither rates nor"),
        ({"rates": {"fp16": 1}, "die": [{"area_mm2": 1, "transistors": "cmos"}]}, "`cmos`"),
        ({"rates": {"fp16": 1}, "die": "big"}, r"\[\[die\]\]"),
    ],
)
def test_a_wrong_design_names_its_key(table, says):
    with pytest.raises(BadInput, match=says):
        parse_design(table)


def test_only_memory_dies_do_not_compute():
    with pytest.raises(BadInput, match="no die computes"):
        figures_of(parse_design({"rates": {"fp16": 1}, "die": [{"area_mm2": 1, "logic": False}]}))


def test_a_design_file_is_asked_like_a_chip(tmp_path: Path, capsys):
    path = tmp_path / "chip.toml"
    path.write_text("datacenter = true\nrates = { fp16 = 148.5 }\n[[die]]\narea_mm2 = 814.0\n",
                    encoding="utf-8")  # fmt: skip

    assert 0 == main(["design", "headroom", str(path), "--to", "CN", "--on", "2026-11-23"])
    assert "24 TPP under 2,400" in capsys.readouterr().out
    assert 0 == main(["design", "figures", str(path), "--json"])
    assert '"tpp": 2376' in capsys.readouterr().out
    assert load_design(path).rates == {"fp16": Fraction("148.5")}


# Sweeps


def test_a_sweep_says_what_the_evaluator_says():
    rng = np.random.default_rng(7)
    vary = {
        "clock_ghz": rng.uniform(0.1, 2.0, 400).round(3),
        "die.0.area_mm2": rng.uniform(100, 1600, 400).round(1),
        "memory.0.gb_s": rng.uniform(100, 1400, 400).round(0),
    }
    design = plan(clock_ghz=1)

    found = sweep(design, vary, to="CN", on="2026-11-23")

    for row in range(0, 400, 7):
        one = design
        for path, values in vary.items():
            one = with_value(one, path, Fraction(repr(float(values[row]))))
        assert (
            found.verdict[row]
            == licet.determine(
                item=item_of_design(one), to="CN", on="2026-11-23", exporter=ANYBODY
            ).verdict
        )
    assert found.combinations < 60


def test_a_chip_exactly_on_a_threshold_stays_on_its_side():
    """Doubles put a quarter of such chips on the wrong side; the rational check does not."""
    areas = np.arange(2000, 3000) / 4.0
    design = parse_design({"datacenter": True, "rates": {"fp16": 100}, "die": [{"area_mm2": 1}]})
    tops = areas * 5.92 / 16

    found = sweep(design, {"rates.fp16": tops, "die.0.area_mm2": areas}, to="CN", on="2026-11-23")

    exact = [
        Fraction(repr(float(rate))) * 16 / Fraction(repr(float(area))) >= Fraction("5.92")
        for rate, area in zip(tops, areas, strict=True)
    ]
    tpp_high = [Fraction(repr(float(rate))) * 16 >= 4800 for rate in tops]
    expected = ["3A090.a" if e or h else "3A090.b" for e, h in zip(exact, tpp_high, strict=True)]
    assert expected == found.paragraph.tolist()
    assert found.rechecked > 900


def test_many_variants_are_quick():
    """100,000 variants; the benchmark has the time, this only that few cells are asked."""
    count = 100_000
    vary = {
        "clock_ghz": np.linspace(0.1, 2.5, count),
        "die.0.area_mm2": np.linspace(100, 2e3, count),
    }

    found = sweep(plan(clock_ghz=1), vary, to="CN", on="2026-11-23")

    assert count == len(found)
    assert found.combinations < 40


@pytest.mark.parametrize(
    ("vary", "says"),
    [
        ({}, "one length"),
        ({"clock_ghz": [1, 2], "die.0.area_mm2": [1]}, "one length"),
        ({"clock_ghz": [1, float("nan")]}, "not above 0"),
        ({"clock_ghz": [0.0]}, "not above 0"),
        ({"die.7.area_mm2": [1.0]}, "has no `die.7.area_mm2`"),
        ({"name": [1.0]}, "is no number"),
    ],
)
def test_a_wrong_sweep_is_refused(vary, says):
    with pytest.raises(BadInput, match=says):
        sweep(plan(clock_ghz=1), vary, to="CN", on="2026-11-23")


def test_the_front_is_what_no_other_variant_beats():
    rng = np.random.default_rng(3)
    found = sweep(
        plan(clock_ghz=1),
        {"clock_ghz": rng.uniform(0.1, 2.0, 2_000), "memory.0.gb_s": rng.uniform(100, 1400, 2_000)},
        to="CN", on="2026-11-23",
    )  # fmt: skip
    best = front(found)
    free = np.flatnonzero(found.verdict == "no-license-required")
    tpp, bandwidth = found.figures["tpp"], found.figures["dram_bandwidth_gb_s"]

    assert {"no-license-required"} == set(found.verdict[best])
    for row in best:
        beaten = (tpp[free] >= tpp[row]) & (bandwidth[free] >= bandwidth[row])
        better = (tpp[free] > tpp[row]) | (bandwidth[free] > bandwidth[row])
        assert not (beaten & better).any()
    assert [0, 1] == unbeaten(np.array([[3, 1], [1, 3], [1, 1]])).tolist()


# Roofline

LLAMA_2_7B = Model("Llama 2 7B", 6.74, 6.74, 32, 4096, 8192)
# Tokens a second of one request, F16: XiongjieDai, GPU-Benchmarks-on-LLM-Inference (llama.cpp).
MEASURED = {
    "nvidia-a100-pcie-80gb": (73.83, 5105.77),
    "nvidia-h100-pcie-80gb": (83.32, 7367.0),
    "nvidia-rtx-4090": (60.78, 7348.69),
    "nvidia-rtx-6000-ada": (50.56, 5403.6),
    "nvidia-a6000": (44.01, 3707.88),
}


@pytest.mark.parametrize("item", MEASURED)
def test_no_measurement_beats_the_roofline(item):
    decode, prefill = MEASURED[item]
    bound = estimate(machine_of(item), LLAMA_2_7B, context=512)

    assert 0.4 < decode / bound.decode_tokens_s < 1
    assert prefill < bound.prefill_tokens_s
    assert "memory" == bound.decode_bound


def test_h20_against_h100():
    """H20 decodes faster and fills far slower, by the ratios of bandwidth and rate."""
    model = MODELS["llama-70b"]
    h20, h100 = (
        estimate(machine_of(name), model, context=1024)
        for name in ("nvidia-h20-96gb", "nvidia-h100-sxm5-80gb")
    )

    assert h20.decode_tokens_s / h100.decode_tokens_s == pytest.approx(4000 / 3360, rel=0.001)
    assert h20.prefill_tokens_s / h100.prefill_tokens_s == pytest.approx(148 / 989.4, rel=0.002)


def test_published_h20_and_h100_nodes_stay_below_their_bounds():
    """DeepSeek nodes of 8: H20 16.5k and 5.7k tokens/s in and out at 4096 (LMSYS, 2025-09-26),
    H100 52.3k and 22.3k at 2000 (LMSYS, 2025-05-05)."""
    model = MODELS["deepseek-v3-fp8"]
    for name, context, into, out in (
        ("nvidia-h20-96gb", 4096, 16_500, 5_700),
        ("nvidia-h100-sxm5-80gb", 2000, 52_300, 22_300),
    ):
        bound = estimate(machine_of(name), model, batch=1024, context=context, chips=8)
        assert 0.2 < into / bound.prefill_tokens_s < 1
        assert out < bound.decode_tokens_s


def test_roofline_refuses_what_it_can_not_estimate(capsys):
    assert 2 == main(["design", "roofline", "H20 96GB", "--model", "gpt"])
    assert 2 == main(["design", "roofline", "H20 96GB", "--batch", "0"])
    assert 0 == main(["design", "roofline", "nvidia-h20-96gb", "nvidia-h100-sxm5-80gb"])
    assert "x1.00" in capsys.readouterr().out


def test_the_rates_of_a_design_give_its_peak_rate(tmp_path: Path, capsys):
    path = tmp_path / "chip.toml"
    path.write_text("datacenter = true\nrates = { fp16 = 100, int8 = 200 }\n[[die]]\n"
                    "area_mm2 = 800\n", encoding="utf-8")  # fmt: skip
    main(["design", "headroom", str(path), "--to", "CN", "--on", "2026-11-23", "--json"])
    rows = json.loads(capsys.readouterr().out)

    assert [200] == [row["value"] for row in rows if row["fact"] == "peak_tops"]


# Ranges


def test_a_range_in_a_design_goes_through_to_every_figure(tmp_path: Path, capsys):
    path = tmp_path / "chip.toml"
    path.write_text(
        "datacenter = true\nclock_ghz = [1.4, 1.6]\n[[unit]]\ncount = 100\n"
        "per_clock = { fp16 = 1000 }\n[[die]]\narea_mm2 = [780, 814]\n",
        encoding="utf-8",
    )
    found = figures_of(load_design(path))

    assert Interval(Fraction(2240), Fraction(2560)) == found.tpp
    assert Interval(Fraction(2240, 814), Fraction(2560, 780)) == found.performance_density
    assert 0 == main(["design", "figures", str(path)])
    assert "2,240 to 2,560" in capsys.readouterr().out
    item = item_of_design(load_design(path))
    assert "indeterminate" == licet.determine(item=item, to="CN", on="2026-11-23").verdict
    main(["design", "headroom", str(path), "--to", "CN", "--on", "2026-11-23"])
    assert "lies on both sides of 2,400 TPP" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("value", "says"),
    [([2, 1], "is no range"), ([1, 2, 3], "is no range"), ([0, 1], "out of range"),
     (["a", 1], "not a number"), ([], "is no range")],
)  # fmt: skip
def test_a_wrong_range_names_its_key(value, says):
    with pytest.raises(BadInput, match=rf"rates.fp16: .*{says}"):
        parse_design({"rates": {"fp16": value}})


def test_there_are_no_halves_of_dies():
    with pytest.raises(BadInput, match=r"die\[0\].count: `1.5` is not whole"):
        parse_design({"rates": {"fp16": 1}, "die": [{"area_mm2": 1, "count": 1.5}]})


def test_a_sweep_takes_no_range_that_it_does_not_vary():
    design = plan(clock_ghz=[1, 2])

    with pytest.raises(BadInput, match="a range in the design"):
        sweep(design, {"die.0.area_mm2": [800.0]}, to="CN", on="2026-11-23")
    assert 1 == len(sweep(design, {"clock_ghz": [1.5]}, to="CN", on="2026-11-23"))


@pytest.mark.parametrize(
    "path", ["datacenter", "rates", "name", "die", "die.0", "unit.0.per_clock"]
)
def test_only_numbers_can_be_varied(path):
    with pytest.raises(BadInput, match="is no number of the design"):
        sweep(plan(clock_ghz=1, datacenter=None), {path: [1.0]}, to="CN", on="2026-11-23")


def test_a_name_of_several_chips_gives_a_row_for_each(capsys):
    assert 0 == main(["design", "roofline", "H20", "H100", "--json"])
    items = [row["item"] for row in json.loads(capsys.readouterr().out)]

    assert {"nvidia-h20-96gb", "nvidia-h100-sxm5-80gb", "nvidia-h100-pcie-80gb"} <= set(items)
    assert 2 == main(["design", "roofline"])
    assert "no item to estimate" in capsys.readouterr().err
