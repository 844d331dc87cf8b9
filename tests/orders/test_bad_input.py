"""Order books as people have them: every fault has a clear word, no line is lost."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from licet.cli import main
from licet.errors import BadInput, LicetError
from licet.orders import bulk
from licet.orders.bulk import determine_file

HEAD = "order_id,line,item,quantity,unit_price_usd,on,to,exporter\n"
LINE = "SO-1,1,H20,5,12000,2025-04-20,CN,nvidia\n"


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def run(
    tmp_path: Path, data: bytes | str, name: str = "book.csv"
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The decided and the rejected lines."""
    book, out = tmp_path / name, tmp_path / "out.csv"
    book.write_bytes(data if isinstance(data, bytes) else data.encode())
    determine_file(book, out, tell=quiet)
    return read_rows(out), read_rows(Path(f"{out}.rejects.csv"))


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_delimiter(tmp_path: Path, mark: str) -> None:
    found, rejected = run(tmp_path, (HEAD + LINE).replace(",", mark))

    assert ["license-required"] == [row["licet_verdict"] for row in found]
    assert [] == rejected


def test_byte_order_mark(tmp_path: Path) -> None:
    found, _ = run(tmp_path, b"\xef\xbb\xbf" + (HEAD + LINE).encode())

    assert "SO-1" == found[0]["order_id"]


def test_latin_1(tmp_path: Path) -> None:
    text = HEAD.replace("exporter", "exporter,note") + LINE.replace(
        "nvidia", "nvidia,Société à Köln"
    )
    found, _ = run(tmp_path, text.encode("latin-1"))

    assert "Société à Köln" == found[0]["note"]


def test_one_damaged_line_in_utf_8(tmp_path: Path) -> None:
    good = LINE.replace("SO-1", "Müller").encode()
    found, rejected = run(
        tmp_path, HEAD.encode() + good + LINE.encode().replace(b"SO", b"\xff\xfe")
    )

    assert ["Müller"] == [row["order_id"] for row in found]
    assert [("2", "bytes that are no text in UTF-8")] == [(r["row"], r["reason"]) for r in rejected]


def test_doubled_heading(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="two columns are called `item`"):
        run(tmp_path, HEAD.replace("line", "Item") + LINE)


def test_two_headings_of_one_meaning(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="several columns may be `item`: `SKU`, `Part number`"):
        run(tmp_path, "SKU,Part number,on,to\nH20,H20,2025-04-20,CN\n")


def test_missing_column(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no column `to`"):
        run(tmp_path, "item,on\nH20,2025-04-20\n")


def test_mixed_dates(tmp_path: Path) -> None:
    days = ("2025-04-20", "20 Apr 2025", "Apr 20, 2025", "4/20/2025", "20.04.2025", "20250420")
    text = HEAD + "".join(LINE.replace("2025-04-20", f'"{day}"') for day in days)
    found, rejected = run(tmp_path, text + LINE.replace("2025-04-20", "04/05/2025"))

    assert len(days) == len(found)
    assert ["`04/05/2025` may be 2025-04-05 or 2025-05-04 (write YYYY-MM-DD)"] == [
        row["reason"] for row in rejected
    ]


@pytest.mark.parametrize(
    ("old", "new", "column", "reason"),
    [
        (",5,", ",-5,", "quantity", "`-5` is not a number above 0"),
        (",5,", ",many,", "quantity", "`many` is not a number above 0"),
        ("CN", "Atlantis", "to", "no such country: `Atlantis`"),
        ("CN", "", "to", "empty"),
        ("2025-04-20", "", "on", "empty"),
        ("2025-04-20", "1999-01-01", "on", "before the encoded law"),
        ("H20", "H2O", "item", "no such item: `H2O`"),
        (
            "2025-04-20",
            "45767",
            "on",
            "`45767` is a spreadsheet's day number and may be 2025-04-20 or 2029-04-21",
        ),
        ("2025-04-20", "24/04/25", "on", "`24/04/25` may be 2024-04-25 or 2025-04-24"),
        ("CN", "n/a", "to", "`n/a` is no country (leave the cell empty where it is not known)"),
    ],
)
def test_line_that_can_not_be_decided(
    tmp_path: Path, old: str, new: str, column: str, reason: str
) -> None:
    found, rejected = run(tmp_path, HEAD + LINE.replace(old, new) + LINE)

    assert 1 == len(found)
    assert [("1", column)] == [(row["row"], row["column"]) for row in rejected]
    assert reason in rejected[0]["reason"]


def test_days_with_two_digits_for_the_year(tmp_path: Path) -> None:
    days = ("20-APR-25", "20 Apr 25", "4/20/25", "20.04.25")
    found, rejected = run(tmp_path, HEAD + "".join(LINE.replace("2025-04-20", d) for d in days))

    assert ["license-required"] * len(days) == [row["licet_verdict"] for row in found]
    assert [] == rejected


def test_transactions_that_do_not_fit_say_why(tmp_path: Path) -> None:
    text = (
        "item,on,from,to,Movement\nH20,2025-04-20,US,CN,Re-export\n"
        "H20,2025-04-20,HK,CN,Transfer (in-country)\nH20,2025-04-20,CN,CN,Transfer (in-country)\n"
    )
    found, rejected = run(tmp_path, text)

    assert ["Transfer (in-country)"] == [row["Movement"] for row in found]
    assert [
        ("Movement", "Re-export", "a reexport leaves a place outside the US"),
        ("Movement", "Transfer (in-country)", "a transfer stays in one country"),
    ] == [(row["column"], row["value"], row["reason"].split(";")[0]) for row in rejected]


def test_na_is_said_to_be_namibia(tmp_path: Path) -> None:
    said: list[str] = []
    book = tmp_path / "book.csv"
    book.write_text("item,on,to,Parent\nH20,2025-04-20,DE,NA\nH20,2025-04-20,DE,DE\n")
    determine_file(book, tmp_path / "out.csv", tell=said.append)

    assert ["`NA` in `Parent` is read as Namibia: leave a cell empty where nothing is known"] == [
        words for words in said if "Namibia" in words
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("12,50", "1.200"), ["`1.200` is read as 1.2"]),
        (("1.234,50", "1,200", "1.200"), ["`1.200` is read as 1.2", "`1,200` is read as 1,200"]),
        (("12.50", "1,200"), []),
        (("1.200", "3"), []),
    ],
)
def test_separators_that_may_be_either_are_told(
    tmp_path: Path, cells: tuple[str, ...], said: list[str]
) -> None:
    told: list[str] = []
    book = tmp_path / "book.csv"
    lines = "".join(f"H20;2025-04-20;CN;{cell}\n" for cell in cells)
    book.write_text(f"item;on;to;unit_price_usd\n{lines}")
    determine_file(book, tmp_path / "out.csv", tell=told.append)

    assert said == [
        words.split("but ")[1].split(":")[0] for words in told if "comma before" in words
    ]


