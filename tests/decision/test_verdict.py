"""The order of the decision, on a law small enough to know the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from licet.case import parse_case
from licet.courts import PlaceGroups
from licet.decision.answer import Determination, answer
from licet.rules.court import Court
from licet.rules.load import load
from licet.vocabulary import vocabulary

INSTRUMENTS = """
[[instrument]]
id = "first"
title = "the first rule"
cite = "1 X 1"
published = 2024-01-01
url = "https://example.org/first"

[[instrument]]
id = "second"
title = "the second rule"
cite = "2 X 2"
published = 2024-06-01
url = "https://example.org/second"

[[instrument]]
id = "letter"
title = "the letter"
cite = "letter"
published = 2024-05-10
received = 2024-05-01
url = "https://example.org/letter"
"""


def provision(
    name: str,
    effect: str,
    when: str,
    *,
    start: str = "2024-01-01",
    by: str = "first",
    more: str = "",
) -> str:
    return f"""
[[provision]]
id = "{name}"
title = "title of {name}"
cite = "cite of {name}"
effect = {{ {effect} }}
{version(when, start=start, by=by, more=more)}"""


def version(when: str, *, start: str, by: str, more: str = "") -> str:
    return f"""
  [[provision.version]]
  instrument = "{by}"
  valid = {{ from = {start} }}
  when = '{when}'
  says = "so it is"
  confidence = "primary"
{more}"""


SUBJECT = provision("scope", "jurisdiction = true", 'from == "US" or us_origin')
COVERS = provision("covers", 'covers = ["EAR99", "3A090", "4A090"]', "true")
FAST = provision("fast", 'parameters = "3A090.a", order = 10', "any(ics: tpp >= 4800)") + provision(
    "slow", 'parameters = "3A090.b", order = 20', "any(ics: tpp >= 1600)"
)
RULE = provision("rule", 'require = "RS"', 'finding("fast") and to in {"CN"}')
BASE = INSTRUMENTS + SUBJECT + COVERS + FAST + RULE


@pytest.fixture
def ask(tmp_path: Path):
    def call(text: str, **case: Any) -> Determination:
        path = tmp_path / "law.toml"
        path.write_text(text, encoding="utf-8")
        court = Court(load([path], vocabulary()), vocabulary(), PlaceGroups())
        item = {"kind": "ic", "tpp": case.pop("tpp", 5000), "datacenter": True}
        whole = {"item": item, "to": "CN", "on": "2024-03-01", **case}
        return answer(parse_case(whole), court)

    return call


@pytest.mark.parametrize(
    ("case", "verdict"),
    [
        ({}, "license-required"),
        ({"to": "FR"}, "no-license-required"),
        ({"tpp": 4799.9}, "no-license-required"),
        ({"tpp": 4800}, "license-required"),
        ({"tpp": [4800, 9000]}, "license-required"),
        ({"tpp": [4000, 9000]}, "indeterminate"),
        ({"tpp": None}, "indeterminate"),
        ({"tpp": [4000, 9000], "to": "FR"}, "no-license-required"),
        ({"tpp": None, "to": "FR"}, "no-license-required"),
        ({"from": "SG"}, "indeterminate"),
        ({"from": "SG", "facts": {"us_origin": False}}, "not-subject"),
        ({"from": "SG", "facts": {"us_origin": True}}, "license-required"),
        ({"item": {"kind": "ic", "eccn": "1C351"}}, "indeterminate"),
        ({"item": {"kind": "software", "eccn": "4D001"}}, "indeterminate"),
        ({"item": {"kind": "ic", "eccn": "EAR99"}, "to": "FR"}, "no-license-required"),
    ],
)
def test_the_verdict(ask, case: dict[str, Any], verdict: str):
    assert ask(BASE, **case).verdict == verdict


def test_a_missing_figure_says_where_it_turns(ask):
    d = ask(BASE, tpp=None)

    assert d.missing[0].fact == "tpp"
    turns = {str(turn.value): turn.verdict for turn in d.missing[0].turns_at}
    assert turns == {"0": "no-license-required", "4800": "license-required"}


def test_the_fact_that_settles_most_comes_first(ask):
    rule = provision("rule", 'require = "RS"', "us_content_percent > 10 and deemed and us_origin")
    d = ask(
        INSTRUMENTS + SUBJECT + COVERS + FAST + rule,
        facts={"us_content_percent": [0, 50], "deemed": True},
    )
    share = [entry.settles / entry.total for entry in d.missing if entry.total]

    assert d.verdict == "indeterminate"
    assert {entry.fact for entry in d.missing} == {"us_content_percent", "us_origin"}
    assert share == sorted(share, reverse=True)


def test_an_unknown_that_decides_nothing_is_not_missing(ask):
    assert ask(BASE, to="FR", tpp=None, facts={"us_origin": None}).missing[:0] == ()
    assert ask(BASE, tpp=5000).missing == ()


CONDITION = """
    [[provision.version.condition]]
    when = "purchase_order"
    says = "a written order"
