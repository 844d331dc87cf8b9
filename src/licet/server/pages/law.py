"""One provision in plain words: where the links of a proof lead."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from licet.case import parse_day
from licet.errors import BadInput
from licet.lawbook import describe, provision_of
from licet.server.benches import Benches, asked_of
from licet.server.pages.render import page
from licet.server.problems import Problem


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page."""

    @app.get("/law/{provision:path}", include_in_schema=False)
    def show(request: Request, provision: str) -> Response:
        asked = asked_of(request.query_params.multi_items())
        law = benches.of(request, asked.get("law", "")).answers.court.law
        try:
            found = describe(law, provision_of(law, provision))
        except BadInput as error:
            raise Problem("not-found", error.message, hint=error.hint) from error
        on = parse_day(asked["on"], "on") if asked.get("on") else date.today()
        here = {v["when"] + v["from"] for v in describe(law, provision_of(law, provision), on)[
            "versions"]}  # fmt: skip
        for version in found["versions"]:
            version["counts"] = version["when"] + version["from"] in here
        return page("law.html", here="", provision=found, on=on.isoformat(), ruleset=law.digest)
