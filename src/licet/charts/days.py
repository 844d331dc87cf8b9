"""The days on which something that decides about chips changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from licet.law import LAW_READ_TO
from licet.rules.court import Court
from licet.rules.provision import Version

_DECIDES = frozenset({"parameters", "require", "exception", "prohibit", "eccn", "review", "define"})
_OF_CHIPS = frozenset({"RS", "NS", "letter"})


def turning_days(court: Court) -> tuple[date, ...]:
    """The days on which anything that decides changed, for a slider."""
    return _days(court, lambda v: bool(_DECIDES & v.effect.keys()) and "regime" not in v.effect)


def rule_days(court: Court) -> tuple[date, ...]:
    """The days on which paragraphs, requirements on chips or letters changed."""

    def of_chips(version: Version) -> bool:
        return "parameters" in version.effect or version.effect.get("require") in _OF_CHIPS

    return tuple(day for day in _days(court, of_chips) if day <= LAW_READ_TO)


def read_to(day: date) -> tuple[str, ...]:
    """What a picture of a day has to say about how far the law was read.

    >>> read_to(date(2025, 4, 20))
    ()
    """
    if day <= LAW_READ_TO:
        return ()
    return (
        f"Official publications were read to {LAW_READ_TO}; a later change of the law is not in this "
        "picture.",
    )


def _days(court: Court, counts: Callable[[Version], bool]) -> tuple[date, ...]:
    days: set[date] = set()
    for provision in court.law.provisions.values():
        for version in provision.versions:
            if counts(version):
                days.add(version.counts_from)
                if version.until:
                    days.add(version.until)
    return tuple(sorted(days))
