"""``make demo``: the H20's story on the embedded law and catalog, then order books."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.cli.render import VERDICTS, console, show, sign_of
from licet.decision import Determination, determine


@dataclass(frozen=True, slots=True)
class Chapter:
    """One question of the story."""

    asks: str
    case: dict[str, object]


def _case(item: str, to: str, on: str, **more: object) -> dict[str, object]:
    return {"item": item, "to": to, "on": on, **more}


_MALAYSIA = {"role": "end-user", "country": "MY", "headquarters": "MY", "ultimate_parent": "CN"}
STORY = (
    Chapter("The day before the letter", _case("H20", "CN", "2025-04-08", exporter="nvidia")),
    Chapter("After the letter", _case("H20", "CN", "2025-04-20", exporter="nvidia")),
    Chapter("Licenses were 'assured'", _case("H20", "CN", "2025-07-20", exporter="nvidia")),
    Chapter("November 2026", _case("H20", "CN", "2026-11-23", exporter="nvidia")),
    Chapter("Another exporter", _case("H20", "CN", "2025-04-20", exporter="acme")),
    Chapter("No exporter given", _case("H20", "CN", "2025-04-20")),
    Chapter("A100 before the first letter", _case("A100", "CN", "2022-08-20", exporter="nvidia")),
    Chapter("A100 under the first letter", _case("A100", "CN", "2022-09-15", exporter="nvidia")),
    Chapter("A100 under the first rule", _case("A100", "CN", "2022-10-25")),
    Chapter("RTX 4090 after the second rule", _case("RTX 4090", "CN", "2023-11-17")),
    Chapter("Text and practice differ", _case("H100", "DE", "2026-07-01")),
    Chapter("A parent in China", _case("H100", "MY", "2026-06-15", parties=[_MALAYSIA])),
    Chapter("The Emirates, new rule", _case("H100", "AE", "2026-07-11")),
)
BOOK = (
    ("SO-1041/1", 512, 12_000, _case("H20", "CN", "2025-04-05", exporter="nvidia")),
    ("SO-1041/2", 4_096, 12_000, _case("H20", "CN", "2025-04-21", exporter="nvidia")),
    ("SO-1042/1", 64, 31_000, _case("H100 PCIe", "DE", "2025-04-21", exporter="nvidia")),
    ("SO-1042/2", 300, 2_600, _case("L4", "VN", "2025-04-21", exporter="nvidia")),
    ("SO-1043/1", 40, 1_700, _case("RTX 4090 D", "CN", "2025-04-21", exporter="nvidia")),
    ("SO-1044/1", 16, 22_000, _case("MI308X", "CN", "2025-04-21", exporter="amd")),
    ("SO-1045/1", 800, 31_000, _case("H200 SXM", "SG", "2025-04-21", exporter="nvidia")),
)
LINES = 2_000
"""How long the generated book is."""


def main() -> int:
    """Tell the story; the exit code is 0."""
    out = console()
    out.print(Text("May this AI chip ship? The H20's story, from the law of each day", "bold"))
    out.print()
    out.print(_story())
    out.print()
    out.print(
        Text("One of them in full: licet check H20 --to CN --exporter nvidia --on 2025-07-20")
    )
    out.print()
    show(determine(_case("H20", "CN", "2025-07-20", exporter="nvidia")))
    out.print()
    out.print(Text("An order book of April 2025", "bold"))
    out.print()
    held = _book(out)
    out.print()
    out.print(f"Held: {held:,} US dollars.")
    out.print()
    if all(find_spec(name) for name in ("duckdb", "pyarrow")):
        _bulk(out)
        out.print()
        _backtest(out)
    else:
        out.print("pip install licet[orders] brings order books in bulk", markup=False)
    out.print()
    out.print("Next: licet check --help, licet law list, licet orders --help, docs/")
    return 0


def _grid(*headings: str) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    return grid


def _verdict(d: Determination) -> Text:
    _, words, style = VERDICTS[d.verdict]
    return Text(f"{sign_of(d.verdict)} {words.lower().replace(' ear', ' EAR')}", style)


def _because(d: Determination) -> str:
    if d.verdict == "indeterminate":
        return "missing: " + ", ".join(entry.fact for entry in d.missing)
    if not d.needed:
        return f"{d.eccn or 'no chip control existed'}, no control reaches it"
    version, layer = d.needed[0]
    if layer == "text":
        return f"{version.cite}: codified, not enforced"
    return version.cite


def _story() -> Table:
    grid = _grid("", "Item", "To", "On", "Answer", "Because")
    for chapter in STORY:
        d = determine(chapter.case)
        case = chapter.case
        grid.add_row(
            chapter.asks, str(case["item"]), str(case["to"]), str(case["on"]), _verdict(d),
            _because(d),
        )  # fmt: skip
    return grid


def _book(out: Console) -> int:
    grid = _grid("Line", "Item", "To", "On", "Value, USD", "Answer")
    held = 0
    counts: Counter[str] = Counter()
    for line, quantity, price, case in BOOK:
        d = determine(case)
        counts[d.verdict] += 1
        if d.verdict not in {"no-license-required", "license-exception"}:
            held += quantity * price
        grid.add_row(
            line, str(case["item"]), str(case["to"]), str(case["on"]), f"{quantity * price:,}",
            _verdict(d),
        )  # fmt: skip
    out.print(grid)
    return held


def _bulk(out: Console) -> None:
    """A generated book through the bulk engine."""
    from licet.orders.bulk import determine_file
    from licet.orders.generate import write_book

    with tempfile.TemporaryDirectory() as folder:
        book, decided = Path(folder, "book.csv"), Path(folder, "decided.csv")
        write_book(book, LINES, seed=4)
        counts = determine_file(book, decided, on=date(2025, 4, 21), tell=lambda words: None)
        with decided.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
    verdicts = Counter(line["licet_verdict"] for line in lines)
    missing = Counter(fact for line in lines for fact in line["licet_missing"].split(";") if fact)
    out.print(f"Made up, in bulk: {counts}; {counts.kinds:,} kinds of line")
    out.print("Answers: " + ", ".join(f"{n:,} {verdict}" for verdict, n in verdicts.most_common()))
    out.print("Most often missing: " + ", ".join(f"{f} ({n:,})" for f, n in missing.most_common(3)))


def _backtest(out: Console) -> None:
    """What the letter did to the sums that NVIDIA reported: the turn, then the scenario."""
    from licet.orders.backtest import BOOK, backtest
    from licet.orders.charts import money
    from licet.orders.turn import Moment, turn

    out.print(Text("The turn of April 2025, on the H20 sums that NVIDIA reported", "bold"))
    out.print()
    turned = turn(
        BOOK, Moment(date(2025, 4, 8)), Moment(date(2025, 4, 20)), tell=lambda words: None
    )
    for kind, (lines, value) in turned.kinds.items():
        causes = "; ".join(turned.titles.get(cause, cause) for cause, _, _ in turned.causes[kind])
        words = "newly held" if kind == "held" else kind
        out.print(f"{lines} of {turned.lines} lines {words}, {money(float(value))}: {causes}")
    out.print()
    grid = _grid("Quarter", "$ billion", "Low", "Base", "High", "Reported")
    for row in backtest():
        cells = (f"{value / 1e9:.2f}" for value in (row.low, row.base, row.high))
        grid.add_row(row.quarter, row.what, *cells, row.reported)
    out.print(grid)
    out.print("The book is rebuilt from public sums; docs/backtest-h20.md says why they differ.")


if __name__ == "__main__":
    sys.exit(main())
