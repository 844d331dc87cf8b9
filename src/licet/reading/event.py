"""A proposed event: what a text says happened, and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from licet.reading.figures import Figure

LADDER = (
    "reported", "announced", "proposed", "published", "in-force",
    "suspended", "rescinded", "expired", "vacated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One event that a text states; a proposal, until a person confirms it.

    Attributes:
        date: ISO day, or ``YYYY-MM`` where the text gives no more.
        date_basis: `explicit`, `relative` or `published`.
        jurisdiction: Whose act or policy it is: `US`, `CN`, `US-TX`, …
        status: A step of the ladder; `in-force` only where the text says so.
        evidence: An exact piece of the text.
        words: For a field, the exact words it was read from.
        start: Where the evidence begins in the text.
        claims: A higher status that the words alone would carry and no second witness bears out.
    """

    date: str
    date_basis: str
    jurisdiction: str
    actor: str
    action: str
    direction: str
    status: str
    items: tuple[str, ...]
    destinations: tuple[str, ...]
    company: tuple[str, ...]
    figures: tuple[Figure, ...]
    evidence: str
    start: int = 0
    words: dict[str, str] = field(default_factory=dict)
    claims: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As a plain object, in the order of the keys above; `claims` only where there is one."""
        row: dict[str, Any] = {
            "date": self.date,
            "date_basis": self.date_basis,
            "jurisdiction": self.jurisdiction,
            "actor": self.actor,
            "action": self.action,
            "direction": self.direction,
            "status": self.status,
            "items": list(self.items),
            "destinations": list(self.destinations),
            "company": list(self.company),
            "figures": [figure.as_dict() for figure in self.figures],
            "evidence": self.evidence,
            "words": self.words,
        }
        open_claim = self.claims and self.status == "announced"
        return row | {"claims": self.claims} if open_claim else row
