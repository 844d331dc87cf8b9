"""The catalog's data and the measures worked out from it."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import licet
from licet.catalog import BITS, catalog, working, working_text
from licet.catalog.figures import add, high_of, largest, low_of, parse_measure
from licet.catalog.limits import crossed
from licet.catalog.load import build
from licet.catalog.tables import FOLDER
from licet.errors import BadInput
from licet.rules.values import UNDEFINED, Interval

CONFIDENCE = {"primary", "quoted", "secondary", "company", "press", "unverified"}
KEYS = st.sampled_from(list(catalog()))

TPP = [
    ("nvidia-a100-sxm4-80gb", "4992"),
    ("nvidia-a800-pcie-80gb", "4992"),
    ("nvidia-h100-sxm5-80gb", "15831.2"),
    ("nvidia-h100-nvl", "13368"),
    ("nvidia-h20-96gb", "2368"),
    ("nvidia-rtx-4090", "5284.84"),
    ("nvidia-rtx-4090d", "4706.8"),
    ("nvidia-l4", "1940"),
    ("nvidia-l40", "2896.64"),
    ("nvidia-a40", "2395.2"),
    ("nvidia-a30", "2644"),
    ("nvidia-b200", "36000"),
    ("nvidia-b300", "56000"),
    ("nvidia-rtx-pro-4500-server", "3200"),
    ("nvidia-h800-nvl", "14144"),
    ("amd-mi300x", "20919.2"),
    ("amd-mi250x", "6128"),
    ("amd-mi355x", "60397.8"),
    ("huawei-ascend-910c", "12800"),
    ("aws-trainium2", "10672"),
    ("google-tpu-v4", "4400"),
]
DENSITY = [
    ("nvidia-h20-96gb", Fraction(2368, 814)),
    ("nvidia-a100-sxm4-80gb", Fraction(4992, 826)),
    ("nvidia-a30", Fraction(2644, 826)),
    ("nvidia-l4", Fraction(1940, 294)),
    ("amd-mi250x", Fraction(6128, 1448)),
]
INTERCONNECT = [
    ("nvidia-a100-sxm4-80gb", Fraction(664)),
    ("nvidia-a800-sxm4-80gb", Fraction(464)),
    ("nvidia-h800-sxm5", Fraction(528)),
    ("nvidia-rtx-4090", Fraction(64)),
    ("nvidia-v100-pcie-32gb", Fraction(32)),
    ("google-tpu-v5e", Interval(Fraction(400), Fraction(528))),
    ("huawei-ascend-910b", Interval(Fraction(392), Fraction(648))),
    ("nvidia-rtx-3090", Fraction("176.5")),
    ("google-tpu-v4", None),
]


def test_catalog_can_be_called_from_the_top():
    """`licet.catalog()` is the catalog, though `licet.catalog` is a package too."""
    assert licet.catalog() is licet.catalog() is catalog()
    assert Fraction(2368) == licet.catalog()["nvidia-h20-96gb"].tpp


def test_every_chip_is_there():
    """The catalog holds its chips under their ids, and systems and memory beside them."""
    kinds = [entry.kind for entry in catalog().values()]
    assert 251 == sum("node_nm" in catalog().row(key) for key in catalog())
    assert {"computer", "ic", "hbm", "other"} == set(kinds)
    assert "nvidia-p100-sxm2" == next(iter(catalog()))
    assert "nvidia-h20-96gb" in catalog()
    with pytest.raises(KeyError):
        catalog()["nvidia-h21"]


@given(KEYS)
def test_every_row_says_where_from_and_how_sure(key):
    """Every entry has a source, a confidence, a name and figures that parse."""
    entry = catalog()[key]
    assert entry.sources
    assert all("://" in source for source in entry.sources)
    assert entry.confidence in CONFIDENCE
    assert entry.names[0]
    assert all(low_of(value) is None or low_of(value) >= 0 for value in entry.values.values())
    for chip, count in entry.contains:
        assert chip in catalog()
        assert count > 0


@given(KEYS)
def test_measures_hang_together(key):
    """TPP is a rate times its bits or the vendor's; density is TPP over area."""
    entry = catalog()[key]
    total, area = entry.tpp, entry.applicable_die_area_mm2
    if isinstance(total, Fraction) and entry.rates and not entry.partial:
        assert total == max(high_of(rate) * BITS[name] for name, rate in entry.rates.items())
    if isinstance(total, Fraction) and isinstance(area, Fraction) and area:
        assert total == entry.performance_density * area
    if total is None or area is None:
        assert entry.performance_density is None
    if entry.partial and "tpp_stated" not in entry.values:
        assert total is None or high_of(total) is None
    peak = entry.peak_tops
    assert (peak is None) == (total is None)
    assert working_text(entry)


