"""What a run reads: the book itself, or its distinct kinds of line when they are few.

A book of ten million lines seldom holds more than some thousand combinations of cells that the law
looks at. They are collected in one scan, each with how many lines have it and a hash of its cells;
everything up to the answers is worked out on them. The hash is checked to be without collisions,
so that it leads from a line back to its kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from licet.orders.expressions import Check

if TYPE_CHECKING:
    import duckdb

    from licet.orders.source import Book

MOST: Final = 1_000_000
"""A book with more kinds of line is read line by line."""
Roles = tuple[str, str]
"""Two roles that one party may have."""
_SALTS: Final = ("", "a", "b")


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows to be decided, each standing for one line or more.

    Attributes:
        sql: What to read from.
        row: The expression of what names a row: the number of its line, or the hash of its kind.
        weight: How many lines a row stands for.
        keys: The expression by which the cells of each column are looked up.
        checks: The columns of numbers.
        named: The condition that a line names an end user; empty where no column does.
        amounts: The expressions of the pieces of quantity and value.
        alike: Pairs of roles with the condition that a line gives both one name.
        hashed: The expression that leads from a line of the book to its kind; empty where each
            row is a line.
    """

    sql: str
    row: str
    weight: str
    keys: Mapping[str, str]
    checks: Sequence[Check]
    named: str
    amounts: Sequence[str]
    alike: Mapping[Roles, str] = field(default_factory=dict)
    hashed: str = ""

    @property
    def cells(self) -> list[str]:
        """The expressions that tell one kind of line from another."""
        found = [side_of(key) for key in self.keys.values()]
        found += [piece for piece in self.amounts if piece != "0"]
        found += [each for check in self.checks for each in (check.wrong, check.unknown)
                  if each != "false"]  # fmt: skip
        found += [f"({self.named})"] if self.named else []
        return list(dict.fromkeys([*found, *self.alike.values()]))

    def kinds(self, name: str, hashed: str) -> Relation:
        """The same over a table of the kinds of line, whose columns c0, c1 and so on are `cells`.

        Args:
            name: The table; its columns ``h`` and ``n`` are the hash and the number of lines.
            hashed: The expression that leads from a line of the book to its kind.
        """
        place = {cell: f"b.c{at}" for at, cell in enumerate(self.cells)}
        return Relation(
            name, "b.h", "b.n",
            {column: f"({place[side_of(key)]})" for column, key in self.keys.items()},
            [
                replace(check, wrong=place.get(check.wrong, "false"),
                        unknown=place.get(check.unknown, "false"))
                for check in self.checks
            ],
            place.get(f"({self.named})", ""),
            [place.get(piece, "0") for piece in self.amounts],
            {roles: place[condition] for roles, condition in self.alike.items()},
            hashed,
        )  # fmt: skip


def side_of(key: str) -> str:
    """The expression of a cell; a column's name is taken from the relation ``b``."""
    return key if key.startswith("(") else f"b.{key}"


def kinds_of(
    connection: duckdb.DuckDBPyConnection, book: Book, whole: Relation, name: str
) -> Relation | None:
    """The distinct kinds of line of a book as a table; None where they are too many.

    Args:
        connection: The connection.
        book: The book.
        whole: The book as a relation of its own.
        name: What to call the table.
    """
    if not whole.keys:
        return None
    cells = whole.cells
    listed = ", ".join(cells)
    about = connection.execute(
        f"SELECT approx_count_distinct(hash({listed})) FROM {book.sql} b"
    ).fetchall()[0][0]
    if about > MOST:
        return None
    columns = ", ".join(f"{cell} AS c{at}" for at, cell in enumerate(cells))
    names = [f"c{at}" for at in range(len(cells))]
    for salt in _SALTS:
        salted = f", '{salt}'" if salt else ""
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, hash({', '.join(names)}{salted}) "
            f"AS h FROM (SELECT {columns}, count(*) AS n FROM {book.sql} b GROUP BY ALL)"
        )
        rows, hashes = connection.execute(
            f"SELECT count(*), count(DISTINCT h) FROM {name}"
        ).fetchall()[0]
        if rows == hashes:
            break
    else:
        return None
    return whole.kinds(name, f"hash({listed}{salted})")


def first_days(cell: str, days: Sequence[date], cuts: Sequence[date]) -> str:
    """The expression that takes a day to the first day of the same law in a book.

    Days of the same law are one kind of line; a day outside of the range stays as it is.

    Args:
        cell: The expression of the day.
        days: The first and last day that can be read.
        cuts: Days on which the law changes.

    >>> first_days("d", (date(2025, 1, 1), date(2025, 1, 3)), [date(2025, 1, 3)])
    "(CASE WHEN d BETWEEN DATE '2025-01-01' AND DATE '2025-01-03' \
THEN ([DATE '2025-01-01', DATE '2025-01-01', DATE '2025-01-03'])[d - DATE '2025-01-01' + 1] \
ELSE d END)"
    """
    low, high = days
    turns = set(cuts)
    firsts: list[date] = []
    for n in range((high - low).days + 1):
        day = low + timedelta(days=n)
        firsts.append(day if not firsts or day in turns else firsts[-1])
    listed = ", ".join(f"DATE '{day}'" for day in firsts)
    return (
        f"(CASE WHEN {cell} BETWEEN DATE '{low}' AND DATE '{high}' "
        f"THEN ([{listed}])[{cell} - DATE '{low}' + 1] ELSE {cell} END)"
    )
