"""What a second search for wrong answers found, each with the text that decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import licet
from licet.errors import BadCase
from licet.places import LAST_READ, cautions, group

NOT_FOR_DATA_CENTERS = {"tpp": 5000, "performance_density": 3, "datacenter": False}
SLOW = {"tpp": 100, "performance_density": "0.1", "datacenter": True}
FAST = {"tpp": 15832, "applicable_die_area_mm2": 814, "datacenter": True}


def ask(ic: dict[str, Any], to: str, on: str, **case: Any) -> dict[str, Any]:
    item = {"kind": "computer", "contains": ic}
    return licet.determine({"item": item, "to": to, "on": on, "exporter": "x", **case}).as_dict()


def screened(country: str, *lists: str) -> dict[str, Any]:
    party = {
        "role": "end-user", "country": country, "headquarters": country,
        "ultimate_parent": country, "lists": list(lists), "owners": [],
    }  # fmt: skip
    return {"parties": [party], "end_use": []}


def offered(answer: dict[str, Any], symbol: str) -> bool | str | None:
    """Whether an exception is available; `absent` where it is not named."""
    return next((e["available"] for e in answer["exceptions"] if e["symbol"] == symbol), "absent")


@pytest.mark.parametrize("base", ["4A003", "4A003.b", "4A003.c"])
@pytest.mark.parametrize(("to", "open_"), [("DE", True), ("IN", "absent"), ("IL", "absent")])
def test_app_knows_the_paragraphs_of_4a003(base: str, to: str, open_: bool | str) -> None:
    """15 CFR 740.7(a)(1), (c): computers of 4A003 to Tier 1; India and Israel are in Tier 3."""
    answer = ask(FAST, to, "2024-06-01", facts={"base_eccn": base})
    assert offered(answer, "APP") == open_
    assert answer["verdict"] == ("license-exception" if open_ is True else "license-required")


def test_app_leaves_related_equipment_out() -> None:
    """15 CFR 740.7(b)(1): nothing of 4A003.g or z.2 on its own."""
    answer = ask(FAST, "VN", "2024-06-01", facts={"base_eccn": "4A003.g"})
    assert offered(answer, "APP") == "absent"


def test_a_transfer_needed_no_notice_in_2023() -> None:
    """15 CFR 740.8(a), (a)(2) as of 2023-11-17: the notification does not apply to transfers."""
    moved = {"from": "CN", "transaction": "transfer"}
    assert ask(NOT_FOR_DATA_CENTERS, "CN", "2023-12-01", **moved)["verdict"] == "license-exception"
    assert ask(NOT_FOR_DATA_CENTERS, "CN", "2023-12-01")["verdict"] == "license-required"


@pytest.mark.parametrize(
    ("lists", "facts", "open_"),
    [
        ((), {}, True),
        (("entity-list",), {}, False),
        (("entity-list-fn4",), {}, False),
        (("sdn",), {}, False),
        (("entity-list-narrow",), {}, None),
        (("entity-list-narrow",), {"entity_entry_covers": True}, False),
        (("entity-list-narrow",), {"entity_entry_covers": False}, True),
    ],
)
def test_no_exception_for_a_listed_party(
    lists: tuple[str, ...], facts: dict[str, Any], open_: bool | None
) -> None:
    """15 CFR 740.8(b), 744.8, 744.11(a): no exception answers a requirement of part 744."""
    answer = ask(NOT_FOR_DATA_CENTERS, "VN", "2024-06-01", facts=facts, **screened("VN", *lists))
    assert offered(answer, "ACA") is open_
    assert answer["verdict"] == ("license-exception" if open_ else "license-required")


def test_an_entry_has_a_review_policy_of_its_own() -> None:
    """15 CFR 744, Supp. No. 4: the policy of the entry is not that of the destination."""
    listed = screened("VN", "entity-list")
    answer = ask(NOT_FOR_DATA_CENTERS, "VN", "2024-06-01", **listed)
    assert any("entity_entry_review" in text for text in answer["warnings"])
    stated = {"entity_entry_review": "presumption-of-denial"}
    answer = ask(NOT_FOR_DATA_CENTERS, "VN", "2024-06-01", facts=stated, **listed)
    assert answer["review_policy"] == "presumption-of-denial"
    assert not any("entity_entry_review" in text for text in answer["warnings"])


def test_iraq_names_exceptions_of_its_own() -> None:
    """15 CFR 746.3(c): ENC and RPL among others, NAC and ACA not; none for a military end use."""
    cleared = {"base_eccn": "5A002", "enc_cleared": True}
    assert ask(SLOW, "IQ", "2024-06-01", facts=cleared)["verdict"] == "license-exception"
    assert ask(FAST, "IQ", "2024-06-01", facts=cleared)["verdict"] == "license-required"
    assert ask(SLOW, "RU", "2024-06-01", facts=cleared)["verdict"] == "license-required"
    part = {"special_purpose": ["one-for-one-replacement"]}
    assert offered(ask(FAST, "IQ", "2024-06-01", facts=part), "RPL") is True
    notified = ask(NOT_FOR_DATA_CENTERS, "IQ", "2024-06-01", facts={"nac_cleared": True})
    assert offered(notified, "NAC") == "absent"
    troops = {**screened("IQ"), "end_use": ["military"]}
    answer = ask(SLOW, "IQ", "2024-06-01", facts=cleared, **troops)
    assert answer["verdict"] == "license-required"
    assert answer["review_policy"] == "policy-of-denial"


def test_iraq_counts_the_paragraphs_of_4a003() -> None:
    """15 CFR 746.3(a)(1): any item controlled for national security."""
    answer = ask(SLOW, "IQ", "2024-06-01", facts={"base_eccn": "4A003.b"})
    assert "us/ear/746/3-iraq" in [each["provision"] for each in answer["requirements"]]


def test_a_chip_whose_links_are_told_in_two_ways_is_open() -> None:
    """ECCN 3A090 of October 2022: 600 GB/s; BR100 was announced with 512 and a host link of 128."""
    abroad = {"from": "TW", "transaction": "reexport"}
    case = {"item": "biren-br100", "to": "CN", "on": "2022-11-01", "exporter": "x", **abroad}
    answer = licet.determine(case).as_dict()
    assert answer["verdict"] == "indeterminate"
    assert "interconnect_gb_s" in [each["fact"] for each in answer["missing"]]


def test_groups_and_chart_were_read_again() -> None:
    """15 CFR 740 and 738, Supp. No. 1, as of 2026-09-24: D:5 has 22 places, D:4 21, A:5 38."""
    day = date(2026, 9, 24)
    assert LAST_READ == day
    sizes = {"A:1": 40, "A:5": 38, "A:6": 8, "B": 173, "D:1": 24, "D:4": 21, "D:5": 22, "E:1": 3}
    found = {name: len(group(name, day) - {"HK"}) for name in sizes}
    assert found == sizes
    assert "AE" in group("A:5", day)
    assert "KH" not in group("D:5", day)
    assert any("Ethiopia" in text for text in cautions("ET", day))


@pytest.mark.parametrize("entry", ["entity-list", "entity-list-fn3"])
def test_an_entry_may_open_gov(entry: str) -> None:
    """15 CFR 744.11(a): an exception against the Entity List only where the entry says so."""
    case, official = screened("DE", entry), {"special_purpose": ["us-government"]}
    opened = {"entity_entry_allows_gov": True}
    closed = ask(SLOW, "DE", "2026-06-15", **case, facts=official)
    assert (closed["verdict"], offered(closed, "GOV")) == ("license-required", "absent")
    assert any("entity_entry_allows_gov" in text for text in closed["assumptions"])
    asked = ask(SLOW, "DE", "2026-06-15", **case, facts=opened)
    assert (asked["verdict"], offered(asked, "GOV")) == ("license-required", None)
    free = ask(SLOW, "DE", "2026-06-15", **case, facts=opened | official)
    assert (free["verdict"], offered(free, "GOV")) == ("license-exception", True)


@pytest.mark.parametrize("to", ["RU", "IR"])
def test_an_entry_that_opens_gov_answers_no_embargo(to: str) -> None:
    facts = {"entity_entry_allows_gov": True, "special_purpose": ["us-government"]}
    answer = ask(SLOW, to, "2026-06-15", **screened(to, "entity-list"), facts=facts)
    assert answer["verdict"] == "license-required"


def test_a_region_belongs_to_its_country() -> None:
    """A region of Ukraine with another destination is a slip, and would have come out free."""
    with pytest.raises(BadCase, match=r"region: `crimea` with the destination DE"):
        ask(SLOW, "DE", "2026-06-15", facts={"region": "crimea"})
    assert ask(SLOW, "DE", "2026-06-15", facts={"region": "none"})["verdict"] == (
        "no-license-required"
    )


def test_a_label_that_no_entry_has_is_never_free() -> None:
    """`3A090.d` with a denial of other controls was free to China."""
    with pytest.raises(BadCase, match=r"no paragraph `\.d`"):
        licet.determine(
            item={"eccn": "3A090.d"}, to="CN", on="2026-06-01",
            facts={"other_list_license": False},
        )  # fmt: skip
