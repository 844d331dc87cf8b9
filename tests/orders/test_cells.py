"""The reduction agrees with the evaluator on one item for each threshold cell, unknowns included."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, cast

import pytest

from licet.courts import court_of
from licet.decision.answer import answer
from licet.gather import gather
from licet.model import Item, Shipment
from licet.orders.crew import Task, decide
from licet.orders.leftover import Leftovers
from licet.orders.reduction import NO_PARTIES, Column, shipment_of
from licet.orders.shapes import PLAIN
from licet.rules.facts import Key
from licet.rules.values import Interval

DAYS = (date(2022, 11, 1), date(2023, 12, 1), date(2025, 1, 20), date(2025, 6, 2), date(2026, 3, 2))
PLACES: tuple[str | None, ...] = ("CN", "MY", "AE", "DE", "KZ", None)
ALONE = ("dram_bandwidth_gb_s", "interconnect_gb_s", "memory_bandwidth_density", "transistors_bn",
         "applicable_die_area_mm2")  # fmt: skip


def cells(day: date, name: str) -> list[Any]:
    """A value in each cell of a figure of a chip, and None."""
    facts = gather(Shipment(Item(kind="computer"), "CN", day)).variants[0].facts
    court = court_of()
    found: list[Any] = [None]
    for cell in court.judge(day, None).cells(Key("ics", 0, name), facts):
        if isinstance(cell, Fraction):
            found.append(cell)
        elif isinstance(cell, Interval) and isinstance(cell.low, Fraction):
            high = cell.high if isinstance(cell.high, Fraction) else cell.low * 2 + 1
            found.append((cell.low + high) / 2)
    return found


def items(day: date, draw: random.Random) -> Iterator[Item]:
    """An item for each pair of cells of TPP and density, and for each cell of another figure."""
    for tpp in cells(day, "tpp"):
        for density in cells(day, "performance_density"):
            kind = draw.choice(["ic", "computer"])
            datacenter = draw.choice([True, False, None])
            yield Item(kind, tpp=tpp, performance_density=density, datacenter=datacenter)
    for name in ALONE:
        for value in cells(day, name):
            figures = {"tpp": draw.choice([None, Fraction(2000), Fraction(5000)]), name: value}
            yield Item(draw.choice(["ic", "computer", "hbm"]), **figures)


@pytest.mark.parametrize("day", DAYS)
def test_every_cell(day: date) -> None:
    draw = random.Random(day.toordinal())
    made = list(items(day, draw))
    values: dict[str, tuple[Any, ...]] = {
        "transaction": ("export",),
        "from": ("US", "TW"),
        "to": PLACES[:-1],
        "headquarters": PLACES,
        "ultimate_parent": PLACES,
        "country": PLACES,
        "lists": (None, frozenset(), frozenset({"entity-list"}), NO_PARTIES),
        "end_use": (None, frozenset(), frozenset({"supercomputer"})),
        # The exporter of figures is taken as their designer, which a book of names never does.
        "exporter": (None,),
    }
    columns = [Column(name, held) for name, held in values.items()]
    combinations = [
        (0, number, 0, *(draw.randrange(len(held)) for held in values.values()))
        for number in range(len(made))
    ]
    court = court_of()
    # A book names its items; here the figures themselves stand in their place.
    task = Task([day], cast("list[str]", made), columns, combinations, [PLAIN], None)
    done = decide(Leftovers(court, None), task)

    assert len(made) > 15
    for (_, number, _, *at), state in zip(combinations, done.states, strict=True):
        line = {"on": day, "item": made[number], "shape": PLAIN}
        line |= {c.name: c.values[n] for c, n in zip(columns, at, strict=True)}
        asked = answer(shipment_of(line, None), court)
        row = done.answers[state]
        assert (
            asked.verdict, asked.text, asked.parameters, asked.eccn, asked.review_policy,
            tuple(dict.fromkeys(each.fact for each in asked.missing)),
        ) == (
            row.verdict, row.text, row.parameters, row.eccn, row.review_policy, row.missing,
        ), line  # fmt: skip
