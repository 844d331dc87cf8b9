"""Standard output: JSON that is always JSON, and text on terminals that know few letters."""

from __future__ import annotations

import codecs
import json
import sys
import unicodedata
from typing import Any

_PLAIN = {"–": "-", "—": "-", "’": "'", "…": "...", "§": "Sec.", "²": "2", "×": "x", "≥": ">="}


def prepare() -> None:
    """Let letters the output can't show be written plainly, so that no answer is lost."""
    codecs.register_error("licet-plain", _plainly)
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="licet-plain")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    plain = "".join(_PLAIN.get(letter) or _bare(letter) for letter in letters)
    return plain, error.end


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"


def json_text(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON in letters the output can show.

    >>> json_text({"says": "yes"})
    '{"says": "yes"}'
    """
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def print_json(value: Any) -> None:
    """Print a value as JSON, and nothing else."""
    print(json_text(value, indent=2))
