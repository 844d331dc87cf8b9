"""The architect's page: sliders for a design, its distance to every line, the binding ones first."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from licet.catalog import catalog
from licet.charts.asked import check_address, day_of
from licet.charts.designed import FIGURES, design_of
from licet.charts.files import MEDIA
from licet.charts.svg import svg
from licet.charts.verdicts import drawn
from licet.errors import BadInput
from licet.places import countries
from licet.questions.setting import ANYBODY
from licet.server.benches import Benches, asked_of
from licet.server.pages.check import FIRST
from licet.server.pages.render import page
from licet.server.state import pairs_of


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page."""

    @app.get("/design", include_in_schema=False)
    async def show(request: Request) -> Response:
        return await run_in_threadpool(_show, request, benches)


def _show(request: Request, benches: Benches) -> Response:
    asked = asked_of(request.query_params.multi_items())
    part = asked.pop("part", "") == "answer"
    found: dict[str, Any] = {
        "here": "design",
        "fields": asked,
        "ruleset": benches.base.answers.court.law.digest,
        **benches.form(request, asked),
        "countries": sorted((c.name, c.code) for c in countries().values()),
        "starts": _starts(),
        "figures": FIGURES,
        "anybody": ANYBODY,
        "design": None,
        "error": None,
    }
    code = 200
    try:
        on = day_of(asked, "on")
        asked.setdefault("on", on.isoformat())
        bench = benches.of(request, asked.get("law", ""))
        design = design_of(asked, on, bench.answers.court)
        chart = bench.pictures.headroom(asked)
        state = urlencode({key: value for key, value in asked.items() if value})
        found.update(
            design=design,
            own=bench.own,
            one={
                "chart": chart,
                "picture": svg(chart),
                "files": [(kind, f"/chart/headroom.{kind}?{state}") for kind in MEDIA],
                "permalink": f"/design?{state}",
                "rows": chart.rows,
            },
            check=check_address(asked, **dict(pairs_of(design.case))),
        )
    except BadInput as error:
        found["error"] = {"message": error.message, "hint": error.hint}
        code = 422
    return page("_design.html" if part else "design.html", code, **found)


@lru_cache(maxsize=1)
def _starts() -> tuple[str, ...]:
    known = [entry.id for entry in drawn()]
    return (*FIRST, *(name for name in known if name in catalog()))
