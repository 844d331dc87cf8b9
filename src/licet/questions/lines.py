"""Every threshold of the law in force: which provision draws it, at what value, which side it is on.

A line lies just below its limit when the limit itself counts as reached (``tpp >= 4800``, and
``tpp < 4800``, which says the same from the other side), and just above it otherwise
(``memory_bandwidth_density > 2``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.nodes import Compare, Every, Node, Some, children
from licet.rules.provision import Version
from licet.rules.values import Interval, decimal_text

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
    """A threshold of one fact, or of a sum of facts of one frame.

    Attributes:
        provision: The id of the provision that draws it.
        cite: Its citation.
        frame: The word of the frame, empty for the shipment.
        fact: The fact, or the sum as it is written, such as
            ``dram_bandwidth_gb_s + interconnect_gb_s``.
        limit: The value.
        inclusive: Whether a value exactly at the limit counts as having reached it.
        op: The comparison as it is written, the fact on the left.
        terms: The facts that are added up, each with its factor.
    """

    provision: str
    cite: str
    frame: str
    fact: str
    limit: Fraction
    inclusive: bool
    op: str
    terms: tuple[tuple[Fraction, str], ...]


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


Sided = tuple[tuple[tuple[Fraction, str], ...], Fraction, bool, str]


def sided(node: Compare) -> Sided | None:
    """A comparison as (terms, limit, inclusive, operator), the first factor above zero.

    A single fact has the factor 1. None when no fact is left.

    >>> from licet.rules.nodes import Sum
    >>> sided(Compare("<", Sum(((Fraction(1), "tpp"),)), Sum((), Fraction(4800))))
    (((Fraction(1, 1), 'tpp'),), Fraction(4800, 1), True, '<')
    """
    factors: dict[str, Fraction] = {}
    for factor, name in (*node.left.terms, *((-factor, name) for factor, name in node.right.terms)):
        factors[name] = factors.get(name, Fraction(0)) + factor
    terms = [(factor, name) for name, factor in factors.items() if factor]
    if not terms:
        return None
    # A sum keeps its factors, but for the sign; a single fact stands alone.
    scale = terms[0][0] if len(terms) == 1 else Fraction(1 if terms[0][0] > 0 else -1)
    limit = (node.right.constant - node.left.constant) / scale
    op = node.op if scale > 0 else {">=": "<=", ">": "<", "<=": ">=", "<": ">"}.get(node.op, "==")
    turned = tuple((factor / scale, name) for factor, name in terms)
    return turned, limit, op not in {">", "<="}, op


def sum_text(terms: Iterable[tuple[Fraction, str]]) -> str:
    """A sum as it is written.

    >>> sum_text([(Fraction(1), "tpp"), (Fraction(2), "node_nm"), (Fraction(-1), "peak_tops")])
    'tpp + 2 * node_nm - peak_tops'
    """
    text = ""
    for factor, name in terms:
        size = "" if abs(factor) == 1 else f"{decimal_text(abs(factor))} * "
        sign = (" - " if factor < 0 else " + ") if text else ("-" if factor < 0 else "")
        text += f"{sign}{size}{name}"
    return text


def lines(found: Iterable[Atom]) -> list[Line]:
    """The lines of some comparisons, each once for a provision."""
    seen: dict[tuple[str, str, Fraction, bool], Line] = {}
    for atom in found:
        one = sided(atom.node)
        if one is None:
            continue
        terms, limit, inclusive, op = one
        fact = sum_text(terms)
        key = (atom.version.provision, fact, limit, inclusive)
        if key not in seen:
            seen[key] = Line(
                atom.version.provision, atom.cite, atom.frame, fact, limit, inclusive, op, terms
            )
    return list(seen.values())


def relevant(judge: Judge, facts: Facts) -> frozenset[str]:
    """The provisions that could apply to this shipment if the figures of its chips were others."""
    unknown = tuple(
        {n: None if isinstance(v, (Fraction, Interval)) else v for n, v in ic.items()}
        for ic in facts.frames.get("ics", ())
    )
    frames = {**facts.frames, "ics": unknown}
    blind = Facts(facts.top, frames, facts.roles, facts.quotients, judge.truth)
    found: set[str] = set()
    todo = [
        name
        for name, version in judge.versions.items()
        if "define" not in version.effect and blind.finding(name) is not False
    ]
    while todo:
        name = todo.pop()
        if name not in found and name in judge.versions and blind.finding(name) is not False:
            found.add(name)
            todo += judge.plan(name).findings
    return frozenset(found)
