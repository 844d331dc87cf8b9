"""Every line of a book gets the answer that a single check gives for the same facts."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from licet.catalog import catalog
from licet.courts import court_of
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.orders.bulk import determine_file
from licet.orders.generate import HEADINGS, rows
from licet.orders.lookup import line_shipment

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
    "TW",
    "RU",
    "IR",
    "CU",
    "KP",
    "VE",
    "KZ",
    "NO",
    "GB",
]


def quiet(words: str) -> None:
    """Progress that nobody reads."""


def wild_rows(count: int, seed: int) -> list[dict[str, str]]:
    """Lines with any value in any column, so that rare combinations turn up."""
    draw = random.Random(seed)
    items = [*catalog(), "H20", "H100", "RTX 4090", "H200", "A100"]
    lists = [
        "",
        "none",
        "entity-list",
        "meu;unverified",
        "denied-persons",
        "entity-list-fn4",
        "sdn",
    ]
    uses = ["", "none", "supercomputer", "military", "ai-training;data-center", "wmd"]

    def place(empty: float) -> str:
        return "" if draw.random() < empty else draw.choice(PLACES)

    made = []
    for number in range(count):
        bare = draw.random() < 0.3
        row = {
            "order_id": f"W-{number}",
            "line": "1",
            "item": draw.choice(items),
            "quantity": "1",
            "on": f"{draw.randint(2022, 2026)}-{draw.randint(9, 12):02}-{draw.randint(1, 28):02}",
            "from": place(0.5),
            "to": place(0),
            "transaction": draw.choice(["", "export", "reexport", "transfer"]),
            "exporter": draw.choice(["", "nvidia", "NVIDIA Corporation", "amd", "intel", "Acme"]),
            "end_user": "Someone",
            "end_user_country": "" if bare else place(0.3),
            "end_user_headquarters": "" if bare else place(0.3),
            "end_user_ultimate_parent": "" if bare else place(0.3),
            "end_user_lists": "" if bare else draw.choice(lists),
            "end_use": draw.choice(uses),
        }
        made.append(row)
    return made


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decided(
    tmp_path: Path, lines: list[dict[str, str]]
) -> tuple[list[dict[str, str]], dict[int, str]]:
    """The decided lines, and the rejected ones by row."""
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    with book.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADINGS, restval="")
        writer.writeheader()
        writer.writerows(lines)
    counts = determine_file(book, out, tell=quiet)
    found, rejected = read_rows(out), read_rows(Path(f"{out}.rejects.csv"))

    assert len(lines) == counts.read == counts.decided + counts.rejected
    assert counts.decided == len(found)
    assert counts.rejected == len(rejected)
    return found, {int(row["row"]): row["reason"] for row in rejected}


def assert_same_as_check(lines: list[dict[str, str]], tmp_path: Path) -> None:
    found, rejected = decided(tmp_path, lines)
    court = court_of()
    answered = iter(found)
    for row, line in enumerate(lines, 1):
        if row in rejected:
            price = line.get("unit_price_usd", "")
            numbers = line["quantity"].startswith("-") or "," in price or "n" in price
            if not numbers:
                with pytest.raises(BadInput):
                    line_shipment(line)
            continue
        got = next(answered)
        assert line["order_id"] == got["order_id"]
        asked = answer(line_shipment(line), court)
        assert (
            asked.verdict, asked.text, asked.parameters or "", asked.eccn or "",
            asked.review_policy or "",
        ) == (
            got["licet_verdict"], got["licet_text"], got["licet_parameters"], got["licet_eccn"],
            got["licet_review_policy"],
        ), line  # fmt: skip
        if asked.verdict in {"license-required", "license-exception"}:
            decides = asked.needed[0][0].provision if asked.needed else ""
            assert decides == got["licet_provision"], line
    assert next(answered, None) is None


@pytest.mark.parametrize("seed", [1, 2])
def test_generated_books(tmp_path: Path, seed: int) -> None:
    assert_same_as_check(list(rows(400, seed)), tmp_path)


@pytest.mark.parametrize("seed", [3, 4])
def test_wild_books(tmp_path: Path, seed: int) -> None:
    assert_same_as_check(wild_rows(300, seed), tmp_path)


def test_what_is_missing_does_not_hang_on_which_line_came_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a book too large to put what is missing in order, too."""
    monkeypatch.setattr("licet.orders.states.RANKED", 0)
    lines = [line for line in wild_rows(700, 11) if line["item"]]
    first, _ = decided(tmp_path, lines)
    second, _ = decided(tmp_path, lines[::-1])

    told = {row["order_id"]: row["licet_missing"] for row in first}
    assert told == {row["order_id"]: row["licet_missing"] for row in second}
    assert any(";" in names for names in told.values())
