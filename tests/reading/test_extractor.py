"""The optional extractor: asked only when named, and held to the same rules."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from licet.errors import BadInput
from licet.reading.extractor import ExtractorFailed, extract

TEXT = "On July 14 Nvidia said the government has assured it that licenses for the H20 will be granted. On Monday BIS banned the H200 for China with immediate effect."
GOOD = {
    "date": "2025-07-14", "jurisdiction": "US", "actor": "US government", "action": "assure-license",
    "direction": "loosen", "status": "announced", "items": ["H20"], "destinations": ["CN"],
    "company": ["Nvidia"], "evidence": "the government has assured it that licenses for the H20 will be granted",
}  # fmt: skip


@pytest.fixture
def endpoint():
    """A loopback endpoint; `reply` is what it sends, `asked` what it got."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            server.asked.append((self.path, self.rfile.read(length)))
            self.send_response(server.code)
            if server.code == 302:
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/elsewhere")
            self.end_headers()
            self.wfile.write(server.reply)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.code = [], 200
    server.answer = lambda events: setattr(
        server, "reply",
        json.dumps({"choices": [{"message": {"content": json.dumps({"events": events})}}]}).encode(),
    )  # fmt: skip
    server.answer([])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_sound_answer_is_taken(endpoint):
    endpoint.answer([GOOD])
    [event] = extract(TEXT, "2025-07-18", endpoint.url, model="m")

    assert ("2025-07-14", "announced") == (event.date, event.status)
    path, body = endpoint.asked[0]
    assert "/v1/chat/completions" == path
    assert TEXT == json.loads(body)["messages"][1]["content"]


@pytest.mark.parametrize("status", ["in-force", "published", "rescinded"])
def test_a_status_is_never_raised(endpoint, status):
    endpoint.answer([GOOD | {"status": status}])

    assert ["announced"] == [e.status for e in extract(TEXT, "2025-07-18", endpoint.url)]


def test_law_that_our_own_reading_confirms_may_stand(endpoint):
    law = GOOD | {
        "action": "ban", "direction": "tighten", "status": "in-force",
        "evidence": "BIS banned the H200 for China with immediate effect",
    }  # fmt: skip
    endpoint.answer([law])

    assert ["in-force"] == [e.status for e in extract(TEXT, "2025-07-18", endpoint.url)]


@pytest.mark.parametrize(
    "changed",
    [
        {"evidence": "the government granted licenses"},
        {"evidence": ""},
        {"evidence": None},
        {"date": "someday"},
        {"action": "conquer"},
        {"direction": "up"},
        {"status": "law"},
    ],
)
def test_what_breaks_a_rule_is_left_out(endpoint, changed):
    endpoint.answer([GOOD | changed, "nonsense"])

    assert [] == extract(TEXT, "2025-07-18", endpoint.url)


@pytest.mark.parametrize(
    "reply", [b"", b"<html>", b'{"choices": []}', b'{"choices": [{"message": {"content": "[]"}}]}']
)
def test_an_answer_that_is_none_is_an_error(endpoint, reply):
    endpoint.reply = reply
    with pytest.raises(ExtractorFailed):
        extract(TEXT, "2025-07-18", endpoint.url)


def test_an_error_of_the_endpoint_is_named(endpoint):
    endpoint.code = 503
    with pytest.raises(ExtractorFailed, match="503"):
        extract(TEXT, "2025-07-18", endpoint.url)


def test_the_text_follows_no_redirect(endpoint):
    endpoint.code = 302
    with pytest.raises(ExtractorFailed):
        extract(TEXT, "2025-07-18", endpoint.url)
    assert ["/v1/chat/completions"] == [path for path, _ in endpoint.asked]


def test_nobody_listening_is_an_error():
    with pytest.raises(ExtractorFailed, match="can't be reached"):
        extract(TEXT, "2025-07-18", "http://127.0.0.1:9/v1")


@pytest.mark.parametrize("address", ["", "ftp://host/v1", "file:///etc/passwd", "host"])
def test_no_address_is_refused(address):
    with pytest.raises(BadInput, match="no address"):
        extract(TEXT, "2025-07-18", address)
