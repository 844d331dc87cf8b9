"""Facts of software, technology and model weights."""

from __future__ import annotations

from licet.rules.vocabulary import Fact
from licet.vocabulary.declare import flag, number
from licet.vocabulary.words import LEVELS, SUBJECT_ECCNS

SOFTWARE = (
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
    flag(
        "for_development_or_production",
        "software or technology for development or production, not for use alone",
        source="15 CFR 772.1",
    ),
    flag(
        "deemed",
        "a deemed export or reexport: a release to a foreign person in the country",
        source="15 CFR 734.13(a)(2), 734.14(a)(2), 742.6(a)(6)(iv)",
        assumed=False,
        assumption="nothing is released to a foreign person within a country (deemed: false)",
    ),
    flag(
        "d5_developed_technology",
        "technology developed by an entity headquartered in Macau or Country Group D:5, the "
        "direct product of software subject to the EAR, for production of advanced-computing "
        "items",
        source="15 CFR 742.6(a)(6)(ii)",
    ),
    number(
        "training_operations",
        "operations",
        "operations used to train a model, as the notes to 4E091 count them",
        source="15 CFR 774, Supp. No. 1, ECCN 4E091",
    ),
    flag("published_weights", "the model weights are published", source="15 CFR 734.7; ECCN 4E091"),
    flag(
        "weights_excluded",
        "weights the notes to 4E091 exclude: derived from published ones with at most 25 percent "
        "or 2.5e25 further operations, or of no more operations than the most capable published "
        "model",
        source="15 CFR 774, Supp. No. 1, ECCN 4E091, Notes",
    ),
    flag(
        "trained_on_controlled_ics",
        "the model was made with advanced-computing items that are subject to the EAR",
        source="15 CFR 734.9(l)",
    ),
)
