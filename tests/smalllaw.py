"""A law small enough to check by hand: a few facts, two groups, provisions made in the test."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from licet.rules.atoms import Extent
from licet.rules.court import Court
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.load import load
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
from licet.rules.provision import Instrument, Law, Provision, Version
from licet.rules.values import UNDEFINED, Interval, Members
from licet.rules.vocabulary import Fact, Quotient, Vocabulary

ZERO = Fraction(0)
WORDS = Vocabulary(
    {
        fact.name: fact
        for fact in (
            Fact("a", "boolean", "", "a flag"),
            Fact("b", "boolean", "", "a flag"),
            Fact("c", "boolean", "", "a flag"),
            Fact("x", "number", "", "a number", minimum=ZERO),
            Fact("y", "number", "", "a number", "kg", minimum=ZERO),
            Fact("place", "text", "", "a place"),
            Fact("color", "text", "", "a color", domain=("red", "green", "blue")),
            Fact("uses", "set", "", "uses", domain=("fun", "war")),
            Fact("since", "date", "", "a day"),
            Fact("on", "date", "", "the day", given=False),
            Fact("exporter", "text", "", "who exports"),
            Fact("power", "number", "ic", "power", minimum=ZERO),
            Fact("area", "number", "ic", "area", minimum=ZERO),
            Fact("density", "number", "ic", "power over area", minimum=ZERO),
            Fact("fast", "boolean", "ic", "a flag"),
            Fact("home", "text", "party", "where it lives"),
            Fact("good", "boolean", "party", "a flag"),
            Fact("lists", "set", "party", "lists", domain=("black", "gray")),
        )
    },
    {"ics": "ic", "parties": "party", "end_user": "party"},
    (Quotient("density", "power", "area", "ics"),),
)
EXTENTS = {
    "G": Extent(frozenset({"CN", "IR"}), frozenset({"CN", "IR"})),
    "H": Extent(frozenset({"IR"}), frozenset({"IR", "KW"})),
}
JOINED = date(2024, 3, 1)
DAY = date(2024, 1, 1)


class Places:
    """Group G gains Vietnam on a day; of Kuwait in H nobody is sure."""

    def members(self, name: str, on: date) -> Extent:
        known = EXTENTS[name]
        if name == "G" and on >= JOINED:
            more = frozenset({"VN"})
            return Extent(known.sure | more, known.possible | more)
        return known

    def change_dates(self) -> tuple[date, ...]:
        return (JOINED,)


MADE = Instrument("made", "an instrument", "1 X 1", DAY, "https://example.org/made")


def version(
    provision: str, node: Node, start: date = DAY, *, made: Instrument = MADE, **more: Any
) -> Version:
    more.setdefault("effect", {"define": "x"})
    return Version(
        provision=provision,
        number=more.pop("number", 0),
        instrument=made,
        start=start,
        when=node,
        says=f"{provision} says so",
        cite=f"cite of {provision}",
        confidence=more.pop("confidence", "primary"),
        **more,
    )


def law_of(*versions: Version, scope: str = "") -> Law:
    grouped: dict[str, list[Version]] = {}
    for one in versions:
        grouped.setdefault(one.provision, []).append(one)
    provisions = {
        name: Provision(name, f"title of {name}", f"cite of {name}", scope, tuple(found))
        for name, found in grouped.items()
    }
    instruments = {one.instrument.id: one.instrument for one in versions}
    return Law(provisions, instruments, "sha256:test")


def court_of(*versions: Version, scope: str = "") -> Court:
    return Court(law_of(*versions, scope=scope), WORDS, Places())


def judge_of(**conditions: Node) -> Judge:
    return court_of(*(version(name, node) for name, node in conditions.items())).judge(DAY)


def facts_of(
    top: dict[str, Any] | None = None,
    ics: tuple[dict[str, Any], ...] = (),
    parties: tuple[dict[str, Any], ...] = (),
) -> Facts:
    """Facts with every shipment fact unknown that is not given."""
    unknown = {name: None for name, fact in WORDS.facts.items() if not fact.scope}
    return Facts(
        {**unknown, "on": DAY, "uses": Members(complete=False), **(top or {})},
        {"ics": ics, "parties": parties},
        {"end_user": ("parties", (0,) if parties else ())},
        WORDS.quotients,
    )


def load_text(folder: Any, text: str, name: str = "own.toml", **more: Any) -> Law:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return load([path], WORDS, **more)


# A second evaluator, written as plainly as possible, for facts that are all known.

_OPS = {
    ">=": lambda p, q: p >= q, ">": lambda p, q: p > q, "<=": lambda p, q: p <= q,
    "<": lambda p, q: p < q, "==": lambda p, q: p == q,
}  # fmt: skip


def plainly(node: Node, top: dict[str, Any], frames: dict[str, list[dict[str, Any]]],
            here: dict[str, Any], law: dict[str, Node]) -> bool:  # fmt: skip
    """The truth of a condition where everything is known."""

    def again(part: Node, at: dict[str, Any] = here) -> bool:
        return plainly(part, top, frames, at, law)

    def value(name: str) -> Any:
        return (here if WORDS.facts[name].scope else top)[name]

    match node:
        case Constant(truth):
            return truth
        case Test(fact):
            return value(fact)
        case Compare(op, left, right):
            sums = [_sum(left, value), _sum(right, value)]
            return None not in sums and _OPS[op](*sums)
        case CompareDay(op, fact, day, plus):
            other = value(day) if isinstance(day, str) else day
            return _OPS[op](value(fact).toordinal(), other.toordinal() + plus)
        case Within(fact, among):
            return value(fact) in _members(among)
        case Has(fact, code):
            return code in value(fact)
        case Finding(name):
            return plainly(law[name], top, frames, {}, law)
        case Not(item):
            return not again(item)
        case And(items):
            return all(again(item) for item in items)
        case Or(items):
            return any(again(item) for item in items)
        case AtLeast(count, items):
            return sum(again(item) for item in items) >= count
        case Some(word, item):
            return any(again(item, member) for member in frames[word])
        case Every(word, item):
            return all(again(item, member) for member in frames[word])
    raise AssertionError(node)


def _sum(total: Sum, value: Any) -> Fraction | None:
    found = [(factor, value(name)) for factor, name in total.terms]
    if any(number is UNDEFINED for _, number in found):
        return None
    return sum((factor * number for factor, number in found), total.constant)


def _members(among: Any) -> frozenset[str]:
    match among:
        case Codes(items):
            return items
        case Group(name):
            return EXTENTS[name].sure
        case Combined(op, left, right):
            one, other = _members(left), _members(right)
            return {"|": one | other, "&": one & other, "-": one - other}[op]
    raise AssertionError(among)


GRID = tuple(Fraction(n, 2) for n in range(9))
SPREAD = {
    "boolean": (True, False),
    "number": GRID,
    "place": ("CN", "IR", "VN", "US", "FR"),
    "home": ("CN", "IR", "VN", "US", "FR"),
    "exporter": ("acme", "other"),
    "color": ("red", "green", "blue"),
    "uses": tuple(frozenset(c) for c in ((), ("fun",), ("war",), ("fun", "war"))),
    "lists": tuple(frozenset(c) for c in ((), ("black",), ("gray",), ("black", "gray"))),
    "date": tuple(date(2024, 1, day) for day in range(1, 13)),
}


def candidates(name: str, value: Any) -> tuple[Any, ...]:
    """Values that stand for all a fact could take."""
    fact = WORDS.facts[name]
    if isinstance(value, Interval):
        return tuple(n for n in GRID if not Interval(n, n).meet(value).is_empty())
    if isinstance(value, Members):
        return tuple(
            held
            for held in SPREAD[name]
            if value.yes <= held
            and not held & value.no
            and (not value.complete or held == value.yes)
        )
    if value is not None:
        return (value,)
    return SPREAD.get(name) or SPREAD[fact.kind]


def completions(facts: Facts) -> Any:
    """Every way to fill in what is not known, as (top, frames)."""
    places = [("", 0, name) for name in facts.top]
    for word, members in facts.frames.items():
        for index, member in enumerate(members):
            places += [(word, index, name) for name in member if name != "density"]
    options = []
    for word, index, name in places:
        where = facts.frames[word][index] if word else facts.top
        options.append(candidates(name, where[name]))
    for pick in product(*options):
        top: dict[str, Any] = {}
        frames: dict[str, list[dict[str, Any]]] = {
            word: [{} for _ in members] for word, members in facts.frames.items()
        }
        for (word, index, name), value in zip(places, pick, strict=True):
            (frames[word][index] if word else top)[name] = value
        for ic in frames["ics"]:
            ic["density"] = ic["power"] / ic["area"] if ic["area"] else UNDEFINED
        frames["end_user"] = [frames["parties"][i] for i in facts.roles["end_user"][1]]
        yield top, frames
