"""The words a case may use: kinds, roles, lists, end uses and the other closed sets."""

from __future__ import annotations

ITEM_KINDS = ("ic", "computer", "hbm", "software", "technology", "model-weights")
TRANSACTIONS = ("export", "reexport", "transfer")
ROLES = ("purchaser", "intermediate-consignee", "ultimate-consignee", "end-user")
LISTS = (
    "entity-list",
    "entity-list-fn1",
    "entity-list-fn3",
    "entity-list-fn4",
    "entity-list-fn5",
    "entity-list-narrow",
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
    "supercomputer": "in or for a supercomputer as defined in 15 CFR 772.1: a system of 100 petaflops "
    "at 64 bits, or 200 at 32 bits, or more within 41,600 cubic feet",
    "advanced-node-fab": "development or production of ICs, back-end steps aside, at a facility "
    "making advanced-node ICs, 15 CFR 772.1: logic of 16/14 nm or below or non-planar, NAND of 128 "
    "layers or more, DRAM of the advanced kind",
    "fab-node-unknown": "development or production of ICs at a facility of which it is not known "
    "whether it makes advanced-node ICs",
    "advanced-node-design": "design of an advanced-node IC that will be made in Macau or Country "
    "Group D:5",
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
