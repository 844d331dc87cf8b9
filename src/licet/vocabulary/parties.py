"""Facts of one party to the shipment."""

from __future__ import annotations

from licet.rules.vocabulary import Fact
from licet.vocabulary.words import LISTS

PARTIES = (
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
)  # fmt: skip  # fmt: skip
