"""The bulk run on Spark: the workers reduce the book, this process decides, the workers join back.

What the law looks at in a line is worked out by the SQL of `licet.orders.expressions`, written for
Spark. Lines that agree in it are one *kind of line*; the workers count them and write the kinds
down. From there on everything is as with a book that DuckDB has reduced: `Engine` decides each kind
once. The verdicts go back as a small table, and the workers join it to every line by a hash of what
the law looks at, which is checked to be without collisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from licet.errors import BadInput, LicetError
from licet.orders.columns import OUTPUT, Columns
from licet.orders.content import READERS
from licet.orders.csvfile import ROW
from licet.orders.dialect import SPARK
from licet.orders.engine import Engine, Run, Tell, answer_cells
from licet.orders.relation import Relation
from licet.orders.shapes import Pieces
from licet.orders.source import Book, quoted, text
from licet.rules.court import Court

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame, SparkSession

BOOK: Final = "licet_book"
SHARED: Final = "every machine of the cluster has to see the book and the folder of the output"
KEPT_ORDER: Final = 5_000_000
"""Up to so many kinds, verdicts go to every worker whole, so that lines stay in their order."""
_CARRIED: Final = frozenset(
    {
        "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER",
        "UBIGINT", "FLOAT", "DOUBLE", "VARCHAR", "DATE", "BLOB", "TIMESTAMP",
        "TIMESTAMP WITH TIME ZONE",
    }
)  # fmt: skip
"""Types, as DuckDB names them, whose every value Spark reads and writes unchanged."""
_NO_TEXT: Final = frozenset({"FLOAT", "DOUBLE", "BLOB"})
"""Types that engines turn into text in ways of their own, so that no cell can be read by it."""
_SALTS: Final = ("", "a", "b")


class SparkEngine(Engine):
    """Determines books on a Spark session; kinds of line are decided on a DuckDB connection."""

    dialect = SPARK

    def __init__(
        self,
        spark: SparkSession,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        court: Court,
        *,
        known_on: date | None = None,
        tell: Tell = lambda words: None,
    ) -> None:
        super().__init__(connection, court, known_on=known_on, tell=tell)
        self._spark = spark
        self._folder = folder
        # Until the kinds of line are here, questions are asked of Spark.
        self._far = True

    def open(self, path: Path, book: Book) -> Book:
        """A book in Parquet as one that Spark reads; each line carries the number of its row.

        Args:
            path: The file, at the same place on every machine.
            book: What is known of it.
        """
        from pyspark.sql.functions import col

        frame = self._read(path)
        if ROW not in frame.columns:
            frame = frame.withColumn(ROW, col("_metadata.row_index") + 1)
        frame.createOrReplaceTempView(BOOK)
        return replace(book, sql=BOOK, row=quoted(ROW))

    def join_back(self, run: Run) -> DataFrame:
        """Every line with its row number, and its answer where it has one."""
        numbers = {
            cells: number
            for number, cells in enumerate(dict.fromkeys(map(answer_cells, run.answers.values())))
        }
        rows = [(state, numbers[answer_cells(row)]) for state, row in run.answers.items()]
        self._verdicts(rows, list(numbers))
        kept = [f"b.{quoted(name)}" for name in run.book.types if name not in OUTPUT]
        found = [f"answer.{name}" for name in OUTPUT[:-1]]
        frame = self._spark.sql(
            f"SELECT b.{run.book.row}, {', '.join([*kept, *found])} FROM {BOOK} b "
            f"LEFT JOIN licet_verdict verdict ON verdict.r = {run.relation.hashed} "
            "LEFT JOIN licet_answer answer ON answer.k = verdict.v"
        )
        kinds = self._db.execute(f"SELECT count(*) FROM {run.relation.sql}").fetchall()[0][0]
        return frame if kinds <= KEPT_ORDER else frame.orderBy(ROW)

    def _verdicts(
        self, states: Sequence[tuple[int, int]], answers: Sequence[tuple[str | None, ...]]
    ) -> None:
        """The tables that go to the workers: hash of a kind to answer, and answer to its cells."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        pairs = list(zip(*states, strict=True)) or [(), ()]
        numbers = [pa.array(values, pa.int32()) for values in pairs]
        self._db.register("licet_numbers", pa.table(dict(zip(("k", "v"), numbers, strict=True))))
        verdicts, cells = self._folder / "verdicts.parquet", self._folder / "answers.parquet"
        self._db.execute(
            f"COPY (SELECT r, v FROM {self._prefix}side JOIN licet_numbers ON k = s) "
            f"TO {text(verdicts)} (FORMAT PARQUET)"
        )
        self._db.unregister("licet_numbers")
        table = {"k": pa.array(range(len(answers)), pa.int32())}
        for at, name in enumerate(OUTPUT[:-1]):
            table[name] = pa.array([answer[at] for answer in answers], pa.string())
        pq.write_table(pa.table(table), cells)
        self._read(verdicts).createOrReplaceTempView("licet_verdict")
        self._read(cells).createOrReplaceTempView("licet_answer")

    def _relation(
        self, book: Book, columns: Columns, keys: Mapping[str, str], amounts: Sequence[Pieces],
        cuts: Sequence[date],
    ) -> Relation:  # fmt: skip
        """The kinds of line, counted by the workers and read into DuckDB."""
        lines = super()._relation(book, columns, keys, amounts, cuts)
        hashed = self._count(lines.cells, book.rows - len(book.broken))
        self._far = False
        return lines.kinds(f"{self._prefix}kinds", hashed)

    def _count(self, cells: Sequence[str], lines: int) -> str:
        """Have the kinds counted; returns the expression that leads from a line to its kind.

        A hash skips what is null, so that whether a cell is null is hashed as well.
        """
        names = [f"c{at}" for at in range(len(cells))]
        listed = ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, names, strict=True))
        for salt in _SALTS:
            target = self._folder / f"kinds{salt}"
            kinds = self._spark.sql(
                f"SELECT *, {_hash(names, salt)} AS h FROM "
                f"(SELECT {listed}, count(*) AS n FROM {BOOK} b GROUP BY ALL)"
            )
            kinds.write.parquet(address(target))
            parts = list(target.glob("part-*"))
            if not parts:
                raise BadInput("what the workers wrote can't be seen from here", hint=SHARED)
            self._db.execute(
                f"CREATE OR REPLACE TEMP TABLE {self._prefix}kinds AS "
                f"SELECT * FROM read_parquet({files(parts)})"
            )
            rows, hashes, counted = self._db.execute(
                f"SELECT count(*), count(DISTINCT h), coalesce(sum(n), 0) FROM {self._prefix}kinds"
            ).fetchall()[0]
            if counted != lines:
                message = f"the book has {lines:,} lines, and the workers counted {counted:,}"
                raise BadInput(message, hint=SHARED)
            if rows == hashes:
                return _hash(cells, salt)
        raise LicetError("hashes of kinds of line collide", hint="use --engine duckdb")

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        if self._far:
            return [tuple(row) for row in self._spark.sql(sql).collect()]
        return super()._rows(sql)

    def _read(self, path: Path) -> DataFrame:
        # Without globbing: a bracket in a path is a bracket.
        return self._spark.read.option("__globPaths__", "false").parquet(address(path))


