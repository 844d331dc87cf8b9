"""The condition tree: frozen data, no behavior. Readers live in modules of their own.

A condition is built from atoms (`Test`, `Compare`, `Within`, `Has`, `Finding`), joined by
`All`, `Any`, `Not`, `AtLeast`, and applied to the parties of a role or to the contained ICs
by `Some` and `Every`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class Constant:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Test:
    """A yes-or-no fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A linear sum: coefficient times fact, and a constant."""

    terms: tuple[tuple[Fraction, str], ...]
    constant: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Compare:
    """Two sums compared: ``>=``, ``>``, ``<=``, ``<`` or ``==``."""

    op: str
    left: Sum
    right: Sum


@dataclass(frozen=True, slots=True)
class CompareDay:
    """A date fact compared with a date, or with another date fact plus days."""

    op: str
    fact: str
    day: date | str
    plus_days: int = 0


@dataclass(frozen=True, slots=True)
class Codes:
    """A set written out."""

    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class Group:
    """A named group, such as a country group, resolved on the day of the shipment."""

    name: str


@dataclass(frozen=True, slots=True)
class Combined:
    """Two sets joined: ``|`` either, ``&`` both, ``-`` the first without the second."""

    op: str
    left: SetOf
    right: SetOf


SetOf = Codes | Group | Combined


@dataclass(frozen=True, slots=True)
class Within:
    """A text fact is in a set (``==`` is a set of one)."""

    fact: str
    among: SetOf


@dataclass(frozen=True, slots=True)
class Has:
    """A set fact holds a code."""

    fact: str
    code: str


@dataclass(frozen=True, slots=True)
class Finding:
    """The truth of another provision, of an earlier stage."""

    provision: str


@dataclass(frozen=True, slots=True)
class Not:
    item: Node


@dataclass(frozen=True, slots=True)
class And:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the items are true."""

    count: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True of at least one member of a frame (``any(parties: …)``)."""

    frame: str
    item: Node


@dataclass(frozen=True, slots=True)
class Every:
    """True of all members of a frame (``all(ics: …)``)."""

    frame: str
    item: Node


Atom = Test | Compare | CompareDay | Within | Has | Finding
Node = Constant | Atom | Not | And | Or | AtLeast | Some | Every

TRUE = Constant(True)
_MANY: Final = (And, Or, AtLeast)
_ONE: Final = (Not, Some, Every)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below.

    >>> children(Not(Test("datacenter")))
    (Test(fact='datacenter'),)
    """
    # Asked of every node at every start: plain tests are twice as quick as patterns.
    if isinstance(node, _MANY):
        return node.items
    if isinstance(node, _ONE):
        return (node.item,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it.

    >>> len(list(walk(Not(Test("datacenter")))))
    2
    """
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        todo += children(node)


def both(*nodes: Node) -> Node:
    """All of the nodes, without needless nesting.

    >>> both(TRUE, Test("datacenter"))
    Test(fact='datacenter')
    """
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, And):
            flat.extend(node.items)
        elif node != TRUE:
            flat.append(node)
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def set_groups(among: SetOf) -> frozenset[str]:
    """The names of the groups a set refers to."""
    match among:
        case Group(name):
            return frozenset({name})
        case Combined(_, left, right):
            return set_groups(left) | set_groups(right)
        case _:
            return frozenset()


def groups_of(node: Node) -> frozenset[str]:
    """The names of the groups a condition refers to."""
    return frozenset(
        name for one in walk(node) if isinstance(one, Within) for name in set_groups(one.among)
    )


def facts_of(node: Node) -> frozenset[str]:
    """The names of the facts a condition refers to."""
    match node:
        case Test(fact) | Within(fact, _) | Has(fact, _):
            return frozenset({fact})
        case Compare(_, left, right):
            return frozenset(name for _, name in left.terms + right.terms)
        case CompareDay(_, fact, day, _):
            return frozenset({fact, day} if isinstance(day, str) else {fact})
        case _:
            found = frozenset[str]()
            for child in children(node):
                found |= facts_of(child)
            return found


def findings_of(node: Node) -> frozenset[str]:
    """The ids of the provisions a condition refers to."""
    return frozenset(one.provision for one in walk(node) if isinstance(one, Finding))
