"""The best chip under the lines, and the named checks of the solver."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

import licet
from licet.cli.main import main
from licet.courts import court_of
from licet.design.best import best
from licet.errors import BadInput
from licet.questions.search import blank
from licet.solve.named import Claim, equivalent, implied_by, never_empty, never_overlapping

pytest.importorskip("z3")
TODAY = date(2026, 11, 23)


def top(*conditions, fact="tpp", **more):
    return best(fact, conditions, **{"to": "CN", "on": TODAY, **more})


def test_the_best_free_chip_on_800_mm2_has_any_tpp_below_2400():
    found = top("applicable_die_area_mm2 <= 800")

    assert ("limit", 2400) == (found.status, found.value)
    assert "TPP can be any value below 2400; 2400 itself is not allowed" == found.says()
    assert "no-license-required" == found.verdict == licet.determine(found.case).verdict


@pytest.mark.parametrize(
    ("conditions", "status", "value"),
    [
        (["applicable_die_area_mm2 <= 400"], "limit", 1600),
        (["applicable_die_area_mm2 <= 700"], "limit", 2240),
        (["applicable_die_area_mm2 <= 2000"], "limit", 3200),
        (["applicable_die_area_mm2 <= 3000"], "limit", 4800),
        (["applicable_die_area_mm2 == 0"], "limit", 4800),
        (["not datacenter", "applicable_die_area_mm2 <= 300"], "limit", 4800),
        (["tpp <= 1500"], "attained", 1500),
        (["rate_fp16 <= 120", "rate_fp8 <= 200"], "attained", 1920),
        (["die_1_mm2 <= 300", "die_2_mm2 <= 400"], "limit", 2240),
    ],
)
def test_area_bits_and_dies_are_tied_to_the_lines(conditions, status, value):
    found = top(*conditions)

    assert (status, value) == (found.status, found.value)
    assert "no-license-required" == licet.determine(found.case).verdict


def test_the_smallest_area_of_a_free_chip():
    found = top("tpp == 2000", fact="applicable_die_area_mm2", maximize=False)

    assert ("limit", Fraction(2000) / Fraction("3.2")) == (found.status, found.value)


def test_infeasible_and_unbounded_are_answers():
    assert "infeasible" == top("tpp >= 5000").status
    assert "none of them gets this verdict" in top("tpp >= 5000").says()
    assert "contradict each other" in top("tpp >= 5000", "tpp < 4000").says()


def test_what_nothing_bounds_is_shown_by_a_chip_far_out():
    found = top(fact="dram_bandwidth_gb_s")

    assert "unbounded" == found.status
    assert 10**6 <= found.case["item"]["contains"]["dram_bandwidth_gb_s"]
    assert "no-license-required" == licet.determine(found.case).verdict


@pytest.mark.parametrize(
    ("conditions", "maximize", "verdict", "value"),
    [
        (["tpp >= 2000"], True, "no-license-required", "3.2"),
        (["tpp >= 2400"], True, "no-license-required", "1.6"),
        (["applicable_die_area_mm2 >= 50"], True, "no-license-required", "32"),
        (["tpp <= 2399"], False, "license-required", "3.2"),
    ],
)
def test_density_is_tied_to_tpp_and_area_when_it_is_the_wish(conditions, maximize, verdict, value):
    found = top(*conditions, fact="performance_density", maximize=maximize, verdict=verdict)
    ic = found.case["item"]["contains"]
    density = Fraction(str(ic["tpp"])) / Fraction(str(ic["applicable_die_area_mm2"]))

    assert Fraction(value) == found.value
    assert ("limit" if maximize else "attained") == found.status
    assert abs(density - found.value) <= found.value / 1000
    assert verdict == licet.determine(found.case).verdict


def test_a_density_without_area_can_not_be_sought():
    found = top("applicable_die_area_mm2 == 0", fact="performance_density")

    assert "infeasible" == found.status


def test_an_example_is_written_in_short_decimals():
    found = best(
        "tpp", ["applicable_die_area_mm2 <= 500"], to="DE", on=date(2025, 5, 20), layer="text"
    )

    assert ("limit", 2960) == (found.status, found.value)
    assert found.case == json.loads(json.dumps(found.case))
    assert isinstance(found.case["item"]["contains"]["applicable_die_area_mm2"], int)


def test_a_memory_stack_may_stand_on_its_exclusive_line():
    found = top(fact="memory_bandwidth_density", kind="hbm")

    assert ("attained", 2) == (found.status, found.value)
    assert "hbm" == found.case["item"]["kind"]


def test_what_can_not_be_asked_is_refused():
    with pytest.raises(BadInput, match="no number of an IC"):
        top(fact="datacenter")
    with pytest.raises(BadInput, match="not a verdict"):
        top(verdict="maybe")
    with pytest.raises(BadInput, match="unknown fact"):
        top("die_area <= 800")
    with pytest.raises(BadInput, match="unexpected `>=`"):
        top("datacenter >= 2")


def test_the_command(capsys):
    code = main(["design", "best", "--maximize", "tpp", "--subject-to",
                 "applicable_die_area_mm2 <= 800", "--to", "CN", "--on", "2026-11-23",
                 "--verdict", "no-license-required", "--json"])  # fmt: skip
    found = json.loads(capsys.readouterr().out)

    assert 0 == code
    assert (2400, False, "limit") == (found["value"], found["attained"], found["status"])


# Named checks on the encoded law


def claim(provision, day=TODAY):
    judge = court_of().judge(day)
    return Claim(judge, judge.test(provision))


def checked(check, *claims, method):
    words = court_of().vocabulary
    return check(*claims, blank(words, TODAY), words, method=method)


@pytest.mark.parametrize("method", ["cells", "solver"])
def test_a_and_b_overlap_and_b_does_not_imply_a(method):
    a, b = claim("us/ear/774/3A090.a"), claim("us/ear/774/3A090.b")

    overlapping = checked(never_overlapping, a, b, method=method)
    implied = checked(implied_by, a, b, method=method)

    assert overlapping.holds is False
    assert overlapping.witness.frames["ics"][0]["tpp"] >= 4800
    assert implied.holds is False
    assert checked(never_empty, b, method=method).holds is True


@pytest.mark.parametrize("method", ["cells", "solver"])
def test_the_rule_of_2023_is_not_that_of_2022(method):
    old, new = claim("us/ear/774/3A090.a", date(2022, 11, 1)), claim("us/ear/774/3A090.a")

    found = checked(equivalent, old, new, method=method)

    assert found.holds is False
    assert old.holds().truth(found.witness) is not new.holds().truth(found.witness)
    assert checked(implied_by, new, old, method=method).holds is True
    assert checked(equivalent, new, new, method=method).holds is True
