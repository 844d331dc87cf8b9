"""Parties by role, quantities and values of a line count as they do in a check."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from licet.courts import court_of
from licet.decision.answer import answer
from licet.errors import BadInput, LicetError
from licet.law import with_files
from licet.orders import engine, gauge, relation, states
from licet.orders.amounts import read_amount
from licet.orders.bulk import connect, determine_file
from licet.orders.columns import find_columns
from licet.orders.dialect import DUCKDB
from licet.orders.lookup import line_shipment, shipment_at
from licet.orders.roles import PARTY_FACTS, ROLES, column

ANSWERS = ("verdict", "text", "parameters", "eccn", "review_policy")
PLACES = ["CN", "MO", "DE", "MY", "AE", "US", "TW", "IN"]


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def lines_of(count: int, seed: int) -> list[dict[str, str]]:
    """Lines that name any of the parties, and what is known of each."""
    draw = random.Random(seed)
    made = []
    for _ in range(count):
        line = {
            "item": draw.choice(["H20", "H100", "L40S", "RTX 4090", "A100", "MI300X"]),
            "to": draw.choice(PLACES),
            "on": f"{draw.choice([2023, 2025, 2026])}-{draw.randint(1, 12):02}-15",
            "quantity": draw.choice(["", "1", "64", "5000"]),
            "unit_price_usd": draw.choice(["", "2000", "30000"]),
            "end_use": draw.choice(["", "none", "supercomputer"]),
        }
        for role in ROLES:
            silent = draw.random() < 0.4
            for fact in PARTY_FACTS:
                values = ["", "none", "meu", "entity-list"] if fact == "lists" else ["", *PLACES]
                line[column(role, fact)] = "" if silent else draw.choice(values)
        made.append(line)
    return made


def assert_same_as_check(lines: list[dict[str, str]], tmp_path: Path) -> None:
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    determine_file(path, out, tell=quiet)
    court = court_of()
    with out.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert len(lines) == len(found)
    for line, got in zip(lines, found, strict=True):
        asked = answer(line_shipment(line), court)
        missing = dict.fromkeys(each.fact for each in asked.missing)

        assert [getattr(asked, name) or "" for name in ANSWERS] == [
            got[f"licet_{name}"] for name in ANSWERS
        ], line
        assert ";".join(missing) == got["licet_missing"], line


@pytest.mark.parametrize(("few", "most"), [(250_000, 1_000_000), (0, 0)])
def test_every_party_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, most: int
) -> None:
    monkeypatch.setattr(engine, "FEW", few)
    monkeypatch.setattr(states, "RANKED", 1_000_000)
    monkeypatch.setattr(relation, "MOST", most)
    assert_same_as_check(lines_of(80, 5), tmp_path)


def test_purchaser_alone_decides() -> None:
    line = {"item": "H20", "to": "DE", "on": "2025-06-01", "purchaser_headquarters": "CN"}
    asked = line_shipment(line)

    assert [("purchaser", "CN")] == [(p.role, p.headquarters) for p in asked.parties or ()]


def test_headings_of_parties() -> None:
    heads = ["Material", "Item", "Ship-To", "Ship-To Country", "Req. Deliv. Date", "HQ", "Sold-To",
             "Sold-To HQ", "Consignee Country", "Freight Forwarder Ctry", "Ult. Parent Country"]  # fmt: skip
    names = find_columns(heads).names

    assert {
        "item": "Material", "line": "Item", "to": "Ship-To Country", "on": "Req. Deliv. Date",
        "end_user_headquarters": "HQ", "customer": "Sold-To",
        "purchaser_headquarters": "Sold-To HQ", "ultimate_consignee_country": "Consignee Country",
        "intermediate_consignee_country": "Freight Forwarder Ctry",
        "end_user_ultimate_parent": "Ult. Parent Country",
    } == dict(names)  # fmt: skip


NAMES = """item,to,on,End User,HQ,Screening,Customer,Customer HQ,Customer Lists
H20,DE,2025-06-01,Acme,DE,none,Acme,DE,none
H20,DE,2025-06-01,Acme,DE,none, ACME ,CN,none
H20,DE,2025-06-01,Acme,DE,none,Other,CN,meu
H20,DE,2025-06-01,Acme,,none,Acme,CN,
H20,DE,2025-06-01,Acme,DE,none,Acme,,meu
H20,DE,2025-06-01,,DE,none,,CN,meu
"""


@pytest.mark.parametrize("most", [1_000_000, 0])
def test_a_party_that_contradicts_itself_is_refused_as_in_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(relation, "MOST", most)
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    path.write_text(NAMES.replace("Customer Lists", "Customer Screening"))
    counts = determine_file(path, out, tell=quiet)
    with Path(f"{out}.rejects.csv").open(newline="") as file:
        reasons = [tuple(row.values()) for row in csv.DictReader(file)]

    assert (6, 4, 2) == (counts.read, counts.decided, counts.rejected)
    assert [
        ("2", "Customer HQ", "CN",
         "not the headquarters of the end-user, though the purchaser bears its name"),
        ("5", "Customer Screening", "meu",
         "not the lists of the end-user, though the purchaser bears its name"),
    ] == reasons  # fmt: skip
    for row in ("#2", "#5"):
        with pytest.raises(BadInput, match="though the purchaser bears its name"):
            shipment_at(path, row)
    assert ["Acme", "Acme"] == [party.name for party in shipment_at(path, "#4").parties or ()]


DRAFT = """
[[instrument]]
id = "own"
title = "Our own rule"
published = 2023-01-01
status = "in-force"

