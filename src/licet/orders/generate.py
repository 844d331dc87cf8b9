"""A generator of order books that look like real ones, dirt included; the same for the same seed.

Shares are our own estimates, not taken from anyone's books: most lines are clean and go to places
without controls, a few name parties headquartered elsewhere, and one in fifty holds something
wrong. The companies are made up.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from licet.errors import BadInput
from licet.orders.targets import put, ready

HEADINGS: Final = (
    "order_id", "line", "item", "quantity", "unit_price_usd", "on", "from", "to", "transaction",
    "exporter", "end_user", "end_user_country", "end_user_headquarters",
    "end_user_ultimate_parent", "end_user_lists", "end_use", "sales_region",
)  # fmt: skip
# Product, weight, list price in US dollars (round figures, our own).
_PRODUCTS: Final = (
    ("nvidia-h100-sxm5-80gb", 14, 28_000), ("H200", 10, 33_000), ("H20", 9, 12_500),
    ("B200", 6, 38_000), ("L40S", 10, 8_500), ("L4", 9, 2_600), ("L20", 4, 4_200), ("A100", 5, 9_500),
    ("nvidia-a800-80gb", 2, 9_000), ("H800", 2, 26_000), ("RTX 4090", 8, 1_900),
    ("RTX 5090", 7, 2_400), ("MI300X", 5, 16_000), ("MI308X", 3, 11_000), ("Gaudi 2", 2, 7_500),
    ("T4", 4, 900), ("V100", 3, 2_500),
)  # fmt: skip
# Destination, weight.
_PLACES: Final = (
    ("US", 6), ("DE", 9), ("JP", 9), ("TW", 10), ("KR", 6), ("GB", 6), ("FR", 5), ("NL", 4),
    ("CA", 4), ("SG", 9), ("MY", 7), ("IN", 6), ("CN", 9), ("HK", 4), ("AE", 4), ("SA", 3),
    ("IL", 2), ("BR", 2), ("MX", 3), ("TH", 3), ("VN", 3), ("PL", 1), ("SE", 1), ("CH", 1),
    ("KZ", 1), ("MO", 1), ("TR", 1), ("ZA", 1), ("AU", 3), ("NO", 1),
)  # fmt: skip
_EXPORTERS: Final = (("nvidia", 6), ("amd", 2), ("Dell", 4), ("Supermicro", 4), ("intel", 1))
_SYLLABLES: Final = (
    "al", "bor", "cen", "dra", "el", "fir", "gal", "hen", "ist", "jun", "kor", "lum", "mar", "nor",
    "ol", "per", "quin", "ros", "sol", "tel", "ul", "ver", "wen", "xan", "yor", "zen",
)  # fmt: skip
_KINDS: Final = ("Cloud", "Systems", "Research", "Data", "Computing", "Networks", "Labs", "Labs II")
_LISTS: Final = ("entity-list", "unverified", "meu", "entity-list-fn4")
_USES: Final = (("data-center", 5), ("ai-training", 3), ("ai-inference", 3), ("consumer", 2),
                ("supercomputer", 1))  # fmt: skip
DIRT: Final = 0.02


def rows(
    count: int,
    seed: int,
    *,
    start: date = date(2025, 1, 2),
    days: int = 400,
    dirt: float = DIRT,
) -> Iterator[dict[str, str]]:
    """Order lines, one after the other.

    Args:
        count: How many.
        seed: The same seed gives the same lines.
        start: The first requested date.
        days: How many days the requested dates spread over.
        dirt: The share of lines that hold something wrong.

    >>> next(rows(1, 7))["order_id"]
    'SO-100000'
    """
    draw = random.Random(seed)
    customers = [_customer(draw) for _ in range(max(20, min(4_000, count // 40)))]
    order, line = 100_000, 0
    customer = draw.choice(customers)
    exporter = _pick(draw, _EXPORTERS)
    for _ in range(count):
        line += 1
        if line > 1 and draw.random() < 0.35:
            order, line = order + 1, 1
            customer = draw.choice(customers)
            exporter = _pick(draw, _EXPORTERS)
        row = _line(draw, f"SO-{order}", line, customer, exporter, start, days)
        if draw.random() < dirt:
            _spoil(draw, row)
        yield row


def _pick(draw: random.Random, weighted: Sequence[tuple[str, int]]) -> str:
    return draw.choices([v for v, _ in weighted], [w for _, w in weighted])[0]


def _customer(draw: random.Random) -> dict[str, str]:
    name = "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 3)))).capitalize()
    country = _pick(draw, _PLACES)
    headquarters = country if draw.random() < 0.8 else _pick(draw, _PLACES)
    parent = headquarters if draw.random() < 0.88 else _pick(draw, _PLACES)
    lists = draw.choice(_LISTS) if draw.random() < 0.015 else "none"
    return {
        "end_user": f"{name} {draw.choice(_KINDS)}",
        "end_user_country": country,
        # What nobody has asked the customer stays empty.
        "end_user_headquarters": headquarters if draw.random() < 0.85 else "",
        "end_user_ultimate_parent": parent if draw.random() < 0.7 else "",
        "end_user_lists": lists if draw.random() < 0.9 else "",
    }


def _line(
    draw: random.Random, order: str, line: int, customer: Mapping[str, str], exporter: str,
    start: date, days: int,
) -> dict[str, str]:  # fmt: skip
    names = [name for name, _, _ in _PRODUCTS]
    item = draw.choices(names, [weight for _, weight, _ in _PRODUCTS])[0]
    price = next(price for name, _, price in _PRODUCTS if name == item)
    to = customer["end_user_country"] if draw.random() < 0.9 else _pick(draw, _PLACES)
    abroad = draw.random() < 0.25 and to != "TW"
    known = draw.random() < 0.8
    use = _pick(draw, _USES) if draw.random() < 0.4 else "none"
    return {
        "order_id": order,
        "line": str(line),
        "item": item,
        "quantity": str(draw.choice((1, 1, 2, 4, 8, 8, 16, 32, 64, 128, 512))),
        "unit_price_usd": f"{price * draw.uniform(0.85, 1.15):.2f}",
        "on": (start + timedelta(days=draw.randrange(days))).isoformat(),
        "from": "TW" if abroad else "US",
        "to": to,
        "transaction": "reexport" if abroad and draw.random() < 0.5 else "export",
        "exporter": exporter,
        **(customer if known else dict.fromkeys(customer, "")),
        "end_use": use if known and draw.random() < 0.85 else "",
        "sales_region": draw.choice(("EMEA", "APAC", "AMER")),
    }


def _spoil(draw: random.Random, row: dict[str, str]) -> None:
    """Put one thing wrong, as people and systems do."""
    match draw.randrange(9):
        case 0:
            row["quantity"] = "-" + row["quantity"]
        case 1:
            year, month, day = row["on"].split("-")
            row["on"] = f"{month}/{day}/{year}"
        case 2:
            row["to"] = draw.choice(("Atlantis", "EU", "XX", ""))
        case 3:
            row["item"] = draw.choice(("", "N/A", "H21", "CABLE-2M", "h100", "H 200 141GB"))
        case 4:
            row["on"] = ""
        case 5:
            row["end_user"] = "Société Générale d'Informatique, « Lumière »"
        case 6:
            row["end_user_lists"] = draw.choice(("Entity-List", "sanctioned", "meu; unverified"))
        case 7:
            row["unit_price_usd"] = draw.choice(("", "n.a.", "1,200"))
        case _:
            row["to"] = {"DE": "Germany", "KR": "Korea, South", "CN": "prc"}.get(
                row["to"], row["to"]
            )


def write_book(path: Path, count: int, seed: int, **options: Any) -> None:
    """Write an order book as CSV or Parquet, by the ending of the file.

    Raises:
        BadInput: The ending is another one, or the count is below 1.
    """
    if count < 1:
        raise BadInput(f"`{count}` lines", hint="1 or more")
    if path.suffix not in {".csv", ".parquet"}:
        raise BadInput(f"can't write `{path.name}`", hint="an ending of .csv or .parquet")
    ready(path)
    made = rows(count, seed, **options)
    with put(path) as scratch:
        if path.suffix == ".parquet":
            _parquet(scratch, made)
            return
        with scratch.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADINGS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(made)


def _parquet(path: Path, made: Iterator[dict[str, str]]) -> None:
    import itertools

    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in HEADINGS])
    with pq.ParquetWriter(path, schema) as writer:
        while block := list(itertools.islice(made, 100_000)):
            table = {name: [row[name] or None for row in block] for name in HEADINGS}
            writer.write_table(pa.table(table, schema=schema))
