"""Gaps, overlaps, inverted clauses and clauses without effect, found in the law as encoded.

Each flaw carries a witness: facts that the evaluator was asked about. Whether a flaw stands in
the legal text or was made by the encoding is for a reader to say; the tool only finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from itertools import combinations
from typing import Any

from licet.decision.classify import possible_parameters
from licet.questions.cells import Asked, Table, table
from licet.questions.samples import sample
from licet.questions.search import Goal, Search, blank, known_facts, provision_goal, search
from licet.rules.court import Court
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.values import Value, value_text

BUDGET = 1_500
# More of these makes a chip more capable, so it should never leave control by having more.
CAPABLE = (
    "tpp", "performance_density", "dram_bandwidth_gb_s", "interconnect_gb_s",
    "memory_bandwidth_density", "peak_tops", "transistors_bn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something a careful reader would stumble over.

    Attributes:
        kind: ``overlap``, ``boundary``, ``inverted``, ``no-review``, ``dead``, ``idle``,
            ``emptied``, ``one-day``, ``lapse``, ``same-reading``.
        provisions: The ids concerned, the first one first to blame.
        cite: The citation of the first.
        on: The day of the law in which it was found.
        says: What is wrong, in a sentence.
        witness: Facts that show it, by name, as text; empty where nothing can show it.
    """

    kind: str
    provisions: tuple[str, ...]
    cite: str
    on: date
    says: str
    witness: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The flaw as JSON."""
        return {
            "id": self.provisions[0] if self.provisions else "",
            "from": self.on.isoformat(),
            "kind": self.kind,
            "provisions": list(self.provisions),
            "cite": self.cite,
            "on": self.on.isoformat(),
            "says": self.says,
            "witness": dict(self.witness),
        }


def shown(values: Mapping[str, Value]) -> dict[str, str]:
    """Facts as text, the unknown ones left out."""
    texts = {name: value_text(value) for name, value in values.items() if value is not None}
    return {name: text for name, text in texts.items() if text != "none"}


def overlaps(court: Court, on: date) -> Iterator[Flaw]:
    """Two paragraphs that one chip meets at once; the order in which they are asked decides."""
    from licet.solve.named import find

    judge = court.judge(on)
    facts = blank(court.vocabulary, on)
    for one, other in combinations(judge.of_kind("parameters"), 2):
        if one.effect["parameters"] == other.effect["parameters"]:
            continue
        goals = [provision_goal(judge, one.provision), provision_goal(judge, other.provision)]
        found, _ = find(goals, facts, court.vocabulary, budget=BUDGET)
        if found.witness is not None:
            yield Flaw(
                "overlap",
                (one.provision, other.provision),
                other.cite,
                on,
                f"one chip meets {one.effect['parameters']} and {other.effect['parameters']}; "
                "the first in the order of the list counts",
                shown(known_facts(found.witness, found.keys)),
            )


def paragraphs(court: Court, on: date, kind: str = "computer") -> Table[str | None]:
    """The table of the paragraph a chip meets, over everything the paragraphs ask about it."""
    judge = court.judge(on)
    facts = blank(court.vocabulary, on)
    top = {**facts.top, "item_kind": kind, "exporter_role": "other"}
    start = Facts(top, facts.frames, facts.roles, facts.quotients, judge.truth)
    asked: Asked[str | None] = Asked(
        lambda at: possible_parameters(judge, at.judged_by(judge.truth)),
        lambda at: _open_parameters(judge, at),
        judge.cells,
    )
    return table(asked, start, keys=None)


def _open_parameters(judge: Judge, facts: Facts) -> list[Key]:
    keys: dict[Key, None] = {}
    at = facts.judged_by(judge.truth)
    for version in judge.of_kind("parameters"):
        if at.finding(version.provision) is None:
            keys.update(dict.fromkeys(judge.open_keys(version.provision, at)))
    return list(keys)


def along(court: Court, on: date) -> Iterator[Flaw]:
    """Thresholds that both sides leave out, and control that ends when a chip gets better."""
    judge = court.judge(on)
    found = paragraphs(court, on)
    if found.method != "table":
        return
    cells = {tuple(repr(v) for _, v in box.cells): box for box in found.boxes}
    for index, key in enumerate(found.keys):
        axis = list(dict.fromkeys(box.cells[index][1] for box in found.boxes))
        rows: dict[tuple[str, ...], list[frozenset[str | None]]] = {}
        for name, box in cells.items():
            rows.setdefault(name[:index] + name[index + 1 :], []).append(box.answers)
        seen: set[tuple[str, str]] = set()
        for rest, answers in rows.items():
            for at in range(1, len(axis)):
                for kind, says in _broken(key, axis, answers, at):
                    if (kind, repr(axis[at])) not in seen:
                        seen.add((kind, repr(axis[at])))
                        where = {
                            k.name: v
                            for k, v in zip(
                                [*found.keys[:index], *found.keys[index + 1 :]],
                                [_cell(found, i, n) for i, n in _others(found, index, rest)],
                                strict=True,
                            )
                        }
                        here = {key.name: sample(axis[at], key.name)}
                        yield _along_flaw(judge, kind, on, says, {**here, **where})


def _others(found: Table[str | None], index: int, rest: tuple[str, ...]) -> list[tuple[int, str]]:
    places = [i for i in range(len(found.keys)) if i != index]
    return list(zip(places, rest, strict=True))


def _cell(found: Table[str | None], index: int, name: str) -> Value:
    value = next(b.cells[index][1] for b in found.boxes if repr(b.cells[index][1]) == name)
    return sample(value, found.keys[index].name)


def _broken(
    key: Key, axis: list[Value], answers: list[frozenset[str | None]], at: int
) -> Iterator[tuple[str, str]]:
    here, before = answers[at], answers[at - 1]
    after = answers[at + 1] if at + 1 < len(answers) else None
    if isinstance(axis[at], Fraction) and here not in {before, after} and after is not None:
        yield (
            "boundary",
            (
                f"{key.name} of exactly {value_text(axis[at])} is in neither of the two ranges that "
                "meet there"
            ),
        )
    number = not isinstance(axis[at], (bool, str)) and axis[at] is not None
    if number and key.name in CAPABLE and None in here and None not in before:
        edge = axis[at]
        if value_text(edge) != "undefined":
            yield (
                "inverted",
                (f"a chip leaves control when its {key.name} rises to {value_text(edge)}"),
            )


def _along_flaw(judge: Judge, kind: str, on: date, says: str, witness: Mapping[str, Value]) -> Flaw:
    provisions = tuple(version.provision for version in judge.of_kind("parameters"))
    cite = judge.versions[provisions[0]].cite if provisions else ""
    return Flaw(kind, provisions, cite, on, says, shown(witness))


def unreviewed(
    court: Court, on: date, asked: set[tuple[object, ...]] | None = None
) -> Iterator[Flaw]:
    """Requirements for which some application would find no review policy.

    Args:
        court: The law.
        on: The day.
        asked: Requirements already asked under the same policies, which are left out; those of
            this day are added.
    """
    judge = court.judge(on)
    policies = judge.of_kind("review")
    own = {v.provision for v in policies}
    seen = set() if asked is None else asked
    look: Callable[[Sequence[Goal]], Search] | None = None
    none = [provision_goal(judge, v.provision, wanted=False) for v in policies]
    for version in judge.of_kind("require"):
        mark = (id(version), *sorted(id(policy) for policy in policies))
        if version.provision in own or mark in seen:
            continue
        seen.add(mark)
        look = look or _searcher(court, blank(court.vocabulary, on))
        goal = provision_goal(judge, version.provision)
        found = look([goal, *none])
        if found.witness is not None:
            yield Flaw(
                "no-review",
                (version.provision,),
                version.cite,
                on,
                "a license is required, and no review policy is encoded for the application",
                shown(_what_matters(goal, found.witness, found.keys)),
            )


def _searcher(court: Court, facts: Facts) -> Callable[[Sequence[Goal]], Search]:
    """So many goals at once are the solver's work; without it the cells do what they can."""
    if find_spec("z3") is None:
        return lambda goals: search(goals, facts, budget=BUDGET)
    from licet.solve.search import Session

    return Session(facts, court.vocabulary).search


def _what_matters(goal: Goal, facts: Facts, keys: Sequence[Key]) -> dict[str, Value]:
    """Facts that meet a goal by themselves, each of them needed."""
    kept: list[Key] = []
    for key in keys:
        if key.code and facts.get(key) is not True:
            continue
        fewer = _without(facts, key)
        if goal.truth(fewer) is True:
            facts = fewer
        else:
            kept.append(key)
    return known_facts(facts, kept)


def _without(facts: Facts, key: Key) -> Facts:
    """The facts with one of them not known; of a set with a code left out of it."""
    return facts.replace(key, False if key.code else None)
