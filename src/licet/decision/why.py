"""The short proof: a few numbered steps that a reader can follow and check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from licet.decision.answer import Determination, facts_of, judge_of
from licet.decision.possible import settled
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.prose import Speaker
from licet.rules.provision import Version
from licet.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Reason:
    """One step: what was found, from which facts, by which text."""

    says: str
    facts: tuple[str, ...]
    cite: str
    source: str
    confidence: str


def speaker(d: Determination) -> Speaker:
    """Puts the conditions of a determination's law into words."""
    titles = {p.id: p.title for p in d.court.law.provisions.values()}
    return Speaker(vocabulary(), titles)


def why(d: Determination) -> tuple[Reason, ...]:
    """The steps that lead to the verdict, in the order of the decision."""
    return tuple(_steps(d))


def _steps(d: Determination) -> Iterator[Reason]:
    facts = facts_of(d)
    judge = judge_of(d)
    words = speaker(d)
    for version in judge.of_kind("jurisdiction"):
        if facts.finding(version.provision) is True:
            yield _reason("Subject to the EAR", judge, version, facts, words)
            break
    else:
        if d.verdict == "not-subject":
            yield from (
                _reason("Not reached", judge, v, facts, words)
                for v in judge.of_kind("jurisdiction")
            )
    yield from _parameters(d, judge, facts, words)
    yield from _eccn(d, judge, facts, words)
    for version in judge.of_kind("prohibit"):
        if settled(judge, version.provision, facts) is True:
            yield _reason("Prohibited", judge, version, facts, words)
    for version, layer in d.needed:
        if version.provision in judge.versions and layer != "text":
            lead = "License required by letter" if layer == "letter" else "License required"
            yield _reason(lead, judge, version, facts, words)
    yield from _left_out(judge, facts, d)
    yield from _not_enforced(d, judge)


def _left_out(judge: Judge, facts: Facts, d: Determination) -> Iterator[Reason]:
    """Requirements that would apply but for an exclusion of their own, such as a deemed export."""
    day = d.shipment.on
    for version in judge.of_kind("require"):
        live = [clause for clause in version.unless if clause.until is None or day < clause.until]
        if not live or facts.finding(version.provision) is not False:
            continue
        if judge.clause(replace(live[0], when=version.when), facts) is not True:
            continue
        title = d.court.law.provisions[version.provision].title
        source = version.sources[0] if version.sources else version.instrument.url
        for clause in live:
            if judge.clause(clause, facts) is True:
                says = f"Left out of `{title}`: {clause.says}"
                yield Reason(says, (), clause.cite or version.cite, source, version.confidence)


def _not_enforced(d: Determination, judge: Judge) -> Iterator[Reason]:
    """What the codified text asks and practice does not, and what the agency says of it."""
    for version, layer in d.needed:
        if layer != "text":
            continue
        yield _plain("License required by the codified text alone", version)
        enforced = judge.versions.get(version.provision)
        if enforced is not None and enforced is not version:
            yield _plain("As enforced", enforced)


def _plain(lead: str, version: Version) -> Reason:
    source = version.sources[0] if version.sources else version.instrument.url
    return Reason(f"{lead}: {version.says}", (), version.cite, source, version.confidence)


def _parameters(d: Determination, judge: Judge, facts: Facts, words: Speaker) -> Iterator[Reason]:
    if d.basis == "stated" or not facts.frames.get("ics"):
        return
    asked = judge.in_order("parameters")
    truths = [settled(judge, version.provision, facts) for version in asked]
    if True in truths:
        met = asked[truths.index(True)]
        name = met.effect["parameters"]
        yield _reason(f"The silicon meets {name}", judge, met, facts, words)
        return
    told: set[object] = set()
    for version, truth in zip(asked, truths, strict=True):
        name = version.effect["parameters"]
        # A paragraph reached by figures and by presumption is named once, unless it is open.
        if truth is False and (name in told or not _concerns(facts, str(name))):
            continue
        told.add(name)
        lead = "may meet" if truth is None else "does not meet"
        yield _reason(f"The silicon {lead} {name}", judge, version, facts, words)


def _concerns(facts: Facts, name: str) -> bool:
    """Whether a paragraph is about this kind of item: .c is about memory, the others are not."""
    return (facts.top["item_kind"] == "hbm") == name.endswith(".c")


def _eccn(d: Determination, judge: Judge, facts: Facts, words: Speaker) -> Iterator[Reason]:
    if d.basis == "stated":
        yield Reason(f"Classified {d.eccn}, as stated", (), "stated by the user", "", "own")
        return
    for version in judge.in_order("eccn"):
        if settled(judge, version.provision, facts) is True:
            name = str(version.effect["eccn"])
            yield _reason(f"Ships as {name}", judge, version, facts, words)
            return


def _reason(lead: str, judge: Judge, version: Version, facts: Facts, words: Speaker) -> Reason:
    step = judge.explain(judge.test(version.provision), facts)
    return Reason(
        says=f"{lead}: {version.says}",
        facts=tuple(words.steps(step)),
        cite=version.cite,
        source=version.sources[0] if version.sources else version.instrument.url,
        confidence=version.confidence,
    )
