"""What stands in a decided order book: counts, values, lines, and exports that are safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from licet.charts.chart import Chart
from licet.charts.files import cell
from licet.charts.waterfall import waterfall
from licet.orders.source import quoted
from licet.server.books import Book

SHOWN = 200
# What people look for stands at the left.
FIRST = "licet_verdict, licet_provision, * EXCLUDE (licet_verdict, licet_provision)"
HELD = ("license-required", "prohibited", "indeterminate")
PIECE = 2_000


def totals(book: Book) -> tuple[dict[str, int], dict[str, float]]:
    """Lines and US dollars by verdict."""
    value = "NULL"
    names = book.names
    if "quantity" in names and "unit_price_usd" in names:
        quantity, price = quoted(names["quantity"]), quoted(names["unit_price_usd"])
        value = f"TRY_CAST({quantity} AS DOUBLE) * TRY_CAST({price} AS DOUBLE)"
    found = _rows(
        book, f"SELECT licet_verdict, count(*), coalesce(sum({value}), 0) FROM decided GROUP BY 1"
    )
    counts = {str(verdict): int(lines) for verdict, lines, _ in found}
    return counts, {str(verdict): float(worth) for verdict, _, worth in found}


def exposure(book: Book, ruleset: str) -> Chart:
    """The waterfall of a decided book."""
    lines, value = totals(book)
    digest = ruleset.removeprefix("sha256:")[:12]
    return waterfall(value, lines, f"{book.name}, decided by licet, rule set {digest}")


def lines(book: Book, held: bool = False) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The headings and first lines of a decided book; only those that are held, on demand."""
    connection = _connection(book)
    try:
        result = connection.execute(f"SELECT {FIRST} FROM decided{_where(held)} LIMIT {SHOWN}")
        return [column[0] for column in result.description], result.fetchall()
    finally:
        connection.close()


def exported(book: Book, held: bool = False) -> Iterator[bytes]:
    """A decided book as CSV; a cell that a spreadsheet would run gets a leading quote."""
    connection = _connection(book)
    try:
        result = connection.execute(f"SELECT * FROM decided{_where(held)}")
        yield _csv([[column[0] for column in result.description]])
        while rows := result.fetchmany(PIECE):
            yield _csv(rows)
    finally:
        connection.close()


def rejected(book: Book) -> bytes:
    """The lines that could not be decided, as CSV that is safe to open."""
    with book.rejects.open(encoding="utf-8", newline="") as file:
        return _csv(csv.reader(file))


def _csv(rows: Any) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _where(held: bool) -> str:
    if not held:
        return ""
    names = ", ".join(f"'{verdict}'" for verdict in HELD)
    return f" WHERE licet_verdict IN ({names})"


def _rows(book: Book, sql: str) -> list[tuple[Any, ...]]:
    connection = _connection(book)
    try:
        return list(connection.execute(sql).fetchall())
    finally:
        connection.close()


def _connection(book: Book) -> Any:
    import duckdb

    connection = duckdb.connect()
    relation = connection.read_parquet(str(book.decided))
    relation.create_view("decided")
    return connection
