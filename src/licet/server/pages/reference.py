"""The page of the API: every address with its summary, made from the OpenAPI description."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import Response

from licet.server.answers import Answers
from licet.server.pages.render import page


def add(app: FastAPI, answers: Answers) -> None:
    """Add the page."""

    @app.get("/api", include_in_schema=False)
    def reference() -> Response:
        rows = []
        for path, operations in app.openapi()["paths"].items():
            for method, operation in operations.items():
                rows.append(
                    {
                        "method": method.upper(),
                        "path": path,
                        "summary": operation.get("summary", ""),
                        "keys": [
                            (p["name"], p.get("description", ""))
                            for p in operation.get("parameters", ())
                            if p["in"] == "query"
                        ],
                    }
                )
        return page("api.html", here="api", rows=rows, ruleset=answers.court.law.digest)
