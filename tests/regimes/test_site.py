"""Data-center sites: Texas SB 6 and the other state and federal measures on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from licet.cli.main import main
from licet.errors import BadCase
from licet.site import parse_site, site_findings


def found(state: str, load: object, on: str, **keys: Any) -> dict[str, bool | None]:
    answer = site_findings(state, load, on, **keys)
    return {finding.version.provision: finding.truth for finding in answer.findings}


INTERCONNECTION, CURTAILMENT = "us-tx/sb6-interconnection", "us-tx/sb6-curtailment"


@pytest.mark.parametrize(
    ("load", "applies"), [(74.9, False), ("74.99", False), (75, True), (75.1, True), (1000, True)]
)
def test_sb_6_at_75_megawatts(load: object, applies: bool) -> None:
    answer = found("TX", load, "2026-01-01")
    assert (INTERCONNECTION in answer) is applies
    assert (CURTAILMENT in answer) is applies


def test_at_exactly_75_the_text_can_be_read_otherwise() -> None:
    def readings(load: int) -> tuple[str, ...]:
        answer = site_findings("TX", load, "2026-01-01")
        return next(f.readings for f in answer.findings if f.version.provision == INTERCONNECTION)

    assert "exceed" in readings(75)[0]
    assert readings(76) == ()


def test_sb_6_from_the_day_it_was_signed() -> None:
    assert INTERCONNECTION not in found("TX", 100, "2025-06-19")
    assert INTERCONNECTION in found("TX", 100, "2025-06-20")
    assert INTERCONNECTION not in found("TX", 100, "2026-01-01", known_on="2025-06-19")


def test_the_cut_off_is_for_loads_connected_after_2025() -> None:
    assert CURTAILMENT not in found("TX", 100, "2025-12-31")
    assert CURTAILMENT in found("TX", 100, "2026-01-01")
    old = {"connected_on": "2025-12-31"}
    assert CURTAILMENT not in found("TX", 100, "2026-06-01", facts=old)


def test_outside_ercot_sb_6_is_silent() -> None:
    assert INTERCONNECTION not in found("TX", 100, "2026-01-01", facts={"ercot": False})
    assert INTERCONNECTION not in found("LA", 100, "2026-01-01")


def test_an_unknown_load_leaves_it_open() -> None:
    answer = site_findings("TX", None, "2026-01-01")
    finding = next(f for f in answer.findings if f.version.provision == INTERCONNECTION)
    assert (finding.truth, finding.missing) == (None, ("load_mw",))
    assert found("TX", [80, 90], "2026-01-01")[INTERCONNECTION] is True
    assert found("TX", [70, 90], "2026-01-01")[INTERCONNECTION] is None


def test_other_states_and_the_federal_side() -> None:
    utility = {"utility": "AEP Ohio"}
    assert found("OH", 26, "2025-07-09", facts=utility)["us-oh/aep-tariff"] is True
    assert "us-oh/aep-tariff" not in found("OH", 25, "2025-07-09", facts=utility)
    assert found("OH", 26, "2025-07-09")["us-oh/aep-tariff"] is None
    assert found("OR", 21, "2025-07-01")["us-or/power-act"] is True
    assert "us/site/permitting" not in found("NV", 100, "2026-01-01", facts={"capital_usd": 1})
    assert found("NV", 101, "2026-01-01")["us/site/permitting"] is True
    large = "us/site/doe-large-loads"
    assert found("VA", 21, "2025-11-01")[large] is True
    assert large not in found("TX", 100, "2026-01-01")
    assert large not in found("HI", 100, "2026-01-01")


def test_what_failed_or_is_proposed_is_never_in_force() -> None:
    states = {
        finding.version.provision: finding.status
        for state, load, on in (
            ("ME", 30, "2026-04-25"), ("OH", 30, "2026-04-01"), ("TX", 100, "2026-04-01"),
            ("GA", 30, "2026-05-01"),
        )
        for finding in site_findings(state, load, on).findings
    }  # fmt: skip
    assert states["us-me/ld-307"] == "vacated"
    assert states["us-oh/petition-25-mw"] == "proposed"
    assert states["us-tx/puct-25-194"] == "proposed"
    assert states["us-states/moratorium-bills"] == "proposed"


@pytest.mark.parametrize(
    ("case", "key"),
    [
        ({"state": "ZZ"}, "state"),
        ({}, "state"),
        ({"state": "TX", "load_mw": -1}, "load_mw"),
        ({"state": "TX", "load_mw": "NaN"}, "load_mw"),
        ({"state": "TX", "on": "soon"}, "on"),
        ({"state": "TX", "mw": 3}, "mw"),
        ({"state": "TX", "facts": {"tpp": 3}}, "facts.tpp"),
        ({"state": "TX", "kind": "ship"}, "kind"),
    ],
)
def test_bad_sites_are_refused_by_name(case: dict[str, Any], key: str) -> None:
    with pytest.raises(BadCase) as caught:
        parse_site(case)
    assert caught.value.key == key


def test_the_command_prints_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["site", "--state", "Texas", "--load-mw", "100", "--on", "2026-01-01", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (answer["kind"], answer["state"], answer["load_mw"]) == ("data-center-site", "TX", 100)
    assert INTERCONNECTION in {entry["provision"] for entry in answer["findings"]}
    assert answer["assumptions"]


def test_the_command_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["site", "--state", "WY", "--load-mw", "1", "--on", "2024-01-01"]) == 0
    assert "no clearance" in capsys.readouterr().out
    assert main(["site", "--state", "TX", "--load-mw", "75", "--on", "2026-01-01"]) == 0
    assert "SB 6" in capsys.readouterr().out
