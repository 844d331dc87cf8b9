"""What a book holds of numbers and days, and how little of it the law tells apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from licet.errors import LicetError
from licet.law import LAW_STARTS
from licet.orders.amounts import quantity_of, read_amount, value_of
from licet.orders.columns import Columns
from licet.orders.database import Database
from licet.orders.dialect import DUCKDB
from licet.orders.expressions import (
    Check,
    namesakes,
    number_checks,
    piece_of,
)
from licet.orders.leftover import Leftovers
from licet.orders.relation import Relation, first_days, kinds_of, side_of
from licet.orders.shapes import AMOUNTS, Pieces, Shape, cuts_of, joined, pieces
from licet.orders.source import Book, quoted
from licet.orders.words import LATEST, Items
from licet.rules.facts import as_interval

if TYPE_CHECKING:
    pass

COMMA_DECIMALS: Final = "[^0-9]*([0-9]{1,3}([.][0-9]{3})+|[0-9]+),([0-9]{1,2}|[0-9]{4,})[^0-9]*"
"""A number that can only have its comma before the decimals."""
DOUBTFUL: Final = (r"[0-9]{1,3}[.][0-9]{3}", r"[0-9]{1,3},[0-9]{3}")
"""Numbers whose separator may be either."""
EXACT: Final = 5_000
"""Up to so many amounts are told apart where a condition weighs quantity and value at once."""


class Gauge(Database):
    """Looks at the amounts, the checks and the days of a book, and says what is to be decided."""

    def _amounts(
        self, book: Book, columns: Columns, keys: Mapping[str, str], leftovers: Leftovers
    ) -> tuple[Pieces, ...]:
        """The pieces into which the law cuts quantities and values of this book."""
        law, silent = self._court.law, leftovers.silent
        shown = {"quantity": quantity_of(columns, book.types, self.dialect),
                 "value_usd": value_of(columns, book.types, self.dialect)}  # fmt: skip
        tpps: list[Fraction] = []
        if shown["quantity"]:
            for cell in self._distinct(keys["item"], book):
                tpps += _tpps(leftovers, cell)
        cuts = cuts_of(law, silent, tpps)
        exact = joined(law, silent)
        found = []
        for name in AMOUNTS:
            amount = shown[name]
            if not amount or amount == "NULL" or not (cuts[name] or exact):
                found.append(Pieces(name, (), (None,)))
                continue
            least, most = self._rows(f"SELECT min({amount}), max({amount}) FROM {book.sql} b")[0]
            if exact:
                cuts[name] |= self._each(amount, name, book)
            low, high = Fraction(least or 0), Fraction(most or 0)
            found.append(pieces(name, cuts[name], low, high))
        return tuple(found)

    def _each(self, amount: str, name: str, book: Book) -> set[Fraction]:
        """All amounts of a book, where a condition weighs quantity and value at once."""
        rows = self._rows(f"SELECT DISTINCT {amount} FROM {book.sql} b LIMIT {EXACT + 1}")
        if len(rows) > EXACT:
            raise LicetError(
                f"a condition weighs quantity and value at once, and the book has more than "
                f"{EXACT:,} of `{name}`",
                hint="split the condition, or the book",
            )
        return {Fraction(row[0]) for row in rows if row[0] is not None}

    def _relation(
        self, book: Book, columns: Columns, keys: Mapping[str, str], amounts: Sequence[Pieces],
        cuts: Sequence[date],
    ) -> Relation:  # fmt: skip
        """What is decided: the kinds of line of the book, or where they are too many its lines."""
        quantity = quantity_of(columns, book.types, self.dialect)
        value = value_of(columns, book.types, self.dialect)
        cut = [piece_of(each, amount)
               for each, amount in zip(amounts, (quantity, value), strict=True)]  # fmt: skip
        named = ""
        if "end_user" in columns.names:
            name = f"b.{quoted(columns.names['end_user'])}"
            bare = self.dialect.trim(f"{name}::STRING")
            named = f"coalesce({bare}, '') <> ''"
        checks = number_checks(columns, book, self.dialect)
        alike = namesakes(columns, self.dialect)
        lines = Relation(book.sql, book.row, "1", keys, checks, named, cut, alike)
        if self.dialect is not DUCKDB:
            return lines
        checks = self._needed(checks, book)
        keys = self._same_law(keys, book, columns, cuts)
        whole = Relation(book.sql, book.row, "1", keys, checks, named, cut, alike)
        return kinds_of(self._db, book, whole, f"{self._prefix}kinds") or lines

    def _needed(self, checks: Sequence[Check], book: Book) -> list[Check]:
        """The checks without the conditions that no line of the book meets."""
        asked = [
            f"coalesce(bool_or({each}), false)" for c in checks for each in (c.wrong, c.unknown)
        ]
        if not asked:
            return list(checks)
        met = self._rows(f"SELECT {', '.join(asked)} FROM {book.sql} b")[0]
        return [
            replace(
                check,
                wrong=check.wrong if met[2 * at] else "false",
                unknown=check.unknown if met[2 * at + 1] else "false",
            )
            for at, check in enumerate(checks)
        ]

    def _number_notes(self, book: Book, columns: Columns) -> list[str]:
        """Warnings of numbers that may be read a thousand times too small or large.

        Some cells of a column have a comma before the decimals, others could be read either way.
        """
        found = []
        heads = (columns.get("quantity"), columns.get("unit_price_usd"), columns.price)
        for heading in heads if self.dialect is DUCKDB else ():
            if heading is None or book.types[heading] != "VARCHAR":
                continue
            cell = f"trim(b.{quoted(heading)})"
            asked = ", ".join(
                f"min({cell}) FILTER (WHERE regexp_full_match({cell}, '{form}'))"
                for form in (COMMA_DECIMALS, *DOUBTFUL)
            )
            decimals, *doubtful = self._rows(
                f"SELECT {asked} FROM {book.sql} b WHERE contains({cell}, ',') "
                f"OR regexp_full_match({cell}, '{DOUBTFUL[0]}')"
            )[0]
            found += [
                f"`{heading}` has a comma before the decimals, as in `{decimals}`, but `{each}` is "
                f"read as {float(read_amount(each) or 0):,g}: write it without a separator"
                for each in doubtful
                if decimals and each
            ]
        return found

    def _same_law(
        self, keys: Mapping[str, str], book: Book, columns: Columns, cuts: Sequence[date]
    ) -> Mapping[str, str]:
        """The keys with each day taken to the first of the same law, where days are dates."""
        heading = columns.get("on")
        if "on" not in keys or heading is None or cell_type(book.types[heading]) != "DATE":
            return keys
        day = side_of(keys["on"])
        low, high = self._rows(f"SELECT min({day}), max({day}) FROM {book.sql} b")[0]
        if low is None or high < LAW_STARTS or low > LATEST:
            return keys
        return {**keys, "on": first_days(day, (max(low, LAW_STARTS), min(high, LATEST)), cuts)}


def cell_type(kind: str) -> str:
    return "DATE" if kind == "DATE" else "VARCHAR"


def _tpps(leftovers: Leftovers, cell: object) -> list[Fraction]:
    """What one piece of an item has of TPP, as far as it is known."""
    if cell is None or not Items()(str(cell)).value:
        return []
    found = []
    for _, variant in leftovers.variants(str(cell).strip(), Shape(quantity=Fraction(1))):
        known = as_interval(variant.facts.top.get("shipment_tpp"))
        ends = (known.low, known.high) if known is not None else ()
        found += [Fraction(end) for end in ends if isinstance(end, Fraction)]
    return found
