"""The words of a sentence as letters: the class of each, and each noun phrase as that of its head.

The classes stand in `data/plainlaw.txt`. A word without one is `x`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from licet.reading.gazetteer import state_in
from licet.reading.scene import Sentence
from licet.reading.standing import without_reasons

_LETTERS: Final = {
    "body": "B", "paper": "R", "limit": "L", "goods": "X", "party": "X", "the": "t",
    "how": "a", "count": "n", "at": "p", "of": "o", "for": "f", "to": "T", "by": "b", "and": "c",
    "that": "h", "since": "s", "now": "j", "effect": "E", "deed": "v", "close": "k", "tell": "y", "be": "u",
    "need": "q", "shut": "m", "must": "M", "may": "e", "filing": "G", "say": "z", "do": "i",
    "doing": "g", "only": "w",
}  # fmt: skip
DATE, _PLACE, _STATE, _FIRM, _NAME, UNKNOWN, _SHARE = "D", "P", "S", "X", "Z", "x", "L"
_TOKEN: Final = re.compile(
    r"'s\b|-(?:made|based|owned|origin|listed|built|designed)\b|[$€£]?\d[\d,.]*%?|[a-z][\w/-]*|\S"
)
_MARKS: Final = {",": ",", ";": ";", ".": ".", "'s": "'", "'": "'", "(": "(", ")": ")"}
_WHOSE: Final = (
    (re.compile("Zot?S"), "x"),  # a chamber of commerce, a friend of the ministry: no body
    (re.compile("(?<=[PS])('?[ant]*)B"), r"\1S"),  # China's customs administration
    (re.compile("(?<=S)(ct?)B"), r"\1S"),
    (re.compile("B(ot?[PS])"), r"S\1"),
    (re.compile("L[fo]t?a*[KZ]"), "x"),  # a license from Arm
    (re.compile("[vk][tan]*P'?[an]*[LR](?!o)"), "x"),  # published American limits
)
"""Whose the bodies and limits of a sentence are: a ministry is one of a country that is named."""
_CLOSED_LIMIT: Final = re.compile("k[LR]")
"""Who blocks a ban lifts it."""
_SET_IN: Final = re.compile(r"[,;:()\"“”–—]")
_LOCAL: Final = re.compile(
    r"(?:[A-Z][\w'’-]+ ){1,3}(?:County|City|Town|Township|Village)(?: (?:Council|Commissioners|Board))?\b"
)
_HEADS: Final = "SPRLX"
MAKER, _ANY_BODY = "K", "B"


def classes(sentence: Sentence, text: str, makers: bool = False) -> str:
    """The words of a sentence as the letters of their classes; `makers`: names of firms have one."""
    marks = dict(_marks(sentence))
    base, low = sentence.span.start, sentence.low if makers else _without_reason(sentence.low)
    out, at = [], 0
    phrases, words = _lexicon()
    while at < len(low):
        if at in marks:
            end, letter = marks[at]
        elif local := _LOCAL.match(text, base + at, base + len(low)):
            end, letter = local.end() - base, _STATE
        elif known := phrases.match(low, at):
            end, letter = known.end(), words[known[1]]
        elif token := _TOKEN.match(low, at):
            end, letter = token.end(), _letter(token[0])
            if letter == UNKNOWN and at and text[base + at].isupper():
                letter = _NAME
        else:
            at += 1
            continue
        out.append(letter)
        at = end
    letters = "".join(out)
    for pattern, into in _WHOSE:
        letters = pattern.sub(into, letters)
    if makers:
        return letters.replace(_ANY_BODY, _STATE)
    if state_in(text[sentence.span.start : sentence.span.end]):
        letters = re.sub(f"{_ANY_BODY}ot?{_NAME}", _STATE, letters)
    return letters.replace(MAKER, _FIRM).replace(_ANY_BODY, UNKNOWN)  # the office: whose?


def _without_reason(low: str) -> str:
    """A sentence without a tail that only says why, if nothing is put into that tail."""
    short = without_reasons(low)
    return low if _SET_IN.search(low, len(short) + 2) else short


def _letter(word: str) -> str:
    if word in _MARKS:
        return _MARKS[word]
    if word[0] == "-" and word[1:]:
        return "a"
    if word[-1] == "%":
        return _SHARE
    return "n" if word[0].isdigit() or word[1:2].isdigit() else UNKNOWN


def _marks(sentence: Sentence) -> list[tuple[int, tuple[int, str]]]:
    """Where days and names stand, the longest first to win."""
    base = sentence.span.start
    found = [(w.start, w.end, DATE) for w in sentence.dates]
    for body in sentence.actors:
        lawful = body.kind in ("agency", "government")
        found.append((body.start, body.end, _STATE if lawful else UNKNOWN))
    found += [(m.start, m.end, _PLACE) for m in sentence.places]
    found += [(m.start, m.end, MAKER) for m in sentence.companies]
    found += [
        (m.start, m.end, "L" if m.kind in ("rule", "duty") else "X")
        for m in sentence.things
        if m.kind != "bill"
    ]
    found += [(m.start, m.end, UNKNOWN) for m in sentence.things if m.kind == "bill"]
    out, done = [], 0
    for start, end, letter in sorted(found, key=lambda mark: (mark[0], -mark[1])):
        if start >= done:
            out.append((start - base, (end - base, letter)))
            done = end
    return out


@lru_cache(maxsize=1)
def _lexicon() -> tuple[re.Pattern[str], dict[str, str]]:
    """All words with a class, as one pattern and as the letter of each."""
    text = files("licet.reading").joinpath("data", "plainlaw.txt").read_text(encoding="utf-8")
    words: dict[str, str] = {}
    for line in text.splitlines():
        name, _, listed = line.partition(":")
        if listed and not line.startswith("#"):
            words |= {word.strip(): _LETTERS[name] for word in listed.split(",")}
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, longest))})(?![\w-]|'(?!s\b))"), words


def noun_phrases(letters: str) -> str:
    """Each noun phrase as the letter of its head."""
    out, at = [], 0
    while at < len(letters):
        head, end = _head(letters, at)
        out.append(head or letters[at])
        at = end if head else at + 1
    return _CLOSED_LIMIT.sub(UNKNOWN, "".join(out)).replace("k", "v")


def _head(letters: str, start: int) -> tuple[str, int]:
    """The head of the noun phrase that starts here and where it ends; empty if none does."""
    head, end, count, named, owned = "", start, 0, False, False
    for at in range(start, len(letters)):
        letter = letters[at]
        if letter in _HEADS or letter == _NAME:
            if letter == _STATE and named:
                break  # a ministry that no list knows
            named = named or letter == _NAME
            head, end = "X" if letter == _NAME else letter, at + 1
        elif letter == "'" and head:
            end = max(end, at + 1)
            owned = owned or head == "X"
        elif letter == "n" and not head:
            count = at + 1
        elif letter not in "ant" or (letter == "t" and at > start and letters[at - 1] != "t"):
            break
    if owned and head in "SRL":
        head = "X"  # a company's notice is no paper of law, nor its board a body
    return (head, end) if head or not count else ("X", count)
