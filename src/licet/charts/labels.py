"""Labels that do not collide: each is tried around its dot, and left out where nothing is free."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

HEIGHT = 13.0
WIDE, NARROW = 6.4, 3.4
_NARROW = frozenset("iljtfrI1.,:;'|()[] ")


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Wanted(NamedTuple):
    """A label for a dot, in the order of importance; `r` is the dot's radius."""

    x: float
    y: float
    r: float
    text: str


class Placed(NamedTuple):
    """Where a label goes, as offsets from its dot."""

    dx: float
    dy: float
    anchor: str


def width_of(text: str) -> float:
    """About how wide a text is at 11 pixels; rather too wide than too narrow.

    >>> width_of("H100") < width_of("H100 SXM")
    True
    """
    return sum(NARROW if letter in _NARROW else WIDE for letter in text) + 2


def place(
    labels: Sequence[Wanted], width: float, height: float, taken: Iterable[Box] = ()
) -> list[Placed | None]:
    """A place for each label, or None where none is free.

    Args:
        labels: The labels, the most important first.
        width, height: The size of the picture.
        taken: Rectangles that stay free of labels.
    """
    boxes = list(taken)
    boxes += [Box(d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r) for d in labels]
    found: list[Placed | None] = []
    for label in labels:
        placed = _best(label, boxes, width, height) if label.text else None
        found.append(placed)
        if placed is not None:
            boxes.append(_box(label, placed))
    return found


def apart(
    dots: Sequence[tuple[float, float, float]], rounds: int = 60
) -> list[tuple[float, float]]:
    """Places near those of dots, each x, y and radius, at which none lies on another.

    Two that overlap are pushed from each other along the line between them; two at the very
    same place, to the sides.

    >>> [(round(x, 1), y) for x, y in apart([(0, 0, 2), (1, 0, 2), (9, 9, 2)])]
    [(-1.5, 0.0), (2.5, 0.0), (9, 9)]
    """
    spots = [(x, y) for x, y, _ in dots]
    for _ in range(rounds):
        calm = True
        for one, two in combinations(range(len(dots)), 2):
            across = spots[two][0] - spots[one][0]
            down = spots[two][1] - spots[one][1]
            far = math.hypot(across, down)
            lacking = (dots[one][2] + dots[two][2] - far) / 2
            if lacking <= 1e-6:
                continue
            calm = False
            way = (across / far, down / far) if far else (1.0, 0.0)
            for dot, sign in ((one, -1), (two, 1)):
                x, y = spots[dot]
                spots[dot] = x + sign * lacking * way[0], y + sign * lacking * way[1]
        if calm:
            break
    return spots


def _best(label: Wanted, boxes: list[Box], width: float, height: float) -> Placed | None:
    gap = label.r + 3
    options = (
        Placed(gap, 4, "start"),
        Placed(-gap, 4, "end"),
        Placed(0, -gap, "middle"),
        Placed(0, gap + 9, "middle"),
        Placed(gap - 1, -gap + 3, "start"),
        Placed(gap - 1, gap + 5, "start"),
        Placed(-gap + 1, -gap + 3, "end"),
        Placed(-gap + 1, gap + 5, "end"),
    )
    for option in options:
        box = _box(label, option)
        inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
        if inside and not any(box.meets(other) for other in boxes):
            return option
    return None


def _box(label: Wanted, at: Placed) -> Box:
    wide = width_of(label.text)
    left = label.x + at.dx - {"start": 0, "middle": wide / 2, "end": wide}[at.anchor]
    base = label.y + at.dy
    return Box(left, base - HEIGHT + 3, left + wide, base + 3)
