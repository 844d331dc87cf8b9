"""The plane cut by straight lines, exactly: convex pieces, their edges and their corners.

All coordinates are rationals, so a point is on a line or it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Point = tuple[Fraction, Fraction]
Segment = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Straight:
    """All points with ``a * x + b * y == c``."""

    a: Fraction
    b: Fraction
    c: Fraction

    def side(self, point: Point) -> Fraction:
        """Above zero on one side, below on the other, zero on the line.

        >>> Straight(Fraction(1), Fraction(0), Fraction(4800)).side((Fraction(4800), Fraction(1)))
        Fraction(0, 1)
        """
        return self.a * point[0] + self.b * point[1] - self.c

    def scaled(self) -> Straight:
        """The same line with its first coefficient 1, so that equal lines are equal."""
        lead = self.a or self.b
        return Straight(self.a / lead, self.b / lead, self.c / lead)


def frame(bounds: tuple[Fraction, Fraction, Fraction, Fraction]) -> list[Point]:
    """The rectangle (left, bottom, right, top), counter-clockwise."""
    left, bottom, right, top = bounds
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def cut(pieces: Iterable[list[Point]], line: Straight) -> list[list[Point]]:
    """Each convex piece split by a line where it crosses the inside."""
    found: list[list[Point]] = []
    for piece in pieces:
        sides = [line.side(point) for point in piece]
        if max(sides) <= 0 or min(sides) >= 0:
            found.append(piece)
            continue
        above: list[Point] = []
        below: list[Point] = []
        for index, point in enumerate(piece):
            side, after = sides[index], sides[(index + 1) % len(piece)]
            if side >= 0:
                above.append(point)
            if side <= 0:
                below.append(point)
            if side * after < 0:
                crossing = _between(point, piece[(index + 1) % len(piece)], side, after)
                above.append(crossing)
                below.append(crossing)
        found += [above, below]
    return found


def _between(first: Point, second: Point, one: Fraction, other: Fraction) -> Point:
    share = one / (one - other)
    return (
        first[0] + share * (second[0] - first[0]),
        first[1] + share * (second[1] - first[1]),
    )


def edges(piece: list[Point]) -> list[Segment]:
    """The directed edges of a piece."""
    return [(piece[i], piece[(i + 1) % len(piece)]) for i in range(len(piece))]


def center(points: Iterable[Point]) -> Point:
    """The mean of some points: inside, for a convex piece."""
    listed = list(points)
    count = len(listed)
    return sum((p[0] for p in listed), Fraction(0)) / count, sum(
        (p[1] for p in listed), Fraction(0)
    ) / count


def area(ring: list[Point]) -> Fraction:
    """The area inside a ring; negative when it runs clockwise.

    >>> area(frame((Fraction(0), Fraction(0), Fraction(2), Fraction(3))))
    Fraction(6, 1)
    """
    total = sum((p[0] * q[1] - q[0] * p[1] for p, q in edges(ring)), Fraction(0))
    return total / 2


def rings(directed: Iterable[Segment]) -> list[list[Segment]]:
    """Directed edges chained to closed rings, turning right where several ways lead on."""
    ways: dict[Point, list[Segment]] = {}
    for segment in directed:
        ways.setdefault(segment[0], []).append(segment)
    found: list[list[Segment]] = []
    for start in sorted(ways):
        while ways[start]:
            ring = [ways[start].pop(0)]
            while ring[-1][1] != ring[0][0]:
                ring.append(_next(ring[-1], ways[ring[-1][1]]))
            found.append(ring)
    return found


def _next(came: Segment, ways: list[Segment]) -> Segment:
    """The way on that keeps to the right, which keeps rings simple where they touch."""
    best = min(range(len(ways)), key=lambda index: _turn(came, ways[index]))
    return ways.pop(best)


def _turn(came: Segment, way: Segment) -> tuple[int, float]:
    dx, dy = came[1][0] - came[0][0], came[1][1] - came[0][1]
    ex, ey = way[1][0] - way[0][0], way[1][1] - way[0][1]
    cross, dot = dx * ey - dy * ex, dx * ex + dy * ey
    size = float(abs(dx) + abs(dy)) * float(abs(ex) + abs(ey)) or 1.0
    if cross < 0:
        return (0, float(dot) / size)
    return (1, -float(dot) / size)


def straightened(ring: Sequence[Point]) -> tuple[Point, ...]:
    """A ring without the corners that lie on a straight edge."""
    count = len(ring)
    return tuple(
        point
        for index, point in enumerate(ring)
        if area([ring[index - 1], point, ring[(index + 1) % count]]) != 0
    )
