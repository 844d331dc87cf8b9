"""What a change of the law catches and frees: real chips of the catalog, and a constructed one.

A chip is caught when it could be shipped before and needs a license after. Unless an exporter is
named, each chip is asked for an exporter to whom no letter is addressed, so that the answer is
about the law and not about one company's mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.case import parse_case
from licet.catalog import Entry, catalog
from licet.decision.answer import answer
from licet.decision.outcome import facts_on, outcome_of, together
from licet.decision.verdict import base_verdicts, open_keys
from licet.gather import gather
from licet.questions.cells import Asked, table
from licet.questions.samples import plain
from licet.questions.setting import ANYBODY, FREE, HELD, Setting, item_of, setting
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.provision import Law, Version
from licet.rules.values import Value, decimal_text

BUDGET = 6_000
# What an item object can say of a chip; what follows from these is left out of a witness.
_STATED = (
    "tpp", "performance_density", "applicable_die_area_mm2", "datacenter", "dram_bandwidth_gb_s",
    "interconnect_gb_s", "memory_bandwidth_density", "transistors_bn", "node_nm",
    "us_commercially_available",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """A law on a day, in a layer; `law` None is the embedded one."""

    on: date
    law: Law | None = None
    layer: str = "practice"


@dataclass(frozen=True, slots=True)
class Change:
    """A chip whose answer changed: its verdicts and the provision that made the difference."""

    item: str
    title: str
    before: str
    after: str
    provision: str | None
    cite: str | None

    def as_dict(self) -> dict[str, Any]:
        """The change as the JSON of the contract."""
        return {
            "item": self.item, "title": self.title, "before": self.before, "after": self.after,
            "provision": self.provision, "cite": self.cite,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What lies between two laws.

    Attributes:
        caught: Chips that could ship before and need a license after.
        freed: The other way round.
        opened: Chips whose figures leave one of the two answers open.
        witness: A constructed case that is caught; None when none exists in the cells searched.
        freed_witness: One that is freed.
        assumptions: What was assumed of every chip.
    """

    caught: tuple[Change, ...]
    freed: tuple[Change, ...]
    opened: tuple[Change, ...]
    witness: dict[str, Any] | None
    freed_witness: dict[str, Any] | None
    assumptions: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the contract, and what else is known."""
        return {
            "caught": [change.as_dict() for change in self.caught],
            "freed": [change.as_dict() for change in self.freed],
            "witness": self.witness,
            "freed_witness": self.freed_witness,
            "open": [change.as_dict() for change in self.opened],
            "assumptions": list(self.assumptions),
        }


def changes(
    before: Moment,
    after: Moment,
    to: str,
    *,
    exporter: str | None = None,
    entries: Iterable[Entry] | None = None,
    witness: bool = True,
    **case: Any,
) -> Changes:
    """What a change of the law catches and frees.

    Args:
        before: The law before.
        after: The law after.
        to: The destination.
        exporter: Who exports; None for an exporter whom no letter names.
        entries: The chips to ask about; the whole catalog when None.
        witness: Whether to construct a chip as well.
        case: Further keys of a case.
    """
    asked = {"to": to, "exporter": exporter or ANYBODY, **case}
    found: dict[str, list[Change]] = {"caught": [], "freed": [], "open": []}
    chosen = catalog().values() if entries is None else entries
    for entry in sorted(chosen, key=lambda e: e.id):
        if not (entry.has_figures or entry.contains) or entry.kind == "other":
            continue
        change = _of_entry(entry, before, after, asked)
        kind = _kind(change.before, change.after)
        if kind:
            found[kind].append(change)
    says = () if exporter else ("an exporter to whom no letter is addressed",)
    # A letter can catch what the law leaves free, so the chip is built for the same exporter.
    caught, freed = (
        constructed(before, after, way=way, **asked) if witness else None for way in _WAYS
    )
    return Changes(
        tuple(found["caught"]), tuple(found["freed"]), tuple(found["open"]), caught, freed, says
    )


_WAYS = ("caught", "freed")


def _kind(before: str, after: str) -> str:
    if before in FREE and after in HELD:
        return "caught"
    if before in HELD and after in FREE:
        return "freed"
    return "open" if before != after and "indeterminate" in {before, after} else ""


def _of_entry(entry: Entry, before: Moment, after: Moment, asked: dict[str, Any]) -> Change:
    here, there = (_verdict(entry.id, moment, asked) for moment in (before, after))
    decides = there[1] or here[1]
    return Change(
        entry.id, entry.title, here[0], there[0],
        decides.provision if decides else None, decides.cite if decides else None,
    )  # fmt: skip


def _verdict(item: str, moment: Moment, asked: dict[str, Any]) -> tuple[str, Version | None]:
    place = setting(item, on=moment.on, law=moment.law, layer=moment.layer, **asked)
    judge = place.judge()
    gathered = gather(place.shipment)
    outcomes = [outcome_of(judge, variant, moment.on) for variant in gathered.variants]
    verdict = together(gathered, [outcome.verdict for outcome in outcomes])
    needed = outcomes[0].needed
    sure = next((v for v, truth in needed if truth is True), needed[0][0] if needed else None)
    if verdict == "prohibited":
        facts = facts_on(gathered.variants[0].facts, moment.on).judged_by(judge.truth)
        sure = next(
            (v for v in judge.of_kind("prohibit") if facts.finding(v.provision) is True), sure
        )
    return verdict, sure


# A constructed chip


def constructed(
    before: Moment, after: Moment, to: str, way: str = "caught", **case: Any
) -> dict[str, Any] | None:
    """A case of the contract that is caught (or ``freed``) by a change of the law.

    Every threshold cell of the two laws is searched, for a chip on a card, as a bare IC and as a
    memory stack; the case found is put to the whole determination on both sides before it is
    given out.
    """
    case = {"exporter": ANYBODY, **case}
    for kind in ("computer", "ic", "hbm"):
        places = [
            setting(figures={}, kind=kind, to=to, on=m.on, law=m.law, layer=m.layer, **case)
            for m in (before, after)
        ]
        for facts in _boxes(places, way):
            found = _case(facts, kind, to, after.on, case)
            if found is not None and _replayed(found, before, after, way):
                return found
    return None


def _boxes(places: Sequence[Setting], way: str) -> Iterator[Facts]:
    judges = [place.judge() for place in places]
    days = [place.on for place in places]
    asked: Asked[tuple[str, str]] = Asked(
        lambda facts: _pairs(judges, days, facts),
        lambda facts: _open(judges, days, facts),
        lambda key, facts: _cells(judges, key, facts),
    )
    found = table(asked, places[1].facts(), budget=BUDGET, keys=None)
    wanted = (FREE, HELD) if way == "caught" else (HELD, FREE)
    hits = [
        box for box in found.boxes if all(a in wanted[0] and b in wanted[1] for a, b in box.answers)
    ]
    # A chip as it is sold: for data centers, on a non-planar node.
    hits.sort(key=lambda box: sum(value is False for _, value in box.cells))
    for box in hits[:60]:
        yield plain(box.facts, [key for key, _ in box.cells])


def _pairs(judges: list[Judge], days: list[date], facts: Facts) -> frozenset[tuple[str, str]]:
    first, second = (
        base_verdicts(judge, facts_on(facts, day).judged_by(judge.truth))
        for judge, day in zip(judges, days, strict=True)
    )
    return frozenset((a, b) for a in first for b in second)


def _open(judges: list[Judge], days: list[date], facts: Facts) -> list[Key]:
    keys: dict[Key, None] = {}
    for judge, day in zip(judges, days, strict=True):
        at = facts_on(facts, day).judged_by(judge.truth)
        keys.update(dict.fromkeys(open_keys(judge, at)))
    return list(keys)


def _cells(judges: list[Judge], key: Key, facts: Facts) -> list[Value]:
    """The cells of a fact under both laws: those of the first, cut again by the second."""
    found: list[Value] = []
    for cell in judges[0].cells(key, facts):
        inner = judges[1].cells(key, facts.replace(key, cell)) if not isinstance(cell, bool) else []
        found += inner or [cell]
    return found


def _case(
    facts: Facts, kind: str, to: str, on: date, more: dict[str, Any]
) -> dict[str, Any] | None:
    figures: dict[str, Any] = {}
    for name in _STATED:
        value = facts.frames["ics"][0].get(name)
        if isinstance(value, bool):
            figures[name] = value
        elif value is not None:
            number = _plain_number(value)
            if number is None:
                return None
            figures[name] = number
    given = {**more, "item": item_of(figures, kind), "to": to, "on": on.isoformat()}
    return given


def _plain_number(value: Value) -> float | int | str | None:
    from fractions import Fraction

    if not isinstance(value, Fraction):
        return None
    if value.denominator == 1:
        return value.numerator
    text = decimal_text(value, 9)
    return float(text) if Fraction(text) == value and str(float(text)) == text else text


def _replayed(case: dict[str, Any], before: Moment, after: Moment, way: str) -> bool:
    """Whether the whole determination says so too."""
    verdicts = []
    for moment in (before, after):
        place = setting(law=moment.law, layer=moment.layer, **{**case, "on": moment.on})
        found = answer(parse_case({**case, "on": moment.on.isoformat()}), place.court)
        verdicts.append(found.verdict if moment.layer == "practice" else found.text)
    return _kind(*verdicts) == way
