"""The law taken apart: the EAR on one side, every other regime on the other.

A provision of another regime names it in its effect. The two sides are judged by courts of their
own, so that no tariff, foreign rule or siting law can reach an EAR verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from licet.errors import BadLaw
from licet.rules.checks import conditions
from licet.rules.nodes import findings_of
from licet.rules.provision import Law, Provision


def of_regime(provision: Provision) -> bool:
    """Whether a provision belongs to a regime other than the EAR.

    >>> from licet.law import law
    >>> of_regime(law().provisions["us/ear/774/3A090.a"])
    False
    """
    return any("regime" in version.effect for version in provision.versions)


def ear_part(law: Law, *, embedded: bool = False) -> Law:
    """The law without other regimes; citations, hash and own files stay those of the whole.

    Raises:
        BadLaw: A provision of the EAR rests on one of another regime.
    """
    kept = {name: p for name, p in law.provisions.items() if not of_regime(p)}
    # Of the embedded law alone this is known: a test looks at it, not every run.
    for provision in () if embedded else kept.values():
        for other in _needs(provision):
            if other not in kept:
                message = f"`{provision.id}` rests on `{other}`, a provision of another regime"
                hint = "a rule of the EAR rests on the EAR alone"
                raise BadLaw(message, file=provision.file, hint=hint)
    return replace(law, provisions=kept)


def other_part(law: Law) -> Law:
    """The provisions of other regimes, with the findings of the EAR that they refer to."""
    kept = {name: p for name, p in law.provisions.items() if of_regime(p)}
    todo = list(kept.values())
    while todo:
        for other in _needs(todo.pop()):
            if other not in kept:
                kept[other] = law.provisions[other]
                todo.append(kept[other])
    return replace(law, provisions=_in_order(law.provisions, kept))


def _needs(provision: Provision) -> frozenset[str]:
    return frozenset[str]().union(*map(findings_of, conditions(provision)))


def _in_order(whole: Mapping[str, Provision], names: Iterable[str]) -> dict[str, Provision]:
    chosen = frozenset(names)
    return {name: provision for name, provision in whole.items() if name in chosen}
