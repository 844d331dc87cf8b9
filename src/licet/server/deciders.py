"""Where determinations of the API are worked out: kept ones at once, others one after another.

Python runs one determination at a time in a process, so many threads would only take the
processor from each other. While one is being worked out, further ones go to processes of their
own, which are started when they are first needed and end with the server.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
from collections import OrderedDict
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import Any, NamedTuple

from licet.case import parse_case
from licet.cases_io import json_bytes, read_case
from licet.courts import court_of
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.rules.court import Court
from licet.server.problems import Problem, problem_of

# An answer is some sixty kilobytes of text.
KEPT = 512
# A longer body is read beside the loop, so that nobody waits for it.
SHORT = 8_192


class Refusal(NamedTuple):
    """A problem as it comes from another process."""

    kind: str
    detail: str
    more: dict[str, Any]
    id: str | None = None

    @property
    def problem(self) -> Problem:
        """The problem, which remembers the id of the case."""
        found = Problem(self.kind, self.detail, **self.more)
        found.case_id = self.id
        return found


class Deciders:
    """Determinations as JSON text.

    Args:
        court: The law.
        workers: How many processes may help; 0 for none.
    """

    def __init__(self, court: Court, workers: int = 0) -> None:
        self._court = court
        # Helpers load the embedded law, and so can answer for no other.
        self._workers = workers if court is court_of() else 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._here = ThreadPoolExecutor(1, "licet-decide")
        self._helpers: ProcessPoolExecutor | None = None
        self._busy = 0

    async def text(self, body: bytes, line: int = 1) -> bytes:
        """The determination of a case, as the JSON of the contract.

        Args:
            body: The case as JSON.
            line: Which line of a stream it is, for messages.

        Raises:
            Problem: The case is wrong.
        """
        loop = asyncio.get_running_loop()
        if len(body) > SHORT:
            asked = await loop.run_in_executor(self._here, _asked, body, line)
        else:
            asked = _asked(body, line)
        if isinstance(asked, Refusal):
            raise asked.problem
        name, key = asked
        found = self._kept.get(key)
        if found is None:
            try:
                found = await self._decided(loop, body)
            except Problem as problem:
                problem.case_id = json.loads(name)
                raise
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return b'{"id":' + name + b"," + found

    async def _decided(self, loop: asyncio.AbstractEventLoop, body: bytes) -> bytes:
        self._busy += 1
        try:
            try:
                found = await loop.run_in_executor(self._room(), _decide, *self._work(body))
            except BrokenProcessPool:
                self._helpers = None
                found = await loop.run_in_executor(self._here, _decide, body, self._court)
        finally:
            self._busy -= 1
        if isinstance(found, Refusal):
            raise found.problem
        return found

    def _room(self) -> Executor:
        """This process for a determination on its own, the helpers for those beside it."""
        if self._busy > 1 and self._workers:
            if self._helpers is None:
                # Started afresh: a fork would copy the threads of a server in mid-work.
                context = multiprocessing.get_context("spawn")
                self._helpers = ProcessPoolExecutor(self._workers, context, _follow)
            return self._helpers
        return self._here

    def _work(self, body: bytes) -> tuple[bytes, Court | None]:
        alone = self._busy < 2 or not self._workers
        return body, self._court if alone else None

    def close(self) -> None:
        """End the helpers, and wait for it: a server that is told to end goes right after this."""
        self._here.shutdown(wait=False, cancel_futures=True)
        if self._helpers is not None:
            self._helpers.shutdown(wait=True, cancel_futures=True)


def _follow() -> None:
    """End this helper with the server that started it, however that one ends."""
    # Ctrl-C reaches every process of a terminal; the server ends its helpers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = multiprocessing.parent_process()
    if server is not None:

        def watch() -> None:
            server.join()
            os._exit(0)

        Thread(target=watch, daemon=True, name="licet-follow").start()


def _asked(body: bytes, line: int) -> tuple[bytes, str] | Refusal:
    """The id of a case as JSON, and what tells the case from others, its id left out."""
    case: Any = None
    try:
        case = read_case(body, line)
        shipment = parse_case(case)
    except BadInput as error:
        name = case.get("id") if isinstance(case, dict) else None
        return _refusal(error, name if isinstance(name, str) else None)
    alike = {name: value for name, value in case.items() if name != "id"}
    # A case without a date is of today, which is another day tomorrow.
    key = json.dumps([alike, shipment.on.isoformat()], sort_keys=True, default=str)
    return json_bytes(shipment.id), key


def _decide(body: bytes, court: Court | None = None) -> bytes | Refusal:
    """The determination of a case as JSON text that lacks its first key, the id."""
    try:
        found = answer(parse_case(read_case(body, 1)), court or court_of()).as_dict()
    except BadInput as error:
        return _refusal(error)
    del found["id"]
    return json_bytes(found, (",", ":")).removeprefix(b"{")


def _refusal(error: BadInput, name: str | None = None) -> Refusal:
    problem = problem_of(error)
    return Refusal(problem.kind, problem.detail, problem.more, name)
