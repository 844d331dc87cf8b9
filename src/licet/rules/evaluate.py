"""Truth of a condition: true, false, or unknown (None).

A condition is turned into a Python closure once per version and day; the closure is then called
for each case. `and` and `or` follow strong Kleene logic: false decides an `and`, true decides an
`or`, whatever the rest. That is sound; what it can't settle, `licet.rules.settle` settles by
cases.
"""

from __future__ import annotations

from collections.abc import Callable

from licet.rules.atoms import (
    Check,
    Extent,
    Truth,
    compare_atom,
    day_atom,
    has_atom,
    test_atom,
    within_atom,
)
from licet.rules.facts import Facts, Frame
from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Combined,
    Compare,
    CompareDay,
    Constant,
    Every,
    Finding,
    Has,
    Node,
    Not,
    Or,
    SetOf,
    Some,
    Test,
    Within,
    children,
)
from licet.rules.vocabulary import Vocabulary

Groups = Callable[[str], "Extent"]


def extent(among: SetOf, groups: Groups) -> Extent:
    """The members of a set, groups resolved."""
    match among:
        case Codes(items):
            return Extent(items, items)
        case Combined(op, left, right):
            a, b = extent(left, groups), extent(right, groups)
            if op == "|":
                return Extent(a.sure | b.sure, a.possible | b.possible)
            if op == "&":
                return Extent(a.sure & b.sure, a.possible & b.possible)
            return Extent(a.sure - b.possible, a.possible - b.sure)
        case _:
            return groups(among.name)


def compiled(node: Node, vocabulary: Vocabulary, groups: Groups) -> Check:
    """A condition as a function of (facts, frame) to true, false or None.

    Args:
        node: The condition.
        vocabulary: Tells which facts stand in a frame.
        groups: The members of a named group on the day of the shipment.
    """
    scope_of = {name: fact.scope for name, fact in vocabulary.facts.items()}

    def build(part: Node) -> Check:
        match part:
            case Constant(value):
                return lambda facts, frame: value
            case Test(fact):
                return test_atom(fact, framed=bool(scope_of[fact]))
            case Within(fact, among):
                return within_atom(fact, extent(among, groups), framed=bool(scope_of[fact]))
            case Has(fact, code):
                return has_atom(fact, code, framed=bool(scope_of[fact]))
            case Compare():
                return compare_atom(part, scope_of)
            case CompareDay():
                return day_atom(part, scope_of)
            case Finding(provision):
                return lambda facts, frame: facts.finding(provision)
            case Not(item):
                return _negate(build(item))
            case And(items):
                return _both(tuple(build(item) for item in sorted(items, key=_cost)))
            case Or(items):
                return _either(tuple(build(item) for item in sorted(items, key=_cost)))
            case AtLeast(count, items):
                return _enough(count, tuple(build(item) for item in items))
            case Some(word, item):
                return _some(word, build(item))
            case Every(word, item):
                return _every(word, build(item))

    return build(node)


def _cost(node: Node) -> int:
    """How long a part takes to ask; the quick ones go first, which changes no truth."""
    match node:
        case Not(item):
            return _cost(item)
        case Finding():
            return 50
        case Some(_, item) | Every(_, item):
            return 10 + 4 * _cost(item)
        case Constant():
            return 0
        case _:
            return 1 + sum(_cost(child) for child in children(node))


def _negate(inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        truth = inner(facts, frame)
        return None if truth is None else not truth

    return check


def _both(items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = True
        for item in items:
            truth = item(facts, frame)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return check


def _either(items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = False
        for item in items:
            truth = item(facts, frame)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return check


def _enough(count: int, items: tuple[Check, ...]) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        truths = [item(facts, frame) for item in items]
        if truths.count(True) >= count:
            return True
        return False if len(truths) - truths.count(False) < count else None

    return check


def _some(word: str, inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = False
        for member in facts.frames_of(word):
            truth = inner(facts, member)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return check


def _every(word: str, inner: Check) -> Check:
    def check(facts: Facts, frame: Frame) -> Truth:
        result: Truth = True
        for member in facts.frames_of(word):
            truth = inner(facts, member)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return check
