"""Which layer of the law a picture shows: what is enforced in practice, or the codified text."""

from __future__ import annotations

from collections.abc import Mapping

from licet.errors import BadInput
from licet.rules.court import Court

STANCES: Mapping[str, str] = {"practice": "in practice", "text": "codified text"}
"""Stances with the words of the form; the first is meant where none is named."""
_LAWS = {"practice": "The law in practice", "text": "The codified text, letters left out"}


def stance_of(asked: Mapping[str, str]) -> str:
    """The stance of a query.

    Raises:
        BadInput: There is no such stance.

    >>> stance_of({}), stance_of({"stance": "text"})
    ('practice', 'text')
    """
    stance = asked.get("stance") or "practice"
    if stance not in STANCES:
        raise BadInput(f"no such stance: `{stance[:20]}`", hint=", ".join(STANCES))
    return stance


def lead_of(stance: str) -> str:
    """What a picture says of its stance.

    >>> lead_of("text")
    'The codified text, letters left out'
    """
    return _LAWS[stance]


def source_of(court: Court) -> str:
    """The rule set a picture rests on, and the user's own law in it, each by its hash."""
    digest = court.law.digest.removeprefix("sha256:")[:12]
    own = "".join(
        f", with {name} ({sha.removeprefix('sha256:')[:12]})" for name, sha in court.law.own_files
    )
    return f"rule set {digest}{own}"
