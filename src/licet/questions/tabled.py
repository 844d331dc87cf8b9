"""The threshold cells of a provision as a reader sees them, and the facts that settle an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.errors import BadInput
from licet.questions.cells import BUDGET, Table, deciding, deciding_sets, provision_asked, table
from licet.questions.search import blank
from licet.questions.setting import Setting
from licet.rules.court import Court
from licet.rules.facts import Key
from licet.rules.judge import Judge
from licet.rules.values import value_text

WORDS = {True: "applies", False: "does not", None: "open"}


@dataclass(frozen=True, slots=True)
class Tabled:
    """The table of a provision.

    Attributes:
        provision: Its id.
        cite: The citation of the version in force.
        on: The day.
        found: The table.
        deciding: The facts on which it depends.
    """

    provision: str
    cite: str
    on: date
    found: Table[bool]
    deciding: tuple[Key, ...]

    def rows(self) -> list[dict[str, str]]:
        """One row for each box: a cell of every fact it fixes, and whether the provision applies."""
        rows = []
        for box in self.found.boxes:
            cells = {_name(key): value_text(value) for key, value in box.cells}
            answer = next(iter(box.answers)) if len(box.answers) == 1 else None
            rows.append({**cells, "answer": WORDS[answer]})
        return rows

    def as_dict(self) -> dict[str, Any]:
        """The table as JSON."""
        return {
            "provision": self.provision,
            "cite": self.cite,
            "on": self.on.isoformat(),
            "cells": self.found.size,
            "method": self.found.method,
            "exact": self.found.exact,
            "spent": self.found.spent,
            "says": self.found.says(),
            "deciding": [_name(key) for key in self.deciding],
            "rows": self.rows(),
        }


def tabled(court: Court, provision: str, on: date, *, layer: str, budget: int = BUDGET) -> Tabled:
    """The table of a provision on a day, nothing known of the shipment but the day.

    Args:
        court: The law.
        provision: The id of the provision.
        on: The day.
        layer: ``text`` or ``practice``.
        budget: How many cells may be asked one by one; past it they are split where open.

    Raises:
        BadInput: The provision is not in force on the day.
    """
    judge = court.judge(on, layer=layer)
    version = _in_force(judge, provision, on)
    facts = blank(court.vocabulary, on).judged_by(judge.truth)
    found = table(provision_asked(judge, provision), facts, budget=budget)
    return Tabled(provision, version.cite, on, found, deciding(found))


def settling(place: Setting, provision: str) -> tuple[bool | None, tuple[tuple[str, ...], ...]]:
    """Whether a provision applies to an item, and the smallest sets of its facts that settle it.

    Args:
        place: The item, its destination and day.
        provision: The id of the provision.

    Raises:
        BadInput: The provision is not in force on the day.
    """
    judge = place.judge()
    _in_force(judge, provision, place.on)
    facts = place.facts()
    truth = judge.truth(provision, facts.judged_by(judge.truth))
    if truth is None:
        return None, ()
    open_ = judge.open_keys(provision, blank(place.court.vocabulary, place.on))
    keys = [key for key in open_ if facts.get(key) is not None]
    sets = deciding_sets(provision_asked(judge, provision), facts, keys)
    return truth, tuple(tuple(_name(key) for key in chosen) for chosen in sets)


def _in_force(judge: Judge, provision: str, on: date) -> Any:
    version = judge.versions.get(provision)
    if version is None:
        raise BadInput(f"`{provision}` is not in force on {on}", hint="licet law show has its days")
    return version


def _name(key: Key) -> str:
    """A fact as a heading: its name, with the code where it is a set."""
    return f"{key.name}: {key.code}" if key.code else key.name
