"""Classification: what the silicon meets, and the ECCN of the item as shipped.

"Meets the parameters" and "is classified" are two findings: a data-center card whose IC meets
3A090.a is itself 4A090.a, or the .z paragraph of the entry that describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.decision.possible import possible
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Version

# Paragraphs a stated ECCN says the silicon meets.
_STATED = {
    "3A090.a": "3A090.a", "4A090.a": "3A090.a", "3A090.b": "3A090.b", "4A090.b": "3A090.b",
    "3A090.c": "3A090.c",
}  # fmt: skip
# Entries with paragraphs for items of 3A090 and 4A090: the entry alone does not say which.
_WITH_LEVELS = frozenset(
    {"3A001", "3A090", "4A003", "4A004", "4A005", "4A090", "5A002", "5A004", "5A992"}
)
# In these entries the first number under .z is the level itself.
_LEVEL_FIRST = re.compile(r"(?:4A004|4A005|5A992)\.z\.([12])\b")
_LEVEL = re.compile(r"\.z\.(?:\d+\.)?([ab])(?:\.?\d+)*$")


@dataclass(frozen=True, slots=True)
class Classification:
    """Possible answers; one means settled. None stands for no paragraph, or no known ECCN."""

    parameters: frozenset[str | None]
    eccns: frozenset[str | None]
    basis: str


def classify(judge: Judge, facts: Facts) -> Classification:
    """The classification of an item under the law of a day."""
    stated = facts.top["stated_eccn"]
    eccns = possible(
        judge,
        facts,
        lambda at: possible_eccns(judge, at),
        lambda at: _open(judge, judge.of_kind("eccn"), at),
    )
    parameters = possible(
        judge,
        facts,
        lambda at: possible_parameters(judge, at),
        lambda at: _open(judge, judge.of_kind("parameters"), at),
    )
    basis = "figures"
    if stated != "none" and isinstance(stated, str):
        basis = "stated"
        if len(parameters) > 1 and stated in {"3A090", "4A090"} and "3A090" in parameters:
            # In its form of October 2022 the entry had no paragraphs.
            parameters = frozenset({"3A090"})
        elif len(parameters) > 1 and not _silent(stated):
            parameters = frozenset({_meant(stated)})
    return Classification(parameters, eccns, basis)


def _silent(stated: str) -> bool:
    """Whether a stated ECCN leaves open what the silicon meets: an entry or .z without level."""
    return stated in _WITH_LEVELS or (".z" in stated and _meant(stated) is None)


def _meant(stated: str) -> str | None:
    """The paragraph that a stated ECCN says the silicon meets; None says it meets none.

    >>> _meant("5A002.z.1.a.1"), _meant("4A005.z.2"), _meant("5A992.c")
    ('3A090.a', '3A090.b', None)
    """
    if first := _LEVEL_FIRST.match(stated):
        return "3A090.a" if first[1] == "1" else "3A090.b"
    if level := _LEVEL.search(stated):
        return f"3A090.{level[1]}"
    return next((meant for head, meant in _STATED.items() if stated.startswith(head)), None)


def possible_parameters(judge: Judge, facts: Facts) -> frozenset[str | None]:
    """The paragraphs the ICs may meet; the first that is met in the order of the law counts."""
    return _first(judge, judge.in_order("parameters"), "parameters", facts)


def possible_eccns(judge: Judge, facts: Facts) -> frozenset[str | None]:
    """The ECCNs the item may have; the stated one where there is one."""
    stated = facts.top["stated_eccn"]
    if isinstance(stated, str) and stated != "none":
        return frozenset({stated})
    return _first(judge, judge.in_order("eccn"), "eccn", facts)


def _first(
    judge: Judge, versions: Iterable[Version], kind: str, facts: Facts
) -> frozenset[str | None]:
    found: set[str | None] = set()
    for version in versions:
        truth = facts.finding(version.provision)
        if truth is False:
            continue
        found.add(str(version.effect[kind]))
        if truth is True:
            return frozenset(found)
    found.add(None)
    return frozenset(found)


def _open(judge: Judge, versions: Iterable[Version], facts: Facts) -> Iterator[Key]:
    told: set[Key] = set()
    for version in versions:
        if facts.finding(version.provision) is None:
            for key in judge.open_keys(version.provision, facts):
                if key not in told:
                    told.add(key)
                    yield key


def open_parameters(judge: Judge, facts: Facts) -> list[Key]:
    """The facts that could tell which paragraph the silicon meets."""
    return list(_open(judge, judge.in_order("parameters"), facts))
