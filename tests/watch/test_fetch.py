"""A server that is slow, busy, broken or wrong: bounded, retried where it helps, told clearly."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from licet.errors import BadInput
from licet.watch.answers import json_of
from licet.watch.body import BadAnswer, FetchError, Refused
from licet.watch.fetch import Patience, Server
from official_server import Answer, as_json, serving

GOOD = {"fine": True}


class Clock:
    """Remembers how long it was told to wait, and does not."""

    def __init__(self):
        self.waits = []

    def __call__(self, seconds):
        self.waits.append(seconds)


@pytest.fixture
def clock():
    return Clock()


def get(official, clock, *, limit=100_000, **patience):
    values = {"silence": 5.0, "whole": 10.0, "between": 0.0, **patience}
    server = Server(official.base, Patience(**values), sleep=clock)
    return server.get("/x.json", {"a": ["1", "2"]}, json_of, accept="application/json", limit=limit)


def test_gzip_is_asked_for_and_unpacked(official, clock):
    official.first = [as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert ("/x.json", {"a": ["1", "2"]}) == official.asked[0]
    assert "gzip" == official.headers[0]["Accept-Encoding"]
    assert official.headers[0]["User-Agent"].startswith("licet/")


@pytest.mark.parametrize(
    "more",
    [{"pack": False}, {"chunked": True}, {"length": False}, {"pack": False, "length": False}],
)
def test_every_way_of_sending_a_whole_answer(official, clock, more):
    official.first = [as_json(GOOD, **more)]
    assert GOOD == get(official, clock)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_with_longer_pauses(official, clock, status):
    official.first = [Answer(status=status), Answer(status=status), as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert [1.0, 2.0] == clock.waits


def test_the_last_busy_answer_is_the_error(official, clock):
    official.first = [as_json({"error": "maintenance"}, status=503) for _ in range(4)]
    with pytest.raises(Refused, match=r"answered 503: maintenance.*tried 4 times") as caught:
        get(official, clock)
    assert 503 == caught.value.status
    assert 4 == len(official.asked)
    assert [1.0, 2.0, 4.0] == clock.waits


def test_retry_after_in_seconds(official, clock):
    official.first = [Answer(status=429, headers={"Retry-After": "17"}), as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert [17.0] == clock.waits


def test_retry_after_as_a_date(official, clock):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    official.first = [Answer(status=503, headers={"Retry-After": later}), as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert 25 < clock.waits[0] <= 30


def test_a_server_that_asks_for_long_is_left_alone(official, clock):
    official.first = [Answer(status=429, headers={"Retry-After": "3600"})]
    with pytest.raises(Refused, match="asks to wait 3600 seconds"):
        get(official, clock)
    assert [] == clock.waits
    assert 1 == len(official.asked)


def test_a_refusal_is_not_asked_again(official, clock):
    official.first = [
        as_json({"error": "past the most recent issue date of 2026-09-29"}, status=404)
    ]
    with pytest.raises(Refused, match="404: past the most recent issue date"):
        get(official, clock)
    assert 1 == len(official.asked)


@pytest.mark.parametrize(
    "more",
    [
        {"cut": 5, "pack": False},
        {"cut": 20},
        {"cut": 5, "pack": False, "length": False},
        {"cut": 20, "length": False},
        {"cut": 5, "pack": False, "chunked": True},
        {"cut": 0},
    ],
)
def test_a_cut_answer_is_never_used(official, clock, more):
    official.first = [as_json(GOOD, **more), as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert 2 == len(official.asked)


def test_an_answer_cut_each_time(official, clock):
    official.first = [as_json(GOOD, cut=20) for _ in range(4)]
    with pytest.raises(FetchError, match=r"cut short.*tried 4 times"):
        get(official, clock)


def test_broken_gzip(official, clock):
    broken = bytearray(gzip.compress(b'{"fine": true}' * 50))
    broken[20] ^= 0xFF
    headers = {"Content-Encoding": "gzip"}
    official.first = [Answer(bytes(broken), pack=False, headers=headers), as_json(GOOD)]
    assert GOOD == get(official, clock)


def test_a_small_answer_that_unpacks_to_a_huge_one(official, clock):
    official.first = [Answer(b" " * 5_000_000)]
    with pytest.raises(BadAnswer, match="unpacks to more than 100,000 bytes"):
        get(official, clock)


@pytest.mark.parametrize("more", [{"length": True}, {"length": False}, {"chunked": True}])
def test_an_answer_that_is_too_large(official, clock, more):
    official.first = [Answer(b" " * 200_000, pack=False, **more)]
    with pytest.raises(BadAnswer, match="100,000"):
        get(official, clock)


def test_a_packing_that_was_not_asked_for(official, clock):
    official.first = [Answer(b"x", pack=False, headers={"Content-Encoding": "br"})]
    with pytest.raises(BadAnswer, match="`br`"):
        get(official, clock)


def test_a_web_page_is_not_an_answer(official, clock):
    official.first = [Answer(b"<html>Are you a person?</html>", kind="text/html; charset=utf-8")]
    with pytest.raises(BadAnswer, match="web page"):
        get(official, clock)
    assert 1 == len(official.asked)


def test_no_json(official, clock):
    official.first = [Answer(b"Service unavailable", kind="text/plain")]
    with pytest.raises(BadAnswer, match="no JSON; it starts with `Service"):
        get(official, clock)


def test_a_silent_server(official, clock):
    official.first = [as_json(GOOD, wait=0.6), as_json(GOOD)]
    assert GOOD == get(official, clock, silence=0.2)


def test_a_silent_server_each_time(official, clock):
    official.first = [as_json(GOOD, wait=0.5) for _ in range(2)]
    with pytest.raises(FetchError, match="no answer in time"):
        get(official, clock, silence=0.1, attempts=2)


def test_an_answer_that_drips_for_ever(official, clock):
    official.first = [Answer(b" " * 400, pack=False, drip=0.02)]
    started = time.monotonic()
    with pytest.raises(FetchError, match="no answer in time"):
        get(official, clock, whole=0.3, attempts=1)
    assert time.monotonic() - started < 2


def test_requests_keep_their_distance(official):
    official.first = [as_json(GOOD), as_json(GOOD), as_json(GOOD)]
    server = Server(official.base, Patience(between=0.2))
    for _ in range(3):
        server.get("/x", {}, json_of, accept="application/json", limit=1000)
    first, second, third = official.times
    assert second - first > 0.18
    assert third - second > 0.18


def test_nobody_listens(clock):
    with serving() as gone:
        pass
    with pytest.raises(FetchError, match="not reachable"):
        get(gone, clock, attempts=2)


def test_a_redirect_on_the_same_server_is_followed(official, clock):
    official.first = [Answer(status=302, headers={"Location": "/y.json"}), as_json(GOOD)]
    assert GOOD == get(official, clock)
    assert "/y.json" == official.asked[1][0]


@pytest.mark.parametrize("target", ["http://other.example/x", "file:///etc/passwd", "//evil/x"])
def test_a_redirect_elsewhere_is_not(official, clock, target):
    official.first = [Answer(status=302, headers={"Location": target})]
    with pytest.raises((BadAnswer, Refused), match=r"another one|302"):
        get(official, clock)
    assert 1 == len(official.asked)


def test_redirects_in_a_circle(official, clock):
    official.routes["/"] = lambda _: Answer(status=302, headers={"Location": "/x.json"})
    with pytest.raises(Refused, match="302") as told:
        get(official, clock)
    assert len(official.asked) < 8
    assert "in a circle" in told.value.hint


@pytest.mark.parametrize("status", [201, 202, 204, 206])
def test_a_success_that_is_no_whole_text(official, clock, status):
    official.first = [as_json(GOOD, status=status)]
    with pytest.raises(BadAnswer, match=f"answered {status}, which is no whole text"):
        get(official, clock)


@pytest.mark.parametrize(
    "base",
    ["ftp://x", "file:///etc", "example.org", "", "http://", "https://u:p@x", "http://x/?a=1",
     "http://x y/", "http://x:99999"],
)  # fmt: skip
def test_a_base_that_is_none(base):
    with pytest.raises(BadInput):
        Server(base)
