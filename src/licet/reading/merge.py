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
    frozenset({"tariff-impose", "announce-intent"}),
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
    ]
)
"""Acts that one text tells twice a day or two apart: when it was done and when it was told."""
_ENDED = frozenset({"suspended", "rescinded", "expired", "vacated"})
_WAITS = re.compile(r"\b(?:awaits?|unsigned|not yet|still|pending|would|similar|there)\b")
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
    return _undated_twins(kept)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of items may mean one thing; `chips` takes in any chip."""
    if not one or not other or set(one) & set(other):
        return True
    return bool(set(one) <= GENERIC or set(other) <= GENERIC) and not (
        "data centers" in one or "data centers" in other
    )


def _one_act(one: Event, other: Event) -> bool:
    slack = 3 if one.action == other.action and one.action in _SLACK else 0
    if one.jurisdiction != other.jurisdiction or not same_day(one.date, other.date, slack):
        return False
    if one.action == other.action:
        if one.action in ("other",):
            return one.actor == other.actor
        if one.action in ("list-entity", "disclose-charge", "court-ruling", "introduce-bill"):
            return one.actor == other.actor or _overlap(one.company, other.company)
        return _overlap(one.items, other.items)
    if one.direction != other.direction or not set(one.items) & set(other.items):
        return False
    if (one.status == "reported") != (other.status == "reported"):
        return False
    return any(one.action in group and other.action in group for group in _ALIKE)


def _joined(one: Event, other: Event) -> Event:
    """Two tellings as one: the sharper date and action, the lower claim, all names."""
    first, second = sorted((one, other), key=lambda e: _SPECIFIC.index(e.action))
    lead = (
        first
        if len(first.date) >= len(second.date)
        else replace(first, date=second.date, date_basis=second.date_basis)
    )
    if first.date_basis == "published" != second.date_basis:
        lead = replace(lead, date=second.date, date_basis=second.date_basis)
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
        if each.status in _ENDED:
            return each.status
    if "reported" in (one.status, other.status):
        return "reported"
    return (
        max(one.status, other.status, key=LADDER.index)
        if one.action == other.action
        else one.status
    )


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
                        (other.action == one.action and _overlap(one.items, other.items))
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


def mark_undone(found: list[Event]) -> list[Event]:
    """Gives acts that the same text reports as undone the status of their undoing."""
    out = [_enacted(one, found) for one in found]
    for undo in found:
        if undo.status not in _ENDED or undo.direction != "loosen":
            continue
        best = -1
        for index, one in enumerate(out):
            if not _may_be_undone(one, undo):
                continue
            if best < 0 or _nearness(one, undo) > _nearness(out[best], undo):
                best = index
        if best >= 0:
            out[best] = replace(out[best], status=undo.status)
    return out


def _enacted(one: Event, found: list[Event]) -> Event:
    """A passed bill that the same text shows as law has the law's status."""
    if one.action != "pass-bill" or one.status != "proposed":
        return one
    for law in found:
        if (
            law.action == "state-siting-limit"
            and law.jurisdiction == one.jurisdiction
            and law.date >= one.date
            and "signed" in law.evidence
            and not _WAITS.search(one.evidence)
        ):
            return replace(one, status=law.status)
    return one


def _may_be_undone(one: Event, undo: Event) -> bool:
    earlier = (
        one.date[:7] < undo.date[:7]
        or (len(one.date) == len(undo.date) and one.date < undo.date)
        or (one.date[:7] == undo.date[:7] and len(one.date) == 7)
    )
    return (
        earlier
        and one.direction == "tighten"
        and one.jurisdiction == undo.jurisdiction
        and one.action
        not in (
            "introduce-bill",
            "disclose-charge",
            "list-entity",
            "enforcement-case",
            "investigate",
        )
        and (undo.action != "court-ruling" or one.action.startswith("tariff"))
        and one.status not in _ENDED
        and one.status != "in-force-locked"
        and _overlap(one.items, undo.items)
    )


def _nearness(one: Event, undo: Event) -> int:
    shared = len(set(one.items) & set(undo.items))
    return shared * 2000 - abs(one.start - undo.start)
