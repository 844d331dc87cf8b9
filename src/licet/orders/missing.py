"""The facts that are missing for the answer to a state, in the order in which a check names them.

The names come from the functions behind `licet check`, asked with the facts of a line that leads
to the state; states that leave the same questions open share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from licet.decision.classify import open_parameters
from licet.decision.missing import MAX_FACTS, missing_facts, name_of, rank
from licet.decision.possible import only
from licet.decision.review import missing_reviews
from licet.decision.verdict import OPEN, REQUIRED, doubtful_places, open_keys, possible_verdicts
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge

if TYPE_CHECKING:
    from licet.orders.half import Half

VERDICT: Final = ("jurisdiction", "prohibit", "require", "eccn", "covers")
"""The kinds of provision that a verdict turns on."""
Names = tuple[str, ...]


def missing_of(
    halves: Sequence[Half], verdict: str, parameters: str | None, review: str | None
) -> Names:
    """The names of the missing facts, most decisive first.

    Args:
        halves: The variants of the item in practice, the preferred one first.
        verdict: The verdict in practice.
        parameters: What the silicon meets.
        review: The review policy.
    """
    found: dict[str, None] = {}
    first = halves[0]
    if verdict == OPEN:
        if len({half.verdict for half in halves}) > 1:
            found[_which(halves)] = None
        unsettled = next((half for half in halves if len(half.verdicts) > 1), None)
        if unsettled is not None:
            found.update(dict.fromkeys(_deciding(unsettled)))
        found = dict.fromkeys((*_doubtful(first), *found))
        if not found and first.top["stated_eccn"] == "none":
            found["eccn"] = None
    if parameters == "unknown":
        found.update(dict.fromkeys(_named(first, ("parameters",), open_parameters)[:MAX_FACTS]))
    if verdict == REQUIRED:
        found.update(dict.fromkeys(_barring(first)))
        if review is None:
            found.update(dict.fromkeys(_named(first, ("review",), missing_reviews)))
    return tuple(found)


def _doubtful(half: Half) -> Names:
    """The places that are in a country group or not, nobody can tell."""

    def names(judge: Judge, facts: Facts) -> Names:
        return _names(doubtful_places(judge, facts), half)

    return half.asked_of(VERDICT, names) if half.knows_text(VERDICT) else ()


def _which(halves: Sequence[Half]) -> str:
    """The entry, the ECCN, or the figure sources disagree on, as the missing fact."""
    if any(half.against_stated for half in halves):
        return "eccn"
    return "item" if len({half.entry for half in halves}) > 1 else "figures"


def _deciding(half: Half) -> Names:
    """The facts that could settle the verdict: ranked by how often they do, or as it asks them."""

    def ranked(judge: Judge, facts: Facts) -> Names:
        return tuple(each.fact for each in missing_facts(judge, facts, half.lonely))

    def asked(judge: Judge, facts: Facts) -> Names:
        return _names(open_keys(judge, facts), half)[:MAX_FACTS]

    if half.ranked:
        return half.asked_of(VERDICT, ranked)
    return half.asked_of(VERDICT, asked)


def _names(keys: Iterable[Key], half: Half) -> Names:
    return tuple({name_of(key, half.lonely): None for key in keys})


def _barring(half: Half) -> Names:
    """The facts of open prohibitions: a party not screened may be under a denial order."""

    def names(judge: Judge, facts: Facts) -> Names:
        keys = list(open_keys(judge, facts, ("prohibit",)))
        named = _names(keys, half)
        if len(named) < 2:
            return named
        ranked = rank(
            keys, judge, facts, lambda at: only(possible_verdicts(judge, at)) or OPEN, half.lonely
        )
        return tuple(each.fact for each in ranked)

    if not half.is_open("prohibit"):
        return ()
    return half.asked_of(("jurisdiction", "prohibit", "require"), names)


def _named(
    half: Half, kinds: tuple[str, ...], ask: Callable[[Judge, Facts], Iterable[Key]]
) -> Names:
    """The names of the facts that a question turns on, in the order in which it asks."""

    def names(judge: Judge, facts: Facts) -> Names:
        return _names(ask(judge, facts), half)

    return half.asked_of(kinds, names)
