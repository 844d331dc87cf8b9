"""Words sorted into classes: `halted`, `barred` and `cut off` all say STOP.

One look-up per word, so that a long text costs no more than its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

_TOKEN: Final = re.compile(r"[a-z0-9][\w&'.-]*[\w]|[a-z0-9]|[%$]")
_GAP: Final = 5
"""Words that may stand inside a phrase, `~` in the table: `take the order back`."""
_SWALLOWS: Final = frozenset({"WHITEHOUSE", "DUTY_LICENSE", "LISTS", "GUIDE", "VEUS", "AVOID"})
"""Classes whose phrases leave their words no other meaning: a `license duty` is no duty."""
_VOWELS: Final = "aeiou"
_BEFORE_NOUNS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "these",
        "those",
        "any",
        "no",
        "each",
        "every",
        "by",
        "of",
        "under",
        "new",
        "such",
        "same",
        "two",
        "three",
        "executive",
        "court",
        "export",
        "import",
        "trade",
        "chip",
        "u.s",
        "us",
        "chinese",
        "american",
        "united",
        "member",
        "dutch",
        "in",
        "on",
        "with",
        "for",
        "without",
    ]
)
_BEFORE_VERBS: Final = frozenset(
    [
        "to",
        "will",
        "would",
        "may",
        "must",
        "might",
        "can",
        "could",
        "should",
        "shall",
        "not",
        "they",
        "we",
        "you",
        "and",
        "or",
        "also",
        "both",
    ]
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A place in a text that speaks a class: `start` to `end` in the text given."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What follows a first word: each further word, `~` for a gap."""

    rest: tuple[str, ...]
    name: str
    kind: str = "x"
    base: str = ""


def forms(verb: str) -> set[str]:
    """All forms of a regular verb; a few that no one writes are made too, and do no harm.

    >>> sorted(forms("bar"))
    ['bar', 'bared', 'baring', 'barred', 'barring', 'bars']
    >>> "denied" in forms("deny"), "issuing" in forms("issue")
    (True, True)
    """
    made = {verb, verb + "s"}
    if verb.endswith("e"):
        made |= {verb + "d", verb[:-1] + "ing"}
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        made |= {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    else:
        made |= {verb + "ed", verb + "ing"}
        if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
            made.add(verb + "es")
        if len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS:
            made |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return made


def plurals(noun: str) -> set[str]:
    """A noun with its plural.

    >>> sorted(plurals("duty"))
    ['duties', 'duty']
    """
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return {noun, noun[:-1] + "ies"}
    return {noun, noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")}


_IRREGULAR: Final = {
    "put": "put puts putting", "take": "take takes took taken taking", "give": "give gives gave given giving",
    "set": "set sets setting", "cut": "cut cuts cutting", "throw": "throw throws threw thrown throwing",
    "tear": "tear tore torn tearing", "keep": "keep keeps kept keeping", "shut": "shut shuts shutting",
    "hold": "hold holds held holding", "bring": "bring brings brought bringing", "do": "do does did done doing",
    "get": "get gets got getting", "lay": "lay lays laid laying", "make": "make makes made making",
    "write": "write writes wrote written writing", "strike": "strike strikes struck striking",
    "leave": "leave leaves left leaving", "draw": "draw draws drew drawn drawing", "have": "have has had having",
    "let": "let lets letting", "send": "send sends sent sending", "break": "break breaks broke broken breaking",
    "think": "think thinks thought thinking", "fall": "fall falls fell fallen falling", "win": "win wins won winning",
    "come": "come comes came coming", "be": "be is are was were been being", "say": "say says said saying",
    "pay": "pay pays paid paying", "buy": "buy buys bought buying", "stand": "stand stands stood",
}  # fmt: skip


def _verb_forms(word: str) -> set[str]:
    base, *irregular = word.split("/")
    if base in _IRREGULAR:
        return {*_IRREGULAR[base].split(), *irregular}
    return forms(base) | set(irregular)


def _base(word: str) -> str:
    """The form of a verb that may be a noun as well: none where its past looks the same."""
    base, *irregular = word.split("/")
    return "" if base in irregular or base in _IRREGULAR else base


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[_Phrase, ...]]:
    """First word → the phrases it may open, longest first."""
    source = (files("licet.reading") / "data" / "classes.txt").read_text(encoding="utf-8")
    opened: dict[str, set[_Phrase]] = defaultdict(set)
    for line in source.splitlines():
        head, colon, entries = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        name, kind = head.split()
        for entry in entries.split(","):
            first, *rest = entry.split()
            starts = _verb_forms(first) if kind == "v" else {first}
            if kind == "n":
                # The last word of a noun takes the plural.
                if rest:
                    for last in plurals(rest[-1]):
                        opened[first].add(_Phrase((*rest[:-1], last), name, kind))
                    continue
                starts = plurals(first)
            for start in starts:
                opened[start].add(_Phrase(tuple(rest), name, kind, _base(first)))
    return {
        word: tuple(sorted(phrases, key=lambda p: (-len(p.rest), p.name)))
        for word, phrases in opened.items()
    }


def tags(low: str, start: int = 0, end: int | None = None) -> list[Tag]:
    """The classes that a stretch of lower-case text speaks, in order.

    >>> [(t.name, "took the order back"[t.start : t.end]) for t in tags("took the order back")][0]
    ('UNDO', 'took the order back')
    """
    words = [
        (match.start(), match.end(), match[0].removesuffix("'s"))
        for match in _TOKEN.finditer(low, start, len(low) if end is None else end)
    ]
    found = list(_tagged(words))
    wide = [tag for tag in found if tag.name in _SWALLOWS]
    return [
        tag
        for tag in found
        if not any(
            one.start <= tag.start
            and tag.end <= one.end
            and (one.start, one.end) != (tag.start, tag.end)
            for one in wide
        )
    ]


def _tagged(words: list[tuple[int, int, str]]) -> Iterator[Tag]:
    table = _table()
    for index, (start, stop, word) in enumerate(words):
        before = words[index - 1][2] if index else ""
        after = words[index + 1][2] if index + 1 < len(words) else ""
        for phrase in table.get(word, ()):
            if _other_part(phrase, word, before, after):
                continue
            if not phrase.rest:
                yield Tag(start, stop, phrase.name)
                continue
            last = _follow(words, index + 1, phrase.rest)
            if last is not None:
                yield Tag(start, words[last][1], phrase.name)


def _other_part(phrase: _Phrase, word: str, before: str, after: str) -> bool:
    """Whether the word before shows a noun where a verb was meant, or a verb for a noun."""
    if phrase.kind == "v" and not phrase.rest and not word.endswith(("ed", "ing")):
        if before in _BEFORE_NOUNS or (after == "of" and word.endswith("s")):
            return True
        return word == phrase.base and not (before in _BEFORE_VERBS or before.endswith("s"))
    return phrase.kind == "n" and before in _BEFORE_VERBS - {"and", "or", "also", "both", "not"}


def _follow(words: list[tuple[int, int, str]], index: int, rest: tuple[str, ...]) -> int | None:
    """The index of the last word of a phrase, where its words follow; else None."""
    gap = 0
    last = None
    for word in rest:
        if word == "~":
            gap = _GAP
            continue
        for step in range(index, min(index + gap + 1, len(words))):
            if words[step][2] == word:
                last, index = step, step + 1
                break
        else:
            return None
        gap = 0
    return last
