"""Asking one server: one request at a time, not too often, again when it is busy, never forever.

Only the server of the base address is asked. A redirect elsewhere is an error, not a way on.
"""

from __future__ import annotations

import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, TypeVar
from urllib.parse import urlencode, urlsplit

from licet import __version__
from licet.errors import BadInput
from licet.watch.body import BadAnswer, Damaged, FetchError, Refused, read_body

BUSY = frozenset({408, 429, 500, 502, 503, 504})
"""Answers after which asking again makes sense."""
_WHOLE = frozenset({200, 203})
# No part of a text was asked for, and nothing that the server is still to do.
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds.

    Attributes:
        attempts: How often a request is made at most.
        silence: How long the server may say nothing.
        whole: How long one answer may take altogether.
        pause: The pause before the second attempt; it doubles each time.
        longest: The longest pause; a server that asks for more is believed, and left alone.
        between: The least time between two requests.
    """

    attempts: int = 4
    silence: float = 30.0
    whole: float = 300.0
    pause: float = 1.0
    longest: float = 60.0
    between: float = 0.5


class Server:
    """One server, by its base address.

    Args:
        base: ``https://host`` with an optional path before that of the API.
        patience: How long to wait for what.
        sleep: Waits for seconds; tests give their own.

    Raises:
        BadInput: The base is no http or https address, or carries a name and password.
    """

    def __init__(
        self,
        base: str,
        patience: Patience | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base = _checked(base)
        self._patience = patience or Patience()
        self._sleep = sleep
        self._last: float | None = None
        self._opener = urllib.request.build_opener(_SameServer(self.base))

    def get(
        self,
        path: str,
        query: Mapping[str, str | list[str]],
        read: Callable[[bytes], T],
        *,
        accept: str,
        limit: int,
    ) -> T:
        """What `read` makes of an answer.

        Args:
            path: The path below the base.
            query: Parameters; a list is sent as a repeated parameter.
            read: Makes a value of the body; raises `Damaged` when it was cut short.
            accept: The media type asked for.
            limit: The most bytes that are read.

        Raises:
            Refused: The server says no, or is busy at the last attempt too.
            BadAnswer: Wrong kind of content, or too large.
            FetchError: Not reachable, or cut short each time.
        """
        # Errors name the address without the parameters, which are long and say little.
        name = f"{self.base}{path}"
        url = f"{name}?{urlencode(query, doseq=True)}" if query else name
        pause = self._patience.pause
        for attempt in range(1, self._patience.attempts + 1):
            try:
                return read(self._once(url, accept, limit))
            except Refused as error:
                last: FetchError = error
                if error.status not in BUSY:
                    raise
                wait = max(pause, error.wait)
            except BadAnswer as error:
                raise BadAnswer(f"`{name}`: {error.message}", hint=error.hint) from None
            except Damaged as error:
                last, wait = FetchError(f"`{name}`: {error.message}"), pause
            except (OSError, HTTPException) as error:
                if isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError):
                    raise FetchError(f"`{name}`: the server's certificate is not valid") from error
                last, wait = FetchError(f"`{name}`: {_why(error)}"), pause
            if attempt == self._patience.attempts:
                break
            if wait > self._patience.longest:
                last.hint = f"the server asks to wait {wait:.0f} seconds; try again later"
                raise last
            self._sleep(wait)
            pause = min(pause * 2, self._patience.longest)
        last.hint = last.hint or f"tried {self._patience.attempts} times; try again later"
        raise last

    def _once(self, url: str, accept: str, limit: int) -> bytes:
        now = time.monotonic()
        if self._last is not None and now - self._last < self._patience.between:
            self._sleep(self._patience.between - (now - self._last))
        self._last = time.monotonic()
        # The eCFR refuses to send large parts unpacked.
        headers = {
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "User-Agent": f"licet/{__version__}",
        }
        request = urllib.request.Request(url, headers=headers)
        deadline = time.monotonic() + self._patience.whole
        try:
            with self._opener.open(request, timeout=self._patience.silence) as response:
                if response.status not in _WHOLE:
                    raise BadAnswer(
                        f"the server answered {response.status}, which is no whole text"
                    )
                kind = response.headers.get_content_type()
                if kind in {"text/html", "application/xhtml+xml"}:
                    raise BadAnswer(
                        f"the answer is a web page, not {accept}",
                        hint="some sites ask programs to prove themselves; try later or use --base",
                    )
                return read_body(response, limit=limit, deadline=deadline, clock=time.monotonic)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(url.partition("?")[0], error, deadline) from None


_ELSEWHERE = frozenset({300, 301, 302, 303, 307, 308})


class _SameServer(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to the same server."""

    max_redirections = 4

    def __init__(self, base: str) -> None:
        self._home = urlsplit(base)[:2]

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl)[:2] != self._home:
            raise BadAnswer(
                f"the server sends on to another one, `{newurl[:120]}`",
                hint="only the server of --base is asked",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _checked(base: str) -> str:
    try:
        parts = urlsplit(base)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine or any(sign.isspace() for sign in base):
        raise BadInput(f"no web address: `{base[:100]}`", hint="https://host or http://host:port")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadInput(
            "the address of a server has no name, password, query or fragment",
            hint="https://host/path",
        )
    return base.rstrip("/")


def _refused(url: str, error: urllib.error.HTTPError, deadline: float) -> Refused:
    said = _said(error, deadline)
    hint = "check the number and the date" if error.code == 404 and not said else ""
    if error.code in _ELSEWHERE:
        hint = "it sends on in a circle or to no web address"
    message = f"`{url}` answered {error.code}{': ' + said if said else ''}"
    wait = _retry_after(error.headers.get("Retry-After"))
    return Refused(message, status=error.code, wait=wait, hint=hint)


def _said(error: urllib.error.HTTPError, deadline: float) -> str:
    """The reason in the server's own words, when it gave one as JSON."""
    try:
        if not isinstance(error.fp, HTTPResponse):
            return ""
        body = read_body(error.fp, limit=100_000, deadline=deadline, clock=time.monotonic)
        value = json.loads(body)
    except (FetchError, OSError, HTTPException, ValueError, RecursionError):
        return ""
    if isinstance(value, dict):
        value = value.get("error") or value.get("errors") or value.get("message") or ""
    text = value if isinstance(value, str) else json.dumps(value)
    return "".join(sign for sign in text if sign.isprintable())[:200]


def _retry_after(text: str | None) -> float:
    """Seconds to wait, from a number of seconds or a date.

    >>> _retry_after("7"), _retry_after(None), _retry_after("soon")
    (7.0, 0.0, 0.0)
    """
    text = (text or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        day = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    day = day if day.tzinfo else day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, HTTPException):
        return "the answer was cut short or broken"
    return f"not reachable: {getattr(reason, 'strerror', None) or reason or 'connection lost'}"
