"""The facts of one case: known, in a range, one of several, or unknown.

Facts of the shipment stand at the top; parties and contained ICs are frames, each a small
dictionary of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from licet.rules.values import UNDEFINED, Choice, Interval, Members, Value
from licet.rules.vocabulary import Quotient

Frame = Mapping[str, Value]


class Key(NamedTuple):
    """Where a fact stands: frame, index in it, name; and a code when the fact is a set."""

    frame: str
    at: int
    name: str
    code: str = ""

    def text(self) -> str:
        """The key as people read it.

        >>> Key("parties", 0, "headquarters").text()
        'parties[0].headquarters'
        """
        return f"{self.frame}[{self.at}].{self.name}" if self.frame else self.name


_NOT_ASKED: Final = object()


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one case.

    Attributes:
        top: Facts of the shipment.
        frames: The frames by name, each a sequence of dictionaries.
        roles: For a frame word that is a part of another (``end_user`` of ``parties``): the
            frame and the indexes in it.
        quotients: Facts that are one number over another, kept in step by `replace`.
        judge: The truth of a provision for these facts; asked once per provision.
        completions: These facts with some of what is unknown filled in, as they were tried: what
            shows one question to be open often shows the next.
    """

    top: Frame
    frames: Mapping[str, Sequence[Frame]]
    roles: Mapping[str, tuple[str, tuple[int, ...]]]
    quotients: tuple[Quotient, ...] = ()
    judge: Callable[[str, Facts], bool | None] | None = field(default=None, compare=False)
    _found: dict[str, bool | None] = field(default_factory=dict, compare=False, repr=False)
    completions: list[Facts] = field(default_factory=list, compare=False, repr=False)

    def finding(self, provision: str) -> bool | None:
        """The truth of a provision; unknown where nobody judges."""
        truth = self._found.get(provision, _NOT_ASKED)
        if truth is not _NOT_ASKED:
            return truth  # type: ignore[return-value]
        truth = None if self.judge is None else self.judge(provision, self)
        self._found[provision] = truth
        return truth

    def judged_by(self, judge: Callable[[str, Facts], bool | None]) -> Facts:
        """The same facts under another judge."""
        return Facts(self.top, self.frames, self.roles, self.quotients, judge)

    def frames_of(self, word: str) -> Sequence[Frame]:
        """The members of a frame, or of a role in it, without name and index."""
        role = self.roles.get(word)
        if role is None:
            return self.frames.get(word, ())
        frame, indexes = role
        return [self.frames[frame][index] for index in indexes]

    def members(self, word: str) -> list[tuple[str, int, Frame]]:
        """The members of a frame, or of a role in it, with frame name and index."""
        if word in self.roles:
            frame, indexes = self.roles[word]
            return [(frame, index, self.frames[frame][index]) for index in indexes]
        return [(word, index, frame) for index, frame in enumerate(self.frames.get(word, ()))]

    def get(self, key: Key) -> Value:
        """The value of a fact (of a set fact: whether it holds the code)."""
        where = self.frames[key.frame][key.at] if key.frame else self.top
        value = where.get(key.name)
        if key.code:
            return value.has(key.code) if isinstance(value, Members) else None
        return value

    def replace(self, key: Key, value: Value) -> Facts:
        """The same facts with one of them changed, and quotients of it computed anew."""
        where = dict(self.frames[key.frame][key.at] if key.frame else self.top)
        if key.code:
            held = where.get(key.name)
            members = held if isinstance(held, Members) else Members(complete=False)
            code = frozenset({key.code})
            yes, no = (
                (members.yes | code, members.no - code)
                if value
                else (members.yes - code, members.no | code)
            )
            where[key.name] = Members(yes, no, members.complete)
        else:
            where[key.name] = value
            for quotient in self.quotients:
                if quotient.scope == key.frame and key.name in (
                    quotient.numerator,
                    quotient.denominator,
                ):
                    where[quotient.result] = divide(
                        where.get(quotient.numerator),
                        where.get(quotient.denominator),
                        where.get(quotient.result),
                    )
        if not key.frame:
            return Facts(where, self.frames, self.roles, self.quotients, self.judge)
        frame = list(self.frames[key.frame])
        frame[key.at] = where
        frames = {**self.frames, key.frame: frame}
        return Facts(self.top, frames, self.roles, self.quotients, self.judge)


def as_interval(value: Value) -> Interval | None:
    """A number or a range of numbers as a range; None for anything else."""
    if isinstance(value, Interval):
        return value
    if isinstance(value, Fraction):
        return Interval(value, value)
    return None


def divide(numerator: Value, denominator: Value, known: Value = None) -> Value:
    """The quotient of two numbers or ranges of numbers that are not negative.

    Undefined over zero; `known` is what was known of the quotient before, and is kept where it
    says more.

    >>> divide(Fraction(2368), Fraction(814))
    Fraction(32, 11)
    >>> divide(Fraction(3000), Fraction(0))
    UNDEFINED
    """
    if isinstance(denominator, Fraction) and denominator == 0:
        return UNDEFINED
    if isinstance(numerator, Fraction) and isinstance(denominator, Fraction):
        return numerator / denominator
    above, below = as_interval(numerator), as_interval(denominator)
    if above is None or below is None or known is UNDEFINED:
        return known
    before = as_interval(known) or Interval(None, None)
    if below.low is None or below.low == 0:
        # A divisor that may be zero: the quotient may be undefined, so nothing bounds it.
        if not below.low_open:
            return known
        low = high = None
        low_open = high_open = False
        if isinstance(above.low, Fraction) and isinstance(below.high, Fraction):
            low, low_open = above.low / below.high, above.low_open or below.high_open
    else:
        low = high = None
        low_open = high_open = False
        if isinstance(above.low, Fraction) and isinstance(below.high, Fraction):
            low, low_open = above.low / below.high, above.low_open or below.high_open
        elif above.low is not None:
            low = Fraction(0)
        if isinstance(above.high, Fraction) and isinstance(below.low, Fraction):
            high, high_open = above.high / below.low, above.high_open or below.low_open
    return before.meet(Interval(low, high, low_open, high_open))


def is_exact(value: Value) -> bool:
    """Whether a value is exactly known: not unknown, no range, no choice."""
    return value is not None and not isinstance(value, (Interval, Choice))
