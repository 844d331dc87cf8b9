"""Whose act it is where its sentence names no body, or only a government: what the text names."""

from __future__ import annotations

from collections import Counter
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.scan import Mention
from licet.reading.scene import Scene

_LOOK: Final = 400
"""Sentences in which bodies are counted."""
_TRADE: Final = frozenset({
    "list-entity", "delist-entity", "require-license", "ban", "publish-rule", "suspend-rule", "lift-ban",
    "grant-license",
})  # fmt: skip
"""Acts of trade control: where a text names the ministry that does them, they are its own."""
_MINISTRY: Final = "MOFCOM"
_PROSECUTE: Final = ("Department of Justice", "BIS", "Department of Commerce")


def sharper(found: Scene, one: Candidate, pick: Mention | None) -> Mention | None:
    """The trade ministry instead of its government, where the text names both."""
    if pick is None or pick.kind != "government" or pick.jurisdiction != "CN":
        return pick
    if one.action not in _TRADE or _MINISTRY not in _named(found):
        return pick
    return Mention(pick.start, pick.end, _MINISTRY, "agency", "CN")


def prosecutor(found: Scene, one: Candidate) -> tuple[str, str]:
    """Who brings a case that no one is named for: the enforcing body named last before it."""
    for sentence in reversed(found.sentences[: one.sentence + 1]):
        for mention in reversed(sentence.actors):
            if mention.name in _PROSECUTE:
                return mention.jurisdiction, mention.name
    return "US", "Department of Justice"


def last_of(found: Scene, one: Candidate, kind: str) -> Mention | None:
    """The body of a kind that was named last before an act."""
    for sentence in reversed(found.sentences[: one.sentence]):
        for mention in reversed(sentence.actors):
            if mention.kind == kind:
                return mention
    return None


def main_body(found: Scene) -> tuple[str, str]:
    """The body that a text names most often; the American government where it names none."""
    bodies = Counter(
        (mention.jurisdiction, mention.name)
        for sentence in found.sentences[:_LOOK]
        for mention in sentence.actors
        if mention.kind in ("agency", "government")
    )
    return max(bodies, key=lambda body: bodies[body]) if bodies else ("US", "US government")


def _named(found: Scene) -> set[str]:
    return {mention.name for sentence in found.sentences[:_LOOK] for mention in sentence.actors}
