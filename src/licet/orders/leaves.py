"""Looking at what is left of conditions: what is open below them, and how it may turn out."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, NamedTuple

from licet.orders.residue import Store
from licet.rules.atoms import inside, within
from licet.rules.nodes import Has, Test
from licet.rules.reach import single_bound

_MUCH: Final = Fraction(10**30)


class Mode(NamedTuple):
    """One way in which what is not known may turn out: all sets full or empty, all places one."""

    everything: bool
    place: str
    exporter: str


def completed(store: Store, item: int, mode: Mode) -> bool | None:
    """The truth of an expression if what is open of sets and texts were so.

    The codes of a set are independent of one another and of all else, and a text that is not
    known may be any, so each mode is a completion, as far as it goes.
    """
    key = (item, mode)
    if key not in store.ends:
        store.ends[key] = _completed(store, item, mode)
    return store.ends[key]


def _completed(store: Store, item: int, mode: Mode) -> bool | None:
    if item < 2:
        return bool(item)
    form = store.forms[item]
    parts = [completed(store, part, mode) for part in store.parts(item)]
    match form[0]:
        case "and":
            return False if False in parts else None if None in parts else True
        case "or":
            return True if True in parts else None if None in parts else False
        case "not":
            return None if parts[0] is None else not parts[0]
        case "ref":
            return parts[0]
        case "least":
            sure, open_ = parts.count(True), parts.count(None)
            return True if sure >= form[1] else None if sure + open_ >= form[1] else False
        case "open" if _yes_or_no(form):
            return mode.everything
        case "open" if len(form) == 4 and len(form[3]) == 1 and form[3][0][1] is None:
            # A number that nothing is known of may be nothing or very large.
            asked = single_bound(form[1])
            return inside(_MUCH if mode.everything else Fraction(0), asked[1]) if asked else None
        case "open" if len(form) == 3 and form[1][0] == "in" and form[2] is None:
            _, fact, among = form[1]
            return within(mode.exporter if fact == "exporter" else mode.place, among)
        case _:
            return None


def known_text(store: Store, item: int) -> bool:
    """Whether an open leaf below has a text that is known: a place of a doubtful group, say."""
    found = store.texts.get(item)
    if found is None:
        form = store.forms[item]
        if form[0] == "open":
            values = form[3] if len(form) == 4 else form[2]
            pairs = values if isinstance(values, tuple) else (("", values),)
            found = any(isinstance(value, str) for _, value in pairs)
        else:
            found = any(known_text(store, part) for part in store.parts(item))
        store.texts[item] = found
    return found


def within_only(store: Store, items: Iterable[int], facts: frozenset[str]) -> list[int]:
    """The largest expressions below that ask for nothing but some facts."""
    seen: set[int] = set()
    found: dict[int, None] = {}
    todo = list(items)
    while todo:
        item = todo.pop()
        if item in seen or not (store.free[item] & facts):
            continue
        seen.add(item)
        if store.free[item] <= facts:
            found.setdefault(item)
        else:
            todo.extend(store.parts(item))
    return list(found)


def _yes_or_no(form: tuple[Any, ...]) -> bool:
    """Whether an open leaf asks for a code in a set, or for a fact that is true or false."""
    if len(form) == 4:
        return isinstance(form[1], (Has, Test))
    inner = form[1]
    return inner[0] == "has" or (inner[0] == "number" and isinstance(inner[1], Test))
