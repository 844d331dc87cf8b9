"""Bodies told by their kind alone: `the ministry`, `trade minister Klever`, `the regulator`.

A kind alone means the last body of that kind named before; a minister without a country is that of
the country the story is in.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading.gazetteer import state_bodies
from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence

_GENERIC: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]hat|[Tt]his|[Aa]) (?P<kind>ministry|department|bureau|agency|regulator|watchdog|commission|"
    r"committee|court|office|customs|authority|administration|chamber|spokesperson|spokesman|spokeswoman)\b"
    r"(?! (?:of|for) [A-Z])"
)
_MINISTER: Final = re.compile(
    r"\b(?:(?:[Tt]he |[Oo]utgoing |[Ii]ts |[Tt]he country's )?(?:[A-Z][a-z]+ |[a-z]+ ){0,2}?)"
    r"(?<!Commerce )(?<!Treasury )(?P<area>[Ee]conom(?:y|ic|ics)|[Tt]rade|[Cc]ommerce|[Ff]inance|[Ff]oreign|[Ii]ndustry|[Aa]ffairs|[Ll]aw|[Dd]igital|[Ii]nterior|[Pp]rime|[Ss]cience|[Tt]echnology|[Bb]usiness|[Ss]ecurity|[Dd]efen[cs]e|[Ee]nergy)"
    r" (?:[Mm]inister|[Mm]inistry|[Ss]ecretary|envoy)\b"
)
_OF_AREA: Final = re.compile(
    r"\b(?P<area>[Mm]inister (?:of|for) (?:the )?(?:[A-Z]\w+|[a-z]+)(?: (?:[Aa]ffairs|[Ii]ndustry|[Tt]rade|[Ss]ecurity))?)"
)
_PERSON: Final = r"[A-Z][\w'-]+(?: (?:van|de|der|den|bin|al|el|von))*(?: [A-Z][\w'-]+){1,2}"
_BEFORE_OFFICE: Final = re.compile(rf"(?P<who>{_PERSON}), (?:the |its |a )?(?:[\w-]+ ){{0,3}}$")
_AFTER_OFFICE: Final = re.compile(rf" (?P<who>{_PERSON})")
"""A person named beside an office; the surname alone means the office from then on."""
_IT_RULES: Final = re.compile(
    r"(?:[^.;]{0,60}?\b)?(?P<it>[Ii]t|[Tt]hey) (?:\w+ )?(?:held|ruled|found|decided|concluded|struck|threw|set|stayed|upheld|voided)\b"
)
_CUSTOMS: Final = re.compile(
    r"Customs\b(?= (?:has|have|had|officers|officials|agents|turned|stopped|told))"
)
_OF_KIND: Final = {
    "ministry": "ministry|mofcom|meti|miti|miit", "department": "department|doj|commerce", "bureau": "bis",
    "agency": "cac|samr|bis|ferc|gao|cbp|usitc|administration of|ndrc|trade administration",
    "regulator": "cac|samr|ferc|commission|miit", "watchdog": "cac|samr", "authority": "cac|customs|samr|singapore",
    "commission": "commission|ferc|ndrc", "committee": "committee|house|senate", "court": "court|circuit",
    "office": "ustr|oira|gao|department of justice", "customs": "customs|cbp", "administration": "administration|customs|cac|samr",
    "chamber": "house|senate", "spokesperson": "ministry|department|mofcom|house|embassy", "spokesman": "ministry|department|mofcom|house|embassy",
    "spokeswoman": "ministry|department|mofcom|house|embassy",
}  # fmt: skip
_ANY_STATE: Final = frozenset(["the government", "the authorities"])
_COURT: Final = re.compile(
    r"\b(?:[A-Z]\w+ )?(?:Chamber|Tribunal|High Court|[Cc]ourt of [Aa]ppeals?|District Court|Regional Court|corporate judge)\b(?! of Commerce)"
)
_CAPITALS: Final = {
    "kuala lumpur": "MY", "putrajaya": "MY", "singapore": "SG", "tokyo": "JP", "seoul": "KR", "taipei": "TW",
    "the hague": "NL", "amsterdam": "NL", "beijing": "CN", "abu dhabi": "AE", "riyadh": "SA", "london": "GB",
    "berlin": "DE", "paris": "FR", "ottawa": "CA", "new delhi": "IN", "brussels": "EU", "bangkok": "TH", "hanoi": "VN",
}  # fmt: skip
_HOME: Final = {
    "NL": "Dutch government", "JP": "METI", "KR": "Korean government", "TW": "Taiwan government", "MY": "MITI",
    "CN": "Chinese government", "SG": "Singapore authorities", "IN": "Indian government", "GB": "UK government",
    "DE": "German government", "CA": "Canadian government", "AE": "UAE government", "SA": "Saudi government",
    "EU": "European Commission", "FR": "French government", "TH": "Thai government", "VN": "Vietnamese government",
}  # fmt: skip


def name_bodies(found: Scene) -> None:
    """Adds to every sentence the bodies it tells by their kind."""
    seen: list[Mention] = []
    people: dict[str, Mention] = {}
    for sentence in found.sentences:
        if not sentence.live:
            continue
        text = found.text[sentence.span.start : sentence.span.end]
        made = [
            *_state_bodies(found, sentence, text),
            *_courts(found, sentence, text),
            *_ministers(found, sentence, text, people),
            *_by_surname(sentence, text, people),
            *_court_again(found, sentence, text),
            *_generic(found, sentence, text, seen),
        ]
        for one in made:
            if not any(m.start < one.end and one.start < m.end for m in sentence.actors):
                sentence.actors.append(one)
        sentence.actors = [_at_home(found, one, seen) for one in sentence.actors]
        sentence.actors = [one for one in sentence.actors if acts(found, one)]
        sentence.actors.sort(key=lambda m: m.start)
        seen += [m for m in sentence.actors if m not in seen[-40:]]


_PLACELIKE: Final = frozenset(
    [
        "China",
        "US",
        "U.S.",
        "Taiwan",
        "Malaysia",
        "Japan",
        "Canada",
        "India",
        "UAE",
        "EU",
        "Singapore",
        "London",
        "Brussels",
        "Tokyo",
        "Seoul",
        "Taipei",
        "Britain",
        "Netherlands",
        "America",
    ]
) | {
    "the United States",
    "The United States",
    "the Netherlands",
    "The Netherlands",
    "South Korea",
    "United Kingdom",
    "Saudi Arabia",
    "United Arab Emirates",
    "European Union",
    "New Delhi",
    "Abu Dhabi",
}


def acts(found: Scene, mention: Mention) -> bool:
    """Whether a mention may be one who acts, not the place where something goes."""
    left = found.text[max(0, mention.start - 14) : mention.start].lower()
    word = found.text[mention.start : mention.end]
    placelike = mention.kind == "government" and word in _PLACELIKE
    if placelike and re.search(
        r"\b(?:to|in|into|from|of|for|on|at|against|with|than|toward|towards|near|outside|inside|within|across|beyond|through|via|between|and|or) (?:the )?$",
        left,
    ):
        return False
    after = found.text[mention.end : mention.end + 12]
    return not (placelike and re.match(r"[- ](?:bound|based|made|origin|compan|firm|chips)", after))


def _at_home(found: Scene, one: Mention, seen: list[Mention]) -> Mention:
    """`The government` is that of the body named last, and not always the American one."""
    word = found.text[one.start : one.end].lower()
    last = next((m for m in reversed(seen) if m.kind in ("agency", "government")), None)
    if word in _ANY_STATE and last is not None and last.jurisdiction in _HOME:
        name = _HOME[last.jurisdiction]
        return Mention(one.start, one.end, name, "government", last.jurisdiction)
    return one


def _generic(found: Scene, sentence: Sentence, text: str, seen: list[Mention]) -> list[Mention]:
    made = []
    if match := _CUSTOMS.match(text):
        start = sentence.span.start
        if found.main_places[:1] == ["CN"]:
            made.append(Mention(start, start + match.end(), "Chinese customs", "agency", "CN"))
    for match in _GENERIC.finditer(text):
        pattern = re.compile(_OF_KIND[match["kind"]])
        start = sentence.span.start + match.start()
        earlier = [m for m in (*seen, *sentence.actors) if m.start < start]
        body = next((m for m in reversed(earlier) if pattern.search(m.name.lower())), None)
        if body:
            end = start + len(match[0])
            made.append(Mention(start, end, body.name, body.kind, body.jurisdiction))
    return made


def _state_bodies(found: Scene, sentence: Sentence, text: str) -> list[Mention]:
    """The governor, commission or legislature of the state that a story plays in."""
    if not found.state or found.main_items[:1] != ["data centers"]:
        return []
    return [
        Mention(
            sentence.span.start + match.start(), sentence.span.start + match.end(),
            match["body"].strip(), "state", found.state,
        )
        for match in state_bodies(text)
    ]  # fmt: skip


def _courts(found: Scene, sentence: Sentence, text: str) -> list[Mention]:
    """Courts outside the gazetteer, of the country of the story."""
    made = []
    for match in _COURT.finditer(text):
        start = sentence.span.start + match.start()
        code = _country(found, sentence, start) or "US"
        made.append(Mention(start, sentence.span.start + match.end(), match[0], "court", code))
    return made


def _court_again(found: Scene, sentence: Sentence, text: str) -> list[Mention]:
    """The court that the sentence before speaks of: `By six votes to three it held …`."""
    match = _IT_RULES.match(text)
    before = found.sentences[sentence.index - 1].actors if match and sentence.index else []
    court = next((m for m in before if m.kind == "court"), None)
    if match is None or court is None:
        return []
    start = sentence.span.start + match.start("it")
    return [Mention(start, start + 2, court.name, "court", court.jurisdiction)]


def _ministers(
    found: Scene, sentence: Sentence, text: str, people: dict[str, Mention]
) -> list[Mention]:
    made = []
    for match in (*_MINISTER.finditer(text), *_OF_AREA.finditer(text)):
        start = sentence.span.start + match.start("area")
        code = _country(found, sentence, start)
        if code in _HOME:
            end = sentence.span.start + match.end()
            made.append(Mention(start, end, _HOME[code], "agency", code))
            who = _BEFORE_OFFICE.search(text, 0, match.start()) or _AFTER_OFFICE.match(
                text, match.end()
            )
            if who and len(people) < _MOST_PEOPLE:
                people[who["who"].split()[-1]] = made[-1]
    return made


_MOST_PEOPLE: Final = 40


def _by_surname(sentence: Sentence, text: str, people: dict[str, Mention]) -> list[Mention]:
    """Ministers named before, by their surname alone."""
    made = []
    for name, office in people.items():
        for match in re.finditer(rf"\b{re.escape(name)}\b(?!')", text):
            start = sentence.span.start + match.start()
            end = start + len(name)
            made.append(Mention(start, end, office.name, office.kind, office.jurisdiction))
    return made


def _country(found: Scene, sentence: Sentence, start: int) -> str:
    """The country that a minister without one serves: named just before, or that of the story."""
    beside = [m for m in sentence.places if m.end <= start and start - m.end < 4]
    if beside:
        return beside[-1].name
    for other in reversed(found.sentences[max(0, sentence.index - 3) : sentence.index + 1]):
        homes = [m.jurisdiction for m in other.actors if m.kind == "government" and m.start < start]
        homes = [code for code in homes if code not in ("US", "")]
        if homes:
            return homes[-1]
    head = found.text[:60].lower()
    for city, code in _CAPITALS.items():
        if head.startswith(city):
            return code
    named = [m.name for m in sentence.places if m.name != "US"]
    return (named or [*found.main_places, ""])[0]
