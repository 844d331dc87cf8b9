"""From the JSON of a case to a `Shipment`: every key checked, nothing guessed."""

from __future__ import annotations

from licet.case.facts import parse_fact, parse_facts, parse_number
from licet.case.items import ITEM_KEYS, RATE_BITS
from licet.case.parties import PARTY_KEYS
from licet.case.shipment import CASE_KEYS, parse_case
from licet.case.values import parse_day

__all__ = [
    "CASE_KEYS",
    "ITEM_KEYS",
    "PARTY_KEYS",
    "RATE_BITS",
    "parse_case",
    "parse_day",
    "parse_fact",
    "parse_facts",
    "parse_number",
]
