"""The bulk run on DuckDB: reduce, decide, join back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import licet
from licet.errors import LicetError
from licet.forms import exporter_id
from licet.orders.columns import OUTPUT, Columns
from licet.orders.content import READERS, Content, read_content
from licet.orders.decide import Decider, Details, Row
from licet.orders.expressions import (
    Check,
    bad_line,
    cell_table,
    code_expressions,
    key_of,
    number_checks,
    problem_of,
)
from licet.orders.leftover import Leftover, Leftovers
from licet.orders.plan import Table, chain
from licet.orders.reduction import ORDER, reduce
from licet.orders.source import Book, quoted, text
from licet.orders.walk import walk
from licet.rules.judge import Court

if TYPE_CHECKING:
    import duckdb

NAMES: Final = ("epoch", "item", *ORDER)
"""What makes up a combination."""
FEW: Final = 60_000
"""Up to so many distinct combinations, those that occur are followed one by one."""
Tell = Callable[[str], None]


@dataclass(slots=True)
class Run:
    """A determination that is ready to be written.

    Attributes:
        source: The FROM clause, joins and filter included.
        answers: What each state comes to, by number.
        bad: The condition of a line that can't be decided; empty when none is bad.
        rejected: How many lines are bad or broken.
        decided: How many lines get an answer.
        details: What comes with the answer of a state, worked out when asked; whole only from an
            engine that keeps duties.
        notes: What a user may want to know.
    """

    book: Book
    source: str
    state: str
    answers: dict[int, Row]
    bad: str
    problems: str
    rejected: int
    decided: int
    ruleset: str
    details: Callable[[int], Details]
    notes: list[str] = field(default_factory=list)


class Engine:
    """Determines books on a DuckDB connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        court: Court,
        *,
        known_on: date | None = None,
        tell: Tell = lambda words: None,
        prefix: str = "licet_",
        duties: bool = False,
    ) -> None:
        self._db = connection
        self._court = court
        self._known_on = known_on
        self._tell = tell
        self._prefix = prefix
        self._duties = duties
        self._functions: set[str] = set()
        # Small tables stay on the side that is looked up.
        connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        connection.execute("SET enable_progress_bar = false")

    def prepare(
        self,
        book: Book,
        columns: Columns,
        *,
        on: date | None = None,
        exporter: str | None = None,
    ) -> Run:
        """Decide every kind of line in a book.

        Args:
            book: The book.
            columns: Which of its columns mean what.
            on: The day for all lines, in place of their own.
            exporter: Who exports where the book does not say.
        """
        heads = {
            name: columns.names[name]
            for name in ("item", "on", *READERS)
            if name in columns.names and not (name == "on" and on)
        }
        keys = {name: key_of(head, book.types[head], name) for name, head in heads.items()}
        cells = {name: self._distinct(key, book) for name, key in keys.items()}
        content = read_content(cells, on=on, exporter=exporter)
        for name in keys:
            self._table(
                f"cell_{name}",
                cell_table(content.codes[name]),
                _cell_type(book.types[heads[name]]),
            )
        joins = [
            f"LEFT JOIN {self._prefix}cell_{name} cell_{name} ON cell_{name}.v = b.{key}"
            if not key.startswith("(")
            else f"LEFT JOIN {self._prefix}cell_{name} cell_{name} ON cell_{name}.v = {key}"
            for name, key in keys.items()
        ]
        codes = code_expressions(content, keys)
        numbers = number_checks(columns, book)
        bad = bad_line(content, codes, keys, numbers)
        base = f"{book.sql} b {' '.join(joins)}"
        leftovers = Leftovers(self._court, self._known_on, duties=self._duties)
        first, base = self._epochs(leftovers, content, base, codes)
        inner = {**codes, "epoch": "epoch.v"}
        rejected, kinds, notes = self._look(base, inner, bad, numbers, columns)
        where = f" WHERE NOT ({bad})" if rejected else ""
        follow = self._followed if kinds <= FEW else self._tabled
        found = follow(leftovers, content, first, inner, base, where)
        source = f"{base} {' '.join(found.joins)}"
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {self._prefix}side AS "
            f"SELECT {book.row} AS r, {found.state} AS s FROM {source}{where}"
        )
        states = self._db.execute(f"SELECT s, count(*) FROM {self._prefix}side GROUP BY 1")
        counts = dict(states.fetchall())
        decided = sum(counts.values())
        if decided + rejected != book.rows - len(book.broken):
            raise LicetError(
                f"{book.rows:,} lines read, but {decided:,} decided and {rejected:,} rejected",
                hint="a fault of licet: please report it",
            )
        self._tell(f"{decided:,} lines are {len(counts):,} kinds of line for the law")
        decider = Decider(leftovers)
        answers = {
            state: decider.row(found.leftovers[state], found.lines[state]) for state in counts
        }

        def details(state: int) -> Details:
            return decider.details(found.leftovers[state], found.lines[state], answers[state])

        return Run(
            book, f"{source}{where}", found.state, answers, bad if rejected else "",
            problem_of(keys, codes, numbers, heads), rejected + len(book.broken), decided,
            f"{licet.__version__} {self._court.law.digest}", details,
            [*book.notes, *columns.notes, *notes],
        )  # fmt: skip

    def select(self, run: Run) -> str:
        """The query that gives every decided line with its answer, in the order of the book.

        The book is only scanned, which keeps its order; joins would not. The answer of each row
        is taken from a list by row number.
        """
        kept = ", ".join(quoted(column) for column in run.book.types if column not in OUTPUT)
        answers = self._answers(run)
        return (
            f"SELECT {kept}, {answers} FROM (SELECT b.*, {self._prefix}answer_of({run.book.row}) "
            f"AS licet_at FROM {run.book.sql} b) WHERE licet_at > 0"
        )

    def _answers(self, run: Run) -> str:
        """The columns of the answer, taken from lists at `licet_at`; 0 is no answer."""
        import pyarrow as pa
        import pyarrow.compute as pc
        from duckdb.func import PythonUDFType

        outputs = {state: _output(row) for state, row in run.answers.items()}
        numbers = {output: n for n, output in enumerate(dict.fromkeys(outputs.values()), 1)}
        rows = [(state, numbers[output]) for state, output in outputs.items()]
        self._table("numbers", Table("numbers", ("k", "v"), rows), "INTEGER")
        every = f"SELECT r, n.v FROM {self._prefix}side JOIN {self._prefix}numbers n ON n.k = s"
        if run.decided < run.book.rows:
            every = (
                f"SELECT range AS r, coalesce(v, 0) AS v FROM range(1, {run.book.rows + 1}) "
                f"LEFT JOIN ({every}) e ON e.r = range"
            )
        listed = self._db.sql(f"SELECT v::INTEGER AS v FROM ({every}) ORDER BY r").to_arrow_table()
        at = (
            pa.concat_arrays(listed.column(0).chunks) if run.book.rows else pa.array([], pa.int32())
        )

        def answer_of(numbers: Any) -> Any:
            return pc.take(at, pc.subtract(numbers, 1))

        name = f"{self._prefix}answer_of"
        if name in self._functions:
            self._db.remove_function(name)
        self._functions.add(name)
        self._db.create_function(name, answer_of, ["bigint"], "integer", type=PythonUDFType.ARROW)
        columns = []
        for index, column in enumerate(OUTPUT[:-1]):
            values = [output[index] for output in numbers]
            # As enumerations the answers cost next to nothing to write: each text is kept once.
            kind = f"{self._prefix}{column}"
            self._db.execute(f"DROP TYPE IF EXISTS {kind}")
            words = sorted({value for value in values if value is not None}) or [""]
            self._db.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(text, words))})")
            cells = ", ".join("NULL" if value is None else text(value) for value in values)
            columns.append(f"([{cells}]::{kind}[])[licet_at] AS {column}")
        return ", ".join([*columns, f"{text(run.ruleset)} AS licet_ruleset"])

    def everything(self, run: Run) -> str:
        """The query that gives all lines, those that can't be decided with their reason."""
        kept = ", ".join(f"b.{quoted(column)}" for column in run.book.types if column not in OUTPUT)
        side = f"{self._prefix}rejects"
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {side} AS {self.rejects(run)}")
        answers = self._answers(run)
        return (
            f"SELECT {kept}, {answers}, x.reason AS licet_problem FROM (SELECT b.*, {run.book.row} "
            f"AS licet_r, {self._prefix}answer_of({run.book.row}) AS licet_at FROM {run.book.sql} b) "
            f'b LEFT JOIN {side} x ON x."row" = licet_r ORDER BY licet_r'
        )

    def rejects(self, run: Run) -> str:
        """The query that gives the lines that can't be decided, each with its first problem."""
        broken = [(each.row, "", each.value, each.reason) for each in run.book.broken]
        self._table(
            "broken", Table("broken", ("row", "column", "value", "reason"), broken), "BIGINT"
        )
        query = f'SELECT "row", "column", "value", reason FROM {self._prefix}broken'
        if run.bad:
            source = _split(run.source)[0]
            at = source.find(" JOIN ", source.find(f"{self._prefix}epoch epoch ON "))
            source = source[:at] if at >= 0 else source
            query += (
                f" UNION ALL SELECT r, s[1], s[2], s[3] FROM (SELECT {run.book.row} AS r, "
                f"{run.problems} AS s FROM {source} WHERE {run.bad})"
            )
        return f"SELECT * FROM ({query}) ORDER BY 1"

    def _distinct(self, key: str, book: Book) -> list[Any]:
        sql = key if key.startswith("(") else f"b.{key}"
        found = self._db.execute(f"SELECT DISTINCT {sql} FROM {book.sql} b").fetchall()
        return [row[0] for row in found]

    def _epochs(
        self, leftovers: Leftovers, content: Content, base: str, codes: Mapping[str, str]
    ) -> tuple[list[date], str]:
        """A day of each stretch without change of the law, and the join from days to stretches."""
        first: dict[int, date] = {}
        for day in content.days:
            first.setdefault(leftovers.epoch(day), day)
        order = {epoch: at for at, epoch in enumerate(first)}
        rows = [(n, order[leftovers.epoch(day)]) for n, day in enumerate(content.days)]
        self._table("epoch", Table("epoch", ("k", "v"), rows), "INTEGER")
        join = f"LEFT JOIN {self._prefix}epoch epoch ON epoch.k = {codes['on']}"
        return list(first.values()), f"{base} {join}"

    def _look(
        self, base: str, codes: Mapping[str, str], bad: str, numbers: Sequence[Check],
        columns: Columns,
    ) -> tuple[int, int, list[str]]:  # fmt: skip
        """How many lines are bad, about how many kinds there are, and what to warn of."""
        nans = ", ".join(f"count(*) FILTER (WHERE {check.unknown})" for check in numbers) or "0"
        named = "0"
        if "end_user" in columns.names:
            name = f"b.{quoted(columns.names['end_user'])}"
            named = (
                f"count(*) FILTER (WHERE {name} IS NOT NULL AND trim({name}::VARCHAR) <> '' "
                f"AND NOT ({codes['has_party']}))"
            )
        listed = ", ".join(codes[name] for name in NAMES)
        rejected, kinds, nameless, *unknown = self._db.execute(
            f"SELECT count(*) FILTER (WHERE {bad}), approx_count_distinct(hash({listed})), {named}, "
            f"{nans} FROM {base}"
        ).fetchall()[0]
        notes = []
        if nameless:
            notes.append(
                f"{nameless:,} lines name an end user and say nothing of it: its country, "
                "headquarters and parent are taken as those of the destination, unlisted"
            )
        for check, count in zip(numbers, unknown, strict=False):
            if count:
                notes.append(
                    f"{count:,} lines hold no number in `{check.heading}`: taken as unknown"
                )
        return rejected, kinds, notes

    def _followed(
        self, leftovers: Leftovers, content: Content, first: list[date],
        codes: Mapping[str, str], base: str, where: str,
    ) -> _Found:  # fmt: skip
        """States of a book with few combinations: each is followed."""
        listed = ", ".join(codes[name] for name in NAMES)
        distinct = f"SELECT DISTINCT {listed} FROM {base}{where}"
        combinations = self._db.execute(distinct).fetchall()
        walked = walk(leftovers, first, content.items, content.columns, combinations)
        rows = [(*c, s) for c, s in zip(combinations, walked.states, strict=True)]
        columns = [f"k{at}" for at in range(len(NAMES))]
        self._table("state", Table("state", (*columns, "v"), rows), "INTEGER")
        varied = [
            at for at in range(len(NAMES)) if at < 2 or len({c[at] for c in combinations}) > 1
        ]
        on = " AND ".join(f"state.{columns[at]} = {codes[NAMES[at]]}" for at in varied)
        join = f"JOIN {self._prefix}state state ON {on}"
        return _Found([join], "state.v", walked.leftovers, walked.lines)

    def _tabled(
        self, leftovers: Leftovers, content: Content, first: list[date],
        codes: Mapping[str, str], base: str, where: str,
    ) -> _Found:  # fmt: skip
        """States of a book with many combinations: by tables, column after column."""
        lists = ", ".join(f"list(DISTINCT {codes[name]})" for name in NAMES)
        values = self._db.execute(f"SELECT {lists} FROM {base}{where}").fetchall()[0]
        seen = {name: sorted(found or ()) for name, found in zip(NAMES, values, strict=True)}
        content = content.narrowed(seen)
        used = {number: at for at, number in enumerate(seen["item"])}
        self._table("items", Table("items", ("k", "v"), list(used.items())), "INTEGER")
        items = [content.items[number] for number in used]
        reduced = reduce(leftovers, first, items, content.columns)
        inner = {**codes, "item": "items.v", "root": "epoch.v"}
        joins = [f"JOIN {self._prefix}items items ON items.k = {codes['item']}"]
        if len(reduced.askers) > 1:
            numbers = {asks: number for number, asks in enumerate(reduced.askers)}
            rows = [
                (number, numbers.get(exporter_id(name), numbers.get(None, 0)))
                for number, name in enumerate(content.column("exporter").values)
            ]
            self._table("asker", Table("asker", ("k", "v"), rows), "INTEGER")
            joins.append(f"JOIN {self._prefix}asker asker ON asker.k = {codes['exporter']}")
            inner["root"] = f"(epoch.v * {len(reduced.askers)} + asker.v)"
        widths = {column.name: len(column.values) for column in content.columns}
        plan = chain(reduced, inner, len(used), widths)
        for made in plan.tables:
            self._table(made.name, made, "INTEGER")
        joins += (join.replace("JOIN licet_", f"JOIN {self._prefix}") for join in plan.joins)
        return _Found(joins, plan.state, reduced.leftovers, reduced.lines)

    def _table(self, name: str, table: Table, key: str) -> None:
        import pyarrow as pa

        data = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        arrays = [pa.array(list(values), from_pandas=False) for values in data]
        arrays = [a.cast(pa.string()) if pa.types.is_null(a.type) else a for a in arrays]
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


@dataclass(frozen=True, slots=True)
class _Found:
    """The joins to the states of a book, the states, and a line that leads to each."""

    joins: list[str]
    state: str
    leftovers: Sequence[Leftover]
    lines: Sequence[Mapping[str, Any]]


def _cell_type(kind: str) -> str:
    return "DATE" if kind == "DATE" else "VARCHAR"


def _output(row: Row) -> tuple[str | None, ...]:
    return (
        row.verdict, row.text, row.parameters, row.eccn, row.review_policy, row.provision,
        ";".join(row.missing) or None,
    )  # fmt: skip


def _split(source: str) -> tuple[str, str]:
    """A source apart from its filter."""
    before, where, after = source.partition(" WHERE NOT (")
    return before, where + after
