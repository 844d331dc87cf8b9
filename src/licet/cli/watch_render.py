"""What `licet watch` found, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from licet.cli.render import console, indented

if TYPE_CHECKING:
    from licet.watch.changes import Change, Report
    from licet.watch.ecfr import Amendment
    from licet.watch.known import Known
    from licet.watch.register import Published

_WHERE = {
    "paragraph": ("CHANGED", "the cited paragraph"),
    "lead-in": ("CHANGED", "a text the cited paragraph hangs on"),
    "new": ("CHANGED", "the cited place is new"),
    "removed": ("CHANGED", "the cited place is gone"),
    "part": ("LOOK", "the whole part is cited"),
    "not-located": ("LOOK", "the cited paragraph was not found in the text"),
    "elsewhere": ("NEAR", "another paragraph of the same section"),
}
_STYLES = {"CHANGED": "bold red", "LOOK": "bold yellow", "NEAR": "cyan"}
_LONG = 300
_MANY = 3


def show_documents(rows: Sequence[tuple[Published, Known]]) -> None:
    """Print documents, newest first, each with whether licet knows it."""
    out = console()
    if not rows:
        out.print("No document fits.")
        return
    for document, known in rows:
        word, style = ("KNOWN", "green") if known else ("NEW", "bold yellow")
        head = Text(f"{document.published}  ")
        head.append(f"{word:<6}", style)
        head.append(f" {document.number}  {document.citation}  {document.kind}".rstrip(), "dim")
        out.print(head)
        indented(out, Text(document.title))
        facts = [f"effective {document.effective}"] if document.effective else []
        if document.parts:
            facts.append("15 CFR " + ", ".join(map(str, document.parts)))
        facts += [f"law: {name}" for name in known.instruments]
        facts += [f"event: {name}" for name in known.events]
        if facts:
            indented(out, Text("; ".join(facts), "dim"))
        if document.url:
            indented(out, Text(document.url, "dim"))
    fresh = sum(not known for _, known in rows)
    out.print(f"{len(rows)} documents, {fresh} not known to licet")


def show_changes(
    report: Report, amended: Mapping[int, Sequence[Amendment]], *, importing: bool
) -> None:
    """Print the changes, the closest to a cited paragraph first."""
    out = console()
    out.print(Text(f"15 CFR between {report.since} and {report.until}", "bold"))
    out.print(Text(f"parts read: {', '.join(map(str, report.parts))}", "dim"))
    if importing:
        out.print(Text("The eCFR is taking in new text; ask again later.", "yellow"))
    if not report.changes:
        out.print("No encoded provision rests on text that has changed.")
    shown: set[tuple[int, str]] = set()
    for change in report.changes:
        _change(out, change, amended)
        if (change.target.part, change.unit) not in shown:
            shown.add((change.target.part, change.unit))
            _words(out, "-", change.before)
            _words(out, "+", change.after)
    if report.unused:
        out.print(Text("Changed, and nothing encoded rests on it", "bold"))
        for name in report.unused:
            indented(out, Text(name))
    out.print(
        Text(f"{len(report.unwatched)} provisions rest on other sources and are not watched", "dim")
    )


def _change(out: Console, change: Change, amended: Mapping[int, Sequence[Amendment]]) -> None:
    word, says = _WHERE[change.where]
    head = Text(f"{word:<8}", _STYLES[word])
    head.append(change.provision, "bold")
    head.append(f"  {change.target}", "dim")
    out.print(head)
    days = _days(change, amended.get(change.target.part, ()))
    if days:
        says += f"; amended {', '.join(days)}"
    if change.encoded:
        says += f"; a version is encoded from {', '.join(map(str, change.encoded))}"
    else:
        says += "; no version is encoded for this time"
    indented(out, Text(says))


def _days(change: Change, amended: Iterable[Amendment]) -> list[str]:
    unit = change.unit.partition("/")[0]
    if unit.startswith("supp-"):
        unit = f"Supplement No. {unit.removeprefix('supp-')} to Part {change.target.part}"
    days = {str(each.amended) for each in amended if each.unit.lower() == unit.lower()}
    return sorted(days)


def _words(out: Console, sign: str, paragraphs: Sequence[str]) -> None:
    for text in paragraphs[:_MANY]:
        short = text if len(text) <= _LONG else f"{text[:_LONG]}…"
        indented(out, Text(f"{sign} {short}", "dim"))
    if len(paragraphs) > _MANY:
        indented(out, Text(f"{sign} and {len(paragraphs) - _MANY} more paragraphs", "dim"))
