"""From TOML files to checked provisions. Loading runs no code.

Every problem is reported with file, line and column. Sizes are bounded, so that a hostile file
is refused, not run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from licet.errors import BadCondition, BadLaw
from licet.rules import locate
from licet.rules.checks import check_addressees, check_effect, check_findings, check_overlaps
from licet.rules.document import Fields, File, decode, read
from licet.rules.nodes import Constant, Node
from licet.rules.provision import (
    CONFIDENCE,
    LAYERS,
    Caution,
    Clause,
    Instrument,
    Law,
    Provision,
    Reading,
    Version,
)
from licet.rules.reach import never_true
from licet.rules.syntax import parse
from licet.rules.vocabulary import SHIPMENT, Vocabulary

MAX_PROVISIONS = 2_000
MAX_VERSIONS = 200

_PROVISION_KEYS = frozenset({"id", "title", "cite", "scope", "effect", "notes", "version"})
_VERSION_KEYS = frozenset(
    {
        "instrument", "valid", "compliance", "layer", "addressee", "overrides", "when", "says",
        "confidence", "cite", "effect", "sources", "caution", "unless", "savings", "condition",
        "reading",
    }
)  # fmt: skip
_INSTRUMENT_KEYS = frozenset(
    {"id", "title", "cite", "published", "received", "url", "status", "says", "later"}
)
_CLAUSE_KEYS = frozenset({"when", "says", "cite", "until"})
_CHECKLIST_KEYS = _CLAUSE_KEYS - {"until"}
_LATER_KEYS = frozenset({"on", "says", "status"})


Decoder = Callable[[bytes, str], tuple[File, dict[str, Any]]]


class _Words:
    """The vocabulary of a load, and the conditions read in it: many versions share one text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._read: dict[tuple[str, str], tuple[Node, bool]] = {}

    def condition(self, text: str, scope: str) -> tuple[Node, bool]:
        """The tree of a condition, and whether it plainly can't be true; read once."""
        found = self._read.get((text, scope))
        if found is None:
            node = parse(text, self.vocabulary, scope)
            found = self._read[text, scope] = node, never_true(node)
        return found


def load(
    files: Iterable[Path],
    vocabulary: Vocabulary,
    *,
    root: Path | None = None,
    base: Law | None = None,
    decoder: Decoder = decode,
) -> Law:
    """The provisions and instruments of some files, all checked.

    Args:
        files: TOML files.
        vocabulary: The facts conditions may name.
        root: When given, a file ``root/a/b.toml`` may only hold the provision ``a/b``.
        base: A law that these files add to; their provisions may not replace its own.
        decoder: What turns the bytes of a file into its tables.

    Raises:
        BadLaw: Something is wrong; says where.
    """
    raw: list[tuple[File, dict[str, Any]]] = []
    whole = hashlib.sha256()
    own: list[tuple[str, str]] = []
    for path in files:
        name = path.relative_to(root).as_posix() if root else str(path)
        data = read(path, name)
        whole.update(name.encode() + b"\0" + data + b"\0")
        own.append((name, f"sha256:{hashlib.sha256(data).hexdigest()}"))
        raw.append(decoder(data, name))
    instruments = dict(base.instruments) if base else {}
    for file, document in raw:
        _add_instruments(file, document, instruments)
    provisions = dict(base.provisions) if base else {}
    words = _Words(vocabulary)
    before = frozenset(provisions)
    for file, document in raw:
        for path_, table in _tables(file, document):
            provision = _provision(file, path_, table, words, instruments)
            if provision.id in provisions:
                where = (
                    "of the law"
                    if provision.id in before
                    else f"in {provisions[provision.id].file}"
                )
                file.fail(
                    (*path_, "id"), f"`{provision.id}` is already a provision {where}",
                    hint="give it an id of its own, such as own/…",
                )  # fmt: skip
            if root and provision.id != file.name.removesuffix(".toml"):
                file.fail((*path_, "id"), f"`{provision.id}` is not the path of this file")
            provisions[provision.id] = provision
    if len(provisions) > MAX_PROVISIONS:
        message = f"{len(provisions):,} provisions"
        raise BadLaw(message, hint=f"at most {MAX_PROVISIONS:,}")
    check_findings((file for file, _ in raw), provisions)
    return Law(
        provisions,
        instruments,
        base.digest if base else f"sha256:{whole.hexdigest()}",
        tuple(own) if base else (),
    )


def _tables(file: File, document: dict[str, Any]) -> list[tuple[locate.Path, dict[str, Any]]]:
    if "id" in document:
        own = {key: value for key, value in document.items() if key != "instrument"}
        return [((), own)]
    tables = document.get("provision", [])
    extra = set(document) - {"provision", "instrument"}
    if extra:
        name = sorted(extra)[0]
        file.fail((name,), f"unknown key: `{name}`", hint="id, or [[provision]] and [[instrument]]")
    if not isinstance(tables, list):
        file.fail(("provision",), "`provision` must be written [[provision]]")
    return [(("provision", index), table) for index, table in enumerate(tables)]


def _add_instruments(
    file: File, document: dict[str, Any], instruments: dict[str, Instrument]
) -> None:
    tables = document.get("instrument", [])
    if not isinstance(tables, list):
        file.fail(("instrument",), "`instrument` must be written [[instrument]]")
    for index, table in enumerate(tables):
        at: locate.Path = ("instrument", index)
        field = Fields(file, at, table, _INSTRUMENT_KEYS)
        name = field.text("id")
        if name in instruments:
            file.fail((*at, "id"), f"instrument `{name}` is defined twice")
        parts = [
            (entry.day("on"), entry.text("says"), entry.text("status", ""))
            for entry in field.parts("later", _LATER_KEYS)
        ]
        instruments[name] = Instrument(
            id=name,
            title=field.text("title"),
            cite=field.text("cite", ""),
            published=field.day("published"),
            received=field.day("received") if "received" in table else None,
            url=field.text("url", ""),
            status=field.text("status", "in-force"),
            says=field.text("says", ""),
            later=tuple((on, says) for on, says, _ in parts),
            turned=tuple(sorted((on, status) for on, _, status in parts if status)),
        )


