"""Asking the record: by chip, company, place, actor, status, period and day of knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from licet.errors import BadInput
from licet.timeline.event import STATUSES, Event
from licet.timeline.ladder import as_known
from licet.timeline.store import events as the_events

_ALSO = {"GB": "UK"}
"""Codes of a place, and the code under which the record tells its acts."""


def query(
    *,
    about: str | None = None,
    company: str | None = None,
    place: str | None = None,
    actor: str | None = None,
    status: str | Iterable[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    jurisdiction: str | None = None,
    text: str | None = None,
    events: Iterable[Event] | None = None,
) -> tuple[Event, ...]:
    """The events that meet every condition given, oldest first.

    Args:
        about: A chip, a rule or a subject, as words: ``H20``, ``AI Diffusion``, ``IEEPA``.
            ``H20`` does not find the H200.
        company: A company that acts, is addressed or is concerned.
        place: A destination, by code or name; events aimed at everywhere or at one of its
            country groups are found too.
        actor: Words of who acts.
        status: A rung of the ladder, or several; with `known_on`, the rung of that day.
        since, until: First and last day of the period, by the date it is told under.
        known_on: Only what anyone could know on that day, as it then stood.
        jurisdiction: Code of the body that acts, such as ``US``, ``CN``, ``US-TX``.
        text: Words anywhere in the event.
        events: The events to search; the record when None.

    Raises:
        BadInput: An unknown status or place, or a period that ends before it starts.

    >>> [event.id for event in query(about="H20", until=date(2025, 4, 15), since=date(2025, 4, 1))]
    ['us-2025-04-bandwidth-test', 'us-2025-04-09-h20-letter', 'co-2025-04-15-nvda-8k-h20']
    >>> query(about="H20", since=date(2025, 4, 1), known_on=date(2025, 4, 14))
    ()
    """
    if since is not None and until is not None and until < since:
        raise BadInput(f"`{until}` is before `{since}`", hint="the earlier day first")
    found: Iterable[Event] = the_events() if events is None else events
    if known_on is not None:
        seen = (as_known(event, known_on) for event in found)
        found = [event for event in seen if event is not None]
    if status is not None:
        wanted = _statuses(status)
        found = [event for event in found if event.status in wanted]
    if since is not None:
        found = [event for event in found if event.announced.last >= since]
    if until is not None:
        found = [event for event in found if event.announced.first <= until]
    if jurisdiction is not None:
        code = jurisdiction.strip().upper()
        code = _ALSO.get(code, code)
        found = [
            e for e in found if e.jurisdiction == code or e.jurisdiction.startswith(f"{code}-")
        ]
    if place is not None:
        code = _code(place)
        found = [event for event in found if reaches(event, code)]
    if actor is not None:
        found = [event for event in found if _says(f"{event.actor}", actor)]
    if company is not None:
        found = [e for e in found if _says("; ".join((*e.companies, e.actor)), company)]
    if about is not None:
        found = [event for event in found if _is_about(event, about)]
    if text is not None:
        found = [event for event in found if _says(_all_text(event), text)]
    return tuple(found)


def reaches(event: Event, code: str) -> bool:
    """Whether an event is aimed at a place, by name, by country group or as part of everywhere.

    >>> from licet.timeline import find
    >>> reaches(find("us-2023-10-17-advcomp-ifr"), "VN")
    True
    """
    if "*" in event.places or code in event.places:
        return True
    groups = [place for place in event.places if ":" in place]
    if not groups:
        return False
    from licet.places import WINDOW_START, group

    day = max((event.effective or event.announced).first, WINDOW_START)
    return any(code in group(name, day) for name in groups)


def _code(place: str) -> str:
    if place.strip().upper() == "EU":
        return "EU"
    from licet.places import country

    return country(place).code


def _statuses(status: str | Iterable[str]) -> frozenset[str]:
    names = [status] if isinstance(status, str) else list(status)
    wanted = frozenset(
        part.strip().lower().replace(" ", "-") for n in names for part in n.split(",")
    )
    unknown = sorted(wanted - frozenset(STATUSES))
    if unknown:
        raise BadInput(f"unknown status: `{unknown[0][:40]}`", hint=", ".join(STATUSES))
    return wanted


def _is_about(event: Event, about: str) -> bool:
    """The words stand together in what it concerns or says, or each of them names its subject."""
    subject = "; ".join(
        (*event.tags, event.items, event.instrument, *event.companies, event.id.replace("-", " "))
    )
    if _says(subject, about) or _says(event.summary, about) or _says(event.figures, about):
        return True
    words = about.split()
    return len(words) > 1 and all(_says(subject, word) for word in words)


def _all_text(event: Event) -> str:
    return "; ".join(
        (event.id, event.actor, event.instrument, event.items, event.destinations, event.summary,
         event.figures, event.note, *event.tags, *event.companies)
    )  # fmt: skip


def _says(text: str, words: str) -> bool:
    return _pattern(words).search(text) is not None


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """The words in their order, whole, whatever stands between them.

    A digit may follow a product's letters with or without a space.
    """
    parts = re.findall(r"[^\W_]+", words.casefold())
    if not parts:
        raise BadInput(f"no word in `{words[:40]}`", hint="a chip, a company or a subject")
    joined = r"[\W_]*".join(re.escape(part) for part in parts)
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)
