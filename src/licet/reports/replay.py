"""The command that gives the same answer again."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

_FLAGS = {
    "to": "--to", "from": "--from", "on": "--on", "known_on": "--known-on",
    "exporter": "--exporter", "transaction": "--transaction", "quantity": "--quantity",
    "value_usd": "--value",
}  # fmt: skip
_PARTY = {
    "role": "role", "name": "name", "country": "country", "headquarters": "hq",
    "ultimate_parent": "parent",
}  # fmt: skip


def command(case: Mapping[str, Any], on: date, law: Iterable[str] = ()) -> str:
    """The command line that answers a case again, on its own day.

    Args:
        case: The case.
        on: Its day.
        law: The law files it was answered under, as answers name them.

    >>> command({"item": "H20", "to": "CN"}, date(2025, 4, 20))
    'licet check H20 --to CN --on 2025-04-20'
    """
    dated = {**case, "on": on.isoformat()}
    words = _words(dated)
    own = [word for name in law for word in ("--law", name.removeprefix("draft:"))]
    if words is not None:
        return shlex.join([*words, *own])
    text = json.dumps(dated, ensure_ascii=False, default=str)
    flags = f" {shlex.join(own)}" if own else ""
    return f"echo {shlex.quote(text)} | licet check --file - --json{flags}"


def _words(case: Mapping[str, Any]) -> list[str] | None:
    """The words of the command, or None where flags can't say it."""
    if not isinstance(case.get("item"), str) or str(case["item"]).startswith("-"):
        return None
    words = ["licet", "check", case["item"]]
    for key, value in case.items():
        if key in {"item", "id"} or value is None:
            continue
        if key in _FLAGS:
            words += [_FLAGS[key], str(value)]
        elif key == "parties":
            for party in value:
                text = _party(party)
                if text is None:
                    return None
                words += ["--party", text]
        elif key in {"end_use", "certifications"}:
            codes = value if isinstance(value, str) else ",".join(value) or "none"
            words += [f"--{key.replace('_', '-')}", codes]
        elif key == "facts" and all(isinstance(v, (str, int, bool)) for v in value.values()):
            for name, fact in value.items():
                text = str(fact).lower() if isinstance(fact, bool) else str(fact)
                words += ["--fact", f"{name}={text}"]
        else:
            return None
    return words


def _party(party: Mapping[str, Any]) -> str | None:
    parts = []
    for key, value in party.items():
        if key == "lists" and value is not None:
            parts.append(f"lists={'+'.join(value) or 'none'}")
        elif key in _PARTY and isinstance(value, str) and not set(value) & {",", "="}:
            parts.append(f"{_PARTY[key]}={value}")
        elif value is not None:
            return None
    return ",".join(parts)
