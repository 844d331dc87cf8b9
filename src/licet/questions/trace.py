"""From convex pieces with answers to regions: neighbors with one answer go together.

Edges keep whether they belong to the region: an edge is closed where the answer on it is that of
the region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from licet.questions.plane import Point, Segment, center, edges
from licet.questions.setting import Standing

Cites = tuple[tuple[str, str], ...]
Drawn = Callable[[Segment, Point, Point], Cites]


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of a region, the region to its left.

    Attributes:
        start: Where it starts.
        end: Where it ends.
        closed: Whether its points belong to the region.
        provisions: Ids and citations of the provisions that draw it; empty on the frame.
        frame: Whether it is only the frame of the picture, beyond which the region goes on.
    """

    start: Point
    end: Point
    closed: bool
    provisions: Cites
    frame: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The edge as JSON."""
        return {
            "from": [float(self.start[0]), float(self.start[1])],
            "to": [float(self.end[0]), float(self.end[1])],
            "closed": self.closed,
            "frame": self.frame,
            "provisions": [{"provision": name, "cite": cite} for name, cite in self.provisions],
        }


@dataclass(frozen=True, slots=True)
class Plane:
    """Convex pieces, the frame around them, and whom to ask."""

    pieces: list[list[Point]]
    bounds: tuple[Fraction, Fraction, Fraction, Fraction]
    ask: Callable[[Point], Standing]
    drawn: Drawn

    def on_frame(self, segment: Segment) -> bool:
        """Whether a segment lies on the frame."""
        left, bottom, right, top = self.bounds
        (x1, y1), (x2, y2) = segment
        return (x1 == x2 and x1 in {left, right}) or (y1 == y2 and y1 in {bottom, top})


def traced(plane: Plane) -> Iterator[tuple[Standing, Point, list[Edge]]]:
    """Each region as its answer, a point of it, and its edges; a lone segment has one edge."""
    faces = [center(piece) for piece in plane.pieces]
    answers = [plane.ask(point) for point in faces]
    beside: dict[Segment, list[int]] = {}
    for index, piece in enumerate(plane.pieces):
        for start, end in edges(piece):
            beside.setdefault((min(start, end), max(start, end)), []).append(index)
    middle = {segment: plane.ask(center(segment)) for segment in beside}
    parent = list(range(len(faces)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for segment, pair in beside.items():
        if len(pair) == 2 and answers[pair[0]] == answers[pair[1]] == middle[segment]:
            parent[root(pair[0])] = root(pair[1])
    groups: dict[int, list[int]] = {}
    for index in range(len(faces)):
        groups.setdefault(root(index), []).append(index)
    for members in groups.values():
        inside = set(members)
        outline = []
        for index in members:
            for start, end in edges(plane.pieces[index]):
                segment = (min(start, end), max(start, end))
                others = [other for other in beside[segment] if other != index]
                inner = bool(others) and others[0] in inside
                if inner and middle[segment] == answers[index]:
                    continue
                outline.append(_edge(plane, (start, end), answers[index], middle[segment],
                                     faces, index, others))  # fmt: skip
        yield answers[members[0]], faces[members[0]], outline
    yield from _lone_segments(plane, beside, answers, middle, faces)
    yield from _lone_points(plane, beside, middle)


def _edge(
    plane: Plane,
    way: Segment,
    answer: Standing,
    on_it: Standing,
    faces: list[Point],
    index: int,
    others: list[int],
) -> Edge:
    closed = on_it == answer
    if not others:
        lowest = way[0][0] == way[1][0] == 0 or way[0][1] == way[1][1] == 0
        turns = () if closed else plane.drawn(way, faces[index], center(way))
        return Edge(way[0], way[1], closed, turns, frame=not lowest)
    there = faces[others[0]]
    if plane.ask(there) == answer:
        there = center(way)
    return Edge(way[0], way[1], closed, plane.drawn(way, faces[index], there))


def _lone_segments(
    plane: Plane,
    beside: dict[Segment, list[int]],
    answers: list[Standing],
    middle: dict[Segment, Standing],
    faces: list[Point],
) -> Iterator[tuple[Standing, Point, list[Edge]]]:
    """Pieces of a line whose answer is that of no piece beside them."""
    for segment, pair in beside.items():
        if all(answers[index] != middle[segment] for index in pair):
            cites = plane.drawn(segment, center(segment), faces[pair[0]])
            yield middle[segment], center(segment), [Edge(*segment, True, cites)]


def _lone_points(
    plane: Plane, beside: dict[Segment, list[int]], middle: dict[Segment, Standing]
) -> Iterator[tuple[Standing, Point, list[Edge]]]:
    """Corners inside the picture whose answer is that of nothing around them."""
    around: dict[Point, set[Standing]] = {}
    for segment, pair in beside.items():
        for point in segment:
            found = around.setdefault(point, set())
            found.add(middle[segment])
            found.update(plane.ask(center(plane.pieces[index])) for index in pair)
    for point, answers in around.items():
        answer = plane.ask(point)
        if answer not in answers:
            yield answer, point, []


__all__ = ["Cites", "Edge", "Plane", "traced"]
