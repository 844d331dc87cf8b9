"""How the server was started: where it listens, who may ask, how much."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from licet.errors import BadInput

MIB = 1024 * 1024
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
_KEY_LINE = re.compile(r"sha256:(?P<hash>[0-9a-f]{64})\s+(?P<name>\S[^\n]{0,79})")


@dataclass(frozen=True)
class Settings:
    """What the server goes by.

    Attributes:
        token: The one token of local use; empty when `keys` decide.
        keys: Hashes of API keys, each with the name of its holder.
        hosts: Names by which the server may be addressed, without port.
        port: The port, which a Host header must carry; 0 takes any.
        max_body: Bytes of one case or upload.
        max_stream: Bytes of one stream of cases.
        max_upload: Bytes of one order book.
        rate: Requests a second for each holder; bursts may be four times as many.
        patience: Seconds to wait for the next piece of a body.
        warm: Whether to work out in advance what people look at first.
        workers: Processes that help with determinations when several are asked for at once.
    """

    token: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = LOCAL_NAMES
    port: int = 0
    max_body: int = MIB
    max_stream: int = 256 * MIB
    max_upload: int = 64 * MIB
    rate: float = 500.0
    patience: float = 20.0
    warm: bool = False
    workers: int = 0

    def holder(self, secret: str) -> str | None:
        """The name of who holds a token or key; None when nobody does.

        >>> Settings(token="abc").holder("abc"), Settings(token="abc").holder("")
        ('local', None)
        """
        if not secret:
            return None
        if self.token and hmac.compare_digest(secret.encode(), self.token.encode()):
            return "local"
        found = None
        digest = hashed(secret)
        # Every key is compared, so that the time taken tells nothing.
        for known, name in self.keys.items():
            if hmac.compare_digest(known, digest):
                found = name
        return found


def hashed(secret: str) -> str:
    """The hash under which a key stands in a key file.

    Keys are random and long, so that a plain hash keeps them.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def new_key() -> str:
    """A fresh API key."""
    return f"licet_{secrets.token_urlsafe(32)}"


def key_line(key: str, name: str) -> str:
    """The line of a key file for a key."""
    return f"sha256:{hashed(key)} {name}"


def read_keys(file: Path) -> dict[str, str]:
    """The hashed keys of a file, with their holders.

    Raises:
        BadInput: The file holds no key, or a line that is none.
    """
    if not file.is_file():
        raise BadInput(f"no such file: `{file}`", hint="licet serve --new-key NAME prints a line")
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _KEY_LINE.fullmatch(text)
        if match is None:
            raise BadInput(f"{file}:{number}: not a hashed key", hint="sha256:<64 hex> NAME")
        found[match["hash"]] = match["name"].strip()
    if not found:
        raise BadInput(f"no key in `{file}`", hint="licet serve --new-key NAME prints a line")
    return found


def is_local(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_local("127.0.0.1"), is_local("0.0.0.0"), is_local("::1")
    (True, False, True)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
