"""One act, one event: retellings merged, what a text reports as undone marked so."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date

from licet.reading.event import LADDER, Event
from licet.reading.scene import GENERIC

_ALIKE = (
    frozenset(
        {
            "ban",
            "require-license",
            "publish-rule",
            "announce-intent",
            "propose-rule",
            "deny-license",
        }
    ),
    frozenset({"lift-ban", "grant-license", "assure-license", "announce-intent", "revenue-share"}),
    frozenset({"suspend-rule", "rescind-rule", "lift-ban"}),
    frozenset({"tariff-impose", "announce-intent", "publish-rule"}),
    frozenset({"propose-rule", "publish-rule"}),
    frozenset({"state-siting-limit", "require-license", "publish-rule"}),
    frozenset({"investigate", "discourage-purchase"}),
)
_SLACK = frozenset(
    [
        "lift-ban",
        "grant-license",
        "ban",
        "require-license",
        "suspend-rule",
        "rescind-rule",
        "revenue-share",
        "tariff-impose",
        "publish-rule",
    ]
)
"""Acts that one text tells twice a day or two apart: when it was done and when it was told."""
ENDED = frozenset({"suspended", "rescinded", "expired", "vacated"})
_SPECIFIC = [
    "revenue-share",
    "court-ruling",
    "disclose-charge",
    "market-milestone",
    "enforcement-case",
    "list-entity",
    "delist-entity",
    "introduce-bill",
    "pass-bill",
    "state-siting-limit",
    "investigate",
    "discourage-purchase",
    "tariff-impose",
    "tariff-cut",
    "suspend-rule",
    "rescind-rule",
    "grant-license",
    "assure-license",
    "lift-ban",
    "deny-license",
    "require-license",
    "ban",
    "propose-rule",
    "publish-rule",
    "guidance",
    "announce-intent",
    "other",
]


def same_day(one: str, other: str, slack: int = 0) -> bool:
    """Whether two dates can mean one day; a month holds all its days.

    >>> same_day("2025-04", "2025-04-09"), same_day("2025-04-09", "2025-04-12", 3)
    (True, True)
    """
    if len(one) == 7 or len(other) == 7:
        return one[:7] == other[:7]
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= slack


def merge(found: list[Event]) -> list[Event]:
    """Events without retellings, in the order of the text."""
    kept: list[Event] = []
    by_month: dict[str, list[int]] = defaultdict(list)
    for one in found:
        month = one.date[:7]
        for index in by_month[month]:
            if _one_act(kept[index], one):
                kept[index] = _joined(kept[index], one)
                break
        else:
            by_month[month].append(len(kept))
            kept.append(one)
    return _undated_twins(_without_leads(kept))


def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of items may mean one thing; `chips` takes in any chip."""
    if not one or not other or set(one) & set(other):
        return True
    return bool(set(one) <= GENERIC or set(other) <= GENERIC) and not (
        "data centers" in one or "data centers" in other
    )


def _one_act(one: Event, other: Event) -> bool:
    near = one.action in _SLACK or one.date_basis != other.date_basis
    slack = 3 if one.action == other.action and near else 0
    if one.action == other.action and _told_of(one) != _told_of(other):
        slack = _DISCLOSED
    if one.jurisdiction != other.jurisdiction or not same_day(one.date, other.date, slack):
        return False
    if one.action == other.action:
        if one.action in ("introduce-bill", "pass-bill") and _two_bills(one, other):
            return False
        if one.action in ("other",):
            return one.actor == other.actor
        if one.action in ("list-entity", "disclose-charge", "court-ruling", "introduce-bill"):
            return one.actor == other.actor or overlap(one.company, other.company)
        return overlap(one.items, other.items)
    if one.direction != other.direction or not set(one.items) & set(other.items):
        return False
    if (one.status == "reported") != (other.status == "reported"):
        return False
    return any(one.action in group and other.action in group for group in _ALIKE)


_DISCLOSED = 8
"""Days within which a company discloses what a government told it."""
_TELLS = re.compile(r"\b(?:disclosed|confirmed|revealed|said|told investors|announced)\b")


def _told_of(one: Event) -> bool:
    """Whether an event rests on a company's telling of what was done to it."""
    by_law = one.action in ("require-license", "ban", "grant-license", "deny-license")
    return by_law and bool(one.company) and bool(_TELLS.search(one.evidence))


def _two_bills(one: Event, other: Event) -> bool:
    """Whether two events name different bills."""
    first, second = ({item for item in e.items if item.endswith(" Act")} for e in (one, other))
    return bool(first and second and not first & second)


