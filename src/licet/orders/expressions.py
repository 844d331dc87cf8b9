"""The SQL of single cells: keys, codes, checks and problems of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from licet.orders.columns import Columns
from licet.orders.content import BAD, NEEDED, Codes, Content
from licet.orders.dialect import DUCKDB, Dialect, finite
from licet.orders.plan import Table
from licet.orders.reduction import NO_PARTIES
from licet.orders.roles import END_USER, PARTY_FACTS, ROLES, column, prefix
from licet.orders.shapes import SCALE, Pieces
from licet.orders.source import Book, quoted, text

if TYPE_CHECKING:
    from licet.orders.relation import Relation, Roles


@dataclass(frozen=True, slots=True)
class Check:
    """A column of numbers: when a cell of it is wrong, and when it is as good as empty."""

    name: str
    heading: str
    cell: str
    wrong: str
    unknown: str
    reason: str


def key_of(heading: str, kind: str, name: str, dialect: Dialect = DUCKDB) -> str:
    """The expression by which a cell is looked up."""
    column = quoted(heading)
    if kind == "VARCHAR" or kind == "DATE":
        return column
    if kind.startswith("TIMESTAMP"):
        return f"(CAST(b.{column} AS DATE)::STRING)"
    if kind.endswith("[]"):
        return (
            f"(CASE WHEN b.{column} IS NULL THEN NULL WHEN {dialect.size(f'b.{column}')} = 0 "
            f"THEN 'none' ELSE {dialect.joined(f'b.{column}')} END)"
        )
    return f"(b.{column}::STRING)"


def cell_table(codes: Codes) -> Table:
    """The table of a column: cell, code, and why it can't be read."""
    return Table("cell", ("v", "k", "why"), list(codes.rows))


def code_expressions(
    content: Content, keys: Mapping[str, str], amounts: Sequence[str] = ()
) -> dict[str, str]:
    """The expression of each code.

    Args:
        content: What the cells of the book say.
        keys: The expression by which the cells of each column are looked up.
        amounts: For each of `content.amounts` the expression of the piece it falls into.
    """

    def code(name: str) -> str:
        empty = content.codes[name].empty
        return f"coalesce(cell_{name}.k, {empty})" if name in keys else str(empty)

    plain = {name: code(name) for name in content.codes}
    unknown = content.unknown
    nothing = content.number("lists", None)
    named = {role: _named(role, keys, plain, unknown, nothing) for role in content.roles}
    present = [condition for condition in named.values() if condition]
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
        "shape": _shape(content, named, amounts),
    }  # fmt: skip
    for role in content.roles:
        for fact in PARTY_FACTS:
            name = column(role, fact)
            if role != END_USER:
                found[f"{prefix(role)}{fact}"] = plain[name]
                continue
            other = str(content.number("lists", NO_PARTIES)) if fact == "lists" else plain["to"]
            found[fact] = (
                f"CASE WHEN {party} THEN {plain[name]} ELSE {other} END" if present else other
            )
    none = content.number("end_use", frozenset())
    open_ = content.number("end_use", None)
    found["end_use"] = (
        f"CASE WHEN {plain['end_use']} = {open_} AND NOT ({party}) THEN {none} "
        f"ELSE {plain['end_use']} END"
    )
    return found


def _named(
    role: str, keys: Mapping[str, str], plain: Mapping[str, str], unknown: int, nothing: int
) -> str:
    """The condition that a line says something of a party; empty where no column does."""
    found = []
    for fact in PARTY_FACTS:
        name = column(role, fact)
        if name in keys:
            found.append(f"{plain[name]} <> {nothing if fact == 'lists' else unknown}")
    return " OR ".join(found)


def _shape(content: Content, named: Mapping[str, str], amounts: Sequence[str]) -> str:
    """The number of the shape: which parties a line names, then the pieces of its amounts."""
    if len(content.shapes) == 1:
        return "0"
    shape = "0"
    if len(content.roles) > 1:
        bits = " + ".join(
            f"CASE WHEN {condition} THEN {1 << at} ELSE 0 END"
            for at, condition in enumerate(named.values())
            if condition
        )
        # A line that names nobody is that of an end user in the destination.
        shape = f"greatest({bits}, 1) - 1"
    for each, piece in zip(content.amounts, amounts, strict=True):
        shape = f"({shape}) * {len(each.standing)} + {piece}"
    return f"({shape})"


def piece_of(each: Pieces, amount: str) -> str:
    """The number of the piece that an amount falls into; the last is for an unknown one.

    >>> piece_of(Pieces("quantity", (), (None,)), "b.q")
    '0'
    """
    if each.few:
        return "0"
    above = " + ".join(
        f"CASE WHEN {amount} >= {_decimal(cut)} THEN 1 ELSE 0 END" for cut in each.cuts
    )
    return f"CASE WHEN {amount} IS NULL THEN {len(each.standing) - 1} ELSE {above or '0'} END"


def _decimal(value: Fraction) -> str:
    whole = value.numerator * 10**SCALE // value.denominator
    return f"{whole // 10**SCALE}.{whole % 10**SCALE:0{SCALE}d}"


