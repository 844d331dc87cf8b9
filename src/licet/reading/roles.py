"""What a day is to its sentence: that of an act, of effect, an end, a deadline, a dateline."""

from __future__ import annotations

import re
from datetime import date  # noqa: F401  (the example below)

from licet.reading.datewords import DEADLINE, EFFECT, END, FUTURE_LEFT, HEADED, IGNORED
from licet.reading.when import Published, When


def is_later(published: Published, when: When) -> bool:
    """Whether a day or month lies after publication."""
    if when.day:
        return when.day > published.last
    return bool(when.month and when.month > (published.year, published.month))


def role_of(
    published: Published, text: str, span: tuple[int, int], when: When, *, first: bool
) -> str:
    """The role of a day in its sentence, which stands at `span` of the text.

    >>> t = "It takes effect on July 1, 2025."
    >>> day = When(19, 31, date(2025, 7, 1), (2025, 7), "explicit")
    >>> role_of(Published.parse("2025-06-01"), t, (0, len(t)), day, first=True)
    'effect'
    """
    start, end = span
    left = text[max(start, when.start - 60) : when.start]
    right = text[when.end : min(end, when.end + 40)]
    if first and when.start - start < 60 and HEADED.fullmatch(left):
        return "dateline"
    if first and when.start - start < 60 and _is_dateline(published, left, right, when):
        return "dateline"
    if IGNORED.search(left):
        return "none"
    named = re.search(r"\b(?:rule|notice|order|framework|controls?|regulations?) of $", left)
    if DEADLINE.search(left) and not named and not re.search(r"\b(?:closed|held)\b", left):
        return "deadline"
    if EFFECT.search(left):
        return "effect"
    if re.search(r"\b(?:expired|lapsed|ran out|ended) (?:on |in )?$", left) and not is_later(
        published, when
    ):
        return "act"
    if END.search(left) and not re.search(r"made by$", left):
        return "end"
    if is_later(published, when) and re.search(
        r"\b(?:takes?|come|comes|goes?) (?:into )?(?:effect|force)\b", left
    ):
        return "effect"
    return "end" if is_later(published, when) and FUTURE_LEFT.search(left) else "act"


def _is_dateline(published: Published, left: str, right: str, when: When) -> bool:
    if when.basis != "explicit" or not when.day or when.day > published.last:
        return False
    near = abs((published.last - when.day).days) <= (40 if not published.day else 3)
    opener = not left or bool(re.fullmatch(r"[^.;!?]{0,55}[,:(\s–—-]\s*|[A-Z .,]+", left))
    verbless = not re.search(
        r"\b(?:on|in|by|from|since|of|the|has|was|is|said|signed|until|dated)\s*$",
        left.strip() and left,
        re.I,
    )
    return near and opener and verbless and bool(re.match(r"\s*(?:[.:)(–—|]|[-/] |$|\n)", right))
