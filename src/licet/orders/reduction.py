"""Which order lines the law can't tell apart: every value of every column to a small number.

The columns are put in one after the other, those with the fewest values first. What is left of the
conditions after each is a *state*. In a state the values of the next column fall into a few
classes, those that leave the same conditions; so state and class lead to the next state by a small
table, and states that come out alike are one. Only such tables come of it, however long the book
is, and each last state is decided once by the evaluator, for a line that leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Final

from licet.forms import exporter_id
from licet.gather import gather
from licet.model import Party, Shipment
from licet.orders.leftover import Leftover, Leftovers
from licet.orders.roles import END_USER, PARTY_FACTS, ROLES, bare, prefix
from licet.orders.shapes import PLAIN, Shape
from licet.rules.values import NOTHING_KNOWN, Members, Value

NO_PARTIES: Final = "no-parties"
"""Stands for the lists of a line without parties: unlisted, without listed owners."""
ORDER: Final = (
    "transaction", "from", "to",
    *(f"{prefix(role)}{fact}" for role in ROLES for fact in PARTY_FACTS),
    "end_use", "exporter",
)  # fmt: skip
"""The order in which columns are put in: what settles most comes first, so that states are few."""
Codes = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a book: its distinct values, and the facts that each stands for."""

    name: str
    values: tuple[Any, ...]
    used: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the values in use; all of them unless said otherwise."""
        return self.used or tuple(range(len(self.values)))

    def facts(self, value: Any) -> Mapping[str, Value]:
        """The facts of one value."""
        match self.name:
            case "exporter":
                return {"exporter": exporter_id(value)}
            case "end_use":
                return {"end_use": NOTHING_KNOWN if value is None else Members(value)}
            case name if bare(name)[1] == "lists":
                before = prefix(bare(name)[0])
                return {f"{before}{fact}": found for fact, found in _screened(value).items()}
            case _:
                return {self.name: value}


@dataclass(frozen=True, slots=True)
class Step:
    """How a column leads from a state to the next.

    Attributes:
        name: The column.
        single: Whether one value of it is in use.
        groups: For each state the number of the way in which it sorts the values.
        classes: (way, value number) to class.
        moves: (state, class) to the next state.
    """

    name: str
    single: bool
    groups: tuple[tuple[int, int], ...]
    classes: tuple[tuple[int, int, int], ...]
    moves: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Reduced:
    """The tables of one book.

    Attributes:
        askers: Who asks, by number; only None unless knowledge is limited.
        shapes: Parties and amounts, by number. A root is the number of an epoch times the count of
            askers, plus the number of who asks, times the count of shapes, plus that of the shape.
        starts: (root, item number) to state.
        steps: The columns in the order in which they are put in.
        lines: For each last state the values of a line that leads to it, by column.
        leftovers: What is left of the conditions in each last state.
    """

    askers: tuple[str | None, ...]
    shapes: tuple[Shape, ...]
    starts: tuple[tuple[int, int, int], ...]
    steps: tuple[Step, ...]
    lines: tuple[Mapping[str, Any], ...]
    leftovers: tuple[Leftover, ...]


def asker(leftovers: Leftovers, exporter: str | None) -> str | None:
    """Who asks, where a letter is known to its addressee earlier than to others."""
    if leftovers.known_on is None:
        return None
    name = exporter_id(exporter)
    return name if name in leftovers.addressees else None


def reduce(
    leftovers: Leftovers, days: Sequence[date], items: Sequence[str], columns: Sequence[Column],
    shapes: Sequence[Shape] = (PLAIN,),
) -> Reduced:  # fmt: skip
    """The tables for a book with a day of each of these epochs, these items and other values."""
    names = {column.name: column for column in columns}
    who = names["exporter"]
    askers = list(dict.fromkeys(asker(leftovers, who.values[number]) for number in who.numbers))
    states = _States()
    starts = []
    for root, (day, asks, shape) in enumerate(product(days, askers, shapes)):
        for number, item in enumerate(items):
            line = {"on": day, "item": item, "asker": asks, "shape": shape}
            starts.append((root, number, states.add(leftovers.of(day, asks, item, shape), line)))
    steps = []
    # A column with one value multiplies nothing and settles much.
    for column in sorted(columns, key=lambda c: (len(c.numbers) > 1, ORDER.index(c.name))):
        step, states = _step(leftovers, column, states)
        steps.append(step)
    return Reduced(
        tuple(askers), tuple(shapes), tuple(starts), tuple(steps), tuple(states.lines),
        tuple(states.leftovers),
    )  # fmt: skip


class _States:
    """Leftovers by number, each with the values of a line that leads to it."""

    def __init__(self) -> None:
        self._numbers: dict[Leftover, int] = {}
        self.leftovers: list[Leftover] = []
        self.lines: list[Mapping[str, Any]] = []

    def add(self, leftover: Leftover, line: Mapping[str, Any]) -> int:
        found = self._numbers.get(leftover)
        if found is None:
            found = self._numbers[leftover] = len(self.leftovers)
            self.leftovers.append(leftover)
            self.lines.append(line)
        return found


def _step(leftovers: Leftovers, column: Column, states: _States) -> tuple[Step, _States]:
    facts = frozenset(column.facts(column.values[0]))
    known = {number: column.facts(column.values[number]) for number in column.numbers}
    put = leftovers.store.put
    ways: dict[tuple[int, ...], tuple[int, list[int]]] = {}
    classes: list[tuple[int, int, int]] = []
    groups: list[tuple[int, int]] = []
    moves: list[tuple[int, int, int]] = []
    after = _States()

    def way(asked: tuple[int, ...]) -> tuple[int, list[int]]:
        """The classes of the values by what they leave of what is asked, and their firsts."""
        found = ways.get(asked)
        if found is not None:
            return found
        seen: dict[tuple[int, ...], int] = {}
        firsts: list[int] = []
        for number, values in known.items():
            memo = leftovers.memo((column.name, number))
            left = tuple(put(item, values, facts, memo) for item in asked)
            if left not in seen:
                seen[left] = len(firsts)
                firsts.append(number)
            classes.append((len(ways), number, seen[left]))
        found = ways[asked] = len(ways), firsts
        return found

    for state, leftover in enumerate(states.leftovers):
        which, firsts = way(leftovers.asks(leftover, facts))
        groups.append((state, which))
        for class_, number in enumerate(firsts):
            left = leftovers.put(leftover, known[number], facts, (column.name, number))
            line = {**states.lines[state], column.name: column.values[number]}
            moves.append((state, class_, after.add(left, line)))
    step = Step(column.name, len(known) == 1, tuple(groups), tuple(classes), tuple(moves))
    return step, after


def shipment_of(line: Mapping[str, Any], known_on: date | None) -> Shipment:
    """The shipment of a line put together from its columns.

    >>> line = {
    ...     "on": date(2025, 4, 20),
    ...     "item": "H20",
    ...     "to": "CN",
    ...     "from": "US",
    ...     "lists": None,
    ...     "transaction": "export",
    ...     "exporter": "nvidia",
    ...     "headquarters": "CN",
    ...     "country": "CN",
    ...     "ultimate_parent": None,
    ...     "end_use": None,
    ... }
    >>> shipment_of(line, None).parties[0].headquarters
    'CN'
    """
    shape: Shape = line.get("shape", PLAIN)
    parties = tuple(_party(line, role) for role in shape.roles)
    return Shipment(
        item=line["item"],
        to=line["to"],
        on=line["on"],
        known_on=known_on,
        origin=line["from"],
        transaction=line["transaction"],
        exporter=line["exporter"],
        quantity=shape.quantity,
        value_usd=shape.value_usd,
        parties=parties,
        end_use=line["end_use"],
    )


def _party(line: Mapping[str, Any], role: str) -> Party:
    before = prefix(role)
    lists = line[f"{before}lists"]
    clear = lists == NO_PARTIES
    return Party(
        role,
        None,
        line[f"{before}country"],
        line[f"{before}headquarters"],
        line[f"{before}ultimate_parent"],
        frozenset() if clear else lists,
        () if clear else None,
    )


def _screened(lists: Codes | str) -> dict[str, Value]:
    """Everything but places that the law may ask of the party of a line."""
    parties = None
    if not isinstance(lists, str):
        parties = (Party(END_USER, None, None, None, None, lists),)
    asked = gather(Shipment("H20", "US", date(2024, 1, 1), parties=parties))
    frame = asked.variants[0].facts.frames["parties"][0]
    places = {"country", "headquarters", "ultimate_parent"}
    return {name: value for name, value in frame.items() if name not in places}
