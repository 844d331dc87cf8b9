"""`licet check`: one case by flags, many as JSON Lines, and what is refused."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from licet.cli import main

H20 = ["check", "H20", "--to", "CN", "--exporter", "nvidia", "--on", "2025-04-20"]
GOOD = {"item": "H20", "to": "CN", "exporter": "nvidia", "on": "2025-04-20"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def call(*words: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def many(
    run: Any, *lines: object, flags: tuple[str, ...] = ("--json",)
) -> tuple[int, list[Any], str]:
    """Answers to some lines; what is no text is written as JSON."""
    raw = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    code, out, err = run("check", "--file", "-", *flags, stdin=raw)
    return code, [json.loads(line) for line in out.splitlines()], err


def test_an_answer_for_people(run):
    code, out, err = run(*H20)

    assert code == 0
    assert "LICENSE REQUIRED" in out.splitlines()[0]
    assert "letter" in out
    assert err == ""
    assert "\x1b[" not in out


def test_json_is_json_and_nothing_else(run):
    code, out, err = run(*H20, "--json")

    assert code == 0
    assert json.loads(out)["verdict"] == "license-required"
    assert err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (H20, 10),
        (["check", "L4", "--to", "FR", "--on", "2025-06-01", "--exporter", "acme"], 0),
        (["check", "H20", "--to", "CN", "--on", "2025-04-20"], 10),
    ],
)
def test_the_gate_opens_only_for_what_may_ship(run, words: list[str], code: int):
    assert run(*words, "--gate")[0] == code
    assert run(*words)[0] == 0


def test_every_flag_reaches_the_case(run):
    code, out, _ = run(
        "check", "H100 SXM", "--to", "Malaysia", "--from", "sg", "--on", "2026-06-15",
        "--known-on", "2026-06-15", "--exporter", "acme", "--transaction", "reexport",
        "--quantity", "8", "--value", "250000.50",
        "--party", "role=end-user,name=Acme,country=MY,hq=MY,parent=CN,lists=none",
        "--party", "role=purchaser,name=Buyer,hq=SG,parent=SG,lists=unverified+meu",
        "--end-use", "data-center,ai-training", "--certifications", "us-supply",
        "--fact", "us_content_percent=[20,30]", "--fact", "purchase_order=yes", "--json",
    )  # fmt: skip
    found = json.loads(out)

    assert code == 0
    assert (found["on"], found["known_on"]) == ("2026-06-15", "2026-06-15")
    assert found["verdict"] == "license-required"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check"], "no item"),
        (["check", "H20"], "missing: --to"),
        (["check", "H20", "--to", "Atlantis"], "Atlantis"),
        (["check", "H20", "--to", "XX"], "XX"),
        (["check", "H21", "--to", "CN"], "H20"),
        (["check", "H20", "--to", "CN", "--on", "2025-02-30"], "`2025-02-30` is not a date"),
        (["check", "H20", "--to", "CN", "--on", "20250420"], "`20250420` is not a date"),
        (["check", "H20", "--to", "CN", "--on", "2025-W16-7"], "`2025-W16-7` is not a date"),
        (["check", "H20", "--to", "CN", "--on", "1999-01-01"], "before the encoded law"),
        (["check", "H20", "--to", "CN", "--known-on", "soon"], "`soon` is not a date"),
        (["check", "H20", "--to", "CN", "--quantity", "-3"], "is negative"),
        (["check", "H20", "--to", "CN", "--quantity", "0"], "a number above 0"),
        (["check", "H20", "--to", "CN", "--value", "nan"], "`nan` is not a number"),
        (["check", "H20", "--to", "CN", "--value", "inf"], "`inf` is not a number"),
        (["check", "H20", "--to", "CN", "--value", "9" * 5_000], "is not a number"),
        (["check", "H20", "--to", "CN", "--transaction", "reexport"], "outside the US"),
        (["check", "H20", "--to", "CN", "--transaction", "gift"], "`gift` is not allowed"),
        (["check", "H20", "--to", "CN", "--end-use", "peace"], "`peace` is not allowed"),
        (["check", "H20", "--to", "CN", "--certifications", "us-suply"], "did you mean us-supply"),
        (["check", "H20", "--to", "CN", "--fact", "nac_cleard=true"], "did you mean nac_cleared"),
        (["check", "H20", "--to", "CN", "--fact", "nac_cleared"], "has no value"),
        (["check", "H20", "--to", "CN", "--fact", "nac_cleared=maybe"], "not a yes or no"),
        (["check", "H20", "--to", "CN", "--fact", "to=FR"], "can't be stated as a fact"),
        (["check", "H20", "--to", "CN", "--fact", "stated_eccn=EAR99"], "can't be stated"),
        (["check", "H20", "--to", "CN", "--fact", "headquarters=FR"], "belongs to a party"),
        (["check", "H20", "--to", "CN", "--fact", "nac_cleared=yes", "--fact", "nac_cleared=no"],
         "given twice"),
        (["check", "H20", "--to", "CN", "--fact", "tpp=5000"], "contradicts the item"),
        (["check", "H20", "--to", "CN", "--party", "role=end-user,head=CN"], "unknown key"),
        (["check", "H20", "--to", "CN", "--party", "hq=CN"], "missing"),
        (["check", "H20", "--to", "CN", "--party", "role"], "has no value"),
        (["check", "H20", "--to", "CN", "--party", "role=end-user,hq=CN,hq=US"], "given twice"),
        (["check", "H20", "--to", "CN", "--party", "role=end-user,lists=blacklist"],
         "`blacklist` is not allowed"),
        (["check", "H20", "--file", "-"], "both an item and --file"),
        (["check", "--file", "none.jsonl"], "no such file"),
        (["check", "--file", "-", "--to", "CN"], "--to with --file"),
        (["check", "--file", "-", "--on", "2025-01-01"], "--on with --file"),
        (["check", "--file", "-", "--from", "SG"], "--from with --file"),
        (["check", "--file", "-", "--party", "role=end-user"], "--party with --file"),
        (["check", "--file", "-", "--fact", "deemed=no"], "--fact with --file"),
        (["check", "H20", "--to", "CN", "--law", "none.toml"], "can't read it"),
        (["check", "H20", "--to", "CN", "--wrong"], "unrecognized arguments"),
        (["check", "H20", "--too", "CN"], "unknown option `--too`: did you mean `--to`?"),
        (["timeline", "--abuot", "H20"], "unknown option `--abuot`: did you mean `--about`?"),
        ([], "required"),
        (["cheque"], "invalid choice"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_and_exits_2(run, words: list[str], says: str):
    code, out, err = run(*words)

    assert code == 2
    assert says in err
    assert out == ""
    assert "Traceback" not in err


BAD_LINES: list[tuple[object, str]] = [
    (b"", "empty"),
    (b"   ", "empty"),
    (b"{", "not JSON"),
    (b"[]", "is not an object"),
    (b"null", "is not an object"),
    (b'"H20"', "is not an object"),
    (b"\xff\xfe", "not UTF-8 text"),
    (b'{"item": "H20", "to": "CN", "quantity": NaN}', "`NaN` is not a number"),
    (b'{"item": "H20", "to": "CN", "quantity": -Infinity}', "`-Infinity` is not a number"),
    (b'{"item": "H20", "to": "CN", "quantity": 1e999}', "is not a number"),
    (b'{"item": "H20", "to": "CN", "quantity": ' + b"9" * 5_000 + b"}", "too long"),
    (b'{"item": "H20", "to": "CN", "quantity": ' + b"9" * 400 + b"}", "digits"),
    (b'{"item": "H20", "to": "CN", "to": "US"}', "`to` is given twice"),
    (b'{"item": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deep"),
    (b'{"item": ' + b"[" * 500 + b"]" * 500 + b', "to": "CN"}', "is not an object"),
    (b'{"item": ' + b'{"contains":' * 400 + b"1" + b"}" * 400 + b', "to": "CN"}', "nested"),
    (b'{"item": "\\u0000", "to": "CN"}', "no such item"),
    (b'{"a\x00": 1}', "not JSON"),
    (b"x" * 2_000_001, "too long"),
    ({"to": "CN"}, "missing: `item`"),
    ({"item": "H20"}, "missing: `to`"),
    ({"item": "H21", "to": "CN"}, "H20"),
    ({"item": "", "to": "CN"}, "an empty text"),
    ({"item": "x" * 500, "to": "CN"}, "500 characters"),
    ({"item": 5, "to": "CN"}, "is not an object"),
    ({"item": "H20", "to": "CN", "color": "red"}, "unknown key: `color`"),
    ({"item": "H20", "to": "CN", "exportr": "x"}, "did you mean exporter"),
    ({"item": "H20", "to": "CN", "id": 7}, "is not a text"),
    ({"item": "H20", "to": 5}, "is not a text"),
    ({"item": "H20", "to": "ZZ"}, "ZZ"),
    ({"item": "H20", "to": "CN", "on": "2025-13-01"}, "is not a date"),
    ({"item": "H20", "to": "CN", "on": 20250101}, "is not a date"),
    ({"item": "H20", "to": "CN", "on": "٢٠٢٥-٠١-٠١"}, "is not a date"),
    ({"item": {"tpp": -1}, "to": "CN"}, "is negative"),
    ({"item": {"tpp": True}, "to": "CN"}, "is not a number"),
    ({"item": {"tpp": [5, 1]}, "to": "CN"}, "upside down"),
    ({"item": {"tpp": [1, 2, 3]}, "to": "CN"}, "a range of 3"),
    ({"item": {"tpp": "much"}, "to": "CN"}, "is not a number"),
    ({"item": {"tpp": {}}, "to": "CN"}, "is not a number"),
    ({"item": {"kind": "boat"}, "to": "CN"}, "`boat` is not allowed"),
    ({"item": {"rates": {"fp12": 5}}, "to": "CN"}, "unknown format"),
    ({"item": {"rates": {}}, "to": "CN"}, "no rates"),
    ({"item": {"tpp": 1600, "rates": {"fp16": 500}}, "to": "CN"}, "contradicts the rates"),
    ({"item": {"tpp": 4000, "applicable_die_area_mm2": 1000, "performance_density": 6},
      "to": "CN"}, "contradicts tpp over"),
    ({"item": {"tpp": 4000, "applicable_die_area_mm2": 1000, "performance_density": [5, 6]},
      "to": "CN"}, "contradicts tpp over"),
    ({"item": {"tpp": [100, 200], "applicable_die_area_mm2": 1000, "performance_density": 6},
      "to": "CN"}, "contradicts tpp over"),
    ({"item": {"tpp": 4000, "applicable_die_area_mm2": 0, "performance_density": 6},
      "to": "CN"}, "no density"),
    ({"item": {"contains": "H100 SXM", "tpp": 100}, "to": "CN"}, "contradicts the item"),
    ({"item": {"contains": ["H100 SXM", "H20"], "tpp": 100}, "to": "CN"}, "can't share"),
    ({"item": {"kind": "ic", "contains": "H20"}, "to": "CN"}, "contains ICs"),
    ({"item": {"contains": [{"item": "H20", "count": 0}]}, "to": "CN"}, "is not a count"),
    ({"item": "H20", "to": "CN", "facts": {"tpp": 9000}}, "contradicts the item"),
    ({"item": "H20", "to": "CN", "facts": {"datacenter": False}}, "contradicts the item"),
    ({"item": "H20", "to": "CN", "quantity": 5, "facts": {"quantity": 6}}, "can't be stated"),
    ({"item": "H20", "to": "CN", "certifications": ["us-suply"]}, "did you mean us-supply"),
    ({"item": "H20", "to": "CN", "certifications": "some"}, "is not allowed"),
    ({"item": "H20", "to": "CN", "end_use": "military"}, "is not a list"),
    ({"item": "H20", "to": "CN", "parties": {}}, "is not a list"),
    ({"item": "H20", "to": "CN", "parties": [{"role": "friend"}]}, "`friend` is not allowed"),
    ({"item": "H20", "to": "CN", "parties": [
        {"role": "end-user", "name": "A", "headquarters": "CN"},
        {"role": "purchaser", "name": "A", "headquarters": "US"}]}, "two values of `headquarters`"),
    ({"item": "H20", "to": "CN", "parties": [
        {"role": "end-user", "name": "A"},
        {"role": "purchaser", "name": "a", "headquarters": "CN"},
        {"role": "ultimate-consignee", "name": "A", "headquarters": "US"}]}, "two values"),
    ({"item": "H20", "to": "CN", "parties": [
        {"role": "end-user", "owners": [{"share": 70}, {"share": 60}]}]}, "add up to `130` percent"),
    ({"item": "H20", "to": "CN", "parties": [
        {"role": "end-user", "owners": [{"share": 101}]}]}, "`101` percent"),
    ({"item": "H20", "to": "CN", "transaction": "reexport"}, "outside the US"),
    ({"item": "H20", "to": "CN", "transaction": "transfer", "from": "US"}, "stays in one country"),
]  # fmt: skip


def test_a_bad_line_among_good_ones_is_never_lost(run):
    lines: list[object] = []
    for n, (line, _) in enumerate(BAD_LINES):
        lines += [{**GOOD, "id": f"good {n}"}, line]

    code, found, err = many(run, *lines)

    assert code == 2
    assert f"{len(BAD_LINES)} of the lines" in err
    assert len(found) == len(lines)
    for n, (line, says) in enumerate(BAD_LINES):
        good, bad = found[2 * n], found[2 * n + 1]
        assert (good["id"], good["verdict"]) == (f"good {n}", "license-required")
        assert set(bad) == {"id", "error"}, line
        assert says in bad["error"], (line, bad["error"])


def test_a_bad_line_gives_its_id_back(run):
    _, found, _ = many(run, {"id": "mine", "item": "H20"}, {"id": 5, "item": "H20", "to": "CN"})

    assert [entry["id"] for entry in found] == ["mine", None]


@pytest.mark.parametrize("name", ["", "  spaced ", "é漢", "\ud800", "x" * 5_000, "a\nb", '"'])
def test_any_text_is_an_id_and_comes_back(run, name: str):
    code, found, _ = many(run, {**GOOD, "id": name}, {**GOOD, "id": name})

    assert code == 0
    assert [entry["id"] for entry in found] == [name, name]


def test_no_lines_no_answers(run):
    assert many(run) == (0, [], "")


def test_lines_of_windows_with_a_byte_order_mark(run, tmp_path: Path):
    path = tmp_path / "cases.jsonl"
    line = json.dumps(GOOD).encode()
    path.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n" + line)

    code, out, _ = run("check", "--file", str(path), "--json")

    assert code == 0
    assert [json.loads(row)["verdict"] for row in out.splitlines()] == ["license-required"] * 2


def test_lines_for_people(run):
    raw = (json.dumps({**GOOD, "id": "one"}) + "\n" + json.dumps({**GOOD, "to": "FR"})).encode()

    code, out, _ = run("check", "--file", "-", stdin=raw)

    assert code == 0
    assert out.splitlines()[0].split()[:2] == ["license-required", "one"]
    assert len(out.splitlines()) == 2


def test_the_gate_on_many(run):
    free = {"item": "L4", "to": "FR", "on": "2025-06-01", "exporter": "acme"}

    assert many(run, free, flags=("--json", "--gate"))[0] == 0
    assert many(run, free, GOOD, flags=("--json", "--gate"))[0] == 10
    assert many(run, free, GOOD, {}, flags=("--json", "--gate"))[0] == 2


def test_a_fault_of_ours_loses_no_line(run, monkeypatch: pytest.MonkeyPatch):
    def broken(self: object, case: Any) -> tuple[str, str]:
        raise ZeroDivisionError

    monkeypatch.setattr("licet.cases_io.Batch.answer", broken)

    code, found, _ = many(run, GOOD, GOOD)

    assert code == 2
    assert len(found) == 2
    assert "internal error" in found[0]["error"]


OWN = """\
id = "own/letter"
title = "A letter to Acme"
cite = "letter of 1 May 2025"
effect = { require = "letter" }

