"""The Orders page: upload a book, map its columns, watch it being decided, take the answers."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from licet.case import parse_day
from licet.charts.files import MEDIA, file_of
from licet.charts.svg import svg
from licet.errors import BadInput
from licet.orders.columns import CANONICAL
from licet.server import results
from licet.server.answers import Answers
from licet.server.books import Book, Books, Wanted
from licet.server.pages.render import page
from licet.server.problems import Problem

NEEDED = frozenset({"item", "to"})


def add(app: FastAPI, answers: Answers) -> None:
    """Add the page and its downloads."""
    books = Books()
    ruleset = answers.court.law.digest

    @app.get("/orders", include_in_schema=False)
    def start() -> Response:
        return page("orders.html", here="orders", books=list(books), error=None, ruleset=ruleset)

    @app.post("/orders", include_in_schema=False)
    async def upload(request: Request) -> Response:
        async with _form(request) as form:
            file = form.get("book")
            try:
                if not isinstance(file, UploadFile) or not file.filename:
                    raise BadInput("no file was sent", hint="choose a CSV or Parquet file")
                book = await run_in_threadpool(books.add, file.filename, file.file)
            except BadInput as error:
                found = {"message": error.message, "hint": error.hint}
                return page("orders.html", 422, here="orders", books=list(books), error=found,
                            ruleset=ruleset)  # fmt: skip
        return RedirectResponse(f"/orders/{book.id}", status_code=303)

    @app.get("/orders/{name}", include_in_schema=False)
    def show(request: Request, name: str) -> Response:
        return _book_page(_found(books, name), request.query_params.get("part") == "answer")

    @app.post("/orders/{name}", include_in_schema=False)
    async def decide(request: Request, name: str) -> Response:
        book = _found(books, name)
        async with _form(request) as form:
            if form.get("do") == "forget":
                books.drop(book.id)
                return RedirectResponse("/orders", status_code=303)
            try:
                books.start(book, _wanted(form, book))
            except BadInput as error:
                return _book_page(book, False, {"message": error.message, "hint": error.hint})
        return RedirectResponse(f"/orders/{book.id}", status_code=303)

    @app.get("/orders/{name}/{what}", include_in_schema=False)
    def download(name: str, what: str) -> Response:
        book = _found(books, name)
        if book.state != "done":
            raise Problem("not-found", "the book is not decided yet")
        headers = {"Content-Disposition": f'attachment; filename="licet-{what}"'}
        if what == "decided.parquet":
            return FileResponse(book.decided, filename="licet-decided.parquet")
        if what in {"decided.csv", "hold.csv"}:
            body = results.exported(book, held=what == "hold.csv")
            return StreamingResponse(body, media_type="text/csv", headers=headers)
        if what == "rejects.csv":
            return Response(results.rejected(book), media_type="text/csv", headers=headers)
        kind = what.removeprefix("exposure.")
        if what.startswith("exposure.") and kind in MEDIA:
            chart = results.exposure(book, ruleset)
            return Response(file_of(chart, kind), media_type=MEDIA[kind], headers=headers)
        raise Problem("not-found", f"no such file: `{what[:40]}`")

    def _book_page(book: Book, part: bool, error: dict[str, str] | None = None) -> Response:
        found: dict[str, Any] = {
            "here": "orders",
            "book": book,
            "canonical": CANONICAL,
            "needed": NEEDED,
            "error": error,
            "ruleset": ruleset,
            "one": None,
        }
        if book.state == "done":
            headings, rows = results.lines(book)
            _, held = results.lines(book, held=True)
            counts, _ = results.totals(book)
            chart = results.exposure(book, ruleset)
            files = [(kind, f"/orders/{book.id}/exposure.{kind}") for kind in MEDIA]
            found.update(
                headings=headings, rows=rows, held=held, counts=counts,
                one={"chart": chart, "picture": svg(chart), "files": files, "rows": chart.rows,
                     "permalink": f"/orders/{book.id}"},
            )  # fmt: skip
        response = page("_book.html" if part else "book.html", 422 if error else 200, **found)
        if book.state == "running" and not part:
            response.headers["Refresh"] = "3"
        return response


def _found(books: Books, name: str) -> Book:
    book = books.get(name)
    if book is None:
        raise Problem("not-found", "no such book; books are forgotten when the server ends")
    return book


def _form(request: Request) -> Any:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        raise Problem("wrong-type", f"`{kind[:60]}`", allowed=["multipart/form-data"])
    return request.form(max_files=1, max_fields=100)


def _wanted(form: FormData, book: Book) -> Wanted:
    """The choices of the mapping form.

    Raises:
        BadInput: A needed column is not chosen, or a day is wrong.
    """
    names: dict[str, str] = {}
    for name in CANONICAL:
        heading = str(form.get(f"column.{name}") or "")
        if heading:
            if heading not in book.headings:
                raise BadInput(f"no such column: `{heading[:60]}`")
            names[name] = heading
    lacking = sorted(NEEDED - names.keys())
    if lacking:
        raise BadInput(f"which column is `{lacking[0]}`?", hint="choose one of the file")
    days = {}
    for key in ("on", "known_on", "before", "after"):
        text = str(form.get(key) or "").strip()
        days[key] = parse_day(text, key) if text else None
    if days["on"] is None and "on" not in names:
        raise BadInput("no day", hint="choose the column of dates, or one day for all lines")
    if (days["before"] is None) is not (days["after"] is None):
        raise BadInput("one day to compare", hint="a turn of policy needs both days, or none")
    return Wanted(names, days["on"], days["known_on"], str(form.get("exporter") or "").strip()[:200],
                  days["before"], days["after"])  # fmt: skip
