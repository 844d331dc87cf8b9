"""Chips by rule version: how the verdict of each moved from one set of rules to the next."""

from __future__ import annotations

from typing import Any

from licet.catalog import Entry
from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.days import rule_days
from licet.charts.plane import SETS
from licet.charts.verdicts import Verdicts, drawn
from licet.errors import BadInput
from licet.places import country
from licet.reports.words import CLASSES, SIGNS, WORDS

ROW, COLUMN, LEFT = 17, 62, 250


def migration(
    verdicts: Verdicts, to: str, which: str = "datacenter", exporter: str = "", address: Any = None
) -> Chart:
    """A row for each chip, a column for each rule version.

    Args:
        verdicts: The verdicts of the catalog under a court.
        to: The destination.
        which: ``datacenter``, ``other`` or ``all`` chips.
        exporter: Who exports; when empty, an exporter no letter names.
        address: A function from an entry's id and a day to an address; none when None.
    """
    if which not in SETS:
        raise BadInput(f"no such set of chips: `{which[:40]}`", hint=", ".join(SETS))
    days = rule_days(verdicts.court)
    answers = [verdicts.of(day, to, exporter) for day in days]
    wanted = {"datacenter": True, "other": False}.get(which)
    chips = [e for e in drawn() if wanted is None or bool(e.datacenter) is wanted]
    chips.sort(key=lambda e: _order(e, [answer[e.id] for answer in answers]))
    rows = len(chips)
    marks = []
    for row, entry in enumerate(chips):
        top = rows - row
        for column, (day, answer) in enumerate(zip(days, answers, strict=True)):
            verdict = answer[entry.id]
            says = f"{entry.title}\nfrom {day}: {WORDS[verdict]}"
            href = address(entry.id, day) if address else ""
            marks.append(Mark("rect", column + 0.03, top - 0.94, column + 0.97, top - 0.06,
                              kind=CLASSES[verdict], says=says, href=href))  # fmt: skip
            marks.append(Mark("text", column + 0.5, top - 0.5, kind="on-dark" if verdict == "prohibited" else "on-fill", text=SIGNS[verdict],
                              dy=4, anchor="middle", size=10))  # fmt: skip
    used = dict.fromkeys(mark.kind for mark in marks)
    digest = verdicts.court.law.digest.removeprefix("sha256:")[:12]
    by = exporter or "an exporter no letter names"
    return Chart(
        name="migration",
        title=f"Chips by rule version, to {country(to).name}",
        subtitle=f"Exported by {by}; each column starts on the day a rule or letter changed",
        source=f"licet, rule set {digest}; figures of the catalog with their sources",
        width=COLUMN * len(days),
        height=ROW * max(rows, 1),
        x=Scale(
            "linear",
            0,
            float(len(days)),
            "",
            tuple((i + 0.5, f"{day:%y-%m-%d}") for i, day in enumerate(days)),
        ),
        y=Scale(
            "linear",
            0,
            float(max(rows, 1)),
            "",
            tuple((rows - i - 0.5, entry.title[:42]) for i, entry in enumerate(chips)),
        ),
        marks=tuple(marks),
        legend=tuple(
            Key(kind, WORDS[verdict]) for verdict, kind in CLASSES.items() if kind in used
        ),
        columns=("item", "name", *(day.isoformat() for day in days)),
        rows=tuple((e.id, e.title, *(a[e.id] for a in answers)) for e in chips),
        left=LEFT,
    )


def _order(entry: Entry, moved: list[str]) -> tuple[Any, ...]:
    """Chips that moved first, by when they first needed a license; then by name."""
    held = [number for number, verdict in enumerate(moved) if verdict == "license-required"]
    return (len(set(moved)) == 1, held[0] if held else len(moved), entry.vendor, entry.name)
