"""What a line brings besides its codes: which parties it names, how much of what value it ships.

Quantities and values are cut where a condition of the law could tell them apart; in a book most of
them fall into one piece, and all lines of a piece are one to the law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from licet.orders.roles import END_USER
from licet.rules.nodes import Compare, Node, children
from licet.rules.provision import Law

AMOUNTS: Final = ("quantity", "value_usd")
SCALE: Final = 6
"""Digits behind the point to which a quantity or a value in dollars is compared."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The parties of a line by role, and an amount that stands for all of its piece."""

    roles: tuple[str, ...] = (END_USER,)
    quantity: Fraction | None = None
    value_usd: Fraction | None = None


PLAIN: Final = Shape()


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of an amount: ascending cuts, each the first value of a new piece.

    `standing` has a value for each piece; the last one, None, is for an unknown amount.
    """

    name: str
    cuts: tuple[Fraction, ...]
    standing: tuple[Fraction | None, ...]

    @property
    def few(self) -> bool:
        """Whether all lines fall into one piece."""
        return len(self.standing) == 1


def pieces(name: str, cuts: Iterable[Fraction], least: Fraction, most: Fraction) -> Pieces:
    """The pieces of an amount that lies between two values.

    Amounts have `SCALE` digits, so that what lies above a cut starts one last digit above it. Where
    all amounts lie on one side of every cut, they still are known, and the last piece is not.

    >>> pieces("quantity", [Fraction(5)], Fraction(1), Fraction(9)).standing
    (Fraction(1, 1), Fraction(5, 1), Fraction(5000001, 1000000), None)
    >>> pieces("quantity", [Fraction(5)], Fraction(7), Fraction(9)).standing
    (Fraction(7, 1), None)
    """
    step = Fraction(1, 10**SCALE)
    starts = {at for cut in cuts for at in _starts(cut, step) if least < at <= most}
    kept = tuple(sorted(starts))
    return Pieces(name, kept, (least, *kept, None))


def _starts(cut: Fraction, step: Fraction) -> tuple[Fraction, ...]:
    first = ceil(cut / step) * step
    return (first, first + step) if first == cut else (first,)


def cuts_of(law: Law, silent: frozenset[str], tpps: Iterable[Fraction]) -> dict[str, set[Fraction]]:
    """Where conditions of a law turn on a quantity or a value.

    Args:
        law: The law.
        silent: Effects whose conditions do not count.
        tpps: What one piece of each item has of TPP; the TPP of a shipment is quantity times that.
    """
    found: dict[str, set[Fraction]] = {name: set() for name in AMOUNTS}
    each = [tpp for tpp in tpps if tpp > 0]
    for node in _compares(law, silent):
        constant = node.right.constant - node.left.constant
        terms = [*node.left.terms, *((-factor, name) for factor, name in node.right.terms)]
        for factor, name in terms:
            # Other facts of a sum are not known and at least 0, so it turns where they are 0.
            at = constant / factor if factor else Fraction(0)
            if at < 0:
                continue
            if name in found:
                found[name].add(at)
            elif name == "shipment_tpp":
                found["quantity"].update(at / tpp for tpp in each)
    return found


def joined(law: Law, silent: frozenset[str]) -> bool:
    """Whether some condition weighs quantity and value against one another."""
    wanted = {*AMOUNTS, "shipment_tpp"}
    return any(
        len(wanted & {name for _, name in node.left.terms + node.right.terms}) > 1
        for node in _compares(law, silent)
    )


def _compares(law: Law, silent: frozenset[str]) -> Iterable[Compare]:
    wanted = {*AMOUNTS, "shipment_tpp"}
    for provision in law.provisions.values():
        for version in provision.versions:
            if version.effect.keys() <= silent:
                continue
            clauses = (*version.unless, *version.conditions)
            for node in (version.when, *(clause.when for clause in clauses)):
                for found in _below(node):
                    if wanted & {name for _, name in found.left.terms + found.right.terms}:
                        yield found


def _below(node: Node) -> Iterable[Compare]:
    if isinstance(node, Compare):
        yield node
    for child in children(node):
        yield from _below(child)


__all__ = ["AMOUNTS", "PLAIN", "Pieces", "Shape", "cuts_of", "joined", "pieces"]
