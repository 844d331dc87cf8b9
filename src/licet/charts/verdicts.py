"""Verdicts of the whole catalog on a day, worked out once for each stretch of unchanged law."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from licet.case import parse_case
from licet.catalog import Entry, catalog
from licet.decision.classify import classify
from licet.decision.outcome import facts_on, judge_on, verdict_on
from licet.exporters import exporter_id
from licet.gather import Gathered, gather
from licet.model import Shipment
from licet.questions.setting import ANYBODY, UNKNOWN
from licet.rules.court import Court

KEPT = 400
# Effects that change no verdict.
SILENT = frozenset({"announce", "warn", "oblige", "review"})
# Effects on which the paragraph rests that silicon meets.
MEETS = frozenset({"parameters", "define", "covers"})

T = TypeVar("T")


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


class Verdicts:
    """Verdicts by catalog entry, kept for the stretches of days asked last."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self._kept: OrderedDict[tuple[object, ...], Mapping[str, str]] = OrderedDict()
        self._by_law: dict[tuple[object, ...], Mapping[str, str]] = {}
        self._met: dict[tuple[object, ...], Mapping[str, str]] = {}

    def of(
        self,
        on: date,
        to: str,
        exporter: str = "",
        known_on: date | None = None,
        layer: str = "practice",
    ) -> Mapping[str, str]:
        """The verdict of every entry with figures.

        Args:
            on: The day.
            to: The destination.
            exporter: Who exports; when empty, an exporter no letter names.
            known_on: Nothing published after this day is used.
            layer: ``practice`` or ``text``.
        """
        key = (bisect_right(self.court.change_dates, on), to, exporter, known_on, layer)
        found = self._kept.get(key)
        if found is None:
            alike = (to, self._alike(on, exporter, known_on, layer))
            found = self._by_law.get(alike)
            if found is None:

                def verdict(asked: Shipment, gathered: Gathered) -> str:
                    return verdict_on(self.court, asked, gathered, on, layer)

                found = self._by_law[alike] = _each(to, exporter, known_on, verdict)
            self._keep(key, found)
        return found

    def paragraphs(
        self,
        on: date,
        to: str,
        exporter: str = "",
        known_on: date | None = None,
        layer: str = "practice",
    ) -> Mapping[str, str]:
        """The paragraph of 3A090 that each entry meets: empty for none, ``unknown`` when open.

        Arguments are those of `of`.
        """
        who = exporter_id(exporter or ANYBODY)
        judge = self.court.judge(on, known_on, layer=layer, addressee=who)
        tests = frozenset(
            id(judge.test(name)) for name, v in judge.versions.items() if MEETS & v.effect.keys()
        )
        key = (to, exporter, tests)
        found = self._met.get(key)
        if found is None:

            def met(asked: Shipment, gathered: Gathered) -> str:
                return _paragraph(self.court, asked, gathered, on, layer)

            if len(self._met) > KEPT:
                self._met.clear()
            found = self._met[key] = _each(to, exporter, known_on, met)
        return found

    def _keep(self, key: tuple[object, ...], found: Mapping[str, str]) -> None:
        self._kept[key] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if len(self._by_law) > KEPT:
            self._by_law.clear()

    def _alike(self, on: date, exporter: str, known_on: date | None, layer: str) -> object:
        """What the verdicts of a day rest on: conditions in force, and the country groups.

        Days on which only letters to others, announcements or other regimes changed are alike.
        """
        who = exporter_id(exporter or ANYBODY)
        judge = self.court.judge(on, known_on, layer=layer, addressee=who)
        tests = frozenset(
            id(judge.test(name))
            for name, version in judge.versions.items()
            if version.addressee in {None, who} and not SILENT & version.effect.keys()
        )
        clauses = frozenset(v.key for v in judge.versions.values() if v.addressee in {None, who}
                            and not SILENT & v.effect.keys())  # fmt: skip
        day = on if known_on is None else min(on, known_on)
        return who, tests, clauses, bisect_right(self.court.groups.change_dates(), day)


def _each(
    to: str, exporter: str, known_on: date | None, found: Callable[[Shipment, Gathered], T]
) -> dict[str, T]:
    return {
        name: found(replace(shipment, known_on=known_on), gathered)
        for name, shipment, gathered in _cases(to, exporter)
    }


def _paragraph(court: Court, asked: Shipment, gathered: Gathered, day: date, layer: str) -> str:
    judge = judge_on(court, asked, day, layer)
    met: set[str | None] = set()
    for variant in gathered.variants:
        if not variant.reading:
            facts = facts_on(variant.facts, day).judged_by(judge.truth)
            met |= classify(judge, facts).parameters
    return (next(iter(met)) or "") if len(met) == 1 else UNKNOWN


def drawn() -> list[Entry]:
    """The entries that stand for one chip each: no systems, no memory."""
    return [
        entry
        for entry in catalog().values()
        if entry.has_figures and not entry.contains and entry.kind in {"computer", "ic"}
    ]
