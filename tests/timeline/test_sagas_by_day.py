"""Every saga walked day by day: what `check` answers is what the record tells, and no more.

Each date of change is asked the day before, the day, and the day after; with all knowledge, with
that of the day, and with that of the change before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

import licet
from licet.decision.regimes import regimes_of
from licet.law import law
from licet.timeline import events, find, status_on
from licet.timeline.event import ENDED

OWNED = [{"role": "end-user", "country": "DE", "headquarters": "DE", "ultimate_parent": "DE",
          "lists": [], "owners": [{"share": 60, "lists": ["entity-list"]}]}]  # fmt: skip
CHINESE_UNIT = [{"role": "end-user", "country": "SG", "headquarters": "CN",
                 "ultimate_parent": "CN", "lists": [], "owners": []}]  # fmt: skip
CARD = {"kind": "computer", "contains": {"tpp": 36000, "dram_bandwidth_gb_s": 8000,
        "applicable_die_area_mm2": 814, "datacenter": True}}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Saga:
    """A case, the events that concern it, and where `check` must show each.

    `binds`: event to the provision that requires a license while it is in force; `review`: event to
    the review policy; `shows`: event to the provision of another regime; `says`: events that stand
    among the announcements.
    """

    name: str
    case: dict[str, Any]
    binds: dict[str, str] = field(default_factory=dict)
    shows: dict[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    addressee: bool = False


SAGAS = (
    Saga(
        "h20",
        {"item": "nvidia-h20-96gb", "to": "CN", "exporter": "nvidia"},
        binds={"us-2025-04-09-h20-letter": "us/letters/2025-04-nvidia"},
        shows={
            "us-2025-08-11-15pct": "us/tariff/share-15",
            "cn-2025-07-31-cac-summons": "cn/h20-summons",
            "cn-2025-08-12-h20-discourage": "cn/h20-guidance",
            "cn-2025-10-10-customs": "cn/customs-checks",
            "cn-2025-11-05-state-dc-ban": "cn/state-data-centers",
            "cn-2024-12-09-samr-open": "cn/samr-nvidia",
        },
        says=("us-2025-04-bandwidth-test", "us-2025-07-14-h20-assurance", "us-2025-08-11-15pct"),
        addressee=True,
    ),
    Saga(
        "mi308",
        {"item": "amd-instinct-mi308x", "to": "CN", "exporter": "amd"},
        binds={"co-2025-04-15-amd-8k-mi308": "us/letters/2025-04-amd"},
        shows={
            "us-2025-08-11-15pct": "us/tariff/share-15",
            "cn-2025-11-05-state-dc-ban": "cn/state-data-centers",
        },
        says=("us-2025-07-14-mi308-assurance", "us-2025-08-11-15pct"),
        addressee=True,
    ),
    Saga(
        "ai-diffusion",
        {"item": "nvidia-h100-sxm-80gb", "to": "DE", "exporter": "acme"},
        says=(
            "us-2025-05-13-ai-diffusion-drop",
            "us-2026-02-26-ai-action-plan-draft",
            "us-2025-05-08-chip-security-intro",
        ),
    ),
    Saga(
        "affiliates",
        {
            "item": {"kind": "ic", "eccn": "3A991.p"},
            "to": "DE",
            "exporter": "acme",
            "parties": OWNED,
        },
        binds={"us-2025-09-29-affiliates": "us/ear/744/11-affiliates"},
        says=(
            "tr-2025-10-30-busan",
            "us-2025-11-10-affiliates-suspended",
            "tr-2026-09-23-truce-extension",
        ),
    ),
    Saga(
        "ieepa",
        {
            "item": CARD,
            "to": "US",
            "from": "CN",
            "facts": {"product_of": "CN", "tariff_excepted": False},
        },
        shows={
            "us-2025-02-01-fentanyl": "us/tariff/ieepa-fentanyl",
            "us-2025-03-03-fentanyl20": "us/tariff/ieepa-fentanyl",
            "us-2025-11-04-eo-tariff-cut": "us/tariff/ieepa-fentanyl",
            "us-2025-04-11-electronics": "us/tariff/ieepa-semiconductor-exception",
            "us-2025-04-02-ieepa-reciprocal": "us/tariff/ieepa-reciprocal",
            "us-2026-02-20-s122": "us/tariff/s122",
            "us-2026-07-24-s301-forced-labor": "us/tariff/s301-forced-labor",
        },
    ),
    Saga(
        "h200",
        {
            "item": "nvidia-h200-sxm",
            "to": "CN",
            "exporter": "acme",
            "certifications": "all",
            "facts": {"enters_us": True},
        },
        shows={
            "us-2026-01-14-s232-proc": "us/tariff/s232-semiconductors",
            "us-2025-12-08-h200-announce": "us/tariff/share-25",
            "cn-2026-01-h200-pause": "cn/h200-guidance",
            "cn-2026-01-14-h200-customs": "cn/h200-customs",
            "cn-2026-01-28-h200-approve": "cn/h200-customs",
            "cn-2025-11-05-state-dc-ban": "cn/state-data-centers",
        },
        says=(
            "us-2025-12-08-h200-announce",
            "us-2026-05-14-h200-ten-firms",
            "us-2025-12-19-overwatch-intro",
            "us-2025-10-09-gain-senate",
        ),
    ),
    Saga(
        "emirates",
        {
            "item": "nvidia-h100-sxm-80gb",
            "to": "AE",
            "exporter": "acme",
            "facts": {"approved_recipient": True},
        },
        says=("ae-2025-05-15-us-uae", "us-2025-05-13-ai-diffusion-drop"),
    ),
    Saga(
        "headquarters",
        {"item": "nvidia-h200-sxm", "to": "SG", "exporter": "acme", "parties": CHINESE_UNIT},
        binds={"us-2023-10-17-advcomp-ifr": "us/ear/hq/a-level"},
        says=("us-2025-05-13-ai-diffusion-drop",),
    ),
)
ALL = pytest.mark.parametrize("saga", SAGAS, ids=lambda saga: saga.name)


@cache
def days_of(saga: Saga) -> tuple[date, ...]:
    names = {*saga.binds, *saga.shows, *saga.says}
    names |= {link.id for name in tuple(names) for link in find(name).links}
    names |= {e.id for e in events() for link in e.links if link.id in {*saga.binds, *saga.shows}}
    found = set()
    for name in names:
        event = find(name)
        found |= {step.day for step in event.steps} | {step.known for step in event.steps}
        spans = (event.acted, event.public, event.effective, event.compliance, event.until)
        found |= {span.last for span in spans if span}
    around = {day + timedelta(days=by) for day in found for by in (-1, 0, 1)}
    return tuple(sorted(d for d in around if date(2023, 11, 17) <= d <= date(2027, 1, 1)))


class Answer:
    """What `check` says on a day, as known on a day."""

    def __init__(self, saga: Saga, day: date, known: date | None) -> None:
        case = {**saga.case, "on": str(day)} | ({"known_on": str(known)} if known else {})
        d = licet.determine(case)
        self.verdict, self.text, self.review = d.verdict, d.text, d.review_policy
        record = {found.version.provision: found for found in regimes_of(d).findings}
        self.regimes = {name: found for name, found in record.items() if found.truth is not False}
        self.announced = {
            v.instrument.id: v.instrument.status_on(day, known) for v in d.announcements
        }
        self.required = {entry["provision"] for entry in d.as_dict()["requirements"]}


@cache
def answer(saga: Saga, day: date, known: date | None) -> Answer:
    return Answer(saga, day, known)


def moments(saga: Saga):
    days = days_of(saga)
    for place, day in enumerate(days):
        yield day, None
        yield day, day
        if place >= 3:
            yield day, days[place - 3]


def knows(saga: Saga, event: Any, known: date | None) -> date | None:
    """A letter's addressee knew of it when it came."""
    return max(known, event.acted.first, event.known) if (
        known and saga.addressee and event.form == "letter" and known >= event.acted.first
    ) else known  # fmt: skip


