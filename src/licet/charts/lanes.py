"""Events and rules in swim lanes: when each was said, published, in force, suspended, undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.dead import Span
from licet.charts.svg import TALL
from licet.charts.times import time_scale
from licet.timeline import STANDING, Backtrack, Event

ROW = 19
WIDTH, LEFT = 640, 430
MOST = 250
KINDS = {
    "reported": "said", "announced": "said", "proposed": "said", "published": "outside",
    "in-force": "required", "suspended": "none", "rescinded": "none", "expired": "none",
    "vacated": "none",
}  # fmt: skip
# Forms beside legal texts that bind for a time, and so are drawn as bars.
LASTING = frozenset({"letter", "license", "guidance", "draft", "bill", "agreement"})
WRITTEN = {"yes": "loosen", "no": "said", "partly": "neutral", "n.a.": "neutral"}
LEGEND = (
    Key("said", "said: reported, announced, proposed"),
    Key("outside", "published, not yet in force"),
    Key("required", "in force, tightens"),
    Key("free", "in force, loosens"),
    Key("none", "suspended, undone or run out"),
    Key("line", "compliance date", "triangle"),
    Key("dead", "dead letter: in the text, not enforced"),
)


def lanes(
    events: Sequence[Event],
    today: date,
    known_on: date | None = None,
    source: str = "",
    dead: Mapping[str, tuple[Span, ...]] | None = None,
) -> Chart:
    """A lane for each event, grouped by who acts, oldest first.

    Args:
        events: The events, as known on the day of knowledge.
        today: Where open bars end.
        known_on: The day of knowledge, drawn as a line.
        source: The rule set, for the source line.
        dead: By instrument the days on which its text stands and is not enforced.
    """
    ranked = sorted(events, key=lambda e: (e.jurisdiction != "US", e.jurisdiction, e.announced))
    ranked = ranked[:MOST]
    first = min((step.day for e in ranked for step in e.steps), default=date(2022, 8, 1))
    ahead = [e.compliance.first for e in ranked if e.compliance is not None]
    last = max([today, *(step.day for e in ranked for step in e.steps), *ahead])
    x = time_scale(date(first.year, 1, 1), date(last.year + 1, 1, 1))
    height = max(len(ranked), 1) * ROW
    marks: list[Mark] = []
    ticks = []
    for row, event in enumerate(ranked):
        middle = len(ranked) - row - 0.5
        ticks.append((middle, _short(f"{event.announced}  {event.summary}")))
        marks += _bars(event, middle, last)
        marks += _dead(event, middle, last, dead or {})
        if event.compliance is not None:
            day = event.compliance.first
            marks.append(Mark("dot", day.toordinal(), middle, kind="line", form="triangle", size=4,
                              says=f"{event.instrument}\ncompliance date {event.compliance}",
                              href=f"/timeline/{event.id}"))  # fmt: skip
    marks += _now(known_on or today, max(len(ranked), 1), known_on is not None)
    return Chart(
        name="timeline",
        title="Events and rules"
        if known_on is None
        else f"Events and rules as known on {known_on}",
        subtitle=f"{len(ranked)} events; each bar runs from the act to what ended it",
        source=f"licet timeline; sources stand with each event{_set(source)}",
        width=WIDTH,
        height=height,
        x=x,
        y=Scale("linear", 0, float(max(len(ranked), 1)), "", tuple(ticks)),
        marks=tuple(marks),
        legend=tuple(
            key for key in LEGEND if (key.kind != "dead" or dead) and (key.kind != "line" or ahead)
        ),
        columns=(
            "id",
            "announced",
            "effective",
            "until",
            "jurisdiction",
            "actor",
            "instrument",
            "status",
            "dead_letter_from",
            "direction",
            "summary",
        ),
        rows=tuple(
            (
                e.id,
                str(e.announced),
                str(e.effective or ""),
                str(e.until or ""),
                e.jurisdiction,
                e.actor,
                e.instrument,
                e.status,
                _since(e, dead or {}),
                e.direction,
                e.summary,
            )
            for e in ranked
        ),
        left=LEFT,
    )


def _bars(event: Event, middle: float, last: date) -> Iterator[Mark]:
    steps = list(event.steps)
    says = f"{event.instrument}\n{event.announced}: {event.summary}\nnow {event.status}"
    ends = [*(step.day for step in steps[1:]), last]
    href = f"/timeline/{event.id}"
    for number, (step, end) in enumerate(zip(steps, ends, strict=True)):
        kind = KINDS.get(step.status, "neutral")
        if kind == "required" and event.direction != "tighten":
            kind = "free" if event.direction == "loosen" else "neutral"
        thin = 0.12 if kind == "none" else 0.3
        stop = max(end, date.fromordinal(step.day.toordinal() + 1))
        ended = number == len(steps) - 1
        if ended and (kind == "said" or not (event.legal_text or event.form in LASTING)):
            # What was only said or told has no end; a dot does not look like a rule in force.
            yield Mark("dot", step.day.toordinal(), middle, kind=kind, says=says, href=href,
                       form="diamond", size=4.2, text=event.instrument)  # fmt: skip
            return
        yield Mark("rect", step.day.toordinal(), middle - thin, stop.toordinal(), middle + thin,
                   kind=kind, says=says if number == 0 else "", href=href if number == 0 else "")  # fmt: skip
    if not steps:
        day = event.announced.first.toordinal()
        yield Mark("dot", day, middle, kind="said", says=says, href=href, form="diamond", size=4.2)


def _dead(
    event: Event, middle: float, last: date, dead: Mapping[str, tuple[Span, ...]]
) -> Iterator[Mark]:
    """The days on which the text stands and nobody enforces it: an open bar over the full one."""
    for name in event.instrument_ids:
        for start, end in dead.get(name, ()):
            stop = min(end or last, last)
            if stop <= start:
                continue
            until = f" until {end}" if end else ""
            says = (
                f"{event.instrument}\ndead letter from {start}{until}: the text stands in the code "
                "and is not enforced"
            )
            yield Mark("rect", start.toordinal(), middle - 0.36, stop.toordinal(), middle + 0.36,
                       kind="dead", says=says, href=f"/timeline/{event.id}")  # fmt: skip


def _since(event: Event, dead: Mapping[str, tuple[Span, ...]]) -> str:
    return min(
        (str(start) for n in event.instrument_ids for start, _ in dead.get(n, ())), default=""
    )


def _now(day: date, rows: int, known: bool) -> Iterator[Mark]:
    x = float(day.toordinal())
    yield Mark("rule", x, 0, x, rows, kind="now")
    if known:
        yield Mark(
            "text",
            x,
            rows,
            text=f"as known on {day}",
            dx=4,
            dy=-22 if rows * ROW > TALL else -3,
            anchor="end",
            size=10,
        )


def _short(text: str, most: int = 68) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' ,;')}…"


def _set(source: str) -> str:
    return f"; {source}" if source else ""


def reversals(pairs: Sequence[Backtrack], source: str = "") -> Chart:
    """The backtracks: a bar from each restriction to what undid it."""
    ranked = sorted(pairs, key=lambda b: b.restriction.acted.first)
    days = [e.acted.first for b in ranked for e in (b.restriction, b.reversal)]
    first, last = min(days, default=date(2022, 1, 1)), max(days, default=date(2026, 1, 1))
    marks: list[Mark] = []
    ticks = []
    for row, pair in enumerate(ranked):
        middle = len(ranked) - row - 0.5
        ticks.append((middle, _short(f"{pair.restriction.announced}  {pair.restriction.summary}")))
        start = pair.restriction.acted.first.toordinal()
        end = pair.reversal.acted.first.toordinal()
        says = (
            f"{pair.restriction.instrument}\nundone after {pair.days} days: "
            f"{pair.reversal.instrument}\nin writing: {pair.written}; {STANDING[pair.standing]}"
        )
        left, right = sorted((start, end))
        href = f"/timeline/{pair.reversal.id}"
        marks.append(Mark("rect", left, middle - 0.22, max(right, left + 1), middle + 0.22,
                          kind=WRITTEN[pair.written], says=says, href=href))  # fmt: skip
        marks.append(Mark("text", right, middle, text=f"{pair.days} d", dx=5, dy=4, size=10))
    return Chart(
        name="backtracks",
        title="Backtracks: from the restriction to what undid it",
        subtitle=f"{len(ranked)} pairs; the color tells whether the reversal is a legal text",
        source=f"licet timeline; sources stand with each event{_set(source)}",
        width=WIDTH,
        height=max(len(ranked), 1) * ROW,
        x=time_scale(date(first.year, 1, 1), date(last.year + 1, 1, 1)),
        y=Scale("linear", 0, float(max(len(ranked), 1)), "", tuple(ticks)),
        marks=tuple(marks),
        legend=(
            Key("loosen", "in a legal text"),
            Key("said", "said only"),
            Key("neutral", "partly, or no text is due"),
        ),
        columns=("restriction", "reversal", "kind", "days", "written", "standing"),
        rows=tuple(
            (b.restriction.id, b.reversal.id, b.kind, b.days, b.written, STANDING[b.standing])
            for b in ranked
        ),
        left=LEFT,
    )
