"""How far a chip stands from every line of the law, nearest first.

The distance is the change of the figure itself, in its unit; `percent` is that distance as a
share of the limit. A line *binds* when a chip just across it, all else equal, would get another
verdict, paragraph or review policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.gather import Variant
from licet.questions.lines import Line, atoms, lines
from licet.questions.setting import Setting, Standing, standing
from licet.rules.facts import Facts, Frame, Key, as_interval
from licet.rules.judge import Judge
from licet.rules.values import Interval, Value, decimal_text
from licet.vocabulary import vocabulary

# Just across a line that itself belongs to this side.
_NUDGE = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class Headroom:
    """The distance of a chip to one line.

    Attributes:
        line: The line.
        item: The catalog entry; empty for a described chip.
        value: The figure, exact or a range.
        distance: From the figure to the line; of a range the nearest end, 0 when the line lies
            within it.
        farthest: Of a range the other end, None when it has none; else the distance.
        side: ``under``, ``over``, ``at`` (it has reached the line exactly) or ``across`` (the
            range holds the line).
        here: How the chip stands.
        there: How it would stand just across the line.
    """

    line: Line
    item: str
    value: Fraction | Interval
    distance: Fraction
    farthest: Fraction | None
    side: str
    here: Standing
    there: Standing

    @property
    def percent(self) -> Fraction:
        """The distance as a share of the limit, in percent."""
        return 100 * self.distance / self.line.limit if self.line.limit else Fraction(0)

    @property
    def change(self) -> Fraction | None:
        """By how many percent the figure itself would have to change; None for a range or 0."""
        if not isinstance(self.value, Fraction) or self.value == 0:
            return None
        return 100 * self.distance / self.value

    @property
    def binds(self) -> bool:
        """Whether crossing the line changes the answer."""
        return self.here != self.there

    def says(self) -> str:
        """Where the chip stands, in a sentence."""
        fact = vocabulary().fact(self.line.fact)
        word, unit = fact.word, fact.unit
        limit = _shown(self.line.limit)
        unit = "TPP" if self.line.fact == "tpp" else unit
        if self.side == "at":
            return f"{word} is exactly at {limit} {unit}"
        if self.side == "across":
            return f"{word} lies on both sides of {limit} {unit}, as far as figures are known"
        where = "under" if self.side == "under" else "over"
        more = "more" if self.side == "under" else "less"
        cause = _CAUSES.get(self.line.fact, word)
        text = f"{_shown(self.distance)} {unit} {where} {limit}"
        if self.change is not None:
            crosses = "reaches" if self.side == "under" and self.line.inclusive else "crosses"
            text += f": {_shown(self.change, 1)} percent {more} {cause} {crosses} {limit}"
        return text

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the contract, and what else is known."""
        change = self.change
        return {
            "provision": self.line.provision,
            "fact": self.line.fact,
            "value": _json(self.value),
            "limit": _json(self.line.limit),
            "inclusive": self.line.inclusive,
            "distance": _json(self.distance),
            "percent": round(float(self.percent), 6),
            "item": self.item or None,
            "side": self.side,
            "op": self.line.op,
            "unit": vocabulary().fact(self.line.fact).unit,
            "cite": self.line.cite,
            "binds": self.binds,
            "verdict": self.here.verdict,
            "verdict_across": self.there.verdict,
            "parameters": self.here.parameters,
            "parameters_across": self.there.parameters,
            "change_percent": None if change is None else round(float(change), 6),
            "farthest": None if self.farthest is None else _json(self.farthest),
            "says": self.says(),
        }


_CAUSES = {
    "tpp": "clock",
    "performance_density": "density",
    "dram_bandwidth_gb_s": "memory bandwidth",
    "interconnect_gb_s": "link bandwidth",
}


def headroom(place: Setting) -> tuple[Headroom, ...]:
    """The distances of a chip to every line in force, nearest first.

    Args:
        place: The chip, its destination and day. A name that fits several catalog entries gives
            the lines of each.

    Raises:
        BadInput: No figure of the chip is known.
    """
    judge = place.judge()
    found: list[Headroom] = []
    variants = [variant for variant in place.gathered().variants if not variant.reading]
    if not any(_has_figures(ic) for variant in variants for ic in variant.facts.frames["ics"]):
        raise BadInput("no figure of this item is known", hint="describe it by its figures")
    for variant in variants:
        found += _of_variant(variant, judge, place.on)
    found.sort(key=lambda each: (each.percent, not each.binds, each.line.provision))
    return tuple(found)


