"""The Federal Register API, version 1: search by CFR part, agency and day; one document.

The shape of the answers is that of ``/api/v1/documents.json``. Pages are asked for by number, not
by the address the answer gives, so that a mirror is never left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.errors import BadInput
from licet.watch import CFR_TITLE, FIRST_PART, LAST_PART
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

BASE = "https://www.federalregister.gov"
KINDS = {
    "rule": "RULE",
    "proposed-rule": "PRORULE",
    "notice": "NOTICE",
    "presidential": "PRESDOCU",
}
"""Kinds of documents, and what the API calls them."""
PER_PAGE = 100
MOST = 2_000
"""The API shows no more than this many documents of one search."""
_PATH = "/api/v1"
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_WEB = ("https://", "http://")
_FIELDS = [
    "document_number", "title", "type", "action", "publication_date", "effective_on", "citation",
    "html_url", "agencies", "cfr_references",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Published:
    """A document of the Federal Register, as the API describes it.

    `parts` are the parts of 15 CFR it says it touches; often none for a notice.
    """

    number: str
    title: str
    kind: str
    published: date
    action: str = ""
    effective: date | None = None
    citation: str = ""
    url: str = ""
    agencies: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


def search(
    server: Server,
    since: date,
    until: date | None = None,
    *,
    parts: tuple[int, int] | None = (FIRST_PART, LAST_PART),
    agency: str = "",
    kind: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> list[Published]:
    """The documents published in a period, newest first.

    Args:
        server: Where to ask.
        since: The first day of publication.
        until: The last; None for no limit.
        parts: The first and last part of 15 CFR that is touched; None for any.
        agency: The API's name of an agency, such as ``industry-and-security-bureau``.
        kind: One of `KINDS`.
        tell: Told which page is being read.

    Raises:
        BadInput: The period is upside down, or the search finds more than the API shows.
        licet.watch.body.FetchError: The source could not be read.
    """
    if until is not None and until < since:
        raise BadInput(f"`{until}` is before `{since}`", hint="--since is the earlier day")
    query = _query(since, until, parts, agency, kind)
    found: dict[str, Published] = {}
    page, pages = 1, 1
    while page <= pages:
        tell(f"reading page {page} of {pages}" if page > 1 else "searching")
        answer = _page(server, {**query, "page": str(page)})
        count = number_of(answer, "count", 0)
        pages = number_of(answer, "total_pages", 1)
        if count > MOST or pages > MOST // PER_PAGE:
            raise BadInput(
                f"{count:,} documents fit; the Federal Register shows {MOST:,} of a search",
                hint="narrow it with --since and --until",
            )
        # An empty search leaves out `results` altogether.
        entries = list_of(answer, "results") if count or "results" in answer else []
        if entries and not count:
            raise BadAnswer(f"no document was promised and {len(entries)} came; nothing is shown")
        if not entries and count:
            break
        for entry in entries:
            document = _document(object_of(entry, "a document"))
            found.setdefault(document.number, document)
        page += 1
    if len(found) < count:
        raise BadAnswer(f"{count} documents were promised and {len(found)} came; nothing is shown")
    return sorted(found.values(), key=lambda d: (d.published, d.number), reverse=True)


def fetch(server: Server, number: str) -> Mapping[str, Any]:
    """One document, as the API gives it: what `licet read` takes.

    Raises:
        BadInput: No document number.
        licet.watch.body.FetchError: The source could not be read, or has no such document.
    """
    if not _NUMBER.fullmatch(number) or len(number) > 30:
        raise BadInput(f"no document number: `{number[:40]}`", hint="such as 2026-00789")
    path = f"{_PATH}/documents/{number}.json"
    answer = server.get(path, {}, json_of, accept="application/json", limit=JSON_LIMIT)
    value = object_of(answer, "the document")
    if _document(value).number != number:
        raise BadAnswer(f"asked for `{number}`, got `{value['document_number']}`")
    return value


def _query(
    since: date, until: date | None, parts: tuple[int, int] | None, agency: str, kind: str
) -> dict[str, str | list[str]]:
    query: dict[str, str | list[str]] = {
        "per_page": str(PER_PAGE),
        "order": "newest",
        "fields[]": _FIELDS,
        "conditions[publication_date][gte]": since.isoformat(),
    }
    if until is not None:
        query["conditions[publication_date][lte]"] = until.isoformat()
    if parts is not None:
        first, last = parts
        query["conditions[cfr][title]"] = str(CFR_TITLE)
        query["conditions[cfr][part]"] = str(first) if first == last else f"{first}-{last}"
    if agency:
        query["conditions[agencies][]"] = agency
    if kind:
        query["conditions[type][]"] = KINDS[kind]
    return query


def _page(server: Server, query: Mapping[str, str | list[str]]) -> Mapping[str, Any]:
    path = f"{_PATH}/documents.json"
    answer = server.get(path, query, json_of, accept="application/json", limit=JSON_LIMIT)
    found = object_of(answer, "the answer")
    if "count" not in found:
        raise BadAnswer("the answer has no `count`: it is no search of the Federal Register")
    return found


def _document(entry: Mapping[str, Any]) -> Published:
    published = day_of(entry, "publication_date")
    if published is None:
        raise BadAnswer("the answer has no text `publication_date`")
    return Published(
        number=text_of(entry, "document_number", needed=True),
        title=text_of(entry, "title"),
        kind=text_of(entry, "type"),
        published=published,
        action=text_of(entry, "action"),
        effective=day_of(entry, "effective_on"),
        citation=text_of(entry, "citation"),
        url=address if (address := text_of(entry, "html_url")).startswith(_WEB) else "",
        agencies=tuple(
            text_of(agency, "name") or text_of(agency, "raw_name")
            for agency in entry.get("agencies") or ()
            if isinstance(agency, dict)
        ),
        parts=_parts(entry),
    )


def _parts(entry: Mapping[str, Any]) -> tuple[int, ...]:
    found = set()
    for reference in entry.get("cfr_references") or ():
        if not isinstance(reference, dict) or str(reference.get("title")) != str(CFR_TITLE):
            continue
        part = str(reference.get("part"))
        if part.isascii() and part.isdigit():
            found.add(int(part))
    return tuple(sorted(found))
