"""How far a chip stands from every line of the law, nearest first.

The distance is the change of the figure itself, in its unit; `percent` is that distance as a
share of the limit. A line *binds* when a chip just across it, all else equal, would get another
verdict, paragraph or review policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.questions.lines import Line, atoms, lines, relevant, sum_text
from licet.questions.placing import gap, moved, value_of
from licet.questions.setting import Setting, Standing, standing
from licet.rules.facts import Facts, Frame
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

    @property
    def word(self) -> str:
        """What the line is about, in words."""
        words = vocabulary()
        return sum_text((factor, words.fact(name).word) for factor, name in self.line.terms)

    @property
    def unit(self) -> str:
        """The unit of the line; empty for a sum of different ones."""
        units = {vocabulary().fact(name).unit for _, name in self.line.terms}
        return units.pop() if len(units) == 1 else ""

    def says(self) -> str:
        """Where the chip stands, in a sentence."""
        limit = shown(self.line.limit)
        unit = "TPP" if self.line.fact == "tpp" else self.unit
        line = f"{limit} {unit}".rstrip()
        if self.side == "at":
            return f"{self.word} is exactly at {line}"
        if self.side == "across":
            return f"{self.word} lies on both sides of {line}, as far as figures are known"
        text = f"{self._span()} {unit} {self.side} {limit}".replace("  ", " ")
        if self.change is not None:
            text += f": {self._crossing(self.change)} {limit}"
        return text

    def _span(self) -> str:
        """The distance; of a range that of both its ends."""
        near = shown(self.distance)
        if isinstance(self.value, Fraction):
            return near
        return (
            f"{near} to {shown(self.farthest)}" if self.farthest is not None else f"{near} or more"
        )

    def _crossing(self, change: Fraction) -> str:
        """By how much more or less the figure crosses, rounded away from the figure.

        A smaller change would not cross, so a rounded one must never be smaller.
        """
        under = self.side == "under"
        tenths = -(-change * 10 // 1)
        # A limit that belongs to this side is crossed only past it.
        short = tenths == change * 10 and under is not self.line.inclusive
        size = f"{'more than ' if short else ''}{shown(Fraction(tenths, 10), 1)} percent"
        cause = _CAUSES.get(self.line.fact, self.word)
        verb = "reaches" if under and self.line.inclusive else "crosses"
        return f"{size} {'more' if under else 'less'} {cause} {verb}"

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
            "unit": self.unit,
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


@dataclass(frozen=True, slots=True)
class Survey:
    """Where a chip stands among the lines of the law.

    Attributes:
        rows: The distances that could be measured, nearest first.
        here: How the chip stands; of a name that fits several entries, each of them.
        unplaced: For each entry and figure that is not known, the limits it could not be set
            against.
    """

    rows: tuple[Headroom, ...]
    here: tuple[tuple[str, Standing], ...]
    unplaced: tuple[tuple[str, str, tuple[Fraction, ...]], ...]

    @property
    def binding(self) -> Headroom | None:
        """The nearest line that binds; a figure of zero comes last, as no factor moves it."""
        rows = [each for each in self.rows if each.binds]
        return next((each for each in rows if each.value != 0), rows[0] if rows else None)


def survey(place: Setting) -> Survey:
    """The distances of a chip to every line in force, and what could not be measured.

    Args:
        place: The chip, its destination and day. A name that fits several catalog entries gives
            the lines of each.

    Raises:
        BadInput: No figure of the chip is known.
    """
    judge = place.judge()
    variants = [variant for variant in place.gathered().variants if not variant.reading]
    if not any(_has_figures(ic) for variant in variants for ic in variant.facts.frames["ics"]):
        raise BadInput("no figure of this item is known", hint="describe it by its figures")
    rows: list[Headroom] = []
    here: list[tuple[str, Standing]] = []
    open_: dict[tuple[str, str], set[Fraction]] = {}
    for variant in variants:
        top = {**variant.facts.top, "on": place.on}
        facts = Facts(top, variant.facts.frames, variant.facts.roles, variant.facts.quotients)
        stands = standing(judge, facts, reviews=True)
        here.append((variant.entry, stands))
        for line, at, value in _placed(judge, facts):
            if value is None and line.frame:
                open_.setdefault((variant.entry, line.fact), set()).add(line.limit)
            elif isinstance(value, (Fraction, Interval)):
                found = _distance(line, variant.entry, value, at, facts, judge, stands)
                # Where a range holds a line that decides nothing, there is no distance to tell.
                if found is not None and (found.side != "across" or found.binds):
                    rows.append(found)
    rows.sort(key=lambda each: (each.percent, not each.binds, each.line.provision))
    unplaced = tuple((item, fact, tuple(sorted(limits))) for (item, fact), limits in open_.items())
    return Survey(tuple(rows), tuple(here), unplaced)


def headroom(place: Setting) -> tuple[Headroom, ...]:
    """The distances of a chip to every line in force, nearest first; see `survey`.

    Raises:
        BadInput: No figure of the chip is known.
    """
    return survey(place).rows


def _has_figures(ic: Frame) -> bool:
    return any(isinstance(value, (Fraction, Interval)) for value in ic.values())


def _placed(judge: Judge, facts: Facts) -> Iterator[tuple[Line, int, Value]]:
    """Every line that could matter, with the figure that stands against it."""
    exporter = facts.top.get("exporter")
    asked = relevant(judge, facts)
    drawn = lines(
        atom
        for atom in atoms(judge, exporter if isinstance(exporter, str) else None)
        if atom.version.provision in asked
    )
    seen: set[tuple[str, str, Fraction, object]] = set()
    for line in drawn:
        members = len(facts.frames.get(line.frame, ())) if line.frame else 1
        for at in range(members if line.frame in {"", "ics"} else 0):
            value = value_of(line, facts, at)
            mark = (line.provision, line.fact, line.limit, repr(value))
            # A line at zero asks whether there is any at all; nothing stands at a distance to it.
            if mark not in seen and line.limit > 0:
                seen.add(mark)
                yield line, at, value


def _distance(
    line: Line,
    item: str,
    value: Fraction | Interval,
    at: int,
    facts: Facts,
    judge: Judge,
    here: Standing,
) -> Headroom | None:
    limit = line.limit
    side, near, far = gap(line, value)
    step = max(abs(limit), Fraction(1)) * _NUDGE
    # At a limit that counts as reached the other side is below; else it is above.
    upward = side in {"under", "across"} or (side == "at" and not line.inclusive)
    if upward:
        across = limit if line.inclusive and side != "at" else limit + step
    else:
        across = limit - step if line.inclusive else limit
    there = moved(line, facts, at, across, upward=upward)
    if there is None:
        return None
    return Headroom(line, item, value, near, far, side, here, standing(judge, there, reviews=True))


def shown(number: Fraction, places: int = 2) -> str:
    """A number for people, with more places where fewer would show nothing of it.

    >>> shown(Fraction(21000)), shown(Fraction("0.0009697"))
    ('21,000', '0.00097')
    """
    while 0 < abs(number) * 10**places < 1 and places < 12:
        places += 2 if abs(number) * 10 ** (places + 1) >= 1 else 1
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
