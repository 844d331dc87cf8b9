"""Chips by rule version: how verdict and paragraph of each moved from one set of rules to the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from licet.catalog import Entry
from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.days import rule_days
from licet.charts.plane import SETS
from licet.charts.stance import lead_of, source_of
from licet.charts.verdicts import Look, Verdicts, drawn
from licet.errors import BadInput
from licet.places import country
from licet.reports.words import CLASSES, SIGNS, WORDS

ROW, COLUMN, LEFT = 17, 68, 250


def migration(
    verdicts: Verdicts,
    to: str,
    which: str = "datacenter",
    exporter: str = "",
    address: Any = None,
    *,
    layer: str = "practice",
    known_on: date | None = None,
) -> Chart:
    """A row for each chip, a column for each rule version.

    Args:
        verdicts: The verdicts of the catalog under a court.
        to: The destination.
        which: ``datacenter``, ``other`` or ``all`` chips.
        exporter: Who exports; when empty, an exporter no letter names.
        address: A function from an entry's id and a day to an address; none when None.
        layer: ``practice`` or ``text``.
        known_on: Nothing published after this day is used, and no later column is drawn.
    """
    if which not in SETS:
        raise BadInput(f"no such set of chips: `{which[:40]}`", hint=", ".join(SETS))
    every = rule_days(verdicts.court)
    days = tuple(day for day in every if known_on is None or day <= known_on)
    if not days:
        raise BadInput(f"no rule on chips was known on `{known_on}`", hint=f"{every[0]} or later")
    looks = [Look(day, to, exporter, known_on, layer) for day in days]
    answers = [verdicts.of(look) for look in looks]
    met = [verdicts.paragraphs(look) for look in looks]
    wanted = {"datacenter": True, "other": False}.get(which)
    chips = [e for e in drawn() if wanted is None or bool(e.datacenter) is wanted]
    chips.sort(key=lambda e: _order(e, [answer[e.id] for answer in answers]))
    rows = len(chips)
    marks = []
    for row, entry in enumerate(chips):
        top = rows - row
        for column, (day, answer, found) in enumerate(zip(days, answers, met, strict=True)):
            verdict = answer[entry.id]
            says = f"{entry.title}\nfrom {day}: {WORDS[verdict]}\n{_meets(found[entry.id])}"
            href = address(entry.id, day) if address else ""
            marks.append(Mark("rect", column + 0.03, top - 0.94, column + 0.97, top - 0.06,
                              kind=CLASSES[verdict], says=says, href=href))  # fmt: skip
            ink = "on-dark" if verdict == "prohibited" else "on-fill"
            short = f"{SIGNS[verdict]} {_SHORT.get(found[entry.id], found[entry.id])}".strip()
            marks.append(Mark("text", column + 0.5, top - 0.5, kind=ink, text=short, dy=4,
                              anchor="middle", size=9.5))  # fmt: skip
    used = dict.fromkeys(mark.kind for mark in marks)
    by = exporter or "an exporter no letter names"
    known = f", as known on {known_on}" if known_on else ""
    return Chart(
        name="migration",
        title=f"Chips by rule version, to {country(to).name}",
        subtitle=f"{lead_of(layer)}{known}; exported by {by}; each column starts on the day a rule or "
        "letter changed; each cell tells the verdict and the paragraph the silicon meets",
        source=f"licet, {source_of(verdicts.court)}; figures of the catalog with their sources",
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
        rows=tuple(
            (e.id, e.title, *(_cell(a[e.id], m[e.id]) for a, m in zip(answers, met, strict=True)))
            for e in chips
        ),
        left=LEFT,
    )


# What stands in a cell for silicon whose figures leave its paragraph open.
_SHORT = {"unknown": "3A090?"}


def _meets(paragraph: str) -> str:
    if paragraph == "unknown":
        return "the figures leave open which paragraph the silicon meets"
    return f"silicon meets {paragraph or 'no paragraph of 3A090'}"


def _cell(verdict: str, paragraph: str) -> str:
    return f"{verdict}; {paragraph}" if paragraph else verdict


def _order(entry: Entry, moved: list[str]) -> tuple[Any, ...]:
    """Chips that moved first, by when they first needed a license; then by name."""
    held = [number for number, verdict in enumerate(moved) if verdict == "license-required"]
    return (len(set(moved)) == 1, held[0] if held else len(moved), entry.vendor, entry.name)
