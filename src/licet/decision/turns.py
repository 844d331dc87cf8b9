"""The nearest dates around a shipment at which its verdict changes, and what changed it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from licet.law import LAW_STARTS
from licet.rules.judge import Court, Judge
from licet.rules.provision import Version

# The effects on which a verdict can rest; the others are told beside it.
DECIDING = frozenset(
    {
        "jurisdiction", "parameters", "eccn", "define", "covers", "prohibit", "require",
        "exception",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateTurn:
    """A day from which the verdict is another one.

    Attributes:
        on: The day.
        before: The verdict until the day before.
        after: The verdict from that day on.
        instruments: The ids of the instruments that took effect or ended on it.
        title: The title of the first of them.
    """

    on: date
    before: str
    after: str
    instruments: tuple[str, ...]
    title: str


def turn_before(
    court: Court,
    on: date,
    verdict: str,
    ask: Callable[[date], str],
    judge_on: Callable[[date], Judge],
) -> DateTurn | None:
    """The last day up to `on` at which the verdict changed, or None."""
    dates = court.dates_of(DECIDING)
    # The law begins with its first dates; before them there is nothing to turn from.
    for day in reversed([d for d in dates[: bisect_right(dates, on)] if d > LAW_STARTS]):
        earlier = ask(date.fromordinal(day.toordinal() - 1))
        if earlier != verdict:
            return _turn(day, earlier, verdict, judge_on)
    return None


def turn_after(
    court: Court,
    on: date,
    verdict: str,
    ask: Callable[[date], str],
    judge_on: Callable[[date], Judge],
) -> DateTurn | None:
    """The first day after `on` at which the verdict changes, or None."""
    dates = court.dates_of(DECIDING)
    for day in dates[bisect_right(dates, on) :]:
        later = ask(day)
        if later != verdict:
            return _turn(day, verdict, later, judge_on)
    return None


def _turn(day: date, before: str, after: str, judge_on: Callable[[date], Judge]) -> DateTurn:
    old = judge_on(date.fromordinal(day.toordinal() - 1)).versions
    new = judge_on(day).versions
    changed = [version for name, version in new.items() if old.get(name) is not version] or [
        version for name, version in old.items() if name not in new
    ]
    made_by = _weighty(changed)
    ids = tuple(dict.fromkeys(version.instrument.id for version in made_by))
    title = made_by[0].instrument.title if made_by else ""
    return DateTurn(day, before, after, ids, title)


def _weighty(versions: Iterable[Version]) -> list[Version]:
    """Requirements first, then what defines them: what most likely turned the answer."""
    order = ("require", "prohibit", "parameters", "eccn", "exception", "jurisdiction")
    ranked = [
        (next((i for i, kind in enumerate(order) if kind in v.effect), len(order)), v)
        for v in versions
    ]
    return [version for _, version in sorted(ranked, key=lambda pair: (pair[0], pair[1].key))]
