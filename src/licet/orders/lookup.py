"""One line of an order book as a shipment, for the full proof."""

from __future__ import annotations

import tempfile
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

from licet.errors import BadInput
from licet.model import Party, Shipment
from licet.orders.amounts import DOLLARS, read_amount
from licet.orders.bulk import connect
from licet.orders.columns import Columns, find_columns, read_mapping
from licet.orders.content import NEEDED, READERS
from licet.orders.expressions import contradiction
from licet.orders.roles import PARTY_FACTS, ROLES, column, stem
from licet.orders.source import open_book, quoted
from licet.orders.words import Items, Read


def shipment_at(
    path: Path,
    which: str,
    *,
    on: date | None = None,
    known_on: date | None = None,
    exporter: str | None = None,
    mapping: Path | None = None,
) -> Shipment:
    """The shipment of one line.

    Args:
        path: The book; a decided one has the same columns.
        which: ``ORDER/LINE``, an order of one line, or ``#ROW`` (1 is the first).
        on: The day for all lines, in place of their own.
        known_on: Use nothing published after this day.
        exporter: Who exports where the book does not say.
        mapping: A mapping file for headings.

    Raises:
        BadInput: No line, or more than one, is called so; or it can't be decided.
    """
    headings = read_mapping(mapping) if mapping else None
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(folder)
        book = open_book(path, connection, Path(folder))
        columns = find_columns(book.types, headings, dated=on is not None)
        found = connection.sql(
            f"SELECT b.* FROM {book.sql} b WHERE {_where(which, columns, book.row)} LIMIT 2"
        ).to_arrow_table()
        connection.close()
    if found.num_rows == 0:
        raise BadInput(f"no line `{which}`", hint="ORDER/LINE as in the book, or #ROW")
    if found.num_rows > 1:
        raise BadInput(f"several lines are `{which}`", hint="ORDER/LINE as in the book, or #ROW")
    cells = found.to_pylist()[0]
    named = {name: cells[head] for name, head in columns.names.items()}
    for role in ROLES:
        if (head := columns.name_of(role)) is not None:
            named[stem(role)] = cells[head]
    if columns.price and str(named.get("currency")).strip().upper() in DOLLARS:
        named["unit_price_usd"] = cells[columns.price]
    return line_shipment(named, which, on=on, known_on=known_on, exporter=exporter)


def _where(which: str, columns: Columns, row: str) -> str:
    from licet.orders.source import text

    if which.startswith("#") and which[1:].isdigit():
        return f"{row} = {int(which[1:])}"
    order = columns.get("order_id")
    if order is None:
        raise BadInput("no column `order_id`", hint="name the line by its row, such as #7")
    number, slash, line = which.rpartition("/")
    heading = columns.get("line")
    if not slash or heading is None:
        return f"b.{quoted(order)}::VARCHAR = {text(which)}"
    return f"b.{quoted(order)}::VARCHAR = {text(number)} AND b.{quoted(heading)}::VARCHAR = {text(line)}"


def line_shipment(
    cells: dict[str, Any],
    which: str = "",
    *,
    on: date | None = None,
    known_on: date | None = None,
    exporter: str | None = None,
) -> Shipment:
    """The shipment of a line whose cells are given by canonical column.

    Raises:
        BadInput: A cell can't be read.
    """
    read: dict[str, Any] = {}
    items = Items()
    for name in ("item", "on", *READERS):
        cell = cells.get(name)
        if isinstance(cell, list):
            cell = ";".join(cell) if cell else "none"
        blank = cell is None or not str(cell).strip()
        found = Read() if blank else (items if name == "item" else READERS[name])(cell)
        if name == "on" and on is not None:
            found = Read(on)
        if found.problem or (name in NEEDED and found.value is None):
            raise BadInput(f"line `{which}`: {name}: {found.problem or 'empty'}")
        read[name] = found.value
    found_parties = tuple(
        Party(
            role,
            _name(cells.get(stem(role))),
            read[column(role, "country")],
            read[column(role, "headquarters")],
            read[column(role, "ultimate_parent")],
            read[column(role, "lists")],
        )
        for role in ROLES
        if any(read[column(role, fact)] is not None for fact in PARTY_FACTS)
    )
    for one, two in combinations(found_parties, 2):
        _agree(one, two, which)
    parties = found_parties or None
    use = read["end_use"]
    quantity, price = _amount(cells.get("quantity")), _amount(cells.get("unit_price_usd"))
    transaction = read["transaction"] or "export"
    origin = read["from"] or (read["to"] if transaction == "transfer" else "US")
    if transaction == "reexport" and origin == "US":
        raise BadInput(f"line `{which}`: a `reexport` from US")
    if transaction == "transfer" and origin != read["to"]:
        raise BadInput(f"line `{which}`: a `transfer` from {origin} to {read['to']}")
    return Shipment(
        item=read["item"],
        to=read["to"],
        on=read["on"],
        id=which or None,
        known_on=known_on,
        origin=origin,
        transaction=transaction,
        exporter=read["exporter"] or exporter,
        quantity=quantity,
        value_usd=None if quantity is None or price is None else quantity * price,
        parties=parties,
        end_use=use,
    )


def _agree(one: Party, two: Party, which: str) -> None:
    """Two parties of one name can't contradict each other."""
    if not one.name or not two.name or one.name.casefold() != two.name.casefold():
        return
    for fact in PARTY_FACTS:
        mine, theirs = getattr(one, fact), getattr(two, fact)
        if mine is not None and theirs is not None and mine != theirs:
            why = contradiction(one.role, two.role, fact)
            raise BadInput(f"line `{which}`: {column(two.role, fact)}: {why}")


def _name(cell: object) -> str | None:
    return None if cell is None or not str(cell).strip() else str(cell).strip()


def _amount(cell: object) -> Fraction | None:
    return None if cell is None else read_amount(cell)
