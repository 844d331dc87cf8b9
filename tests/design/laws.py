"""Random small laws and a second, independent reader of conditions: plain SQL."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from licet.rules.atoms import Extent
from licet.rules.court import Court
from licet.rules.nodes import (
    And,
    AtLeast,
    Codes,
    Compare,
    Finding,
    Not,
    Or,
    Sum,
    Test,
    Within,
)
from licet.rules.provision import Instrument, Law, Provision, Version
from licet.rules.vocabulary import Fact, Quotient, Vocabulary

DAY = date(2024, 1, 1)
NUMBERS = ("a", "b", "c")
FLAGS = ("p", "q")
TEXTS = ("x", "y", "z")
LIMITS = [Fraction(text) for text in ("0", "1.5", "2", "5.92", "10")]
FACTS = {
    **{name: Fact(name, "number", "", name, minimum=Fraction(0)) for name in NUMBERS},
    **{name: Fact(name, "boolean", "", name) for name in FLAGS},
    "t": Fact("t", "text", "", "t", domain=TEXTS),
    "on": Fact("on", "date", "", "on", given=False),
    "ratio": Fact("ratio", "number", "", "a over c", minimum=Fraction(0)),
}
WORDS = Vocabulary(FACTS, {}, (Quotient("ratio", "a", "c", ""),))


def _compare(pair):
    op, name, limit = pair
    return Compare(op, Sum(((Fraction(1), name),)), Sum((), limit))


single = st.tuples(
    st.sampled_from([">=", ">", "<=", "<", "=="]), st.sampled_from(["a", "b"]),
    st.sampled_from(LIMITS),
).map(_compare)  # fmt: skip
ratio = st.tuples(
    st.sampled_from([">=", ">", "<=", "<"]), st.just("ratio"), st.sampled_from(LIMITS)
).map(_compare)
total = st.tuples(st.sampled_from([">=", "<"]), st.sampled_from(LIMITS)).map(
    lambda pair: Compare(pair[0], Sum(((Fraction(1), "a"), (Fraction(2), "b"))), Sum((), pair[1]))
)
flag = st.sampled_from(FLAGS).map(Test)
text = st.sets(st.sampled_from(TEXTS), min_size=1, max_size=2).map(
    lambda items: Within("t", Codes(frozenset(items)))
)


def conditions(atoms):
    """Conditions of any shape over some atoms."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda items: And(tuple(items))),
            st.lists(inner, min_size=2, max_size=3).map(lambda items: Or(tuple(items))),
            inner.map(Not),
            st.lists(inner, min_size=3, max_size=3).map(lambda items: AtLeast(2, tuple(items))),
        ),
        max_leaves=8,
    )


plain = conditions(st.one_of(single, flag, text))
related = conditions(st.one_of(single, ratio, total, flag, text))


class _NoGroups:
    def members(self, name, on):
        return Extent(frozenset(), frozenset())

    def change_dates(self):
        return ()


def court_of(**conditions):
    """A court of one version for each condition; ``first`` may be referred to by the others."""
    made = Instrument("made", "made", "cite", DAY)
    provisions = {
        name: Provision(
            name, name, f"cite {name}", "",
            (Version(name, 0, made, DAY, node, "says", f"cite {name}", "own", {"define": name}),),
        )
        for name, node in conditions.items()
    }  # fmt: skip
    return Court(Law(provisions, {"made": made}, ""), WORDS, _NoGroups())


def sql(node, findings=None):
    """A condition as SQL over exact decimals and known values."""
    match node:
        case Compare(op, left, right):
            terms = [*left.terms, *((-factor, name) for factor, name in right.terms)]
            limit = right.constant - left.constant
            if terms[0][1] == "ratio":
                return f"(c > 0 AND a {op if op != '==' else '='} {_decimal(limit)} * c)"
            summed = " + ".join(f"{_decimal(factor)} * {name}" for factor, name in terms)
            return f"({summed} {op if op != '==' else '='} {_decimal(limit)})"
        case Test(fact):
            return fact
        case Within(fact, Codes(items)):
            return f"{fact} IN ({', '.join(repr(item) for item in sorted(items))})"
        case Not(item):
            return f"(NOT {sql(item, findings)})"
        case And(items):
            return "(" + " AND ".join(sql(item, findings) for item in items) + ")"
        case Or(items):
            return "(" + " OR ".join(sql(item, findings) for item in items) + ")"
        case AtLeast(count, items):
            counted = " + ".join(f"({sql(item, findings)})::INT" for item in items)
            return f"({counted} >= {count})"
        case Finding(provision):
            return sql(findings[provision], findings)
    raise AssertionError(node)


def _decimal(number):
    return f"{float(number):.2f}::DECIMAL(18, 2)"
