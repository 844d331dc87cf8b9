"""The REST API, part one: determinations."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from licet.server import schema
from licet.server.answers import Answers
from licet.server.deciders import Deciders
from licet.server.lines import MEDIA_TYPE, Lines
from licet.server.problems import Problem


def router(answers: Answers, deciders: Deciders) -> APIRouter:
    """The routes that decide."""
    routes = APIRouter(prefix="/api/v1", tags=["determinations"])

    @routes.post(
        "/determinations",
        operation_id="determine",
        summary="Decide one case, or a stream of cases",
        description=(
            "With `application/json`, one case in and one determination out. With "
            "`application/x-ndjson`, one case a line in and one determination a line out, in the "
            "same order; a line that can't be answered yields an object with `id` and `error`."
        ),
        response_class=JSONResponse,
        responses=schema.determination_responses(),
        openapi_extra={"requestBody": schema.case_body()},
    )
    async def determine(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == MEDIA_TYPE:
            return Lines(request, deciders)
        if kind != "application/json":
            raise Problem("wrong-type", f"`{kind[:60]}`", allowed=["application/json", MEDIA_TYPE])
        found = await deciders.text(await request.body())
        return Response(found, media_type="application/json", headers={"ETag": answers.tag})

    return routes
