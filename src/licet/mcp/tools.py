"""The tools: check, catalog, law, timeline; each answers as the API does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.errors import BadInput

MOST = 50


@dataclass(frozen=True)
class Tool:
    """A tool as assistants see it."""

    name: str
    title: str
    says: str
    run: Callable[[Mapping[str, Any]], dict[str, Any]]
    keys: Mapping[str, Mapping[str, Any]]
    needed: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The tool's entry in the list."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.says,
            "inputSchema": {
                "type": "object",
                "properties": dict(self.keys),
                "required": list(self.needed),
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
        }


def call(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a tool answers.

    Raises:
        BadInput: An argument is wrong.
    """
    tool = next(tool for tool in TOOLS if tool.name == name)
    unknown = sorted(set(given) - set(tool.keys))
    if unknown:
        raise BadInput(f"unknown argument: `{unknown[0][:60]}`", hint=", ".join(tool.keys))
    lacking = [key for key in tool.needed if given.get(key) is None]
    if lacking:
        raise BadInput(f"missing: `{lacking[0]}`")
    return tool.run(given)


def _check(given: Mapping[str, Any]) -> dict[str, Any]:
    from licet.decision import determine

    if not isinstance(given.get("proof", False), bool):
        raise BadInput("proof: not true or false")
    case = {key: value for key, value in given.items() if key != "proof"}
    found = determine(case).as_dict()
    if not given.get("proof"):
        found.pop("proof")
    return found


def _catalog(given: Mapping[str, Any]) -> dict[str, Any]:
    from licet.catalog import catalog, find
    from licet.catalog_view import detail, summary

    words = _text(given, "words").lower().split()
    fits = [
        entry
        for entry in catalog().values()
        if all(word in f"{entry.id} {entry.title}".lower() for word in words)
    ]
    if len(fits) == 1:
        return {"items": [detail(fits[0])], "total": 1}
    if not fits:
        fits = list(find(" ".join(words), imported=False))
    return {"items": [summary(entry) for entry in fits[:MOST]], "total": len(fits)}


def _law(given: Mapping[str, Any]) -> dict[str, Any]:
    from licet.law import law
    from licet.lawbook import describe, entries, provision_of

    day = _day(given, "on")
    name = _text(given, "provision")
    if name:
        return describe(law(), provision_of(law(), name), day)
    words = _text(given, "words").lower().split()
    rows = [
        row
        for row in entries(law(), day or date.today())
        if all(word in f"{row['id']} {row['title']} {row['cite']}".lower() for word in words)
    ]
    return {"items": rows[:MOST], "total": len(rows)}


def _timeline(given: Mapping[str, Any]) -> dict[str, Any]:
    from licet.timeline import query
    from licet.timeline.view import event_dict

    found = query(
        about=_text(given, "about") or None,
        since=_day(given, "from"),
        until=_day(given, "until"),
        known_on=_day(given, "known_on"),
    )
    return {"items": [event_dict(event) for event in found[-MOST:]], "total": len(found)}


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{key}: not a text")
    return (value or "")[:200]


def _day(given: Mapping[str, Any], key: str) -> date | None:
    from licet.case import parse_day

    return parse_day(given[key], key) if given.get(key) else None


_STRING = {"type": "string"}
_DAY = {"type": "string", "description": "a day, YYYY-MM-DD"}
_CASE: Mapping[str, Mapping[str, Any]] = {
    "item": {
        "description": "a chip, system or part number people use (`H20`), or an object of figures",
        "anyOf": [_STRING, {"type": "object"}],
    },
    "to": {"type": "string", "description": "destination, ISO 3166-1 alpha-2 or a name"},
    "on": {**_DAY, "description": "the day of shipment, YYYY-MM-DD; today when left out"},
    "known_on": {**_DAY, "description": "use nothing published after this day"},
    "from": {"type": "string", "description": "where it leaves; US when left out"},
    "exporter": {"type": "string", "description": "who exports; letters bind by name"},
    "transaction": {"type": "string", "enum": ["export", "reexport", "transfer"]},
    "quantity": {"type": "number"},
    "value_usd": {"type": "number"},
    "parties": {"type": "array", "items": {"type": "object"}},
    "end_use": {"type": "array", "items": _STRING},
    "certifications": {"anyOf": [_STRING, {"type": "array", "items": _STRING}]},
    "facts": {"type": "object"},
}

TOOLS = (
    Tool(
        "check",
        "May this item ship?",
        "Decides one shipment: verdict in text and practice, requirements with citations, "
        "exceptions, review policy, conditions, the missing facts and the dates on which it turns.",
        _check,
        {**_CASE, "proof": {"type": "boolean", "description": "the whole proof tree as well"}},
        ("item", "to"),
    ),
    Tool(
        "catalog",
        "Look up chips and systems",
        "Finds chips and systems by words of their name, with the measures the rules ask about; "
        "one hit comes with figures, sources and the working.",
        _catalog,
        {"words": {"type": "string", "description": "words of the name, such as `mi300`"}},
        ("words",),
    ),
    Tool(
        "law",
        "Look up a provision",
        "Shows a provision in plain words with its versions, or lists those whose id, title or "
        "citation hold some words.",
        _law,
        {"provision": _STRING, "words": _STRING, "on": _DAY},
    ),
    Tool(
        "timeline",
        "What happened when",
        "Events about a chip, company or subject: announced, in force, undone; optionally only "
        "what anyone could know on a day.",
        _timeline,
        {"about": _STRING, "from": _DAY, "until": _DAY, "known_on": _DAY},
    ),
)
