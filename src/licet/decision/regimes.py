"""What other regimes say of a case: tariffs, other countries' rules, the siting of data centers.

Each finding stands under its own jurisdiction and none of them reaches the EAR verdict. Shown is
what applies and what may apply; the latter with the facts that would decide it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.courts import others_of
from licet.decision.answer import Determination
from licet.decision.missing import name_of
from licet.decision.notes import assumptions_asked
from licet.decision.outcome import facts_on, judge_on
from licet.decision.possible import settled
from licet.gather import Variant
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
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
        readings: Other readings of the text under which the answer is another one.
    """

    version: Version
    title: str
    truth: bool | None
    missing: tuple[str, ...] = ()
    items: tuple[tuple[str, bool | None], ...] = ()
    readings: tuple[str, ...] = ()

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
    asked = d.shipment
    court = others_of(d.court)

    def judge_for(readings: Mapping[str, str] | None) -> Judge:
        return judge_on(court, asked, asked.on, "practice", readings)

    gathered = d.gathered
    # What the figures alone say beside a stated ECCN is a question of the EAR.
    variants = [variant for variant in gathered.variants if not variant.against_stated]
    cases = [(_name(variant), facts_on(variant.facts, asked.on)) for variant in variants]
    found = findings(court, judge_for, cases, "")
    judge = judge_for(None)
    told = frozenset(d.assumptions)
    assumed = assumptions_asked(judge, cases[0][1].judged_by(judge.truth), gathered)
    return Regimes(found, tuple(says for says in assumed if says not in told))


def findings(
    court: Court,
    judge_for: Callable[[Mapping[str, str] | None], Judge],
    cases: Sequence[tuple[str, Facts]],
    about: str,
) -> tuple[RegimeFinding, ...]:
    """The findings that apply or may apply.

    Args:
        court: The court of the other regimes.
        judge_for: The judge of the day, for a choice of readings.
        cases: What a case may mean, each by its name: one, or one for each catalog entry.
        about: What the provisions are about: ``site``, or empty for shipments.
    """
    judge = judge_for(None)
    judged = [(name, facts.judged_by(judge.truth)) for name, facts in cases]
    found = []
    for version in _shown(judge, about):
        truths = [settled(judge, version.provision, facts) for _, facts in judged]
        truth = _together(truths)
        if truth is False:
            continue
        title = court.law.provisions[version.provision].title
        readings = tuple(_other_readings(version, truth, judge_for, cases))
        same = len(set(truths)) == 1
        missing = _missing(judge, version, judged, truths) if truth is None else ()
        items = () if same else tuple(zip((name for name, _ in cases), truths, strict=True))
        found.append(RegimeFinding(version, title, truth, missing, items, readings))
    return tuple(found)


def _shown(judge: Judge, about: str) -> list[Version]:
    """The provisions of other regimes in force, definitions aside, by regime and id."""
    versions = [
        version
        for version in judge.of_kind("regime")
        if version.effect.get("kind") != _SILENT and version.effect.get("about", "") == about
    ]
    return sorted(versions, key=lambda v: (str(v.effect["regime"]), v.provision))


def _together(truths: Sequence[bool | None]) -> bool | None:
    return truths[0] if len(set(truths)) == 1 else None


def _other_readings(
    version: Version,
    truth: bool | None,
    judge_for: Callable[[Mapping[str, str] | None], Judge],
    cases: Sequence[tuple[str, Facts]],
) -> Iterator[str]:
    for reading in version.readings:
        judge = judge_for({version.provision: reading.id})
        truths = [
            settled(judge, version.provision, facts.judged_by(judge.truth)) for _, facts in cases
        ]
        if _together(truths) is not truth:
            yield reading.says


def _name(variant: Variant) -> str:
    entry = variant.entry or "the described item"
    return f"{entry} ({variant.reading})" if variant.reading else entry


def _missing(
    judge: Judge,
    version: Version,
    judged: Sequence[tuple[str, Facts]],
    truths: Sequence[bool | None],
) -> tuple[str, ...]:
    """The facts that would decide an open finding; the entry itself where entries differ."""
    names: list[str] = [] if len(set(truths)) == 1 else ["item"]
    for (_, facts), truth in zip(judged, truths, strict=True):
        if truth is None:
            lonely = len(facts.frames.get("ics", ())) == 1
            keys = judge.open_keys(version.provision, facts)
            names += [name_of(key, lonely) for key in keys]
            break
    return tuple(dict.fromkeys(names))[:_MOST_MISSING]


def became(found: RegimeFinding, known_on: date | None = None) -> tuple[tuple[date, str], ...]:
    """What was learned of the instrument of a finding since, as far as a day of knowledge allows.

    A caution of a version tells of its own day; news are told here, so that they do not show
    before anyone could know them.
    """
    later = found.version.instrument.later
    return tuple(entry for entry in later if known_on is None or entry[0] <= known_on)


def finding_record(found: RegimeFinding, on: date, known_on: date | None = None) -> dict[str, Any]:
    """A finding as JSON: `rate` and `base` for levies, `kind` for the rest.

    Args:
        found: The finding.
        on: The day of the case.
        known_on: What was learned later is left out; None: no limit.
    """
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
        "readings": list(found.readings),
        "since": version.counts_from.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "cautions": [caution.says for caution in version.cautions if caution.since <= on],
        "became": [{"on": day.isoformat(), "says": says} for day, says in became(found, known_on)],
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }
