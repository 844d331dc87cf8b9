"""The words of a condition: names, numbers, dates, quoted texts and signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.errors import BadCondition

MAX_LENGTH = 20_000
MAX_TOKENS = 4_000

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<number>\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?)
    | (?P<text>"[^"\n]*")
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>>=|<=|==|[><(){},:|&+*-])
    )""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, its kind (`date`, `number`, `text`, `name`, `sign` or `end`) and its offset."""

    kind: str
    text: str
    offset: int


def tokens_of(text: str) -> list[Token]:
    """The words of a condition, with an `end` behind the last.

    Raises:
        BadCondition: The text is too long or holds a character that no word begins with.

    >>> [token.text for token in tokens_of("tpp >= 4800")]
    ['tpp', '>=', '4800', 'end of condition']
    """
    if len(text) > MAX_LENGTH:
        message = f"a condition of {len(text):,} characters"
        raise BadCondition(message, hint=f"at most {MAX_LENGTH:,}")
    found: list[Token] = []
    end = len(text.rstrip())
    at = 0
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            message = f"unexpected character `{text[start]}`"
            raise BadCondition(message, offset=start, hint="see docs/semantics.md for the grammar")
        kind = match.lastgroup
        found.append(Token(kind, match[kind], match.start(kind)))
        if len(found) > MAX_TOKENS:
            message = f"a condition of more than {MAX_TOKENS:,} words"
            raise BadCondition(message, offset=at, hint="split it into provisions")
        at = match.end()
    found.append(Token("end", "end of condition", end))
    return found
