"""The record itself: whole, linked, in agreement with the law's own dates."""

from __future__ import annotations

import pytest

from licet.errors import BadInput
from licet.law import law
from licet.timeline import UnknownEvent, backtracks, differences, events, find, query
from licet.timeline.event import UNDOING


def test_the_record_has_its_events_and_every_one_is_sourced():
    assert 368 == len(events())
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


CARRIED_BACK = {
    "us-ear-base", "us-2018-s301-lists", "eu-2021-821", "kr-strategic-items", "tw-shtc",
    "gb-dual-use-list", "ca-ecl",
}  # fmt: skip


def test_every_instrument_of_the_law_stands_in_the_record():
    """One place for each date: what made a version is an event, old texts carried back aside."""
    told = {name for event in events() for name in event.instrument_ids}
    assert CARRIED_BACK == law().instruments.keys() - told
    assert not told - law().instruments.keys()


def _days(event):
    """The days on which an event can make a version start."""
    days = {step.day for step in event.steps} | {event.public.last}
    for span in (event.effective, event.compliance):
        days |= {span.first} if span else set()
    return days


def test_effect_agrees_with_the_versions_of_the_law():
    """A version starts on a day that an event of its instrument tells, and on no other."""
    made_by = {}
    for event in events():
        for name in event.instrument_ids:
            made_by.setdefault(name, []).append(event)
    for provision in law().provisions.values():
        for version in provision.versions:
            name = version.instrument.id
            if name in CARRIED_BACK:
                continue
            days = set().union(*map(_days, made_by[name]))
            assert version.start in days, (provision.id, version.start, name)
            ends = {e.compliance.first for e in made_by[name] if e.compliance}
            if version.compliance and ends:
                assert version.compliance in ends, provision.id


def test_no_instrument_is_told_twice_on_one_day():
    """What the law cites by two names would have two dates to keep."""
    cited = {}
    for made in law().instruments.values():
        cited.setdefault((made.cite, made.published), []).append(made.id)
    twins = [names for names in cited.values() if len(names) > 1]
    allowed = [["us-2025-05-13-non-enforcement", "us-2025-05-13-rescission-announced"]]
    assert [pair for pair in map(sorted, twins) if pair not in allowed] == []


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
