"""The facts of a shipment: what, where, who, what for."""

from __future__ import annotations

from datetime import date

from licet.rules.vocabulary import Fact
from licet.vocabulary.declare import flag, number
from licet.vocabulary.words import BASE_ECCNS, CERTIFICATIONS, END_USES, ITEM_KINDS, TRANSACTIONS

SHIPMENT = (
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
    number("quantity", "pieces", "how many pieces ship"),
    number("value_usd", "USD", "the value of the shipment"),
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
    flag(
        "named_in_letter",
        "the letter to the exporter names this destination, where the letter's list is not public",
    ),
    Fact("on", "date", "", "the day of the shipment", given=False),
    flag(
        "other_list_license",
        "the entry of an ECCN that is not encoded, with the Country Chart, asks for a license to "
        "the destination",
        source="15 CFR 738.4(a)",
    ),
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
    flag(
        "foreign_equivalent",
        "a foreign-made item that 744.23 does not reach performs the same function",
        source="15 CFR 744.23(d)(3)(ii)",
        assumed=False,
        assumption="no foreign-made item outside the rule performs the same function "
        "(foreign_equivalent: false)",
    ),
    flag(
        "design_software",
        "software or technology for computer-aided design of electronics (ECAD) or of process "
        "technology (TCAD)",
        source="15 CFR 744.23(a)(2)(iii)",
    ),
    flag(
        "entity_entry_covers",
        "the license requirement of the party's entry on the Entity List, an entry for some items "
        "only, covers this item",
        source="15 CFR 744, Supp. No. 4, license requirement column",
    ),
    Fact(
        "entity_entry_review",
        "text",
        "",
        "the license review policy that the party's entry on the Entity List states for this item",
        source="15 CFR 744, Supp. No. 4, license review policy column",
        domain=(
            "none",
            "policy-of-denial",
            "presumption-of-denial",
            "case-by-case",
            "presumption-of-approval",
        ),
        assumed="none",
        assumption="the license review policy in the party's entry on the Entity List is not "
        "counted (entity_entry_review: none)",
    ),
    flag(
        "entity_entry_allows_gov",
        "the license requirement column of every listed party's entry on the Entity List lets "
        "License Exception GOV overcome it, as some entries do",
        source="15 CFR 744.11(a); 15 CFR 744, Supp. No. 4, license requirement column",
        assumed=False,
        assumption="the party's entry on the Entity List opens no license exception "
        "(entity_entry_allows_gov: false)",
    ),
    Fact(
        "entity_listed_on",
        "date",
        "",
        "the day the party's entry on the Entity List took effect; for savings clauses",
        source="15 CFR 744, Supp. No. 4",
    ),
)
