"""The proof: every provision consulted, its truth, the facts it used, its citation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.decision.missing import name_of
from licet.decision.possible import settled
from licet.rules.explain import Step
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.nodes import findings_of
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
_WORDS = {True: "true", False: "false", None: "unknown"}


def proof(judge: Judge, facts: Facts, layer: str) -> dict[str, Any]:
    """The proof tree of a case: a node for each stage, below it one for each provision.

    Every provision's node carries `provision`, `cite`, `truth`, `says`, `facts`, `instrument`,
    `source` and `confidence`; `rests_on` holds the provisions it refers to.
    """
    stages = []
    for kind, title in STAGES:
        nodes = [_node(judge, version, facts) for version in judge.of_kind(kind)]
        if nodes:
            stages.append({"stage": title, "provisions": nodes})
    return {"layer": layer, "stages": stages}


def _node(judge: Judge, version: Version, facts: Facts) -> dict[str, Any]:
    test = judge.test(version.provision)
    lonely = len(facts.frames.get("ics", ())) == 1
    node: dict[str, Any] = {
        "provision": version.provision,
        "cite": version.cite,
        "truth": _WORDS[settled(judge, version.provision, facts)],
        "says": version.says,
        "facts": _used(judge.explain(test, facts), lonely),
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }
    below = [
        _node(judge, judge.versions[name], facts)
        for name in sorted(findings_of(test))
        if name in judge.versions
    ]
    if below:
        node["rests_on"] = below
    return node


def _used(step: Step, lonely: bool) -> Mapping[str, str]:
    found: dict[str, str] = {}

    def visit(part: Step) -> None:
        for key, value in part.used:
            found.setdefault(name_of(key._replace(code=""), lonely), value_text(value))
        for child in part.steps:
            visit(child)

    visit(step)
    return found
