"""The record itself: whole, linked, in agreement with the law's own dates."""

from __future__ import annotations

import pytest

from licet.errors import BadInput
from licet.law import law
from licet.timeline import UnknownEvent, backtracks, differences, events, find, query
from licet.timeline.event import UNDOING


def test_the_record_has_its_events_and_every_one_is_sourced():
    assert 237 == len(events())
    assert [] == [event.id for event in events() if not event.sources]


def test_events_are_in_order():
    days = [event.announced.first for event in events()]
    assert days == sorted(days)


def test_what_is_said_is_never_in_force():
    for event in events():
        if event.form in {"statement", "draft", "bill", "product", "market", "filing"}:
            exempt = event.id == "cn-2025-11-01-nexperia-exempt"
            assert exempt or event.status != "in-force", event.id


def test_dates_agree_with_the_instruments_of_the_law():
    instruments = law().instruments
    for event in events():
        known = {step.known for step in event.steps} | {event.known}
        known |= {step.day for step in event.steps}
        for name in event.instrument_ids:
            made = instruments[name]
            assert made.published in known, (event.id, name)
            if made.received and event.instrument_ids[0] == name:
                assert made.received == event.acted.first, (event.id, name)


def test_effect_agrees_with_the_versions_of_the_law():
    """A version made by one event alone starts when that event takes effect."""
    alone = {e.instrument_ids[0]: e for e in events() if len(e.instrument_ids) == 1}
    staged = {"us-2022-10-07-ifr", "us-2025-01-16-foundry", "us-2026-04-07-designer-date"}
    for provision in law().provisions.values():
        for version in provision.versions:
            event = alone.get(version.instrument.id)
            if event is None or version.instrument.id in staged or event.scheduled:
                continue
            if event.effective is not None:
                assert version.start == event.effective.first, (provision.id, event.id)
            if version.compliance and event.compliance:
                assert version.compliance == event.compliance.first, provision.id


def test_days_between_agree_with_what_was_recorded():
    told = [text for text in differences() if "computed, not recorded" not in text]
    assert [
        "B05: written into law: computed `no`, recorded `partly`",
        "B21: written into law: computed `yes`, recorded `partly`",
        "B46: written into law: computed `yes`, recorded `partly`",
    ] == told


def test_all_recorded_pairs_are_computed():
    pairs = {pair.pair for pair in backtracks()} - {""}
    assert {f"B{number:02}" for number in range(1, 47)} == pairs


def test_written_into_law_selects():
    written = backtracks(written_into_law="yes")
    assert all(pair.reversal.legal_text for pair in written)
    assert "us-2025-07-14-h20-assurance" not in {pair.reversal.id for pair in written}
    total = sum(len(backtracks(written_into_law=w)) for w in ("yes", "no", "partly", "n.a."))
    assert len(backtracks()) == total


def test_standing_selects_and_is_checked():
    assert {"us-2025-04-09-h20-letter", "us-2025-01-13-ai-diffusion"} <= {
        pair.restriction.id for pair in backtracks(standing="promised")
    }
    with pytest.raises(BadInput, match="unknown standing"):
        backtracks(standing="good")


def test_of_the_china_chip_reversals_one_is_a_rule():
    chips = {"us-2025-04-09-h20-letter", "co-2025-04-15-amd-8k-mi308",
             "us-2023-10-17-advcomp-ifr"}  # fmt: skip
    written = {
        pair.reversal.id
        for pair in backtracks()
        if pair.restriction.id in chips and pair.written == "yes" and pair.kind in UNDOING
    }
    assert {"us-2026-01-13-h200-rule"} == written


def test_queries_by_company_place_actor_and_jurisdiction():
    assert {e.id for e in query(company="Huawei")} >= {"us-2019-05-16-huawei-el"}
    assert "us-2025-07-04-my-th-draft" in {e.id for e in query(place="Thailand")}
    assert "us-2025-01-13-ai-diffusion" in {e.id for e in query(place="DE")}
    assert all("BIS" in e.actor for e in query(actor="bis"))
    assert {"US-TX"} == {e.jurisdiction for e in query(jurisdiction="us-tx")}
    assert {"vacated"} == {e.status for e in query(status="vacated")}
    assert {e.status for e in query(status="suspended, expired")} == {"suspended", "expired"}


def test_bad_questions_are_told():
    with pytest.raises(BadInput, match="unknown status: `law`"):
        query(status="law")
    with pytest.raises(BadInput, match="no such country"):
        query(place="Atlantis")
    with pytest.raises(UnknownEvent) as told:
        find("us-2025-04-09-h20-leter")
    assert "us-2025-04-09-h20-letter" in told.value.near
