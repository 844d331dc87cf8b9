"""The bulk run on DuckDB: reduce, decide, join back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import licet
from licet.errors import LicetError
from licet.forms import exporter_id
from licet.law import LAW_STARTS
from licet.orders.amounts import quantity_of, value_of
from licet.orders.columns import OUTPUT, Columns
from licet.orders.content import BAD, READERS, Codes, Content, read_content
from licet.orders.decide import Decider, Details, Row
from licet.orders.dialect import DUCKDB, Dialect
from licet.orders.expressions import (
    Check,
    bad_line,
    cell_table,
    code_expressions,
    key_of,
    number_checks,
    piece_of,
    problem_of,
)
from licet.orders.leads import by_kind, by_line
from licet.orders.leftover import Leftover, Leftovers
from licet.orders.plan import Table, chain
from licet.orders.reduction import reduce
from licet.orders.relation import Relation, first_days, kinds_of, side_of
from licet.orders.shapes import AMOUNTS, Pieces, Shape, cuts_of, joined, pieces
from licet.orders.source import Book, quoted, text
from licet.orders.walk import walk
from licet.orders.words import LATEST, Items, read_day
from licet.rules.court import Court
from licet.rules.facts import as_interval

if TYPE_CHECKING:
    import duckdb

ROOT: Final = ("epoch", "item", "shape")
"""What a combination begins with; the columns of the reduction follow."""
FEW: Final = 60_000
"""Up to so many distinct combinations, those that occur are followed one by one."""
EXACT: Final = 5_000
"""Up to so many amounts are told apart where a condition weighs quantity and value at once."""
Tell = Callable[[str], None]


@dataclass(slots=True)
class Run:
    """A determination that is ready to be written.

    Attributes:
        book: The book.
        relation: What was decided: lines, or kinds of line.
        source: The FROM clause in which the cells of the book's lines are looked up.
        answers: What each state comes to, by number.
        bad: The condition of a line that can't be decided; empty when none is bad.
        problems: The expression of the first problem of such a line.
        rejected: How many lines are bad or broken.
        decided: How many lines get an answer.
        details: What comes with the answer of a state, worked out when asked; whole only from an
            engine that keeps duties.
        on: The expression of a line's day, and its type.
        notes: What a user may want to know.
    """

    book: Book
    relation: Relation
    source: str
    answers: dict[int, Row]
    bad: str
    problems: str
    rejected: int
    decided: int
    ruleset: str
    details: Callable[[int], Details]
    on: str = ""
    on_type: str = ""
    notes: list[str] = field(default_factory=list)


class Engine:
    """Determines books on a DuckDB connection; `licet.orders.spark_engine` does so on Spark."""

    dialect: Dialect = DUCKDB

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
        leftovers = Leftovers(self._court, self._known_on, duties=self._duties)
        heads = {
            name: columns.names[name]
            for name in ("item", "on", *READERS)
            if name in columns.names and not (name == "on" and on)
        }
        keys = {
            name: key_of(head, book.types[head], name, self.dialect) for name, head in heads.items()
        }
        types = {name: _cell_type(book.types[head]) for name, head in heads.items()}
        amounts = self._amounts(book, columns, keys, leftovers)
        relation = self._relation(book, columns, keys, amounts, leftovers.cuts)
        cells = self._cells(relation.keys, relation)
        content = read_content(cells, on=on, exporter=exporter).with_amounts(amounts)
        for name in keys:
            self._table(f"cell_{name}", cell_table(content.codes[name]), types[name])
        codes = code_expressions(content, relation.keys, relation.amounts)
        bad = bad_line(content, codes, relation.keys, relation.checks)
        base = f"{relation.sql} b {self._look_ups(relation.keys)}"
        first, base = self._epochs(leftovers, content, base, codes)
        inner = {**codes, "epoch": "epoch.v"}
        rejected, kinds, notes = self._look(base, inner, bad, relation, content)
        where = f" WHERE NOT ({bad})" if rejected else ""
        follow = self._followed if kinds <= FEW else self._tabled
        found = follow(leftovers, content, first, inner, base, where)
        self._side(
            f"SELECT {relation.row} AS r, {found.state} AS s, {relation.weight} AS n "
            f"FROM {base} {' '.join(found.joins)}{where}"
        )
        counts = dict(self._rows(f"SELECT s, sum(n) FROM {self._prefix}side GROUP BY 1"))
        decided = int(sum(counts.values()))
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

        problems = problem_of(keys, codes, number_checks(columns, book, self.dialect), heads)
        return Run(
            book, relation, f"{book.sql} b {self._look_ups(keys)}", answers,
            bad if rejected else "", problems, rejected + len(book.broken), decided,
            f"{licet.__version__} {self._court.law.digest}", details,
            keys.get("on", ""), types.get("on", ""), [*book.notes, *columns.notes, *notes],
        )  # fmt: skip

    def _amounts(
        self, book: Book, columns: Columns, keys: Mapping[str, str], leftovers: Leftovers
    ) -> tuple[Pieces, ...]:
        """The pieces into which the law cuts quantities and values of this book."""
        law, silent = self._court.law, leftovers.silent
        shown = {"quantity": quantity_of(columns, book.types, self.dialect),
                 "value_usd": value_of(columns, book.types, self.dialect)}  # fmt: skip
        tpps: list[Fraction] = []
        if shown["quantity"]:
            for cell in self._distinct(keys["item"], book):
                tpps += _tpps(leftovers, cell)
        cuts = cuts_of(law, silent, tpps)
        exact = joined(law, silent)
        found = []
        for name in AMOUNTS:
            amount = shown[name]
            if not amount or amount == "NULL" or not (cuts[name] or exact):
                found.append(Pieces(name, (), (None,)))
                continue
            least, most = self._rows(f"SELECT min({amount}), max({amount}) FROM {book.sql} b")[0]
            if exact:
                cuts[name] |= self._each(amount, name, book)
            low, high = Fraction(least or 0), Fraction(most or 0)
            found.append(pieces(name, cuts[name], low, high))
        return tuple(found)

    def _each(self, amount: str, name: str, book: Book) -> set[Fraction]:
        """All amounts of a book, where a condition weighs quantity and value at once."""
        rows = self._rows(f"SELECT DISTINCT {amount} FROM {book.sql} b LIMIT {EXACT + 1}")
        if len(rows) > EXACT:
            raise LicetError(
                f"a condition weighs quantity and value at once, and the book has more than "
                f"{EXACT:,} of `{name}`",
                hint="split the condition, or the book",
            )
        return {Fraction(row[0]) for row in rows if row[0] is not None}

    def _relation(
        self, book: Book, columns: Columns, keys: Mapping[str, str], amounts: Sequence[Pieces],
        cuts: Sequence[date],
    ) -> Relation:  # fmt: skip
        """What is decided: the kinds of line of the book, or where they are too many its lines."""
        quantity = quantity_of(columns, book.types, self.dialect)
        value = value_of(columns, book.types, self.dialect)
        cut = [piece_of(each, amount)
               for each, amount in zip(amounts, (quantity, value), strict=True)]  # fmt: skip
        named = ""
        if "end_user" in columns.names:
            name = f"b.{quoted(columns.names['end_user'])}"
            bare = self.dialect.trim(f"{name}::STRING")
            named = f"coalesce({bare}, '') <> ''"
        checks = number_checks(columns, book, self.dialect)
        lines = Relation(book.sql, book.row, "1", keys, checks, named, cut)
        if self.dialect is not DUCKDB:
            return lines
        checks = self._needed(checks, book)
        keys = self._same_law(keys, book, columns, cuts)
        whole = Relation(book.sql, book.row, "1", keys, checks, named, cut)
        return kinds_of(self._db, book, whole, f"{self._prefix}kinds") or lines

    def _needed(self, checks: Sequence[Check], book: Book) -> list[Check]:
        """The checks without the conditions that no line of the book meets."""
        asked = [
            f"coalesce(bool_or({each}), false)" for c in checks for each in (c.wrong, c.unknown)
        ]
        if not asked:
            return list(checks)
        met = self._rows(f"SELECT {', '.join(asked)} FROM {book.sql} b")[0]
        return [
            replace(
                check,
                wrong=check.wrong if met[2 * at] else "false",
                unknown=check.unknown if met[2 * at + 1] else "false",
            )
            for at, check in enumerate(checks)
        ]

    def _same_law(
        self, keys: Mapping[str, str], book: Book, columns: Columns, cuts: Sequence[date]
    ) -> Mapping[str, str]:
        """The keys with each day taken to the first of the same law, where days are dates."""
        heading = columns.get("on")
        if "on" not in keys or heading is None or _cell_type(book.types[heading]) != "DATE":
            return keys
        day = side_of(keys["on"])
        low, high = self._rows(f"SELECT min({day}), max({day}) FROM {book.sql} b")[0]
        if low is None or high < LAW_STARTS or low > LATEST:
            return keys
        return {**keys, "on": first_days(day, (max(low, LAW_STARTS), min(high, LATEST)), cuts)}

    def _look_ups(self, keys: Mapping[str, str]) -> str:
        """The joins with the tables of cells."""
        return " ".join(
            f"LEFT JOIN {self._prefix}cell_{name} cell_{name} ON cell_{name}.v = {side_of(key)}"
            for name, key in keys.items()
        )

    def lines(self, run: Run) -> str:
        """A table of the number and the state of each decided line."""
        if not run.relation.hashed:
            return f"{self._prefix}side"
        state = self._lead("state_of", f"SELECT r, s + 1 AS v FROM {self._prefix}side", run)
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {self._prefix}lines AS SELECT r, s - 1 AS s FROM "
            f"(SELECT {run.book.row} AS r, {state} AS s FROM {run.book.sql} b) WHERE s > 0"
        )
        return f"{self._prefix}lines"

    def select(self, run: Run) -> str:
        """The query that gives every decided line with its answer, in the order of the book.

        The book is only scanned, which keeps its order; joins would not. The answer of each row
        is taken from a list by row number.
        """
        kept = ", ".join(quoted(column) for column in run.book.types if column not in OUTPUT)
        at, answers = self._answers(run)
        return (
            f"SELECT {kept}, {answers} FROM (SELECT b.*, {at} AS licet_at FROM {run.book.sql} b) "
            "WHERE licet_at > 0"
        )

    def _lead(self, name: str, numbers: str, run: Run) -> str:
        """The expression that leads from a line to a number; 0 where it has none.

        Args:
            name: What to call the function behind it.
            numbers: The query that gives the row of the relation ``r`` and the number ``v``.
            run: The run.
        """
        function, relation = f"{self._prefix}{name}", run.relation
        if relation.hashed:
            by_kind(self._db, function, relation.sql, numbers)
            return f"{function}({relation.hashed})"
        by_line(self._db, function, run.book.rows, numbers)
        return f"{function}({run.book.row})"

    def _answers(self, run: Run) -> tuple[str, str]:
        """What leads from a line to its answer, and the columns, taken from lists at `licet_at`."""
        outputs = {state: _output(row) for state, row in run.answers.items()}
        numbers = {output: n for n, output in enumerate(dict.fromkeys(outputs.values()), 1)}
        rows = [(state, numbers[output]) for state, output in outputs.items()]
        self._table("numbers", Table("numbers", ("k", "v"), rows), "INTEGER")
        every = f"SELECT r, n.v FROM {self._prefix}side JOIN {self._prefix}numbers n ON n.k = s"
        at = self._lead("answer_of", every, run)
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
        return at, ", ".join([*columns, f"{text(run.ruleset)} AS licet_ruleset"])

    def everything(self, run: Run) -> str:
        """The query that gives all lines, those that can't be decided with their reason."""
        kept = ", ".join(f"b.{quoted(column)}" for column in run.book.types if column not in OUTPUT)
        side = f"{self._prefix}rejects"
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {side} AS {self.rejects(run)}")
        at, answers = self._answers(run)
        return (
            f"SELECT {kept}, {answers}, x.reason AS licet_problem FROM (SELECT b.*, {run.book.row} "
            f"AS licet_r, {at} AS licet_at FROM {run.book.sql} b) "
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
            query += (
                f" UNION ALL SELECT r, s[1], s[2], s[3] FROM (SELECT {run.book.row} AS r, "
                f"{run.problems} AS s FROM {self._bad_lines(run)})"
            )
        return f"SELECT * FROM ({query}) ORDER BY 1"

    def _bad_lines(self, run: Run) -> str:
        """The lines that can't be decided, their cells looked up."""
        if not run.relation.hashed:
            return f"{run.source} WHERE {run.bad}"
        decided = self._lead("decided", f"SELECT r, 1 AS v FROM {self._prefix}side", run)
        if "on" in run.relation.keys:
            # A kind of line has the first day of its law; what is told is the day of the line.
            days = self._rows(
                f"SELECT DISTINCT {side_of(run.on)} FROM {run.book.sql} b WHERE {decided} = 0"
            )
            codes = Codes([(day, *_told(day)) for (day,) in days if day is not None])
            self._table("cell_on", cell_table(codes), run.on_type)
        return f"{run.source} WHERE {decided} = 0"

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
        return [row[0] for row in self._rows(f"SELECT DISTINCT {sql} FROM {book.sql} b")]

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
        self, base: str, codes: Mapping[str, str], bad: str, relation: Relation, content: Content
    ) -> tuple[int, int, list[str]]:
        """How many lines are bad, about how many kinds there are, and what to warn of."""

        def lines(condition: str) -> str:
            return f"coalesce(sum({relation.weight}) FILTER (WHERE {condition}), 0)"

        named = relation.named or "false"
        silent = lines(f"{named} AND NOT ({codes['has_party']})")
        nans = ", ".join(lines(check.unknown) for check in relation.checks) or "0"
        listed = ", ".join(codes[name] for name in _names(content))
        found = self._rows(
            f"SELECT {lines(bad)}, approx_count_distinct(hash({listed})), {silent}, {nans} "
            f"FROM {base}"
        )[0]
        rejected, kinds, nameless, *unknown = map(int, found)
        notes = []
        if nameless:
            notes.append(
                f"{nameless:,} lines name an end user and say nothing of it: its country, "
                "headquarters and parent are taken as those of the destination, unlisted"
            )
        for check, count in zip(relation.checks, unknown, strict=False):
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
        names = _names(content)
        listed = ", ".join(codes[name] for name in names)
        combinations = self._rows(f"SELECT DISTINCT {listed} FROM {base}{where}")
        walked = walk(
            leftovers, first, content.items, content.columns, combinations, content.shapes
        )
        rows = [(*c, s) for c, s in zip(combinations, walked.states, strict=True)]
        columns = [f"k{at}" for at in range(len(names))]
        self._table("state", Table("state", (*columns, "v"), rows), "INTEGER")
        varied = [
            at for at in range(len(names)) if at < 2 or len({c[at] for c in combinations}) > 1
        ]
        on = " AND ".join(f"state.{columns[at]} = {codes[names[at]]}" for at in varied)
        join = f"JOIN {self._prefix}state state ON {on}"
        return _Found([join], "state.v", walked.leftovers, walked.lines)

    def _tabled(
        self, leftovers: Leftovers, content: Content, first: list[date],
        codes: Mapping[str, str], base: str, where: str,
    ) -> _Found:  # fmt: skip
        """States of a book with many combinations: by tables, column after column."""
        names = _names(content)
        lists = ", ".join(f"array_agg(DISTINCT {codes[name]})" for name in names)
        values = self._rows(f"SELECT {lists} FROM {base}{where}")[0]
        seen = {name: sorted(found or ()) for name, found in zip(names, values, strict=True)}
        content = content.narrowed(seen)
        used = {number: at for at, number in enumerate(seen["item"])}
        self._table("items", Table("items", ("k", "v"), list(used.items())), "INTEGER")
        items = [content.items[number] for number in used]
        shapes = {number: at for at, number in enumerate(seen["shape"])}
        self._table("shapes", Table("shapes", ("k", "v"), list(shapes.items())), "INTEGER")
        reduced = reduce(
            leftovers, first, items, content.columns, [content.shapes[n] for n in shapes]
        )
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
        if len(shapes) > 1:
            joins.append(f"JOIN {self._prefix}shapes shapes ON shapes.k = {codes['shape']}")
            inner["root"] = f"({inner['root']} * {len(shapes)} + shapes.v)"
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


def _names(content: Content) -> list[str]:
    """What makes up a combination."""
    return [*ROOT, *(column.name for column in content.columns)]


def _told(day: object) -> tuple[int, str]:
    """The code of a day and why it can't be read, as a table of cells has them."""
    problem = read_day(day).problem if str(day).strip() else "empty"
    return (BAD if problem else 0), problem


def _tpps(leftovers: Leftovers, cell: object) -> list[Fraction]:
    """What one piece of an item has of TPP, as far as it is known."""
    if cell is None or not Items()(str(cell)).value:
        return []
    found = []
    for _, variant in leftovers.variants(str(cell).strip(), Shape(quantity=Fraction(1))):
        known = as_interval(variant.facts.top.get("shipment_tpp"))
        ends = (known.low, known.high) if known is not None else ()
        found += [Fraction(end) for end in ends if isinstance(end, Fraction)]
    return found


def _output(row: Row) -> tuple[str | None, ...]:
    return (
        row.verdict, row.text, row.parameters, row.eccn, row.review_policy, row.provision,
        ";".join(row.missing) or None,
    )  # fmt: skip
