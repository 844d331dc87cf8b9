"""What a change of the law catches and frees: published facts, witnesses, drafts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import licet
from licet.catalog import catalog, find
from licet.cli.main import main
from licet.law import with_files
from licet.questions.changes import Moment, changes

OCTOBER = (Moment(date(2023, 11, 16)), Moment(date(2023, 11, 17)))


@pytest.fixture(scope="module")
def october():
    return changes(*OCTOBER, "CN")


def test_the_chips_that_became_controlled_in_october_2023(october):
    """NVIDIA named A800, H800, L40, L40S and RTX 4090 as newly reached (Form 8-K, October 2023)."""
    caught = {change.item for change in october.caught}

    assert {
        "nvidia-a800-sxm4-80gb", "nvidia-a800-pcie-80gb", "nvidia-h800-sxm5", "nvidia-h800-pcie",
        "nvidia-l40", "nvidia-l40s", "nvidia-rtx-4090",
    } <= caught  # fmt: skip
    assert not caught & {entry.id for name in ("A100", "H100") for entry in find(name)}
    assert not caught & {"nvidia-h20-96gb", "nvidia-rtx-4090-d", "nvidia-rtx-4080"}
    assert () == october.freed


def test_each_change_is_what_check_says(october):
    for change in october.caught:
        before, after = (
            licet.determine(item=change.item, to="CN", on=str(m.on), exporter="acme").verdict
            for m in OCTOBER
        )
        assert (change.before, change.after) == (before, after)
        assert change.provision.startswith("us/ear/742/6-a-6-rs-")


@pytest.mark.parametrize("name", ["A800", "H800"])
def test_a800_and_h800_were_free_in_2022_and_caught_in_2023(name):
    entries = [entry for entry in find(name) if entry.interconnect_gb_s is not None]

    found = changes(
        Moment(date(2022, 12, 1)), Moment(date(2023, 12, 1)), "CN", entries=entries, witness=False
    )

    assert {entry.id for entry in entries} == {change.item for change in found.caught}
    assert {"no-license-required"} == {change.before for change in found.caught}


def test_the_witness_is_caught_by_the_whole_determination(october):
    case = october.witness

    assert "2023-11-17" == case["on"]
    assert "license-required" == licet.determine(case).verdict
    assert "no-license-required" == licet.determine({**case, "on": "2023-11-16"}).verdict
    assert october.freed_witness is None


def test_a_rule_that_changes_nothing_has_no_witness():
    found = changes(
        Moment(date(2023, 12, 1)), Moment(date(2023, 12, 2)), "CN",
        entries=[catalog()["nvidia-h20-96gb"]],
    )  # fmt: skip

    assert () == found.caught == found.freed
    assert found.witness is None


def test_the_command_prints_the_contract(capsys):
    code = main(["law", "newly-caught", "--before", "2023-11-16", "--after", "2023-11-17",
                 "--to", "CN", "--json"])  # fmt: skip
    found = json.loads(capsys.readouterr().out)

    assert 0 == code
    assert {"caught", "freed", "witness"} <= found.keys()
    assert {"item", "before", "after", "provision"} <= found["caught"][0].keys()


def draft(tmp_path: Path, when: str, effect: str = '{ require = "draft" }') -> Path:
    path = tmp_path / "draft.toml"
    path.write_text(
        f"""
[[instrument]]
id = "draft"
title = "A draft"
cite = "draft"
published = 2026-01-01

[[provision]]
id = "own/draft"
title = "A draft"
cite = "draft, sec. 1"
effect = {effect}

  [[provision.version]]
  instrument = "draft"
  valid = {{ from = 2026-01-01 }}
  when = '{when}'
  says = "A draft."
  confidence = "own"
""",
        encoding="utf-8",
    )
    return path


def test_a_draft_catches_what_it_says(tmp_path):
    path = draft(tmp_path, 'to == "CN" and any(ics: dram_bandwidth_gb_s >= 4000)')
    law, day = with_files([path]), date(2026, 11, 23)

    found = changes(Moment(day), Moment(day, law), "CN")

    assert "nvidia-h20-96gb" in {change.item for change in found.caught}
    assert {"own/draft"} == {change.provision for change in found.caught}
    figures = found.witness["item"]["contains"]
    assert 4000 == figures["dram_bandwidth_gb_s"]
    assert "license-required" == licet.determine(found.witness, law=law).verdict


def test_newly_caught_takes_a_draft(tmp_path, capsys):
    path = draft(tmp_path, 'to == "CN" and any(ics: tpp >= 2000)')
    main(["law", "newly-caught", "--before", "2026-11-23", "--after", "2026-11-23", "--to", "CN",
          "--law", str(path), "--json"])  # fmt: skip

    caught = json.loads(capsys.readouterr().out)["caught"]

    assert "nvidia-h20-96gb" in {change["item"] for change in caught}


def test_the_earlier_day_comes_first(capsys):
    code = main(["law", "newly-caught", "--before", "2024-01-02", "--after", "2024-01-01",
                 "--to", "CN"])  # fmt: skip

    assert 2 == code
    assert "is before" in capsys.readouterr().err


def test_the_constructed_chip_is_that_of_the_exporter_who_was_named(capsys):
    main(["law", "newly-caught", "--before", "2025-04-08", "--after", "2025-04-10", "--to", "CN",
          "--exporter", "nvidia"])  # fmt: skip
    (line,) = [text for text in capsys.readouterr().out.splitlines() if text.startswith("{")]
    case = json.loads(line)

    assert "nvidia" == case["exporter"]
    assert "license-required" == licet.determine(case).verdict
    assert "no-license-required" == licet.determine({**case, "on": "2025-04-08"}).verdict
