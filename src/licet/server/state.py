"""A case as the query of an address, and back: every view's address holds its whole state.

Keys are paths into the case: ``item=H20``, ``to=CN``, ``parties.0.headquarters=CN``,
``facts.nac_cleared=true``. Sets are joined with commas; ``none`` is the empty set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from licet.case import CASE_KEYS
from licet.errors import BadCase
from licet.vocabulary import vocabulary

_PATH = re.compile(r"[a-z_]{1,40}(?:\.[a-z0-9_]{1,60}){0,6}")
_SETS = frozenset({"lists", "end_use", "certifications"})
_FLAGS = frozenset({"datacenter", "us_commercially_available"})
MAX_PAIRS = 200

Pairs = list[tuple[str, str]]


def case_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The case that a query describes; keys that are no part of a case are left out.

    >>> case_of([("item", "H20"), ("to", "CN"), ("parties.0.lists", "none"), ("part", "x")])
    {'item': 'H20', 'to': 'CN', 'parties': [{'role': 'end-user', 'lists': []}]}
    """
    found: dict[str, Any] = {}
    for key, text in _joined(pairs):
        _put(found, key.split("."), _value(key, text), key)
    case: dict[str, Any] = _lists(found)
    parties = [_party(party) for party in case.get("parties", ())]
    if parties:
        case["parties"] = parties
    else:
        case.pop("parties", None)
    return case


def _joined(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The pairs of a case, checked, values of one set put together."""
    found: dict[str, str] = {}
    for number, (key, text) in enumerate(pairs):
        if number >= MAX_PAIRS:
            raise BadCase("too many keys", hint=f"at most {MAX_PAIRS}")
        if key.partition(".")[0] not in CASE_KEYS or not text.strip():
            continue
        if not _PATH.fullmatch(key):
            raise BadCase(f"not a key of a case: `{key[:60]}`", key=key[:60])
        if key in found and is_set(key):
            text = f"{found[key]},{text}"
        found[key] = text.strip()
    # Who names an owner takes back that there is none.
    named = {key.partition(".owners.")[0] + ".owners" for key in found if ".owners." in key}
    return [(key, text) for key, text in found.items() if key not in named]


def is_set(key: str) -> bool:
    """Whether a key holds a set of codes.

    >>> is_set("parties.0.lists"), is_set("exporter")
    (True, False)
    """
    last = key.rpartition(".")[2]
    fact = vocabulary().facts.get(last)
    return last in _SETS or (fact is not None and fact.kind == "set")


def _value(key: str, text: str) -> Any:
    root, _, _ = key.partition(".")
    last = key.rpartition(".")[2]
    fact = vocabulary().facts.get(last) if root == "facts" else None
    if is_set(key):
        codes = [code.strip() for code in text.split(",") if code.strip()]
        if last == "certifications" and "all" in codes:
            return "all"
        return [code for code in dict.fromkeys(codes) if code != "none"]
    if last in _FLAGS or (fact is not None and fact.kind == "boolean"):
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    if last == "owners" and text == "none":
        return []
    if last == "count" and text.isdecimal() and len(text) < 9:
        return int(text)
    if text.startswith("[") and text.endswith("]"):
        bounds = [part.strip() for part in text[1:-1].split(",")]
        return [bound or None for bound in bounds]
    return text


def _put(table: dict[str, Any], path: list[str], value: Any, key: str) -> None:
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            raise BadCase(f"`{key[:60]}` says something else of `{part[:40]}`", key=key[:60])
        table = inner
    if path[-1] in table:
        raise BadCase(f"`{key[:60]}` is said twice", key=key[:60])
    table[path[-1]] = value


def _lists(value: Any) -> Any:
    """Tables whose keys are all numbers as lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    if inner and all(key.isdecimal() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _party(party: Any) -> Any:
    return {"role": "end-user", **party} if isinstance(party, dict) else party


def pairs_of(case: Mapping[str, Any]) -> Pairs:
    """A case as the pairs of a query.

    >>> pairs_of({"item": "H20", "parties": [{"role": "end-user", "lists": []}]})
    [('item', 'H20'), ('parties.0.role', 'end-user'), ('parties.0.lists', 'none')]
    """
    return list(_flat("", case))


def _flat(at: str, value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{at}.{key}" if at else str(key), inner)
    elif value is None:
        return
    elif isinstance(value, (list, tuple)):
        if at.endswith(".owners") and not value:
            yield at, "none"
        elif is_set(at):
            yield at, ",".join(str(code) for code in value) or "none"
        elif len(value) == 2 and not any(isinstance(v, (dict, list)) for v in value):
            yield at, f"[{','.join('' if v is None else str(v) for v in value)}]"
        else:
            for index, inner in enumerate(value):
                yield from _flat(f"{at}.{index}", inner)
    elif isinstance(value, bool):
        yield at, "true" if value else "false"
    else:
        yield at, str(value)


def query(pairs: Iterable[tuple[str, str]], **changes: str | None) -> str:
    """The query of an address, with some keys changed, or left out when None.

    Underscores of a keyword stand for themselves; `vs_on` and `vs_to` mean ``vs.on`` and
    ``vs.to``.

    >>> query([("item", "H20"), ("on", "2025-04-20")], on="2025-05-01")
    'item=H20&on=2025-05-01'
    """
    named = {key.replace("vs_", "vs."): value for key, value in changes.items()}
    kept = [(key, named.pop(key) if key in named else value) for key, value in pairs]
    kept += list(named.items())
    return urlencode([(key, value) for key, value in kept if value])
