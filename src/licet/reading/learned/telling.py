"""What the learned part sees of an event and the text around it, to judge its status."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from licet.reading.event import Event
from licet.reading.known import standing
from licet.reading.learned.features import moods, spoken
from licet.reading.learned.words import terms
from licet.reading.merge import ENDED
from licet.reading.scene import Scene, Sentence
from licet.timeline import events, status_on

_UNDOING: Final = frozenset({"UNDO", "PAUSE", "EASE", "RULED", "FAILED"})
_AHEAD: Final = 6
"""Sentences after an event that may tell its end."""


def told(found: Scene, one: Event, every: list[Event]) -> list[str]:
    """The features of an event among those of its text, each once."""
    sentence = found.sentences[at(found, one.start)]
    made = {
        "(bias)", f"rs:{one.status}", f"a:{one.action}", f"d:{one.direction}", f"rs&a:{one.status} {one.action}",
        f"basis:{one.date_basis}", f"age:{_age(found, one)}", f"age&a:{_age(found, one)} {one.action}",
        f"firm-acts:{one.actor in {m.name for m in sentence.companies}}", f"land:{one.jurisdiction[:2]}",
        *_words(sentence, one), *_near(found, sentence), *_days(found, sentence), *_others(one, every),
        *_on_record(found, one),
    }  # fmt: skip
    return sorted(made)


def at(found: Scene, start: int) -> int:
    """The index of the sentence that holds a place of the text."""
    return max(0, bisect_right([s.span.start for s in found.sentences], start) - 1)


def _words(sentence: Sentence, one: Event) -> list[str]:
    end = one.start + len(one.evidence)
    own = [t for t in terms(sentence) if one.start <= t.start < end]
    made = [f"w:{t.text}" for t in own]
    made += [f"s:{t.text}" for t in terms(sentence)]
    clause = sentence.piece(max(one.start, sentence.span.start), min(end, sentence.span.end))
    inside = moods(clause, sentence)
    made += [f"m:{name}" for name in inside]
    made += [f"m&a:{name} {one.action}" for name in inside]
    made += [f"sm:{name}" for name in moods(sentence.low, sentence)]
    made += [f"sc:{name}" for name in spoken(sentence)]
    return made


def _near(found: Scene, sentence: Sentence) -> list[str]:
    made = []
    if sentence.index:
        before = found.sentences[sentence.index - 1]
        made += [f"pm:{name}" for name in moods(before.low, before)]
    for other in found.sentences[sentence.index + 1 : sentence.index + 3]:
        made += [f"nm{other.index - sentence.index}:{name}" for name in moods(other.low, other)]
    for other in found.sentences[sentence.index + 1 : sentence.index + 1 + _AHEAD]:
        made += [f"later:{name}" for name in spoken(other) if name in _UNDOING]
    if any(s.press for s in found.sentences[:3]):
        made.append("press-at-head")
    return made


def _on_record(found: Scene, one: Event) -> list[str]:
    """How the act stands on record on the day of the text, where the record knows it."""
    known = standing(one, found.published)
    if known.state == "new":
        return ["on-record:no"]
    status = next((status_on(e, found.published.last) for e in events() if e.id == known.id), None)
    return [f"on-record:{status}", f"on-record&a:{status} {one.action}"]


def _days(found: Scene, sentence: Sentence) -> list[str]:
    made = []
    for when in sentence.dates:
        if when.role in ("effect", "end", "deadline"):
            ahead = (
                when.day > found.published.last
                if when.day
                else bool(when.month and when.month > (found.published.year, found.published.month))
            )
            made.append(f"day:{when.role} {'ahead' if ahead else 'past'}")
    return made


def _others(one: Event, every: list[Event]) -> list[str]:
    made = []
    for other in every:
        if other is one:
            continue
        if other.status in ENDED:
            same = other.jurisdiction == one.jurisdiction
            order = (
                "later"
                if other.date > one.date
                else "earlier"
                if other.date < one.date
                else "same-day"
            )
            shared = bool(set(other.items) & set(one.items))
            made += [
                f"ended:{other.status} {same} {order}",
                f"ended:{other.status} {same} {order} {shared} {one.direction}",
            ]
    return made


def _age(found: Scene, one: Event) -> str:
    months = (
        (found.published.year - int(one.date[:4])) * 12 + found.published.month - int(one.date[5:7])
    )
    if months == 0 and found.published.day and len(one.date) == len("2025-01-01"):
        days = found.published.day.day - int(one.date[8:])
        return "day" if days <= 1 else "week" if days <= 8 else "month"
    return (
        "month" if months <= 0 else "quarter" if months <= 3 else "year" if months <= 12 else "old"
    )
