"""The Orders page: upload a book, map its columns, watch it being decided, take the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from licet.case import parse_day
from licet.charts.chart import Chart
from licet.charts.files import MEDIA, file_of
from licet.charts.scenario import table
from licet.charts.stance import STANCES, stance_of
from licet.charts.svg import svg
from licet.errors import BadInput
from licet.orders.columns import CANONICAL
from licet.orders.scenario import CASES
from licet.server import results
from licet.server.benches import Bench, Benches, asked_of, holder_of
from licet.server.books import MAX_SCENARIO, Book, Books, Wanted, example
from licet.server.forms import form_of
from licet.server.pages.render import page
from licet.server.problems import Problem

NEEDED = frozenset({"item", "to"})
LABELS = {
    "order_id": "order", "line": "line of the order", "unit_price_usd": "unit price, USD",
    "on": "day of shipment", "from": "leaves from", "to": "destination", "end_user": "name",
}  # fmt: skip
"""What the form calls a column, where that is not its name."""


def _columns() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The columns of a book in groups: the order's own, then those of each party.

    >>> [title for title, _ in _columns()]
    ['The order', 'The end user', 'The purchaser', 'The intermediate consignee', \
'The ultimate consignee']
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in CANONICAL:
        role = next((r for r in PARTIES if name == r or name.startswith(f"{r}_")), "order")
        label = LABELS.get(name) or name.removeprefix(f"{role}_").replace("_", " ")
        groups.setdefault(f"The {role.replace('_', ' ')}", []).append((name, label))
    return tuple((title, tuple(pairs)) for title, pairs in groups.items())


PARTIES = ("end_user", "purchaser", "intermediate_consignee", "ultimate_consignee")
COLUMNS = _columns()


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page and its downloads."""
    books = Books()
    ruleset = benches.base.answers.court.law.digest

    def start_page(request: Request, error: BadInput | None = None) -> Response:
        return page("orders.html", 422 if error else 200, here="orders", error=_told(error),
                    books=books.of(holder_of(request)), ruleset=ruleset)  # fmt: skip

    @app.get("/orders", include_in_schema=False)
    def start(request: Request) -> Response:
        return start_page(request)

    @app.post("/orders", include_in_schema=False)
    async def upload(request: Request) -> Response:
        async with form_of(request) as form:
            file = form.get("book")
            try:
                if not isinstance(file, UploadFile) or not file.filename:
                    raise BadInput("no file was sent", hint="choose a CSV or Parquet file")
                book = await run_in_threadpool(
                    books.add, file.filename, file.file, holder_of(request)
                )
            except BadInput as error:
                return start_page(request, error)
        return RedirectResponse(f"/orders/{book.id}", status_code=303)

    @app.get("/orders/{name}", include_in_schema=False)
    def show(request: Request, name: str) -> Response:
        return book_page(request, _found(books, name, request))

    @app.post("/orders/{name}", include_in_schema=False)
    async def decide(request: Request, name: str) -> Response:
        book = _found(books, name, request)
        address = f"/orders/{book.id}"
        async with form_of(request) as form:
            do = str(form.get("do") or "")
            try:
                if do == "forget":
                    books.drop(book.id)
                    return RedirectResponse("/orders", status_code=303)
                if do == "expose":
                    text = await _scenario(form)
                    await run_in_threadpool(books.expose, book, text)
                    state = _state(*_view(request))
                    return RedirectResponse(f"{address}{state}#scenario", status_code=303)
                keys = ",".join(str(each) for each in form.getlist("law"))
                bench = await run_in_threadpool(benches.of, request, keys)
                books.start(book, _wanted(form, book, bench))
            except BadInput as error:
                return await run_in_threadpool(book_page, request, book, error)
        return RedirectResponse(address, status_code=303)

    @app.get("/orders/{name}/{what}", include_in_schema=False)
    def download(request: Request, name: str, what: str) -> Response:
        book = _found(books, name, request)
        if book.state != "done":
            raise Problem("not-found", "the book is not decided yet")
        stance, case = _view(request)
        headers = {"Content-Disposition": f'attachment; filename="licet-{_plain(what)}"'}
        if what == "decided.parquet":
            return FileResponse(book.decided, filename="licet-decided.parquet")
        if what in {"decided.csv", "hold.csv"}:
            body = results.exported(book, stance, held=what == "hold.csv")
            return StreamingResponse(body, media_type="text/csv", headers=headers)
        if what == "rejects.csv":
            return Response(results.rejected(book), media_type="text/csv", headers=headers)
        stem, _, kind = what.partition(".")
        chart = results.charts(book, ruleset, stance, case).get(stem) if kind in MEDIA else None
        if chart is not None:
            return Response(file_of(chart, kind), media_type=MEDIA[kind], headers=headers)
        raise Problem("not-found", f"no such file: `{what[:40]}`")

    def book_page(request: Request, book: Book, error: BadInput | None = None) -> Response:
        part = request.query_params.get("part") == "answer"
        asked = asked_of(request.query_params.multi_items())
        stance, case = _view(request)
        decided_under = ",".join(str(one["key"]) for one in results.own_of(book))
        found: dict[str, Any] = {
            "here": "orders",
            "book": book,
            "columns": COLUMNS,
            "needed": NEEDED,
            "wanted": book.wanted,
            "error": _told(error),
            "ruleset": ruleset,
            **benches.form(request, {**asked, "law": asked.get("law", "") or decided_under}),
            "own": results.own_of(book),
            "column": results.COLUMNS[stance],
            "case": case,
            "cases": CASES,
            "ways": _ways(book, stance, case),
            "state": _state(stance, case),
            "scenario": book.scenario or example(),
            "most": MAX_SCENARIO,
            "figures": [],
            "turned": book.turned.get(stance),
            "exposed": None,
        }
        if book.state == "done":
            headings, rows = results.lines(book, stance)
            _, held = results.lines(book, stance, held=True)
            counts, _ = results.totals(book, stance)
            drawn = results.charts(book, ruleset, stance, case)
            exposed = book.exposed.get(stance)
            found.update(
                headings=headings, rows=rows, held=held, counts=counts, exposed=exposed,
                refused=results.refused(book),
                figures=[_shown(chart, book, stance, case) for chart in drawn.values()],
                exposure_rows=table(exposed) if exposed else [],
            )  # fmt: skip
        response = page("_book.html" if part else "book.html", 422 if error else 200, **found)
        if book.state == "running" and not part:
            response.headers["Refresh"] = "3"
        return response


