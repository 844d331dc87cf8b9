"""The runs that `orders.py` compares, each Parquet to Parquet, each in a process of its own."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orders_book import ITEMS


def figures() -> dict[str, tuple[float, float]]:
    """TPP and density of each item, the lower end where sources differ."""
    from licet.catalog import find

    found = {}
    for item in ITEMS:
        chip = find(item)[0]
        low = getattr(chip.performance_density, "low", chip.performance_density)
        tpp = getattr(chip.tpp, "low", chip.tpp)
        found[item] = (float(tpp or 0), float(low or 0))  # type: ignore[arg-type]
    return found


def copied(book: Path, out: Path, threads: int, sql: str = "SELECT * FROM '{book}' b") -> None:
    """The book as it is, or what a query makes of it."""
    import duckdb

    db = duckdb.connect()
    db.execute(f"SET threads = {threads}")
    db.execute(f"COPY ({sql.format(book=book)}) TO '{out}'")


def thresholds(book: Path, out: Path, threads: int) -> None:
    """The level of the silicon by hand-written SQL, beside every column of the book."""
    rows = ", ".join(f"('{item}', {tpp}, {density})" for item, (tpp, density) in figures().items())
    sql = (
        "SELECT b.*, CASE WHEN tpp >= 4800 OR (tpp >= 1600 AND density >= 5.92) THEN 'a' "
        "WHEN (tpp >= 2400 AND density >= 1.6) OR (tpp >= 1600 AND density >= 3.2) THEN 'b' "
        f"END AS level FROM '{{book}}' b JOIN (VALUES {rows}) c(item, tpp, density) USING (item)"
    )
    copied(book, out, threads, sql)


def determination(book: Path, out: Path, threads: int) -> None:
    """The full determination on DuckDB."""
    from licet.orders.bulk import determine_file

    determine_file(book, out, tell=lambda words: None, threads=threads)


def columns(book: Path) -> tuple[dict[str, Any], int]:
    """TPP, density and destination of each line as columns of numbers, as the peers want them."""
    import duckdb

    rows = ", ".join(f"('{item}', {tpp}, {density})" for item, (tpp, density) in figures().items())
    found = (
        duckdb.connect()
        .execute(
            f"SELECT tpp::FLOAT AS tpp, density::FLOAT AS density, true AS datacenter, "
            f"\"to\" = 'CN' AS china FROM '{book}' JOIN (VALUES {rows}) c(item, tpp, density) USING (item)"
        )
        .fetchnumpy()
    )
    return found, len(found["tpp"])


def peer(book: Path, out: Path, core: str, *, as_cases: bool = False) -> None:
    """The same thresholds in OpenFisca, or in PolicyEngine, which began as a copy of it.

    With `as_cases` each line goes in as a case of its own, as its users and its web API write
    cases; otherwise whole columns are set.
    """
    from importlib import import_module

    def part(name: str) -> Any:
        return import_module(f"{core}.{name}")

    entity = part("entities").build_entity(
        key="chip", plural="chips", label="a chip", is_person=True
    )
    # PolicyEngine knows years and months, but no days.
    daily = core == "openfisca_core"
    day = "2024-06-03" if daily else "2024-06"
    span = part("periods").DateUnit.DAY if daily else part("periods").MONTH
    variable: Any = part("variables").Variable

    def fact(name: str, kind: type) -> type:
        how = {"value_type": kind, "entity": entity, "definition_period": span, "label": name}
        return type(name, (variable,), how)

    def formula(self: Any, period: Any, parameters: Any = None) -> Any:
        tpp, density = self("tpp", period), self("density", period)
        dc, china = self("datacenter", period), self("china", period)
        a = (tpp >= 4800) + (tpp >= 1600) * (density >= 5.92) * dc
        b = dc * (
            (tpp >= 2400) * (tpp < 4800) * (density >= 1.6) * (density < 5.92)
            + (tpp >= 1600) * (density >= 3.2) * (density < 5.92)
        )
        return china * ((a + b) > 0)

    caught = fact("caught", bool)
    caught.formula = formula  # type: ignore[attr-defined]
    system = part("taxbenefitsystems").TaxBenefitSystem([entity])
    for name, kind in (("tpp", float), ("density", float), ("datacenter", bool), ("china", bool)):
        system.add_variable(fact(name, kind))
    system.add_variable(caught)
    data, count = columns(book)
    builder = import_module(
        f"{core}.simulation_builder" if daily else f"{core}.simulations"
    ).SimulationBuilder()
    if as_cases:
        rows = zip(*(values.tolist() for values in data.values()), strict=True)
        cases = {
            str(at): {name: {day: value} for name, value in zip(data, row, strict=True)}
            for at, row in enumerate(rows)
        }
        simulation = builder.build_from_entities(system, {"chips": cases})
    else:
        simulation = builder.build_default_simulation(system, count)
        for name, values in data.items():
            simulation.set_input(name, day, values)
    found = simulation.calculate("caught", day)

    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"caught": found}), out)


RUNS: dict[str, Callable[[Path, Path, int], None]] = {
    "copy": copied,
    "thresholds": thresholds,
    "determination": determination,
    "openfisca": lambda book, out, threads: peer(book, out, "openfisca_core"),
    "openfisca, cases": lambda book, out, threads: peer(book, out, "openfisca_core", as_cases=True),
    "policyengine": lambda book, out, threads: peer(book, out, "policyengine_core"),
}


def run(name: str, book: Path, out: Path, threads: int) -> None:
    """One run; prints seconds and peak memory in MB, that of helping processes included."""
    start = time.perf_counter()
    RUNS[name](book, out, threads)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helped = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(seconds, (used + helped) / 1024)
