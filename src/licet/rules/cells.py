"""The cells of a fact: its values cut wherever a condition could tell them apart.

Within a cell every condition that asks about this fact alone has one truth, so one cell stands
for all its values.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from licet.rules.atoms import Extent, shifted
from licet.rules.evaluate import Groups, extent
from licet.rules.facts import Facts, Key, as_interval
from licet.rules.nodes import Compare, CompareDay, Node, Sum, Within, children
from licet.rules.reach import single_bound
from licet.rules.values import UNDEFINED, Choice, Interval, Value
from licet.rules.vocabulary import Vocabulary

OTHER = "(any other)"
Cut = tuple[Fraction | date, int]


class Cells:
    """The atoms of some conditions by fact, and from them the cells of any fact."""

    def __init__(self, nodes: Iterable[Node], vocabulary: Vocabulary, groups: Groups) -> None:
        self._vocabulary = vocabulary
        self._groups = groups
        self._compares: dict[str, list[Compare]] = {}
        # Cuts by one fact alone don't depend on the case.
        self._fixed: dict[str, set[tuple[Fraction, int]]] = {}
        self._days: dict[str, list[CompareDay]] = {}
        self._sets: dict[str, set[Extent]] = {}
        # The cells of a text are the same for every case in which as much is known of it.
        self._kept: dict[tuple[str, frozenset[str | None] | None], list[Value]] = {}
        for node in nodes:
            self._collect(node)

    def _collect(self, node: Node) -> None:
        match node:
            case Compare(_, left, right):
                alone = single_bound(node)
                if alone is not None:
                    self._fixed.setdefault(alone[0], set()).update(_cuts(alone[1]))
                    return
                for _, name in left.terms + right.terms:
                    self._compares.setdefault(name, []).append(node)
            case CompareDay(_, fact, day, _):
                for name in (fact, day) if isinstance(day, str) else (fact,):
                    self._days.setdefault(name, []).append(node)
            case Within(fact, among):
                self._sets.setdefault(fact, set()).add(extent(among, self._groups))
            case _:
                for child in children(node):
                    self._collect(child)

    def of(self, key: Key, facts: Facts) -> list[Value]:
        """The cells of a fact that is not exactly known, in ascending order.

        Args:
            key: The fact.
            facts: All facts; a range or choice limits the cells, and facts of the same frame
                that are known turn a condition on two facts into one on this fact.
        """
        if key.code:
            return [True, False]
        fact = self._vocabulary.fact(key.name)
        value = facts.get(key)
        if fact.kind == "boolean":
            return [True, False]
        if fact.kind == "text":
            return self._texts(key.name, value, fact.domain)
        if fact.kind == "date":
            days = self._day_cuts(key, facts)
            return list(_pieces(_whole(value, None), sorted((d, s) for d in days for s in (0, 1))))
        cells = list(_pieces(_whole(value, fact.minimum), sorted(self._number_cuts(key, facts))))
        return [*cells, UNDEFINED] if value is None and _may_be_undefined(key, facts) else cells

    def _texts(self, name: str, value: Value, domain: tuple[str, ...]) -> list[Value]:
        options = value.options if isinstance(value, Choice) else None
        found = self._kept.get((name, options))
        if found is None:
            found = self._kept[name, options] = self._cells_of(name, value, domain)
        return list(found)

    def _cells_of(self, name: str, value: Value, domain: tuple[str, ...]) -> list[Value]:
        sets = self._sets.get(name, set())
        options: Iterable[str | None]
        if isinstance(value, Choice):
            options = value.options
        else:
            named = set[str]().union(*(members.possible for members in sets))
            options = domain or (*sorted(named), OTHER)
        cells: dict[tuple[tuple[bool, bool], ...], list[str | None]] = {}
        for option in options:
            signature = tuple((option in m.sure, option in m.possible) for m in sets)
            cells.setdefault(signature, []).append(option)
        return [
            found[0] if len(found) == 1 and found[0] is not None else Choice(frozenset(found))
            for found in cells.values()
        ]

    def _day_cuts(self, key: Key, facts: Facts) -> set[date]:
        cuts: set[date] = set()
        for node in self._days.get(key.name, ()):
            if node.fact != key.name:
                other, days = facts.get(self._beside(key, node.fact)), -node.plus_days
            elif isinstance(node.day, str):
                other, days = facts.get(self._beside(key, node.day)), node.plus_days
            else:
                other, days = node.day, node.plus_days
            if isinstance(other, date):
                cuts.add(shifted(other, days))
        return cuts

    def _beside(self, key: Key, name: str) -> Key:
        """Where another fact of the same condition stands: in the same frame, or at the top."""
        framed = bool(self._vocabulary.fact(name).scope)
        return Key(key.frame, key.at, name) if framed else Key("", 0, name)

    def _number_cuts(self, key: Key, facts: Facts) -> set[Cut]:
        cuts: set[Cut] = set(self._fixed.get(key.name, ()))
        for node in self._compares.get(key.name, ()):
            alone = _alone(node, key, facts)
            found = single_bound(alone) if alone is not None else None
            if found is not None:
                cuts.update(_cuts(found[1]))
        for quotient in facts.quotients:
            if quotient.scope != key.frame or key.name != quotient.numerator:
                continue
            divisor = facts.get(Key(key.frame, key.at, quotient.denominator))
            if isinstance(divisor, Fraction) and divisor > 0:
                of_quotient = self._fixed.get(quotient.result, ())
                cuts.update((value * divisor, side) for value, side in of_quotient)
        return cuts


def _cuts(wanted: Interval) -> list[tuple[Fraction, int]]:
    """Where the numbers in a range begin and end; 1 where the end itself is on the lower side."""
    cuts = []
    if isinstance(wanted.low, Fraction):
        cuts.append((wanted.low, 1 if wanted.low_open else 0))
    if isinstance(wanted.high, Fraction):
        cuts.append((wanted.high, 0 if wanted.high_open else 1))
    return cuts


def _alone(node: Compare, key: Key, facts: Facts) -> Compare | None:
    """The comparison with every other fact of it replaced by its value; None if one is open."""
    terms = []
    constant = node.left.constant - node.right.constant
    signed = (*node.left.terms, *((-factor, name) for factor, name in node.right.terms))
    for factor, name in signed:
        if name == key.name:
            terms.append((factor, name))
            continue
        value = facts.get(Key(key.frame, key.at, name))
        if not isinstance(value, Fraction):
            return None
        constant += factor * value
    return Compare(node.op, Sum(tuple(terms), constant), Sum(()))


def _may_be_undefined(key: Key, facts: Facts) -> bool:
    """Whether a fact is a quotient whose divisor may be zero."""
    for quotient in facts.quotients:
        if quotient.scope == key.frame and quotient.result == key.name:
            divisor = as_interval(facts.get(Key(key.frame, key.at, quotient.denominator)))
            if divisor is None or divisor.low is None:
                return True
            return divisor.low == 0 and not divisor.low_open
    return False


def _whole(value: Value, minimum: Fraction | None) -> Interval:
    known = value if isinstance(value, Interval) else as_interval(value)
    everything = Interval(minimum, None)
    return everything.meet(known) if known is not None else everything


def _pieces(whole: Interval, cuts: list[Cut]) -> Iterable[Value]:
    rest = whole
    for value, side in cuts:
        left = rest.meet(Interval(None, value, high_open=side == 0))
        right = rest.meet(Interval(value, None, low_open=side == 1))
        if left.is_empty() or right.is_empty():
            continue
        yield _point(left)
        rest = right
    yield _point(rest)


def _point(interval: Interval) -> Value:
    return interval.low if interval.is_point() else interval
