"""Imported part tables: kept in the user's data folder, resolved as items."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from licet.catalog.entry import Entry
from licet.catalog.figures import Measure
from licet.catalog.load import catalog
from licet.catalog.names import index, squeeze, words
from licet.catalog.parts import Part, PartTable, load_parts
from licet.catalog.statements import Statement
from licet.rules.values import decimal_text

_HEADING = (
    "part_number",
    "description",
    "vendor",
    "part_type",
    "eccn",
    "tpp",
    "hts",
    "meets_3a090_a1",
    "lifecycle",
    "as_of",
)
_COUNT = re.compile(r"(\d{1,3}) ?-?GPUs?\b|\bx(\d{1,2})\b", re.IGNORECASE)
_ECCN_BASE = re.compile(r"[0-9][A-E][0-9]{3}")
_NOT_COMPUTERS = frozenset({"cable", "adapter", "switch", "component"})
_CLOSE = Fraction(3, 100)
_COMPUTING = frozenset({"3A090", "3A991", "4A090", "4A994"})
_LONGEST_NAME = 5
_TABLE_LINE = re.compile(r"\bSKU ?\d*\b|\bPG\d{3}|\bP\d{4}\b|\bGPU,", re.IGNORECASE)
_OTHER_CHIP = re.compile(r"\b(laptop|mobile|notebook)\b", re.IGNORECASE)
"""A mobile chip shares its name with another, larger one."""
_ACCESSORY = re.compile(
    r"\b(cables?|cords?|cartridge|brackets?|bezel|rails?|rail-?kit|fans?|psu|power|heat ?sinks?|"
    r"cold ?plates?|manifold|air ?ducts?|bridge|adapters?|transceivers?|retimers?|batter(y|ies)|"
    r"ssd|covers?|screws?|switch|license|subscription|support)\b",
    re.IGNORECASE,
)
"""A part that goes with a machine and holds none of its chips."""
_SHORT = {"bse": "server", "bwe": "workstation", "hgx": "sxm", "dgx": "sxm"}
"""Words of part descriptions that tell the variant."""


def data_folder() -> Path:
    """Where licet keeps what the user imports: `LICET_HOME`, else the user's data folder."""
    home = os.environ.get("LICET_HOME")
    if home:
        return Path(home)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "licet"


def import_parts(
    path: str | Path,
    store: str | Path | None = None,
    *,
    vendor: str = "",
    as_of: date | None = None,
) -> Path:
    """Check a part table and keep a normalized copy; returns where.

    A table of the same file name is replaced.

    Raises:
        BadInput: The table is wrong; nothing is kept.
    """
    table = load_parts(path, vendor=vendor, as_of=as_of)
    folder = Path(store or data_folder()) / "parts"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{Path(path).stem}.csv"
    scratch = target.with_suffix(".part")
    with scratch.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADING)
        writer.writerows(_cells(part) for part in table.parts)
    scratch.replace(target)
    return target


def imported_parts(store: str | Path | None = None) -> PartTable:
    """Every imported part; an empty table when nothing was imported."""
    folder = Path(store or data_folder()) / "parts"
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return _load(tuple((str(file), file.stat().st_mtime_ns) for file in files))


def entries_of(number: str, store: str | Path | None = None) -> tuple[Entry, ...]:
    """The entries that an imported part number may mean; empty when it was not imported."""
    table = imported_parts(store)
    try:
        group = table[number]
    except KeyError:
        return ()
    found: dict[tuple[str | None, Fraction | None, str], Entry] = {}
    for part in group:
        for entry in entries_of_part(part):
            found.setdefault((part.eccn, part.tpp, entry.title), entry)
    return tuple(found.values())


def entries_of_part(part: Part) -> tuple[Entry, ...]:
    """A part as one entry for each chip its description may mean.

    Die area, bandwidths and the data-center flag come from that chip, the TPP from the vendor
    where it states one; without a known chip the TPP stands alone.
    """
    chips = _chips(part)
    return tuple(_entry(part, chip) for chip in chips) or (_entry(part, None),)


def entries_described(text: str) -> tuple[Entry, ...]:
    """The entries that a line of a vendor's part table describes; empty when it is no such line.

    Only a text with a vendor's mark, such as a board or stock number, is read so. A plain name
    has to be known as it stands.

    >>> [entry.product for entry in entries_described("Maker L40S,PG133 SKU242,CEC 1736,GENERI")]
    ['L40S']
    >>> entries_described("L40S, L40")
    ()
    """
    if not _TABLE_LINE.search(text):
        return ()
    part = Part(text, text, "", "", None, None, "", None, "", None, "the description")
    return tuple(_entry(part, chip) for chip in chip_named_in(text))


