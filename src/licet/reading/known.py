"""A proposed event beside the record: already there, new, or at odds with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from licet.reading.alike import Index, Traits, traits_of
from licet.reading.dates import Published
from licet.reading.event import Event
from licet.reading.likeness import MONTH, TALK, Likeness, likeness, way_alike, when_alike, who_alike
from licet.timeline import Event as Recorded
from licet.timeline import Span, events, status_on

_ENDED: Final = frozenset({"suspended", "rescinded", "expired", "vacated"})
_ENDING: Final = frozenset(
    {"suspend-rule", "rescind-rule", "delist-entity", "lift-ban", "court-ruling", "tariff-cut"}
)
"""Acts that are in force when what they end has ended."""
_WEAK: Final = frozenset({"reported", "announced", "proposed"})
_LEAST: Final = 8.0
"""Points that make two events one; `_LESS` fewer where a month is told and none else is near."""
_LESS: Final = 1.5
_CLEAR: Final = 1.5
"""How far the next one has to stay behind."""
_SURE: Final = 9.0
_SURE_MONTH: Final = 7.0
"""Points that a witness needs, by a day and by a month."""
_NEAR: Final = 6.0
"""Points that bear out what is told in plain words too."""
_MADE: Final = frozenset(
    {"rule", "notice", "order", "proclamation", "letter", "list", "statute", "scheduled"}
)
"""Forms by which law is made."""
_LAWS: Final = {
    "require-license": 2, "ban": 2, "list-entity": 2, "delist-entity": 2, "publish-rule": 2,
    "tariff-impose": 2, "tariff-cut": 2, "state-siting-limit": 2, "other": 0.5,
}  # fmt: skip
"""Acts that make law, and how well the form on record has to fit."""


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
    mine = traits_of(event)
    index = _index(record)
    best = _best(event, mine, published, index)
    one = best.known.one if best else _against(event, mine, published, index)
    if one is None:
        return Standing("new")
    what = _differs(one, event, published)
    return Standing("contradicts" if what else "known", one.id, what)


def in_force_on_record(
    event: Event, published: Published, record: Iterable[Recorded] | None = None
) -> str:
    """The id of the record's event that shows an act to be law on the day of the text; else "".

    Stricter than `standing`: the act is one that makes law, and so is the form on record; the
    direction is the same; the day is that of the act, of its publication or of its effect, or,
    where the text tells a month alone, no other event of the record comes near; and the event
    was public, and in force, on the last day that the text may have been published on.

    >>> from licet.reading.reader import read_text
    >>> text = "On 2 December 2024 BIS put 140 entities on the Entity List."
    >>> [event] = read_text(text, "2024-12-04").events
    >>> in_force_on_record(event, Published.parse("2024-12-04"))
    'us-2024-12-02-entity-140'
    >>> in_force_on_record(event, Published.parse("2024-12-01"))
    ''
    """
    if event.action not in _LAWS or event.status in _ENDED:
        return ""
    best = _best(event, traits_of(event), published, _index(record))
    if best is None or min(best.way, best.who) < 0 or best.act < _LAWS[event.action]:
        return ""
    one, last = best.known.one, published.last
    if one.form not in _MADE or not _day_of_act(event, best):
        return ""
    if best.what < 1 and best.words < 1:
        return ""  # the day and the body alone
    if best.total < (_SURE_MONTH if len(event.date) == 7 else _SURE):
        return ""
    return one.id if status_on(one, last, last) == "in-force" else ""


def is_like_one_on_record(event: Event, published: Published) -> bool:
    """Whether the record has any act made as law that a read one may be, surely or not.

    >>> from licet.reading.reader import read_text
    >>> text = "BIS put 140 entities on the Entity List in December 2024."
    >>> [event] = read_text(text, "2025-01").events
    >>> is_like_one_on_record(event, Published.parse("2025-01"))
    True
    """
    mine, last = traits_of(event), published.last
    return any(
        like.total >= _NEAR
        and like.known.one.form in _MADE
        and status_on(like.known.one, last) in ("in-force", "published")
        for known in shipped().about(event)
        if known.one.acted.first <= last and (like := likeness(event, mine, known))
    )


def _day_of_act(event: Event, like: Likeness) -> bool:
    """Whether a day of the text is one of the act; one of its telling is for clear cases alone.

    A letter is first told of by those who heard of it, and others wrote of it that day as news.
    """
    if len(event.date) == 7:
        return event.action != "other"
    one, told = like.known.one, Span.parse(event.date)
    if told in (one.acted, one.effective):
        return True
    by_name = like.what >= 4 or one.form != "letter"
    return like.when >= 4 and by_name and event.action != "other"


def _index(record: Iterable[Recorded] | None) -> Index:
    return shipped() if record is None else _indexed(tuple(record))


@cache
def shipped() -> Index:
    """The record of the package, taken apart once."""
    return Index(events())


@lru_cache(maxsize=4)
def _indexed(record: tuple[Recorded, ...]) -> Index:
    return Index(record)


def _best(event: Event, mine: Traits, published: Published, index: Index) -> Likeness | None:
    """The event of the record that is most like a read one, if it is like enough.

    Where the text tells a month alone, it has to be clearly more like it than any other.
    """
    found = [
        like
        for known in index.about(event)
        if known.one.acted.first <= published.last
        and (like := likeness(event, mine, known))
        and _told_enough(like, mine)
    ]
    found.sort(key=lambda like: (like.total, like.when, like.act), reverse=True)
    if not found:
        return None
    best, others = found[0], [one for one in found[1:] if not one.known.one.scheduled]
    if _unclear(best, others):
        return None
    least = _LEAST
    quiet = event.direction == "neutral" and event.action == "other"
    if quiet or (best.when < MONTH and not best.firm):
        least += 1.5 if quiet else 1
    if len(event.date) > 7:
        return best if best.total >= least else None
    named = mine.named & best.known.traits.named or best.known.one.form == "market"
    if named:
        return best if best.total >= least else None
    vague = quiet or (event.action in ("other", "announce-intent") and best.words < 0.5)
    lone = not others or best.total - others[0].total >= _CLEAR
    return best if lone and not vague and best.total >= least - _LESS else None


def _against(event: Event, mine: Traits, published: Published, index: Index) -> Recorded | None:
    """What the record tells of the same thing on the very day, in the opposite direction."""
    if event.action not in ("ban", "require-license", "lift-ban"):
        return None
    for known in index.about(event):
        if (
            known.one.acted.first <= published.last
            and known.one.form in TALK
            and when_alike(event.date, known.days) >= 4
            and mine.seats & known.traits.seats
            and mine.named & known.traits.named
            and way_alike(event.direction, known.one.direction) < 0
            and who_alike(event, mine, known) >= 0
        ):
            return known.one
    return None


def _told_enough(like: Likeness, mine: Traits) -> bool:
    """Whether the two share a thing, a company or words, not the day and the body alone."""
    if like.way < 0 and (like.when < 4 or like.what < 2.5):
        return False  # the opposite of what was done is the same act only if all else agrees
    sure = like.when >= 4 and like.act >= 2 and (like.who >= 2 or mine.place not in ("US", "CN"))
    return max(like.what, 0) + like.words >= (0.25 if sure else 1)


def _unclear(best: Likeness, others: list[Likeness]) -> bool:
    """Whether only the day tells general words of one act from those of a neighbor."""
    if best.what > 1 or best.words >= 1:
        return False
    rest = best.total - best.when
    return any(one.total - one.when > rest - 0.5 for one in others)


def _differs(one: Recorded, event: Event, published: Published) -> str:
    """What a text states otherwise than the record did on the text's own day."""
    there = status_on(one, published.last) or one.status
    same = event.direction == one.direction
    if event.status == "in-force" and there in _WEAK:
        return f"the text says in-force, the record {there}"
    ends = event.action in _ENDING
    if event.status in _ENDED and there == "in-force" and same and not ends:
        return f"the text says {event.status}, the record in-force"
    if event.status == "in-force" and there in _ENDED and same:
        return f"the text says in-force, the record {there}"
    if {event.direction, one.direction} == {"tighten", "loosen"} and one.form != "case":
        return f"the text says {event.direction}, the record {one.direction}"
    return ""
