"""A file of cases answered line by line, by as many processes as there are processors."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any, NamedTuple

from licet.case import parse_case
from licet.cases_io import MAX_LINE, Batch, read_case
from licet.cli.output import json_text
from licet.decision.answer import SHIPPABLE, answer
from licet.errors import BadInput
from licet.rules.court import Court

# Fewer lines than this are answered before other processes would have started.
FEW = 300
CHUNK = 50
# How many chunks a process may be ahead of what was written, so that memory stays bounded.
AHEAD = 4


class Answered(NamedTuple):
    """What became of one line.

    Attributes:
        text: The answer, or the error, as the line to write.
        failed: Whether it could not be answered.
        ships: Whether the answer lets the item ship.
    """

    text: str
    failed: bool
    ships: bool


class Clerk:
    """Answers the lines of a file, each on its own; a bad one loses no other."""

    def __init__(self, court: Court, *, as_json: bool) -> None:
        self._court = court
        self._batch = Batch(court, json_text) if as_json else None

    def answer(self, number: int, line: bytes) -> Answered:
        """The answer to a line, or the error as JSON."""
        case: Any = None
        try:
            case = read_case(line, number)
            if self._batch is not None:
                text, verdict = self._batch.answer(case)
            else:
                verdict = answer(parse_case(case), self._court).verdict
                text = _row(number, case, verdict)
            return Answered(text, failed=False, ships=verdict in SHIPPABLE)
        except BadInput as error:
            return _failure(case, str(error))
        except Exception as error:  # a fault of ours must not lose the other lines
            return _failure(case, f"line {number}: internal error: {type(error).__name__}: {error}")


def answers(lines: IO[bytes], court: Court, *, as_json: bool, jobs: int) -> Iterator[Answered]:
    """The answers to the lines of a file, in its order.

    Args:
        lines: The file.
        court: The law.
        as_json: The determinations of the contract; otherwise one row for people.
        jobs: How many processes may answer.
    """
    clerk = Clerk(court, as_json=as_json)
    numbered = enumerate(bounded(lines), 1)
    for number, line in islice(numbered, FEW) if jobs > 1 else numbered:
        yield clerk.answer(number, line)
    if jobs > 1:
        yield from _shared_out(numbered, clerk, jobs)


def processors() -> int:
    """How many processes may answer here at once; one where processes can't be forked."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def bounded(lines: IO[bytes]) -> Iterator[bytes]:
    """The lines, of a line that is too long only the beginning."""
    while line := lines.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = lines.readline(MAX_LINE + 1)
            if not line:
                return


# The clerk of this process, there when the others are forked off: the law is read once.
_here: list[Clerk] = []


def _shared_out(
    numbered: Iterable[tuple[int, bytes]], clerk: Clerk, jobs: int
) -> Iterator[Answered]:
    chunks = iter(lambda: list(islice(numbered, CHUNK)), [])
    first = next(chunks, None)
    if first is None:
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    _here[:] = [clerk]
    # What is not written yet would be written by each of the processes.
    sys.stdout.flush()
    pool = ProcessPoolExecutor(jobs, get_context("fork"), _quiet)
    waiting: deque[Future[list[Answered]]] = deque([pool.submit(_chunk, first)])
    try:
        for chunk in chunks:
            waiting.append(pool.submit(_chunk, chunk))
            if len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        _here.clear()


def _quiet() -> None:
    """Leave an interrupt to the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunk(chunk: list[tuple[int, bytes]]) -> list[Answered]:
    return [_here[0].answer(number, line) for number, line in chunk]


def _failure(case: object, says: str) -> Answered:
    named = case.get("id") if isinstance(case, dict) else None
    failure = {"id": named if isinstance(named, str) else None, "error": says}
    return Answered(json_text(failure), failed=True, ships=False)


def _row(number: int, case: dict[str, Any], verdict: str) -> str:
    item = case["item"] if isinstance(case["item"], str) else "described item"
    return f"{verdict:<22}{case.get('id') or number!s:<14}{item} -> {case['to']}"
