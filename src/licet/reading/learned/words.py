"""The words of a sentence as the learned part sees them: stems, with names put by their kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from licet.reading.scene import Sentence

_TOKEN: Final = re.compile(
    r"(?P<money>(?:us)?[$€£¥] ?\d[\d.,]*(?: ?(?:billion|million|trillion|bn|m\b))?|\d[\d.,]* (?:billion |million )?(?:dollars|yuan|euros))"
    r"|(?P<percent>\d[\d.,]* ?(?:%|per ?cent\b))|(?P<number>\d[\w.,-]*\b)|(?P<word>[a-z][a-z.'-]*[a-z]|[a-z])|(?P<mark>[;:?\"“”])"
)
_DROPPED: Final = frozenset(["the", "a", "an", "of", "'s"])
_SUFFIXES: Final = (
    ("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""),
)  # fmt: skip
_SHORTEST: Final = 3
_IRREGULAR: Final = {
    form: base
    for base, forms in {
        "be": "is are was were been being am", "have": "has had having", "do": "does did done",
        "say": "said says", "tell": "told", "take": "took taken", "give": "gave given",
        "get": "got gotten", "put": "putting", "set": "setting", "cut": "cutting", "hit": "hitting",
        "go": "went gone goes", "come": "came", "see": "saw seen", "make": "made", "send": "sent",
        "sell": "sold", "buy": "bought", "write": "wrote written", "hold": "held", "keep": "kept",
        "leave": "left", "lose": "lost", "win": "won", "find": "found", "bring": "brought",
        "begin": "began begun", "break": "broke broken", "throw": "threw thrown", "draw": "drew drawn",
        "strike": "struck stricken", "freeze": "froze frozen", "forbid": "forbade forbidden",
        "withdraw": "withdrew withdrawn", "withhold": "withheld", "lay": "laid", "pay": "paid",
        "shut": "shutting", "speak": "spoke spoken", "ruled": "ruled", "ruling": "ruling", "let": "letting",
        "fall": "fell fallen", "rise": "rose risen", "grow": "grew grown", "know": "knew known",
        "build": "built", "lead": "led", "meet": "met", "run": "ran", "stand": "stood",
        "think": "thought", "undo": "undid undone", "license": "licence licences licensed licensing",
        "arise": "arose arisen", "seek": "sought", "will": "'ll", "not": "n't",
    }.items()
    for form in forms.split()
}  # fmt: skip


class Term(NamedTuple):
    """A stem or the kind of a name, and its place in the whole text."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending: rough, but the same for all forms of a regular verb.

    >>> stem("suspended"), stem("suspends"), stem("policies"), stem("withdrew")
    ('suspend', 'suspend', 'policy', 'withdraw')
    """
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, put in _SUFFIXES:
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST
            and not word.endswith("ss")
        ):
            word = word[: len(word) - len(ending)] + put
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word


def terms(sentence: Sentence) -> list[Term]:
    """The terms of a sentence, in order: `GOV`, `CHIP`, `DATE` for names and days."""
    if "terms" not in sentence.notes:
        sentence.notes["terms"] = _terms(sentence)
    found: list[Term] = sentence.notes["terms"]
    return found


def _terms(sentence: Sentence) -> list[Term]:
    base = sentence.span.start
    names = sorted(_names(sentence), key=lambda t: (t.start, -t.end))
    made: list[Term] = []
    place = base
    for name in [*names, Term(sentence.span.end, sentence.span.end, "")]:
        if name.start < place:
            continue
        made.extend(_between(sentence, place, name.start))
        if name.text:
            made.append(name)
        place = name.end
    return made


def _names(sentence: Sentence) -> list[Term]:
    return [
        *(Term(m.start, m.end, m.kind.upper()) for m in sentence.things),
        *(Term(m.start, m.end, m.kind.upper()) for m in sentence.actors),
        *(Term(m.start, m.end, "FIRM") for m in sentence.companies),
        *(Term(m.start, m.end, "LAND") for m in sentence.places),
        *(Term(w.start, w.end, "DATE") for w in sentence.dates),
    ]


def _between(sentence: Sentence, start: int, end: int) -> list[Term]:
    base = sentence.span.start
    made = []
    for match in _TOKEN.finditer(sentence.low, start - base, end - base):
        kind = match.lastgroup or ""
        word = match[0]
        if word in _DROPPED:
            continue
        text = (
            stem(word)
            if kind == "word"
            else word
            if kind == "mark"
            else {"money": "MONEY", "percent": "PERCENT", "number": "NUMBER"}[kind]
        )
        made.append(Term(base + match.start(), base + match.end(), text))
    return made