def number_checks(columns: Columns, book: Book, dialect: Dialect = DUCKDB) -> list[Check]:
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
            unknown = f"({cell} IS NOT NULL AND NOT {finite(cell)})"
            wrong = f"({cell} {least} AND {finite(cell)})"
        elif kind == "VARCHAR":
            bare = dialect.trim(cell)
            unknown = f"(lower({bare}) IN ('nan', 'inf', '-inf', 'infinity', '-infinity'))"
            value = dialect.number(cell)
            blank = f"({cell} IS NULL OR {bare} = '')"
            wrong = f"(NOT {blank} AND NOT {unknown} AND ({value} IS NULL OR {value} {least}))"
        else:
            unknown, wrong = "false", f"({cell} {least})"
        wrong, unknown = f"coalesce({wrong}, false)", f"coalesce({unknown}, false)"
        found.append(Check(name, heading, cell, wrong, unknown, f"is not {words}"))
    return found


def namesakes(columns: Columns, dialect: Dialect = DUCKDB) -> dict[Roles, str]:
    """The condition that a line gives two parties one name, for the roles that have columns."""
    told = [r for r in ROLES if any(columns.get(column(r, fact)) for fact in PARTY_FACTS)]
    heads = {role: head for role in told if (head := columns.name_of(role))}
    names = {r: f"lower({dialect.trim(f'b.{quoted(h)}::STRING')})" for r, h in heads.items()}
    return {
        (one, two): f"coalesce({names[one]} = {names[two]} AND {names[one]} <> '', false)"
        for one, two in combinations(names, 2)
    }


def bad_line(content: Content, codes: Mapping[str, str], relation: Relation) -> str:
    """The condition of a line that can't be decided."""
    keys = relation.keys
    parts = [
        f"coalesce(cell_{name}.k, {content.codes[name].empty}) < 0"
        for name in keys
        if name in NEEDED or any(code == BAD for _, code, _ in content.codes[name].rows)
    ]
    parts += [check.wrong for check in relation.checks]
    parts += [condition for _, condition, _ in rules(content, codes, relation)]
    return " OR ".join(parts) or "false"


def rules(
    content: Content, codes: Mapping[str, str], relation: Relation
) -> list[tuple[str, str, str]]:
    """Rules between columns: the column, the condition that breaks it, and the reason."""
    values = content.column("transaction").values
    found = []
    if "reexport" in values:
        us, number = content.places.index("US"), values.index("reexport")
        found.append((
            "transaction", f"({codes['transaction']} = {number} AND {codes['from']} = {us})",
            "a reexport leaves a place outside the US; this one leaves the US, as does a line that "
            "names no place",
        ))  # fmt: skip
    if "transfer" in values:
        number = values.index("transfer")
        found.append((
            "transaction",
            f"({codes['transaction']} = {number} AND {codes['from']} <> {codes['to']})",
            "a transfer stays in one country; this one goes to another",
        ))  # fmt: skip
    for (one, two), alike in relation.alike.items():
        for fact in PARTY_FACTS:
            mine, theirs = column(one, fact), column(two, fact)
            if mine in relation.keys and theirs in relation.keys:
                nothing = content.codes[mine].empty
                told = [f"coalesce(cell_{name}.k, {nothing})" for name in (mine, theirs)]
                found.append((
                    theirs, f"({alike} AND {told[0]} <> {nothing} AND {told[1]} <> {nothing} "
                    f"AND {told[0]} <> {told[1]})",
                    contradiction(one, two, fact),
                ))  # fmt: skip
    return found


def contradiction(one: str, two: str, fact: str) -> str:
    """Why two parties of one name can't be read.

    >>> contradiction("end-user", "purchaser", "ultimate_parent")
    'not the ultimate parent of the end-user, though the purchaser bears its name'
    """
    return f"not the {fact.replace('_', ' ')} of the {one}, though the {two} bears its name"


def problem_of(
    lines: Relation, broken: Iterable[tuple[str, str, str]], heads: Mapping[str, str]
) -> str:
    """The first problem of a line: its column, cell and reason.

    Args:
        lines: The book, line by line.
        broken: The rules between its columns.
        heads: The headings of its columns.
    """
    parts = []
    told = {}
    for name, key in lines.keys.items():
        cell = key if key.startswith("(") else f"b.{key}"
        where, value = told[name] = text(heads[name]), f"coalesce({cell}::VARCHAR, '')"
        parts.append(f"WHEN cell_{name}.k < 0 THEN [{where}, {value}, cell_{name}.why]")
        if name in NEEDED:
            blank = f"({cell} IS NULL OR trim({cell}::VARCHAR) = '')"
            parts.append(f"WHEN {blank} THEN [{where}, {value}, 'empty']")
    for check in lines.checks:
        reason = f"'`' || trim({check.cell}::VARCHAR) || '` ' || {text(check.reason)}"
        parts.append(
            f"WHEN {check.wrong} THEN [{text(check.heading)}, {check.cell}::VARCHAR, {reason}]"
        )
    for name, condition, reason in broken:
        where, value = told[name]
        parts.append(f"WHEN {condition} THEN [{where}, {value}, {text(reason)}]")
    parts.append("END")
    return "CASE " + " ".join(parts)
