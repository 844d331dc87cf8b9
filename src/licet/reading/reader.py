"""Reading a text: from words to proposed events."""

from __future__ import annotations

from dataclasses import dataclass, field

from licet.errors import BadInput
from licet.reading.build import event_of
from licet.reading.candidates import candidates
from licet.reading.coref import name_bodies
from licet.reading.dates import Published
from licet.reading.document import Document
from licet.reading.event import Event
from licet.reading.learned.judge import judged
from licet.reading.learned.model import Model, model
from licet.reading.learned.status import restated
from licet.reading.merge import merge
from licet.reading.register import is_preamble, preamble_facts, register_event
from licet.reading.scene import is_policy, scene
from licet.reading.undone import mark_undone

MAX_EVENTS = 500
"""No article states more; what is past them is counted in a note."""
MAX_READ = 1_000_000
"""Characters that are read, from the first on: some seconds. A note says what was not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text proposes, and what the reader could not do with it."""

    events: tuple[Event, ...]
    notes: tuple[str, ...] = field(default=())


def read_document(document: Document, published: str | None = None) -> Reading:
    """The events that a document states; an official record tells its own day.

    Raises:
        BadInput: No day of publication is known.
    """
    day = published or (document.published.isoformat() if document.published else "")
    if not day:
        raise BadInput("no day of publication", hint="--published YYYY-MM-DD or YYYY-MM")
    if document.kind == "federal-register":
        event = register_event(document.text, document.facts, Published.parse(day))
        return Reading((event,))
    return read_text(document.text, day)


def read_text(text: str, published: str, by: Model | None = None) -> Reading:
    """The events that a text states.

    `published` is an ISO day, or a month where only that is known; `by` are other weights than
    those of the package.

    >>> found = read_text(
    ...     "On 9 April 2025 the US government told Nvidia that it needs a license "
    ...     "to export the H20 to China.",
    ...     "2025-04-16",
    ... ).events
    >>> [(e.date, e.action, e.status, e.items) for e in found]
    [('2025-04-09', 'require-license', 'in-force', ('H20',))]

    Raises:
        ValueError: `published` is neither a day nor a month.
    """
    when = Published.parse(published)
    notes: list[str] = []
    if is_preamble(text):
        return Reading((register_event(text, preamble_facts(text), when),))
    if len(text) > MAX_READ:
        notes.append(f"only the first {MAX_READ} of {len(text)} characters were read: cut the text")
    parts = scene(text[:MAX_READ], when)
    name_bodies(parts)
    if parts.chinese:
        notes.append("the text is mostly in Chinese: only English is read")
    if not text.strip():
        notes.append("the document holds no text")
    policy = is_policy(parts)
    made = candidates(parts, 4 * MAX_EVENTS) if policy else []
    if len(made) > 4 * MAX_EVENTS:
        notes.append("more acts than an article holds: only the first were weighed")
    weights = by or model()
    made = judged(parts, made[: 4 * MAX_EVENTS], weights) if policy else []
    found = merge([event_of(parts, one) for one in made])
    events = restated(parts, sorted(mark_undone(found), key=lambda one: one.start), weights)
    if len(events) > MAX_EVENTS:
        notes.append(f"{len(events) - MAX_EVENTS} further events left out: not one article")
        events = events[:MAX_EVENTS]
    return Reading(tuple(events), tuple(notes))
