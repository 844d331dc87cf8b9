"""The proof: every provision consulted, its truth, the facts it used, its citation.

The tree has a node for each stage of the decision and below it one for each provision. A
provision that several others refer to stands once, under `findings`; `rests_on` names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from licet.decision.missing import name_of
from licet.decision.possible import settled
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Version
from licet.rules.values import value_text

STAGES = (
    ("jurisdiction", "jurisdiction"),
    ("parameters", "classification: what the silicon meets"),
    ("eccn", "classification: the item as shipped"),
    ("prohibit", "prohibitions"),
    ("require", "license requirements"),
    ("exception", "license exceptions"),
    ("review", "review policy"),
)
FINDINGS = "findings the others rest on"
_WORDS = {True: "true", False: "false", None: "unknown"}


def proof(judge: Judge, facts: Facts, layer: str) -> dict[str, Any]:
    """The proof tree of a case.

    Each provision's node carries `provision`, `cite`, `truth` (``true``, ``false``,
    ``unknown``), `says`, `facts`, `instrument`, `source`, `confidence` and, where it refers to
    other provisions, `rests_on` with their ids.
    """
    words = _Words(judge, facts)
    stages = []
    told: set[str] = set()
    asked: dict[str, None] = {}
    for kind, title in STAGES:
        nodes = []
        for version in judge.of_kind(kind):
            told.add(version.provision)
            nodes.append(_node(judge, version, words, asked))
        if nodes:
            stages.append({"stage": title, "provisions": nodes})
    shared = []
    while todo := [name for name in asked if name not in told]:
        for name in todo:
            told.add(name)
            shared.append(_node(judge, judge.versions[name], words, asked))
    if shared:
        stages.append({"stage": FINDINGS, "provisions": shared})
    return {"layer": layer, "stages": stages}


class _Words:
    """The facts as text, each put into words once, and what the judge's nodes always say."""

    def __init__(self, judge: Judge, facts: Facts) -> None:
        self.facts = facts
        self.printed = _kept.setdefault(judge, {})
        self._lonely = len(facts.frames.get("ics", ())) == 1
        self._told: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}

    def of(self, plan: tuple[tuple[str, str], ...]) -> dict[str, str]:
        """The facts of a plan by name: of the shipment, or of each member of a frame."""
        found: dict[str, str] = {}
        for asked in plan:
            told = self._told.get(asked)
            if told is None:
                told = self._told[asked] = tuple(self._say(*asked))
            found.update(told)
        return found

    def _say(self, word: str, name: str) -> Iterator[tuple[str, str]]:
        if not word:
            yield name, value_text(self.facts.top.get(name))
            return
        for frame, at, member in self.facts.members(word):
            yield name_of(Key(frame, at, name), self._lonely), value_text(member.get(name))


def _node(judge: Judge, version: Version, words: _Words, asked: dict[str, None]) -> dict[str, Any]:
    name = version.provision
    printed = words.printed.get(name)
    if printed is None:
        printed = words.printed[name] = _printed(judge, version)
    told, facts, rests_on = printed
    truth = words.facts.finding(name)
    if truth is None:
        truth = settled(judge, name, words.facts)
    node = {**told, "truth": _WORDS[truth], "facts": words.of(facts)}
    if rests_on:
        node["rests_on"] = list(rests_on)
        for other in rests_on:
            asked[other] = None
    return node


class _Printed(NamedTuple):
    """What a node says whatever the case, the facts it asks for, the provisions it rests on."""

    told: dict[str, Any]
    facts: tuple[tuple[str, str], ...]
    rests_on: tuple[str, ...]


# What the nodes of a judge say whatever the case, worked out once.
_kept: WeakKeyDictionary[Judge, dict[str, _Printed]] = WeakKeyDictionary()


def _printed(judge: Judge, version: Version) -> _Printed:
    plan = judge.plan(version.provision)
    told = {
        "provision": version.provision,
        "cite": version.cite,
        "says": version.says,
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }
    in_force = tuple(name for name in plan.findings if name in judge.versions)
    return _Printed(told, plan.facts, in_force)
