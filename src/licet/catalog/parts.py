"""Part tables of vendors: part number, ECCN and, where given, TPP.

Vendors publish such tables for their customers; none is shipped with licet. `load_parts` reads
one as it comes: any of several headings, byte order mark or not, any line ending.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from licet.errors import BadInput
from licet.rules.values import exact

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "part_number": ("part", "pn", "part no", "part num", "mpn", "sku", "material", "opn"),
    "description": ("part description", "desc", "product", "product name", "product description"),
    "vendor": ("manufacturer", "supplier"),
    "part_type": ("type", "product type"),
    "eccn": ("us eccn", "eccn us", "eccn number", "export classification", "classification"),
    "hts": ("hts us", "us hts", "htsus", "hts code", "hts number"),
    "tpp": ("tpp per gpu", "total processing performance", "total processing performance per gpu"),
    "meets_3a090_a1": ("meets 3a090 a 1", "3a090 a 1", "meets 3a090 a", "meets 3a090a1"),
    "lifecycle": ("lifecycle state", "status", "life cycle"),
    "as_of": ("date", "as of date"),
}
"""Heading of a column, and others that mean the same; compared without case and punctuation."""

_ECCN: Final = re.compile(
    r"([0-9][a-e][0-9]{3})(?:\.?([0-9a-z]+(?:\.[0-9a-z]+)*))?", re.ASCII | re.IGNORECASE
)
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")
_HEADING_MAKER: Final = re.compile(r"(nvidia|amd|intel)(?=.)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NONE: Final = frozenset(
    {"", "n/a", "na", "n.a.", "-", "–", "—", "none", "null", "tbd", "not applicable"}
)
_TRUTH: Final = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a part table.

    Attributes:
        tpp: TPP of one GPU as the vendor states it.
        meets_3a090_a1: What the vendor says of 3A090.a.1; None if it says nothing.
        as_of: The day the table stands for.
        origin: File and line it came from.
    """

    part_number: str
    description: str
    vendor: str
    part_type: str
    eccn: str | None
    tpp: Fraction | None
    hts: str
    meets_3a090_a1: bool | None
    lifecycle: str
    as_of: date | None
    origin: str


