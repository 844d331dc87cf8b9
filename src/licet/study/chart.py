"""A study as a picture: abnormal returns as bars, their sum as a line with its band, in SVG."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import ceil, floor, log10

from licet.study.model import Study

WIDTH, HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 20, 56, 52
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.t{font-size:15px;font-weight:600}"
    ".g{stroke:#e3e3e3}.z{stroke:#777}.e{stroke:#b3261e;stroke-dasharray:4 3}"
    ".b{fill:#9db4cc}.r{fill:#1f5f99;fill-opacity:.16}"
    ".c{fill:none;stroke:#1f5f99;stroke-width:2}.d{fill:#1f5f99}"
)


def chart(study: Study, title: str) -> str:
    """The picture of a study, as the text of an SVG file.

    Args:
        study: The study.
        title: What stands above it.
    """
    lows = [min(d.cumulative - d.cumulative_band, d.abnormal, 0.0) for d in study.days]
    highs = [max(d.cumulative + d.cumulative_band, d.abnormal, 0.0) for d in study.days]
    ticks = _ticks(100 * min(lows), 100 * max(highs))
    low, high = ticks[0] / 100, ticks[-1] / 100
    step = (WIDTH - _LEFT - _RIGHT) / len(study.days)

    def x(index: int) -> float:
        return _LEFT + (index + 0.5) * step

    def y(value: float) -> float:
        return _TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _BOTTOM)

    out = [_head(study, title)]
    for tick in ticks:
        at = y(tick / 100)
        out.append(f'<path class="g" d="M{_LEFT} {at:.1f}H{WIDTH - _RIGHT}"/>')
        out.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{tick:g}%</text>')
    for index, day in enumerate(study.days):
        top, bottom = sorted((y(day.abnormal), y(0.0)))
        out.append(
            f'<rect class="b" x="{x(index) - step * 0.3:.1f}" y="{top:.1f}" '
            f'width="{step * 0.6:.1f}" height="{bottom - top:.1f}"/>'
        )
    upper = [(x(i), y(d.cumulative + d.cumulative_band)) for i, d in enumerate(study.days)]
    lower = [(x(i), y(d.cumulative - d.cumulative_band)) for i, d in enumerate(study.days)]
    line = [(x(i), y(d.cumulative)) for i, d in enumerate(study.days)]
    out.append(f'<polygon class="r" points="{_points([*upper, *reversed(lower)])}"/>')
    out.append(f'<path class="z" d="M{_LEFT} {y(0.0):.1f}H{WIDTH - _RIGHT}"/>')
    if 0 in study.sample.offsets:
        at = x(study.sample.offsets.index(0))
        out.append(f'<path class="e" d="M{at:.1f} {_TOP}V{HEIGHT - _BOTTOM}"/>')
    out.append(f'<polyline class="c" points="{_points(line)}"/>')
    out += [f'<circle class="d" cx="{a:.1f}" cy="{b:.1f}" r="2.5"/>' for a, b in line]
    every = max(1, ceil(len(study.days) / 20))
    for index, day in enumerate(study.days):
        if day.offset % every == 0:
            out.append(
                f'<text x="{x(index):.1f}" y="{HEIGHT - _BOTTOM + 18}" '
                f'text-anchor="middle">{day.offset:d}</text>'
            )
    out.append(
        f'<text x="{(WIDTH + _LEFT - _RIGHT) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">'
        f"trading days from {study.sample.day_zero}</text></svg>"
    )
    return "\n".join(out) + "\n"


def _head(study: Study, title: str) -> str:
    last = study.days[-1]
    says = (
        f"Cumulative abnormal return over the window: {100 * last.cumulative:.1f}%, "
        f"{100 * study.level:g}% band plus or minus {100 * last.cumulative_band:.1f}%."
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="t d"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(says)}</desc><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text class="t" x="{_LEFT}" y="22">{escape(title)}</text>'
        f'<text x="{_LEFT}" y="42">line: cumulative abnormal return with its '
        f"{100 * study.level:g}% band; bars: abnormal return of the day</text>"
    )


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in points)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from below `low` to above `high`.

    >>> _ticks(-7.1, 12.4)
    [-10.0, -5.0, 0.0, 5.0, 10.0, 15.0]
    """
    raw = max(high - low, 1e-6) / 5
    power = 10.0 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw)
    first, last = floor(low / step), ceil(high / step)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]
