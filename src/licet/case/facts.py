"""Facts of the vocabulary that a case states by name."""

from __future__ import annotations

from licet.case.values import (
    codes_of,
    fail,
    flag_at,
    number_at,
    object_at,
    one_of,
    parse_day,
    shown,
    text_at,
)
from licet.errors import BadInput
from licet.model import Number
from licet.rules.vocabulary import Fact
from licet.vocabulary import vocabulary

# Facts with a key of their own, where the same can't be said twice.
_KEYS_OF_A_CASE = frozenset(
    {
        "to", "from", "transaction", "exporter", "item_kind", "stated_eccn", "end_use", "quantity",
        "value_usd", "certifications",
    }
)  # fmt: skip


def facts_at(value: object, key: str) -> tuple[tuple[str, object], ...]:
    """Facts by name, each of the kind the vocabulary gives it."""
    table = object_at(value, key)
    found = []
    for name, given in table.items():
        try:
            fact = vocabulary().fact(str(name))
        except BadInput as error:
            fail(f"{key}.{name}"[:80], error.message, error.hint)
        if not fact.given or name in _KEYS_OF_A_CASE:
            fail(f"{key}.{name}", f"`{name}` can't be stated as a fact", "use the key of the case")
        if fact.scope == "party":
            fail(f"{key}.{name}", f"`{name}` belongs to a party", "put it into `parties`")
        if given is not None:
            found.append((fact.name, _fact(fact, given, f"{key}.{name}")))
    return tuple(found)


def _fact(fact: Fact, value: object, key: str) -> object:
    match fact.kind:
        case "boolean":
            return flag_at(value, key)
        case "number":
            return number_at(value, key)
        case "date":
            return parse_day(value, key)
        case "set":
            return codes_of(fact.domain)(value, key)
        case _:
            text = text_at(value, key)
            return one_of(fact.domain)(text, key) if fact.domain else text


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
            fail(name, f"{shown(text)} is not a yes or no", "true or false")
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
    return number_at(value, key)


def parse_facts(value: object, key: str) -> tuple[tuple[str, object], ...]:
    """Facts of the vocabulary by name, as the key ``facts`` of a case gives them.

    >>> parse_facts({"ercot": True}, "facts")
    (('ercot', True),)
    """
    return facts_at(value, key)
