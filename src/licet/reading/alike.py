"""What an event read out of a text and one of the record are compared by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from math import log
from typing import Final

from licet.reading.bodies import bodies
from licet.reading.event import Event
from licet.reading.gazetteer import companies, things
from licet.reading.scene import GENERIC
from licet.timeline import Event as Recorded
from licet.timeline import Span

WINDOW: Final = timedelta(days=4)
"""How far a day of a text may lie from one of the record."""
_COMMON: Final = 12
"""A word that more events of the record have tells nothing."""
_GENERAL: Final = (
    (
        "tools",
        r"chip tools?|(?:mak|manufactur)ing (?:equipment|tool|machine)|lithograph|\bDUV\b"
        r"|(?:measur|inspect)\w+ (?:and inspection )?equipment|advanced[- ]fab|semiconductor equipment",
    ),
    (
        "chips",
        r"\bchips?\b(?! ?tool|-tool|-design|mak)|semiconductors?\b(?! (?:manuf|equip))|processors?\b"
        r"|accelerators?\b|\bGPUs?\b|computing (?:chips|integrated|items)|\bICs?\b",
    ),
    ("servers", r"servers?\b|computers?\b"),
    ("data centers", r"data[- ]cent(?:er|re)s?\b|large loads?\b|\bloads of\b|\bloads over\b"),
)
_GENERALS: Final = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _GENERAL)
_LOOSE: Final = GENERIC | {"Entity List"}
_EMERGENCY: Final = re.compile(
    r"international emergency economic powers act|emergency (?:tariff|power|dut)\w*|reciprocal"
    r"|fentanyl", re.IGNORECASE
)  # fmt: skip
_TRILLION: Final = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_STOP: Final = frozenset({
    "the", "and", "for", "that", "with", "from", "has", "had", "have", "was", "were", "are",
    "its", "this", "said", "says", "say", "which", "who", "not", "all", "but", "they", "their",
    "will", "would", "may", "can", "could", "been", "being", "into", "upon", "under", "over",
    "after", "before", "since", "while", "also", "than", "then", "one", "two", "new", "now",
    "any", "other", "such", "last", "week", "year", "month", "day", "today", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "government", "united", "states", "washington", "china", "chinese", "company", "companies",
    "firm", "firms", "export", "exports", "announced", "announce", "american", "there", "these",
    "those", "about", "more", "most", "some", "first", "what", "where", "when", "whom", "did",
    "does", "out", "off", "only", "still", "very", "between", "among", "same", "own", "she",
    "him", "her", "his", "them",
})  # fmt: skip
"""Words that stand in any text."""
_BILL: Final = re.compile(
    r"\b(senate bill|house bill|s\.?b|h\.?b|l\.?d|h\.?r|s)\.? ?(\d{1,4})\b", re.IGNORECASE
)
_DATED: Final = re.compile(r"0*(?:[012]?[0-9]|3[01])|20[0-9][0-9]")
"""A number that may be a day or a year."""
_BILL_WORD: Final = re.compile(r"(?:sb|hb|ld)\d+")
_NOTICE: Final = re.compile(
    r"\b(?:announcements?|notices?|nos?\.?) "
    r"((?:nos?\.? ?)?\d{1,3}(?!\d)(?:(?:, and |, | and |-)\d{1,3}(?!\d))*)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-.,'’][^\W_]+)*%?")
_WIDE: Final = frozenset({"market", "chip tools", "smuggling", "data-center siting"})
"""Tags that tell little, or that no text uses."""
_US: Final = re.compile(r"\bUS\b|^BIS\b|Presidents Trump")
_SUBJECTS: Final = (
    ("listing", r"(?<!amending the )\bentity list\b|1260h list|^export control list;|denial order"),
    ("tariff", r"tariff|surcharge|section (?:301|232|122)\b|import duty|\bieepa\b"),
    ("siting", r"data[- ]center (?:siting|tariff)|\bdata centers\b|\bloads?\b"),
    ("share", r"revenue share"),
)
_SUBJECT: Final = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SUBJECTS)


@dataclass(frozen=True, slots=True)
class Traits:
    """What both sides are compared by.

    Attributes:
        place: The jurisdiction; `seats` are all whose bodies act.
        lead: What is named first; `told` is the whole wording, in lower case.
        named, loose: Things by their own names, and by general ones such as chips.
        words: Beginnings of words, and numbers.
        where: Destinations by code.
    """

    place: str
    seats: frozenset[str]
    lead: frozenset[str]
    told: str
    named: frozenset[str]
    loose: frozenset[str]
    firms: frozenset[str]
    bodies: frozenset[str]
    words: frozenset[str]
    where: frozenset[str]

    @property
    def bills(self) -> set[str]:
        """Numbers of bills among the words."""
        return {word for word in self.words if _BILL_WORD.fullmatch(word)}


@dataclass(frozen=True, slots=True)
class Known:
    """An event of the record, taken apart once; `weights` say what its rare words are worth."""

    one: Recorded
    traits: Traits
    days: tuple[Span, ...]
    subjects: frozenset[str]
    tags: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()


def traits_of(event: Event) -> Traits:
    """What a read event is compared by."""
    told = f"{event.evidence}; {'; '.join(event.items)}"
    named, loose = _told_apart(event.items)
    acting = bodies(event.actor)
    firms = {*(event.company or _scanned(event.evidence)[1])}
    firms |= set() if acting else _scanned(event.actor)[1]
    place = {"GB": "UK"}.get(event.jurisdiction, event.jurisdiction)
    told = _EMERGENCY.sub(lambda found: f"{found[0]} ieepa", told)
    return Traits(
        place, frozenset({place}), _plain(event.items[:1]), " ".join(told.casefold().split()),
        named, loose, _plain(firms), acting, tokens(told),
        frozenset(event.destinations),
    )  # fmt: skip


def traits_of_words(
    text: str, items: Iterable[str], firms: Iterable[str], acting: Iterable[str]
) -> Traits:
    """What a sentence is compared by, before it is known what act it tells."""
    told = _EMERGENCY.sub(lambda found: f"{found[0]} ieepa", text)
    named, loose = _told_apart(items)
    return Traits(
        "", frozenset(), frozenset(), " ".join(told.casefold().split()), named, loose,
        _plain(firms), frozenset().union(*map(bodies, acting)), tokens(told), frozenset(),
    )  # fmt: skip


class Index:
    """The record, taken apart and by month."""

    def __init__(self, record: Iterable[Recorded]) -> None:
        found = [_taken_apart(one) for one in record]
        often = Counter(word for known in found for word in known.traits.words)
        self._by_month: dict[str, list[Known]] = {}
        for known in found:
            weights = tuple(
                (word, _worth(word, often[word]))
                for word in sorted(known.traits.words)
                if often[word] <= _COMMON
            )
            months = {
                (span.first - WINDOW + timedelta(off)).isoformat()[:7]
                for span in known.days
                for off in range((span.last - span.first + 2 * WINDOW).days + 1)
            }
            for month in months:
                self._by_month.setdefault(month, []).append(replace(known, weights=weights))

    def about(self, event: Event) -> list[Known]:
        """Events of the record about the time of a read one."""
        return self.of_month(event.date[:7])

    def of_month(self, month: str) -> list[Known]:
        """Events of the record in or about a month."""
        return self._by_month.get(month, [])


def tokens(text: str) -> frozenset[str]:
    """The words of a text that can tell, cut to their beginnings; numbers of bills and notices.

    >>> sorted(tokens("On May 3 Senate Bill 6 put 140 loads under No. 46"))
    ['140', '46', 'bill', 'load', 'no46', 'put', 'sb6', 'senate', 'senate bill']
    """
    found = set()
    for kind, number in _BILL.findall(text):
        short = {"senate bill": "sb", "house bill": "hb"}.get(kind.lower(), kind.lower())
        found.add(short.replace(".", "") + number)
    for run in _NOTICE.findall(text):
        found |= {f"no{number}" for number in _numbers(run)}
    text = re.sub(r"(\d) ?(?:percent|per cent)", r"\1%", text)
    for amount in re.findall(r"\b(\d+(?:\.\d+)?|one|two|three|four|five)[ -]trillion", text):
        found.add(f"{_TRILLION.get(amount, amount)}trillion")
    last = ""
    for token in _TOKEN.findall(text.casefold()):
        word = re.sub(r"['’]s$|,", "", token)
        if re.fullmatch(r"[0-9]+(?:-[0-9]+)*", word):
            found |= {n for n in word.split("-") if not _DATED.fullmatch(n)}
            last = ""
        elif any(mark.isdigit() for mark in word):
            found.add(word)
            last = ""
        else:
            for part in word.split("-"):
                part = part[:-1] if part.endswith("s") and not part.endswith("ss") else part
                telling = len(part) > 2 and part not in _STOP and part + "s" not in _STOP
                found |= {part[:7]} if telling else set()
                found |= {f"{last} {part[:7]}"} if telling and last else set()
                last = part[:7] if telling else ""
    return frozenset(found)


def _numbers(run: str) -> set[int]:
    """Every number of ``55-58, 61 and 62``."""
    found: set[int] = set()
    for first, last in re.findall(r"([0-9]+)(?:-([0-9]+))?", run):
        end = min(int(last), int(first) + 20) if last else int(first)
        found |= set(range(int(first), end + 1))
    return found


def _worth(word: str, count: int) -> float:
    """1 for a word of one event alone, falling to nothing; more for a number or a pair."""
    rare = log((_COMMON + 1) / count) / log(_COMMON + 1)
    return rare * (1.5 if " " in word or any(mark.isdigit() for mark in word) else 1.0)


@lru_cache(maxsize=4096)
def _scanned(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Items and companies that a text names."""
    return (
        frozenset(m.name for m in things().scan(text, 0, len(text))),
        frozenset(m.name for m in companies().scan(text, 0, len(text))),
    )


