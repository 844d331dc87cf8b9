"""The plan of a determination as SQL: from the codes of a line's cells to its state.

The same text runs on DuckDB and on Spark: joins of the book with small tables of whole numbers,
each on one number, so that a join is a look-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from licet.orders.reduction import Reduced, Step


@dataclass(slots=True)
class Table:
    """A small table: the key, the state it leads to, and how that state sorts the next column."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(slots=True)
class Plan:
    """Tables and the joins with them, in order; `state` is the expression of the last state."""

    tables: list[Table] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    state: str = ""

    def add(self, name: str, key: str, columns: tuple[str, ...], rows: Any) -> None:
        """Join one more table."""
        self.tables.append(Table(name, columns, sorted(rows)))
        self.joins.append(f"JOIN licet_{name} {name} ON {name}.k = {key}")


def chain(
    reduced: Reduced, codes: Mapping[str, str], items: int, widths: Mapping[str, int]
) -> Plan:
    """The joins from codes to states.

    Args:
        reduced: The tables of the book.
        codes: The expression of each column's code, of ``root`` (day and asker) and of ``item``.
        items: How many items there are.
        widths: How many values each column has.
    """
    plan = Plan()
    start = ((root * items + item, after) for root, item, after in reduced.starts)
    plan.add("start", f"{codes['root']} * {items} + {codes['item']}", ("k", "v"), start)
    last = plan.tables[0]
    for step in reduced.steps:
        if step.single:
            # One value moves every line alike: taken into the table before.
            only = _only(step)
            last.rows = [(key, only[state]) for key, state in last.rows]
            continue
        ways, moves = dict(step.groups), {(s, c): after for s, c, after in step.moves}
        classes = {(way, value): class_ for way, value, class_ in step.classes}
        width, most = widths[step.name], max(classes.values(), default=0) + 1
        before = last.name
        last.columns = ("k", "v", "w")
        last.rows = [(key, state, ways[state]) for key, state in last.rows]
        sorts, name = f"{step.name}_class", f"{step.name}_state"
        keys = ((way * width + value, class_) for (way, value), class_ in classes.items())
        plan.add(sorts, f"{before}.w * {width} + {codes[step.name]}", ("k", "v"), keys)
        nexts = ((state * most + class_, after) for (state, class_), after in moves.items())
        plan.add(name, f"{before}.v * {most} + {sorts}.v", ("k", "v"), nexts)
        last = plan.tables[-1]
    plan.state = f"{last.name}.v"
    return plan


def _only(step: Step) -> Mapping[int, int]:
    """Where each state goes when the column has one value."""
    classes = {way: class_ for way, _, class_ in step.classes}
    moves = {(state, class_): after for state, class_, after in step.moves}
    return {state: moves[state, classes[way]] for state, way in step.groups}
