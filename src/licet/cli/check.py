"""``licet check``: one case by flags, many as JSON Lines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import IO, Any

from licet.cli.output import print_json
from licet.errors import BadCase, BadInput

GATED = 10
EXAMPLES = """examples:
  licet check H20 --to CN --exporter nvidia --on 2025-04-20
  licet check H100 --to MY --party role=end-user,hq=MY,parent=CN --on 2026-06-15
  licet check H200 --to CN --on 2026-02-01 --certifications all --json
  licet check --file cases.jsonl --json
"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check",
        help="may this item ship?",
        description="May this item ship? The verdict, why, what is missing and when it turns.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("item", nargs="?", metavar="ITEM", help="a chip, system or part number")
    command.add_argument("--file", metavar="FILE", help="cases as JSON Lines; - for standard input")
    command.add_argument(
        "--jobs", type=int, metavar="N", help="processes for --file (one for each processor)"
    )
    command.add_argument("--to", metavar="CC", help="destination, such as CN or Germany")
    command.add_argument("--from", dest="origin", metavar="CC", help="where it leaves (US)")
    command.add_argument("--on", metavar="DATE", help="the day it would move (today)")
    command.add_argument("--known-on", metavar="DATE", help="use nothing published after this day")
    command.add_argument("--exporter", metavar="NAME", help="who exports; letters bind by name")
    command.add_argument("--transaction", metavar="T", help="export, reexport or transfer")
    command.add_argument("--quantity", metavar="N")
    command.add_argument("--value", metavar="USD", help="value of the shipment in US dollars")
    command.add_argument(
        "--party", action="append", default=[], metavar="role=…,hq=…,parent=…",
        help="a party: role, name, country, hq, parent, lists (joined with +); repeatable",
    )  # fmt: skip
    command.add_argument("--end-use", metavar="CODES", help="codes joined with commas, or none")
    command.add_argument("--certifications", metavar="all|LIST", help="joined with commas")
    command.add_argument(
        "--fact", action="append", default=[], metavar="NAME=VALUE", help="any other fact"
    )
    command.add_argument(
        "--law",
        action="append",
        default=[],
        metavar="FILE",
        help="your own provisions (TOML), or a shipped draft",
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--proof", action="store_true", help="print every provision consulted")
    command.add_argument(
        "--gate", action="store_true", help="exit 10 unless the answer lets the item ship"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer one case, or a file of them."""
    from licet.courts import court_of
    from licet.law import with_files

    own = with_files(Path(name) for name in arguments.law) if arguments.law else None
    court = court_of(own)
    if arguments.file:
        if arguments.item:
            raise BadInput("both an item and --file", hint="give one of them")
        return _many(arguments, court)
    if not arguments.item:
        raise BadInput("no item", hint="licet check H20 --to CN, or --file cases.jsonl")
    from licet.case import parse_case
    from licet.decision.answer import SHIPPABLE, answer

    determination = answer(parse_case(case_of(arguments)), court)
    if arguments.json:
        print_json(determination.as_dict())
    else:
        from licet.cli.render import show

        show(determination, proof=arguments.proof)
    return GATED if arguments.gate and determination.verdict not in SHIPPABLE else 0


def case_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """The case that the flags describe."""
    given = {
        "item": arguments.item,
        "to": arguments.to,
        "from": arguments.origin,
        "on": arguments.on,
        "known_on": arguments.known_on,
        "exporter": arguments.exporter,
        "transaction": arguments.transaction,
        "quantity": arguments.quantity,
        "value_usd": arguments.value,
    }
    case: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if "to" not in case:
        raise BadCase("missing: --to", key="to", hint="a destination such as --to CN")
    if arguments.party:
        case["parties"] = [_party(text) for text in arguments.party]
    if arguments.end_use is not None:
        case["end_use"] = [] if arguments.end_use in {"", "none"} else _split(arguments.end_use)
    if arguments.certifications is not None:
        text = arguments.certifications
        case["certifications"] = "all" if text == "all" else [] if text == "none" else _split(text)
    if arguments.fact:
        case["facts"] = given_facts(arguments.fact)
    return case


def given_facts(texts: list[str]) -> dict[str, Any]:
    """The facts of repeated ``--fact NAME=VALUE``."""
    from licet.cases_io import once

    return once([_fact(text) for text in texts])


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


_PARTY_WORDS = {"hq": "headquarters", "parent": "ultimate_parent"}


def _party(text: str) -> dict[str, Any]:
    party: dict[str, Any] = {}
    for part in _split(text):
        name, equals, value = part.partition("=")
        key = _PARTY_WORDS.get(name.strip(), name.strip())
        if not equals:
            raise BadCase(
                f"--party: `{part}` has no value", key="parties", hint="role=end-user,hq=CN"
            )
        if key in party:
            raise BadCase(f"--party: `{name}` is given twice", key="parties", hint="give it once")
        if key == "lists":
            party[key] = [] if value in {"", "none"} else value.split("+")
        else:
            party[key] = value
    return party


def _fact(text: str) -> tuple[str, Any]:
    from licet.case import parse_fact

    name, equals, value = text.partition("=")
    if not equals:
        raise BadCase(f"--fact: `{text}` has no value", key="facts", hint="name=value")
    found = parse_fact(name.strip(), value.strip())
    # The case is checked once more as a whole, so the value goes back to what JSON can hold.
    return name.strip(), _plain(found)


def _plain(value: Any) -> Any:
    from datetime import date
    from fractions import Fraction

    from licet.rules.values import Interval

    match value:
        case date():
            return value.isoformat()
        case Interval():
            return [value.low, value.high]
        case frozenset():
            return sorted(value)
        case Fraction() | bool() | str():
            return value
        case _:
            return value


_OF_ONE_CASE = (
    "to", "origin", "on", "known_on", "exporter", "transaction", "quantity", "value", "party",
    "end_use", "certifications", "fact", "proof",
)  # fmt: skip


def _many(arguments: argparse.Namespace, court: Any) -> int:
    for name in _OF_ONE_CASE:
        if getattr(arguments, name) not in (None, False, []):
            flag = {"origin": "from", "value": "value"}.get(name, name.replace("_", "-"))
            raise BadInput(f"--{flag} with --file", hint="put it into each case")
    bad = gated = 0
    from licet.cli.many import answers, processors

    if arguments.jobs is not None and arguments.jobs < 1:
        raise BadInput(f"--jobs `{arguments.jobs}`", hint="1 or more processes")
    # Who writes the cases into a pipe may wait for each answer.
    piped = arguments.file == "-"
    jobs = arguments.jobs or (1 if piped else processors())
    with _opened(arguments.file) as lines:
        for line in answers(lines, court, as_json=arguments.json, jobs=jobs):
            sys.stdout.write(line.text + "\n")
            bad += line.failed
            gated += not line.ships
    if bad:
        print(f"licet: {bad:,} of the lines could not be answered", file=sys.stderr)
        return 2
    return GATED if arguments.gate and gated else 0


class _Standard:
    def __enter__(self) -> IO[bytes]:
        return sys.stdin.buffer

    def __exit__(self, *_: object) -> None:
        return None


def _opened(name: str) -> Any:
    if name == "-":
        return _Standard()
    path = Path(name)
    if not path.is_file():
        raise BadInput(f"no such file: `{name}`", hint="a file of JSON Lines, or -")
    return path.open("rb")