def _plain(names: Iterable[str]) -> frozenset[str]:
    return frozenset(re.sub(r"[\W_]+", " ", name.casefold()).strip() for name in names) - {""}


def _told_apart(items: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Named things and general ones, by the names that both sides use."""
    named: set[str] = set()
    loose: set[str] = set()
    for item in items:
        general = {name for name, words in _GENERALS if words.search(item)}
        scanned = _scanned(item)[0] - _LOOSE
        named |= scanned if scanned or general else {item}
        loose |= general
    return _plain(named - _LOOSE), _plain(loose)


def _taken_apart(one: Recorded) -> Known:
    subject = f"{one.items}; {'; '.join(one.tags)}"
    told = f"{one.instrument}; {one.summary}"
    named, _ = _told_apart(_scanned(subject)[0] | _scanned(told)[0])
    loose = {name for name, words in _GENERALS if words.search(f"{subject}; {told}")}
    firms = {*one.companies, *(_scanned(f"{subject}; {told}; {one.actor}")[1])}
    text = "; ".join((subject, told, one.destinations, one.figures, *one.companies))
    seats = {one.jurisdiction}
    if _US.search(one.actor) and "per White House" not in one.actor:
        seats.add("US")
    seats |= {"CN"} if re.search(r"\band (?:Xi|China)\b", one.actor) else set()
    kinds = f"{one.instrument}; {subject}"
    days: tuple[Span | None, ...] = (one.acted, one.announced, one.public)
    if one.scheduled:  # its other days are those of the text that fixes it
        days = (one.effective,)
    elif one.form not in ("agreement", "statement"):
        days = (*days, one.effective)
    return Known(
        one,
        Traits(
            one.jurisdiction, frozenset(seats), frozenset(), text.casefold(), named,
            frozenset(loose), _plain(firms), bodies(one.actor), tokens(text),
            frozenset(one.places),
        ),
        tuple(dict.fromkeys(span for span in days if span)),
        frozenset(
            name
            for name, pattern in _SUBJECT
            if pattern.search(one.instrument if name == "listing" else kinds)
        ),
        tuple(tag for tag in one.tags if tag not in _WIDE),
    )  # fmt: skip
