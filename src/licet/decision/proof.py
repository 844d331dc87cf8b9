"""The proof: every provision consulted, its truth, the facts it used, its citation.

The tree has a node for each stage of the decision and below it one for each provision. A
provision that several others refer to stands once, under `findings`; `rests_on` names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
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
    words = _Words(facts)
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
    """The facts as text, each put into words once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
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
    printed = _kept.setdefault(judge, {})
    plan = judge.plan(name)
    truth = words.facts.finding(name)
    if truth is None:
        truth = settled(judge, name, words.facts)
    node = {
        **(printed.get(name) or printed.setdefault(name, _printed(version))),
        "truth": _WORDS[truth],
        "facts": words.of(plan.facts),
    }
    if plan.findings:
        rests_on = [other for other in plan.findings if other in judge.versions]
        if rests_on:
            node["rests_on"] = rests_on
            asked.update(dict.fromkeys(rests_on))
    return node


# What the nodes of a judge say whatever the case, worked out once.
_kept: WeakKeyDictionary[Judge, dict[str, dict[str, Any]]] = WeakKeyDictionary()


def _printed(version: Version) -> dict[str, Any]:
    """The part of a node that does not depend on the case."""
    return {
        "provision": version.provision,
        "cite": version.cite,
        "says": version.says,
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }
