"""What a change of law may cost, quarter by quarter, from a book, stocks and stated assumptions."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from licet.orders.amounts import value_of
from licet.orders.bulk import Tell, connect, say
from licet.orders.columns import find_columns, read_mapping
from licet.orders.engine import Engine
from licet.orders.scenario import CASES, Scenario, later, quarter_of
from licet.orders.source import open_book, quoted
from licet.orders.turn import FREE
from licet.rules.provision import Law


@dataclass(slots=True)
class Exposure:
    """Dollars by quarter and case.

    `revenue_at_risk` is the value of held lines; `lost`, `moved` (signed: out of one quarter, into
    another), `share` and `write_down` are what the scenario makes of it.
    """

    scenario: Scenario
    held_lines: int
    unvalued_lines: int
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
        tell: Called with progress and notes.
    """
    from licet.courts import court_of

    headings = read_mapping(mapping) if mapping else None
    with tempfile.TemporaryDirectory() as folder:
        connection = connect(folder)
        book = open_book(path, connection, Path(folder), tell)
        columns = find_columns(book.types, headings)
        engine = Engine(connection, court_of(law), known_on=scenario.known_on, tell=tell)
        run = engine.prepare(book, columns, on=scenario.on, exporter=exporter)
        held = [state for state, row in run.answers.items() if row.verdict not in FREE]
        day, item = columns.names["on"], f"b.{quoted(columns.names['item'])}::VARCHAR"
        states = ", ".join(map(str, held)) or "-1"
        value = value_of(columns, book.types)
        rows = connection.execute(
            f"SELECT TRY_CAST(b.{quoted(day)} AS DATE) AS d, {item}, count(*), sum({value}), "
            f"count(*) FILTER (WHERE {value} IS NULL) FROM {book.sql} b "
            f"JOIN {engine.lines(run)} l ON l.r = {book.row} WHERE l.s IN ({states}) GROUP BY 1, 2"
        ).fetchall()
        connection.close()
    found = Exposure(scenario, 0, 0)
    for when, product, lines, value, unvalued in rows:
        if scenario.products and product not in scenario.products:
            continue
        if when is None or when < scenario.on:
            continue
        found.held_lines += lines
        found.unvalued_lines += unvalued
        quarter = quarter_of(when, scenario.quarter_month)
        found.revenue_at_risk[quarter] = found.revenue_at_risk.get(quarter, 0) + float(value or 0)
    _apply(found)
    return found


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