def test_no_number_is_unknown(tmp_path: Path) -> None:
    found, rejected = run(tmp_path, HEAD + LINE.replace(",5,", ",NaN,"))

    assert (1, 0) == (len(found), len(rejected))


def test_broken_line_keeps_the_numbers_of_others(tmp_path: Path) -> None:
    lines = [LINE] * 5 + ["SO-9,1,H20\n"] + [LINE] * 3 + [LINE.replace("CN", "XX")]
    found, rejected = run(tmp_path, HEAD + "".join(lines))

    assert 8 == len(found)
    assert [("6", "3 cells where the headings have 8"), ("10", None)] == [
        (row["row"], row["reason"] if row["row"] == "6" else None) for row in rejected
    ]


def test_line_break_inside_quotes(tmp_path: Path) -> None:
    text = HEAD.replace("exporter", "exporter,note") + LINE.replace("nvidia", 'nvidia,"a\nb"') * 2
    found, _ = run(tmp_path, text)

    assert ["a\nb", "a\nb"] == [row["note"] for row in found]


def test_price_without_currency_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    book = tmp_path / "book.csv"
    book.write_text("item,on,to,unit price\nH20,2025-04-20,CN,12000\n")
    determine_file(book, tmp_path / "out.csv", tell=said.append)

    assert any("`unit price` has no currency" in words for words in said)


def test_truncated_parquet(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text(HEAD + LINE * 1000)
    whole = tmp_path / "whole.parquet"
    determine_file(book, whole, tell=quiet)
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(BadInput, match="can't be read"):
        determine_file(cut, tmp_path / "out.parquet", tell=quiet)

    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize("data", [b"", b"   \n", b"\x89PNG\x00\x01"])
def test_no_book_at_all(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput):
        run(tmp_path, data)


def test_quote_that_never_closes(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="row 2: a quote that never closes"):
        run(tmp_path, HEAD + LINE + '"SO-2,1,H20,5,12000,2025-04-20,CN,nvidia\n' + LINE)


def test_interrupted_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "write", interrupted)
    book = tmp_path / "book.csv"
    book.write_text(HEAD + LINE)
    with pytest.raises(KeyboardInterrupt):
        determine_file(book, tmp_path / "out.parquet", tell=quiet)

    assert ["book.csv"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_is_ended_leaves_nothing(tmp_path: Path, number: int) -> None:
    """Ended while it works in the folder beside the output."""
    book = tmp_path / "book.csv"
    book.write_text(HEAD + LINE * 100_000)
    command = ["orders", "determine", str(book), "-o", str(tmp_path / "out.parquet")]
    process = subprocess.Popen(
        [sys.executable, "-m", "licet", *command], stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not list(tmp_path.glob(".out.parquet.*/*")):
        time.sleep(0.005)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "licet: interrupted" in said
    assert ["book.csv"] == [path.name for path in tmp_path.iterdir()]


def test_full_disk(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    import duckdb

    def write(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
        connection.execute(f"COPY (SELECT range FROM range(1000000)) TO '{full}' (FORMAT CSV)")

    book = tmp_path / "book.csv"
    book.write_text(HEAD + LINE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "write", write)
        with pytest.raises(LicetError):
            determine_file(book, tmp_path / "out.parquet", tell=quiet)

    assert ["book.csv"] == [path.name for path in tmp_path.iterdir()]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "book.csv", tmp_path / "out.parquet"
    book.write_text(HEAD + LINE + LINE.replace("SO-1", "SO-2").replace("CN", "XX"))

    assert 0 == main(["orders", "determine", str(book), "-o", str(out)])
    assert "2 read, 1 decided, 1 rejected" in capsys.readouterr().err
    assert 0 == main(["orders", "why", str(out), "SO-1/1"])
    assert "LICENSE REQUIRED" in capsys.readouterr().out
    assert 2 == main(["orders", "why", str(out), "SO-7/1"])


def test_engine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text(HEAD + LINE)
    command = ["orders", "determine", str(book), "-o", str(out), "--engine"]

    assert 2 == main([*command, "flink"])
    assert not out.exists()
    assert 0 == main([*command, "duckdb"])
    assert out.exists()
