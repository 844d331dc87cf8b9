"""Opening an order book: CSV, Parquet or Arrow, as something DuckDB can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from licet.errors import BadInput
from licet.orders.columns import check_headings
from licet.orders.csvfile import ROW, Broken, sniff, stage

if TYPE_CHECKING:
    import duckdb

PARQUET: Final = (".parquet", ".pq")
ARROW: Final = (".arrow", ".feather", ".ipc")
TEXT: Final = (".csv", ".tsv", ".txt")


@dataclass(slots=True)
class Book:
    """An order book that DuckDB can read.

    Attributes:
        sql: What to read from.
        types: The type of each column, in order.
        rows: How many rows it has, those that can't be read included.
        row: The expression of a row's number, from 1.
        broken: Rows that could not be read at all.
        notes: What a user may want to know of how it was read.
    """

    sql: str
    types: dict[str, str]
    rows: int
    row: str
    broken: list[Broken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def quoted(name: str) -> str:
    """A name as SQL writes it.

    >>> quoted("ship to")
    '"ship to"'
    """
    return '"' + name.replace('"', '""') + '"'


def text(value: object) -> str:
    """A text as SQL writes it.

    >>> text("it's")
    "'it''s'"
    """
    return "'" + str(value).replace("'", "''") + "'"


def open_book(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    tell: Callable[[str], None] = lambda words: None,
) -> Book:
    """Open a file.

    Args:
        path: The file.
        connection: Where it is going to be read.
        scratch: A folder for what has to be written meanwhile.
        tell: Called with what goes on.

    Raises:
        BadInput: No such file, or not one that can be read.
    """
    if path.is_dir():
        raise BadInput(f"`{path}` is a folder", hint="name the CSV, Parquet or Arrow file in it")
    if not path.is_file():
        raise BadInput(f"no such file: `{path}`", hint="a CSV, Parquet or Arrow file")
    with path.open("rb") as file:
        magic = file.read(8)
    if magic[:4] == b"PAR1":
        return _parquet(path, connection)
    if magic[:6] == b"ARROW1" or (path.suffix.lower() in ARROW and magic):
        return _arrow(path, connection)
    if not magic:
        raise BadInput(f"`{path}` is empty", hint="a CSV, Parquet or Arrow file")
    if path.suffix.lower() in PARQUET:
        raise BadInput(f"`{path}` is not a Parquet file", hint="it does not start as one does")
    return _csv(path, connection, scratch, tell)


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection) -> Book:
    import duckdb

    sql = f"read_parquet({text(path)}, file_row_number = true)"
    try:
        types = _types(connection, f"read_parquet({text(path)})")
        found = connection.execute(f"SELECT count(*) FROM {sql}").fetchall()[0]
    except duckdb.Error as error:
        reason = str(error).split("\n")[0][:200]
        raise BadInput(
            f"`{path}` can't be read as Parquet: {reason}", hint="cut short? copy it again"
        ) from error
    return Book(sql, types, found[0], "file_row_number + 1")


def _arrow(path: Path, connection: duckdb.DuckDBPyConnection) -> Book:
    import pyarrow as pa

    try:
        with pa.memory_map(str(path)) as file:
            try:
                table = pa.ipc.open_file(file).read_all()
            except pa.ArrowInvalid:
                file.seek(0)
                table = pa.ipc.open_stream(file).read_all()
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInput(f"`{path}` can't be read as Arrow: {error}", hint="copy it again") from error
    return table_book(table, connection)


def table_book(table: Any, connection: duckdb.DuckDBPyConnection) -> Book:
    """An Arrow table as a book."""
    import pyarrow as pa

    if ROW not in table.column_names:
        numbers = pa.array(range(1, table.num_rows + 1), pa.int64())
        table = table.append_column(ROW, numbers)
    connection.register("licet_book", table)
    types = _types(connection, "licet_book")
    types.pop(ROW)
    return Book("licet_book", types, table.num_rows, quoted(ROW))


def _csv(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    tell: Callable[[str], None],
) -> Book:
    form = sniff(path)
    check_headings(form.headings)
    staged = scratch / "book.parquet"
    rows, broken = stage(path, form, staged, lambda n: tell(f"{n:,} lines read"))
    sql = f"read_parquet({text(staged)})"
    types = _types(connection, sql)
    types.pop(ROW)
    return Book(sql, types, rows, quoted(ROW), broken, [f"read as {form.words}"])


def _types(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    found = connection.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
    return {row[0]: row[1] for row in found}