[[provision]]
id = "own/many"
title = "Many pieces, or dear ones"
cite = "our own"
effect = { require = "RS" }

[[provision.version]]
instrument = "own"
valid = { from = 2023-01-01 }
when = "to == \\"DE\\" and (quantity > 10 or value_usd >= 2500.5)"
says = "Many pieces to Germany need our leave."
confidence = "unverified"
"""


@pytest.mark.parametrize("most", [1_000_000, 0])
@pytest.mark.parametrize(
    ("quantities", "verdicts"),
    [
        (("20", "30"), ["license-required"] * 2),
        (("5", "6", ""), [*["no-license-required"] * 2, "indeterminate"]),
        (("10", "10"), ["no-license-required"] * 2),
        (("", ""), ["indeterminate"] * 2),
    ],
)
def test_amounts_on_one_side_of_every_limit_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int,
    quantities: tuple[str, ...], verdicts: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(relation, "MOST", most)
    draft = tmp_path / "own.toml"
    draft.write_text(DRAFT.replace("(quantity > 10 or value_usd >= 2500.5)", "quantity > 10"))
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "to", "on", "quantity"])
        writer.writerows(["T4", "DE", "2025-06-01", each] for each in quantities)
    determine_file(path, out, law=with_files([draft]), tell=quiet)
    with out.open(newline="") as file:
        assert verdicts == [row["licet_verdict"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("most", [1_000_000, 0])
def test_quantity_and_value_are_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(relation, "MOST", most)
    draft = tmp_path / "own.toml"
    draft.write_text(DRAFT)
    law = with_files([draft])
    cells = [("10", "10"), ("11", "10"), ("1", "2500.50"), ("1", "2500.49"), ("3", "833.5"),
             ("", "99"), ("10.000001", "1"), ("1,000", "$1")]  # fmt: skip
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "to", "on", "quantity", "unit_price_usd"])
        writer.writerows(["T4", "DE", "2025-06-01", *pair] for pair in cells)
    determine_file(path, out, law=law, tell=quiet)
    court = court_of(law)
    with out.open(newline="") as file:
        found = [row["licet_verdict"] for row in csv.DictReader(file)]
    asked = [answer(shipment_at(path, f"#{n}"), court).verdict for n in range(1, len(cells) + 1)]

    assert asked == found
    assert {"license-required", "no-license-required", "indeterminate"} == set(found)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,200", 1200), ("$1,200.50", 1200.5), ("1.234,5", 1234.5), ("12 000", 12_000),
        ("USD 5", 5), ("3e2", 300), ("1.234.567", 1_234_567), ("12,5", 12.5), ("1.200", 1.2),
        ("1'000", 1000), (" 7 ", 7), ("n.a.", None), ("", None), ("1,20,3", None), ("€5", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(tmp_path: Path, cell: str, number: float | None) -> None:
    connection = connect(tmp_path)
    read = connection.execute(
        f"SELECT TRY_CAST({DUCKDB.digits('x')} AS DECIMAL(19, 6)) FROM (SELECT $1 AS x)", [cell]
    ).fetchall()[0][0]
    connection.close()

    assert number == (None if read is None else float(read))
    assert number == (None if read_amount(cell) is None else float(read_amount(cell) or 0))


def test_days_of_the_same_law_are_one_kind(tmp_path: Path) -> None:
    days = [date(2025, 1, 1 + n) for n in range(12)] + [date(1999, 1, 1), date(2150, 1, 1), None]
    path, out = tmp_path / "book.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"item": ["H20"] * 15, "to": ["CN"] * 15, "on": days}), path)
    counts = determine_file(path, out, tell=quiet)
    with Path(f"{out}.rejects.csv").open(newline="") as file:
        reasons = {row["row"]: row["reason"] for row in csv.DictReader(file)}

    assert (12, 3) == (counts.decided, counts.rejected)
    assert "`1999-01-01` is before the encoded law" in reasons["13"]
    assert "`2150-01-01` is out of range" in reasons["14"]
    assert "empty" == reasons["15"]


def test_a_condition_on_quantity_and_value_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "own.toml"
    draft.write_text(DRAFT.replace("quantity > 10 or value_usd >= 2500.5",
                                   "value_usd >= 100 * quantity"))  # fmt: skip
    law = with_files([draft])
    path, out = tmp_path / "book.csv", tmp_path / "out.csv"
    path.write_text("item,to,on,quantity,unit_price_usd\nT4,DE,2025-06-01,5,99\n"
                    "T4,DE,2025-06-01,7,100\n")  # fmt: skip
    determine_file(path, out, law=law, tell=quiet)
    with out.open(newline="") as file:
        found = [row["licet_verdict"] for row in csv.DictReader(file)]

    assert ["no-license-required", "license-required"] == found
    monkeypatch.setattr(gauge, "EXACT", 1)
    with pytest.raises(LicetError, match="weighs quantity and value at once"):
        determine_file(path, out, law=law, tell=quiet)
