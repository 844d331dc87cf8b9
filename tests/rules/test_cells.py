"""Cells: each condition has one truth within a cell, and thresholds fall on the right side."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from licet.rules.cells import Cells
from licet.rules.facts import Facts, Key
from licet.rules.nodes import CompareDay, Node, Within
from licet.rules.nodes import facts_of as named_in
from licet.rules.syntax import parse
from licet.rules.values import UNDEFINED, Choice, Interval, Value
from smalllaw import EXTENTS, WORDS, facts_of, judge_of
from strategies import DAYS, OPS, PLAIN, SURE_SETS, against, joined

FINE = tuple(Fraction(n, 4) for n in range(21))


def inside(cell: Value, value: Any) -> bool:
    if isinstance(cell, Interval):
        return not cell.meet(Interval(value, value)).is_empty()
    return value in cell.options if isinstance(cell, Choice) else value == cell


def cells_of(node: Node, name: str, **top: Any) -> list[Value]:
    return judge_of(p=node).cells(Key("", 0, name), facts_of(top))


@given(joined(against("x", st.integers(0, 4).map(Fraction)), 6))
def test_within_a_cell_a_number_makes_no_difference(node: Node):
    judge = judge_of(p=node)
    cells = cells_of(node, "x")

    for number in FINE:
        assert sum(inside(cell, number) for cell in cells) == 1, (number, cells)
    for cell in cells:
        met = {judge.truth("p", facts_of({"x": n})) for n in FINE if inside(cell, n)}
        assert len(met) <= 1
        assert met <= {judge.truth("p", facts_of({"x": cell}))} or not met


@given(joined(st.builds(Within, st.just("place"), SURE_SETS), 4))
def test_within_a_cell_a_place_makes_no_difference(node: Node):
    judge = judge_of(p=node)

    for cell in cells_of(node, "place"):
        options = cell.options if isinstance(cell, Choice) else {cell}
        assert len({judge.truth("p", facts_of({"place": place})) for place in options}) == 1


@given(joined(st.builds(CompareDay, OPS, st.just("since"), DAYS, st.integers(0, 5)), 4))
def test_within_a_cell_a_day_makes_no_difference(node: Node):
    judge = judge_of(p=node)
    days = [date(2023, 12, 25) + timedelta(n) for n in range(40)]

    for cell in cells_of(node, "since"):
        met = {judge.truth("p", facts_of({"since": day})) for day in days if inside(cell, day)}
        assert len(met) <= 1


@given(st.integers(1, 10**12), st.integers(0, 6), OPS)
def test_on_just_below_and_just_above_a_threshold(digits: int, places: int, op: str):
    limit = Fraction(digits, 10**places)
    step = Fraction(1, 10**40)
    from strategies import Compare, Sum

    judge = judge_of(p=Compare(op, Sum(((Fraction(1), "x"),)), Sum((), limit)))
    met = [judge.truth("p", facts_of({"x": limit + n * step})) for n in (-1, 0, 1)]

    assert met == {">=": [False, True, True], ">": [False, False, True],
                   "<=": [True, True, False], "<": [True, False, False],
                   "==": [False, True, False]}[op]  # fmt: skip


def test_a_range_limits_the_cells():
    cells = cells_of(parse("x >= 1 or x >= 3", WORDS), "x", x=Interval(Fraction(2), Fraction(5)))

    assert cells == [
        Interval(Fraction(2), Fraction(3), high_open=True),
        Interval(Fraction(3), Fraction(5)),
    ]


def test_a_known_fact_turns_a_sum_into_a_threshold():
    cells = cells_of(parse("2 * x + y >= 10", WORDS), "x", y=Fraction(4))

    assert cells == [
        Interval(Fraction(0), Fraction(3), high_open=True),
        Interval(Fraction(3), None),
    ]


def test_a_power_is_cut_where_its_density_turns():
    facts = facts_of(ics=({"power": None, "area": Fraction(800), "density": None},))
    judge = judge_of(p=parse("any(ics: density >= 5.92)", WORDS))

    assert judge.cells(Key("ics", 0, "power"), facts) == [
        Interval(Fraction(0), Fraction(4736), high_open=True),
        Interval(Fraction(4736), None),
    ]
    assert UNDEFINED not in judge.cells(Key("ics", 0, "density"), facts)


def test_a_density_of_unknown_area_may_not_exist():
    facts = facts_of(ics=({"power": Fraction(1), "area": None, "density": None},))
    judge = judge_of(p=parse("any(ics: density >= 5.92)", WORDS))

    assert judge.cells(Key("ics", 0, "density"), facts)[-1] is UNDEFINED


def test_a_text_of_a_closed_list_has_no_other():
    cells = cells_of(parse('color == "red"', WORDS), "color")

    assert cells == ["red", Choice(frozenset({"green", "blue"}))]


def test_groups_count_as_they_are_on_the_day():
    cells = Cells([parse('place in group("G")', WORDS)], WORDS, EXTENTS.__getitem__)

    found = cells.of(Key("", 0, "place"), facts_of())

    assert Choice(frozenset({"CN", "IR"})) in found


@given(joined(PLAIN, 6), st.sampled_from(["x", "place", "color", "since"]))
def test_cells_are_never_empty_and_never_overlap(node: Node, name: str):
    assume(name in named_in(node))
    cells = cells_of(node, name)

    assert cells
    assert len(set(map(repr, cells))) == len(cells)


@pytest.mark.parametrize(
    ("area", "says"), [("270.27", True), ("270.28", False), ("270.270271", False)]
)
def test_1600_over_an_area_against_592(area: str, says: bool):
    """1600 / 5.92 is 270.270270…: an area of 270.27 lies on the met side."""
    power, size = Fraction(1600), Fraction(area)
    judge = judge_of(p=parse("any(ics: power >= 1600 and density >= 5.92)", WORDS))
    chip = {"power": power, "area": size, "density": power / size}

    assert judge.truth("p", facts_of(ics=(chip,))) is says


def test_592_times_an_area_is_exactly_on_the_line():
    judge = judge_of(p=parse("any(ics: density >= 5.92)", WORDS))
    for area in range(1, 400):
        size = Fraction(area, 10)
        on = {"power": Fraction("5.92") * size, "area": size}
        on["density"] = on["power"] / size

        assert judge.truth("p", facts_of(ics=(on,))) is True


def test_replacing_a_figure_keeps_the_quotient_in_step():
    facts = facts_of(ics=({"power": None, "area": Fraction(100), "density": None},))
    key = Key("ics", 0, "power")

    exact: Facts = facts.replace(key, Fraction(592))
    ranged = facts.replace(key, Interval(Fraction(592), None))

    assert exact.get(Key("ics", 0, "density")) == Fraction("5.92")
    assert ranged.get(Key("ics", 0, "density")) == Interval(Fraction("5.92"), None)
