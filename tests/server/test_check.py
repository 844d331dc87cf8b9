"""The Check page without a browser: what it says, what it asks, what it hands out."""

from __future__ import annotations

import html
import json
import re

import pytest

import licet
from licet.server.ask import asks
from licet.server.parties import indices
from licet.server.state import case_of, pairs_of

H20 = {"item": "H20", "to": "CN", "on": "2025-04-20"}


def verdicts(text):
    return re.findall(r'data-verdict="([^"]+)"', text)


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2025-04-08", "no-license-required"),
        ("2025-04-20", "license-required"),
        ("2026-06-01", "license-required"),
    ],
)
def test_the_verdict_stands_first_on_three_dates(client, on, verdict):
    page = client.get("/check", params={**H20, "on": on, "exporter": "nvidia"})
    assert [verdict] == verdicts(page.text)


def test_an_open_verdict_asks_only_what_can_change_it(client):
    page = client.get("/check", params=H20).text
    assert ["indeterminate"] == verdicts(page)
    asked = set(re.findall(r'form="case" name="([^"]+)"', page))
    assert {"exporter"} == asked


def test_an_answered_question_stays_and_can_be_taken_back(client):
    case = {"item.kind": "ic", "item.tpp": "3000", "to": "CN", "on": "2024-06-01"}
    page = client.get("/check", params={**case, "item.datacenter": "false"}).text
    assert ["no-license-required"] == verdicts(page)
    assert 'name="item.datacenter" value="false"' in page
    assert 'aria-label="Forget designed or marketed for data centers"' in page


def test_two_dates_stand_side_by_side(client):
    page = client.get("/check", params={**H20, "exporter": "nvidia", "vs.on": "2025-04-01"}).text
    assert ["license-required", "no-license-required"] == verdicts(page)


def test_two_destinations_stand_side_by_side(client):
    asked = {"item": "H100", "to": "CN", "on": "2024-06-01", "vs.to": "GB"}
    page = client.get("/check", params=asked).text
    assert ["license-required", "no-license-required"] == verdicts(page)


def test_without_a_destination_the_page_asks_for_it(client):
    assert "Where does it go?" in client.get("/check", params={"item": "H20"}).text


@pytest.mark.parametrize(
    "wrong", [{"item": "H21"}, {"to": "Atlantis"}, {"on": "never"}, {"facts.no_such_fact": "1"}]
)
def test_what_cannot_be_read_is_said_in_place(client, wrong):
    page = client.get("/check", params={**H20, **wrong})
    assert 422 == page.status_code
    assert 'role="alert"' in page.text


def test_a_part_is_the_answer_alone(client):
    part = client.get("/check", params={**H20, "part": "answer"}).text
    assert verdicts(part)
    assert "<html" not in part


def test_a_pasted_case_becomes_the_state_of_the_address(client):
    case = {"item": {"kind": "ic", "rates": {"fp16": 100}}, "to": "CN", "on": "2024-06-01",
            "parties": [{"role": "end-user", "headquarters": "CN", "lists": []}]}  # fmt: skip
    answer = client.get("/check", params={"case": json.dumps(case)})
    assert 303 == answer.status_code
    assert "item.rates.fp16=100" in answer.headers["location"]
    assert 200 == client.get(answer.headers["location"]).status_code


@pytest.mark.parametrize(
    "case",
    [
        {"item": "H20", "to": "CN", "facts": {"nac_cleared": True}},
        {"item": "A", "to": "DE", "end_use": [], "certifications": "all"},
        {"item": {"kind": "computer", "contains": [{"item": "H100", "count": 8}]}, "to": "CN"},
        {"item": {"kind": "ic", "tpp": ["100", "200"], "datacenter": False}, "to": "CN"},
        {"item": "A", "to": "DE", "parties": [{"role": "purchaser", "lists": ["sdn", "meu"]}]},
        {"item": "A", "to": "DE", "parties": [{"role": "end-user", "owners": []}]},
        {
            "item": "A",
            "to": "DE",
            "parties": [
                {"role": "end-user"},
                {
                    "role": "purchaser",
                    "owners": [{"name": "B", "share": "60", "lists": ["entity-list"]}],
                },
            ],
        },
    ],
)
def test_a_case_survives_its_address(case):
    assert case == case_of(pairs_of(case))


