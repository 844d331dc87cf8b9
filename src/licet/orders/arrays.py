"""Small tables for DuckDB, put together byte by byte.

Arrow's own way from Python values loads pandas wherever that is installed, which takes longer than
most books need.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any


def column_of(values: Sequence[Any]) -> Any:
    """An Arrow column of whole numbers, or of anything else as its text; None stays empty.

    >>> column_of([1, None]).to_pylist(), column_of(["a", None]).to_pylist()
    ([1, None], ['a', None])
    """
    import pyarrow as pa

    count = len(values)
    bits = bytearray((count + 7) // 8)
    for at, value in enumerate(values):
        if value is not None:
            bits[at >> 3] |= 1 << (at & 7)
    there = pa.py_buffer(bytes(bits))
    if any(value is not None for value in values) and all(
        value is None or isinstance(value, int) for value in values
    ):
        numbers = array("q", [value or 0 for value in values])
        return pa.Array.from_buffers(pa.int64(), count, [there, pa.py_buffer(numbers)])
    cells = [b"" if value is None else str(value).encode() for value in values]
    ends = array("q", [0])
    for cell in cells:
        ends.append(ends[-1] + len(cell))
    data = [there, pa.py_buffer(ends), pa.py_buffer(b"".join(cells))]
    return pa.Array.from_buffers(pa.large_string(), count, data)


def numbers_of(values: Any) -> Any:
    """An Arrow column of a numpy array of 32-bit whole numbers."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(values)])


def plain(column: Any, kind: Any) -> Any:
    """An Arrow column of numbers, none of them empty, as a numpy array of a kind."""
    import numpy as np

    chunks = column.chunks if hasattr(column, "chunks") else [column]
    found = [
        np.frombuffer(chunk.buffers()[1], dtype=kind)[chunk.offset : chunk.offset + len(chunk)]
        for chunk in chunks
        if len(chunk)
    ]
    return found[0] if len(found) == 1 else np.concatenate([np.empty(0, dtype=kind), *found])
