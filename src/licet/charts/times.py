"""A time axis in days since a first day, with a tick for each year or quarter."""

from __future__ import annotations

from datetime import date

from licet.charts.chart import Scale


def time_scale(first: date, last: date) -> Scale:
    """A linear scale of ordinals.

    >>> time_scale(date(2024, 1, 1), date(2026, 1, 1)).ticks[0][1]
    '2024'
    """
    long = (last - first).days > 900
    ticks = []
    for year in range(first.year, last.year + 2):
        for month in (1,) if long else (1, 4, 7, 10):
            day = date(year, month, 1)
            if first <= day <= last:
                ticks.append((float(day.toordinal()), f"{day:%Y}" if month == 1 else f"{day:%b}"))
    return Scale("linear", float(first.toordinal()), float(last.toordinal()), "", tuple(ticks))
