"""The distinct cells of a book, read once each and given codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any, Final

from licet.orders.reduction import NO_PARTIES, ORDER, Column
from licet.orders.roles import END_USER, PARTY_FACTS, PLACE_FACTS, ROLES, column, patterns, prefix
from licet.orders.shapes import PLAIN, Pieces, Shape
from licet.orders.words import (
    Items,
    Read,
    read_day,
    read_lists,
    read_place,
    read_text,
    read_transaction,
    read_uses,
)

BAD: Final = -1
PLACES: Final = {
    "to": "to",
    "from": "from",
    **{column(role, fact): f"{prefix(role)}{fact}" for role in ROLES for fact in PLACE_FACTS},
}
"""Columns of places, and the facts they state."""
LISTS: Final = {column(role, "lists"): f"{prefix(role)}lists" for role in ROLES}
"""Columns of screening lists, and the facts they state."""
READERS: Final[dict[str, Callable[[object], Read]]] = {
    "on": read_day,
    **dict.fromkeys(PLACES, read_place),
    "transaction": read_transaction,
    "exporter": read_text,
    **dict.fromkeys(LISTS, read_lists),
    "end_use": read_uses,
}
NEEDED: Final = frozenset({"item", "to", "on"})
"""Columns in which an empty cell can't be decided."""


@dataclass(slots=True)
class Codes:
    """The cells of one column: for each its code or `BAD`, and why; and the code of an empty one."""

    rows: list[tuple[Any, int, str]] = field(default_factory=list)
    empty: int = BAD


@dataclass(slots=True)
class Content:
    """All distinct values of a book, by column of the reduction, and the codes of its cells."""

    days: list[date]
    items: list[str]
    columns: list[Column]
    codes: dict[str, Codes]
    places: list[str]
    roles: tuple[str, ...] = (END_USER,)
    amounts: tuple[Pieces, ...] = ()
    shapes: tuple[Shape, ...] = (PLAIN,)

    @property
    def unknown(self) -> int:
        """The code of a place that is not known."""
        return len(self.places)

    def number(self, name: str, value: object) -> int:
        """The code of a value in a column of the reduction."""
        return self.column(name).values.index(value)

    def column(self, name: str) -> Column:
        """A column of the reduction."""
        return next(column for column in self.columns if column.name == name)

    @property
    def clean(self) -> bool:
        """Whether every cell can be read."""
        return all(code != BAD for codes in self.codes.values() for _, code, _ in codes.rows)

    def with_amounts(self, amounts: tuple[Pieces, ...]) -> Content:
        """The same with quantities and values cut into pieces."""
        quantities, values = (each.standing for each in amounts)
        shapes = tuple(Shape(*found) for found in product(patterns(self.roles), quantities, values))
        return replace(self, amounts=amounts, shapes=shapes)

    def narrowed(self, seen: Mapping[str, Iterable[int]]) -> Content:
        """The same with only those values of a column in use that a line leads to.

        Shapes and items keep their numbers.
        """
        columns = [
            replace(column, used=tuple(sorted(set(seen[column.name])))) for column in self.columns
        ]
        return replace(self, columns=columns)


def read_content(
    cells: dict[str, list[Any]], *, on: date | None, exporter: str | None = None
) -> Content:
    """Read the distinct cells of each column that the book has.

    Args:
        cells: The distinct cells by canonical column; None among them where some are empty.
        on: The day for all lines; None when each has its own.
        exporter: Who exports where the book does not say.
    """
    read: dict[str, list[tuple[Any, Read]]] = {}
    items = Items()
    for name, given in cells.items():
        reader = items if name == "item" else READERS[name]
        # In a fixed order, so that the same book gives the same answers in every detail.
        ordered = sorted(given, key=lambda cell: (cell is None, str(cell)))
        read[name] = [(cell, _cell(reader, cell)) for cell in ordered]

    def known(name: str) -> Iterable[Any]:
        return (r.value for _, r in read.get(name, ()) if r.value is not None)

    places = list(dict.fromkeys(["US", *(p for name in PLACES for p in known(name))]))
    days = [on] if on else sorted(set(known("on")))
    names = list(dict.fromkeys(known("item")))
    exporters: list[str | None] = list(dict.fromkeys([*known("exporter"), exporter]))
    transactions = list(dict.fromkeys([*known("transaction"), "export"]))
    every = (found for name in LISTS for found in known(name))
    lists = list(dict.fromkeys([*every, None, NO_PARTIES]))
    uses = list(dict.fromkeys([*known("end_use"), None, frozenset()]))
    values: dict[str, list[Any]] = {
        "on": list(days), "item": list(names), "exporter": exporters, "transaction": transactions,
        **dict.fromkeys(LISTS, lists), "end_use": uses,
    }  # fmt: skip
    empties: dict[str, Any] = {
        "exporter": exporter, "transaction": "export", "end_use": None,
    }  # fmt: skip
    codes: dict[str, Codes] = {}
    for name in ("item", "on", *READERS):
        options = [*places, None] if name in PLACES else values[name]
        at = {value: number for number, value in enumerate(options)}
        found = Codes()
        if name == "on" and on:
            found.empty = 0
        elif name == "from":
            found.empty = at[None]
        elif name not in NEEDED:
            found.empty = at[empties.get(name)]
        for cell, r in read.get(name, ()):
            if r.problem:
                found.rows.append((cell, BAD, r.problem))
            elif cell is not None:
                code = found.empty if r.value is None else at[r.value]
                why = "" if code != BAD else "empty"
                found.rows.append((cell, code, why))
        codes[name] = found
    roles = tuple(
        role
        for role in ROLES
        if role == END_USER or any(column(role, fact) in cells for fact in PARTY_FACTS)
    )
    columns = [
        *(Column(f"{prefix(r)}{f}", (*places, None)) for r in roles for f in PLACE_FACTS),
        *(Column(f"{prefix(role)}lists", tuple(lists)) for role in roles),
        Column("to", tuple(places)),
        Column("from", tuple(places)),
        Column("transaction", tuple(transactions)),
        Column("exporter", tuple(exporters)),
        Column("end_use", tuple(uses)),
    ]
    columns.sort(key=lambda each: ORDER.index(each.name))
    found_shapes = tuple(Shape(pattern) for pattern in patterns(roles))
    return Content(days, names, columns, codes, places, roles, (), found_shapes)


def place_notes(content: Content, heads: Mapping[str, str]) -> list[str]:
    """What a user may want to know of places: `NA` is a country, but also how people say nothing.

    Args:
        content: The book.
        heads: The headings of its columns.
    """
    return [
        f"`NA` in `{heads[name]}` is read as Namibia: leave a cell empty where nothing is known"
        for name in PLACES
        if any(str(cell).strip().upper() == "NA" for cell, _, _ in content.codes[name].rows)
    ]


def _cell(reader: Callable[[object], Read], cell: object) -> Read:
    if cell is None or not str(cell).strip():
        return Read(None)
    return reader(cell)
