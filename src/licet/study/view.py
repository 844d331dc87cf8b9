"""A study as plain values for JSON, and the other events in its window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.days import day_from
from licet.study.model import VARIANCE, Study
from licet.timeline.event import Event


def others(study: Study, events: Iterable[Event], itself: str = "") -> list[Event]:
    """The events of the record that became public in the event window, but for the studied one.

    The return of a day does not say which of them it answers.
    """
    first, last = study.sample.days[0], study.sample.days[-1]
    return [e for e in events if first <= e.public.first and e.known <= last and e.id != itself]


def study_dict(study: Study, also: Iterable[Event]) -> dict[str, Any]:
    """The study; returns in logarithms, not in percent."""
    first, last = study.sample.estimation_days
    return {
        "event": study.sample.event.isoformat(),
        "day_zero": study.sample.day_zero.isoformat(),
        "returns": "logarithmic",
        "estimation": {
            "from": first.isoformat(),
            "until": last.isoformat(),
            "observations": len(study.sample.estimation),
        },
        "alpha": study.alpha,
        "beta": study.beta,
        "sigma": study.sigma,
        "r_squared": study.r_squared,
        "durbin_watson": study.durbin_watson,
        "level": study.level,
        "variance": VARIANCE,
        "days": [
            {
                "offset": day.offset,
                "day": day.day.isoformat(),
                "return": day.actual,
                "expected": day.expected,
                "abnormal": day.abnormal,
                "abnormal_band": _band(day.abnormal, day.band),
                "cumulative": day.cumulative,
                "cumulative_band": _band(day.cumulative, day.cumulative_band),
            }
            for day in study.days
        ],
        "t": study.t,
        "p": study.p,
        "other_events_in_window": [event.id for event in also],
    }


def _band(value: float, half: float) -> list[float]:
    return [value - half, value + half]


def day_of(text: str, events: Iterable[Event]) -> tuple[date, str]:
    """The day of an event given as a day or as an id of the record, and that id.

    An event of the record counts from the day on which anyone could know of it.

    Raises:
        licet.errors.BadInput: Neither a day nor an id.
    """
    from licet.timeline import find

    try:
        return day_from(text), ""
    except ValueError:
        pass
    event = find(text, events)
    return event.known, event.id
