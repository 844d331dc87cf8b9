"""Timing for the benchmarks: the median of several runs, peers taken in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(
    tasks: Mapping[str, Callable[[], object]], rounds: int, lasting: float = 0.0
) -> dict[str, float]:
    """The median seconds of one call of each task.

    The tasks take turns, so that a slow moment of the machine meets all of them.

    Args:
        tasks: What to time, by name.
        rounds: How many turns.
        lasting: How many seconds a turn lasts at least: as long for a quick task as for a slow
            one, or the quick ones would be timed with the caches that the others left behind.
    """
    times: dict[str, list[float]] = {name: [] for name in tasks}
    repeat: dict[str, int] = {}
    for name, task in tasks.items():
        task()
        repeat[name] = max(1, round(lasting / _once(task)))
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            for _ in range(repeat[name]):
                task()
            times[name].append((time.perf_counter() - start) / repeat[name])
    return {name: statistics.median(found) for name, found in times.items()}


def _once(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return max(time.perf_counter() - start, 1e-9)


def report(title: str, found: Mapping[str, float], base: str) -> None:
    """Print the medians, each with its ratio to `base`."""
    print(f"\n{title}")
    for name, seconds in found.items():
        ratio = seconds / found[base]
        print(f"  {name:<46}{seconds * 1000:>10.3f} ms   x {ratio:.2f}")
