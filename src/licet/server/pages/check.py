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

from licet.cases_io import read_case
from licet.catalog import catalog
from licet.charts.asked import day_of
from licet.charts.stance import stance_of
from licet.errors import BadCase, BadInput, UnknownItem
from licet.places import countries, country
from licet.reports.sheet import sheet, turns
from licet.reports.words import WORDS
from licet.rules.vocabulary import Fact
from licet.server import parties
from licet.server.answers import Answers
from licet.server.ask import asks, lead
from licet.server.benches import Bench, Benches, asked_of
from licet.server.pages.render import page
from licet.server.pages.strip import strip
from licet.server.problems import Problem
from licet.server.state import Pairs, case_of, is_set, pairs_of, query
from licet.vocabulary import LISTS, vocabulary

# What the panel of the form holds; other keys of the state are shown as facts that were given.
IN_PANEL = frozenset(
    {"item", "to", "on", "known_on", "from", "exporter", "transaction", "quantity", "value_usd"}
)
# Keys of the view: how the case is looked at, no part of it.
CARRIED = ("stance", "law")
VERSUS = ("vs.on", "vs.to")
VIEW_KEYS = frozenset({*VERSUS, "part", "case", "draft", *CARRIED})
# Names people try first; the list of the form begins with them.
FIRST = ("H20", "H100", "H200", "H800", "A100", "A800", "B200", "L20", "MI300X", "RTX 4090")


def add(app: FastAPI, benches: Benches) -> None:
    """Add the page, its parts and its downloads."""

    @app.get("/check", include_in_schema=False)
    async def show(request: Request) -> Response:
        pairs = list(request.query_params.multi_items())
        pasted = request.query_params.get("case", "").strip()
        if pasted:
            return await run_in_threadpool(_paste, request, pairs, pasted)
        return await run_in_threadpool(_show, request, pairs)

    def _paste(request: Request, pairs: Pairs, text: str) -> Response:
        carried = [(key, value) for key, value in pairs if key in CARRIED and value]
        try:
            address = urlencode([*pairs_of(_object(text)), *carried])
        except BadInput as error:
            found = view(request, carried, benches)
            return page("check.html", 422, here="check",
                        **{**found, "error": _told(error), "pasted": text})  # fmt: skip
        return RedirectResponse(f"/check?{address}", status_code=303)

    def _show(request: Request, pairs: Pairs) -> Response:
        part = request.query_params.get("part") == "answer"
        found = view(request, pairs, benches)
        template = "_answer.html" if part else "check.html"
        response = page(template, found["status"], here="check", **found)
        if part and found["answer"] and "sheet" in found["answer"]:
            said = found["answer"]["sheet"]
            title = f"{WORDS[said['verdict']]}: {said['title']} · licet"
            response.headers["X-Title"] = quote(title)
        return response

    def asked(request: Request) -> tuple[Pairs, Pairs, Bench, str]:
        """The case, the whole state, the bench and the stance of a request."""
        pairs = list(request.query_params.multi_items())
        own, state, keys = _states(pairs)
        return own, state, benches.of(request, keys.get("law", "")), stance_of(keys)

    @app.get("/check/strip", include_in_schema=False)
    def dates(request: Request) -> Response:
        own, state, bench, stance = asked(request)
        d = bench.answers.of(case_of(own), stance)
        return page("_strip.html", strip=strip(d, state), turns=turns(d))

    @app.get("/check/parties", include_in_schema=False)
    def others(request: Request) -> Response:
        own, state, bench, stance = asked(request)
        case = case_of(own)
        d = bench.answers.of(case, stance)
        found = parties.offers(d, case, state, bench.answers, stance)
        return page("_offers.html", offers=found)

    @app.get("/check/brief", include_in_schema=False)
    def brief(request: Request) -> Response:
        own, _, bench, stance = asked(request)
        case = case_of(own)
        d = bench.answers.of(case, stance)
        return page("_brief.html", sheet=sheet(d, case), stance=stance)

    @app.get("/check/memo.{kind}", include_in_schema=False)
    def memo(request: Request, kind: str) -> Response:
        # A memo tells both layers, whatever the stance of the page.
        own, _, bench, _ = asked(request)
        case = case_of(own)
        d = bench.answers.of(case)
        name = f"licet-{d.shipment.on}-{d.shipment.to}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if kind == "json":
            body = json.dumps(d.as_dict(), indent=2, ensure_ascii=False)
            return Response(body, media_type="application/json", headers=headers)
        if kind == "pdf":
            from licet.reports.memo import memo_pdf

            return Response(memo_pdf(d, case), media_type="application/pdf", headers=headers)
        raise Problem("not-found", f"no memo of this kind: `{kind[:20]}`")


