"""What the same text reports as undone, and what it shows as law, gets that status."""

from __future__ import annotations

import re
from dataclasses import replace

from licet.reading.event import Event
from licet.reading.merge import ENDED, overlap

STAYS = re.compile(
    r"\b(?:stay|remain|continue|keep)s?\b[^.;]{0,24}\b(?:force|effect|place|apply|unchanged|untouched|standing|valid)\b"
)
"""What a text says is left standing."""
_WAITS = re.compile(r"\b(?:awaits?|unsigned|not yet|still|pending|would|similar|there)\b")


def mark_undone(found: list[Event]) -> list[Event]:
    """Gives acts that the same text reports as undone the status of their undoing."""
    out = [_enacted(one, found) for one in found]
    for stay in found:  # a court that halts what another court has ruled
        if stay.action == "court-ruling" and stay.status == "suspended":
            out = [
                replace(one, status="suspended")
                if one.action == "court-ruling" and one.date < stay.date and one.status == "vacated"
                else one
                for one in out
            ]
    for undo in found:
        if undo.status not in ENDED or undo.direction != "loosen":
            continue
        best = -1
        for index, one in enumerate(out):
            if not _may_be_undone(one, undo) or not _in_reach(one, undo, found):
                continue
            if best < 0 or _nearness(one, undo) > _nearness(out[best], undo):
                best = index
        if best >= 0:
            told = out[best]
            out = [
                replace(one, status=undo.status)
                if one is told
                or (
                    one.evidence == told.evidence
                    and _may_be_undone(one, undo)
                    and _in_reach(one, undo, found)
                )
                else one
                for one in out
            ]
    return out


def _enacted(one: Event, found: list[Event]) -> Event:
    """A passed bill that the same text shows as law has the law's status."""
    if one.action != "pass-bill" or one.status != "proposed":
        return one
    for law in found:
        vetoed = (
            law.status == "vacated" and law.direction == "loosen" and law.date[:7] >= one.date[:7]
        )
        if law.action == "state-siting-limit" and vetoed and law.jurisdiction == one.jurisdiction:
            return replace(one, status="vacated")
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
        and one.status not in ENDED
        and not STAYS.search(one.evidence)
        and one.status != "in-force-locked"
        and overlap(one.items, undo.items)
    )


_BY_COURT = frozenset({"publish-rule", "require-license", "ban", "state-siting-limit"})


def _in_reach(one: Event, undo: Event, found: list[Event]) -> bool:
    """A court that speaks of tariffs undoes tariffs; else what it can have spoken of."""
    if undo.action != "court-ruling" or one.action.startswith("tariff"):
        return True
    tariffs = any(other.action.startswith("tariff") for other in found)
    return one.action in _BY_COURT and not tariffs


def _nearness(one: Event, undo: Event) -> int:
    shared = len(set(one.items) & set(undo.items))
    return shared * 2000 - abs(one.start - undo.start)
