"""Law files already parsed, kept as JSON between runs, since reading TOML is slow.

A kept document is known by the hash of its file's bytes, so a file that changed is parsed anew.
JSON holds no code; every document is checked as if it had just been parsed. Where nothing can be
kept (no folder, no space), the files are simply parsed.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from licet.rules.document import File, decode

FORMAT = 1


def folder() -> Path:
    """Where parsed files are kept: `LICET_CACHE`, else the user's cache folder."""
    named = os.environ.get("LICET_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "licet"


class Kept:
    """Parsed law files; use `decode` in place of the TOML reader, then `save`."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folder() / f"law-{FORMAT}.json"
        self._known = _read(self._path)
        self._used: dict[str, Any] = {}

    def decode(self, data: bytes, name: str) -> tuple[File, dict[str, Any]]:
        """The text and the tables of a law file, as `licet.rules.document.decode` gives them."""
        key = hashlib.sha256(data).hexdigest()
        document = self._known.get(key)
        if isinstance(document, dict):
            file = File(name, data.decode("utf-8-sig").replace("\r\n", "\n"))
        else:
            file, document = decode(data, name)
            if not _keepable(document):
                return file, document
        self._used[key] = document
        return file, document

    def save(self) -> None:
        """Keep what was used, if anything of it was new."""
        if self._used.keys() <= self._known.keys():
            return
        # Nothing depends on it, so a folder that can't be written is no error.
        with suppress(OSError, TypeError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            scratch = self._path.with_suffix(f".{os.getpid()}")
            scratch.write_text(json.dumps(self._used, default=_plain), "utf-8")
            scratch.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes(), object_hook=_revive)
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {"\0date": value.isoformat()}
    message = f"not of a law file: {value!r}"
    raise TypeError(message)


def _revive(table: dict[str, Any]) -> Any:
    if len(table) == 1 and "\0date" in table:
        return date.fromisoformat(table["\0date"])
    return table


def _keepable(document: object) -> bool:
    """Whether JSON can hold a document without losing a type: a decimal would become text."""
    if isinstance(document, dict):
        return all(_keepable(value) for value in document.values())
    if isinstance(document, list):
        return all(_keepable(value) for value in document)
    return type(document) in {str, int, bool, date}
