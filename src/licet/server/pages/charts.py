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
from licet.charts.asked import Pictures, day_of
from licet.charts.chart import Chart
from licet.charts.days import turning_days
from licet.charts.files import MEDIA, file_of
from licet.charts.plane import AXES, planes_of
from licet.charts.svg import svg
from licet.errors import BadInput
from licet.law import LAW_STARTS
from licet.places import countries
from licet.server.answers import Answers
from licet.server.pages.check import FIRST
from licet.server.pages.render import page
from licet.server.problems import Problem
from licet.timeline import STATUSES, find
from licet.timeline.view import event_dict

PAGES = ("plane", "world", "timeline", "migration")
ROWS_SHOWN = 400


def add(app: FastAPI, answers: Answers, pictures: Pictures) -> None:
    """Add the pages and the files of their charts."""
    days = turning_days(answers.court)

    def show(name: str, asked: dict[str, str]) -> Response:
        part = asked.pop("part", "") == "answer"
        found: dict[str, Any] = {
            "here": name,
            "fields": asked,
            "ruleset": answers.court.law.digest,
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
            found.update(_extras(name, asked, days, answers))
            found["charts"] = [_shown(pictures.named[name](asked), name, asked)]
            if name == "timeline" and asked.get("show") == "backtracks":
                found["charts"] = [_shown(pictures.backtracks(asked), "backtracks", asked)]
        except BadInput as error:
            found.update(charts=[], code=422)
            found["error"] = {"message": error.message, "hint": error.hint}
        return page("_charts.html" if part else f"{name}.html", found["code"], **found)

    def adder(name: str) -> None:
        @app.get(f"/{name}", include_in_schema=False, name=name)
        async def _(request: Request) -> Response:
            return await run_in_threadpool(show, name, dict(request.query_params))

    for name in PAGES:
        adder(name)

    @app.get("/chart/{name}.{kind:path}", include_in_schema=False)
    async def download(request: Request, name: str, kind: str) -> Response:
        if name not in pictures.named or kind not in MEDIA:
            raise Problem("not-found", f"no such chart: `{name[:30]}.{kind[:10]}`")
        asked = dict(request.query_params)
        chart = await run_in_threadpool(pictures.named[name], asked)
        body = await run_in_threadpool(file_of, chart, kind)
        headers = {"Content-Disposition": f'attachment; filename="licet-{name}.{kind}"'}
        return Response(body, media_type=MEDIA[kind], headers=headers)

    @app.get("/timeline/{name}", include_in_schema=False)
    def event(name: str) -> Response:
        try:
            found = event_dict(find(name))
        except BadInput as error:
            raise Problem("not-found", error.message, hint=error.hint) from error
        return page("event.html", here="timeline", event=found,
                    ruleset=answers.court.law.digest)  # fmt: skip


def _shown(chart: Chart, name: str, asked: dict[str, str]) -> dict[str, Any]:
    """A chart with its picture, its table and its addresses."""
    state = urlencode({key: value for key, value in asked.items() if value})
    return {
        "chart": chart,
        "picture": svg(chart),
        "files": [(kind, f"/chart/{chart.name}.{kind}?{state}") for kind in MEDIA],
        "permalink": f"/{name if name in PAGES else 'timeline'}?{state}",
        "rows": chart.rows[:ROWS_SHOWN],
    }


def _extras(
    name: str, asked: dict[str, str], days: tuple[date, ...], answers: Answers
) -> dict[str, Any]:
    if name == "plane":
        on = day_of(asked, "on")
        asked.setdefault("on", on.isoformat())
        used = planes_of(answers.court.judge(on))
        return {
            "slider": _slider(days, on, name, asked),
            "axes": {key: says for key, says in AXES.items() if key != "tpp"},
            "used": used,
        }
    if name == "world":
        on = day_of(asked, "on")
        asked.setdefault("on", on.isoformat())
        asked.setdefault("item", "H100")
        return {
            "slider": _slider(days, on, name, asked),
            "item_names": (*FIRST, *catalog()),
        }
    return {}


def _slider(days: tuple[date, ...], on: date, name: str, asked: dict[str, str]) -> dict[str, Any]:
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
