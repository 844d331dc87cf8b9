"""Who is let in, how much, and what every answer carries."""

from __future__ import annotations

import asyncio
from threading import Thread

import pytest

from licet.errors import BadInput
from licet.server.app import create_app
from licet.server.guard import Pace
from licet.server.problems import Problem
from licet.server.settings import Settings, key_line, new_key, read_keys
from serverside import ORIGIN, TOKEN, client_of


def test_without_token_nothing_is_told(stranger):
    answer = stranger.get("/api/v1/catalog")
    assert (401, "no-token") == (answer.status_code, answer.json()["type"].rpartition("/")[2])
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_printed_address_leaves_the_token_in_a_cookie_no_script_reads(stranger):
    answer = stranger.get(f"/check?item=H20&token={TOKEN}")
    assert (303, "/check?item=H20") == (answer.status_code, answer.headers["location"])
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert 200 == stranger.get("/check").status_code


@pytest.mark.parametrize("given", ["", "wrong", TOKEN + "x", TOKEN[:-1]])
def test_a_wrong_token_opens_nothing(stranger, given):
    headers = {"Authorization": f"Bearer {given}"}
    assert 401 == stranger.get("/api/v1/facts", headers=headers).status_code
    assert 401 == stranger.get(f"/check?token={given}").status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "127.0.0.1:99", ""]
)
@pytest.mark.parametrize("path", ["/check", "/api/v1/facts", "/healthz", "/static/licet.css"])
def test_a_host_that_is_not_ours_is_refused(client, host, path):
    assert 421 == client.get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1:8321", "[::1]:8321"])
def test_every_local_name_is_ours(client, host):
    assert 200 == client.get("/healthz", headers={"Host": host}).status_code


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_another_sites_origin_is_refused(client, origin):
    headers = {"Origin": origin}
    case = {"item": "H20", "to": "CN"}
    answer = client.post("/api/v1/determinations", json=case, headers=headers)
    assert 403 == answer.status_code
    assert 403 == client.get("/check", headers=headers).status_code


def test_our_own_origin_is_let_in(client):
    assert 200 == client.get("/check", headers={"Origin": ORIGIN}).status_code


def test_a_request_made_by_another_site_is_refused(client):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert 403 == client.get("/check", headers=headers).status_code


@pytest.mark.parametrize("path", ["/check", "/healthz", "/api/v1/facts", "/nothing"])
def test_every_answer_carries_the_safety_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "nosniff" == headers["x-content-type-options"]
    assert "same-origin" == headers["referrer-policy"]


def test_a_body_that_is_too_large_is_refused(answers):
    client = client_of(answers, max_body=2_000)
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    headers = {"Content-Type": "application/json"}
    told = client.post("/api/v1/determinations", content=b"x" * 2_001, headers=headers)
    untold = client.post(
        "/api/v1/determinations", content=iter([b"x" * 1_500] * 3), headers=headers
    )
    assert (413, 413) == (told.status_code, untold.status_code)


def test_a_stream_that_is_too_large_ends_with_a_word(answers):
    client = client_of(answers, max_stream=2_000)
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    line = b'{"item": "H20", "to": "CN", "on": "2025-04-01"}\n'
    headers = {"Content-Type": "application/x-ndjson"}
    body = iter([line] * 100)
    answer = client.post("/api/v1/determinations", content=body, headers=headers)
    assert "more than 2,000 bytes" in answer.text.splitlines()[-1]


def test_a_body_that_stops_coming_ends_the_request(answers):
    settings = Settings(token=TOKEN, patience=0.05)
    app = create_app(settings, answers)
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/determinations", "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json"),
                    (b"authorization", f"Bearer {TOKEN}".encode())],
        "client": ("127.0.0.1", 1), "scheme": "http", "http_version": "1.1",
        "server": ("127.0.0.1", 80), "root_path": "",
    }  # fmt: skip
    sent = []

    async def silence():
        await asyncio.sleep(30)

    async def keep(message):
        sent.append(message)

    # In a thread of its own: a browser's driver may keep a loop running in this one.
    thread = Thread(target=lambda: asyncio.run(app(scope, silence, keep)))
    thread.start()
    thread.join(10)
    assert 408 == sent[0]["status"]


def test_an_address_that_is_too_long_is_refused(client):
    assert 413 == client.get("/check?item=" + "x" * 40_000).status_code


def test_who_asks_too_fast_is_told_to_wait():
    pace = Pace(0.001)
    pace._rate = 1.0
    for _ in range(4):
        pace.check("a")
    with pytest.raises(Problem) as caught:
        pace.check("a")
    assert 429 == caught.value.status
    assert "1" == caught.value.response().headers["retry-after"]
    pace.check("b")


def test_a_key_file_holds_hashes_only(tmp_path):
    key = new_key()
    file = tmp_path / "keys"
    file.write_text(f"# a team's keys\n{key_line(key, 'Analyst')}\n", encoding="utf-8")
    assert key not in file.read_text(encoding="utf-8")
    assert ["Analyst"] == list(read_keys(file).values())


@pytest.mark.parametrize("text", ["", "plain-key", "sha256:abc x", "md5:" + "0" * 64 + " x"])
def test_a_key_file_without_hashed_keys_is_refused(tmp_path, text):
    file = tmp_path / "keys"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        read_keys(file)


def test_with_keys_the_local_token_opens_nothing(answers, tmp_path):
    key = new_key()
    file = tmp_path / "keys"
    file.write_text(key_line(key, "team"), encoding="utf-8")
    keys = read_keys(file)
    client = client_of(answers, token="", keys=keys, hosts=frozenset({"licet.example"}))
    headers = {"Host": "licet.example", "Authorization": f"Bearer {key}"}
    assert 200 == client.get("/api/v1/facts", headers=headers).status_code
    assert 401 == client.get("/api/v1/facts", headers={"Host": "licet.example"}).status_code
    headers["Authorization"] = "Bearer "
    assert 401 == client.get("/api/v1/facts", headers=headers).status_code
