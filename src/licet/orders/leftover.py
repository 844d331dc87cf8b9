"""The conditions that count for an item on a day, with the item put in.

What comes out is a *leftover*: for each variant of the item and each layer, the versions that may
still apply with what is left of their conditions. Versions that can't apply are gone, so days and
items that the law can't tell apart have equal leftovers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from licet.gather import Gathered, Variant, gather
from licet.model import Party, Shipment
from licet.orders.residue import TRUE, Store
from licet.orders.roles import prefix
from licet.orders.shapes import PLAIN, Shape
from licet.rules.atoms import Extent
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.nodes import (
    CompareDay,
    Node,
    Within,
    children,
    findings_of,
    groups_of,
)
from licet.rules.provision import Version
from licet.rules.values import Value

TOP: Final = frozenset({"to", "from", "transaction", "exporter", "end_use"})
"""Facts of the shipment that a line of an order book brings, quantity and value aside."""
SILENT: Final = frozenset({"define", "announce", "warn", "with"})
"""Effects that no column of the answer shows on their own."""
DUTIES: Final = frozenset({"oblige"})
LAYERS: Final = ("practice", "text")


class Entry(NamedTuple):
    """A version that may apply: its number, what is left of its condition and of its clauses.

    The number -1 stands for jurisdiction that is settled.
    """

    version: int
    test: int
    clauses: tuple[int, ...]


Part = tuple[Entry, ...]
"""The entries of one layer."""
Leftover = tuple[tuple[Any, int, int], ...]
"""For each variant of an item its tag, and the numbers of its parts in practice and in text."""


class Leftovers:
    """Leftovers by day, asker and item, under one law and one day of knowledge."""

    def __init__(self, court: Court, known_on: date | None, *, duties: bool = False) -> None:
        self.court = court
        self.known_on = known_on
        scoped = {name for name, f in court.vocabulary.facts.items() if f.scope == "party"}
        self.party = frozenset(scoped)
        self.store = Store(court.vocabulary, TOP | self.party)
        self.cuts = _cuts(court)
        self.addressees = frozenset(
            version.addressee
            for provision in court.law.provisions.values()
            for version in provision.versions
            if version.addressee
        )
        self.silent = SILENT if duties else SILENT | DUTIES
        self._versions: dict[int, int] = {}
        self.versions: list[Version] = []
        self._variants: dict[tuple[str, Shape], tuple[tuple[Any, Variant], ...]] = {}
        self._gathered: dict[tuple[str, Shape], Gathered] = {}
        self._residuals: dict[tuple[object, ...], int] = {}
        self._grounds: dict[int, dict[int, int]] = {}
        self._tests: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}
        self._kinds: list[str] = []
        self._parts: dict[Part, int] = {}
        self.parts: list[Part] = []
        self._free: list[frozenset[str]] = []
        self._asks: dict[tuple[int, frozenset[str]], tuple[int, ...]] = {}
        self._puts: dict[tuple[int, object], int] = {}
        self._memos: dict[object, dict[int, int]] = {}

    # Days

    def epoch(self, day: date) -> int:
        """The number of the stretch of days without a change of the law that a day lies in."""
        return bisect_right(self.cuts, day)

    # Items

    def variants(self, item: str, shape: Shape = PLAIN) -> tuple[tuple[Any, Variant], ...]:
        """What an item may be, each with what the answer sees of it besides its facts."""
        found = self._variants.get((item, shape))
        if found is None:
            gathered = self.gathered(item, shape)
            names = list(dict.fromkeys(variant.entry for variant in gathered.variants))
            found = tuple((_tag(v, names, shape), v) for v in gathered.variants)
            self._variants[item, shape] = found
        return found

    def gathered(self, item: str, shape: Shape = PLAIN) -> Gathered:
        """The facts of an item in a shape; the rest of the shipment does not count."""
        found = self._gathered.get((item, shape))
        if found is None:
            parties = tuple(Party(role) for role in shape.roles)
            asked = Shipment(
                item, "US", date(2024, 1, 1), quantity=shape.quantity, value_usd=shape.value_usd,
                parties=parties,
            )  # fmt: skip
            found = self._gathered[item, shape] = gather(asked)
        return found

    # Leftovers

    def of(self, day: date, asker: str | None, item: str, shape: Shape = PLAIN) -> Leftover:
        """The leftover of an item on a day, for who asks; `shape` tells parties and amounts."""
        judges = [
            self.court.judge(day, self.known_on, layer=layer, addressee=asker) for layer in LAYERS
        ]
        found = []
        prefixes = tuple(prefix(role) for role in shape.roles)
        for number, (tag, variant) in enumerate(self.variants(item, shape)):
            top = {**variant.facts.top, "on": day}
            facts = Facts(top, variant.facts.frames, variant.facts.roles, variant.facts.quotients)
            who = (item, number, shape)
            parts = [
                self._part(self._settled(self._entries(judge, day, facts, who, prefixes)))
                for judge in judges
            ]
            found.append((tag, parts[0], parts[1]))
        return tuple(found)

    def _part(self, entries: Part) -> int:
        found = self._parts.get(entries)
        if found is None:
            found = self._parts[entries] = len(self.parts)
            self.parts.append(entries)
            free = self.store.free
            asked = (free[x] for entry in entries for x in (entry.test, *entry.clauses))
            self._free.append(frozenset[str]().union(*asked))
        return found

    def _entries(
        self, judge: Judge, day: date, facts: Facts, who: object, prefixes: tuple[str, ...]
    ) -> list[Entry]:
        groups_epoch = bisect_right(self.court.groups.change_dates(), day)
        memo = self._grounds.setdefault(groups_epoch, {})

        def groups(name: str) -> Extent:
            return self.court.groups.members(name, day)

        expressions: dict[str, int] = {}

        def residual(node: Node) -> int:
            names, grouped = self._asked(node)
            below = tuple(expression(name) for name in names)
            fixed = any(facts.top.get(name) is not None for name in grouped)
            key = (who, id(node), below, groups_epoch if fixed else -1)
            found = self._residuals.get(key)
            if found is None:
                findings = dict(zip(names, below, strict=True))
                found = self.store.residual(node, facts, groups, findings, prefixes)
                self._residuals[key] = found
            return self.store.ground(found, groups, memo)

        def expression(name: str) -> int:
            if name not in judge.versions:
                return 0
            found = expressions.get(name)
            if found is None:
                found = expressions[name] = residual(judge.test(name))
            return found

        entries = []
        for name, version in judge.versions.items():
            if version.effect.keys() <= self.silent:
                continue
            test = expression(name)
            if test:
                clauses = tuple(residual(clause.when) for clause in version.conditions)
                entries.append(Entry(self._number(version), test, clauses))
        return entries

    def _asked(self, node: Node) -> tuple[tuple[str, ...], frozenset[str]]:
        """The findings a condition refers to, and the fixed facts it looks for in groups."""
        found = self._tests.get(id(node))
        if found is None:
            grouped: set[str] = set()

            def visit(part: Node) -> None:
                if isinstance(part, Within) and groups_of(part):
                    grouped.add(part.fact)
                for child in children(part):
                    visit(child)

            visit(node)
            fixed = frozenset(grouped) - self.store.later
            found = self._tests[id(node)] = tuple(sorted(findings_of(node))), fixed
        return found

    def _number(self, version: Version) -> int:
        found = self._versions.get(id(version))
        if found is None:
            found = self._versions[id(version)] = len(self.versions)
            self.versions.append(version)
            self._kinds.append(next((word for word in _STAGES if word in version.effect), ""))
        return found

    # What no longer matters

    def _settled(self, entries: list[Entry]) -> Part:
        """The entries of a layer without those that can't change the answer any more."""
        kinds: dict[str, list[Entry]] = {}
        for entry in entries:
            kinds.setdefault(self.kind(entry), []).append(entry)
        reach = kinds.get("jurisdiction", [])
        gone: set[str] = set()
        if any(entry.test == TRUE for entry in reach):
            gone.add("jurisdiction")
            if any(entry.test == TRUE for entry in kinds.get("prohibit", ())):
                gone |= {"require", "exception", "review"}
            elif "prohibit" not in kinds and "require" not in kinds:
                gone |= {"exception", "review"}
        elif not reach:
            gone |= {"prohibit", "require", "exception", "review"}
        kept = [entry for entry in entries if self.kind(entry) not in gone]
        return (_SUBJECT, *kept) if "jurisdiction" in gone else tuple(kept)

    def kind(self, entry: Entry) -> str:
        """The effect of an entry's version that the order of the decision asks for."""
        return "jurisdiction" if entry.version < 0 else self._kinds[entry.version]

    # Putting facts in

    def asks(self, leftover: Leftover, facts: frozenset[str]) -> tuple[int, ...]:
        """The largest expressions of a leftover that ask for nothing but some facts."""
        found: dict[int, None] = {}
        for _, *parts in leftover:
            for part in parts:
                if self._free[part] & facts:
                    found.update(dict.fromkeys(self._asks_of(part, facts)))
        return tuple(found)

    def _asks_of(self, part: int, facts: frozenset[str]) -> tuple[int, ...]:
        found = self._asks.get((part, facts))
        if found is None:
            items = [x for entry in self.parts[part] for x in (entry.test, *entry.clauses)]
            found = self._asks[part, facts] = tuple(self.store.within_only(items, facts))
        return found

    def put(
        self, leftover: Leftover, values: Mapping[str, Value], facts: frozenset[str], name: object
    ) -> Leftover:
        """The leftover with some facts put in; `name` stands for their values."""
        return tuple(
            (tag, self._put(practice, values, facts, name), self._put(text, values, facts, name))
            for tag, practice, text in leftover
        )

    def _put(
        self, part: int, values: Mapping[str, Value], facts: frozenset[str], name: object
    ) -> int:
        if not (self._free[part] & facts):
            return part
        found = self._puts.get((part, name))
        if found is not None:
            return found
        put, free = self.store.put, self.store.free
        memo = self.memo(name)
        kept: list[Entry] = []
        for entry in self.parts[part]:
            test, clauses = entry.test, entry.clauses
            if free[test] & facts:
                test = put(test, values, facts, memo)
                if not test:
                    continue
            if any(free[clause] & facts for clause in clauses):
                clauses = tuple(put(clause, values, facts, memo) for clause in clauses)
            kept.append(Entry(entry.version, test, clauses))
        found = self._puts[part, name] = self._part(self._settled(kept))
        return found

    def memo(self, name: object) -> dict[int, int]:
        """What was found before when these values were put in."""
        return self._memos.setdefault(name, {})


