"""The design file: a chip as an architect writes it, in TOML.

::

    name = "example"
    datacenter = true            # designed or marketed for data centers
    clock_ghz = 1.755

    [[unit]]
    name = "tensor core"
    count = 528
    per_clock = { fp16 = 1024, fp8 = 2048 }   # dense operations a clock; a multiply-add is two

    [[die]]
    area_mm2 = 814
    node_nm = 5
    transistors_bn = 80

    [[memory]]
    kind = "HBM3"
    stacks = 5
    gb = 16
    gb_s = 670

    [[link]]
    name = "NVLink"
    count = 18
    gb_s = 50                    # both directions together

A number that is not settled is a range: ``area_mm2 = [750, 814]``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

from licet.catalog import BITS
from licet.errors import BadInput
from licet.rules.values import Interval, exact

TRANSISTORS = ("finfet", "gaa", "planar")
FORMS = ("computer", "ic")
MAX_BYTES = 100_000

# Numbers are exact or ranges in a design that was read, and arrays of floats in a sweep.
Number = Any


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of processing unit: how many, and dense operations a clock by format."""

    name: str
    count: Number
    per_clock: Mapping[str, Number]
    clock_ghz: Number = None


@dataclass(frozen=True, slots=True)
class Die:
    """A die: area, node class, kind of transistor; `logic` is False for memory dies."""

    name: str
    area_mm2: Number
    count: Number = Fraction(1)
    node_nm: Number = None
    transistors: str = "finfet"
    transistors_bn: Number = None
    logic: bool = True


@dataclass(frozen=True, slots=True)
class Memory:
    """Stacks of memory: capacity in GB and bandwidth in GB/s of each."""

    kind: str
    stacks: Number
    gb: Number
    gb_s: Number


@dataclass(frozen=True, slots=True)
class Link:
    """Links to other chips: bandwidth in GB/s of each, both directions together."""

    name: str
    count: Number
    gb_s: Number


@dataclass(frozen=True, slots=True)
class Design:
    """A chip as its architect writes it.

    `rates` gives dense rates in TOPS by format outright, instead of units and a clock.
    """

    name: str
    datacenter: bool | None = None
    form: str = "computer"
    clock_ghz: Number = None
    rates: Mapping[str, Number] | None = None
    unit: tuple[Unit, ...] = ()
    die: tuple[Die, ...] = ()
    memory: tuple[Memory, ...] = ()
    link: tuple[Link, ...] = ()
    watts: Number = None


