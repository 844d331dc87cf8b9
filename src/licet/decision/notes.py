"""What is told beside the verdict: obligations, assumptions, warnings."""

from __future__ import annotations

from datetime import date

from licet.decision.outcome import Outcome
from licet.decision.possible import settled
from licet.decision.verdict import REQUIRED
from licet.gather import Gathered
from licet.law import LAW_READ_TO
from licet.model import Shipment
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Version


def conditions_of(
    judge: Judge, facts: Facts, outcome: Outcome, verdict: str, review: str | None
) -> tuple[str, ...]:
    """The obligations that come with the answer."""
    found = [
        version.says
        for version in judge.of_kind("oblige")
        if verdict in _verdicts_of(version) and settled(judge, version.provision, facts) is True
    ]
    if verdict == REQUIRED:
        for version in judge.of_kind("review"):
            if version.effect["review"] == review or review is None:
                truth = settled(judge, version.provision, facts)
                if truth is not False:
                    found += [clause.says for clause in version.conditions]
    if verdict == "license-exception":
        for offer in outcome.offers:
            if offer.available:
                found += [says for says, _ in offer.conditions]
    return tuple(dict.fromkeys(found))


def assumptions_asked(judge: Judge, facts: Facts, gathered: Gathered) -> list[str]:
    """The assumptions without which some provision would be open."""
    found = []
    for name, says in gathered.assumed.items():
        open_facts = facts.replace(Key("", 0, name), None)
        asking = judge.asking(name)
        if any(open_facts.finding(p) is None and facts.finding(p) is not None for p in asking):
            found.append(says)
    return found


def within_one_country(shipment: Shipment) -> list[str]:
    """A hint where an export or reexport ends in the country where it starts."""
    if shipment.origin != shipment.to or shipment.transaction == "transfer":
        return []
    if shipment.to == "US":
        return [
            "a move within the United States is no export; what is released to a foreign person "
            "there is judged by that person's country (`to`) with the fact `deemed`"
        ]
    return [
        f"a move from {shipment.origin} to {shipment.to} stays in one country: that is no "
        f"{shipment.transaction} but a transfer (in-country), judged as one where the item "
        "is subject to the EAR; say `transaction: transfer` (--transaction transfer) if it is"
    ]


def vendor_statements(gathered: Gathered, eccn: str | None) -> list[str]:
    """What vendors state where it differs from what the figures give; never preferred."""
    found = []
    for variant in gathered.variants:
        stated = variant.vendor_eccn.partition(" ")[0]
        if variant.reading or not stated or (eccn and _same_entry(stated, eccn)):
            continue
        ours = f"not {eccn}" if eccn else "which the figures at hand neither confirm nor refute"
        found.append(f"{variant.entry}: the vendor states {variant.vendor_eccn}, {ours}")
    return list(dict.fromkeys(found))


def _same_entry(stated: str, found: str) -> bool:
    """Whether two labels name one paragraph, whatever the sub-paragraph."""
    return stated == found or stated.startswith(f"{found}.") or found.startswith(f"{stated}.")


def out_of_budget(outcomes: list[Outcome]) -> list[str]:
    """A warning where too many unknown facts kept the weaker three-valued answer."""
    if not any(outcome.spent and not outcome.settled for outcome in outcomes):
        return []
    return ["too much is unknown to try every case; the answer is the weaker one of plain logic"]


def stale(shipment: Shipment) -> list[str]:
    """A warning for a day after the last one to which publications were read."""
    if shipment.on <= LAW_READ_TO:
        return []
    return [
        f"official publications were read to {LAW_READ_TO}; a later change of the law is not in "
        "this answer"
    ]


def _verdicts_of(version: Version) -> frozenset[str]:
    named = version.effect.get("with", ["license-required", "license-exception"])
    return frozenset(str(name) for name in named) if isinstance(named, list) else frozenset()


def cautions_of(
    judge: Judge,
    facts: Facts,
    needed: tuple[tuple[Version, str], ...],
    outcome: Outcome,
    day: date,
    review: str | None,
) -> tuple[str, ...]:
    """Warnings of the versions the answer rests on: unverified text, notes that start on a day."""
    rests = [version for version, _ in needed] + [offer.version for offer in outcome.offers]
    if review is not None:
        rests += [
            version
            for version in judge.of_kind("review")
            if version.effect["review"] == review and facts.finding(version.provision) is True
        ]
    found = []
    for version in rests:
        if version.confidence not in {"primary", "quoted"}:
            found.append(
                f"{version.cite}: this version rests on a source of confidence "
                f"`{version.confidence}`; check it before relying on it"
            )
        found += judge.cautions(version, facts, day)
    # Some cautions concern the whole law of a day, whatever the answer rests on.
    for version in judge.of_kind("warn"):
        if facts.finding(version.provision) is not False:
            found += judge.cautions(version, facts, day)
    return tuple(dict.fromkeys(found))
