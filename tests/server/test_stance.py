"""Text or practice on every page: in the answer, in the address, in the way on."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

import licet

# Text and practice differ here: AI Diffusion stands in the code and is not enforced.
APART = {"item": "H100", "to": "DE", "on": "2026-07-01"}
VIEWS = {
    "check": APART,
    "plane": {"to": "DE", "on": "2026-07-01"},
    "world": {"item": "H100", "on": "2026-07-01"},
    "migration": {"to": "DE"},
    "timeline": {"about": "AI Diffusion"},
    "design": {"start": "nvidia-h100-sxm5-80gb", "to": "DE", "on": "2026-07-01"},
}
TEXT = {"stance": "text"}


def verdicts(text):
    return re.findall(r'data-verdict="([^"]+)"', text)


def rows(client, name, **asked):
    answer = client.get(f"/chart/{name}.csv", params=asked)
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_check_tells_the_verdict_of_the_stance_and_the_other_beside_it(client):
    practice, text = (client.get("/check", params={**APART, **more}).text for more in ({}, TEXT))
    layers = licet.determine(APART).as_dict()["layers"]
    assert ["no-license-required"] == verdicts(practice) == [layers["practice"]]
    assert ["license-required"] == verdicts(text) == [layers["text"]]
    assert "In practice" in text


@pytest.mark.parametrize(
    "on", ["2023-06-01", "2024-06-01", "2025-04-20", "2025-06-01", "2026-08-01"]
)
@pytest.mark.parametrize(
    ("item", "to"), [("H20", "CN"), ("H100", "AE"), ("H100", "DE"), ("A800", "CN")]
)
def test_the_determination_of_the_text_is_the_librarys_text(answers, item, to, on):
    case = {"item": item, "to": to, "on": on, "exporter": "nvidia"}
    text = answers.of(case, "text")
    assert answers.of(case).text == text.verdict == text.text
    known = {**case, "known_on": "2025-05-01"}
    assert answers.of(known).text == answers.of(known, "text").verdict


def test_the_text_leaves_letters_out_and_asks_for_no_exporter(client):
    asked = {"item": "H20", "to": "CN", "on": "2025-04-20", **TEXT}
    page = client.get("/check", params=asked).text
    assert ["no-license-required"] == verdicts(page)
    assert 'id="ask-exporter' not in page


def test_the_strip_of_dates_goes_by_the_stance(client):
    part = html.unescape(client.get("/check/strip", params={**APART, **TEXT}).text)
    assert "on=2025-05-15&stance=text" in part


def test_the_memo_tells_both_layers_whatever_the_stance(client):
    assert (
        client.get("/check/memo.json", params=APART).json()
        == client.get("/check/memo.json", params={**APART, **TEXT}).json()
    )


def test_the_map_goes_by_the_stance(client):
    asked = {"item": "H100", "on": "2026-07-01"}
    found = [
        {row["code"]: row["verdict"] for row in rows(client, "world", **asked, **more)}["DE"]
        for more in ({}, TEXT)
    ]
    assert ["no-license-required", "license-required"] == found


def test_the_plane_goes_by_the_stance(client):
    asked = {"to": "DE", "on": "2026-07-01"}
    found = [
        {row["item"]: row["verdict"] for row in rows(client, "plane", **asked, **more)}
        for more in ({}, TEXT)
    ]
    chip = "nvidia-h100-sxm5-80gb"
    assert ["no-license-required", "license-required"] == [each[chip] for each in found]


def test_the_migration_goes_by_the_stance_and_names_the_paragraph(client):
    found = [
        {row["item"]: row for row in rows(client, "migration", to="DE", **more)}
        for more in ({}, TEXT)
    ]
    cells = [each["nvidia-h100-sxm5-80gb"]["2025-05-15"] for each in found]
    assert ["no-license-required; 3A090.a", "license-required; 3A090.a"] == cells


def test_a_design_goes_by_the_stance(client):
    asked = VIEWS["design"]
    found = [verdicts(client.get("/design", params={**asked, **more}).text) for more in ({}, TEXT)]
    assert [["no-license-required"], ["license-required"]] == found


def test_a_design_uses_nothing_published_later(client):
    asked = {"start": "H20", "to": "CN", "on": "2025-04-20", "exporter": "nvidia"}
    found = [
        verdicts(client.get("/design", params={**asked, **more}).text)
        for more in ({}, {"known_on": "2025-04-12"}, {"known_on": "2025-04-01"})
    ]
    # The addressee had its letter before it became public.
    assert [["license-required"], ["license-required"], ["no-license-required"]] == found


def test_the_timeline_marks_a_dead_letter_in_practice_only(client):
    found = [
        {row["id"]: row["dead_letter_from"] for row in rows(client, "timeline", about="AI Diffusion", **more)}
        for more in ({}, TEXT, {"known_on": "2025-05-01"})
    ]  # fmt: skip
    rule = "us-2025-01-13-ai-diffusion"
    assert ["2025-05-15", "", ""] == [each[rule] for each in found]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_keeps_its_stance_in_its_address(client, name):
    page = html.unescape(client.get(f"/{name}", params={**VIEWS[name], **TEXT}).text)
    links = re.findall(r'<a href="([^"]+)">Permalink</a>', page)
    assert links
    assert all("stance=text" in link for link in links)
    assert '<option value="text" selected>' in page


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "timeline"])
def test_a_view_hands_its_day_of_knowledge_on(client, name):
    asked = {**VIEWS[name], "known_on": "2026-06-01"}
    page = html.unescape(client.get(f"/{name}", params=asked).text)
    links = re.findall(r'href="(/check\?[^"]+)"', page) or re.findall(
        r'href="([^"]+)">Permalink', page
    )
    assert links
    assert all(
        "known_on=2026-06-01" in link for link in links if "known_on" in link or "item" in link
    )


@pytest.mark.parametrize("name", ["plane", "world", "migration", "design"])
def test_a_mark_leads_to_the_proof_of_its_stance(client, name):
    page = html.unescape(client.get(f"/{name}", params={**VIEWS[name], **TEXT}).text)
    leads = re.findall(r'href="(/check\?[^"]+)"', page)
    assert leads
    assert all("stance=text" in lead for lead in leads)


@pytest.mark.parametrize("name", VIEWS)
def test_a_stance_there_is_not_is_refused(client, name):
    answer = client.get(f"/{name}", params={**VIEWS[name], "stance": "hope"})
    assert (422, True) == (answer.status_code, "no such stance" in answer.text)
