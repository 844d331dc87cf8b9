"""What a draft does to an order book: its lines asked before and after, distinct ones once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from licet.case import parse_case
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.questions.drafts import BookImpact
from licet.questions.setting import FREE, HELD, court_under
from licet.rules.court import Court
from licet.rules.provision import Law
from licet.rules.values import exact

MAX_LINES = 200_000
_KEYS = ("item", "to", "from", "transaction", "exporter")
_PARTY = {
    "end_user": "name",
    "end_user_country": "country",
    "end_user_headquarters": "headquarters",
    "end_user_ultimate_parent": "ultimate_parent",
}


def impact(path: Path, law: Law, on: date) -> BookImpact:
    """What a draft does to the lines of an order book.

    Args:
        path: A CSV file with the columns of the contract.
        law: The embedded law with the draft.
        on: The day, for lines without one.

    Raises:
        BadInput: The file can't be read, or a line is wrong; says which.
    """
    if not path.is_file():
        raise BadInput(f"no such file: `{path}`", hint="a CSV file of order lines")
    courts = (court_under(None), court_under(law))
    known: dict[str, tuple[str, str]] = {}
    held: list[tuple[int, str, str]] = []
    value, undecided, count = Fraction(0), 0, 0
    for row, line in _lines(path):
        count = row
        case = _case(line, on)
        key = repr(sorted(case.items(), key=lambda pair: pair[0]))
        if key not in known:
            known[key] = _both(case, courts, row)
        before, after = known[key]
        worth = _value(line, row)
        if before in FREE and after in HELD:
            held.append((row, str(case.get("item")), str(case.get("to"))))
            value += worth
        undecided += "indeterminate" in {before, after}
    return BookImpact(count, tuple(held), value, undecided)


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a file with their numbers, 1 for the first below the headings."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in ("item", "to") if name not in (rows.fieldnames or ())]
            if missing:
                hint = "the first line names the columns: item, to, quantity, …"
                raise BadInput(f"`{path}`: no column `{missing[0]}`", hint=hint)
            for row, line in enumerate(rows, 1):
                if row > MAX_LINES:
                    raise BadInput(f"more than {MAX_LINES:,} lines", hint="licet orders determine")
                yield row, line
    except UnicodeDecodeError as error:
        raise BadInput(f"`{path}`: not UTF-8 text", hint="a CSV file of order lines") from error
    except csv.Error as error:
        raise BadInput(f"`{path}`: not a CSV file: {error}") from error


def _case(line: Mapping[str, str], on: date) -> dict[str, Any]:
    case: dict[str, Any] = {
        key: line[key].strip() for key in _KEYS if (line.get(key) or "").strip()
    }
    case["on"] = (line.get("on") or "").strip() or on.isoformat()
    party: dict[str, Any] = {
        name: line[column].strip()
        for column, name in _PARTY.items()
        if (line.get(column) or "").strip()
    }
    lists = (line.get("end_user_lists") or "").strip()
    if lists:
        party["lists"] = [] if lists == "none" else lists.split(";")
    if party:
        case["parties"] = [{"role": "end-user", **party}]
    end_use = (line.get("end_use") or "").strip()
    if end_use:
        case["end_use"] = [] if end_use == "none" else end_use.split(";")
    return case


def _both(case: dict[str, Any], courts: tuple[Court, Court], row: int) -> tuple[str, str]:
    try:
        shipment = parse_case(case)
        first, second = (answer(shipment, court).verdict for court in courts)
    except BadInput as error:
        raise BadInput(f"line {row}: {error.message}", hint=error.hint) from error
    return first, second


def _value(line: Mapping[str, str], row: int) -> Fraction:
    """What a line is worth; 0 where quantity or price is not given."""
    numbers = []
    for name in ("quantity", "unit_price_usd"):
        text = (line.get(name) or "").strip()
        number = exact(text, name=f"line {row}, {name}") if text else Fraction(0)
        if number < 0:
            raise BadInput(f"line {row}, {name}: `{text}` is below 0", hint="0 or more")
        numbers.append(number)
    return numbers[0] * numbers[1]
