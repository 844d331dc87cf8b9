"""Cells, solver, evaluator and SQL agree, on random laws and on the encoded one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from design import laws
from licet.courts import court_of
from licet.questions.cells import provision_asked, table
from licet.questions.flaws import paragraphs
from licet.questions.samples import plain, sample
from licet.questions.search import blank, provision_goal
from licet.questions.search import search as by_cells
from licet.rules.facts import Facts, divide
from licet.rules.values import UNDEFINED, Interval
from licet.solve.search import search as by_solver

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TODAY = date(2026, 11, 23)
VALUES = [Fraction(text) for text in ("0", "1", "1.5", "2", "3", "5.92", "6", "10", "11")]


def truth_of(court, name, facts):
    judge = court.judge(laws.DAY)
    return judge.truth(name, facts.judged_by(judge.truth))


def everything():
    """Every combination of a few values on and beside the limits."""
    for a, b, c in product(VALUES, VALUES[::2], (Fraction(0), Fraction(1), Fraction(2))):
        for p, t in ((True, "x"), (False, "y"), (True, "z")):
            top = {
                "a": a, "b": b, "c": c, "p": p, "q": not p, "t": t, "on": laws.DAY,
                "ratio": divide(a, c),
            }  # fmt: skip
            yield Facts(top, {}, {}, laws.WORDS.quotients)


@quick
@given(laws.plain)
def test_cells_are_exact_where_conditions_ask_single_facts(node):
    court = laws.court_of(one=node)
    judge = court.judge(laws.DAY)
    start = blank(laws.WORDS, laws.DAY)

    found = table(provision_asked(judge, "one"), start)

    assert found.exact
    for box in found.boxes:
        chosen = plain(box.facts, [key for key, _ in box.cells])
        assert {truth_of(court, "one", chosen)} == set(box.answers)
    for facts in everything():
        inside = [box for box in found.boxes if _holds(box, facts)]
        assert 1 == len(inside)
        assert {truth_of(court, "one", facts)} == set(inside[0].answers)


def _holds(box, facts):
    for key, cell in box.cells:
        value = facts.get(key)
        if isinstance(cell, Interval):
            if Interval(value, value).meet(cell).is_empty():
                return False
        elif not (value == cell or (hasattr(cell, "options") and value in cell.options)):
            return False
    return True


@quick
@given(laws.plain)
def test_splitting_gives_the_answers_of_the_whole_table(node):
    judge = laws.court_of(one=node).judge(laws.DAY)
    asked, start = provision_asked(judge, "one"), blank(laws.WORDS, laws.DAY)

    whole, split = table(asked, start), table(asked, start, budget=0)

    assert "table" == whole.method
    assert split.method == "splitting" or not whole.keys
    assert {a for box in whole.boxes for a in box.answers} >= {
        a for box in split.boxes for a in box.answers
    } or split.spent


@quick
@given(laws.related, laws.related)
def test_search_by_cells_and_by_solver_agree(one, other):
    court = laws.court_of(one=one, other=other)
    judge = court.judge(laws.DAY)
    goals = [provision_goal(judge, "one"), provision_goal(judge, "other", wanted=False)]
    start = blank(laws.WORDS, laws.DAY)

    cells, solver = by_cells(goals, start), by_solver(goals, start, laws.WORDS)

    assert solver.decided
    if cells.decided:
        assert (cells.witness is None) == (solver.witness is None)
    for found in (cells, solver):
        if found.witness is not None:
            assert truth_of(court, "one", found.witness) is True
            assert truth_of(court, "other", found.witness) is False
    if solver.witness is None:
        assert not any(
            truth_of(court, "one", f) is True and truth_of(court, "other", f) is False
            for f in everything()
        )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws.related)
def test_sql_gives_the_truth_of_the_evaluator(node):
    duckdb = pytest.importorskip("duckdb")
    court = laws.court_of(one=node)
    rows = list(everything())
    values = ", ".join(
        f"({i}, {float(f.top['a']):.2f}, {float(f.top['b']):.2f}, {float(f.top['c']):.2f}, "
        f"{f.top['p']}, {f.top['q']}, '{f.top['t']}')"
        for i, f in enumerate(rows)
    )
    connection = duckdb.connect()
    found = connection.sql(
        f"SELECT {laws.sql(node)} FROM (VALUES {values}) AS v(i, a, b, c, p, q, t) ORDER BY i"
    ).fetchall()

    assert [truth for (truth,) in found] == [truth_of(court, "one", f) for f in rows]


@pytest.mark.parametrize("day", ["2022-11-01", "2023-12-01", "2025-06-01", "2026-11-23"])
def test_the_table_of_paragraphs_is_exact_and_is_what_the_evaluator_says(day):
    court = court_of()
    on = date.fromisoformat(day)
    judge = court.judge(on)

    found = paragraphs(court, on)

    assert found.exact
    assert "table" == found.method
    assert f"{found.size:,} cells, each asked" == found.says()
    from licet.decision.classify import possible_parameters

    for box in found.boxes:
        exact = plain(box.facts, [key for key, _ in box.cells]).judged_by(judge.truth)
        assert set(box.answers) == set(possible_parameters(judge, exact))


@pytest.mark.parametrize("layer", ["text", "practice"])
def test_solver_and_evaluator_agree_on_every_encoded_provision(layer):
    """The solver's example of each provision meets it, and the evaluator says so too."""
    court = court_of()
    judge = court.judge(TODAY, layer=layer)
    from licet.solve.search import Session

    session = Session(blank(court.vocabulary, TODAY), court.vocabulary)
    for name in list(judge.versions)[:: 1 if layer == "practice" else 3]:
        found = session.search([provision_goal(judge, name)])

        assert found.decided, name
        if found.witness is None:
            cells = by_cells([provision_goal(judge, name)], blank(court.vocabulary, TODAY),
                             budget=500)  # fmt: skip
            assert cells.witness is None, name
        else:
            assert judge.truth(name, found.witness.judged_by(judge.truth)) is True, name


def test_a_sample_lies_in_its_cell():
    for low, high in product(VALUES, VALUES):
        if low < high:
            for open_low, open_high in product((True, False), repeat=2):
                cell = Interval(low, high, open_low, open_high)
                value = sample(cell)
                assert not Interval(value, value).meet(cell).is_empty()
    assert UNDEFINED is sample(UNDEFINED)
