"""Spark against DuckDB on the same order book, in the same run: seconds, lines a second, ratio.

    python benchmarks/spark.py [LINES] [--distinct N] [--unknown SHARE]

Makes a random book of LINES (1 million unless said), starts a cluster of one master and two workers
of one core each on this machine, decides the book on both engines, Parquet to Parquet, each in a
process of its own, and compares the two outputs row by row. A run of Spark includes its start.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from orders import make

CLUSTER = Path(__file__).resolve().parents[1] / "scripts" / "spark_cluster.py"


def timed(book: Path, out: Path, *options: str) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "licet", "orders", "determine", book, "-o", out, *options],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start


def differing(one: Path, two: Path) -> int:
    """How many rows of two outputs are not the same at the same place."""
    import duckdb

    rows = [f"SELECT hash(t) AS h, file_row_number AS n FROM (SELECT * EXCLUDE (file_row_number), "
            f"file_row_number FROM read_parquet('{each}', file_row_number = true)) t"
            for each in (one, two)]  # fmt: skip
    found = duckdb.sql(
        f"SELECT count(*) FROM ({rows[0]}) a FULL JOIN ({rows[1]}) b USING (n) "
        "WHERE a.h IS DISTINCT FROM b.h"
    ).fetchall()
    return int(found[0][0])


def main() -> None:
    """Make the book, start the cluster, time the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=20_000)
    parser.add_argument("--unknown", type=float, default=0.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "book.parquet"
        make(book, given.lines, given.distinct, given.unknown)
        print(
            f"{given.lines:,} lines, {given.distinct:,} distinct, {given.unknown:.0%} unknown, "
            f"{book.stat().st_size / 1e6:,.0f} MB"
        )
        cluster = folder / "cluster"
        subprocess.run(
            [sys.executable, CLUSTER, "start", cluster], check=True, stdout=subprocess.DEVNULL
        )
        try:
            address = json.loads((cluster / "cluster.json").read_text())["address"]
            outs = {name: folder / f"{name}.parquet" for name in ("duckdb", "spark")}
            first = timed(book, outs["duckdb"])
            print(f"{'DuckDB':<24}{first:8.2f} s {given.lines / first:14,.0f} lines/s")
            second = timed(book, outs["spark"], "--engine", "spark", "--master", address)
            print(
                f"{'Spark, two workers':<24}{second:8.2f} s {given.lines / second:14,.0f} lines/s"
            )
        finally:
            subprocess.run([sys.executable, CLUSTER, "stop", cluster], check=True)
        print(f"Spark takes {second / first:.2f} times as long as DuckDB")
        print(f"{differing(*outs.values()):,} rows differ")


if __name__ == "__main__":
    main()