def _view(request: Request) -> tuple[str, str]:
    """The stance of the page, and the case of its scenario."""
    asked = request.query_params
    case = asked.get("case") or "base"
    if case not in CASES:
        raise BadInput(f"no such case: `{case[:20]}`", hint=", ".join(CASES))
    return stance_of(asked), case


def _state(stance: str, case: str) -> str:
    """The view as the query of an address, empty for the usual one."""
    kept = {
        "stance": stance if stance != "practice" else "",
        "case": case if case != "base" else "",
    }
    text = urlencode({key: value for key, value in kept.items() if value})
    return f"?{text}" if text else ""


def _ways(book: Book, stance: str, case: str) -> dict[str, list[tuple[str, str, bool]]]:
    """The other views of a book: label, address, whether it is this one."""
    at = f"/orders/{book.id}"
    return {
        "stance": [(label, at + _state(each, case), each == stance)
                   for each, label in STANCES.items()],
        "case": [(each, f"{at}{_state(stance, each)}#scenario", each == case) for each in CASES],
    }  # fmt: skip


def _shown(chart: Chart, book: Book, stance: str, case: str) -> dict[str, Any]:
    at, state = f"/orders/{book.id}", _state(stance, case)
    return {
        "chart": chart,
        "picture": svg(chart),
        "files": [(kind, f"{at}/{chart.name}.{kind}{state}") for kind in MEDIA],
        "rows": chart.rows,
        "permalink": at + state,
    }


def _told(error: BadInput | None) -> dict[str, str] | None:
    return None if error is None else {"message": error.message, "hint": error.hint}


def _plain(name: str) -> str:
    """A name that can stand in a header."""
    return "".join(letter for letter in name[:40] if letter.isascii() and letter.isprintable()
                   and letter not in '"\\')  # fmt: skip


def _found(books: Books, name: str, request: Request) -> Book:
    book = books.get(name, holder_of(request))
    if book is None:
        raise Problem("not-found", "no such book; books are forgotten when the server ends")
    return book


async def _scenario(form: FormData) -> str:
    """The scenario of a form: the file that was chosen, else what was typed.

    Raises:
        BadInput: It is no text, or too long.
    """
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        data = await file.read(4 * MAX_SCENARIO + 1)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput("the scenario is not UTF-8 text") from error
    text = form.get("scenario")
    return text if isinstance(text, str) else ""


def _wanted(form: FormData, book: Book, bench: Bench) -> Wanted:
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
    own: tuple[Mapping[str, str], ...] = tuple(
        {**told, "key": file.key} for told, file in zip(bench.own, bench.files, strict=True)
    )
    return Wanted(names, days["on"], days["known_on"], str(form.get("exporter") or "").strip()[:200],
                  days["before"], days["after"], bench.law, own)  # fmt: skip
