"""A proposed event beside the record: already there, new, or at odds with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from licet.reading.dates import Published
from licet.reading.event import Event
from licet.reading.gazetteer import actors, companies, things
from licet.reading.scene import GENERIC
from licet.timeline import Event as Recorded
from licet.timeline import events, status_on

WINDOW: Final = timedelta(days=4)
_FORMS: Final = {
    "introduce-bill": {"bill"},
    "pass-bill": {"bill", "statute"},
    "propose-rule": {"draft", "rule", "notice"},
    "enforcement-case": {"case"},
    "investigate": {"probe", "notice", "case", "guidance"},
    "court-ruling": {"court"},
    "market-milestone": {"market"},
    "disclose-charge": {"filing", "letter"},
}
"""What an action can be on record as; an action not named here can be anything."""
_ENDED: Final = frozenset({"suspended", "rescinded", "expired", "vacated"})
_WEAK: Final = frozenset({"reported", "announced", "proposed"})
_LEAST: Final = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands: `known` or `contradicts` with an id, or `new`.

    `what` says in a few words what differs.
    """

    state: str
    id: str = ""
    what: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As a plain object, without empty keys."""
        pairs = {"state": self.state, "id": self.id, "what": self.what}
        return {key: value for key, value in pairs.items() if value}


def standing(
    event: Event, published: Published, record: Iterable[Recorded] | None = None
) -> Standing:
    """How a proposal stands to the record, seen from the day the text was published."""
    first, last = _days(event.date)
    best: tuple[int, Recorded] | None = None
    for one in events() if record is None else record:
        if not _near(one, first, last) or not _alike_place(one, event):
            continue
        worth = _worth(one, event)
        if worth >= _LEAST and (best is None or worth > best[0]):
            best = (worth, one)
    if best is None:
        return Standing("new")
    what = _differs(best[1], event, published)
    return Standing("contradicts" if what else "known", best[1].id, what)


def _days(text: str) -> tuple[date, date]:
    if len(text) == 7:
        first = date.fromisoformat(text + "-01")
        return first, Published(first.year, first.month, None).last
    day = date.fromisoformat(text)
    return day - WINDOW, day + WINDOW


def _near(one: Recorded, first: date, last: date) -> bool:
    spans = (one.acted, one.announced, one.public, one.effective)
    return any(span and span.first <= last and span.last >= first for span in spans)


def _alike_place(one: Recorded, event: Event) -> bool:
    return one.jurisdiction.split("-")[0] == event.jurisdiction.split("-")[0]


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Items, companies and bodies named in a text of the record."""
    return tuple(  # type: ignore[return-value]
        frozenset(m.name for m in pool().scan(text, 0, len(text)))
        for pool in (things, companies, actors)
    )


def _worth(one: Recorded, event: Event) -> int:
    """Points for what agrees; an item, a company or a body must."""
    forms = _FORMS.get(event.action)
    if forms and one.form not in forms:
        return 0
    items, firms, bodies = _names(
        f"{one.items}; {one.instrument}; {one.summary}; {'; '.join(one.companies)}; {one.actor}"
    )
    own, exact = set(event.items), set(event.items) - GENERIC
    points = 3 if exact & items else 1 if own & items else 0
    points += 2 if set(event.company) & firms else 0
    points += 2 if event.actor in bodies or _same_word(event.actor, one.actor) else 0
    points += 1 if one.direction == event.direction else -1
    points += 1 if set(event.destinations) & set(one.places) else 0
    points += 2 if forms else 0
    return points if exact & items or set(event.company) & firms or points >= 5 else 0


def _same_word(one: str, other: str) -> bool:
    plain = re.sub(r"\W+", " ", one.casefold()).strip()
    return bool(plain) and plain in re.sub(r"\W+", " ", other.casefold())


def _differs(one: Recorded, event: Event, published: Published) -> str:
    """What a text states otherwise than the record did on the text's own day."""
    there = status_on(one, published.last) or one.status
    if event.status == "in-force" and there in _WEAK:
        return f"the text says in-force, the record {there}"
    if event.status in _ENDED and there == "in-force" and event.direction == one.direction:
        return f"the text says {event.status}, the record in-force"
    if event.status == "in-force" and there in _ENDED and one.direction == event.direction:
        return f"the text says in-force, the record {there}"
    if {event.direction, one.direction} == {"tighten", "loosen"} and one.form != "case":
        return f"the text says {event.direction}, the record {one.direction}"
    return ""
