"""What other regimes say of a case: tariffs, other countries' rules, the siting of data centers.

Each finding stands under its own jurisdiction and none of them reaches the EAR verdict. Shown is
what applies and what may apply; the latter with the facts that would decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.courts import others_of
from licet.decision.answer import Determination
from licet.decision.missing import name_of
from licet.decision.notes import assumptions_asked
from licet.decision.outcome import facts_on, judge_on
from licet.decision.possible import settled
from licet.gather import Variant, gather
from licet.rules.facts import Facts
from licet.rules.judge import Court, Judge
from licet.rules.provision import Version

LEVY = "levy"
_SILENT = "definition"
_MOST_MISSING = 6
_WORDS = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class RegimeFinding:
    """A provision of another regime that applies, or may apply.

    Attributes:
        version: The version in force.
        title: The title of its provision.
        truth: True when it applies, None when that is open.
        missing: The facts that would decide an open one.
        items: Where a name fits several catalog entries that differ: each with its own truth.
    """

    version: Version
    title: str
    truth: bool | None
    missing: tuple[str, ...] = ()
    items: tuple[tuple[str, bool | None], ...] = ()

    @property
    def kind(self) -> str:
        """``levy``, ``prohibition``, ``license``, ``guidance``, ``obligation`` or ``exemption``."""
        return str(self.version.effect.get("kind", "guidance"))

    @property
    def jurisdiction(self) -> str:
        """The regime, such as ``us-tariff`` or ``cn``."""
        return str(self.version.effect["regime"])

    @property
    def status(self) -> str:
        """Where it stands on the ladder from ``reported`` to ``in-force`` and ``vacated``."""
        return str(self.version.effect.get("status", self.version.instrument.status))


@dataclass(frozen=True, slots=True)
class Regimes:
    """The findings of all other regimes, and what was assumed for them."""

    findings: tuple[RegimeFinding, ...]
    assumptions: tuple[str, ...]

    @property
    def levies(self) -> tuple[RegimeFinding, ...]:
        """The duties and charges."""
        return tuple(found for found in self.findings if found.kind == LEVY)

    @property
    def rules(self) -> tuple[RegimeFinding, ...]:
        """Everything but the levies."""
        return tuple(found for found in self.findings if found.kind != LEVY)


def regimes_of(d: Determination) -> Regimes:
    """What other regimes say of the case of a determination, on its day, as known on its day."""
    court = others_of(d.court)
    day = d.shipment.on
    judge = judge_on(court, d.shipment, day, "practice")
    gathered = gather(d.shipment)
    # What the figures alone say beside a stated ECCN is a question of the EAR.
    variants = [variant for variant in gathered.variants if not variant.against_stated]
    facts = [facts_on(v.facts, day).judged_by(judge.truth) for v in variants]
    findings = []
    for version in shown(judge, about=""):
        found = _finding(court, judge, version, variants, facts)
        if found.truth is not False:
            findings.append(found)
    asked = assumptions_asked(judge, facts[0], gathered)
    told = frozenset(d.assumptions)
    return Regimes(tuple(findings), tuple(says for says in asked if says not in told))


def findings(court: Court, judge: Judge, facts: Facts, about: str) -> tuple[RegimeFinding, ...]:
    """The findings on one set of facts, of the provisions about one thing, such as ``site``."""
    asked = facts.judged_by(judge.truth)
    found = []
    for version in shown(judge, about=about):
        truth = settled(judge, version.provision, asked)
        if truth is not False:
            missing = () if truth else _missing(judge, version, asked)
            found.append(RegimeFinding(version, _title(court, version), truth, missing))
    return tuple(found)


def shown(judge: Judge, *, about: str) -> list[Version]:
    """The provisions of other regimes in force, definitions aside, by regime and id."""
    versions = [
        version
        for version in judge.of_kind("regime")
        if version.effect.get("kind") != _SILENT and version.effect.get("about", "") == about
    ]
    return sorted(versions, key=lambda v: (str(v.effect["regime"]), v.provision))


def _finding(
    court: Court, judge: Judge, version: Version, variants: list[Variant], facts: list[Facts]
) -> RegimeFinding:
    title = _title(court, version)
    truths = [settled(judge, version.provision, at) for at in facts]
    if len(set(truths)) == 1:
        missing = () if truths[0] is not None else _missing(judge, version, facts[0])
        return RegimeFinding(version, title, truths[0], missing)
    named = tuple((_name(v), truth) for v, truth in zip(variants, truths, strict=True))
    open_at = next((at for at, truth in zip(facts, truths, strict=True) if truth is None), None)
    which = "item" if len({variant.entry for variant in variants}) > 1 else "figures"
    rest = _missing(judge, version, open_at) if open_at is not None else ()
    return RegimeFinding(version, title, None, (which, *rest), named)


def _title(court: Court, version: Version) -> str:
    return court.law.provisions[version.provision].title


def _name(variant: Variant) -> str:
    entry = variant.entry or "the described item"
    return f"{entry} ({variant.reading})" if variant.reading else entry


def _missing(judge: Judge, version: Version, facts: Facts) -> tuple[str, ...]:
    lonely = len(facts.frames.get("ics", ())) == 1
    names = [name_of(key, lonely) for key in judge.open_keys(version.provision, facts)]
    return tuple(dict.fromkeys(names))[:_MOST_MISSING]


def finding_record(found: RegimeFinding, on: date) -> dict[str, Any]:
    """A finding as JSON: `rate` and `base` for levies, `kind` for the rest."""
    version = found.version
    table: dict[str, Any] = {
        "jurisdiction": found.jurisdiction,
        "provision": version.provision,
        "title": found.title,
        "cite": version.cite,
    }
    if found.kind == LEVY:
        table["rate"] = version.effect.get("rate")
        table["base"] = version.effect.get("base")
    else:
        table["kind"] = found.kind
    return {
        **table,
        "says": version.says,
        "status": found.status,
        "truth": _WORDS[found.truth],
        "missing": list(found.missing),
        "items": [{"item": name, "truth": _WORDS[truth]} for name, truth in found.items],
        "since": version.counts_from.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "cautions": [caution.says for caution in version.cautions if caution.since <= on],
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }
