"""The law of one day, ready to be asked: versions chosen, conditions compiled.

A `Judge` answers for one layer, one addressee and one choice of readings. Dates between two
changes of the law share a judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from licet.rules.atoms import Check, Extent, Truth
from licet.rules.cells import Cells
from licet.rules.explain import Explainer, Step
from licet.rules.facts import Facts, Frame, Key, is_exact
from licet.rules.nodes import (
    Every,
    Finding,
    Has,
    Node,
    Some,
    children,
    facts_of,
    findings_of,
)
from licet.rules.provision import Clause, Version
from licet.rules.values import Value
from licet.rules.vocabulary import Vocabulary

if TYPE_CHECKING:
    from licet.rules.court import Court


class Groups(Protocol):
    """Named groups whose members change on known days."""

    def members(self, name: str, on: date) -> Extent:
        """The members of a group on a day: the sure ones, and those that may be."""
        ...

    def change_dates(self) -> tuple[date, ...]:
        """Every day on which a membership changes, ascending."""
        ...


# What a condition on the shipment is asked with: it looks into no frame.
_NO_FRAME: Frame = {}


class Plan(NamedTuple):
    """What a condition asks about, whatever the case.

    `facts` are pairs of a frame word (empty for the shipment) and a fact.
    """

    facts: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]


def plan_of(node: Node, vocabulary: Vocabulary) -> Plan:
    """What a condition asks about, in the order it asks."""
    facts: dict[tuple[str, str], None] = {}

    def visit(part: Node, word: str) -> None:
        if isinstance(part, (Some, Every)):
            visit(part.item, part.frame)
            return
        below = children(part)
        if below:
            for child in below:
                visit(child, word)
            return
        for name in sorted(facts_of(part)):
            facts.setdefault((word if vocabulary.facts[name].scope else "", name))

    visit(node, "")
    return Plan(tuple(facts), tuple(sorted(findings_of(node))))


class Judge:
    """The versions that count on a day, compiled; asked through `truth`."""

    def __init__(
        self,
        court: Court,
        versions: tuple[Version, ...],
        on: date,
        known_on: date | None,
        readings: Mapping[str, str],
    ) -> None:
        self.versions = {version.provision: version for version in versions}
        self._kinds: dict[str, tuple[Version, ...]] = {}
        self._ordered: dict[str, tuple[Version, ...]] = {}
        self._court = court
        # Memberships are published as they take effect, so what was not known by `known_on` had
        # not changed the groups either.
        self._groups_on = on if known_on is None else min(on, known_on)
        self._on = on
        self._readings = readings
        self._tests: dict[str, Node] = {}
        self._checks: dict[str, Check] = {}
        # Nodes live as long as the law, so their identity names them; hashing a tree is slow.
        self._nodes: dict[int, Check] = {}
        self._explainer = Explainer(court.vocabulary, self.group)
        self._cells: Cells | None = None
        self._asking: dict[str, tuple[str, ...]] | None = None

    def of_kind(self, kind: str) -> tuple[Version, ...]:
        """The versions whose effect has this key, such as ``require``."""
        found = self._kinds.get(kind)
        if found is None:
            found = tuple(v for v in self.versions.values() if kind in v.effect)
            self._kinds[kind] = found
        return found

    def in_order(self, kind: str) -> tuple[Version, ...]:
        """The versions of a kind in the order their effect gives, then by name."""
        found = self._ordered.get(kind)
        if found is None:
            found = tuple(sorted(self.of_kind(kind), key=order_of))
            self._ordered[kind] = found
        return found

    @cached_property
    def ambiguous(self) -> tuple[Version, ...]:
        """The versions whose text can be read in another way."""
        return tuple(version for version in self.versions.values() if version.readings)

    def group(self, name: str) -> Extent:
        """The members of a group on the day of this judge."""
        return self._court.groups.members(name, self._groups_on)

    def truth(self, provision: str, facts: Facts) -> Truth:
        """Whether a provision applies: true, false or unknown. False when none is in force."""
        check = self._checks.get(provision)
        if check is None:
            if provision not in self.versions:
                return False
            test = self.test(provision)
            check = self._checks[provision] = self._court.check(test, self._groups_on)
        return check(facts, _NO_FRAME)

    def clause(self, clause: Clause, facts: Facts) -> Truth:
        """Whether the condition of a clause is met."""
        return self._check(clause.when)(facts, _NO_FRAME)

    def cautions(self, version: Version, facts: Facts, day: date) -> list[str]:
        """What a version has to tell of a shipment on a day."""
        return [
            caution.says
            for caution in version.cautions
            if caution.since <= day
            and (caution.when is None or self._check(caution.when)(facts, _NO_FRAME) is not False)
        ]

    def _check(self, node: Node) -> Check:
        found = self._nodes.get(id(node))
        if found is None:
            found = self._nodes[id(node)] = self._court.check(node, self._groups_on)
        return found

    def test(self, provision: str) -> Node:
        """The whole condition of a provision as it is asked here."""
        found = self._tests.get(provision)
        if found is None:
            version = self.versions[provision]
            found = self._court.test(version, self._on, self._readings.get(provision))
            self._tests[provision] = found
        return found

    def plan(self, provision: str) -> Plan:
        """What a provision asks about."""
        return self._court.plan(self.test(provision))

    def asking(self, fact: str) -> tuple[str, ...]:
        """The provisions in force whose condition names a fact of the shipment."""
        if self._asking is None:
            found: dict[str, list[str]] = {}
            for name in self.versions:
                for word, asked in self.plan(name).facts:
                    if not word:
                        found.setdefault(asked, []).append(name)
            self._asking = {asked: tuple(names) for asked, names in found.items()}
        return self._asking.get(fact, ())

    def explain(self, node: Node, facts: Facts) -> Step:
        """The steps of a condition."""
        return self._explainer.explain(node, facts)

    def open_keys(self, provision: str, facts: Facts) -> Iterator[Key]:
        """The facts that could decide a provision that is unknown, in the order it asks them."""
        return self.open_in(self.test(provision), facts) if provision in self.versions else iter(())

    def open_in(self, node: Node, facts: Facts) -> Iterator[Key]:
        """The facts that could decide a condition that is unknown, through its findings.

        They are looked for one by one, since often the first is enough.
        """
        for key in self._undecided(node, facts):
            if key.code or not is_exact(facts.get(key)):
                yield key

    def doubtful_keys(self, provision: str, facts: Facts) -> Iterator[Key]:
        """The facts that are known and still leave a provision open: places of doubtful groups."""
        for key in self._undecided(self.test(provision), facts):
            if not key.code and isinstance(facts.get(key), str):
                yield key

    def _undecided(self, node: Node, facts: Facts) -> Iterator[Key]:
        told: set[Key] = set()
        asked: set[str] = set()
        todo = [node]
        for test in todo:
            findings: dict[str, None] = {}
            for key in self._open(test, facts, ("", 0), _NO_FRAME, findings):
                if key not in told:
                    told.add(key)
                    yield key
            for name in findings:
                if name not in asked and name in self.versions:
                    asked.add(name)
                    todo.append(self.test(name))

    def _open(
        self,
        node: Node,
        facts: Facts,
        at: tuple[str, int],
        frame: Frame,
        findings: dict[str, None],
    ) -> Iterator[Key]:
        """What the unknown atoms ask about, down the unknown branches; findings on the way."""
        if self._check(node)(facts, frame) is not None:
            return
        match node:
            case Finding(provision):
                findings.setdefault(provision)
            case Some(word, item) | Every(word, item):
                for name, index, member in facts.members(word):
                    yield from self._open(item, facts, (name, index), member, findings)
            case _:
                below = children(node)
                for child in below:
                    yield from self._open(child, facts, at, frame, findings)
                for name in sorted(facts_of(node)) if not below else ():
                    yield self._key(name, node, at)

    def _key(self, name: str, node: Node, at: tuple[str, int]) -> Key:
        code = node.code if isinstance(node, Has) else ""
        framed = bool(self._court.vocabulary.facts[name].scope)
        return Key(at[0], at[1], name, code) if framed else Key("", 0, name, code)

    def cells(self, key: Key, facts: Facts) -> list[Value]:
        """The cells of a fact under the law of this day."""
        if self._cells is None:
            nodes = [self.test(name) for name in self.versions]
            for version in self.versions.values():
                nodes += [clause.when for clause in version.conditions]
            self._cells = Cells(nodes, self._court.vocabulary, self.group)
        return self._cells.of(key, facts)


def order_of(version: Version) -> tuple[int, str]:
    """Where a version is asked among those of its kind: by its `order`, then by its name."""
    order = version.effect.get("order", 0)
    return (order if isinstance(order, int) else 0, version.provision)
