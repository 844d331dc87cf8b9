"""The addresses of the pages."""

from __future__ import annotations

from threading import Thread

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from licet.charts.asked import Pictures
from licet.server.answers import Answers
from licet.server.pages import charts, check, design, law, orders, reference
from licet.server.settings import Settings


def add(app: FastAPI, answers: Answers, settings: Settings) -> None:
    """Add every page to the application; none of them is part of the API's description."""

    @app.get("/", include_in_schema=False)
    def home(request: Request) -> Response:
        return RedirectResponse("/check", status_code=303)

    check.add(app, answers)
    pictures = Pictures(answers.court)
    charts.add(app, answers, pictures)
    if settings.warm:
        Thread(target=pictures.warm, name="licet-warm", daemon=True).start()
    design.add(app, answers, pictures)
    law.add(app, answers)
    orders.add(app, answers)
    reference.add(app, answers)
