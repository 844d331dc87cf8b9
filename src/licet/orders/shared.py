"""What the answers to many states share: each question is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from licet.orders.leftover import Entry, Leftovers

T = TypeVar("T")


class Shared:
    """Answers to questions by what they turn on.

    Attributes:
        leftovers: Where the states come from.
        ranked: Whether what is missing is put in order, which takes time.
        evaluated: How often a question had to be asked of the facts of a line.
    """

    def __init__(self, leftovers: Leftovers, *, ranked: bool) -> None:
        self.leftovers = leftovers
        self.ranked = ranked
        self.evaluated = 0
        self._known: dict[object, Any] = {}
        self._bases: dict[tuple[int, tuple[str, ...]], tuple[Entry, ...]] = {}

    def share(self, key: object, work: Callable[[], T]) -> T:
        """What was worked out for a key, or is now."""
        if key not in self._known:
            self._known[key] = work()
        return cast(T, self._known[key])

    def base(self, part: int, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of a part that a question turns on."""
        found = self._bases.get((part, kinds))
        if found is None:
            entries = self.leftovers.parts[part]
            found = tuple(
                entry for entry in entries if not self.leftovers.kinds(entry).isdisjoint(kinds)
            )
            self._bases[part, kinds] = found
        return found
