"""Which ECCNs are encoded in full; any other is never called free."""

from __future__ import annotations

from licet.decision.classify import possible_eccns
from licet.rules.facts import Facts
from licet.rules.judge import Judge


def covered(judge: Judge, facts: Facts) -> bool:
    """Whether the list-based controls of the item's entry are all encoded."""
    stated = facts.top["stated_eccn"]
    if stated == "none":
        if facts.top["item_kind"] in {"ic", "computer", "hbm"}:
            return True
        # Software, technology and weights are covered once the law itself classifies them.
        found = possible_eccns(judge, facts)
        return all(eccn is not None and _is_covered(judge, eccn) for eccn in found)
    return isinstance(stated, str) and _is_covered(judge, stated)


def _is_covered(judge: Judge, eccn: str) -> bool:
    return any(_covers(eccn, version.effect["covers"]) for version in judge.of_kind("covers"))


def _covers(eccn: str, heads: object) -> bool:
    if not isinstance(heads, list):
        return False
    return any(eccn == head or eccn.startswith(f"{head}.") for head in heads)
