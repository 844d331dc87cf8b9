"""What the README shows is what licet prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _sessions() -> list[tuple[str, list[str]]]:
    """Each command of the `console` blocks with the lines quoted below it."""
    found: list[tuple[str, list[str]]] = []
    for language, body in FENCE.findall(README):
        for line in body.splitlines() if language == "console" else ():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def _shell_lines() -> list[str]:
    blocks = [body for language, body in FENCE.findall(README) if language == "sh"]
    return [line for body in blocks for line in body.splitlines() if line.strip()]


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = folder / "licet"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m licet "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    world = {
        **os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "88",
        "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    world.pop("FORCE_COLOR", None)
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=world, capture_output=True, text=True,
        encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(("command", "quoted"), _sessions(), ids=[c for c, _ in _sessions()])
def test_a_command_prints_what_is_quoted_below_it(command, quoted, tmp_path):
    done = _run(command, tmp_path)
    printed = [line.rstrip() for line in done.stdout.splitlines()]

    assert (0, "") == (done.returncode, done.stderr)
    assert quoted == printed[: len(quoted)]


def test_the_commands_for_the_shell_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {f"make {name}" for name in re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)}

    assert [] == [line for line in _shell_lines() if line.partition("#")[0].strip() not in targets]


def test_the_demo_tells_the_story(capsys):
    from licet.demo import main

    assert 0 == main()
    said = capsys.readouterr().out
    for words in ("H20", "in bulk", "newly held", "write-down"):
        assert words in said


def test_the_picture_shows_the_answer_of_today(tmp_path):
    picture = (ROOT / "docs/img/check-h20.svg").read_text(encoding="utf-8")
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", picture)
    shown = " ".join(unescape(text).replace("\xa0", " ").strip() for text in texts)
    command = re.search(r"licet check [^✗✓?]*--on \d{4}-\d{2}-\d{2}", shown)

    assert command is not None
    printed = _run(command[0], tmp_path).stdout.splitlines()
    head = [" ".join(line.split()) for line in printed[:8]]

    assert [] == [line for line in head if line and line not in " ".join(shown.split())]
