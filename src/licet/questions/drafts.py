"""What a draft rule catches, and what is wrong with it before it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

from licet.law import law as embedded
from licet.questions.cells import Asked, table
from licet.questions.changes import Changes, Moment, changes
from licet.questions.clauses import clause_flaws
from licet.questions.flaws import BUDGET, Flaw, shown
from licet.questions.samples import sample
from licet.questions.search import blank, known_facts, provision_goal
from licet.questions.setting import court_under
from licet.rules.court import Court
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Law, Provision
from licet.rules.values import Value, value_text

# Destinations that stand for the groups the rules tell apart.
DESTINATIONS = ("CN", "HK", "MO", "RU", "AE", "SA", "IN", "MY", "SG", "TW", "JP", "DE")
MAX_TABLE = 40_000


def own_provisions(law: Law) -> list[Provision]:
    """The provisions that a draft adds to the embedded law."""
    known = embedded().provisions
    return [provision for name, provision in law.provisions.items() if name not in known]


def catches(
    law: Law, on: date, destinations: Sequence[str] = DESTINATIONS, **case: Any
) -> dict[str, Changes]:
    """What a draft catches and frees of the catalog, by destination, against the law of a day."""
    before, after = Moment(on), Moment(on, law)
    return {to: changes(before, after, to, witness=False, **case) for to in destinations}


@dataclass(frozen=True, slots=True)
class BookImpact:
    """What a draft does to an order book.

    Attributes:
        lines: How many lines were read.
        held: Lines that could ship and would need a license, as (row, item, to).
        value_usd: What the held lines are worth, where quantity and price are known.
        undecided: Lines that can't be told on one of the two sides.
    """

    lines: int
    held: tuple[tuple[int, str, str], ...]
    value_usd: Fraction
    undecided: int


def lint(law: Law) -> Iterator[Flaw]:
    """What is wrong with a draft: unreachable, overlapping, undefined at a boundary, no effect.

    What the loader refuses (a circle of findings, an unknown fact, a wrong unit) never comes here.
    """
    court = court_under(law)
    own = own_provisions(law)
    for provision in own:
        yield from clause_flaws(court, provision)
    days = sorted({version.counts_from for p in own for version in p.versions})
    seen: set[tuple[str, ...]] = set()
    for day in days:
        judge = court.judge(day)
        alive = [p for p in own if p.id in judge.versions]
        for flaw in (*_overlaps(court, judge, day, alive), *_boundaries(court, judge, day, alive)):
            mark = (flaw.kind, *flaw.provisions, flaw.says)
            if mark not in seen:
                seen.add(mark)
                yield flaw


def _kind(judge: Judge, provision: str) -> tuple[str, str]:
    """What a provision does, as far as two of them can get in each other's way."""
    effect = judge.versions[provision].effect
    for key in ("parameters", "require", "exception", "review", "prohibit"):
        if key in effect:
            return key, str(effect[key])
    return "", provision


def _overlaps(court: Court, judge: Judge, on: date, own: Sequence[Provision]) -> Iterator[Flaw]:
    """Two provisions of the draft, or one and a paragraph of the law, that one case meets."""
    from licet.solve.named import find

    paragraphs = [v.provision for v in judge.of_kind("parameters")]
    mine = [provision.id for provision in own]
    pairs: Iterable[tuple[str, str]] = [
        *combinations(mine, 2),
        *((one, other) for one in mine for other in paragraphs if other not in mine),
    ]
    for one, other in pairs:
        if not _kind(judge, one)[0] or _kind(judge, one)[0] != _kind(judge, other)[0]:
            continue
        goals = [provision_goal(judge, one), provision_goal(judge, other)]
        found, _ = find(goals, blank(court.vocabulary, on), court.vocabulary, budget=BUDGET)
        if found.witness is not None:
            yield Flaw(
                "overlap", (one, other), judge.versions[one].cite, on,
                "one case meets both", shown(known_facts(found.witness, found.keys)),
            )  # fmt: skip


def _boundaries(court: Court, judge: Judge, on: date, own: Sequence[Provision]) -> Iterator[Flaw]:
    """A single value that the draft leaves out although both sides of it are caught."""
    groups: dict[str, list[str]] = {}
    for provision in own:
        kind, _ = _kind(judge, provision.id)
        if kind:
            groups.setdefault(kind, []).append(provision.id)
    for names in groups.values():
        yield from _left_out(court, judge, on, names)


def _left_out(court: Court, judge: Judge, on: date, names: Sequence[str]) -> Iterator[Flaw]:
    facts = blank(court.vocabulary, on).judged_by(judge.truth)
    asked: Asked[bool] = Asked(
        lambda at: _any(at.judged_by(judge.truth), names),
        lambda at: _open(judge, at.judged_by(judge.truth), names),
        judge.cells,
    )
    keys = [
        key for key in asked.open_keys(facts)
        if court.vocabulary.facts[key.name].kind == "number"
    ]  # fmt: skip
    for key in keys:
        axis = judge.cells(key, facts)
        for at in range(1, len(axis) - 1):
            if isinstance(axis[at], Fraction):
                flaw = _at_point(asked, facts, key, axis[at - 1 : at + 2], judge, on, names)
                if flaw is not None:
                    yield flaw


def _at_point(
    asked: Asked[bool],
    facts: Facts,
    key: Key,
    three: Sequence[Value],
    judge: Judge,
    on: date,
    names: Sequence[str],
) -> Flaw | None:
    """Below and above are caught and the point is not, all else equal."""
    below = table(asked, facts.replace(key, three[0]), budget=MAX_TABLE)
    for box in below.boxes:
        if box.answers != {True}:
            continue
        at, above = (asked.possible(box.facts.replace(key, cell)) for cell in three[1:])
        if at == {False} and above == {True}:
            point = value_text(three[1])
            where = {k.name: sample(v, k.name) for k, v in box.cells if not k.code}
            return Flaw(
                "boundary",
                tuple(names),
                judge.versions[names[0]].cite,
                on,
                f"{key.name} of exactly {point} is left out, though less and more are caught",
                shown({**where, key.name: three[1]}),
            )
    return None


def _any(facts: Facts, names: Sequence[str]) -> frozenset[bool]:
    truths = [facts.finding(name) for name in names]
    if True in truths:
        return frozenset({True})
    return frozenset({True, False}) if None in truths else frozenset({False})


def _open(judge: Judge, facts: Facts, names: Sequence[str]) -> list[Key]:
    keys: dict[Key, None] = {}
    for name in names:
        if facts.finding(name) is None:
            keys.update(dict.fromkeys(judge.open_keys(name, facts)))
    return list(keys)
