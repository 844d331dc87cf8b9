"""Events and rules in swim lanes: when each was said, published, in force, suspended, undone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from licet.charts.chart import Chart, Key, Mark, Scale
from licet.charts.dead import Span
from licet.charts.svg import TALL
from licet.charts.times import time_scale
from licet.places import country
from licet.timeline import Event

ROW = 19
WIDTH, LEFT = 640, 430
MOST = 1_000
LETTERS = 74
OTHERS = {"EU": "European Union", "UK": "United Kingdom", "US-STATES": "US states"}
KINDS = {
    "reported": "said", "announced": "said", "proposed": "said", "published": "due",
    "in-force": "required", "suspended": "none", "rescinded": "none", "expired": "none",
    "vacated": "none",
}  # fmt: skip
# Forms beside legal texts that bind for a time, and so are drawn as bars.
LASTING = frozenset({"letter", "license", "guidance", "draft", "bill", "agreement"})
LEGEND = (
    Key("said", "said: reported, announced, proposed"),
    Key("due", "published, not (yet) in force"),
    Key("required", "in force, tightens"),
    Key("free", "in force, loosens"),
    Key("neutral", "in force, neither"),
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
    ranked = sorted(events, key=lambda e: (*_lane(e), e.announced))[:MOST]
    rows = _rows(ranked)
    first = min((step.day for e in ranked for step in e.steps), default=date(2022, 8, 1))
    ahead = [e.compliance.first for e in ranked if e.compliance is not None]
    last = max([today, *(step.day for e in ranked for step in e.steps), *ahead])
    x = time_scale(date(first.year, 1, 1), date(last.year + 1, 1, 1))
    high = max(len(rows), 1)
    marks: list[Mark] = []
    ticks = []
    for row, event in enumerate(rows):
        middle = high - row - 0.5
        if isinstance(event, str):
            marks.append(Mark("text", x.low, middle, kind="lane", text=event, dx=8 - LEFT, dy=5,
                              size=13))  # fmt: skip
            continue
        ticks.append((middle, short(f"{event.announced}  {event.summary}")))
        marks += _bars(event, middle, last, known_on)
        marks += _dead(event, middle, last, dead or {}, known_on)
        if event.compliance is not None:
            day = event.compliance.first
            marks.append(Mark("dot", day.toordinal(), middle, kind="line", form="triangle", size=4,
                              says=f"{event.instrument}\ncompliance date {event.compliance}",
                              href=href_of(event, known_on)))  # fmt: skip
    marks += _now(known_on or today, high, known_on is not None)
    return Chart(
        name="timeline",
        title="Events and rules"
        if known_on is None
        else f"Events and rules as known on {known_on}",
        subtitle=_count(len(events), len(ranked)),
        source=f"licet timeline; sources stand with each event{source_part(source)}",
        width=WIDTH,
        height=high * ROW,
        x=x,
        y=Scale("linear", 0, float(high), "", tuple(ticks)),
        marks=tuple(marks),
        legend=tuple(key for key in LEGEND if key.kind in {mark.kind for mark in marks}),
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


def _count(whole: int, shown: int) -> str:
    """How many events there are and are drawn.

    >>> _count(1, 1), _count(1200, 1000)
    ('1 event; each bar runs from the act to what ended it', 'the first 1,000 of 1,200 events; each \
bar runs from the act to what ended it')
    """
    if not whole:
        return "No event fits; take a filter away"
    count = f"{shown:,} event{'' if shown == 1 else 's'}"
    if shown < whole:
        count = f"the first {shown:,} of {whole:,} events"
    return f"{count}; each bar runs from the act to what ended it"


def _lane(event: Event) -> tuple[int, str]:
    """Who acts, with a rank: the United States first, its states next."""
    code = event.jurisdiction
    if code == "US":
        return 0, "United States"
    if code.startswith("US-"):
        return 1, OTHERS["US-STATES"]
    return 2, OTHERS.get(code) or country(code).name


def _rows(ranked: Sequence[Event]) -> list[Event | str]:
    """The events with a heading before those of each actor, where there are several."""
    rows: list[Event | str] = []
    for (_, name), group in groupby(ranked, _lane):
        rows += [name, *group]
    several = sum(isinstance(row, str) for row in rows) > 1
    return rows if several else list(ranked)


def _bars(event: Event, middle: float, last: date, known_on: date | None) -> Iterator[Mark]:
    steps = list(event.steps)
    says = f"{event.instrument}\n{event.announced}: {event.summary}\nnow {event.status}"
    ends = [*(step.day for step in steps[1:]), last]
    href = href_of(event, known_on)
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
    event: Event,
    middle: float,
    last: date,
    dead: Mapping[str, tuple[Span, ...]],
    known_on: date | None,
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
                       kind="dead", says=says, href=href_of(event, known_on))  # fmt: skip


def href_of(event: Event, known_on: date | None) -> str:
    """The page of an event, as known on the same day."""
    return f"/timeline/{event.id}" + (f"?known_on={known_on}" if known_on else "")


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


def short(text: str, most: int = LETTERS) -> str:
    """A text that fits beside a lane."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' ,;')}…"


def source_part(source: str) -> str:
    """The rule set as the rest of a source line."""
    return f"; {source}" if source else ""
