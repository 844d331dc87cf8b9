"""Acts within one country, deemed exports, and a letter that alone stands against an exception."""

from __future__ import annotations

import pytest

import licet
from licet.decision.why import why
from licet.reports.sheet import lead


def within(answer: licet.Determination) -> list[str]:
    return [says for says in answer.warnings if "stays in one country" in says]


@pytest.mark.parametrize("act", [None, "export", "reexport"])
def test_a_move_inside_one_country_is_told_to_be_a_transfer(act):
    case = {"item": "H100", "from": "CN", "to": "CN", "on": "2026-06-15", "transaction": act}
    told = within(licet.determine(case))
    assert len(told) == 1
    assert "transaction: transfer" in told[0]


def test_a_transfer_and_a_move_between_countries_are_told_nothing():
    for keys in ({"transaction": "transfer"}, {"from": "KR"}, {}):
        case = {"item": "H100", "to": "CN", "on": "2026-06-15", **keys}
        assert not within(licet.determine(case))


def test_a_move_inside_the_united_states_is_no_export():
    answer = licet.determine(item="H100", to="US", on="2026-06-15")
    assert answer.verdict == "no-license-required"
    assert any("is no export" in says for says in answer.warnings)
    assert not any("EEI" in says or "invoice" in says for says in answer.conditions)


def test_a_deemed_export_cites_the_paragraph_that_leaves_it_out():
    answer = licet.determine(
        item={"kind": "technology", "eccn": "3E001"},
        to="CN",
        on="2026-06-15",
        facts={"deemed": True, "subject_eccn": "3A090", "subject_level": "a"},
    )
    assert answer.verdict == "no-license-required"
    assert any(step.cite == "15 CFR 742.6(a)(6)(iv)" for step in why(answer))
    assert not any("EEI" in says for says in answer.conditions)


def test_a_letter_that_may_bind_is_missing_where_an_exception_answers_the_rest():
    purpose = {"special_purpose": ["one-for-one-replacement"]}
    answer = licet.determine(item="A100", to="CN", on="2026-06-15", facts=purpose)
    assert answer.verdict == "license-required"
    entry = next(entry for entry in answer.missing if entry.fact == "exporter")
    turns = {turn.value: turn.verdict for turn in entry.turns_at}
    assert turns["nvidia"] == "license-required"
    assert turns["(any other)"] == "license-exception"


def test_the_first_line_names_the_rule_before_the_letter_where_both_ask():
    answer = licet.determine(item="H200", to="CN", on="2026-06-15", exporter="nvidia")
    assert "742.6(a)(6)(iii)" in lead(answer)
    assert "by letter as well" in lead(answer)
    answer = licet.determine(item="H20", to="CN", on="2025-06-15", exporter="nvidia")
    assert lead(answer).startswith("By letter, not by published rule")
    purpose = {"special_purpose": ["one-for-one-replacement"]}
    answer = licet.determine(
        item="A100", to="CN", on="2026-06-15", exporter="nvidia", facts=purpose
    )
    assert lead(answer).startswith("By letter, which no exception answers")
