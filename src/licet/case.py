"""From the JSON of a case to a `Shipment`: every key checked, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from licet.eccn import eccn_of
from licet.errors import BadCase, BadInput
from licet.law import LAW_STARTS
from licet.model import Item, Number, Owner, Part, Party, Shipment
from licet.places import country
from licet.rules.values import Interval, exact
from licet.rules.vocabulary import Fact
from licet.vocabulary import (
    CERTIFICATIONS,
    END_USES,
    ITEM_KINDS,
    LISTS,
    ROLES,
    TRANSACTIONS,
    vocabulary,
)

T = TypeVar("T")

CASE_KEYS = (
    "id", "on", "known_on", "item", "quantity", "value_usd", "transaction", "from", "to",
    "exporter", "parties", "end_use", "certifications", "facts",
)  # fmt: skip
ITEM_KEYS = (
    "kind", "eccn", "contains", "rates", "tpp", "performance_density", "applicable_die_area_mm2",
    "datacenter", "dram_bandwidth_gb_s", "interconnect_gb_s", "memory_bandwidth_density",
    "transistors_bn", "node_nm", "us_commercially_available",
)  # fmt: skip
PARTY_KEYS = ("role", "name", "country", "headquarters", "ultimate_parent", "lists", "owners")
OWNER_KEYS = ("name", "share", "lists", "owners")
RATE_BITS: Mapping[str, int] = {
    "fp64": 64, "fp64_tensor": 64, "fp32": 32, "tf32": 32, "fp16": 16, "bf16": 16, "fp8": 8,
    "int8": 8, "fp6": 6, "fp4": 4, "int4": 4,
}  # fmt: skip
MAX_DEPTH = 8
MAX_TEXT = 400
MAX_MEMBERS = 1_000
# Facts with a key of their own, where the same can't be said twice.
_KEYS_OF_A_CASE = frozenset(
    {
        "to", "from", "transaction", "exporter", "item_kind", "stated_eccn", "end_use", "quantity",
        "value_usd", "certifications",
    }
)  # fmt: skip
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORMATS = "one or more of " + ", ".join(RATE_BITS)


def parse_case(case: object) -> Shipment:
    """The shipment that a case describes.

    Args:
        case: One object of the contract's case format.

    Raises:
        BadCase: A key is unknown or a value is wrong; says which and what is allowed.

    >>> parse_case({"item": "H20", "to": "CN", "on": "2025-04-20"}).to
    'CN'
    """
    table = _object(case, "case")
    _only(table, CASE_KEYS, "")
    if "item" not in table or table["item"] is None:
        _fail("item", "missing: `item`", "a chip, part number or object")
    if table.get("to") is None:
        _fail("to", "missing: `to`", "an ISO 3166-1 alpha-2 code such as CN")
    on = _opt(table, "on", parse_day) or date.today()
    if on < LAW_STARTS:
        _fail("on", f"`{on}` is before the encoded law", f"{LAW_STARTS} or later")
    origin = _opt(table, "from", _place) or "US"
    transaction = _opt(table, "transaction", _one_of(TRANSACTIONS)) or "export"
    if transaction == "reexport" and origin == "US":
        _fail("transaction", "a `reexport` from US", "a reexport leaves a place outside the US")
    to = _place(table["to"], "to")
    if transaction == "transfer" and table.get("from") is None:
        origin = to
    if transaction == "transfer" and origin != to:
        _fail(
            "transaction", f"a `transfer` from {origin} to {to}", "a transfer stays in one country"
        )
    return Shipment(
        id=_opt(table, "id", _any_text),
        item=_item(table["item"], "item", 0),
        to=to,
        on=on,
        known_on=_opt(table, "known_on", parse_day),
        origin=origin,
        transaction=transaction,
        exporter=_opt(table, "exporter", _text),
        quantity=_opt(table, "quantity", _quantity),
        value_usd=_opt(table, "value_usd", _number),
        parties=_opt(table, "parties", _parties),
        end_use=_opt(table, "end_use", _codes(tuple(END_USES))),
        certifications=_opt(table, "certifications", _certifications),
        facts=_opt(table, "facts", _facts) or (),
    )


def _fail(key: str, message: str, hint: str = "") -> NoReturn:
    where = f"{key}: " if key and not message.startswith("missing") else ""
    raise BadCase(f"{where}{message}", key=key, hint=hint)


def _shown(value: object) -> str:
    if isinstance(value, (dict, list, tuple)):
        return "a list" if isinstance(value, (list, tuple)) else "an object"
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # an integer of thousands of digits
        text = "a very long number"
    return f"`{text[:60]}`"


def _object(value: object, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _fail(key, f"{_shown(value)} is not an object")
    return value


def _only(table: Mapping[str, Any], allowed: tuple[str, ...], at: str) -> None:
    for key in table:
        if key not in allowed:
            near = get_close_matches(str(key), allowed, 1)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
            _fail(f"{at}{key}"[:80], f"unknown key: {_shown(key)}", hint)


def _opt(
    table: Mapping[str, Any], key: str, read: Callable[[Any, str], T], at: str = ""
) -> T | None:
    """The value of a key, read; None when it is absent or null, which mean unknown."""
    value = table.get(key)
    return None if value is None else read(value, f"{at}{key}")


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        _fail(key, f"{_shown(value)} is not a text")
    if len(value) > MAX_TEXT:
        _fail(key, f"a text of {len(value):,} characters", f"at most {MAX_TEXT}")
    return value.strip()


def _any_text(value: object, key: str) -> str:
    if not isinstance(value, str):
        _fail(key, f"{_shown(value)} is not a text")
    return value


def _eccn(value: object, key: str) -> str:
    text = _text(value, key)
    try:
        return eccn_of(text)
    except BadInput as error:
        _fail(key, error.message, error.hint)


def _flag(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        _fail(key, f"{_shown(value)} is not a yes or no", "true, false or null")
    return value


def parse_day(value: object, key: str) -> date:
    """A day as a case gives it.

    >>> parse_day("2025-04-20", "on")
    datetime.date(2025, 4, 20)
    """
    if type(value) is date:
        day = value
    else:
        try:
            # The standard reader takes week dates and days without dashes as well.
            plain = isinstance(value, str) and _ISO_DAY.fullmatch(value)
            day = date.fromisoformat(str(value) if plain else "")
        except ValueError:
            _fail(key, f"{_shown(value)} is not a date", "YYYY-MM-DD, such as 2025-04-20")
    if not _EARLIEST <= day <= _LATEST:
        _fail(key, f"`{day}` is out of range", f"from {_EARLIEST} to {_LATEST}")
    return day


def _place(value: object, key: str) -> str:
    try:
        return country(_text(value, key)).code
    except BadCase:
        raise
    except BadInput as error:
        _fail(key, error.message, error.hint)


def _one_of(allowed: tuple[str, ...]) -> Callable[[object, str], str]:
    def read(value: object, key: str) -> str:
        if not isinstance(value, str) or value not in allowed:
            near = get_close_matches(str(value), allowed, 1)
            hint = f"did you mean {near[0]}? " if near else ""
            _fail(key, f"{_shown(value)} is not allowed", f"{hint}one of {', '.join(allowed)}")
        return value

    return read


def _codes(allowed: tuple[str, ...]) -> Callable[[object, str], frozenset[str]]:
    one = _one_of(allowed)

    def read(value: object, key: str) -> frozenset[str]:
        if not isinstance(value, list):
            _fail(key, f"{_shown(value)} is not a list", f"a list of {', '.join(allowed)}")
        return frozenset(one(code, f"{key}[{index}]") for index, code in enumerate(value))

    return read


def _certifications(value: object, key: str) -> frozenset[str]:
    if value == "all":
        return frozenset(CERTIFICATIONS)
    if isinstance(value, str):
        _fail(key, f"{_shown(value)} is not allowed", '"all" or a list')
    return _codes(CERTIFICATIONS)(value, key)


def _exact(value: object, key: str) -> Fraction:
    if not isinstance(value, (int, float, str, Fraction)):
        _fail(key, f"{_shown(value)} is not a number", "a decimal such as 5.92")
    try:
        number = exact(value, name=key)
    except BadInput as error:
        _fail(key, error.message, error.hint)
    if number < 0:
        _fail(key, f"{_shown(value)} is negative", "a number of at least 0")
    return number


def _number(value: object, key: str) -> Number:
    if not isinstance(value, list):
        return _exact(value, key)
    if len(value) != 2:
        _fail(key, f"a range of {len(value)} numbers", "[low, high]")
    low, high = (
        None if bound is None else _exact(bound, f"{key}[{index}]")
        for index, bound in enumerate(value)
    )
    if low is not None and high is not None and low > high:
        _fail(key, f"the range {_shown(value)} is upside down", "[low, high]")
    return low if low is not None and low == high else Interval(low or Fraction(0), high)


def _quantity(value: object, key: str) -> Number:
    number = _number(value, key)
    if isinstance(number, Fraction) and number == 0:
        _fail(key, "`0` pieces", "a number above 0")
    return number


def _item(value: object, key: str, depth: int) -> str | Item:
    if isinstance(value, str):
        return _text(value, key)
    if depth > MAX_DEPTH:
        _fail(key, f"items nested more than {MAX_DEPTH} deep")
    table = _object(value, key)
    at = f"{key}."
    _only(table, ITEM_KEYS, at)
    item = Item(
        kind=_opt(table, "kind", _one_of(ITEM_KINDS), at),
        eccn=_opt(table, "eccn", _eccn, at),
        contains=_opt(table, "contains", lambda v, k: _contains(v, k, depth), at) or (),
        rates=_opt(table, "rates", _rates, at),
        tpp=_opt(table, "tpp", _number, at),
        performance_density=_opt(table, "performance_density", _number, at),
        applicable_die_area_mm2=_opt(table, "applicable_die_area_mm2", _number, at),
        datacenter=_opt(table, "datacenter", _flag, at),
        dram_bandwidth_gb_s=_opt(table, "dram_bandwidth_gb_s", _number, at),
        interconnect_gb_s=_opt(table, "interconnect_gb_s", _number, at),
        memory_bandwidth_density=_opt(table, "memory_bandwidth_density", _number, at),
        transistors_bn=_opt(table, "transistors_bn", _number, at),
        node_nm=_opt(table, "node_nm", _number, at),
        us_commercially_available=_opt(table, "us_commercially_available", _flag, at),
    )
    if item.contains and item.kind in {"ic", "hbm"}:
        _fail(f"{at}contains", f"an item of kind `{item.kind}` that contains ICs", "kind: computer")
    return item


def _contains(value: object, key: str, depth: int) -> tuple[Part, ...]:
    if not isinstance(value, list):
        return (Part(_item(value, key, depth + 1)),)
    if not value:
        _fail(key, "an empty list", "at least one item, or leave the key out")
    if len(value) > MAX_MEMBERS:
        _fail(key, f"{len(value):,} parts", f"at most {MAX_MEMBERS:,}")
    parts = []
    for index, entry in enumerate(value):
        at = f"{key}[{index}]"
        if isinstance(entry, dict) and "item" in entry:
            _only(entry, ("item", "count"), f"{at}.")
            parts.append(
                Part(
                    _item(entry["item"], f"{at}.item", depth + 1),
                    _opt(entry, "count", _count, f"{at}.") or 1,
                )
            )
        else:
            parts.append(Part(_item(entry, at, depth + 1)))
    return tuple(parts)


def _count(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        _fail(key, f"{_shown(value)} is not a count", "a whole number from 1 to 1,000,000")
    return value


def _rates(value: object, key: str) -> Mapping[str, Fraction]:
    table = _object(value, key)
    for name in table:
        if name not in RATE_BITS:
            _fail(f"{key}.{name}"[:80], f"unknown format: {_shown(name)}", _FORMATS)
    if not table:
        _fail(key, "no rates", _FORMATS)
    return {n: _exact(rate, f"{key}.{n}") for n, rate in table.items() if rate is not None}


def _parties(value: object, key: str) -> tuple[Party, ...] | None:
    if not isinstance(value, list):
        _fail(key, f"{_shown(value)} is not a list", "a list of parties")
    if len(value) > MAX_MEMBERS:
        _fail(key, f"{len(value):,} parties", f"at most {MAX_MEMBERS:,}")
    parties = tuple(_party(entry, f"{key}[{index}]") for index, entry in enumerate(value))
    _agree(parties, key)
    return parties or None


def _party(value: object, key: str) -> Party:
    table = _object(value, key)
    at = f"{key}."
    _only(table, PARTY_KEYS, at)
    if table.get("role") is None:
        _fail(f"{at}role", f"missing: `{at}role`", f"one of {', '.join(ROLES)}")
    return Party(
        role=_one_of(ROLES)(table["role"], f"{at}role"),
        name=_opt(table, "name", _text, at),
        country=_opt(table, "country", _place, at),
        headquarters=_opt(table, "headquarters", _place, at),
        ultimate_parent=_opt(table, "ultimate_parent", _place, at),
        lists=_opt(table, "lists", _codes(LISTS), at),
        owners=_opt(table, "owners", lambda v, k: _owners(v, k, 0), at),
    )


def _agree(parties: tuple[Party, ...], key: str) -> None:
    """Two entries of one name can't contradict each other."""
    seen: dict[str, Party] = {}
    for index, party in enumerate(parties):
        called = (party.name or f"\0{index}").casefold()
        other = seen.setdefault(called, party)
        for name in ("country", "headquarters", "ultimate_parent", "lists", "owners"):
            mine, theirs = getattr(party, name), getattr(other, name)
            if mine is not None and theirs is not None and mine != theirs:
                _fail(
                    f"{key}[{index}].{name}",
                    f"{_shown(party.name)} has two values of `{name}`"
                    + (f": {theirs} and {mine}" if isinstance(mine, str) else ""),
                    "the same party must be the same in every role",
                )
            if theirs is None and mine is not None:
                seen[called] = other = replace(other, **{name: mine})


