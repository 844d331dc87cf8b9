"""How facts are declared: a number that is never negative, a flag that may be assumed."""

from __future__ import annotations

from fractions import Fraction

from licet.rules.vocabulary import Fact


def number(name: str, unit: str, meaning: str, *, scope: str = "", source: str = "") -> Fact:
    """A number of `unit`, zero or more."""
    return Fact(name, "number", scope, meaning, unit, source, minimum=Fraction(0))


def flag(
    name: str,
    meaning: str,
    *,
    scope: str = "",
    source: str = "",
    assumed: bool | None = None,
    assumption: str = "",
) -> Fact:
    """A fact that is true or false; `assumed` is its value when nobody states it."""
    return Fact(
        name, "boolean", scope, meaning, source=source, assumed=assumed, assumption=assumption
    )
