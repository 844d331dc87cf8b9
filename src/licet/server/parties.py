"""The parties of a case as the form shows them: who is given, and who could still matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licet.decision.answer import Determination
from licet.server.answers import Answers
from licet.server.state import Pairs, query
from licet.vocabulary import ROLES

WORDS: Mapping[str, str] = {
    "purchaser": "purchaser",
    "intermediate-consignee": "intermediate consignee",
    "ultimate-consignee": "ultimate consignee",
    "end-user": "end user",
}
FIELDS: Mapping[str, str] = {
    "name": "name",
    "country": "country",
    "headquarters": "headquarters",
    "ultimate_parent": "ultimate parent in",
    "lists": "lists it is on",
}
OWNER_FIELDS: Mapping[str, str] = {"name": "owner", "share": "percent", "lists": "lists"}
END_USER = "end-user"
# In the panel of the form, always there to be filled in.
IN_PANEL = frozenset({"name", "country", "headquarters", "ultimate_parent"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its key in the query, its label and what it holds."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """A party that is given: its role, its fields, its owners; `forget` is the state without it."""

    index: int
    role: str
    explicit: bool
    fields: tuple[Field, ...]
    owners: tuple[tuple[Field, ...], ...]
    forget: str

    @property
    def word(self) -> str:
        """The role in words."""
        return WORDS.get(self.role, self.role)


def indices(pairs: Pairs) -> tuple[int, ...]:
    """The numbers under which a query gives its parties, in their order in the case."""
    found = {int(parts[1]) for key, _ in pairs if _is_of_party(parts := key.split("."))}
    return tuple(sorted(found))


def _is_of_party(parts: list[str]) -> bool:
    return len(parts) > 2 and parts[0] == "parties" and parts[1].isdecimal() and len(parts[1]) < 5


def end_user_at(fields: Mapping[str, str], numbers: tuple[int, ...]) -> int:
    """The number of the end user, or the one that it would get."""
    for number in numbers:
        if fields.get(f"parties.{number}.role", END_USER) == END_USER:
            return number
    return max(numbers, default=-1) + 1


def blocks(
    fields: Mapping[str, str], pairs: Pairs, asked: frozenset[str], panel: int
) -> tuple[Block, ...]:
    """The parties that are given, but for what the panel of the form shows and questions ask.

    Args:
        fields: The query, values of one set put together.
        pairs: The query, for the addresses.
        asked: The keys that open questions ask.
        panel: The number of the party whose first fields stand in the panel.
    """
    found = []
    for number in indices(pairs):
        at = f"parties.{number}."
        inside = IN_PANEL if number == panel else frozenset()
        own = tuple(
            Field(at + name, label, fields.get(at + name, ""))
            for name, label in FIELDS.items()
            if name not in inside
            and at + name not in asked
            and (fields.get(at + name) or name == "name")
        )
        owners = _owners(fields, at, asked)
        role = fields.get(f"{at}role", "")
        whole = query([(key, value) for key, value in pairs if not key.startswith(at)])
        if number != panel or own or owners or role:
            found.append(Block(number, role or END_USER, bool(role), own, owners, whole))
    return tuple(found)


def _owners(
    fields: Mapping[str, str], at: str, asked: frozenset[str]
) -> tuple[tuple[Field, ...], ...]:
    """The owners that are given, and room for one more; none where a question asks for them."""
    if f"{at}owners" in asked:
        return ()
    if fields.get(f"{at}owners") == "none":
        return ((Field(f"{at}owners", "owners", "none"),),)
    numbers = sorted(
        {int(key.split(".")[3]) for key in fields if key.startswith(f"{at}owners.")
         and key.split(".")[3].isdecimal()}
    )  # fmt: skip
    if not numbers:
        return ()
    return tuple(owner_fields(fields, at, number) for number in (*numbers, numbers[-1] + 1))


def owner_fields(fields: Mapping[str, str], at: str, number: int) -> tuple[Field, ...]:
    """The fields of one owner."""
    stem = f"{at}owners.{number}."
    return tuple(
        Field(stem + name, label, fields.get(stem + name, ""))
        for name, label in OWNER_FIELDS.items()
    )


def roles_left(case: Mapping[str, Any], pairs: Pairs) -> tuple[tuple[str, str], ...]:
    """The roles in which nobody is given yet, in words, each with the state that adds a party."""
    given = {party["role"] for party in case.get("parties") or ()}
    return tuple(
        (WORDS[role], _added(role, pairs))
        for role in ROLES
        if role not in given and role != END_USER
    )


def _added(role: str, pairs: Pairs) -> str:
    numbers = indices(pairs)
    first = [] if numbers else [("parties.0.role", END_USER)]
    return query([*pairs, *first, (f"parties.{max(numbers, default=0) + 1}.role", role)])


def offers(
    d: Determination, case: Mapping[str, Any], pairs: Pairs, answers: Answers, stance: str
) -> tuple[tuple[str, str], ...]:
    """The roles in which one more party could change the answer, the most decisive first.

    A role is tried with a party of which nothing is known: where that leaves the answer as it
    is and opens no question, nobody in the role can change it.
    """
    given = list(case.get("parties") or [])
    base = dict(case)
    if not given:
        # What stands among the assumptions, said in full, so that only the new party is open.
        to = d.shipment.to
        given = [{"role": END_USER, "country": to, "headquarters": to, "ultimate_parent": to,
                  "lists": [], "owners": []}]  # fmt: skip
        base.setdefault("end_use", [])
    taken = {party["role"] for party in given}
    found: list[tuple[int, str, str]] = []
    for role in ROLES:
        if role in taken or role == END_USER:
            continue
        tried = answers.of({**base, "parties": [*given, {"role": role}]}, stance)
        fresh = [
            entry for entry in tried.missing if entry.fact.startswith(f"parties[{len(given)}]")
        ]
        if fresh or tried.verdict != d.verdict:
            found.append((-len(fresh), WORDS[role], _added(role, pairs)))
    return tuple((word, state) for _, word, state in sorted(found, key=lambda each: each[0]))
