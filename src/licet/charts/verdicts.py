"""Verdicts of the whole catalog on a day, worked out once for each stretch of unchanged law."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from licet.case import parse_case
from licet.catalog import Entry, catalog
from licet.decision.classify import classify
from licet.decision.outcome import facts_on, judge_on, verdict_on
from licet.exporters import exporter_id
from licet.gather import Gathered, gather
from licet.model import Shipment
from licet.questions.setting import ANYBODY, UNKNOWN
from licet.rules.court import Court
from licet.rules.judge import Judge

KEPT = 400
# Effects that change no verdict.
SILENT = frozenset({"announce", "warn", "oblige", "review"})
# Effects on which the paragraph rests that silicon meets.
MEETS = frozenset({"parameters", "define", "covers"})


@lru_cache(maxsize=8)
def _cases(to: str, exporter: str) -> tuple[tuple[str, Shipment, Gathered], ...]:
    """Every entry with figures as a shipment, with its facts."""
    found = []
    for entry in catalog().values():
        if entry.has_figures and entry.kind in {"computer", "ic"}:
            case = {"item": entry.id, "to": to, "on": "2024-01-01", "exporter": exporter or ANYBODY}
            asked = parse_case(case)
            found.append((entry.id, asked, gather(asked)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Look:
    """From where the catalog is looked at.

    Attributes:
        on: The day.
        to: The destination.
        exporter: Who exports; when empty, an exporter no letter names.
        known_on: Nothing published after this day is used.
        layer: ``practice`` or ``text``.

    >>> Look(date(2025, 4, 20), "CN").who
    'an-exporter-no-letter-names'
    """

    on: date
    to: str
    exporter: str = ""
    known_on: date | None = None
    layer: str = "practice"

    @property
    def who(self) -> str:
        """The exporter as letters address it."""
        return exporter_id(self.exporter or ANYBODY)

    def judge(self, court: Court) -> Judge:
        """The judge of the day."""
        return court.judge(self.on, self.known_on, layer=self.layer, addressee=self.who)


class Verdicts:
    """Verdicts by catalog entry, kept for the stretches of days asked last."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self._kept: OrderedDict[Hashable, Mapping[str, str]] = OrderedDict()
        self._by_law: dict[Hashable, Mapping[str, str]] = {}
        self._met: dict[Hashable, Mapping[str, str]] = {}

    def of(self, look: Look) -> Mapping[str, str]:
        """The verdict of every entry with figures."""
        stretch = bisect_right(self.court.change_dates, look.on)
        # All days between two changes of the law look alike.
        key = stretch, look.to, look.exporter, look.known_on, look.layer
        found = self._kept.get(key)
        if found is None:
            alike = look.to, self._alike(look)
            found = self._by_law.get(alike)
            if found is None:
                found = self._by_law[alike] = self._each(look, self._verdict)
            self._keep(key, found)
        return found

    def paragraphs(self, look: Look) -> Mapping[str, str]:
        """The paragraph of 3A090 that each entry meets: empty for none, ``unknown`` when open."""
        judge = look.judge(self.court)
        tests = frozenset(
            id(judge.test(name)) for name, v in judge.versions.items() if MEETS & v.effect.keys()
        )
        key = look.to, look.exporter, tests
        found = self._met.get(key)
        if found is None:
            if len(self._met) > KEPT:
                self._met.clear()
            found = self._met[key] = self._each(look, self._paragraph)
        return found

    def _each(
        self, look: Look, found: Callable[[Shipment, Gathered, Look], str]
    ) -> Mapping[str, str]:
        return {
            name: found(replace(shipment, known_on=look.known_on), gathered, look)
            for name, shipment, gathered in _cases(look.to, look.exporter)
        }

    def _verdict(self, asked: Shipment, gathered: Gathered, look: Look) -> str:
        return verdict_on(self.court, asked, gathered, look.on, look.layer)

    def _paragraph(self, asked: Shipment, gathered: Gathered, look: Look) -> str:
        judge = judge_on(self.court, asked, look.on, look.layer)
        met: set[str | None] = set()
        for variant in gathered.variants:
            if not variant.reading:
                facts = facts_on(variant.facts, look.on).judged_by(judge.truth)
                met |= classify(judge, facts).parameters
        return (next(iter(met)) or "") if len(met) == 1 else UNKNOWN

    def _keep(self, key: Hashable, found: Mapping[str, str]) -> None:
        self._kept[key] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if len(self._by_law) > KEPT:
            self._by_law.clear()

    def _alike(self, look: Look) -> Hashable:
        """What the verdicts of a day rest on: conditions in force, and the country groups.

        Days on which only letters to others, announcements or other regimes changed are alike.
        """
        judge = look.judge(self.court)
        counting = {
            name: version
            for name, version in judge.versions.items()
            if version.addressee in {None, look.who} and not SILENT & version.effect.keys()
        }
        tests = frozenset(id(judge.test(name)) for name in counting)
        clauses = frozenset(version.key for version in counting.values())
        day = look.on if look.known_on is None else min(look.on, look.known_on)
        return look.who, tests, clauses, bisect_right(self.court.groups.change_dates(), day)


def drawn() -> list[Entry]:
    """The entries that stand for one chip each: no systems, no memory."""
    return [
        entry
        for entry in catalog().values()
        if entry.has_figures and not entry.contains and entry.kind in {"computer", "ic"}
    ]
