"""Every check over the whole law: what `docs/findings.md` and `licet law verify` report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from licet.law import LAW_STARTS
from licet.questions.clauses import clause_flaws
from licet.questions.flaws import Flaw, along, overlaps, unreviewed
from licet.rules.court import Court

GAPS = frozenset({"boundary", "inverted", "no-review", "lapse", "one-day", "emptied"})
OVERLAPS = frozenset({"overlap", "idle", "dead", "same-reading"})


def findings(court: Court, today: date, *, every_day: bool = False) -> list[Flaw]:
    """Every flaw in the whole law, each once, in the order of its provisions.

    Args:
        court: The law.
        today: The day on which requirements are asked for their review policy.
        every_day: Whether they are asked on every day on which the law changes, which takes
            minutes.
    """
    found: dict[tuple[str, tuple[str, ...], str], Flaw] = {}
    days = _days(court) if every_day else [today]
    for flaw in _all(court, days):
        # The same flaw in the law of a later day is one flaw, told with its first day.
        found.setdefault((flaw.kind, flaw.provisions, flaw.says), flaw)
    return sorted(found.values(), key=lambda flaw: (flaw.provisions, flaw.kind, flaw.on))


def _days(court: Court) -> list[date]:
    return [LAW_STARTS, *(day for day in court.change_dates if day > LAW_STARTS)]


def _all(court: Court, days: Sequence[date]) -> Iterator[Flaw]:
    for day in days_of_paragraphs(court):
        yield from overlaps(court, day)
        yield from along(court, day)
    for provision in court.law.provisions.values():
        yield from clause_flaws(court, provision)
    asked: set[tuple[object, ...]] = set()
    for day in days:
        yield from unreviewed(court, day, asked)


def days_of_paragraphs(court: Court) -> list[date]:
    """The days on which the choice of paragraphs, or of what they rest on, changes."""
    days: list[date] = []
    last: tuple[int, ...] | None = None
    for day in court.change_dates:
        if day < LAW_STARTS:
            continue
        judge = court.judge(day)
        names = {v.provision for v in judge.of_kind("parameters")}
        todo = list(names)
        while todo:
            for name in judge.plan(todo.pop()).findings:
                if name not in names and name in judge.versions:
                    names.add(name)
                    todo.append(name)
        mark = tuple(sorted(id(judge.versions[name]) for name in names))
        if mark and mark != last:
            days.append(day)
        last = mark
    return days


def gaps_and_overlaps(court: Court, today: date) -> dict[str, list[dict[str, Any]]]:
    """The flaws as `licet law verify --gaps --overlaps --json` prints them."""
    found = findings(court, today)
    return {
        "gaps": [flaw.as_dict() for flaw in found if flaw.kind in GAPS],
        "overlaps": [flaw.as_dict() for flaw in found if flaw.kind in OVERLAPS],
    }
