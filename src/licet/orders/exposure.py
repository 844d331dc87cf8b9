"""What a change of law may cost, quarter by quarter, from a book, stocks and stated assumptions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from licet.catalog import find
from licet.decision.verdict import OPEN
from licet.errors import BadInput
from licet.orders.amounts import value_of
from licet.orders.bulk import Tell, connect, say, translated
from licet.orders.columns import find_columns, read_mapping
from licet.orders.engine import Engine
from licet.orders.labels import day_of
from licet.orders.leftover import layer_of
from licet.orders.scenario import CASES, Scenario, later, quarter_of
from licet.orders.source import open_book, quoted
from licet.orders.turn import FREE
from licet.rules.provision import Law


@dataclass(slots=True)
class Exposure:
    """Dollars by quarter and case.

    Of the held lines, `unvalued_lines` have no value and `open_lines` have an answer that can't be
    told yet. Not among them are held lines of `earlier_lines` before the day of the scenario, and
    of `undated_lines` whose day can't be read.

    `revenue_at_risk` is the value of held lines; `lost`, `moved` (signed: out of one quarter, into
    another), `share` and `write_down` are what the scenario makes of it.
    """

    scenario: Scenario
    held_lines: int
    unvalued_lines: int
    open_lines: int = 0
    earlier_lines: int = 0
    undated_lines: int = 0
    stance: str = "practice"
    revenue_at_risk: dict[str, float] = field(default_factory=dict)
    lost: dict[tuple[str, str], float] = field(default_factory=dict)
    moved: dict[tuple[str, str], float] = field(default_factory=dict)
    share: dict[tuple[str, str], float] = field(default_factory=dict)
    write_down: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def quarters(self) -> list[str]:
        """All quarters in which something happens, in order."""
        keys = (
            k for table in (self.lost, self.moved, self.share, self.write_down) for k, _ in table
        )
        return sorted({*self.revenue_at_risk, *keys})


def expose(
    path: Path,
    scenario: Scenario,
    *,
    exporter: str | None = None,
    mapping: Path | None = None,
    law: Law | None = None,
    stance: str = "practice",
    tell: Tell = say,
) -> Exposure:
    """What a scenario makes of the held lines of a book.

    Each line keeps its own day for the quarter it falls into; the law is that of `scenario.on`.

    Args:
        path: The book.
        scenario: The assumptions.
        exporter: Who exports where the book does not say.
        mapping: A mapping file for headings.
        law: The law to use instead of the embedded one.
        stance: The layer that holds lines: ``practice``, or ``text`` for the codified text alone.
        tell: Called with progress and notes.

    Raises:
        BadInput: There is no such stance, or the book can't be read.
    """
    from licet.courts import court_of

    layer_of(stance)
    headings = read_mapping(mapping) if mapping else None
    with tempfile.TemporaryDirectory() as folder, translated(path, Path(folder)):
        connection = connect(folder)
        book = open_book(path, connection, Path(folder), tell)
        columns = find_columns(book.types, headings)
        engine = Engine(
            connection, court_of(law), known_on=scenario.known_on, tell=tell, stance=stance
        )
        run = engine.prepare(book, columns, on=scenario.on, exporter=exporter)
        held = [state for state, row in run.answers.items() if row.verdict not in FREE]
        unsure = [state for state in held if run.answers[state].verdict == OPEN]
        item = f"trim(b.{quoted(columns.names['item'])}::VARCHAR)"
        join, day = day_of(connection, book, columns.names["on"], "licet_day")
        value = value_of(columns, book.types)
        rows = connection.execute(
            f"SELECT {day} AS d, {item}, count(*), sum({value}), "
            f"count(*) FILTER (WHERE {value} IS NULL), "
            f"count(*) FILTER (WHERE l.s IN ({_listed(unsure)})) FROM {book.sql} b {join} "
            f"JOIN {engine.lines(run)} l ON l.r = {book.row} WHERE l.s IN ({_listed(held)}) "
            "GROUP BY 1, 2"
        ).fetchall()
        connection.close()
    found = Exposure(scenario, 0, 0, stance=stance)
    meant = frozenset[str]().union(*map(_entries, scenario.products))
    for when, product, lines, value, unvalued, unsettled in rows:
        if meant and not _entries(product) & meant:
            continue
        if when is None:
            found.undated_lines += lines
            continue
        if when < scenario.on:
            found.earlier_lines += lines
            continue
        found.held_lines += lines
        found.open_lines += unsettled
        found.unvalued_lines += unvalued
        quarter = quarter_of(when, scenario.quarter_month)
        found.revenue_at_risk[quarter] = found.revenue_at_risk.get(quarter, 0) + float(value or 0)
    _apply(found)
    return found


def _listed(states: Iterable[int]) -> str:
    return ", ".join(map(str, states)) or "-1"


@cache
def _entries(name: str) -> frozenset[str]:
    """The catalog entries that a name of an item may mean; itself where it is in no catalog."""
    try:
        return frozenset(entry.id for entry in find(name))
    except BadInput:
        return frozenset({name.strip().casefold()})


def _apply(found: Exposure) -> None:
    def add(table: dict[tuple[str, str], float], quarter: str, case: str, value: float) -> None:
        if value:
            table[quarter, case] = table.get((quarter, case), 0) + value

    for case in CASES:
        for quarter, revenue in list(found.revenue_at_risk.items()):
            for outcome in found.scenario.outcomes:
                part = revenue * outcome.probability.get(case)
                match outcome.kind:
                    case "denied":
                        add(found.lost, quarter, case, part)
                    case "delayed":
                        add(found.moved, quarter, case, -part)
                        add(found.moved, later(quarter, outcome.quarters), case, part)
                    case "licensed":
                        add(found.share, quarter, case, part * outcome.share.get(case))
                    case _:
                        add(found.lost, quarter, case, part * outcome.discount.get(case))
        denied = sum(o.probability.get(case) for o in found.scenario.outcomes if o.kind == "denied")
        for stock in found.scenario.stocks:
            # Only what waits for buyers who are denied, and can serve nobody else, loses its worth.
            bound = (stock.inventory_usd + stock.commitments_usd) * (1 - stock.other_use.get(case))
            add(found.write_down, stock.quarter, case, bound * denied)
