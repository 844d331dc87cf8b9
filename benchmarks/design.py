"""Questions to the law by cells, by z3 and by IDP-Z3; a sweep against hand-written NumPy.

IDP-Z3 (the package idp-engine) pins an older z3 than licet uses, so it runs in an environment of
its own: ``python -m venv idp && idp/bin/pip install idp-engine``, then
``.venv/bin/python benchmarks/design.py --idp idp/bin/python``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from timing import medians, report

from licet.courts import court_of
from licet.design.pareto import front
from licet.design.plan import parse_design
from licet.design.sweep import sweep
from licet.questions.search import blank
from licet.solve.named import (
    Checked,
    Claim,
    equivalent,
    implied_by,
    never_empty,
    never_overlapping,
)

TODAY = date(2026, 11, 23)
VARIANTS = 100_000
# The same law and the same questions for IDP-Z3: each goal is met, or none can.
RULES = """
vocabulary V {
  tpp, pd, io: () -> Real
  dc, a, b, old: () -> Bool
}
theory T:V {
  tpp() >= 0. pd() >= 0. io() >= 0.
  old() <=> (io() >= 600 & tpp() >= 4800).
  a() <=> ((tpp() >= 4800 | (tpp() >= 1600 & pd() >= 5.92)) & ~(~dc() & tpp() < 4800)).
  b() <=> (dc() & ((tpp() >= 2400 & tpp() < 4800 & pd() >= 1.6 & pd() < 5.92)
    | (tpp() >= 1600 & pd() >= 3.2 & pd() < 5.92))).
  GOAL
}
"""
GOALS = {
    "never empty: .b": ["b()."],
    "never overlapping: .a, .b": ["a() & b()."],
    "implied by: .a by .b": ["b() & ~a()."],
    "equivalent: 2022, 2023": ["old() & ~a().", "a() & ~old()."],
}
IDP = """
import json, sys, time
from idp_engine import IDP, model_expand
rules, goals, rounds = json.load(sys.stdin)
found = {}
for name, texts in goals.items():
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for text in texts:
            theory, = IDP.from_str(rules.replace("GOAL", text)).get_blocks("T")
            models = [str(m) for m in model_expand(theory, max=1)]
        times.append(time.perf_counter() - start)
    found[name] = sorted(times)[len(times) // 2]
print(json.dumps(found))
"""


def main() -> int:
    """Print the times and their ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--idp", metavar="PYTHON", help="an interpreter with idp-engine")
    options.add_argument("--rounds", type=int, default=20)
    arguments = options.parse_args()
    idp = _idp(arguments.idp, arguments.rounds) if arguments.idp else {}
    for name, ask in _questions().items():
        tasks = {method: _asked(ask, method) for method in ("cells", "solver")}
        found = medians(tasks, arguments.rounds)
        if name in idp:
            found["IDP-Z3, text to model"] = idp[name]
        report(name, found, "cells")
    _sweeps()
    return 0


def _questions() -> dict[str, Callable[[str], Checked]]:
    court = court_of()
    words = court.vocabulary

    def claim(provision: str, day: date = TODAY) -> Claim:
        judge = court.judge(day)
        return Claim(judge, judge.test(f"us/ear/774/{provision}"))

    a, b, old = claim("3A090.a"), claim("3A090.b"), claim("3A090.a", date(2022, 11, 1))

    def ask(check: Callable[..., Checked], *claims: Claim) -> Callable[[str], Checked]:
        return lambda method: check(*claims, blank(words, TODAY), words, method=method)

    return {
        "never empty: .b": ask(never_empty, b),
        "never overlapping: .a, .b": ask(never_overlapping, a, b),
        "implied by: .a by .b": ask(implied_by, a, b),
        "equivalent: 2022, 2023": ask(equivalent, old, a),
    }


def _asked(ask: Callable[[str], Checked], method: str) -> Callable[[], object]:
    return lambda: ask(method)


def _idp(python: str, rounds: int) -> dict[str, float]:
    done = subprocess.run(
        [python, "-c", IDP],
        input=json.dumps([RULES, GOALS, rounds]),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _sweeps() -> None:
    rng = np.random.default_rng(1)
    clock, area = (
        rng.uniform(0.2, 2.5, VARIANTS).round(3),
        rng.uniform(100, 2000, VARIANTS).round(1),
    )
    design = parse_design({
        "datacenter": True, "clock_ghz": 1,
        "unit": [{"count": 312, "per_clock": {"fp16": 1024, "fp8": 2048}}],
        "die": [{"area_mm2": 800, "node_nm": 5}],
        "memory": [{"kind": "HBM3", "stacks": 6, "gb": 16, "gb_s": 667}],
    })  # fmt: skip
    vary = {"clock_ghz": clock, "die.0.area_mm2": area}

    def ours() -> Any:
        return sweep(design, vary, to="CN", on=TODAY)

    def by_hand() -> Any:
        tpp = 312 * 1024 * clock / 1000 * 16
        density = tpp / area
        a = (tpp >= 4800) | ((tpp >= 1600) & (density >= 5.92))
        b = ((tpp >= 2400) & (tpp < 4800) & (density >= 1.6) & (density < 5.92)) | (
            (tpp >= 1600) & (density >= 3.2) & (density < 5.92)
        )
        return a | b

    assert ((ours().verdict == "license-required") == by_hand()).all()
    found = medians({"NumPy by hand, one rule": by_hand, "licet, whole determination": ours}, 7)
    report(f"{VARIANTS:,} variants", found, "NumPy by hand, one rule")
    rate = VARIANTS / found["licet, whole determination"]
    start = time.perf_counter()
    size = len(front(ours()))
    print(
        f"  {rate:,.0f} variants a second; front of {size} in {time.perf_counter() - start:.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
