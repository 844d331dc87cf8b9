"""Verdicts for people: a word, a sign and a class for color; color never stands alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from licet.model import Shipment
from licet.vocabulary import vocabulary

WORDS: Mapping[str, str] = {
    "no-license-required": "No license required",
    "license-exception": "License exception available",
    "license-required": "License required",
    "prohibited": "Prohibited",
    "not-subject": "Not subject to the EAR",
    "indeterminate": "Can't be told yet",
}
SIGNS: Mapping[str, str] = {
    "no-license-required": "✓",
    "license-exception": "✓",
    "license-required": "✕",
    "prohibited": "■",
    "not-subject": "○",
    "indeterminate": "?",
}
CLASSES: Mapping[str, str] = {
    "no-license-required": "free",
    "license-exception": "exception",
    "license-required": "required",
    "prohibited": "barred",
    "not-subject": "outside",
    "indeterminate": "open",
}
"""The class of a verdict in style sheets."""
JURISDICTIONS: Mapping[str, str] = {
    "us-tariff": "US tariff", "us": "US federal", "cn": "China", "nl": "Netherlands",
    "eu": "European Union", "jp": "Japan", "kr": "Korea", "tw": "Taiwan", "gb": "United Kingdom",
    "ca": "Canada", "my": "Malaysia", "us-tx": "Texas", "us-oh": "Ohio", "us-or": "Oregon",
    "us-me": "Maine", "us-states": "US states",
}  # fmt: skip
"""Whose law a regime is, by the first folder of its path."""


def phrase(verdict: str) -> str:
    """A verdict inside a sentence.

    >>> phrase("not-subject")
    'not subject to the EAR'
    """
    text = WORDS[verdict]
    return text[0].lower() + text[1:]


_FACT = re.compile(r"(?:(?P<frame>\w+)\[(?P<at>\d+)\]\.)?(?P<name>\w+)")


def missing_word(name: str, shipment: Shipment) -> str:
    """A missing fact in the words of the vocabulary, with the party it is about.

    >>> from licet.case import parse_case
    >>> party = {"role": "purchaser", "name": "Acme"}
    >>> asked = parse_case({"item": "H20", "to": "CN", "parties": [party]})
    >>> missing_word("parties[0].ultimate_parent", asked)
    'ultimate parent of the purchaser'
    >>> missing_word("interconnect_gb_s", asked)
    'interconnect bandwidth'
    """
    match = _FACT.fullmatch(name)
    if match is None:
        return name.replace("_", " ")
    fact = vocabulary().facts.get(match["name"])
    word = fact.word if fact is not None else match["name"].replace("_", " ")
    parties = shipment.parties or ()
    if match["frame"] != "parties":
        return word
    at = int(match["at"])
    whose = parties[at].role.replace("-", " ") if at < len(parties) else "end user"
    return f"{word} of the {whose}"
