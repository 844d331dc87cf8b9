"""The law for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from licet.cli.render import console, indented


def show_list(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print provisions, two lines each: what it is, and where it stands on the day."""
    out = console()
    for row in rows:
        indented(out, Text.assemble((row["id"], "bold"), f"  {row['title']}"), 0)
        since = f"since {row['since']}, " if row["since"] else ""
        indented(out, Text(f"{since}{row['status']}: {row['cite']}", "dim"))


def show_provision(found: Mapping[str, Any]) -> None:
    """Print a provision with its versions, newest first."""
    out = console()
    out.print(Text(found["title"], "bold"))
    out.print(Text(f"{found['id']}  {found['cite']}", "dim"))
    if found["notes"]:
        indented(out, Text(found["notes"]))
    if not found["versions"]:
        out.print("  no version in force on that day")
    for version in reversed(found["versions"]):
        out.print()
        out.print(Text(_span(version), "bold"))
        if version["cite"] != found["cite"]:
            indented(out, Text(version["cite"], "dim"))
        for line in _version_lines(version):
            indented(out, line)


def _span(version: Mapping[str, Any]) -> str:
    until = f" until {version['until']}" if version["until"] else ""
    later = f", compliance {version['compliance']}" if version["compliance"] else ""
    letter = f", letter to {version['addressee']}" if version["addressee"] else ""
    return f"From {version['from']}{until}{later} ({version['layer']}{letter})"


def _version_lines(version: Mapping[str, Any]) -> Iterable[Text]:
    yield Text(version["says"])
    yield Text.assemble(("when ", "dim"), (version["condition"], "cyan"))
    for clause in version["unless"]:
        lapses = f" (lapses {clause['until']})" if clause["until"] else ""
        yield Text.assemble(("unless ", "dim"), clause["condition"], lapses)
        yield Text(f"       {clause['says']}", "dim")
    for clause in version["conditions"]:
        yield Text.assemble(("asks   ", "dim"), clause["says"])
    for reading in version["readings"]:
        yield Text(f"another reading: {reading['says']}", "yellow")
    for caution in version["cautions"]:
        yield Text(f"caution from {caution['from']}: {caution['says']}", "yellow")
    made = version["instrument"]
    yield Text(f"made by {made['title']}, {made['cite']}, public {made['published']}", "dim")
    yield Text(f"source ({version['confidence']}): {', '.join(version['sources'])}", "dim")


def show_facts(found: Iterable[Mapping[str, Any]]) -> None:
    """Print the facts a law may ask about."""
    out = console()
    for fact in found:
        unit = f", {fact['unit']}" if fact["unit"] else ""
        out.print(Text.assemble((fact["name"], "bold"), f"  {fact['kind']} of {fact['of']}{unit}"))
        indented(out, Text(fact["meaning"], "dim"))
        if fact["values"]:
            indented(out, Text(", ".join(fact["values"]), "cyan"))


def show_diff(found: Sequence[Mapping[str, Any]], first: date, second: date) -> None:
    """Print what changed between two days, grouped by what changed it."""
    out = console()
    if not found:
        out.print(f"Nothing changed in the encoded law between {first} and {second}.")
        return
    out.print(Text(f"What changed from {first} to {second}", "bold"))
    titles = {"new": ("new", "green"), "ended": ("ended", "red"), "changed": ("changed", "yellow"),
              "group": ("places", "cyan")}  # fmt: skip
    current = None
    for entry in sorted(found, key=_by_instrument):
        made = entry["instrument"]
        heading = f"{made['title']}  {made['cite']}" if made else "Country groups"
        if heading != current:
            current = heading
            out.print()
            out.print(Text(heading, "bold"))
        word, style = titles[entry["kind"]]
        day = f" {entry['on']}" if entry["on"] else ""
        cite = (f"{entry['cite']}; {entry['layer']}", "dim")
        indented(out, Text.assemble((word, style), f"{day}  {entry['title']}  ", cite))
        if entry["was"]:
            indented(out, Text(f"was: {entry['was']}", "dim"), 6)
        if entry["now"]:
            indented(out, Text(f"now: {entry['now']}"), 6)


def _by_instrument(entry: Mapping[str, Any]) -> tuple[bool, str, str, str]:
    made = entry["instrument"]
    return (made is None, entry["on"] or "", made["title"] if made else "", entry["id"])


def show_report(found: Mapping[str, Any]) -> None:
    """Print what `licet law verify` found."""
    out = console()
    totals = found["totals"]
    out.print(
        f"{totals['provisions']} provisions, {totals['versions']} versions, "
        f"{totals['instruments']} instruments; {totals['hash']}"
    )
    levels = ", ".join(f"{count} {name}" for name, count in totals["confidence"].items())
    out.print(f"confidence of the versions: {levels}")
    headings = {
        "errors": ("Errors", "red"),
        "overlaps": ("Overlaps", "yellow"),
        "gaps": ("Gaps", "yellow"),
        "uncited": ("Without a source link", "yellow"),
        "unverified": ("Less than primary or quoted text", "yellow"),
        "ambiguous": ("Read in more than one way", "cyan"),
        "cautions": ("Cautions", "cyan"),
    }
    for key, (title, style) in headings.items():
        if key not in found:
            continue
        out.print()
        out.print(Text(f"{title}: {len(found[key])}", f"bold {style}" if found[key] else "bold"))
        for entry in found[key]:
            kind = f"{entry['kind']} " if "kind" in entry else ""
            text = Text.assemble((f"{kind}{entry['id']} {entry['from']} ", "dim"), entry["says"])
            indented(out, text)
            if entry.get("witness"):
                facts = ", ".join(f"{name} = {value}" for name, value in entry["witness"].items())
                indented(out, Text(facts, "dim"), 6)
