"""What a chart is: frozen data in data units; how it looks is the reader's business."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis. `kind` is ``log``, ``linear`` or ``none`` (pixels, no axis is drawn).

    `ticks` are values with their labels.
    """

    kind: str
    low: float
    high: float
    title: str = ""
    ticks: tuple[tuple[float, str], ...] = ()

    def at(self, value: float) -> float:
        """Where a value lies, from 0 to 1; outside values are put on the edge.

        >>> Scale("log", 1, 100).at(10)
        0.5
        """
        inside = min(max(value, self.low), self.high)
        if self.kind == "log":
            return math.log(inside / self.low) / math.log(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark.

    Attributes:
        shape: ``rect``, ``rule``, ``dot``, ``text`` or ``area``.
        x, y, x2, y2: Its place in data units; `x2` and `y2` of rectangles and rules.
        kind: What it means, such as a class of verdict; decides its color.
        text: What is written, for ``text``, or the short name of what it stands for.
        says: The whole answer, for hover and focus.
        href: Where it leads; empty for nothing.
        form: Of a dot: ``circle``, ``square``, ``triangle``, ``diamond``, ``cross``; ``-open`` for
            hollow.
        dx, dy: Pixels from its place, for ``text``.
        anchor: ``start``, ``middle`` or ``end``, for ``text``.
        size: The radius of a dot in pixels, or the size of a text.
        path: An outline in pixels of the picture, for ``area``.
        name: What the data call it, such as a country code.
    """

    shape: str
    x: float = 0.0
    y: float = 0.0
    x2: float = 0.0
    y2: float = 0.0
    kind: str = ""
    text: str = ""
    says: str = ""
    href: str = ""
    form: str = "circle"
    dx: float = 0.0
    dy: float = 0.0
    anchor: str = "start"
    size: float = 0.0
    path: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend."""

    kind: str
    text: str
    form: str = "square"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        name: Its name in addresses and files.
        title, subtitle: What it shows, under which law and on which day.
        source: Where law and data come from, with the hash of the rule set.
        width, height: The inner size in pixels, without axes.
        columns, rows: The table behind it.
        left, right: Pixels beside it, for labels.
    """

    name: str
    title: str
    subtitle: str
    source: str
    width: int
    height: int
    x: Scale
    y: Scale
    marks: tuple[Mark, ...]
    legend: tuple[Key, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    notes: tuple[str, ...] = field(default=())
    left: int = 66
    right: int = 26

    @property
    def leads(self) -> bool:
        """Whether its marks lead to pages."""
        return any(mark.href for mark in self.marks)

    def px(self, value: float) -> float:
        """Where a value lies to the right, in pixels."""
        return self.x.at(value) * self.width

    def py(self, value: float) -> float:
        """Where a value lies downward, in pixels."""
        return (1 - self.y.at(value)) * self.height


def log_ticks(low: float, high: float) -> tuple[tuple[float, str], ...]:
    """Round values of a log axis: every power of ten, and 2 and 5 where there is room.

    >>> [label for _, label in log_ticks(100, 5000)]
    ['100', '200', '500', '1,000', '2,000', '5,000']
    """
    decades = math.log10(high / low)
    steps = (1, 2, 5) if decades < 4.2 else (1,)
    found = []
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for step in steps:
            value = step * 10.0**power
            if low * 0.9999 <= value <= high * 1.0001:
                found.append((value, f"{value:,.10g}"))
    return tuple(found)
