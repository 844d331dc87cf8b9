"""The user's own law in the workbench: used where it is named, noted, kept apart, refused if hostile."""

from __future__ import annotations

import hashlib
import html
import re

import pytest

from licet.server.settings import hashed
from serverside import LETTER, client_of

L20 = {"item": "L20", "to": "CN", "on": "2026-06-01", "exporter": "acme"}
DIGEST = hashlib.sha256(LETTER.encode()).hexdigest()
KEY = f"sha256:{DIGEST[:20]}"


def add(client, body=LETTER, name="letter.toml", back="/check?item=L20&to=CN"):
    content = body.encode() if isinstance(body, str) else body
    return client.post(
        "/own-law", files={"file": (name, content, "application/toml"), "next": (None, back)}
    )


def verdicts(text):
    return re.findall(r'data-verdict="([^"]+)"', text)


def test_a_letter_is_added_and_named_by_its_hash_in_the_address(client):
    answer = add(client)
    assert 303 == answer.status_code
    place = html.unescape(answer.headers["location"])
    assert place.startswith("/check?law=sha256%3A")
    assert KEY.removeprefix("sha256:") in place
    assert "item=L20" in place


def test_the_answer_says_that_it_used_it_and_its_hash(client):
    add(client)
    without = client.get("/check", params=L20).text
    within = client.get("/check", params={**L20, "law": KEY}).text
    assert [["no-license-required"], ["license-required"]] == [verdicts(without), verdicts(within)]
    assert "With your own law" in within
    assert f"sha256:{DIGEST[:20]}" in within
    assert "With your own law" not in without


def test_the_memo_and_the_command_name_it(client):
    add(client)
    asked = {**L20, "law": KEY}
    assert [{"file": "letter.toml", "hash": f"sha256:{DIGEST}"}] == client.get(
        "/check/memo.json", params=asked
    ).json()["law_files"]
    assert "--law letter.toml" in client.get("/check", params=asked).text


@pytest.mark.parametrize(
    ("name", "asked", "sign"),
    [
        (
            "world",
            {"item": "L20", "on": "2026-06-01", "exporter": "acme"},
            "CN,China,license-required",
        ),
        ("plane", {"on": "2026-06-01", "exporter": "acme"}, "nvidia-l20,"),
        ("migration", {"exporter": "acme"}, "2026-05-04"),
        ("headroom", {"start": "L20", "on": "2026-06-01", "exporter": "acme"}, "own/letter"),
    ],
)
def test_every_picture_counts_it(client, name, asked, sign):
    add(client)
    without, within = (
        client.get(f"/chart/{name}.csv", params={**asked, **law}).text for law in ({}, {"law": KEY})
    )
    assert without != within
    line = next(line for line in within.splitlines() if sign in line)
    assert line not in without.splitlines()
    assert DIGEST[:12] in client.get(f"/chart/{name}.svg", params={**asked, "law": KEY}).text


def test_the_permalink_carries_the_hash_and_says_when_the_file_is_gone(client):
    add(client)
    world = {"item": "L20", "on": "2026-06-01", "law": KEY}
    page = html.unescape(client.get("/world", params=world).text)
    assert KEY.replace(":", "%3A") in re.search(r'href="([^"]+)">Permalink', page)[1]
    client.post("/own-law", files={"forget": (None, KEY), "next": (None, "")})
    for path in ("/world", "/check", "/plane", "/design", "/migration"):
        gone = client.get(path, params={**L20, "law": KEY})
        assert (422, True) == (gone.status_code, "is not loaded here" in gone.text)


def test_a_shipped_draft_is_named_and_said_to_be_no_law(client):
    page = client.get("/check", params={**L20, "law": "gain-ai"}).text
    assert "Under a draft that is not law" in page


def test_a_provision_of_ones_own_has_its_page(client):
    add(client)
    page = client.get("/law/own/letter", params={"on": "2026-06-01", "law": KEY})
    assert "counts on 2026-06-01" in page.text
    assert 404 == client.get("/law/own/letter").status_code


DEEP = b"a = " + b"[" * 5_000
HOSTILE = {
    "empty": b"  \n",
    "binary": b"\x00\x01\xff",
    "deep": DEEP,
    "inline": b"a = " + b"{a=" * 3_000,
    "long number": b"a = " + b"9" * 100_000,
    "long key": b"[" + b"a." * 100_000 + b"a]\nx = 1",
    "too large": b"#" * 1_000_001,
    "no law": b"a = 1",
    "markup": b"<script>alert(1)</script>",
    "a provision of the law": LETTER.replace("own/letter", "us/ear/774/3A090.a").encode(),
    "code": LETTER.replace("'to in", '\'__import__("os") and to in').encode(),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_word(client, what):
    answer = add(client, HOSTILE[what])
    assert (422, True) == (answer.status_code, 'role="alert"' in answer.text)
    assert "/tmp" not in answer.text


def test_a_file_beyond_what_is_read_is_refused_at_the_door(client):
    assert 413 == add(client, b"#" * 2_000_000).status_code


@pytest.mark.parametrize("name", ["../../etc/passwd", "<img src=x onerror=alert(1)>.toml", "a\nb"])
def test_its_name_is_never_a_path_nor_markup(client, name):
    assert 303 == add(client, name=name).status_code
    page = client.get("/own-law").text + client.get("/check", params={**L20, "law": KEY}).text
    assert "<img" not in page
    assert "../" not in page


@pytest.mark.parametrize(
    "back", ["https://evil.example/check", "//evil.example/check", "javascript:alert(1)", "/api/v1"]
)
def test_it_leads_back_into_the_workbench_only(client, back):
    assert add(client, back=back).headers["location"].startswith("/check?law=")
    page = client.get("/own-law", params={"next": back}).text
    assert "evil" not in page
    assert "javascript" not in page


def test_a_letter_is_seen_by_its_holder_alone(answers):
    holders = {"one": hashed("key-one"), "two": hashed("key-two")}
    keys = {digest: name for name, digest in holders.items()}
    client = client_of(answers, token="", keys=keys)
    one, two = ({"Authorization": f"Bearer key-{name}"} for name in holders)
    files = {"file": ("letter.toml", LETTER.encode(), "application/toml")}
    assert 303 == client.post("/own-law", files=files, headers=one).status_code
    asked = {**L20, "law": KEY}
    assert 200 == client.get("/check", params=asked, headers=one).status_code
    assert 422 == client.get("/check", params=asked, headers=two).status_code
    assert "letter.toml" not in client.get("/own-law", headers=two).text


def test_too_many_files_at_once_are_refused(client):
    names = "ai-overwatch,ai-overwatch-senate,chip-security,gain-ai,scale"
    answer = client.get("/check", params={**L20, "law": names})
    assert (422, True) == (answer.status_code, "at most 4" in answer.text)
