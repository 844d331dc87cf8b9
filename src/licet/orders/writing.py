"""From states back to lines: what is written for each, and for those that can't be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.orders.columns import OUTPUT
from licet.orders.content import BAD, Codes
from licet.orders.database import Database
from licet.orders.expressions import (
    cell_table,
)
from licet.orders.leads import by_kind, by_line
from licet.orders.plan import Table
from licet.orders.relation import side_of
from licet.orders.run import Run, answer_cells
from licet.orders.source import quoted, text
from licet.orders.words import read_day

if TYPE_CHECKING:
    pass


class Writing(Database):
    """Queries that give every line its answer."""

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
        outputs = {state: answer_cells(row) for state, row in run.answers.items()}
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


def _told(day: object) -> tuple[int, str]:
    """The code of a day and why it can't be read, as a table of cells has them."""
    problem = read_day(day).problem if str(day).strip() else "empty"
    return (BAD if problem else 0), problem
