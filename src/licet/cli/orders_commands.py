"""``licet orders``: determine, why, turn, exposure, backtest, generate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.errors import BadInput

if TYPE_CHECKING:
    from licet.orders.bulk import Counts


def add(commands: Any) -> None:
    """Add the commands to the command line."""
    top = commands.add_parser(
        "orders", help="order books: determine, why, turn, exposure, backtest, generate"
    )
    under = top.add_subparsers(metavar="COMMAND", required=True)

    determine = under.add_parser("determine", help="decide every line of an order book")
    _book(determine)
    determine.add_argument("-o", "--out", required=True, metavar="OUT", help="where to write")
    determine.add_argument("--on", metavar="DATE", help="one day for all lines")
    determine.add_argument("--known-on", metavar="DATE", help="use nothing published after it")
    determine.add_argument(
        "--engine", default="duckdb", metavar="NAME",
        help="what it runs on: duckdb (the default) or spark",
    )  # fmt: skip
    determine.add_argument(
        "--master", metavar="ADDRESS",
        help="where Spark runs: local[2], or spark://HOST:PORT; all cores of this machine by default",
    )  # fmt: skip
    determine.add_argument(
        "--conf", action="append", default=[], metavar="NAME=VALUE", help="a setting of Spark"
    )
    determine.set_defaults(run=_determine)

    why = under.add_parser("why", help="the full proof of one line of a decided book")
    why.add_argument("book", metavar="DECIDED", help="a decided order book")
    why.add_argument(
        "line", metavar="ORDER/LINE", help="order and line, or a row number such as #7"
    )
    why.add_argument("--on", metavar="DATE", help="the day that all lines were decided for")
    why.add_argument("--known-on", metavar="DATE")
    why.add_argument("--exporter", metavar="NAME")
    why.add_argument("--mapping", metavar="FILE")
    why.add_argument("--law", action="append", default=[], metavar="FILE")
    why.add_argument("--json", action="store_true", help="print JSON")
    why.set_defaults(run=_why)

    turn = under.add_parser("turn", help="what a change of law does to a book")
    _book(turn)
    turn.add_argument("--before", metavar="DATE", help="one day for all lines, before the change")
    turn.add_argument("--after", metavar="DATE", help="one day for all lines, after it")
    turn.add_argument("--known-before", metavar="DATE", help="what was known before")
    turn.add_argument("--known-after", metavar="DATE", help="what was known after")
    _stance(turn)
    turn.add_argument("--report", metavar="HTML", help="a report that stands alone in one file")
    turn.add_argument("--charts", choices=("svg", "png"), help="also each chart as a file")
    turn.add_argument("--hold", metavar="CSV", help="the lines that are newly held")
    turn.set_defaults(run=_turn)

    exposure = under.add_parser("exposure", help="what a scenario costs, by quarter")
    _book(exposure)
    exposure.add_argument("--scenario", required=True, metavar="FILE", help="assumptions (TOML)")
    _stance(exposure)
    exposure.add_argument("--report", metavar="HTML", help="a report that stands alone in one file")
    exposure.set_defaults(run=_exposure)

    back = under.add_parser("backtest", help="the H20 of April 2025: the model beside the reports")
    back.set_defaults(run=_backtest)

    generate = under.add_parser("generate", help="a made-up order book, dirt included")
    generate.add_argument("-n", "--lines", type=int, required=True, metavar="N")
    generate.add_argument("--seed", type=int, default=1, metavar="N")
    generate.add_argument("--dirt", type=float, default=0.02, metavar="SHARE")
    generate.add_argument("-o", "--out", required=True, metavar="OUT", help="CSV or Parquet")
    generate.set_defaults(run=_generate)


def _book(command: argparse.ArgumentParser) -> None:
    command.add_argument("book", metavar="IN", help="an order book: CSV, Parquet or Arrow")
    command.add_argument("--exporter", metavar="NAME", help="who exports, where the book is silent")
    command.add_argument(
        "--mapping", metavar="FILE", help="headings that licet does not know (TOML)"
    )
    command.add_argument(
        "--law", action="append", default=[], metavar="FILE", help="your own provisions (TOML)"
    )


def _stance(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--stance", choices=("practice", "text"), default="practice",
        help="the law in practice (the default), or the codified text, letters left out",
    )  # fmt: skip


def _law(arguments: argparse.Namespace) -> Any:
    from licet.law import with_files

    return with_files(Path(name) for name in arguments.law) if arguments.law else None


def _day(arguments: argparse.Namespace, name: str) -> Any:
    from licet.cli.law_commands import day

    text = getattr(arguments, name)
    return day(text, f"--{name.replace('_', '-')}") if text else None


def _mapping(arguments: argparse.Namespace) -> Path | None:
    return Path(arguments.mapping) if arguments.mapping else None


def _determine(arguments: argparse.Namespace) -> int:
    counts = _engine(arguments)(
        Path(arguments.book),
        Path(arguments.out),
        on=_day(arguments, "on"),
        known_on=_day(arguments, "known_on"),
        exporter=arguments.exporter,
        mapping=_mapping(arguments),
        law=_law(arguments),
    )
    print(f"licet: {counts}; {arguments.out}", file=sys.stderr)
    if counts.rejected:
        print(f"licet: reasons in {arguments.out}.rejects.csv", file=sys.stderr)
    return 0


def _engine(arguments: argparse.Namespace) -> Callable[..., Counts]:
    """What decides the book."""
    if arguments.engine == "spark":
        from licet.orders import spark

        pairs = [given.partition("=") for given in arguments.conf]
        for name, equals, _ in pairs:
            if not equals:
                raise BadInput(f"--conf: `{name[:60]}` has no value", hint="spark.NAME=VALUE")
        conf = {name.strip(): value for name, _, value in pairs}
        return partial(spark.determine_file, master=arguments.master or spark.LOCAL, conf=conf)
    if arguments.engine != "duckdb":
        name = arguments.engine[:40]
        raise BadInput(f"--engine: `{name}` is not an engine", hint="duckdb or spark")
    for option in ("master", "conf"):
        if getattr(arguments, option):
            raise BadInput(f"--{option} without Spark", hint="give --engine spark as well")
    from licet.orders.bulk import determine_file

    return determine_file


def _why(arguments: argparse.Namespace) -> int:
    import json

    from licet.courts import court_of
    from licet.decision.answer import answer
    from licet.orders.lookup import shipment_at

    shipment = shipment_at(
        Path(arguments.book),
        arguments.line,
        on=_day(arguments, "on"),
        known_on=_day(arguments, "known_on"),
        exporter=arguments.exporter,
        mapping=_mapping(arguments),
    )
    found = answer(shipment, court_of(_law(arguments)))
    if arguments.json:
        print(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return 0
    from licet.cli.render import show

    show(found, proof=True)
    return 0


def _turn(arguments: argparse.Namespace) -> int:
    from licet.charts.stance import lead_of
    from licet.orders.charts import money
    from licet.orders.report import export_charts, turn_charts, turn_page
    from licet.orders.targets import publish, ready
    from licet.orders.turn import KINDS, Moment, turn

    if arguments.report:
        ready(Path(arguments.report), Path(arguments.book))
    law = _law(arguments)
    days = _day(arguments, "before"), _day(arguments, "after")
    if (days[0] is None) != (days[1] is None):
        raise BadInput("one of --before and --after", hint="give both, or neither with --law")
    known = _day(arguments, "known_before"), _day(arguments, "known_after")
    # With dates, the user's own law counts on the later side; without, it is what is compared.
    found = turn(
        Path(arguments.book),
        Moment(days[0], known[0]),
        Moment(days[1], known[1], law),
        exporter=arguments.exporter,
        mapping=_mapping(arguments),
        hold=Path(arguments.hold) if arguments.hold else None,
        stance=arguments.stance,
    )
    for note in found.notes:
        print(f"licet: {note}", file=sys.stderr)
    print(lead_of(found.stance))
    print(f"before: {found.before.words}")
    print(f"after:  {found.after.words}")
    for kind, words in KINDS.items():
        lines, value = found.kinds.get(kind, (0, 0))
        print(f"{lines:>12,}  {money(float(value)):>18}  {words}")
        for verdict, count, worth in found.answers.get(kind, ()) if kind == "held" else ():
            if verdict == "indeterminate":
                print(f"{count:>14,}  {money(float(worth)):>18}  can't be told yet")
        for cause, count, worth in found.causes.get(kind, ())[:5]:
            shown = cause if len(cause) <= 120 else f"{cause[:119]}…"
            print(f"{count:>14,}  {money(float(worth)):>18}  {shown}")
        for rescue, count, worth in found.rescues if kind == "held" else ():
            words = f"may be rescued by {rescue}" if rescue else "no license exception rescues them"
            print(f"{count:>14,}  {money(float(worth)):>18}  {words}")
    print(
        f"licet: {found.lines:,} read, {found.lines - found.rejected:,} compared, "
        f"{found.rejected:,} not decided",
        file=sys.stderr,
    )
    if arguments.report:
        publish(Path(arguments.report), turn_page(found))
    if arguments.charts:
        stem = Path(arguments.report or "turn.html")
        for made in export_charts(turn_charts(found), stem, arguments.charts):
            print(f"licet: {made}", file=sys.stderr)
    return 0


def _exposure(arguments: argparse.Namespace) -> int:
    from licet.charts.stance import lead_of
    from licet.orders.charts import money
    from licet.orders.exposure import expose
    from licet.orders.exposure_report import exposure_page
    from licet.orders.scenario import CASES, read_scenario
    from licet.orders.targets import publish, ready

    if arguments.report:
        ready(Path(arguments.report), Path(arguments.book), Path(arguments.scenario))
    scenario = read_scenario(Path(arguments.scenario))
    found = expose(
        Path(arguments.book),
        scenario,
        exporter=arguments.exporter,
        mapping=_mapping(arguments),
        law=_law(arguments),
        stance=arguments.stance,
    )
    print(scenario.title)
    print(lead_of(found.stance))
    print(
        f"{found.held_lines:,} held lines, {found.open_lines:,} of them because their answer can't "
        "be told yet; low, base and high case:"
    )
    for lines, words in (
        (found.unvalued_lines, "have no value in US dollars and count as nothing"),
        (found.earlier_lines, f"are of days before {scenario.on} and are left out"),
        (found.undated_lines, "have a day that can't be read and are left out"),
    ):
        if lines:
            print(f"licet: {lines:,} held lines {words}", file=sys.stderr)
    tables = {
        "lost": found.lost, "moved": found.moved, "share": found.share,
        "write-down": found.write_down,
    }  # fmt: skip
    for quarter in found.quarters:
        print(f"{quarter}: {money(found.revenue_at_risk.get(quarter, 0))} at risk")
        for name, cells in tables.items():
            values = [cells.get((quarter, case), 0.0) for case in CASES]
            if any(values):
                print(f"  {name:<12}{' / '.join(map(money, values))}")
    if arguments.report:
        publish(Path(arguments.report), exposure_page(found))
    return 0


def _backtest(arguments: argparse.Namespace) -> int:
    from licet.orders.backtest import BOOK, SCENARIO, backtest
    from licet.orders.charts import money

    print("Low, base and high case of a scenario, beside what NVIDIA reported")
    for row in backtest():
        values = " / ".join(map(money, (row.low, row.base, row.high)))
        print(f"{row.quarter:<10} {row.what:<16} {values:<44} reported: {row.reported}")
    print(f"By hand: licet orders exposure {BOOK} --scenario {SCENARIO}")
    return 0


def _generate(arguments: argparse.Namespace) -> int:
    from licet.orders.generate import write_book

    if not 0 <= arguments.dirt <= 1:
        raise BadInput(f"--dirt: `{arguments.dirt}`", hint="a share from 0 to 1")
    write_book(Path(arguments.out), arguments.lines, arguments.seed, dirt=arguments.dirt)
    return 0