def _object(text: str) -> dict[str, Any]:
    """A case that was pasted.

    Raises:
        BadCase: It is no JSON object that an address can carry.
    """
    case = read_case(text.encode(), 1)
    if not isinstance(case, dict):
        raise BadCase("not a case", hint='one JSON object, such as {"item": "H20", "to": "CN"}')
    try:
        json.dumps(case, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise BadCase("half a letter (a lone surrogate)", hint="write the letter itself") from error
    return case


def _states(pairs: Pairs) -> tuple[Pairs, Pairs, dict[str, str]]:
    """The pairs of the case, those of the whole state, and the keys of the view."""
    own = [(key, value) for key, value in pairs if value and key not in VIEW_KEYS]
    keys = asked_of(pair for pair in pairs if pair[0] in {*CARRIED, "draft"})
    return own, [*own, *((key, keys[key]) for key in CARRIED if keys.get(key))], keys


def view(request: Request, pairs: Pairs, benches: Benches) -> dict[str, Any]:
    """Everything the page shows for a state."""
    fields: dict[str, str] = {}
    for key, value in pairs:
        kept = fields.get(key, "")
        both = is_set(key) and kept and value and value not in kept.split(",")
        fields[key] = f"{kept},{value}" if both else value or kept
    own, state, keys = _states(pairs)
    numbers = parties.indices(own)
    end_user = parties.end_user_at(fields, numbers)
    found: dict[str, Any] = {
        "fields": fields,
        "end_user": f"parties.{end_user}.",
        "given": (),
        "blocks": (),
        "offers": (),
        "without": lambda key: query([(k, v) for k, v in state if k != key]),
        "today": date.today().isoformat(),
        "item_names": FIRST + tuple(catalog()),
        "item_titles": {entry.id: entry.title for entry in catalog().values()},
        "countries": sorted((c.name, c.code) for c in countries().values()),
        "lists": LISTS,
        "ruleset": benches.base.answers.court.law.digest,
        "answer": None,
        "other": None,
        "error": None,
        "pasted": "",
        "status": 200,
        **benches.form(request, keys),
    }
    if not fields.get("item") and not any(key.startswith("item.") for key in fields):
        return found
    try:
        stance = stance_of(keys)
        bench = benches.of(request, keys.get("law", ""))
        found["own"] = bench.own
        case = case_of(own)
        answer = found["answer"] = _answer(own, state, case, bench.answers, stance)
        versus = [(key, fields[key]) for key in VERSUS if fields.get(key)]
        found["other"] = _other(dict(versus), own, state, bench.answers, stance)
        if "state" in answer:
            answer["whole"] = "&".join(filter(None, (answer["state"], urlencode(versus))))
        if "sheet" in answer and found["other"] is None:
            found["offers"] = parties.roles_left(case, state)
    except BadInput as error:
        named = isinstance(error, UnknownItem) and bool(fields.get("item"))
        found.update(error=_told(error, pairs if named else None), status=422)
    asked = frozenset(ask.key for ask in (found["answer"] or {}).get("asks", ()))
    found["blocks"] = parties.blocks(fields, state, asked, end_user)
    found["given"] = [
        (key, _label(key), value)
        for key, value in fields.items()
        if value and key not in IN_PANEL | VIEW_KEYS | asked and not key.startswith("parties.")
    ]
    return found


def _told(error: BadInput, pairs: Pairs | None = None) -> dict[str, Any]:
    """An error for the page; names near an unknown item as the states that have them."""
    near = error.near if pairs is not None and isinstance(error, UnknownItem) else ()
    return {
        "message": error.message,
        "hint": "" if near else error.hint,
        "near": [(name, query(pairs or [], item=name)) for name in near],
    }


def _answer(
    own: Pairs, state: Pairs, case: dict[str, Any], answers: Answers, stance: str
) -> dict[str, Any]:
    if not case.get("to"):
        return {"wanting": "Where does it go? Choose a destination."}
    d = answers.of(case, stance)
    questions = asks(d, parties.indices(own))
    said = sheet(d, case)
    # In the stance of the text the determination is of the text alone; practice stands beside it.
    practice = d if stance == "practice" else answers.of(case)
    told = said if stance == "practice" else sheet(practice, case)
    return {
        "sheet": said,
        "layers": {"practice": practice.verdict, "differs": told["differs"]},
        "command": told["command"],
        "asks": questions,
        "asks_lead": lead(d, questions),
        "state": query(state, on=d.shipment.on.isoformat()),
        "proof": d.proof,
        # Turns are cheap to work out where no fact is open, and are shown at once then.
        "turns": None if d.missing else turns(d),
        "case": json.dumps({**case, "on": d.shipment.on.isoformat()}, indent=2, ensure_ascii=False),
        "short": f"{d.shipment.to}, {d.shipment.on}",
    }


def _other(
    versus: dict[str, str], own: Pairs, state: Pairs, answers: Answers, stance: str
) -> dict[str, Any] | None:
    """The answer to compare with: another date, another destination, or both."""
    if not versus:
        return None
    on, to = versus.get("vs.on", "").strip(), versus.get("vs.to", "").strip()
    if on:
        on = day_of(versus, "vs.on").isoformat()
    if to:
        to = country(to).code

    def moved(pairs: Pairs) -> Pairs:
        changes = {name: value for name, value in (("on", on), ("to", to)) if value}
        return [(key, changes.pop(key, value)) for key, value in pairs] + list(changes.items())

    pairs = moved(own)
    return _answer(pairs, moved(state), case_of(pairs), answers, stance)


def _label(key: str) -> str:
    """A key of the state in the words of the vocabulary.

    >>> _label("facts.interconnect_gb_s"), _label("item.rates.fp16")
    ('interconnect bandwidth', 'item rates fp16')
    """
    fact: Fact | None = vocabulary().facts.get(key.rpartition(".")[2])
    if fact is not None and key.count(".") == 1:
        return fact.word
    return key.replace(".", " ").replace("_", " ")
