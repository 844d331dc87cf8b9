"""A law with its vocabulary and groups: hands out the judge of each day, keeps what was compiled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from licet.rules.atoms import Check
from licet.rules.evaluate import compiled
from licet.rules.judge import Groups, Judge, Plan, plan_of
from licet.rules.nodes import Node, Some, groups_of
from licet.rules.provision import Law, Version
from licet.rules.resolve import change_dates, knowledge_dates, resolve
from licet.rules.vocabulary import Vocabulary


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
        self._dates_of: dict[frozenset[str], tuple[date, ...]] = {}
        self._judges: dict[tuple[object, ...], Judge] = {}
        self._moved: dict[date, frozenset[str]] = {}
        # Judges are kept, so their identities stay theirs.
        self._changed: dict[tuple[int, int], list[tuple[Version | None, Version | None]]] = {}
        self._compiled: dict[tuple[int, int], tuple[Node, Check]] = {}
        self._tests: dict[tuple[object, ...], Node] = {}
        self._plans: dict[int, tuple[Node, Plan]] = {}

    def dates_of(self, effects: frozenset[str]) -> tuple[date, ...]:
        """Every day on which a version with one of these effects, or a group, changes."""
        found = self._dates_of.get(effects)
        if found is None:
            days = {*change_dates(self.law, effects), *self._group_dates}
            found = self._dates_of[effects] = tuple(sorted(days))
        return found

    @property
    def group_dates(self) -> tuple[date, ...]:
        """Every day on which a membership changes."""
        return self._group_dates

    def moved(self, day: date) -> frozenset[str]:
        """The texts whose membership in any group the law names changes on a day."""
        found = self._moved.get(day)
        if found is None:
            before = date.fromordinal(day.toordinal() - 1)
            codes: set[str] = set()
            for name in self._group_names:
                was, now = self.groups.members(name, before), self.groups.members(name, day)
                codes |= (was.sure ^ now.sure) | (was.possible ^ now.possible)
            found = self._moved[day] = frozenset(codes)
        return found

    @cached_property
    def _group_names(self) -> frozenset[str]:
        """The groups that any version of any provision names."""
        return frozenset[str]().union(
            *(
                groups_of(node)
                for provision in self.law.provisions.values()
                for version in provision.versions
                for node in (
                    version.when,
                    *(clause.when for clause in version.unless + version.conditions),
                    *(reading.when for reading in version.readings),
                )
            )
        )

    def changed(self, old: Judge, new: Judge) -> list[tuple[Version | None, Version | None]]:
        """The provisions that two judges ask differently: the old version, the new one.

        A version whose savings clause lapsed stands on both sides.
        """
        key = (id(old), id(new))
        found = self._changed.get(key)
        if found is None:
            names = dict.fromkeys((*old.versions, *new.versions))
            found = self._changed[key] = [
                (old.versions.get(name), new.versions.get(name))
                for name in names
                if name not in old.versions
                or name not in new.versions
                or old.test(name) is not new.test(name)
                or old.versions[name] is not new.versions[name]
            ]
        return found

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
            bisect_right(self._group_dates, on if known_on is None else min(on, known_on)),
            layer,
            asker,
            tuple(sorted(chosen.items())),
        )
        judge = self._judges.get(key)
        if judge is None:
            versions = resolve(self.law, on, known_on=known_on, layer=layer, addressee=asker)
            judge = self._judges[key] = Judge(self, versions, on, known_on, chosen)
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

    def plan(self, node: Node) -> Plan:
        """What a condition asks about, worked out once."""
        found = self._plans.get(id(node))
        if found is None:
            found = self._plans[id(node)] = (node, plan_of(node, self.vocabulary))
        return found[1]

    def check(self, node: Node, on: date) -> Check:
        """A condition compiled, shared by all days on which its groups are the same."""
        epoch = bisect_right(self._group_dates, on) if groups_of(node) else -1
        key = (id(node), epoch)
        found = self._compiled.get(key)
        if found is None:
            check = compiled(node, self.vocabulary, lambda name: self.groups.members(name, on))
            found = self._compiled[key] = (node, check)
        return found[1]
