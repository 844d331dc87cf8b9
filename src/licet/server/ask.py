"""What the form still asks: the facts that can change the answer, each with what it would mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
LIST_WORDS = {
    "entity-list": "Entity List, an entry for all items subject to the EAR",
    "entity-list-fn1": "Entity List, footnote 1",
    "entity-list-fn3": "Entity List, footnote 3",
    "entity-list-fn4": "Entity List, footnote 4",
    "entity-list-fn5": "Entity List, footnote 5",
    "entity-list-narrow": "Entity List, an entry for some items only",
    "denied-persons": "Denied Persons List",
    "unverified": "Unverified List",
    "meu": "Military End-User List",
    "sdn": "Specially Designated Nationals (Treasury)",
}
"""The lists a party can stand on, by the codes of the contract."""


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
    ``choice``, ``many``, ``number``, ``place``, ``date``, ``text``, ``owners`` or ``note``.
    `whose` is the party a question is about, empty where there is but one.
    """

    key: str
    fact: str
    label: str
    kind: str
    unit: str = ""
    options: tuple[Option, ...] = ()
    hints: tuple[Option, ...] = ()
    whose: str = ""

    @property
    def verdicts(self) -> frozenset[str]:
        """The verdicts that its answers would lead to, as far as they are worked out."""
        return frozenset(each.verdict for each in (*self.options, *self.hints) if each.verdict)


def asks(d: Determination, numbers: Sequence[int] = ()) -> tuple[Ask, ...]:
    """The questions that are open, the most decisive first.

    Args:
        d: The determination.
        numbers: The numbers under which the query gives the parties of the case, in their order.
    """
    return tuple(ask for ask in (_ask(entry, d, numbers) for entry in d.missing) if ask)


def lead(d: Determination, found: Sequence[Ask]) -> str:
    """What the questions are about.

    They decide the verdict, or could change it, or leave it and concern the paragraph, the
    review policy or what else is open.
    """
    if d.verdict == "indeterminate":
        return "What would decide it"
    if any(ask.verdicts - {d.verdict} for ask in found):
        return "What could still change it"
    return "What is still open; the verdict stands"


def _ask(entry: Missing, d: Determination, numbers: Sequence[int]) -> Ask | None:
    match = _FACT.fullmatch(entry.fact)
    if match is None:
        return None
    name = match["name"]
    if name == "item":
        found = [a for a in d.alternatives if a.what == "item"]
        options = tuple(Option(a.value, a.value, a.verdict) for a in found)
        return Ask("item", "item", "Which of these is it?", "choice", options=options)
    fact = vocabulary().facts.get(name)
    at = int(match["at"] or 0) if match["frame"] == "parties" else -1
    number = numbers[at] if 0 <= at < len(numbers) else at
    whose = _whose(d, at)
    if name == "owners" and at >= 0:
        label = "Who owns it, with shares and the lists they are on"
        return Ask(f"parties.{number}.owners", entry.fact, label, "owners", whose=whose)
    if name in {"figures", "eccn"} or fact is None:
        label = {
            "figures": "Sources disagree on the figures; the readings are below",
            "eccn": "The ECCN of the item",
        }.get(name, name.replace("_", " "))
        return Ask("", entry.fact, label, "note")
    key = f"parties.{number}.{name}" if at >= 0 else _key(name, fact, d)
    label = fact.meaning[0].upper() + fact.meaning[1:]
    return replace(_question(key, entry, fact, label), whose=whose)


def _whose(d: Determination, at: int) -> str:
    """The party a question is about, where several are given."""
    parties = d.shipment.parties or ()
    if len(parties) < 2 or not 0 <= at < len(parties):
        return ""
    party = parties[at]
    return f"{party.role.replace('-', ' ')} {party.name or ''}".strip()


def _question(key: str, entry: Missing, fact: Fact, label: str) -> Ask:
    name = fact.name
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
        hints = tuple(Option(str(v), _from(v), verdict) for v, verdict in turns)
        return Ask(key, entry.fact, label, fact.kind, fact.unit, hints=hints)
    options = tuple(_texts(name, turns)) or tuple(
        Option(code, code.replace("-", " ")) for code in fact.domain
    )
    return Ask(key, entry.fact, label, "choice" if options else "text", options=options)


def _from(value: object) -> str:
    """A turning value as a hint; a quotient does not exist where its divisor is zero."""
    return "where there is none (planar dies only)" if value == "undefined" else f"from {value}"


def _key(name: str, fact: Fact, d: Determination) -> str:
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
            label = LIST_WORDS.get(code) if fact.name == "lists" else None
            label = label or code.replace("-", " ")
            yield Option(code, f"{label}: {says}" if says else label, told.get(code, ""))


def _texts(name: str, turns: list[tuple[object, str]]) -> Iterator[Option]:
    others = next((v for value, v in turns if _holds(value, OTHER)), "")
    for value, verdict in turns:
        for each in value if isinstance(value, list) else [value]:
            if each == OTHER:
                if name == "exporter":
                    yield Option("another", "any other company", verdict)
            elif name != "exporter" or verdict != others:
                # A company that changes nothing is any other company.
                yield Option(str(each), str(each).replace("-", " "), verdict)


def _holds(value: object, wanted: str) -> bool:
    return wanted in value if isinstance(value, list) else value == wanted


def _place_hints(turns: list[tuple[object, str]]) -> Iterator[Option]:
    for value, verdict in turns:
        if value == OTHER:
            yield Option("", "any other place", verdict)
            continue
        codes = [str(code) for code in (value if isinstance(value, list) else [value])]
        names = [country(code).name for code in codes[:SHOWN]]
        more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
        yield Option("", ", ".join(names) + more, verdict)
