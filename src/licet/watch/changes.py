"""Which encoded provisions rest on text that has changed between two days.

Every provision is asked for the citations of its versions that count on either day or later. A
change is told with how close it is to the cited paragraph; nothing that changed is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from licet.rules.provision import LAYERS, Law, Provision, Version
from licet.rules.resolve import active
from licet.watch.cites import Target, targets
from licet.watch.units import Block, Unit

WHERE = ("paragraph", "lead-in", "elsewhere", "not-located", "part", "new", "removed")
"""How close a change is: the cited paragraph; a text it hangs on; another paragraph of the same
section; the paragraph was not found; the whole part is cited; the unit is new or gone."""
Part = Mapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Change:
    """A change under a citation.

    `before` and `after` hold the paragraphs that are gone and new, in the official words.
    """

    provision: str
    title: str
    target: Target
    unit: str
    where: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    encoded: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What has changed.

    `unused` are changed units that no provision rests on, `unwatched` provisions that rest on
    nothing in the watched parts.
    """

    since: date
    until: date
    parts: tuple[int, ...]
    changes: tuple[Change, ...]
    unused: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = field(default=())


def resting(law: Law, since: date, until: date) -> dict[str, tuple[Target, ...]]:
    """The places each provision rests on, by its id; empty for those outside 15 CFR."""
    return {
        p.id: tuple(dict.fromkeys(t for cite in _cites(p, since, until) for t in targets(cite)))
        for p in law.provisions.values()
    }


def _cites(provision: Provision, since: date, until: date) -> Iterator[str]:
    yield provision.cite
    for version in provision.versions:
        if version.counts_from > since or _counts(provision, version, since, until):
            yield version.cite
            yield from (clause.cite for clause in (*version.unless, *version.conditions))


def _counts(provision: Provision, version: Version, *days: date) -> bool:
    return any(
        active(provision, day, layer=layer, addressee=version.addressee) is version
        for day in days
        for layer in LAYERS
    )


def compare(
    law: Law, before: Mapping[int, Part], after: Mapping[int, Part], since: date, until: date
) -> Report:
    """What changed between two days under the citations of the law.

    Args:
        law: The law.
        before: The units of each part on the first day.
        after: The units of the same parts on the second.
        since: The first day.
        until: The second.
    """
    changed = {part: _changed(before[part], after[part]) for part in before}
    found: list[Change] = []
    used: set[tuple[int, str]] = set()
    places = resting(law, since, until)
    for name, wanted in places.items():
        provision = law.provisions[name]
        encoded = tuple(
            sorted({v.counts_from for v in provision.versions if since < v.counts_from <= until})
        )
        for target in wanted:
            if target.part not in changed:
                continue
            for unit in _units(target, changed[target.part], before, after):
                used.add((target.part, unit))
                old, new = before[target.part].get(unit), after[target.part].get(unit)
                gone, come = _difference(old, new)
                found.append(
                    Change(
                        name,
                        provision.title,
                        target,
                        unit,
                        _where(target, old, new),
                        gone,
                        come,
                        encoded,
                    )
                )
    return Report(
        since,
        until,
        tuple(before),
        tuple(sorted(found, key=lambda c: (WHERE.index(c.where), c.target.part, c.provision))),
        tuple(_unused(changed, used)),
        tuple(name for name, wanted in places.items() if not wanted),
    )


def _changed(before: Part, after: Part) -> list[str]:
    names = dict.fromkeys([*before, *after])
    return [
        name
        for name in names
        if name not in before or name not in after or before[name].words != after[name].words
    ]


def _units(
    target: Target,
    changed: Sequence[str],
    before: Mapping[int, Part],
    after: Mapping[int, Part],
) -> list[str]:
    """The changed units that a place covers."""
    if not target.unit:
        # A changed entry is told as such, not once more as its supplement.
        return [name for name in changed if "/" not in name]
    if target.unit in changed:
        return [target.unit]
    known = target.unit in before[target.part] or target.unit in after[target.part]
    whole = target.unit.partition("/")[0]
    return [whole] if not known and whole in changed else []


def _unused(changed: Mapping[int, list[str]], used: set[tuple[int, str]]) -> Iterator[str]:
    for part, names in changed.items():
        for name in names:
            # A supplement is told by its entries where it has any.
            by_entry = any(other.startswith(f"{name}/") for other in names)
            if (part, name) not in used and not by_entry:
                yield str(Target(part, name))


def _where(target: Target, old: Unit | None, new: Unit | None) -> str:
    if old is None or new is None:
        return "new" if old is None else "removed"
    if not target.unit:
        return "part"
    if target.unit != old.key:
        return "not-located"
    if not target.path:
        return "paragraph"
    here, there = _under(old, target.path), _under(new, target.path)
    if here != there:
        return "paragraph" if here and there else "removed" if here else "new"
    if not here:
        return "not-located"
    return "lead-in" if _leading(old, target.path) != _leading(new, target.path) else "elsewhere"


def _under(unit: Unit, path: tuple[str, ...]) -> list[str]:
    return [b.text for b in unit.blocks if b.path[: len(path)] == path]


def _leading(unit: Unit, path: tuple[str, ...]) -> list[str]:
    """The heading and the texts that a paragraph hangs on."""
    above = {path[:depth] for depth in range(len(path))}
    return [unit.heading, *(b.text for b in unit.blocks if b.path in above)]


def _difference(old: Unit | None, new: Unit | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    here = _lines(old)
    there = _lines(new)
    return _missing(here, there), _missing(there, here)


def _lines(unit: Unit | None) -> list[str]:
    return [] if unit is None else list(unit.words)


def _missing(some: Iterable[str], others: Sequence[str]) -> tuple[str, ...]:
    known = frozenset(others)
    return tuple(text for text in some if text not in known)


__all__ = ["WHERE", "Block", "Change", "Report", "compare", "resting"]