@dataclass(frozen=True)
class PartTable(Mapping[str, tuple[Part, ...]]):
    """Parts by part number; a number listed twice keeps both lines."""

    by_number: Mapping[str, tuple[Part, ...]]

    def __getitem__(self, key: str) -> tuple[Part, ...]:
        return self.by_number[part_key(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_number)

    def __len__(self) -> int:
        return len(self.by_number)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every line, in file order within a part number."""
        return tuple(part for group in self.by_number.values() for part in group)

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Part numbers whose lines differ in ECCN or TPP."""
        return tuple(
            number
            for number, group in self.by_number.items()
            if len({(part.eccn, part.tpp) for part in group}) > 1
        )


def part_key(number: str) -> str:
    """A part number in the form it is compared in.

    >>> part_key(" 935-24287-0040-0r0 ")
    '935-24287-0040-0R0'
    """
    return number.strip().upper()


def load_parts(
    paths: str | Path | Iterable[str | Path], *, vendor: str = "", as_of: date | None = None
) -> PartTable:
    """Read part tables (CSV; comma, semicolon or tab).

    `vendor` and `as_of` fill what the file does not say; a date in the file's name counts.

    Raises:
        BadInput: A file can't be read or a cell is wrong; the message names file, line, column.
    """
    several = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found: defaultdict[str, dict[Part, None]] = defaultdict(dict)
    for path in several:
        for part in _read(Path(path), vendor, as_of):
            found[part_key(part.part_number)][part] = None
    return PartTable({number: tuple(group) for number, group in found.items()})


def _read(path: Path, vendor: str, as_of: date | None) -> Iterator[Part]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"can't read `{path}`", hint=error.strerror or "") from error
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        at = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}:{at}: not UTF-8 text", hint="save the table as UTF-8") from error
    if "\0" in text:
        at = text.count("\n", 0, text.index("\0")) + 1
        raise BadInput(f"{path}:{at}: a zero byte", hint="a part table is a CSV file")
    first = next(iter(text.splitlines()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = _columns(path, next(reader, []))
        day = as_of or _day_in(path.name)
        maker = vendor or _maker(columns)
        width = max(columns.values()) + 1
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < width:
                message = f"{path}:{reader.line_num}: {len(cells)} columns"
                raise BadInput(message, hint=f"the heading has {width} or more")
            line = {name: cells[at].strip() for name, at in columns.items()}
            yield _part(line, maker, day, f"{path}:{reader.line_num}", columns)
    except csv.Error as error:
        raise BadInput(f"{path}:{reader.line_num}: {error}", hint="not a CSV line") from error


def _columns(path: Path, heading: list[str]) -> dict[str, int]:
    """Where each column stands."""
    meaning = {_plain(alias): name for name, also in ALIASES.items() for alias in (name, *also)}
    columns: dict[str, int] = {}
    for at, cell in enumerate(heading):
        name = meaning.get(_plain(cell)) or meaning.get(_bare(cell))
        if name in columns:
            raise BadInput(f"{path}:1: two columns for {name}: `{cell.strip()[:40]}`")
        if name:
            columns[name] = at
    for needed in ("part_number", "eccn"):
        if needed not in columns:
            accepted = ", ".join((needed, *ALIASES[needed]))
            raise BadInput(f"{path}:1: no column for `{needed}`", hint=f"one of {accepted}")
    return columns


def _part(
    line: Mapping[str, str], vendor: str, day: date | None, origin: str, columns: Mapping[str, int]
) -> Part:
    def wrong(name: str, allowed: str) -> BadInput:
        place = f"{origin}, column {columns[name] + 1} ({name})"
        return BadInput(f"{place}: `{line[name][:40]}`", hint=allowed)

    def cell(name: str) -> str:
        value = line.get(name, "")
        return "" if value.lower() in _NONE else value

    number = cell("part_number")
    if not number:
        raise wrong("part_number", "a part number on every line")
    eccn = cell("eccn") and _eccn(cell("eccn"))
    if eccn is None:
        raise wrong("eccn", "an ECCN such as 4A090.a, or EAR99")
    total = None
    if cell("tpp"):
        try:
            total = exact(cell("tpp").replace(",", ""), name="tpp")
        except BadInput as error:
            raise wrong("tpp", "a number") from error
        if total < 0:
            raise wrong("tpp", "zero or more")
    meets = cell("meets_3a090_a1").lower()
    if meets and meets not in _TRUTH:
        raise wrong("meets_3a090_a1", "Y or N")
    if cell("as_of"):
        try:
            day = date.fromisoformat(cell("as_of"))
        except ValueError as error:
            raise wrong("as_of", "a date such as 2026-07-31") from error
    return Part(
        number,
        cell("description"),
        cell("vendor") or vendor,
        cell("part_type"),
        eccn or None,
        total,
        cell("hts"),
        _TRUTH.get(meets),
        cell("lifecycle"),
        day,
        origin,
    )


def _eccn(text: str) -> str | None:
    """An ECCN of a table in its one spelling; None when it is none.

    >>> [_eccn(text) for text in ("4a090.A", "4A090a", "5A992 .c (mass market)", "ear 99", "XI")]
    ['4A090.a', '4A090.a', '5A992.c', 'EAR99', None]
    """
    plain = "".join(_REMARK.sub("", text).split())
    if plain.upper() == "EAR99":
        return "EAR99"
    match = _ECCN.fullmatch(plain)
    if match is None:
        return None
    return match[1].upper() + (f".{match[2].lower()}" if match[2] else "")


def _bare(heading: str) -> str:
    """A heading without the maker's name before it and a remark in brackets behind it."""
    return _HEADING_MAKER.sub("", _plain(_REMARK.sub("", heading)), count=1)


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _day_in(name: str) -> date | None:
    match = _DATE.search(name)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _maker(columns: Mapping[str, int]) -> str:
    """The vendor, told by a column that only its table has."""
    if "meets_3a090_a1" in columns:
        return "AMD"
    return "Nvidia" if "tpp" in columns else ""
