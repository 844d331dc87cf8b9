"""A law file: its bytes, its text, its tables; every problem with file, line and column.

Sizes are bounded, so that a hostile file is refused, not read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from licet.errors import BadLaw
from licet.rules import locate
from licet.rules.vocabulary import Effect

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    name: str
    text: str

    def fail(self, path: locate.Path, message: str, *, hint: str = "", offset: int = 0) -> NoReturn:
        line, column = locate.nearest(self.text, path)
        if offset:
            line, column = locate.inside(self.text, line, column, offset)
        raise BadLaw(message, file=self.name, line=line, column=column, hint=hint)


class Decimal(str):
    """The text of a number with a point: kept exact, and told from a text in quotes."""


def read(path: Path, name: str) -> bytes:
    """The bytes of a law file; too large or unreadable is an error."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        message = f"can't read it: {getattr(error, 'strerror', None) or error}"
        raise BadLaw(message, file=name) from error
    if len(data) > MAX_BYTES:
        message = f"a law file of more than {MAX_BYTES:,} bytes"
        raise BadLaw(message, file=name, line=1, column=1, hint="split it into several")
    return data


def decode(data: bytes, name: str) -> tuple[File, dict[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "not UTF-8 text"
        line, column = locate.at_byte(data, error.start)
        raise BadLaw(message, file=name, line=line, column=column) from error
    text = text.replace("\r\n", "\n")
    file = File(name, text)
    try:
        # A float is kept as its decimal text, so that no binary rounding enters the law.
        return file, tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        if not line:
            line, column = _place_in(str(error), text)
        message = f"not valid TOML: {str(error).split(' (at ')[0]}"
        raise BadLaw(message, file=name, line=line, column=column) from error
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        message = f"not valid TOML: {'nested too deep' if deep else 'a number too long'}"
        line, column = locate.deepest(text) if deep else locate.longest_number(text)
        raise BadLaw(message, file=name, line=line, column=column) from error


def _place_in(message: str, text: str) -> tuple[int, int]:
    """The place a message of the TOML reader ends with: ``(at line 3, column 9)``."""
    _, _, place = message.rpartition("(at line ")
    line, _, column = place.rstrip(")").partition(", column ")
    if line.isdigit() and column.isdigit():
        return int(line), int(column)
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1


class Fields:
    """The keys of one table, taken by type; a wrong one is an error with its place."""

    def __init__(
        self, file: File, at: locate.Path, table: object, allowed: Collection[str]
    ) -> None:
        self.file, self.at = file, at
        if not isinstance(table, dict):
            file.fail(at, f"`{at[-1] if at else 'file'}` must be a table")
        self.table: dict[str, Any] = table
        for key in table:
            if key not in allowed:
                file.fail((*at, key), f"unknown key: `{key}`", hint=", ".join(sorted(allowed)))

    def fail(self, key: str, message: str, *, hint: str = "", offset: int = 0) -> NoReturn:
        self.file.fail((*self.at, key), message, hint=hint, offset=offset)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if value is None:
            self.fail(key, f"missing: `{key}`")
        if type(value) is not str or (default is None and not value.strip()):
            self.fail(key, f"`{key}` must be a text")
        return value

    def day(self, key: str) -> date:
        value = self.table.get(key)
        if value is None:
            self.fail(key, f"missing: `{key}`")
        if type(value) is not date:
            self.fail(key, f"`{key}` must be a date", hint=f"{key} = 2025-04-09")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(type(item) is str for item in value):
            self.fail(key, f"`{key}` must be a list of texts")
        return tuple(value)

    def parts(self, key: str, allowed: frozenset[str]) -> list[Fields]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.fail(key, f"`{key}` must be written [[….{key}]]")
        return [
            Fields(self.file, (*self.at, key, index), entry, allowed)
            for index, entry in enumerate(value)
        ]

    def effect(self, effects: Mapping[str, Effect]) -> Mapping[str, object]:
        value = self.table.get("effect", {})
        if not isinstance(value, dict):
            self.fail("effect", "`effect` must be a table", hint='effect = { require = "RS" }')
        inside = Fields(self.file, (*self.at, "effect"), value, effects or value)
        if effects:
            for key in value:
                inside.check_effect(key, effects[key])
        return value

    def check_effect(self, key: str, effect: Effect) -> None:
        value = self.table[key]
        match effect.kind:
            case "text":
                self.text(key)
            case "texts":
                self.texts(key)
            case "number":
                if type(value) is not int:
                    self.fail(key, f"`{key}` must be a whole number")
            case _:
                if value is not True:
                    self.fail(key, f"`{key}` must be true")
        for item in value if isinstance(value, list) else [value]:
            if effect.domain and item not in effect.domain:
                self.fail(key, f"`{item}` is no `{key}`", hint=", ".join(effect.domain))
