"""What vendors, filings, agencies and the press said of a product's classification.

Shown beside our finding, never used as one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from licet.catalog.tables import rows
from licet.rules.values import exact

OF_VENDORS = frozenset({"vendor", "filing", "filing-via-press"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement.

    Attributes:
        entry: Catalog id of the product.
        on: Date of the statement, as precise as known (``2023-11``).
        status: What was said, in our words.
        eccn: The ECCN stated, or None.
        tpp: The TPP stated, or None.
        source: Address of the source.
        source_type: ``vendor`` (its own table), ``filing``, ``filing-via-press``,
            ``agency-via-law-firm``, ``press``, ``analyst``, ``think-tank`` or ``paper``.
    """

    entry: str
    on: str
    status: str
    eccn: str | None
    tpp: Fraction | None
    source: str
    source_type: str

    @property
    def by_vendor(self) -> bool:
        return self.source_type in OF_VENDORS

    def text(self) -> str:
        """The statement in one line."""
        parts = [self.on, self.status]
        if self.eccn:
            parts.append(f"ECCN {self.eccn}")
        if self.tpp is not None:
            parts.append(f"TPP {self.tpp}")
        return ", ".join(part for part in parts if part) + f" ({self.source_type})"


@lru_cache(maxsize=1)
def _by_entry() -> dict[str, tuple[Statement, ...]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for row in rows("statements.csv"):
        found[row["chip_id"]].append(
            Statement(
                row["chip_id"],
                row["stated_on"],
                row["stated_status"],
                row["stated_eccn"] or None,
                exact(row["stated_tpp"], name="stated_tpp") if row["stated_tpp"] else None,
                row["source_url"],
                row["source_type"],
            )
        )
    return {entry: tuple(each) for entry, each in found.items()}


def statements_of(entry: str) -> tuple[Statement, ...]:
    """The statements about a catalog id, oldest first.

    >>> statements_of("nvidia-l20")[0].eccn
    '4A994.l'
    """
    return _by_entry().get(entry, ())
