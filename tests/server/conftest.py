"""Clients of a server in this process, and a real browser before a real port."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import pytest

from licet.server.answers import Answers
from serverside import TOKEN, client_of

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run", "--disable-dev-shm-usage",
)  # fmt: skip


@pytest.fixture(scope="session")
def answers():
    """The answers of the embedded law, kept for all tests."""
    return Answers()


@pytest.fixture
def stranger(answers):
    """A client without token."""
    return client_of(answers)


@pytest.fixture
def client(stranger):
    """A client with the token."""
    stranger.headers["Authorization"] = f"Bearer {TOKEN}"
    return stranger


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright; tests that need it are skipped without it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium: scripts/chromium.sh installs it")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(answers):
    """The address of a server on a real port."""
    import uvicorn

    from licet.server.app import create_app
    from licet.server.settings import Settings

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Settings(token=TOKEN, port=port, rate=10_000.0), answers)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def open_page(browser, address):
    """Opens pages of the workbench; at the end, nothing may have gone wrong in them."""
    contexts, faults = [], []

    def opened(path, *, width=1280, scheme="light", script=True, expected="status of 4"):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)
        port = address.rpartition(":")[2]
        context.add_cookies([{"name": f"licet-{port}", "value": TOKEN, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{path}: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"{path}: a dialog opened"))
        page.on("console", lambda m: _heard(faults, path, m, expected))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _heard(faults, path, message, expected):
    # Browsers log a page that is answered with 4xx; everything else is a fault.
    if message.type in {"error", "warning"} and expected not in message.text:
        faults.append(f"{path}: {message.text}")
