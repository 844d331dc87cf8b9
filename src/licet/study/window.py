"""The days of a study: day 0, the event window and the estimation window before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from licet.errors import BadInput
from licet.study.prices import Prices

MOST_DAYS_BETWEEN = 12
"""More days between two prices are a gap; the longest closures of a market are shorter."""
FEWEST = 30
"""The fewest days of an estimation."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The returns of a study, in logarithms.

    `offsets` number the days of the event window; day 0 is the first trading day on or after the
    event. The pairs of returns (stock, market) of the estimation come first in time.
    """

    event: date
    day_zero: date
    offsets: tuple[int, ...]
    days: tuple[date, ...]
    window: tuple[tuple[float, float], ...]
    estimation_days: tuple[date, date]
    estimation: tuple[tuple[float, float], ...]


def parse_window(text: str) -> tuple[int, int]:
    """First and last day of the event window, counted in trading days from day 0.

    >>> parse_window("-5:10")
    (-5, 10)

    Raises:
        BadInput: No such window.
    """
    match = re.fullmatch(r"\s*([+-]?\d{1,4}):([+-]?\d{1,4})\s*", text)
    if not match:
        raise BadInput(f"no window: `{text[:40]}`", hint="FIRST:LAST in trading days, as in -5:10")
    first, last = int(match[1]), int(match[2])
    if last < first:
        raise BadInput(f"the window `{text.strip()}` ends before it starts")
    return first, last


def sample(
    stock: Prices, market: Prices, event: date, window: tuple[int, int], estimation: int
) -> Sample:
    """The returns around an event.

    Args:
        stock: The prices of the security.
        market: Those of the index.
        event: The day of the event, or of its becoming public.
        window: First and last day of the event window, from day 0.
        estimation: How many returns before the window the model is fitted to.

    Raises:
        BadInput: The prices do not reach far enough, do not go together, or have a gap.
    """
    if estimation < FEWEST:
        raise BadInput(f"an estimation of `{estimation}` days", hint=f"at least {FEWEST}")
    zero = bisect_left(stock.days, event)
    if zero == len(stock.days) or event < stock.days[0]:
        span = f"{stock.days[0]} to {stock.days[-1]}"
        raise BadInput(f"the event `{event}` is outside the prices of {stock.name}: {span}")
    if (stock.days[zero] - event).days > MOST_DAYS_BETWEEN:
        raise BadInput(f"{stock.name}: no price within {MOST_DAYS_BETWEEN} days after `{event}`")
    start, end = zero + window[0], zero + window[1]
    if end >= len(stock.days):
        missing = end - len(stock.days) + 1
        raise BadInput(
            f"the window needs {missing} more trading days than {stock.name} has",
            hint=f"prices end on {stock.days[-1]}; a shorter --window",
        )
    # One price more than returns.
    first = start - estimation - 1
    if first < 0:
        raise BadInput(
            f"{stock.name}: {max(start - 1, 0)} returns before the window, {estimation} are needed",
            hint="longer prices, or a smaller --estimation",
        )
    days = stock.days[first : end + 1]
    _check_gaps(stock, days)
    _check_same(stock, market, days)
    ours, theirs = stock.logs(), market.logs()
    returns = [
        (ours[day] - ours[before], theirs[day] - theirs[before]) for before, day in pairwise(days)
    ]
    return Sample(
        event,
        stock.days[zero],
        tuple(range(window[0], window[1] + 1)),
        stock.days[start : end + 1],
        tuple(returns[estimation:]),
        (days[1], days[estimation]),
        tuple(returns[:estimation]),
    )


def _check_gaps(stock: Prices, days: tuple[date, ...]) -> None:
    for before, day in pairwise(days):
        if (day - before).days > MOST_DAYS_BETWEEN:
            raise BadInput(
                f"{stock.name}: no prices between {before} and {day}",
                hint="a gap in the window or the estimation would look like one day's return",
            )


def _check_same(stock: Prices, market: Prices, days: tuple[date, ...]) -> None:
    there = frozenset(market.days)
    lacking = [day for day in days if day not in there]
    if lacking:
        raise BadInput(
            f"{market.name} has no price for {_some(lacking)}, {stock.name} has",
            hint="both need the same trading days",
        )
    own = frozenset(days)
    extra = [day for day in market.days if days[0] <= day <= days[-1] and day not in own]
    if extra:
        raise BadInput(
            f"{stock.name} has no price for {_some(extra)}, {market.name} has",
            hint="both need the same trading days",
        )


def _some(days: list[date]) -> str:
    listed = ", ".join(map(str, days[:3]))
    return listed if len(days) <= 3 else f"{listed} and {len(days) - 3} more days"