def _has_figures(ic: Frame) -> bool:
    return any(isinstance(value, (Fraction, Interval)) for value in ic.values())


def _of_variant(variant: Variant, judge: Judge, on: date) -> Iterator[Headroom]:
    top = {**variant.facts.top, "on": on}
    facts = Facts(top, variant.facts.frames, variant.facts.roles, variant.facts.quotients)
    exporter = facts.top.get("exporter")
    asked = relevant(judge, facts)
    drawn = lines(
        atom
        for atom in atoms(judge, exporter if isinstance(exporter, str) else None)
        if atom.version.provision in asked
    )
    here = standing(judge, facts, reviews=True)
    seen: set[tuple[str, str, Fraction, object]] = set()
    for line in drawn:
        members = len(facts.frames.get(line.frame, ())) if line.frame else 1
        for at in range(members if line.frame in {"", "ics"} else 0):
            key = Key(line.frame, at, line.fact)
            value = facts.get(key)
            mark = (line.provision, line.fact, line.limit, repr(value))
            # A line at zero asks whether there is any at all; nothing stands at a distance to it.
            if mark in seen or line.limit <= 0 or not isinstance(value, (Fraction, Interval)):
                continue
            seen.add(mark)
            found = _distance(line, variant.entry, value, key, facts, judge, here)
            # Where a range holds a line that decides nothing, there is no distance to speak of.
            if found.side != "across" or found.binds:
                yield found


def relevant(judge: Judge, facts: Facts) -> frozenset[str]:
    """The provisions that could apply to this shipment if the figures of its chips were others."""
    unknown = tuple(
        {n: None if isinstance(v, (Fraction, Interval)) else v for n, v in ic.items()}
        for ic in facts.frames.get("ics", ())
    )
    frames = {**facts.frames, "ics": unknown}
    blind = Facts(facts.top, frames, facts.roles, facts.quotients, judge.truth)
    found: set[str] = set()
    todo = [
        name
        for name, version in judge.versions.items()
        if "define" not in version.effect and blind.finding(name) is not False
    ]
    while todo:
        name = todo.pop()
        if name not in found and name in judge.versions and blind.finding(name) is not False:
            found.add(name)
            todo += judge.plan(name).findings
    return frozenset(found)


def _distance(
    line: Line,
    item: str,
    value: Fraction | Interval,
    key: Key,
    facts: Facts,
    judge: Judge,
    here: Standing,
) -> Headroom:
    limit = line.limit
    side, near, far = _gap(line, value)
    step = max(abs(limit), Fraction(1)) * _NUDGE
    # At a limit that counts as reached the other side is below; else it is above.
    upward = side in {"under", "across"} or (side == "at" and not line.inclusive)
    if upward:
        across: Value = limit if line.inclusive and side != "at" else limit + step
    else:
        across = limit - step if line.inclusive else limit
    moved = facts.replace(key, across)
    there = standing(judge, moved, reviews=True)
    return Headroom(line, item, value, near, far, side, here, there)


def _gap(line: Line, value: Fraction | Interval) -> tuple[str, Fraction, Fraction | None]:
    """On which side a figure stands, and the nearest and farthest distance to the line."""
    limit = line.limit
    if isinstance(value, Fraction):
        distance = abs(limit - value)
        if value == limit:
            return "at", distance, distance
        return ("under" if value < limit else "over"), distance, distance
    known = as_interval(value)
    assert known is not None
    low = known.low if isinstance(known.low, Fraction) else None
    high = known.high if isinstance(known.high, Fraction) else None
    reached_low = low is not None and (low > limit or (low == limit and line.inclusive))
    if reached_low and low is not None:
        return "over", low - limit, None if high is None else high - limit
    below = high is not None and (
        high < limit or (high == limit and (known.high_open or not line.inclusive))
    )
    if below and high is not None:
        return "under", limit - high, None if low is None else limit - low
    return "across", Fraction(0), None


def _shown(number: Fraction, places: int = 2) -> str:
    exact = Fraction(round(number * 10**places), 10**places)
    text = decimal_text(exact)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else text


def _json(value: Fraction | Interval) -> Any:
    if isinstance(value, Interval):
        return [None if end is None else _json(end) for end in _ends(value)]
    return value.numerator if value.denominator == 1 else round(float(value), 9)


def _ends(value: Interval) -> list[Fraction | None]:
    return [end if isinstance(end, Fraction) else None for end in (value.low, value.high)]
