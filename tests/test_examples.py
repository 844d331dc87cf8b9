"""The notebooks run from top to bottom."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.ipynb"))


def cells(path):
    """The code of each cell of a notebook."""
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(path):
    pytest.importorskip("altair")
    if path.stem == "finance":
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    names: dict[str, object] = {}
    for code in cells(path):
        tree = ast.parse(code)
        last = tree.body[-1]
        # As a notebook does: the last expression of a cell is its value, and must be one.
        if isinstance(last, ast.Expr):
            tree.body[-1] = ast.Assign([ast.Name("_", ast.Store())], last.value)
            ast.fix_missing_locations(tree)
        exec(compile(tree, path.name, "exec"), names)
        if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
            assert names["_"] is not None or "print" in code


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_results(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in book["cells"])


def test_there_is_one_for_each_reader():
    assert {"analyst", "architect", "finance"} <= {path.stem for path in EXAMPLES}
