"""The verdict for one item by destination, as a map of territories.

Territories that no condition of the law tells apart share one answer, so that a day takes a few
dozen decisions and not two hundred and fifty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from licet.case import parse_case
from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.days import read_to
from licet.charts.labels import apart
from licet.charts.stance import lead_of, source_of
from licet.decision.outcome import facts_on, judge_on, verdict_on
from licet.errors import BadInput
from licet.gather import gather
from licet.model import Shipment
from licet.places import countries, country, destination
from licet.reports.words import CLASSES, WORDS
from licet.rules.atoms import Extent
from licet.rules.court import Court
from licet.rules.evaluate import extent
from licet.rules.facts import Facts
from licet.rules.facts import Key as FactKey
from licet.rules.judge import Judge
from licet.rules.nodes import Node, Within, children

OUTLINES = Path(__file__).parent / "data" / "world.json"
# Facts that follow the destination where a case names no party.
FOLLOWS = frozenset({"to", "from", "country", "headquarters", "ultimate_parent"})
SHOWS = ("on", "before", "difference")
# Pixels between two dots.
GAP = 0.4
NAMED = ("MO", "HK", "SG", "BH", "TW", "AE", "SA", "MY")
# From the freest to the strictest, to tell which way a change goes.
ORDER = (
    "not-subject", "no-license-required", "license-exception", "indeterminate",
    "license-required", "prohibited",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a case without destination, on a day, and the day to compare with.

    `show` is ``on``, ``before`` or ``difference``; without a `before` there is only ``on``. `layer`
    is ``practice`` or ``text``.
    """

    case: tuple[tuple[str, str], ...]
    on: date
    before: date | None = None
    known_on: date | None = None
    show: str = "on"
    layer: str = "practice"


@cache
def outlines() -> dict[str, Any]:
    """The outlines of territories, in pixels."""
    found: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return found


def world_verdicts(
    court: Court,
    case: Mapping[str, Any],
    on: date,
    known_on: date | None = None,
    layer: str = "practice",
) -> dict[str, str]:
    """The verdict of a case for every destination.

    Args:
        court: The law.
        case: A case; its destination is put in for each place.
        on: The day.
        known_on: Nothing published after this day is used.
        layer: ``practice`` or ``text``.
    """
    told = tuple(sorted((key, json.dumps(value)) for key, value in case.items()))
    return dict(_verdicts(court, told, on, known_on, layer))


@lru_cache(maxsize=256)
def _verdicts(
    court: Court, told: tuple[tuple[str, str], ...], on: date, known_on: date | None, layer: str
) -> tuple[tuple[str, str], ...]:
    case = {key: json.loads(value) for key, value in told}
    found: list[tuple[str, str]] = []
    answers: dict[object, str] = {}
    first = _asked(case, "CN", on, known_on)
    judge = judge_on(court, first, on, layer)
    anywhere = [_placeless(facts_on(v.facts, on), judge) for v in gather(first).variants]
    sets = list(place_sets(judge, anywhere))
    # A transfer leaves from where it goes to; everything else has an origin of its own.
    moves = first.transaction == "transfer"
    for code in countries():
        asked = _asked(case, code, on, known_on) if moves else replace(first, to=destination(code))
        told_apart = tuple((asked.to in each.sure, asked.to in each.possible) for each in sets)
        kind = (asked.to == asked.origin, told_apart)
        if kind not in answers:
            answers[kind] = verdict_on(court, asked, gather(asked), on, layer)
        found.append((code, answers[kind]))
    return tuple(found)


def _asked(case: Mapping[str, Any], to: str, on: date, known_on: date | None) -> Shipment:
    parsed = parse_case({**case, "to": to, "on": on.isoformat()})
    return replace(parsed, known_on=known_on)


def _placeless(facts: Facts, judge: Judge) -> Facts:
    """The facts with every place left open that may follow the destination."""
    places = [FactKey("", 0, name) for name in FOLLOWS if name in facts.top] + [
        FactKey(frame, at, name)
        for frame, members in facts.frames.items()
        for at, member in enumerate(members)
        for name in FOLLOWS
        if name in member
    ]
    for key in places:
        facts = facts.replace(key, None)
    return facts.judged_by(judge.truth)


def place_sets(judge: Judge, anywhere: Sequence[Facts]) -> Iterator[Extent]:
    """The sets of places that conditions of the day ask about, where the rest doesn't decide them.

    Args:
        judge: The law of the day.
        anywhere: For each variant of the item its facts without places. What they already decide
            is so wherever the item goes.
    """
    seen: set[Extent] = set()
    todo: list[Node] = [
        judge.test(name)
        for name in judge.versions
        if any(facts.finding(name) is None for facts in anywhere)
    ]
    todo += [
        clause.when
        for version in judge.versions.values()
        for clause in version.conditions
        if any(
            facts.finding(version.provision) is not False and judge.clause(clause, facts) is None
            for facts in anywhere
        )
    ]
    while todo:
        node = todo.pop()
        todo += children(node)
        if isinstance(node, Within) and node.fact in FOLLOWS:
            found = extent(node.among, judge.group)
            if found not in seen:
                seen.add(found)
                yield found


