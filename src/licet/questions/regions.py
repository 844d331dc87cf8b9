"""The plane of two number facts, cut into regions with one answer each.

>>> found = regions("2024-01-01", "tpp", "performance_density", {"datacenter": True}, "CN")
>>> sorted({str(region.parameters) for region in found})
['3A090.a', '3A090.b', 'None']

Every region comes from points that the evaluator was asked about: what a chart paints is what
`licet check` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.questions.lines import Atom, atoms
from licet.questions.plane import (
    Point,
    Segment,
    Straight,
    area,
    cut,
    frame,
    rings,
    straightened,
)
from licet.questions.setting import Setting, Standing, deciding_requirement, setting, standing
from licet.questions.trace import Cites, Edge, Plane, traced
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.nodes import Compare
from licet.rules.values import Interval
from licet.rules.vocabulary import Quotient
from licet.vocabulary import vocabulary

MAX_LINES = 80
Bounds = tuple[Fraction, Fraction, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Region:
    """Points of the plane with one answer.

    Attributes:
        verdict: The verdict.
        parameters: The paragraph the silicon meets; None for none, ``unknown`` when open.
        provision: The requirement that decides, empty where none does; with its `cite`.
        polygon: The outer ring, counter-clockwise, in the units of the facts; two points for a
            region that is only a piece of a line, one for a single point.
        holes: Rings left out of it.
        edges: The edges of all rings, each open or closed, with the provisions that draw it.
        bounds: Left, bottom, right, top.
    """

    verdict: str
    parameters: str | None
    provision: str
    cite: str
    polygon: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...]
    edges: tuple[Edge, ...]
    bounds: Bounds

    def as_dict(self) -> dict[str, Any]:
        """The region as JSON."""
        return {
            "verdict": self.verdict,
            "parameters": self.parameters,
            "provision": self.provision or None,
            "cite": self.cite or None,
            "polygon": [_numbers(point) for point in self.polygon],
            "holes": [[_numbers(point) for point in hole] for hole in self.holes],
            "bounds": [float(bound) for bound in self.bounds],
            "edges": [edge.as_dict() for edge in self.edges],
        }


def _numbers(point: Point) -> list[float]:
    return [float(point[0]), float(point[1])]


def regions(
    on: date | str,
    x: str,
    y: str,
    given: Mapping[str, Any] | None = None,
    to: str = "CN",
    layer: str = "practice",
    *,
    within: tuple[Any, Any, Any, Any] | None = None,
    kind: str = "computer",
    law: Any = None,
    **case: Any,
) -> list[Region]:
    """The regions of a plane.

    Args:
        on: The day.
        x: The number fact of an IC to the right, such as ``tpp``.
        y: The number fact of an IC upward, such as ``performance_density``.
        given: Other facts of the IC; what is left out is unknown, which can leave regions
            ``indeterminate``.
        to: The destination.
        layer: ``text`` or ``practice``.
        within: Left, bottom, right and top of the picture; from zero to a quarter past the last
            line when None.
        kind: The form in which the chip ships.
        law: A law to use instead of the embedded one.
        case: Further keys of a case, such as ``exporter`` or ``parties``.

    Raises:
        BadInput: The facts are no numbers of an IC, or lines in this plane would be curves.
    """
    words = vocabulary()
    for name in (x, y):
        fact = words.fact(name)
        if fact.kind != "number" or fact.scope != "ic":
            raise BadInput(
                f"`{name}` is no number of an IC", hint="such as tpp, dram_bandwidth_gb_s"
            )
    if x == y:
        raise BadInput(f"`{x}` against itself", hint="two different facts")
    figures = {"datacenter": True, **(given or {})}
    place = setting(figures=figures, to=to, on=on, layer=layer, law=law, kind=kind, **case)
    return _Picture(place, x, y, within).regions()


class _Picture:
    """One plane while it is being cut."""

    def __init__(
        self, place: Setting, x: str, y: str, within: tuple[Any, Any, Any, Any] | None
    ) -> None:
        self.judge: Judge = place.judge()
        self.facts: Facts = place.facts()
        self.keys = (Key("ics", 0, x), Key("ics", 0, y))
        self.derived = self._derived(place)
        addressee = self.facts.top.get("exporter")
        self.lines: dict[Straight, list[Atom]] = {}
        for atom in atoms(self.judge, addressee if isinstance(addressee, str) else None):
            if atom.frame == "ics":
                for line in self._straight(atom.node):
                    self.lines.setdefault(line.scaled(), []).append(atom)
        if len(self.lines) > MAX_LINES:
            raise BadInput(f"{len(self.lines)} lines in one plane", hint=f"at most {MAX_LINES}")
        self.bounds = self._bounds(within)
        self._asked: dict[Point, Standing] = {}

    def _derived(self, place: Setting) -> Quotient | None:
        """The quotient that a point of the plane determines, such as TPP over die area."""
        names = {key.name for key in self.keys}
        for quotient in self.facts.quotients:
            parts = {quotient.numerator, quotient.denominator}
            known = {n for n in parts if isinstance(self.facts.get(Key("ics", 0, n)), Fraction)}
            if quotient.result in names:
                if quotient.denominator in names | known:
                    message = f"`{quotient.result}` against `{quotient.denominator}` gives curves"
                    raise BadInput(message, hint=f"take `{quotient.numerator}` instead")
            elif names & parts and parts <= names | known:
                return quotient
        return None

    def _straight(self, node: Compare) -> list[Straight]:
        """The lines on which a comparison turns, other facts put in; both ends of a range."""
        sums = [(Fraction(0), Fraction(0), node.right.constant - node.left.constant)]
        terms = [*node.left.terms, *((-factor, name) for factor, name in node.right.terms)]
        names = [key.name for key in self.keys]
        for factor, name in terms:
            if name in names:
                at = names.index(name)
                sums = [(a + factor, b, c) if at == 0 else (a, b + factor, c) for a, b, c in sums]
            elif self.derived is not None and name == self.derived.result:
                if len(terms) > 1:
                    raise BadInput(f"a sum with `{name}` gives curves", hint="another plane")
                return self._cross_multiplied(sums[0][2] / factor)
            else:
                ends = _ends(self.facts.get(Key("ics", 0, name)))
                sums = [(a, b, c - factor * end) for a, b, c in sums for end in ends]
        return [Straight(a, b, c) for a, b, c in sums if a or b]

    def _cross_multiplied(self, limit: Fraction) -> list[Straight]:
        """``numerator / denominator == limit`` as ``numerator - limit * denominator == 0``."""
        quotient = self.derived
        assert quotient is not None
        coefficients = [Fraction(0), Fraction(0)]
        constant = Fraction(0)
        for name, factor in ((quotient.numerator, Fraction(1)), (quotient.denominator, -limit)):
            found = [i for i, key in enumerate(self.keys) if key.name == name]
            if found:
                coefficients[found[0]] = factor
            else:
                value = self.facts.get(Key("ics", 0, name))
                assert isinstance(value, Fraction)
                constant -= factor * value
        return [Straight(coefficients[0], coefficients[1], constant)] if any(coefficients) else []

    def _bounds(self, within: tuple[Any, Any, Any, Any] | None) -> Bounds:
        if within is not None:
            left, bottom, right, top = (Fraction(str(bound)) for bound in within)
            if left < 0 or bottom < 0 or right <= left or top <= bottom:
                raise BadInput("a picture without inside", hint="left, bottom, right, top from 0")
            return left, bottom, right, top
        ends = [Fraction(0), Fraction(0)]
        for line in self.lines:
            if not line.b:
                ends[0] = max(ends[0], line.c / line.a)
            elif not line.a:
                ends[1] = max(ends[1], line.c / line.b)
        for line in self.lines:
            # A slanted line is shown as far as the upright ones reach.
            if line.a and line.b:
                for at, other in ((0, 1), (1, 0)):
                    if not ends[at] and ends[other]:
                        pair = (line.a, line.b)
                        ends[at] = max(
                            ends[at], abs((line.c - pair[other] * ends[other]) / pair[at])
                        )
        right, top = (end * Fraction(5, 4) if end else Fraction(1000) for end in ends)
        return Fraction(0), Fraction(0), right, top

    def at(self, point: Point) -> Facts:
        """The facts of a chip at a point."""
        facts = self.facts
        for key, value in zip(self.keys, point, strict=True):
            facts = facts.replace(key, value)
        return facts

    def ask(self, point: Point) -> Standing:
        """The answer at a point, as the evaluator gives it."""
        found = self._asked.get(point)
        if found is None:
            found = self._asked[point] = standing(self.judge, self.at(point))
        return found

    def regions(self) -> list[Region]:
        pieces = [frame(self.bounds)]
        for line in self.lines:
            pieces = cut(pieces, line)
        plane = Plane(pieces, self.bounds, self.ask, self.drawn)
        found = [self._region(*each) for each in traced(plane)]
        return sorted(found, key=lambda region: (-_size(region), region.bounds))

    def drawn(self, segment: Segment, here: Point, there: Point) -> Cites:
        """The provisions, with citation, whose lines an edge lies on and that turn across it."""
        on_it = [
            atom
            for line, found in self.lines.items()
            if line.side(segment[0]) == 0 and line.side(segment[1]) == 0
            for atom in found
        ]
        one = self.at(here).judged_by(self.judge.truth)
        other = self.at(there).judged_by(self.judge.truth)
        turning = [
            atom
            for atom in on_it
            if one.finding(atom.version.provision) is not other.finding(atom.version.provision)
        ]
        return tuple(dict.fromkeys((a.version.provision, a.cite) for a in turning or on_it))

    def _region(self, answer: Standing, inside: Point, outline: Sequence[Edge]) -> Region:
        decides = deciding_requirement(self.judge, self.at(inside))
        held = decides is not None and answer.verdict in {"license-required", "prohibited"}
        loops = rings([(edge.start, edge.end) for edge in outline]) if len(outline) > 1 else []
        points = [tuple(segment[0] for segment in ring) for ring in loops]
        outer = [ring for ring in points if area(list(ring)) > 0]
        if outer:
            polygon = straightened(outer[0])
        elif outline:
            polygon = (outline[0].start, outline[0].end)
        else:
            polygon = (inside,)
        xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
        return Region(
            verdict=answer.verdict,
            parameters=answer.parameters,
            provision=decides.provision if held and decides else "",
            cite=decides.cite if held and decides else "",
            polygon=polygon,
            holes=tuple(straightened(ring) for ring in points if area(list(ring)) < 0),
            edges=tuple(outline),
            bounds=(min(xs), min(ys), max(xs), max(ys)),
        )


def _size(region: Region) -> Fraction:
    return abs(area(list(region.polygon)))


def _ends(value: Any) -> list[Fraction]:
    if isinstance(value, Fraction):
        return [value]
    if isinstance(value, Interval):
        return [end for end in (value.low, value.high) if isinstance(end, Fraction)]
    return []
