"""``licet chart``: the workbench's charts as files, without a browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from licet.errors import BadInput

NAMES = ("plane", "world", "timeline", "backtracks", "migration", "headroom")
EXAMPLES = """examples:
  licet chart plane --on 2025-04-20 -o plane.png
  licet chart plane --on 2026-02-01 --y dram_bandwidth_gb_s -o zone.svg
  licet chart world --item H100 --on 2025-06-01 --before 2025-05-12 --show difference -o map.png
  licet chart timeline --about H20 -o h20.svg
  licet chart migration --to AE -o migration.csv
  licet chart world --item H100 --on 2026-07-01 --stance text -o text.svg
"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "chart",
        help="charts as SVG, PNG, CSV or Vega-Lite",
        description="The workbench's charts as files; the end of the file's name says which kind: "
        ".svg, .png, .csv or .vl.json.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("name", choices=NAMES, help="which chart")
    command.add_argument("-o", "--output", required=True, metavar="FILE", help="the file; - is SVG")
    command.add_argument("--on", metavar="DATE", help="the day (today)")
    command.add_argument("--known-on", metavar="DATE", help="use nothing published after this day")
    command.add_argument(
        "--stance", choices=("practice", "text"), help="practice (the default), or text"
    )
    command.add_argument(
        "--law", action="append", default=[], metavar="FILE",
        help="your own provisions (TOML), or a shipped draft",
    )  # fmt: skip
    command.add_argument("--to", metavar="CC", help="the destination (CN)")
    command.add_argument("--exporter", metavar="NAME", help="who exports")
    command.add_argument("--item", metavar="ITEM", help="world: the item (H100)")
    command.add_argument("--start", metavar="ITEM", help="headroom: the chip")
    command.add_argument("--draft", metavar="NAME", help="headroom: under a shipped draft")
    command.add_argument("--before", metavar="DATE", help="world: the day to compare with")
    command.add_argument("--show", choices=("on", "before", "difference"), help="world: which map")
    command.add_argument("--y", metavar="FACT", help="plane: the upward fact")
    command.add_argument("--which", choices=("datacenter", "other", "all"), help="which chips")
    command.add_argument("--about", metavar="WORDS", help="timeline: chip, company or subject")
    command.add_argument("--from", dest="since", metavar="DATE", help="timeline: first day")
    command.add_argument("--until", metavar="DATE", help="timeline: last day")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write one chart."""
    from licet.charts.asked import Pictures
    from licet.charts.files import MEDIA, file_of
    from licet.courts import court_of
    from licet.law import with_files

    kind = "svg"
    if arguments.output != "-":
        ends = [each for each in MEDIA if arguments.output.endswith(f".{each}")]
        if not ends:
            hint = ", ".join(f".{each}" for each in MEDIA)
            raise BadInput(f"what kind of file is `{arguments.output}`?", hint=f"it ends in {hint}")
        kind = ends[0]
    asked = {
        "on": arguments.on, "known_on": arguments.known_on, "to": arguments.to,
        "exporter": arguments.exporter, "item": arguments.item, "before": arguments.before,
        "show": arguments.show, "y": arguments.y, "which": arguments.which,
        "start": arguments.start, "draft": arguments.draft, "stance": arguments.stance,
        "about": arguments.about, "from": arguments.since, "until": arguments.until,
    }  # fmt: skip
    own = with_files(Path(name) for name in arguments.law) if arguments.law else None
    chart = Pictures(court_of(own)).named[arguments.name]({k: v for k, v in asked.items() if v})
    body = file_of(chart, kind)
    if arguments.output == "-":
        sys.stdout.buffer.write(body)
        return 0
    Path(arguments.output).write_bytes(body)
    print(f"{chart.title}: {arguments.output}", file=sys.stderr)
    return 0
