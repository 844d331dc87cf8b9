"""Which version of each provision decides: the two clocks, the layers, the overrides.

Versions are chosen here, before anything is evaluated, so that nothing behind this door sees
the clock of knowledge.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licet.rules.provision import Law, Provision, Version


def active(
    provision: Provision,
    on: date,
    *,
    known_on: date | None = None,
    layer: str = "practice",
    addressee: str | None = None,
) -> Version | None:
    """The version of a provision that counts on a day in a layer, or None.

    Args:
        provision: The provision.
        on: The day of the shipment (valid time).
        known_on: The day of knowledge; nothing published later is used. None: no limit.
        layer: ``text`` or ``practice``. Letters (versions with an addressee) are not text.
        addressee: Who asks; a letter is known to its addressee from receipt.
    """
    found: list[Version] = []
    for version in provision.versions:
        if version.start > on:
            continue
        if version.compliance is not None and version.compliance > on:
            continue
        if version.until is not None and on >= version.until:
            continue
        if version.layer is not None and version.layer != layer:
            continue
        if version.addressee is not None and layer == "text":
            continue
        if known_on is not None and not version.instrument.known(
            known_on, to_addressee=addressee is not None and addressee == version.addressee
        ):
            continue
        found.append(version)
    if len(found) < 2:
        return found[0] if found else None
    if any(version.overrides for version in found):
        beaten = frozenset[str]().union(*(version.overrides for version in found))
        found = [version for version in found if version.instrument.id not in beaten]
    return max(found, key=_rank, default=None)


def _rank(version: Version) -> tuple[date, date, int]:
    """The later start wins; on the same day the later publication (a correction) wins."""
    return version.counts_from, version.instrument.published, version.number


def resolve(
    law: Law,
    on: date,
    *,
    known_on: date | None = None,
    layer: str = "practice",
    addressee: str | None = None,
) -> tuple[Version, ...]:
    """The versions of all provisions that count, in the order of their ids."""
    found = []
    for provision in law.provisions.values():
        version = active(provision, on, known_on=known_on, layer=layer, addressee=addressee)
        if version is not None:
            found.append(version)
    return tuple(found)


def change_dates(law: Law, effects: frozenset[str] | None = None) -> tuple[date, ...]:
    """Every day on which the choice of versions, or a saving in one, can change.

    Args:
        law: The law.
        effects: Only versions with one of these effects count; None for all.
    """
    days: set[date] = set()
    for version in _versions(law):
        if effects is not None and not effects & version.effect.keys():
            continue
        days.add(version.counts_from)
        if version.until:
            days.add(version.until)
        days.update(clause.until for clause in version.unless if clause.until)
    return tuple(sorted(days))


def knowledge_dates(law: Law) -> tuple[date, ...]:
    """Every day on which something became known, to its addressee or to all."""
    days: set[date] = set()
    for instrument in law.instruments.values():
        days.add(instrument.published)
        if instrument.received:
            days.add(instrument.received)
    return tuple(sorted(days))


def _versions(law: Law) -> Iterable[Version]:
    for provision in law.provisions.values():
        yield from provision.versions
