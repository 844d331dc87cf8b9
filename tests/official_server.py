"""A server on loopback in the shape of the official ones, with texts of our own making.

It speaks real HTTP, and can be told to be slow, busy, broken or wrong for the next answers.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Answer:
    """What is sent: `cut` sends only so many bytes of the body, `drip` waits between bytes."""

    body: bytes = b""
    kind: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait: float = 0.0
    drip: float = 0.0
    length: bool = True
    chunked: bool = False
    pack: bool = True


def as_json(value: object, **more) -> Answer:
    return Answer(json.dumps(value).encode(), **more)


@dataclass
class Official:
    """The server's address, what it was asked, and what it will say."""

    base: str
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    first: list[Answer] = field(default_factory=list)
    routes: dict[str, Callable[[dict[str, list[str]]], Answer]] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    official: Official

    def do_GET(self):
        official = self.official
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        official.asked.append((parts.path, query))
        official.headers.append(dict(self.headers))
        official.times.append(time.monotonic())
        if official.first:
            answer = official.first.pop(0)
        else:
            route = next((r for p, r in official.routes.items() if parts.path.startswith(p)), None)
            error = as_json({"error": "No matching content found."}, status=404)
            answer = route(query) if route else error
        self._send(answer)

    def _send(self, answer: Answer):
        time.sleep(answer.wait)
        body, headers = answer.body, dict(answer.headers)
        if answer.pack and "gzip" in self.headers.get("Accept-Encoding", "") and body:
            body = gzip.compress(body)
            headers.setdefault("Content-Encoding", "gzip")
        self.close_connection = True
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        body = body[: answer.cut] if answer.cut is not None else body
        if answer.chunked:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
            if answer.cut is None:
                self.wfile.write(b"0\r\n\r\n")
        elif answer.drip:
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(answer.drip)
        else:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that leaves early is what some tests want."""


@contextmanager
def serving() -> Iterator[Official]:
    """The server, for the time of a test."""
    handler = type("Handler", (_Handler,), {})
    with _Quiet(("127.0.0.1", 0), handler) as server:
        official = Official(f"http://127.0.0.1:{server.server_port}")
        handler.official = official
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield official
        finally:
            server.shutdown()
            thread.join()


def document(number: str, day: str, title: str = "A rule", **more) -> dict[str, object]:
    """A document as the Federal Register API tells it."""
    return {
        "document_number": number,
        "title": title,
        "type": "Rule",
        "action": "Final rule.",
        "publication_date": day,
        "effective_on": None,
        "citation": None,
        "html_url": f"https://example.org/documents/{number}",
        "agencies": [{"raw_name": "DEPARTMENT OF COMMERCE", "name": "Commerce Department"}],
        "cfr_references": [{"title": 15, "part": 774, "chapter": "VII"}],
        **more,
    }


def search_of(documents: list[dict[str, object]], per_page: int = 100):
    """A route that pages through documents."""

    def route(query: dict[str, list[str]]) -> Answer:
        page = int(query.get("page", ["1"])[0])
        value: dict[str, object] = {
            "description": "Documents",
            "count": len(documents),
            "total_pages": -(-len(documents) // per_page),
        }
        if documents:
            value["results"] = documents[(page - 1) * per_page : page * per_page]
        return as_json(value)

    return route


def part_of(number: int, inner: str) -> bytes:
    """A part as the eCFR's XML tells it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<DIV5 N="{number}" TYPE="PART"><HEAD>PART {number}—SAMPLE</HEAD>'
        f"<AUTH><HED>Authority:</HED><PSPACE>50 U.S.C. 4801.</PSPACE></AUTH>{inner}</DIV5>"
    ).encode()


def section(number: str, *paragraphs: str, cita: str = "[61 FR 1, Mar. 25, 1996]") -> str:
    """A section with paragraphs."""
    inner = "".join(f"<P>{paragraph}</P>" for paragraph in paragraphs)
    return (
        f'<DIV8 N="{number}" TYPE="SECTION"><HEAD>§ {number}   Sample.</HEAD>'
        f'{inner}<CITA TYPE="N">{cita}</CITA></DIV8>'
    )


def supplement(number: int, part: int, inner: str) -> str:
    """A supplement of a part."""
    name = f"Supplement No. {number} to Part {part}"
    return f'<DIV9 N="{name}" TYPE="APPENDIX"><HEAD>{name}—Sample</HEAD>{inner}</DIV9>'
