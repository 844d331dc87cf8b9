"""The REST API, part two: the catalog, the law, the timeline, health."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

import licet
from licet.case import parse_day
from licet.errors import BadInput
from licet.server import schema
from licet.server.answers import Answers
from licet.server.problems import BASE, KINDS, Problem, problem_of

MAX_PAGE = 500

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="how many to skip")]
Day = Annotated[str | None, Query(description="a day, YYYY-MM-DD", json_schema_extra=schema.DAY)]
Words = Annotated[str, Query(max_length=200, description="only entries with these words")]


def router(answers: Answers) -> APIRouter:
    """The routes that only read."""
    routes = APIRouter(prefix="/api/v1", tags=["reading"])
    again = schema.reading_responses()

    @routes.get("/catalog", summary="Chips and systems with their measures", responses=again)
    def catalog_list(
        request: Request, q: Words = "", limit: Limit = 100, offset: Offset = 0
    ) -> Response:
        from licet.catalog import catalog
        from licet.catalog_view import summary

        words = q.lower().split()
        fits = [
            entry
            for entry in catalog().values()
            if all(word in f"{entry.id} {entry.title}".lower() for word in words)
        ]
        return _page(request, fits, limit, offset, summary)

    @routes.get("/catalog/{name}", summary="One entry with figures and working", responses=again)
    def catalog_entry(request: Request, name: str) -> Response:
        from licet.catalog import find
        from licet.catalog_view import detail

        try:
            found = find(name, imported=False)
        except BadInput as error:
            raise Problem("not-found", error.message, hint=error.hint) from error
        if len(found) > 1:
            ids = [entry.id for entry in found]
            raise Problem("not-found", f"`{name[:60]}` fits several entries", near=ids)
        return _tagged(request, detail(found[0]))

    @routes.get("/law", summary="Every provision, as it stands on a day", responses=again)
    def law_list(
        request: Request,
        on: Day = None,
        prefix: Annotated[str, Query(max_length=200)] = "",
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Response:
        from licet.lawbook import entries

        day = _day(on, "on") or date.today()
        rows = [row for row in entries(answers.court.law, day) if row["id"].startswith(prefix)]
        return _page(request, rows, limit, offset, dict)

    @routes.get("/law/{provision:path}", summary="One provision in plain words", responses=again)
    def law_entry(request: Request, provision: str, on: Day = None) -> Response:
        from licet.lawbook import describe, provision_of

        day = _day(on, "on")
        try:
            found = provision_of(answers.court.law, provision)
        except BadInput as error:
            raise Problem("not-found", error.message, hint=error.hint) from error
        return _tagged(request, describe(answers.court.law, found, day))

    @routes.get("/changes", summary="What changed in the law between two days", responses=again)
    def changes(request: Request, before: str, after: str) -> Response:
        from licet.lawbook import diff

        first, second = _needed(before, "before"), _needed(after, "after")
        if second < first:
            raise Problem("bad-input", f"`{second}` is before `{first}`")
        return _tagged(request, {"changes": diff(answers.court.law, first, second)})

    @routes.get("/facts", summary="Every fact a law may ask about", responses=again)
    def facts(request: Request) -> Response:
        from licet.lawbook import facts

        return _tagged(request, {"items": facts()})

    @routes.get("/timeline", summary="Events: announced, in force, undone", responses=again)
    def timeline(
        request: Request,
        about: Words = "",
        from_: Annotated[str | None, Query(alias="from", json_schema_extra=schema.DAY)] = None,
        until: Day = None,
        known_on: Day = None,
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Response:
        from licet.timeline import query
        from licet.timeline.view import event_dict

        try:
            found = query(
                about=about or None,
                since=_day(from_, "from"),
                until=_day(until, "until"),
                known_on=_day(known_on, "known_on"),
            )
        except BadInput as error:
            raise problem_of(error) from error
        return _page(request, found, limit, offset, event_dict)

    @routes.get("/problems", summary="Every kind of problem", responses=again)
    def problems(request: Request) -> Response:
        kinds = [
            {"type": BASE + kind, "status": status, "title": title}
            for kind, (status, title) in KINDS.items()
        ]
        return _tagged(request, {"items": kinds})

    @routes.get("/problems/{kind}", summary="What a kind of problem means", responses=again)
    def problem(request: Request, kind: str) -> Response:
        if kind not in KINDS:
            raise Problem("not-found", f"no such kind of problem: `{kind[:60]}`")
        status, title = KINDS[kind]
        return _tagged(request, {"type": BASE + kind, "status": status, "title": title})

    def _page(
        request: Request, rows: Any, limit: int, offset: int, shown: Callable[[Any], Any]
    ) -> Response:
        total = len(rows)
        following = offset + limit
        link = None
        if following < total:
            url = request.url.include_query_params(offset=following, limit=limit)
            link = f"{url.path}?{url.query}"
        body = {
            "items": [shown(row) for row in rows[offset:following]],
            "total": total,
            "next": link,
        }
        response = _tagged(request, body)
        if link:
            response.headers["Link"] = f'<{link}>; rel="next"'
        return response

    def _tagged(request: Request, body: Any) -> Response:
        asked = request.headers.get("if-none-match", "")
        if answers.tag in asked or asked.strip() == "*":
            return Response(status_code=304, headers={"ETag": answers.tag})
        return JSONResponse(body, headers={"ETag": answers.tag})

    return routes


def health(answers: Answers) -> APIRouter:
    """The routes that a supervisor asks."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", summary="Whether the process answers")
    def alive() -> dict[str, str]:
        return {"status": "ok", "version": licet.__version__}

    @routes.get("/readyz", summary="Whether the law is loaded and decides", responses={
        503: {"description": "not ready"}})  # fmt: skip
    def ready() -> Response:
        case = {"item": "nvidia-h100-sxm5-80gb", "to": "CN", "on": "2024-01-01"}
        decided = answers.of(case).verdict == "license-required"
        body = {
            "status": "ready" if decided else "not ready",
            "ruleset": answers.court.law.digest,
        }
        return JSONResponse(body, status_code=200 if decided else 503)

    return routes


def _needed(text: str, key: str) -> date:
    found = _day(text, key)
    if found is None:
        raise Problem("bad-input", f"missing: `{key}`", hint="a day, YYYY-MM-DD")
    return found


def _day(text: str | None, key: str) -> date | None:
    if text is None or text == "":
        return None
    try:
        return parse_day(text, key)
    except BadInput as error:
        raise problem_of(error) from error
