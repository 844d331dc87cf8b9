"""No other regime reaches an EAR verdict: the two are judged apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.apart import ear_part, of_regime, other_part
from licet.case import parse_case
from licet.courts import EarCourt, court_of
from licet.decision.answer import answer
from licet.errors import BadLaw
from licet.law import law, with_files

BARE = EarCourt(ear_part(law()))
ITEMS = (
    "H20", "H200", "H100", "nvidia-b200", "RTX 4090", "MI325X", "nvidia-rtx-5090d-v2",
)  # fmt: skip


def test_the_split_loses_nothing() -> None:
    whole = law()
    regimes = {name for name, p in whole.provisions.items() if of_regime(p)}
    assert regimes
    assert ear_part(whole).provisions.keys() == whole.provisions.keys() - regimes
    assert regimes <= other_part(whole).provisions.keys()
    assert court_of().law.digest == whole.digest


@settings(max_examples=20)
@given(
    item=st.sampled_from(ITEMS),
    to=st.sampled_from(("CN", "US", "DE", "AE", "MY", "TW")),
    origin=st.sampled_from(("US", "TW", "CN", "NL")),
    on=st.dates(min_value=law().instruments["us-ear-base"].published),
    facts=st.fixed_dictionaries(
        {},
        optional={
            "enters_us": st.booleans(),
            "product_of": st.sampled_from(("CN", "TW")),
            "state_funded_data_center": st.booleans(),
            "goods": st.sampled_from(("item", "gallium-germanium")),
        },
    ),
)
def test_without_the_other_regimes_every_ear_answer_is_the_same(
    item: str, to: str, origin: str, on: Any, facts: dict[str, Any]
) -> None:
    day = min(on.isoformat(), "2028-01-01")
    case = parse_case({"item": item, "to": to, "from": origin, "on": day, "facts": facts})
    whole, bare = answer(case, court_of()).as_dict(), answer(case, BARE).as_dict()
    assert bare["levies"] == bare["other_regimes"] == []
    for key in whole.keys() - {"levies", "other_regimes", "assumptions"}:
        assert whole[key] == bare[key], key
    assert set(bare["assumptions"]) <= set(whole["assumptions"])


def test_an_ear_rule_may_not_rest_on_another_regime(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
id = "own/mixed"
title = "A requirement that asks for a tariff"
cite = "own"
effect = { require = "own" }

[[instrument]]
id = "own-policy"
title = "Own policy"
published = 2026-01-01

[[version]]
instrument = "own-policy"
valid = { from = 2026-01-01 }
when = 'finding("us/tariff/import")'
says = "Mixed."
confidence = "own"
""",
        encoding="utf-8",
    )
    with pytest.raises(BadLaw, match="another regime"):
        court_of(with_files([own]))


def test_a_file_of_ones_own_may_add_a_regime(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
id = "own/fee"
title = "A fee of our own"
cite = "own"
effect = { regime = "own", kind = "levy", rate = "1 percent", base = "price" }

[[instrument]]
id = "own-fee"
title = "Own fee"
published = 2026-01-01

[[version]]
instrument = "own-fee"
valid = { from = 2026-01-01 }
when = 'to == "DE"'
says = "A fee."
confidence = "own"
""",
        encoding="utf-8",
    )
    case = parse_case({"item": "RTX 4090", "to": "DE", "on": "2026-02-01"})
    found = answer(case, court_of(with_files([own]))).as_dict()
    assert [entry["provision"] for entry in found["levies"]] == ["own/fee"]
    assert found["law_files"]


def test_sources_and_status_stand_with_every_finding() -> None:
    ladder = {"reported", "announced", "proposed", "published", "in-force", "suspended",
              "rescinded", "expired", "vacated"}  # fmt: skip
    for provision in law().provisions.values():
        for version in provision.versions if of_regime(provision) else ():
            assert version.sources or version.instrument.url, version.key
            assert version.effect.get("status", version.instrument.status) in ladder, version.key
            if version.effect["kind"] == "levy":
                assert version.effect["rate"], version.key
                assert version.effect["base"], version.key
