"""JSON answers, taken apart with care: a missing key is named, not guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from licet.days import day_from
from licet.watch.body import BadAnswer, Damaged

JSON_LIMIT = 20_000_000
"""The most bytes of a JSON answer."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def json_of(body: bytes) -> Any:
    """The value a body holds.

    Raises:
        BadAnswer: No JSON at all.
        Damaged: JSON that ends early or is broken.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        if body.lstrip()[:1] in {b"{", b"["}:
            raise Damaged("the JSON ends early or is broken") from error
        start = body[:40].decode("utf-8", "replace")
        raise BadAnswer(f"the answer is no JSON; it starts with `{start}`") from error


def object_of(value: Any, what: str) -> Mapping[str, Any]:
    """A JSON object.

    Raises:
        BadAnswer: It is something else.
    """
    if not isinstance(value, dict):
        raise BadAnswer(f"{what} is no JSON object")
    return value


def list_of(value: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key.

    Raises:
        BadAnswer: There is none.
    """
    found = value.get(key)
    if not isinstance(found, list):
        raise BadAnswer(f"the answer has no list `{key}`")
    return found


def text_of(value: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
    """The text under a key on one line, without control characters; empty when there is none.

    Raises:
        BadAnswer: It is needed and missing.

    >>> text_of({"title": "Entity List\\x1b[31m"}, "title")
    'Entity List [31m'
    """
    found = value.get(key)
    if (found is not None and not isinstance(found, str | int)) or (needed and not found):
        raise BadAnswer(f"the answer has no text `{key}`")
    return " ".join(_CONTROL.sub(" ", str(found or "")).split())


def number_of(value: Mapping[str, Any], key: str, default: int) -> int:
    """The whole number under a key, which some servers write as text.

    Raises:
        BadAnswer: It is something else.
    """
    text = str(value.get(key, default) if value.get(key) is not None else default)
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise BadAnswer(f"the answer has no number `{key}`")
    return int(text)


def day_of(value: Mapping[str, Any], key: str) -> date | None:
    """The day under a key; None when the server gives none.

    Raises:
        BadAnswer: It is no day.
    """
    text = text_of(value, key)
    if not text:
        return None
    try:
        return day_from(text[:10])
    except ValueError:
        raise BadAnswer(f"`{key}` is no day: `{text[:40]}`") from None
