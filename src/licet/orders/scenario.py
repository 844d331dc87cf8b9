"""Scenarios: what may become of held lines, as stated assumptions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from licet.errors import BadInput

CASES: Final = ("low", "base", "high")
"""Low, base and high loss."""
OUTCOMES: Final = ("denied", "delayed", "licensed", "redirected")
_KEYS: Final = frozenset(
    {"title", "on", "known_on", "quarter_starts", "product", "class", "stock", "source", "note"}
)


@dataclass(frozen=True, slots=True)
class Band:
    """An assumption with its low, base and high value; low is the one that loses least."""

    low: float
    base: float
    high: float

    def get(self, case: str) -> float:
        """The value in a case.

        >>> Band(0.1, 0.2, 0.4).get("high")
        0.4
        """
        return float(getattr(self, case))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may become of the held lines of a class.

    Attributes:
        kind: One of `OUTCOMES`.
        probability: How likely; those of a class add up to 1 in each case.
        quarters: For ``delayed``: by how many quarters the revenue moves.
        share: For ``licensed``: the part of the revenue that goes to the state.
        discount: For ``redirected``: the part of the price that is lost.
    """

    kind: str
    probability: Band
    quarters: int = 0
    share: Band = field(default_factory=lambda: Band(0, 0, 0))
    discount: Band = field(default_factory=lambda: Band(0, 0, 0))


@dataclass(frozen=True, slots=True)
class Stock:
    """Goods of one product on hand and promised purchases, in US dollars.

    `other_use` is the part that can serve other products or buyers.
    """

    product: str
    inventory_usd: float
    commitments_usd: float
    other_use: Band
    quarter: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario file, checked."""

    title: str
    on: date
    known_on: date | None
    products: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    stocks: tuple[Stock, ...]
    quarter_month: int
    notes: tuple[str, ...]


def quarter_of(day: date, first_month: int = 1) -> str:
    """The quarter of a day, for a fiscal year that starts in a month and is named for its end.

    >>> quarter_of(date(2025, 4, 20)), quarter_of(date(2025, 4, 20), 2)
    ('2025 Q2', 'FY2026 Q1')
    """
    months = (day.year * 12 + day.month - 1) - (first_month - 1)
    year, number = months // 12, months % 12 // 3 + 1
    return f"{year} Q{number}" if first_month == 1 else f"FY{year + 1} Q{number}"


def later(quarter: str, by: int) -> str:
    """A quarter some quarters on.

    >>> later("FY2026 Q3", 2)
    'FY2027 Q1'
    """
    head, number = quarter.split(" Q")
    prefix = "FY" if head.startswith("FY") else ""
    at = int(head.removeprefix("FY")) * 4 + int(number) - 1 + by
    return f"{prefix}{at // 4} Q{at % 4 + 1}"


def read_scenario(path: Path) -> Scenario:
    """A scenario from TOML.

    Raises:
        BadInput: Says which key is wrong and what is allowed.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise BadInput(f"no such file: `{path}`", hint="a scenario in TOML") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"`{path}`: not TOML: {error}") from error
    unknown = set(table) - _KEYS
    if unknown:
        raise BadInput(
            f"`{path}`: unknown key `{min(unknown)}`", hint=f"one of {', '.join(sorted(_KEYS))}"
        )
    on = table.get("on")
    if not isinstance(on, date):
        raise BadInput(f"`{path}`: `on` is not a date", hint="on = 2025-04-20")
    outcomes = tuple(_outcome(path, entry) for entry in table.get("class", ()))
    if not outcomes:
        raise BadInput(f"`{path}`: no [[class]]", hint=f"kind = one of {', '.join(OUTCOMES)}")
    for case in CASES:
        total = sum(outcome.probability.get(case) for outcome in outcomes)
        if abs(total - 1) > 1e-6:
            raise BadInput(
                f"`{path}`: probabilities add up to `{total:g}` in the {case} case", hint="to 1"
            )
    month = table.get("quarter_starts", 1)
    if month not in range(1, 13):
        raise BadInput(f"`{path}`: quarter_starts: `{month}`", hint="a month from 1 to 12")
    product = table.get("product", [])
    return Scenario(
        title=str(table.get("title", path.stem)),
        on=on,
        known_on=table.get("known_on"),
        products=tuple([product] if isinstance(product, str) else product),
        outcomes=outcomes,
        stocks=tuple(_stock(path, entry, on, month) for entry in table.get("stock", ())),
        quarter_month=month,
        notes=tuple(str(n) for key in ("note", "source") for n in _list(table.get(key))),
    )


def _list(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _band(path: Path, entry: Mapping[str, Any], key: str, *, default: float | None = None) -> Band:
    value = entry.get(key, default)
    values = value if isinstance(value, list) else [value] * 3
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if len(numbers) != 3 or not all(0 <= number <= 1 for number in numbers):
        raise BadInput(f"`{path}`: {key}: `{value}`", hint="[low, base, high], each from 0 to 1")
    return Band(*(float(number) for number in numbers))


def _only(path: Path, entry: Mapping[str, Any], allowed: set[str]) -> None:
    for key in entry:
        if key not in allowed:
            raise BadInput(
                f"`{path}`: unknown key `{key}`", hint=f"one of {', '.join(sorted(allowed))}"
            )


def _outcome(path: Path, entry: Mapping[str, Any]) -> Outcome:
    _only(path, entry, {"kind", "probability", "quarters", "share", "discount"})
    kind, quarters = entry.get("kind"), entry.get("quarters", 0)
    if kind not in OUTCOMES:
        raise BadInput(f"`{path}`: kind: `{kind}`", hint=f"one of {', '.join(OUTCOMES)}")
    if not isinstance(quarters, int) or not 0 <= quarters <= 40:
        raise BadInput(f"`{path}`: quarters: `{quarters}`", hint="a whole number from 0 to 40")
    return Outcome(
        kind, _band(path, entry, "probability"), quarters,
        _band(path, entry, "share", default=0), _band(path, entry, "discount", default=0),
    )  # fmt: skip


def _stock(path: Path, entry: Mapping[str, Any], on: date, month: int) -> Stock:
    _only(path, entry, {"product", "inventory_usd", "commitments_usd", "other_use", "quarter"})
    amounts = [entry.get(key, 0) for key in ("inventory_usd", "commitments_usd")]
    if not all(isinstance(amount, (int, float)) and amount >= 0 for amount in amounts):
        raise BadInput(f"`{path}`: stock: `{amounts}`", hint="US dollars, 0 or more")
    return Stock(
        str(entry.get("product", "")), float(amounts[0]), float(amounts[1]),
        _band(path, entry, "other_use", default=0),
        str(entry.get("quarter", quarter_of(on, month))),
    )  # fmt: skip
