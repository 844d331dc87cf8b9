"""Whether a sentence is wholly made of the plain words in which acts of law are told.

Words of hearsay, jest and doubt have no end; the plain ways to tell an act of a state have. So no
word is barred here. Every word of a sentence must have a class in `data/plainlaw.txt`, or be a
name, place, day or number, and the classes must fall into one of a few shapes: who can make law
does it to something; something is under it; it needs a license; it has effect. One word more, and
the sentence is not called law.

A class is a letter and a sentence a string of them, which is shortened in a fixed order: noun
phrases, phrases with a preposition, and then the shapes.
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
_DATE, _PLACE, _STATE, _FIRM, _NAME, _UNKNOWN, _SHARE = "D", "P", "S", "X", "Z", "x", "L"
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
_NOUN: Final = "[SPRLX]"
_STEPS: Final = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"\(S\)", ""),  # a short name in brackets
        (r"RoX", "X"),  # an order of chips, a notice of a firm
        (r"S(?:o[SP])+", "S"),  # the government of the Netherlands, and no ministry of magic
        (r"([PRLX])(?:o(?:[SPRLX]|D))+", r"\1"),  # sales of chips; the rule of May 3
        (rf"({_NOUN})(?:(?:,c?|c)\1)+", r"\1"),  # gallium, germanium and antimony
        (r"([PRLX])(?:o(?:[SPRLX]|D))+", r"\1"),
        (r"(?:p|f|T|s|pt|ft)?D", "A"),  # on May 3; since May
        (
            rf"[pf](?:{_NOUN}|g{_NOUN}?)|T{_NOUN}|b[SPR]|[pf]A",
            "A",
        ),  # under a license; for making chips
        (r"w[LR]", "W"),  # only with a license
        (rf"({_NOUN})(?:(?:,c?|c)\1)+", r"\1"),
        (r"^[Aj,.]+", ""),  # what may stand anywhere goes
        (r"(?:,[Aj]+)+,(?=[^cE])|(?:,?[Aj])+", ""),
        (rf"({_NOUN}),{_NOUN},(?=u)", r"\1"),  # the firm, a maker of chips, was …
        (r"[.,]+$", ""),
    )
)
_DOES: Final = rf"u*v{_NOUN}?(?:,{_NOUN})?"
_MAY_NOT: Final = rf"(?:iv?|uv)?{_NOUN}?"
_UNDER: Final = "|".join((
    rf"{_NOUN}u*q[LRX]", "Lu+q",  # the chip needs a license; a license is required
    rf"{_NOUN}m{_MAY_NOT}",  # gallium may not be exported
    rf"{_NOUN}(?:i|Miv?|Mu*v){_NOUN}?W?",  # the firm must stop deliveries; it leaves only with a license
    rf"{_NOUN}e(?:iv?|uv){_NOUN}?W", rf"{_NOUN}u*vW",  # it may leave only with a license
    "[LR]u*E",  # the rule is in force
))  # fmt: skip
"""What is under a law or has effect."""
_TOLD: Final = "|".join((
    rf"[SPR][yv]XTi{_NOUN}?", rf"Xu+[yv]Ti{_NOUN}?",  # the bureau ordered the firm to stop sales
    rf"[SPR]yXh?(?:{_UNDER})", rf"Xu+yh?(?:{_UNDER})",  # the firm was told that it needs a license
))  # fmt: skip
"""What a firm is told to do, or that it is under."""
_CORE: Final = "|".join((
    rf"[SPR]{_DOES}(?:(?:,c|c|,|h){_DOES})*",  # the ministry issued an order that bars the chip
    rf"[SPR]hE{_DOES}",  # a rule that took effect bars it
    rf"{_NOUN}u+v{_NOUN}?(?:,{_NOUN})?",  # the firm was added to the list
    _UNDER, _TOLD,
))  # fmt: skip
_FILED: Final = "(?:GXz|XzX?G)h(?=XM|[SPR]y|Xu)"
"""A company said in a filing that it must, was told, …"""
_SHAPE: Final = re.compile(
    rf"(?:{_FILED})?(?:E,?)?(?:{_CORE})(?:,?E)*(?:,S[vy])?(?:(?:;|,c|c|,)(?:{_CORE})(?:,?E)*)*"
)

_PUBLIC: Final = re.compile("[SRG]|P'?[ant]*L")
_CROSSES: Final = re.compile(
    r"\b(?:(?:re-?)?(?:ex|im)port\w*|customs|tariffs?|dut(?:y|ies)|surcharge|entity list|leaves? (?:the country|[a-z]+ only))\b"
)
"""That a state is at work: a body, a paper, a country's limit; or what crosses a border."""
_MAKER, _ANY_BODY = "K", "B"
_FIRM_DOES: Final = re.compile("^[^Sb]*Kj*v")
"""A deed of a company, before any body of a state is named."""
_OTHERWISE: Final = re.compile("|".join((
    "Su?x{1,3}[pf]L", "Xux{1,2}L",  # backed off from a ban; it was thinking a limit over
    "^[pftD,]*[xX]?xv(?!.*b[SR])",  # a hacker added firms
    "Su?x(?:T?[uvi])?X(?:u?v|L)",  # the government spared the chip a license, wanted it put under one
    "v[^,;.v]*x[pfT]+L",  # issued a study on a ban
    "vLpX[pT]t?x",  # put a ban on the chip to a vote
    "(?<![SR])yS", "Su+yb",  # a company told the ministry
    "^[^SRv]*xhD?,?pDS",  # somebody swears that on May 3 the ministry …
)))  # fmt: skip
"""An unknown word where the deed of law or its doer would stand."""
_NEWS: Final = re.compile("p?D?,?t?[SK]u*[yz]h?t?[SK]u*")
_SOME_DEED: Final = re.compile("[vqEm]|Mi|u[pA]*[LR]|yX|L[foXc]*xL|w[LR]|iL|sD")
"""What a sentence must have to tell of law at all, whatever its other words."""


