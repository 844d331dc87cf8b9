"""Problem details (RFC 9457): every error of the API in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from licet.cases_io import json_bytes
from licet.errors import BadCase, BadInput, UnknownItem

KINDS: Mapping[str, tuple[int, str]] = {
    "bad-request": (400, "The request can't be read"),
    "bad-case": (422, "A key or value of the case is wrong"),
    "unknown-item": (422, "No chip, system or part has this name"),
    "bad-input": (422, "A value is wrong"),
    "no-token": (401, "A token or key is needed"),
    "foreign-host": (421, "This server does not answer to that name"),
    "foreign-origin": (403, "Another site may not ask for you"),
    "not-found": (404, "There is no such thing here"),
    "wrong-method": (405, "This address does not take that method"),
    "wrong-type": (415, "The content type is not one that is read here"),
    "too-large": (413, "The request is too large"),
    "too-slow": (408, "The request took too long to arrive"),
    "too-many": (429, "Too many requests"),
    "not-installed": (501, "This needs an extra that is not installed"),
    "fault": (500, "A fault of licet; nothing was decided"),
}
"""Every kind of problem: its status and title. The `type` of a problem links to its kind."""

MEDIA_TYPE = "application/problem+json"
BASE = "/api/v1/problems/"


class Problem(Exception):
    """A refusal, said as a problem document."""

    def __init__(self, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.more = more
        self.case_id: str | None = None

    @property
    def status(self) -> int:
        """The status code."""
        return KINDS[self.kind][0]

    def as_dict(self) -> dict[str, Any]:
        """The problem document.

        >>> Problem("not-found", "no such entry: `x`").as_dict()["status"]
        404
        """
        status, title = KINDS[self.kind]
        return {
            "type": BASE + self.kind,
            "title": title,
            "status": status,
            "detail": self.detail,
            **self.more,
        }

    def response(self) -> Response:
        """The problem as a response."""
        headers = {}
        if self.kind == "no-token":
            headers["WWW-Authenticate"] = 'Bearer realm="licet"'
        if self.kind == "too-many":
            headers["Retry-After"] = "1"
        body = json_bytes(self.as_dict(), (",", ":"))
        return Response(body, status_code=self.status, media_type=MEDIA_TYPE, headers=headers)


def problem_of(error: BadInput) -> Problem:
    """An error of the user as a problem."""
    more: dict[str, Any] = {}
    if error.hint:
        more["hint"] = error.hint
    kind = "bad-input"
    if isinstance(error, BadCase):
        kind = "bad-case"
        more["key"] = error.key
    elif isinstance(error, UnknownItem):
        kind = "unknown-item"
        more["near"] = list(error.near)
    return Problem(kind, error.message, **more)
