"""A turn of policy: which lines of a book change their answer, by what, and what they are worth."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from licet.courts import court_of
from licet.errors import BadInput
from licet.orders.amounts import value_of
from licet.orders.bulk import Tell, connect, say, translated
from licet.orders.columns import Columns, find_columns, read_mapping
from licet.orders.decide import Details, Row
from licet.orders.engine import Engine, Run
from licet.orders.labels import day_of, place_of
from licet.orders.leftover import layer_of
from licet.orders.source import Book, open_book, quoted, text
from licet.orders.targets import put, ready
from licet.rules.court import Court
from licet.rules.provision import Law

FREE: Final = frozenset({"no-license-required", "license-exception", "not-subject"})
KINDS: Final = {
    "held": "newly held",
    "freed": "newly free",
    "stricter": "held before and after, under a stricter review policy",
    "milder": "held before and after, under a milder review policy",
    "changed": "held before and after, for another reason",
    "conditions": "conditions changed",
}
"""What can become of a line, most urgent first."""
GROUPS: Final = ("product", "customer", "country", "week")
_POLICIES: Final = (
    None, "presumption-of-approval", "case-by-case", "presumption-of-denial", "policy-of-denial",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """The law that one side of a comparison uses; None for `on` keeps each line's own day."""

    on: date | None
    known_on: date | None = None
    law: Law | None = None

    @property
    def words(self) -> str:
        """The moment for people.

        >>> Moment(date(2025, 4, 8)).words
        '2025-04-08'
        """
        day = self.on.isoformat() if self.on else "each line's own day"
        known = f", as known on {self.known_on}" if self.known_on else ""
        own = self.law.own_files if self.law else ()
        files = f", with {', '.join(Path(name).name for name, _ in own)}" if own else ""
        return f"{day}{known}{files}"


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that changed alike and share a product, customer, country or week."""

    name: str
    lines: int
    value_usd: Decimal


@dataclass(slots=True)
class Turned:
    """What a turn does to a book.

    Attributes:
        lines: How many lines were compared, and how many could not be decided.
        stance: The layer that was compared.
        kinds: For each kind of change, lines and value.
        groups: (kind, grouping) to its groups, largest value first.
        causes: For each kind the provisions, or the conditions, with lines and value.
        answers: For each kind the verdicts after the change, with lines and value.
        rescues: The license exceptions that may rescue newly held lines, with lines and value.
    """

    before: Moment
    after: Moment
    lines: int
    rejected: int
    stance: str = "practice"
    kinds: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    groups: dict[tuple[str, str], list[Group]] = field(default_factory=dict)
    causes: dict[str, list[tuple[str, int, Decimal]]] = field(default_factory=dict)
    answers: dict[str, list[tuple[str, int, Decimal]]] = field(default_factory=dict)
    rescues: list[tuple[str, int, Decimal]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def kind_of(before: Row, after: Row) -> str | None:
    """What became of a line; None when its answer is the same.

    An answer that can't be told counts as held: nothing ships on a guess.
    """
    was, now = before.verdict in FREE, after.verdict in FREE
    if was != now:
        return "freed" if now else "held"
    if was:
        return None
    old, new = _POLICIES.index(before.review_policy), _POLICIES.index(after.review_policy)
    if old != new and before.verdict == after.verdict:
        return "stricter" if new > old else "milder"
    same = before.verdict == after.verdict and before.provision == after.provision
    return None if same else "changed"


def turn(
    path: Path,
    before: Moment,
    after: Moment,
    *,
    exporter: str | None = None,
    mapping: Path | None = None,
    hold: Path | None = None,
    stance: str = "practice",
    tell: Tell = say,
) -> Turned:
    """Compare the answers to a book at two moments.

    Args:
        path: The book.
        before: The one moment.
        after: The other.
        exporter: Who exports where the book does not say.
        mapping: A mapping file for headings.
        hold: Where to write the lines that are newly held, as CSV.
        stance: The layer that is compared: ``practice``, or ``text`` for the codified text alone.
        tell: Called with progress and notes.

    Raises:
        BadInput: The two moments are the same, there is no such stance, or the book can't be read.
    """
    layer_of(stance)
    if hold is not None:
        ready(hold, path)
    if (before.on, before.known_on, before.law) == (after.on, after.known_on, after.law):
        raise BadInput("nothing to compare", hint="--before and --after, or --law")
    headings = read_mapping(mapping) if mapping else None
    with tempfile.TemporaryDirectory() as folder, translated(path, hold or Path(folder)):
        connection = connect(folder)
        book = open_book(path, connection, Path(folder), tell)
        dated = before.on is not None and after.on is not None
        columns = find_columns(book.types, headings, dated=dated)
        courts: dict[Any, Court] = {}
        runs: list[Run] = []
        lines: list[str] = []
        for number, moment in enumerate((before, after)):
            court = courts.setdefault(id(moment.law), court_of(moment.law))
            engine = Engine(
                connection, court, known_on=moment.known_on, tell=tell,
                prefix=f"licet_{number}_", duties=True, stance=stance,
            )  # fmt: skip
            run = engine.prepare(book, columns, on=moment.on, exporter=exporter)
            runs.append(run)
            lines.append(engine.lines(run))
        both = f"{lines[0]} a JOIN {lines[1]} b USING (r)"
        compared = connection.execute(f"SELECT count(*) FROM {both}").fetchall()[0][0]
        found = Turned(before, after, book.rows, book.rows - compared, stance)
        found.notes = list(dict.fromkeys(note for run in runs for note in run.notes))
        _changes(connection, runs, both)
        _count(connection, book, columns, found)
        laws = [court.law for court in courts.values()]
        for name in {cause for rows in found.causes.values() for cause, _, _ in rows}:
            for law in laws:
                if name in law.provisions:
                    provision = law.provisions[name]
                    found.titles[name] = f"{provision.title}; {provision.cite}"
        if hold is not None:
            with put(hold) as scratch:
                sql = _hold(book, runs, stance)
                connection.execute(f"COPY ({sql}) TO {text(scratch)} (FORMAT CSV, HEADER)")
        connection.close()
    return found


def _changes(connection: Any, runs: Sequence[Run], both: str) -> None:
    """A table of the pairs of states whose answers differ, with what became of the lines.

    `both` are the lines of both runs.
    """
    pairs = connection.execute(f"SELECT DISTINCT a.s, b.s FROM {both}").fetchall()
    rows = []
    for old, new in pairs:
        was, now = runs[0].answers[old], runs[1].answers[new]
        kind = kind_of(was, now)
        if kind is None:
            cause = condition_change(was, runs[0].details(old), now, runs[1].details(new))
            kind = "conditions" if cause else None
        else:
            cause = cause_of(now, was) if kind == "freed" else cause_of(was, now)
        if kind:
            rescue = rescue_words(runs[1].details(new)) if kind == "held" else ""
            rows.append((old, new, kind, cause, was.verdict, now.verdict, now.review_policy or "",
                         ";".join(now.missing), rescue))  # fmt: skip
    connection.execute(
        "CREATE TEMP TABLE changes (o INTEGER, n INTEGER, kind VARCHAR, cause VARCHAR, "
        "was VARCHAR, now VARCHAR, policy VARCHAR, missing VARCHAR, rescue VARCHAR)"
    )
    if rows:
        connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(
        f"CREATE TEMP TABLE changed AS SELECT a.r, c.* FROM {both} "
        "JOIN changes c ON c.o = a.s AND c.n = b.s"
    )


def cause_of(free: Row, held: Row) -> str:
    """The provision that holds a line which is free on the other side.

    Where the answer is open, the first that may apply and does not on the other side.
    """
    if held.provision:
        return held.provision
    new = [name for name in held.maybe if name not in free.maybe]
    return (*new, *held.maybe, "(no single provision)")[0]


def rescue_words(details: Details) -> str:
    """The license exceptions that may rescue a line; open ones hang on conditions or facts.

    >>> rescue_words(Details((("NAC", False), ("TMP", True)), ()))
    'NAC (open);TMP'
    """
    return ";".join(name if sure else f"{name} (open)" for name, sure in details.rescue)


def condition_change(was: Row, before: Details, now: Row, after: Details) -> str:
    """What changed in the conditions of a line that is as held or as free as before.

    Empty when nothing did.
    """
    if was.verdict != now.verdict:
        return f"{was.verdict} before, {now.verdict} after"
    new = [says for says in after.conditions if says not in before.conditions]
    gone = [says for says in before.conditions if says not in after.conditions]
    return "; ".join([*(f"new: {says}" for says in new), *(f"dropped: {says}" for says in gone)])


def _names(connection: Any, columns: Columns, book: Book) -> Mapping[str, tuple[str, str]]:
    """The join that each grouping needs, and its expression."""
    customer = columns.get("customer") or columns.get("purchaser") or columns.get("end_user")
    when = columns.get("on")
    joined, day = day_of(connection, book, when, "licet_day") if when else ("", "")
    return {
        "product": ("", f"trim(b.{quoted(columns.names['item'])}::VARCHAR)"),
        "customer": ("", f"trim(b.{quoted(customer)}::VARCHAR)" if customer else "NULL"),
        "country": place_of(connection, book, columns.names["to"], "licet_place"),
        "week": (joined, f"strftime(date_trunc('week', {day}), '%Y-%m-%d')" if day else "NULL"),
    }


def _count(connection: Any, book: Book, columns: Columns, found: Turned) -> None:
    value = value_of(columns, book.types)
    source = f"{book.sql} b JOIN changed c ON c.r = {book.row}"
    total = f"count(*), coalesce(sum({value}), 0)"
    for kind, lines, worth in connection.execute(
        f"SELECT c.kind, {total} FROM {source} GROUP BY 1"
    ).fetchall():
        found.kinds[kind] = (lines, Decimal(worth))
    for kind, cause, lines, worth in connection.execute(
        f"SELECT c.kind, c.cause, {total} FROM {source} GROUP BY 1, 2 ORDER BY 4 DESC, 3 DESC"
    ).fetchall():
        found.causes.setdefault(kind, []).append((cause, lines, Decimal(worth)))
    for rescue, lines, worth in connection.execute(
        f"SELECT c.rescue, {total} FROM {source} WHERE c.kind = 'held' "
        "GROUP BY 1 ORDER BY 3 DESC, 2 DESC"
    ).fetchall():
        found.rescues.append((rescue, lines, Decimal(worth)))
    for kind, answer, lines, worth in connection.execute(
        f"SELECT c.kind, c.now, {total} FROM {source} GROUP BY 1, 2 ORDER BY 4 DESC, 3 DESC"
    ).fetchall():
        found.answers.setdefault(kind, []).append((answer, lines, Decimal(worth)))
    for group, (join, name) in _names(connection, columns, book).items():
        order = "2" if group == "week" else "4 DESC, 3 DESC"
        for kind, label, lines, worth in connection.execute(
            f"SELECT c.kind, coalesce(nullif({name}, ''), '(not given)'), {total} "
            f"FROM {source} {join} GROUP BY 1, 2 ORDER BY {order}"
        ).fetchall():
            found.groups.setdefault((kind, group), []).append(Group(label, lines, Decimal(worth)))


def _hold(book: Book, runs: Sequence[Run], stance: str) -> str:
    kept = ", ".join(f"b.{quoted(name)}" for name in book.types)
    return (
        f"SELECT {book.row} AS licet_row, {kept}, c.was AS licet_before, c.now AS licet_after, "
        f"c.cause AS licet_provision, c.policy AS licet_review_policy, c.missing AS licet_missing, "
        f"c.rescue AS licet_rescue, {text(stance)} AS licet_stance, "
        f"{text(runs[1].ruleset)} AS licet_ruleset FROM {book.sql} b JOIN changed c "
        f"ON c.r = {book.row} WHERE c.kind = 'held' ORDER BY 1"
    )
