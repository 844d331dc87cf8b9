"""One chip, system or memory stack of the catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from licet.catalog import measures, readings, statements
from licet.catalog.figures import UNITS, Figure, Measure, parse_measure
from licet.catalog.readings import Reading
from licet.catalog.statements import Statement


@dataclass(frozen=True, eq=False)
class Entry:
    """What is published about one chip, system or memory stack.

    Attributes:
        id: Its name in the catalog.
        kind: ``computer`` for a card, module, board or machine, ``ic`` for a bare chip, ``hbm``
            for a memory stack, ``other`` for what computes nothing (a cable, a switch).
        names: Names people use, without brand and variant; several entries may share one.
        tags: Words of the variant that tell such entries apart (``sxm5``, ``80gb``).
        datacenter: Whether it is designed or marketed for data centers; None if not known.
        ics: How many of the ICs that the figures describe are in it.
        rates_basis: ``published``, ``derived`` (units x clock x rate per unit), ``assumed``
            (taken from a sibling), ``partial`` (matrix rates not published: TPP is a floor) or
            empty.
        planar: True when all its logic dies have planar transistors only.
        contains: For a system, the catalog ids inside and how many of each.
        base_eccn: The ECCN that describes it apart from its computing power, where the vendor's
            classification shows one (``5A002`` for ``5A002.z.1``).
        complete: Whether it is a complete machine (True) or a card, board or chip (False).
        product: The product it is, where `name` is a vendor's description of a part.
        market: ``china`` for a product made for China alone, else empty.
        stated: Statements that came with the row, beside those of `statements`.
    """

    id: str
    vendor: str
    name: str
    variant: str
    kind: str
    names: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    released_text: str = ""
    datacenter: bool | None = None
    ics: int = 1
    rates_basis: str = ""
    planar: bool = False
    contains: tuple[tuple[str, int], ...] = ()
    base_eccn: str | None = None
    designer_hq: tuple[str, ...] = ()
    market: str = ""
    product: str = ""
    complete: bool | None = None
    memory: str = ""
    confidence: str = "unverified"
    sources: tuple[str, ...] = ()
    note: str = ""
    has_figures: bool = False
    stated: tuple[Statement, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    overlay: Mapping[str, Measure] = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """Vendor, name and variant, for people.

        >>> Entry("x", "Nvidia", "L4", "24GB", "computer").title
        'Nvidia L4 24GB'
        """
        return " ".join(part for part in (self.vendor, self.name, self.variant) if part)

    @property
    def released(self) -> date | None:
        """The day of release; None unless the day itself is known."""
        try:
            return date.fromisoformat(self.released_text)
        except ValueError:
            return None

    def sold_in_us(self, by: date) -> bool | None:
        """Whether it was commercially available in the United States by a day.

        Taken as so for a US vendor's product released by then and not made for China alone; None
        where that does not tell.
        """
        if self.released is None or "US" not in self.designer_hq or self.market == "china":
            return None
        return True if self.released <= by else None

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The published figures by name."""
        found = {}
        for name, cell in self.cells.items():
            confidence = "company" if name == "tpp_stated" else self.confidence
            value = parse_measure(cell, name=name)
            found[name] = Figure(name, value, UNITS[name], confidence)
        for name, value in self.overlay.items():
            found[name] = Figure(name, value, UNITS[name], self.confidence)
        return MappingProxyType(found)

    @cached_property
    def values(self) -> Mapping[str, Measure]:
        """The values of the figures by name."""
        return {name: figure.value for name, figure in self.figures.items()}

    @property
    def partial(self) -> bool:
        """Whether the matrix rates are not published, so that TPP is a floor."""
        return self.rates_basis == "partial"

    @property
    def rates(self) -> Mapping[str, Measure]:
        """Dense rates by format in TFLOPS or TOPS, TF32 left out."""
        return measures.rates(self.values)

    @cached_property
    def tpp(self) -> Measure | None:
        """Total processing performance of one IC; a range where only bounds are known."""
        return measures.tpp(self.values, partial=self.partial)

    @property
    def applicable_die_area_mm2(self) -> Measure | None:
        """Area of the logic dies with non-planar transistors; 0 for a planar chip."""
        return measures.die_area(self.values, planar=self.planar)

    @cached_property
    def performance_density(self) -> measures.Density:
        """TPP per mm2 of that area; UNDEFINED when the area is 0."""
        return measures.density(self.values, self.tpp, self.applicable_die_area_mm2)

    @property
    def dram_bandwidth_gb_s(self) -> Measure | None:
        """Memory bandwidth of one IC in GB/s."""
        return self.values.get("dram_bandwidth_gb_s")

    @property
    def interconnect_gb_s(self) -> Measure | None:
        """Scale-up and host link, both directions added, in GB/s; a range if one is unknown."""
        text = self.released_text[:4]
        return measures.interconnect(self.values, year=int(text) if text else None)

    @property
    def memory_bandwidth_density(self) -> Measure | None:
        """For a memory stack: GB/s per mm2 of its package."""
        return measures.memory_density(self.values)

    @property
    def transistors_bn(self) -> Measure | None:
        """Transistors in billions."""
        return self.values.get("transistors_bn")

    @property
    def node_nm(self) -> Fraction | None:
        """Class of the process node in nm (a 4N process counts as 5)."""
        value = self.values.get("node_nm")
        return value if isinstance(value, Fraction) else None

    @property
    def peak_tops(self) -> Measure | None:
        """The largest dense rate of any format, in TOPS."""
        return measures.peak_tops(self.values, self.tpp, partial=self.partial)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What others said of its classification, oldest first; never our finding."""
        return (*statements.statements_of(self.id), *self.stated)

    @property
    def vendor_statements(self) -> tuple[Statement, ...]:
        """What its vendor said of its classification, in a table or a filing."""
        return tuple(each for each in self.statements if each.by_vendor)

    def readings(self) -> tuple[Reading, ...]:
        """Figures of other sources, or other ways to count, that differ from the preferred.

        The preferred figures are not among them. `Reading.crosses` tells which of them could
        change a finding.
        """
        return readings.readings_of(self)

    def with_reading(self, reading: Reading) -> Entry:
        """The same entry with the figures of a reading in place of its own."""
        overlay: Mapping[str, Measure] = {**self.overlay, **reading.figures}
        return replace(self, overlay=overlay)