def _owners(value: object, key: str, depth: int) -> tuple[Owner, ...]:
    if not isinstance(value, list):
        _fail(key, f"{_shown(value)} is not a list", "a list of {name, share, lists}")
    if depth > MAX_DEPTH or len(value) > MAX_MEMBERS:
        _fail(key, "too many owners or levels", f"at most {MAX_MEMBERS:,}, {MAX_DEPTH} deep")
    owners = []
    for index, entry in enumerate(value):
        at = f"{key}[{index}]."
        table = _object(entry, f"{key}[{index}]")
        _only(table, OWNER_KEYS, at)
        share = _opt(table, "share", _exact, at)
        if share is not None and share > 100:
            _fail(f"{at}share", f"`{table['share']}` percent", "at most 100")
        owners.append(
            Owner(
                name=_opt(table, "name", _text, at) or f"owner {index + 1}",
                share=share,
                lists=_opt(table, "lists", _codes(LISTS), at),
                owners=_opt(table, "owners", lambda v, k: _owners(v, k, depth + 1), at),
            )
        )
    total = sum((owner.share for owner in owners if owner.share is not None), Fraction(0))
    if total > 100:
        _fail(key, f"owners that add up to `{float(total):g}` percent", "at most 100")
    return tuple(owners)


def _facts(value: object, key: str) -> tuple[tuple[str, object], ...]:
    table = _object(value, key)
    found = []
    for name, given in table.items():
        try:
            fact = vocabulary().fact(str(name))
        except BadInput as error:
            _fail(f"{key}.{name}"[:80], error.message, error.hint)
        if not fact.given or name in _KEYS_OF_A_CASE:
            _fail(f"{key}.{name}", f"`{name}` can't be stated as a fact", "use the key of the case")
        if fact.scope == "party":
            _fail(f"{key}.{name}", f"`{name}` belongs to a party", "put it into `parties`")
        if given is not None:
            found.append((fact.name, _fact(fact, given, f"{key}.{name}")))
    return tuple(found)


