"""Reading the law: its provisions in plain words, and what changed between two days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from licet import places
from licet.errors import BadInput
from licet.rules.printer import text_of
from licet.rules.prose import Speaker
from licet.rules.provision import LAYERS, Clause, Law, Provision, Version
from licet.rules.resolve import active
from licet.vocabulary import END_USES, FRAMES, vocabulary


def provision_of(law: Law, name: str) -> Provision:
    """The provision of an id, or the only one whose id ends so.

    Raises:
        BadInput: None or several fit; names what is near.
    """
    found = law.provisions.get(name)
    if found is not None:
        return found
    ends = [known for known in law.provisions if known.lower().endswith(name.lower())]
    if len(ends) == 1:
        return law.provisions[ends[0]]
    near = ends[:6] or get_close_matches(name, law.provisions, 4, 0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "`licet law list` lists them"
    raise BadInput(f"no such provision: `{name[:80]}`", hint=hint)


def in_force(law: Law, on: date, layer: str) -> dict[str, Version]:
    """The versions that count on a day in a layer, letters to anyone included, by provision.

    A provision whose version says that it was removed is left out.
    """
    found = {}
    for provision in law.provisions.values():
        addressees = {v.addressee for v in provision.versions}
        for addressee in addressees:
            version = active(provision, on, layer=layer, addressee=addressee)
            if version is not None and text_of(version.when) != "false":
                found[provision.id] = version
    return found


def entries(law: Law, on: date) -> list[dict[str, Any]]:
    """A row for each provision: its title and the version in force on a day."""
    practice, text = in_force(law, on, "practice"), in_force(law, on, "text")
    rows = []
    for provision in law.provisions.values():
        version = practice.get(provision.id) or text.get(provision.id)
        rows.append(
            {
                "id": provision.id,
                "title": provision.title,
                "cite": version.cite if version else provision.cite,
                "since": version.counts_from.isoformat() if version else None,
                "status": _status(provision, practice, text),
                "effect": dict(provision.versions[-1].effect),
            }
        )
    return rows


def _status(provision: Provision, practice: dict[str, Version], text: dict[str, Version]) -> str:
    here, there = practice.get(provision.id), text.get(provision.id)
    if here is None and there is None:
        return "not in force"
    if here is not None and here.addressee:
        return f"letter to {here.addressee}"
    if here is there:
        return "in force"
    if here is None:
        return "text only"
    return "practice only" if there is None else "text and practice differ"


def describe(law: Law, provision: Provision, on: date | None = None) -> dict[str, Any]:
    """A provision in plain words: all versions, or the ones in force on a day."""
    words = Speaker(vocabulary(), {p.id: p.title for p in law.provisions.values()})
    versions: Iterable[Version] = provision.versions
    if on is not None:
        chosen = [in_force(law, on, layer).get(provision.id) for layer in LAYERS]
        versions = [v for v in provision.versions if any(v is one for one in chosen)]
    return {
        "id": provision.id,
        "title": provision.title,
        "cite": provision.cite,
        "scope": provision.scope or "shipment",
        "notes": provision.notes,
        "file": provision.file,
        "versions": [_version(version, words) for version in versions],
    }


def _version(version: Version, words: Speaker) -> dict[str, Any]:
    made = version.instrument
    return {
        "from": version.start.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "compliance": version.compliance.isoformat() if version.compliance else None,
        "layer": version.layer or "text and practice",
        "addressee": version.addressee,
        "says": version.says,
        "condition": words.condition(version.when),
        "when": text_of(version.when),
        "cite": version.cite,
        "effect": dict(version.effect),
        "unless": [_clause(clause, words) for clause in version.unless],
        "conditions": [_clause(clause, words) for clause in version.conditions],
        "readings": [
            {"id": r.id, "says": r.says, "when": text_of(r.when)} for r in version.readings
        ],
        "cautions": [{"from": c.since.isoformat(), "says": c.says} for c in version.cautions],
        "instrument": {
            "id": made.id,
            "title": made.title,
            "cite": made.cite,
            "published": made.published.isoformat(),
            "received": made.received.isoformat() if made.received else None,
            "url": made.url,
        },
        "sources": list(version.sources),
        "confidence": version.confidence,
    }


def _clause(clause: Clause, words: Speaker) -> dict[str, Any]:
    return {
        "says": clause.says,
        "condition": words.condition(clause.when),
        "cite": clause.cite,
        "until": clause.until.isoformat() if clause.until else None,
        "savings": clause.saving,
    }


def facts() -> list[dict[str, Any]]:
    """Every fact a law may ask about, with its meaning, unit and allowed values."""
    words = {scope: word for word, scope in reversed(FRAMES.items())}
    return [
        {
            "name": fact.name,
            "kind": fact.kind,
            "of": words.get(fact.scope, "shipment"),
            "meaning": fact.meaning,
            "unit": fact.unit or None,
            "values": {code: END_USES[code] for code in fact.domain}
            if fact.name == "end_use"
            else list(fact.domain) or None,
            "assumed": fact.assumption or None,
            "stated_by_user": fact.given,
            "source": fact.source or None,
        }
        for fact in vocabulary().facts.values()
    ]


def diff(law: Law, before: date, after: date) -> list[dict[str, Any]]:
    """What changed in the law between two days: one entry for each provision and layer.

    Group memberships that changed stand at the end.
    """
    found: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for layer in LAYERS:
        old, new = in_force(law, before, layer), in_force(law, after, layer)
        for name in law.provisions:
            was, now = old.get(name), new.get(name)
            if was is now:
                continue
            entry = _change(law.provisions[name], was, now, layer)
            key = (name, f"{entry['was']}|{entry['now']}")
            if key in seen:
                _layers_of(found, name, entry)["layer"] = "text and practice"
            else:
                seen.add(key)
                found.append(entry)
    return [*found, *_memberships(before, after)]


def _layers_of(found: list[dict[str, Any]], name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return next(
        e for e in found
        if e["id"] == name and e["was"] == entry["was"] and e["now"] == entry["now"]
    )  # fmt: skip


def _change(
    provision: Provision, was: Version | None, now: Version | None, layer: str
) -> dict[str, Any]:
    kind = "new" if was is None else "ended" if now is None else "changed"
    made = now or was
    assert made is not None
    return {
        "kind": kind,
        "id": provision.id,
        "title": provision.title,
        "layer": f"letter to {made.addressee}" if made.addressee else layer,
        "on": (now.counts_from if now else (made.until or made.counts_from)).isoformat(),
        "was": was.says if was else None,
        "now": now.says if now else None,
        "cite": made.cite,
        "instrument": {"title": made.instrument.title, "cite": made.instrument.cite,
                       "url": made.instrument.url},
        "confidence": made.confidence,
    }  # fmt: skip


def _memberships(before: date, after: date) -> list[dict[str, Any]]:
    found = []
    for name in places.ear_groups():
        old, new = places.group(name, before), places.group(name, after)
        if old == new:
            continue
        joined = [places.country(code).name for code in sorted(new - old)]
        left = [places.country(code).name for code in sorted(old - new)]
        words = [f"joined: {', '.join(joined)}"] if joined else []
        words += [f"left: {', '.join(left)}"] if left else []
        found.append(
            {
                "kind": "group",
                "id": f"group {name}",
                "title": f"Country Group {name}",
                "layer": "text and practice",
                "on": None,
                "was": None,
                "now": "; ".join(words),
                "cite": "15 CFR 740, Supp. No. 1",
                "instrument": None,
                "confidence": None,
            }
        )
    return found