def test_the_dates_of_all_verdicts_lead_on(client):
    part = client.get("/check/strip", params={**H20, "exporter": "nvidia"}).text
    assert "on=2025-04-09" in html.unescape(part)
    assert "License required" in part


def test_the_memo_as_json_is_the_determination(client):
    answer = client.get("/check/memo.json", params=H20)
    assert licet.determine(H20).as_dict() == answer.json()
    assert "attachment" in answer.headers["content-disposition"]


def test_the_same_facts_make_the_same_bytes(client):
    pytest.importorskip("typst")
    first, second = (client.get("/check/memo.pdf", params=H20).content for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second


def test_a_provision_of_the_proof_has_its_page(client):
    page = client.get("/law/us/ear/774/3A090.a?on=2024-01-01")
    assert "counts on 2024-01-01" in page.text
    assert 404 == client.get("/law/us/none").status_code


# Parties

MALAYSIA = {
    "item": "H100", "to": "MY", "on": "2024-06-01", "end_use": "none", "parties.0.country": "MY",
    "parties.0.headquarters": "MY", "parties.0.ultimate_parent": "MY", "parties.0.lists": "none",
    "parties.0.owners": "none",
}  # fmt: skip


def asked(page):
    return list(dict.fromkeys(re.findall(r'id="ask-([a-z0-9_.]+?)(?:-\d+|-none)?"', page)))


def test_a_party_that_is_added_is_asked_about_as_far_as_it_matters(client):
    before = client.get("/check", params=MALAYSIA).text
    assert ["no-license-required"] == verdicts(before)
    assert [] == asked(before)
    purchaser = {**MALAYSIA, "parties.1.role": "purchaser"}
    page = client.get("/check", params=purchaser).text
    assert ["indeterminate"] == verdicts(page)
    keys = asked(page)
    assert {"parties.1.headquarters", "parties.1.ultimate_parent", "parties.1.lists"} <= set(keys)
    assert not any(key.startswith("parties.0.") for key in keys)
    told = {"headquarters": "MY", "ultimate_parent": "MY", "lists": "none", "owners": "none",
            "country": "MY"}  # fmt: skip
    done = {**purchaser, **{f"parties.1.{name}": value for name, value in told.items()}}
    after = client.get("/check", params=done).text
    assert (["no-license-required"], []) == (verdicts(after), asked(after))


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"parties.1.headquarters": "CN"}, "license-required"),
        ({"parties.1.lists": "denied-persons"}, "prohibited"),
        ({"parties.1.lists": "none", "parties.1.owners.0.name": "Acme",
          "parties.1.owners.0.share": "60", "parties.1.owners.0.lists": "entity-list"},
         "indeterminate"),
    ],
)  # fmt: skip
def test_a_purchaser_can_change_the_answer(client, told, verdict):
    page = client.get("/check", params={**MALAYSIA, "parties.1.role": "purchaser", **told}).text
    assert [verdict] == verdicts(page)


def test_the_roles_offered_are_those_that_can_still_matter(client):
    part = html.unescape(client.get("/check/parties", params=MALAYSIA).text)
    words = ("the purchaser", "the intermediate consignee", "the ultimate consignee")
    assert all(f"Add {word}" in part for word in words)
    assert "parties.1.role=purchaser" in part
    taken = {**MALAYSIA, "parties.1.role": "purchaser", "parties.1.lists": "none"}
    assert "Add the purchaser" not in client.get("/check/parties", params=taken).text


def test_nobody_is_offered_where_nobody_can_change_the_answer(client):
    barred = {**MALAYSIA, "parties.0.lists": "denied-persons"}
    assert "No further party could change" in client.get("/check/parties", params=barred).text


