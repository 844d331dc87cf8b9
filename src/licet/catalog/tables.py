"""Reading the tables that ship with the catalog."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("data")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped table as dictionaries.

    >>> next(rows("hbm.csv"))["name"]
    'HBM2'
    """
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        for line in reader:
            yield dict(zip(header, line, strict=True))
