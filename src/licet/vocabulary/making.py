"""Facts of how and by whom an item was made: jurisdiction and the foundry presumption."""

from __future__ import annotations

from licet.rules.vocabulary import Fact
from licet.vocabulary.declare import flag, number
from licet.vocabulary.words import EXPORTER_ROLES, PACKAGERS

MAKING = (
    flag("us_origin", "the item is of US origin", source="15 CFR 734.3(a)(2)"),
    flag(
        "us_equipment_plant",
        "made by, or in a plant whose major component is, a direct product of listed US "
        "technology or software",
        source="15 CFR 734.9(h)(1), (i)(1)",
    ),
    flag(
        "contains_plant_ic",
        "contains an IC of US origin, or one made, packaged or tested in a plant that is a direct "
        "product of listed US technology or software",
        source="15 CFR 734.4(a)(8), (9); 734.9(e)(3), (k); 732, Supp. No. 3, red flag 26",
    ),
    flag(
        "d5_designed",
        "technology of an entity headquartered in Macau or Country Group D:5 was used to make "
        "the mask, wafer or die",
        source="15 CFR 734.9(h)(2)(ii)",
    ),
    number(
        "us_content_percent",
        "percent",
        "the share of controlled US content in a foreign-made item",
        source="15 CFR 734.4",
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
    flag(
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
    flag(
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
    flag(
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
    flag(
        "transistor_attested",
        "the front-end fabricator or approved OSAT that packages attests the transistor count",
        source="15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a",
    ),
    flag(
        "ns_technology_product",
        "the direct product of US technology or software that needs a written assurance",
        source="15 CFR 734.9(b)",
    ),
    flag(
        "us_3a001_semiconductors",
        "a foreign-made computer contains controlled US semiconductors of 3A001, not memory",
        source="15 CFR 734.4(a)(1)",
    ),
    flag(
        "us_encryption_not_cleared",
        "contains US encryption content that License Exception ENC does not authorize",
        source="15 CFR 734.4(b)",
    ),
)
