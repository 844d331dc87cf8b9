"""The parties of a case, their lists and owners."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from licet.case.items import MAX_DEPTH, MAX_MEMBERS
from licet.case.values import (
    codes_of,
    exact_at,
    fail,
    object_at,
    one_of,
    only_keys,
    optional,
    place_at,
    shown,
    text_at,
)
from licet.model import Owner, Party
from licet.vocabulary import LISTS, ROLES

PARTY_KEYS = ("role", "name", "country", "headquarters", "ultimate_parent", "lists", "owners")
OWNER_KEYS = ("name", "share", "lists", "owners")


def parties_at(value: object, key: str) -> tuple[Party, ...] | None:
    """The parties; None where the list is empty, which says nothing."""
    if not isinstance(value, list):
        fail(key, f"{shown(value)} is not a list", "a list of parties")
    if len(value) > MAX_MEMBERS:
        fail(key, f"{len(value):,} parties", f"at most {MAX_MEMBERS:,}")
    parties = tuple(_party(entry, f"{key}[{index}]") for index, entry in enumerate(value))
    _agree(parties, key)
    return parties or None


def _party(value: object, key: str) -> Party:
    table = object_at(value, key)
    at = f"{key}."
    only_keys(table, PARTY_KEYS, at)
    if table.get("role") is None:
        fail(f"{at}role", f"missing: `{at}role`", f"one of {', '.join(ROLES)}")
    return Party(
        role=one_of(ROLES)(table["role"], f"{at}role"),
        name=optional(table, "name", text_at, at),
        country=optional(table, "country", place_at, at),
        headquarters=optional(table, "headquarters", place_at, at),
        ultimate_parent=optional(table, "ultimate_parent", place_at, at),
        lists=optional(table, "lists", codes_of(LISTS), at),
        owners=optional(table, "owners", lambda v, k: _owners(v, k, 0), at),
    )


# Two of one role without names may be two parties, but then each says where it belongs.
_WHERE = ("country", "headquarters", "ultimate_parent")


def _agree(parties: tuple[Party, ...], key: str) -> None:
    """Two entries of one name can't contradict each other, nor two of one role without names."""
    seen: dict[str, Party] = {}
    for index, party in enumerate(parties):
        called = (party.name or f"\0{party.role}").casefold()
        other = seen.setdefault(called, party)
        for name in (*_WHERE, "lists", "owners") if party.name else _WHERE:
            mine, theirs = getattr(party, name), getattr(other, name)
            if mine is not None and theirs is not None and mine != theirs:
                who = shown(party.name or party.role)
                told = f": {theirs} and {mine}" if isinstance(mine, str) else ""
                hint = "the same party must be the same in every role"
                if not party.name:
                    hint = f"name them if there are two of role `{party.role}`"
                fail(f"{key}[{index}].{name}", f"{who} has two values of `{name}`{told}", hint)
            if theirs is None and mine is not None:
                seen[called] = other = replace(other, **{name: mine})


def _owners(value: object, key: str, depth: int) -> tuple[Owner, ...]:
    if not isinstance(value, list):
        fail(key, f"{shown(value)} is not a list", "a list of {name, share, lists}")
    if depth > MAX_DEPTH or len(value) > MAX_MEMBERS:
        fail(key, "too many owners or levels", f"at most {MAX_MEMBERS:,}, {MAX_DEPTH} deep")
    owners = []
    for index, entry in enumerate(value):
        at = f"{key}[{index}]."
        table = object_at(entry, f"{key}[{index}]")
        only_keys(table, OWNER_KEYS, at)
        share = optional(table, "share", exact_at, at)
        if share is not None and share > 100:
            fail(f"{at}share", f"`{table['share']}` percent", "at most 100")
        owners.append(
            Owner(
                name=optional(table, "name", text_at, at) or f"owner {index + 1}",
                share=share,
                lists=optional(table, "lists", codes_of(LISTS), at),
                owners=optional(table, "owners", lambda v, k: _owners(v, k, depth + 1), at),
            )
        )
    total = sum((owner.share for owner in owners if owner.share is not None), Fraction(0))
    if total > 100:
        fail(key, f"owners that add up to `{float(total):g}` percent", "at most 100")
    return tuple(owners)
