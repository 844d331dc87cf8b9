"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

from licet.cli.render import console


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    """Print rows under the headings of `columns`, which maps keys to headings."""
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for index, heading in enumerate(columns.values()):
        grid.add_column(heading, overflow="fold", no_wrap=index == 0)
    for row in rows:
        grid.add_row(*("" if row.get(key) is None else str(row[key]) for key in columns))
    console().print(grid)
