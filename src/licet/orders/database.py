"""What the parts of an engine share: a connection, and tables whose names begin alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from licet.orders.arrays import column_of
from licet.orders.dialect import DUCKDB, Dialect
from licet.orders.plan import Table
from licet.orders.relation import Relation, side_of
from licet.orders.source import Book, quoted
from licet.rules.court import Court

if TYPE_CHECKING:
    import duckdb


class Database:
    """Asks a DuckDB connection.

    Attributes:
        dialect: What the engine that reads the book calls things.
    """

    dialect: Dialect = DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection, court: Court, prefix: str) -> None:
        self._db = connection
        self._court = court
        self._prefix = prefix

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._db.execute(sql).fetchall()

    def _side(self, sql: str) -> None:
        """Keep the row number and state of each line that is decided."""
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {self._prefix}side AS {sql}")

    def _cells(self, keys: Mapping[str, str], book: Book | Relation) -> dict[str, list[Any]]:
        """The distinct cells of each column."""
        return {name: self._distinct(key, book) for name, key in keys.items()}

    def _distinct(self, key: str, book: Book | Relation) -> list[Any]:
        sql = key if key.startswith("(") else f"b.{key}"
        found = [row[0] for row in self._rows(f"SELECT DISTINCT {sql} FROM {book.sql} b")]
        # In an order of their own, so that cells get the same numbers on every engine and run.
        return sorted(found, key=lambda cell: (cell is None, str(cell)))

    def _table(self, name: str, table: Table, key: str) -> None:
        import pyarrow as pa

        data = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        arrays = [column_of(values) for values in data]
        small = pa.Table.from_arrays(arrays, names=list(table.columns))
        full = f"{self._prefix}{name}"
        self._db.register("licet_small", small)
        first, *others = table.columns
        rest = "".join(
            f", {quoted(c)}::INTEGER AS {c}"
            if c in {"k", "v", "w"} or c[:1] == "k"
            else f", {quoted(c)}"
            for c in others
        )
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {full} AS "
            f"SELECT {quoted(first)}::{key} AS {quoted(first)}{rest} FROM licet_small"
        )
        self._db.unregister("licet_small")

    def _look_ups(self, keys: Mapping[str, str]) -> str:
        """The joins with the tables of cells."""
        return " ".join(
            f"LEFT JOIN {self._prefix}cell_{name} cell_{name} ON cell_{name}.v = {side_of(key)}"
            for name, key in keys.items()
        )
