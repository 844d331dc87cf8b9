"""By which name an actor is given: a lawmaker by his own, a body of a state with its state.

The body that a person belongs to stands behind the name, as it does for ministers.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence

_SURNAME: Final = r"[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){0,2}"
_LAWMAKER: Final = re.compile(
    rf"(?P<title>Senator|Sen\.|Representative|Rep\.|Congressman|Congresswoman) (?P<who>{_SURNAME})"
)
_AND_MORE: Final = re.compile(
    r"(?: of [A-Z][\w ]{2,20}?| \([^)]{1,12}\))?,? and (?:[A-Z]|(?:\w+ ){0,3}(?:others|colleagues|senators|members))|,? [A-Z]\w+(?: [A-Z]\w+)?,? and "
)
"""More than one: the act is their chamber's."""
_UNTITLED: Final = re.compile(
    rf"(?P<who>[A-Z][\w'’-]+ {_SURNAME})(?:, (?:(?:the|a|an) [^,;]{{3,60}}|R-[\w.]+|D-[\w.]+),| of [A-Z]\w+(?: \w+)?, [^,;]{{3,40}},|)"
    r" (?:had |has |today |then |first |later ){0,2}(?:introduced|filed|reintroduced|sponsored|tabled|put forward|brought (?:in|the (?:bill|text)))\b"
)
"""Who brings in a bill, by his name alone."""
_PARTY: Final = re.compile(
    r"\b(?:[Rr]epublican|[Dd]emocrat|[Cc]hair|R-|D-|congress|committee|senat)"
)
_CHAIR: Final = re.compile(rf"(?P<who>(?:Chairman|Chairwoman|Chair) {_SURNAME})")
_SENATORS: Final = re.compile(r"\bsenators?\b(?! (?:in|on) )")
_MEMBERS: Final = re.compile(r"\b(?:representatives|congressm[ae]n|congresswom[ae]n)\b")


def named(found: Scene, one: Candidate, pick: Mention) -> tuple[str, str]:
    """Jurisdiction and name of who acts, by the words that name him.

    A single senator is an actor of his own; several are their chamber, and so is who passes a bill.
    """
    if pick.kind != "legislature" or one.action == "pass-bill":
        return pick.jurisdiction, pick.name
    match = _LAWMAKER.match(found.text, pick.start)
    if match is None or _AND_MORE.match(found.text, match.end()):
        return pick.jurisdiction, pick.name
    if found.text[: pick.start].endswith(" and "):
        return pick.jurisdiction, pick.name
    return pick.jurisdiction, f"{match[0]} ({pick.name})"


def sponsor(found: Scene, one: Candidate, sentence: Sentence) -> tuple[str, str] | None:
    """Who brings in a bill, where he is named without a title or only his chamber is told of."""
    text = found.text[sentence.span.start : sentence.span.end]
    if titled := _LAWMAKER.search(text):
        return None if titled.start() < one.trigger - sentence.span.start else _plural(sentence)
    match = _CHAIR.search(text, max(0, one.span.start - sentence.span.start))
    if match is None:
        match = _UNTITLED.search(text)
        if match and not (_PARTY.search(text) or _is_member(found, match["who"])):
            match = None
    if match is None:
        return _plural(sentence)
    chamber = _chamber(found, match["who"])
    return "US", f"{match['who']} ({chamber})" if chamber else match["who"]


def _plural(sentence: Sentence) -> tuple[str, str] | None:
    if _SENATORS.search(sentence.low):
        return "US", "US Senate"
    return ("US", "US House") if _MEMBERS.search(sentence.low) else None


def _is_member(found: Scene, who: str) -> bool:
    """Whether a text gives a title to a name anywhere."""
    last = re.escape(who.split()[-1])
    return bool(
        re.search(
            rf"(?:Rep\.|Representative|Chairman|Congress\w+|Sen\.|Senator) (?:\w+ )?{last}\b|"
            rf"{last}, (?:a|an|the) [\w ]{{0,30}}(?:Republican|Democrat)",
            found.text,
        )
    )


def _chamber(found: Scene, who: str) -> str:
    """The chamber of a member: by a title in the text, or the only one that the text names."""
    last = re.escape(who.split()[-1])
    if title := re.search(
        rf"(Rep\.|Representative|Congress\w+|Sen\.|Senator) (?:[A-Z]\S* ){{0,2}}{last}\b",
        found.text,
    ):
        return "US Senate" if title[1].startswith("Sen") else "US House"
    names = {m.name for other in found.sentences for m in other.actors if m.kind == "legislature"}
    chambers = {_CHAMBERS[name] for name in names if name in _CHAMBERS}
    return chambers.pop() if len(chambers) == 1 else ""


_CHAMBERS: Final = {
    "US House": "US House", "House Foreign Affairs Committee": "US House", "US Senate": "US Senate",
}  # fmt: skip
