"""``licet law verify``: what a careful reader would doubt about the encoded law."""

from __future__ import annotations

from collections import Counter
from typing import Any

from licet import vocabulary
from licet.rules.nodes import And, Constant, Node, Or, children
from licet.rules.printer import text_of
from licet.rules.provision import Law, Provision, Version
from licet.rules.reach import never_true

SURE = frozenset({"primary", "quoted"})
EFFECTS = frozenset(name for name, effect in vocabulary.EFFECTS.items() if not effect.beside)
# A requirement may say in one breath how an application is reviewed.
TOGETHER = frozenset({"require", "review"})


def verify(law: Law) -> dict[str, Any]:
    """Everything that is wrong or doubtful in a law that loads.

    Returns:
        Lists of entries under `errors` (unreachable conditions, versions without an effect),
        `overlaps` (two instruments that start on one day), `uncited`, `unverified`, `ambiguous`
        and `cautions`, and counts under `totals`.
    """
    found: dict[str, Any] = {
        "errors": [], "overlaps": [], "uncited": [], "unverified": [], "ambiguous": [],
        "cautions": [],
    }  # fmt: skip
    levels: Counter[str] = Counter()
    for provision in law.provisions.values():
        for version in provision.versions:
            levels[version.confidence] += 1
            _check(provision, version, found)
        found["overlaps"] += _overlaps(provision)
    found["totals"] = {
        "provisions": len(law.provisions),
        "versions": sum(levels.values()),
        "instruments": len(law.instruments),
        "confidence": dict(levels.most_common()),
        "hash": law.digest,
    }
    return found


def _entry(provision: Provision, version: Version, says: str) -> dict[str, str]:
    return {"id": provision.id, "from": version.start.isoformat(), "says": says}


def _check(provision: Provision, version: Version, found: dict[str, Any]) -> None:
    kinds = EFFECTS & version.effect.keys()
    if len(kinds) != 1 and kinds != TOGETHER:
        says = f"{len(kinds)} effects; one of {', '.join(sorted(EFFECTS))} is needed"
        found["errors"].append(_entry(provision, version, says))
    for dead in _dead_branches(version.when):
        found["errors"].append(_entry(provision, version, f"unreachable: {text_of(dead)}"))
    if not version.sources and not version.instrument.url:
        found["uncited"].append(_entry(provision, version, "no source link"))
    if version.confidence not in SURE:
        says = f"{version.cite}: {version.confidence}"
        found["unverified"].append(_entry(provision, version, says))
    for reading in version.readings:
        found["ambiguous"].append(_entry(provision, version, f"{reading.id}: {reading.says}"))
    for caution in version.cautions:
        found["cautions"].append(
            _entry(provision, version, f"from {caution.since}: {caution.says}")
        )


def _dead_branches(node: Node) -> list[Node]:
    if isinstance(node, Or):
        return [item for item in node.items if never_true(item)]
    if isinstance(node, Constant):
        return []
    found: list[Node] = [node] if isinstance(node, And) and never_true(node) else []
    for child in children(node):
        found += _dead_branches(child)
    return found


def _overlaps(provision: Provision) -> list[dict[str, str]]:
    found = []
    for first, second in zip(provision.versions, provision.versions[1:], strict=False):
        same_day = first.counts_from == second.counts_from
        apart = (
            first.addressee != second.addressee
            or (first.layer != second.layer and None not in {first.layer, second.layer})
            or first.instrument.id in second.overrides
        )
        if same_day and not apart:
            found.append(_entry(provision, second, f"starts with {first.instrument.id} on one day"))
    return found
