"""Why a condition has the truth it has: the tree of steps, and its shortest sufficient part."""

from __future__ import annotations

from dataclasses import dataclass

from licet.rules.atoms import Check, Truth
from licet.rules.evaluate import Groups, compiled
from licet.rules.facts import Facts, Frame, Key
from licet.rules.nodes import (
    And,
    AtLeast,
    Every,
    Has,
    Node,
    Not,
    Or,
    Some,
    facts_of,
)
from licet.rules.values import Value
from licet.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a condition, judged.

    Attributes:
        node: The node.
        truth: True, false or unknown (None).
        used: The facts an atom looked at, with their values; empty for inner nodes.
        member: For a step inside a frame: its name and index.
        steps: The judged children.
    """

    node: Node
    truth: Truth
    used: tuple[tuple[Key, Value], ...] = ()
    member: tuple[str, int] | None = None
    steps: tuple[Step, ...] = ()


class Explainer:
    """Judges conditions step by step, under one choice of versions and groups."""

    def __init__(self, vocabulary: Vocabulary, groups: Groups) -> None:
        self._vocabulary = vocabulary
        self._groups = groups
        self._checks: dict[Node, Check] = {}

    def explain(
        self, node: Node, facts: Facts, frame: Frame | None = None, at: tuple[str, int] = ("", 0)
    ) -> Step:
        """The steps of a condition for some facts."""
        match node:
            case Not(item):
                inner = self.explain(item, facts, frame, at)
                return Step(node, None if inner.truth is None else not inner.truth, steps=(inner,))
            case And(items):
                steps = tuple(self.explain(item, facts, frame, at) for item in items)
                return Step(node, _all(steps), steps=steps)
            case Or(items):
                steps = tuple(self.explain(item, facts, frame, at) for item in items)
                return Step(node, _any(steps), steps=steps)
            case AtLeast(count, items):
                steps = tuple(self.explain(item, facts, frame, at) for item in items)
                return Step(node, _count(steps, count), steps=steps)
            case Some(word, item) | Every(word, item):
                steps = tuple(
                    self._member(item, facts, member, (name, index))
                    for name, index, member in facts.members(word)
                )
                truth = _any(steps) if isinstance(node, Some) else _all(steps)
                return Step(node, truth, steps=steps)
            case _:
                return self._atom(node, facts, frame, at)

    def _member(self, item: Node, facts: Facts, frame: Frame, at: tuple[str, int]) -> Step:
        step = self.explain(item, facts, frame, at)
        return Step(step.node, step.truth, step.used, at, step.steps)

    def _atom(self, node: Node, facts: Facts, frame: Frame | None, at: tuple[str, int]) -> Step:
        check = self._checks.get(node)
        if check is None:
            check = compiled(node, self._vocabulary, self._groups)
            self._checks[node] = check
        used = []
        for name in sorted(facts_of(node)):
            framed = bool(self._vocabulary.facts[name].scope)
            code = node.code if isinstance(node, Has) else ""
            key = Key(at[0], at[1], name, code) if framed else Key("", 0, name, code)
            used.append((key, ((frame or {}) if framed else facts.top).get(name)))
        return Step(node, check(facts, frame or {}), tuple(used))


def _all(steps: tuple[Step, ...]) -> Truth:
    if any(step.truth is False for step in steps):
        return False
    return None if any(step.truth is None for step in steps) else True


def _any(steps: tuple[Step, ...]) -> Truth:
    if any(step.truth is True for step in steps):
        return True
    return None if any(step.truth is None for step in steps) else False


def _count(steps: tuple[Step, ...], count: int) -> Truth:
    sure = sum(step.truth is True for step in steps)
    open_ = sum(step.truth is None for step in steps)
    return True if sure >= count else None if sure + open_ >= count else False


def reasons(step: Step) -> tuple[Step, ...]:
    """The children that suffice for the truth of a step.

    One true child is reason enough for a true `or`, one false child for a false `and`; an
    unknown step rests on its unknown children.
    """
    if not step.steps:
        return ()
    deciding = tuple(child for child in step.steps if child.truth is step.truth)
    match step.node:
        case Not():
            return step.steps
        case And() | Every():
            return deciding[:1] if step.truth is False else deciding
        case Or() | Some():
            return deciding if step.truth is not True else deciding[:1]
        case _:
            return deciding or step.steps
