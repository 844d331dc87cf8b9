"""How like a read event is to one of the record: points for each kind of evidence, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from licet.reading.alike import WINDOW, Known, Traits
from licet.reading.bodies import branches
from licet.reading.event import Event
from licet.timeline import Span

_TEXTS: Final = frozenset({"rule", "notice", "order", "list", "letter", "scheduled"})
TALK: Final = frozenset({"statement", "agreement", "draft", "guidance"})
_FORMS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "introduce-bill": (frozenset({"bill"}), frozenset()),
    "pass-bill": (frozenset({"bill", "statute"}), frozenset()),
    "propose-rule": (frozenset({"draft"}), frozenset({"rule", "notice"})),
    "enforcement-case": (frozenset({"case"}), frozenset()),
    "investigate": (frozenset({"probe"}), frozenset({"notice", "guidance"})),
    "court-ruling": (frozenset({"court"}), frozenset()),
    "market-milestone": (frozenset({"market"}), frozenset()),
    "disclose-charge": (frozenset({"filing"}), frozenset({"letter"})),
    "list-entity": (frozenset({"rule", "list", "notice", "order"}), frozenset()),
    "delist-entity": (frozenset({"rule", "list", "notice", "order"}), frozenset({"letter"})),
    "require-license": (_TEXTS | {"statute"}, TALK),
    "ban": (_TEXTS | {"statute"}, TALK | {"license"}),
    "deny-license": (frozenset({"license", "letter"}), TALK),
    "publish-rule": ((_TEXTS - {"letter"}) | {"proclamation", "statute"}, frozenset()),
    "rescind-rule": (_TEXTS | {"draft", "guidance"}, frozenset({"agreement", "statement"})),
    "suspend-rule": (_TEXTS | {"guidance"}, TALK),
    "lift-ban": (_TEXTS | {"statement", "license"}, TALK),
    "grant-license": (frozenset({"license"}), frozenset({"rule", "statement", "filing"})),
    "assure-license": (frozenset({"statement"}), frozenset({"license", "agreement"})),
    "tariff-impose": (frozenset({"order", "proclamation", "rule", "notice"}), TALK | {"probe"}),
    "tariff-cut": (frozenset({"order", "proclamation", "rule", "notice"}), TALK),
    "revenue-share": (frozenset({"statement", "license"}), frozenset({"proclamation"})),
    "discourage-purchase": (frozenset({"guidance"}), frozenset({"probe"})),
    "announce-intent": (frozenset({"statement", "agreement", "draft"}),
                        frozenset({"guidance", "probe", "bill", "rule", "order", "letter",
                                   "product", "notice", "license"})),
    "state-siting-limit": (frozenset({"statute", "order", "bill", "draft", "rule"}), frozenset()),
    "guidance": (frozenset({"guidance"}), frozenset({"notice", "statement"})),
}  # fmt: skip
"""What an action is on record as, and what it may be; one not named here may be anything.

The second kind is no law: it never stands for an act that the text calls law.
"""
_MUTE: Final = frozenset({
    "statement", "agreement", "draft", "guidance", "probe", "filing", "product", "decision",
    "bill", "license",
})  # fmt: skip
"""What an act of no direction may be on record as."""
_SUBJECT: Final = {
    "list-entity": "listing", "tariff-impose": "tariff", "tariff-cut": "tariff",
    "state-siting-limit": "siting", "revenue-share": "share",
}  # fmt: skip
"""What the record's event has to be about."""
_WORDS: Final = {
    "listing": re.compile("list"),
    "tariff": re.compile(r"tariff|dut(?:y|ies)|surcharge|levy"),
}
"""What a text says of a rule that is one of these."""
_DONE: Final = frozenset({"in-force", "published"})
_WEAK: Final = frozenset({"reported", "announced", "proposed"})
_HOMES: Final = frozenset({"CN", "HK", "MO"})
MONTH: Final = 1.5
"""Points for the month alone."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The points for each kind of evidence that two events are one."""

    known: Known
    when: float
    what: float
    words: float
    who: float
    act: float
    way: float
    where: float

    @property
    def firm(self) -> bool:
        """The same kind of act by the same body about a thing by its name."""
        return self.act >= 2 and self.who >= 2 and self.way >= 1 and self.what >= 2.5

    @property
    def total(self) -> float:
        """All points."""
        return self.when + self.what + self.words + self.who + self.act + self.way + self.where


def likeness(event: Event, mine: Traits, known: Known) -> Likeness | None:
    """The points of one pair; None where something rules it out.

    Ruled out: another time, another jurisdiction or state, an act of another form or subject.
    """
    when = when_alike(event.date, known.days)
    if not when or not mine.seats & known.traits.seats:
        return None
    if mine.bills and known.traits.bills and not mine.bills & known.traits.bills:
        return None
    act = _act(event, mine.told, known, when)
    if not act:
        return None
    theirs = known.traits
    where = _where(mine, theirs)
    if where < 0 and event.action in ("list-entity", "delist-entity"):
        return None
    words = sum(worth for word, worth in known.weights if word in mine.words)
    return Likeness(
        known, when, _what(event, mine, known), min(3.0, words), who_alike(event, mine, known), act,
        way_alike(event.direction, known.one.direction), where,
    )  # fmt: skip


