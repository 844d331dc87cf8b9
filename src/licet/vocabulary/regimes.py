"""Facts that only other regimes ask about: tariffs, other countries' rules, data-center siting.

They stand apart from the facts of the EAR, so that no rule of the EAR comes to rest on one.
"""

from __future__ import annotations

from fractions import Fraction

from licet.rules.vocabulary import Effect, Fact

IMPORT_USES = (
    "us-data-center", "us-repair", "us-research", "us-startup", "consumer", "civil-industrial",
    "us-public-sector", "approved-by-commerce", "other",
)  # fmt: skip
GOODS = (
    "item", "gallium-germanium", "antimony-superhard", "graphite", "medium-heavy-rare-earths",
    "october-2025-list", "chip-equipment",
)  # fmt: skip
KINDS = (
    "levy", "prohibition", "license", "guidance", "obligation", "exemption", "definition",
)  # fmt: skip
LADDER = (
    "reported", "announced", "proposed", "published", "in-force", "suspended", "rescinded",
    "expired", "vacated",
)  # fmt: skip

# What a provision of another regime says beside `regime`, which names its jurisdiction.
REGIME_EFFECTS = {
    "regime": Effect("text"),
    "kind": Effect("text", KINDS, beside=("regime",)),
    "rate": Effect("text", beside=("regime",)),
    "base": Effect("text", beside=("regime",)),
    "status": Effect("text", LADDER, beside=("regime",)),
    "about": Effect("text", ("site",), beside=("regime",)),
}


def _flag(name: str, meaning: str, source: str = "") -> Fact:
    return Fact(name, "boolean", "", meaning, source=source)


REGIME_FACTS = (
    _flag(
        "enters_us",
        "the goods enter the customs territory of the United States for consumption on their way "
        "elsewhere, for instance for the test that the January 2026 review policy asks for",
        "Proclamation 11002; 19 CFR 101.1",
    ),
    Fact(
        "us_import_use",
        "text",
        "",
        "what imported chips are for in the United States, as the exemptions of Proclamation 11002 "
        "name it; `other` for none of them",
        source="HTSUS 9903.79.03 to 9903.79.09",
        domain=IMPORT_USES,
    ),
    Fact(
        "product_of",
        "text",
        "",
        "the country of origin for customs purposes, ISO 3166-1 alpha-2",
        source="19 CFR 134.1",
    ),
    _flag(
        "tariff_excepted",
        "the goods stand on the list of products that the duty asked about excepts or excludes",
        "the annexes to the proclamations and notices",
    ),
    _flag(
        "state_funded_data_center",
        "the goods go into a data center in China that is built with state money",
    ),
    _flag(
        "critical_infrastructure_operator",
        "the buyer in China operates critical information infrastructure",
    ),
    _flag(
        "us_military_user",
        "the goods go to a military user or a military use in the United States",
    ),
    Fact(
        "goods",
        "text",
        "",
        "what ships, where it is not a chip, card or system but a material or a tool that other "
        "regimes control",
        domain=GOODS,
        assumed="item",
        assumption="what ships is the item itself, no material or chip tool (goods: item)",
    ),
    _flag(
        "dual_use_listed",
        "the goods stand on the dual-use list of the country they leave",
    ),
    _flag(
        "listed_by_taiwan",
        "a party stands on Taiwan's entity list of strategic high-tech commodities",
    ),
    _flag(
        "restricted_activity",
        "a restricted activity under Malaysia's Strategic Trade Act 2010, or a use for conventional weapons under Japan's catch-all rule, is known or suspected",
    ),
)

SITE_FACTS = (
    Fact("state", "text", "", "the US state of a data-center site, by its postal code"),
    Fact(
        "load_mw",
        "number",
        "",
        "the electric load at the site",
        unit="MW",
        minimum=Fraction(0),
    ),
    _flag("ercot", "the site takes power in the ERCOT power region"),
    Fact("connected_on", "date", "", "the day the load is first connected to the grid"),
    _flag(
        "co_located",
        "the load is co-located with an existing generating plant behind its meter",
    ),
    Fact("utility", "text", "", "the electric utility that serves the site"),
    Fact(
        "capital_usd",
        "number",
        "",
        "committed capital expenditure",
        unit="USD",
        minimum=Fraction(0),
    ),
)
