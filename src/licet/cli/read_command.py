"""``licet read``: an article or notice, and the events that it states."""

from __future__ import annotations

import argparse
import json
from typing import Any

from licet.errors import BadInput

EXAMPLES = """examples:
  licet read article.txt --published 2025-07-18
  licet read notice.html --published 2025-11 --json > proposed.json
  licet read document.json                     # a Federal Register API document states its day
  pdftotext memo.pdf - | licet read - --published 2026-01-15

Nothing enters the record by being read: a person confirms with `licet timeline add`.
"""


def add(commands: Any) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "read",
        help="the events that an article states, with their true status",
        description="Proposes the events that a text states, each with the words it rests on.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", metavar="FILE", help="text, HTML, PDF or JSON; - for stdin")
    command.add_argument("--published", metavar="DATE", help="YYYY-MM-DD or YYYY-MM")
    command.add_argument("--url", metavar="URL", default="", help="where the text comes from")
    command.add_argument(
        "--extractor",
        metavar="URL",
        help="also ask this OpenAI-compatible endpoint; sends the text",
    )
    command.add_argument("--model", default="", help="the model of --extractor")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read one document."""
    from licet.reading import open_document, read_document
    from licet.reading.dates import Published
    from licet.reading.known import standing

    published = _published(arguments.published)
    document = open_document(arguments.file)
    reading = read_document(document, published)
    day = published or str(document.published)
    found = list(reading.events)
    if arguments.extractor:
        from licet.reading.extractor import extract
        from licet.reading.merge import merge

        further = extract(document.text, day, arguments.extractor, model=arguments.model)
        found = sorted(merge([*found, *further]), key=lambda one: one.start)
    rows = []
    for event in found:
        row = event.as_dict()
        row["record"] = standing(event, Published.parse(day)).as_dict()
        rows.append(row)
    if arguments.json:
        shown = {
            "published": day,
            "url": arguments.url or document.url,
            "events": rows,
            "notes": list(reading.notes),
        }
        print(json.dumps(shown, indent=2, ensure_ascii=False))
        return 0
    _print(rows, reading.notes)
    return 0


def _published(text: str | None) -> str | None:
    from licet.reading.dates import Published

    if text is None:
        return None
    try:
        return Published.parse(text).text
    except ValueError:
        raise BadInput(
            f"--published: `{text[:40]}` is not a date", hint="YYYY-MM-DD or YYYY-MM"
        ) from None


_CLAIMS = (
    "told as in force: neither the record nor plain words bear it out; look for the official text"
)


def _print(rows: list[dict[str, Any]], notes: tuple[str, ...]) -> None:
    from rich.markup import escape

    from licet.cli.render import console

    out = console()
    for row in rows:
        what = " ".join(row["items"]) or "-"
        where = f" → {', '.join(row['destinations'])}" if row["destinations"] else ""
        status = row["status"] + (" (told as in force)" if "claims" in row else "")
        head = f"[bold]{row['date']}[/bold]  {status}  {row['action']}  {escape(what)}{where}"
        record = row["record"]
        beside = " ".join(record.get(key, "") for key in ("state", "id", "what")).strip()
        out.print(
            head, f"  [dim]{escape(row['actor'])} ({row['jurisdiction']}); {escape(beside)}[/dim]"
        )
        out.print(f"    “{escape(row['evidence'])}”", soft_wrap=True)
    if not rows:
        out.print("no event found")
    if any("claims" in row for row in rows):
        notes = (*notes, _CLAIMS)
    for note in notes:
        out.print(f"note: {escape(note)}")
    if rows:
        out.print("[dim]Proposals only: a person confirms with `licet timeline add`.[/dim]")
