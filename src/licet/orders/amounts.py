"""Quantities, prices and values of order lines, exact to `SCALE` digits.

The SQL of `licet.orders.dialect` and `read_amount` read the same texts as the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from licet.orders.columns import Columns
from licet.orders.dialect import DUCKDB, Dialect
from licet.orders.shapes import SCALE
from licet.orders.source import quoted

DOLLARS: Final = ("USD", "US$", "$")
# With 19 digits products are worked out in 128 bits.
_DECIMAL: Final = f"DECIMAL(19, {SCALE})"
_SIGN: Final = re.compile(r"^(US\$|USD|\$)\s*|\s*(US\$|USD|\$)$", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
_COMMAS: Final = re.compile(r"[+-]?\d{1,3}([,'\u2019 \u00a0\u202f]\d{3})+(\.\d*)?")
_POINTS: Final = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),(\d{1,2}|\d{4,})")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")


def read_amount(cell: object) -> Fraction | None:
    """A number as books write it; None where it is none, or could be two.

    >>> read_amount("$1,200.50"), read_amount("1.234,5"), read_amount("NaN")
    (Fraction(2401, 2), Fraction(2469, 2), None)
    """
    text = _SIGN.sub("", str(cell).strip())
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    if _COMMAS.fullmatch(text):
        return Fraction(re.sub(r"[^0-9.+-]", "", text))
    if _POINTS.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _THOUSANDS.fullmatch(text):
        return Fraction(text.replace(".", ""))
    return None


def number_of(heading: str, kind: str, dialect: Dialect = DUCKDB) -> str:
    """The expression of a cell as an exact number; null where it holds none."""
    cell = f"b.{quoted(heading)}"
    value = dialect.digits(cell) if kind == "VARCHAR" else cell
    if kind in {"FLOAT", "DOUBLE"}:
        # Through its shortest text, as a single check takes it; engines scale doubles differently.
        value = f"{cell}::STRING"
    return f"TRY_CAST({value} AS {_DECIMAL})"


def price_of(columns: Columns, types: Mapping[str, str], dialect: Dialect = DUCKDB) -> str:
    """The expression of a price in US dollars; null where it is not known."""
    if heading := columns.get("unit_price_usd"):
        return number_of(heading, types[heading], dialect)
    currency = columns.get("currency")
    if columns.price and currency:
        listed = ", ".join(f"'{sign}'" for sign in DOLLARS)
        dollars = f"upper({dialect.trim(f'b.{quoted(currency)}')}) IN ({listed})"
        price = number_of(columns.price, types[columns.price], dialect)
        return f"CASE WHEN {dollars} THEN {price} END"
    return ""


def quantity_of(columns: Columns, types: Mapping[str, str], dialect: Dialect = DUCKDB) -> str:
    """The expression of a quantity; empty where the book has none."""
    heading = columns.get("quantity")
    return number_of(heading, types[heading], dialect) if heading else ""


def value_of(columns: Columns, types: Mapping[str, str], dialect: Dialect = DUCKDB) -> str:
    """The expression of a line's value in US dollars; null where it is not known."""
    price = price_of(columns, types, dialect)
    quantity = quantity_of(columns, types, dialect)
    return f"({quantity} * {price})" if price and quantity else "NULL"
