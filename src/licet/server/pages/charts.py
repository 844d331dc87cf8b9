"""The pages of charts: plane, world, timeline, migration; each with its data and ways out."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from licet.catalog import catalog
from licet.charts.asked import day_of, known_of
from licet.charts.chart import Chart
from licet.charts.files import MEDIA, file_of
from licet.charts.plane import AXES, planes_of
from licet.charts.stance import stance_of
from licet.charts.svg import svg
from licet.errors import BadInput
from licet.law import LAW_STARTS
from licet.places import countries
from licet.server.benches import Asked, Bench, Benches, asked_of
from licet.server.pages.check import FIRST
from licet.server.pages.render import day as day_filter
from licet.server.pages.render import page
from licet.server.problems import Problem
from licet.timeline import STATUSES

PAGES = ("plane", "world", "timeline", "migration")
ROWS_SHOWN = 400


def add(app: FastAPI, benches: Benches) -> None:
    """Add the pages and the files of their charts."""
    ruleset = benches.base.answers.court.law.digest

    def show(name: str, request: Request) -> Response:
        asked = asked_of(request.query_params.multi_items())
        part = asked.pop("part", "") == "answer"
        found: dict[str, Any] = {
            "here": name,
            "fields": asked,
            "ruleset": ruleset,
            **benches.form(request, asked),
            "today": date.today().isoformat(),
            "countries": sorted((c.name, c.code) for c in countries().values()),
            "error": None,
            "code": 200,
            "slider": None,
            "axes": {},
            "item_names": (),
            "statuses": STATUSES,
        }
        try:
            bench = benches.of(request, asked.get("law", ""))
            found["own"] = bench.own
            found.update(_extras(name, asked, bench))
            drawn = bench.pictures.named[_chart(name, asked)](asked)
            found["charts"] = [_shown(drawn, name, asked)]
        except BadInput as error:
            found.update(charts=[], code=422)
            found["error"] = {"message": error.message, "hint": error.hint}
        return page("_charts.html" if part else f"{name}.html", found["code"], **found)

    def adder(name: str) -> None:
        @app.get(f"/{name}", include_in_schema=False, name=name)
        async def _(request: Request) -> Response:
            return await run_in_threadpool(show, name, request)

    for name in PAGES:
        adder(name)

    @app.get("/chart/{what}", include_in_schema=False)
    async def download(request: Request, what: str) -> Response:
        name, _, kind = what.partition(".")
        if name not in benches.base.pictures.named or kind not in MEDIA:
            raise Problem("not-found", f"no such chart: `{name[:30]}.{kind[:10]}`")
        asked = asked_of(request.query_params.multi_items())

        def made() -> bytes:
            bench = benches.of(request, asked.get("law", ""))
            return file_of(bench.pictures.named[name](asked), kind)

        body = await run_in_threadpool(made)
        # A table does not say of which day it is; its name does.
        days = [day_filter(asked.get(key, "")) for key in ("before", "on")]
        stem = "-".join(["licet", name, *filter(None, days)])
        headers = {"Content-Disposition": f'attachment; filename="{stem}.{kind}"'}
        return Response(body, media_type=MEDIA[kind], headers=headers)


def _chart(name: str, asked: Asked) -> str:
    """The chart of a page.

    Raises:
        BadInput: The timeline has no such view.
    """
    if name != "timeline" or not asked.get("show"):
        return name
    if asked["show"] != "backtracks":
        raise BadInput(
            f"no such view: `{asked['show'][:20]}`", hint="backtracks, or none for events"
        )
    return "backtracks"


def _shown(chart: Chart, name: str, asked: Asked) -> dict[str, Any]:
    """A chart with its picture, its table and its addresses."""
    state = urlencode({key: value for key, value in asked.items() if value})
    return {
        "chart": chart,
        "picture": svg(chart),
        "files": [(kind, f"/chart/{chart.name}.{kind}?{state}") for kind in MEDIA],
        "permalink": f"/{name}?{state}",
        "rows": chart.rows[:ROWS_SHOWN],
    }


def _extras(name: str, asked: Asked, bench: Bench) -> dict[str, Any]:
    if name == "plane":
        on = day_of(asked, "on")
        asked.setdefault("on", on.isoformat())
        court = bench.answers.court
        used = planes_of(court.judge(on, known_of(asked), layer=stance_of(asked)))
        return {
            "slider": _slider(bench.days, on, name, asked),
            "axes": {key: says for key, says in AXES.items() if key != "tpp"},
            "used": used,
        }
    if name == "world":
        on = day_of(asked, "on")
        asked.setdefault("on", on.isoformat())
        asked.setdefault("item", "H100")
        return {
            "slider": _slider(bench.days, on, name, asked),
            "item_names": (*FIRST, *catalog()),
        }
    return {}


def _slider(days: tuple[date, ...], on: date, name: str, asked: Asked) -> dict[str, Any]:
    """The days of change for a slider, with the addresses of the one before and the one after."""
    shown = [day for day in days if LAW_STARTS <= day <= max(date.today(), on)]
    earlier = [day for day in shown if day < on]
    later = [day for day in shown if day > on]

    def address(day: date) -> str:
        return f"/{name}?" + urlencode({**{k: v for k, v in asked.items() if v}, "on": day})

    return {
        "days": ",".join(day.isoformat() for day in shown),
        "most": len(shown) - 1,
        "at": max(len([day for day in shown if day <= on]) - 1, 0),
        "before": (earlier[-1].isoformat(), address(earlier[-1])) if earlier else None,
        "after": (later[0].isoformat(), address(later[0])) if later else None,
    }
