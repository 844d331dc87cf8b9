"""The record for people at a terminal: what was said, what became law, what undid it.

The word on the left carries the meaning: SAID, DRAFT, LETTER, LAW, ENDS (another) or ENDED; color repeats it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from licet.cli.render import console, indented
from licet.timeline.backtracks import answers, days_between
from licet.timeline.event import ENDED, UNDOING, Event

if TYPE_CHECKING:
    from licet.timeline.backtracks import Backtrack
    from licet.timeline.due import Due
    from licet.timeline.propose import Proposal

_WORDS = {
    "SAID": "yellow",
    "FILED": "yellow",
    "DRAFT": "cyan",
    "LETTER": "bold magenta",
    "LICENSE": "magenta",
    "IN EFFECT": "bold blue",
    "LAW": "bold green",
    "ENDS": "bold red",
    "ENDED": "dim",
}
_RELATIONS = {
    "full": "undone", "partial": "eased", "promise-only": "promised to be undone",
    "swing-back": "turned back", "counter-move": "countered", "court": "struck down",
    "lapse": "lapses", "codification": "put into law", "finding": "found fault with",
    "implements": "carried out", "extends": "extended", "amends": "amended",
    "discloses": "disclosed", "follows": "followed",
}  # fmt: skip


def word_of(event: Event) -> str:
    """What it is, in one word.

    >>> from licet.timeline import find
    >>> word_of(find("us-2025-07-14-h20-assurance")), word_of(find("us-2026-01-13-h200-rule"))
    ('SAID', 'LAW')
    """
    if event.status in ENDED:
        # Without an end of its own, it is the record of what ended another.
        undoes = event.until is None and any(link.relation in UNDOING for link in event.links)
        return "ENDS" if undoes and not event.scheduled else "ENDED"
    if event.status == "proposed":
        return "DRAFT"
    if event.status in {"reported", "announced"}:
        return "SAID"
    if event.legal_text:
        return "LAW"
    kinds = {"letter": "LETTER", "license": "LICENSE", "filing": "FILED", "statement": "SAID"}
    return kinds.get(event.form, "IN EFFECT" if event.status == "in-force" else "FILED")


def _sign(event: Event) -> str:
    utf = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    signs = {"tighten": "▲" if utf else "+", "loosen": "▼" if utf else "-"}
    return signs.get(event.direction, "·" if utf else " ")


def show_events(
    found: Sequence[Event], source: Iterable[Event], known_on: date | None = None
) -> None:
    """Print events, oldest first, each with what became of it."""
    out = console()
    if not found:
        out.print("Nothing on record fits.")
        return
    shown = {event.id for event in found}
    book = {event.id: event for event in source}
    later = answers(book.values())
    for event in found:
        _headline(event)
        indented(out, Text(event.summary), 4)
        dates = _dates(event)
        if dates:
            indented(out, Text(dates, "dim"), 4)
        for line in _became(event, later, known_on):
            indented(out, line, 4)
    out.print()
    notes = [f"{len(shown)} event{'s' * (len(shown) != 1)}", f"{_sign_legend()}"]
    if known_on is not None:
        notes.append(f"as anyone could know on {known_on}")
    out.print(Text("; ".join(notes), "dim"))


def _sign_legend() -> str:
    utf = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    return "▲ tightens, ▼ loosens" if utf else "+ tightens, - loosens"


def _headline(event: Event) -> None:
    out = console()
    word = word_of(event)
    lead = Text.assemble(
        (f"{event.announced!s:<10} ", "bold"),
        f"{_sign(event)} ",
        (f"{word:<9} {event.status:<9} ", _WORDS[word]),
        f"{event.jurisdiction:<5} ",
    )
    title = Text(event.items or event.instrument, "bold")
    if event.own:
        title.append("  (your own file)", "dim")
    left = lead.cell_len
    for line in title.wrap(out, max(out.width - left, 20)):
        line.rstrip()
        out.print(lead.append_text(line), no_wrap=True, overflow="ignore", crop=False)
        lead = Text(" " * left)
    indented(out, Text(f"{event.id}  {event.actor}: {event.instrument}", "dim"), 4)


def _dates(event: Event) -> str:
    parts = []
    if event.acted != event.announced:
        parts.append(f"acted {event.acted}")
    if event.public != event.announced:
        parts.append(f"public {event.public}")
    if event.effective:
        parts.append(f"{'due' if event.scheduled else 'effective'} {event.effective}")
    if event.compliance:
        parts.append(f"compliance {event.compliance}")
    if event.until:
        parts.append(f"until {event.until}")
    return "; ".join(parts)


def _became(
    event: Event,
    later: Mapping[str, Sequence[tuple[Event, str]]],
    known_on: date | None,
) -> Iterable[Text]:
    """What answered it, in order; a promise is told apart from an act."""
    for answer, relation in sorted(
        later.get(event.id, ()), key=lambda pair: (pair[0].announced.first, pair[0].id)
    ):
        if known_on is not None and answer.known > known_on:
            continue
        when = answer.effective if answer.scheduled and answer.effective else answer.announced
        due = answer.scheduled and relation not in UNDOING
        told = "due" if due else _RELATIONS[relation]
        if answer.scheduled and relation in UNDOING and answer.status == "published":
            told = f"due, not observed: {told}"
        text = Text.assemble(("-> ", "dim"), f"{when} ", (told, "bold"))
        if relation in UNDOING:
            how = "by a legal text" if answer.legal_text else "not by a legal text"
            text.append(f" after {_days(days_between(event, answer))}, {how}")
        text.append(f"  {answer.id}", "dim")
        yield text


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def show_event(event: Event, source: Iterable[Event]) -> None:
    """Print one event with its steps, what it answers and what answered it."""
    out = console()
    book = {each.id: each for each in source}
    _headline(event)
    indented(out, Text(event.summary), 4)
    dates = _dates(event)
    if dates:
        indented(out, Text(dates), 4)
    for title, value in (("for", event.destinations), ("figures", event.figures),
                         ("note", event.note)):  # fmt: skip
        if value:
            indented(out, Text.assemble((f"{title}  ", "dim"), value), 4)
    out.print()
    out.print(Text("On the ladder", "bold"))
    for step in event.steps:
        known = "" if step.known <= step.day else f"  (known from {step.known})"
        by = f"  by {step.by}" if step.by else ""
        indented(out, Text.assemble(f"{step.day}  ", (step.status, "bold"), (known + by, "dim")))
    if event.links:
        out.print()
        out.print(Text("Answers", "bold"))
    for link in event.links:
        other = book.get(link.id)
        told = f"{other.announced}  " if other else ""
        indented(out, Text.assemble(told, f"{link.relation}  ", (link.id, "dim")))
    became = list(_became(event, answers(book.values()), None))
    if became:
        out.print()
        out.print(Text("What became of it", "bold"))
    for line in became:
        indented(out, line)
    out.print()
    out.print(Text(f"sources ({event.confidence} confidence):", "dim"))
    for link_ in event.sources:
        indented(out, Text(link_, "dim"))
    if event.instrument_ids:
        indented(out, Text(f"in the law as {', '.join(event.instrument_ids)}", "dim"), 0)


def show_backtracks(found: Sequence[Backtrack]) -> None:
    """Print backtracks: the restriction, what answered it, days, in writing or not, what stands."""
    out = console()
    styles = {"yes": "green", "no": "red", "partly": "yellow", "n.a.": "dim"}
    for pair in found:
        first, second = pair.restriction, pair.reversal
        when = second.effective if second.scheduled and second.effective else second.acted
        written = {"yes": "in a legal text", "no": "not in a legal text",
                   "partly": "partly in a legal text", "n.a.": "no legal act"}  # fmt: skip
        head = Text.assemble(
            (f"{first.acted!s:<10} -> {when!s:<10}  ", "bold"),
            (f"{_days(pair.days):>9}  ", "bold"),
            f"{pair.kind}, ",
            (written[pair.written], styles[pair.written]),
        )
        indented(out, head, 0)
        indented(out, Text.assemble((f"{first.jurisdiction} ", "dim"), first.items or first.instrument,
                                    (f"  {first.id}", "dim")), 4)  # fmt: skip
        indented(out, Text.assemble((f"{second.jurisdiction} ", "dim"), second.instrument,
                                    (f"  {second.id}", "dim")), 4)  # fmt: skip
        indented(out, Text.assemble(("now: ", "dim"), pair.standing_says), 4)
    if not found:
        out.print("Nothing on record fits.")
        return
    counts = {key: sum(pair.written == key for pair in found) for key in styles}
    told = ", ".join(f"{key} {count}" for key, count in counts.items() if count)
    out.print()
    out.print(Text(f"{len(found)} backtracks; written into law: {told}", "dim"))


def show_due(found: Sequence[Due], on: date) -> None:
    """Print the days to look up."""
    out = console()
    for passed, title in ((True, "Passed without a source: check first"), (False, "Ahead")):
        part = [entry for entry in found if entry.passed is passed]
        if not part:
            continue
        out.print(Text(title, "bold yellow" if passed else "bold"))
        for entry in part:
            head = Text.assemble((f"{entry.day}  ", "bold"), entry.says)
            indented(out, head)
            indented(out, Text(f"look at: {entry.look}  {entry.event.id}", "dim"), 14)
        out.print()
    out.print(Text(f"asked on {on}", "dim"))


def show_proposal(proposal: Proposal) -> None:
    """Print a proposed event, with the words it rests on."""
    out = console()
    cells = proposal.cells
    out.print()
    head = f"{cells['announced']}  {cells['status']}  {cells['summary']}"
    out.print(Text(head, "bold"))
    if proposal.evidence:
        indented(out, Text(proposal.evidence, "cyan"))
    for note in proposal.notes:
        indented(out, Text(note, "yellow"))
