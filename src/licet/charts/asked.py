"""The charts by name, from what was asked as texts: for pages, downloads and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from time import sleep
from urllib.parse import urlencode

from licet.case import parse_day
from licet.charts.bars import bars
from licet.charts.chart import Chart
from licet.charts.days import read_to, turning_days
from licet.charts.dead import dead_letters
from licet.charts.designed import design_of
from licet.charts.lanes import lanes
from licet.charts.migration import migration
from licet.charts.plane import View as PlaneView
from licet.charts.plane import plane
from licet.charts.reversals import reversals
from licet.charts.stance import lead_of, source_of, stance_of
from licet.charts.verdicts import Look, Verdicts
from licet.charts.world import View as WorldView
from licet.charts.world import world
from licet.errors import BadCase, BadInput
from licet.law import LAW_STARTS
from licet.places import country
from licet.questions.setting import ANYBODY
from licet.rules.court import Court
from licet.timeline import Event, backtracks
from licet.timeline import query as events_of

Query = Mapping[str, str]
# What an answer keeps when a mark leads to its proof.
CARRIED = ("known_on", "stance", "law")
# Kinds of events to show: all, or legal texts and letters.
ONLY = frozenset({"", "law"})
WORLD_KEYS = ("item", "exporter", "from", "transaction")


class Pictures:
    """Charts by name under one court."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self.verdicts = Verdicts(court)
        self.named: Mapping[str, Callable[[Query], Chart]] = {
            "plane": self.plane,
            "world": self.world,
            "timeline": self.timeline,
            "backtracks": self.backtracks,
            "migration": self.migration,
            "headroom": self.headroom,
        }

    def plane(self, asked: Query) -> Chart:
        """The plane of a day."""
        view = PlaneView(
            on=day_of(asked, "on"),
            to=country(asked.get("to") or "CN").code,
            y=asked.get("y", ""),
            which=asked.get("which") or "datacenter",
            exporter=text_of(asked, "exporter"),
            known_on=known_of(asked),
            layer=stance_of(asked),
        )

        def address(item: str) -> str:
            return check_address(asked, item=item, to=view.to, on=view.on.isoformat(),
                                 exporter=view.exporter or ANYBODY)  # fmt: skip

        return plane(self.verdicts, view, address)

    def world(self, asked: Query) -> Chart:
        """The verdict by destination."""
        case = {key: text_of(asked, key) for key in WORLD_KEYS if asked.get(key)}
        case.setdefault("item", "H100")
        before = asked.get("before", "")
        view = WorldView(
            case=tuple(case.items()),
            on=day_of(asked, "on"),
            before=day_of(asked, "before") if before else None,
            known_on=known_of(asked),
            show=asked.get("show") or "on",
            layer=stance_of(asked),
        )

        def address(code: str, day: date) -> str:
            return check_address(asked, **case, to=code, on=day.isoformat())

        return world(self.court, view, address)

    def timeline(self, asked: Query) -> Chart:
        """Events in lanes."""
        known = known_of(asked)
        found = filtered(asked)
        # Read as text, the code says nothing of what is enforced.
        dead = dead_letters(self.court, known) if stance_of(asked) == "practice" else {}
        return lanes(found, known or date.today(), known, source_of(self.court), dead)

    def backtracks(self, asked: Query) -> Chart:
        """What undid what, where one of the two passes the filters."""
        fits = {event.id for event in filtered(asked)}
        pairs = backtracks(known_on=known_of(asked))
        kept = [p for p in pairs if p.restriction.id in fits or p.reversal.id in fits]
        return reversals(kept, source_of(self.court), known_of(asked))

    def migration(self, asked: Query) -> Chart:
        """Chips by rule version."""
        to = country(asked.get("to") or "CN").code
        exporter = text_of(asked, "exporter")

        def address(item: str, day: date) -> str:
            return check_address(
                asked, item=item, to=to, on=day.isoformat(), exporter=exporter or ANYBODY
            )

        return migration(
            self.verdicts, to, asked.get("which") or "datacenter", exporter, address,
            layer=stance_of(asked), known_on=known_of(asked),
        )  # fmt: skip

    def headroom(self, asked: Query) -> Chart:
        """The distances of a design to every line."""
        design = design_of(asked, day_of(asked, "on"), self.court)
        shipment = design.place.shipment
        draft = asked.get("draft", "")
        under = f", under the draft {draft}" if draft else ""
        if shipment.known_on:
            under += f", as known on {shipment.known_on}"
        return bars(
            design.rooms,
            f"Headroom to {country(shipment.to).name} on {shipment.on}{under}",
            f"{lead_of(stance_of(asked))}; exported by {shipment.exporter}; each bar is a figure of the "
            "design, the line is the limit of a provision in force",
            source_of(design.place.court),
            read_to(shipment.on),
        )

    def warm(self, pause: float = 0.05) -> None:
        """Work out what people look at first, so that it is there when they come.

        Args:
            pause: Seconds to leave to others between two days of the slider.
        """
        self.migration({})
        for day in reversed(turning_days(self.court)):
            if LAW_STARTS <= day <= date.today():
                self.verdicts.of(Look(day, "CN"))
                sleep(pause)
        self.migration({"stance": "text"})


def filtered(asked: Query) -> tuple[Event, ...]:
    """The events that pass the filters of a query.

    Raises:
        BadInput: A filter is wrong.
    """
    only = asked.get("only", "")
    if only not in ONLY:
        raise BadInput(f"no such kind: `{only[:20]}`", hint="law, or nothing for all")
    found = events_of(
        about=text_of(asked, "about") or None,
        place=text_of(asked, "place") or None,
        jurisdiction=text_of(asked, "by") or None,
        status=text_of(asked, "status") or None,
        since=parse_day(asked["from"], "from") if asked.get("from") else None,
        until=parse_day(asked["until"], "until") if asked.get("until") else None,
        known_on=known_of(asked),
    )
    if only == "law":
        return tuple(event for event in found if event.legal_text or event.form == "letter")
    return found


def check_address(asked: Query, **case: str) -> str:
    """The address of the Check page for a case, under the stance and law that were asked for."""
    state = {**case, **{key: asked.get(key, "") for key in CARRIED}}
    return f"/check?{urlencode({key: value for key, value in state.items() if value})}"


def day_of(asked: Query, key: str) -> date:
    """A day of the query; today when absent."""
    text = asked.get(key, "")
    day = parse_day(text, key) if text else date.today()
    if day < LAW_STARTS:
        raise BadCase(f"{key}: `{day}` is before the encoded law", key=key,
                      hint=f"{LAW_STARTS} or later")  # fmt: skip
    return day


def known_of(asked: Query) -> date | None:
    """The day of knowledge of the query."""
    text = asked.get("known_on", "")
    return parse_day(text, "known_on") if text else None


def text_of(asked: Query, key: str) -> str:
    """A short text of the query."""
    return asked.get(key, "").strip()[:200]