def check_types(book: Book, columns: Columns) -> None:
    """Refuse a book that Spark would read or write with other values than DuckDB.

    Raises:
        BadInput: Names the column.
    """
    if ROW in book.types:
        raise BadInput(f"a column called `{ROW}`", hint="give it another name")
    for name, kind in book.types.items():
        bare = kind
        while bare.endswith("[]"):
            bare = bare[:-2]
        if bare not in _CARRIED and not bare.startswith("DECIMAL("):
            raise BadInput(
                f"column `{name}` is of type {kind}, which Spark can't carry unchanged",
                hint="leave the column out, write it as text, or use --engine duckdb",
            )
    for name in ("item", "on", *READERS):
        heading = columns.get(name)
        if heading is not None and book.types[heading].removesuffix("[]") in _NO_TEXT:
            raise BadInput(
                f"column `{heading}` is of type {book.types[heading]}, and tells `{name}`",
                hint="write it as text, or use --engine duckdb",
            )


def address(path: Path) -> str:
    """A path as Spark takes it: of this file system, whatever the cluster's own is.

    >>> address(Path("/data/a book.parquet"))
    'file:///data/a book.parquet'
    """
    return f"file://{path.absolute()}"


def files(paths: Iterable[Path]) -> str:
    """Files as DuckDB takes them."""
    return f"[{', '.join(map(text, paths))}]"


def _hash(cells: Sequence[str], salt: str) -> str:
    parts = [f"{cell}, {cell} IS NULL" for cell in cells]
    return f"xxhash64({', '.join([*parts, text(salt)])})"