def is_plain_law(sentence: Sentence, text: str) -> bool:
    """Whether a sentence of `text` tells an act of law in plain words, all of which are known."""
    letters = classes(sentence, text)
    if "y" in letters and not set("SG") & set(letters):
        return False  # told by whom?
    if not _PUBLIC.search(letters) and not _CROSSES.search(sentence.low):
        return False  # whose license? a landlord has some, too
    return bool(_SHAPE.fullmatch(shortened(letters)))


def opens_plainly(sentence: Sentence, text: str) -> bool:
    """Whether a sentence begins with words that are known, and so speaks of itself."""
    return _noun_phrases(classes(sentence, text))[:1] not in ("", _UNKNOWN, "h", "j", "c")


def leans(sentence: Sentence, text: str) -> bool:
    """Whether a sentence opens with something told before: `the rule`, `it`, and no body's name."""
    return shortened(classes(sentence, text))[:1] not in ("S", "P")


def is_dateline(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is a day, with or without a place, and nothing else."""
    return bool(re.fullmatch("[PS,.]*D[,.]*", classes(sentence, text)))


def is_news(sentence: Sentence, text: str) -> bool:
    """Whether a body or company is told to have said on a day what one did: no heading, no scene."""
    letters = classes(sentence, text, makers=True).replace("k", "v")
    return bool(_NEWS.match(letters)) and _DATE in letters


def does_otherwise(sentence: Sentence, text: str) -> bool:
    """Whether an unknown word stands where the deed or its doer would.

    `The bureau backed off from a ban`; `a company told the ministry`.
    """
    letters = classes(sentence, text, makers=True).replace("k", "v")
    phrases = _noun_phrases(letters.replace(_MAKER, "X"))
    return bool(_FIRM_DOES.search(letters) or _OTHERWISE.search(phrases))


def tells_a_deed(sentence: Sentence, text: str) -> bool:
    """Whether any deed, duty or effect of law is told; a ban that is on a desk is none."""
    letters = classes(sentence, text, makers=True).replace("k", "v").replace(_MAKER, "X")
    return bool(_SOME_DEED.search(_noun_phrases(letters)))


def shortened(letters: str) -> str:
    """A string of classes without what may stand anywhere: phrases of place, time and manner.

    >>> shortened("StXpPD.")
    'SX'
    """
    letters = _noun_phrases(letters)
    for pattern, into in _STEPS:
        letters = pattern.sub(into, letters)
    return letters


def _noun_phrases(letters: str) -> str:
    """Each noun phrase as the letter of its head."""
    out, at = [], 0
    while at < len(letters):
        head, end = _head(letters, at)
        out.append(head or letters[at])
        at = end if head else at + 1
    return _CLOSED_LIMIT.sub(_UNKNOWN, "".join(out)).replace("k", "v")


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
            if letter == _UNKNOWN and at and text[base + at].isupper():
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
    return letters.replace(_MAKER, _FIRM).replace(_ANY_BODY, _UNKNOWN)  # the office: whose?


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
    return "n" if word[0].isdigit() or word[1:2].isdigit() else _UNKNOWN


def _marks(sentence: Sentence) -> list[tuple[int, tuple[int, str]]]:
    """Where days and names stand, the longest first to win."""
    base = sentence.span.start
    found = [(w.start, w.end, _DATE) for w in sentence.dates]
    for body in sentence.actors:
        lawful = body.kind in ("agency", "government")
        found.append((body.start, body.end, _STATE if lawful else _UNKNOWN))
    found += [(m.start, m.end, _PLACE) for m in sentence.places]
    found += [(m.start, m.end, _MAKER) for m in sentence.companies]
    found += [
        (m.start, m.end, "L" if m.kind in ("rule", "duty") else "X")
        for m in sentence.things
        if m.kind != "bill"
    ]
    found += [(m.start, m.end, _UNKNOWN) for m in sentence.things if m.kind == "bill"]
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
