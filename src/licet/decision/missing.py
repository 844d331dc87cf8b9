"""Which facts are missing, and the values at which the answer turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    """From this value on (or for this value), the verdict is this."""

    value: object
    verdict: str


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
        open_keys(judge, facts),
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


def _cells(keys: list[Key], judge: Judge, facts: Facts) -> list[tuple[object, Facts]]:
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
    tried = [(code, facts.replace(whole, Members(sure | {code}))) for code in codes]
    return [*tried, ("none", facts.replace(whole, Members(sure)))]


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


def turns_of(answers: list[tuple[object, str]]) -> tuple[Turn, ...]:
    """Where the verdict turns along the values of a fact."""
    turns: list[Turn] = []
    for value, verdict in answers:
        ordered = isinstance(value, str) and value.lstrip("> ")[:1].isdigit()
        if not ordered or not turns or turns[-1].verdict != verdict:
            turns.append(Turn(value, verdict))
    return tuple(turns)


def shown(cell: Value) -> object:
    """A cell as the value from which on it holds: its lower bound, its text, yes or no."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, Choice):
        named = sorted(option for option in cell.options if option and option != OTHER)
        return OTHER if OTHER in cell.options or None in cell.options else named
    if isinstance(cell, Interval):
        low = value_text(cell.low) if cell.low is not None else "0"
        return f"> {low}" if cell.low_open else low
    return value_text(cell)
