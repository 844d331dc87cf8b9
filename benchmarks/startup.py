"""Whole processes: bare Python, `import licet`, `licet check`."""

from __future__ import annotations

import os
import subprocess
import sys

from timing import medians, report

ROUNDS = 15
CHECK = ["check", "H20", "--to", "CN", "--exporter", "nvidia", "--on", "2025-04-20"]
# Byte code is written once, as on any user's machine.
ENV = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=ENV)


def main() -> None:
    found = medians(
        {
            "python -c pass": lambda: _run("-c", "pass"),
            "import licet": lambda: _run("-c", "import licet"),
            "licet check, for people": lambda: _run("-m", "licet", *CHECK),
            "licet check --json": lambda: _run("-m", "licet", *CHECK, "--json"),
        },
        ROUNDS,
    )
    report("whole processes (median)", found, "python -c pass")
    bare = found["python -c pass"]
    print(f"\n  import licet over bare Python: {(found['import licet'] - bare) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
