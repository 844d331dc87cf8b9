"""``licet law``: list, show, facts, diff, verify, drafts; cells and changes have own modules."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from licet.cli import cells_command, change_commands
from licet.cli.output import print_json
from licet.errors import BadInput


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    law = commands.add_parser("law", help="the law: list, show, facts, diff, verify, drafts")
    under = law.add_subparsers(metavar="COMMAND", required=True)

    listed = under.add_parser("list", help="every provision, and the version in force on a day")
    listed.add_argument("prefix", nargs="?", default="", help="only ids that start so")
    listed.add_argument("--on", metavar="DATE", help="the day (today)")
    _common(listed, _list)

    shown = under.add_parser("show", help="a provision in plain words, with all its versions")
    shown.add_argument("id", help="an id, such as us/ear/774/3A090.a")
    shown.add_argument("--on", metavar="DATE", help="only the version in force on this day")
    _common(shown, _show)

    facts = under.add_parser("facts", help="every fact a law may ask about")
    _common(facts, _facts)

    diff = under.add_parser("diff", help="what changed in the law between two days")
    diff.add_argument("before", metavar="DATE")
    diff.add_argument("after", metavar="DATE")
    _common(diff, _diff)

    verify = under.add_parser("verify", help="load everything and report what is doubtful")
    verify.add_argument("--gaps", action="store_true", help="search for gaps as well")
    verify.add_argument("--overlaps", action="store_true", help="search for overlaps as well")
    _common(verify, _verify)

    change_commands.add(under)
    cells_command.add(under)

    drafted = under.add_parser("drafts", help="pending bills that --law takes by name")
    drafted.add_argument("--json", action="store_true", help="print JSON")
    drafted.set_defaults(run=_drafts)


def _common(command: argparse.ArgumentParser, run: Any) -> None:
    command.add_argument("--law", action="append", default=[], metavar="FILE")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def _law(arguments: argparse.Namespace) -> Any:
    from licet.law import law, with_files

    return with_files(Path(name) for name in arguments.law) if arguments.law else law()


def day(text: str | None, name: str = "--on") -> date:
    """A date as typed; today when none was given."""
    if text is None:
        return date.today()
    from licet.case import parse_day

    return parse_day(text, name)


def _list(arguments: argparse.Namespace) -> int:
    from licet.lawbook import entries

    rows = [
        row
        for row in entries(_law(arguments), day(arguments.on))
        if row["id"].startswith(arguments.prefix)
    ]
    if arguments.json:
        print_json(rows)
        return 0
    from licet.cli.law_render import show_list

    show_list(rows)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from licet.lawbook import describe, provision_of

    law = _law(arguments)
    provision = provision_of(law, arguments.id)
    found = describe(law, provision, None if arguments.on is None else day(arguments.on))
    if arguments.json:
        print_json(found)
        return 0
    from licet.cli.law_render import show_provision

    show_provision(found)
    return 0


def _facts(arguments: argparse.Namespace) -> int:
    from licet.lawbook import facts

    found = facts()
    if arguments.json:
        print_json(found)
        return 0
    from licet.cli.law_render import show_facts

    show_facts(found)
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from licet.lawbook import diff

    first, second = day(arguments.before, "DATE"), day(arguments.after, "DATE")
    if second < first:
        raise BadInput(f"`{second}` is before `{first}`", hint="the earlier day first")
    found = diff(_law(arguments), first, second)
    if arguments.json:
        print_json(found)
        return 0
    from licet.cli.law_render import show_diff

    show_diff(found, first, second)
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from licet.lawcheck import verify

    found = verify(_law(arguments))
    if arguments.gaps or arguments.overlaps:
        change_commands.search_into(found, arguments)
    if arguments.json:
        print_json(found)
    else:
        from licet.cli.law_render import show_report

        show_report(found)
    return 1 if found["errors"] else 0


def _drafts(arguments: argparse.Namespace) -> int:
    from licet.drafts import drafts

    rows = [
        {
            "name": draft.name,
            "title": draft.title,
            "cite": draft.cite,
            "status": draft.status,
            "date": draft.published.isoformat(),
            "says": draft.says,
            "became": [{"on": day.isoformat(), "says": says} for day, says in draft.later],
            "link": draft.url,
        }
        for draft in drafts()
    ]
    if arguments.json:
        print_json(rows)
        return 0
    from licet.cli.tables import table

    table(
        rows, {"name": "--law", "title": "Bill", "status": "Status", "date": "Date", "cite": "Text"}
    )
    return 0
