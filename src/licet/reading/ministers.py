"""Ministers and ministries told by their portfolio: whose they are, and who they are.

A minister without a land is that of a land named beside, then of one that the same person was
given elsewhere in the text, then of the lands near. China has no minister of economic affairs,
of law or of trade: such a one in a text about China is another land's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence

_PERSON: Final = r"[A-Z][\w'-]*(?: (?:van|de|der|den|bin|al|el|von))*(?: [A-Z][\w'-]+){1,2}"
_MINISTER: Final = re.compile(
    r"\b(?:(?:[Tt]he |[Oo]utgoing |[Ii]ts |[Tt]he country's )?(?:[A-Z][a-z]+ |[a-z]+ ){0,2}?)"
    r"(?<!Commerce )(?<!Treasury )(?P<area>[Ee]conom(?:y|ic|ics)|[Tt]rade|[Cc]ommerce|[Ff]inance|[Ff]oreign|[Ii]ndustry|[Aa]ffairs|[Ll]aw|[Dd]igital|[Ii]nterior|[Pp]rime|[Ss]cience|[Tt]echnology|[Bb]usiness|[Ss]ecurity|[Dd]efen[cs]e|[Ee]nergy)"
    r" (?:[Mm]inister|[Mm]inistry|[Ss]ecretary|envoy)\b"
)
_OF_AREA: Final = re.compile(
    r"\b(?P<area>[Mm]inister (?:of|for) (?:the )?(?:[A-Z]\w+|[a-z]+)(?: (?:[Aa]ffairs|[Ii]ndustry|[Tt]rade|[Ss]ecurity))?)"
)
_TITLED: Final = re.compile(rf"\b(?P<area>Minister)(?= {_PERSON})")
_THE_MINISTER: Final = re.compile(
    r"\b(?P<area>[Tt]he [Mm]inister|[Hh]er [Mm]inister|[Hh]is [Mm]inister)\b(?!(?:ial)| (?:of|for) |'s)"
)
_BEFORE_OFFICE: Final = re.compile(rf"(?P<who>{_PERSON}), (?:the |its |a )?(?:[\w-]+ ){{0,3}}$")
_AFTER_OFFICE: Final = re.compile(rf",? (?P<who>{_PERSON})")
"""A person named beside an office; the surname alone means the office from then on."""
_SHORT: Final = re.compile(r"^[A-Z]\.? \S+$|(?:\b(?:van|de|der|den|bin|al|el|von) )*\S+$")
_NOT_CHINESE: Final = re.compile(
    r"(?:minister (?:of|for) (?:the )?)?(?:econom|trade|affairs|law|digital|interior|prime|business|energy)", re.I
)  # fmt: skip
_MOST_PEOPLE: Final = 40
_NEAR: Final = 3
"""How much more a land counts that is named in the sentences beside."""
CAPITALS: Final = {
    "kuala lumpur": "MY", "putrajaya": "MY", "singapore": "SG", "tokyo": "JP", "seoul": "KR", "taipei": "TW",
    "the hague": "NL", "amsterdam": "NL", "beijing": "CN", "abu dhabi": "AE", "riyadh": "SA", "london": "GB",
    "berlin": "DE", "paris": "FR", "ottawa": "CA", "new delhi": "IN", "brussels": "EU", "bangkok": "TH", "hanoi": "VN",
}  # fmt: skip
HOME: Final = {
    "NL": "Dutch government", "JP": "METI", "KR": "Korean government", "TW": "Taiwan government", "MY": "MITI",
    "CN": "Chinese government", "SG": "Singapore authorities", "IN": "Indian government", "GB": "UK government",
    "DE": "German government", "CA": "Canadian government", "AE": "UAE government", "SA": "Saudi government",
    "EU": "European Commission", "FR": "French government", "TH": "Thai government", "VN": "Vietnamese government",
}  # fmt: skip


@dataclass(slots=True)
class Offices:
    """The ministers that a text has named so far, by surname; `lands` of all that it names."""

    lands: dict[str, str]
    people: dict[str, Mention] = field(default_factory=dict)


def offices(found: Scene) -> Offices:
    """What the whole text says of the lands of its ministers."""
    lands: dict[str, str] = {}
    for sentence in found.sentences:
        if not sentence.places or len(lands) >= _MOST_PEOPLE:
            continue
        text = found.text[sentence.span.start : sentence.span.end]
        for match in (*_MINISTER.finditer(text), *_OF_AREA.finditer(text)):
            code = _beside(sentence, sentence.span.start + match.start("area"))
            if code and (who := _person(text, match)):
                lands.setdefault(who.split()[-1], code)
    return Offices(lands)


def ministers(found: Scene, sentence: Sentence, text: str, known: Offices) -> list[Mention]:
    """The ministers and ministries in a sentence, each under the name of person or body."""
    made: list[Mention] = []
    base = sentence.span.start
    for match in (
        *_MINISTER.finditer(text), *_OF_AREA.finditer(text), *_TITLED.finditer(text),
        *_THE_MINISTER.finditer(text),
    ):  # fmt: skip
        start, end = base + match.start("area"), base + match.end()
        if any(one.start < end and start < one.end for one in made):
            continue
        if match["area"].lower().endswith(" minister"):
            if known.people:  # the one named last
                last = next(reversed(known.people.values()))
                made.append(Mention(start, end, last.name, last.kind, last.jurisdiction))
            continue
        who = _person(text, match)
        code = known.lands.get(who.split()[-1], "") if who else ""
        code = code or country(found, sentence, start, not _NOT_CHINESE.match(match["area"]))
        if code not in HOME:
            continue
        name = _name(code, who, match["area"])
        if not who and "inistry" not in match[0]:  # a minister named before, by the office
            title = f"{match['area'].capitalize()} Minister "
            again = [m.name for m in known.people.values() if m.jurisdiction == code]
            name = next((one for one in reversed(again) if one.startswith(title)), name)
        made.append(Mention(start, end, name, "agency", code))
        if who and len(known.people) < _MOST_PEOPLE:
            known.people.pop(who.split()[-1], None)
            known.people[who.split()[-1]] = made[-1]
    return made


def by_surname(sentence: Sentence, text: str, known: Offices) -> list[Mention]:
    """Ministers named before, by their surname alone."""
    made = []
    for name, office in known.people.items():
        for match in re.finditer(rf"\b{re.escape(name)}\b(?!')", text):
            start = sentence.span.start + match.start()
            end = start + len(name)
            made.append(Mention(start, end, office.name, office.kind, office.jurisdiction))
    return made


def country(found: Scene, sentence: Sentence, start: int, chinese: bool = True) -> str:
    """The land that an office without one belongs to; `chinese` says whether it may be China's."""
    if beside := _beside(sentence, start):
        return beside
    for other in reversed(found.sentences[max(0, sentence.index - 3) : sentence.index + 1]):
        homes = [m.jurisdiction for m in other.actors if m.kind == "government" and m.start < start]
        homes = [code for code in homes if code not in ("US", "") and (chinese or code != "CN")]
        if homes:
            return homes[-1]
    head = found.text[:60].lower()
    for city, code in CAPITALS.items():
        if head.startswith(city) and (chinese or code != "CN"):
            return code
    named = [m.name for m in sentence.places if m.name != "US" and (chinese or m.name != "CN")]
    if named or chinese:
        return (named or [*found.main_places, ""])[0]
    lands: Counter[str] = Counter()
    for other in found.sentences:
        near = _NEAR if abs(other.index - sentence.index) < _NEAR else 1
        for code in (*(m.name for m in other.places), *(m.jurisdiction for m in other.actors)):
            if code in HOME and code != "CN":
                lands[code] += near
    return max(sorted(lands), key=lambda code: lands[code]) if lands else ""


def _beside(sentence: Sentence, start: int) -> str:
    beside = [m for m in sentence.places if m.end <= start and start - m.end < 4]
    return beside[-1].name if beside else ""


def _person(text: str, match: re.Match[str]) -> str:
    if "inistry" in match[0]:
        return ""
    who = _BEFORE_OFFICE.search(text, 0, match.start()) or _AFTER_OFFICE.match(text, match.end())
    return who["who"] if who else ""


def _name(code: str, who: str, area: str) -> str:
    """The person with portfolio and government; a ministry that is an actor itself stands alone.

    An initial and a particle stay: `Law Minister K Shanmugam`, `Trade Minister de Vries`.
    """
    body = HOME[code]
    if not who or not body.endswith(("government", "authorities")):
        return body
    kept = _SHORT.search(who)
    title = "" if area.lower().startswith("minister") else f"{area.capitalize()} "
    return f"{title}Minister {kept[0] if kept else who} ({body})"
