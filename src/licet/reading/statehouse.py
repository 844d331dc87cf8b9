"""Bodies of a state, county or city by their full name: `the Senate` of New York, `its commissioners`."""

from __future__ import annotations

import re
from typing import Final

from licet.reading.gazetteer import SEATS_IN_TEXT, STATE_NAMES, state_in
from licet.reading.scene import Scene, Sentence

_GOVERNOR: Final = re.compile(r"Gov(?:ernor|\.) (?:[A-Z](?:[\w'’-]+|\.) )*(?P<last>[A-Z][\w'’-]+)")
_DAY: Final = re.compile(
    r"^(?:[A-Z]\w+day|[A-Z]\w+ber|January|February|March|April|June|July|August|Then|When|There) "
)
"""A capital before a body that is none of its name."""
_LEGISLATURE: Final = re.compile(
    r"(?:the |state )*(?:legislature|legislators|lawmakers|representatives)", re.I
)
_CHAMBER: Final = re.compile(r"(?:the |state )*(?P<which>senate|house)", re.I)
_BARE: Final = re.compile(
    r"(?:[Tt]he )?(?:[Cc]ity |[Cc]ounty )?[Cc]ouncil|[Cc]ounty board|[Bb]oard of [Ss]upervisors|Board"
)
_LOCAL: Final = re.compile(
    r"\b(?P<kind>commissioners(?: court)?|council|supervisors|trustees|voters|county executive|planning commission|aldermen|selectmen)\b"
)
_PLACE: Final = r"(?:Prince |St\. |New |Fort |San |Los |El )?(?!(?:The|On|In|At|By|Its|City|County|State|A|This|That)\b)[A-Z][\w']+(?: (?:George|William|Park)(?:'s|’s)?)?"
_OF_COUNTY: Final = re.compile(rf"\b(?P<place>{_PLACE}) County\b(?! [A-Z]\w+ (?:News|Times))")
_OF_TOWN: Final = re.compile(rf"\b(?P<place>{_PLACE}) Township\b")
_OF_CITY: Final = re.compile(
    rf"\b(?P<place>{_PLACE}) (?:[Cc]ity [Cc]ouncil|[Cc]ouncil)\b|\b(?:city|City) of (?P<place2>{_PLACE})"
)
_NAMES: Final = {
    "commissioners": "County Commissioners", "commissioners court": "County Commissioners Court",
    "supervisors": "County Board of Supervisors", "trustees": "Township trustees", "county executive": "County executive",
    "planning commission": "County planning commission",
}  # fmt: skip


def state_near(found: Scene, sentence: Sentence) -> str:
    """The state that a sentence is about: named in it, by its seat, or in the ones just before."""
    for other in reversed(found.sentences[max(0, sentence.index - 3) : sentence.index + 1]):
        text = found.text[other.span.start : other.span.end]
        if code := state_in(text):
            return code
        for seat, short in SEATS_IN_TEXT.items():
            if re.search(rf"\bin {seat}\b", text):
                return f"US-{short}"
    return found.state


def full_name(body: str, state: str) -> str:
    """A body by the name that its state gives it.

    >>> full_name("the Senate", "US-NY"), full_name("Lawmakers", "US-ME")
    ('New York Senate', 'Maine Legislature')
    >>> full_name("Governor Tina Kotek", "US-OR")
    'Governor Kotek'
    """
    body = body.strip()
    if match := _GOVERNOR.match(body):
        return f"Governor {match['last']}"
    body = _DAY.sub("", body)
    name = STATE_NAMES.get(state.removeprefix("US-"), "")
    if name and _LEGISLATURE.fullmatch(body):
        return f"{name} Legislature"
    if name and (match := _CHAMBER.fullmatch(body)):
        return f"{name} {match['which'].capitalize()}"
    return body


def local_body(found: Scene, sentence: Sentence) -> str:
    """The county, township or city body that a sentence tells of, with its place; empty for none."""
    match = _LOCAL.search(sentence.low)
    if match is None:
        return ""
    kind = match["kind"]
    tries = (
        (_OF_CITY,) if kind == "council" else (_OF_TOWN,) if kind == "trustees" else (_OF_COUNTY,)
    )
    for other in reversed(found.sentences[: sentence.index + 1]):
        text = found.text[other.span.start : other.span.end]
        for pattern in tries:
            if near := list(pattern.finditer(text)):
                last = near[-1].groupdict()
                place = last.get("place") or last.get("place2") or ""
                end = "City Council" if kind == "council" else _NAMES.get(kind, kind)
                return f"{place} {end}"
        if kind == "council" and (near := list(_OF_COUNTY.finditer(text))):
            return f"{near[-1]['place']} County Council"
    return _NAMES.get(kind, "City Council" if "city council" in sentence.low else "")


def is_bare(body: str) -> bool:
    """Whether a body is told without its place."""
    return bool(_BARE.fullmatch(body.strip()))
