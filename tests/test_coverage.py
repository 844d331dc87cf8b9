"""docs/coverage.md names every provision of the law, and none that is not there."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

from licet.law import law

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
ROOTS = sorted({name.split("/")[0] for name in law().provisions})
NAMED = re.compile(rf"`((?:{'|'.join(ROOTS)})/[^`\s]*[^`\s/])`")


def _named() -> set[str]:
    """The ids on the page; a `*` at the end stands for all ids that begin so."""
    return set(NAMED.findall(PAGE.read_text(encoding="utf-8")))


def test_every_provision_that_is_named_exists():
    known = law().provisions

    assert [] == [n for n in sorted(_named()) if not any(fnmatchcase(k, n) for k in known)]


def test_every_provision_is_named():
    named = _named()

    assert [] == [k for k in law().provisions if not any(fnmatchcase(k, n) for n in named)]


def test_every_row_says_how_far_it_is_encoded():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("| ") and not line.startswith("| **") and not below.startswith("|---")
    ]
    states = [
        {cell.strip() for cell in row.split("|")} & {"encoded", "partly", "no"} for row in rows
    ]

    assert len(rows) > 100
    assert [] == [row for row, state in zip(rows, states, strict=True) if len(state) != 1]