def _provision(
    file: File,
    at: locate.Path,
    table: dict[str, Any],
    words: _Words,
    instruments: Mapping[str, Instrument],
) -> Provision:
    vocabulary = words.vocabulary
    field = Fields(file, at, table, _PROVISION_KEYS)
    name, cite = field.text("id"), field.text("cite")
    scope = field.text("scope", "")
    if scope and scope not in vocabulary.frames.values():
        field.fail("scope", f"unknown scope: `{scope}`", hint=", ".join(vocabulary.frames.values()))
    effect = field.effect(vocabulary.effects)
    entries = table.get("version", [])
    if not isinstance(entries, list) or not entries:
        field.fail("version", f"`{name}` has no version", hint="add [[version]]")
    if len(entries) > MAX_VERSIONS:
        field.fail("version", f"{len(entries):,} versions", hint=f"at most {MAX_VERSIONS}")
    versions = [
        _version(file, (*at, "version", index), entry, name, cite, scope, effect, words,
                 instruments, index)
        for index, entry in enumerate(entries)
    ]  # fmt: skip
    check_overlaps(file, at, versions)
    check_addressees(file, at, versions)
    order = sorted(versions, key=lambda version: version.counts_from)
    return Provision(
        name, field.text("title"), cite, scope, tuple(order), file.name, field.text("notes", "")
    )


def _version(
    file: File,
    at: locate.Path,
    table: object,
    provision: str,
    cite: str,
    scope: str,
    effect: Mapping[str, object],
    words: _Words,
    instruments: Mapping[str, Instrument],
    index: int,
) -> Version:
    field = Fields(file, at, table, _VERSION_KEYS)
    made_by = field.text("instrument")
    if made_by not in instruments:
        field.fail("instrument", f"unknown instrument: `{made_by}`", hint="define [[instrument]]")
    valid = Fields(file, (*at, "valid"), field.table.get("valid"), frozenset({"from", "until"}))
    start = valid.day("from")
    until = valid.day("until") if "until" in valid.table else None
    if until is not None and until <= start:
        valid.fail("until", f"`until` {until} is not after `from` {start}")
    layer = field.text("layer", "") or None
    if layer is not None and layer not in LAYERS:
        field.fail("layer", f"unknown layer: `{layer}`", hint=", ".join(LAYERS))
    confidence = field.text("confidence")
    if confidence not in CONFIDENCE:
        field.fail("confidence", f"unknown confidence: `{confidence}`", hint=", ".join(CONFIDENCE))

    def condition(inside: Fields, within: str = scope) -> Node:
        text = inside.text("when")
        try:
            node, unreachable = words.condition(text, within)
        except BadCondition as error:
            inside.fail("when", error.message, hint=error.hint, offset=error.offset)
        # A plain `false` is how a version says that its provision was removed.
        if unreachable and node != Constant(False):
            inside.fail("when", f"unreachable: `{text[:80]}` is never true")
        return node

    def clauses(key: str, allowed: frozenset[str], within: str = scope) -> tuple[Clause, ...]:
        return tuple(
            Clause(
                condition(inside, within),
                inside.text("says"),
                inside.text("cite", field.text("cite", cite)),
                inside.day("until") if "until" in inside.table else None,
                key == "savings",
            )
            for inside in field.parts(key, allowed)
        )

    readings: list[Reading] = []
    for inside in field.parts("reading", frozenset({"id", "when", "says"})):
        reading = Reading(inside.text("id"), condition(inside), inside.text("says"))
        if any(reading.id == other.id for other in readings):
            inside.fail("id", f"reading `{reading.id}` stands twice")
        readings.append(reading)
    cautions = [
        Caution(
            inside.text("says"),
            inside.day("from"),
            condition(inside, SHIPMENT) if "when" in inside.table else None,
        )
        for inside in field.parts("caution", frozenset({"from", "says", "when"}))
    ]
    overrides = field.texts("overrides")
    for name in overrides:
        if name not in instruments or name == made_by:
            what = "itself" if name == made_by else f"an unknown instrument: `{name}`"
            field.fail("overrides", f"overrides {what}", hint="ids of other instruments")
    effects = words.vocabulary.effects
    whole = {**effect, **field.effect(effects)}
    check_effect(field, whole, effects)
    addressee = field.text("addressee") if "addressee" in field.table else None
    instrument = instruments[made_by]
    return Version(
        provision=provision,
        number=index,
        instrument=instrument,
        start=start,
        when=condition(field),
        says=field.text("says"),
        cite=field.text("cite", cite),
        confidence=confidence,
        effect=whole,
        until=until,
        compliance=field.day("compliance") if "compliance" in field.table else None,
        layer=layer,
        addressee=words.vocabulary.addressee(addressee) if addressee else None,
        overrides=frozenset(overrides),
        unless=clauses("unless", _CLAUSE_KEYS) + clauses("savings", _CLAUSE_KEYS),
        # A checklist is asked of the shipment as a whole, whatever the scope.
        conditions=clauses("condition", _CHECKLIST_KEYS, SHIPMENT),
        readings=tuple(readings),
        cautions=tuple(cautions),
        sources=field.texts("sources") or ((instrument.url,) if instrument.url else ()),
    )
