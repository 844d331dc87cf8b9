"""Every line of the conformance files, in Python and on the command line.

A line that fails names the case, what was expected, what came, and the source of the expectation.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import licet
from licet.case import parse_case
from licet.courts import court_of
from licet.decision.outcome import verdict_on
from licet.gather import gather

HERE = Path(__file__).parent
FILES = ("classification", "licensing", "chips", "systems", "story")
BASES = {"regulator's words", "rule text", "vendor", "company", "third party", "derived"}
CONFIDENCES = {"primary", "quoted", "secondary", "company", "press", "unverified"}
EXPECTABLE = {
    "verdict", "layers", "classification", "requirements", "requirements_lack", "exceptions",
    "review_policy", "conditions", "missing", "warnings", "announcements", "turns",
}  # fmt: skip


def lines_of(kind: str) -> list[dict[str, Any]]:
    text = (HERE / f"{kind}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


LINES = [line for kind in FILES for line in lines_of(kind)]
BY_NAME = {line["name"]: line for line in LINES}


@cache
def answer(name: str) -> dict[str, Any]:
    """The determination of a line, as it would be printed."""
    case = {"id": name, **BY_NAME[name]["case"]}
    made: dict[str, Any] = json.loads(json.dumps(licet.determine(case).as_dict()))
    return made


def matches(expected: Any, got: Any) -> bool:
    """Whether a value is the expected one, or fits an object of `in`, `not` or `starts`."""
    if not isinstance(expected, dict):
        return expected == got
    tests = {
        "in": lambda wanted: got in wanted,
        "not": lambda unwanted: got not in unwanted,
        "starts": lambda start: isinstance(got, str) and got.startswith(start),
    }
    return all(tests[word](value) for word, value in expected.items())


def mentions(word: str, entries: list[Any]) -> bool:
    return any(word.casefold() in json.dumps(entry).casefold() for entry in entries)


def differences(expect: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """What in an answer is not as expected, one sentence each."""
    found = []

    def want(what: str, expected: Any, value: Any, *, holds: bool) -> None:
        if not holds:
            found.append(f"{what}: expected {json.dumps(expected)}, got {json.dumps(value)}")

    for key, expected in expect.items():
        value = got.get(key)
        if key in {"verdict", "review_policy"}:
            want(key, expected, value, holds=matches(expected, value))
        elif key in {"layers", "classification"}:
            for name, part in expected.items():
                want(f"{key}.{name}", part, value[name], holds=matches(part, value[name]))
        elif key in {"requirements", "requirements_lack"}:
            reasons = [entry["reason"] for entry in got["requirements"]]
            for reason in expected:
                holds = (reason in reasons) is (key == "requirements")
                want(key, reason, reasons, holds=holds)
        elif key == "exceptions":
            # An exception that is not listed is not available.
            offered = {entry["symbol"]: entry["available"] for entry in value}
            for symbol, available in expected.items():
                shown = offered.get(symbol, False)
                want(f"exceptions.{symbol}", available, shown, holds=available is shown)
        elif key == "missing":
            facts = [entry["fact"] for entry in value]
            for fact in expected:
                want(key, fact, facts, holds=fact in facts)
        elif key == "turns":
            for side, part in expected.items():
                turn = value[side] or {}
                for name, wanted in part.items():
                    want(
                        f"turns.{side}.{name}",
                        wanted,
                        turn.get(name),
                        holds=wanted == turn.get(name),
                    )
        else:
            for word in expected:
                want(key, word, value, holds=mentions(word, value))
    return found


def ids(lines: list[dict[str, Any]]) -> list[str]:
    return [line["name"] for line in lines]


@pytest.mark.parametrize("line", LINES, ids=ids(LINES))
def test_the_answer_is_as_expected(line: dict[str, Any]) -> None:
    wrong = differences(line["expect"], answer(line["name"]))
    told = "".join(f"\n  {each}" for each in wrong)
    assert not wrong, f"{line['name']}{told}\n  source: {line['source']} ({line['basis']})"


def command_line() -> Any:
    """The `main` of the command line, None while there is none."""
    if importlib.util.find_spec("licet.cli") is None:
        return None
    return getattr(importlib.import_module("licet.cli"), "main", None)


@pytest.mark.slow
def test_the_command_line_gives_the_same_answers() -> None:
    if command_line() is None:
        pytest.skip("the package has no command line yet")
    cases = "".join(json.dumps({"id": x["name"], **x["case"]}) + "\n" for x in LINES)
    call = "import sys; from licet.cli import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-c", call, "check", "--file", "-", "--json"],
        input=cases,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [each["id"] for each in answers] == ids(LINES)
    other = [each["id"] for each in answers if each != answer(each["id"])]
    assert not other, f"other than in Python: {', '.join(other)}"


@pytest.mark.parametrize("line", LINES, ids=ids(LINES))
def test_a_line_is_well_formed(line: dict[str, Any]) -> None:
    assert set(line) == {"name", "case", "expect", "source", "basis", "confidence", "note"}
    assert line["basis"] in BASES
    assert line["confidence"] in CONFIDENCES
    assert line["source"].startswith("http")
    assert line["expect"]
    assert set(line["expect"]) <= EXPECTABLE
    assert line["note"].endswith((".", "?"))
    assert "on" in line["case"], "a case without a date would change its answer over time"


def test_names_are_given_once() -> None:
    assert len(BY_NAME) == len(LINES)


@pytest.mark.parametrize("line", lines_of("excluded"), ids=ids(lines_of("excluded")))
def test_an_exclusion_says_why(line: dict[str, Any]) -> None:
    assert set(line) == {"name", "reason", "source"}
    assert line["name"] not in BY_NAME
    assert line["reason"]


@pytest.mark.parametrize("name", BY_NAME)
def test_the_text_is_judged_as_if_it_stood_alone(name: str) -> None:
    """Text and practice are judged together where nothing that differs applies."""
    shipment = parse_case(BY_NAME[name]["case"])
    gathered = gather(shipment)

    together = licet.determine(shipment).text

    assert together == verdict_on(court_of(), shipment, gathered, shipment.on, "text")
