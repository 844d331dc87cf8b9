"""One event of the timeline: what was done, how it went on, what answered it."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from licet.charts.asked import known_of
from licet.charts.dead import dead_letters
from licet.errors import BadInput
from licet.server.benches import Benches, asked_of
from licet.server.pages.render import page
from licet.server.problems import Problem
from licet.timeline import find, query
from licet.timeline.backtracks import answers
from licet.timeline.view import event_dict


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page."""
    court = benches.base.answers.court

    @app.get("/timeline/{name}", include_in_schema=False)
    def show(request: Request, name: str) -> Response:
        known = known_of(asked_of(request.query_params.multi_items()))
        record = query(known_on=known)
        try:
            found = find(name, record)
        except BadInput as error:
            raise Problem("not-found", error.message, hint=error.hint) from error
        dead = dead_letters(court, known)
        return page(
            "event.html",
            here="timeline",
            event=event_dict(found),
            later=[(event, kind) for event, kind in answers(record).get(found.id, ())],
            dead=[span for made_by in found.instrument_ids for span in dead.get(made_by, ())],
            known=known.isoformat() if known else "",
            state=f"?known_on={known}" if known else "",
            ruleset=court.law.digest,
        )
