"""Writes docs/findings.md: every check over the whole encoded law, with witness and citation.

Run it from the repository root: ``python scripts/findings.py``. What the tool finds is written as
found; whether it stands in the legal text, in the encoding or is as it should be is a reader's
word, kept in ``scripts/findings.toml``. A finding nobody has read yet says so.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from licet.courts import court_of, others_of
from licet.law import LAW_READ_TO, law
from licet.questions.findings import findings
from licet.questions.flaws import Flaw

ROOT = Path(__file__).resolve().parent.parent
TITLES = {
    "lapse": "Limits that lapse and come back",
    "one-day": "Single days between two limbs",
    "emptied": "Readings that empty a clause",
    "inverted": "Control that ends when a chip gets better",
    "boundary": "Values that both sides of a threshold leave out",
    "no-review": "Requirements without a review policy",
    "overlap": "Chips that meet two paragraphs",
    "idle": "Clauses without effect",
    "dead": "Clauses that nothing can meet",
    "same-reading": "Readings that say the same",
}
PLACES = {
    "text": "In the legal text",
    "encoding": "In the encoding",
    "meant": "As it should be",
    "unread": "Not read yet",
}


def assessed() -> dict[tuple[str, str], tuple[str, str]]:
    """For each kind and provision: where the flaw stands, and why."""
    table = tomllib.loads((ROOT / "scripts" / "findings.toml").read_text(encoding="utf-8"))
    return {
        (entry["kind"], provision): (entry["place"], entry["why"])
        for entry in table["finding"]
        for provision in entry["provisions"]
    }


def page(found: Iterable[Flaw], digest: str) -> str:
    """The page."""
    read = assessed()
    listed = list(found)
    lines = [
        "# Findings: gaps, overlaps and idle clauses in the encoded law",
        "",
        "Written by `scripts/findings.py` from a run of every check over every version of every",
        "provision; do not edit. Each witness was put to the evaluator before it was written.",
        f"Law read to {LAW_READ_TO}; {digest}.",
        "",
        "| where it stands | findings |",
        "|---|---|",
    ]
    counts = dict.fromkeys(PLACES, 0)
    for flaw in listed:
        counts[read.get((flaw.kind, flaw.provisions[0]), ("unread", ""))[0]] += 1
    lines += [f"| {PLACES[place]} | {count} |" for place, count in counts.items()]
    for kind, title in TITLES.items():
        chosen = [flaw for flaw in listed if flaw.kind == kind]
        lines += ["", f"## {title}", ""]
        if not chosen:
            lines.append("None found.")
        for flaw in chosen:
            place, why = read.get((flaw.kind, flaw.provisions[0]), ("unread", ""))
            names = ", ".join(f"`{name}`" for name in flaw.provisions)
            lines.append(f"- **{PLACES[place]}**: {names}, {flaw.cite}, from {flaw.on}.")
            lines.append(f"  {flaw.says[0].upper()}{flaw.says[1:]}.")
            if flaw.witness:
                facts = ", ".join(f"{name} = {value}" for name, value in flaw.witness.items())
                lines.append(f"  Witness: {facts}.")
            if why:
                lines.append(f"  {why}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page; the exit code is 0."""
    court = court_of()
    found = [
        flaw
        for each in (court, others_of(court))
        for flaw in findings(each, LAW_READ_TO, every_day=True)
    ]
    unique = {(f.kind, f.provisions, f.says): f for f in reversed(found)}
    ordered = sorted(unique.values(), key=lambda f: (f.provisions, f.kind, f.on))
    (ROOT / "docs" / "findings.md").write_text(page(ordered, law().digest), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
