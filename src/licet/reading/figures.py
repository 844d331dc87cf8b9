"""Amounts, rates, counts and thresholds that a clause states, in full numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

_SCALE: Final = {
    "": 1, "thousand": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "billion": 10**9,
    "b": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "t": 10**12,
}  # fmt: skip
_WORDS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_MONEY: Final = re.compile(
    r"(?P<sign>US\$|\$|€|£)\s?(?P<n>\d[\d,]{0,14}(?:\.\d{1,6})?)\s?(?P<scale>trillion|billion|million|"
    r"thousand|bn|mn|tn|[bmt](?!\w))?"
)
_RATE: Final = re.compile(
    r"(?P<n>\b\d{1,3}(?:\.\d{1,4})?|\b(?:ten|fifteen|twenty|twenty-five|fifty|zero))\s?(?:%|percent\b|per cent\b)"
)
_COUNT: Final = re.compile(
    r"\b(?P<n>\d[\d,]{0,11}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|twenty)\s(?:\w+[ -]){0,3}?(?P<what>entities|companies|firms|parties|"
    r"organi[sz]ations|chips|processors|GPUs|accelerators|megawatts?|MW|gigawatts?|GW)\b"
)
_RATE_WORDS: Final = {"twenty-five": 25, "fifty": 50}
_UNITS: Final = {"megawatt": "MW", "megawatts": "MW", "gigawatt": "GW", "gigawatts": "GW"}
_MAX: Final = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its kind and unit, and the words it stands in."""

    kind: str
    value: Decimal
    unit: str
    words: str

    def as_dict(self) -> dict[str, Any]:
        """As a plain object; whole numbers stay whole."""
        whole = self.value == self.value.to_integral_value()
        return {
            "kind": self.kind,
            "value": int(self.value) if whole else float(self.value),
            "unit": self.unit,
        }


def figures(text: str, action: str) -> tuple[Figure, ...]:
    """The figures of a clause; their kind follows from the act.

    >>> [f.as_dict()["value"] for f in figures("a charge of up to $5.5 billion", "disclose-charge")]
    [5500000000]
    """
    found: list[Figure] = []
    for match in _MONEY.finditer(text):
        scale = _SCALE[match["scale"] or ""]
        unit = {"€": "EUR", "£": "GBP"}.get(match["sign"], "USD")
        kind = {"disclose-charge": "charge", "market-milestone": "market-value"}.get(
            action, "amount"
        )
        value = Decimal(match["n"].replace(",", "")) * scale
        found.append(Figure(kind, value, unit, match[0].strip()))
    for match in _RATE.finditer(text):
        word = match["n"]
        rate = Decimal(str(_RATE_WORDS.get(word, _WORDS.get(word, word))))
        kind = {
            "revenue-share": "revenue-share", "tariff-impose": "tariff", "tariff-cut": "tariff",
        }.get(action, "rate")  # fmt: skip
        found.append(Figure(kind, rate, "percent", match[0]))
    for match in _COUNT.finditer(text):
        raw = match["n"].replace(",", "")
        value = Decimal(str(_WORDS.get(raw, raw)))
        what = match["what"]
        unit = _UNITS.get(what, what)
        kind = (
            "threshold" if unit in ("MW", "GW")
            else "chips" if unit in ("chips", "processors", "GPUs", "accelerators")
            else "entities"
        )  # fmt: skip
        found.append(Figure(kind, value, unit, match[0]))
    return tuple(found[:_MAX])
