"""Provisions, their versions and the instruments that made them: frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from licet.rules.nodes import Codes, Node, Not, Within, both

LAYERS = ("text", "practice")
CONFIDENCE = ("primary", "quoted", "secondary", "company", "press", "unverified", "own")


@dataclass(frozen=True, slots=True)
class Instrument:
    """What made a version: a rule, a letter, a statement.

    `published` is the day anyone could know of it, `received` the day its addressee did. `status`
    is the rung of the ladder it first stood on, `turned` the later ones, oldest first.
    """

    id: str
    title: str
    cite: str
    published: date
    url: str = ""
    received: date | None = None
    status: str = "in-force"
    says: str = ""
    later: tuple[tuple[date, str], ...] = ()
    turned: tuple[tuple[date, str], ...] = ()

    def status_on(self, day: date, known_on: date | None = None) -> str:
        """The rung of the ladder it stood on on a day, as far as a day of knowledge allows.

        >>> draft = Instrument(
        ...     "x",
        ...     "a draft",
        ...     "",
        ...     date(2026, 3, 5),
        ...     status="proposed",
        ...     turned=((date(2026, 3, 13), "rescinded"),),
        ... )
        >>> draft.status_on(date(2026, 3, 12)), draft.status_on(date(2026, 3, 13))
        ('proposed', 'rescinded')
        >>> draft.status_on(date(2026, 4, 1), known_on=date(2026, 3, 12))
        'proposed'
        """
        until = day if known_on is None else min(day, known_on)
        reached = self.status
        for on, status in self.turned:
            if on <= until:
                reached = status
        return reached

    def known(self, on: date | None, *, to_addressee: bool) -> bool:
        """Whether it was known by a day; None means no limit.

        >>> letter = Instrument("x", "a letter", "", date(2025, 4, 15), received=date(2025, 4, 9))
        >>> letter.known(date(2025, 4, 10), to_addressee=True)
        True
        >>> letter.known(date(2025, 4, 10), to_addressee=False)
        False
        """
        if on is None or self.published <= on:
            return True
        return to_addressee and self.received is not None and self.received <= on


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a version with a condition of its own: an exclusion, a saving, a checklist item."""

    when: Node
    says: str
    cite: str
    until: date | None = None
    saving: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read an ambiguous text."""

    id: str
    when: Node
    says: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to tell the user when the version is used on or after a day.

    `when` limits it to some shipments; None for all.
    """

    says: str
    since: date
    when: Node | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a provision.

    It is in force from `start` (inclusive) until `until` (exclusive; only where its own
    instrument says so), and counts from `compliance` where that is later. `layer` is None when
    it counts in text and practice alike.
    """

    provision: str
    number: int
    instrument: Instrument
    start: date
    when: Node
    says: str
    cite: str
    confidence: str
    effect: Mapping[str, object]
    until: date | None = None
    compliance: date | None = None
    layer: str | None = None
    addressee: str | None = None
    overrides: frozenset[str] = frozenset()
    unless: tuple[Clause, ...] = ()
    conditions: tuple[Clause, ...] = ()
    readings: tuple[Reading, ...] = ()
    cautions: tuple[Caution, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def counts_from(self) -> date:
        """The day from which it decides shipments."""
        return max(self.start, self.compliance or self.start)

    @property
    def key(self) -> str:
        return f"{self.provision}#{self.number}"

    def test(self, on: date, reading: str | None = None) -> Node:
        """The whole condition on a day: addressee, `when` (or a reading of it), no exclusion."""
        when = next((r.when for r in self.readings if r.id == reading), self.when)
        parts: list[Node] = []
        if self.addressee is not None:
            parts.append(Within("exporter", Codes(frozenset({self.addressee}))))
        parts.append(when)
        parts += [Not(c.when) for c in self.unless if c.until is None or on < c.until]
        return both(*parts)


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of law with all its versions, oldest first."""

    id: str
    title: str
    cite: str
    scope: str
    versions: tuple[Version, ...]
    file: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """Provisions and instruments that were loaded together, with the hash of their files."""

    provisions: Mapping[str, Provision]
    instruments: Mapping[str, Instrument]
    digest: str
    own_files: tuple[tuple[str, str], ...] = field(default=())
