"""From the distinct combinations of a book straight to their states, where they are few.

A book of many items, days and places, but few lines, has far fewer combinations than its columns
could make up; then only those that occur are followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.orders.leftover import Leftover, Leftovers
from licet.orders.reduction import ORDER, Column, asker
from licet.orders.shapes import PLAIN, Shape
from licet.rules.values import Value


@dataclass(frozen=True, slots=True)
class Walked:
    """The state of each combination; for each state its leftover and a line that leads to it."""

    states: tuple[int, ...]
    leftovers: tuple[Leftover, ...]
    lines: tuple[Mapping[str, Any], ...]


def walk(
    leftovers: Leftovers,
    days: Sequence[date],
    items: Sequence[str],
    columns: Sequence[Column],
    combinations: Sequence[Sequence[int]],
    shapes: Sequence[Shape] = (PLAIN,),
) -> Walked:
    """Follow each combination to its state.

    Args:
        leftovers: The conditions of the law.
        days: One day of each epoch, by number.
        items: The items by number.
        columns: The other columns, in the order of `ORDER`.
        combinations: Numbers of epoch, item, shape and a value of each column.
        shapes: Parties and amounts, by number.
    """
    ways = _Ways(leftovers)
    put = [_Put(ways, column) for column in sorted(columns, key=lambda c: ORDER.index(c.name))]
    exporter = next(column for column in columns if column.name == "exporter")
    at = [each.column.name for each in put].index("exporter")
    starts: dict[tuple[int, int, int, str | None], int] = {}
    states: dict[int, int] = {}
    found: list[int] = []
    lines: list[Mapping[str, Any]] = []
    for epoch, item, shape, *values in combinations:
        asks = asker(leftovers, exporter.values[values[at]])
        key = (epoch, item, shape, asks)
        left = starts.get(key)
        if left is None:
            begun = leftovers.of(days[epoch], asks, items[item], shapes[shape])
            left = starts[key] = ways.number(begun)
        for each, number in zip(put, values, strict=True):
            after = each.after.get((left, number))
            left = each(left, number) if after is None else after
        state = states.setdefault(left, len(states))
        found.append(state)
        if state == len(lines):
            line: dict[str, Any] = {
                "on": days[epoch], "item": items[item], "asker": asks, "shape": shapes[shape],
            }  # fmt: skip
            for each, number in zip(put, values, strict=True):
                line[each.column.name] = each.column.values[number]
            lines.append(line)
    return Walked(tuple(found), tuple(ways.leftovers[left] for left in states), tuple(lines))


class _Ways:
    """Leftovers by number: a number is quicker to look for than what it stands for."""

    def __init__(self, leftovers: Leftovers) -> None:
        self.source = leftovers
        self.leftovers: list[Leftover] = []
        self._numbers: dict[Leftover, int] = {}

    def number(self, leftover: Leftover) -> int:
        found = self._numbers.get(leftover)
        if found is None:
            found = self._numbers[leftover] = len(self.leftovers)
            self.leftovers.append(leftover)
        return found


class _Put:
    """Puts the values of one column into leftovers."""

    def __init__(self, ways: _Ways, column: Column) -> None:
        self.column = column
        self.after: dict[tuple[int, int], int] = {}
        self._ways = ways
        self._facts = frozenset(column.facts(column.values[column.numbers[0]]))
        self._known: dict[int, Mapping[str, Value]] = {}
        self._parts: dict[tuple[int, int], int] = {}

    def __call__(self, left: int, number: int) -> int:
        values = self._known.get(number)
        if values is None:
            values = self._known[number] = self.column.facts(self.column.values[number])
        found = self.after[left, number] = self._put(left, number, values)
        return found

    def _put(self, left: int, number: int, values: Mapping[str, Value]) -> int:
        whole = self._ways.leftovers[left]
        parts = self._parts
        name = (self.column.name, number)
        same = True
        found = []
        for tag, *layers in whole:
            put = []
            for part in layers:
                after = parts.get((part, number))
                if after is None:
                    after = self._ways.source.put_part(part, values, self._facts, name)
                    parts[part, number] = after
                same = same and after == part
                put.append(after)
            found.append((tag, put[0], put[1]))
        return left if same else self._ways.number(tuple(found))
