"""Every fact a law may ask about: name, kind, unit, meaning and where the meaning comes from.

Facts of the shipment stand on their own. Facts of an integrated circuit are asked inside
``any(ics: …)``, facts of a party inside ``any(parties: …)`` or the word of a role, such as
``any(end_user: …)``; a provision with ``scope = "ic"`` speaks of one IC and names its facts
directly.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from licet.exporters import exporter_id
from licet.rules.vocabulary import Quotient, Vocabulary
from licet.vocabulary.effects import EFFECTS
from licet.vocabulary.exceptions import EXCEPTIONS
from licet.vocabulary.ics import ICS
from licet.vocabulary.making import MAKING
from licet.vocabulary.parties import PARTIES
from licet.vocabulary.regimes import REGIME_FACTS, SITE_FACTS
from licet.vocabulary.shipment import SHIPMENT
from licet.vocabulary.software import SOFTWARE
from licet.vocabulary.words import (
    BASE_ECCNS,
    CERTIFICATIONS,
    END_USES,
    EXPORTER_ROLES,
    ITEM_KINDS,
    LEVELS,
    LISTS,
    PACKAGERS,
    ROLES,
    SPECIAL_PURPOSES,
    SUBJECT_ECCNS,
    TRANSACTIONS,
)

__all__ = [
    "BASE_ECCNS",
    "CERTIFICATIONS",
    "EFFECTS",
    "END_USES",
    "EXPORTER_ROLES",
    "FRAMES",
    "ITEM_KINDS",
    "LEVELS",
    "LISTS",
    "PACKAGERS",
    "QUOTIENTS",
    "ROLES",
    "SPECIAL_PURPOSES",
    "SUBJECT_ECCNS",
    "TRANSACTIONS",
    "vocabulary",
]

# Words for sentences, where the name alone reads badly.
_LABELS = {
    "tpp": "TPP",
    "to": "destination",
    "from": "origin",
    "stated_eccn": "stated ECCN",
    "base_eccn": "base ECCN",
    "item_kind": "form of the item",
    "datacenter": "designed or marketed for data centers",
    "applicable_die_area_mm2": "applicable die area",
    "dram_bandwidth_gb_s": "DRAM bandwidth",
    "interconnect_gb_s": "interconnect bandwidth",
    "memory_bandwidth_density": "memory bandwidth density",
    "peak_tops": "peak rate",
    "transistors_bn": "transistor count",
    "node_nm": "node",
    "us_origin": "US origin",
    "us_content_percent": "US content",
    "us_equipment_plant": "made in a plant of US technology",
    "value_usd": "value",
    "load_mw": "load",
    "product_of": "country of origin",
}

FRAMES = {
    "ics": "ic",
    "parties": "party",
    "purchaser": "party",
    "intermediate_consignee": "party",
    "ultimate_consignee": "party",
    "end_user": "party",
}

QUOTIENTS = (Quotient("performance_density", "tpp", "applicable_die_area_mm2", "ics"),)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the law of this project.

    >>> vocabulary().fact("tpp").unit
    'TOPS x bits'
    """
    facts = {
        fact.name: replace(fact, label=_LABELS.get(fact.name, ""))
        for fact in (
            *SHIPMENT,
            *SOFTWARE,
            *MAKING,
            *EXCEPTIONS,
            *ICS,
            *PARTIES,
            *REGIME_FACTS,
            *SITE_FACTS,
        )
    }
    return Vocabulary(facts, FRAMES, QUOTIENTS, EFFECTS, exporter_id)