@ALL
def test_what_binds_is_in_force_and_the_other_way_round(saga):
    for day, known in moments(saga):
        for name, provision in saga.binds.items():
            event = find(name)
            rung = status_on(event, day, knows(saga, event, known))
            back = find("us-2026-11-10-affiliates-snapback")
            due = (
                provision == "us/ear/744/11-affiliates"
                and day >= back.effective.first
                and status_on(back, day, known) == "published"
            )
            stands = rung == "in-force" and (
                event.compliance is None or day >= event.compliance.first
            )
            got = provision in answer(saga, day, known).required
            assert got == (stands or due), (saga.name, name, day, known, rung)


@ALL
def test_levies_and_other_regimes_stand_on_the_rung_of_the_record(saga):
    for day, known in moments(saga):
        found = answer(saga, day, known).regimes
        told: dict[str, set[str | None]] = {}
        for name, provision in saga.shows.items():
            told.setdefault(provision, set()).add(status_on(find(name), day, known))
        for provision, rungs in told.items():
            live = {rung for rung in rungs if rung not in (None, "published")}
            if provision in found:
                status = found[provision].status
                assert status in rungs, (saga.name, provision, day, known, status, rungs)
            else:
                gone = live <= ENDED or provision == "us/tariff/ieepa-reciprocal"
                assert gone, (saga.name, provision, day, known, rungs)


