"""``licet timeline``: the dated record, backtracks, days to look up, one event, add."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli import study_command
from licet.cli.output import print_json
from licet.errors import BadInput

if TYPE_CHECKING:
    from licet.timeline import Event
    from licet.timeline.propose import Proposal


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    top = commands.add_parser(
        "timeline",
        help="what was said and what was law: events, backtracks, days to look up",
        description="The dated record: who said what, when it became law, and what undid it.",
    )
    ask = top.add_argument_group("which events")
    ask.add_argument("--about", metavar="X", help="a chip, a rule or a subject: H20, AI Diffusion")
    ask.add_argument("--company", metavar="X", help="a company that acts or is concerned")
    ask.add_argument("--place", metavar="CC", help="a destination, by code or name")
    ask.add_argument("--actor", metavar="X", help="who acts")
    ask.add_argument("--status", metavar="S", help="a rung of the ladder, or several with commas")
    ask.add_argument("--jurisdiction", metavar="CC", help="whose act: US, CN, US-TX")
    ask.add_argument("--text", metavar="X", help="words anywhere in the event")
    ask.add_argument("--from", dest="since", metavar="DATE", help="first day, month or year")
    ask.add_argument("--until", metavar="DATE", help="last day, month or year")
    form = top.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV")
    form.add_argument("--ics", action="store_true", help="print a calendar of the days ahead")
    form.add_argument("--json", action="store_true", help="print JSON")
    _common(top, _list, as_json=False)
    top.set_defaults(on=None)

    under = top.add_subparsers(metavar="COMMAND", required=False)
    back = under.add_parser("backtracks", help="what undid what, after how many days, in writing?")
    back.add_argument(
        "--written-into-law", metavar="W", choices=["yes", "no", "partly", "n.a."],
        help="whether the reversal is a published legal text: yes, no, partly",
    )  # fmt: skip
    back.add_argument("--standing", metavar="S", help="what stands of it: holds, promised, …")
    _common(back, _backtracks)

    days = under.add_parser("due", help="days to look up: returns, ends, days without a source")
    days.add_argument("--on", metavar="DATE", help="the day of asking (today)")
    _common(days, _due)

    shown = under.add_parser("show", help="one event with its steps and what answered it")
    shown.add_argument("id", help="an id of the record")
    _common(shown, _show)

    added = under.add_parser(
        "add", help="confirm events that `licet read` proposed, into your own file"
    )
    added.add_argument("file", metavar="FILE", help="what `licet read --json` printed")
    added.add_argument("--yes", action="store_true", help="take all without asking")
    added.set_defaults(run=_add)
    study_command.add(under)


def _common(command: argparse.ArgumentParser, run: Any, *, as_json: bool = True) -> None:
    command.add_argument("--known-on", metavar="DATE", help="only what was public by this day")
    command.add_argument(
        "--events", action="append", default=[], metavar="FILE", help="an event file of your own"
    )
    if as_json:
        command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def _day(text: str | None, name: str, part: str = "") -> Any:
    """A day; with `part`, the first or last day of a month or a year too."""
    from licet.cli.law_commands import day
    from licet.timeline import Span

    if text is None:
        return None
    if part and len(text) < len("2025-04-20"):
        try:
            return getattr(Span.parse(text), part)
        except ValueError:
            pass
    return day(text, name)


def _events(arguments: argparse.Namespace) -> tuple[Event, ...]:
    """The record, the confirmed events of the user and the files named."""
    from licet.timeline import events_with, own_file

    kept = own_file()
    files = [kept] if kept.is_file() else []
    return events_with([*files, *(Path(name) for name in arguments.events)])


def _list(arguments: argparse.Namespace) -> int:
    from licet.timeline import calendar, query
    from licet.timeline.view import event_dict, events_csv

    source = _events(arguments)
    known_on = _day(arguments.known_on, "--known-on")
    found = query(
        about=arguments.about,
        company=arguments.company,
        place=arguments.place,
        actor=arguments.actor,
        status=arguments.status,
        jurisdiction=arguments.jurisdiction,
        text=arguments.text,
        since=_day(arguments.since, "--from", part="first"),
        until=_day(arguments.until, "--until", part="last"),
        known_on=known_on,
        events=source,
    )
    if arguments.json:
        print_json([event_dict(event) for event in found])
    elif arguments.csv:
        sys.stdout.write(events_csv(found))
    elif arguments.ics:
        text = calendar(found, known_on)
        if "BEGIN:VEVENT" not in text:
            print("licet: no day of these events lies ahead", file=sys.stderr)
        # The lines of a calendar end in CR LF on every system.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        from licet.cli.timeline_render import show_events

        show_events(found, source, known_on)
    return 0


def _backtracks(arguments: argparse.Namespace) -> int:
    from licet.timeline import backtracks
    from licet.timeline.view import backtrack_dict

    known_on = _day(arguments.known_on, "--known-on")
    found = backtracks(
        written_into_law=arguments.written_into_law,
        standing=arguments.standing,
        known_on=known_on,
        events=_events(arguments),
    )
    if arguments.json:
        print_json([backtrack_dict(pair) for pair in found])
        return 0
    from licet.cli.timeline_render import show_backtracks

    show_backtracks(found)
    return 0


def _due(arguments: argparse.Namespace) -> int:
    from licet.cli.law_commands import day
    from licet.timeline import as_known, due
    from licet.timeline.view import due_dict

    on = day(arguments.on)
    known_on = _day(arguments.known_on, "--known-on")
    source = _events(arguments)
    if known_on is not None:
        seen = (as_known(event, known_on) for event in source)
        source = tuple(event for event in seen if event is not None)
    found = due(on, source)
    if arguments.json:
        print_json([due_dict(entry) for entry in found])
        return 0
    from licet.cli.timeline_render import show_due

    show_due(found, on)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from licet.timeline import as_known, find
    from licet.timeline.backtracks import answers
    from licet.timeline.view import event_dict

    known_on = _day(arguments.known_on, "--known-on")
    source = _events(arguments)
    event = find(arguments.id, source)
    if known_on is not None:
        known = as_known(event, known_on)
        if known is None:
            raise BadInput(f"`{event.id}` was not public by {known_on}")
        event = known
        seen = (as_known(each, known_on) for each in source)
        source = tuple(each for each in seen if each is not None)
    if arguments.json:
        later = answers(source).get(event.id, ())
        answered = [{"id": e.id, "relation": relation} for e, relation in later]
        print_json({**event_dict(event), "answered_by": answered})
        return 0
    from licet.cli.timeline_render import show_event

    show_event(event, source)
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from licet.timeline import own_file
    from licet.timeline.propose import add as keep
    from licet.timeline.propose import proposals

    found = proposals(arguments.file)
    if not found:
        print("no events are proposed")
        return 0
    if not arguments.yes and not sys.stdin.isatty():
        raise BadInput("a person confirms each event", hint="run it at a terminal, or give --yes")
    for each in found:
        if each.known:
            print(f"{each.id}: on record as {each.known}, not added")
    found = tuple(each for each in found if not each.known)
    accepted = [each for each in found if arguments.yes or _confirmed(each)]
    target = own_file()
    ids = keep(accepted, target)
    for each in found:
        if arguments.yes:
            for note in each.notes:
                print(f"{each.id}: {note}", file=sys.stderr)
    for name in ids:
        print(f"added {name}")
    rest = len(accepted) - len(ids)
    if rest:
        print(f"{rest} already on record")
    if ids:
        print(f"kept in {target}")
    return 0


def _confirmed(proposal: Proposal) -> bool:
    from licet.cli.timeline_render import show_proposal

    show_proposal(proposal)
    while True:
        try:
            answer = input("  add it? [y/n] ").strip().lower()
        except EOFError:
            return False
        if answer in {"y", "yes", "n", "no"}:
            return answer.startswith("y")
