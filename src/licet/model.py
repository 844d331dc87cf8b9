"""A shipment as asked, and a determination as answered: frozen, typed, no behavior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from licet.rules.values import Interval

Number = Fraction | Interval | None


@dataclass(frozen=True, slots=True)
class Part:
    """An item inside another, and how many of it."""

    item: str | Item
    count: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """An item described by its figures; what is None is unknown.

    Units are those of the vocabulary: TOPS x bits, mm2, GB/s, GB/s/mm2, billions.
    """

    kind: str | None = None
    eccn: str | None = None
    contains: tuple[Part, ...] = ()
    rates: Mapping[str, Fraction] | None = None
    tpp: Number = None
    performance_density: Number = None
    applicable_die_area_mm2: Number = None
    datacenter: bool | None = None
    dram_bandwidth_gb_s: Number = None
    interconnect_gb_s: Number = None
    memory_bandwidth_density: Number = None
    transistors_bn: Number = None
    node_nm: Number = None
    us_commercially_available: bool | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner of a party; `share` is a percentage, None when unknown."""

    name: str
    share: Fraction | None
    lists: frozenset[str] | None
    owners: tuple[Owner, ...] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One party to the transaction; places are ISO 3166-1 alpha-2 codes.

    `lists` and `owners` are None when not screened or not known, empty when nothing was found.
    """

    role: str
    name: str | None = None
    country: str | None = None
    headquarters: str | None = None
    ultimate_parent: str | None = None
    lists: frozenset[str] | None = None
    owners: tuple[Owner, ...] | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is asked: may this item go there, on this day, as known on that day?"""

    item: str | Item
    to: str
    on: date
    id: str | None = None
    known_on: date | None = None
    origin: str = "US"
    transaction: str = "export"
    exporter: str | None = None
    quantity: Number = None
    value_usd: Number = None
    parties: tuple[Party, ...] | None = None
    end_use: frozenset[str] | None = None
    certifications: frozenset[str] | None = None
    facts: tuple[tuple[str, object], ...] = ()
