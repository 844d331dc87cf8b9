"""What is left of a condition once some facts are known.

Two order lines get the same answer when, with their known facts put in, the same conditions are
left over. So conditions are kept as interned expressions (equal ones share a number), facts are
put in a group at a time, and lines whose leftovers are equal are decided once.

Kleene logic allows it: true drops out of an `and`, false out of an `or`, and what is unknown stays
in place with its order, so a leftover has the truth of its condition for every completion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from licet.rules.atoms import Extent, within
from licet.rules.evaluate import compiled, extent
from licet.rules.facts import Facts, Frame
from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Constant,
    Every,
    Finding,
    Has,
    Node,
    Not,
    Or,
    Some,
    Within,
    facts_of,
)
from licet.rules.values import Members, Value
from licet.rules.vocabulary import Vocabulary

FALSE: Final = 0
TRUE: Final = 1
NONE: Final[frozenset[str]] = frozenset()
Groups = Callable[[str], Extent]
Atom = Callable[[Facts, Frame], bool | None]
_MUCH: Final = Fraction(10**30)


class Store:
    """Interned expressions over facts that are put in later.

    An expression is a number; `forms` holds what it stands for and `free` the facts below it that
    are still to come. Forms: ``and``, ``or``, ``not``, ``least``, ``ref`` (the finding of another
    provision), ``in`` (a text in a set), ``group`` (the same, its groups not looked up yet),
    ``has`` (a code in a set), ``number`` (a comparison), ``open`` (unknown for good). The facts of
    a party that is not the end user carry the prefix of its role.
    """

    def __init__(self, vocabulary: Vocabulary, later: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self.later = later
        self.forms: list[tuple[Any, ...]] = [("false",), ("true",)]
        self.free: list[frozenset[str]] = [NONE, NONE]
        self._numbers: dict[tuple[Any, ...], int] = {("false",): FALSE, ("true",): TRUE}
        self._linked = _linked(vocabulary)
        self._checks: dict[int, Atom] = {}
        self.ends: dict[tuple[int, object], bool | None] = {}
        self.texts: dict[int, bool] = {}

    def intern(self, form: tuple[Any, ...], free: frozenset[str] = NONE) -> int:
        """The number of a form."""
        found = self._numbers.get(form)
        if found is None:
            found = self._numbers[form] = len(self.forms)
            self.forms.append(form)
            self.free.append(free)
        return found

    # Joining

    def negate(self, item: int) -> int:
        """The opposite of an expression."""
        return 1 - item if item < 2 else self.intern(("not", item), self.free[item])

    def join(self, word: str, items: Iterable[int]) -> int:
        """`and` or `or` of expressions, decided ones dropped."""
        decides, neutral = (FALSE, TRUE) if word == "and" else (TRUE, FALSE)
        kept: list[int] = []
        for item in items:
            if item == decides:
                return decides
            if item != neutral:
                kept.append(item)
        if not kept:
            return neutral
        return kept[0] if len(kept) == 1 else self.intern((word, *kept), self._free(kept))

    def least(self, count: int, items: Iterable[int]) -> int:
        """At least so many of the expressions."""
        every = list(items)
        kept = [item for item in every if item > 1]
        count -= every.count(TRUE)
        if count <= 0:
            return TRUE
        if len(kept) < count:
            return FALSE
        return self.intern(("least", count, *kept), self._free(kept))

    def refer(self, provision: str, item: int) -> int:
        """The finding of a provision; which one it is matters while it is open."""
        return item if item < 2 else self.intern(("ref", provision, item), self.free[item])

    def _free(self, items: Sequence[int]) -> frozenset[str]:
        return NONE.union(*(self.free[item] for item in items))

    # From a condition and an item

    def residual(
        self,
        node: Node,
        facts: Facts,
        groups: Groups,
        findings: Mapping[str, int],
        prefixes: Sequence[str] = ("",),
    ) -> int:
        """A condition with the facts of an item put in.

        Args:
            node: The condition.
            facts: The facts of the item; those in `later` are left open, the others are final.
            groups: The members of named groups.
            findings: The expression of each provision the condition refers to.
            prefixes: What stands before the names of the facts of each party.
        """

        def visit(part: Node, at: tuple[str, int], frame: Frame) -> int:
            match part:
                case Constant(value):
                    return int(value)
                case Finding(provision):
                    return self.refer(provision, findings.get(provision, FALSE))
                case Not(item):
                    return self.negate(visit(item, at, frame))
                case And(items):
                    return self.join("and", (visit(item, at, frame) for item in items))
                case Or(items):
                    return self.join("or", (visit(item, at, frame) for item in items))
                case AtLeast(count, items):
                    return self.least(count, [visit(item, at, frame) for item in items])
                case Some(word, item):
                    members = facts.members(word)
                    return self.join("or", (visit(item, (n, i), f) for n, i, f in members))
                case Every(word, item):
                    members = facts.members(word)
                    return self.join("and", (visit(item, (n, i), f) for n, i, f in members))
                case _:
                    before = prefixes[at[1]] if at[0] == "parties" else ""
                    return self._atom(part, facts, groups, at, frame, before)

        return visit(node, ("", 0), {})

    def _atom(
        self,
        node: Node,
        facts: Facts,
        groups: Groups,
        at: tuple[str, int],
        frame: Frame,
        before: str,
    ) -> int:
        names = facts_of(node)
        coming = names & self.later
        if coming:
            free = frozenset(self._name(before, name) for name in coming)
            match node:
                case Within(fact, Codes(items)):
                    form = ("in", self._name(before, fact), Extent(items, items))
                    return self.intern(form, free)
                case Within(fact, among):
                    return self.intern(("group", self._name(before, fact), among), free)
                case Has(fact, code):
                    return self.intern(("has", self._name(before, fact), code), free)
                case _:
                    return self.intern(("number", node, before), free)
        if isinstance(node, Within):
            scoped = self.vocabulary.facts[node.fact].scope
            where = frame if scoped else facts.top
            truth = within(where.get(node.fact), extent(node.among, groups))
        else:
            truth = self._check(node)(facts, frame)
        if truth is not None:
            return int(truth)
        if names & self._linked:
            # These bear on one another when one of them is split into cells.
            names = names | self._linked
        values = tuple(
            (name, (frame if self.vocabulary.facts[name].scope else facts.top).get(name))
            for name in sorted(names)
        )
        return self.intern(("open", node, at, values))

    def _name(self, before: str, fact: str) -> str:
        """The name of a fact that comes later, that of a party with its prefix."""
        return f"{before}{fact}" if before and self.vocabulary.facts[fact].scope else fact

    def _check(self, node: Node) -> Atom:
        """The compiled form of an atom that asks for no group; nodes live as long as the law."""
        found = self._checks.get(id(node))
        if found is None:
            found = self._checks[id(node)] = compiled(node, self.vocabulary, _no_groups)
        return found

    # Putting facts in

    def ground(self, item: int, groups: Groups, memo: dict[int, int]) -> int:
        """The expression with its groups looked up; `memo` belongs to these groups."""

        def leaf(form: tuple[Any, ...], free: frozenset[str]) -> int:
            if form[0] == "group":
                return self.intern(("in", form[1], extent(form[2], groups)), free)
            return self.intern(form, free)

        return self._map(item, None, leaf, memo)

    def put(
        self, item: int, values: Mapping[str, Value], facts: frozenset[str], memo: dict[int, int]
    ) -> int:
        """The expression with some facts put in; `memo` belongs to these values.

        Args:
            item: The expression.
            values: The facts; one that is None is unknown for good.
            facts: Their names.
            memo: What was found before for the same values.
        """
        if not self.free[item] & facts:
            return item
        found = memo.get(item)
        if found is not None:
            return found

        def leaf(form: tuple[Any, ...], free: frozenset[str]) -> int:
            truth = self._truth(form, values)
            if truth is not None:
                return int(truth)
            if form[0] == "number":
                known = tuple((name, values[name]) for name in sorted(free))
                return self.intern(("open", form, known))
            return self.intern(("open", form, values[form[1]]))

        return self._map(item, facts, leaf, memo)

    def _truth(self, form: tuple[Any, ...], values: Mapping[str, Value]) -> bool | None:
        match form:
            case ("in", fact, among):
                return within(values[fact], among)
            case ("has", fact, code):
                held = values[fact]
                return held.has(code) if isinstance(held, Members) else None
            case ("number", node, before):
                check = self._check(node)
                own = {name.removeprefix(before): value for name, value in values.items()}
                return check(Facts(own, {}, {}), own)
        raise AssertionError(form)

    def _map(
        self,
        item: int,
        facts: frozenset[str] | None,
        leaf: Callable[[tuple[Any, ...], frozenset[str]], int],
        memo: dict[int, int],
    ) -> int:
        found = memo.get(item)
        if found is not None:
            return found
        free = self.free[item]
        if not free or (facts is not None and not (free & facts)):
            return item
        form = self.forms[item]

        def below(part: int) -> int:
            return self._map(part, facts, leaf, memo)

        match form[0]:
            case "and" | "or":
                found = self.join(form[0], (below(part) for part in form[1:]))
            case "not":
                found = self.negate(below(form[1]))
            case "least":
                found = self.least(form[1], [below(part) for part in form[2:]])
            case "ref":
                found = self.refer(form[1], below(form[2]))
            case _:
                found = leaf(form, free)
        memo[item] = found
        return found

    def parts(self, item: int) -> tuple[int, ...]:
        """The expressions directly below."""
        form = self.forms[item]
        match form[0]:
            case "and" | "or" | "not":
                return form[1:]
            case "least" | "ref":
                return form[2:]
            case _:
                return ()


def _no_groups(name: str) -> Extent:
    raise AssertionError(name)


def _linked(vocabulary: Vocabulary) -> frozenset[str]:
    """Facts of an IC that a quotient or a sum ties together."""
    found = {"dram_bandwidth_gb_s", "interconnect_gb_s"}
    for quotient in vocabulary.quotients:
        found |= {quotient.result, quotient.numerator, quotient.denominator}
    return frozenset(found)
