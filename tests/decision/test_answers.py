"""What holds of every answer under the real law, whatever the case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import licet
from licet.decision.answer import judge_of
from licet.errors import BadInput
from licet.vocabulary import CERTIFICATIONS, END_USES, LISTS

VERDICTS = {
    "no-license-required", "license-exception", "license-required", "prohibited", "not-subject",
    "indeterminate",
}  # fmt: skip
KEYS = {
    "id", "on", "known_on", "verdict", "layers", "classification", "requirements", "exceptions",
    "review_policy", "conditions", "missing", "assumptions", "warnings", "alternatives",
    "law_files", "announcements", "turns", "ruleset", "proof",
}  # fmt: skip
REVIEWS = {
    "presumption-of-denial", "case-by-case", "presumption-of-approval", "policy-of-denial", None,
}  # fmt: skip

PLACES = st.sampled_from(["CN", "HK", "MO", "FR", "SG", "AE", "VN", "RU", "IR", "IN", "MY", "US"])
DAYS = st.dates(date(2022, 8, 1), date(2026, 11, 30)).map(str)
NUMBERS = st.sampled_from([0, 1600, 2400, 4799.9, 4800, 21000, [1600, 4800], [0, None], None])


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


ITEMS = st.one_of(
    st.sampled_from(["H20", "H100", "A800", "L4", "MI300X", "nvidia-h200-sxm-141gb", "RTX 4090"]),
    some(
        kind=st.sampled_from(["ic", "computer", "hbm"]),
        tpp=NUMBERS,
        performance_density=st.sampled_from([1.5, 3.2, 5.92, [1.7, 20], None]),
        datacenter=st.sampled_from([True, False, None]),
        dram_bandwidth_gb_s=st.sampled_from([1400, 6500, None]),
        interconnect_gb_s=st.sampled_from([600, 599, None]),
        transistors_bn=st.sampled_from([29.9, 40, None]),
        us_commercially_available=st.sampled_from([True, False, None]),
    ),
    some(kind=st.sampled_from(["ic", "computer", "software", "technology", "model-weights"]),
         eccn=st.sampled_from(["3A090.a", "4A090.b", "EAR99", "4D001", "1C351", "4E091"])),
)  # fmt: skip
LISTED = st.none() | st.lists(st.sampled_from(LISTS), max_size=2)
PARTIES = st.fixed_dictionaries(
    {"role": st.sampled_from(["purchaser", "ultimate-consignee", "end-user"])},
    optional={
        "country": PLACES,
        "headquarters": PLACES,
        "ultimate_parent": PLACES,
        "lists": LISTED,
        "owners": st.lists(
            st.fixed_dictionaries(
                {"share": st.sampled_from([None, 10, 49, 50])}, optional={"lists": LISTED}
            ),
            max_size=2,
        ),
    },
)
CASES = st.fixed_dictionaries(
    {"item": ITEMS, "to": PLACES, "on": DAYS},
    optional={
        "known_on": DAYS,
        "exporter": st.sampled_from(["nvidia", "acme"]),
        "from": PLACES,
        "transaction": st.sampled_from(["export", "reexport"]),
        "parties": st.lists(PARTIES, max_size=2),
        "end_use": st.lists(st.sampled_from(list(END_USES)), max_size=2),
        "certifications": st.just("all") | st.lists(st.sampled_from(CERTIFICATIONS), max_size=3),
        "facts": some(
            us_origin=st.booleans(), nac_cleared=st.booleans(),
            base_eccn=st.sampled_from(["4A003", "5A992"]),
        ),
    },
)  # fmt: skip


def answered(case: dict[str, Any]) -> licet.Determination | None:
    """The answer; None where the case contradicts itself."""
    try:
        return licet.determine(case)
    except BadInput:
        return None


@settings(max_examples=25)
@given(CASES)
def test_an_answer_has_the_shape_of_the_contract(case: dict[str, Any]):
    d = answered(case)
    if d is None:
        return
    found = json.loads(json.dumps(d.as_dict()))

    assert KEYS <= found.keys()
    assert found["verdict"] in VERDICTS
    assert found["verdict"] == found["layers"]["practice"]
    assert found["layers"]["text"] in VERDICTS
    assert found["review_policy"] in REVIEWS
    if found["review_policy"]:
        assert found["verdict"] == "license-required"
    for entry in found["requirements"]:
        assert entry["cite"]
        assert entry["layer"] in {"text", "practice", "letter"}
    for entry in found["exceptions"]:
        assert entry["available"] in {True, False, None}
        assert entry["cite"]
    if found["verdict"] == "license-exception":
        assert any(entry["available"] is True for entry in found["exceptions"])
    if found["verdict"] in {"license-required", "license-exception"}:
        assert [e for e in found["requirements"] if e["layer"] != "text"]
    if found["verdict"] == "indeterminate":
        assert found["missing"]
    for entry in found["missing"]:
        assert all(turn["verdict"] in VERDICTS for turn in entry["turns_at"])


@settings(max_examples=12)
@given(CASES)
def test_every_leaf_of_a_proof_has_truth_and_citation(case: dict[str, Any]):
    d = answered(case)
    if d is None:
        return
    for layer, tree in (("practice", d.proof), ("text", d.proof.get("text") or {"stages": []})):
        in_force = judge_of(d, layer).versions
        rests: dict[str, list[str]] = {}
        for node in (node for stage in tree["stages"] for node in stage["provisions"]):
            assert node["cite"]
            assert node["truth"] in {"true", "false", "unknown"}
            assert node["instrument"]
            rests[node["provision"]] = node.get("rests_on", [])
        # What a provision rests on is in the tree, unless nothing of it was in force.
        named = {other for others in rests.values() for other in others}
        assert all(other in rests for other in named if other in in_force)


@settings(max_examples=8)
@given(CASES)
def test_the_same_case_twice_is_the_same_to_the_byte(case: dict[str, Any]):
    first, second = answered(case), answered(json.loads(json.dumps(case)))

    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert json.dumps(first.as_dict()) == json.dumps(second.as_dict())


@settings(max_examples=15)
@given(CASES, st.integers(0, 400))
def test_nothing_learned_later_is_used(case: dict[str, Any], days: int):
    known = date.fromisoformat(case["on"]) - timedelta(days)
    d = answered({**case, "known_on": str(known)})
    if d is None:
        return
    for layer in ("text", "practice"):
        for version in judge_of(d, layer).versions.values():
            own = version.addressee and version.addressee == case.get("exporter")
            assert version.instrument.known(known, to_addressee=bool(own))
    assert all(v.instrument.published <= known for v in d.announcements)


@settings(max_examples=25)
@given(CASES)
def test_knowledge_after_the_last_publication_changes_nothing(case: dict[str, Any]):
    first, second = (
        answered({**case, "known_on": None}),
        answered({**case, "known_on": "2099-01-01"}),
    )

    if first is not None and second is not None:
        assert first.verdict == second.verdict
        assert first.text == second.text


@settings(max_examples=50)
@given(CASES, st.data())
def test_a_fact_more_never_turns_a_settled_verdict(case: dict[str, Any], data: st.DataObject):
    """Over items by figures: a figure that was unknown or a range gets one of its values."""
    item = case["item"]
    if not isinstance(item, dict) or "eccn" in item:
        return
    d = answered(case)
    if d is None or d.verdict == "indeterminate":
        return
    more = dict(item)
    name = data.draw(st.sampled_from(["datacenter", "us_commercially_available", "tpp",
                                      "dram_bandwidth_gb_s", "interconnect_gb_s"]))  # fmt: skip
    held = item.get(name)
    if held is None:
        values = (
            [True, False] if name in {"datacenter", "us_commercially_available"} else [0, 900, 5e4]
        )
        more[name] = data.draw(st.sampled_from(values))
    elif isinstance(held, list):
        more[name] = held[0] if held[1] is None else data.draw(st.sampled_from(held))
    # A kind that was not stated is guessed from the figures: keep what it was.
    more.setdefault("kind", d.variant.facts.top["item_kind"])
    after = answered({**case, "item": more})

    if after is not None:
        # A requirement that is settled may turn out to be answered by an exception, no more.
        assert after.verdict in {d.verdict, "license-exception"} | (
            {"prohibited"} if d.verdict == "license-required" else set()
        )


def test_a_range_is_settled_where_all_its_values_agree():
    case = {"to": "CN", "on": "2025-06-01", "exporter": "acme"}
    for item in ({"kind": "ic", "tpp": [4800, 90000], "datacenter": True},
                 {"kind": "ic", "tpp": [0, 100], "datacenter": True, "performance_density": 0.1}):  # fmt: skip
        ends = {
            licet.determine({**case, "item": {**item, "tpp": tpp}}).verdict for tpp in item["tpp"]
        }
        assert {licet.determine({**case, "item": item}).verdict} == ends
