"""The answer to each last state: by what is settled already, else by the evaluator.

A leftover knows which versions surely apply, which surely don't and which are open. The functions
of the decision are asked with just that. Where that leaves a question open, the same functions are
asked once more with the facts of a line, so that unknown facts are split into cases as in a single
check; states that agree in what a question turns on share its answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from licet.decision.outcome import together
from licet.decision.possible import only
from licet.decision.verdict import OPEN, REQUIRED
from licet.orders.half import Half
from licet.orders.leftover import LAYERS, TEXT, Leftover, Leftovers, layer_of
from licet.orders.linecase import LineCase
from licet.orders.missing import missing_of
from licet.orders.row import Details, Row
from licet.orders.shapes import PLAIN
from licet.orders.shared import Shared


class Decider:
    """Answers states under one law; what two of them share is worked out once."""

    def __init__(
        self, leftovers: Leftovers, *, ranked: bool = True, stance: str = LAYERS[0]
    ) -> None:
        """An empty store of answers.

        Args:
            leftovers: Where the states come from.
            ranked: Whether what is missing is put in order, which takes time.
            stance: The layer whose answer counts; a row tells the verdict of the text besides.
        """
        self._l = leftovers
        self._layer = layer_of(stance)
        self._shared = Shared(leftovers, ranked=ranked)
        self._halves: dict[object, Half] = {}

    def row(self, leftover: Leftover, line: Mapping[str, Any]) -> Row:
        """The answer to a state, for a line that leads to it."""
        case = LineCase(self._l, line)
        layers = [
            [self._half(case, leftover, number, layer) for number in range(len(leftover))]
            for layer in range(len(LAYERS))
        ]
        halves, text = layers[self._layer], layers[TEXT]
        plain = self._l.gathered(line["item"], line.get("shape", PLAIN))
        verdict = together(plain, [half.verdict for half in halves])
        preferred = [h for h, (tag, *_) in zip(halves, leftover, strict=True) if not _other(tag)]
        parameters = _agreed([half.classification.parameters for half in preferred], "unknown")
        eccn = _agreed([half.classification.eccns for half in preferred], None)
        first = halves[0]
        review = only(first.reviews()) if verdict == REQUIRED else None
        return Row(
            verdict=verdict,
            text=together(plain, [half.verdict for half in text]),
            parameters=parameters,
            eccn=eccn,
            review_policy=review,
            provision=first.provision(verdict),
            missing=missing_of(halves, verdict, parameters, review),
            maybe=_maybe(halves) if verdict == OPEN else (),
        )

    def details(self, leftover: Leftover, line: Mapping[str, Any], row: Row) -> Details:
        """What comes with the answer to a state; the leftovers must have kept the duties."""
        half = self._half(LineCase(self._l, line), leftover, 0, self._layer)
        return half.details(row.verdict, row.review_policy)

    def _half(self, case: LineCase, leftover: Leftover, number: int, layer: int) -> Half:
        """A variant in a layer; states that agree in it share it."""
        key = (leftover[number][0], leftover[number][1 + layer], layer)
        found = self._halves.get(key)
        if found is None:
            found = self._halves[key] = Half(self._shared, case, leftover, number, layer)
        return found


def _maybe(halves: Sequence[Half]) -> tuple[str, ...]:
    """What may apply to any variant while the answer is open."""
    kinds = ("prohibit", "require")
    versions = (v for half in halves for kind in kinds for v in half.of_kind(kind))
    return tuple(dict.fromkeys(version.provision for version in versions))


def _other(tag: tuple[Any, ...]) -> bool:
    return bool(tag[2])


def _agreed(found: list[frozenset[str | None]], otherwise: str | None) -> str | None:
    together: frozenset[str | None] = frozenset().union(*found)
    return next(iter(together)) if len(together) == 1 else otherwise


__all__ = ["Decider", "Details", "Row"]
