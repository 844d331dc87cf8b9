"""Clauses that do nothing, readings that undo others, limits that lapse and come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from licet.questions.flaws import BUDGET, Flaw, shown
from licet.questions.search import Goal, blank, framed, known_facts
from licet.rules.court import Court
from licet.rules.judge import Judge
from licet.rules.nodes import Constant, Node, Not, Or, both, facts_of
from licet.rules.printer import text_of
from licet.rules.provision import LAYERS, Provision, Version
from licet.rules.values import Interval
from licet.solve.named import find


def in_force(court: Court, provision: Provision, version: Version) -> Iterator[tuple[Judge, date]]:
    """The law of each stretch of days on which a version decides, in either layer."""
    days = {version.counts_from, *(d for d in court.change_dates if d >= version.counts_from)}
    for day in sorted(days):
        for layer in reversed(LAYERS):
            judge = court.judge(day, layer=layer, addressee=version.addressee)
            if judge.versions.get(provision.id) is version:
                yield judge, day
                break


class _Version:
    """One version under the law of its days, the first of them before all."""

    def __init__(self, court: Court, provision: Provision, version: Version) -> None:
        self.court, self.provision, self.version = court, provision, version
        self.days = list(in_force(court, provision, version))
        self.alive = bool(self.days)
        first = version.counts_from
        self.judge, self.on = self.days[0] if self.days else (court.judge(first), first)

    def framed(self, node: Node) -> Node:
        return framed(node, self.provision.scope, self.court.vocabulary)

    def some(self, *nodes: Node, free_day: bool = False) -> tuple[bool | None, dict[str, str]]:
        """Whether something meets all conditions of one member, and what does."""
        return self.all_of([Goal(self.judge, self.framed(both(*nodes)))], free_day=free_day)

    def never(self, *nodes: Node) -> bool:
        """Whether nothing meets all conditions, on any day on which the version decides."""
        node = self.framed(both(*nodes))
        for judge, day in (self.days[0], *reversed(self.days[1:])):
            facts = blank(self.court.vocabulary, day)
            found, _ = find([Goal(judge, node)], facts, self.court.vocabulary, budget=BUDGET)
            if found.witness is not None or not found.decided:
                return False
        return True

    def all_of(
        self, goals: Sequence[Goal], *, free_day: bool = False
    ) -> tuple[bool | None, dict[str, str]]:
        facts = blank(self.court.vocabulary, self.on)
        if free_day:
            top = {**facts.top, "on": Interval(self.on, None)}
            facts = type(facts)(top, facts.frames, facts.roles, facts.quotients)
        found, _ = find(goals, facts, self.court.vocabulary, budget=BUDGET)
        if found.witness is None:
            return (False if found.decided else None), {}
        keys = [
            key for key in found.keys
            if key.code or any(g.truth(found.witness.replace(key, None)) is None for g in goals)
        ]  # fmt: skip
        return True, shown(known_facts(found.witness, keys))

    def flaw(self, kind: str, says: str, witness: dict[str, str] | None = None) -> Flaw:
        return Flaw(kind, (self.provision.id,), self.version.cite, self.on, says, witness or {})


def clause_flaws(court: Court, provision: Provision) -> Iterator[Flaw]:
    """What is wrong within the versions of a provision."""
    for version in provision.versions:
        one = _Version(court, provision, version)
        if version.when == Constant(False):
            continue
        if not one.alive:
            yield one.flaw("idle", "no day in either layer on which this version decides")
            continue
        yield from _branches(one)
        yield from _exclusions(one)
        yield from _readings(one)
    yield from _lapses(court, provision)


def _branches(one: _Version) -> Iterator[Flaw]:
    when = one.version.when
    if not isinstance(when, Or):
        if one.never(when):
            yield one.flaw("dead", f"nothing can meet: {_short(when)}")
        return
    for index, branch in enumerate(when.items):
        if one.never(branch):
            yield one.flaw("dead", f"nothing can meet this branch: {_short(branch)}")
            continue
        others = when.items[:index] + when.items[index + 1 :]
        if one.never(branch, *(Not(other) for other in others)):
            yield one.flaw("idle", f"the other branches cover this one: {_short(branch)}")


def _exclusions(one: _Version) -> Iterator[Flaw]:
    version = one.version
    for clause in version.unless:
        if clause.until is not None and clause.until <= one.on:
            continue
        if one.never(version.when, clause.when):
            yield one.flaw("idle", f"this exclusion never excludes anything: {_short(clause.when)}")
    for clause in version.conditions:
        met, _ = one.all_of([Goal(one.judge, clause.when)])
        if met is False and clause.when != Constant(False):
            yield one.flaw(
                "dead", f"this item of the checklist can't be met: {_short(clause.when)}"
            )


def _readings(one: _Version) -> Iterator[Flaw]:
    """A reading that says the same, that differs on single days, that empties a branch."""
    when = one.version.when
    for reading in one.version.readings:
        name = f"reading `{reading.id}` ({reading.says})"
        wider = one.some(reading.when, Not(when), free_day=True)[0]
        narrower = one.some(when, Not(reading.when), free_day=True)[0]
        if wider is False and narrower is False:
            yield one.flaw("same-reading", f"{name} says the same as the text that is followed")
            continue
        yield from _single_days(one, reading.when, name)
        if isinstance(when, Or):
            yield from _emptied(one, when, reading.when, name)


def _single_days(one: _Version, other: Node, name: str) -> Iterator[Flaw]:
    """The reading differs on one day alone, which the text thus leaves between two limbs."""
    when = one.version.when
    if "on" not in facts_of(other) | facts_of(when):
        return
    facts = blank(one.court.vocabulary, one.on)
    for first, second in ((other, Not(when)), (when, Not(other))):
        goal = Goal(one.judge, one.framed(both(first, second)))
        at_once, _ = find([goal], facts, one.court.vocabulary, budget=BUDGET)
        next_day = date.fromordinal(one.on.toordinal() + 1)
        top = {**facts.top, "on": Interval(next_day, None)}
        later, _ = find(
            [goal], type(facts)(top, facts.frames, facts.roles, facts.quotients),
            one.court.vocabulary, budget=BUDGET,
        )  # fmt: skip
        if at_once.witness is not None and later.witness is None and later.decided:
            keys = [k for k in at_once.keys if goal.truth(at_once.witness.replace(k, None)) is None]
            witness = {"on": one.on.isoformat(), **shown(known_facts(at_once.witness, keys))}
            yield one.flaw("one-day", f"{name} differs on this day and on no later one", witness)


def _emptied(one: _Version, when: Or, other: Node, name: str) -> Iterator[Flaw]:
    """A branch of the text that never decides once the reading is followed."""
    for index, branch in enumerate(when.items):
        rest = [Not(item) for i, item in enumerate(when.items) if i != index]
        alone, witness = one.some(branch, *rest)
        kept, _ = one.some(branch, *rest, other)
        if alone and kept is False:
            yield one.flaw(
                "emptied", f"under the {name} this branch never decides: {_short(branch)}", witness
            )


def _lapses(court: Court, provision: Provision) -> Iterator[Flaw]:
    """What one instrument allows, then not, then again, in versions that follow each other."""
    for before, between, after in zip(
        provision.versions, provision.versions[1:], provision.versions[2:], strict=False
    ):
        made = {v.instrument.id for v in (before, between, after)}
        layers = {v.layer for v in (before, between, after)}
        if len(made) > 1 or len(layers) > 1:
            continue
        parts = [_Version(court, provision, v) for v in (before, between, after)]
        goals = [
            Goal(part.judge, part.judge.test(provision.id), wanted)
            for part, wanted in zip(parts, (True, False, True), strict=True)
            if part.alive
        ]
        if len(goals) < 3:
            continue
        met, witness = parts[1].all_of(goals)
        if met:
            yield Flaw(
                "lapse", (provision.id,), between.cite, between.counts_from,
                f"{provision.title}: holds before {between.counts_from} and from "
                f"{after.counts_from}, not in between", witness,
            )  # fmt: skip


def _short(node: Node) -> str:
    text = text_of(node)
    return text if len(text) <= 160 else f"{text[:157]}…"
