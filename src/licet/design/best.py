"""The best chip under the lines of the law.

The solver works on the same condition trees as the evaluator, with density tied to TPP and area,
TPP to rates and bit lengths, area to its dies. The answer is an attained value, or *any value
below* a limit that itself would be caught; its witness is put to the whole determination.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from licet.case import parse_case
from licet.catalog import BITS
from licet.decision.answer import answer
from licet.errors import BadInput
from licet.questions.setting import ANYBODY, Setting, item_of, setting
from licet.rules.facts import Facts, Key
from licet.rules.nodes import Compare, Node, Sum, Test, children, facts_of
from licet.rules.provision import Law
from licet.rules.syntax import parse
from licet.rules.values import decimal_text
from licet.rules.vocabulary import Fact, Vocabulary
from licet.solve.optimum import Optimum, Problem, optimum
from licet.vocabulary import vocabulary

MAX_DIES = 8
AREA = "applicable_die_area_mm2"
_STATED = (
    "tpp", AREA, "dram_bandwidth_gb_s", "interconnect_gb_s", "memory_bandwidth_density",
    "transistors_bn", "node_nm", "datacenter", "us_commercially_available",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Best:
    """The best chip.

    Attributes:
        fact: What was optimized.
        status: ``attained``, ``limit``, ``unbounded``, ``infeasible`` or ``open``.
        value: The value, or the limit that is not reached.
        maximize: Whether the largest value was sought.
        case: A case of the contract that attains it or comes close; None without a witness.
        verdict: What the determination says of that case.
        assumptions: What was assumed of the chip.
        contradiction: Whether the conditions rule each other out, whatever the verdict.
    """

    fact: str
    status: str
    value: Fraction | None
    maximize: bool
    case: dict[str, Any] | None
    verdict: str | None
    assumptions: tuple[str, ...]
    contradiction: bool = False

    def says(self) -> str:
        """The answer in a sentence."""
        word = _facts().fact(self.fact).word
        shown = "" if self.value is None else decimal_text(self.value)
        way = "below" if self.maximize else "above"
        most = "at most" if self.maximize else "at least"
        return {
            "attained": f"{word} can be {most} {shown}, which is attained",
            "limit": f"{word} can be any value {way} {shown}; {shown} itself is not allowed",
            "unbounded": f"nothing bounds {word} under these conditions",
            "infeasible": "no chip meets these conditions: they contradict each other"
            if self.contradiction
            else "chips meet these conditions, and none of them gets this verdict",
            "open": "the solver could not decide in the time it had",
        }[self.status]

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {
            "fact": self.fact,
            "status": self.status,
            "value": None if self.value is None else float(self.value),
            "attained": self.status == "attained",
            "says": self.says(),
            "case": self.case,
            "verdict": self.verdict,
            "assumptions": list(self.assumptions),
        }


def best(
    fact: str,
    subject_to: Sequence[str],
    *,
    to: str,
    on: date | str,
    verdict: str | None = "no-license-required",
    maximize: bool = True,
    law: Law | None = None,
    layer: str = "practice",
    kind: str = "computer",
    **case: Any,
) -> Best:
    """The best value of a number fact of a chip.

    Args:
        fact: A number fact of an IC, such as ``tpp``.
        subject_to: Conditions in the grammar of the law, such as
            ``applicable_die_area_mm2 <= 800``. Besides the facts of the law they may name
            ``rate_fp16`` and its kin (dense TOPS; TPP is the largest rate times its bits) and
            ``die_1_mm2`` to ``die_8_mm2`` (the applicable area is their sum).
        to: The destination.
        on: The day.
        verdict: The verdict the chip must get; None for any.
        maximize: False for the smallest value.
        law: A law to use instead of the embedded one.
        layer: ``text`` or ``practice``.
        kind: The form in which the chip ships.
        case: Further keys of a case.

    Raises:
        BadCondition: A condition can't be read.
        BadInput: The fact is no number of an IC, or z3 is not installed.
    """
    words = _facts()
    if words.fact(fact).kind != "number" or words.fact(fact).scope != "ic":
        raise BadInput(f"`{fact}` is no number of an IC", hint="such as tpp")
    nodes = [parse(text, words, "ic") for text in subject_to]
    named = frozenset[str]().union(*(facts_of(node) for node in nodes), {fact})
    assumed: list[str] = []
    if "datacenter" not in named:
        nodes.append(Test("datacenter"))
        assumed.append("designed or marketed for data centers (datacenter: true)")
    if not any(_speaks_of_planar(node) for node in nodes):
        nodes.append(Compare(">", Sum(((Fraction(1), AREA),)), Sum(())))
        assumed.append(f"some die has non-planar transistors ({AREA} > 0)")
    place = setting(figures={}, to=to, on=on, law=law, layer=layer, kind=kind, **case)
    # The quotient stays, so that what the solver finds is divided exactly.
    facts = _open(place.facts(), named)

    def solved(wanted: str | None) -> Optimum:
        return optimum(
            Problem(
                place.judge(),
                facts,
                words,
                Key("ics", 0, fact),
                nodes,
                wanted,
                lambda space: _relate(space, named),
            ),
            maximize=maximize,
        )

    found = solved(verdict)
    contradiction = found.status == "infeasible" and solved(None).status == "infeasible"
    result = _best(
        fact, found, place, maximize, kind, tuple(assumed), named,
        {"to": to, "exporter": ANYBODY, **case},
    )  # fmt: skip
    # An example that the whole determination does not confirm is not shown.
    if verdict is not None and result.case is not None and result.verdict != verdict:
        return replace(result, status="open", case=None)
    return replace(result, contradiction=contradiction)


@cache
def _facts() -> Vocabulary:
    """The vocabulary of the law, with rates by format and the areas of single dies."""
    words = vocabulary()
    more = {
        f"rate_{name}": Fact(
            f"rate_{name}", "number", "ic", f"dense rate at {name}", "TOPS", minimum=Fraction(0)
        )
        for name in BITS
    }
    more |= {
        f"die_{number}_mm2": Fact(
            f"die_{number}_mm2", "number", "ic", f"area of logic die {number}", "mm2",
            minimum=Fraction(0),
        )
        for number in range(1, MAX_DIES + 1)
    }  # fmt: skip
    return replace(words, facts={**words.facts, **more})


def _speaks_of_planar(node: Node) -> bool:
    """Whether a condition itself says that the area is zero."""
    if isinstance(node, Compare) and node.op == "==" and facts_of(node) == {AREA}:
        return node.right.constant - node.left.constant == 0
    return any(_speaks_of_planar(child) for child in children(node))


def _open(facts: Facts, named: frozenset[str]) -> Facts:
    """The facts of the chip with everything unknown that the solver may choose."""
    ic = dict(facts.frames["ics"][0])
    for name in (*_STATED, "performance_density", "peak_tops", *named):
        ic.setdefault(name, None)
    # The highest rate follows from TPP only within bounds; see `_relate`.
    ic["peak_tops"] = None
    return Facts(facts.top, {**facts.frames, "ics": (ic,)}, facts.roles, facts.quotients)


def _relate(space: Any, named: frozenset[str]) -> None:
    """What ties the figures of one chip to each other."""

    def number(name: str) -> Any:
        return space.number(Key("ics", 0, name))

    tpp, tops = number("tpp"), number("peak_tops")
    space.limits += [64 * tops >= tpp, tops <= tpp]
    rates = [
        (number(f"rate_{name}"), bits) for name, bits in BITS.items() if f"rate_{name}" in named
    ]
    if rates:
        space.limits += [tpp >= bits * rate for rate, bits in rates]
        space.limits.append(space.z3.Or(*[tpp == bits * rate for rate, bits in rates]))
        space.limits += [tops >= rate for rate, _ in rates]
    dies = [number(name) for name in sorted(named) if name.startswith("die_") and name[4].isdigit()]
    if dies:
        space.limits.append(number(AREA) == sum(dies[1:], dies[0]))


def _best(
    fact: str,
    found: Optimum,
    place: Setting,
    maximize: bool,
    kind: str,
    assumed: tuple[str, ...],
    named: frozenset[str],
    more: Mapping[str, Any],
) -> Best:
    case: dict[str, Any] | None = None
    verdict: str | None = None
    if found.witness is not None:
        ic = found.witness.frames["ics"][0]
        figures = {name: _plain(ic[name]) for name in _STATED if ic.get(name) is not None}

        def asked(stated: dict[str, Any]) -> tuple[dict[str, Any], str]:
            one = {**more, "item": item_of(stated, kind), "on": place.on.isoformat()}
            determined = answer(parse_case(one), place.court)
            return one, determined.verdict if place.layer == "practice" else determined.text

        case, verdict = asked(figures)
        # What can be left out without changing the answer is not part of the example.
        kept = {fact, "tpp", AREA, "datacenter", *named}
        for name in [n for n in figures if n not in kept]:
            fewer = {n: v for n, v in figures.items() if n != name}
            shorter, same = asked(fewer)
            if same == verdict:
                figures, case = fewer, shorter
    return Best(fact, found.status, found.value, maximize, case, verdict, assumed)


def _plain(value: Any) -> Any:
    """A figure as a case states it; endless decimals are cut, and the determination judges."""
    if not isinstance(value, Fraction):
        return value
    return value.numerator if value.denominator == 1 else decimal_text(value, 12)


__all__ = ["Best", "best"]