def world(court: Court, view: View, address: Any = None) -> Chart:
    """The map.

    Args:
        court: The law.
        view: What is looked at.
        address: A function from a country code and a day to an address; none when None.

    Raises:
        BadInput: The view shows nothing there is.
    """
    if view.show not in SHOWS:
        raise BadInput(f"no such view: `{view.show[:20]}`", hint=", ".join(SHOWS))
    case = dict(view.case)
    now = world_verdicts(court, case, view.on, view.known_on, view.layer)
    then = (
        world_verdicts(court, case, view.before, view.known_on, view.layer) if view.before else None
    )
    show = view.show if then is not None else "on"
    day = view.before if show == "before" and view.before else view.on
    kinds = {code: _kind(code, now, then, show) for code in now}
    places = outlines()
    item = case.get("item", "the described item")
    title = f"{item} by destination, {day}"
    if show == "difference":
        title = f"{item}: what changed by destination from {view.before} to {view.on}"
    known = f", as known on {view.known_on}" if view.known_on else ""
    height = int(places["height"]) + 1
    marks = [*_areas(kinds, now, then, places, address, day), *_dots(kinds, now, then, places,
             address, day)]  # fmt: skip
    shown = dict.fromkeys(mark.kind for mark in marks)
    return Chart(
        name="world",
        title=title,
        subtitle=f"{lead_of(view.layer)}{known}; {_moved(case)}; parties of the destination",
        source=f"licet, {source_of(court)}; outlines: Natural Earth 1:50m",
        width=int(places["width"]),
        height=height,
        x=Scale("none", 0, float(places["width"])),
        y=Scale("none", 0, float(height)),
        marks=(*marks, *_names(height)),
        legend=tuple(key for key in _legend() if key.kind in shown),
        columns=("code", "place", "verdict", "before"),
        rows=tuple(
            (code, countries()[code].name, now[code], then[code] if then else "") for code in now
        ),
        notes=(*_notes(view, now, then, show), *read_to(view.on)),
    )


def _moved(case: Mapping[str, str]) -> str:
    """How the item moves, and who moves it.

    >>> _moved({"item": "H100", "transaction": "transfer", "exporter": "Acme"})
    'transferred within each destination by Acme'
    """
    by = case.get("exporter") or "an exporter not named"
    kind = case.get("transaction") or "export"
    if kind == "transfer":
        return f"transferred within each destination by {by}"
    code = country(case.get("from") or "US").code
    origin = "the United States" if code == "US" else country(code).name
    return f"{kind}ed from {origin} by {by}"


def _notes(
    view: View, now: Mapping[str, str], then: Mapping[str, str] | None, show: str
) -> Iterator[str]:
    if then is None and view.show != "on":
        yield f"No day to compare with is given; this is {view.on} itself."
    if show == "difference" and then is not None:
        moved = [countries()[code].name for code in now if now[code] != then[code]]
        names = ", ".join(moved[:40]) + (f" and {len(moved) - 40} more" if len(moved) > 40 else "")
        yield f"{len(moved)} destinations changed: {names}." if moved else "No destination changed."
    yield "Territories too small to be seen are drawn as dots."


def _kind(code: str, now: Mapping[str, str], then: Mapping[str, str] | None, show: str) -> str:
    if show == "before" and then:
        return CLASSES[then[code]]
    if show == "difference" and then:
        before, after = ORDER.index(then[code]), ORDER.index(now[code])
        return "none" if before == after else "tighten" if after > before else "loosen"
    return CLASSES[now[code]]


def _legend() -> Iterator[Key]:
    for verdict, kind in CLASSES.items():
        yield Key(kind, WORDS[verdict])
    yield Key("tighten", "stricter")
    yield Key("loosen", "freer")
    yield Key("none", "unchanged")


def _says(code: str, now: Mapping[str, str], then: Mapping[str, str] | None) -> str:
    name = countries()[code].name
    if then is None:
        return f"{name}\n{WORDS[now[code]]}"
    return f"{name}\n{WORDS[now[code]]}\nbefore: {WORDS[then[code]]}"


def _areas(
    kinds: Mapping[str, str], now: Mapping[str, str], then: Mapping[str, str] | None,
    places: Mapping[str, Any], address: Any, day: date,
) -> Iterator[Mark]:  # fmt: skip
    for code, place in places["places"].items():
        if place["d"] and code in kinds:
            dotted = "dot" in place
            says = "" if dotted else _says(code, now, then)
            href = "" if dotted or address is None else address(code, day)
            yield Mark("area", kind=kinds[code], says=says, href=href, name=code, path=place["d"],
                       y=places["top"])  # fmt: skip


def _dots(
    kinds: Mapping[str, str], now: Mapping[str, str], then: Mapping[str, str] | None,
    places: Mapping[str, Any], address: Any, day: date,
) -> Iterator[Mark]:  # fmt: skip
    height = int(places["height"]) + 1
    for code, (x, y) in spots().items():
        if code in kinds:
            href = "" if address is None else address(code, day)
            yield Mark("dot", x, height - y, kind=kinds[code], says=_says(code, now, then),
                       href=href, size=_size(code), name=code)  # fmt: skip


def _size(code: str) -> float:
    return 4.4 if code in NAMED else 3.2


@cache
def spots() -> dict[str, tuple[float, float]]:
    """Where the dots of small territories stand, in pixels: at their places, none on another."""
    dots = [(code, place["dot"]) for code, place in outlines()["places"].items() if "dot" in place]
    moved = apart([(x, y, _size(code) + GAP) for code, (x, y) in dots])
    return {code: spot for (code, _), spot in zip(dots, moved, strict=True)}


def _names(height: int) -> Iterator[Mark]:
    """Names of small places that matter here, beside their dots."""
    beside = {"HK": (7, 0, "start"), "MO": (-2, 15, "middle"), "SG": (7, 4, "start"),
              "BH": (-6, -2, "end")}  # fmt: skip
    for code, (dx, dy, anchor) in beside.items():
        x, y = spots()[code]
        name = countries()[code].name
        yield Mark("text", x, height - y, text=name, dx=dx, dy=dy, anchor=anchor, size=9.5)
