"""Which lists reach a party through its owners: shares added up, unknown shares left open.

Shares of owners on one list, or on different lists, add up; a party is reached when they make
50 percent or more, and then every list among them reaches it, so that the strictest governs
(15 CFR 744.8(a)(2), 744.11(a)(1), 744.21(a)(3), as of 90 FR 47201). Ownership counts, control
does not. An indirect owner counts through a party it owns at 50 percent or more, which then
counts as listed itself with its whole share, as under the Treasury's rule that this one follows;
below 50 percent it does not count at all. The Unverified List and denial orders do not reach the
parties that an owner holds.

Owners that are given are taken as complete, at every level: the rest belongs to nobody listed,
and an owner given without owners of its own ends the chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from licet.model import Owner
from licet.rules.values import NOTHING_KNOWN, Members
from licet.vocabulary import LISTS

HALF = Fraction(50)
WHOLE = Fraction(100)
NONE: frozenset[str] = frozenset()
# Lists whose entries reach the parties they own.
REACHING = frozenset(
    {
        "entity-list",
        "entity-list-fn1",
        "entity-list-fn3",
        "entity-list-fn4",
        "entity-list-fn5",
        "entity-list-narrow",
        "meu",
        "sdn",
    }
)


def owner_lists(owners: tuple[Owner, ...] | None) -> Members:
    """The lists that reach a party through owners holding 50 percent or more together.

    >>> listed = Owner("a", Fraction(49), frozenset({"entity-list"}))
    >>> owner_lists((listed,)).has("entity-list")
    False
    >>> owner_lists((listed, Owner("b", None, None))).has("entity-list") is None
    True
    """
    if owners is None:
        return NOTHING_KNOWN
    sure, possible = _reach(owners)
    return Members(sure, frozenset(LISTS) - possible, complete=sure == possible)


def listed_owner(owners: tuple[Owner, ...] | None) -> bool | None:
    """Whether any owner, at whatever share and level, stands on a list that reaches.

    A red flag even below 50 percent; None when it is not known.

    >>> listed_owner((Owner("a", Fraction(5), frozenset({"meu"})),))
    True
    """
    if owners is None:
        return None
    found: bool | None = False
    for owner in owners:
        if owner.share == 0:
            continue
        if owner.lists is not None and owner.lists & REACHING:
            return True
        above = listed_owner(owner.owners or ())
        if above:
            return True
        if owner.lists is None or above is None:
            found = None
    return found


def _reach(owners: Iterable[Owner]) -> tuple[frozenset[str], frozenset[str]]:
    """The lists that surely reach the owned party, and those that may.

    An unknown share lies anywhere from nothing to what the known shares leave, so it never adds
    to what is sure.
    """
    sure, possible = NONE, NONE
    floor = ceiling = known = Fraction(0)
    open_share = False
    for owner in owners:
        if owner.share == 0:
            continue
        own_sure, own_possible = _lists_of(owner)
        possible |= own_possible
        if owner.share is None:
            open_share = open_share or bool(own_possible)
            continue
        known += owner.share
        if own_possible:
            ceiling += owner.share
        if own_sure:
            floor += owner.share
            sure |= own_sure
    if open_share:
        ceiling += max(Fraction(0), WHOLE - known)
    return sure if floor >= HALF else NONE, possible if ceiling >= HALF else NONE


def _lists_of(owner: Owner) -> tuple[frozenset[str], frozenset[str]]:
    """The lists an owner counts for: its own, and those that reach it from above."""
    own = REACHING if owner.lists is None else owner.lists & REACHING
    sure, possible = (NONE if owner.lists is None else own), own
    if owner.owners is not None:
        above_sure, above_possible = _reach(owner.owners)
        sure |= above_sure
        possible |= above_possible
    return sure, possible
