"""One variant of an item in one layer, asked as the functions of the decision ask.

Half of an answer: what is left of the conditions says which versions surely apply and which are
open. Where that is not enough, the facts of a line are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar, cast

from licet.decision.classify import Classification, classify
from licet.decision.notes import conditions_of
from licet.decision.outcome import Outcome
from licet.decision.possible import only
from licet.decision.review import review_policies
from licet.decision.verdict import (
    OPEN,
    PROHIBITED,
    REQUIRED,
    Offer,
    base_verdicts,
    offers,
    overcomes,
    possible_verdicts,
    requirements,
    verdict_of,
)
from licet.orders.leaves import Mode, completed, known_text
from licet.orders.leftover import Leftover
from licet.orders.linecase import LineCase
from licet.orders.residue import TRUE
from licet.orders.row import Details
from licet.orders.shared import Shared
from licet.rules.cells import OTHER
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge, order_of
from licet.rules.nodes import facts_of
from licet.rules.provision import Clause, Version

T = TypeVar("T")
EXCEPTION: Final = "license-exception"
PURPOSE: Final = "special_purpose"
"""Why an item ships; a book has no column for it."""
MODES: Final = (
    Mode(False, OTHER, OTHER),
    Mode(True, OTHER, OTHER),
    Mode(False, "CN", "nvidia"),
    Mode(True, "CN", "nvidia"),
)
"""Ways in which the unknown may turn out; which ones are tried matters for speed alone."""


class Half:
    """One variant in one layer: a judge and facts as far as the leftover knows them."""

    def __init__(
        self, shared: Shared, case: LineCase, leftover: Leftover, number: int, layer: int
    ) -> None:
        self._shared, self._case, self._number, self._layer = shared, case, number, layer
        self.tag, part = leftover[number][0], leftover[number][1 + layer]
        self._part = part
        self.top = {"item_kind": self.tag[-3], "stated_eccn": self.tag[-2]}
        self.entry, self.lonely = self.tag[0], self.tag[1]
        self.ranked = shared.ranked
        self.against_stated = case.against_stated(number)
        self._l = shared.leftovers
        entries = [entry for entry in self._l.parts[part] if entry.version >= 0]
        self._entries = {self._l.versions[entry.version].provision: entry for entry in entries}
        self.completions: list[Facts] = []
        self.frames: Mapping[str, tuple[object, ...]] = {}
        # How what is not known is taken for the moment.
        self._mode: Mode | None = None
        self._kinds: dict[str, tuple[Version, ...]] = {}
        self._subject = len(entries) < len(self._l.parts[part])
        self.versions = {
            name: self._l.versions[entry.version] for name, entry in self._entries.items()
        }
        self.verdicts = self._verdicts()
        self.verdict, self.needed = self._outcome()

    # What the functions of the decision ask of a judge and of facts

    def of_kind(self, kind: str) -> tuple[Version, ...]:
        found = self._kinds.get(kind)
        if found is None:
            found = (
                (_SUBJECT,)
                if kind == "jurisdiction" and self._subject
                else tuple(version for version in self.versions.values() if kind in version.effect)
            )
            self._kinds[kind] = found
        return found

    def in_order(self, kind: str) -> tuple[Version, ...]:
        return tuple(sorted(self.of_kind(kind), key=order_of))

    def finding(self, provision: str) -> bool | None:
        if provision == _SUBJECT.provision:
            return True
        entry = self._entries.get(provision)
        if entry is None or self._mode is None:
            return False if entry is None else True if entry.test == TRUE else None
        return completed(self._l.store, entry.test, self._mode)

    def clause(self, clause: Clause, facts: object) -> bool | None:
        for name, version in self.versions.items():
            for at, own in enumerate(version.conditions):
                if own is clause:
                    left = self._entries[name].clauses[at]
                    return bool(left) if left < 2 else None
        raise AssertionError(clause)

    def open_keys(self, provision: str, facts: object) -> list[Key]:
        return []

    def cells(self, key: Key, facts: object) -> list[Any]:
        return []

    # Questions

    def _ask(self, kinds: tuple[str, ...], function: Callable[..., T], enough: Callable[[T], bool],
             *more: object) -> T:  # fmt: skip
        """A function of the decision, asked of the leftover and, if need be, of the facts."""
        found = function(cast(Judge, self), cast(Facts, self), *more)
        if enough(found):
            return found
        key = (function, self.tag, self._shared.base(self._part, kinds), more)

        def work() -> T:
            self._shared.evaluated += 1
            return function(*self._case.asked(self._number, self._layer), *more)

        return self._shared.share(key, work)

    def _verdicts(self) -> frozenset[str]:
        """The verdicts, exceptions aside.

        If two ways in which the unknown may turn out give two verdicts, then the answer is open,
        and nobody needs to split the unknown facts further.
        """
        kinds = ("jurisdiction", "prohibit", "require", "eccn", "covers")
        base = self._shared.base(self._part, kinds)
        return self._shared.share(("verdicts", self.tag, base), self._own_verdicts)

    def _own_verdicts(self) -> frozenset[str]:
        judge, facts = cast(Judge, self), cast(Facts, self)
        found = possible_verdicts(judge, facts)
        if len(found) == 1:
            return found
        ends: list[frozenset[str]] = []
        for self._mode in MODES:
            ends.append(possible_verdicts(judge, facts))
        self._mode = None
        # Two ways that have no verdict in common: the answer is open.
        apart = next((a | b for a in ends for b in ends if not a & b), None)
        if apart is not None:
            return apart
        self._shared.evaluated += 1
        return base_verdicts(*self._case.asked(self._number, self._layer))

    @property
    def classification(self) -> Classification:
        return self._ask(
            ("parameters", "eccn"),
            classify,
            lambda found: len(found.parameters) == 1 and len(found.eccns) == 1,
        )

    def reviews(self) -> frozenset[str | None]:
        return self._ask(("review",), review_policies, lambda found: len(found) == 1)

    def _outcome(self) -> tuple[str, tuple[tuple[Version, bool | None], ...]]:
        if self.verdicts != {REQUIRED}:
            return only(self.verdicts) or OPEN, ()
        judge, facts = cast(Judge, self), cast(Facts, self)
        needed = requirements(judge, facts)
        offered = offers(judge, facts, needed)
        if all(truth is True for _, truth in needed) and not any(map(_hopeful, offered)):
            return verdict_of(self.verdicts, needed, offered), needed
        ready = [offer for offer in offered if offer.available is True or _hopeful(offer)]
        sure = [version for version, truth in needed if truth is True]
        if not ready or not all(any(overcomes(o.version, v) for o in ready) for v in sure):
            return REQUIRED, needed
        kinds = ("require", "exception")
        key = ("outcome", self.tag, self._shared.base(self._part, kinds))

        def work() -> tuple[str, tuple[tuple[Version, bool | None], ...]]:
            self._shared.evaluated += 1
            judge, facts = self._case.asked(self._number, self._layer)
            asked = requirements(judge, facts)
            return verdict_of(self.verdicts, asked, offers(judge, facts, asked)), asked

        return self._shared.share(key, work)

    def provision(self, verdict: str) -> str | None:
        """The provision that decides."""
        if verdict == PROHIBITED:
            return next((v.provision for v in self.of_kind("prohibit")), None)
        if verdict not in {REQUIRED, EXCEPTION}:
            return None
        sure = [version for version, truth in self.needed if truth is True]
        named = sure or [version for version, _ in self.needed]
        return named[0].provision if named else None

    def details(self, verdict: str, review: str | None) -> Details:
        """What comes with an answer of this verdict and policy."""
        # An obligation is of no stage of the decision, so its kind is empty.
        base = self._shared.base(self._part, ("require", "exception", "review", ""))
        needed = self.verdicts == {REQUIRED}

        def work() -> Details:
            judge, facts = cast(Judge, self), cast(Facts, self)
            if any(entry.test != TRUE for entry in base):
                self._shared.evaluated += 1
                judge, facts = self._case.asked(self._number, self._layer)
            asked = requirements(judge, facts) if needed else ()
            offered = offers(judge, facts, asked)
            outcome = Outcome(verdict, True, False, asked, offered)
            said = conditions_of(judge, facts, outcome, verdict, review)
            return Details(_rescue(asked, offered) if verdict == REQUIRED else (), said)

        return self._shared.share(("details", self.tag, base, needed, verdict, review), work)

    def is_open(self, kind: str) -> bool:
        """Whether provisions of a kind may apply while none surely does."""
        tests = [entry.test for entry in self._shared.base(self._part, (kind,))]
        return bool(tests) and TRUE not in tests

    def knows_text(self, kinds: tuple[str, ...]) -> bool:
        """Whether a text that is known leaves provisions of some kinds open."""
        store = self._l.store
        return any(known_text(store, e.test) for e in self._shared.base(self._part, kinds))

    def asked_of(self, kinds: tuple[str, ...], names: Callable[[Judge, Facts], T]) -> T:
        """What the facts of a line say; shared where the same is open of some kinds."""

        def work() -> T:
            self._shared.evaluated += 1
            return names(*self._case.asked(self._number, self._layer))

        base = self.tag, self._shared.base(self._part, kinds)
        return self._shared.share((names.__qualname__, kinds, base), work)


def _hopeful(offer: Offer) -> bool:
    """Whether an exception might still turn out to be available when looked at closely."""
    return offer.available is None and all(met is True for _, met in offer.conditions)


def _rescue(
    needed: Sequence[tuple[Version, bool | None]], offered: Sequence[Offer]
) -> tuple[tuple[str, bool], ...]:
    """The exceptions that are not closed, if every sure requirement is answered by one.

    One that waits for a purpose which no column states, such as a repair, rescues nothing.
    """
    left = [offer for offer in offered if offer.available is not False and not _purposed(offer)]
    sure = [version for version, truth in needed if truth is True]
    if not all(any(overcomes(offer.version, version) for offer in left) for version in sure):
        return ()
    found: dict[str, bool] = {}
    for offer in left:
        symbol = str(offer.version.effect["exception"])
        found[symbol] = found.get(symbol, False) or offer.available is True
    return tuple(found.items())


def _purposed(offer: Offer) -> bool:
    """Whether an exception is open for want of a special purpose that nobody stated."""
    pairs = zip(offer.version.conditions, offer.conditions, strict=True)
    return any(met is None and PURPOSE in facts_of(clause.when) for clause, (_, met) in pairs)


class _Subject:
    """Stands for a version that makes the item subject to the law."""

    provision = "(subject)"
    effect: Final[Mapping[str, object]] = {"jurisdiction": "settled"}


_SUBJECT: Final = cast(Version, _Subject())
