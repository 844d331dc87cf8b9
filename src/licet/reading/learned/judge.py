"""Weighs the candidates of the rules, and adds those that the words alone make likely."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from licet.reading.candidate import SURE, Candidate
from licet.reading.classes import tags
from licet.reading.frames import NEVER
from licet.reading.hits import ranked
from licet.reading.learned.features import seen
from licet.reading.learned.model import Model, logistic
from licet.reading.learned.slots import Slot, slots
from licet.reading.lexicon import Rule
from licet.reading.scene import Scene

VETO: Final = 0.3
"""Probability of an act below which a candidate of the rules is dropped."""
PROPOSE: Final = 0.6
"""Probability of an act from which one is proposed where the rules see none."""
LOOSE: Final = 0.5
"""The same for a sentence that names no day of its own."""
CHANGE: Final = 3.0
"""How many times likelier another action must be than that of the rules."""
_WEIGHT: Final = 45
"""The weight of a rule that the learned part stands for: enough for a status of its own."""


def judged(found: Scene, proposed: list[Candidate], by: Model) -> list[Candidate]:
    """The candidates that stand, in the order of the text."""
    kept: list[Candidate] = []
    for slot in slots(found, proposed):
        total = by.sums(seen(found, slot))
        chance = logistic(total.get("act=yes", 0.0))
        if chance < _needed(slot):
            continue
        kept.append(_weighed(found, slot, total, by))
    kept = _one_a_sentence(kept)
    return sorted(kept, key=lambda one: (one.sentence, one.span.start))


def _needed(slot: Slot) -> float:
    if slot.rule:
        return VETO
    return PROPOSE if slot.kind == "dated" else LOOSE


def _weighed(found: Scene, slot: Slot, total: dict[str, float], by: Model) -> Candidate:
    if slot.rule and slot.rule.rule.weight >= SURE:
        return slot.rule  # the words of its clause, one by one, suggest the opposite
    shares = by.shares(total, "action")
    action = max(sorted(shares), key=lambda name: shares[name])
    if slot.rule:
        known = shares.get(slot.rule.action, 0.0)
        if action == slot.rule.action or shares[action] < CHANGE * known:
            return slot.rule
    direction = _direction(total, by, action)
    if slot.rule:
        return replace(slot.rule, action=action, direction=direction, renamed=True)
    return fresh(found, slot, action, direction)


def fresh(found: Scene, slot: Slot, action: str, direction: str) -> Candidate:
    """A candidate where the rules see none."""
    rule = Rule(action, direction, _WEIGHT, NEVER)
    basis = slot.when.basis if slot.when else "published"
    return Candidate(
        slot.sentence, slot.span, rule, action, direction, slot.when, basis,
        trigger=_trigger(found, slot), carried=slot.carried, learned=True,
    )  # fmt: skip


def _direction(total: dict[str, float], by: Model, action: str) -> str:
    """The likeliest direction of those that an action has."""
    more = by.sums([f"action:{action}"])
    both = {key: total.get(key, 0.0) + more.get(key, 0.0) for key in by.groups["direction"]}
    shares = by.shares(both, "direction")
    return max(sorted(shares), key=lambda name: shares[name])


def _trigger(found: Scene, slot: Slot) -> int:
    """Where the words of an act stand: its best phrase, or its first verb of a known class."""
    sentence = found.sentences[slot.sentence]
    base = sentence.span.start
    start, end = slot.span.start - base, slot.span.end - base
    for hit in ranked(sentence, start, end, None if slot.carried else slot.when)[:1]:
        return base + hit.start
    for tag in tags(sentence.low, start, end)[:1]:
        return base + tag.start
    return slot.span.start


def _one_a_sentence(kept: list[Candidate]) -> list[Candidate]:
    """Without an undated proposal of the learned part where its sentence has another act."""
    told = {one.sentence for one in kept if not one.learned or (one.when and not one.carried)}
    best: list[Candidate] = []
    for one in kept:
        loose = one.learned and (one.carried or one.when is None)
        if loose and one.sentence in told:
            continue
        told.add(one.sentence)
        best.append(one)
    return best
