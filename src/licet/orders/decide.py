"""The answer to each last state: by what is settled already, else by the evaluator.

A leftover knows which versions surely apply, which surely don't and which are open. The functions
of the decision are asked with just that. Where that leaves a question open, the same functions are
asked once more with the facts of a line, so that unknown facts are split into cases as in a single
check; states that agree in what a question turns on share its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final, TypeVar, cast

from licet.decision.classify import Classification, classify
from licet.decision.missing import name_of
from licet.decision.notes import conditions_of
from licet.decision.outcome import Outcome, facts_on, together
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
from licet.gather import gather
from licet.model import Item
from licet.orders.leftover import LAYERS, Entry, Leftover, Leftovers
from licet.orders.reduction import shipment_of
from licet.orders.residue import TRUE, Mode
from licet.rules.cells import OTHER
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.nodes import facts_of
from licet.rules.provision import Clause, Version
from licet.rules.values import Choice, Interval

T = TypeVar("T")
EXCEPTION: Final = "license-exception"
MODES: Final = (
    Mode(False, OTHER, OTHER),
    Mode(True, OTHER, OTHER),
    Mode(False, "CN", "nvidia"),
    Mode(True, "CN", "nvidia"),
)
"""Ways in which the unknown may turn out; which ones are tried matters for speed alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the order book shows of an answer.

    `maybe` are the requirements and prohibitions that may apply while the verdict is open.
    """

    verdict: str
    text: str
    parameters: str | None
    eccn: str | None
    review_policy: str | None
    provision: str | None
    missing: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What a report may show beside the answer.

    Attributes:
        rescue: The license exceptions that are open or may be, and together answer every
            requirement that surely applies; (symbol, whether it is surely available).
        conditions: The obligations that come with the answer.
    """

    rescue: tuple[tuple[str, bool], ...]
    conditions: tuple[str, ...]


class Decider:
    """Answers states under one law; what two of them share is worked out once."""

    def __init__(self, leftovers: Leftovers) -> None:
        self._l = leftovers
        self._known: dict[object, Any] = {}
        self._bases: dict[tuple[int, tuple[str, ...]], tuple[Entry, ...]] = {}
        self._halves: dict[object, _Half] = {}
        self.evaluated = 0

    def row(self, leftover: Leftover, line: Mapping[str, Any]) -> Row:
        """The answer to a state, for a line that leads to it."""
        case = _Case(self._l, line)
        practice, text = (
            [self._half(case, leftover, number, layer) for number in range(len(leftover))]
            for layer in range(len(LAYERS))
        )
        plain = self._l.gathered(line["item"])
        verdict = together(plain, [half.verdict for half in practice])
        preferred = [h for h, (tag, *_) in zip(practice, leftover, strict=True) if not _other(tag)]
        parameters = _agreed([half.classification.parameters for half in preferred], "unknown")
        eccn = _agreed([half.classification.eccns for half in preferred], None)
        first = practice[0]
        review = only(first.reviews()) if verdict == REQUIRED else None
        return Row(
            verdict=verdict,
            text=together(plain, [half.verdict for half in text]),
            parameters=parameters,
            eccn=eccn,
            review_policy=review,
            provision=first.provision(verdict),
            missing=tuple(self._missing(practice, leftover, verdict, parameters, review)),
            maybe=_maybe(practice) if verdict == OPEN else (),
        )

    def details(self, leftover: Leftover, line: Mapping[str, Any], row: Row) -> Details:
        """What comes with the answer to a state; the leftovers must have kept the duties."""
        half = self._half(_Case(self._l, line), leftover, 0, 0)
        return half.details(row.verdict, row.review_policy)

    def _half(self, case: _Case, leftover: Leftover, number: int, layer: int) -> _Half:
        """A variant in a layer; states that agree in it share it."""
        key = (leftover[number][0], leftover[number][1 + layer], layer)
        found = self._halves.get(key)
        if found is None:
            found = self._halves[key] = _Half(self, case, leftover, number, layer)
        return found

    def share(self, key: object, work: Callable[[], T]) -> T:
        """What was worked out for a key, or is now."""
        if key not in self._known:
            self._known[key] = work()
        return cast(T, self._known[key])

    def base(self, part: int, kinds: tuple[str, ...]) -> tuple[Entry, ...]:
        """The entries of a part that a question turns on."""
        found = self._bases.get((part, kinds))
        if found is None:
            entries = self._l.parts[part]
            found = tuple(entry for entry in entries if self._l.kind(entry) in kinds)
            self._bases[part, kinds] = found
        return found

    def _missing(
        self,
        halves: Sequence[_Half],
        leftover: Leftover,
        verdict: str,
        parameters: str | None,
        review: str | None,
    ) -> dict[str, None]:
        found: dict[str, None] = {}
        first = halves[0]
        if verdict == OPEN:
            if len({half.verdict for half in halves}) > 1:
                entries = {tag[0] for tag, *_ in leftover}
                found["item" if len(entries) > 1 else "figures"] = None
            unsettled = next((half for half in halves if len(half.verdicts) > 1), None)
            if unsettled is not None:
                found.update(unsettled.open(("jurisdiction", "require", "prohibit")))
            if not found and first.top["stated_eccn"] == "none":
                found["eccn"] = None
        if parameters == "unknown":
            found.update(first.open(("parameters",)))
        if verdict == REQUIRED:
            found.update(first.open(("prohibit",)))
            if review is None:
                found.update(first.open(("review",)))
        return found


