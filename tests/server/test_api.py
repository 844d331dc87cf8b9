"""The REST API: the contract's shapes, streams, pages of lists, ETags, problems."""

from __future__ import annotations

import json

import pytest

import licet

H20 = {"item": "H20", "to": "CN", "exporter": "nvidia", "on": "2025-04-20"}


def decide(client, case):
    return client.post("/api/v1/determinations", json=case)


def stream(client, *lines):
    body = "\n".join(lines).encode()
    answer = client.post(
        "/api/v1/determinations", content=body, headers={"Content-Type": "application/x-ndjson"}
    )
    return answer, [json.loads(line) for line in answer.text.splitlines()]


def test_the_answer_is_that_of_the_library(client):
    assert licet.determine(H20).as_dict() == decide(client, H20).json()


def test_a_decimal_keeps_its_exact_value(client):
    at = {"kind": "ic", "tpp": 1600, "performance_density": 5.92, "datacenter": True}
    below = {**at, "performance_density": 5.919999999999999}
    case = {"to": "CN", "on": "2024-06-01"}
    met = [decide(client, {**case, "item": i}).json()["classification"] for i in (at, below)]
    assert ["3A090.a", "3A090.b"] == [each["parameters"] for each in met]


@pytest.mark.parametrize(
    ("case", "key"),
    [
        ({"item": "H20"}, "to"),
        ({"item": "H20", "to": "CN", "color": "red"}, "color"),
        ({"item": "H20", "to": "CN", "on": "2025-02-30"}, "on"),
        ({"item": {"tpp": -1}, "to": "CN"}, "item.tpp"),
    ],
)
def test_a_wrong_case_is_a_problem_that_names_the_key(client, case, key):
    answer = decide(client, case)
    assert (422, "application/problem+json") == (
        answer.status_code,
        answer.headers["content-type"],
    )
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert key == problem["key"]


def test_an_unknown_item_names_what_is_near(client):
    problem = decide(client, {"item": "H21", "to": "CN"}).json()
    assert "/api/v1/problems/unknown-item" == problem["type"]
    assert problem["near"]


@pytest.mark.parametrize("body", [b"", b"{", b"[1, 2]", b"NaN", b'{"a": NaN}', b"\xff\xfe", b"7"])
def test_a_body_that_is_no_case_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/determinations", content=body, headers=headers)
    assert 422 == answer.status_code


def test_another_content_type_is_refused(client):
    answer = client.post("/api/v1/determinations", content=b"item=H20")
    assert 415 == answer.status_code


def test_a_stream_answers_every_line_in_order(client):
    answer, found = stream(
        client, json.dumps({**H20, "id": "a"}), "no json", json.dumps({**H20, "id": "c", "to": "?"})
    )
    assert "application/x-ndjson" == answer.headers["content-type"]
    assert ["a", None, "c"] == [each["id"] for each in found]
    assert "license-required" == found[0]["verdict"]
    assert "line 2" in found[1]["error"]
    assert "error" in found[2]


def test_a_stream_longer_than_one_helping_keeps_its_order(client):
    case = {"item": "H100", "to": "CN", "on": "2024-01-01"}
    _, found = stream(client, *(json.dumps({**case, "id": str(n)}) for n in range(150)))
    assert [str(n) for n in range(150)] == [each["id"] for each in found]


def test_the_catalog_comes_in_pages(client):
    first = client.get("/api/v1/catalog", params={"limit": 3}).json()
    assert 3 == len(first["items"])
    second = client.get(first["next"]).json()
    assert first["items"][-1]["id"] != second["items"][0]["id"]
    assert len(licet.catalog()) == first["total"]


def test_an_entry_shows_its_figures_and_their_sources(client):
    entry = client.get("/api/v1/catalog/nvidia-h20-96gb").json()
    assert "2368" == entry["tpp"]
    assert entry["sources"]


def test_a_name_of_several_entries_lists_them(client):
    problem = client.get("/api/v1/catalog/H20").json()
    assert "nvidia-h20-96gb" in problem["near"]


def test_a_provision_is_shown_as_of_a_day(client):
    found = client.get("/api/v1/law/us/ear/774/3A090.a", params={"on": "2024-01-01"}).json()
    assert "us/ear/774/3A090.a" == found["id"]
    assert 1 == len(found["versions"])


def test_the_law_of_a_day_is_listed(client):
    found = client.get("/api/v1/law", params={"on": "2024-01-01", "prefix": "us/ear/774"}).json()
    assert {"us/ear/774/3A090.a"} <= {row["id"] for row in found["items"]}


def test_what_changed_between_two_days(client):
    asked = {"before": "2023-11-16", "after": "2023-11-17"}
    found = client.get("/api/v1/changes", params=asked).json()["changes"]
    assert "us/ear/774/3A090.a" in {each["id"] for each in found}


def test_the_timeline_uses_nothing_published_later(client):
    asked = {"about": "H20", "from": "2025-01-01", "known_on": "2025-04-12"}
    assert 0 == client.get("/api/v1/timeline", params=asked).json()["total"]


def test_what_is_unchanged_is_not_sent_again(client):
    first = client.get("/api/v1/facts")
    again = client.get("/api/v1/facts", headers={"If-None-Match": first.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)


def test_health_needs_no_token_and_readiness_decides_a_case(stranger):
    assert "ok" == stranger.get("/healthz").json()["status"]
    assert "ready" == stranger.get("/readyz").json()["status"]


def test_every_kind_of_problem_can_be_looked_up(client):
    for row in client.get("/api/v1/problems").json()["items"]:
        assert row == client.get(row["type"]).json()


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/catalog/none", "/api/v1/law/none"])
def test_what_is_not_there_is_a_problem_document(client, path):
    answer = client.get(path)
    assert (404, 404) == (answer.status_code, answer.json()["status"])


def test_a_wrong_method_says_which_is_allowed(client):
    answer = client.get("/api/v1/determinations")
    assert (405, "POST") == (answer.status_code, answer.headers["allow"])


def test_the_description_has_the_contracts_shapes(client):
    found = client.get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    determination = found["components"]["schemas"]["Determination"]
    assert set(determination["properties"]) <= set(licet.determine(H20).as_dict())
    assert "/api/v1/determinations" in found["paths"]
    assert not any(path.startswith("/check") for path in found["paths"])
