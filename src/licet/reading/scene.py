"""A text taken apart once: its sentences with dates, names and lower-case words."""

from __future__ import annotations

import re
import string
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from licet.reading import mood
from licet.reading.dates import Calendar, Published, When
from licet.reading.gazetteer import actors, companies, places, state_in, things
from licet.reading.lexicon import may_state_an_act
from licet.reading.scan import Mention
from licet.reading.sentences import Span, sentences

_LOWER = {ord(a): b for a, b in zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)} | {
    ord("’"): "'", ord("\n"): " ",
}  # fmt: skip
_HEAD = 2
"""Sentences that are always looked at for names: they say who the text is about."""
GENERIC = frozenset(
    {
        "semiconductors",
        "advanced AI chips",
        "computers",
        "servers",
        "data centers",
        "chipmaking equipment",
    }
)
CHIPS = frozenset({"chip", "chips", "eccn", "software", "tools", "tool"})


def lower(text: str) -> str:
    """ASCII lower case that keeps every place, which `str.lower` does not."""
    return text.translate(_LOWER)


@dataclass(slots=True)
class Sentence:
    """One sentence: its place, its words in lower case, the dates and names in it."""

    index: int
    span: Span
    low: str
    dates: list[When]
    things: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    companies: list[Mention] = field(default_factory=list)
    actors: list[Mention] = field(default_factory=list)
    live: bool = False
    press: bool = False
    memo: dict[tuple[int, int], Any] = field(default_factory=dict)
    """What its stretches state, found once."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What the learned part has seen in it, found once."""

    def piece(self, start: int, end: int) -> str:
        """Lower-case words between two places of the whole text."""
        return self.low[start - self.span.start : end - self.span.start]


@dataclass(slots=True)
class Scene:
    """The whole text, read."""

    text: str
    published: Published
    sentences: list[Sentence]
    main_items: list[str]
    main_places: list[str]
    state: str
    chinese: bool


_POLICY = re.compile(
    r"\b(?:exports?|exported|department|bureau|commission|officials?|export controls?|licen[cs]e\w*|tariffs?|dut(?:y|ies)|bann?(?:ed|s)?|restrict\w*|curbs?|regulat\w+|rules?|governments?|china|chinese|h20|h200|mi308|a800|h800|agents|probe|investigat\w*|inquiry|prison|megawatts?|county|ministry|minister|"
    r"commerce|congress|senate|house|lawmakers?|legislat\w*|governor|courts?|judges?|entity list|sanctions?|blacklist\w*|permission|permits?|validated end|kill switch|back ?doors?|arrested|accused|guilty|authorit\w+|approv\w*|"
    r"president|administration|moratorium|trillion|indict\w*|prosecutors?|smuggl\w*|antitrust|bill|beijing|washington|trade|policy|customs)\b"
)


def is_policy(found: Scene) -> bool:
    """Whether a text speaks of governments at all; a launch of a product does not."""
    return any(one.actors or _POLICY.search(one.low) for one in found.sentences)


def scene(text: str, published: Published) -> Scene:
    """Take a text apart."""
    calendar = Calendar(published)
    found: list[Sentence] = []
    items: Counter[str] = Counter()
    spots: Counter[str] = Counter()
    for index, span in enumerate(sentences(text)):
        low = lower(text[span.start : span.end])
        dates = calendar.find(text, span.start, span.end, opening=index == 0)
        for when in dates:  # the month is no verb: `on May 23` hedges nothing
            a, b = when.start - span.start, when.end - span.start
            low = low[:a] + low[a:b].replace("may", "m-y") + low[b:]
        one = Sentence(index, span, low, dates)
        if index < _HEAD or dates or may_state_an_act(low):
            one.live = True
            one.things = list(things().scan(text, span.start, span.end))
            one.places = list(places().scan(text, span.start, span.end))
            one.companies = list(companies().scan(text, span.start, span.end))
            one.actors = list(actors().scan(text, span.start, span.end))
            one.press = mood.is_press(low)
            items.update(m.name for m in one.things if m.kind not in ("rule", "bill"))
            spots.update(m.name for m in one.places)
        found.append(one)
    exact = [name for name, _ in items.most_common() if name not in GENERIC]
    loose = [name for name, _ in items.most_common() if name in GENERIC]
    if not state_in(text[:20_000]):
        loose.sort(key=lambda name: name == "data centers")  # no siting story: chips come first
    main_places = [code for code, _ in spots.most_common() if code != "US"]
    state = state_in(text[:20_000])
    han = sum("\u4e00" <= mark <= "\u9fff" for mark in text[:20_000])
    if not (exact or loose):
        exact = [name for name, _ in Counter(m.name for s in found for m in s.things).most_common()]
    return Scene(
        text, published, found, (exact or loose)[:2], main_places[:1], state,
        han * 5 > min(len(text), 20_000),
    )  # fmt: skip
