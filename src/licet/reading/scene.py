"""A text taken apart once: its sentences with dates, names and lower-case words."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import dataclass, field

from licet.reading import mood
from licet.reading.dates import Calendar, Published, When
from licet.reading.gazetteer import actors, companies, places, state_in, things
from licet.reading.lexicon import may_state_an_act
from licet.reading.scan import Mention
from licet.reading.sentences import Span, sentences

_LOWER = {ord(a): b for a, b in zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)} | {
    ord("’"): "'", ord("\n"): " ",
}  # fmt: skip
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
        if dates or may_state_an_act(low):
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
    return Scene(
        text, published, found, (exact or loose)[:2], main_places[:1], state,
        han * 5 > min(len(text), 20_000),
    )  # fmt: skip
