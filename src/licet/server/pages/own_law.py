"""The page of the user's own law: a letter or a draft in, to be named by any other page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from licet.errors import BadInput, BadLaw
from licet.rules.document import MAX_BYTES
from licet.server.benches import Benches, asked_of, holder_of
from licet.server.forms import form_of
from licet.server.pages.render import page

# Pages that answer under a law, and so may be gone back to.
BACK = frozenset({"/check", "/plane", "/world", "/timeline", "/migration", "/design"})


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page."""

    @app.get("/own-law", include_in_schema=False)
    def show(request: Request) -> Response:
        return _page(request, request.query_params.get("next", ""))

    @app.post("/own-law", include_in_schema=False)
    async def take(request: Request) -> Response:
        async with form_of(request) as form:
            back = str(form.get("next") or "")
            forgotten = str(form.get("forget") or "")
            if forgotten:
                benches.shelf.drop(holder_of(request), forgotten)
                return RedirectResponse(f"/own-law?{urlencode({'next': back})}", status_code=303)
            file = form.get("file")
            try:
                if not isinstance(file, UploadFile) or not file.filename:
                    raise BadInput("no file was sent", hint="choose a law file (.toml)")
                data = await file.read(MAX_BYTES + 1)
                found = await run_in_threadpool(
                    benches.shelf.add, holder_of(request), file.filename, data
                )
            except BadInput as error:
                return _page(request, back, error)
        return RedirectResponse(with_law(back, found.key), status_code=303)

    def _page(request: Request, back: str, error: BadInput | None = None) -> Response:
        told = None
        if error is not None:
            where = ""
            if isinstance(error, BadLaw) and error.line:
                where = f"Line {error.line}, column {error.column}: "
            told = {"message": f"{where}{error.message}", "hint": error.hint}
        return page(
            "own_law.html", 422 if error else 200, here="", error=told, back=safe_back(back),
            files=benches.shelf.of(holder_of(request)), most=MAX_BYTES,
            ruleset=benches.base.answers.court.law.digest,
        )  # fmt: skip


def safe_back(address: str) -> str:
    """An address of this workbench to go back to; that of Check for anything else.

    >>> safe_back("/world?item=H100"), safe_back("//evil.example/check"), safe_back("javascript:x")
    ('/world?item=H100', '/check', '/check')
    """
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and not address.startswith("//")
    fits = plain and (parts.path in BACK or parts.path.startswith("/orders"))
    return (
        f"{parts.path}?{parts.query}" if fits and parts.query else parts.path if fits else "/check"
    )


def with_law(address: str, key: str) -> str:
    """An address to go back to, with a law file named in it.

    >>> with_law("/world?item=H100&law=scale", "gain-ai")
    '/world?law=scale%2Cgain-ai&item=H100'
    """
    parts = urlsplit(safe_back(address))
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in {"part", "draft"}]
    law = asked_of([*((k, v) for k, v in parse_qsl(parts.query) if k in {"law", "draft"}),
                    ("law", key)])  # fmt: skip
    rest = [(name, value) for name, value in kept if name != "law"]
    return f"{parts.path}?{urlencode([*law.items(), *rest])}"