def _fact(fact: Fact, value: object, key: str) -> object:
    match fact.kind:
        case "boolean":
            return _flag(value, key)
        case "number":
            return _number(value, key)
        case "date":
            return parse_day(value, key)
        case "set":
            return _codes(fact.domain)(value, key)
        case _:
            text = _text(value, key)
            return _one_of(fact.domain)(text, key) if fact.domain else text


def parse_fact(name: str, text: str) -> object:
    """The value of a fact given as text, such as ``--fact nac_cleared=true``.

    >>> parse_fact("nac_cleared", "true")
    True
    """
    fact = vocabulary().fact(name)
    value: object = text
    if fact.kind == "boolean":
        words = {"true": True, "yes": True, "false": False, "no": False}
        if text.lower() not in words:
            _fail(name, f"{_shown(text)} is not a yes or no", "true or false")
        value = words[text.lower()]
    elif fact.kind == "set":
        value = [code for code in text.split(",") if code]
    elif fact.kind == "number" and text.startswith("["):
        value = [part.strip() for part in text.strip("[]").split(",")]
    return _fact(fact, value, name)


def parse_number(value: object, key: str) -> Number:
    """A number of at least 0, or a range ``[low, high]``.

    >>> parse_number("74.9", "load_mw")
    Fraction(749, 10)
    """
    return _number(value, key)


def parse_facts(value: object, key: str) -> tuple[tuple[str, object], ...]:
    """Facts of the vocabulary by name, as the key ``facts`` of a case gives them.

    >>> parse_facts({"ercot": True}, "facts")
    (('ercot', True),)
    """
    return _facts(value, key)
