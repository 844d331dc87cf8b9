"""The item of a case: a name, or an object of figures and contained ICs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from licet.case.values import (
    count_at,
    eccn_at,
    exact_at,
    fail,
    flag_at,
    number_at,
    object_at,
    one_of,
    only_keys,
    optional,
    shown,
    text_at,
)
from licet.model import Item, Part
from licet.vocabulary import ITEM_KINDS

ITEM_KEYS = (
    "kind", "eccn", "contains", "rates", "tpp", "performance_density", "applicable_die_area_mm2",
    "datacenter", "dram_bandwidth_gb_s", "interconnect_gb_s", "memory_bandwidth_density",
    "transistors_bn", "node_nm", "us_commercially_available",
)  # fmt: skip
RATE_BITS: Mapping[str, int] = {
    "fp64": 64, "fp64_tensor": 64, "fp32": 32, "tf32": 32, "fp16": 16, "bf16": 16, "fp8": 8,
    "int8": 8, "fp6": 6, "fp4": 4, "int4": 4,
}  # fmt: skip
MAX_DEPTH = 8
MAX_MEMBERS = 1_000
_FORMATS = "one or more of " + ", ".join(RATE_BITS)


def item_at(value: object, key: str, depth: int) -> str | Item:
    """A name, or an item object with what it contains."""
    if isinstance(value, str):
        return text_at(value, key)
    if depth > MAX_DEPTH:
        fail(key, f"items nested more than {MAX_DEPTH} deep")
    table = object_at(value, key)
    at = f"{key}."
    only_keys(table, ITEM_KEYS, at)
    item = Item(
        kind=optional(table, "kind", one_of(ITEM_KINDS), at),
        eccn=optional(table, "eccn", eccn_at, at),
        contains=optional(table, "contains", lambda v, k: _contains(v, k, depth), at) or (),
        rates=optional(table, "rates", _rates, at),
        tpp=optional(table, "tpp", number_at, at),
        performance_density=optional(table, "performance_density", number_at, at),
        applicable_die_area_mm2=optional(table, "applicable_die_area_mm2", number_at, at),
        datacenter=optional(table, "datacenter", flag_at, at),
        dram_bandwidth_gb_s=optional(table, "dram_bandwidth_gb_s", number_at, at),
        interconnect_gb_s=optional(table, "interconnect_gb_s", number_at, at),
        memory_bandwidth_density=optional(table, "memory_bandwidth_density", number_at, at),
        transistors_bn=optional(table, "transistors_bn", number_at, at),
        node_nm=optional(table, "node_nm", number_at, at),
        us_commercially_available=optional(table, "us_commercially_available", flag_at, at),
    )
    if item.contains and item.kind in {"ic", "hbm"}:
        fail(f"{at}contains", f"an item of kind `{item.kind}` that contains ICs", "kind: computer")
    return item


def _contains(value: object, key: str, depth: int) -> tuple[Part, ...]:
    if not isinstance(value, list):
        return (Part(item_at(value, key, depth + 1)),)
    if not value:
        fail(key, "an empty list", "at least one item, or leave the key out")
    if len(value) > MAX_MEMBERS:
        fail(key, f"{len(value):,} parts", f"at most {MAX_MEMBERS:,}")
    parts = []
    for index, entry in enumerate(value):
        at = f"{key}[{index}]"
        if isinstance(entry, dict) and "item" in entry:
            only_keys(entry, ("item", "count"), f"{at}.")
            parts.append(
                Part(
                    item_at(entry["item"], f"{at}.item", depth + 1),
                    optional(entry, "count", count_at, f"{at}.") or 1,
                )
            )
        else:
            parts.append(Part(item_at(entry, at, depth + 1)))
    return tuple(parts)


def _rates(value: object, key: str) -> Mapping[str, Fraction]:
    table = object_at(value, key)
    for name in table:
        if name not in RATE_BITS:
            fail(f"{key}.{name}"[:80], f"unknown format: {shown(name)}", _FORMATS)
    if not table:
        fail(key, "no rates", _FORMATS)
    return {n: exact_at(rate, f"{key}.{n}") for n, rate in table.items() if rate is not None}
