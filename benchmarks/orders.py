"""Order books in bulk: ratios to a plain copy and to other engines, lines a second, peak memory.

    python benchmarks/orders.py [--lines N ...] [--distinct N ...] [--unknown SHARE ...]
                                [--repeat N] [--peers] [--peer-lines N]
                                [--policyengine PYTHON] [--keep FOLDER]

Makes a random book for each number of lines (10 million unless said), of distinct combinations of
cells (20,000) and share of unknown cells (0 and 0.2), as Parquet. On each it runs, Parquet to
Parquet: a plain copy by DuckDB, which is the limit for any tool that writes an answer; the
thresholds of 3A090.a and .b as hand-written SQL; and the full determination. With --peers, OpenFisca
and PolicyEngine-core work out the same thresholds, on as many lines as --peer-lines says (1 million
unless said: they hold all lines in memory), their own start and the reading of the book included.
PolicyEngine-core may need an environment of its own: one with policyengine-core, duckdb and pyarrow,
whose Python --policyengine names.

Every run is a process of its own, so that peak memory is its own as well; of several runs the
quickest counts; Spark has `spark.py`. The book is made in a stream, so that 100 million lines need disk (about 1.5 GB each
for the book and the answer) but no memory: `--lines 10000000 100000000` shows what grows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from orders_book import make
from orders_runs import RUNS, run

PEERS = ("thresholds", "openfisca", "policyengine")
# OpenFisca takes cases one by one in a time that grows with their square.
CASES = 20_000


def timed(name: str, book: Path, out: Path, given: argparse.Namespace) -> tuple[float, float, str]:
    """Seconds and MB of one run in a process of its own; or why it can't be run."""
    python, paths = sys.executable, list(filter(None, [os.environ.get("PYTHONPATH")]))
    if name == "policyengine" and given.policyengine:
        python = given.policyengine
        paths.append(str(Path(__file__).parent.parent / "src"))
    done = subprocess.run(
        [python, __file__, "--threads", str(given.threads), "--work", name, book, out],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )  # fmt: skip
    if done.returncode:
        return 0.0, 0.0, (done.stderr.strip().split("\n") or ["?"])[-1]
    seconds, memory = map(float, done.stdout.split()[-2:])
    return seconds, memory, ""


def compare(names: list[str], book: Path, lines: int, given: argparse.Namespace) -> None:
    """Run each of some tasks in turn, and print their quickest runs beside the first."""
    best: dict[str, tuple[float, float]] = {}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=book.parent) as folder:
        for _ in range(given.repeat):
            for name in names:
                if name in failed:
                    continue
                out = Path(folder) / f"{name}.parquet"
                seconds, memory, error = timed(name, book, out, given)
                if error:
                    failed[name] = error
                else:
                    best[name] = min(best.get(name, (seconds, memory)), (seconds, memory))
                out.unlink(missing_ok=True)
    first = best[names[0]][0]
    for name in names:
        if name in failed:
            print(f"  {name:<16}not run: {failed[name][:90]}", flush=True)
            continue
        seconds, memory = best[name]
        print(
            f"  {name:<16}{seconds:8.2f} s {seconds / first:7.2f} x {names[0]:<14}"
            f"{lines / seconds:14,.0f} lines/s {memory:8,.0f} MB",
            flush=True,
        )
    for name in ("openfisca", "openfisca, cases"):
        if {name, "determination"} <= best.keys():
            times = best[name][0] / best["determination"][0]
            print(f"  the full determination is {times:.1f} times as fast as {name}")


def main() -> None:
    """Make the books and time the runs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", nargs="+", type=int, default=[10_000_000])
    parser.add_argument("--distinct", nargs="+", type=int, default=[20_000])
    parser.add_argument("--unknown", nargs="+", type=float, default=[0.0, 0.2])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peer-lines", type=int, default=1_000_000)
    parser.add_argument("--policyengine", metavar="PYTHON")
    parser.add_argument("--keep", metavar="FOLDER", help="where to make the books, and leave them")
    parser.add_argument("--work", nargs=3, metavar=("NAME", "BOOK", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        name, book, out = given.work
        run(name, Path(book), Path(out), given.threads)
        return
    if given.keep:
        Path(given.keep).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.keep) as folder:
        for lines in given.lines:
            for distinct in given.distinct:
                for unknown in given.unknown:
                    book = Path(given.keep or folder) / f"{lines}-{distinct}-{unknown}.parquet"
                    if not book.exists():
                        make(book, lines, distinct, unknown)
                    print(
                        f"{lines:,} lines, {distinct:,} distinct, {unknown:.0%} unknown, "
                        f"{book.stat().st_size / 1e6:,.0f} MB, {given.threads} threads"
                    )
                    compare(["copy", "thresholds", "determination"], book, lines, given)
                    if not given.keep:
                        book.unlink()
        if given.peers:
            book = Path(folder) / "peers.parquet"
            make(book, given.peer_lines, given.distinct[0], 0.0)
            print(f"thresholds alone, {given.peer_lines:,} lines, start and reading included")
            compare([*PEERS, "determination"], book, given.peer_lines, given)
            few = Path(folder) / "cases.parquet"
            make(few, CASES, given.distinct[0], 0.0)
            print(f"thresholds alone, {CASES:,} lines that go in as cases")
            compare(["openfisca, cases", "determination"], few, CASES, given)


if __name__ == "__main__":
    assert set(PEERS) <= set(RUNS)
    main()
