"""The weights: what each feature says for or against each class, as a readable table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

WEIGHTS: Final = "weights.tsv"
_CODE: Final = 2
"""Letters of the code that stands for a class."""
_HEAD: Final = (
    "# Made by scripts/reading_train.py from the labeled texts; don't edit.\n"
    "# First the classes with their codes; then a feature and what it says for each class, in hundredths."
)


@dataclass(frozen=True, slots=True)
class Model:
    """Linear classifiers that share their features.

    Attributes:
        weights: For a feature, the classes it speaks of and how strongly.
        groups: For a question (`act`, `action`, …), its classes, written `question=answer`.
    """

    weights: dict[str, tuple[tuple[str, float], ...]]
    groups: dict[str, tuple[str, ...]]

    def sums(self, names: Iterable[str]) -> dict[str, float]:
        """The sum of the weights for each class that any of the features speaks of."""
        total: dict[str, float] = defaultdict(float)
        for name in names:
            for key, weight in self.weights.get(name, ()):
                total[key] += weight
        return total

    def shares(self, total: dict[str, float], question: str) -> dict[str, float]:
        """The answers to a question with their probabilities, which add up to one.

        >>> model = Model({"x": (("a=b", 0.0), ("a=c", 0.0))}, {"a": ("a=b", "a=c")})
        >>> model.shares(model.sums(["x"]), "a")
        {'b': 0.5, 'c': 0.5}
        """
        odds = {
            key.partition("=")[2]: logistic(total.get(key, 0.0)) for key in self.groups[question]
        }
        whole = sum(odds.values()) or 1.0
        return {answer: value / whole for answer, value in odds.items()}


def logistic(value: float) -> float:
    """The probability that a sum of weights means.

    >>> logistic(0.0)
    0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))


def parsed(text: str) -> Model:
    """A model from its table: codes of the classes first, then the weights in hundredths.

    >>> parsed("# AA action=ban\\nw:ban\\tAA150\\n").weights
    {'w:ban': (('action=ban', 1.5),)}
    """
    codes: dict[str, str] = {}
    weights: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in text.splitlines():
        if line.startswith("# "):
            _, code, *rest = line.split(" ")
            if len(code) == _CODE:
                codes[code] = rest[0]
            continue
        name, _, pairs = line.partition("\t")
        if pairs:
            weights[name] = tuple(
                (codes[pair[:_CODE]], int(pair[_CODE:]) / 100) for pair in pairs.split(" ")
            )
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(codes.values()):
        groups[key.partition("=")[0]].append(key)
    return Model(weights, {name: tuple(each) for name, each in groups.items()})


def written(table: dict[str, dict[str, float]]) -> str:
    """The table of some weights, sorted; what rounds to nothing is left out.

    >>> parsed(written({"w:ban": {"action=ban": 1.5}})).weights
    {'w:ban': (('action=ban', 1.5),)}
    """
    classes = sorted({key for pairs in table.values() for key in pairs})
    codes = {key: f"{chr(65 + i // 26)}{chr(65 + i % 26)}" for i, key in enumerate(classes)}
    lines = [_HEAD, *(f"# {code} {key}" for key, code in codes.items())]
    for name in sorted(table):
        pairs = [(codes[key], round(value * 100)) for key, value in sorted(table[name].items())]
        kept = " ".join(f"{code}{value}" for code, value in pairs if value)
        if kept:
            lines.append(f"{name}\t{kept}")
    return "\n".join(lines) + "\n"


@lru_cache(maxsize=1)
def model() -> Model:
    """The weights that come with the package."""
    source = files("licet.reading") / "data" / WEIGHTS
    return parsed(source.read_text(encoding="utf-8"))
