"""CSV as people have it: any usual delimiter, encoding and quoting, kept as text in Parquet.

A line with the wrong number of cells, or with bytes that are no text, is set aside with its
reason; everything else keeps its row number, so that reports point at the right line.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from licet.errors import BadInput

DELIMITERS: Final = ",;\t|"
ROW: Final = "licet row"
"""The name of the column that carries row numbers; no heading can be equal to it."""
BLOCK: Final = 1 << 22
_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that can't be read: its row (1 is the first below the headings) and why."""

    row: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Format:
    """How a CSV file is written."""

    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    damaged: bool

    @property
    def words(self) -> str:
        """The format for people.

        >>> Format("utf-8", ";", ("item",), False).words
        'utf-8, semicolon between cells'
        """
        return f"{self.encoding}, {_NAMES[self.delimiter]} between cells"


def sniff(path: Path) -> Format:
    """The encoding, delimiter and headings of a CSV file.

    Raises:
        BadInput: The file is empty, no text, or has no headings that can be told apart.
    """
    encoding, damaged = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        head = file.read(1 << 16)
    if not head.strip():
        raise BadInput(f"`{path}` is empty", hint="a CSV file with headings in its first line")
    if "\0" in head:
        raise BadInput(f"`{path}` is not text", hint="a CSV, Parquet or Arrow file")
    delimiter = _delimiter(head)
    rows = csv.reader(head.splitlines(keepends=True), delimiter=delimiter)
    headings = next(row for row in rows if row)  # Blank lines above them do not count.
    return Format(encoding, delimiter, tuple(heading.strip() for heading in headings), damaged)


def _encoding(path: Path) -> tuple[str, bool]:
    """The encoding, and whether some of a UTF-8 file is no UTF-8."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith(codecs.BOM_UTF8):
            encoding = "utf-8-sig"
        elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", False
        else:
            encoding = "utf-8"
        file.seek(0)
        good, bad = 0, False
        tail = b""
        while block := file.read(BLOCK):
            if block.isascii() and not tail:
                continue
            data = tail + block
            text = data.decode("utf-8", errors="replace")
            cut = 0
            # The last character may go on in the next block.
            for back in range(1, 4):
                if back <= len(data) and data[-back] >= 0xC0:
                    cut = back
                    break
                if back <= len(data) and data[-back] < 0x80:
                    break
            if cut:
                text = data[:-cut].decode("utf-8", errors="replace")
            tail = data[-cut:] if cut else b""
            broken = text.count("\ufffd")
            bad = bad or broken > 0
            good += sum(1 for mark in set(text) if mark > "\x7f" and mark != "\ufffd")
        if tail:
            try:
                tail.decode("utf-8")
            except UnicodeDecodeError:
                bad = True
    if not bad:
        return encoding, False
    # Bytes beyond ASCII that never make up UTF-8 are Latin-1, as Western Windows writes it.
    return (encoding, True) if good or encoding == "utf-8-sig" else ("cp1252", False)


def _delimiter(head: str) -> str:
    """The delimiter that cuts the first lines into the same number of cells, most of them."""
    best, most = ",", 1
    lines = [line for line in head.splitlines(keepends=True)[:50] if line.strip()]
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        same = sum(len(row) == width for row in rows)
        if width > most and same >= max(1, len(rows) * 2 // 3):
            best, most = delimiter, width
    return best


class _Text:
    """A file as UTF-8 bytes, whatever its encoding; wrong bytes become a mark of replacement."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        errors = "replace" if encoding.startswith("utf") else "licet-cp1252"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self._file = file
        self._rest = b""
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < max(size, 1) or size < 0:
            block = self._file.read(BLOCK)
            self._rest += self._decoder.decode(block, final=not block).encode("utf-8")
            if not block:
                break
        if size < 0:
            size = len(self._rest)
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