def test_what_is_told_of_a_party_stays_and_can_be_taken_back(client):
    page = client.get(
        "/check", params={**MALAYSIA, "parties.1.role": "purchaser", "parties.1.name": "Acme"}
    ).text
    for key, value in {"parties.0.lists": "none", "end_use": "none", "parties.1.name": "Acme",
                       "parties.1.role": "purchaser"}.items():  # fmt: skip
        assert f'name="{key}" value="{value}"' in page
    assert 'aria-label="Forget the purchaser"' in page


def test_a_pasted_case_keeps_whose_facts_are_whose(client):
    case = {"item": "H100", "to": "MY", "on": "2024-06-01", "parties": [
        {"role": "purchaser", "headquarters": "CN", "lists": []},
        {"role": "end-user", "headquarters": "MY", "ultimate_parent": "MY", "lists": []},
    ]}  # fmt: skip
    place = client.get("/check", params={"case": json.dumps(case)}).headers["location"]
    page = client.get(place).text
    assert 'id="p-hq" name="parties.1.headquarters" value="MY"' in page
    assert 'name="parties.0.headquarters" value="CN"' in page


OPEN = (
    H20,
    {"item": "H100", "to": "MY", "on": "2024-06-01", "parties.0.role": "end-user"},
    {"item.kind": "ic", "item.tpp": "3000", "to": "CN", "on": "2024-06-01"},
    {"item.kind": "hbm", "to": "CN", "on": "2025-02-01"},
)


@pytest.mark.parametrize("case", OPEN)
def test_every_answer_of_a_question_leads_where_the_form_says(answers, case):
    pairs = list(case.items())
    d = answers.of(case_of(pairs))
    questions = asks(d, indices(pairs))
    assert questions
    promised = [(q.key, o) for q in questions for o in q.options if o.verdict and q.key]
    for key, option in promised:
        told = [*(pair for pair in pairs if pair[0] != key), (key, option.value)]
        assert option.verdict == answers.of(case_of(told)).verdict
    # A question whose answers all lead where the answer stands now is none, unless it opens others.
    assert any(o.verdict != d.verdict for q in questions for o in (*q.options, *q.hints))


@pytest.mark.parametrize("case", OPEN)
def test_the_most_decisive_question_comes_first(answers, case):
    d = answers.of(case_of(case.items()))
    shares = [entry.settles / max(entry.total, 1) for entry in d.missing]
    assert shares == sorted(shares, reverse=True)


SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "asked",
    [
        {"item": SCRIPT},
        {"item": "H20", "exporter": SCRIPT},
        {"item": "H20", "exporter": '"><img src=x onerror=alert(1)>'},
        {"item": "H20", "parties.0.name": SCRIPT},
        {"item": "H20", "facts.named_in_letter": SCRIPT},
        {"item": "H20", "vs.to": SCRIPT},
    ],
)
def test_no_input_becomes_markup(client, asked):
    text = client.get("/check", params={"to": "CN", "on": "2025-04-20", **asked}).text
    assert "<script>alert" not in text
    assert "<img" not in text


def test_an_error_page_escapes_what_it_repeats(client):
    text = client.get(f"/law/{SCRIPT}", headers={"Accept": "text/html"}).text
    assert "<script>alert" not in text


def test_a_browser_without_token_gets_a_page_and_no_data(stranger):
    answer = stranger.get("/check", headers={"Accept": "text/html"})
    assert 401 == answer.status_code
    assert "licet serve" in answer.text


def test_only_companies_that_change_the_answer_are_named():
    d = licet.determine(item="H20", to="CN", on="2025-04-20")

    exporter = next(ask for ask in asks(d) if ask.fact == "exporter")

    assert [(each.label, each.verdict) for each in exporter.options] == [
        ("nvidia", "license-required"), ("any other company", "no-license-required"),
    ]  # fmt: skip
