"""The gate before every request: host, origin, token, rate, size, and the headers of answers.

A page of another site can make a browser send requests here; it can neither read the token nor
name this host as its own. So: the Host must be ours (no DNS rebinding), an Origin must be ours,
and everything but health asks for the token.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from licet.server.problems import Problem
from licet.server.settings import LOCAL_NAMES, Settings

OPEN_PATHS = frozenset({"/healthz", "/readyz"})
BURST = 4
MAX_HOLDERS = 10_000
MAX_QUERY = 32_768

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then send forms of our own pages with the Origin `null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Admits or refuses requests, and puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._pace = Pace(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        try:
            granted = self._admit(scope)
        except Problem as problem:
            await self._refuse(problem, scope, receive, guarded)
            return
        if granted is not None:
            await granted(scope, receive, guarded)
            return
        await self._app(scope, self._bounded(scope, receive), guarded)

    async def _refuse(self, problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
        from licet.server.pages.errors import problem_response

        response = problem_response(problem, scope["path"], Headers(scope=scope).get("accept", ""))
        await response(scope, receive, send)

    def _admit(self, scope: Scope) -> RedirectResponse | None:
        headers = Headers(scope=scope)
        settings = self._settings
        _check_host(headers, settings)
        _check_origin(headers, scope["method"])
        if len(scope["query_string"]) > MAX_QUERY:
            raise Problem("too-large", f"an address of more than {MAX_QUERY:,} characters")
        if scope["path"] in OPEN_PATHS:
            return None
        request = Request(scope)
        asked = request.query_params.get("token")
        holder = settings.holder(_secret(request, settings) or asked or "")
        client = scope["client"][0] if scope.get("client") else ""
        self._pace.check(holder or f"?{client}")
        if holder is None:
            if scope["path"].startswith("/static/"):
                return None
            raise Problem("no-token", "open the address that `licet serve` printed, or send a key")
        scope.setdefault("state", {})["holder"] = holder
        if asked and scope["method"] == "GET" and not scope["path"].startswith("/api/"):
            # The token moves into a cookie that no script reads, and out of the address.
            clean = str(request.url.remove_query_params("token"))
            parts = urlsplit(clean)
            back = f"{parts.path}?{parts.query}" if parts.query else parts.path
            redirect = RedirectResponse(back, status_code=303)
            redirect.set_cookie(
                cookie_name(settings),
                asked,
                httponly=True,
                samesite="strict",
                secure=not settings.token,
                path="/",
            )
            return redirect
        return None

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """Reads that end when a body grows too large or too slow."""
        settings = self._settings
        kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        limit = settings.max_body
        if kind == "application/x-ndjson":
            limit = settings.max_stream
        elif scope["path"].startswith("/orders"):
            limit = settings.max_upload
        told = Headers(scope=scope).get("content-length", "")
        seen = 0
        done = False

        async def bounded() -> Message:
            nonlocal seen, done
            if done:
                return await receive()
            if told.isdecimal() and int(told) > limit:
                raise Problem("too-large", f"{int(told):,} bytes; at most {limit:,} are read")
            try:
                message = await asyncio.wait_for(receive(), settings.patience)
            except TimeoutError:
                raise Problem("too-slow", f"nothing came for {settings.patience:g} s") from None
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                done = not message.get("more_body", False)
                if seen > limit:
                    raise Problem("too-large", f"more than {limit:,} bytes")
            return message

        return bounded if scope["method"] in {"POST", "PUT", "PATCH"} else receive


def cookie_name(settings: Settings) -> str:
    """The cookie's name; with the port, since ports of one host share cookies."""
    return f"licet-{settings.port}"


def _check_host(headers: Headers, settings: Settings) -> None:
    given = headers.getlist("host")
    name, port = _name_and_port(given[0] if len(given) == 1 else "")
    fits = name in settings.hosts and (not settings.port or port == str(settings.port))
    if not fits and not (name in settings.hosts and name not in LOCAL_NAMES):
        raise Problem("foreign-host", f"not a name of this server: `{name[:80]}`")


def _name_and_port(host: str) -> tuple[str, str]:
    lower = host.strip().lower()
    if lower.startswith("["):
        name, _, rest = lower.partition("]")
        return f"{name}]", rest.removeprefix(":")
    name, _, port = lower.partition(":")
    return name.rstrip("."), port


def _check_origin(headers: Headers, method: str) -> None:
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise Problem("foreign-origin", f"not this server's origin: `{origin[:80]}`")
    site = headers.get("sec-fetch-site", "")
    followed = headers.get("sec-fetch-mode") == "navigate" and method in {"GET", "HEAD"}
    if site == "cross-site" and not followed:
        raise Problem("foreign-origin", "a request that another site made")
    # Another port of this machine is the same site to a browser, and may be anybody's.
    if site == "same-site" and method not in {"GET", "HEAD"}:
        raise Problem("foreign-origin", "a request that another server made")


def _secret(request: Request, settings: Settings) -> str:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    return request.cookies.get(cookie_name(settings), "")


class Pace:
    """How fast each holder may ask: a bucket that fills with time."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._buckets: dict[str, tuple[float, float]] = {}

    def check(self, holder: str) -> None:
        """Take one from the bucket of a holder.

        Raises:
            Problem: It is empty.
        """
        now = time.monotonic()
        full = self._rate * BURST
        left, then = self._buckets.get(holder, (full, now))
        left = min(full, left + (now - then) * self._rate)
        if left < 1:
            raise Problem("too-many", f"more than {self._rate:g} requests a second")
        if holder not in self._buckets and len(self._buckets) >= MAX_HOLDERS:
            self._buckets.pop(next(iter(self._buckets)))
        self._buckets[holder] = (left - 1, now)


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return guarded


def guard(app: Any, settings: Settings) -> Guard:
    """An app behind the gate."""
    return Guard(app, settings)
