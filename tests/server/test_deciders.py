"""Where determinations are worked out: kept ones, and the helpers that share the work."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

import licet
from licet.courts import court_of
from licet.server.deciders import Deciders
from licet.server.problems import Problem

H20 = {"item": "H20", "to": "CN", "exporter": "nvidia", "on": "2025-04-20"}


def body(**more):
    return json.dumps({**H20, **more}).encode()


def ask(deciders, *bodies):
    async def all_of_them():
        return await asyncio.gather(*map(deciders.text, bodies), return_exceptions=True)

    # In a thread of its own: a browser's driver may keep a loop running in this one.
    found = []
    thread = Thread(target=lambda: found.extend(asyncio.run(all_of_them())))
    thread.start()
    thread.join(120)
    return found


@pytest.fixture
def alone():
    found = Deciders(court_of())
    yield found
    found.close()


def test_a_case_that_is_alike_is_decided_once_and_keeps_its_own_id(alone, monkeypatch):
    first = ask(alone, body(id="a"))[0]
    monkeypatch.setattr("licet.server.deciders._decide", lambda *_: pytest.fail("decided again"))
    second, third = ask(alone, body(id='q"uote'), body())
    assert ["a", 'q"uote', None] == [json.loads(each)["id"] for each in (first, second, third)]
    assert {**json.loads(first), "id": None} == json.loads(third)


def test_what_is_told_is_the_determination(alone):
    assert licet.determine(H20).as_dict() == json.loads(ask(alone, body())[0])


@pytest.mark.parametrize(
    "changed", [{"to": "HK"}, {"on": "2025-04-21"}, {"known_on": "2025-04-14"}]
)
def test_a_case_that_differs_is_another(alone, changed):
    plain, other = ask(alone, body(), body(**changed))
    assert plain != other


def test_a_long_case_is_read_beside_the_loop(alone):
    name = "x" * 10_000
    assert name == json.loads(ask(alone, body(id=name))[0])["id"]


@pytest.mark.slow
def test_the_helpers_answer_as_the_server_does():
    shared = Deciders(court_of(), workers=2)
    try:
        cases = [body(quantity=n, id=str(n)) for n in range(1, 9)]
        wrong = body(on="2001-01-01", id="w")
        found = ask(shared, *cases, wrong)
    finally:
        shared.close()
    for number, text in enumerate(found[:-1], 1):
        expected = licet.determine({**H20, "quantity": number, "id": str(number)}).as_dict()
        assert expected == json.loads(text)
    assert isinstance(found[-1], Problem)
    assert "w" == found[-1].case_id


LONELY = """
import asyncio, json, sys
from licet.courts import court_of
from licet.server.deciders import Deciders

async def main():
    deciders = Deciders(court_of(), workers=1)
    case = {"item": "H20", "to": "CN", "on": "2025-04-20"}
    await asyncio.gather(*(deciders.text(json.dumps({**case, "quantity": n}).encode()) for n in (1, 2)))
    print(*deciders._helpers._processes, flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_the_helpers_end_with_a_server_that_was_killed(tmp_path):
    script = tmp_path / "lonely.py"
    script.write_text(LONELY, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True
    ) as server:
        helpers = [int(each) for each in server.stdout.readline().split()]
        server.send_signal(signal.SIGKILL)
    assert helpers
    for _ in range(100):
        if not any(_lives(helper) for helper in helpers):
            return
        time.sleep(0.05)
    raise AssertionError("a helper outlived its server")


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_figures_that_differ_in_their_last_digit_are_told_apart(alone):
    item = {"kind": "ic", "tpp": 1600, "datacenter": True}
    texts = [
        json.dumps({"item": item, "to": "CN", "on": "2024-06-01"})
        .replace('"datacenter"', f'"performance_density": {density}, "datacenter"')
        .encode()
        for density in ("5.92", "5.9199999999999999999", "5.92")
    ]
    met = [json.loads(each)["classification"]["parameters"] for each in ask(alone, *texts)]
    assert ["3A090.a", "3A090.b", "3A090.a"] == met
