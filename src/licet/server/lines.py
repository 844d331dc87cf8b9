"""Many cases as JSON Lines: answered as they arrive, one line out for each line in.

What arrives is spooled, so that a client that sends everything before it reads never waits for
itself; memory stays bounded however many lines there are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from licet.cases_io import MAX_LINE, json_bytes
from licet.server.deciders import Deciders
from licet.server.problems import Problem

MEDIA_TYPE = "application/x-ndjson"
TOGETHER = 64
IN_MEMORY = 8 * 1024 * 1024


class Spool:
    """What has arrived, read at its own pace."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._written = 0
        self._read = 0
        self._ended = False
        self._news = asyncio.Event()

    async def fill(self, request: Request) -> None:
        """Take everything that arrives."""
        try:
            async for piece in request.stream():
                self._file.seek(self._written)
                self._file.write(piece)
                self._written += len(piece)
                self._news.set()
        finally:
            self._ended = True
            self._news.set()

    async def lines(self) -> AsyncIterator[list[bytes]]:
        """The lines, as many together as are there; a line that is too long comes cut off."""
        while True:
            found = self._whole_lines()
            if found:
                yield found
            elif self._ended:
                return
            else:
                self._news.clear()
                if not self._ended:
                    await self._news.wait()

    def close(self) -> None:
        """Let go of what has arrived."""
        self._file.close()

    def _whole_lines(self) -> list[bytes]:
        found: list[bytes] = []
        self._file.seek(self._read)
        while len(found) < TOGETHER:
            line = self._file.readline(MAX_LINE + 1)
            whole = line.endswith(b"\n") or len(line) > MAX_LINE or (self._ended and line)
            if not line or not whole:
                break
            found.append(line)
            self._read += len(line)
            while len(line) > MAX_LINE and not line.endswith(b"\n"):
                line = self._file.readline(MAX_LINE + 1)
                self._read += len(line)
                if not line:
                    break
        return found


class Lines(Response):
    """The response to a stream of cases."""

    def __init__(self, request: Request, deciders: Deciders) -> None:
        super().__init__(media_type=MEDIA_TYPE)
        self._request = request
        self._deciders = deciders
        self._number = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", MEDIA_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        spool = Spool()
        filling = asyncio.create_task(spool.fill(self._request))
        try:
            async for lines in spool.lines():
                first = self._number + 1
                self._number += len(lines)
                found = [self._answer(line, number) for number, line in enumerate(lines, first)]
                body = b"".join(await asyncio.gather(*found))
                await send({"type": "http.response.body", "body": body, "more_body": True})
            await filling
        except Problem as problem:
            # The status is on its way already, so the refusal is the last line.
            body = _failed(None, problem.detail)
            await send({"type": "http.response.body", "body": body, "more_body": True})
        finally:
            filling.cancel()
            spool.close()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _answer(self, line: bytes, number: int) -> bytes:
        try:
            return await self._deciders.text(line, number) + b"\n"
        except Problem as problem:
            hint = problem.more.get("hint")
            return _failed(
                problem.case_id, f"{problem.detail} ({hint})" if hint else problem.detail
            )
        except Exception as error:  # a fault of ours must not lose the other lines
            return _failed(None, f"line {number}: internal error: {type(error).__name__}")


def _failed(name: str | None, says: str) -> bytes:
    return json_bytes({"id": name, "error": says}) + b"\n"