_SUBJECT: Final = Entry(-1, TRUE, ())
_STAGES: Final = (
    "jurisdiction", "prohibit", "require", "exception", "review", "parameters", "eccn", "covers",
)  # fmt: skip


def _tag(variant: Variant, names: list[str], shape: Shape) -> tuple[Any, ...]:
    """What the answer sees of a variant besides its facts; entries count by number only."""
    lonely = len(variant.facts.frames["ics"]) == 1
    seen: list[Any] = [names.index(variant.entry), lonely, bool(variant.reading), shape.roles]
    for field in fields(variant):
        value = getattr(variant, field.name)
        if field.name != "reading" and field.name not in {"facts", "entry", "title"}:
            seen.append(value)
    top = variant.facts.top
    return (*seen, top.get("item_kind"), top.get("stated_eccn"), top.get("base_eccn"))


def _cuts(court: Court) -> tuple[date, ...]:
    """The days on which the law changes, or on which a condition on the day itself turns."""
    cuts = set(court.change_dates)
    for provision in court.law.provisions.values():
        for version in provision.versions:
            clauses = (*version.unless, *version.conditions)
            for node in (version.when, *(clause.when for clause in clauses)):
                cuts.update(_days(node))
    return tuple(sorted(cuts))


@lru_cache(maxsize=4096)
def _days(node: Node) -> frozenset[date]:
    match node:
        case CompareDay(_, "on", date() as day, plus):
            at = day + timedelta(days=plus)
            return frozenset({at, at + timedelta(days=1)})
        case _:
            return frozenset[date]().union(*(_days(child) for child in children(node)))
