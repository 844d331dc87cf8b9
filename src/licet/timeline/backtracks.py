"""Backtracks: what undid what, after how many days, in writing or not, and what stands of it.

All of it follows from the links between events; `differences` compares with the pairs that a
person recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from licet.errors import BadInput
from licet.timeline.event import ENDED, UNDOING, Event, Span
from licet.timeline.ladder import as_known, status_on
from licet.timeline.store import events as the_events
from licet.timeline.store import table

WRITTEN = ("yes", "no", "partly", "n.a.")
STANDING = {
    "holds": "the reversal holds",
    "partial": "holds in part; the restriction stands otherwise",
    "promised": "only promised; what it was to undo stands",
    "kept": "promised, and carried out since",
    "moot": "what it eased has ended since",
    "undone": "the reversal was itself undone",
    "due-back": "comes back by itself",
    "unchecked": "its own end has passed; what followed was not verified",
    "codified": "put into a legal text",
    "found": "a finding; it changes nothing by itself",
}
_UNDOES_AGAIN = frozenset({"full", "court", "lapse", "swing-back"})

_Later = Mapping[str, tuple[tuple[Event, str], ...]]


@dataclass(frozen=True, slots=True)
class Backtrack:
    """One reversal.

    `days` counts from act to act (for a day fixed in advance, from effect to effect),
    `days_effective` from effect to effect; None where one side has no legal effect.
    `written` says whether the reversal is a published legal text: ``yes``, ``no``, ``partly``
    (a ruling that was stayed) or ``n.a.``. `pair` is the number under which a person recorded it.
    """

    restriction: Event
    reversal: Event
    kind: str
    days: int
    days_effective: int | None
    written: str
    standing: str
    standing_says: str
    pair: str = ""


def backtracks(
    *,
    written_into_law: str | None = None,
    standing: str | None = None,
    known_on: date | None = None,
    today: date | None = None,
    events: Iterable[Event] | None = None,
) -> tuple[Backtrack, ...]:
    """The reversals on record, by the date of the reversal.

    Args:
        written_into_law: ``yes``, ``no``, ``partly`` or ``n.a.``; all when None.
        standing: A key of `STANDING`; all when None.
        known_on: As anyone could know on that day.
        today: The day of which it is said what stands; `known_on`, else the day of the call.
        events: The events; the record when None.

    >>> pair = next(b for b in backtracks() if b.reversal.id == "us-2025-07-14-h20-assurance")
    >>> pair.days, pair.written, pair.standing
    (96, 'no', 'promised')
    """
    if written_into_law is not None and written_into_law not in WRITTEN:
        raise BadInput(f"unknown: `{written_into_law[:20]}`", hint=", ".join(WRITTEN))
    if standing is not None and standing not in STANDING:
        raise BadInput(f"unknown standing: `{standing[:20]}`", hint=", ".join(STANDING))
    day = today or known_on or date.today()
    source = tuple(the_events() if events is None else events)
    if known_on is not None:
        source = tuple(e for e in (as_known(each, known_on) for each in source) if e is not None)
    book = {event.id: event for event in source}
    later = answers(source)
    pairs = {(row["restriction"], row["reversal"]): row["pair"] for row in recorded()}
    found = []
    for event in source:
        for link in event.links:
            if link.relation in UNDOING and link.id in book:
                pair = pairs.get((link.id, event.id), "")
                made = _backtrack(book[link.id], event, link.relation, day, later, pair)
                if written_into_law in (None, made.written) and standing in (None, made.standing):
                    found.append(made)
    return tuple(sorted(found, key=lambda b: (b.reversal.acted.first, b.restriction.id)))


def answers(events: Iterable[Event]) -> Mapping[str, tuple[tuple[Event, str], ...]]:
    """For each event, the later ones that answer it, and how."""
    found: dict[str, list[tuple[Event, str]]] = {}
    for event in events:
        for link in event.links:
            found.setdefault(link.id, []).append((event, link.relation))
    return {name: tuple(pairs) for name, pairs in found.items()}


def days_between(restriction: Event, reversal: Event) -> int:
    """Days from the one act to the other; from effect to effect for a day fixed in advance."""
    if reversal.scheduled and reversal.effective:
        start = restriction.effective or restriction.acted
        return (reversal.effective.first - start.first).days
    return (reversal.acted.first - restriction.acted.first).days


def written(reversal: Event, kind: str) -> str:
    """Whether a reversal exists as a published legal text."""
    if kind == "finding":
        return "n.a."
    if not reversal.legal_text:
        return "no"
    stayed = reversal.form == "court" and any(s.status == "suspended" for s in reversal.steps)
    return "partly" if stayed else "yes"


def _backtrack(
    restriction: Event,
    reversal: Event,
    kind: str,
    day: date,
    later: _Later,
    pair: str,
) -> Backtrack:
    standing = _standing(restriction, reversal, kind, day, later)
    return Backtrack(
        restriction,
        reversal,
        kind,
        days_between(restriction, reversal),
        _apart(restriction.effective, reversal.effective),
        written(reversal, kind),
        standing,
        _says(standing, restriction, reversal, day, later),
        pair,
    )


def _apart(first: Span | None, second: Span | None) -> int | None:
    return (second.first - first.first).days if first and second else None


def _standing(restriction: Event, reversal: Event, kind: str, day: date, later: _Later) -> str:
    if kind == "finding":
        return "found"
    back = _return_of(reversal, later)
    if back is not None:
        return "due-back" if back > day else "unchecked"
    if _undone_by(reversal, day, later) is not None:
        return "undone"
    ended = status_on(restriction, day) in ENDED
    if kind == "partial" and ended:
        return "holds" if restriction.until_by == reversal.id else "moot"
    end = _own_end(reversal, later)
    if end is not None and end < day:
        return "unchecked"
    if kind == "promise-only":
        return "kept" if ended else "promised"
    return {"codification": "codified", "partial": "partial"}.get(kind, "holds")


def _return_of(reversal: Event, later: _Later) -> date | None:
    """The day on which what it undid comes back by itself; for a return, its own day."""
    if reversal.scheduled and reversal.effective:
        return reversal.effective.first
    days = [
        event.effective.first
        for event, relation in later.get(reversal.id, ())
        if event.scheduled and event.effective and relation in UNDOING
    ]
    return min(days, default=None)


def _undone_by(reversal: Event, day: date, later: _Later) -> str | None:
    """The id of what undid the reversal; a draft or a bill undoes nothing."""
    for event, relation in later.get(reversal.id, ()):
        acted = (event.effective or event.acted).first
        if relation in _UNDOES_AGAIN and event.form not in {"draft", "bill"} and acted <= day:
            return event.id
    if reversal.until and status_on(reversal, day) in ENDED:
        return reversal.until_by
    return None


def _own_end(reversal: Event, later: _Later) -> date | None:
    """The end that it states itself, or that its last extension states."""
    for event, relation in later.get(reversal.id, ()):
        if relation == "extends":
            return _own_end(event, later)
    if reversal.until is None or reversal.until_by or reversal.status in ENDED:
        return None
    return reversal.until.last


def _says(standing: str, restriction: Event, reversal: Event, day: date, later: _Later) -> str:
    text = STANDING[standing]
    if standing == "promised":
        return f"only promised; {restriction.id} is {status_on(restriction, day)}"
    if standing in {"due-back", "unchecked"}:
        return f"{text}: {_return_of(reversal, later) or _own_end(reversal, later)}"
    if standing == "undone":
        by = _undone_by(reversal, day, later)
        return f"{text}: {by}" if by else text
    return text


@cache
def recorded() -> tuple[Mapping[str, str], ...]:
    """The pairs as a person recorded them, with their notes. Treat them as read-only."""
    return tuple(table("backtracks"))


def differences() -> tuple[str, ...]:
    """Where the computed backtracks and the recorded ones do not say the same, in words.

    The recorded pairs say more than links and dates can (a letter that a rule took over, a promise
    kept in another form), so a difference is a prompt to look, not an error.
    """
    computed = {(b.restriction.id, b.reversal.id): b for b in backtracks()}
    found = []
    for row in recorded():
        made = computed.pop((row["restriction"], row["reversal"]), None)
        if made is None:
            found.append(f"{row['pair']}: recorded, but no link makes it")
            continue
        apart = "" if made.days_effective is None else str(made.days_effective)
        for name, mine, theirs in (
            ("days", str(made.days), row["days_between"]),
            ("days from effect to effect", apart, row["days_between_effective"]),
            ("kind", made.kind, row["kind"]),
            ("written into law", made.written, row["written_into_law"]),
        ):
            if mine != theirs:
                found.append(f"{row['pair']}: {name}: computed `{mine}`, recorded `{theirs}`")
    for first, second in computed:
        found.append(f"{second} -> {first}: computed, not recorded")
    return tuple(found)
