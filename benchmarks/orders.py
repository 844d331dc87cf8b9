"""Order books in bulk: ratios to a plain copy and to the thresholds alone, rows a second, memory.

    python benchmarks/orders.py [LINES] [--distinct N] [--unknown SHARE] [--threads N]

Makes a random book of LINES (10 million unless said) from N distinct combinations, copies it with
DuckDB, runs the thresholds of 3A090.a and .b as hand-written SQL, then the full determination, each
Parquet to Parquet. Every run is a process of its own, so that peak memory is its own as well.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLACES = [
    "CN",
    "HK",
    "MO",
    "US",
    "DE",
    "FR",
    "MY",
    "SG",
    "AE",
    "SA",
    "IN",
    "JP",
    "KR",
    "TW",
    "GB",
    "VN",
    "TH",
    "IL",
    "RU",
    "IR",
    "BR",
    "MX",
    "CA",
    "NL",
    "PL",
    "CH",
    "SE",
    "NO",
    "KZ",
    "QA",
]
ITEMS = [
    "nvidia-h100-sxm5-80gb",
    "H20",
    "H200",
    "A100",
    "L40S",
    "MI300X",
    "RTX 4090",
    "RTX 5090",
    "nvidia-a800-80gb",
    "H800",
    "L4",
    "MI308X",
    "Gaudi 2",
    "V100",
    "T4",
]


def pick(values: list[str]) -> str:
    """SQL that draws one of some values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"([{listed}])[1 + (random() * {len(values)})::INT % {len(values)}]"


def make(path: Path, lines: int, distinct: int, unknown: float) -> None:
    """Write the book."""
    import duckdb

    place = pick(PLACES)

    def maybe(cell: str) -> str:
        return f"CASE WHEN random() < {unknown} THEN NULL ELSE {cell} END"

    db = duckdb.connect()
    db.execute("SELECT setseed(0.5)")
    db.execute(
        f"""CREATE TABLE kinds AS SELECT i AS n, {pick(ITEMS)} AS item,
        DATE '2022-10-01' + (random() * 1400)::INT AS "on", {pick(["US", "TW", "MY", "DE"])} AS "from",
        {place} AS "to", 'export' AS transaction,
        {pick(["nvidia", "amd", "intel", "Dell", "Supermicro", "Acme"])} AS exporter,
        {place} AS end_user_country, {maybe(place)} AS end_user_headquarters,
        {maybe(place)} AS end_user_ultimate_parent, {maybe("'none'")} AS end_user_lists,
        {maybe("'none'")} AS end_use FROM range({distinct}) t(i)"""
    )
    db.execute(
        f"""COPY (SELECT 'SO-' || (i // 5)::VARCHAR AS order_id, (i % 5)::INT AS line,
        (1 + random() * 500)::INT AS quantity, (random() * 40000)::DECIMAL(12, 2) AS unit_price_usd,
        'Customer ' || (random() * 5000)::INT AS end_user, kinds.* EXCLUDE (n)
        FROM range({lines}) t(i) JOIN kinds ON kinds.n = (i * 7919) % {distinct}) TO '{path}'"""
    )


def work(name: str, book: Path, out: Path, threads: int) -> None:
    """One run; prints seconds and peak memory."""
    import duckdb

    start = time.perf_counter()
    if name == "determination":
        from licet.orders import bulk

        bulk.determine_file(book, out, tell=lambda words: None, threads=threads)
    else:
        from licet.catalog import find

        db = duckdb.connect()
        db.execute(f"SET threads = {threads}")
        sql = f"SELECT * FROM '{book}'"
        if name == "thresholds":
            rows = []
            for item in ITEMS:
                chip = find(item)[0]
                density = chip.performance_density
                low = getattr(density, "low", density)
                tpp = getattr(chip.tpp, "low", chip.tpp)
                rows.append(f"('{item}', {float(tpp or 0)}, {float(low) if low else 0.0})")  # type: ignore[arg-type]
            sql = (
                f"SELECT b.*, CASE WHEN tpp >= 4800 OR (tpp >= 1600 AND density >= 5.92) THEN 'a' "
                f"WHEN (tpp >= 2400 AND density >= 1.6) OR (tpp >= 1600 AND density >= 3.2) THEN 'b' "
                f"END AS level FROM '{book}' b JOIN (VALUES {', '.join(rows)}) "
                f"c(item, tpp, density) USING (item)"
            )
        db.execute(f"COPY ({sql}) TO '{out}'")
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Make the book and time the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--distinct", type=int, default=20_000)
    parser.add_argument("--unknown", type=float, default=0.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work", nargs=3, metavar=("NAME", "BOOK", "OUT"))
    given = parser.parse_args()
    if given.work:
        work(given.work[0], Path(given.work[1]), Path(given.work[2]), given.threads)
        return
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.parquet"
        make(book, given.lines, given.distinct, given.unknown)
        print(
            f"{given.lines:,} lines, {given.distinct:,} distinct, {given.unknown:.0%} unknown, "
            f"{book.stat().st_size / 1e6:,.0f} MB, {given.threads} threads"
        )
        first = 0.0
        for name in ("copy", "thresholds", "determination"):
            out = Path(folder) / "out.parquet"
            done = subprocess.run(
                [sys.executable, __file__, "--threads", str(given.threads), "--work", name, book, out],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            seconds, memory = map(float, done.stdout.split())
            first = first or seconds
            print(
                f"{name:<14}{seconds:8.2f} s {seconds / first:6.2f} x copy "
                f"{given.lines / seconds:14,.0f} lines/s {memory:8,.0f} MB"
            )


if __name__ == "__main__":
    main()
