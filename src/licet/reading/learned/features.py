"""What the learned part sees of a place in a text: plain names of words, classes, moods, days."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from licet.reading import mood
from licet.reading.bars import barred
from licet.reading.classes import tags
from licet.reading.hits import ranked
from licet.reading.learned.recalled import recalled
from licet.reading.learned.slots import Slot
from licet.reading.learned.verbs import deed
from licet.reading.learned.words import Term, terms
from licet.reading.scene import Scene, Sentence

_MOODS: Final = {
    "press": mood.PRESS, "unnamed": mood.UNNAMED, "reported": mood.REPORTED, "hedged": mood.HEDGED,
    "ahead": mood.AHEAD, "said": mood.SAID, "denies": mood.DENIES, "negated": mood.NEGATED,
    "official": mood.OFFICIAL, "paper": mood.TEXT, "effect": mood.EFFECT, "effect-ahead": mood.EFFECT_AHEAD,
    "pluperfect": mood.PLUPERFECT, "present": mood.PRESENT, "opinion": mood.OPINION,
    "undone": mood.UNDONE, "hearing": mood.HEARING, "effect-statement": mood.EFFECT_STATEMENT,
}  # fmt: skip
_AGES: Final = ((0, "0"), (1, "1"), (4, "4"), (8, "8"), (31, "31"), (120, "120"), (400, "400"))
_MANY: Final = 3


def seen(found: Scene, slot: Slot) -> list[str]:
    """The features of a place in a text, each once."""
    sentence = found.sentences[slot.sentence]
    names = {
        *_words(sentence, slot),
        *_place(found, slot, sentence),
        *_deeds(found, slot, sentence),
        *_rules(sentence, slot),
        *recalled(found, sentence, slot.when.text if slot.when else found.published.text),
    }
    return sorted(names)


def moods(low: str, sentence: Sentence) -> list[str]:
    """The moods of a stretch of lower-case words."""
    key = f"moods {low}"
    if key not in sentence.notes:
        sentence.notes[key] = [name for name, cue in _MOODS.items() if cue.search(low)]
    found: list[str] = sentence.notes[key]
    return found


def spoken(sentence: Sentence) -> list[str]:
    """The classes of words that a sentence speaks."""
    if "classes" not in sentence.notes:
        sentence.notes["classes"] = sorted({tag.name for tag in tags(sentence.low)})
    found: list[str] = sentence.notes["classes"]
    return found


def _inside(every: list[Term], start: int, end: int) -> list[Term]:
    starts = [one.start for one in every]
    return every[bisect_left(starts, start) : bisect_left(starts, end)]


def _words(sentence: Sentence, slot: Slot) -> list[str]:
    every = terms(sentence)
    own = _inside(every, slot.span.start, slot.span.end)
    made = [f"w:{one.text}" for one in own]
    made += [f"s:{one.text}" for one in every]
    made += [f"o:{one.text}" for one in every[:2]]
    base = sentence.span.start
    clause = sorted(
        {t.name for t in tags(sentence.low, slot.span.start - base, slot.span.end - base)}
    )
    made += [f"c:{name}" for name in clause]
    made += [f"cc:{a}+{b}" for i, a in enumerate(clause) for b in clause[i + 1 :]]
    made += [f"sc:{name}" for name in spoken(sentence)]
    if slot.when and not slot.carried:
        before = [one.text for one in every if one.end <= slot.when.start][-2:]
        after = [one.text for one in every if one.start >= slot.when.end][:1]
        made += [f"d-:{' '.join(before)}", f"d-1:{' '.join(before[-1:])}", f"d+:{' '.join(after)}"]
    return made


def _deeds(found: Scene, slot: Slot, sentence: Sentence) -> list[str]:
    """Who does what: of the clause, and of the sentence where that is another one."""
    made = []
    every = terms(sentence)
    for name, start, end in (
        ("v", slot.span.start, slot.span.end),
        ("sv", sentence.span.start, sentence.span.end),
    ):
        own = _inside(every, start, end)
        one = deed(own, [sentence.piece(t.start, t.end) for t in own])
        if one is None:
            made.append(f"{name}:none")
            continue
        made += [f"{name}:{one.verb}", f"{name}t:{one.tense}", f"{name}s:{one.subject}"]
        made += [f"{name}k:{slot.kind} {one.tense}", f"{name}st:{one.subject} {one.tense}"]
    return made


def _place(found: Scene, slot: Slot, sentence: Sentence) -> list[str]:
    kind = slot.kind
    made = [
        "(bias)",
        f"k:{kind}",
        f"i:{min(sentence.index, 4)}",
        f"k&i:{kind} {min(sentence.index, 2)}",
    ]
    if slot.when is None or slot.carried:
        made.append(
            f"k&para:{kind} {sentence.index == 0 or found.sentences[sentence.index - 1].span.para != sentence.span.para}"
        )
    if slot.when:
        made += [f"role:{slot.when.role}", f"basis:{slot.when.basis}", f"age:{_age(found, slot)}"]
        made.append(f"dates:{min(sum(w.role in ('act', 'effect') for w in sentence.dates), _MANY)}")
        if not slot.when.day:
            made.append("age:month")
    else:
        told = any(w.role == "act" for s in found.sentences[: sentence.index] for w in s.dates)
        made.append(f"published-after-days:{told}")
    base = sentence.span.start
    clause = sentence.piece(slot.span.start, slot.span.end)
    own = moods(clause, sentence)
    made += [f"m:{name}" for name in own]
    made += [f"k&m:{kind} {name}" for name in own]
    made += [f"sm:{name}" for name in moods(sentence.low, sentence)]
    if barred(clause, sentence.low):
        made.append("m:barred")
    for pool, name in ((sentence.actors, "actor"), (sentence.companies, "firm"), (sentence.places, "land"), (sentence.things, "thing")):  # fmt: skip
        inside = [m for m in pool if slot.span.start <= m.start < slot.span.end]
        made.append(f"has:{name} {bool(inside)}")
        made.append(f"s-has:{name} {bool(pool)}")
        made.append(f"k&has:{kind} {name} {bool(pool)}")
        made += [f"kind:{name} {m.kind}" for m in inside]
        if name in ("actor", "land"):
            made += [f"who:{m.jurisdiction or m.name}" for m in inside]
    made += [f"main:{name}" for name in found.main_items[:1]]
    if found.state:
        made.append("main:state")
    first = next(iter(sorted((*sentence.actors, *sentence.companies), key=lambda m: m.start)), None)
    made.append(f"first:{first.kind if first and first.start - base < 60 else 'none'}")
    return made


def _age(found: Scene, slot: Slot) -> str:
    when = slot.when
    if when is None:
        return "0"
    if when.day:
        days = (found.published.last - when.day).days
    elif when.month:
        days = 31 * (
            (found.published.year - when.month[0]) * 12 + found.published.month - when.month[1]
        )
    else:
        return "none"
    return next((name for limit, name in _AGES if days <= limit), "old")


def _rules(sentence: Sentence, slot: Slot) -> list[str]:
    one, kind = slot.rule, slot.kind
    if one is None:
        base = sentence.span.start
        found = ranked(
            sentence,
            slot.span.start - base,
            slot.span.end - base,
            None if slot.carried else slot.when,
        )
        made = ["r:no", f"r:no {kind}"]
        for hit in found[:1]:
            made += [f"h:{hit.rule.action}", f"h:any {kind}", f"h:weight {int(hit.score // 5) * 5}"]
        return made + ([] if found else ["h:none"])
    made = [
        "r:yes",
        f"r:yes {kind}",
        f"r:{one.action}",
        f"r:{one.direction}",
        f"r:{kind} {one.action}",
    ]
    made.append(f"r:weight {one.rule.weight // 5 * 5}")
    made += [f"r:{name}" for name, on in (("noun", one.nominal), ("elsewhere", one.told >= 0), ("guess", one.rule.weight <= 40)) if on]  # fmt: skip
    if one.rule.action != one.action:
        made.append(f"r:turned {one.action}")
    return made
