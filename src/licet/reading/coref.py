"""Bodies told by their kind alone: `the ministry`, `trade minister Klever`, `the regulator`.

A kind alone means the last body of that kind named before; a minister without a country is that of
the country the story is in.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading.gazetteer import state_bodies
from licet.reading.ministers import CAPITALS, HOME, by_surname, country, ministers, offices
from licet.reading.scan import Mention
from licet.reading.scene import Scene, Sentence

_GENERIC: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]hat|[Tt]his|[Aa]) (?P<kind>ministry|department|bureau|agency|regulator|watchdog|commission|"
    r"committee|court|office|customs|authority|administration|chamber|panel|spokesperson|spokesman|spokeswoman)\b"
    r"(?! (?:of|for) [A-Z])"
)
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
    "chamber": "house|senate", "panel": "court|circuit", "spokesperson": "ministry|department|mofcom|house|embassy", "spokesman": "ministry|department|mofcom|house|embassy",
    "spokeswoman": "ministry|department|mofcom|house|embassy",
}  # fmt: skip
_ANY_STATE: Final = frozenset(["the government", "the authorities"])
_COURT: Final = re.compile(
    r"\b(?:[A-Z]\w+ )?(?:Chamber|Tribunal|High Court|[Cc]ourt of [Aa]ppeals?|District Court|Regional Court|corporate judge)\b(?! of Commerce)"
)


def name_bodies(found: Scene) -> None:
    """Adds to every sentence the bodies it tells by their kind."""
    seen: list[Mention] = []
    known = offices(found)
    for sentence in found.sentences:
        if not sentence.live:
            continue
        text = found.text[sentence.span.start : sentence.span.end]
        made = [
            *_state_bodies(found, sentence, text),
            *_courts(found, sentence, text),
            *ministers(found, sentence, text, known),
            *by_surname(sentence, text, known),
            *_court_again(found, sentence, text),
            *_generic(found, sentence, text, seen),
        ]
        for one in made:
            if not any(m.start < one.end and one.start < m.end for m in sentence.actors):
                sentence.actors.append(one)
        sentence.actors = [_at_home(found, sentence, one, seen) for one in sentence.actors]
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
    if left.endswith((" v. ", " vs. ", " vs ")):
        return False  # a party in the name of a case
    after = found.text[mention.end : mention.end + 12]
    if left.endswith("(") and after.startswith(")"):
        return False  # part of the name of a company
    return not (placelike and re.match(r"[- ](?:bound|based|made|origin|compan|firm|chips)", after))


def _at_home(found: Scene, sentence: Sentence, one: Mention, seen: list[Mention]) -> Mention:
    """`The government` is that of the body named last, and not always the American one."""
    word = found.text[one.start : one.end].lower()
    last = next((m for m in reversed(seen) if m.kind in ("agency", "government")), None)
    if word in _ANY_STATE and last is not None and last.jurisdiction in HOME:
        name = HOME[last.jurisdiction]
        return Mention(one.start, one.end, name, "government", last.jurisdiction)
    if one.jurisdiction == "CN" and one.kind == "agency" and _ANYWHERE.fullmatch(word):
        code = _other_land(found, sentence, one)
        if code:
            return Mention(one.start, one.end, HOME[code], "agency", code)
    return one


_ANYWHERE: Final = re.compile(
    r"foreign ministry|ministry of (?:foreign affairs|finance|commerce)|(?:finance|commerce) ministry|"
    r"(?:market|antitrust|competition) (?:regulators?|watchdog)|customs (?:agents|administration|officers)"
)
"""Names of bodies that many lands have; without a land they are China's in a text about China."""


def _other_land(found: Scene, sentence: Sentence, one: Mention) -> str:
    """The land of a body by a common name: told in the sentence, and China not told there."""
    lands = {m.name for m in sentence.places} - {"US"}
    seats = [
        code for city, code in CAPITALS.items()
        if re.match(rf" in {city}\b", found.text[one.end : one.end + 20].lower())
    ]  # fmt: skip
    if seats:
        return seats[0] if seats[0] != "CN" else ""
    home = [m.name for m in sentence.places if m.end <= one.start and m.name != "US"]
    if not home or "CN" in lands or home[-1] not in HOME:
        return ""
    owned = [m for m in sentence.places if m.name == home[-1]]
    return home[-1] if any(found.text[m.end : m.end + 2] in ("'s", "’s") for m in owned) else ""


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
        federal = re.search(r"\bfederal\b|U\.S\.", text)
        siting = found.state and found.main_items[:1] == ["data centers"] and not federal
        code = found.state if siting else country(found, sentence, start) or "US"
        made.append(Mention(start, sentence.span.start + match.end(), match[0], "court", code))
    if made or not found.state or found.main_items[:1] != ["data centers"]:
        return made
    for match in _JUDGE.finditer(text):
        start = sentence.span.start + match.start()
        end = sentence.span.start + match.end()
        made.append(Mention(start, end, f"Judge {match['who']}", "court", found.state))
    return made


_JUDGE: Final = re.compile(r"\bJudge (?:[A-Z][\w.]* ){0,2}(?P<who>[A-Z][\w'-]+)")


def _court_again(found: Scene, sentence: Sentence, text: str) -> list[Mention]:
    """The court that the sentence before speaks of: `By six votes to three it held …`."""
    match = _IT_RULES.match(text)
    before = found.sentences[sentence.index - 1].actors if match and sentence.index else []
    court = next((m for m in before if m.kind == "court"), None)
    if match is None or court is None:
        return []
    start = sentence.span.start + match.start("it")
    return [Mention(start, start + 2, court.name, "court", court.jurisdiction)]
