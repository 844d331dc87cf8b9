"""The words of a condition: names, numbers, dates, quoted texts and signs, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from licet.errors import BadCondition

MAX_LENGTH = 20_000
MAX_TOKENS = 4_000

_TOKEN = re.compile(
    r"""
      (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<number>\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?)
    | (?P<text>"[^"\n]*")
    | (?P<set>\{\s*"[^"\n]*"(?:\s*,\s*"[^"\n]*")*\s*\})
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>>=|<=|==|[><(){},:|&+*-])
    | (?P<other>\S)
    """,
    re.VERBOSE | re.ASCII,
)


TEXT = re.compile(r'"[^"\n]*"')


class Token(NamedTuple):
    """One word, its kind (`date`, `number`, `text`, `set`, `name`, `sign`, `end`) and its offset.

    A set of texts is one word: some sets have a hundred members.
    """

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
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "other":
            message = f"unexpected character `{match[kind]}`"
            hint = "see docs/semantics.md for the grammar"
            raise BadCondition(message, offset=match.start(), hint=hint)
        found.append(Token(kind, match[kind], match.start()))
        if len(found) > MAX_TOKENS:
            message = f"a condition of more than {MAX_TOKENS:,} words"
            raise BadCondition(message, offset=match.start(), hint="split it into provisions")
    found.append(Token("end", "end of condition", len(text.rstrip())))
    return found
