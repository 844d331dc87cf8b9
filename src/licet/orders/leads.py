"""From a line of a book to a number, without a join: a scan alone keeps the order of the lines."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from licet.errors import LicetError
from licet.orders.arrays import numbers_of, plain

if TYPE_CHECKING:
    import duckdb


def by_kind(connection: duckdb.DuckDBPyConnection, name: str, kinds: str, numbers: str) -> None:
    """Make a function from the hash of a kind of line to its number; 0 where it has none.

    Args:
        connection: Where the function is made.
        name: What to call it.
        kinds: The table of kinds, with their hashes as ``h``.
        numbers: The query that gives hash ``r`` and number ``v``.
    """
    import numpy as np
    from duckdb.func import PythonUDFType

    found = connection.sql(
        f"SELECT h, coalesce(v, 0)::INTEGER AS v FROM {kinds} LEFT JOIN ({numbers}) e ON e.r = h "
        "ORDER BY h"
    ).to_arrow_table()
    hashes = plain(found.column(0), np.uint64)
    values = plain(found.column(1), np.int32)
    last = max(len(hashes) - 1, 0)

    def number(asked: Any) -> Any:
        wanted = plain(asked, np.uint64)
        at = np.minimum(np.searchsorted(hashes, wanted), last)
        if not np.array_equal(hashes[at], wanted):
            raise LicetError("the book changed while it was read", hint="run it again")
        return numbers_of(values[at])

    _put(connection, name, number, "ubigint", PythonUDFType.ARROW)


def by_line(connection: duckdb.DuckDBPyConnection, name: str, rows: int, numbers: str) -> None:
    """Make a function from the number of a line, from 1, to another; 0 where it has none.

    Args:
        connection: Where the function is made.
        name: What to call it.
        rows: How many lines the book has.
        numbers: The query that gives line ``r`` and number ``v``.
    """
    import numpy as np
    from duckdb.func import PythonUDFType

    values = np.zeros(rows + 1, dtype=np.int32)
    reader = connection.sql(
        f"SELECT r::BIGINT AS r, v::INTEGER AS v FROM ({numbers})"
    ).to_arrow_reader(1 << 20)
    for batch in reader:
        values[plain(batch.column(0), np.int64)] = plain(batch.column(1), np.int32)

    def number(asked: Any) -> Any:
        return numbers_of(values[plain(asked, np.int64)])

    _put(connection, name, number, "bigint", PythonUDFType.ARROW)


def _put(
    connection: duckdb.DuckDBPyConnection, name: str, function: Any, kind: str, how: Any
) -> None:
    import duckdb

    with suppress(duckdb.InvalidInputException):  # It may be made for the first time.
        connection.remove_function(name)
    connection.create_function(name, function, [kind], "integer", type=how)
