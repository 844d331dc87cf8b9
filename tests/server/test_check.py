"""The Check page without a browser: what it says, what it asks, what it hands out."""

from __future__ import annotations

import html
import json
import re

import pytest

import licet
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
    assert 'aria-label="Forget item.datacenter"' in page


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
