"""The record and the law say the same of every instrument, on every day on which either changes.

What `licet check` rests on is the version that counts; what `licet timeline` tells is the rung that
its event had reached. Both clocks are walked: the day of the shipment, and the day of knowledge.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.apart import of_regime
from licet.law import law
from licet.rules.nodes import Constant
from licet.rules.resolve import active
from licet.timeline import events, status_on

FIRST = date(2022, 8, 2)
NEVER = Constant(value=False)
DROP = "us-2025-05-13-non-enforcement"
"""The statement that changes practice and no text; nothing else that was only said counts."""

REPORTED_LETTERS = {"us/letters/2025-04-intel"}
"""Known from the press alone; the answer says so by its confidence."""

MADE: dict[str, list] = {}
for _event in events():
    for _name in _event.instrument_ids:
        MADE.setdefault(_name, []).append(_event)

LINKED = [
    provision
    for provision in law().provisions.values()
    if any(version.instrument.id in MADE for version in provision.versions)
]


def days_of(provision):
    """The days on which the provision or an event behind it changes, each with its neighbors."""
    found = set()
    for version in provision.versions:
        found |= {version.start, version.counts_from, version.instrument.published}
        found |= {version.until} if version.until else set()
        for event in MADE.get(version.instrument.id, ()):
            found |= {step.day for step in event.steps} | {step.known for step in event.steps}
            found |= {span.first for span in (event.effective, event.until, event.public) if span}
    around = {day + timedelta(days=by) for day in found for by in (-1, 0, 1)}
    return sorted(day for day in around if day >= FIRST)


def walk(provision):
    """Each day, with no limit of knowledge, with that of the day, and with that of earlier days."""
    days = days_of(provision)
    for place, day in enumerate(days):
        for known in {None, day, *days[max(0, place - 8) : place]}:
            yield day, known


def rungs(version, day, known):
    return {status_on(event, day, known) for event in MADE[version.instrument.id]}


def due_back(name, day, known):
    """Whether a published text brings back by this day what the instrument made and another stopped.

    Nobody has observed it: the record keeps such days as `published`, the law counts them and warns.
    """
    for event in events():
        if not event.scheduled or not event.effective or event.effective.first > day:
            continue
        if status_on(event, day, known) != "published":
            continue
        stops = {link.id for link in event.links}
        if name in event.instrument_ids or any(
            link.id in {made.id for made in MADE[name]}
            for stop in events()
            if stop.id in stops
            for link in stop.links
        ):
            return True
    return False


EAR = [
    p for p in LINKED if not of_regime(p) and not any("announce" in v.effect for v in p.versions)
]
SAID = [p for p in LINKED if any("announce" in v.effect for v in p.versions)]
OTHERS = [p for p in LINKED if of_regime(p)]


def names(provisions):
    return pytest.mark.parametrize("provision", provisions, ids=[p.id for p in provisions])


@names(EAR)
def test_what_decides_a_verdict_is_in_force_in_the_record(provision):
    """No version counts on a day on which its event was only said, ended or not yet known."""
    for day, known in walk(provision):
        for layer in ("text", "practice"):
            version = active(provision, day, known_on=known, layer=layer)
            if version is None or version.instrument.id not in MADE:
                continue
            found = rungs(version, day, known)
            if "in-force" in found or due_back(version.instrument.id, day, known):
                continue
            if version.instrument.id == DROP:
                assert found == {"announced"}
                same = str(version.when) == str(provision.versions[version.number - 1].when)
                assert layer == "practice" or same, (version.key, day)
                continue
            if provision.id in REPORTED_LETTERS:
                assert (found, version.confidence) == ({"reported"}, "press")
                continue
            # A review policy of a requirement that is suspended is idle with it.
            idle = "review" in version.effect and "Finding(" in str(version.when)
            assert idle or version.when == NEVER, (version.key, layer, day, known, found)


@names(SAID)
def test_what_was_announced_has_the_rung_of_the_record(provision):
    for day, known in walk(provision):
        version = active(provision, day, known_on=known)
        if version is None or not version.instrument.id.startswith("us-"):
            continue
        if version.layer is None:
            continue  # became law: nothing is shown any more
        told = version.instrument.status_on(day, known)
        by_then = day if known is None else min(day, known)
        assert told in rungs(version, by_then, by_then), (version.key, day, known)
        assert told != "in-force"


@names(OTHERS)
def test_other_regimes_have_the_rung_of_the_record(provision):
    by_name = {version.instrument.id: version for version in provision.versions}
    for day, known in walk(provision):
        version = active(provision, day, known_on=known)
        if version is None or version.instrument.id not in MADE:
            continue
        told = version.effect.get("status", version.instrument.status)
        # A suspension tells where the rule stands that it suspends.
        about = [by_name[name] for name in version.overrides if name in by_name] or [version]
        found = set().union(*(rungs(one, day, known) for one in about))
        if told == "in-force" and due_back(version.instrument.id, day, known):
            continue
        if version.key == "us/tariff/share-25#1":
            assert told == "announced"  # never codified; the duty that collects it is in force
            continue
        if told == "published" and any(e.scheduled for e in MADE[version.instrument.id]):
            continue
        assert told in found, (version.key, day, known, told, found)


def test_an_event_in_force_counts_from_its_first_day():
    """The other way round: what takes effect has a version that starts on that day."""
    starts: dict[str, set[date]] = {}
    for provision in law().provisions.values():
        for version in provision.versions:
            starts.setdefault(version.instrument.id, set()).add(version.start)
    # Guidance that restates the law makes no version of its own.
    restates = {"us-2026-05-31-hq-guidance"}
    # The law asks for the day of connection; see tests/regimes/test_site.py.
    by_fact = {"tx-2025-12-31-disconnect"}
    for event in events():
        if (
            event.scheduled
            or event.effective is None
            or event.id in by_fact
            or event.status in {"reported", "announced"}
        ):
            continue
        found = set()
        for name in event.instrument_ids:
            if law().instruments[name].status == "in-force" and name not in restates:
                found |= starts[name]
        assert not found or event.form == "agreement" or event.effective.first in found, event.id


def test_an_event_in_force_has_a_version_that_counts():
    """While the record says in force, something that the instrument made counts, or a later text."""
    restates = {"us-2026-05-31-hq-guidance", "us-2026-02-20-ending-ieepa-duties"}
    made = {}
    for provision in law().provisions.values():
        for version in provision.versions:
            made.setdefault(version.instrument.id, set()).add(provision.id)
    for event in events():
        if event.scheduled or event.form == "agreement":
            continue
        days = {step.day for step in event.steps} | {date(2026, 11, 9)}
        for day in sorted(days | {day + timedelta(days=1) for day in days}):
            if day < FIRST or status_on(event, day) != "in-force":
                continue
            for name in set(event.instrument_ids) - restates:
                if law().instruments[name].status != "in-force":
                    continue
                counting = [active(law().provisions[one], day) for one in made[name]]
                alive = [one for one in counting if one is not None and one.when != NEVER]
                # The suspension counts by switching off what it suspends.
                off = any(one is not None and one.instrument.id == name for one in counting)
                assert alive or off, (event.id, day)


def test_scheduled_returns_are_counted_with_a_warning():
    """The record calls them published, never observed; the law counts them and says the same."""
    for provision, day in (
        ("us/ear/744/11-affiliates", date(2026, 11, 10)),
        ("cn/october-2025-notices", date(2026, 11, 10)),
        ("cn/us-materials-ban", date(2026, 11, 27)),
    ):
        version = active(law().provisions[provision], day)
        assert version is not None
        assert any(
            caution.since == day and ("not found" in caution.says or "was read" in caution.says)
            for caution in version.cautions
        ), provision
