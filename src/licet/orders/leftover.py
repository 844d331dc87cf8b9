"""The conditions that count for an item on a day, with the item put in.

What comes out is a *leftover*: for each variant of the item and each layer, the versions that may
still apply with what is left of their conditions. Versions that can't apply are gone, so days and
items that the law can't tell apart have equal leftovers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, NamedTuple

from licet.errors import BadInput
from licet.gather import Gathered, Variant, gather
from licet.model import Party, Shipment
from licet.orders.lawdays import cuts_of
from licet.orders.leaves import within_only
from licet.orders.questions import Plan, Questions
from licet.orders.residue import TRUE, Store
from licet.orders.roles import prefix
from licet.orders.shapes import PLAIN, Shape
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.provision import Version
from licet.rules.values import Value

TOP: Final = frozenset({"to", "from", "transaction", "exporter", "end_use"})
"""Facts of the shipment that a line of an order book brings, quantity and value aside."""
SILENT: Final = frozenset({"define", "announce", "warn", "with"})
"""Effects that no column of the answer shows on their own."""
DUTIES: Final = frozenset({"oblige"})
LAYERS: Final = ("practice", "text")
TEXT: Final = 1


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


def layer_of(stance: str) -> int:
    """The number of a layer.

    Raises:
        BadInput: There is no such layer.

    >>> layer_of("text")
    1
    """
    if stance not in LAYERS:
        raise BadInput(f"no such stance: `{stance[:20]}`", hint=" or ".join(LAYERS))
    return LAYERS.index(stance)


class Leftovers:
    """Leftovers by day, asker and item, under one law and one day of knowledge."""

    def __init__(self, court: Court, known_on: date | None, *, duties: bool = False) -> None:
        self.court = court
        self.known_on = known_on
        scoped = {name for name, f in court.vocabulary.facts.items() if f.scope == "party"}
        self.party = frozenset(scoped)
        self.store = Store(court.vocabulary, TOP | self.party)
        self.cuts = cuts_of(court)
        self.addressees = frozenset(
            version.addressee
            for provision in court.law.provisions.values()
            for version in provision.versions
            if version.addressee
        )
        self.silent = SILENT if duties else SILENT | DUTIES
        self._questions = Questions(self.store, self.epoch, self.silent, self._number)
        self._versions: dict[int, int] = {}
        self.versions: list[Version] = []
        self._variants: dict[tuple[str, Shape], tuple[tuple[Any, Variant], ...]] = {}
        self._gathered: dict[tuple[str, Shape], Gathered] = {}
        self._who: dict[tuple[str, int, Shape], int] = {}
        self._starts: dict[tuple[int, int], int] = {}
        self._kinds: list[frozenset[str]] = []
        self._parts: dict[Part, int] = {}
        self.parts: list[Part] = []
        self._free: list[frozenset[str]] = []
        self._asks: dict[tuple[int, frozenset[str]], tuple[int, ...]] = {}
        self._puts: dict[tuple[int, object], int] = {}
        self._classes: dict[tuple[int, frozenset[str], tuple[int, ...]], int] = {}
        self._lefts: dict[tuple[tuple[int, ...], object], tuple[int, ...]] = {}
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
        plans = [
            self._questions.plan(
                day, self.court.judge(day, self.known_on, layer=layer, addressee=asker)
            )
            for layer in LAYERS
        ]
        found = []
        prefixes = tuple(prefix(role) for role in shape.roles)
        for number, (tag, variant) in enumerate(self.variants(item, shape)):
            top = {**variant.facts.top, "on": day}
            facts = Facts(top, variant.facts.frames, variant.facts.roles, variant.facts.quotients)
            who = self._who.setdefault((item, number, shape), len(self._who))
            parts = [self._start(plan, facts, who, prefixes) for plan in plans]
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

    def _start(self, plan: Plan, facts: Facts, who: int, prefixes: tuple[str, ...]) -> int:
        """The part that a plan leaves of an item."""
        found = self._starts.get((who, plan.number))
        if found is None:
            entries = []
            for version, test, clauses in plan.versions:
                left = self._questions.residual(test, facts, who, prefixes)
                if left:
                    rest = tuple(self._questions.residual(c, facts, who, prefixes) for c in clauses)
                    entries.append(Entry(version, left, rest))
            found = self._starts[who, plan.number] = self._part(self._settled(entries))
        return found

    def _number(self, version: Version) -> int:
        found = self._versions.get(id(version))
        if found is None:
            found = self._versions[id(version)] = len(self.versions)
            self.versions.append(version)
            self._kinds.append(frozenset(version.effect) & _STAGES or _NO_STAGE)
        return found

    # What no longer matters

    def _settled(self, entries: list[Entry]) -> Part:
        """The entries of a layer without those that can't change the answer any more."""
        open_, sure = set[str](), set[str]()
        for entry in entries:
            (sure if entry.test == TRUE else open_).update(self.kinds(entry))
        gone: set[str] = set()
        if "jurisdiction" in sure:
            gone.add("jurisdiction")
            if "prohibit" in sure:
                gone |= {"require", "exception", "review"}
            elif not {"prohibit", "require"} & (sure | open_):
                gone |= {"exception", "review"}
        elif "jurisdiction" not in open_:
            gone |= {"prohibit", "require", "exception", "review"}
        if not gone:
            return tuple(entries)
        kept = [entry for entry in entries if not self.kinds(entry) <= gone]
        return (_SUBJECT, *kept) if "jurisdiction" in gone else tuple(kept)

    def kinds(self, entry: Entry) -> frozenset[str]:
        """The effects of an entry's version that the order of the decision asks for.

        One version may do two things: ask for a license, and say how applications are looked at.
        """
        return _REACH if entry.version < 0 else self._kinds[entry.version]

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
            found = self._asks[part, facts] = tuple(within_only(self.store, items, facts))
        return found

    def put(
        self, leftover: Leftover, values: Mapping[str, Value], facts: frozenset[str], name: object
    ) -> Leftover:
        """The leftover with some facts put in; `name` stands for their values."""
        return tuple(
            (
                tag,
                self.put_part(practice, values, facts, name),
                self.put_part(text, values, facts, name),
            )
            for tag, practice, text in leftover
        )

    def put_part(
        self, part: int, values: Mapping[str, Value], facts: frozenset[str], name: object
    ) -> int:
        """The number of a part with some facts put in; `name` stands for their values."""
        if not (self._free[part] & facts):
            return part
        found = self._puts.get((part, name))
        if found is not None:
            return found
        put, free = self.store.put, self.store.free
        memo = self.memo(name)
        # Values that leave the same of what the part asks of them lead to the same part.
        asks = self._asks_of(part, facts)
        left = self._lefts.get((asks, name))
        if left is None:
            left = self._lefts[asks, name] = tuple([put(x, values, facts, memo) for x in asks])
        found = self._classes.get((part, facts, left))
        if found is None:
            kept: list[Entry] = []
            for entry in self.parts[part]:
                version, test, clauses = entry
                if free[test] & facts:
                    test = put(test, values, facts, memo)
                    if not test:
                        continue
                elif not clauses:
                    kept.append(entry)
                    continue
                if clauses:
                    clauses = tuple([put(clause, values, facts, memo) for clause in clauses])
                kept.append(Entry(version, test, clauses))
            found = self._classes[part, facts, left] = self._part(self._settled(kept))
        self._puts[part, name] = found
        return found

    def memo(self, name: object) -> dict[int, int]:
        """What was found before when these values were put in."""
        return self._memos.setdefault(name, {})


_SUBJECT: Final = Entry(-1, TRUE, ())
_STAGES: Final = frozenset(
    {"jurisdiction", "prohibit", "require", "exception", "review", "parameters", "eccn", "covers"}
)
_NO_STAGE: Final = frozenset({""})
_REACH: Final = frozenset({"jurisdiction"})


def _tag(variant: Variant, names: list[str], shape: Shape) -> tuple[Any, ...]:
    """What the answer sees of a variant besides its facts; entries count by number only."""
    lonely = len(variant.facts.frames["ics"]) == 1
    seen: list[Any] = [names.index(variant.entry), lonely, bool(variant.reading), shape.roles]
    for each in fields(variant):
        if each.name not in {"reading", "facts", "entry", "title"}:
            seen.append(getattr(variant, each.name))
    top = variant.facts.top
    return (*seen, top.get("item_kind"), top.get("stated_eccn"), top.get("base_eccn"))
