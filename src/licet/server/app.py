"""The application: routes, pages, errors and the gate, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

import licet
from licet.errors import BadInput, LicetError
from licet.server import api, api_read, schema
from licet.server.answers import Answers
from licet.server.deciders import Deciders
from licet.server.guard import guard
from licet.server.pages import routes
from licet.server.pages.errors import problem_response
from licet.server.problems import Problem, problem_of
from licet.server.settings import Settings

HERE = Path(__file__).parent
_OF_STATUS = {404: "not-found", 405: "wrong-method", 413: "too-large", 415: "wrong-type"}


def create_app(settings: Settings, answers: Answers | None = None) -> ASGIApp:
    """The server's application, behind the gate.

    Args:
        settings: Where it listens and who may ask.
        answers: The answers to give; those of the embedded law when None.
    """
    return guard(build(settings, answers), settings)


def build(settings: Settings, answers: Answers | None = None) -> FastAPI:
    """The application without the gate; its `openapi()` is the API's description."""
    answers = answers or Answers()
    deciders = Deciders(answers.court, settings.workers)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        deciders.close()

    app = FastAPI(
        lifespan=life,
        title="licet",
        version=licet.__version__,
        summary="May this AI chip ship? Answers with citation, proof and date.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.include_router(api_read.health(answers))
    app.include_router(api.router(answers, deciders))
    app.include_router(api_read.router(answers))
    routes.add(app, answers, settings)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    _describe(app)
    _handle(app)
    return app


def _handle(app: FastAPI) -> None:
    def said(request: Request, problem: Problem) -> Response:
        return problem_response(problem, request.url.path, request.headers.get("accept", ""))

    @app.exception_handler(Problem)
    async def refused(request: Request, error: Problem) -> Response:
        return said(request, error)

    @app.exception_handler(BadInput)
    async def wrong(request: Request, error: BadInput) -> Response:
        return said(request, problem_of(error))

    @app.exception_handler(LicetError)
    async def lacking(request: Request, error: LicetError) -> Response:
        return said(request, Problem("not-installed", error.message, hint=error.hint))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"][1:])
        return said(request, Problem("bad-input", f"{key}: {first['msg'].lower()}", key=key))

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        kind = _OF_STATUS.get(error.status_code, "bad-request")
        response = said(request, Problem(kind, str(error.detail)))
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(Exception)
    async def fault(request: Request, error: Exception) -> Response:
        # What went wrong stays in the log; the answer tells no inner detail.
        return said(request, Problem("fault", "see the server's log"))


def _describe(app: FastAPI) -> None:
    """The OpenAPI description: with the contract's shapes and the bearer token."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                license_info=app.license_info,
                routes=app.routes,
            )
            parts = found.setdefault("components", {})
            parts["schemas"] = schema.schemas()
            parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
            found["security"] = [{"bearer": []}]
            for path in found["paths"].values():
                for operation in path.values():
                    answers = operation["responses"]
                    if "422" in answers and "HTTPValidationError" in str(answers["422"]):
                        answers["422"] = schema.reading_responses()[422]
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]
