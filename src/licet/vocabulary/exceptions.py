"""Facts that license exceptions and authorizations ask about."""

from __future__ import annotations

from licet.rules.vocabulary import Fact
from licet.vocabulary.declare import flag, number
from licet.vocabulary.words import SPECIAL_PURPOSES

EXCEPTIONS = (
    flag(
        "complete_system",
        "the item is a complete computer, not a chip, card, board or module of one",
        source="15 CFR 740.17(b)(1), (b)(3)(i)",
    ),
    flag(
        "nac_cleared",
        "BIS cleared a NAC notification",
        source="15 CFR 740.8(c)",
        # Not stated leaves the exception open, so the value stays unknown.
        assumption="no NAC notification is taken as cleared (nac_cleared was not stated)",
    ),
    flag("purchase_order", "a written purchase order is held", source="15 CFR 740.8(b)"),
    number(
        "app_wt",
        "weighted TFLOPS",
        "adjusted peak performance of a computer, at 64 bits or more",
        source="15 CFR 772.1; 15 CFR 744, Supp. No. 2; ECCN 4D001",
    ),
    Fact(
        "special_purpose",
        "set",
        "",
        "why the item ships, where a narrow license exception asks for it",
        domain=tuple(SPECIAL_PURPOSES),
        source="15 CFR 740.9(a)(6), 740.10, 740.11(b), 740.13(a) and (c), 740.28",
    ),
    flag(
        "enc_cleared",
        "the item meets License Exception ENC: self-classified under paragraph (b)(1), or its "
        "classification request under (b)(2) or (b)(3) was filed and the 30 days have run",
        source="15 CFR 740.17",
    ),
    flag(
        "consignee_certified",
        "the consignee gave the written statement or certification that the exception asks for",
        source="15 CFR 740.6(a), 740.20(d), 740.27, 740.29",
    ),
    flag(
        "veu_authorized",
        "BIS authorized the data center as a validated end user for this item",
        source="15 CFR 748.15",
    ),
    flag(
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
    flag(
        "hbm_to_designer",
        "the designer of the co-packaged product buys the memory directly, and it goes straight "
        "to the packaging site, not through a distributor",
        source="15 CFR 740.25(c)(1), (c)(2), (d)",
    ),
    flag(
        "hbm_packaging_certified",
        "the packaging site confirms in writing what it packs and for whom, or the finished "
        "product comes back to the exporter, and it stays below the limits of 3A090",
        source="15 CFR 740.25(c)(2)(i) and (ii)",
    ),
    number(
        "tpp_shipped_this_year",
        "TPP",
        "TPP of the items that all exporters together have sent to the ultimate consignee under "
        "License Exception LPP in this calendar year, this shipment aside",
        source="15 CFR 740.29",
    ),
    number(
        "shipment_tpp",
        "TPP",
        "TPP of the whole shipment: quantity times the TPP of all ICs in one piece",
        source="15 CFR 740.29",
    ),
    flag(
        "country_allocation_met",
        "BIS says that the allocation of the destination, 790,000,000 TPP for 2025 to 2027, is met",
        source="15 CFR 742.6(b)(10)(iii)(B)",
        assumed=False,
        assumption="the allocation of the destination is not met (country_allocation_met: false)",
    ),
    flag(
        "allied_joint_venture",
        "each party owned by listed owners is a joint venture with an entity headquartered in the "
        "United States, A:5 or A:6 that is not itself owned at 50 percent or more by listed ones",
        source="15 CFR 736, Supp. No. 1, paragraph (g)(1)(ii)",
        assumed=False,
        assumption="no party with listed owners is a joint venture with a firm of the United "
        "States, A:5 or A:6 (allied_joint_venture: false)",
    ),
    flag(
        "secure_facility",
        "model weights are stored in a facility that meets paragraphs 14, 15 and 18 of the "
        "guidelines for data centers",
        source="15 CFR 740.27(a)(3)(ii); 15 CFR 748, Supp. No. 10",
    ),
    flag(
        "approved_recipient",
        "the recipient is exempted by name or class in the rule, such as the UAE rule's agencies "
        "and firms",
        source="15 CFR 740, Supp. No. 8; 91 FR 43034",
        assumed=False,
        assumption="the recipient is not exempted by name or class (approved_recipient: false)",
    ),
)
