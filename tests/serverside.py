"""A server in the test's own process."""

from __future__ import annotations

from starlette.testclient import TestClient

from licet.server.app import create_app
from licet.server.settings import Settings

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