class _Case:
    """A line that leads to a state, its facts put together when somebody needs them."""

    def __init__(self, leftovers: Leftovers, line: Mapping[str, Any]) -> None:
        self._l = leftovers
        self._line = line
        self._common: Facts | None = None

    def asked(self, number: int, layer: int) -> tuple[Judge, Facts]:
        """The judge and the facts that a single check would use."""
        court, day = self._l.court, self._line["on"]
        asker = self._line["asker"]
        judge = court.judge(day, self._l.known_on, layer=LAYERS[layer], addressee=asker)
        if self._common is None:
            shipment = replace(shipment_of(self._line, self._l.known_on), item=_ANY)
            self._common = gather(shipment).variants[0].facts
        common, item = self._common, self._l.variants(self._line["item"])[number][1].facts
        own = {name: item.top[name] for name in _OWN}
        frames = {**common.frames, "ics": item.frames["ics"]}
        facts = Facts({**common.top, **own}, frames, common.roles, common.quotients)
        return judge, facts_on(facts, day).judged_by(judge.truth)


# The facts of a shipment that come from its item.
_OWN: Final = ("item_kind", "stated_eccn", "base_eccn", "complete_system", "shipment_tpp")
# The item is gathered once for itself; with this one in its place the rest of a line is.
_ANY: Final = Item(kind="ic", tpp=Fraction(1), performance_density=Fraction(1))


