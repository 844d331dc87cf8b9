"""Who does what in a clause, roughly: its first verb with its tense, and what stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from licet.reading.learned.words import Term

_BE: Final = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_HAVE: Final = frozenset(["has", "have", "had"])
_MODALS: Final = frozenset(
    ["will", "would", "may", "might", "could", "should", "must", "can", "shall"]
)
_DO: Final = frozenset(["does", "do", "did"])
_PRESENT: Final = frozenset(["is", "are", "has", "have", "does", "do"])
_PAST: Final = frozenset(
    [
        "said",
        "told",
        "took",
        "gave",
        "got",
        "put",
        "set",
        "cut",
        "hit",
        "went",
        "came",
        "saw",
        "made",
        "sent",
        "sold",
        "bought",
        "wrote",
        "held",
        "kept",
        "left",
        "lost",
        "won",
        "found",
        "brought",
        "began",
        "broke",
        "threw",
        "drew",
        "struck",
        "froze",
        "forbade",
        "withdrew",
        "withheld",
        "laid",
        "paid",
        "shut",
        "spoke",
        "let",
        "fell",
        "rose",
        "grew",
        "built",
        "led",
        "met",
        "ran",
        "stood",
        "thought",
        "undid",
        "sought",
        "became",
        "shook",
        "swore",
        "read",
        "bound",
        "quit",
        "fled",
        "dealt",
        "heard",
        "knew",
        "meant",
        "chose",
        "drove",
        "flew",
        "hid",
        "rang",
        "sank",
        "swept",
        "wound",
        "hung",
        "lent",
        "bid",
    ]
)
_DONE: Final = frozenset(
    [
        "said",
        "told",
        "taken",
        "given",
        "got",
        "put",
        "set",
        "cut",
        "hit",
        "gone",
        "come",
        "seen",
        "made",
        "sent",
        "sold",
        "bought",
        "written",
        "held",
        "kept",
        "left",
        "lost",
        "won",
        "found",
        "brought",
        "begun",
        "broken",
        "thrown",
        "drawn",
        "struck",
        "frozen",
        "forbidden",
        "withdrawn",
        "withheld",
        "laid",
        "paid",
        "shut",
        "spoken",
        "let",
        "fallen",
        "risen",
        "grown",
        "built",
        "led",
        "met",
        "run",
        "stood",
        "thought",
        "undone",
        "sought",
        "become",
        "done",
        "known",
        "meant",
        "chosen",
        "driven",
        "hung",
    ]
)
_NO_SUBJECT: Final = frozenset(
    [
        "and",
        "but",
        "or",
        "not",
        "also",
        "then",
        "now",
        "only",
        "just",
        "in",
        "on",
        "at",
        "by",
        "to",
        "from",
        "with",
        "as",
    ]
)
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
        "of",
        "by",
        "any",
        "this",
        "that",
        "these",
        "those",
        "such",
        "for",
        "with",
    ]
)


class Deed(NamedTuple):
    """The first verb of a clause, its tense, and the term before it."""

    subject: str
    verb: str
    tense: str


def deed(every: Sequence[Term], words: Sequence[str]) -> Deed | None:
    """The first verb of a clause; `words` are its terms as written, in lower case.

    >>> from licet.reading.learned.words import Term
    >>> deed([Term(0, 3, "AGENCY"), Term(4, 10, "ban")], ["bis", "banned"])
    Deed(subject='AGENCY', verb='ban', tense='past')
    """
    for index in range(len(words)):
        tense = _tense(words, index)
        if tense:
            place = _content(words, index)
            return Deed(
                _subject(every, index), every[place].text, _full(words, index, place, tense)
            )
    return None


def _tense(words: Sequence[str], index: int) -> str:
    """The tense of a word where it can be a finite verb; else empty."""
    word = words[index]
    if word in _MODALS:
        return "modal"
    if word in _BE or word in _HAVE or word in _DO:
        return "present" if word in _PRESENT else "past"
    if word in _PAST:
        return "past"
    regular = word.endswith("ed") and len(word) > len("need") and "-" not in word
    if regular and index and words[index - 1] not in _BEFORE_NOUNS:
        return "past"
    return ""


def _content(words: Sequence[str], index: int) -> int:
    """The verb that an auxiliary leads to: `has been told` is of `told`."""
    place = index
    helpers = _MODALS | _BE | _HAVE | _DO
    while place + 1 < len(words) and (words[place] in helpers or words[place] in ("not", "n't")):
        place += 1
        if words[place].endswith("ly") and place + 1 < len(words):
            place += 1
    return place


def _full(words: Sequence[str], index: int, place: int, tense: str) -> str:
    if place == index:
        return tense
    last = words[place]
    done = last.endswith("ed") or last in _DONE
    led = [word for word in words[index:place] if word in _BE]
    if led and done:
        return f"{tense} passive"
    if led and last.endswith("ing"):
        return f"{tense} going on"
    if led:
        return f"{tense} be"
    return f"{tense} perfect" if words[index] in _HAVE and done else tense


def _subject(every: Sequence[Term], index: int) -> str:
    for term in reversed(every[:index]):
        if term.text not in _NO_SUBJECT and term.text != "DATE":
            return term.text
    return "none"
