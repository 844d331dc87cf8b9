"""Shares of listed owners: added up, passed down, left open where they are not known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model import Owner
from licet.ownership import REACHING, listed_owner, owner_lists

ENTITY, MEU, SDN = frozenset({"entity-list"}), frozenset({"meu"}), frozenset({"sdn"})
CLEAN: frozenset[str] = frozenset()


def own(
    share: float | str | None,
    lists: frozenset[str] | None = ENTITY,
    owners: tuple[Owner, ...] | None = None,
) -> Owner:
    return Owner("owner", None if share is None else Fraction(str(share)), lists, owners)


@pytest.mark.parametrize(
    ("owners", "reached"),
    [
        ((), False),
        ((own(50),), True),
        ((own("49.999999"),), False),
        ((own(49),), False),
        ((own(30), own(20)), True),
        ((own(30), own(20, MEU)), True),
        ((own(30), own("19.9", SDN)), False),
        ((own(49), own(51, CLEAN)), False),
        ((own(60, frozenset({"unverified", "denied-persons"})),), False),
        # Through a company that the listed owner holds at 50 percent or more, its whole share.
        ((own(50, CLEAN, (own(50),)),), True),
        ((own(100, CLEAN, (own(49),)),), False),
        ((own(25), own(25, CLEAN, (own(50),))), True),
        ((own(25), own(25, CLEAN, (own(49),))), False),
        ((own(60, CLEAN, (own(60, CLEAN, (own(60),)),)),), True),
    ],
)
def test_fifty_percent_reaches(owners: tuple[Owner, ...], reached: bool) -> None:
    assert owner_lists(owners).has("entity-list") is reached


def test_every_list_among_the_owners_reaches() -> None:
    found = owner_lists((own(30), own(20, SDN), own(50, CLEAN)))
    assert found.has("entity-list") is True
    assert found.has("sdn") is True
    assert found.has("meu") is False


def test_an_unknown_share_leaves_it_open() -> None:
    assert owner_lists((own(None),)).has("entity-list") is None
    assert owner_lists((own(None), own(50, CLEAN))).has("entity-list") is None
    # What the others hold leaves too little.
    assert owner_lists((own(None), own("50.1", CLEAN))).has("entity-list") is False
    # Reached already: the list of the unknown share alone stays open.
    found = owner_lists((own(50), own(None, SDN)))
    assert found.has("entity-list") is True
    assert found.has("sdn") is None


def test_unknown_owners_and_unscreened_owners() -> None:
    assert owner_lists(None).has("entity-list") is None
    assert owner_lists((own(60, None),)).has("meu") is None
    assert owner_lists((own(40, None),)).has("meu") is False
    assert owner_lists((own(60, None),)).has("unverified") is False


def test_a_small_listed_owner_is_seen() -> None:
    assert listed_owner((own(5, MEU), own(95, CLEAN))) is True
    assert listed_owner((own(95, CLEAN, (own(5, MEU),)),)) is True
    assert listed_owner((own(95, CLEAN),)) is False
    assert listed_owner((own(0, MEU),)) is False
    assert listed_owner((own(5, None),)) is None
    assert listed_owner(None) is None


SHARES = st.one_of(st.none(), st.integers(0, 40))
LISTED = st.one_of(
    st.none(),
    st.frozensets(st.sampled_from(["entity-list", "meu", "sdn", "unverified"]), max_size=2),
)


def _owners(depth: int) -> st.SearchStrategy[tuple[Owner, ...]]:
    above: st.SearchStrategy[tuple[Owner, ...] | None] = (
        st.none() if depth == 0 else st.one_of(st.none(), _owners(depth - 1))
    )
    one = st.builds(
        Owner,
        st.just("owner"),
        SHARES.map(lambda share: None if share is None else Fraction(share)),
        LISTED,
        above,
    )
    return st.lists(one, max_size=3).map(tuple).filter(_fits)


def _fits(owners: tuple[Owner, ...]) -> bool:
    return sum((owner.share or Fraction(0) for owner in owners), Fraction(0)) <= 100


TREES = _owners(1)
_RANK = {False: 0, None: 1, True: 2}


@settings(max_examples=150, deadline=None)
@given(TREES, st.integers(0, 2), st.integers(1, 60))
def test_more_of_a_listed_owner_never_reaches_less(
    owners: tuple[Owner, ...], at: int, more: int
) -> None:
    if at >= len(owners):
        return
    owner = owners[at]
    if owner.share is None or not (owner.lists or frozenset()) & REACHING:
        return
    grown = (*owners[:at], replace(owner, share=owner.share + more), *owners[at + 1 :])
    if not _fits(grown):
        return
    before, after = owner_lists(owners), owner_lists(grown)
    for code in REACHING:
        assert _RANK[after.has(code)] >= _RANK[before.has(code)]


def _completions(owners: tuple[Owner, ...]) -> list[tuple[Owner, ...]]:
    """Some ways in which what is unknown may turn out, the extreme ones among them."""
    choices = []
    left = 100 - sum((owner.share or Fraction(0) for owner in owners), Fraction(0))
    for owner in owners:
        shares = [owner.share] if owner.share is not None else [Fraction(0), Fraction(1), left]
        lists = [owner.lists] if owner.lists is not None else [CLEAN, ENTITY, MEU | SDN]
        above = [None] if owner.owners is None else _completions(owner.owners)[:4]
        choices.append(
            [Owner("owner", s, known, up) for s, known, up in product(shares, lists, above)]
        )
    return [found for found in product(*choices) if _fits(found)][:200]


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_what_is_sure_holds_in_every_completion(owners: tuple[Owner, ...]) -> None:
    answer = owner_lists(owners)
    for completed in _completions(owners):
        for code in REACHING:
            if answer.has(code) is not None:
                assert owner_lists(completed).has(code) is answer.has(code)


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_known_owners_leave_nothing_open(owners: tuple[Owner, ...]) -> None:
    for completed in _completions(owners)[:3]:
        assert all(owner_lists(completed).has(code) is not None for code in REACHING)
