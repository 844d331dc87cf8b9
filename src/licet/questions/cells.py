"""The exact finite table of a question: threshold cells, their outcomes, the facts that decide.

While the product of the cells stays within a budget every cell is asked. Past it, cells are split
only where the answer is still open, which gives the same answers in fewer, larger boxes. A box
that stays open when nothing is left to split depends on facts that are related to each other, such
as a sum of two unknown numbers: the table then says so, and `licet.solve` is the tool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Generic, TypeVar

from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.values import Value

T = TypeVar("T")
BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Asked(Generic[T]):
    """A question: the answers that some facts leave possible, and what could narrow them."""

    possible: Callable[[Facts], frozenset[T]]
    open_keys: Callable[[Facts], Sequence[Key]]
    cells: Callable[[Key, Facts], list[Value]]


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """A product of cells with the answers it leaves; one answer means decided."""

    cells: tuple[tuple[Key, Value], ...]
    facts: Facts
    answers: frozenset[T]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """All boxes of a question.

    Attributes:
        keys: The facts that were split.
        size: The number of threshold cells, the product over the facts.
        method: ``table`` when each cell was asked, ``splitting`` when there were too many.
        boxes: The boxes; they are disjoint and cover everything.
        exact: Whether every box is decided.
        spent: Whether the budget ran out before the splitting was done.
    """

    keys: tuple[Key, ...]
    size: int
    method: str
    boxes: tuple[Box[T], ...]
    exact: bool
    spent: bool = False

    def says(self) -> str:
        """How it was made, in a sentence.

        >>> Table((), 12, "table", (), True).says()
        '12 cells, each asked'
        """
        if self.method == "table":
            return f"{self.size:,} cells, each asked"
        end = "; the budget ran out" if self.spent else ""
        return (
            f"{self.size:,} cells are too many to ask one by one: split where open, "
            f"{len(self.boxes):,} boxes{end}"
        )


def table(
    asked: Asked[T], facts: Facts, *, keys: Sequence[Key] | None = None, budget: int = BUDGET
) -> Table[T]:
    """The table of a question.

    Args:
        asked: The question.
        facts: What is known; the facts of `keys` are unknown or ranges.
        keys: The facts to split; those that are open when None.
        budget: How many cells may be asked.
    """
    chosen = tuple(asked.open_keys(facts) if keys is None else keys)
    axes = [asked.cells(key, facts) for key in chosen]
    size = prod(len(cells) for cells in axes)
    if size <= budget:
        boxes = tuple(_every(asked, facts, list(zip(chosen, axes, strict=True)), ()))
        return Table(chosen, size, "table", boxes, _exact(boxes))
    left = [budget]
    found = tuple(_split(asked, facts, (), left))
    return Table(chosen, size, "splitting", found, _exact(found), left[0] <= 0)


def _exact(boxes: Sequence[Box[T]]) -> bool:
    return all(len(box.answers) == 1 for box in boxes)


def _every(
    asked: Asked[T],
    facts: Facts,
    axes: list[tuple[Key, list[Value]]],
    held: tuple[tuple[Key, Value], ...],
) -> Iterator[Box[T]]:
    if not axes:
        yield Box(held, facts, asked.possible(facts))
        return
    (key, cells), *rest = axes
    for cell in cells:
        yield from _every(asked, facts.replace(key, cell), rest, (*held, (key, cell)))


def _split(
    asked: Asked[T], facts: Facts, held: tuple[tuple[Key, Value], ...], left: list[int]
) -> Iterator[Box[T]]:
    left[0] -= 1
    answers = asked.possible(facts)
    if len(answers) > 1 and left[0] > 0:
        for key in asked.open_keys(facts):
            cells = asked.cells(key, facts)
            if len(cells) > 1:
                for cell in cells:
                    yield from _split(asked, facts.replace(key, cell), (*held, (key, cell)), left)
                return
    yield Box(held, facts, answers)


def provision_asked(judge: Judge, provision: str) -> Asked[bool]:
    """The question whether a provision applies."""

    def possible(facts: Facts) -> frozenset[bool]:
        truth = judge.truth(provision, facts.judged_by(judge.truth))
        return frozenset({True, False}) if truth is None else frozenset({truth})

    return Asked(
        possible,
        lambda facts: tuple(judge.open_keys(provision, facts.judged_by(judge.truth))),
        judge.cells,
    )


def deciding(found: Table[T]) -> tuple[Key, ...]:
    """The facts on which the answer depends: two cells that differ in it alone answer otherwise.

    Only for a table in which each cell was asked.
    """
    if found.method != "table":
        return found.keys
    answers = {tuple(_name(v) for _, v in box.cells): box.answers for box in found.boxes}
    depends = []
    for index, key in enumerate(found.keys):
        seen: dict[tuple[str, ...], frozenset[T]] = {}
        for cell, answer in answers.items():
            rest = cell[:index] + cell[index + 1 :]
            if seen.setdefault(rest, answer) != answer:
                depends.append(key)
                break
    return tuple(depends)


def _name(value: Value) -> str:
    return repr(value)


def deciding_sets(
    asked: Asked[T],
    facts: Facts,
    keys: Sequence[Key],
    *,
    budget: int = BUDGET,
    limit: int = 8,
) -> tuple[tuple[Key, ...], ...]:
    """The smallest sets of known facts that settle the answer whatever the others are.

    Args:
        asked: The question.
        facts: A case in which all `keys` are known.
        keys: The facts to choose from.
        budget: How many boxes may be asked for one set.
        limit: The largest size of a set.
    """
    names = {key.name for key in keys}
    # A quotient that is itself among the facts stands for what it is made of.
    quotients = tuple(q for q in facts.quotients if q.result not in names)
    facts = Facts(facts.top, facts.frames, facts.roles, quotients, facts.judge)
    found: list[tuple[Key, ...]] = []
    for size in range(min(limit, len(keys)) + 1):
        for chosen in combinations(keys, size):
            if any(set(known) <= set(chosen) for known in found):
                continue
            if _settles(asked, _forget(facts, set(keys) - set(chosen)), budget):
                found.append(chosen)
    return tuple(found)


def _settles(asked: Asked[T], facts: Facts, budget: int) -> bool:
    first: frozenset[T] | None = None
    left = [budget]
    for box in _split(asked, facts, (), left):
        if len(box.answers) != 1 or (first is not None and box.answers != first):
            return False
        first = box.answers
    return left[0] > 0


def _forget(facts: Facts, keys: set[Key]) -> Facts:
    parts = {(q.scope, part): q.result for q in facts.quotients
             for part in (q.numerator, q.denominator)}  # fmt: skip
    keys = keys | {
        Key(key.frame, key.at, parts[key.frame, key.name])
        for key in keys
        if (key.frame, key.name) in parts
    }
    top = {n: None if Key("", 0, n) in keys else v for n, v in facts.top.items()}
    frames = {
        word: tuple(
            {n: None if Key(word, at, n) in keys else v for n, v in member.items()}
            for at, member in enumerate(members)
        )
        for word, members in facts.frames.items()
    }
    return Facts(top, frames, facts.roles, facts.quotients, facts.judge)
