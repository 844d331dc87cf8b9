"""The body of an answer: bounded in size and time, whole or refused, unpacked as it arrives."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from http.client import HTTPResponse

from licet.errors import LicetError

_PIECE = 65_536


class FetchError(LicetError):
    """An official source could not be read; nothing of it was used."""


class Refused(FetchError):
    """The server answered with a status that is no success.

    Attributes:
        status: The HTTP status.
        wait: For how many seconds it asked to be left alone.
    """

    def __init__(self, message: str, *, status: int, wait: float = 0.0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status, self.wait = status, wait


class BadAnswer(FetchError):
    """The answer is not what was asked for: wrong kind, wrong shape, too large."""


class Damaged(FetchError):
    """The answer came cut short or broken; asking again may help."""


def read_body(
    response: HTTPResponse, *, limit: int, deadline: float, clock: Callable[[], float]
) -> bytes:
    """The whole body, unpacked.

    Args:
        response: The open answer.
        limit: The most bytes, packed and unpacked.
        deadline: When `clock` may read at the latest, in seconds.
        clock: A clock that never goes back.

    Raises:
        BadAnswer: Larger than the limit, or packed in a way that was not asked for.
        Damaged: Cut short, or broken.
        TimeoutError: Still coming at the deadline.
    """
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise BadAnswer(f"the answer is packed as `{coding[:20]}`, which was not asked for")
    unpack = _Gzip(limit) if coding != "identity" else None
    declared = _declared(response)
    if declared is not None and declared > limit:
        raise BadAnswer(f"the answer has {declared:,} bytes; {limit:,} are allowed")
    pieces: list[bytes] = []
    came = 0
    while True:
        if clock() > deadline:
            raise TimeoutError("the answer took too long")
        piece = response.read1(_PIECE)
        if not piece:
            break
        came += len(piece)
        if came > limit:
            raise BadAnswer(f"the answer has more than {limit:,} bytes")
        pieces.append(piece if unpack is None else unpack.more(piece))
    if declared is not None and came < declared:
        raise Damaged(f"the answer was cut short: {came:,} of {declared:,} bytes came")
    if unpack is not None:
        unpack.end()
    return b"".join(pieces)


def _declared(response: HTTPResponse) -> int | None:
    if (response.headers.get("Transfer-Encoding") or "").strip().lower() == "chunked":
        return None
    text = (response.headers.get("Content-Length") or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


class _Gzip:
    """Unpacks gzip piece by piece; a small answer can't become a huge one."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._member = zlib.decompressobj(wbits=31)

    def more(self, piece: bytes) -> bytes:
        out: list[bytes] = []
        while piece:
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            try:
                part = self._member.decompress(piece, self._limit - self._size + 1)
            except zlib.error as error:
                raise Damaged("the packed answer is broken") from error
            self._size += len(part)
            if self._size > self._limit:
                raise BadAnswer(f"the answer unpacks to more than {self._limit:,} bytes")
            out.append(part)
            piece = self._member.unused_data or self._member.unconsumed_tail
        return b"".join(out)

    def end(self) -> None:
        if not self._member.eof:
            raise Damaged("the packed answer was cut short")
