"""What has to hold between the parts of a provision, and between provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from licet.errors import BadLaw
from licet.rules import locate
from licet.rules.document import Fields, File
from licet.rules.nodes import Node, findings_of
from licet.rules.provision import LAYERS, Provision, Version
from licet.rules.vocabulary import Effect

MAX_CHAIN = 40


def check_effect(
    field: Fields, effect: Mapping[str, object], effects: Mapping[str, Effect]
) -> None:
    """A version does something, and each key of its effect stands beside the one it belongs to."""
    if not effects:
        return
    main = [key for key in effect if not effects[key].beside]
    if not main:
        field.fail("effect", "no effect", hint='such as effect = { require = "RS" }')
    for key in effect:
        beside = effects[key].beside
        if beside and not set(beside) & set(effect):
            field.fail("effect", f"`{key}` goes with {' or '.join(beside)}")


def check_addressees(file: File, at: locate.Path, versions: list[Version]) -> None:
    """Letters to different addressees don't follow each other, so they can't be versions."""
    for index, version in enumerate(versions):
        if version.addressee != versions[0].addressee:
            file.fail(
                (*at, "version", index, "addressee"),
                "versions for different addressees in one provision",
                hint="a provision for each",
            )


def check_overlaps(file: File, at: locate.Path, versions: list[Version]) -> None:
    """No two versions start to count on one day in one layer."""
    seen: dict[tuple[str, date, str | None], int] = {}
    for index, version in enumerate(versions):
        for layer in LAYERS if version.layer is None else (version.layer,):
            key = (layer, version.counts_from, version.addressee)
            if key in seen:
                file.fail(
                    (*at, "version", index, "valid"),
                    f"versions {seen[key] + 1} and {index + 1} overlap: both count from "
                    f"{version.counts_from} in {layer}",
                    hint="a later version ends an earlier one; two can't start together",
                )
            seen[key] = index


def check_findings(files: Iterable[File], provisions: Mapping[str, Provision]) -> None:
    """Each finding refers to a provision, and no provision depends on itself."""
    needs = {
        provision.id: frozenset[str]().union(*map(findings_of, conditions(provision)))
        for provision in provisions.values()
    }
    texts = {file.name: file.text for file in files}
    depths: dict[str, int] = {}

    def fail(message: str, name: str, other: str, hint: str = "") -> NoReturn:
        file = provisions[name].file
        line, column = locate.first(texts.get(file, ""), f'finding("{other}")')
        raise BadLaw(message, file=file, line=line, column=column, hint=hint)

    def visit(name: str, trail: tuple[str, ...]) -> int:
        if name in trail:
            circle = " -> ".join((*trail[trail.index(name) :], name))
            fail(f"a circle of findings: {circle}", trail[-1], name)
        if name not in depths:
            depth = 0
            for other in sorted(needs[name]):
                if other not in provisions:
                    hint = "did you mean " + ", ".join(get_close_matches(other, provisions, 3))
                    fail(f"`{name}` refers to an unknown provision: `{other}`", name, other,
                         hint=f"{hint}?" if not hint.endswith(" ") else "")  # fmt: skip
                deeper = MAX_CHAIN if len(trail) >= MAX_CHAIN else visit(other, (*trail, name))
                depth = max(depth, deeper + 1)
                if depth > MAX_CHAIN:
                    fail(f"findings more than {MAX_CHAIN} deep", name, other)
            depths[name] = depth
        return depths[name]

    for name in needs:
        visit(name, ())


def conditions(provision: Provision) -> Iterator[Node]:
    """Every condition of a provision, in all versions and readings."""
    for version in provision.versions:
        yield version.when
        yield from (clause.when for clause in version.unless + version.conditions)
        yield from (reading.when for reading in version.readings)
