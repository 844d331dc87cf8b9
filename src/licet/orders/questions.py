"""Conditions by what they ask, so that days on which they ask the same share their leftovers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from licet.orders.residue import Store
from licet.rules.atoms import Extent
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.nodes import Node, facts_of, findings_of, groups_of
from licet.rules.provision import Version


@dataclass(frozen=True, slots=True)
class Plan:
    """What a judge asks: for each version its number and those of its questions."""

    number: int
    versions: tuple[tuple[int, int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """A condition with the questions it refers to and the groups of its day."""

    node: Node
    below: tuple[tuple[str, int], ...]
    groups: Mapping[str, Extent]
    memo: dict[int, int] = field(default_factory=dict)


class Questions:
    """What judges ask, and what an item leaves of it."""

    def __init__(
        self,
        store: Store,
        epoch: Callable[[date], int],
        silent: frozenset[str],
        version: Callable[[Version], int],
    ) -> None:
        self._store = store
        self._epoch = epoch
        self._silent = silent
        self._version = version
        self._plans: dict[tuple[int, int], tuple[Judge, Plan]] = {}
        self._same: dict[object, Plan] = {}
        self._asked: dict[tuple[int, int, int], int] = {}
        self._words: dict[int, tuple[list[str], list[str], bool]] = {}
        self._numbers: dict[object, int] = {}
        self._questions: list[_Question] = []
        self._residuals: dict[tuple[int, int], int] = {}

    def plan(self, day: date, judge: Judge) -> Plan:
        """What a judge asks of any item; the same for judges who ask the same."""
        known = self._plans.get((id(judge), self._epoch(day)))
        if known is not None:
            return known[1]
        versions = []
        for name, version in judge.versions.items():
            if not version.effect.keys() <= self._silent:
                test = self._question(day, judge, judge.test(name))
                clauses = tuple(self._question(day, judge, c.when) for c in version.conditions)
                versions.append((self._version(version), test, clauses))
        key = tuple(versions)
        plan = self._same.get(key)
        if plan is None:
            plan = self._same[key] = Plan(len(self._same), key)
        # A judge that is gone would leave its number to another.
        self._plans[id(judge), self._epoch(day)] = judge, plan
        return plan

    def _question(self, day: date, judge: Judge, node: Node) -> int:
        """The number of a condition with all that its truth depends on besides the facts."""
        where = (id(judge), self._epoch(day), id(node))
        known = self._asked.get(where)
        if known is not None:
            return known
        words = self._words.get(id(node))
        if words is None:
            names, named = sorted(findings_of(node)), sorted(groups_of(node))
            words = self._words[id(node)] = (names, named, "on" in facts_of(node))
        names, named, dated = words
        below = tuple(
            [
                (name, self._question(day, judge, judge.test(name)))
                for name in names
                if name in judge.versions
            ]
        )
        groups = tuple([(name, judge.group(name)) for name in named])
        key = (id(node), below, groups, self._epoch(day) if dated else -1)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._questions)
            self._questions.append(_Question(node, below, dict(groups)))
        self._asked[where] = found
        return found

    def residual(self, number: int, facts: Facts, who: int, prefixes: tuple[str, ...]) -> int:
        """What is left of a condition, with the groups of its day looked up."""
        found = self._residuals.get((who, number))
        if found is None:
            question = self._questions[number]
            findings = {
                name: self.residual(below, facts, who, prefixes) for name, below in question.below
            }
            groups = question.groups.__getitem__
            left = self._store.residual(question.node, facts, groups, findings, prefixes)
            found = self._residuals[who, number] = self._store.ground(left, groups, question.memo)
        return found
