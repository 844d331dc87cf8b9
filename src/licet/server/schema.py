"""The shapes of cases and determinations for OpenAPI; the contract in JSON Schema."""

from __future__ import annotations

from typing import Any

from licet.case import RATE_BITS
from licet.vocabulary import CERTIFICATIONS, END_USES, ITEM_KINDS, LISTS, ROLES, TRANSACTIONS

DAY: dict[str, Any] = {"format": "date", "examples": ["2025-04-20"]}

VERDICTS = (
    "no-license-required", "license-exception", "license-required", "prohibited", "not-subject",
    "indeterminate",
)  # fmt: skip

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "key": {"type": "string"},
        "near": {"type": "array", "items": {"type": "string"}},
    },
}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _problems(*statuses: tuple[int, str]) -> dict[int | str, dict[str, Any]]:
    return {
        status: {
            "description": text,
            "content": {"application/problem+json": {"schema": _ref("Problem")}},
        }
        for status, text in statuses
    }


def _nullable(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*schemas, {"type": "null"}]}


def _place() -> dict[str, Any]:
    return _nullable({"type": "string", "description": "ISO 3166-1 alpha-2", "examples": ["CN"]})


def _number() -> dict[str, Any]:
    bound = {"type": "number", "minimum": 0}
    span = {"type": "array", "items": _nullable(bound), "minItems": 2, "maxItems": 2}
    return _nullable(bound, {"type": "string"}, span)


def _codes(codes: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": list(codes)}}


def _day() -> dict[str, Any]:
    return _nullable({"type": "string", "format": "date"})


def _closed(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**found, "required": list(required)} if required else found


def schemas() -> dict[str, Any]:
    """The components of the description."""
    measures = (
        "tpp", "performance_density", "applicable_die_area_mm2", "dram_bandwidth_gb_s",
        "interconnect_gb_s", "memory_bandwidth_density", "transistors_bn", "node_nm",
    )  # fmt: skip
    item = _closed(
        {
            "kind": _nullable({"type": "string", "enum": list(ITEM_KINDS)}),
            "eccn": _nullable({"type": "string"}),
            "contains": _nullable(
                {"type": "string"},
                _ref("Item"),
                {"type": "array", "items": _ref("Part"), "minItems": 1},
            ),
            "rates": _nullable(_closed({name: {"type": "number"} for name in RATE_BITS})),
            **{name: _number() for name in measures},
            "datacenter": _nullable({"type": "boolean"}),
            "us_commercially_available": _nullable({"type": "boolean"}),
        }
    )
    count = {"type": "integer", "minimum": 1}
    part = _closed({"item": {"anyOf": [{"type": "string"}, _ref("Item")]}, "count": count})
    owner = _closed(
        {
            "name": _nullable({"type": "string"}),
            "share": _nullable({"type": "number", "minimum": 0, "maximum": 100}),
            "lists": _nullable(_codes(LISTS)),
            "owners": _nullable({"type": "array", "items": _ref("Owner")}),
        }
    )
    party = _closed(
        {
            "role": {"type": "string", "enum": list(ROLES)},
            "name": _nullable({"type": "string"}),
            "country": _place(),
            "headquarters": _place(),
            "ultimate_parent": _place(),
            "lists": _nullable(_codes(LISTS)),
            "owners": _nullable({"type": "array", "items": _ref("Owner")}),
        },
        ("role",),
    )
    case = _closed(
        {
            "id": _nullable({"type": "string"}),
            "on": _day(),
            "known_on": _day(),
            "item": {"anyOf": [{"type": "string"}, _ref("Item")]},
            "quantity": _number(),
            "value_usd": _number(),
            "transaction": _nullable({"type": "string", "enum": list(TRANSACTIONS)}),
            "from": _place(),
            "to": {"type": "string", "description": "ISO 3166-1 alpha-2"},
            "exporter": _nullable({"type": "string"}),
            "parties": _nullable({"type": "array", "items": _ref("Party")}),
            "end_use": _nullable(_codes(END_USES)),
            "certifications": _nullable({"type": "string", "const": "all"}, _codes(CERTIFICATIONS)),
            "facts": _nullable({"type": "object"}),
        },
        ("item", "to"),
    )
    case["examples"] = [{"item": "H20", "to": "CN", "exporter": "nvidia", "on": "2025-04-20"}]
    return {
        "Case": case,
        "Item": item,
        "Part": part,
        "Party": party,
        "Owner": owner,
        "Determination": _determination(),
        "Problem": _PROBLEM,
    }


def _determination() -> dict[str, Any]:
    verdict = {"type": "string", "enum": list(VERDICTS)}
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    objects = {"type": "array", "items": {"type": "object"}}
    turn = _nullable({"type": "object"})
    properties = {
        "id": _nullable(text),
        "on": {"type": "string", "format": "date"},
        "known_on": _day(),
        "verdict": verdict,
        "layers": {"type": "object", "properties": {"text": verdict, "practice": verdict}},
        "classification": {
            "type": "object",
            "properties": {"parameters": _nullable(text), "eccn": _nullable(text), "basis": text},
        },
        "requirements": objects,
        "exceptions": objects,
        "review_policy": _nullable(text),
        "conditions": texts,
        "missing": objects,
        "assumptions": texts,
        "warnings": texts,
        "alternatives": objects,
        "law_files": objects,
        "announcements": objects,
        "turns": {"type": "object", "properties": {"before": turn, "after": turn}},
        "ruleset": {"type": "object", "properties": {"version": text, "hash": text}},
        "proof": {"type": "object"},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def case_body() -> dict[str, Any]:
    """The request body of a determination."""
    return {
        "required": True,
        "content": {
            "application/json": {"schema": _ref("Case")},
            "application/x-ndjson": {
                "schema": {"type": "string", "description": "one case of JSON on each line"}
            },
        },
    }


def determination_responses() -> dict[int | str, dict[str, Any]]:
    """What a determination can be answered with."""
    good = {
        "description": "the determination, or one a line",
        "content": {
            "application/json": {"schema": _ref("Determination")},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
    refused = _problems(
        (401, "no token or key"),
        (403, "a foreign origin"),
        (408, "too slow"),
        (413, "too large"),
        (415, "another content type"),
        (421, "a foreign host"),
        (422, "the case is wrong; says which key and what is allowed"),
        (429, "too many requests"),
    )
    return {200: good, **refused}


def reading_responses() -> dict[int | str, dict[str, Any]]:
    """What a reading can be answered with beside the thing itself."""
    return {
        304: {"description": "unchanged since the ETag that was sent"},
        **_problems(
            (401, "no token or key"),
            (403, "a foreign origin"),
            (404, "no such thing"),
            (421, "a foreign host"),
            (422, "a value is wrong"),
            (429, "too many requests"),
        ),
    }