@pytest.mark.parametrize(("key", "expected"), TPP)
def test_tpp_is_exact(key, expected):
    """Well-known chips have exactly this TPP."""
    assert Fraction(expected) == catalog()[key].tpp


@pytest.mark.parametrize(("key", "expected"), DENSITY)
def test_density_is_exact(key, expected):
    """Density is an exact ratio."""
    assert expected == catalog()[key].performance_density


@pytest.mark.parametrize(("key", "expected"), INTERCONNECT)
def test_interconnect_adds_both_links(key, expected):
    """Links add up; what is not known leaves a range."""
    assert expected == catalog()[key].interconnect_gb_s


@pytest.mark.parametrize(
    "key", ["nvidia-a10g", "nvidia-l40g", "intel-arc-a770", "nvidia-rtx-6000d"]
)
def test_missing_matrix_rates_leave_a_floor(key):
    """A chip whose matrix rates are not published has a least TPP, not a TPP."""
    total = catalog()[key].tpp
    assert isinstance(total, Interval)
    assert total.low is not None
    assert total.high is None


def test_planar_chip_has_no_density():
    """Only planar dies: the area that counts is 0, density is undefined, TPP is not."""
    row = dict(catalog().row("google-tpu-v2"), transistors="planar", die_area_mm2="611")
    planar = build(row)
    assert 0 == planar.applicable_die_area_mm2
    assert UNDEFINED is planar.performance_density
    assert Fraction(736) == planar.tpp
    assert 0 == build(dict(row, transistors="", node_nm="28")).applicable_die_area_mm2
    assert Fraction(611) == build(dict(row, transistors="", node_nm="22")).applicable_die_area_mm2
    assert any("undefined" in line for line in working_text(planar))


def test_area_not_known_is_not_zero():
    """Without an area, density is unknown, not undefined."""
    entry = catalog()["google-tpu-v4"]
    assert entry.applicable_die_area_mm2 is None
    assert entry.performance_density is None


def test_entries_without_figures_are_kept_and_marked():
    """A product of which nothing is published is there, and says so."""
    assert not catalog()["nvidia-h20-nvl16"].has_figures
    assert not catalog()["huawei-ascend-910d"].has_figures
    assert catalog()["nvidia-h20-96gb"].has_figures
    assert catalog()["nvidia-dgx-h100"].has_figures
    assert not catalog()["nvidia-nvlink-switch-tray"].has_figures


def test_card_of_several_chips_gives_figures_of_one():
    """The law asks of one IC, so a card's totals are divided."""
    card = catalog()["nvidia-a16"]
    assert 4 == card.ics
    assert Fraction("287.6") == card.tpp
    assert Fraction(200) == card.applicable_die_area_mm2


def test_system_contains_chips_and_shows_its_base_eccn():
    """A system names its chips, and the entry that describes it apart from its power."""
    system = catalog()["nvidia-dgx-b200"]
    assert (("nvidia-b200", 8),) == system.contains
    assert "5A002" == system.base_eccn
    assert "5A002.z.1" == system.vendor_statements[0].eccn
    assert ((catalog()["nvidia-b200"], 8),) == catalog().ics(system)
    assert catalog()["nvidia-hgx-h100-4-gpu-80gb"].base_eccn is None
    assert "contains 8 x Nvidia B200" in working_text(system)[0]


def test_released_needs_the_day():
    """A month or a quarter is no date."""
    assert date(2022, 10, 1) == catalog()["nvidia-h100-sxm5-80gb"].released
    assert catalog()["huawei-ascend-950pr"].released is None
    assert "2026-Q1" == catalog()["huawei-ascend-950pr"].released_text


@pytest.mark.parametrize(
    ("key", "total", "crosses"),
    [
        ("nvidia-h200-nvl", "14144", ("tpp 14000",)),
        ("nvidia-a100-sxm4-40gb", "3822", ("tpp 4800", "performance_density 5.92")),
        ("aws-trainium3", "21472", ("tpp 20800", "tpp 21000", "tpp 21100")),
        ("cambricon-mlu590", "4493", ("tpp 4800",)),
        ("huawei-ascend-910c", "12032", ()),
    ],
)
def test_readings_keep_both_values(key, total, crosses):
    """Sources that differ are both kept; a reading says which legal lines it crosses."""
    entry = catalog()[key]
    reading = next(r for r in entry.readings() if r.figures.get("tpp") == Fraction(total))
    other = entry.with_reading(reading)
    assert crosses == reading.crosses
    assert bool(crosses) == reading.decides
    assert Fraction(total) == other.tpp
    assert other.tpp != entry.tpp
    assert () == other.readings()


