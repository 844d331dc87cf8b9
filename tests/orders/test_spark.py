"""Spark gives the rows of DuckDB: on this machine, on a cluster, and when a worker is killed."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from licet.cli import main
from licet.errors import BadInput
from licet.orders import bulk
from licet.orders.dialect import DUCKDB, SPARK
from licet.orders.generate import HEADINGS, rows

ROOT = Path(__file__).resolve().parents[2]
CLUSTER = ROOT / "scripts" / "spark_cluster.py"
# Java machines that start fast and take little; the runs are short.
LEAN = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
SMALL = {
    "spark.driver.extraJavaOptions": LEAN,
    "spark.executor.extraJavaOptions": LEAN,
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "2",
}

needs_pyspark = pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")
needs_java = pytest.mark.skipif(
    not (os.environ.get("JAVA_HOME") or shutil.which("java")), reason="no Java here"
)


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def dirty(count: int, seed: int) -> list[dict[str, str | None]]:
    """Lines with unknowns and with every kind of fault."""
    draw = random.Random(seed)
    made: list[dict[str, str | None]] = []
    for row in rows(count, seed, dirt=0.15):
        line: dict[str, str | None] = {name: cell or None for name, cell in row.items()}
        if draw.random() < 0.1:
            line["quantity"] = draw.choice(["NaN", "-inf", "1e400", "1_0", " 8 ", "1d", "0x8", ""])
        if draw.random() < 0.03:
            line["transaction"] = draw.choice(["transfer", "reexport", "gift"])
        if draw.random() < 0.1:
            line["end_user_headquarters"] = draw.choice(["prc", "\u00a0CN ", "Nowhere", None])
        made.append(line)
    return made


def write_parquet(path: Path, lines: list[dict[str, str | None]], group: int = 100_000) -> Path:
    schema = pa.schema([(name, pa.string()) for name in HEADINGS])
    pq.write_table(pa.Table.from_pylist(lines, schema), path, row_group_size=group)
    return path


def assert_same(expected: Path, found: Path) -> None:
    """Every row, every column with its type, every reject; in the same order."""
    first, second = pq.read_table(expected), pq.read_table(found)

    assert [(f.name, f.type) for f in first.schema] == [(f.name, f.type) for f in second.schema]
    assert first.num_rows == second.num_rows
    for name in first.column_names:
        # As text, in which NaN is equal to NaN.
        cells = [[*map(repr, each.column(name).to_pylist())] for each in (first, second)]
        assert cells[0] == cells[1], name
    rejects = [Path(f"{path}.rejects.csv").read_text("utf-8") for path in (expected, found)]
    assert rejects[0] == rejects[1]


# On this machine


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from licet.orders import spark_session

    folder = tmp_path_factory.mktemp("spark")
    conf = spark_session.settings("local[2]", SMALL, folder, "UTC")
    with spark_session.session(conf, folder) as spark:
        yield spark


def typed_book(path: Path, count: int) -> Path:
    """A book of many types, under headings that need quotes, at a path that needs none."""
    draw = random.Random(5)
    price = pa.array([Decimal(draw.randint(-5, 900_000)) / 100 for _ in range(count)])

    def some(*values: Any) -> list[Any]:
        return [draw.choice(values) for _ in range(count)]

    # Without a zone, and from before there were any.
    moments = [-2_524_500_000_000_001, 1_745_193_599_999_999, None]
    table = {
        "item": some("H20", "H100", "RTX 4090", "L40S", "nonsense", None),
        "Ship-To": some("CN", "DE", "MY", "Viet Nam", "AE", "US", " "),
        "on": pa.array(some(date(2023, 6, 5), date(2025, 4, 20), date(1999, 1, 1), None)),
        "Qty": pa.array(some(1.0, 2.5, float("nan"), float("inf"), -1.0, 0.0, 1e22, None)),
        "unit_price_usd": price.cast(pa.decimal128(12, 2)),
        "end_user_lists": pa.array(some([], ["meu"], ["meu", "unverified"], [None], None)),
        "end_user_headquarters": some("CN", "US", None, "FR"),
        "a, \"b\" 'c' \\d;(=)": some("x", "\\", "'", '"', None),
        "float": pa.array(some(1.5, float("nan"), None), pa.float32()),
        "small": pa.array(some(1, 255, None), pa.uint8()),
        "large": pa.array(some(2**63, None), pa.uint64()),
        "moment": pa.array(some(*moments), pa.timestamp("us")),
        "instant": pa.array(some(datetime(2025, 4, 20, tzinfo=UTC), None)),
        "bytes": pa.array(some(b"\x00\xff", None)),
        "flag": pa.array(some(True, False, None)),
        "nested": pa.array(some([[1], [None]], None), pa.list_(pa.list_(pa.int64()))),
    }
    pq.write_table(pa.table(table), path, row_group_size=max(1, count // 5))
    return path


@needs_pyspark
@needs_java
@pytest.mark.slow
def test_same_rows_whatever_the_book(session: Any, tmp_path: Path) -> None:
    from licet.orders import spark

    odd = tmp_path / "a [1] {b} %20 #"
    odd.mkdir()
    text = tmp_path / "book.csv"
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        writer.writerows(dirty(400, 3))
        file.write("SO-1,cut,short\n" * 3)
    empty = tmp_path / "empty.csv"
    empty.write_text("item,to,on\n")
    lost = tmp_path / "lost.csv"
    lost.write_text("item,to,on\nH2O,CN,2025-04-20\nH20,,2025-04-20\n")
    books = [
        (text, {}),
        (text, {"on": date(2025, 4, 20), "exporter": "nvidia", "known_on": date(2025, 4, 12)}),
        (typed_book(odd / "typed.parquet", 500), {}),
        (empty, {}),
        (lost, {}),
    ]
    for number, (book, given) in enumerate(books):
        expected, found = tmp_path / f"{number}.parquet", odd / f"{number}.parquet"
        one = bulk.determine_file(book, expected, tell=quiet, **given)
        two = spark.determine_file(book, found, spark=session, tell=quiet, **given)

        assert one == two
        assert_same(expected, found)
    assert not list(odd.glob(".*"))


@needs_pyspark
@needs_java
@pytest.mark.slow
def test_order_holds_where_verdicts_are_too_many_for_every_worker(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from licet.orders import spark, spark_engine

    monkeypatch.setattr(spark_engine, "KEPT_ORDER", 0)
    book = write_parquet(tmp_path / "book.parquet", dirty(300, 4), 50)
    bulk.determine_file(book, tmp_path / "one.parquet", tell=quiet)
    spark.determine_file(book, tmp_path / "two.parquet", spark=session, tell=quiet)

    assert_same(tmp_path / "one.parquet", tmp_path / "two.parquet")


SPELLINGS = [
    "", " ", "\u00a0", "5", " 5 ", "\t5\n", "+5", "-5", "++5", "5.", ".5", ".", "-", "1e5", "1E+5",
    "1e", "1e400", "-1e400", "1e-400", "1d", "1f", "0x10", "1_000", "1__0", "_1", "1_", "1_0.5_0",
    "1e1_0", "1,2", "1,200", "1,200.50", "1.234,5", "1.234.567", "1 200", "1\u00a0200", "1'200",
    "$5", "5 USD", "us$ 5", "$ 1,200", "inf", "-INF", "+inf", "Infinity", "nan", "NaN", "-nan",
    "+nan", "\tnan", "1\u00a0", "\u0665", "1e 5", "- 5", "00", "0.0000004", "0.0000005",
    "-0.0000005", "1.2345675", "9999999999999", "99999999999999", "1e12", "1e13", "n.a.", "5 pcs",
    "1.5.5", "0", "-0", "-.5e-1", "12,34", "1,2345", "1.23", "1,234,56", "\x005",
]  # fmt: skip


@needs_pyspark
@needs_java
@pytest.mark.slow
def test_engines_read_the_same_numbers(session: Any, tmp_path: Path) -> None:
    """What is a number, which one, exactly: texts and doubles."""
    from licet.orders.amounts import number_of
    from licet.orders.spark_session import borrowed

    doubles = [
        0.1, 2.5, 1e-7, 5e-7, 0.1234565, 7.0000005, 123456.7890125, 12345678.5, 1e13, 1e12 + 0.1,
        -0.0, float("nan"), float("inf"), None,
    ]  # fmt: skip
    singles = pa.array([0.1, 1e-3, 1e7, 16777217.0, 123456.789], pa.float32())
    own, db = borrowed(session, "UTC"), duckdb.connect()
    for kind, given in (("VARCHAR", SPELLINGS), ("DOUBLE", doubles), ("FLOAT", singles)):
        file = tmp_path / f"{kind}.parquet"
        pq.write_table(pa.table({"n": range(len(given)), "s": given}), file)
        own.read.parquet(str(file)).createOrReplaceTempView("book")
        db.execute(f"CREATE OR REPLACE VIEW book AS SELECT * FROM '{file}'")
        asked = []
        for dialect in (DUCKDB, SPARK):
            cells = [number_of("s", kind, dialect)]
            if kind == "VARCHAR":
                value, bare = dialect.number('b."s"'), dialect.trim('b."s"')
                cells += [f"{value} > 0", f"{value} IS NULL", f"{bare} = ''"]
            asked.append(f"SELECT n, {', '.join(cells)} FROM book b ORDER BY n")
        expected = db.execute(asked[0]).fetchall()
        found = [tuple(row) for row in own.sql(asked[1]).collect()]

        assert len(given) == len(found)
        assert [] == [pair for pair in zip(expected, found, strict=True) if pair[0] != pair[1]]


# On a cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("cluster")
    command = [sys.executable, str(CLUSTER)]
    subprocess.run([*command, "start", str(folder)], check=True, capture_output=True, timeout=300)
    told = json.loads((folder / "cluster.json").read_text())
    yield told
    subprocess.run([*command, "stop", str(folder)], check=True, capture_output=True, timeout=60)


def command_for(book: Path, out: Path, master: str, more: dict[str, str]) -> list[str]:
    conf = [f"--conf={name}={value}" for name, value in {**SMALL, **more}.items()]
    return [
        sys.executable, "-W", "error", "-m", "licet", "orders", "determine", str(book),
        "-o", str(out), "--engine", "spark", "--master", master, *conf,
    ]  # fmt: skip


def get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@needs_pyspark
@needs_java
@pytest.mark.slow
def test_cluster_and_a_worker_killed_in_the_middle(cluster: dict[str, Any], tmp_path: Path) -> None:
    """The rows of DuckDB, first in peace; then one of two workers dies while parts are written."""
    book = write_parquet(tmp_path / "book.parquet", dirty(24_000, 6), 200)
    expected = tmp_path / "expected.parquet"
    bulk.determine_file(book, expected, tell=quiet)
    peace = tmp_path / "peace.parquet"
    done = subprocess.run(
        command_for(book, peace, cluster["address"], {}), capture_output=True, text=True
    )

    assert (0, "") == (done.returncode, done.stdout), done.stderr
    assert "24,000 read" in done.stderr
    assert_same(expected, peace)

    port = free_port()
    watched = {
        "spark.ui.enabled": "true",
        "spark.ui.port": str(port),
        # A part for each few kilobytes, so that the job is long enough to be met in its middle.
        "spark.sql.files.maxPartitionBytes": str(book.stat().st_size // 100),
    }
    out = tmp_path / "out.parquet"
    with subprocess.Popen(
        command_for(book, out, cluster["address"], watched), stderr=subprocess.PIPE, text=True
    ) as job:
        try:
            stage = kill_in_the_middle(job, port, cluster)
            said = job.communicate(timeout=300)[1]
        finally:
            job.kill()

    assert 0 < stage["numCompleteTasks"] < stage["numTasks"]
    assert 0 == job.returncode, said
    assert_same(expected, out)
    states = [worker["state"] for worker in get(f"{cluster['page']}/json/")["workers"]]
    assert ["ALIVE", "DEAD"] == sorted(states)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def kill_in_the_middle(job: subprocess.Popen[str], port: int, cluster: dict[str, Any]) -> Any:
    """Kill a worker once some of the parts of the output are written, and others are not."""
    page = f"http://127.0.0.1:{port}/api/v1/applications"
    victim = cluster["workers"][0]
    last = time.monotonic() + 200
    while time.monotonic() < last and job.poll() is None:
        try:
            run = get(page)[0]["id"]
            stages = get(f"{page}/{run}/stages?status=active")
        except (OSError, IndexError, ValueError):  # Not up yet.
            stages = []
        for stage in stages:
            if (
                stage["numTasks"] >= 50
                and stage["outputRecords"]
                and stage["numCompleteTasks"] >= 4
            ):
                os.kill(victim, signal.SIGKILL)
                # As it was when the worker was gone.
                after = get(f"{page}/{run}/stages/{stage['stageId']}")[0]
                assert "ACTIVE" == after["status"]
                return after
        time.sleep(0.02)
    pytest.fail(f"no job was met in its middle: {job.stderr and job.stderr.read()}")


# What goes wrong


@needs_pyspark
@pytest.mark.parametrize(
    ("master", "words"),
    [
        ("sparkle", "is no address of Spark"),
        ("local[0]", "is no address of Spark"),
        ("yarn", "is no address of Spark"),
        ("spark://127.0.0.1:1", "no Spark master answers at `spark://127.0.0.1:1`"),
        ("spark://127.0.0.1:99999", "no Spark master answers"),
    ],
)
def test_address_where_no_master_is(
    master: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == determine(tmp_path, "--engine", "spark", "--master", master)
    assert words in capsys.readouterr().err
    assert ["book.csv"] == [path.name for path in tmp_path.iterdir()]


def determine(tmp_path: Path, *options: str) -> int:
    book = tmp_path / "book.csv"
    book.write_text("item,to,on\nH20,CN,2025-04-20\n")
    return main(["orders", "determine", str(book), "-o", str(tmp_path / "out.parquet"), *options])


@needs_pyspark
def test_no_java(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert 2 == determine(tmp_path, "--engine", "spark", "--master", "local[1]")
    assert "Spark needs Java" in capsys.readouterr().err
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert 2 == determine(tmp_path, "--engine", "spark", "--master", "local[1]")
    assert "install Java 17 or newer" in capsys.readouterr().err


@needs_pyspark
def test_java_that_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    java = tmp_path / "home" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))

    assert 2 == determine(tmp_path, "--engine", "spark")
    assert "is Java 8" in capsys.readouterr().err


def test_without_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)

    assert 1 == determine(tmp_path, "--engine", "spark")
    assert "pip install 'licet[spark]'" in capsys.readouterr().err


@needs_pyspark
@needs_java
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--conf", "spark.sql.ansi.enabled=false"], "is not yours to set"),
        (["--conf", "sparkle=1"], "is no setting of Spark"),
        (["--conf", "spark.ui.port"], "has no value"),
    ],
)
def test_settings_that_are_refused(
    options: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == determine(tmp_path, "--engine", "spark", *options)
    assert words in capsys.readouterr().err


def test_spark_options_without_spark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == determine(tmp_path, "--master", "local[2]")
    assert "--master without Spark" in capsys.readouterr().err


@needs_pyspark
def test_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    from licet.orders import spark_session

    class Tracker:
        def getExecutorInfos(self) -> list[str]:  # noqa: N802
            return ["this process"]

    class Context:
        _jsc: Any

        def sc(self) -> Context:
            return self

        def isStopped(self) -> bool:  # noqa: N802
            return False

        def statusTracker(self) -> Tracker:  # noqa: N802
            return Tracker()

    context = Context()
    context._jsc = context
    monkeypatch.setattr(spark_session, "WAIT", 0.2)
    with pytest.raises(BadInput, match="gives no worker"):
        spark_session._wait(context, "spark://127.0.0.1:7077")


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (pa.time64("us"), "at", "column `at` is of type TIME, which Spark can't carry"),
        (pa.timestamp("ns"), "at", "column `at` is of type TIMESTAMP_NS"),
        (pa.float64(), "item", "column `item` is of type DOUBLE, and tells `item`"),
    ],
)
def test_types_that_engines_read_differently(
    kind: pa.DataType, name: str, words: str, tmp_path: Path
) -> None:
    from licet.orders.columns import find_columns
    from licet.orders.source import open_book
    from licet.orders.spark_engine import check_types

    table = {"item": ["H20"], "to": ["CN"], "on": ["2025-04-20"], name: pa.nulls(1, kind)}
    pq.write_table(pa.table(table), tmp_path / "book.parquet")
    book = open_book(tmp_path / "book.parquet", bulk.connect(tmp_path), tmp_path)
    with pytest.raises(BadInput, match=words):
        check_types(book, find_columns(book.types))


@needs_pyspark
@needs_java
@pytest.mark.slow
def test_run_that_breaks_off_leaves_nothing(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from licet.orders import spark

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    book = write_parquet(tmp_path / "book.parquet", dirty(20, 7))
    monkeypatch.setattr(spark, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        spark.determine_file(book, tmp_path / "out.parquet", spark=session, tell=quiet)

    assert ["book.parquet"] == [path.name for path in tmp_path.iterdir()]