def chip_named_in(description: str) -> tuple[Entry, ...]:
    """The catalog chips that a description names; empty when none is recognized.

    A mobile chip shares its name with a larger one, and a cable or bracket holds no chip: neither
    is recognized.

    >>> [chip.id for chip in chip_named_in("HGX H200 8 GPU, SXM5 141GB HBM3e AC")]
    ['nvidia-h200-sxm']
    """
    if _OTHER_CHIP.search(description) or _ACCESSORY.search(description):
        return ()
    source, names = catalog(), index()
    # What stands behind "for" is what the part serves, such as a bridge for GB200.
    cut = words(re.split(r"\bfor\b", description, maxsplit=1, flags=re.IGNORECASE)[0])
    for length in range(_LONGEST_NAME, 0, -1):
        for start in range(len(cut) - length + 1):
            core = squeeze(cut[start : start + length])
            ids = [key for key in names.cores.get(core, ()) if "node_nm" in source.row(key)]
            if not ids or core.isdigit():
                continue
            # Words of the variant narrow the choice only as far as the catalog knows them.
            for word in (*cut, *(_SHORT[word] for word in cut if word in _SHORT)):
                ids = [key for key in ids if word in names.tags[key]] or ids
            return tuple(source[key] for key in ids)
    return ()


def _chips(part: Part) -> tuple[Entry, ...]:
    chips = chip_named_in(part.description)
    if part.tpp is None or len(chips) < 2:
        return chips
    total = part.tpp
    same = [chip for chip in chips if any(_close(total, value) for value in _totals(chip))]
    return tuple(same) or chips


def _totals(chip: Entry) -> list[Measure]:
    stated = chip.values.get("tpp_stated")
    return [value for value in (stated or chip.tpp,) if value is not None]


def _close(one: Fraction, other: Measure) -> bool:
    return isinstance(other, Fraction) and abs(one - other) <= _CLOSE * one


def _entry(part: Part, chip: Entry | None) -> Entry:
    overlay: Mapping[str, Measure] = {} if part.tpp is None else {"tpp": part.tpp}
    origin = part.origin
    said = (
        Statement(
            part.part_number,
            part.as_of.isoformat() if part.as_of else "",
            "classified by the vendor",
            part.eccn,
            part.tpp,
            origin,
            "vendor",
        ),
    )
    base = chip or Entry(part.part_number, part.vendor, "", "", "computer", sources=(origin,))
    cells = base.cells
    if chip and part.tpp is not None and chip.tpp is not None and not _close(part.tpp, chip.tpp):
        # The vendor's figure is not that chip's, so neither is the die area taken over.
        cells = {name: value for name, value in cells.items() if name != "die_area_mm2"}
    return replace(
        base,
        id=part.part_number,
        vendor=part.vendor or base.vendor,
        name=part.description or part.part_number,
        variant=f"as {chip.name} {chip.variant}".strip() if chip else "",
        kind=_kind(part, chip),
        names=(part.part_number,),
        ics=_count(part.description) or base.ics,
        contains=(),
        base_eccn=_base_eccn(part.eccn),
        confidence=base.confidence if chip else "company",
        sources=tuple(dict.fromkeys((*base.sources, origin))),
        has_figures=base.has_figures or part.tpp is not None,
        stated=said,
        overlay=overlay,
        cells=cells,
        product=chip.name if chip else "",
    )


def _kind(part: Part, chip: Entry | None) -> str:
    eccn = part.eccn or ""
    if eccn.startswith("3A090.c"):
        return "hbm"
    if eccn.startswith(("3A090", "3A991")) or part.part_type.lower() == "chip":
        return "ic"
    if chip or part.tpp is not None or eccn.startswith(("4A090", "4A994", "4A003")):
        return "computer"
    if eccn == "EAR99" or part.part_type.lower() in _NOT_COMPUTERS:
        return "other"
    return "computer"


def _base_eccn(eccn: str | None) -> str | None:
    match = _ECCN_BASE.match(eccn or "")
    return match[0] if match and match[0] not in _COMPUTING else None


def _count(description: str) -> int:
    match = _COUNT.search(description)
    return int(match[1] or match[2]) if match else 0


def _cells(part: Part) -> tuple[str, ...]:
    meets = {True: "Y", False: "N", None: ""}[part.meets_3a090_a1]
    total = "" if part.tpp is None else decimal_text(part.tpp, 12)
    day = part.as_of.isoformat() if part.as_of else ""
    return (
        part.part_number,
        part.description,
        part.vendor,
        part.part_type,
        part.eccn or "",
        total,
        part.hts,
        meets,
        part.lifecycle,
        day,
    )


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[str, int], ...]) -> PartTable:
    return load_parts([path for path, _ in files])
