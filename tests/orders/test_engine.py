"""What holds of every bulk run: order, days, frames, mapping, own law."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import licet
from licet.orders import engine
from licet.orders.bulk import determine_file


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def book(tmp_path: Path, count: int) -> Path:
    draw = random.Random(4)
    places = ["CN", "DE", "MY", "AE", "US", "TW"]
    path = tmp_path / "book.parquet"
    columns = {
        "n": pa.array(range(count)),
        "item": [draw.choice(["H20", "H100", "L40S", "RTX 4090", "T4"]) for _ in range(count)],
        "to": [draw.choice(places) for _ in range(count)],
        "on": [date(draw.choice([2023, 2025]), 6, 5) for _ in range(count)],
        "exporter": [draw.choice(["nvidia", "Dell", None]) for _ in range(count)],
        "end_user_headquarters": [draw.choice([*places, None]) for _ in range(count)],
        "end_user_lists": [draw.choice([[], ["meu"], None]) for _ in range(count)],
    }
    pq.write_table(pa.table(columns), path, row_group_size=max(1, count // 7))
    return path


def test_rows_keep_their_order(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    counts = determine_file(book(tmp_path, 300_000), out, tell=quiet)
    numbers = pq.read_table(out).column("n").to_pylist()

    assert 300_000 == counts.decided
    assert list(range(300_000)) == numbers


def test_followed_and_tabled_states_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = book(tmp_path, 5_000)
    determine_file(source, tmp_path / "few.parquet", tell=quiet)
    monkeypatch.setattr(engine, "FEW", 0)
    determine_file(source, tmp_path / "many.parquet", tell=quiet)

    assert pq.read_table(tmp_path / "few.parquet").equals(pq.read_table(tmp_path / "many.parquet"))


def test_limited_knowledge_knows_letters_by_addressee(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.csv"
    path.write_text("item,to,on,exporter\nH20,CN,2025-04-12,nvidia\nH20,CN,2025-04-12,Dell\n")
    for few in (engine.FEW, 0):
        monkeypatch.setattr(engine, "FEW", few)
        out = tmp_path / f"out{few}.parquet"
        determine_file(path, out, known_on=date(2025, 4, 12), tell=quiet)

        assert ["license-required", "no-license-required"] == (
            pq.read_table(out).column("licet_verdict").to_pylist()
        )


def test_frame_keeps_every_line() -> None:
    frame = pa.table({"item": ["H20", "XYZ"], "to": ["CN", "CN"], "exporter": ["nvidia"] * 2})
    found = licet.determine_frame(frame, on="2025-04-20")

    assert ["license-required", None] == found.column("licet_verdict").to_pylist()
    assert "no such item" in found.column("licet_problem").to_pylist()[1]


def test_mapping_file(tmp_path: Path) -> None:
    path, mapping = tmp_path / "book.csv", tmp_path / "map.toml"
    path.write_text("Teil,Ziel,Tag\nH20,CN,2025-04-20\n")
    mapping.write_text('[columns]\nitem = "Teil"\nto = "Ziel"\non = "Tag"\n')
    counts = determine_file(path, tmp_path / "out.parquet", mapping=mapping, tell=quiet)

    assert 1 == counts.decided


def test_empty_book(tmp_path: Path) -> None:
    path = tmp_path / "book.csv"
    path.write_text("item,to,on\n")
    counts = determine_file(path, tmp_path / "out.parquet", tell=quiet)

    assert (0, 0, 0) == (counts.read, counts.decided, counts.rejected)


def test_arrow_in_and_out(tmp_path: Path) -> None:
    table = pa.table({"item": ["H20"], "to": ["CN"], "on": [date(2025, 4, 20)]})
    path = tmp_path / "book.arrow"
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    counts = determine_file(path, tmp_path / "out.arrow", tell=quiet)

    assert 1 == counts.decided


def test_answers_are_plain_text_in_parquet(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    determine_file(book(tmp_path, 10), out, tell=quiet)

    assert "VARCHAR" == duckdb.sql(f"DESCRIBE SELECT licet_verdict FROM '{out}'").fetchall()[0][1]
