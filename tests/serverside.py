"""A server in the test's own process."""

from __future__ import annotations

from starlette.testclient import TestClient

from licet.server.app import create_app
from licet.server.settings import Settings

LETTER = """
id = "own/letter"
title = "A letter to Acme on the L20"
cite = "letter of May 4, 2026"
effect = { require = "letter" }

[[instrument]]
id = "own-letter"
title = "Letter to Acme of May 2026"
published = 2026-05-04

[[version]]
instrument = "own-letter"
valid = { from = 2026-05-04 }
addressee = "acme"
when = 'to in {"CN"} and any(ics: tpp >= 900)'
says = "Acme needs a license for ICs of 900 TPP or more to China."
confidence = "own"
"""
TOKEN = "a-token-of-the-tests"
ORIGIN = "http://127.0.0.1:8321"


def client_of(answers, **settings):
    """A client that sends no token of its own."""
    chosen = Settings(**{"token": TOKEN, "port": 8321, "rate": 10_000.0, **settings})
    return TestClient(
        create_app(chosen, answers),
        base_url=ORIGIN,
        follow_redirects=False,
        raise_server_exceptions=False,
    )
