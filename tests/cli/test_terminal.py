"""Terminals: narrow ones, ones without color, ones that know few letters, pipes that close."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
H20 = ("check", "H20", "--to", "CN", "--exporter", "nvidia", "--on", "2025-04-20")


def licet(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return subprocess.run(
        [sys.executable, "-m", "licet", *words],
        env={**kept, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", **env},
        input=stdin,
        capture_output=True,
        check=False,
    )


def test_a_pipe_has_no_color():
    assert b"\x1b[" not in licet(*H20).stdout


def test_color_only_where_it_is_wanted():
    assert b"\x1b[" in licet(*H20, FORCE_COLOR="1", TERM="xterm-256color").stdout
    plain = licet(*H20, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stdout

    assert b"\x1b[31m" not in plain
    assert b"\x1b[1;31m" not in plain


@pytest.mark.parametrize("columns", ["40", "20"])
def test_a_narrow_terminal(columns: str):
    done = licet(*H20, "--proof", COLUMNS=columns)

    assert done.returncode == 0
    assert b"LICENSE REQUIRED" in done.stdout.replace(b"\n", b" ")
    # A word that is longer than the line, such as a provision's id, is not cut.
    lines = done.stdout.decode().splitlines()
    assert sum(len(line) > int(columns) + 8 for line in lines) < len(lines) / 3


@pytest.mark.parametrize(
    "words",
    [
        (*H20, "--proof"),
        ("law", "show", "us/ear/774/3A090.a"),
        ("law", "diff", "2023-11-16", "2023-11-18"),
        ("catalog", "show", "nvidia-h100-sxm5-80gb"),
        ("law", "facts"),
    ],
)  # fmt: skip
def test_an_output_that_knows_only_ascii(words: tuple[str, ...]):
    done = licet(*words, PYTHONIOENCODING="ascii")

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("ascii")


def test_json_stays_json_in_ascii():
    line = json.dumps({"id": "é§\ud800", "item": "H20", "to": "CN", "on": "2025-04-20"}).encode()
    done = licet("check", "--file", "-", "--json", stdin=line, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert json.loads(done.stdout.decode("ascii"))["id"] == "é§\ud800"


def test_a_reader_that_leaves_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "licet", "law", "facts"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait() in {0, 1}
    assert b"Traceback" not in said


@pytest.mark.parametrize(
    ("item", "to", "leads"),
    [
        ("GB300 NVL72", "SA", b"Regional stability control of .a items"),
        ("H200", "RU", b"Russia and Belarus"),
    ],
)
def test_the_first_lines_name_what_weighs_most(item: str, to: str, leads: bytes):
    """Not the encryption control of a rack, nor the chip control where an embargo stands."""
    told = licet("check", item, "--to", to, "--on", "2026-08-01").stdout

    assert leads in b"\n".join(told.splitlines()[:4])