"""


def exception(overcomes: str = '["RS"]', more: str = CONDITION) -> str:
    return provision(
        "way-out", f'exception = "NAC", overcomes = {overcomes}', 'to in {"CN"}', more=more
    )


@pytest.mark.parametrize(
    ("held", "available", "verdict"),
    [
        (True, True, "license-exception"),
        (False, False, "license-required"),
        (None, None, "license-required"),
    ],
)
def test_only_an_available_exception_turns_required(ask, held, available, verdict: str):
    d = ask(BASE + exception(), facts={"purchase_order": held})

    assert d.verdict == verdict
    assert [offer.available for offer in d.offers] == [available]
    found = d.as_dict()["exceptions"][0]
    assert (found["symbol"], found["available"]) == ("NAC", available)


def test_an_exception_answers_only_what_it_overcomes(ask):
    other = provision("other", 'require = "end-use"', 'to in {"CN"}')
    held = {"purchase_order": True}

    assert ask(BASE + other + exception(), facts=held).verdict == "license-required"
    assert (
        ask(BASE + other + exception('["RS", "other"]'), facts=held).verdict == "license-exception"
    )
    assert ask(BASE + exception('["NS"]'), facts=held).verdict == "license-required"
    assert ask(BASE + exception('["rule"]'), facts=held).verdict == "license-exception"


def test_an_open_requirement_is_not_excepted_away(ask):
    """A second requirement that may apply must be overcome as well."""
    other = provision("other", 'require = "end-use"', "us_equipment_plant")

    d = ask(BASE + other + exception(), facts={"purchase_order": True})

    assert d.verdict == "license-required"


def test_two_exceptions_together(ask):
    other = provision("other", 'require = "end-use"', 'to in {"CN"}')
    second = provision("way-two", 'exception = "GOV", overcomes = ["end-use"]', "true")

    d = ask(BASE + other + exception() + second, facts={"purchase_order": True})

    assert d.verdict == "license-exception"


def test_no_exception_from_a_prohibition(ask):
    barred = provision(
        "barred", 'prohibit = "denial-order"', 'any(parties: "denied-persons" in lists)'
    )
    denied = [{"role": "end-user", "country": "CN", "headquarters": "CN", "ultimate_parent": "CN",
               "lists": ["denied-persons"], "owners": []}]  # fmt: skip

    d = ask(BASE + barred + exception(), parties=denied, end_use=[], facts={"purchase_order": True})

    assert d.verdict == "prohibited"


def test_a_party_that_was_not_screened_is_not_cleared(ask):
    barred = provision(
        "barred", 'prohibit = "denial-order"', 'any(parties: "denied-persons" in lists)'
    )
    unknown = [{"role": "end-user", "country": "FR", "headquarters": "FR", "ultimate_parent": "FR"}]
    text = BASE + barred

    free = ask(text, to="FR", parties=unknown, end_use=[])
    needs = ask(text, to="CN", parties=unknown, end_use=[])

    assert free.verdict == "indeterminate"
    assert needs.verdict == "license-required"
    assert any("lists" in entry.fact or "denied" in entry.fact for entry in needs.missing)


REVIEWS = [
    ("presumption-of-approval", "true"),
    ("case-by-case", "us_commercially"),
    ("presumption-of-denial", "true"),
    ("policy-of-denial", "purchase_order"),
]


@pytest.mark.parametrize(
    ("policies", "facts", "wanted"),
    [
        (["case-by-case", "presumption-of-approval"], {}, "case-by-case"),
        (["presumption-of-approval", "presumption-of-denial", "case-by-case"], {},
         "presumption-of-denial"),
        (["presumption-of-denial", "policy-of-denial"], {}, "policy-of-denial"),
        (["presumption-of-approval"], {}, "presumption-of-approval"),
        ([], {}, None),
    ],
)  # fmt: skip
def test_the_strictest_review_wins(ask, policies: list[str], facts: dict[str, Any], wanted):
    text = BASE + "".join(
        provision(f"review-{n}", f'review = "{policy}"', 'to in {"CN"}')
        for n, policy in enumerate(policies)
    )

    assert ask(text, facts=facts).review_policy == wanted


def test_a_review_that_may_be_stricter_is_not_decided(ask):
    text = BASE + provision("mild", 'review = "case-by-case"', "true")
    text += provision("hard", 'review = "policy-of-denial"', "purchase_order")

    assert ask(text, facts={"purchase_order": None}).review_policy is None
    assert ask(text, facts={"purchase_order": False}).review_policy == "case-by-case"
    assert ask(text, facts={"purchase_order": True}).review_policy == "policy-of-denial"
    assert "purchase_order" in [entry.fact for entry in ask(text).missing]


def test_no_review_where_no_license_is_needed(ask):
    text = BASE + provision("mild", 'review = "case-by-case"', "true")

    assert ask(text, to="FR").review_policy is None


def test_an_obligation_comes_with_its_verdicts(ask):
    text = BASE + provision("file", 'oblige = "eei", with = ["no-license-required"]', "true")

    assert ask(text, to="FR").conditions == ("so it is",)
    assert "so it is" not in ask(text).conditions


def test_turns_are_the_nearest_changes(ask):
    rule = provision("rule", 'require = "RS"', 'to in {"CN"}', start="2024-02-01")
    rule += version("false", start="2024-08-01", by="second")
    text = INSTRUMENTS + SUBJECT + COVERS + FAST + rule

    turns = ask(text).as_dict()["turns"]

    assert turns["before"]["on"] == "2024-02-01"
    assert turns["before"]["from_verdict"] == "no-license-required"
    assert turns["after"] == {
        "on": "2024-08-01",
        "from_verdict": "license-required",
        "to_verdict": "no-license-required",
        "instrument": "second",
        "title": "the second rule",
    }
    later = ask(text, on="2024-08-01").as_dict()["turns"]
    assert later["before"]["on"] == "2024-08-01"
    assert later["after"] is None
    blind = ask(text, known_on="2024-05-31").as_dict()["turns"]
    assert blind["after"] is None


def test_text_and_practice_part_ways(ask):
    rule = provision("rule", 'require = "RS"', 'to in {"FR"}')
    rule += version("false", start="2024-06-01", by="second", more='  layer = "practice"\n')
    text = INSTRUMENTS + SUBJECT + COVERS + FAST + rule

    d = ask(text, to="FR", on="2024-07-01")

    assert (d.verdict, d.text) == ("no-license-required", "license-required")
    assert [entry["layer"] for entry in d.as_dict()["requirements"]] == ["text"]
    assert "text" in d.proof
    before = ask(text, to="FR", on="2024-05-31")
    assert (before.verdict, before.text) == ("license-required", "license-required")


LETTER = provision(
    "letter", 'require = "letter"', 'to in {"FR"}', start="2024-05-01", by="letter",
    more='  addressee = "acme"\n',
)  # fmt: skip


@pytest.mark.parametrize(
    ("who", "known_on", "verdict"),
    [
        ("Acme Inc.", None, "license-required"),
        ("other", None, "no-license-required"),
        (None, None, "indeterminate"),
        ("acme", "2024-05-01", "license-required"),
        ("acme", "2024-04-30", "no-license-required"),
        (None, "2024-05-09", "no-license-required"),
        (None, "2024-05-10", "indeterminate"),
    ],
)
def test_a_letter_binds_its_addressee(ask, who, known_on, verdict: str):
    d = ask(BASE + LETTER, to="FR", on="2024-05-05", exporter=who, known_on=known_on)

    assert d.verdict == verdict
    assert d.text == "no-license-required"
    if verdict == "indeterminate":
        assert d.missing[0].fact == "exporter"
    if verdict == "license-required":
        assert [layer for _, layer in d.needed] == ["letter"]


def test_another_reading_is_shown_where_it_matters(ask):
    reading = """
    [[provision.version.reading]]
    id = "wide"
    when = 'to in {"FR", "DE"}'
    says = "read widely"
