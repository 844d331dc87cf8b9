"""The law of one day, ready to be asked: versions chosen, conditions compiled.

A `Judge` answers for one layer, one addressee and one choice of readings. Dates between two
changes of the law share a judge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from licet.rules.cells import Cells
from licet.rules.evaluate import Check, Extent, Truth, compiled
from licet.rules.explain import Explainer, Step, open_keys
from licet.rules.facts import Facts, Key
from licet.rules.nodes import Node, Some, facts_of, findings_of, groups_of
from licet.rules.provision import Clause, Law, Version
from licet.rules.resolve import change_dates, knowledge_dates, resolve
from licet.rules.values import Value
from licet.rules.vocabulary import Vocabulary


class Groups(Protocol):
    """Named groups whose members change on known days."""

    def members(self, name: str, on: date) -> Extent:
        """The members of a group on a day: the sure ones, and those that may be."""
        ...

    def change_dates(self) -> tuple[date, ...]:
        """Every day on which a membership changes, ascending."""
        ...


class Judge:
    """The versions that count on a day, compiled; asked through `truth`."""

    def __init__(
        self, court: Court, versions: tuple[Version, ...], on: date, readings: Mapping[str, str]
    ) -> None:
        self.versions = {version.provision: version for version in versions}
        self._kinds: dict[str, tuple[Version, ...]] = {}
        self._court = court
        self._on = on
        self._tests = {
            version.provision: court.test(version, on, readings.get(version.provision))
            for version in versions
        }
        self._checks: dict[str, Check] = {}
        self._explainer = Explainer(court.vocabulary, self.group)
        self._cells: Cells | None = None

    def of_kind(self, kind: str) -> tuple[Version, ...]:
        """The versions whose effect has this key, such as ``require``."""
        found = self._kinds.get(kind)
        if found is None:
            found = tuple(v for v in self.versions.values() if kind in v.effect)
            self._kinds[kind] = found
        return found

    def group(self, name: str) -> Extent:
        """The members of a group on the day of this judge."""
        return self._court.groups.members(name, self._on)

    def truth(self, provision: str, facts: Facts) -> Truth:
        """Whether a provision applies: true, false or unknown. False when none is in force."""
        check = self._checks.get(provision)
        if check is None:
            test = self._tests.get(provision)
            if test is None:
                return False
            check = self._checks[provision] = self._court.check(test, self._on)
        return check(facts, {})

    def clause(self, clause: Clause, facts: Facts) -> Truth:
        """Whether the condition of a clause is met."""
        return self._court.check(clause.when, self._on)(facts, {})

    def test(self, provision: str) -> Node:
        """The whole condition of a provision as it is asked here."""
        return self._tests[provision]

    def explain(self, node: Node, facts: Facts) -> Step:
        """The steps of a condition."""
        return self._explainer.explain(node, facts)

    def open_keys(self, provision: str, facts: Facts) -> list[Key]:
        """The facts that could decide a provision that is unknown, in the order it asks them."""
        return self.open_in(self._tests[provision], facts) if provision in self._tests else []

    def open_in(self, node: Node, facts: Facts) -> list[Key]:
        """The facts that could decide a condition that is unknown, through its findings."""
        found: dict[Key, None] = {}
        seen: set[str] = set()
        todo = [node]
        while todo:
            step = self._explainer.explain(todo.pop(0), facts)
            for key in open_keys(step):
                found.setdefault(key)
            for name in _open_findings(step):
                if name not in seen and name in self._tests:
                    seen.add(name)
                    todo.append(self._tests[name])
        return list(found)

    def cells(self, key: Key, facts: Facts) -> list[Value]:
        """The cells of a fact under the law of this day."""
        if self._cells is None:
            nodes = [*self._tests.values()]
            for version in self.versions.values():
                nodes += [clause.when for clause in version.conditions]
            self._cells = Cells(nodes, self._court.vocabulary, self.group)
        return self._cells.of(key, facts)

    def facts_asked(self, provision: str) -> frozenset[str]:
        """Every fact a provision asks about, through the findings it refers to."""
        return self._court.facts_asked(self._tests, provision)


def _open_findings(step: Step) -> list[str]:
    if step.truth is not None:
        return []
    found = sorted(findings_of(step.node)) if not step.steps else []
    for child in step.steps:
        found += _open_findings(child)
    return found


class Court:
    """A law with its vocabulary and groups: hands out judges and keeps what was compiled."""

    def __init__(self, law: Law, vocabulary: Vocabulary, groups: Groups) -> None:
        self.law = law
        self.vocabulary = vocabulary
        self.groups = groups
        self.change_dates = tuple(sorted({*change_dates(law), *groups.change_dates()}))
        self._known_dates = knowledge_dates(law)
        self._group_dates = groups.change_dates()
        self._addressees = frozenset(
            version.addressee
            for provision in law.provisions.values()
            for version in provision.versions
            if version.addressee
        )
        self._scopes = {
            provision.id: next(
                (word for word, scope in vocabulary.frames.items() if scope == provision.scope), ""
            )
            for provision in law.provisions.values()
        }
        self._judges: dict[tuple[object, ...], Judge] = {}
        self._compiled: dict[tuple[int, int], tuple[Node, Check]] = {}
        self._tests: dict[tuple[object, ...], Node] = {}

    def judge(
        self,
        on: date,
        known_on: date | None = None,
        *,
        layer: str = "practice",
        addressee: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Judge:
        """The judge of a day.

        Args:
            on: The day of the shipment.
            known_on: The day of knowledge; None for no limit.
            layer: ``text`` or ``practice``.
            addressee: Who asks, for letters known to their addressee before the public.
            readings: For a provision, the reading to follow instead of its own condition.
        """
        chosen = readings or {}
        asker = addressee if addressee in self._addressees else None
        key = (
            bisect_right(self.change_dates, on),
            None if known_on is None else bisect_right(self._known_dates, known_on),
            layer,
            asker,
            tuple(sorted(chosen.items())),
        )
        judge = self._judges.get(key)
        if judge is None:
            versions = resolve(self.law, on, known_on=known_on, layer=layer, addressee=asker)
            judge = self._judges[key] = Judge(self, versions, on, chosen)
        return judge

    def test(self, version: Version, on: date, reading: str | None) -> Node:
        """The whole condition of a version on a day, asked of the shipment.

        One that speaks of a frame holds when any member of it meets the condition.
        """
        live = tuple(clause.until is None or on < clause.until for clause in version.unless)
        key = (id(version), live, reading)
        node = self._tests.get(key)
        if node is None:
            node = version.test(on, reading)
            word = self._scopes[version.provision]
            node = self._tests[key] = Some(word, node) if word else node
        return node

    def check(self, node: Node, on: date) -> Check:
        """A condition compiled, shared by all days on which its groups are the same."""
        epoch = bisect_right(self._group_dates, on) if groups_of(node) else -1
        # Nodes live as long as the law, so their identity names them; hashing a tree is slow.
        key = (id(node), epoch)
        found = self._compiled.get(key)
        if found is None:
            check = compiled(node, self.vocabulary, lambda name: self.groups.members(name, on))
            found = self._compiled[key] = (node, check)
        return found[1]

    def facts_asked(self, tests: Mapping[str, Node], provision: str) -> frozenset[str]:
        """Every fact a provision asks about, through the findings it refers to."""
        found: set[str] = set()
        seen: set[str] = set()
        todo = [provision]
        while todo:
            name = todo.pop()
            if name in seen or name not in tests:
                continue
            seen.add(name)
            found |= facts_of(tests[name])
            todo.extend(findings_of(tests[name]))
        return frozenset(found)
