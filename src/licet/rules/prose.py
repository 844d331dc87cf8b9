"""Conditions and proof steps in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from licet.rules.explain import Step, reasons
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
    SetOf,
    Some,
    Sum,
    Test,
    Within,
)
from licet.rules.printer import number_text
from licet.rules.values import Value, value_text
from licet.rules.vocabulary import Vocabulary

_WORDS = {">=": "at least", ">": "above", "<=": "at most", "<": "below", "==": "exactly"}
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
_DAYS = {">=": "on or after", ">": "after", "<=": "on or before", "<": "before", "==": "on"}
_MEMBERS = {"ics": "IC", "parties": "party"}


class Speaker:
    """Puts conditions into words.

    Args:
        vocabulary: The facts and how sentences name them.
        titles: The titles of provisions, for findings.
    """

    def __init__(self, vocabulary: Vocabulary, titles: Mapping[str, str]) -> None:
        self._facts = vocabulary.facts
        self._titles = titles

    def condition(self, node: Node) -> str:
        """A condition as a sentence part."""
        match node:
            case Constant(value):
                return "always" if value else "never"
            case Test(fact):
                return self._word(fact)
            case Compare(op, left, right):
                return f"{self._sum(left)} {_WORDS[op]} {self._sum(right)}"
            case CompareDay(op, fact, day, plus):
                limit = day.isoformat() if isinstance(day, date) else self._word(day)
                tail = f" plus {plus} days" if plus else ""
                return f"{self._word(fact)} {_DAYS[op]} {limit}{tail}"
            case Within(fact, among):
                return f"{self._word(fact)} {self.among(among)}"
            case Has(fact, code):
                return f"{self._word(fact)}: {code}"
            case Finding(provision):
                return f"({self._titles.get(provision, provision)})"
            case Not(Compare(op, left, right)) if op in _OPPOSITE:
                return self.condition(Compare(_OPPOSITE[op], left, right))
            case Not(item):
                return f"not {self._inner(item, And, Or)}"
            case And(items):
                return " and ".join(self._inner(item, Or) for item in items)
            case Or(items):
                return " or ".join(self._inner(item, And) for item in items)
            case AtLeast(count, items):
                return f"at least {count} of: {'; '.join(self.condition(i) for i in items)}"
            case Some(frame, item):
                return f"for some {_member(frame)}: {self.condition(item)}"
            case Every(frame, item):
                return f"for every {_member(frame)}: {self.condition(item)}"

    def among(self, among: SetOf) -> str:
        """A set as a sentence part: ``in D:1 or D:4 but not in A:5``."""
        match among:
            case Codes(items) if len(items) == 1:
                return f"is {next(iter(items))}"
            case Combined("-", left, right):
                return f"{self.among(left)} but not {self.among(right)}"
            case Combined("&", left, right):
                return f"{self.among(left)} and also {self.among(right)}"
            case _:
                return f"in {', '.join(self._alternatives(among))}"

    def _alternatives(self, among: SetOf) -> list[str]:
        match among:
            case Codes(items):
                shown = sorted(items)
                return shown if len(shown) <= 8 else [*shown[:8], f"{len(shown) - 8} more"]
            case Group(name):
                return [name.removeprefix("chart:")]
            case Combined("|", left, right):
                return [*self._alternatives(left), *self._alternatives(right)]
            case _:
                return [f"({self.among(among)})"]

    def step(self, step: Step) -> str:
        """An atom as judged, with the values it saw: ``TPP is 2368, not at least 4800``."""
        node = step.node
        negated = step.truth is False
        match node:
            case Compare(op, Sum(((factor, _),), constant), Sum(()) as right) if (
                factor == 1 and constant == 0
            ):
                wanted = f"{_WORDS[op]} {self._sum(right)}"
                return f"{self._saw(step)}, {_turn(step)}{wanted}"
            case Within(_, Codes()) if step.truth is True:
                return self._saw(step)
            case Within(_, among):
                where = self.among(among)
                return f"{self._saw(step)}, {_turn(step)}{where.removeprefix('is ')}"
            case Test(fact):
                if step.truth is None:
                    return f"{self._word(fact)}: unknown"
                return f"{'not ' if negated else ''}{self._word(fact)}"
            case Has(fact, code):
                if step.truth is None:
                    return f"{self._word(fact)} {code}: unknown"
                return f"{self._word(fact)}: {'not ' if negated else ''}{code}"
            case _:
                tail = "" if step.truth is True else " does not hold" if negated else " is open"
                return f"{self.condition(node)}{tail}"

    def steps(self, step: Step, limit: int = 6) -> list[str]:
        """The atoms that suffice for the truth of a condition, in words."""
        found: dict[str, None] = {}

        def visit(part: Step) -> None:
            below = reasons(part)
            if below:
                for child in below:
                    visit(child)
            elif not isinstance(part.node, (Finding, Constant)):
                found.setdefault(self.step(part))

        visit(step)
        return list(found)[:limit]

    def _saw(self, step: Step) -> str:
        key, value = step.used[0]
        if value is None:
            return f"{self._word(key.name)} is unknown"
        return f"{self._word(key.name)} is {self.value(key.name, value)}"

    def value(self, fact: str, value: Value) -> str:
        """A value with the unit of its fact."""
        unit = self._facts[fact].unit
        # TPP is a bare number in the trade; other units are written out.
        return value_text(value) + (f" {unit}" if unit and " x " not in unit else "")

    def _word(self, fact: str) -> str:
        return self._facts[fact].word

    def _sum(self, total: Sum) -> str:
        parts: list[str] = []
        for factor, name in total.terms:
            size = "" if abs(factor) == 1 else f"{number_text(abs(factor))} times "
            sign = "minus " if factor < 0 else "plus " if parts else ""
            parts.append(f"{sign}{size}{self._word(name)}")
        if total.constant or not parts:
            sign = "minus " if total.constant < 0 else "plus " if parts else ""
            parts.append(f"{sign}{number_text(abs(total.constant))}")
        return " ".join(parts)

    def _inner(self, node: Node, *kinds: type) -> str:
        text = self.condition(node)
        return f"({text})" if isinstance(node, kinds) else text


def _member(frame: str) -> str:
    return _MEMBERS.get(frame, frame.replace("_", " "))


def _turn(step: Step) -> str:
    return {True: "", False: "not ", None: "perhaps "}[step.truth]
