"""The days between which no answer changes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from licet.rules.court import Court
from licet.rules.nodes import CompareDay, Node, children


def cuts_of(court: Court) -> tuple[date, ...]:
    """The days on which the law changes, or on which a condition on the day itself turns."""
    cuts = set(court.change_dates)
    for provision in court.law.provisions.values():
        for version in provision.versions:
            clauses = (*version.unless, *version.conditions)
            for node in (version.when, *(clause.when for clause in clauses)):
                cuts.update(_days(node))
    return tuple(sorted(cuts))


@lru_cache(maxsize=4096)
def _days(node: Node) -> frozenset[date]:
    match node:
        case CompareDay(_, "on", date() as day, plus):
            at = day + timedelta(days=plus)
            return frozenset({at, at + timedelta(days=1)})
        case _:
            return frozenset[date]().union(*(_days(child) for child in children(node)))
