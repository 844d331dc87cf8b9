"""What stands in a decided order book: counts, values, lines, and exports that are safe to open.

A book is decided in both layers at once; the stance chooses which of the two verdicts counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from licet.charts.chart import Chart
from licet.charts.files import cell
from licet.charts.scenario import quarters, scenario_waterfall
from licet.charts.waterfall import waterfall
from licet.orders.source import quoted
from licet.server.books import Book

SHOWN = 200
COLUMNS: Mapping[str, str] = {"practice": "licet_verdict", "text": "licet_text"}
HELD = ("license-required", "prohibited", "indeterminate")
PIECE = 2_000


def totals(book: Book, stance: str = "practice") -> tuple[dict[str, int], dict[str, float]]:
    """Lines and US dollars by verdict; a line without a value that can be read adds none."""
    value = _value(book)
    found = _rows(
        book,
        f"SELECT {COLUMNS[stance]}, count(*), coalesce(sum({value}), 0) FROM decided GROUP BY 1",
    )
    counts = {str(verdict): int(lines) for verdict, lines, _ in found}
    return counts, {str(verdict): float(worth) for verdict, _, worth in found}


def unvalued(book: Book) -> int:
    """How many lines have no value in US dollars that can be read."""
    return int(_rows(book, f"SELECT count(*) - count({_value(book)}) FROM decided")[0][0])


def _value(book: Book) -> str:
    """The value of a line in SQL: NULL without a quantity and a price that are plain numbers."""
    names = book.names
    if "quantity" not in names or "unit_price_usd" not in names:
        return "NULL"
    quantity, price = (
        f"TRY_CAST({quoted(names[name])} AS DOUBLE)" for name in ("quantity", "unit_price_usd")
    )
    plain = " AND ".join(f"isfinite({part}) AND {part} >= 0" for part in (quantity, price))
    return f"CASE WHEN {plain} THEN {quantity} * {price} END"


def charts(book: Book, ruleset: str, stance: str, case: str) -> dict[str, Chart]:
    """The charts of a decided book by name; those of a scenario where one was worked out."""
    lines, value = totals(book, stance)
    digest = ruleset.removeprefix("sha256:")[:12]
    own = "".join(f", with {o['name']} ({o['hash'][7:19]})" for o in own_of(book))
    source = f"{book.name}, decided by licet, rule set {digest}{own}"
    found = {"exposure": waterfall(value, lines, source, stance, unvalued(book))}
    exposed = book.exposed.get(stance)
    if exposed is not None:
        for chart in (quarters(exposed, source), scenario_waterfall(exposed, case, source)):
            found[chart.name] = chart
    return found


def own_of(book: Book) -> tuple[Mapping[str, str], ...]:
    """The files beside the law that a book was decided under."""
    return book.wanted.own if book.wanted else ()


def lines(
    book: Book, stance: str = "practice", held: bool = False
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The headings and first lines of a decided book; only those that are held, on demand."""
    # What people look for stands at the left.
    first = f"{COLUMNS[stance]}, licet_provision"
    sql = f"SELECT {first}, * EXCLUDE ({first}) FROM decided{_where(stance, held)} LIMIT {SHOWN}"
    connection = _connection(book)
    try:
        result = connection.execute(sql)
        return [column[0] for column in result.description], result.fetchall()
    finally:
        connection.close()


def exported(book: Book, stance: str = "practice", held: bool = False) -> Iterator[bytes]:
    """A decided book as CSV; a cell that a spreadsheet would run gets a leading quote."""
    connection = _connection(book)
    try:
        result = connection.execute(f"SELECT * FROM decided{_where(stance, held)}")
        yield _csv([[column[0] for column in result.description]])
        while rows := result.fetchmany(PIECE):
            yield _csv(rows)
    finally:
        connection.close()


def refused(book: Book) -> list[list[str]]:
    """The first lines that could not be decided: row, column, value and reason."""
    if not book.rejects.exists():
        return []
    with book.rejects.open(encoding="utf-8", newline="") as file:
        return list(islice(csv.reader(file), 1, SHOWN + 1))


def rejected(book: Book) -> bytes:
    """The lines that could not be decided, as CSV that is safe to open."""
    with book.rejects.open(encoding="utf-8", newline="") as file:
        return _csv(csv.reader(file))


def _csv(rows: Any) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _where(stance: str, held: bool) -> str:
    if not held:
        return ""
    names = ", ".join(f"'{verdict}'" for verdict in HELD)
    return f" WHERE {COLUMNS[stance]} IN ({names})"


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