"""
    text = BASE + provision("doubt", 'require = "RS"', 'to in {"FR"}', more=reading)

    wide = ask(text, to="DE").alternatives
    agreed = ask(text, to="FR").alternatives

    assert [(a.what, a.verdict) for a in wide] == [("reading", "license-required")]
    assert agreed == ()


def test_a_name_of_several_entries_is_answered_where_they_agree(ask):
    agreed = ask(BASE, item="H100", to="FR")
    text = INSTRUMENTS + SUBJECT + COVERS + FAST + provision(
        "rule", 'require = "RS"', "any(ics: dram_bandwidth_gb_s >= 3000)"
    )  # fmt: skip
    apart = ask(text, item="H100", to="CN")

    assert agreed.verdict == "no-license-required"
    assert any("one of" in says for says in agreed.assumptions)
    assert apart.verdict == "indeterminate"
    assert apart.missing[0].fact == "item"
    assert len({a.value for a in apart.alternatives}) > 1
    assert {a.verdict for a in apart.alternatives} == {"license-required", "no-license-required"}


def test_two_figures_a_rounding_apart_are_weighed_both(ask):
    """Stated 4790, rated 4816: whichever is right, the answer does not pick the freer one."""
    item = {"kind": "ic", "tpp": 4790, "rates": {"fp16": 301}}

    assert ask(BASE, item=item).verdict == "indeterminate"
    assert ask(BASE, item=item, to="FR").verdict == "no-license-required"


def test_what_was_announced_is_not_law(ask):
    said = provision("said", "announce = true", 'to in {"FR"}', start="2024-06-01", by="second")

    d = ask(BASE + said, to="FR", on="2024-07-01")

    assert d.verdict == "no-license-required"
    assert [entry["title"] for entry in d.as_dict()["announcements"]] == ["the second rule"]
    assert ask(BASE + said, to="FR", on="2024-05-31").announcements == ()
    assert ask(BASE + said, to="CN", on="2024-07-01").announcements == ()


def test_what_is_less_than_certain_is_told(ask):
    text = BASE.replace('confidence = "primary"', 'confidence = "press"')

    assert any("press" in says for says in ask(text).warnings)


def test_the_parameters_are_the_first_that_is_met(ask):
    found = [ask(BASE, tpp=tpp).parameters for tpp in (5000, 1600, 1599, [1600, 5000], None)]

    assert found == ["3A090.a", "3A090.b", None, "unknown", "unknown"]


def test_a_prohibition_by_a_law_of_a_day(ask):
    barred = provision("barred", 'prohibit = "order"', "true", start="2024-06-01", by="second")

    assert ask(BASE + barred, on="2024-05-31").verdict == "license-required"
    assert ask(BASE + barred, on="2024-06-01").verdict == "prohibited"
    assert ask(BASE + barred, on="2024-06-01", known_on="2024-05-31").verdict == "license-required"
    assert date(2024, 6, 1)