class _Half:
    """One variant in one layer: a judge and facts as far as the leftover knows them."""

    def __init__(
        self, decider: Decider, case: _Case, leftover: Leftover, number: int, layer: int
    ) -> None:
        self._d, self._case, self._number, self._layer = decider, case, number, layer
        self.tag, part = leftover[number][0], leftover[number][1 + layer]
        self._part = part
        self.top = {"item_kind": self.tag[-3], "stated_eccn": self.tag[-2]}
        self._l = decider._l
        entries = [entry for entry in self._l.parts[part] if entry.version >= 0]
        self._entries = {self._l.versions[entry.version].provision: entry for entry in entries}
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

    def finding(self, provision: str) -> bool | None:
        if provision == _SUBJECT.provision:
            return True
        entry = self._entries.get(provision)
        if entry is None or self._mode is None:
            return False if entry is None else True if entry.test == TRUE else None
        return self._l.store.completed(entry.test, self._mode)

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
        key = (function, self.tag, self._d.base(self._part, kinds), more)

        def work() -> T:
            self._d.evaluated += 1
            return function(*self._case.asked(self._number, self._layer), *more)

        return self._d.share(key, work)

    def _verdicts(self) -> frozenset[str]:
        """The verdicts, exceptions aside.

        If two ways in which the unknown may turn out give two verdicts, then the answer is open,
        and nobody needs to split the unknown facts further.
        """
        kinds = ("jurisdiction", "prohibit", "require", "eccn", "covers")
        base = self._d.base(self._part, kinds)
        return self._d.share(("verdicts", self.tag, self._layer, base), self._own_verdicts)

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
        self._d.evaluated += 1
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
        key = ("outcome", self.tag, self._d.base(self._part, kinds))

        def work() -> tuple[str, tuple[tuple[Version, bool | None], ...]]:
            self._d.evaluated += 1
            judge, facts = self._case.asked(self._number, self._layer)
            asked = requirements(judge, facts)
            return verdict_of(self.verdicts, asked, offers(judge, facts, asked)), asked

        return self._d.share(key, work)

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
        base = self._d.base(self._part, ("require", "exception", "review", ""))
        needed = self.verdicts == {REQUIRED}

        def work() -> Details:
            judge, facts = cast(Judge, self), cast(Facts, self)
            if any(entry.test != TRUE for entry in base):
                self._d.evaluated += 1
                judge, facts = self._case.asked(self._number, self._layer)
            asked = requirements(judge, facts) if needed else ()
            offered = offers(judge, facts, asked)
            outcome = Outcome(verdict, True, False, asked, offered)
            said = conditions_of(judge, facts, outcome, verdict, review)
            return Details(_rescue(asked, offered) if verdict == REQUIRED else (), said)

        return self._d.share(("details", self.tag, base, needed, verdict, review), work)

    def open(self, kinds: tuple[str, ...]) -> dict[str, None]:
        """The names of the facts that questions of some kinds turn on."""
        found: dict[str, None] = {}
        for kind in kinds:
            entries = self._d.base(self._part, (kind,))
            if kind in {"jurisdiction", "require", "prohibit"} and any(
                entry.test == TRUE for entry in entries
            ):
                continue
            for form in self._l.store.leaves([entry.test for entry in entries]):
                for key in _unknown(form, self._l.party):
                    found[name_of(key, self.tag[1])] = None
        return found


def _maybe(halves: Sequence[_Half]) -> tuple[str, ...]:
    """What may apply to any variant while the answer is open."""
    kinds = ("prohibit", "require")
    versions = (v for half in halves for kind in kinds for v in half.of_kind(kind))
    return tuple(dict.fromkeys(version.provision for version in versions))


def _hopeful(offer: Offer) -> bool:
    """Whether an exception might still turn out to be available when looked at closely."""
    return offer.available is None and all(met is True for _, met in offer.conditions)


def _rescue(
    needed: Sequence[tuple[Version, bool | None]], offered: Sequence[Offer]
) -> tuple[tuple[str, bool], ...]:
    """The exceptions that are not closed, if every sure requirement is answered by one."""
    left = [offer for offer in offered if offer.available is not False]
    sure = [version for version, truth in needed if truth is True]
    if not all(any(overcomes(offer.version, version) for offer in left) for version in sure):
        return ()
    found: dict[str, bool] = {}
    for offer in left:
        symbol = str(offer.version.effect["exception"])
        found[symbol] = found.get(symbol, False) or offer.available is True
    return tuple(found.items())


def _other(tag: tuple[Any, ...]) -> bool:
    return bool(tag[2])


def _agreed(found: list[frozenset[str | None]], otherwise: str | None) -> str | None:
    together: frozenset[str | None] = frozenset().union(*found)
    return next(iter(together)) if len(together) == 1 else otherwise


def _unknown(form: tuple[Any, ...], party: frozenset[str]) -> list[Key]:
    """The facts that an open leaf waits for."""
    if len(form) == 4:
        _, node, (frame, at), values = form
        asked = facts_of(node)
        return [
            Key(frame, at, name)
            for name, value in values
            if name in asked and (value is None or isinstance(value, (Interval, Choice)))
        ] or [Key(frame, at, name) for name in sorted(asked)]
    inner = form[1]
    names = sorted(facts_of(inner[1])) if inner[0] == "number" else [inner[1]]
    return [Key("parties", 0, name) if name in party else Key("", 0, name) for name in names]


class _Subject:
    """Stands for a version that makes the item subject to the law."""

    provision = "(subject)"
    effect: Final[Mapping[str, object]] = {"jurisdiction": "settled"}


_SUBJECT: Final = cast(Version, _Subject())
