"""The Check page: a shipment in, the verdict at once, and what could still change it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from licet.catalog import catalog
from licet.cli.check import read_case
from licet.cli.output import json_text
from licet.decision.answer import Determination
from licet.errors import BadInput
from licet.places import countries
from licet.reports.sheet import sheet, turns
from licet.reports.words import WORDS
from licet.server.answers import Answers
from licet.server.ask import asks
from licet.server.pages.render import page
from licet.server.pages.strip import strip
from licet.server.problems import Problem
from licet.server.state import Pairs, case_of, is_set, pairs_of, query
from licet.vocabulary import CERTIFICATIONS, END_USES, LISTS

# What the form asks always; other keys of the state are shown as facts that were given.
ASKED = frozenset(
    {
        "item", "to", "on", "known_on", "from", "exporter", "transaction", "quantity",
        "value_usd", "end_use", "certifications", "parties.0.role", "parties.0.name",
        "parties.0.country", "parties.0.headquarters", "parties.0.ultimate_parent",
        "parties.0.lists",
    }
)  # fmt: skip
VIEW_KEYS = frozenset({"vs.on", "vs.to", "part", "case"})
# Names people try first; the list of the form begins with them.
FIRST = ("H20", "H100", "H200", "H800", "A100", "A800", "B200", "L20", "MI300X", "RTX 4090")


def add(app: FastAPI, answers: Answers) -> None:
    """Add the page, its parts and its downloads."""

    @app.get("/check", include_in_schema=False)
    async def show(request: Request) -> Response:
        pairs = list(request.query_params.multi_items())
        pasted = request.query_params.get("case", "").strip()
        if pasted:
            case = read_case(pasted.encode(), 1)
            return RedirectResponse(f"/check?{urlencode(pairs_of(case))}", status_code=303)
        return await run_in_threadpool(_show, pairs, request.query_params.get("part") == "answer")

    def _show(pairs: Pairs, part: bool) -> Response:
        found = view(pairs, answers)
        template = "_answer.html" if part else "check.html"
        response = page(template, found["status"], here="check", **found)
        if part and found["answer"] and "sheet" in found["answer"]:
            said = found["answer"]["sheet"]
            title = f"{WORDS[said['verdict']]}: {said['title']} · licet"
            response.headers["X-Title"] = quote(title)
        return response

    @app.get("/check/strip", include_in_schema=False)
    def dates(request: Request) -> Response:
        pairs = list(request.query_params.multi_items())
        d = answers.of(case_of(pairs))
        return page("_strip.html", strip=strip(d, _own(pairs)), turns=turns(d))

    @app.get("/check/brief", include_in_schema=False)
    def brief(request: Request) -> Response:
        case = case_of(request.query_params.multi_items())
        d = answers.of(case)
        return page("_brief.html", sheet=sheet(d, case))

    @app.get("/check/memo.{kind}", include_in_schema=False)
    def memo(request: Request, kind: str) -> Response:
        case = case_of(request.query_params.multi_items())
        d = answers.of(case)
        name = f"licet-{d.shipment.on}-{d.shipment.to}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if kind == "json":
            body = json.dumps(d.as_dict(), indent=2, ensure_ascii=False)
            return Response(body, media_type="application/json", headers=headers)
        if kind == "pdf":
            from licet.reports.memo import memo_pdf

            return Response(memo_pdf(d, case), media_type="application/pdf", headers=headers)
        raise Problem("not-found", f"no memo of this kind: `{kind[:20]}`")


def view(pairs: Pairs, answers: Answers) -> dict[str, Any]:
    """Everything the page shows for a state."""
    fields: dict[str, str] = {}
    for key, value in pairs:
        kept = fields.get(key, "")
        both = is_set(key) and kept and value and value not in kept.split(",")
        fields[key] = f"{kept},{value}" if both else value or kept
    own = _own(pairs)
    found: dict[str, Any] = {
        "fields": fields,
        "given": [(k, v) for k, v in fields.items() if k not in ASKED | VIEW_KEYS and v],
        "without": lambda key: query([(k, v) for k, v in own if k != key]),
        "today": date.today().isoformat(),
        "item_names": FIRST + tuple(catalog()),
        "item_titles": {entry.id: entry.title for entry in catalog().values()},
        "countries": sorted((c.name, c.code) for c in countries().values()),
        "lists": LISTS,
        "end_uses": END_USES,
        "certifications": CERTIFICATIONS,
        "ruleset": answers.court.law.digest,
        "answer": None,
        "other": None,
        "error": None,
        "status": 200,
    }
    if not fields.get("item") and not any(key.startswith("item.") for key in fields):
        return found
    try:
        found["answer"] = _answer(own, answers)
        found["other"] = _other(fields, own, answers)
    except BadInput as error:
        found.update(error={"message": error.message, "hint": error.hint}, status=422)
    return found


def _answer(own: Pairs, answers: Answers) -> dict[str, Any]:
    case = case_of(own)
    if not case.get("to"):
        return {"wanting": "Where does it go? Choose a destination."}
    d = answers.of(case)
    address = query(own, on=d.shipment.on.isoformat())
    return {
        "sheet": sheet(d, case),
        "asks": asks(d),
        "state": address,
        "proof": d.proof,
        # Turns are cheap to work out where no fact is open, and are shown at once then.
        "turns": None if d.missing else turns(d),
        "case": json_text({**case, "on": d.shipment.on.isoformat()}, indent=2),
        "short": _short(d),
    }


def _other(fields: dict[str, str], own: Pairs, answers: Answers) -> dict[str, Any] | None:
    """The answer to compare with: another date, another destination, or both."""
    on, to = fields.get("vs.on", "").strip(), fields.get("vs.to", "").strip()
    if not on and not to:
        return None
    changes = {name: value for name, value in (("on", on), ("to", to)) if value}
    pairs = [(key, changes.pop(key, value)) for key, value in own] + list(changes.items())
    return _answer(pairs, answers)


def _own(pairs: Pairs) -> Pairs:
    return [(key, value) for key, value in pairs if value and key not in VIEW_KEYS]


def _short(d: Determination) -> str:
    """The heading of a column when two answers stand side by side."""
    return f"{d.shipment.to}, {d.shipment.on}"
