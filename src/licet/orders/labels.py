"""What the cells of a column mean, for reports that group by day or country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from licet.orders.arrays import column_of
from licet.orders.source import Book, quoted
from licet.orders.words import Read, read_day, read_place


def day_of(connection: Any, book: Book, heading: str, name: str) -> tuple[str, str]:
    """The day of a line, in any form that a determination reads; null where it reads none.

    Args:
        connection: Where the book is read as ``b``.
        book: The book.
        heading: The column.
        name: What to call the table of its cells.

    Returns:
        The join that has to follow the book, which may be empty, and the expression of the day.
    """
    if book.types[heading].startswith(("DATE", "TIMESTAMP")):
        return "", f"CAST(b.{quoted(heading)} AS DATE)"
    join, means = _means(connection, book, heading, name, read_day)
    return join, f"CAST({means} AS DATE)"


def place_of(connection: Any, book: Book, heading: str, name: str) -> tuple[str, str]:
    """The country of a line by its code; arguments and result are those of `day_of`."""
    return _means(connection, book, heading, name, read_place)


def _means(
    connection: Any, book: Book, heading: str, name: str, reader: Callable[[object], Read]
) -> tuple[str, str]:
    import pyarrow as pa

    cell = f"b.{quoted(heading)}::VARCHAR"
    found = connection.execute(f"SELECT DISTINCT {cell} FROM {book.sql} b").fetchall()
    cells = [text for (text,) in found if text is not None]
    values = [reader(text).value for text in cells]
    table = pa.Table.from_arrays([column_of(cells), column_of(values)], names=["v", "means"])
    connection.register("licet_means", table)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS "
        "SELECT v::VARCHAR AS v, means::VARCHAR AS means FROM licet_means"
    )
    connection.unregister("licet_means")
    return f"LEFT JOIN {name} ON {name}.v = {cell}", f"{name}.means"
