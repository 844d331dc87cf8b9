"""Determining order books on Spark: the workers read, reduce and join; this process decides.

The workers need no Python and no licet: what they get is SQL and small tables. They read the book
and write the decided lines in parts; this process puts the parts end to end, in the order of the
book, into one file, and names the reason of each line that can't be decided. So book and output
have to lie where every machine of the cluster sees them under the same path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from licet.courts import court_of
from licet.errors import BadInput, LicetError
from licet.orders.bulk import (
    Counts,
    Tell,
    connect,
    say,
    scratch_beside,
    translated,
    writable,
    write,
)
from licet.orders.columns import OUTPUT, Columns, find_columns, read_mapping
from licet.orders.csvfile import ROW
from licet.orders.engine import Engine, Run, answer_cells
from licet.orders.source import Book, open_book, quoted, text
from licet.orders.spark_engine import SHARED, SparkEngine, address, check_types, files
from licet.orders.spark_session import (
    borrowed,
    check_java,
    check_master,
    quiet_import,
    reason,
    session,
    settings,
)
from licet.rules.provision import Law

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

LOCAL: Final = "local[*]"
_FAULT: Final = "a fault of licet: please report it"
_UNSEEN: Final = ("FileNotFoundException", "PATH_NOT_FOUND", "FILE_NOT_EXIST", "does not exist")


def determine_file(
    path: Path,
    out: Path,
    *,
    master: str = LOCAL,
    conf: Mapping[str, str] | None = None,
    spark: SparkSession | None = None,
    on: date | None = None,
    known_on: date | None = None,
    exporter: str | None = None,
    mapping: Path | None = None,
    law: Law | None = None,
    tell: Tell = say,
) -> Counts:
    """Decide every line of an order book on Spark and write it with its answers.

    Rows, order, rejects and counts are those of `licet.orders.bulk.determine_file`. The output and
    ``<OUT>.rejects.csv`` appear under their names when they are complete, or not at all.

    Args:
        path: The book: Parquet, CSV or Arrow; the last two are cut into lines here first.
        out: Where to write: ``.parquet``, ``.csv`` or ``.arrow``.
        master: Where Spark runs: ``local[2]`` or ``spark://HOST:PORT``.
        conf: More settings of Spark, by name.
        spark: A session that runs already; then `master` and `conf` do not count.
        on: The day for all lines, in place of their own.
        known_on: Use nothing published after this day.
        exporter: Who exports where the book does not say.
        mapping: A mapping file for headings that licet does not know.
        law: The law to use instead of the embedded one.
        tell: Called with progress and notes.

    Raises:
        BadInput: The book, the address or Java is not one.
        LicetError: Spark fails.
    """
    quiet_import()
    if spark is None:
        check_master(master)
        check_java()
    rejects = writable(out, path)
    headings = read_mapping(mapping) if mapping else None
    with scratch_beside(out) as name, translated(path, out):
        folder = Path(name)
        connection = connect(folder)
        try:
            opened = open_book(path, connection, folder, tell)
            columns = find_columns(opened.types, headings, dated=on is not None)
            check_types(opened, columns)
            source = _parquet(path, opened, connection, folder)
            zone = connection.execute("SELECT current_setting('TimeZone')").fetchall()[0][0]
            with ExitStack() as stack:
                if spark is None:
                    started = settings(master, conf or {}, folder, zone)
                    tell(f"starting Spark at {master}")
                    used = stack.enter_context(session(started, folder))
                else:
                    used = borrowed(spark, zone)
                stack.enter_context(_failures(out))
                court = court_of(law)
                engine = SparkEngine(used, connection, folder, court, known_on=known_on, tell=tell)
                book = engine.open(source, opened)
                run = engine.prepare(book, columns, on=on, exporter=exporter)
                for note in run.notes:
                    tell(note)
                lines = opened.rows - len(opened.broken)
                parts = _parts(engine.join_back(run), folder / "lines", lines)
            files = folder / f"rejects{out.suffix}", folder / f"whole{out.suffix}"
            connection.execute(f"CREATE TEMP VIEW licet_lines AS {_typed(parts, opened, run)}")
            names = Engine(connection, court_of(law), known_on=known_on, prefix="licet_named_")
            named = _named(names, run, columns, on, exporter, connection)
            connection.execute(f"COPY ({named}) TO {text(files[0])} (FORMAT CSV, HEADER)")
            write(connection, _decided(run, connection), files[1])
        finally:
            connection.close()
        files[0].replace(rejects)
        files[1].replace(out)
    return Counts(opened.rows, run.decided, run.rejected, len(run.answers))


def _parquet(path: Path, book: Book, connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """The book as a file of Parquet: itself, what CSV was cut into, or Arrow written anew."""
    if "file_row_number" in book.sql:
        return path
    staged = folder / "book.parquet"
    if not staged.exists():
        write(connection, f"SELECT * FROM {book.sql}", staged)
    return staged


def _parts(frame: DataFrame, folder: Path, lines: int) -> list[Path]:
    """Have the workers write; the parts in the order of the book, checked and not trusted."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    frame.write.parquet(address(folder), compression="snappy")
    found: list[tuple[int, int, Path]] = []
    for part in folder.glob("part-*"):
        rows = pq.read_table(part, columns=[ROW]).column(0).combine_chunks()
        if len(rows) == 0:
            continue
        if len(rows) > 1 and pc.min(pc.pairwise_diff(rows)).as_py() <= 0:
            raise LicetError(f"lines of `{part.name}` are out of order", hint=_FAULT)
        found.append((rows[0].as_py(), rows[-1].as_py(), part))
        lines -= len(rows)
    found.sort()
    if lines or any(before[1] >= after[0] for before, after in pairwise(found)):
        raise LicetError("the parts written by Spark do not make up the book", hint=SHARED)
    return [part for _, _, part in found]


