"""What the form still asks: the facts that can change the answer, each with what it would mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from licet.case import CASE_KEYS, ITEM_KEYS
from licet.decision.answer import Determination
from licet.decision.missing import Missing
from licet.places import country
from licet.rules.cells import OTHER
from licet.rules.vocabulary import Fact
from licet.vocabulary import END_USES, vocabulary

_FACT = re.compile(r"(?:(?P<frame>ics|parties)\[(?P<at>\d+)\]\.)?(?P<name>\w+)")
_PLACES = frozenset(
    {
        "country", "headquarters", "ultimate_parent", "from", "to", "designer_headquarters",
        "designer_ultimate_parent", "designer_location", "packaged_in",
    }
)  # fmt: skip
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen, and the verdict it would lead to; empty when not worked out."""

    value: str
    label: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the form.

    `key` is the key of the query, empty for what only a pasted case can say. `kind` is
    ``choice``, ``many``, ``number``, ``place``, ``date`` or ``text``.
    """

    key: str
    fact: str
    label: str
    kind: str
    unit: str = ""
    options: tuple[Option, ...] = ()
    hints: tuple[Option, ...] = ()


def asks(d: Determination) -> tuple[Ask, ...]:
    """The questions that are open, the most decisive first."""
    return tuple(ask for ask in (_ask(entry, d) for entry in d.missing) if ask)


def _ask(entry: Missing, d: Determination) -> Ask | None:
    match = _FACT.fullmatch(entry.fact)
    if match is None:
        return None
    name = match["name"]
    if name == "item":
        found = [a for a in d.alternatives if a.what == "item"]
        options = tuple(Option(a.value, a.value, a.verdict) for a in found)
        return Ask("item", "item", "Which of these is it?", "choice", options=options)
    fact = vocabulary().facts.get(name)
    if name in {"figures", "eccn", "owners"} or fact is None:
        label = {
            "figures": "Sources disagree on the figures; the readings are below",
            "eccn": "The ECCN of the item",
            "owners": "Who owns the party, with shares and lists",
        }.get(name, name.replace("_", " "))
        return Ask("", entry.fact, label, "note")
    key = _key(match, name, fact, d)
    label = fact.meaning[0].upper() + fact.meaning[1:]
    turns = [(turn.value, turn.verdict) for turn in entry.turns_at]
    if fact.kind == "set":
        return Ask(key, entry.fact, label, "many", options=tuple(_codes(fact, turns)))
    if fact.kind == "boolean":
        verdicts = {value: verdict for value, verdict in turns if isinstance(value, bool)}
        yes_no = (
            Option("true", "Yes", verdicts.get(True, "")),
            Option("false", "No", verdicts.get(False, "")),
        )
        return Ask(key, entry.fact, label, "choice", options=yes_no)
    if name in _PLACES:
        return Ask(key, entry.fact, label, "place", hints=tuple(_place_hints(turns)))
    if fact.kind in {"number", "date"}:
        hints = tuple(Option(str(v), f"from {v}", verdict) for v, verdict in turns)
        return Ask(key, entry.fact, label, fact.kind, fact.unit, hints=hints)
    options = tuple(_texts(name, turns)) or tuple(
        Option(code, code.replace("-", " ")) for code in fact.domain
    )
    return Ask(key, entry.fact, label, "choice" if options else "text", options=options)


def _key(match: re.Match[str], name: str, fact: Fact, d: Determination) -> str:
    if match["frame"] == "parties":
        return f"parties.{match['at']}.{name}"
    if fact.scope == "ic" and not isinstance(d.shipment.item, str) and name in ITEM_KEYS:
        return f"item.{name}"
    return name if name in CASE_KEYS else f"facts.{name}"


def _codes(fact: Fact, turns: list[tuple[object, str]]) -> Iterator[Option]:
    told = {str(value): verdict for value, verdict in turns}
    yield Option("none", "None of these", told.get("none", ""))
    if fact.name == "certifications":
        yield Option("all", "All of these")
    for code in fact.domain:
        if code in told or not told:
            says = END_USES.get(code, "") if fact.name == "end_use" else ""
            label = code.replace("-", " ")
            yield Option(code, f"{label}: {says}" if says else label, told.get(code, ""))


def _texts(name: str, turns: list[tuple[object, str]]) -> Iterator[Option]:
    for value, verdict in turns:
        for each in value if isinstance(value, list) else [value]:
            if each == OTHER:
                if name == "exporter":
                    yield Option("another", "any other company", verdict)
            else:
                yield Option(str(each), str(each).replace("-", " "), verdict)


def _place_hints(turns: list[tuple[object, str]]) -> Iterator[Option]:
    for value, verdict in turns:
        if value == OTHER:
            yield Option("", "any other place", verdict)
            continue
        codes = [str(code) for code in (value if isinstance(value, list) else [value])]
        names = [country(code).name for code in codes[:SHOWN]]
        more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
        yield Option("", ", ".join(names) + more, verdict)
