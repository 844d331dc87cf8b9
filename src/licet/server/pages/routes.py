"""The addresses of the pages."""

from __future__ import annotations

from threading import Thread

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from licet.server.answers import Answers
from licet.server.benches import Benches
from licet.server.pages import charts, check, design, event, law, orders, own_law, reference
from licet.server.settings import Settings


def add(app: FastAPI, answers: Answers, settings: Settings) -> None:
    """Add every page to the application; none of them is part of the API's description."""

    @app.get("/", include_in_schema=False)
    def home(request: Request) -> Response:
        return RedirectResponse("/check", status_code=303)

    benches = Benches(answers)
    check.add(app, benches)
    charts.add(app, benches)
    event.add(app, benches)
    if settings.warm:
        Thread(target=benches.base.pictures.warm, name="licet-warm", daemon=True).start()
    design.add(app, benches)
    law.add(app, benches)
    own_law.add(app, benches)
    orders.add(app, benches)
    reference.add(app, answers)
