"""A random order book of so many lines and distinct combinations, made in a stream by DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLACES = (
    "CN", "HK", "MO", "US", "DE", "FR", "MY", "SG", "AE", "SA", "IN", "JP", "KR", "TW", "GB", "VN",
    "TH", "IL", "RU", "IR", "BR", "MX", "CA", "NL", "PL", "CH", "SE", "NO", "KZ", "QA",
)  # fmt: skip
ITEMS = (
    "nvidia-h100-sxm5-80gb", "H20", "H200", "A100", "L40S", "MI300X", "RTX 4090", "RTX 5090",
    "nvidia-a800-80gb", "H800", "L4", "MI308X", "Gaudi 2", "V100", "T4",
)  # fmt: skip


def pick(values: Sequence[str]) -> str:
    """SQL that draws one of some values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"([{listed}])[1 + (random() * {len(values)})::INT % {len(values)}]"


def make(path: Path, lines: int, distinct: int, unknown: float) -> None:
    """Write the book: 14 columns and more, a share of what is known of parties left empty."""
    import duckdb

    place = pick(PLACES)

    def maybe(cell: str) -> str:
        return f"CASE WHEN random() < {unknown} THEN NULL ELSE {cell} END"

    db = duckdb.connect()
    # In a stream: the lines are drawn one by one, in no order.
    db.execute("SET preserve_insertion_order = false")
    db.execute("SET memory_limit = '2 GiB'")
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
    db.close()
