"""The variables of a question to the solver, and how a model is read back as facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from licet.errors import BadInput
from licet.rules.cells import OTHER
from licet.rules.evaluate import extent
from licet.rules.facts import Facts, Key
from licet.rules.judge import Judge
from licet.rules.nodes import Node, Within, children
from licet.rules.values import UNDEFINED, Choice, Interval
from licet.rules.vocabulary import Quotient, Vocabulary

Frame = tuple[str, int]


def z3_module() -> Any:
    """The module z3, imported when first needed.

    Raises:
        BadInput: It is not installed.
    """
    try:
        import z3
    except ImportError as error:
        raise BadInput("this needs the solver z3", hint="pip install licet[solve]") from error
    return z3


class Space:
    """The variables of a question, shared by all laws that are asked about.

    Args:
        facts: What is known; the rest varies or stays unknown.
        vocabulary: The facts.
        varies: Whether an unknown fact becomes a variable; all do when None.
        scaled: Whether every number is counted in a unit that varies as well, `one`. Linear
            conditions stay linear then, and fixing one number to 1 makes every other a quotient
            by it (Charnes and Cooper).
    """

    def __init__(
        self,
        facts: Facts,
        vocabulary: Vocabulary,
        varies: Callable[[Key], bool] | None = None,
        *,
        scaled: bool = False,
    ) -> None:
        self.z3 = z3_module()
        self.facts = facts
        self.vocabulary = vocabulary
        self.limits: list[Any] = []
        self.one: Any = None
        if scaled:
            self.one = self.z3.Real("one")
            self.limits.append(self.one > 0)
        self._varies = varies or (lambda key: True)
        self._numbers: dict[Key, Any] = {}
        self._flags: dict[Key, Any] = {}
        self._days: dict[Key, Any] = {}
        self._texts: dict[Key, Any] = {}
        self._words: dict[str, list[str]] = {}

    def key(self, name: str, at: Frame, code: str = "") -> Key:
        """Where a fact of a condition stands."""
        framed = bool(self.vocabulary.facts[name].scope)
        return Key(at[0], at[1], name, code) if framed else Key("", 0, name, code)

    def quotient(self, key: Key) -> Quotient | None:
        """The quotient a fact is the result of, when it is not known outright."""
        if isinstance(self.facts.get(key), Fraction):
            return None
        for quotient in self.facts.quotients:
            if quotient.scope == key.frame and quotient.result == key.name:
                return quotient
        return None

    def number(self, key: Key) -> Any:
        """A number as a term; None when it stays unknown; UNDEFINED when it does not exist."""
        value = self.facts.get(key)
        if isinstance(value, Fraction):
            return self.amount(value)
        if value is UNDEFINED:
            return UNDEFINED
        if key in self._numbers:
            return self._numbers[key]
        if not self._varies(key):
            return None
        term = self._numbers[key] = self.z3.Real(key.text())
        least = self.vocabulary.facts[key.name].minimum
        if least is not None:
            self.limits.append(term >= self.amount(least))
        if isinstance(value, Interval):
            self.limits.append(self._inside(term, value))
        return term

    def _inside(self, term: Any, value: Interval) -> Any:
        parts = []
        if isinstance(value.low, Fraction):
            low = self.amount(value.low)
            parts.append(term > low if value.low_open else term >= low)
        if isinstance(value.high, Fraction):
            high = self.amount(value.high)
            parts.append(term < high if value.high_open else term <= high)
        return self.z3.And(*parts) if parts else self.z3.BoolVal(True)

    def exact(self, number: Fraction) -> Any:
        """A rational as a constant."""
        return self.z3.Q(number.numerator, number.denominator)

    def amount(self, number: Fraction) -> Any:
        """A number of some unit of the law, in the unit of this space."""
        return self.exact(number) if self.one is None else self.exact(number) * self.one

    def flag(self, key: Key) -> Any:
        """A yes-or-no fact, or a code of a set, as a formula; None when it stays unknown."""
        value = self.facts.get(key)
        if value is True or value is False:
            return self.z3.BoolVal(value)
        if key in self._flags:
            return self._flags[key]
        if not self._varies(key):
            return None
        term = self._flags[key] = self.z3.Bool(f"{key.text()}/{key.code}")
        return term

    def day(self, key: Key) -> Any:
        """A date as a whole number; None when it stays unknown."""
        value = self.facts.get(key)
        if isinstance(value, date):
            return self.z3.IntVal(value.toordinal())
        if key in self._days:
            return self._days[key]
        if not self._varies(key):
            return None
        term = self._days[key] = self.z3.Int(key.text())
        low, high = (value.low, value.high) if isinstance(value, Interval) else (None, None)
        first = low.toordinal() if isinstance(low, date) else 1
        last = high.toordinal() if isinstance(high, date) else date.max.toordinal()
        self.limits += [term >= first, term <= last]
        return term

    def learn(self, nodes: Iterable[Node], judge: Judge) -> None:
        """Take note of every text that some condition names, before texts become variables."""
        for node in nodes:
            if isinstance(node, Within):
                found = self._words.setdefault(node.fact, [OTHER])
                named = extent(node.among, judge.group)
                found += sorted(named.possible - set(found))
            self.learn(children(node), judge)

    def text(self, key: Key) -> tuple[Any, list[str]] | str | None:
        """A text as (whole number, the texts it counts); the text itself where it is known."""
        value = self.facts.get(key)
        if isinstance(value, str):
            return value
        domain = self.vocabulary.facts[key.name].domain
        words = list(domain) or self._words.get(key.name, [OTHER])
        if key not in self._texts:
            if not self._varies(key):
                return None
            term = self._texts[key] = self.z3.Int(key.text())
            self.limits += [term >= 0, term < len(words)]
            if isinstance(value, Choice):
                options = [i for i, word in enumerate(words) if word in value.options]
                self.limits.append(self.z3.Or(*[term == i for i in options]))
        return self._texts[key], words

    def completed(self, model: Any) -> Facts:
        """The facts of a model: every variable with its value."""
        facts = self.facts
        for key, term in self._flags.items():
            found = self.z3.is_true(model.eval(term, model_completion=True))
            facts = facts.replace(key, found)
        for key, term in self._days.items():
            day = model.eval(term, model_completion=True).as_long()
            facts = facts.replace(key, date.fromordinal(day))
        for key, term in self._texts.items():
            found_text = self.text(key)
            assert isinstance(found_text, tuple)
            facts = facts.replace(
                key, found_text[1][model.eval(term, model_completion=True).as_long()]
            )
        for key, term in self._numbers.items():
            facts = facts.replace(key, rational(model.eval(term, model_completion=True)))
        return facts

    def numbers(self) -> list[Any]:
        """Every number that became a variable."""
        return list(self._numbers.values())

    def keys(self) -> list[Key]:
        """Every fact that became a variable."""
        return [*self._numbers, *self._flags, *self._days, *self._texts]


def rational(value: Any) -> Fraction:
    """The value of a term in a model; of an algebraic number a rational close to it."""
    if hasattr(value, "numerator_as_long"):
        return Fraction(value.numerator_as_long(), value.denominator_as_long())
    if hasattr(value, "as_long"):
        return Fraction(value.as_long())
    near = value.approx(20)
    return Fraction(near.numerator_as_long(), near.denominator_as_long())
