"""Conditions that can never be true, found without search.

A conjunction is never true when it asks one number to lie in an empty range, one text to be in
disjoint sets, or an atom to be both true and false.
"""

from __future__ import annotations

from fractions import Fraction

from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Compare,
    Constant,
    Node,
    Not,
    Or,
    Some,
    Within,
)
from licet.rules.values import Interval

_FLIP = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_SWAP = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "=="}


def never_true(node: Node) -> bool:
    """Whether a condition is plainly unreachable (False does not mean it is reachable).

    >>> from licet.rules.nodes import Sum
    >>> low = Compare(">=", Sum(((Fraction(1), "tpp"),)), Sum((), Fraction(4800)))
    >>> high = Compare("<", Sum(((Fraction(1), "tpp"),)), Sum((), Fraction(1600)))
    >>> never_true(And((low, high)))
    True
    """
    match node:
        case Constant(value):
            return not value
        case Or(items):
            return all(never_true(item) for item in items)
        case And():
            return _contradicts(_conjuncts(node))
        case AtLeast(count, items):
            return sum(not never_true(item) for item in items) < count
        case Some(_, item):
            return never_true(item)
        case Compare():
            return _contradicts([node])
        case _:
            return False


def _conjuncts(node: Node) -> list[Node]:
    if isinstance(node, And):
        return [part for item in node.items for part in _conjuncts(item)]
    return [node]


def _contradicts(parts: list[Node]) -> bool:
    ranges: dict[str, Interval] = {}
    # An undefined number meets no comparison and so every negated one: negated comparisons
    # contradict each other only where a plain one says that the number exists.
    exists = {
        bound[0]
        for bound in (single_bound(part) for part in parts if isinstance(part, Compare))
        if bound is not None
    }
    sets: dict[str, frozenset[str]] = {}
    for part in parts:
        if never_true(part) if not isinstance(part, Compare) else False:
            return True
        bound = single_bound(part)
        if bound is not None:
            name, interval = bound
            ranges[name] = ranges.get(name, Interval(None, None)).meet(interval)
            if name in exists and ranges[name].is_empty():
                return True
        if isinstance(part, Within) and isinstance(part.among, Codes):
            sets[part.fact] = sets.get(part.fact, part.among.items) & part.among.items
            if not sets[part.fact]:
                return True
    return any(isinstance(part, Not) and part.item in parts for part in parts)


def single_bound(node: Node) -> tuple[str, Interval] | None:
    """The range that an atom (or its negation) on one fact asks for; None for other nodes."""
    if isinstance(node, Not) and isinstance(node.item, Compare) and node.item.op in _FLIP:
        inner = node.item
        return single_bound(Compare(_FLIP[inner.op], inner.left, inner.right))
    if not isinstance(node, Compare):
        return None
    terms = [*node.left.terms, *((-factor, name) for factor, name in node.right.terms)]
    if len(terms) != 1 or terms[0][0] == 0:
        return None
    factor, name = terms[0]
    limit = (node.right.constant - node.left.constant) / factor
    return name, bound(node.op if factor > 0 else _SWAP[node.op], limit)


def bound(op: str, limit: Fraction) -> Interval:
    """The range of numbers for which ``number op limit`` holds."""
    match op:
        case ">=":
            return Interval(limit, None)
        case ">":
            return Interval(limit, None, low_open=True)
        case "<=":
            return Interval(None, limit)
        case "<":
            return Interval(None, limit, high_open=True)
        case _:
            return Interval(limit, limit)
