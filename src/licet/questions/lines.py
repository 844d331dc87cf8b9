"""Every threshold of the law in force: which provision draws it, at what value, which side it is on.

A line lies just below its limit when the limit itself counts as reached (``tpp >= 4800``, and
``tpp < 4800``, which says the same from the other side), and just above it otherwise
(``memory_bandwidth_density > 2``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from licet.rules.judge import Judge
from licet.rules.nodes import Compare, Every, Node, Some, children
from licet.rules.provision import Version

# What a version must do for its lines to count: an announcement or a warning decides nothing.
_DECIDES = (
    "parameters", "eccn", "define", "covers", "jurisdiction", "prohibit", "require", "exception",
    "review",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison of numbers in a version in force.

    Attributes:
        version: The version that holds it.
        node: The comparison.
        frame: The word of the frame it is asked in, empty for the shipment.
        cite: The citation of the part it stands in: the version, or one of its clauses.
        part: ``when``, ``unless`` or ``condition``.
    """

    version: Version
    node: Compare
    frame: str
    cite: str
    part: str


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold of one fact.

    Attributes:
        provision: The id of the provision that draws it.
        cite: Its citation.
        frame: The word of the frame, empty for the shipment.
        fact: The fact.
        limit: The value.
        inclusive: Whether a value exactly at the limit counts as having reached it.
        op: The comparison as it is written, the fact on the left.
    """

    provision: str
    cite: str
    frame: str
    fact: str
    limit: Fraction
    inclusive: bool
    op: str


def atoms(judge: Judge, addressee: str | None = None) -> Iterator[Atom]:
    """Every comparison of numbers in force.

    Args:
        judge: The law of a day.
        addressee: The exporter; letters to others are left out.
    """
    for version in judge.versions.values():
        if not any(kind in version.effect for kind in _DECIDES):
            continue
        if version.addressee is not None and version.addressee != addressee:
            continue
        scope = _frame_of(judge, version)
        for node, cite, part in _parts(version):
            for compare, frame in _compares(node, scope if part != "condition" else ""):
                yield Atom(version, compare, frame, cite, part)


def _frame_of(judge: Judge, version: Version) -> str:
    """The frame that a provision with a scope is asked in, as its whole test shows."""
    whole = judge.test(version.provision)
    return whole.frame if isinstance(whole, Some) and whole is not version.when else ""


def _parts(version: Version) -> Iterator[tuple[Node, str, str]]:
    yield version.when, version.cite, "when"
    for clause in version.unless:
        yield clause.when, clause.cite, "unless"
    for clause in version.conditions:
        yield clause.when, clause.cite, "condition"


def _compares(node: Node, frame: str) -> Iterator[tuple[Compare, str]]:
    if isinstance(node, Compare):
        yield node, frame
    elif isinstance(node, (Some, Every)):
        yield from _compares(node.item, node.frame)
    else:
        for child in children(node):
            yield from _compares(child, frame)


def sided(node: Compare) -> tuple[str, Fraction, bool, str] | None:
    """A comparison of one fact as (fact, limit, inclusive, operator); None for a sum of several.

    >>> from licet.rules.nodes import Sum
    >>> sided(Compare("<", Sum(((Fraction(1), "tpp"),)), Sum((), Fraction(4800))))
    ('tpp', Fraction(4800, 1), True, '<')
    """
    terms = [*node.left.terms, *((-factor, name) for factor, name in node.right.terms)]
    if len(terms) != 1:
        return None
    factor, name = terms[0]
    limit = (node.right.constant - node.left.constant) / factor
    op = node.op if factor > 0 else {">=": "<=", ">": "<", "<=": ">=", "<": ">"}.get(node.op, "==")
    return name, limit, op not in {">", "<="}, op


def lines(found: Iterable[Atom]) -> list[Line]:
    """The lines of some comparisons, each once for a provision."""
    seen: dict[tuple[str, str, Fraction, bool], Line] = {}
    for atom in found:
        one = sided(atom.node)
        if one is None:
            continue
        fact, limit, inclusive, op = one
        key = (atom.version.provision, fact, limit, inclusive)
        if key not in seen:
            frame = atom.frame
            seen[key] = Line(atom.version.provision, atom.cite, frame, fact, limit, inclusive, op)
    return list(seen.values())
