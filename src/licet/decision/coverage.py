"""Which ECCNs are encoded in full; any other is never called free."""

from __future__ import annotations

from licet.rules.facts import Facts
from licet.rules.judge import Judge


def covered(judge: Judge, facts: Facts) -> bool:
    """Whether the list-based controls of the item's entry are all encoded."""
    stated = facts.top["stated_eccn"]
    kind = facts.top["item_kind"]
    if stated == "none":
        return kind in {"ic", "computer", "hbm"}
    if not isinstance(stated, str):
        return False
    return any(_covers(stated, version.effect["covers"]) for version in judge.of_kind("covers"))


def _covers(eccn: str, heads: object) -> bool:
    if not isinstance(heads, list):
        return False
    return any(eccn == head or eccn.startswith(f"{head}.") for head in heads)
