"""From TOML files to checked provisions. Loading runs no code.

Every problem is reported with file, line and column. Sizes are bounded, so that a hostile file
is refused, not run.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from licet.errors import BadCondition, BadInput, BadLaw
from licet.rules import locate
from licet.rules.nodes import Constant, Node, facts_of, findings_of
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
from licet.rules.vocabulary import Vocabulary

MAX_BYTES = 1_000_000
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


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    text: str

    def fail(self, path: locate.Path, message: str, *, hint: str = "", offset: int = 0) -> NoReturn:
        line, column = locate.nearest(self.text, path)
        raise BadLaw(message, file=self.name, line=line, column=column + offset, hint=hint)


def load(
    files: Iterable[Path],
    vocabulary: Vocabulary,
    *,
    root: Path | None = None,
    base: Law | None = None,
) -> Law:
    """The provisions and instruments of some files, all checked.

    Args:
        files: TOML files.
        vocabulary: The facts conditions may name.
        root: When given, a file ``root/a/b.toml`` may only hold the provision ``a/b``.
        base: A law that these files add to; their provisions may not replace its own.

    Raises:
        BadLaw: Something is wrong; says where.
    """
    raw: list[tuple[_File, dict[str, Any]]] = []
    whole = hashlib.sha256()
    own: list[tuple[str, str]] = []
    for path in files:
        name = path.relative_to(root).as_posix() if root else str(path)
        data = read(path, name)
        whole.update(name.encode() + b"\0" + data + b"\0")
        own.append((name, f"sha256:{hashlib.sha256(data).hexdigest()}"))
        raw.append(_decode(data, name))
    instruments = dict(base.instruments) if base else {}
    for file, document in raw:
        _add_instruments(file, document, instruments)
    provisions = dict(base.provisions) if base else {}
    before = frozenset(provisions)
    for file, document in raw:
        for path_, table in _tables(file, document):
            provision = _provision(file, path_, table, vocabulary, instruments)
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
    _check_findings(raw, provisions, before)
    return Law(
        provisions,
        instruments,
        base.digest if base else f"sha256:{whole.hexdigest()}",
        tuple(own) if base else (),
    )


def read(path: Path, name: str) -> bytes:
    """The bytes of a law file; too large or unreadable is an error."""
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"a law file of {path.stat().st_size:,} bytes"
            raise BadLaw(message, file=name, hint=f"at most {MAX_BYTES:,} bytes a file")
        return path.read_bytes()
    except OSError as error:
        message = f"can't read it: {error.strerror}"
        raise BadLaw(message, file=name) from error


def _decode(data: bytes, name: str) -> tuple[_File, dict[str, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "not UTF-8 text"
        raise BadLaw(message, file=name, hint=f"byte {error.start}") from error
    text = text.replace("\r\n", "\n")
    file = _File(name, text)
    try:
        # A float is kept as its decimal text, so that no binary rounding enters the law.
        return file, tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        line, column = getattr(error, "lineno", 0), getattr(error, "colno", 0)
        if not line:
            line, column = _place_in(str(error))
        message = f"not valid TOML: {str(error).split(' (at ')[0]}"
        raise BadLaw(message, file=name, line=line, column=column) from error
    except (RecursionError, ValueError) as error:
        message = "not valid TOML: nested too deep or a number too long"
        raise BadLaw(message, file=name) from error


def _place_in(message: str) -> tuple[int, int]:
    _, _, place = message.rpartition("(at line ")
    line, _, column = place.rstrip(")").partition(", column ")
    return (int(line), int(column)) if line.isdigit() and column.isdigit() else (0, 0)


def _tables(file: _File, document: dict[str, Any]) -> list[tuple[locate.Path, dict[str, Any]]]:
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
    file: _File, document: dict[str, Any], instruments: dict[str, Instrument]
) -> None:
    tables = document.get("instrument", [])
    if not isinstance(tables, list):
        file.fail(("instrument",), "`instrument` must be written [[instrument]]")
    for index, table in enumerate(tables):
        at: locate.Path = ("instrument", index)
        field = _Fields(file, at, table, _INSTRUMENT_KEYS)
        name = field.text("id")
        if name in instruments:
            file.fail((*at, "id"), f"instrument `{name}` is defined twice")
        later = tuple(
            (entry["on"], entry["says"])
            for entry in field.tables("later", frozenset({"on", "says"}))
        )
        instruments[name] = Instrument(
            id=name,
            title=field.text("title"),
            cite=field.text("cite", ""),
            published=field.day("published"),
            received=field.day("received") if "received" in table else None,
            url=field.text("url", ""),
            status=field.text("status", "in-force"),
            says=field.text("says", ""),
            later=later,
        )


class _Fields:
    """The keys of one table, taken by type; a wrong one is an error with its place."""

    def __init__(
        self, file: _File, at: locate.Path, table: object, allowed: frozenset[str]
    ) -> None:
        self.file, self.at = file, at
        if not isinstance(table, dict):
            file.fail(at, f"`{at[-1] if at else 'file'}` must be a table")
        self.table: dict[str, Any] = table
        for key in table:
            if key not in allowed:
                file.fail((*at, key), f"unknown key: `{key}`", hint=", ".join(sorted(allowed)))

    def fail(self, key: str, message: str, *, hint: str = "", offset: int = 0) -> NoReturn:
        self.file.fail((*self.at, key), message, hint=hint, offset=offset)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if value is None:
            self.fail(key, f"missing: `{key}`")
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(key, f"`{key}` must be a text")
        return value

    def day(self, key: str) -> date:
        value = self.table.get(key)
        if value is None:
            self.fail(key, f"missing: `{key}`")
        if type(value) is not date:
            self.fail(key, f"`{key}` must be a date", hint=f"{key} = 2025-04-09")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(key, f"`{key}` must be a list of texts")
        return tuple(value)

    def tables(self, key: str, allowed: frozenset[str]) -> list[dict[str, Any]]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            self.fail(key, f"`{key}` must be written [[version.{key}]]")
        for index, entry in enumerate(value):
            _Fields(self.file, (*self.at, key, index), entry, allowed)
        return value

    def effect(self) -> Mapping[str, object]:
        value = self.table.get("effect", {})
        if not isinstance(value, dict):
            self.fail("effect", "`effect` must be a table", hint='effect = { require = "RS" }')
        return value


def _provision(
    file: _File,
    at: locate.Path,
    table: dict[str, Any],
    vocabulary: Vocabulary,
    instruments: Mapping[str, Instrument],
) -> Provision:
    field = _Fields(file, at, table, _PROVISION_KEYS)
    name, cite = field.text("id"), field.text("cite")
    scope = field.text("scope", "")
    if scope and scope not in vocabulary.frames.values():
        field.fail("scope", f"unknown scope: `{scope}`", hint=", ".join(vocabulary.frames.values()))
    effect = field.effect()
    entries = table.get("version", [])
    if not isinstance(entries, list) or not entries:
        field.fail("version", f"`{name}` has no version", hint="add [[version]]")
    if len(entries) > MAX_VERSIONS:
        field.fail("version", f"{len(entries):,} versions", hint=f"at most {MAX_VERSIONS}")
    versions = [
        _version(file, (*at, "version", index), entry, name, cite, scope, effect, vocabulary,
                 instruments, index)
        for index, entry in enumerate(entries)
    ]  # fmt: skip
    _check_overlaps(file, at, versions)
    order = sorted(versions, key=lambda version: version.counts_from)
    return Provision(
        name, field.text("title"), cite, scope, tuple(order), file.name, field.text("notes", "")
    )


def _version(
    file: _File,
    at: locate.Path,
    table: object,
    provision: str,
    cite: str,
    scope: str,
    effect: Mapping[str, object],
    vocabulary: Vocabulary,
    instruments: Mapping[str, Instrument],
    index: int,
) -> Version:
    field = _Fields(file, at, table, _VERSION_KEYS)
    made_by = field.text("instrument")
    if made_by not in instruments:
        field.fail("instrument", f"unknown instrument: `{made_by}`", hint="define [[instrument]]")
    valid = _Fields(file, (*at, "valid"), field.table.get("valid"), frozenset({"from", "until"}))
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

    def condition(inside: _Fields, key: str = "when") -> Node:
        text = inside.text(key)
        try:
            node = parse(text, vocabulary, scope)
        except BadCondition as error:
            inside.fail(key, error.message, hint=error.hint, offset=error.offset)
        # A plain `false` is how a version says that its provision was removed.
        if never_true(node) and node != Constant(False):
            inside.fail(key, f"unreachable: `{text[:80]}` is never true")
        return node

    def clauses(key: str, *, saving: bool = False) -> tuple[Clause, ...]:
        made: list[Clause] = []
        for number, entry in enumerate(field.tables(key, _CLAUSE_KEYS)):
            inside = _Fields(file, (*at, key, number), entry, _CLAUSE_KEYS)
            made.append(
                Clause(
                    condition(inside),
                    inside.text("says"),
                    inside.text("cite", field.text("cite", cite)),
                    inside.day("until") if "until" in entry else None,
                    saving,
                )
            )
        return tuple(made)

    readings = []
    for number, entry in enumerate(field.tables("reading", frozenset({"id", "when", "says"}))):
        inside = _Fields(file, (*at, "reading", number), entry, frozenset({"id", "when", "says"}))
        readings.append(Reading(inside.text("id"), condition(inside), inside.text("says")))
    cautions = []
    for number, entry in enumerate(field.tables("caution", frozenset({"from", "says"}))):
        inside = _Fields(file, (*at, "caution", number), entry, frozenset({"from", "says"}))
        cautions.append(Caution(inside.text("says"), inside.day("from")))
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
        effect={**effect, **field.effect()},
        until=until,
        compliance=field.day("compliance") if "compliance" in field.table else None,
        layer=layer,
        addressee=field.text("addressee", "") or None,
        overrides=frozenset(field.texts("overrides")),
        unless=clauses("unless") + clauses("savings", saving=True),
        conditions=clauses("condition"),
        readings=tuple(readings),
        cautions=tuple(cautions),
        sources=field.texts("sources") or ((instrument.url,) if instrument.url else ()),
    )


def _check_overlaps(file: _File, at: locate.Path, versions: list[Version]) -> None:
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


def _check_findings(
    raw: list[tuple[_File, dict[str, Any]]],
    provisions: Mapping[str, Provision],
    before: frozenset[str],
) -> None:
    """Each finding refers to a provision, and no provision depends on itself."""
    needs: dict[str, frozenset[str]] = {}
    for provision in provisions.values():
        found = frozenset[str]()
        for version in provision.versions:
            for node in (version.when, *(c.when for c in version.unless + version.conditions)):
                found |= findings_of(node)
        if found:
            needs[provision.id] = found
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circle = " -> ".join((*trail[trail.index(name) :], name))
            message = f"a circle of findings: {circle}"
            raise BadLaw(message, file=provisions[name].file, line=1, column=1)
        if name in done:
            return
        for other in needs.get(name, ()):
            if other not in provisions:
                message = f"`{name}` refers to an unknown provision: `{other}`"
                raise BadLaw(message, file=provisions[name].file, line=1, column=1)
            visit(other, (*trail, name))
        done.add(name)

    for name in needs:
        visit(name, ())


def facts_in(law: Law) -> frozenset[str]:
    """The facts that any version of any provision asks about."""
    found = frozenset[str]()
    for provision in law.provisions.values():
        for version in provision.versions:
            for node in (version.when, *(c.when for c in version.unless + version.conditions)):
                found |= facts_of(node)
    return found


__all__ = ["BadInput", "facts_in", "load", "read"]
