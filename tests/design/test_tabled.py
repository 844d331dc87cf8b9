"""The threshold cells of a provision as a table, and what settles it for an item."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

import licet
from licet.cli.main import main
from licet.courts import court_of
from licet.errors import BadInput
from licet.questions.setting import ANYBODY, setting
from licet.questions.tabled import settling, tabled

B = "us/ear/774/3A090.b"


def cells(provision, on=date(2024, 1, 1), **how):
    return tabled(court_of(), provision, on, **{"layer": "practice", **how})


def test_each_cell_of_a_paragraph_is_asked():
    found = cells(B)

    assert "40 cells, each asked" == found.found.says()
    assert ["tpp", "performance_density", "datacenter"] == [key.name for key in found.deciding]
    for box in found.found.boxes:
        tpp, density, datacenter = (value for _, value in box.cells)
        low, thin = tpp.low, getattr(density, "low", None)
        caught = datacenter and thin is not None and (
            (2400 <= low < 4800 and Fraction("1.6") <= thin < Fraction("5.92"))
            or (low >= 1600 and Fraction("3.2") <= thin < Fraction("5.92"))
        )  # fmt: skip
        assert box.answers == {bool(caught)}


def test_too_many_cells_are_split_and_it_says_so():
    found = cells("us/letters/2025-04-intel", date(2025, 6, 1), budget=2_000)

    assert "splitting" == found.found.method
    assert "cells are too many to ask one by one" in found.found.says()
    assert not found.found.exact
    assert "open" in {row["answer"] for row in found.rows()}


@pytest.mark.parametrize(
    ("figures", "applies", "sets"),
    [
        (
            {"tpp": 1000, "performance_density": 9, "datacenter": True},
            False,
            {("tpp",), ("performance_density",)},
        ),
        ({"tpp": 1000, "performance_density": 4, "datacenter": True}, False, {("tpp",)}),
        (
            {"tpp": 2500, "performance_density": 2, "datacenter": True},
            True,
            {("tpp", "performance_density", "datacenter")},
        ),
        ({"tpp": 2500, "performance_density": 2, "datacenter": False}, False, {("datacenter",)}),
    ],
)
def test_the_smallest_sets_of_facts_that_settle_a_paragraph(figures, applies, sets):
    place = setting(figures=figures, to="CN", on="2026-11-23")
    truth, found = settling(place, B)

    assert (applies, sets) == (truth, set(found))
    for names in found:
        kept = {name: value for name, value in figures.items() if name in names}
        item = {"kind": "computer", "contains": {"kind": "ic", **kept}}
        proof = licet.determine(item=item, to="CN", on="2026-11-23", exporter=ANYBODY).as_dict()
        met = proof["classification"]["parameters"]
        assert (met == "3A090.b") is applies or met == "unknown"


def test_the_command(capsys):
    assert 0 == main(["law", "cells", B, "--on", "2024-01-01", "--item", "RTX 4090"])
    out = capsys.readouterr().out
    assert "40 cells, each asked" in out
    told = "it does not apply, settled by performance_density, or by datacenter alone"
    assert f"RTX 4090: {told}" in " ".join(out.split())
    assert "[2400, 4800)" in out

    assert 0 == main(["law", "cells", B, "--on", "2024-01-01", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (40, "table", True) == (found["cells"], found["method"], found["exact"])
    assert 40 == len(found["rows"])


def test_what_has_no_table_is_said(capsys):
    with pytest.raises(BadInput, match="not in force on 2023-01-01"):
        cells(B, date(2023, 1, 1))
    assert 2 == main(["law", "cells", B, "--item", "RTX 6000"])
    assert "fits several entries" in capsys.readouterr().err
