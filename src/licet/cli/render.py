"""A determination for people at a terminal: the verdict first, then why.

Color carries meaning, never alone: each verdict has a word and a sign as well.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from licet.cli import regimes_render
from licet.decision.regimes import Regimes, regimes_of
from licet.decision.why import Reason, why
from licet.reports.sheet import announcements, differs, exceptions, lead, title

if TYPE_CHECKING:
    from licet.decision.answer import Determination

VERDICTS = {
    "no-license-required": ("✓", "NO LICENSE REQUIRED", "bold green"),
    "license-exception": ("✓", "LICENSE EXCEPTION AVAILABLE", "bold green"),
    "license-required": ("✗", "LICENSE REQUIRED", "bold red"),
    "prohibited": ("■", "PROHIBITED", "bold white on red"),
    "not-subject": ("○", "NOT SUBJECT TO THE EAR", "bold cyan"),
    "indeterminate": ("?", "CAN'T BE TOLD YET", "bold yellow"),
}
PLAIN_SIGNS = {"✓": "[+]", "✗": "[x]", "■": "[!]", "○": "[o]", "?": "[?]"}
MAX_WIDTH = 100


def console() -> Console:
    """The terminal, or a pipe without color; at most 100 columns wide."""
    found = Console(highlight=False)
    if found.width > MAX_WIDTH:
        found.width = MAX_WIDTH
    return found


def sign_of(verdict: str) -> str:
    """The sign of a verdict, in letters the output can show."""
    sign = VERDICTS[verdict][0]
    encoding = (sys.stdout.encoding or "ascii").lower()
    return sign if encoding.startswith("utf") else PLAIN_SIGNS[sign]


def show(d: Determination, *, proof: bool = False) -> None:
    """Print a determination."""
    out = console()
    _headline(out, d)
    _layers(out, d)
    _section(out, "Why", _steps(why(d)), numbered=True)
    _review(out, d)
    _exceptions(out, d)
    _section(out, "Conditions", (Text(says) for says in d.conditions))
    _missing(out, d)
    _turns(out, d)
    _announced(out, d)
    others = regimes_of(d)
    _others(out, d, others)
    _section(out, "Other readings", (_alternative(d, entry) for entry in d.alternatives[:8]))
    _section(out, "Warnings", (Text(says, "yellow") for says in d.warnings))
    taken = (*d.assumptions, *others.assumptions)
    _section(out, "Taken as given", (Text(says, "dim") for says in taken))
    if proof:
        _proof(out, d)
    _footer(out, d)


def _others(out: Console, d: Determination, others: Regimes) -> None:
    """Other regimes, each under its own jurisdiction; no part of the verdict."""
    day, known = d.shipment.on, d.shipment.known_on
    levies, rules = (regimes_render.lines(f, day, known) for f in (others.levies, others.rules))
    _section(out, "Duties and charges", levies)
    _section(out, "Other regimes, no part of the verdict", rules)


def _headline(out: Console, d: Determination) -> None:
    _, words, style = VERDICTS[d.verdict]
    out.print(Text(f"{sign_of(d.verdict)} {words}", style))
    indented(out, Text(title(d)))
    decides = lead(d)
    if decides:
        indented(out, Text(decides))


def _layers(out: Console, d: Determination) -> None:
    met = d.parameters or "no paragraph of 3A090"
    rows = [
        ("Silicon meets", met),
        ("Ships as", d.eccn or "not known"),
        ("Text", _words(d.text)),
        ("Practice", _words(d.verdict) + _differs(d)),
    ]
    out.print()
    for name, value in rows:
        out.print(Text.assemble((f"  {name:<14}", "dim"), value))


def _differs(d: Determination) -> str:
    words = differs(d)
    return f", {words}" if words else ""


def _words(verdict: str) -> str:
    return VERDICTS[verdict][1].lower().replace(" ear", " EAR")


def indented(out: Console, text: Text, by: int = 2, mark: str = "") -> None:
    """Print a text, wrapped, every line indented; `mark` stands left of the first."""
    left = by + len(mark)
    lead = " " * by + mark
    for part in text.split("\n"):
        for line in part.wrap(out, max(out.width - left, 20)):
            line.rstrip()
            out.print(Text(lead).append_text(line), no_wrap=True, overflow="ignore", crop=False)
            lead = " " * left


def _section(out: Console, title: str, lines: Iterable[Text], *, numbered: bool = False) -> None:
    body = list(lines)
    if not body:
        return
    out.print()
    out.print(Text(title, "bold"))
    for number, line in enumerate(body, 1):
        indented(out, line, mark=f"{number}. " if numbered else "- ")


def _steps(reasons: Iterable[Reason]) -> Iterable[Text]:
    for reason in reasons:
        text = Text(reason.says)
        if reason.facts:
            text.append(f"\n{'; '.join(reason.facts)}", "cyan")
        text.append(f"\n{reason.cite}", "dim")
        if reason.confidence not in {"primary", "own"}:
            text.append(f"  (source: {reason.confidence})", "dim yellow")
        yield text


def _review(out: Console, d: Determination) -> None:
    if d.review_policy:
        _section(out, "Review policy", [Text(d.review_policy.replace("-", " "))])


def _exceptions(out: Console, d: Determination) -> None:
    styles = {"available": "green", "closed": "dim", "open": "yellow"}
    lines = []
    for offer in exceptions(d):
        text = Text.assemble(offer["symbol"], ": ", (offer["state"], styles[offer["state"]]))
        text.append(f"  {offer['cite']}", "dim")
        for condition in offer["conditions"]:
            text.append(f"\n{condition['says']} ({condition['met']})")
        lines.append(text)
    _section(out, "License exceptions", lines)


def _missing(out: Console, d: Determination) -> None:
    lines = []
    for entry in d.missing:
        text = Text(entry.fact, "bold")
        turns = [f"{turn.text}: {_words(turn.verdict)}" for turn in entry.turns_at[:6]]
        if turns:
            text.append(f"  {'; '.join(turns)}", "not bold")
        lines.append(text)
    _section(out, "Missing", lines)


def _turns(out: Console, d: Determination) -> None:
    before, after = d.turns
    lines = []
    if before:
        lines.append(
            Text(f"Since {before.on}: {before.title} (until then: {_words(before.before)})")
        )
    if after:
        lines.append(Text(f"From {after.on}: {_words(after.after)} ({after.title})"))
    elif before:
        lines.append(Text("No later change is known.", "dim"))
    _section(out, "When it turns", lines)


def _announced(out: Console, d: Determination) -> None:
    lines = []
    for one in announcements(d):
        text = Text(f"{one['on']}, {one['status']}: {one['says']}")
        for later in one["later"]:
            text.append(f"\n{later['on']}: {later['says']}")
        text.append(f"\n{one['url']}", "dim")
        lines.append(text)
    _section(out, "Announced, not law", lines)


def _alternative(d: Determination, entry: object) -> Text:
    what, value = getattr(entry, "what", ""), getattr(entry, "value", "")
    verdict, parameters = getattr(entry, "verdict", ""), getattr(entry, "parameters", None)
    met = f", silicon meets {parameters}" if parameters else ""
    return Text(f"{what} {value}: {_words(verdict)}{met}")


def _proof(out: Console, d: Determination) -> None:
    signs = {"true": ("yes", "green"), "false": ("no ", "dim"), "unknown": ("?  ", "yellow")}
    out.print()
    out.print(Text("Every provision consulted", "bold"))
    for stage in d.proof["stages"]:
        out.print(Text(f"  {stage['stage']}", "underline"))
        for node in stage["provisions"]:
            word, style = signs[node["truth"]]
            used = ", ".join(f"{name} {value}" for name, value in node["facts"].items())
            line = Text.assemble((word, style), f" {node['provision']}  ", (node["cite"], "dim"))
            indented(out, line, 4)
            if used and node["truth"] != "false":
                indented(out, Text(used, "cyan"), 8)


def _footer(out: Console, d: Determination) -> None:
    import licet

    law = d.court.law
    out.print()
    digest = law.digest.removeprefix("sha256:")[:12]
    out.print(Text(f"licet {licet.__version__}, rule set {digest}", "dim"))
    for name, own in law.own_files:
        out.print(Text(f"with your own law: {name} ({own[:19]})", "yellow"))
