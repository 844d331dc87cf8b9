"""The catalog: every entry by id, built when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from licet.catalog.entry import Entry
from licet.catalog.figures import UNITS
from licet.catalog.statements import Statement
from licet.catalog.tables import rows
from licet.errors import BadInput
from licet.rules.values import exact

_COMPUTES = ("fp64", "fp32", "fp16", "bf16", "fp8", "int8", "fp4", "int4", "tpp_stated")
_TELLING = (*_COMPUTES, "dram_bandwidth_gb_s", "link_gb_s")
_YES_NO = {"yes": True, "no": False, "": None}
_PLANAR_FROM_NM = 28
"""Nodes from here on are planar; between 16 and 28 some makers had fins, so nothing is assumed."""


class Catalog(Mapping[str, Entry]):
    """Entries by id, in file order: chips, systems, memory stacks."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        self._rows = table
        self._built: dict[str, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        entry = self._built.get(key)
        if entry is None:
            entry = self._built[key] = build(self._rows[key], self._rows)
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def row(self, key: str) -> Mapping[str, str]:
        """The cells of an entry as they stand in its table."""
        return self._rows[key]

    def ics(self, entry: Entry) -> tuple[tuple[Entry, int], ...]:
        """The ICs to judge: those a system contains, else the entry itself, with their number.

        >>> [(chip.id, count) for chip, count in catalog().ics(catalog()["nvidia-dgx-h100"])]
        [('nvidia-h100-sxm5-80gb', 8)]
        """
        if entry.contains:
            return tuple((self[chip], count) for chip, count in entry.contains)
        return ((entry, entry.ics),)


def read(*names: str) -> dict[str, dict[str, str]]:
    """Shipped tables as one, by id.

    Raises:
        BadInput: An id appears twice.
    """
    table: dict[str, dict[str, str]] = {}
    for name in names:
        for row in rows(name):
            if row["id"] in table:
                raise BadInput(f"`{row['id']}` appears twice in the catalog")
            table[row["id"]] = row
    return table


@lru_cache(maxsize=1)
def catalog() -> Catalog:
    """The whole catalog; read once.

    >>> from licet.rules.values import value_text
    >>> value_text(catalog()["nvidia-h20-96gb"].tpp)
    '2368'
    """
    return Catalog(read("chips.csv", "systems.csv", "hbm.csv"))


def build(row: Mapping[str, str], table: Mapping[str, Mapping[str, str]] | None = None) -> Entry:
    """An entry from a row of a table.

    `table` is where a system finds the chips it contains.
    """
    get = row.get
    contains: tuple[tuple[str, int], ...] = ()
    if get("contains"):
        contains = ((row["contains"], int(row["count"])),)
    inside = [(table or {}).get(chip, {}) for chip, _ in contains] or [row]
    return Entry(
        id=row["id"],
        vendor=row["vendor"],
        name=row["name"],
        variant=get("variant", ""),
        kind=row["kind"],
        names=tuple(row["names"].split("|")),
        tags=frozenset(row["tags"].split()),
        released_text=get("released", ""),
        datacenter=_YES_NO[get("datacenter", "")],
        ics=int(get("ics") or 1),
        rates_basis=get("rates_basis", ""),
        planar=_planar(get("transistors", ""), get("node_nm", "")),
        contains=contains,
        base_eccn=get("base_eccn") or None,
        designer_hq=tuple(get("designer_hq", "").split()),
        market=get("market", ""),
        complete=_complete(get("type", ""), bool(contains)),
        memory=get("memory", ""),
        confidence=row["confidence"],
        sources=tuple(row["sources"].split()),
        note=get("note", ""),
        has_figures=any(each.get(name) for each in inside for name in _TELLING),
        stated=_stated(row),
        cells={name: row[name] for name in UNITS if get(name)},
    )


# The forms of systems that are machines of their own; boards and modules are parts of one.
_MACHINES = frozenset({"system", "server", "rack", "cluster", "workstation", "edge system"})


def _complete(form: str, is_system: bool) -> bool | None:
    if not is_system:
        return False
    return form in _MACHINES


def _planar(transistors: str, node: str) -> bool:
    if transistors:
        return transistors == "planar"
    return bool(node) and exact(node, name="node_nm") >= _PLANAR_FROM_NM


def _stated(row: Mapping[str, str]) -> tuple[Statement, ...]:
    if not row.get("stated_eccn"):
        return ()
    total = row["stated_tpp"]
    return (
        Statement(
            row["id"],
            row["stated_on"],
            "classified by the vendor",
            row["stated_eccn"],
            exact(total, name="stated_tpp") if total else None,
            row["stated_source"],
            "vendor",
        ),
    )
