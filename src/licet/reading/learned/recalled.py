"""What the dated record knows of a place in a text: an event of that day about the same things.

An article mostly tells what is on record already. So the learned part may look it up: how like the
sentence is to the record's event of that day, what form that one has, and which way it goes. Only
what was public when the text was published counts. Nothing is law by it: see `witness`.
"""

from __future__ import annotations

from typing import Final

from licet.reading.alike import Known, Traits, traits_of_words
from licet.reading.known import shipped
from licet.reading.likeness import points_of_words
from licet.reading.scene import Scene, Sentence

_STEPS: Final = ((2.5, "little"), (4.5, "some"), (6.5, "much"))
_LEAST: Final = 2.5


def recalled(found: Scene, sentence: Sentence, day: str) -> list[str]:
    """Features of the record's event most like a sentence on a day (ISO, or a month)."""
    best, points = best_of(found, sentence, day)
    if best is None:
        return ["rec:none"]
    size = next((name for limit, name in _STEPS if points < limit), "most")
    one = best.one
    made = [f"rec:{size}"]
    if points >= _LEAST:
        made += [f"rec-form:{one.form}", f"rec-way:{one.direction}", f"rec&form:{size} {one.form}"]
        made += [f"rec-as:{one.form} {one.direction}"]
        made += [f"rec-about:{name} {one.direction}" for name in sorted(best.subjects)]
    return made


def best_of(found: Scene, sentence: Sentence, day: str) -> tuple[Known | None, float]:
    """The event of the record most like a sentence on a day, and how like it is."""
    key = f"recalled {day}"
    if key not in sentence.notes:
        mine = _traits(found, sentence)
        last = found.published.last
        ranked = [
            (points, known.one.id, known)
            for known in shipped().of_month(day[:7])
            if known.one.public.first <= last and (points := points_of_words(mine, day, known))
        ]
        top = max(ranked, default=(0.0, "", None))
        sentence.notes[key] = (top[2], top[0])
    best: tuple[Known | None, float] = sentence.notes[key]
    return best


def _traits(found: Scene, sentence: Sentence) -> Traits:
    if "traits" not in sentence.notes:
        text = found.text[sentence.span.start : sentence.span.end]
        sentence.notes["traits"] = traits_of_words(
            text,
            [m.name for m in sentence.things],
            [m.name for m in sentence.companies],
            [m.name for m in sentence.actors],
        )
    made: Traits = sentence.notes["traits"]
    return made
