"""The REST API, part one: determinations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from licet.cli.check import read_case
from licet.errors import BadInput
from licet.server import schema
from licet.server.answers import Answers
from licet.server.lines import MEDIA_TYPE, Lines
from licet.server.problems import Problem, problem_of


def router(answers: Answers) -> APIRouter:
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
            return Lines(request, answers.court)
        if kind != "application/json":
            raise Problem("wrong-type", f"`{kind[:60]}`", allowed=["application/json", MEDIA_TYPE])
        body = await request.body()
        return await run_in_threadpool(_one, body)

    def _one(body: bytes) -> Response:
        try:
            found: dict[str, Any] = answers.of(read_case(body, 1)).as_dict()
        except BadInput as error:
            raise problem_of(error) from error
        return JSONResponse(found, headers={"ETag": answers.tag})

    return routes
