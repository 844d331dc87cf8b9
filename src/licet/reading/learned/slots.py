"""Places where a text may state an act: a sentence with one of its days, or with a day near it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate, future
from licet.reading.dates import When
from licet.reading.scene import Scene, Sentence
from licet.reading.sentences import Span, clauses
from licet.reading.undated import carried_day

MOST_SENTENCES: Final = 400
"""Sentences that the learned part looks at: no article is longer, and a long text stays cheap."""
_REACH: Final = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A sentence with a day on which it may tell an act.

    Attributes:
        when: The day; None for that of publication.
        carried: The day was told by a sentence before.
        span: The clause with the day, or the whole sentence.
        rule: What the rules see here; None where they see no act.
    """

    sentence: int
    span: Span
    when: When | None
    carried: bool = False
    rule: Candidate | None = None

    @property
    def kind(self) -> str:
        """`dated`, `carried` or `published`."""
        return "published" if self.when is None else "carried" if self.carried else "dated"


def slots(found: Scene, proposed: list[Candidate]) -> Iterator[Slot]:
    """The candidates of the rules, and the places of the text where they see none."""
    taken: set[tuple[int, int]] = set()
    for one in proposed:
        yield Slot(one.sentence, one.span, one.when, one.carried, one)
        taken.add((one.sentence, one.when.start if one.when else -1))
    for sentence in found.sentences[:MOST_SENTENCES]:
        if sentence.live and not mood.EFFECT_STATEMENT.search(sentence.low):
            for slot in _of_sentence(found, sentence):
                if (slot.sentence, slot.when.start if slot.when else -1) not in taken:
                    yield slot


def _of_sentence(found: Scene, sentence: Sentence) -> Iterator[Slot]:
    days = [
        when
        for when in sentence.dates
        if when.role in ("act", "effect", "none") and not future(found, when)
    ]
    if not days:
        yield Slot(sentence.index, sentence.span, None)
        when = carried_day(found, sentence, _REACH)
        if when:
            yield Slot(sentence.index, sentence.span, when, carried=True)
        return
    parts = clauses(found.text, sentence.span)
    for when in days:
        inside = (part for part in parts if part.start <= when.start < part.end)
        yield Slot(sentence.index, next(inside, sentence.span), when)
