"""The nearest dates around a shipment at which its verdict changes, and what changed it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licet.decision.outcome import facts_on, judge_on, outcome_of, together
from licet.gather import Gathered
from licet.law import LAW_STARTS
from licet.model import Shipment
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.provision import Version

# The effects on which a verdict can rest; the others are told beside it.
DECIDING = frozenset(
    {
        "jurisdiction", "parameters", "eccn", "define", "covers", "prohibit", "require",
        "exception",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateTurn:
    """A day from which the verdict is another one.

    Attributes:
        on: The day.
        before: The verdict until the day before.
        after: The verdict from that day on.
        instruments: The ids of the instruments that took effect or ended on it.
        title: The title of the first of them.
    """

    on: date
    before: str
    after: str
    instruments: tuple[str, ...]
    title: str


# The facts whose texts are places.
_PLACES = (
    "from", "to", "country", "headquarters", "ultimate_parent", "designer_headquarters",
    "exporter_headquarters",
)  # fmt: skip


class Walk:
    """The days of change around a shipment, walked one by one.

    A verdict rests on the truth of provisions. Where those that changed on a day are as true for
    this case as they were the day before, the verdict is the same and need not be worked out.
    """

    def __init__(self, court: Court, shipment: Shipment, gathered: Gathered) -> None:
        self._court = court
        self._shipment = shipment
        self._gathered = gathered
        self._judges: dict[date, Judge] = {}
        self._facts: dict[tuple[int, int], Facts] = {}
        # What showed a variant to be open on one day is tried first on the next.
        self._tried: dict[int, list[Facts]] = {}

    def before(self, verdict: str) -> DateTurn | None:
        """The last day up to that of the shipment at which the verdict changed, or None."""
        dates = self._court.dates_of(DECIDING)
        past = dates[: bisect_right(dates, self._shipment.on)]
        # The law begins with its first dates; before them there is nothing to turn from.
        for day in reversed([day for day in past if day > LAW_STARTS]):
            if self._stays(day):
                continue
            earlier = self._verdict(_day_before(day))
            if earlier != verdict:
                return self._turn(day, earlier, verdict)
        return None

    def after(self, verdict: str) -> DateTurn | None:
        """The first day after that of the shipment at which the verdict changes, or None."""
        dates = self._court.dates_of(DECIDING)
        for day in dates[bisect_right(dates, self._shipment.on) :]:
            if self._stays(day):
                continue
            later = self._verdict(day)
            if later != verdict:
                return self._turn(day, verdict, later)
        return None

    def _judge(self, day: date) -> Judge:
        found = self._judges.get(day)
        if found is None:
            found = self._judges[day] = judge_on(self._court, self._shipment, day, "practice")
        return found

    def _verdict(self, day: date) -> str:
        judge = self._judge(day)
        verdicts = []
        for index, variant in enumerate(self._gathered.variants):
            facts = self._facts_of(index, day, judge)
            if not facts.completions:
                tried = self._tried.get(index, ())
                facts.completions.extend(facts_on(f, day).judged_by(judge.truth) for f in tried)
            verdicts.append(outcome_of(judge, variant, day, facts).verdict)
            if facts.completions:
                self._tried[index] = facts.completions
        return together(self._gathered, verdicts)

    def _facts_of(self, variant: int, day: date, judge: Judge) -> Facts:
        key = (variant, id(judge))
        found = self._facts.get(key)
        if found is None:
            facts = facts_on(self._gathered.variants[variant].facts, day)
            found = self._facts[key] = facts.judged_by(judge.truth)
        return found

    def _changed(self, day: date) -> list[tuple[Version | None, Version | None]]:
        """The provisions of which another version counts from a day on: the old, the new."""
        old, new = self._judge(_day_before(day)), self._judge(day)
        return self._court.changed(old, new)

    def _stays(self, day: date) -> bool:
        """Whether the verdict of a day is surely that of the day before."""
        if day in self._court.group_dates and self._moves(self._court.moved(day)):
            return False
        old, new = self._judge(_day_before(day)), self._judge(day)
        for was, now in self._changed(day):
            version = now or was
            if version is None or not DECIDING & version.effect.keys():
                continue
            for variant in range(len(self._gathered.variants)):
                before = self._facts_of(variant, _day_before(day), old)
                after = self._facts_of(variant, day, new)
                truth = after.finding(version.provision)
                # What is open, or answers a requirement, may differ in more than its truth.
                if truth is None or truth is not before.finding(version.provision):
                    return False
                if truth and ("exception" in version.effect or _other_effect(was, now)):
                    return False
        return True

    def _moves(self, codes: frozenset[str]) -> bool:
        """Whether a place of the case is among some, or may be as it is not known."""
        for variant in self._gathered.variants:
            for where in (variant.facts.top, *variant.facts.frames["parties"]):
                for name in _PLACES:
                    value = where.get(name, "")
                    if value in codes or not isinstance(value, str):
                        return True
        return False

    def _turn(self, day: date, before: str, after: str) -> DateTurn:
        made_by = self._makers(day)
        ids = tuple(dict.fromkeys(version.instrument.id for version in made_by))
        title = made_by[0].instrument.title if made_by else ""
        return DateTurn(day, before, after, ids, title)

    def _makers(self, day: date) -> list[Version]:
        """The versions that turned the verdict: those whose truth changed, else all new ones."""
        old, new = self._judge(_day_before(day)), self._judge(day)
        changed = [now or was for was, now in self._changed(day)]
        versions = [version for version in changed if version is not None]
        before = self._facts_of(0, _day_before(day), old)
        after = self._facts_of(0, day, new)
        told = [
            version
            for version in versions
            if before.finding(version.provision) is not after.finding(version.provision)
        ]
        return _weighty(told or versions)


def _other_effect(was: Version | None, now: Version | None) -> bool:
    return was is None or now is None or was.effect != now.effect


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _weighty(versions: Iterable[Version]) -> list[Version]:
    """Requirements first, then what defines them: what most likely turned the answer."""
    order = ("require", "prohibit", "parameters", "eccn", "exception", "jurisdiction")
    ranked = [
        (next((i for i, kind in enumerate(order) if kind in v.effect), len(order)), v)
        for v in versions
    ]
    return [version for _, version in sorted(ranked, key=lambda pair: (pair[0], pair[1].key))]
