"""A design as the architect's page asks of it: figures by sliders, from a chip to start with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from licet.catalog import catalog, find
from licet.charts.stance import stance_of
from licet.courts import court_of
from licet.drafts import draft_of, drafts
from licet.errors import BadInput
from licet.law import with_files
from licet.places import country
from licet.questions.headroom import Headroom, headroom
from licet.questions.setting import ANYBODY, Setting, Standing, setting, standing
from licet.rules.court import Court
from licet.rules.values import UNDEFINED, exact, value_text

# Figure, its unit, and the ends of its slider.
FIGURES: Mapping[str, tuple[str, str, int, int, int]] = {
    "tpp": ("Total processing performance", "TPP", 100, 60_000, 20),
    "applicable_die_area_mm2": ("Applicable die area", "mm²", 50, 3_400, 2),
    "dram_bandwidth_gb_s": ("DRAM bandwidth", "GB/s", 50, 12_000, 10),
    "interconnect_gb_s": ("Interconnect, both directions", "GB/s", 0, 4_000, 2),
}
START = "nvidia-h20-96gb"


@dataclass(frozen=True, slots=True)
class Design:
    """A chip of the page: its figures and density as texts, how it stands, how far from every line."""

    start: str
    figures: Mapping[str, str]
    datacenter: bool
    density: str
    place: Setting
    standing: Standing
    rooms: tuple[Headroom, ...]

    @property
    def case(self) -> dict[str, Any]:
        """The case of the contract that this design is, for the Check page."""
        item = {**self.figures, "datacenter": self.datacenter}
        asked = self.place.shipment
        return {
            "item": {"kind": "computer", "contains": {"kind": "ic", **item}},
            "to": asked.to,
            "on": asked.on.isoformat(),
            "exporter": asked.exporter,
        }


def design_of(asked: Mapping[str, str], on: date, court: Court | None = None) -> Design:
    """The design that a query describes.

    Args:
        asked: ``start`` (a catalog name), figures by name, ``datacenter`` (``yes`` or ``no``),
            ``to``, ``exporter``, ``draft``, ``stance``, ``known_on``.
        on: The day.
        court: The law, to which a draft may be added; the embedded one when None.

    Raises:
        BadInput: A figure or name is wrong.
    """
    start = asked.get("start") or START
    entry = find(start, imported=False)[0]
    chip = catalog().ics(entry)[0][0]
    figures = {}
    for name in FIGURES:
        given = asked.get(name, "").strip()
        if given:
            if exact(given, name=name) < 0:
                raise BadInput(f"{name}: `{given}` is negative", hint="0 or more")
            figures[name] = given
        else:
            own = getattr(chip, name)
            if isinstance(own, Fraction):
                figures[name] = value_text(own).replace(",", "")
    kind = asked.get("datacenter", "")
    if kind not in {"", "yes", "no"}:
        raise BadInput(f"datacenter: `{kind[:20]}`", hint="yes or no")
    datacenter = kind == "yes" if kind else chip.datacenter is not False
    place = setting(
        figures={**figures, "datacenter": datacenter},
        to=country(asked.get("to") or "CN").code,
        on=on,
        exporter=asked.get("exporter", "").strip()[:200] or ANYBODY,
        layer=stance_of(asked),
        known_on=asked.get("known_on") or None,
    )
    draft = asked.get("draft", "")
    place = replace(place, court=court_under(draft) if draft else court or court_of())
    judge, facts = place.judge(), place.facts()
    found = facts.frames["ics"][0].get("performance_density")
    density = "no density: planar dies only"
    if found is not UNDEFINED:
        density = f"density {value_text(found)} TPP/mm²"
    rooms = headroom(place) if figures else ()
    answer = standing(judge, facts, reviews=True)
    return Design(entry.id, figures, datacenter, density, place, answer, rooms)


@lru_cache(maxsize=8)
def court_under(name: str) -> Court:
    """The court of the law with a shipped draft in it; of the law as it is when unnamed.

    Raises:
        BadInput: No draft has this name.
    """
    if not name:
        return court_of()
    draft = draft_of(name)
    if draft is None:
        known = ", ".join(each.name for each in drafts())
        raise BadInput(f"no such draft: `{name[:40]}`", hint=known)
    return court_of(with_files((draft.path,)))
