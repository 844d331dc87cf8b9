"""A determination as the JSON of the contract."""

from __future__ import annotations

from typing import Any

from licet.decision.answer import Alternative, Determination
from licet.decision.missing import Missing
from licet.decision.regimes import finding_record, regimes_of
from licet.decision.turns import DateTurn
from licet.decision.verdict import Offer
from licet.rules.provision import Version


def record(d: Determination) -> dict[str, Any]:
    """The JSON object of a determination, keys in the order of the contract."""
    asked = d.shipment
    before, after = d.turns
    others = regimes_of(d)
    return {
        "id": asked.id,
        "on": asked.on.isoformat(),
        "known_on": asked.known_on.isoformat() if asked.known_on else None,
        "verdict": d.verdict,
        "layers": {"text": d.text, "practice": d.verdict},
        "classification": {"parameters": d.parameters, "eccn": d.eccn, "basis": d.basis},
        "requirements": [_requirement(version, layer) for version, layer in d.needed],
        "exceptions": [_offer(offer) for offer in d.offers],
        "review_policy": d.review_policy,
        "conditions": list(d.conditions),
        "missing": [_missing(entry) for entry in d.missing],
        "assumptions": [*d.assumptions, *others.assumptions],
        "warnings": list(d.warnings),
        "alternatives": [_alternative(entry) for entry in d.alternatives],
        "law_files": [{"file": name, "hash": digest} for name, digest in d.court.law.own_files],
        "announcements": [_announcement(version, d) for version in d.announcements],
        "levies": [finding_record(found, asked.on, asked.known_on) for found in others.levies],
        "other_regimes": [
            finding_record(found, asked.on, asked.known_on) for found in others.rules
        ],
        "turns": {"before": _turn(before), "after": _turn(after)},
        "ruleset": _ruleset(d),
        "proof": d.proof,
    }


def _ruleset(d: Determination) -> dict[str, str]:
    import licet

    return {"version": licet.__version__, "hash": d.court.law.digest}


def _requirement(version: Version, layer: str) -> dict[str, Any]:
    return {
        "provision": version.provision,
        "cite": version.cite,
        "reason": version.effect["require"],
        "layer": layer,
        "says": version.says,
        "instrument": version.instrument.id,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "symbol": offer.version.effect["exception"],
        "available": offer.available,
        "conditions": [{"says": says, "met": met} for says, met in offer.conditions],
        "cite": offer.version.cite,
    }


def _missing(entry: Missing) -> dict[str, Any]:
    return {
        "fact": entry.fact,
        "turns_at": [
            {"value": turn.value, "verdict": turn.verdict}
            | ({"exclusive": True} if turn.above else {})
            for turn in entry.turns_at
        ],
    }


def _alternative(entry: Alternative) -> dict[str, Any]:
    return {
        "what": entry.what,
        "value": entry.value,
        "verdict": entry.verdict,
        "parameters": entry.parameters,
    }


def _announcement(version: Version, d: Determination) -> dict[str, Any]:
    known = d.shipment.known_on
    made = version.instrument
    return {
        "title": made.title,
        "date": made.published.isoformat(),
        "status": made.status_on(d.shipment.on, known),
        "says": version.says,
        "became": [
            {"on": day.isoformat(), "says": says}
            for day, says in made.later
            if known is None or day <= known
        ],
        "link": made.url,
    }


def _turn(turn: DateTurn | None) -> dict[str, Any] | None:
    if turn is None:
        return None
    return {
        "on": turn.on.isoformat(),
        "from_verdict": turn.before,
        "to_verdict": turn.after,
        "instrument": turn.instruments[0] if turn.instruments else None,
        "title": turn.title,
    }
