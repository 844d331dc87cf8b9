"""One number of a design by its path, such as ``unit.0.count``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from licet.catalog import BITS
from licet.design.plan import Design, Number
from licet.errors import BadInput

NUMBERS = frozenset({
    "clock_ghz", "watts", "count", "area_mm2", "node_nm", "transistors_bn", "stacks", "gb", "gb_s",
    *BITS,
})  # fmt: skip


def with_value(design: Design, path: str, value: Number) -> Design:
    """The same design with one number changed.

    Args:
        design: The design.
        path: Where it stands, such as ``clock_ghz``, ``unit.0.count`` or ``rates.fp16``.
        value: The number.

    Raises:
        BadInput: The design has no such number.
    """
    changed: Design = _with(design, path.split("."), value, path)
    return changed


def _with(part: Any, path: list[str], value: Number, whole: str) -> Any:
    if not path:
        if whole.rpartition(".")[2] not in NUMBERS:
            raise BadInput(f"`{whole}` is no number of the design", hint="such as clock_ghz")
        return value
    name, *rest = path
    if isinstance(part, tuple) and name.isdigit() and int(name) < len(part):
        at = int(name)
        return (*part[:at], _with(part[at], rest, value, whole), *part[at + 1 :])
    if isinstance(part, dict) and name in part:
        return {**part, name: _with(part[name], rest, value, whole)}
    if hasattr(part, "__dataclass_fields__") and name in part.__dataclass_fields__:
        return replace(part, **{name: _with(getattr(part, name), rest, value, whole)})
    hint = "such as clock_ghz, unit.0.count, die.0.area_mm2, memory.0.gb_s"
    raise BadInput(f"the design has no `{whole}`", hint=hint)
