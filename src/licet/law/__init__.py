"""The law itself, as data: one TOML file for each provision, its path the legal path.

Conditions are checked when they are loaded; see `licet.rules.load`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from licet.rules.load import load
from licet.rules.provision import Law
from licet.vocabulary import vocabulary

ROOT = Path(__file__).parent

# The first day for which the law is encoded.
LAW_STARTS = date(2022, 8, 1)
# The last day to which official publications were read; later changes are not known.
LAW_READ_TO = date(2026, 10, 2)


@cache
def law() -> Law:
    """The embedded law.

    >>> "us/ear/774/3A090.a" in law().provisions
    True
    """
    return load(sorted(ROOT.rglob("*.toml")), vocabulary(), root=ROOT)


def with_files(paths: Iterable[Path]) -> Law:
    """The embedded law and the user's own provisions.

    Raises:
        licet.errors.BadLaw: A file is wrong; says where.
    """
    return load(paths, vocabulary(), base=law())
