"""Pages as a stranger meets them: wrong words are named, nothing is lost, state is kept whole."""

from __future__ import annotations

import html
import json
import re

import pytest

from licet.server.settings import hashed
from serverside import LETTER, ORIGIN, TOKEN, client_of

H20 = {"item": "H20", "to": "CN", "on": "2025-04-20", "exporter": "nvidia"}


def test_the_permalink_of_a_comparison_is_one_of_a_comparison(client):
    page = client.get("/check", params={**H20, "vs.on": "2025-04-08"}).text
    link = html.unescape(re.search(r'href="([^"]+)">Permalink', page)[1])
    assert page.count("data-verdict") == client.get(link).text.count("data-verdict") == 2
    # What stands below the two answers is said to be of the first.
    assert "More on CN, 2025-04-20" in page
    assert "More on" not in client.get("/check", params=H20).text


@pytest.mark.parametrize(("wrong", "named"), [("bad", "vs.on"), ("1999-01-01", "vs.on")])
def test_a_wrong_day_to_compare_with_is_named_by_its_key(client, wrong, named):
    page = client.get("/check", params={**H20, "vs.on": wrong})
    assert 422 == page.status_code
    assert f"{named}: <code>{wrong}</code>" in page.text


def test_a_name_that_is_nearly_right_is_offered_as_links(client):
    page = html.unescape(client.get("/check", params={**H20, "item": "H1000"}).text)
    assert re.search(r'href="/check\?[^"]*item=H100&[^"]*exporter=nvidia', page)


@pytest.mark.parametrize("case", ["[]", "null", "7", "{bad", '{"item": "\\ud800", "to": "CN"}'])
def test_a_pasted_case_that_is_none_stays_to_be_mended(client, case):
    page = client.get("/check", params={"case": case})
    assert 422 == page.status_code
    assert 'role="alert"' in page.text
    assert f"required>{html.escape(case)}".replace("&quot;", "&#34;") in page.text


def test_backticks_become_code_and_markup_does_not(client):
    page = client.get("/check", params={**H20, "item": "`<b>x</b>`"}).text
    assert "<b>x</b>" not in page
    assert "<code>company</code>" in client.get("/check", params=H20).text


def test_a_carve_out_is_told_by_its_condition(client):
    page = client.get("/law/us/ear/774/3A090.a", params={"on": "2025-04-20"}).text
    assert "<b>Unless</b> not designed or marketed for data centers and TPP below 4800" in page


def test_a_regime_is_named_in_words(client):
    page = client.get("/check", params=H20).text
    assert "(China, announced" in page
    assert "(cn," not in page


def test_the_design_page_says_for_whom(client):
    asked = {"start": "H20", "on": "2025-04-20"}
    page = client.get("/design", params=asked).text
    assert "an exporter no letter names; name yours" in page
    assert (
        "Exported by nvidia" in client.get("/design", params={**asked, "exporter": "nvidia"}).text
    )


@pytest.mark.parametrize("asked", [{"show": "x"}, {"only": "x"}])
def test_a_view_of_the_timeline_there_is_not_is_refused(client, asked):
    assert 422 == client.get("/timeline", params=asked).status_code


def test_a_file_of_a_picture_carries_its_days_in_its_name(client):
    asked = {"item": "H100", "on": "2025-06-01", "before": "2023-01-01"}
    found = client.get("/chart/world.csv", params=asked).headers["content-disposition"]
    assert 'filename="licet-world-2023-01-01-2025-06-01.csv"' in found
    odd = client.get("/chart/timeline.csv", params={"on": 'x"y'}).headers["content-disposition"]
    assert 'filename="licet-timeline.csv"' in odd


def test_the_strip_names_its_years(client):
    part = client.get("/check/strip", params=H20).text
    assert all(f">{year}</text>" in part for year in (2023, 2024, 2025, 2026))
    late = client.get("/check/strip", params={**H20, "on": "2099-01-01"}).text
    assert late.count('class="tick"') <= 12


def test_who_has_the_same_law_file_sees_their_own_name_of_it(answers):
    keys = {hashed("one"): "one", hashed("two"): "two"}
    client = client_of(answers, token="", keys=keys)
    for holder, name in (("one", "secret-deal.toml"), ("two", "mine.toml")):
        client.headers["Authorization"] = f"Bearer {holder}"
        place = client.post(
            "/own-law", files={"file": (name, LETTER, "text/plain"), "next": (None, "/plane")}
        ).headers["location"]
        page = client.get(place).text
        assert name in page
    assert "secret-deal" not in page


# The API and the gate


@pytest.mark.parametrize(
    ("case", "status"),
    [({"item": "\ud800", "to": "CN"}, 422), ({"id": "\ud800", "item": "H20", "to": "CN"}, 200)],
)
def test_half_a_letter_is_given_back_as_it_came(client, case, status):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/determinations", content=json.dumps(case), headers=headers)
    assert status == answer.status_code
    assert "\\ud800" in answer.text
    lines = {"Content-Type": "application/x-ndjson"}
    answer = client.post("/api/v1/determinations", content=json.dumps(case), headers=lines)
    assert "\\ud800" in answer.text


@pytest.mark.parametrize(
    ("site", "mode", "method", "status"),
    [
        ("cross-site", "navigate", "GET", 200),
        ("cross-site", "navigate", "POST", 403),
        ("cross-site", "no-cors", "GET", 403),
        ("same-site", "navigate", "POST", 403),
        ("same-site", "navigate", "GET", 200),
        ("same-origin", "navigate", "GET", 200),
    ],
)
def test_what_another_server_makes_a_browser_send_changes_nothing(
    stranger, site, mode, method, status
):
    stranger.cookies.set("licet-8321", TOKEN)
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    answer = stranger.request(method, f"{ORIGIN}/own-law", headers=headers)
    assert status == answer.status_code


DIFFUSION = "/timeline/us-2025-01-13-ai-diffusion"


def test_an_event_tells_what_answered_it_as_known_on_the_day(client):
    page = client.get(DIFFUSION).text
    assert "Dead letter" in page
    assert "What answered it" in page
    early = client.get(DIFFUSION, params={"known_on": "2025-05-01"}).text
    assert "as known on 2025-05-01" in early
    assert "Dead letter" not in early
    assert "What answered it" not in early
    assert 404 == client.get(DIFFUSION, params={"known_on": "2024-01-01"}).status_code


def test_a_mark_of_the_timeline_leads_to_what_was_known_then(client):
    for asked in ({"known_on": "2025-06-01"}, {"known_on": "2025-06-01", "show": "backtracks"}):
        page = client.get("/timeline", params=asked).text
        links = re.findall(r'<a href="(/timeline/[^"]+)"', page)
        assert links
        assert all(link.endswith("?known_on=2025-06-01") for link in links)


def test_before_any_rule_the_migration_says_so(client):
    page = client.get("/migration", params={"known_on": "2022-01-01"})
    assert 422 == page.status_code
    assert "no rule on chips was known" in page.text


def test_nothing_is_promised_that_needs_a_script(client):
    page = client.get("/check", params={"item": "H20", "to": "CN", "on": "2025-04-20"}).text
    assert '<p class="muted only-script">The dates on which it turns' in page
    assert "<noscript>" in page