def _joined(one: Event, other: Event) -> Event:
    """Two tellings as one: the sharper date and action, the lower claim, all names."""
    first, second = sorted((one, other), key=lambda e: _SPECIFIC.index(e.action))
    lead = (
        first
        if len(first.date) >= len(second.date)
        else replace(first, date=second.date, date_basis=second.date_basis)
    )
    if _told_of(first) != _told_of(second) and len(first.date) == len(second.date):
        act = second if _told_of(first) else first
        lead = replace(lead, date=act.date, date_basis=act.date_basis)
    if first.date_basis == "published" != second.date_basis:
        lead = replace(lead, date=second.date, date_basis=second.date_basis)
        if first.actor.lower().endswith("government") and first.jurisdiction == second.jurisdiction:
            lead = replace(lead, actor=second.actor)  # the body, where the opening says `Japan`
    status = _status(first, second)
    if status == "in-force" != lead.status:
        # The words that an event rests on are those that carry its status.
        lead = replace(lead, evidence=second.evidence, start=second.start, words=second.words)
        if first.status == "in-force":
            lead = replace(lead, evidence=first.evidence, start=first.start, words=first.words)
    return replace(
        lead,
        status=status,
        items=tuple(dict.fromkeys((*one.items, *other.items))),
        destinations=tuple(dict.fromkeys((*one.destinations, *other.destinations))),
        company=tuple(dict.fromkeys((*one.company, *other.company))),
        figures=lead.figures or second.figures,
    )


def _status(one: Event, other: Event) -> str:
    """Of two tellings an ending counts; else what the sharper one says, never a report raised."""
    for each in (one, other):
        if each.status in ENDED:
            return each.status
    if "reported" in (one.status, other.status):
        told = one if one.status != "reported" else other
        plan = other if told is one else one
        if told.action == plan.action == "propose-rule" and plan.date_basis == "published":
            return told.status  # the opening only sums up the draft told below
        return "reported"
    return (
        max(one.status, other.status, key=LADDER.index)
        if one.action == other.action
        else one.status
    )


_HEAD = 450
"""Characters of a text that may only say first what is told with its day below."""
_NEWS = 4
"""Days before publication that count as the news of a text."""
_SAME = 10
"""Days within which a dated act is that of an undated opening of the same kind."""


def _without_leads(found: list[Event]) -> list[Event]:
    """Without the undated opening that a dated act below tells again."""
    return [
        one
        for one in found
        if one.date_basis != "published"
        or one.start > _HEAD
        or not any(
            other.date_basis != "published"
            and other.jurisdiction == one.jurisdiction
            and (other.direction == one.direction or _closes(one))
            and _is_news(one, other)
            for other in found
        )
    ]


def _closes(one: Event) -> bool:
    """Whether an opening tells the end of an inquiry, of which the act below is the result."""
    return one.action == "investigate" and bool(_CLOSED.search(one.evidence))


_CLOSED = re.compile(
    r"\b(?:closed|closes|ended|ends|concluded|concludes|completed|finished)\b.{0,40}\b(?:inquiry|investigation|probe|case|review)"
)


def _is_news(one: Event, other: Event) -> bool:
    if len(one.date) == 7 or len(other.date) == 7:
        return one.date[:7] == other.date[:7]
    reach = _SAME if one.action == other.action else _NEWS
    return abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days) <= reach


def _undated_twins(found: list[Event]) -> list[Event]:
    """Drops an event dated by publication where a dated one tells the same act."""
    kept = []
    raised: dict[int, Event] = {}
    for index, one in enumerate(found):
        if one.date_basis == "published":
            twin = next(
                (
                    i
                    for i, other in enumerate(found)
                    if i != index
                    and other.date_basis != "published"
                    and other.jurisdiction == one.jurisdiction
                    and other.direction == one.direction
                    and (
                        (other.action == one.action and overlap(one.items, other.items))
                        or (
                            any(one.action in g and other.action in g for g in _ALIKE)
                            and set(one.items) & set(other.items)
                        )
                    )
                    and abs(other.start - one.start) < 1500
                ),
                None,
            )
            if twin is not None:
                other = found[twin]
                if (
                    other.action == one.action
                    and one.status == "in-force"
                    and other.status == "published"
                ):
                    raised[twin] = one
                continue
        kept.append(index)
    return [
        replace(found[i], status="in-force", evidence=raised[i].evidence, start=raised[i].start)
        if i in raised
        else found[i]
        for i in kept
    ]
