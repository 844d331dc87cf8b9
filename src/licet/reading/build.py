"""From candidates to events: who, what, where to, how much, which status."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from licet.reading import mood
from licet.reading.bars import asks, barred
from licet.reading.beside import begins_later, effect_told, leans_on_press
from licet.reading.candidate import Candidate
from licet.reading.event import Event
from licet.reading.figures import figures
from licet.reading.hits import USUAL
from licet.reading.plain import plain
from licet.reading.scene import CHIPS, GENERIC, Scene, Sentence
from licet.reading.status import Telling, status_of
from licet.reading.who import actor_of, around, unique, within
from licet.reading.witness import is_on_record, is_plainly_law

LONGEST_EVIDENCE: Final = 600
_ONLY_SAID: Final = re.compile(
    r"\b(?:announc(?:e|es|ed)|promis\w+|threaten\w*|said so|confirmed|vowed|pledged)\b"
)
_ASIDE: Final = re.compile(
    r"\b(?:as one of|as part of|in response to|in answer to|in retaliation|in return|in reply to)\b"
)
_BARE: Final = frozenset(["chip", "chips"])
"""Words that mean the chips a text is about."""
_CHIP_WORDS: Final = re.compile(
    r"\b(?:chip-?makers?|transistors?|wafers?|foundry|fabs?|chip (?:maker|industry|company|firm)s?)\b",
    re.I,
)
_YEAR_OF_EFFECT: Final = re.compile(
    r"\b(?:effective|effect|appl(?:y|ies)|in force|into force|binding|begin(?:s|ning)?|start(?:s|ing)?)\b[^.;]{0,16}\b(20\d\d)\b"
)
_LETTERED: Final = re.compile(
    r"\bletters?\b.{0,60}\b(?:made|makes|put|placed|required|demanded|imposed)\b.{0,60}\b(?:licen[cs]|permit)"
)
"""A duty that a letter imposed."""
_IN_FORCE_SINCE: Final = re.compile(
    r"\b(?:has|have) been in (?:place|force|effect)(?: only)? since\b"
)


def event_of(found: Scene, one: Candidate) -> Event:
    """The event that a candidate stands for."""
    sentence = found.sentences[one.sentence]
    beside = around(found, one)
    words: dict[str, str] = {}
    who = actor_of(found, one, sentence, words)
    items = _items(found, one, sentence, beside, words)
    jurisdiction, actor = who
    company = within(sentence.companies, one.span) or (
        [] if one.nominal else within(sentence.companies, sentence.span)
    )
    places = _places(found, one, sentence, jurisdiction, items)
    start, end = _evidence(found, one, sentence)
    evidence = found.text[start:end]
    if one.when and not one.carried:
        words["date"] = found.text[one.when.start : one.when.end]
    numbers = figures(found.text[one.span.start : one.span.end], one.action)
    if not numbers and not one.nominal:
        numbers = figures(evidence, one.action)
    event = Event(
        date=one.when.text if one.when else found.published.text,
        date_basis=one.basis,
        jurisdiction=jurisdiction,
        actor=actor,
        action=one.action,
        direction=one.direction,
        status=_status(found, one, sentence),
        items=tuple(items),
        destinations=tuple(places),
        company=tuple(unique(company)),
        figures=numbers,
        evidence=evidence,
        start=start,
        words=words,
    )
    status = _held(found, one, event)
    told_as_law = event.status == "in-force" and status == "announced"
    return replace(event, status=status, claims="in-force" if told_as_law else "")


def _evidence(found: Scene, one: Candidate, sentence: Sentence) -> tuple[int, int]:
    start, end = one.span.start, one.span.end
    if one.when and not one.carried:
        start, end = min(start, one.when.start), max(end, one.when.end)
    if end - start < 40 and not one.nominal:
        start, end = sentence.span.start, sentence.span.end
    end = min(end, start + LONGEST_EVIDENCE)
    while end > start and found.text[end - 1] in " ,;:\n":
        end -= 1
    return start, end


def _items(
    found: Scene, one: Candidate, sentence: Sentence, beside: list[Sentence], words: dict[str, str]
) -> list[str]:
    if one.action == "market-milestone":
        return []
    if one.action == "state-siting-limit":
        return ["data centers"]
    told = sentence.things
    if aside := _ASIDE.search(sentence.low):  # what it answers is not what it is about
        told = [m for m in told if m.start < sentence.span.start + aside.start()]
    own = within(told, one.span)
    names = _sharp(unique(own))
    if own:
        words["items"] = found.text[own[0].start : own[0].end]
    if one.action in ("introduce-bill", "pass-bill") and any(
        m.kind in CHIPS for s in found.sentences[:400] for m in s.things
    ):
        return [
            *(name for name in _sharp(unique(told)) if name not in GENERIC),
            "advanced AI chips",
        ]
    if names and not set(names) <= GENERIC:
        return names
    if not one.nominal:
        whole = _sharp(unique(told))
        if whole and not set(whole) <= GENERIC:
            return whole
    if one.action in ("list-entity", "delist-entity", "enforcement-case") and names:
        return names
    for other in beside[:2]:
        if other.index < one.sentence or not names:
            near = _sharp(unique(other.things))
            if near and not set(near) <= GENERIC and _linked(sentence):
                plain = {found.text[m.start : m.end].lower() for m in own} <= _BARE
                return list(dict.fromkeys([*near, *names])) if plain else names or near
    if one.told >= 0:
        there = _sharp(unique(found.sentences[one.told].things))
        if there and (not names or not set(there) <= GENERIC):
            return there
    whole = names or _sharp(unique(told))
    if whole == ["semiconductors"] and "advanced AI chips" in found.main_items:
        return ["advanced AI chips", "semiconductors"]
    if whole:
        return whole
    if one.action == "list-entity":
        return []
    if not found.main_items and _CHIP_WORDS.search(found.text[:20_000]):
        return ["semiconductors"]  # the story of a chipmaker
    return list(found.main_items[:1])


def _linked(sentence: Sentence) -> bool:
    """Whether a sentence leans on its neighbor for what it speaks about."""
    return bool(
        re.search(
            r"\b(?:it|its|this|these|those|such|the chips?|them|they|that|both|the (?:rule|ban|order|bargain|deal|demand|regime|measure|decision|restrictions?|curbs|pause|step|move)s?)\b",
            sentence.low,
        )
    )


def _sharp(names: list[str]) -> list[str]:
    """Without the general word where a chip, material or rule is named."""
    exact = [name for name in names if name not in GENERIC]
    if exact:
        return exact
    return (
        ["advanced AI chips"]
        if "advanced AI chips" in names and "data centers" not in names
        else names
    )


def _places(
    found: Scene, one: Candidate, sentence: Sentence, jurisdiction: str, items: list[str]
) -> list[str]:
    if one.action in ("market-milestone", "state-siting-limit"):
        return []
    own = unique(within(sentence.places, one.span))
    if not [p for p in own if p != jurisdiction]:
        own = own + unique(sentence.places)
    home = jurisdiction.split("-")[0]
    named = [code for code in dict.fromkeys(own) if code != home]
    if (
        home == "CN"
        and named == ["US"]
        and not re.search(
            r"(?:to|against|from|for|on) (?:the )?(?:u\.s|us\b|america|united states)|(?:us|american) (?:compan|firm|chips)",
            sentence.low,
        )
    ):
        named = []
    if home == "CN" and _is_chip(found, items):
        named = ["CN", *[code for code in named if code not in ("US", "CN")]]
    if (
        not named
        and home == "US"
        and one.action not in ("list-entity", "disclose-charge", "pass-bill")
    ):
        named = [code for code in found.main_places if code != home]
    return named[:8]


def _is_chip(found: Scene, items: list[str]) -> bool:
    return any(m.kind in CHIPS for s in found.sentences[:400] for m in s.things if m.name in items)


def _status(found: Scene, one: Candidate, sentence: Sentence) -> str:
    clause = sentence.piece(one.span.start, one.span.end)
    after = "" if one.nominal else effect_told(found, one)
    days = [w for w in sentence.dates if w.role == "effect"]
    if after:
        days += [
            w
            for s in found.sentences[one.sentence + 1 : one.sentence + 7]
            if s.low == after
            for w in s.dates
            if w.role == "effect"
        ]
    month = (found.published.year, found.published.month)
    past = any(
        w.day <= found.published.last if w.day else bool(w.month and w.month < month) for w in days
    )
    ahead = bool(days) and not past
    years = _YEAR_OF_EFFECT.findall(sentence.low)
    if any(int(year) > found.published.year for year in years):
        past, ahead = False, True  # `effective in 2027`
    if not days and not ahead and not one.nominal:
        ahead = begins_later(found, one)
    press = sentence.press or leans_on_press(found, one, sentence, clause)
    if one.action in ("rescind-rule", "suspend-rule", "court-ruling") and re.search(
        r"website|\bshows?\b|federal register|notice|officially|formally|published|\bfiling",
        sentence.low,
    ):
        press = False  # the press only points to an official record
    if one.nominal and re.search(
        r"\b(?:stay|remain|still|continue)\w* (?:\w+ ){0,2}(?:where they are|in (?:place|force|effect)|appl|unchanged|they are)",
        sentence.low,
    ):
        open_ = asks(sentence.low) or re.search(
            r"\b(?:if|whether|may|might|could|would|should|will|to)\b", sentence.low
        )
        return "reported" if sentence.press else "published" if open_ else "in-force"
    if one.nominal and _IN_FORCE_SINCE.search(clause) and not barred(clause, sentence.low):
        return "in-force"
    if one.nominal and _LETTERED.search(clause) and not barred(clause, sentence.low):
        return "in-force"
    if one.nominal:
        return _noun_status(one, clause)
    whole = sentence.low
    if one.told >= 0:  # dated here, told there: both must bear the status
        whole = f"{found.sentences[one.told].low} {whole}"
        clause = f"{clause.rstrip('. ')}, {found.sentences[one.told].low}"
        press = press or found.sentences[one.told].press
    around = " ".join(
        other.low for other in found.sentences[max(0, one.sentence - 1) : one.sentence + 2]
    )
    if one.action == "list-entity" and "list" not in sentence.low:
        around = " ".join(
            other.low for other in found.sentences[:200]
        )  # which list, told elsewhere
    if one.told >= 0 and _ONLY_SAID.search(sentence.piece(one.span.start, one.span.end)):
        return "reported" if press else "announced"
    told = Telling(
        plain(clause),
        plain(whole),
        plain(after),
        press,
        past,
        ahead,
        one.when is not None,
        plain(around),
    )
    status = status_of(one.action, told)
    if status == "in-force" and leans_on_press(found, one, sentence, clause, step=1):
        return "reported"  # the sources come after what they tell
    return status


def _held(found: Scene, one: Candidate, event: Event) -> str:
    """A status no higher than its witnesses bear out, nor than a rule that says what is usual."""
    places = [one.sentence] if one.told < 0 else [one.sentence, one.told]
    told = [found.sentences[place] for place in places]
    if is_on_record(found, one, told, event):
        return "in-force"
    status = event.status
    if status == "in-force" and not is_plainly_law(found, one, told):
        status = "reported" if told[0].press else "announced"
    guessed = one.rule.weight <= USUAL and not one.nominal
    return "announced" if guessed and status not in ("reported", "proposed") else status


def _noun_status(one: Candidate, clause: str) -> str:
    """The status of an act told as a noun: `tariffs announced on …`, `the draft of …`."""
    if mood.is_press(clause):
        return "reported"
    if re.search(r"\bdraft|\bpropos", clause):
        return "proposed"
    said = re.search(
        r"\b(?:announced|threatened|promised|planned|floated) (?:\w+ ){0,3}(?:on|in|last)?", clause
    )
    by_word = one.action.startswith("tariff") and said
    return "announced" if by_word or one.action == "other" else "published"
