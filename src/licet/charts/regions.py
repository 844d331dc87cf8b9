"""How regions look: painted cells, borders where answers differ, rectangles for labels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from licet.charts.chart import Mark
from licet.charts.zones import Band, Zone
from licet.reports.words import CLASSES, WORDS

Span = tuple[float, float]


def zone_text(zone: Zone) -> str:
    """What a region is called.

    >>> zone_text(Zone((0, 1), (0, 1), "license-required", None, ("case-by-case",)))
    'license required, case by case'
    """
    if zone.verdict == "indeterminate" and zone.parameters in {None, "unknown"}:
        return "open, depends on other figures"
    words = WORDS[zone.verdict].lower()
    held = zone.verdict == "license-required"
    policy = " or ".join(each.replace("-", " ") for each in zone.reviews) if held else ""
    if zone.parameters in {None, "unknown"}:
        return f"{words}, {policy}" if policy else words
    return ", ".join(filter(None, (zone.parameters, policy, "" if held else words)))


def painted(found: Sequence[Zone]) -> Iterator[Mark]:
    for zone in found:
        kind = f"zone-{CLASSES[zone.verdict]}"
        if zone.reviews == ("case-by-case",):
            kind = "zone-second"
        (x1, x2), (y1, y2) = _open_span(zone.x), _open_span(zone.y)
        yield Mark("rect", x1, y1, x2, y2, kind=kind)
    yield from _borders(found)


def _borders(found: Sequence[Zone]) -> Iterator[Mark]:
    """Lines where two neighbors answer differently."""
    for zone in found:
        for other in found:
            (x1, x2), (y1, y2) = _open_span(zone.x), _open_span(zone.y)
            if zone_text(zone) == zone_text(other) and zone.verdict == other.verdict:
                continue
            if zone.x[1] is not None and zone.x[1] == other.x[0] and zone.y == other.y:
                yield Mark("rule", x2, y1, x2, y2, kind="line")
            if zone.y[1] is not None and zone.y[1] == other.y[0] and zone.x == other.x:
                yield Mark("rule", x1, y2, x2, y2, kind="line")


def framed(found: Sequence[Band]) -> Iterator[Mark]:
    for band in found:
        (x1, x2), (y1, y2) = _open_span(band.x), _open_span(band.y)
        for start, end in (((x1, y1), (x2, y1)), ((x1, y2), (x2, y2)), ((x1, y1), (x1, y2)),
                           ((x2, y1), (x2, y2))):  # fmt: skip
            yield Mark("rule", *start, *end, kind="band")


def _open_span(ends: tuple[float, float | None]) -> tuple[float, float]:
    return max(ends[0], 1e-9), ends[1] if ends[1] is not None else 1e12


def merged(found: Sequence[Zone], xs: Span, ys: Span) -> list[tuple[Span, Span, str]]:
    """Neighboring cells of one answer as larger rectangles within a frame, the largest first."""
    columns: dict[Span, list[tuple[Span, str]]] = {}
    for zone in sorted(found, key=lambda zone: (zone.x[0], zone.y[0])):
        x, y = _within(_open_span(zone.x), xs), _within(_open_span(zone.y), ys)
        if x[0] >= x[1] or y[0] >= y[1]:
            continue
        column = columns.setdefault(x, [])
        if column and column[-1][1] == zone_text(zone):
            column[-1] = ((column[-1][0][0], y[1]), column[-1][1])
        else:
            column.append((y, zone_text(zone)))
    whole: list[tuple[Span, Span, str]] = []
    for x, column in columns.items():
        for y, text in column:
            beside = next((i for i, (left, up, said) in enumerate(whole)
                           if left[1] == x[0] and up == y and said == text), None)  # fmt: skip
            if beside is None:
                whole.append((x, y, text))
            else:
                whole[beside] = ((whole[beside][0][0], x[1]), y, text)
    return sorted(whole, key=lambda each: -_size(each[0]) * _size(each[1]))


def _within(span: Span, frame: Span) -> Span:
    return max(span[0], frame[0]), min(span[1], frame[1])


def _size(span: Span) -> float:
    return math.log(span[1] / span[0])
