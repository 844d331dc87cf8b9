"""`licet serve` and `licet mcp` at the command line."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time

import pytest

from licet.cli import main


def test_a_host_that_others_can_reach_needs_keys(capsys):
    assert 2 == main(["serve", "--host", "0.0.0.0"])
    assert "--keys" in capsys.readouterr().err


def test_a_new_key_is_shown_once_and_stored_as_a_hash(capsys):
    assert 0 == main(["serve", "--new-key", "analyst"])
    told = capsys.readouterr()
    assert told.out.startswith("sha256:")
    key = told.err.strip().rpartition(" ")[2]
    assert key.startswith("licet_")
    assert key not in told.out


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_does_not_exist_is_refused(port, capsys):
    assert 2 == main(["serve", "--port", port])
    assert port in capsys.readouterr().err


@pytest.mark.parametrize("count", ["-1", "1000"])
def test_an_odd_number_of_helpers_is_refused(count, capsys):
    assert 2 == main(["serve", f"--workers={count}"])
    assert "workers" in capsys.readouterr().err


def test_the_server_prints_the_address_that_opens_it():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "licet", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            line = server.stdout.readline().split()[-1]
            assert line.startswith(f"http://127.0.0.1:{port}/?token=")
            for _ in range(200):
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    connection.request("GET", line.partition(str(port))[2])
                    answer = connection.getresponse()
                    break
                except OSError:
                    time.sleep(0.05)
            assert 303 == answer.status
            assert "token" not in answer.headers["location"]
            connection.close()
        finally:
            server.terminate()


def talk(*messages):
    text = "".join(m if isinstance(m, str) else json.dumps(m) + "\n" for m in messages)
    done = subprocess.run(
        [sys.executable, "-m", "licet", "mcp"],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def ask(number, method, **params):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def test_an_assistant_gets_the_same_answers():
    import licet

    case = {"item": "H20", "to": "CN", "exporter": "nvidia", "on": "2025-04-20"}
    hello, tools, checked, catalog, law, events, wrong = talk(
        ask(1, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={}),
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        ask(2, "tools/list"),
        ask(3, "tools/call", name="check", arguments={**case, "proof": True}),
        ask(4, "tools/call", name="catalog", arguments={"words": "nvidia-h20-96gb"}),
        ask(5, "tools/call", name="law", arguments={"provision": "us/ear/774/3A090.a"}),
        ask(6, "tools/call", name="timeline", arguments={"about": "H20"}),
        ask(7, "tools/call", name="check", arguments={"item": "H21", "to": "CN"}),
    )
    assert "2025-06-18" == hello["result"]["protocolVersion"]
    names = {tool["name"] for tool in tools["result"]["tools"]}
    assert {"check", "catalog", "law", "timeline"} == names
    assert licet.determine(case).as_dict() == checked["result"]["structuredContent"]
    assert "2368" == catalog["result"]["structuredContent"]["items"][0]["tpp"]
    assert "us/ear/774/3A090.a" == law["result"]["structuredContent"]["id"]
    assert events["result"]["structuredContent"]["items"]
    assert wrong["result"]["isError"]


def test_what_is_no_message_is_answered_and_the_talk_goes_on():
    found = talk("no json\n", "[]\n", "7\n", ask(1, "nonsense"), ask(2, "ping"))
    assert [-32700, -32600, -32600, -32601] == [f["error"]["code"] for f in found if "error" in f]
    assert {} == found[-1]["result"]


def test_an_assistants_figures_keep_their_text():
    near = (
        '{"kind": "ic", "tpp": 4799.9999999999999999, "performance_density": 1, "datacenter": true}'
    )
    line = (
        '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "check", '
        f'"arguments": {{"item": {near}, "to": "CN", "on": "2025-04-20", "exporter": "acme"}}}}}}\n'
    )
    (found,) = talk(line)
    assert "no-license-required" == found["result"]["structuredContent"]["verdict"]


def test_what_an_assistant_gets_wrong_is_said():
    found = talk(
        ask(1, "tools/call", name=["check"], arguments={}),
        ask(2, "tools/call", name="check", arguments=[]),
        ask(3, "tools/call", name="check", arguments={"item": "H20", "to": "CN", "proof": "yes"}),
        ask({"a": 1}, "ping"),
        '{"jsonrpc": "2.0", "id": 4, "id": 5, "method": "ping"}\n',
        ask(6, "tools/call", name="check", arguments={"item": "\ud800", "to": "CN"}),
        ask(7, "ping"),
    )
    assert [-32602, -32602] == [each["error"]["code"] for each in found[:2]]
    assert "true or false" in found[2]["result"]["content"][0]["text"]
    assert [-32600, -32700] == [each["error"]["code"] for each in found[3:5]]
    assert found[5]["result"]["isError"]
    assert {} == found[6]["result"]
