"""Forms that were sent: read within bounds."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from licet.server.problems import Problem

KINDS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})


def form_of(request: Request) -> Any:
    """The form of a request, to be used in ``async with``.

    Raises:
        Problem: The body is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise Problem("wrong-type", f"`{kind[:60]}`", allowed=["multipart/form-data"])
    return request.form(max_files=1, max_fields=100)
