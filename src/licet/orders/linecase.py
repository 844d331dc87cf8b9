"""A line that leads to a state, as the judge and facts of a single check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from licet.decision.outcome import facts_on
from licet.gather import gather
from licet.model import Item
from licet.orders.leftover import LAYERS, Leftovers
from licet.orders.reduction import shipment_of
from licet.orders.shapes import PLAIN
from licet.rules.facts import Facts
from licet.rules.judge import Judge


class LineCase:
    """A line that leads to a state, its facts put together when somebody needs them."""

    def __init__(self, leftovers: Leftovers, line: Mapping[str, Any]) -> None:
        self._l = leftovers
        self._line = line
        self._common: Facts | None = None

    def against_stated(self, number: int) -> bool:
        """Whether a variant leaves the stated ECCN aside."""
        variants = self._l.variants(self._line["item"], self._line.get("shape", PLAIN))
        return variants[number][1].against_stated

    def asked(self, number: int, layer: int) -> tuple[Judge, Facts]:
        """The judge and the facts that a single check would use."""
        court, day = self._l.court, self._line["on"]
        asker = self._line["asker"]
        judge = court.judge(day, self._l.known_on, layer=LAYERS[layer], addressee=asker)
        if self._common is None:
            shipment = replace(shipment_of(self._line, self._l.known_on), item=_ANY)
            self._common = gather(shipment).variants[0].facts
        variants = self._l.variants(self._line["item"], self._line.get("shape", PLAIN))
        common, item = self._common, variants[number][1].facts
        own = {name: item.top[name] for name in _OWN}
        frames = {**common.frames, "ics": item.frames["ics"]}
        facts = Facts({**common.top, **own}, frames, common.roles, common.quotients)
        return judge, facts_on(facts, day).judged_by(judge.truth)


# The facts of a shipment that come from its item.
_OWN: Final = ("item_kind", "stated_eccn", "base_eccn", "complete_system", "shipment_tpp")
# The item is gathered once for itself; with this one in its place the rest of a line is.
_ANY: Final = Item(kind="ic", tpp=Fraction(1), performance_density=Fraction(1))
