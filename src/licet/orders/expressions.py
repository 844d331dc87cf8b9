"""The SQL of single cells: keys, codes, checks and problems of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from licet.orders.columns import Columns
from licet.orders.content import BAD, NEEDED, PARTY, Codes, Content
from licet.orders.plan import Table
from licet.orders.reduction import NO_PARTIES
from licet.orders.source import Book, quoted, text

_FACTS: Final = {
    "end_user_headquarters": "headquarters",
    "end_user_ultimate_parent": "ultimate_parent",
    "end_user_country": "country",
    "end_user_lists": "lists",
}


@dataclass(frozen=True, slots=True)
class Check:
    """A column of numbers: when a cell of it is wrong, and when it is as good as empty."""

    name: str
    heading: str
    cell: str
    wrong: str
    unknown: str
    reason: str


def key_of(heading: str, kind: str, name: str) -> str:
    """The expression by which a cell is looked up."""
    column = quoted(heading)
    if kind == "VARCHAR" or kind == "DATE":
        return column
    if kind.startswith("TIMESTAMP"):
        return f"(CAST(b.{column} AS DATE)::VARCHAR)"
    if kind.endswith("[]"):
        return (
            f"(CASE WHEN b.{column} IS NULL THEN NULL WHEN len(b.{column}) = 0 THEN 'none' "
            f"ELSE array_to_string(b.{column}, ';') END)"
        )
    return f"(b.{column}::VARCHAR)"


def cell_table(codes: Codes) -> Table:
    """The table of a column: cell, code, and why it can't be read."""
    return Table("cell", ("v", "k", "why"), list(codes.rows))


def code_expressions(content: Content, keys: Mapping[str, str]) -> dict[str, str]:
    """The expression of each code."""

    def code(name: str) -> str:
        empty = content.codes[name].empty
        return f"coalesce(cell_{name}.k, {empty})" if name in keys else str(empty)

    plain = {name: code(name) for name in content.codes}
    unknown = content.unknown
    nothing = content.number("lists", None)
    present = [
        f"{plain[name]} <> {nothing if name == 'end_user_lists' else unknown}"
        for name in PARTY
        if name in keys
    ]
    party = " OR ".join(present) or "false"
    transfer = "transfer" in content.column("transaction").values
    moved = (
        f"{plain['transaction']} = {content.number('transaction', 'transfer')}" if transfer else ""
    )
    us = content.places.index("US")
    empty = f"CASE WHEN {moved} THEN {plain['to']} ELSE {us} END" if transfer else str(us)
    origin = plain["from"]
    found = {
        "on": plain["on"],
        "item": plain["item"],
        "to": plain["to"],
        "transaction": plain["transaction"],
        "exporter": plain["exporter"],
        "has_party": party,
        "from": empty if "from" not in keys
        else f"CASE WHEN {origin} = {unknown} THEN {empty} ELSE {origin} END",
    }  # fmt: skip
    for name, fact in _FACTS.items():
        other = str(content.number("lists", NO_PARTIES)) if fact == "lists" else plain["to"]
        found[fact] = f"CASE WHEN {party} THEN {plain[name]} ELSE {other} END" if present else other
    none = content.number("end_use", frozenset())
    open_ = content.number("end_use", None)
    found["end_use"] = (
        f"CASE WHEN {plain['end_use']} = {open_} AND NOT ({party}) THEN {none} "
        f"ELSE {plain['end_use']} END"
    )
    return found


def number_checks(columns: Columns, book: Book) -> list[Check]:
    """The columns of numbers that a book has."""
    found = []
    for name, least, words in (
        ("quantity", "<= 0", "a number above 0"),
        ("unit_price_usd", "< 0", "a number of at least 0"),
    ):
        heading = columns.get(name)
        if heading is None:
            continue
        cell, kind = f"b.{quoted(heading)}", book.types[heading]
        if kind in {"FLOAT", "DOUBLE"}:
            unknown = f"({cell} IS NOT NULL AND NOT isfinite({cell}))"
            wrong = f"({cell} {least} AND isfinite({cell}))"
        elif kind == "VARCHAR":
            unknown = f"(lower(trim({cell})) IN ('nan', 'inf', '-inf', 'infinity', '-infinity'))"
            value = f"TRY_CAST(trim({cell}) AS DOUBLE)"
            blank = f"({cell} IS NULL OR trim({cell}) = '')"
            wrong = f"(NOT {blank} AND NOT {unknown} AND ({value} IS NULL OR {value} {least}))"
        else:
            unknown, wrong = "false", f"({cell} {least})"
        wrong, unknown = f"coalesce({wrong}, false)", f"coalesce({unknown}, false)"
        found.append(Check(name, heading, cell, wrong, unknown, f"is not {words}"))
    return found


def bad_line(
    content: Content, codes: Mapping[str, str], keys: Mapping[str, str], numbers: Iterable[Check]
) -> str:
    """The condition of a line that can't be decided."""
    parts = [
        f"coalesce(cell_{name}.k, {content.codes[name].empty}) < 0"
        for name in keys
        if name in NEEDED or any(code == BAD for _, code, _ in content.codes[name].rows)
    ]
    parts += [check.wrong for check in numbers]
    parts += [condition for _, condition, _, _ in _rules(content, codes, keys)]
    return " OR ".join(parts) or "false"


def _rules(
    content: Content, codes: Mapping[str, str], keys: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Rules between columns: the column, the condition that breaks it, its cell, the reason."""
    values = content.column("transaction").values
    found = []
    if "reexport" in values:
        us, number = content.places.index("US"), values.index("reexport")
        found.append((
            "transaction", f"({codes['transaction']} = {number} AND {codes['from']} = {us})",
            "'reexport'", "a `reexport` from US (a reexport leaves a place outside the US)",
        ))  # fmt: skip
    if "transfer" in values:
        number = values.index("transfer")
        found.append((
            "transaction",
            f"({codes['transaction']} = {number} AND {codes['from']} <> {codes['to']})",
            "'transfer'", "a `transfer` to another country (a transfer stays in one country)",
        ))  # fmt: skip
    return found


def problem_of(
    keys: Mapping[str, str], codes: Mapping[str, str], numbers: Iterable[Check],
    heads: Mapping[str, str],
) -> str:  # fmt: skip
    """The first problem of a line: its column, cell and reason."""
    parts = []
    for name, key in keys.items():
        cell = key if key.startswith("(") else f"b.{key}"
        where, value = text(heads[name]), f"coalesce({cell}::VARCHAR, '')"
        parts.append(f"WHEN cell_{name}.k < 0 THEN [{where}, {value}, cell_{name}.why]")
        if name in NEEDED:
            blank = f"({cell} IS NULL OR trim({cell}::VARCHAR) = '')"
            parts.append(f"WHEN {blank} THEN [{where}, {value}, 'empty']")
    for check in numbers:
        reason = f"'`' || trim({check.cell}::VARCHAR) || '` ' || {text(check.reason)}"
        parts.append(
            f"WHEN {check.wrong} THEN [{text(check.heading)}, {check.cell}::VARCHAR, {reason}]"
        )
    parts.append("ELSE ['transaction', '', 'the transaction does not fit the places it leaves and "
                 "goes to: a reexport leaves a place outside the US, a transfer stays in one "
                 "country'] END")  # fmt: skip
    return "CASE " + " ".join(parts)