def test_harmless_vendor_figures_are_no_readings():
    """A stated TPP on the same side of every line is shown, not evaluated again."""
    entry = catalog()["nvidia-h100-sxm5-80gb"]
    assert () == entry.readings()
    assert any("states TPP 15840" in line for line in working_text(entry))


def test_errors_of_others_are_not_weighed():
    """A plain mistake is kept for the record only."""
    (article,) = catalog()["nvidia-rtx-4090"].readings()
    assert Fraction(10570) == article.figures["tpp"]
    assert not article.decides


@given(KEYS)
def test_readings_name_known_figures_and_sources(key):
    """Every reading has a source and can stand in for the entry's own figures."""
    for reading in catalog()[key].readings():
        assert reading.source
        assert reading.why
        assert catalog()[key].with_reading(reading).values.items() >= reading.figures.items()


def test_tables_mention_known_ids_only():
    """No statement or disagreement speaks of a product that is not in the catalog."""
    for name, column in (("statements.csv", "chip_id"), ("disagreements.csv", "id")):
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row[column] in catalog()


def test_memory_density():
    """A memory stack has bandwidth over package area, and no TPP."""
    stack = catalog()["hbm3-stack"]
    assert Fraction("819.2") / 121 == stack.memory_bandwidth_density
    assert stack.tpp is None


def test_working_shows_each_format():
    """The working multiplies every rate by its bits and names the source."""
    steps = working(catalog()["nvidia-h20-96gb"])
    assert any("fp8: 296 TFLOPS x 8 bits = 2368" == step.text for step in steps)
    assert any("2368 / 814 = 2.9091" in step.text for step in steps)
    assert all(step.source for step in steps if step.text.startswith("fp"))


@pytest.mark.parametrize("cell", ["many", "-3", "5..2", ">=x", "nan", "1e999"])
def test_bad_cells_are_refused(cell):
    """A cell that is no number or range is an error."""
    with pytest.raises(BadInput):
        parse_measure(cell)


NUMBERS = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda pair: Interval(min(pair), max(pair)))
MEASURES = NUMBERS | RANGES | NUMBERS.map(lambda low: Interval(low, None))


@given(MEASURES, MEASURES, st.data())
def test_ranges_hold_every_outcome(one, other, data):
    """Sum and maximum of ranges hold the sum and maximum of any values in them."""
    x, y = (data.draw(_inside(value)) for value in (one, other))
    assert _holds(add(one, other), x + y)
    assert _holds(largest([one, other]), max(x, y))


@given(NUMBERS, NUMBERS)
def test_crossed_lines_lie_between(one, other):
    """Every line crossed lies between the two values, and every such line is named."""
    low, high = sorted((one, other))
    named = {Fraction(text.split()[1]) for text in crossed("tpp", one, other)}
    limits = map(Fraction, (1600, 2400, 4800, 14000, 17500, 20800, 21000, 21100))
    assert named == {limit for limit in limits if low < limit <= high}


def _inside(value):
    if isinstance(value, Fraction):
        return st.just(value)
    high = value.high if value.high is not None else value.low + 10**6
    return st.fractions(min_value=value.low, max_value=high, max_denominator=1000)


def _holds(value, number):
    low, high = low_of(value), high_of(value)
    return (low is None or low <= number) and (high is None or number <= high)


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("nvidia-rtx-a4000", "1226.88", "1226.88"),
        ("nvidia-rtx-4000-ada", "1710.72", "1710.72"),
        ("nvidia-rtx-4070", "1865.6", "1865.6"),
        ("nvidia-rtx-4070-super", "1865.6", "2565.76"),
        ("nvidia-rtx-5070-ti", "1975.68", "3601.92"),
    ],
)
def test_cards_for_desks_stay_below_the_line_of_the_note(key, low, high):
    """TPP from the FP32 rate; between two siblings on one die where a card's own is not known."""
    entry = catalog()[key]
    assert entry.datacenter is False
    assert (Fraction(low), Fraction(high)) == (low_of(entry.tpp), high_of(entry.tpp))


@pytest.mark.parametrize("key", ["samsung-hbm2-8gb", "samsung-hbm2e-16gb", "hbm4-stack"])
def test_every_generation_of_hbm_is_above_two(key):
    """BIS said so of every stack in production in December 2024; HBM4 came later, and faster."""
    assert low_of(catalog()[key].memory_bandwidth_density) > 2
