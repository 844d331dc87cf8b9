"""Whose act it is where its sentence names no body, or only a government: what the text names."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.lists import owner_of, owners
from licet.reading.ministers import CAPITALS
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
    if pick is not None and pick.name == "Department of Justice":
        return at_home(found, pick)
    if pick is not None and one.action in ("list-entity", "delist-entity"):
        clause = found.sentences[one.sentence].piece(one.span.start, one.span.end)
        keeper = keeper_of(found, clause)
        if keeper and keeper[0] != pick.jurisdiction:
            return Mention(pick.start, pick.end, keeper[1], "agency", keeper[0])
    if pick is None or pick.kind != "government" or pick.jurisdiction != "CN":
        return pick
    if one.action not in _TRADE or _MINISTRY not in _named(found):
        return pick
    return Mention(pick.start, pick.end, _MINISTRY, "agency", "CN")


def keeper_of(found: Scene, low: str) -> tuple[str, str] | None:
    """Land and body of the one list or rule that words name; a bare list is another's in its text.

    An American list is kept by BIS, or by the department where only that is named.
    """
    owner = owner_of(low)
    if owner is None:
        return None
    if (
        owner.jurisdiction == "US"
        and any(
            other.jurisdiction != "US"
            for one in found.sentences[:_LOOK]
            for other in owners(one.low)
        )
        and not _US_LIST.search(low)
    ):
        return None
    names = _named(found)
    if owner.body in names or owner.body == "Department of Defense":
        return owner.jurisdiction, owner.body
    if owner.body == "BIS" and _COMMERCE in names:
        return "US", _COMMERCE
    homes = Counter(
        m.name for one in found.sentences[:_LOOK] for m in one.actors
        if m.jurisdiction == owner.jurisdiction and m.kind in ("agency", "government")
    )  # fmt: skip
    if homes and owner.jurisdiction != "US":
        return owner.jurisdiction, max(homes, key=lambda name: homes[name])
    return owner.jurisdiction, owner.body


_COMMERCE: Final = "Department of Commerce"
_US_LIST: Final = re.compile(r"\b(?:u\.s\.|us|american|united states|commerce|washington|bis)\b")
_LANDS: Final = {
    "SG": "Singapore", "TW": "Taiwan", "KR": "Korean", "NL": "Dutch", "JP": "Japanese", "MY": "Malaysian", "DE": "German", "CN": "Chinese",
}  # fmt: skip
_AMERICAN: Final = re.compile(
    r"justice department|department of justice|\bdoj\b|\bfbi\b|(?:u\.s\.|us) attorney|federal (?:prosecutors|court|judge|authorities)|(?:u\.s\.|american|district|california|texas|florida) (?:prosecutors|court|judge)"
)
_COURT: Final = re.compile(
    r"\b(?:court|police|prosecut\w+|charg\w+|arrest\w*|bail|raid\w*|detain\w*)\b"
)


_PROSECUTORS: Final = re.compile(r"\b[Pp]rosecut(?:ors?|ion)\b|\bpolice\b")
_CHINA_TRIES: Final = re.compile(
    r"\b(?:chinese|beijing|shanghai|shenzhen|people's) (?:\w+ )?(?:prosecut|police|court|customs|authorit)"
)
_OPENING: Final = 2
"""Sentences that say whose story a text tells."""


def at_home(found: Scene, pick: Mention) -> Mention:
    """The prosecutors of the land whose courts a text speaks of, where it names no American ones."""
    if found.text[pick.start : pick.end].lower() != "prosecutors":
        return pick
    land = _land_of_courts(found)
    name = f"{_LANDS[land]} prosecutors" if land else pick.name
    return Mention(pick.start, pick.end, name, "agency", land or pick.jurisdiction)


def _land_of_courts(found: Scene) -> str:
    told = found.sentences[:_LOOK]
    if any(_AMERICAN.search(one.low) for one in told):
        return ""
    near = [one for one in told if one.index < _OPENING or _COURT.search(one.low)]
    lands = Counter(place.name for one in near for place in one.places)
    lands.update(body.jurisdiction for one in near for body in one.actors)
    known = [name for name in sorted(lands) if name in _LANDS]
    seat = next(
        (code for city, code in CAPITALS.items() if found.text[:40].lower().startswith(city)), ""
    )
    if seat in _LANDS and seat != "CN":
        return seat  # the story comes from there
    if any(_CHINA_TRIES.search(one.low) for one in near) and "CN" in known:
        return "CN"
    known = [name for name in known if name != "CN"]  # the goods or the accused are Chinese
    return max(known, key=lambda name: lands[name]) if known else ""


def is_aside(found: Scene, mention: Mention) -> bool:
    """Whether a land is only an example or a place: `in a country of the group, China for example`."""
    after = found.text[mention.end : mention.end + 14].lower()
    return mention.kind == "government" and after.startswith(
        (" for example", " for instance", " included")
    )


def prosecutor(found: Scene, one: Candidate) -> tuple[str, str]:
    """Who brings a case that no one is named for: the enforcing body named last before it."""
    for sentence in reversed(found.sentences[: one.sentence + 1]):
        for mention in reversed(sentence.actors):
            if mention.name in _PROSECUTE:
                mention = at_home(found, mention)
                return mention.jurisdiction, mention.name
    told = _PROSECUTORS.search(found.text) or _dateline(found)
    land = _land_of_courts(found) if told else ""
    return (land, f"{_LANDS[land]} prosecutors") if land else ("US", "Department of Justice")


def _dateline(found: Scene) -> bool:
    """Whether a story is datelined in a land whose prosecutors are known by name."""
    head = found.text[:40].lower()
    return any(head.startswith(city) and code in _LANDS for city, code in CAPITALS.items())


def last_of(found: Scene, one: Candidate, kind: str) -> Mention | None:
    """The body of a kind that was named last before an act."""
    for sentence in reversed(found.sentences[: one.sentence]):
        for mention in reversed(sentence.actors):
            if mention.kind == kind:
                return mention
    return None


_PERSON: Final = re.compile(r"^President |Minister ")


def person_before(found: Scene, one: Candidate) -> Mention | None:
    """The president or minister named last in the few sentences before: who `he` is."""
    for sentence in reversed(found.sentences[max(0, one.sentence - 5) : one.sentence]):
        for mention in reversed(sentence.actors):
            if _PERSON.search(mention.name):
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
