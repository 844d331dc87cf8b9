"""The eCFR versioner: how far it reaches, the amendments of a part, a part as of a day.

Editorial dates differ: a section may be issued again without change, so amendments are told by
``amendment_date``; text is served up to ``up_to_date_as_of``, often later than the last issue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.errors import BadInput
from licet.watch import CFR_TITLE
from licet.watch.answers import (
    JSON_LIMIT,
    day_of,
    json_of,
    list_of,
    number_of,
    object_of,
    text_of,
)
from licet.watch.body import BadAnswer
from licet.watch.fetch import Server

BASE = "https://www.ecfr.gov"
XML_LIMIT = 64_000_000
"""The most bytes of a part: the Commerce Control List takes a few million."""
_PATH = "/api/versioner/v1"
_MOST_PAGES = 50


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the text of a title goes: the last day that can be asked for."""

    until: date
    amended: date | None
    importing: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """A new version of a section or supplement; `removed` when it was taken out."""

    unit: str
    name: str
    amended: date
    issued: date | None
    kind: str
    removed: bool = False
    substantive: bool = True


def reach(server: Server, title: int = CFR_TITLE) -> Reach:
    """How far the eCFR's text of a title goes.

    Raises:
        licet.watch.body.FetchError: The source could not be read.
    """
    answer = _ask(server, f"{_PATH}/titles.json", {})
    for entry in list_of(answer, "titles"):
        one = object_of(entry, "a title")
        if number_of(one, "number", 0) == title:
            until = day_of(one, "up_to_date_as_of") or day_of(one, "latest_issue_date")
            if until is None:
                raise BadAnswer(f"the answer does not say how far title {title} goes")
            meta = answer.get("meta")
            importing = isinstance(meta, dict) and meta.get("import_in_progress") is True
            return Reach(until, day_of(one, "latest_amended_on"), importing)
    raise BadAnswer(f"the answer has no title {title}")


def amendments(
    server: Server, part: int, since: date, until: date | None = None, title: int = CFR_TITLE
) -> list[Amendment]:
    """The amendments of a part after a day, oldest first.

    Args:
        server: Where to ask.
        part: The part.
        since: Only amendments after this day.
        until: Only amendments up to this day; None for no limit.
        title: The title of the CFR.

    Raises:
        licet.watch.body.FetchError: The source could not be read.
    """
    found = []
    page, pages = 1, 1
    while page <= pages:
        query = {"part": str(part), "issue_date[gte]": since.isoformat(), "page": str(page)}
        answer = _ask(server, f"{_PATH}/versions/title-{title}.json", query)
        meta = answer.get("meta")
        pages = number_of(meta, "total_pages", 1) if isinstance(meta, dict) else 1
        if pages > _MOST_PAGES:
            raise BadInput(f"part {part} has too many amendments", hint="a later --since")
        found += [
            _amendment(object_of(e, "a version")) for e in list_of(answer, "content_versions")
        ]
        page += 1
    return sorted(
        (a for a in found if since < a.amended and (until is None or a.amended <= until)),
        key=lambda a: (a.amended, a.unit),
    )


def _amendment(entry: Any) -> Amendment:
    amended = day_of(entry, "amendment_date") or day_of(entry, "date")
    if amended is None:
        raise BadAnswer("a version has no `amendment_date`")
    return Amendment(
        unit=text_of(entry, "identifier", needed=True),
        name=text_of(entry, "name"),
        amended=amended,
        issued=day_of(entry, "issue_date"),
        kind=text_of(entry, "type"),
        removed=entry.get("removed") is True,
        substantive=entry.get("substantive") is not False,
    )


def part_xml(server: Server, part: int, on: date, title: int = CFR_TITLE) -> bytes:
    """The XML of a part as of a day, exactly as served, once it is known to be that part.

    Raises:
        BadInput: No part of the title has this number.
        licet.watch.body.FetchError: The source could not be read, or has no text for the day.
    """
    from licet.watch.units import tree_of

    if not 0 < part < 10_000:
        raise BadInput(f"no part: `{part}`")

    def checked(body: bytes) -> bytes:
        tree_of(body, part)
        return body

    path = f"{_PATH}/full/{on.isoformat()}/title-{title}.xml"
    query: dict[str, str | list[str]] = {"part": str(part)}
    return server.get(path, query, checked, accept="application/xml", limit=XML_LIMIT)


def _ask(server: Server, path: str, query: dict[str, str]) -> Any:
    answer = server.get(path, {**query}, json_of, accept="application/json", limit=JSON_LIMIT)
    return object_of(answer, "the answer")
