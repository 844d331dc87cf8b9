"""The bulk run on DuckDB: reduce, decide, join back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import licet
from licet.errors import LicetError
from licet.orders import states
from licet.orders.columns import Columns
from licet.orders.content import READERS, place_notes, read_content
from licet.orders.crew import Crew, seldom_collected
from licet.orders.decide import Decider, Details
from licet.orders.expressions import (
    bad_line,
    cell_table,
    code_expressions,
    key_of,
    namesakes,
    number_checks,
    problem_of,
    rules,
)
from licet.orders.gauge import Gauge, cell_type
from licet.orders.leftover import Leftovers
from licet.orders.run import Run, answer_cells
from licet.orders.source import Book
from licet.orders.states import States
from licet.orders.writing import Writing
from licet.rules.court import Court

if TYPE_CHECKING:
    import duckdb

FEW: Final = 250_000
"""Up to so many distinct combinations, those that occur are followed one by one."""
Tell = Callable[[str], None]


class Engine(Gauge, States, Writing):
    """Determines books on a DuckDB connection; `licet.orders.spark_engine` does so on Spark."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        court: Court,
        *,
        known_on: date | None = None,
        tell: Tell = lambda words: None,
        prefix: str = "licet_",
        duties: bool = False,
        crew: Crew | None = None,
        stance: str = "practice",
    ) -> None:
        super().__init__(connection, court, prefix, known_on, duties, crew, stance)
        self._tell = tell
        # Small tables stay on the side that is looked up; a list after IN becomes no join, which
        # would lose the order of the lines.
        connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side,in_clause'")
        connection.execute("SET enable_progress_bar = false")

    @seldom_collected()
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
        types = {name: cell_type(book.types[head]) for name, head in heads.items()}
        amounts = self._amounts(book, columns, keys, leftovers)
        relation = self._relation(book, columns, keys, amounts, leftovers.cuts)
        cells = self._cells(relation.keys, relation)
        content = read_content(cells, on=on, exporter=exporter).with_amounts(amounts)
        for name in keys:
            self._table(f"cell_{name}", cell_table(content.codes[name]), types[name])
        codes = code_expressions(content, relation.keys, relation.amounts)
        bad = bad_line(content, codes, relation)
        base = f"{relation.sql} b {self._look_ups(relation.keys)}"
        first, base = self._epochs(leftovers, content, base, codes)
        inner = {**codes, "epoch": "epoch.v"}
        rejected, kinds, notes = self._look(base, inner, bad, relation, content)
        notes += [*place_notes(content, heads), *self._number_notes(book, columns)]
        where = f" WHERE NOT ({bad})" if rejected else ""
        # Tables of all combinations that might be are of no use where there are many parties.
        follow = self._followed if kinds <= FEW or len(content.roles) > 1 else self._tabled
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
        decider = Decider(leftovers, ranked=kinds <= states.RANKED, stance=self._stance)
        answers = {
            state: found.answers[state]
            if found.answers
            else decider.row(found.leftovers[state], found.lines[state])
            for state in counts
        }

        def details(state: int) -> Details:
            return decider.details(found.leftovers[state], found.lines[state], answers[state])

        checks, alike = number_checks(columns, book, self.dialect), namesakes(columns, self.dialect)
        lines = replace(relation, keys=keys, checks=checks, alike=alike)
        problems = problem_of(lines, rules(content, codes, lines), heads)
        return Run(
            book, relation, f"{book.sql} b {self._look_ups(keys)}", answers,
            bad if rejected else "", problems, rejected + len(book.broken), decided,
            f"{licet.__version__} {self._court.law.digest}", details,
            keys.get("on", ""), types.get("on", ""), [*book.notes, *columns.notes, *notes],
        )  # fmt: skip


__all__ = ["Engine", "Run", "Tell", "answer_cells"]