def _typed(parts: Sequence[Path], book: Book, run: Run) -> str:
    """The query that puts the parts end to end, each column of its own type again."""
    columns = {ROW: "BIGINT"}
    columns |= {name: kind for name, kind in book.types.items() if name not in OUTPUT}
    for at, name in enumerate(OUTPUT[:-1]):
        # Each text is kept once, as the other engine writes it.
        words = {answer_cells(row)[at] for row in run.answers.values()} - {None}
        columns[name] = f"ENUM ({', '.join(map(text, sorted(map(str, words)) or ['']))})"
    cells = ", ".join(
        f"CAST({quoted(name) if parts else 'NULL'} AS {kind}) AS {quoted(name)}"
        for name, kind in columns.items()
    )
    return f"SELECT {cells} " + (f"FROM read_parquet({files(parts)})" if parts else "WHERE false")


def _decided(run: Run, connection: duckdb.DuckDBPyConnection) -> str:
    """The query that gives the lines that got an answer."""
    asked = "SELECT count(licet_verdict) FROM licet_lines"
    found = connection.execute(asked).fetchall()[0][0]
    if found != run.decided:
        raise LicetError(
            f"{run.decided:,} lines are decided, but {found:,} got their answer", hint=_FAULT
        )
    where = " WHERE licet_verdict IS NOT NULL" if run.rejected else ""
    return f"SELECT * EXCLUDE ({quoted(ROW)}), {text(run.ruleset)} AS {OUTPUT[-1]} FROM licet_lines{where}"


def _named(
    engine: Engine, run: Run, columns: Columns, on: date | None, exporter: str | None,
    connection: duckdb.DuckDBPyConnection,
) -> str:  # fmt: skip
    """The query that names the reason of each line that got no answer.

    The lines are given to the other engine, so that both name the same reasons.
    """
    book, lines = run.book, run.rejected - len(run.book.broken)
    if not lines:
        return engine.rejects(replace(run, bad=""))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE licet_aside AS "
        "SELECT * FROM licet_lines WHERE licet_verdict IS NULL"
    )
    aside = replace(book, sql="licet_aside", row=quoted(ROW), rows=run.rejected)
    again = engine.prepare(aside, columns, on=on, exporter=exporter)
    if again.decided:
        raise LicetError(f"{again.decided:,} lines got no answer and no reason", hint=_FAULT)
    return engine.rejects(again)


@contextmanager
def _failures(out: Path) -> Iterator[None]:
    """What Spark says of missing files, full disks and lost machines, in our words."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as error:
        words = reason(error)
        if any(sign in str(error) for sign in _UNSEEN):
            raise BadInput(f"Spark can't find a file: {words}", hint=SHARED) from error
        if any(sign in str(error) for sign in ("Mkdirs failed", "Permission denied")):
            message = f"the workers can't write beside `{out}`: {words}"
            raise LicetError(message, hint="let them run as the user who started this") from error
        if "No space left" in str(error):
            message = f"`{out}` could not be written: {words}"
            raise LicetError(message, hint="is the disk full?") from error
        raise LicetError(f"Spark could not finish: {words}") from error
