"""A determination that is ready to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licet.orders.decide import Details, Row
from licet.orders.relation import Relation
from licet.orders.source import Book

if TYPE_CHECKING:
    pass


@dataclass(slots=True)
class Run:
    """A determination that is ready to be written.

    Attributes:
        book: The book.
        relation: What was decided: lines, or kinds of line.
        source: The FROM clause in which the cells of the book's lines are looked up.
        answers: What each state comes to, by number.
        bad: The condition of a line that can't be decided; empty when none is bad.
        problems: The expression of the first problem of such a line.
        rejected: How many lines are bad or broken.
        decided: How many lines get an answer.
        details: What comes with the answer of a state, worked out when asked; whole only from an
            engine that keeps duties.
        on: The expression of a line's day, and its type.
        notes: What a user may want to know.
    """

    book: Book
    relation: Relation
    source: str
    answers: dict[int, Row]
    bad: str
    problems: str
    rejected: int
    decided: int
    ruleset: str
    details: Callable[[int], Details]
    on: str = ""
    on_type: str = ""
    notes: list[str] = field(default_factory=list)


def answer_cells(row: Row) -> tuple[str | None, ...]:
    """The cells of an answer, in the order of `OUTPUT`, without the last."""
    return (
        row.verdict, row.text, row.parameters, row.eccn, row.review_policy, row.provision,
        ";".join(row.missing) or None,
    )  # fmt: skip
