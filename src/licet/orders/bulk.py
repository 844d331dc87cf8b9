"""Determining order books: files in and out, data frames, counts that add up."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from licet.courts import court_of
from licet.errors import BadInput, LicetError
from licet.orders.columns import Columns, find_columns, read_mapping
from licet.orders.source import ARROW, TEXT, Book, open_book, table_book, text
from licet.orders.targets import ready
from licet.rules.provision import Law

if TYPE_CHECKING:
    import duckdb

Tell = Callable[[str], None]
_FORMATS: Final = {".parquet": "PARQUET", ".pq": "PARQUET", ".csv": "CSV, HEADER"}
_INSTALL: Final = "pip install 'licet[orders]'"
MEMORY: Final = 3 << 30
"""DuckDB spills to disk what does not fit into so many bytes."""
LARGE: Final = 1 << 20
MOST_HANDS: Final = 8


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the lines of a book; read = decided + rejected."""

    read: int
    decided: int
    rejected: int
    kinds: int

    def __str__(self) -> str:
        return f"{self.read:,} read, {self.decided:,} decided, {self.rejected:,} rejected"


def say(words: str) -> None:
    """Progress and notes, on standard error."""
    print(f"licet: {words}", file=sys.stderr, flush=True)  # noqa: T201


def memory() -> int:
    """How much memory DuckDB may take, in bytes: `MEMORY`, or half of what the machine has."""
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return MEMORY
    return min(MEMORY, whole // 2)


def connect(folder: str | Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection of its own, which spills to a folder when `MEMORY` is not enough."""
    try:
        import duckdb
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise LicetError(f"order books need {error.name}", hint=_INSTALL) from error
    connection = duckdb.connect()
    connection.execute(f"SET temp_directory = {text(folder)}")
    connection.execute(f"SET memory_limit = '{memory() >> 20} MiB'")
    if threads:
        connection.execute(f"SET threads = {threads}")
    return connection


def determine_file(
    path: Path,
    out: Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    exporter: str | None = None,
    mapping: Path | None = None,
    law: Law | None = None,
    threads: int | None = None,
    tell: Tell = say,
) -> Counts:
    """Decide every line of an order book and write it with its answers.

    The output and ``<OUT>.rejects.csv`` appear under their names when they are complete, or not
    at all.

    Args:
        path: The book: CSV, Parquet or Arrow.
        out: Where to write: ``.parquet``, ``.csv`` or ``.arrow``.
        on: The day for all lines, in place of their own.
        known_on: Use nothing published after this day.
        exporter: Who exports where the book does not say.
        mapping: A mapping file for headings that licet does not know.
        law: The law to use instead of the embedded one.
        threads: How many threads to use; all cores unless said otherwise.
        tell: Called with progress and notes.

    Raises:
        BadInput: The book can't be read as one.
    """
    from licet.orders.crew import Crew
    from licet.orders.engine import Engine

    rejects = writable(out, path)
    headings = read_mapping(mapping) if mapping else None
    court = court_of(law)
    crew = Crew(court, _hands(path, threads))
    with scratch_beside(out) as folder, translated(path, out), closing(crew):
        connection = connect(folder, threads)
        try:
            book = open_book(path, connection, Path(folder), tell)
            columns = find_columns(book.types, headings, dated=on is not None)
            engine = Engine(connection, court, known_on=known_on, tell=tell, crew=crew)
            run = engine.prepare(book, columns, on=on, exporter=exporter)
            for note in run.notes:
                tell(note)
            parts = (Path(folder) / f"rejects{out.suffix}", Path(folder) / f"decided{out.suffix}")
            connection.execute(
                f"COPY ({engine.rejects(run)}) TO {text(parts[0])} (FORMAT CSV, HEADER)"
            )
            write(connection, engine.select(run), parts[1])
        finally:
            connection.close()
        parts[0].replace(rejects)
        parts[1].replace(out)
    return Counts(book.rows, run.decided, run.rejected, len(run.answers))


def _hands(path: Path, threads: int | None) -> int:
    """How many processes may help; a small book is decided before they would be of use."""
    if not path.is_file() or path.stat().st_size < LARGE:
        return 0
    return min(threads or os.cpu_count() or 1, MOST_HANDS) - 1


def write(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
    """Write the rows of a query in the format of the file's ending."""
    if target.suffix.lower() in ARROW:
        import pyarrow as pa

        reader = connection.sql(sql).to_arrow_reader(100_000)
        # A query that still runs must end before its connection does.
        with (
            reader,
            pa.OSFile(str(target), "wb") as file,
            pa.ipc.new_file(file, reader.schema) as writer,
        ):
            for batch in reader:
                writer.write_batch(batch)
        return
    connection.execute(f"COPY ({sql}) TO {text(target)} (FORMAT {_FORMATS[target.suffix.lower()]})")


def writable(out: Path, book: Path) -> Path:
    """Refuse an output that can't be written, or is the book itself; returns that of the rejects.

    Raises:
        BadInput: Another ending, no such folder, or the book.
    """
    if out.suffix.lower() not in (*_FORMATS, *ARROW):
        allowed = ", ".join((*_FORMATS, *ARROW))
        raise BadInput(f"can't write `{out.name}`", hint=f"an ending of {allowed}")
    rejects = out.with_name(out.name + ".rejects.csv")
    for target in (out, rejects):
        ready(target, book)
    return rejects


@contextmanager
def scratch_beside(out: Path) -> Iterator[str]:
    """A folder beside the output, so that renaming stays on one disk; gone afterwards."""
    try:
        made = tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent)
    except OSError as error:
        message = f"can't write in `{out.parent}`: {error.strerror}"
        raise LicetError(message, hint="name another folder") from error
    with made as folder:
        yield folder


@contextmanager
def translated(path: Path, out: Path) -> Iterator[None]:
    """What DuckDB and Arrow say of broken files and full disks, in our words."""
    import duckdb

    # What these say of SQL is a fault of ours.
    ours = (
        duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException,
        duckdb.InternalException, duckdb.ConversionException,
    )  # fmt: skip

    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except (duckdb.Error, OSError) as error:
        words = str(error)
        if "o space left" in words:
            raise LicetError(f"`{out}` could not be written: the disk is full") from error
        if isinstance(error, OSError):
            raise
        first = words.split("\n")[0].split("{")[0][:200]
        if any(sign in words for sign in ("failed to offload", "Could not write", "write failed")):
            message = f"`{out}` could not be written: {first}"
            raise LicetError(message, hint="is the disk full?") from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise LicetError(f"not enough memory: {first}", hint="fewer --threads") from error
        if isinstance(error, ours):
            raise
        raise BadInput(f"`{path}` can't be read: {first}", hint="cut short? damaged?") from error


def determine_frame(
    frame: Any,
    *,
    on: date | str | None = None,
    known_on: date | str | None = None,
    exporter: str | None = None,
    columns: dict[str, str] | None = None,
    law: Law | None = None,
) -> Any:
    """Decide every line of a data frame; the frame with the answers, of the same kind.

    Lines that can't be decided come back with `licet_verdict` null and the reason in
    `licet_problem`, so that no line is lost.

    Args:
        frame: A frame of pandas, Polars, Arrow, DuckDB or any other that narwhals knows.
        on: The day for all lines, in place of their own.
        known_on: Use nothing published after this day.
        exporter: Who exports where the frame does not say.
        columns: Canonical name to heading, for headings that licet does not know.
        law: The law to use instead of the embedded one.
    """
    from licet.orders.engine import Engine

    try:
        import narwhals as nw
    except ImportError as error:
        raise LicetError("data frames need narwhals", hint=_INSTALL) from error
    given = nw.from_native(frame)
    if isinstance(given, nw.LazyFrame):
        given = given.collect()
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(folder)
        book: Book = table_book(given.to_arrow(), connection)
        found: Columns = find_columns(book.types, columns, dated=on is not None)
        engine = Engine(connection, court_of(law), known_on=_day(known_on))
        run = engine.prepare(book, found, on=_day(on), exporter=exporter)
        table = connection.sql(engine.everything(run)).to_arrow_table()
        connection.close()
    return nw.from_arrow(table, backend=given.implementation).to_native()


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


__all__ = [
    "TEXT", "Counts", "connect", "determine_file", "determine_frame", "say", "scratch_beside",
    "translated", "writable", "write",
]  # fmt: skip
