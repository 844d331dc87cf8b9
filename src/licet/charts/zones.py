"""The regions of a plane, computed from the provisions: one question for each threshold cell.

Each axis is cut where some condition of the law of the day turns on it. Within a cell every
condition has one truth, so that one question answers for the whole cell; neighbors with the same
answer belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from licet.courts import others_of
from licet.questions.setting import ANYBODY, setting, standing
from licet.rules.court import Court
from licet.rules.facts import Facts, Key
from licet.rules.nodes import facts_of
from licet.rules.values import Interval, Value


@dataclass(frozen=True, slots=True)
class Zone:
    """A cell of the plane with its answer; None for an end that is open."""

    x: tuple[float, float | None]
    y: tuple[float, float | None]
    verdict: str
    parameters: str | None
    reviews: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A cell in which a levy is due."""

    x: tuple[float, float | None]
    y: tuple[float, float | None]
    provision: str
    title: str
    rate: str


def zones(
    court: Court,
    on: date,
    x: str,
    y: str,
    to: str,
    *,
    datacenter: bool,
    known_on: date | None,
    layer: str = "practice",
    exporter: str = "",
) -> list[Zone]:
    """The cells of a plane of two facts of an IC, for an exporter no letter names unless given."""
    place = setting(
        figures={"datacenter": datacenter, "us_commercially_available": True},
        to=to,
        on=on,
        known_on=known_on.isoformat() if known_on else None,
        exporter=exporter or ANYBODY,
        certifications="all",
        layer=layer,
    )
    place = replace(place, court=court)
    judge = place.judge()
    facts = place.facts()
    found = []
    for at, left, low in _cells(judge, facts, x, y):
        answer = standing(judge, at, reviews=True)
        reviews = tuple(sorted(str(policy) for policy in answer.reviews if policy))
        found.append(Zone(left, low, answer.verdict, answer.parameters, reviews))
    return found


def bands(court: Court, on: date, x: str, y: str, to: str) -> list[Band]:
    """The cells in which a duty that goes by these two facts is due on the way through the US."""
    place = setting(figures={}, to=to, on=on, facts={"enters_us": True})
    others = others_of(court)
    judge = others.judge(on)
    facts = place.facts().judged_by(judge.truth)
    named = [
        version
        for version in judge.of_kind("regime")
        if version.effect.get("kind") == "levy" and {x, y} <= facts_of(version.when)
    ]
    found = []
    for at, left, low in _cells(judge, facts, x, y) if named else ():
        for version in named:
            if at.finding(version.provision) is True:
                title = others.law.provisions[version.provision].title
                rate = str(version.effect.get("rate", ""))
                found.append(Band(left, low, version.provision, title, rate))
    return found


def _cells(
    judge: Any, facts: Facts, x: str, y: str
) -> Iterator[tuple[Facts, tuple[float, float | None], tuple[float, float | None]]]:
    across, upward = Key("ics", 0, x), Key("ics", 0, y)
    for right in _spans(judge.cells(across, facts)):
        for up in _spans(judge.cells(upward, facts)):
            at = facts.replace(across, right).replace(upward, up).judged_by(judge.truth)
            yield at, _ends(right), _ends(up)


def _spans(cells: Sequence[Value]) -> list[Interval]:
    """The cells with an inside; a single value is a line, not a region."""
    return [cell for cell in cells if isinstance(cell, Interval)]


def _ends(cell: Interval) -> tuple[float, float | None]:
    low = float(cell.low) if isinstance(cell.low, Fraction) else 0.0
    return low, float(cell.high) if isinstance(cell.high, Fraction) else None
