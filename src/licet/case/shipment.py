"""A whole case as a `Shipment`."""

from __future__ import annotations

from datetime import date

from licet.case.facts import facts_at
from licet.case.items import item_at
from licet.case.parties import parties_at
from licet.case.values import (
    any_text_at,
    codes_of,
    fail,
    number_at,
    object_at,
    one_of,
    only_keys,
    optional,
    parse_day,
    place_at,
    quantity_at,
    shown,
    text_at,
)
from licet.law import LAW_STARTS
from licet.model import Shipment
from licet.vocabulary import CERTIFICATIONS, END_USES, TRANSACTIONS

CASE_KEYS = (
    "id", "on", "known_on", "item", "quantity", "value_usd", "transaction", "from", "to",
    "exporter", "parties", "end_use", "certifications", "facts",
)  # fmt: skip


def parse_case(case: object) -> Shipment:
    """The shipment that a case describes.

    Args:
        case: One object of the contract's case format.

    Raises:
        BadCase: A key is unknown or a value is wrong; says which and what is allowed.

    >>> parse_case({"item": "H20", "to": "CN", "on": "2025-04-20"}).to
    'CN'
    """
    table = object_at(case, "case")
    only_keys(table, CASE_KEYS, "")
    if "item" not in table or table["item"] is None:
        fail("item", "missing: `item`", "a chip, part number or object")
    if table.get("to") is None:
        fail("to", "missing: `to`", "an ISO 3166-1 alpha-2 code such as CN")
    on = optional(table, "on", parse_day) or date.today()
    if on < LAW_STARTS:
        fail("on", f"`{on}` is before the encoded law", f"{LAW_STARTS} or later")
    known_on = optional(table, "known_on", parse_day)
    if known_on is not None and known_on < LAW_STARTS:
        fail("known_on", f"`{known_on}` is before the encoded law", f"{LAW_STARTS} or later")
    origin = optional(table, "from", place_at) or "US"
    transaction = optional(table, "transaction", one_of(TRANSACTIONS)) or "export"
    if transaction == "reexport" and origin == "US":
        fail("transaction", "a `reexport` from US", "a reexport leaves a place outside the US")
    to = place_at(table["to"], "to")
    if transaction == "transfer" and table.get("from") is None:
        origin = to
    if transaction == "transfer" and origin != to:
        fail(
            "transaction", f"a `transfer` from {origin} to {to}", "a transfer stays in one country"
        )
    facts = optional(table, "facts", facts_at) or ()
    region = dict(facts).get("region", "none")
    if region != "none" and to != "UA":
        fail("facts.region", f"`{region}` with the destination {to}", "a region of UA, or none")
    return Shipment(
        id=optional(table, "id", any_text_at),
        item=item_at(table["item"], "item", 0),
        to=to,
        on=on,
        known_on=known_on,
        origin=origin,
        transaction=transaction,
        exporter=optional(table, "exporter", text_at),
        quantity=optional(table, "quantity", quantity_at),
        value_usd=optional(table, "value_usd", number_at),
        parties=optional(table, "parties", parties_at),
        end_use=optional(table, "end_use", codes_of(tuple(END_USES))),
        certifications=optional(table, "certifications", certifications_at),
        facts=facts,
    )


def certifications_at(value: object, key: str) -> frozenset[str]:
    """Certifications by name, or ``"all"`` of them."""
    if value == "all":
        return frozenset(CERTIFICATIONS)
    if isinstance(value, str):
        fail(key, f"{shown(value)} is not allowed", '"all" or a list')
    return codes_of(CERTIFICATIONS)(value, key)
