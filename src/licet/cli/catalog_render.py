"""A catalog entry for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from licet.cli.render import console, indented


def show_entry(entry: Mapping[str, Any]) -> None:
    """Print an entry: what it is, how its measures come about, who says what."""
    out = console()
    out.print(Text(entry["title"], "bold"))
    use = {True: "for data centers", False: "not for data centers", None: "use not known"}
    facts = [entry["id"], entry["kind"], use[entry["datacenter"]], entry["released"] or ""]
    out.print(Text("  ".join(fact for fact in facts if fact), "dim"))
    for part in entry["contains"]:
        out.print(f"  contains {part['count']} x {part['item']}")
    out.print()
    for step in entry["working"]:
        indented(out, Text(step["step"]))
    if entry["disagreements"]:
        out.print()
        out.print(Text("Sources that disagree", "bold"))
    for other in entry["disagreements"]:
        figures = ", ".join(f"{name} {value}" for name, value in other["figures"].items())
        line = Text(f"{figures}: {other['label']}, {other['why']}")
        if other["crosses"]:
            line.append(f"; crosses {', '.join(other['crosses'])}", "yellow")
        if not other["weighed"]:
            line.append("; plainly wrong, not weighed", "dim")
        line.append(f"  {other['source']}", "dim")
        indented(out, line)
    if entry["statements"]:
        out.print()
        out.print(Text("Stated by others (not a ruling)", "bold"))
    for text in entry["statements"]:
        indented(out, Text(text))
    if entry["note"]:
        out.print()
        indented(out, Text(entry["note"]))
    out.print()
    out.print(Text(f"sources ({entry['confidence']}):", "dim"))
    for source in entry["sources"]:
        indented(out, Text(source, "dim"))
