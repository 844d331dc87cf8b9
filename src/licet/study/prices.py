"""Prices from a CSV file of the user's: checked line by line, in the order of their days."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from licet.days import day_from
from licet.errors import BadInput

DATE = "date"
MAX_BYTES = 50_000_000
"""The largest file that is opened."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Closing prices, oldest first: one for each day of `days`."""

    name: str
    days: tuple[date, ...]
    closes: tuple[float, ...]

    def logs(self) -> dict[date, float]:
        """The logarithm of each day's price."""
        return {day: math.log(close) for day, close in zip(self.days, self.closes, strict=True)}


def read_prices(path: str | Path, column: str | None = None) -> Prices:
    """The prices in a CSV file with a column ``date`` and one of prices.

    Args:
        path: The file; days as YYYY-MM-DD, newest or oldest first.
        column: The column of prices; needed when there are several.

    Raises:
        BadInput: A column is missing or not clear, a line is wrong; says which one.
        OSError: No such file, no permission.
    """
    file = Path(path)
    if file.stat().st_size > MAX_BYTES:
        raise BadInput(f"{file}: larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not in UTF-8") from error
    reader = csv.reader(text.splitlines(), strict=True)
    found: dict[date, tuple[float, int]] = {}
    try:
        header = next(reader, [])
        when, what = _columns(header, column, file)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            line = reader.line_num
            if len(row) != len(header):
                raise BadInput(f"{file}:{line}: {len(row)} cells, {len(header)} columns")
            day = _day(row[when], file, line)
            if day in found:
                raise BadInput(f"{file}:{line}: `{day}` stands in line {found[day][1]} already")
            found[day] = _price(row[what], file, line), line
    except csv.Error as error:
        raise BadInput(f"{file}:{reader.line_num}: no CSV: {error}") from error
    if not found:
        raise BadInput(f"{file}: no prices")
    days = tuple(sorted(found))
    return Prices(file.name, days, tuple(found[day][0] for day in days))


def _columns(header: list[str], column: str | None, file: Path) -> tuple[int, int]:
    names = [name.strip().lower() for name in header]
    if len(set(names)) < len(names):
        raise BadInput(f"{file}: two columns have one name", hint=", ".join(names))
    if DATE not in names:
        listed = ", ".join(f"`{name}`" for name in header[:10]) or "none"
        raise BadInput(f"{file}: no column `{DATE}`; there are: {listed}")
    rest = [name for name in names if name != DATE]
    if column is None:
        if len(rest) != 1:
            hint = "choose one with --column" if rest else "a column of prices next to the days"
            listed = ", ".join(rest[:10]) or "none"
            raise BadInput(f"{file}: not clear which column has the prices: {listed}", hint=hint)
        column = rest[0]
    wanted = column.strip().lower()
    if wanted not in rest:
        raise BadInput(f"{file}: no column `{column[:40]}`", hint=", ".join(rest[:10]))
    return names.index(DATE), names.index(wanted)


def _day(text: str, file: Path, line: int) -> date:
    try:
        return day_from(text.strip())
    except ValueError:
        pass
    raise BadInput(f"{file}:{line}: no day: `{text.strip()[:40]}`", hint="YYYY-MM-DD")


def _price(text: str, file: Path, line: int) -> float:
    try:
        price = float(text)
    except ValueError:
        price = math.nan
    if not math.isfinite(price):
        raise BadInput(f"{file}:{line}: no price: `{text.strip()[:40]}`", hint="such as 112.20")
    if price <= 0:
        raise BadInput(f"{file}:{line}: the price `{text.strip()[:40]}` is not above zero")
    return price
