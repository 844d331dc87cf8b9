"""`find`: a catalog id, a name people use or an imported part number, as entries."""

from __future__ import annotations

import re

from licet.catalog.entry import Entry
from licet.catalog.load import catalog
from licet.catalog.names import counted, index
from licet.errors import UnknownItem

_NO_NAME = (
    "`licet catalog list` lists the entries; a case may also give the item by its figures, "
    'such as {"kind": "computer", "rates": {"fp16": 312}}'
)
_ECCN = re.compile(r"[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*|EAR ?99", re.IGNORECASE)


def find(name: str, *, imported: bool = True) -> tuple[Entry, ...]:
    """The entries that a name fits, in catalog order.

    Case, spaces, hyphens, vendor names and filler words do not matter. A name that fits several
    entries means one of these. An exact id wins. With `imported`, part numbers of imported
    vendor tables are looked up when nothing in the catalog fits, and a line of such a table is
    read as the chip it describes.

    Raises:
        UnknownItem: Nothing fits; `near` holds names that come close.

    >>> [entry.id for entry in find("mi 300x")]
    ['amd-mi300x']
    >>> [entry.id for entry in find("H20")]
    ['nvidia-h20-96gb', 'nvidia-h20-141gb', 'nvidia-h20-nvl16']
    """
    source = catalog()
    key = name.strip()
    if key in source:
        return (source[key],)
    if key.lower() in source:
        return (source[key.lower()],)
    found = index().look_up(key)
    if found:
        return tuple(source[each] for each in found)
    if imported:
        from licet.catalog.partstore import entries_described, entries_of

        parts = entries_of(key) or entries_described(key)
        if parts:
            return parts
    if _ECCN.fullmatch(key.strip()):
        message = f"`{key.strip()[:60]}` is an ECCN, not the name of an item"
        raise UnknownItem(message, hint='give the item as an object: {"eccn": "…", "kind": "ic"}')
    if (several := counted(key)) and (found := index().look_up(several[1])):
        raise UnknownItem(
            f"no such item: `{key[:60]}`",
            near=(several[1],),
            hint=_pieces(*several, source[found[0]]),
        )
    near = index().near(key)
    hint = f"did you mean {', '.join(near)}?" if near else _NO_NAME
    raise UnknownItem(f"no such item: `{key[:60]}`", near=near, hint=hint)


def _pieces(count: int, name: str, entry: Entry) -> str:
    """What to type for a number of pieces, and which boards and systems are items themselves."""
    hint = f"for {count} pieces give the item `{name}` and quantity {count} (`--quantity {count}`)"
    boards = [] if entry.contains else [f"{form} {entry.names[0]}" for form in ("HGX", "DGX")]
    held = [f"`{board}`" for board in boards if index().look_up(board)]
    if not held:
        return hint
    return (
        f"{hint}; a board or system that holds several is an item of its own: {' or '.join(held)}"
    )