def points_of_words(mine: Traits, day: str, known: Known) -> float:
    """How like a sentence is to the record's event of a day, whatever act it tells; 0 if not at all."""
    when = when_alike(day, known.days)
    if not when:
        return 0.0
    theirs = known.traits
    told = min(3.0, sum(worth for word, worth in known.weights if word in mine.words))
    told += 2.5 if mine.named & theirs.named else 0
    told += 2 if mine.firms & theirs.firms else 0
    told += 1 if mine.loose & theirs.loose else 0
    told += 1.5 if (mine.bodies & theirs.bodies) - {"any"} else 0
    return told + when / 2 if told >= 1 else 0.0


def when_alike(text: str, days: tuple[Span, ...]) -> float:
    """4 for the same day, 2.5 for the next, 0.5 for up to four, 1.5 for the month alone."""
    span = Span.parse(text)
    best = 0.0
    for one in days:
        if one.first != one.last or span.first != span.last:
            best = max(best, MONTH if one.first <= span.last and one.last >= span.first else 0)
            continue
        off = abs(one.first - span.first)
        best = max(best, 4 if not off else 2.5 if off.days == 1 else 0.5 if off <= WINDOW else 0)
    return best


def _act(event: Event, told: str, known: Known, when: float) -> float:
    """2 for the form that such an act has, 1 for one it may have, none for another."""
    wanted = _SUBJECT.get(event.action)
    if wanted and wanted not in known.subjects:
        return 0
    if event.action == "publish-rule" and any(
        not words.search(told) for name, words in _WORDS.items() if name in known.subjects
    ):
        return 0
    main, also = _FORMS.get(event.action, (frozenset(), None))
    if known.one.form in main:
        return 2
    if also is None:
        quiet = event.direction == "neutral" and event.status in _WEAK
        return 0.5 if known.one.form in _MUTE or (not quiet and known.one.form != "market") else 0
    if event.action == "announce-intent" and known.one.form in _TEXTS | {"license"} and when < 4:
        return 0  # what was to come is no record of the wish
    return 1 if known.one.form in also and event.status not in _DONE else 0


def _what(event: Event, mine: Traits, known: Known) -> float:
    """2.5 for a thing by its name, 2 for a company, 1 for a thing in general and a subject."""
    theirs = known.traits
    points = 0.0
    shared = mine.named & theirs.named
    told = [name for name in theirs.named - shared if name in mine.told]
    told += [tag for tag in known.tags if tag in mine.told and tag not in shared]
    if shared or told:
        whole = any(" " in tag and tag in name for tag in told for name in mine.named)
        points += 2 + 0.5 * min(len(shared), 2) if shared else 2.5 if whole else 2
        points += 0.2 if mine.lead & shared else 0
    elif mine.named and theirs.named:
        points -= 1.5
    points += 1 if mine.loose & theirs.loose else 0
    points += 1 if _SUBJECT.get(event.action) in known.subjects else 0
    if mine.firms & theirs.firms:
        points += 2
    elif mine.firms and theirs.firms:
        points -= 1
    return points


def who_alike(event: Event, mine: Traits, known: Known) -> float:
    """2 for the same body, 1 for one that may be it, less for one of another branch."""
    theirs = known.traits
    if mine.bodies and not theirs.bodies:  # a company's own words are no act of a government
        return 1 if known.one.form == "letter" else -2
    if theirs.bodies and not mine.bodies and event.action == "other":
        return 0 if any(firm in known.one.actor.casefold() for firm in mine.firms) else -2
    if not mine.bodies or not theirs.bodies:
        return 0
    same = mine.bodies & theirs.bodies
    if same - {"any"}:
        return 2
    if not branches(mine.bodies) & branches(theirs.bodies):
        return -3.5
    if same or {"any"} in (mine.bodies, theirs.bodies):
        return 1
    return 0 if "president" in mine.bodies | theirs.bodies else -1


def way_alike(one: str, other: str) -> float:
    if {one, other} == {"tighten", "loosen"}:
        return -3
    return 1 if one == other else 0


def _where(mine: Traits, theirs: Traits) -> float:
    """Points for a place of the act that few have, and for destinations."""
    points = 1.5 if mine.place not in ("US", "CN") and mine.place == theirs.place else 0.0
    there = theirs.where
    if not mine.where or not there or "*" in there or any(":" in code for code in there):
        return points
    both = mine.where & there
    if both - _HOMES:
        return points + 1.5
    if both or (mine.where & _HOMES and there & _HOMES):
        return points + 0.5
    return points if mine.where & theirs.seats else points - 3