[[instrument]]
id = "own-letter"
title = "a letter"
cite = "letter of 1 May 2025"
published = 2025-05-01

[[version]]
instrument = "own-letter"
valid = { from = 2025-05-01 }
when = 'to in {"FR"}'
says = "A license is required for France."
confidence = "own"
addressee = "acme"
"""


def test_a_law_of_ones_own(run, tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    words = ["check", "L4", "--to", "FR", "--on", "2025-06-01", "--exporter", "acme", "--json"]

    without, within = run(*words)[1], run(*words, "--law", str(path))[1]

    assert json.loads(without)["verdict"] == "no-license-required"
    found = json.loads(within)
    assert found["verdict"] == "license-required"
    assert found["law_files"][0]["file"] == str(path)
    assert found["law_files"][0]["hash"].startswith("sha256:")
    assert run("law", "show", "own/letter", "--law", str(path))[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('to in {"FR"}', "too in {}", "own.toml:15:9: unknown fact: `too`"),
        ('"own-letter"\nvalid', '"other"\nvalid', "unknown instrument: `other`"),
        ("require =", "requires =", "unknown key: `requires`"),
        ('id = "own/letter"', "id = nan", "`id` must be a text"),
    ],
)
def test_a_bad_law_of_ones_own(run, tmp_path: Path, old: str, new: str, says: str):
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")

    code, out, err = run(*H20, "--law", str(path))

    assert code == 2
    assert says in err
    assert out == ""


def many_lines(path: Path, count: int) -> Path:
    """Cases that differ, every tenth of them broken."""
    rows = [
        '{"item":' if n % 10 == 7 else json.dumps({**GOOD, "id": str(n), "quantity": n + 1})
        for n in range(count)
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_several_processes_answer_as_one_does_and_in_order(tmp_path: Path):
    path = many_lines(tmp_path / "cases.jsonl", 460)
    command = [sys.executable, "-m", "licet", "check", "--file", str(path), "--json", "--jobs"]

    one = subprocess.run([*command, "1"], capture_output=True, check=False)
    three = subprocess.run([*command, "3"], capture_output=True, check=False)

    assert (one.returncode, one.stderr) == (2, b"licet: 46 of the lines could not be answered\n")
    assert len(one.stdout.splitlines()) == 460
    assert (three.returncode, three.stdout, three.stderr) == (2, one.stdout, one.stderr)


def test_an_interrupt_ends_all_processes_without_a_traceback(tmp_path: Path):
    path = many_lines(tmp_path / "cases.jsonl", 20_000)
    command = [sys.executable, "-m", "licet", "check", "--file", str(path), "--jobs", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    for _ in range(400):
        process.stdout.readline()

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert b"Traceback" not in err


def test_jobs_is_a_number_of_processes(run, tmp_path: Path):
    path = many_lines(tmp_path / "cases.jsonl", 1)

    code, _, err = run("check", "--file", str(path), "--jobs", "0")

    assert code == 2
    assert "1 or more processes" in err


def test_a_figure_is_read_to_its_last_digit(run):
    near = b'{"item": {"kind": "ic", "tpp": 4799.%s, "datacenter": false}, "to": "CN",' % (
        b"9" * 30
    )

    _, found, _ = many(run, near + b' "on": "2024-06-01"}')

    assert found[0]["classification"]["parameters"] is None


def test_knowledge_before_the_encoded_law_is_refused(run):
    code, _, err = run(*H20, "--known-on", "2021-01-01")

    assert code == 2
    assert "before the encoded law" in err


def test_two_end_users_that_contradict_each_other_are_refused(run):
    parties = [
        {"role": "end-user", "headquarters": "CN"},
        {"role": "end-user", "headquarters": "DE"},
    ]

    _, found, _ = many(
        run,
        {**GOOD, "parties": parties},
        {**GOOD, "parties": [{**parties[0], "name": "A"}, {**parties[1], "name": "B"}]},
    )

    assert "two values of `headquarters`: CN and DE" in found[0]["error"]
    assert found[1]["verdict"] == "license-required"
