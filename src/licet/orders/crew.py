"""Processes beside this one that decide a share of the kinds of line.

They are forked before DuckDB starts its threads, with the law loaded, and wait; a platform without
`fork`, or a process that has threads already, does without them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from licet.orders.decide import Decider, Row
from licet.orders.leftover import Leftovers
from licet.orders.reduction import Column
from licet.orders.shapes import Shape
from licet.orders.walk import Walked, walk
from licet.rules.court import Court

SELDOM: Final = 200_000
"""So many new objects before the next look for garbage."""
WORTH: Final = 2_000
"""So many combinations are worth a second process."""


@dataclass(frozen=True, slots=True)
class Task:
    """Combinations to be followed and decided; the fields are those that `walk` asks for."""

    days: Sequence[date]
    items: Sequence[str]
    columns: Sequence[Column]
    combinations: Sequence[Sequence[int]]
    shapes: Sequence[Shape]
    known_on: date | None
    ranked: bool = True
    stance: str = "practice"


@dataclass(frozen=True, slots=True)
class Done:
    """The state of each combination, and the answer to each state."""

    states: Sequence[int]
    answers: Sequence[Row]


def follow(leftovers: Leftovers, task: Task) -> Walked:
    """The states of the combinations of a task."""
    return walk(leftovers, task.days, task.items, task.columns, task.combinations, task.shapes)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: nearly all that is made here is kept, and looking through it costs
    a fifth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@seldom_collected()
def decide(leftovers: Leftovers, task: Task) -> Done:
    """The states of a task and their answers."""
    walked = follow(leftovers, task)
    decider = Decider(leftovers, ranked=task.ranked, stance=task.stance)
    pairs = zip(walked.leftovers, walked.lines, strict=True)
    return Done(walked.states, [decider.row(leftover, line) for leftover, line in pairs])


class Crew:
    """Forked processes that wait for tasks."""

    def __init__(self, court: Court, hands: int) -> None:
        self._hands: list[tuple[Any, Connection]] = []
        if not _can_fork():
            return
        context = multiprocessing.get_context("fork")
        for _ in range(hands):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(court, ours, theirs), daemon=True)
            process.start()
            theirs.close()
            self._hands.append((process, ours))

    def decide(self, leftovers: Leftovers, task: Task) -> Done:
        """The states of a task and their answers, shared out where it is worth it."""
        sharers = len(self._hands) + 1
        if sharers == 1 or len(task.combinations) < WORTH:
            return decide(leftovers, task)
        # Combinations of one item and stretch of days share most of the work.
        order = sorted(
            range(len(task.combinations)),
            key=lambda n: (task.combinations[n][1], task.combinations[n][0]),
        )
        size = -(-len(order) // sharers)
        shares = [order[at : at + size] for at in range(0, len(order), size)]
        tasks = [_part(task, share) for share in shares]
        for (_, hand), part in zip(self._hands, tasks[1:], strict=False):
            hand.send(part)
        done = [decide(leftovers, tasks[0])]
        for (_, hand), part in zip(self._hands, tasks[1:], strict=False):
            try:
                found = hand.recv()
            except (EOFError, OSError):
                found = None
            # What a process could not do is done here, where an error can be told.
            done.append(decide(leftovers, part) if found is None else found)
        states = [0] * len(order)
        answers: list[Row] = []
        for share, each in zip(shares, done, strict=True):
            for at, state in zip(share, each.states, strict=True):
                states[at] = state + len(answers)
            answers += each.answers
        return Done(states, answers)

    def close(self) -> None:
        """End the processes."""
        for process, hand in self._hands:
            hand.close()
            process.terminate()
            process.join()
        self._hands.clear()


def _part(task: Task, share: Sequence[int]) -> Task:
    return replace(task, combinations=[task.combinations[at] for at in share])


def _can_fork() -> bool:
    """Whether this process may fork: on Linux, and with no thread that might hold a lock."""
    if sys.platform != "linux":
        return False
    with suppress(OSError):
        return len(list(Path("/proc/self/task").iterdir())) == 1
    return False


def _serve(court: Court, ours: Connection, theirs: Connection) -> None:
    # The keyboard speaks to the first process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ours.close()
    with suppress(EOFError, OSError):
        while True:
            task = theirs.recv()
            try:
                found: Done | None = decide(Leftovers(court, task.known_on), task)
            except Exception:
                found = None
            theirs.send(found)
    os._exit(0)
