"""The errors of licet, as one tree.

::

    LicetError
    └── BadInput (also ValueError)      something the user gave is wrong
        ├── BadCase                     a key or value of a case
        ├── BadLaw                      a provision file; carries file, line, column
        │   └── BadCondition            a `when` text; carries the offset in it
        ├── UnknownItem                 no such chip, system or part; carries near matches
        └── UnknownPlace, UnknownGroup  (in licet.places)

A message is lower case, holds the offending value in backticks and has no final stop;
what is allowed or what to do next stands in `hint`.
"""

from __future__ import annotations


class LicetError(Exception):
    """Anything licet raises on purpose.

    >>> str(LicetError("no such chip: `H21`", hint="did you mean H20?"))
    'no such chip: `H21` (did you mean H20?)'
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class BadInput(LicetError, ValueError):
    """Something the user gave is wrong; nothing was guessed."""


class BadCase(BadInput):
    """A key or a value of a case is wrong.

    `key` is the path of the key, such as ``item.rates.fp16``.
    """

    def __init__(self, message: str, *, key: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.key = key


class UnknownItem(BadInput):
    """No chip, system or part has this name; `near` lists names that come close."""

    def __init__(self, message: str, *, near: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.near = near


class BadLaw(BadInput):
    """A provision can't be loaded; says where: file, line and column (from 1)."""

    def __init__(
        self, message: str, *, file: str = "", line: int = 0, column: int = 0, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.file, self.line, self.column = file, line, column

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {super().__str__()}" if place else super().__str__()


class BadCondition(BadLaw):
    """A condition can't be parsed; `offset` counts characters into its text."""

    def __init__(self, message: str, *, offset: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.offset = offset
