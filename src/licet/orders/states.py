"""From codes to states: combinations followed one by one, or tables where they are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from licet.forms import exporter_id
from licet.orders.content import Content
from licet.orders.crew import Crew, Done, Task, follow
from licet.orders.database import Database
from licet.orders.decide import Row
from licet.orders.leftover import Leftover, Leftovers
from licet.orders.plan import Table, chain
from licet.orders.reduction import reduce
from licet.orders.relation import Relation
from licet.orders.walk import Walked
from licet.rules.court import Court

if TYPE_CHECKING:
    import duckdb

ROOT: Final = ("epoch", "item", "shape")
"""What a combination begins with; the columns of the reduction follow."""
RANKED: Final = 5_000
"""Up to so many combinations, what is missing is told most decisive first."""


class States(Database):
    """Finds the state of every line."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        court: Court,
        prefix: str,
        known_on: date | None,
        duties: bool,
        crew: Crew | None,
        stance: str,
    ) -> None:
        super().__init__(connection, court, prefix)
        self._known_on = known_on
        self._duties = duties
        self._stance = stance
        self._crew = crew or Crew(court, 0)

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
    ) -> Found:  # fmt: skip
        """States of a book with few combinations: each is followed."""
        names = _names(content)
        listed = ", ".join(codes[name] for name in names)
        # In a fixed order, so that the same book gives the same answers in every detail.
        combinations = sorted(self._rows(f"SELECT DISTINCT {listed} FROM {base}{where}"))
        task = Task(
            first, content.items, content.columns, combinations, content.shapes, self._known_on,
            len(combinations) <= RANKED, self._stance,
        )  # fmt: skip
        if self._duties:
            # A report asks for more than the answers, so the states are kept.
            walked = follow(leftovers, task)
            done = Done(walked.states, ())
        else:
            walked = Walked((), (), ())
            done = self._crew.decide(leftovers, task)
        rows = [(*c, s) for c, s in zip(combinations, done.states, strict=True)]
        columns = [f"k{at}" for at in range(len(names))]
        self._table("state", Table("state", (*columns, "v"), rows), "INTEGER")
        varied = [
            at for at in range(len(names)) if at < 2 or len({c[at] for c in combinations}) > 1
        ]
        on = " AND ".join(f"state.{columns[at]} = {codes[names[at]]}" for at in varied)
        join = f"JOIN {self._prefix}state state ON {on}"
        return Found([join], "state.v", walked.leftovers, walked.lines, done.answers)

    def _tabled(
        self, leftovers: Leftovers, content: Content, first: list[date],
        codes: Mapping[str, str], base: str, where: str,
    ) -> Found:  # fmt: skip
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
        return Found(joins, plan.state, reduced.leftovers, reduced.lines)


def _names(content: Content) -> list[str]:
    """What makes up a combination."""
    return [*ROOT, *(column.name for column in content.columns)]


@dataclass(frozen=True, slots=True)
class Found:
    """The joins to the states of a book, the states, a line that leads to each, and any answers."""

    joins: list[str]
    state: str
    leftovers: Sequence[Leftover]
    lines: Sequence[Mapping[str, Any]]
    answers: Sequence[Row] = ()
