"""Random conditions over the facts of `smalllaw`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Combined,
    Compare,
    CompareDay,
    Constant,
    Every,
    Finding,
    Group,
    Has,
    Node,
    Not,
    Or,
    Some,
    Sum,
    Test,
    Within,
)  # fmt: skip
from smalllaw import WORDS

OPS = st.sampled_from([">=", ">", "<=", "<", "=="])
SMALL = st.integers(0, 3).map(Fraction)
DECIMALS = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(1, 10**9), st.integers(0, 8)
)
CODES = st.sampled_from(["CN", "IR", "VN", "US"])
SETS = st.recursive(
    st.frozensets(CODES, min_size=1).map(Codes) | st.sampled_from(["G", "H"]).map(Group),
    lambda below: st.builds(Combined, st.sampled_from("|&-"), below, below),
    max_leaves=4,
)
SURE_SETS = st.recursive(
    st.frozensets(CODES, min_size=1).map(Codes) | st.just(Group("G")),
    lambda below: st.builds(Combined, st.sampled_from("|&-"), below, below),
    max_leaves=3,
)


def against(name: str, number: st.SearchStrategy[Fraction] = SMALL) -> st.SearchStrategy[Node]:
    """One number fact against a constant."""
    return st.builds(
        lambda op, n: Compare(op, Sum(((Fraction(1), name),)), Sum((), n)), OPS, number
    )


@st.composite
def linear(draw: st.DrawFn) -> Compare:
    """Two sums with any decimal coefficients; each fact stands once."""
    names = draw(st.permutations(["x", "y"]))[: draw(st.integers(1, 2))]
    signed = st.builds(lambda n, sign: n * sign, DECIMALS, st.sampled_from([1, -1]))
    sides: list[list[tuple[Fraction, str]]] = [[], []]
    for name in names:
        sides[draw(st.integers(0, 1))].append((draw(signed), name))
    constants = [draw(st.one_of(st.just(Fraction(0)), signed)) for _ in sides]
    left, right = (Sum(tuple(s), c) for s, c in zip(sides, constants, strict=True))
    return Compare(draw(OPS), left, right)


DAYS = st.dates(date(2024, 1, 2), date(2024, 1, 11))
FLAGS = st.sampled_from("abc").map(Test)
PLAIN = st.one_of(
    FLAGS,
    against("x"),
    st.builds(Within, st.just("place"), SURE_SETS),
    st.builds(Within, st.just("color"), st.frozensets(st.sampled_from(WORDS.facts["color"].domain), min_size=1).map(Codes)),
    st.builds(Has, st.just("uses"), st.sampled_from(["fun", "war"])),
    st.builds(CompareDay, OPS, st.just("since"), DAYS, st.just(0)),
    st.booleans().map(Constant),
)  # fmt: skip
OF_IC = st.one_of(st.just(Test("fast")), against("power"), against("density"))
OF_PARTY = st.one_of(
    st.just(Test("good")),
    st.builds(Within, st.just("home"), SURE_SETS),
    st.builds(Has, st.just("lists"), st.sampled_from(["black", "gray"])),
)


def joined(leaves: st.SearchStrategy[Node], size: int = 5) -> st.SearchStrategy[Node]:
    """Conditions built of some leaves."""

    def grow(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(below, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            below.map(Not),
            several.map(And),
            several.map(Or),
            several.flatmap(
                lambda items: st.integers(1, len(items)).map(lambda n: AtLeast(n, items))
            ),
        )

    return st.recursive(leaves, grow, max_leaves=size)


def framed(leaf: st.SearchStrategy[Node], words: list[str]) -> st.SearchStrategy[Node]:
    """A condition on the members of a frame."""
    body = joined(leaf | FLAGS, 3)
    return st.builds(
        lambda make, word, item: make(word, item),
        st.sampled_from([Some, Every]),
        st.sampled_from(words),
        body,
    )


# What plain logic and cells settle exactly: no sums of several facts, no quotients.
EXACT = joined(st.one_of(PLAIN, framed(OF_PARTY, ["parties", "end_user"])), 5)
SOUND = joined(
    st.one_of(
        PLAIN,
        framed(OF_PARTY, ["parties", "end_user"]),
        framed(OF_IC, ["ics"]),
        st.builds(
            lambda op, sign, n: Compare(
                op, Sum(((Fraction(1), "x"), (Fraction(sign), "y"))), Sum((), n)
            ),
            OPS,
            st.sampled_from([1, -1]),
            SMALL,
        ),
    ),
    6,
)
# Everything the grammar can say.
ANY = joined(
    st.one_of(
        PLAIN,
        linear(),
        framed(OF_IC | against("area", DECIMALS), ["ics"]),
        framed(OF_PARTY, ["parties", "end_user"]),
        st.builds(Within, st.sampled_from(["place", "exporter"]), SETS),
        st.builds(CompareDay, OPS, st.just("since"), st.just("on"), st.integers(0, 99_999)),
        st.sampled_from(["us/ear/1", "x.y"]).map(Finding),
    ),
    10,
)
