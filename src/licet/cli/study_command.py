"""``licet timeline study``: what a price did around an event."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.output import print_json
from licet.errors import BadInput

if TYPE_CHECKING:
    from licet.study.model import Study
    from licet.timeline import Event


def add(commands: Any) -> None:
    """Add the command below `licet timeline`."""
    made = commands.add_parser(
        "study", help="an event study with your own prices: abnormal returns and their bands",
        description="The market model, fitted before the event; see docs/study.md for its limits.",
    )  # fmt: skip
    made.add_argument("prices", metavar="PRICES.csv", help="columns `date` and prices of the stock")
    made.add_argument("--market", metavar="INDEX.csv", required=True, help="the same of an index")
    made.add_argument(
        "--event", metavar="DATE", required=True, help="a day, or an id of `licet timeline`"
    )
    made.add_argument(
        "--window", metavar="A:B", default="-5:10",
        help="first and last trading day, counted from day 0 (-5:10)",
    )  # fmt: skip
    made.add_argument(
        "--estimation", metavar="N", default="120", help="returns before the window (120)"
    )
    made.add_argument("--column", metavar="NAME", help="the column of prices in PRICES.csv")
    made.add_argument("--market-column", metavar="NAME", help="the same in INDEX.csv")
    made.add_argument("--level", metavar="P", default="95", help="level of the bands, percent (95)")
    form = made.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--chart", metavar="FILE.svg", help="draw it, next to the table")
    # So that `--window -5:10` is read as a value, as `-5` alone would be.
    made._negative_number_matcher = re.compile(r"-\d+(?::[+-]?\d+)?$")
    made.set_defaults(run=_study)


def _study(arguments: argparse.Namespace) -> int:
    from licet.study.model import study
    from licet.study.prices import read_prices
    from licet.study.view import day_of, others, study_dict
    from licet.study.window import parse_window, sample
    from licet.timeline import events_with, own_file

    kept = own_file()
    record = events_with([kept] if kept.is_file() else [])
    event, name = day_of(arguments.event, record)
    window = parse_window(arguments.window)
    stock = read_prices(arguments.prices, arguments.column)
    market = read_prices(arguments.market, arguments.market_column)
    estimation = int(_number(arguments.estimation, "--estimation"))
    found = study(
        sample(stock, market, event, window, estimation),
        _number(arguments.level, "--level") / 100,
    )
    also = others(found, record, name)
    if arguments.json:
        print_json(study_dict(found, also))
        return 0
    if arguments.chart:
        from licet.study.chart import chart

        title = f"{stock.name} around {name or event}"
        Path(arguments.chart).write_text(chart(found, title), encoding="utf-8")
    _show(found, also)
    return 0


def _number(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 100_000 or (name == "--estimation" and value != int(value)):
        raise BadInput(f"{name}: `{text[:40]}`", hint="a whole number" if "est" in name else "")
    return value


def _show(study: Study, also: list[Event]) -> None:
    from rich.text import Text

    from licet.cli.render import console, indented
    from licet.cli.tables import table
    from licet.study.model import VARIANCE

    out = console()
    first, last = study.sample.estimation_days
    zero = study.sample.day_zero
    out.print(Text(f"Event {study.sample.event}, day 0 is {zero}", "bold"))
    if zero != study.sample.event:
        indented(out, Text("not a trading day; the first one after it counts", "yellow"))
    out.print(
        f"market model from {first} to {last}, {len(study.sample.estimation)} returns: "
        f"alpha {_percent(study.alpha, 3)}, beta {study.beta:.2f}, "
        f"one day {_percent(study.sigma, 2)}, R2 {study.r_squared:.2f}"
    )
    if not 1.5 < study.durbin_watson < 2.5:
        says = f"residuals follow each other (Durbin-Watson {study.durbin_watson:.2f}): "
        indented(out, Text(says + "the bands are not to be trusted", "yellow"))
    table(
        [
            {
                "offset": f"{day.offset:+d}" if day.offset else "0",
                "day": day.day,
                "return": _percent(day.actual),
                "expected": _percent(day.expected),
                "abnormal": f"{_percent(day.abnormal)} ± {_percent(day.band)}",
                "sum": f"{_percent(day.cumulative)} ± {_percent(day.cumulative_band)}",
            }
            for day in study.days
        ],
        {
            "offset": "Day",
            "day": "Date",
            "return": "Return",
            "expected": "Expected",
            "abnormal": "Abnormal",
            "sum": "Cumulative",
        },
    )
    end = study.days[-1]
    out.print(
        f"over the window {_percent(end.cumulative)}, {100 * study.level:g}% band "
        f"{_percent(end.cumulative - end.cumulative_band)} to "
        f"{_percent(end.cumulative + end.cumulative_band)}, "
        f"t = {study.t:.2f}, p = {study.p:.3f}"
    )
    out.print(Text(f"log returns; variance {VARIANCE}", "dim"))
    if also:
        out.print(Text("Also became known in this window", "bold"))
        for event in also:
            indented(out, Text(f"{event.public}  {event.id}"))
        indented(out, Text("the return does not say which of them it answers", "dim"))


def _percent(value: float, digits: int = 2) -> str:
    return f"{100 * value:.{digits}f}%"
