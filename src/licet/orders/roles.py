"""The parties of an order line, by role: their columns, and the names of their facts.

The end user stands first, so that it is ``parties[0]`` where a line names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

END_USER: Final = "end-user"
PURCHASER: Final = "purchaser"
ROLES: Final = (END_USER, PURCHASER, "intermediate-consignee", "ultimate-consignee")
PLACE_FACTS: Final = ("headquarters", "ultimate_parent", "country")
PARTY_FACTS: Final = (*PLACE_FACTS, "lists")
"""What a column may say of a party."""


def stem(role: str) -> str:
    """A role as the headings of columns begin.

    >>> stem("ultimate-consignee")
    'ultimate_consignee'
    """
    return role.replace("-", "_")


def prefix(role: str) -> str:
    """What stands before the facts of a role where several parties are told apart.

    >>> prefix("purchaser"), prefix("end-user")
    ('purchaser.', '')
    """
    return "" if role == END_USER else f"{stem(role)}."


def column(role: str, fact: str) -> str:
    """The canonical column of a fact of a party.

    >>> column("purchaser", "headquarters")
    'purchaser_headquarters'
    """
    return f"{stem(role)}_{fact}"


def bare(name: str) -> tuple[str, str]:
    """The role and the fact that a name with a prefix stands for.

    >>> bare("purchaser.lists"), bare("lists")
    (('purchaser', 'lists'), ('end-user', 'lists'))
    """
    before, dot, fact = name.rpartition(".")
    return (before.replace("_", "-"), fact) if dot else (END_USER, name)


def patterns(roles: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Which parties a line may name, where a book has columns for these roles.

    >>> patterns(("end-user", "purchaser"))
    (('end-user',), ('purchaser',), ('end-user', 'purchaser'))
    """
    return tuple(
        tuple(role for at, role in enumerate(roles) if mask >> at & 1)
        for mask in range(1, 1 << len(roles))
    )