@ALL
def test_what_was_announced_stands_there_with_its_rung(saga):
    for day, known in moments(saga):
        got = answer(saga, day, known).announced
        by_then = day if known is None else min(day, known)
        for name in saga.says:
            event = find(name)
            rung = status_on(event, by_then, by_then)
            said = {i: got[i] for i in event.instrument_ids if i in got}
            if rung is None or rung == "in-force":
                busan = name == "tr-2025-10-30-busan"
                assert not said or busan, (saga.name, name, day, known, rung, said)
            elif name != "tr-2025-10-30-busan":
                assert rung in said.values(), (saga.name, name, day, known, rung, got)
        assert "in-force" not in got.values(), (saga.name, day, got)


@ALL
def test_only_law_moves_a_verdict(saga):
    """Between two days an answer changes only if something takes effect, ends or is not enforced."""
    moved = set()
    for event in events():
        if event.form in {"statement", "draft", "bill", "filing", "product", "market", "agreement"}:
            continue
        if (
            event.status in {"reported", "announced"}
            and event.id != "us-2025-05-13-ai-diffusion-drop"
        ):
            continue
        moved |= {step.day for step in event.steps}
        moved |= {span.first for span in (event.effective, event.compliance) if span}
    days = days_of(saga)
    for before, day in pairwise(days):
        one, two = answer(saga, before, None), answer(saga, day, None)
        if (one.verdict, one.text, one.review) != (two.verdict, two.text, two.review):
            # A suspension lasts through its last day.
            assert any(before < step <= day for step in moved), (saga.name, before, day)


def test_ai_diffusion_text_and_practice():
    saga = next(one for one in SAGAS if one.name == "ai-diffusion")
    rule, drop = find("us-2025-01-13-ai-diffusion"), find("us-2025-05-13-ai-diffusion-drop")
    for day, known in moments(saga):
        found = answer(saga, day, known)
        binding = status_on(rule, day, known) == "in-force" and day >= rule.compliance.first
        dropped = status_on(drop, day, known) == "announced"
        assert (found.text == "license-required") == binding, (day, known)
        assert (found.verdict == "license-required") == (binding and not dropped), (day, known)


def test_the_h200_review_follows_the_rule_and_nothing_that_was_said():
    saga = next(one for one in SAGAS if one.name == "h200")
    rule = find("us-2026-01-13-h200-rule")
    for day, known in moments(saga):
        found = answer(saga, day, known)
        stands = status_on(rule, day, known) == "in-force"
        assert found.verdict == "license-required"
        want = "case-by-case" if stands else "presumption-of-denial"
        assert found.review == want, (day, known)


def test_the_emirates_follow_their_rule():
    saga = next(one for one in SAGAS if one.name == "emirates")
    rule = find("us-2026-07-10-uae")
    for day in (date(2026, 7, 9), date(2026, 7, 10), date(2026, 7, 11)):
        for known in (None, date(2026, 7, 9), day):
            stands = status_on(rule, day, known) == "in-force"
            assert (answer(saga, day, known).verdict == "no-license-required") == stands


def test_the_guidance_of_may_2026_restates():
    saga = next(one for one in SAGAS if one.name == "headquarters")
    days = [date(2026, 5, 30), date(2026, 5, 31), date(2026, 6, 1), date(2023, 11, 17)]
    assert {answer(saga, day, None).verdict for day in days} == {"license-required"}
    assert find("us-2026-05-31-hq-guidance").form == "guidance"


def test_others_than_the_addressee_are_not_bound_by_a_letter():
    for item, addressee in (("nvidia-h20-96gb", "nvidia"), ("amd-instinct-mi308x", "amd")):
        for on in ("2025-04-15", "2025-04-16", "2026-06-01"):
            case = {"item": item, "to": "CN", "on": on}
            assert licet.determine(**case, exporter="acme").verdict != "license-required"
            assert licet.determine(**case, exporter=addressee).verdict == "license-required"


def test_nexperia_bears_on_no_ai_chip():
    """On record, and not law on AI chips: `check` shows nothing of it."""
    for name in ("nl-2025-09-30-nexperia-order", "cn-2025-10-04-nexperia-ban"):
        event = find(name)
        assert not event.instrument_ids
        day = str(event.public.last)
        for origin in ("NL", "CN"):
            found = licet.determine(
                item="nvidia-h200-sxm", to="DE" if origin == "CN" else "CN", from_=origin, on=day
            ).as_dict()
            assert "nexperia" not in str(found["other_regimes"]).lower()


def test_every_announcement_of_the_law_is_in_some_saga_or_known_case():
    said = {name for p in law().provisions.values() for v in p.versions if "announce" in v.effect
            for name in [v.instrument.id]}  # fmt: skip
    told = {name for event in events() for name in event.instrument_ids}
    assert said <= told
