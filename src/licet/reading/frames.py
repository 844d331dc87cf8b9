"""Acts by the company their words keep: STOP beside SALE is a ban, UNDO beside CURB lifts one.

The phrases of `data/acts.txt` know how an act is usually told; the frames of `data/frames.txt` know
what it consists of, and so catch an act told in other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from licet.reading.classes import Tag, tags
from licet.reading.lexicon import Hit, Rule
from licet.reading.scan import Mention
from licet.reading.scene import Sentence

_FAR: Final = 110
"""Characters between the words of one frame, at most."""
_LOOSE: Final = 20
"""Characters between two words that cost a frame one point of weight."""
_NOT_FAR: Final = 14
NEVER: Final = re.compile(r"(?!)")
_LINE: Final = re.compile(
    r"(?P<action>[a-z-]+) (?P<direction>[a-z]+) (?P<weight>\d+): (?P<classes>.+)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Classes that together state an act; none of `without` may stand beside them."""

    rule: Rule
    classes: tuple[str, ...]
    without: frozenset[str]


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """All frames, heaviest first.

    >>> frames()[0].rule.weight >= frames()[-1].rule.weight
    True
    """
    source = (files("licet.reading") / "data" / "frames.txt").read_text(encoding="utf-8")
    made = []
    for line in source.splitlines():
        if head := _LINE.fullmatch(line):
            words = head["classes"].split()
            rule = Rule(head["action"], head["direction"], int(head["weight"]), NEVER)
            wanted = tuple(word for word in words if not word.startswith("!"))
            barred = frozenset(word[1:] for word in words if word.startswith("!"))
            made.append(Frame(rule, wanted, barred))
    return tuple(sorted(made, key=lambda frame: -frame.rule.weight))


def frame_hits(sentence: Sentence, start: int, end: int) -> list[Hit]:
    """The frames that two places of a sentence's words fill; a loose one weighs less."""
    places: dict[str, list[Tag]] = {}
    for tag in (*tags(sentence.low, start, end), *_named(sentence, start, end)):
        places.setdefault(tag.name, []).append(tag)
    made: list[Hit] = []
    for frame in frames():
        if any(name not in places for name in frame.classes) or frame.without & places.keys():
            continue
        found = _closest(frame, places)
        if found:
            cost, first, last = found
            made.append(Hit(frame.rule, first, last, frame.rule.weight - cost))
    return made


def _closest(frame: Frame, places: dict[str, list[Tag]]) -> tuple[float, int, int] | None:
    """How loosely the words of a frame stand together, and from where to where."""
    best: tuple[float, int, int] | None = None
    for verb in places[frame.classes[0]]:
        cost, first, last = 0.0, verb.start, verb.end
        for name in frame.classes[1:]:
            others = [
                tag
                for tag in places[name]
                if (tag.start, tag.end) != (verb.start, verb.end) and _in_order(verb, tag)
            ]
            near = min(others, key=lambda tag: _gap(tag, verb), default=None)
            if near is None or _gap(near, verb) > _FAR:
                break
            cost += _gap(near, verb) / _LOOSE
            first, last = min(first, near.start), max(last, near.end)
        else:
            if best is None or cost < best[0]:
                best = cost, first, last
    return best


def _in_order(verb: Tag, tag: Tag) -> bool:
    """`Not` counts only close before what it denies; a word for two classes counts once."""
    if verb.name == "NONE":
        return 0 <= tag.start - verb.end <= _FAR
    if verb.name == "NOT" and tag.name in ("ITEM", "LICENSE", "DUTY_LICENSE"):
        return _gap(tag, verb) <= _FAR
    if verb.name == "NOT":
        return 0 <= tag.start - verb.end <= _NOT_FAR
    return not (tag.start <= verb.start and verb.end <= tag.end)


def _gap(one: Tag, other: Tag) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


_BILL_NUMBER: Final = re.compile(
    r"\b(?:h\.? ?r\.?|s\.|[hsa]\.?b\.?|l\.?d\.?|[hs]\.?f\.?|(?:house|senate|assembly) bill) ?\d{1,5}\b"
)
_KINDS: Final = {"rule": "NAMED_RULE", "bill": "NAMED_BILL", "sites": "SITE"}


def _named(sentence: Sentence, start: int, end: int) -> list[Tag]:
    """The names of a stretch, as tags."""
    base = sentence.span.start
    made: list[Tag] = []

    def add(mentions: list[Mention], name: str) -> None:
        for one in mentions:
            if start <= one.start - base and one.end - base <= end:
                made.append(Tag(one.start - base, one.end - base, name))

    for bill in _BILL_NUMBER.finditer(sentence.low, start, end):
        made.append(Tag(bill.start(), bill.end(), "NAMED_BILL"))
    for thing in sentence.things:
        add([thing], _KINDS.get(thing.kind, "ITEM"))
    add(sentence.companies, "FIRM")
    add([one for one in sentence.actors if one.kind == "court"], "COURT")
    add([one for one in sentence.actors if one.kind == "legislature"], "CHAMBER")
    add([one for one in sentence.actors if one.kind in ("agency", "government")], "GOV")
    add([one for one in sentence.actors if one.kind == "state"], "STATEBODY")
    add([one for one in sentence.actors if one.kind == "leaders"], "LEADERS")
    add([one for one in sentence.actors if one.name == "Department of Justice"], "JUSTICE")
    return made