def _undefined(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows leaves undefined, read as Latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("licet-cp1252", _undefined)


def stage(
    path: Path, form: Format, target: Path, tell: Callable[[int], None] = lambda rows: None
) -> tuple[int, list[Broken]]:
    """Write a CSV file as Parquet of text cells with row numbers; returns rows read and broken.

    Args:
        path: The CSV file.
        form: How it is written.
        target: Where to write.
        tell: Called with the number of rows read so far.

    Raises:
        BadInput: The file can't be cut into lines, such as by a quote that never closes.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(ROW, pa.int64()), *((name, pa.string()) for name in form.headings)])
    broken: list[Broken] = []
    rows = 0
    with path.open("rb") as file, pq.ParquetWriter(target, schema, compression="snappy") as out:
        for start, batch, bad in _batches(file, form):
            broken += bad
            rows = start + batch.num_rows + len(bad)
            lost = {each.row for each in bad}
            numbers = [n for n in range(start + 1, rows + 1) if n not in lost] if lost else None
            row = pa.array(numbers or range(start + 1, rows + 1), pa.int64())
            cells = [batch.column(at) for at in range(batch.num_columns)]
            table = pa.Table.from_arrays([row, *cells], schema=schema)
            if form.damaged:
                table, extra = _whole(table, form.headings)
                broken += extra
            out.write_table(table)
            tell(rows)
    return rows, broken


def _batches(file: IO[bytes], form: Format) -> Iterator[tuple[int, Any, list[Broken]]]:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    seen: list[Broken] = []
    width = len(form.headings)

    unclosed: list[int] = []

    def bad(row: Any) -> str:
        # Rows are numbered from the headings, which count as the first.
        if str(row.text).count('"') % 2:
            unclosed.append(row.number - 1)
        reason = f"{row.actual_columns} cells where the headings have {width}"
        seen.append(Broken(row.number - 1, str(row.text)[:200], reason))
        return "skip"

    source: Any = pa.PythonFile(_Text(file, form.encoding), mode="r")
    try:
        reader = arrow_csv.open_csv(
            source,
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=1 << 23, column_names=list(form.headings), skip_rows=0
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=form.delimiter, newlines_in_values=True, invalid_row_handler=bad
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in form.headings},
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
        start = -1  # The headings come as the first row.
        for batch in reader:
            found: list[Broken] = []
            rest: list[Broken] = []
            for each in seen:
                # Broken lines of a later block may have been met while this one was read.
                end = start + batch.num_rows + len(found) + 1
                (found if each.row <= end else rest).append(each)
            seen[:] = rest
            if start < 0:
                batch = batch.slice(1)
                start = 0
            yield start, batch, found
            start += batch.num_rows + len(found)
    except pa.ArrowInvalid as error:
        reason = str(error).split("\n")[0][:200]
        raise BadInput(
            f"the file can't be cut into lines: {reason}",
            hint="a quote that never closes? a quote inside a cell is written twice",
        ) from error
    if unclosed:
        # Everything behind it would be one cell: no line may be lost that way.
        raise BadInput(
            f"row {unclosed[0]}: a quote that never closes",
            hint="a quote inside a cell is written twice",
        )
    if seen:
        empty = pa.RecordBatch.from_pylist(
            [], schema=pa.schema([(name, pa.string()) for name in form.headings])
        )
        yield start, empty, list(seen)


def _whole(table: Any, headings: tuple[str, ...]) -> tuple[Any, list[Broken]]:
    """The rows that are text throughout, and the others."""
    import pyarrow as pa
    import pyarrow.compute as pc

    marked = pa.array([False] * table.num_rows)
    for name in headings:
        marked = pc.or_(marked, pc.match_substring(table.column(name), "\ufffd"))
    if not pc.any(marked).as_py():
        return table, []
    bad = table.filter(marked)
    broken = []
    for row in bad.to_pylist():
        value = next(str(row[name]) for name in headings if "\ufffd" in str(row[name]))
        broken.append(Broken(row[ROW], value[:200], "bytes that are no text in UTF-8"))
    return table.filter(pc.invert(marked)), broken
