"""``licet site``: what state and federal rules say of a data center at a place."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from licet.cli.output import print_json

EXAMPLES = """examples:
  licet site --state TX --load-mw 100 --on 2026-01-01
  licet site --state OH --load-mw 40 --fact "utility=AEP Ohio" --json
"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "site",
        help="what do state and federal rules say of a data center's load?",
        description="Rules on the power of a data center: what applies to a load at a place.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--state", required=True, metavar="ST", help="a US state: TX or Texas")
    command.add_argument("--load-mw", metavar="MW", help="the electric load at the site in MW")
    command.add_argument("--on", metavar="DATE", help="the day asked about (today)")
    command.add_argument("--known-on", metavar="DATE", help="use nothing published after this day")
    command.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE",
        help="ercot, connected_on, co_located, utility or capital_usd",
    )  # fmt: skip
    command.add_argument("--law", action="append", default=[], metavar="FILE")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer for one site."""
    from licet.cli.check import given_facts
    from licet.law import with_files
    from licet.site import site_findings

    own = with_files(Path(name) for name in arguments.law) if arguments.law else None
    answer = site_findings(
        arguments.state,
        arguments.load_mw,
        arguments.on,
        known_on=arguments.known_on,
        facts=given_facts(arguments.fact),
        law=own,
    )
    if arguments.json:
        print_json(answer.as_dict())
        return 0
    _show(answer)
    return 0


def _show(answer: Any) -> None:
    from rich.text import Text

    from licet.cli.regimes_render import lines
    from licet.cli.render import console, indented
    from licet.site import STATES

    out, site = console(), answer.site
    load = "a load not stated" if site.load_mw is None else f"{answer.as_dict()['load_mw']} MW"
    out.print(Text(f"Data center in {STATES[site.state]}, {load}, {site.on}", "bold"))
    if not answer.findings:
        indented(out, Text("No encoded rule applies. That is no clearance of the site."))
    for text in lines(answer.findings, site.on, site.known_on):
        out.print()
        indented(out, text, mark="- ")
    if answer.assumptions:
        out.print()
        out.print(Text("Taken as given", "bold"))
        for says in answer.assumptions:
            indented(out, Text(says, "dim"), mark="- ")