def load_design(path: Path) -> Design:
    """The design in a file.

    Raises:
        BadInput: The file can't be read, or a key or value is wrong; names the key.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"can't read `{path}`: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise BadInput(f"`{path}`: {len(data):,} bytes", hint=f"at most {MAX_BYTES:,}")
    try:
        # Decimals stay text, so that no binary rounding enters the figures.
        table = tomllib.loads(data.decode("utf-8-sig"), parse_float=_Decimal)
    except UnicodeDecodeError as error:
        raise BadInput(f"`{path}`: not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"`{path}`: not TOML: {error}") from error
    return parse_design({"name": path.stem, **table})


class _Decimal(str):
    """A number with a point, kept as its text."""


def parse_design(table: Mapping[str, Any]) -> Design:
    """The design that a table describes.

    Raises:
        BadInput: A key or value is wrong; names the key.

    >>> parse_design({"name": "x", "rates": {"fp16": 148}, "die": [{"area_mm2": 814}]}).name
    'x'
    """
    _only(table, Design, "")
    kinds: dict[str, tuple[type, Callable[[Mapping[str, Any], str], Any]]] = {
        "unit": (Unit, _unit), "die": (Die, _die), "memory": (Memory, _memory),
        "link": (Link, _link),
    }  # fmt: skip
    parts: dict[str, tuple[Any, ...]] = {}
    for key, (kind, read) in kinds.items():
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
            _fail(key, f"must be written [[{key}]]")
        for index, entry in enumerate(entries):
            _only(entry, kind, f"{key}[{index}].")
        parts[key] = tuple(read(entry, f"{key}[{index}].") for index, entry in enumerate(entries))
    rates = _rates(table, "rates", "") if "rates" in table else None
    if rates and parts["unit"]:
        _fail("rates", "given beside [[unit]]", "one of them")
    if not rates and not parts["unit"]:
        _fail("rates", "neither rates nor a [[unit]]", "rates = { fp16 = 148 }, or [[unit]]")
    clock = _number(table, "clock_ghz", "", above_zero=True)
    for index, unit in enumerate(parts["unit"]):
        if unit.clock_ghz is None and clock is None:
            _fail(f"unit[{index}].clock_ghz", "no clock", "clock_ghz for the chip or the unit")
    return Design(
        name=str(table.get("name", "design")),
        datacenter=_flag(table, "datacenter", ""),
        form=_word(table, "form", FORMS, "computer", ""),
        clock_ghz=clock,
        rates=rates,
        watts=_number(table, "watts", ""),
        **parts,
    )


def _unit(table: Mapping[str, Any], at: str) -> Unit:
    return Unit(
        name=str(table.get("name", "unit")),
        count=_need(table, "count", at, whole=True),
        per_clock=_rates(table, "per_clock", at),
        clock_ghz=_number(table, "clock_ghz", at, above_zero=True),
    )


def _die(table: Mapping[str, Any], at: str) -> Die:
    return Die(
        name=str(table.get("name", "die")),
        area_mm2=_need(table, "area_mm2", at),
        count=_number(table, "count", at, above_zero=True, whole=True) or Fraction(1),
        node_nm=_number(table, "node_nm", at, above_zero=True),
        transistors=_word(table, "transistors", TRANSISTORS, "finfet", at),
        transistors_bn=_number(table, "transistors_bn", at),
        logic=_flag(table, "logic", at) is not False,
    )


def _memory(table: Mapping[str, Any], at: str) -> Memory:
    return Memory(
        kind=str(table.get("kind", "memory")),
        stacks=_number(table, "stacks", at, above_zero=True, whole=True) or Fraction(1),
        gb=_need(table, "gb", at),
        gb_s=_need(table, "gb_s", at),
    )


def _link(table: Mapping[str, Any], at: str) -> Link:
    return Link(
        name=str(table.get("name", "link")),
        count=_number(table, "count", at, above_zero=True, whole=True) or Fraction(1),
        gb_s=_need(table, "gb_s", at),
    )


def _fail(key: str, message: str, hint: str = "") -> NoReturn:
    raise BadInput(f"{key}: {message}", hint=hint)


def _only(table: Mapping[str, Any], kind: type, at: str) -> None:
    allowed = [field.name for field in fields(kind)]
    for key in table:
        if key not in allowed:
            near = get_close_matches(str(key), allowed, 1)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
            _fail(f"{at}{key}"[:80], "unknown key", hint)


def _number(
    table: Mapping[str, Any], key: str, at: str, *, above_zero: bool = False, whole: bool = False
) -> Number:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, list):
        return _single(value, f"{at}{key}", above_zero, whole)
    ends = [_single(end, f"{at}{key}", above_zero, whole) for end in value]
    if len(ends) != 2 or ends[0] > ends[1]:
        _fail(f"{at}{key}", f"`{value}`"[:60] + " is no range", "[low, high]")
    return ends[0] if ends[0] == ends[1] else Interval(ends[0], ends[1])


def _single(value: Any, where: str, above_zero: bool, whole: bool) -> Fraction:
    plain_text = isinstance(value, str) and not isinstance(value, _Decimal)
    if isinstance(value, bool) or plain_text or not isinstance(value, (int, float, str, Fraction)):
        hint = "a decimal such as 1.755, without a unit, or a range [low, high]"
        _fail(where, f"`{str(value)[:40]}` is not a number", hint)
    number = exact(value, name=where)
    if number < 0 or (above_zero and number == 0):
        _fail(where, f"`{value}` is out of range", "a number above 0")
    if whole and number.denominator != 1:
        _fail(where, f"`{value}` is not whole", "a whole number above 0")
    return number


def _need(table: Mapping[str, Any], key: str, at: str, *, whole: bool = False) -> Number:
    number = _number(table, key, at, above_zero=True, whole=whole)
    if number is None:
        _fail(f"{at}{key}", "missing", "a number above 0")
    return number


def _flag(table: Mapping[str, Any], key: str, at: str) -> bool | None:
    value = table.get(key)
    if value is not None and not isinstance(value, bool):
        _fail(f"{at}{key}", f"`{str(value)[:40]}` is not a yes or no", "true or false")
    return value


def _word(
    table: Mapping[str, Any], key: str, allowed: tuple[str, ...], otherwise: str, at: str
) -> str:
    value = table.get(key, otherwise)
    if value not in allowed:
        _fail(f"{at}{key}", f"`{str(value)[:40]}` is not allowed", f"one of {', '.join(allowed)}")
    return str(value)


def _rates(table: Mapping[str, Any], key: str, at: str) -> Mapping[str, Number]:
    rates = table.get(key)
    if not isinstance(rates, Mapping) or not rates:
        _fail(f"{at}{key}", "no rates by format", f"one or more of {', '.join(BITS)}")
    for name in rates:
        if name not in BITS:
            _fail(f"{at}{key}.{name}"[:80], "unknown format", f"one or more of {', '.join(BITS)}")
    return {name: _need(rates, name, f"{at}{key}.") for name in rates}
