"""Which facts are missing, and the values at which the answer turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from licet.decision.possible import only
from licet.decision.verdict import OPEN, base_verdicts, open_keys
from licet.rules.cells import OTHER
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.settle import Budget
from licet.rules.values import Choice, Interval, Members, Value, value_text

CELL_BUDGET = 150
MAX_FACTS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """From this value on (or for this value), the verdict is this.

    `above` tells that the value itself still has the verdict of the turn before.
    """

    value: object
    verdict: str
    above: bool = False

    @property
    def text(self) -> str:
        """The value as people read it: ``2400``, ``above 2``, ``yes``, ``CN or MO``."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, list):
            return " or ".join(str(option) for option in self.value)
        return f"above {self.value}" if self.above else str(self.value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not known, with what each of its values would mean."""

    fact: str
    turns_at: tuple[Turn, ...]
    settles: int
    total: int


def missing_facts(judge: Judge, facts: Facts, lonely: bool) -> tuple[Missing, ...]:
    """The facts that would decide the verdict, most decisive first.

    A fact decides more the larger the share of its cells that settle the verdict on their own.

    Args:
        judge: The law of the day.
        facts: The facts of the case.
        lonely: Whether there is one IC only, which is then named without its index.
    """
    return rank(
        list(open_keys(judge, facts)),
        judge,
        facts,
        lambda at: only(base_verdicts(judge, at, Budget(CELL_BUDGET))) or OPEN,
        lonely,
    )


def rank(
    keys: list[Key],
    judge: Judge,
    facts: Facts,
    verdict: Callable[[Facts], str],
    lonely: bool,
) -> tuple[Missing, ...]:
    """The given facts, each with its cells and their verdicts, most decisive first."""
    found: list[Missing] = []
    for name, group in _by_name(keys, lonely).items():
        if len(found) >= 3 * MAX_FACTS:
            break
        cells = _cells(group, judge, facts)
        answers = [(shown, verdict(at)) for shown, at in cells]
        settles = sum(answer != OPEN for _, answer in answers)
        found.append(Missing(name, turns_of(answers), settles, len(answers)))
    found.sort(key=lambda entry: -entry.settles / max(entry.total, 1))
    return tuple(found[:MAX_FACTS])


def _by_name(keys: list[Key], lonely: bool) -> dict[str, list[Key]]:
    """The keys by the name a user knows; the codes of one set fact go together."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(name_of(key, lonely), []).append(key)
    return found


class Shown(NamedTuple):
    """A cell as it is told: its value, whether from above it, and whether values have an order."""

    value: object
    above: bool = False
    ordered: bool = False


def _cells(keys: list[Key], judge: Judge, facts: Facts) -> list[tuple[Shown, Facts]]:
    """The values of a fact that the law tells apart, and the facts with each of them.

    A set is tried with each code alone, and with none of them.
    """
    first = keys[0]
    if not first.code:
        return [(shown(cell), facts.replace(first, cell)) for cell in judge.cells(first, facts)]
    whole = Key(first.frame, first.at, first.name)
    held = facts.get(whole)
    sure = held.yes if isinstance(held, Members) else frozenset()
    codes = [key.code for key in keys]
    tried = [(Shown(code), facts.replace(whole, Members(sure | {code}))) for code in codes]
    return [*tried, (Shown("none"), facts.replace(whole, Members(sure)))]


def name_of(key: Key, lonely: bool) -> str:
    """The fact as a user names it: ``exporter``, ``performance_density``, ``parties[0].lists``."""
    name = _ASKED_AS.get(key.name, key.name)
    return (
        name
        if not key.frame or (key.frame == "ics" and lonely)
        else f"{key.frame}[{key.at}].{name}"
    )


# Facts that follow from what a case states.
_ASKED_AS = {"owner_lists": "owners", "listed_owner": "owners"}


def turns_of(answers: list[tuple[Shown, str]]) -> tuple[Turn, ...]:
    """Where the verdict turns along the values of a fact."""
    turns: list[Turn] = []
    for (value, above, ordered), verdict in answers:
        if not ordered or not turns or turns[-1].verdict != verdict:
            turns.append(Turn(value, verdict, above))
    return tuple(turns)


def shown(cell: Value) -> Shown:
    """A cell as the value from which on it holds: its lower bound, its text, yes or no."""
    match cell:
        case bool():
            return Shown(cell)
        case Choice(options):
            named = sorted(option for option in options if option and option != OTHER)
            return Shown(OTHER if OTHER in options or None in options else named)
        case Interval(low, _, low_open):
            if low is None:
                low = Fraction(0)
            return Shown(_bound(low), low_open, ordered=True)
        case Fraction() | date():
            return Shown(_bound(cell), ordered=True)
        case _:
            return Shown(value_text(cell))


def _bound(value: Fraction | date) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if value.denominator == 1 else float(value)
