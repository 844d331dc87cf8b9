"""Every fact a law may ask about: name, kind, unit, meaning and where the meaning comes from.

Facts of the shipment stand on their own. Facts of an integrated circuit are asked inside
``any(ics: …)``, facts of a party inside ``any(parties: …)`` or the word of a role, such as
``any(end_user: …)``; a provision with ``scope = "ic"`` speaks of one IC and names its facts
directly.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from licet.exporters import exporter_id
from licet.regime_facts import REGIME_EFFECTS, REGIME_FACTS, SITE_FACTS
from licet.rules.vocabulary import Effect, Fact, Quotient, Vocabulary

ITEM_KINDS = ("ic", "computer", "hbm", "software", "technology", "model-weights")
TRANSACTIONS = ("export", "reexport", "transfer")
ROLES = ("purchaser", "intermediate-consignee", "ultimate-consignee", "end-user")
LISTS = (
    "entity-list",
    "entity-list-fn1",
    "entity-list-fn4",
    "entity-list-fn5",
    "denied-persons",
    "unverified",
    "meu",
    "sdn",
)
CERTIFICATIONS = (
    "us-supply",
    "no-us-order-delay",
    "no-foundry-diversion",
    "volume-cap",
    "remote-user-disclosure",
    "no-military-end-use",
    "security-and-kyc",
    "no-undisclosed-weights",
    "no-remote-algorithms",
    "independent-us-test",
)
END_USES = {
    "supercomputer": "in or for a supercomputer as defined in 15 CFR 772.1",
    "advanced-node-fab": "development or production of ICs at a facility making advanced-node ICs",
    "semiconductor-equipment": "development or production of semiconductor manufacturing equipment",
    "military": "a military end use, 15 CFR 744.21(f)",
    "military-intelligence": "a military-intelligence end use, 15 CFR 744.22(f)",
    "wmd": "nuclear, missile, chemical or biological weapons, 15 CFR 744.2 to 744.4",
    "ai-training": "training of AI models",
    "ai-training-d5": "training of AI models for a party headquartered in Macau or Country Group "
    "D:5, known to support weapons of mass destruction or military intelligence",
    "ai-inference": "running of AI models",
    "data-center": "installation in a data center",
    "iaas": "computing offered as a service to others",
    "consumer": "personal use",
    "technical-analysis": "analysis or test of the item itself",
}
SPECIAL_PURPOSES = {
    "one-for-one-replacement": "replaces a part or item exported lawfully before, 15 CFR 740.10",
    "sent-for-repair": "goes out to be inspected, tested, calibrated or repaired and comes back, "
    "15 CFR 740.9(a)(6)",
    "us-government": "for an agency or the personnel of the US Government, 15 CFR 740.11(b)",
    "operation-or-update": "technology or software to operate, or an update of software, "
    "15 CFR 740.13(a) and (c)",
    "manufacturing": "for development, production or storage by a private-sector end user, "
    "15 CFR 740.28",
}
BASE_ECCNS = (
    "none", "3A001", "4A003", "4A003.b", "4A003.c", "4A003.g", "4A004", "4A005", "5A002", "5A004",
    "5A991", "5A992", "5D002", "5D992",
)  # fmt: skip
# What software or technology is for, as far as the entries for chips and computers tell it apart.
SUBJECT_ECCNS = (
    "3A001", "3A090", "3A991", "4A001", "4A003", "4A004", "4A005", "4A090", "4A101", "4A994",
    "5A002", "5A004", "5A992", "other",
)  # fmt: skip
LEVELS = ("a", "b", "c", "none")
PACKAGERS = ("front-end-fabricator", "approved-osat", "other")
EXPORTER_ROLES = ("front-end-fabricator", "osat", "other")

_CFR = "15 CFR 774, Supp. No. 1, ECCN 3A090, Technical Notes"


def _number(name: str, unit: str, meaning: str, *, scope: str = "", source: str = "") -> Fact:
    return Fact(name, "number", scope, meaning, unit, source, minimum=Fraction(0))


def _flag(
    name: str,
    meaning: str,
    *,
    scope: str = "",
    source: str = "",
    assumed: bool | None = None,
    assumption: str = "",
) -> Fact:
    return Fact(
        name, "boolean", scope, meaning, source=source, assumed=assumed, assumption=assumption
    )


_SHIPMENT = (
    Fact("item_kind", "text", "", "the form in which the item ships", domain=ITEM_KINDS),
    Fact("stated_eccn", "text", "", "the ECCN the user states for the item; `none` if not stated"),
    Fact(
        "base_eccn",
        "text",
        "",
        "the ECCN that describes the item apart from its advanced ICs; `none` if there is none",
        source="15 CFR 774, Supp. No. 1, note to 4A090 and the .z paragraphs",
        domain=BASE_ECCNS,
    ),
    Fact("from", "text", "", "the place the item leaves, ISO 3166-1 alpha-2"),
    Fact("to", "text", "", "the destination, ISO 3166-1 alpha-2"),
    Fact(
        "transaction",
        "text",
        "",
        "export, reexport or in-country transfer",
        domain=TRANSACTIONS,
        source="15 CFR 734.13, 734.14, 734.16",
    ),
    Fact("exporter", "text", "", "who exports; letters bind only their addressee"),
    _number("quantity", "pieces", "how many pieces ship"),
    _number("value_usd", "USD", "the value of the shipment"),
    Fact(
        "end_use",
        "set",
        "",
        "what the item is for; unknown uses are unknown",
        domain=tuple(END_USES),
        source="15 CFR part 744",
    ),
    Fact(
        "certifications",
        "set",
        "",
        "certifications given with the application",
        domain=CERTIFICATIONS,
        source="15 CFR 748, Supp. No. 2, paragraph (dd)",
    ),
    Fact(
        "in_transit_since",
        "date",
        "",
        "the day the item was aboard a carrier to its destination; for savings clauses",
        assumed=date.max,
        assumption="the shipment was not in transit before a rule took effect",
    ),
    _flag(
        "complete_system",
        "the item is a complete computer, not a chip, card, board or module of one",
        source="15 CFR 740.17(b)(1), (b)(3)(i)",
    ),
    _flag("us_origin", "the item is of US origin", source="15 CFR 734.3(a)(2)"),
    _flag(
        "us_equipment_plant",
        "made by, or in a plant whose major component is, a direct product of listed US "
        "technology or software",
        source="15 CFR 734.9(h)(1), (i)(1)",
    ),
    _flag(
        "d5_designed",
        "technology of an entity headquartered in Macau or Country Group D:5 was used to make "
        "the mask, wafer or die",
        source="15 CFR 734.9(h)(2)(ii)",
    ),
    _number(
        "us_content_percent",
        "percent",
        "the share of controlled US content in a foreign-made item",
        source="15 CFR 734.4",
    ),
    _flag(
        "named_in_letter",
        "the letter to the exporter names this destination, where the letter's list is not public",
    ),
    _flag(
        "nac_cleared",
        "BIS cleared a NAC notification",
        source="15 CFR 740.8(c)",
        # Not stated leaves the exception open, so the value stays unknown.
        assumption="no NAC notification is taken as cleared (nac_cleared was not stated)",
    ),
    Fact("on", "date", "", "the day of the shipment", given=False),
    Fact(
        "subject_eccn",
        "text",
        "",
        "the ECCN of the commodities that software or technology is for",
        source="15 CFR 774, Supp. No. 1, product groups D and E",
        domain=SUBJECT_ECCNS,
    ),
    Fact(
        "subject_level",
        "text",
        "",
        "the level (3A090.a, .b, .c) of the commodities that software or technology is for, where "
        "no IC is given; `none` if they reach none",
        source="15 CFR 742.6(a)(6)(iii)",
        domain=LEVELS,
    ),
    _flag(
        "for_development_or_production",
        "software or technology for development or production, not for use alone",
        source="15 CFR 772.1",
    ),
    _flag(
        "deemed",
        "a deemed export or reexport: a release to a foreign person in the country",
        source="15 CFR 734.13(a)(2), 734.14(a)(2), 742.6(a)(6)(iv)",
        assumed=False,
        assumption="nothing is released to a foreign person within a country (deemed: false)",
    ),
    _flag(
        "d5_developed_technology",
        "technology developed by an entity headquartered in Macau or Country Group D:5, the "
        "direct product of software subject to the EAR, for production of advanced-computing "
        "items",
        source="15 CFR 742.6(a)(6)(ii)",
    ),
    _flag(
        "other_list_license",
        "the entry of an ECCN that is not encoded, with the Country Chart, asks for a license to "
        "the destination",
        source="15 CFR 738.4(a)",
    ),
    Fact(
        "exporter_role",
        "text",
        "",
        "whether the exporter made the die (front-end fabricator), assembled and tested the IC "
        "(OSAT), or neither",
        source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a; 772.1",
        domain=EXPORTER_ROLES,
        assumed="other",
        assumption="the exporter neither fabricated nor packaged the ICs (exporter_role: other)",
    ),
    _flag(
        "designer_approved",
        "the designer of the IC is listed as approved",
        source="15 CFR 740, Supp. No. 6",
    ),
    Fact("designer_headquarters", "text", "", "where the designer of the IC is headquartered"),
    Fact(
        "designer_ultimate_parent",
        "text",
        "",
        "where the ultimate parent of the designer is headquartered",
    ),
    Fact("designer_location", "text", "", "where the designer is located"),
    _flag(
        "designer_reports",
        "the designer agreed to give the fabricator the information that is reported to BIS",
        source="15 CFR 743.9(b)",
    ),
    Fact(
        "designer_applied",
        "date",
        "",
        "the day the designer applied to be listed as approved",
        source="15 CFR 748.16",
    ),
    _flag(
        "designer_attests",
        "a datasheet or attestation of the designer gives a TPP and density outside 3A090.a",
        source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a",
    ),
    Fact(
        "packager",
        "text",
        "",
        "who packages the die",
        domain=PACKAGERS,
        source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1; 740, Supp. No. 7",
    ),
    Fact("packaged_in", "text", "", "where the die is packaged"),
    _flag(
        "transistor_attested",
        "the front-end fabricator or approved OSAT that packages attests the transistor count",
        source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a",
    ),
    _flag(
        "ns_technology_product",
        "the direct product of US technology or software that needs a written assurance",
        source="15 CFR 734.9(b)",
    ),
    _flag(
        "us_3a001_semiconductors",
        "a foreign-made computer contains controlled US semiconductors of 3A001, not memory",
        source="15 CFR 734.4(a)(1)",
    ),
    _flag(
        "us_encryption_not_cleared",
        "contains US encryption content that License Exception ENC does not authorize",
        source="15 CFR 734.4(b)",
    ),
    _number(
        "training_operations",
        "operations",
        "operations used to train a model, as the notes to 4E091 count them",
        source="15 CFR 774, Supp. No. 1, ECCN 4E091",
    ),
    _flag(
        "published_weights", "the model weights are published", source="15 CFR 734.7; ECCN 4E091"
    ),
    _flag(
        "weights_excluded",
        "weights the notes to 4E091 exclude: derived from published ones with at most 25 percent "
        "or 2.5e25 further operations, or of no more operations than the most capable published "
        "model",
        source="15 CFR 774, Supp. No. 1, ECCN 4E091, Notes",
    ),
    _flag(
        "trained_on_controlled_ics",
        "the model was made with advanced-computing items that are subject to the EAR",
        source="15 CFR 734.9(l)",
    ),
    _flag("purchase_order", "a written purchase order is held", source="15 CFR 740.8(b)"),
    Fact(
        "region",
        "text",
        "",
        "a region of the destination with requirements of its own; `none` if it is in none",
        source="15 CFR 746.6",
        domain=("none", "crimea", "donetsk", "luhansk"),
        assumed="none",
        assumption="the destination is not in Crimea, nor in the so-called Donetsk or Luhansk "
        "republics (region: none)",
    ),
    _number(
        "app_wt",
        "weighted TFLOPS",
        "adjusted peak performance of a computer, at 64 bits or more",
        source="15 CFR 772.1; 15 CFR 744, Supp. No. 2",
    ),
    Fact(
        "entity_listed_on",
        "date",
        "",
        "the day the party's entry on the Entity List took effect; for savings clauses",
        source="15 CFR 744, Supp. No. 4",
    ),
    Fact(
        "special_purpose",
        "set",
        "",
        "why the item ships, where a narrow license exception asks for it",
        domain=tuple(SPECIAL_PURPOSES),
        source="15 CFR 740.9(a)(6), 740.10, 740.11(b), 740.13(a) and (c), 740.28",
    ),
    _flag(
        "enc_cleared",
        "the item meets License Exception ENC: self-classified under paragraph (b)(1), or its "
        "classification request under (b)(2) or (b)(3) was filed and the 30 days have run",
        source="15 CFR 740.17",
    ),
    _flag(
        "consignee_certified",
        "the consignee gave the written statement or certification that the exception asks for",
        source="15 CFR 740.20(d), 740.27, 740.29",
    ),
    _flag(
        "veu_authorized",
        "BIS authorized the data center as a validated end user for this item",
        source="15 CFR 748.15",
    ),
    _flag(
        "agency_confirmed",
        "BIS confirmed in writing that the exception may be used for this shipment",
        source="15 CFR 748.3(c)",
    ),
    Fact(
        "exporter_headquarters",
        "text",
        "",
        "where the exporter is headquartered, ISO 3166-1 alpha-2",
        source="15 CFR 740.25(b)",
    ),
    _flag(
        "hbm_to_designer",
        "the designer of the co-packaged product buys the memory directly, and it goes straight "
        "to the packaging site, not through a distributor",
        source="15 CFR 740.25(c)(1), (c)(2), (d)",
    ),
    _flag(
        "hbm_packaging_certified",
        "the packaging site confirms in writing what it packs and for whom, or the finished "
        "product comes back to the exporter, and it stays below the limits of 3A090",
        source="15 CFR 740.25(c)(2)(i) and (ii)",
    ),
    _number(
        "tpp_shipped_this_year",
        "TPP",
        "TPP of the items that all exporters together have sent to the ultimate consignee under "
        "License Exception LPP in this calendar year, this shipment aside",
        source="15 CFR 740.29",
    ),
    _number(
        "shipment_tpp",
        "TPP",
        "TPP of the whole shipment: quantity times the TPP of all ICs in one piece",
        source="15 CFR 740.29",
    ),
    _flag(
        "approved_recipient",
        "the recipient is exempted by name or class in the rule, such as the UAE rule's agencies "
        "and firms",
        source="15 CFR 740, Supp. No. 8; 91 FR 43034",
        assumed=False,
        assumption="the recipient is not exempted by name or class (approved_recipient: false)",
    ),
)

_IC = (
    _number(
        "tpp", "TOPS x bits",
        "total processing performance: 2 x MacTOPS x bit length, summed over the processing "
        "units, dense, at the bit length that gives most",
        scope="ic", source=_CFR,
    ),
    _number(
        "performance_density", "TPP/mm2", "TPP over applicable die area", scope="ic", source=_CFR
    ),
    _number(
        "applicable_die_area_mm2", "mm2",
        "area of the logic dies made on a node with non-planar transistors; 0 when all are planar",
        scope="ic", source=_CFR,
    ),
    _flag("datacenter", "designed or marketed for data centers", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 2"),
    _number(
        "interconnect_gb_s", "GB/s",
        "aggregate bidirectional transfer rate over all inputs and outputs but volatile memory",
        scope="ic", source="87 FR 62186, ECCN 3A090",
    ),
    _number("dram_bandwidth_gb_s", "GB/s", "total DRAM bandwidth", scope="ic",
            source="15 CFR 748, Supp. No. 2, paragraph (dd)(1)"),
    _number("memory_bandwidth_density", "GB/s/mm2",
            "bandwidth of a memory package or stack over its area", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A090.c, Technical Note"),
    _flag("processing_dominant",
          "memory and logic in one package whose dominant function is processing", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090.c, Note"),
    _number("peak_tops", "TOPS", "the highest rate at any bit length", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A991.p"),
    _number("transistors_bn", "billion",
            "aggregated approximated transistor count of the packaged IC", scope="ic",
            source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1"),
    _number("node_nm", "nm", "process node class of the logic dies", scope="ic"),
    _flag("contains_hbm", "the package contains high-bandwidth memory", scope="ic",
          source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a"),
    _flag("us_commercially_available",
          "commercially available in the United States on 15 January 2026", scope="ic",
          source="15 CFR 742.6(b)(10)(iii)(A)(1); 91 FR 1684"),
    Fact("product", "text", "ic", "the product name, as letters name it; `none` if not named"),
    Fact("designer", "text", "ic", "who designed the IC; `none` if not named"),
)  # fmt: skip

_PARTY = (
    Fact("country", "text", "party", "where the party is"),
    Fact("headquarters", "text", "party", "where the party is headquartered",
         source="not defined in the EAR; taken as a fact"),
    Fact("ultimate_parent", "text", "party", "where its ultimate parent is headquartered",
         source="not defined in the EAR; taken as a fact"),
    Fact("lists", "set", "party", "the lists on which the party itself stands", domain=LISTS),
    Fact("owner_lists", "set", "party",
         "the lists of owners that together hold 50 percent or more", domain=LISTS, given=False,
         source="15 CFR 744.11(a)(1); 90 FR 47201"),
    Fact("listed_owner", "boolean", "party",
         "some owner, at whatever share, is on a list that reaches the parties it owns",
         given=False, source="15 CFR 732, Supp. No. 3, red flag 29"),
)  # fmt: skip

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

_REVIEWS = (
    "policy-of-denial", "presumption-of-denial", "case-by-case", "presumption-of-approval",
)  # fmt: skip
_VERDICTS = (
    "no-license-required", "license-exception", "license-required", "prohibited", "not-subject",
    "indeterminate",
)  # fmt: skip
# What a provision may do; docs/add-a-provision.md says what each means.
EFFECTS = {
    "parameters": Effect("text"),
    "eccn": Effect("text"),
    "order": Effect("number", beside=("parameters", "eccn")),
    "define": Effect("text"),
    "covers": Effect("texts"),
    "jurisdiction": Effect("flag"),
    "prohibit": Effect("text"),
    "require": Effect("text"),
    "exception": Effect("text"),
    "overcomes": Effect("texts", beside=("exception",)),
    "review": Effect("text", _REVIEWS),
    "oblige": Effect("text"),
    "with": Effect("texts", _VERDICTS, beside=("oblige",)),
    "announce": Effect("flag"),
    "warn": Effect("flag"),
    **REGIME_EFFECTS,
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
        for fact in (*_SHIPMENT, *_IC, *_PARTY, *REGIME_FACTS, *SITE_FACTS)
    }
    return Vocabulary(facts, FRAMES, QUOTIENTS, EFFECTS, exporter_id)
