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
) -> Walked:
    """Follow each combination to its state.

    Args:
        leftovers: The conditions of the law.
        days: One day of each epoch, by number.
        items: The items by number.
        columns: The other columns, in the order of `ORDER`.
        combinations: Numbers of epoch, item and a value of each column.
    """
    put = [_Put(leftovers, column) for column in sorted(columns, key=lambda c: ORDER.index(c.name))]
    exporter = next(column for column in columns if column.name == "exporter")
    at = [each.column.name for each in put].index("exporter")
    starts: dict[tuple[int, int, str | None], Leftover] = {}
    numbers: dict[Leftover, int] = {}
    found: list[int] = []
    lines: list[Mapping[str, Any]] = []
    for epoch, item, *values in combinations:
        asks = asker(leftovers, exporter.values[values[at]])
        key = (epoch, item, asks)
        left = starts.get(key)
        if left is None:
            left = starts[key] = leftovers.of(days[epoch], asks, items[item])
        for each, number in zip(put, values, strict=True):
            left = each(left, number)
        state = numbers.setdefault(left, len(numbers))
        found.append(state)
        if state == len(lines):
            line = {"on": days[epoch], "item": items[item], "asker": asks}
            for each, number in zip(put, values, strict=True):
                line[each.column.name] = each.column.values[number]
            lines.append(line)
    return Walked(tuple(found), tuple(numbers), tuple(lines))


class _Put:
    """Puts the values of one column into leftovers; values that leave the same count as one."""

    def __init__(self, leftovers: Leftovers, column: Column) -> None:
        self.column = column
        self._l = leftovers
        self._facts = frozenset(column.facts(column.values[column.numbers[0]]))
        self._known: dict[int, Mapping[str, Value]] = {}
        self._after: dict[tuple[Leftover, int], Leftover] = {}
        self._firsts: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}

    def __call__(self, leftover: Leftover, number: int) -> Leftover:
        found = self._after.get((leftover, number))
        if found is None:
            found = self._after[leftover, number] = self._put(leftover, number)
        return found

    def _put(self, leftover: Leftover, number: int) -> Leftover:
        asks = self._l.asks(leftover, self._facts)
        if not asks:
            return leftover
        name = self.column.name
        memo = self._l.memo((name, number))
        values = self._values(number)
        put = self._l.store.put
        left = tuple(put(item, values, self._facts, memo) for item in asks)
        first = self._firsts.setdefault(asks, {}).setdefault(left, number)
        return self._l.put(leftover, self._values(first), self._facts, (name, first))

    def _values(self, number: int) -> Mapping[str, Value]:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self.column.facts(self.column.values[number])
        return found
