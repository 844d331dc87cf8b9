"""A determination in the words people read: one plain table for the page and the memo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import licet
from licet.decision.answer import Determination
from licet.decision.regimes import RegimeFinding, became, regimes_of
from licet.decision.turns import DateTurn
from licet.decision.verdict import overcomes
from licet.decision.why import why
from licet.model import Shipment
from licet.places import country
from licet.reports.replay import command
from licet.reports.words import JURISDICTIONS, missing_word
from licet.rules.provision import Version

_MOVES = {"export": "to", "reexport": "reexported to", "transfer": "transferred within"}
_AVAILABLE = {True: "available", False: "closed", None: "open"}
_MET = {True: "met", False: "not met", None: "to be shown"}


def sheet(d: Determination, case: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as a table of texts, without the dates on which it turns.

    Those are worked out apart, by `turns`: with many unknown facts they take a while.
    """
    asked = d.shipment
    others = regimes_of(d)
    return {
        "verdict": d.verdict,
        "text": d.text,
        "title": title(d),
        "item": _item(d),
        "to": country(asked.to).name,
        "on": asked.on.isoformat(),
        "known_on": asked.known_on.isoformat() if asked.known_on else "",
        "lead": lead(d),
        "parameters": d.parameters or "no paragraph of 3A090",
        "eccn": d.eccn or "not known",
        "basis": d.basis,
        "differs": differs(d),
        "review": (d.review_policy or "").replace("-", " "),
        "steps": [
            {
                "says": r.says,
                "facts": list(r.facts),
                "cite": r.cite,
                "source": r.source,
                "confidence": r.confidence,
            }
            for r in why(d)
        ],
        "exceptions": exceptions(d),
        "conditions": list(d.conditions),
        "missing": [missing_word(entry.fact, d.shipment) for entry in d.missing],
        "announcements": announcements(d),
        "levies": [_regime(found, asked) for found in others.levies],
        "regimes": [_regime(found, asked) for found in others.rules],
        "alternatives": [
            {"what": a.what, "value": a.value, "verdict": a.verdict} for a in d.alternatives
        ],
        "warnings": list(d.warnings),
        "assumptions": [*d.assumptions, *others.assumptions],
        "ruleset": d.court.law.digest,
        "version": licet.__version__,
        "law_files": [{"file": name, "hash": digest} for name, digest in d.court.law.own_files],
        "command": command(case, asked.on, [name for name, _ in d.court.law.own_files]),
    }


def title(d: Determination) -> str:
    """What ships, where and when, in one line."""
    asked = d.shipment
    by = f" by {asked.exporter}" if asked.exporter else ""
    known = f", as known on {asked.known_on}" if asked.known_on else ""
    origin = "" if asked.origin == "US" else f"from {country(asked.origin).name} "
    where = f"{origin}{_MOVES[asked.transaction]} {country(asked.to).name}"
    return f"{_item(d)} {where}{by}, {asked.on}{known}"


def _item(d: Determination) -> str:
    if not isinstance(d.shipment.item, str):
        return "The described item"
    several = any(text.startswith("`") and "one of" in text for text in d.assumptions)
    return d.shipment.item if several or not d.variant.title else d.variant.title


def lead(d: Determination) -> str:
    """One sentence on what decides; empty where the verdict says it all."""
    practice = [(version, layer) for version, layer in d.needed if layer != "text"]
    if d.verdict == "indeterminate" and d.missing:
        names = ", ".join(missing_word(entry.fact, d.shipment) for entry in d.missing[:3])
        return f"It depends on what is not known: {names}."
    if d.verdict == "license-exception":
        offer = next(offer for offer in d.offers if offer.available)
        symbol = offer.version.effect["exception"]
        return f"License Exception {symbol} answers the requirement: {offer.version.cite}."
    if practice and d.verdict == "license-required":
        version, layer = min(practice, key=lambda pair: _weight(pair[0], d))
        published = [other for other, layer_ in practice if layer_ != "letter"]
        if layer != "letter":
            return f"{d.court.law.provisions[version.provision].title}: {version.cite}."
        if not published:
            return f"By letter, not by published rule: {version.instrument.title}."
        rule = min(published, key=lambda other: _weight(other, d))
        if _weight(rule, d)[0]:
            return f"By letter, which no exception answers: {version.instrument.title}."
        rule_title = d.court.law.provisions[rule.provision].title
        return f"{rule_title}: {rule.cite}; by letter as well: {version.instrument.title}."
    if d.verdict == "no-license-required" and any(layer == "text" for _, layer in d.needed):
        return "The codified text requires a license; the agency says it does not enforce that."
    if d.verdict == "no-license-required" and d.eccn:
        return f"Classified {d.eccn}; no control on it reaches this shipment."
    return ""


# What a reader has to deal with first: what binds the deal, then the control made for chips.
_WEIGHTIEST = ("letter", "embargo", "end-user", "end-use", "RS")


def _weight(requirement: Version, d: Determination) -> tuple[bool, int]:
    """The place of a requirement: those that an available exception answers come last."""
    answered = any(
        offer.available is True and overcomes(offer.version, requirement) for offer in d.offers
    )
    reason = str(requirement.effect["require"])
    rank = _WEIGHTIEST.index(reason) if reason in _WEIGHTIEST else len(_WEIGHTIEST)
    return answered, rank


def differs(d: Determination) -> str:
    """How practice differs from the codified text; empty where it does not."""
    if d.text == d.verdict:
        return ""
    letter = any(layer == "letter" for _, layer in d.needed)
    return "by letter" if letter else "differs from the codified text"


def exceptions(d: Determination) -> list[dict[str, Any]]:
    """The license exceptions that answer the requirement: available ones first, closed ones last."""
    ranked = sorted(d.offers, key=lambda offer: {True: 0, None: 1, False: 2}[offer.available])
    return [
        {
            "symbol": str(offer.version.effect["exception"]),
            "state": _AVAILABLE[offer.available],
            "cite": offer.version.cite,
            "conditions": [{"says": says, "met": _MET[met]} for says, met in offer.conditions],
        }
        for offer in ranked
    ]


def announcements(d: Determination) -> list[dict[str, Any]]:
    """What had been announced by then and was not law, with what became of it."""
    known = d.shipment.known_on
    return [
        {
            "on": version.instrument.published.isoformat(),
            "status": version.instrument.status_on(d.shipment.on, known),
            "says": version.says,
            "url": version.instrument.url,
            "later": [
                {"on": day.isoformat(), "says": says}
                for day, says in version.instrument.later
                if known is None or day <= known
            ],
        }
        for version in d.announcements
    ]


def _regime(found: RegimeFinding, asked: Shipment) -> dict[str, Any]:
    version = found.version
    return {
        "who": JURISDICTIONS.get(found.jurisdiction, found.jurisdiction),
        "title": found.title,
        "rate": str(version.effect.get("rate", "")),
        "says": version.says,
        "status": found.status.replace("-", " "),
        "open": [] if found.truth else [missing_word(name, asked) for name in found.missing],
        "applies": found.truth is True,
        "notes": [
            *(f"Read otherwise: {says}." for says in found.readings),
            *(caution.says for caution in version.cautions if caution.since <= asked.on),
            *(f"{day}: {says}" for day, says in became(found, asked.known_on)),
        ],
        "cite": version.cite,
        "source": version.sources[0] if version.sources else version.instrument.url,
        "confidence": version.confidence,
    }


def turns(d: Determination) -> list[dict[str, str]]:
    """The nearest dates at which the verdict changes, earlier one first."""
    return [_turn(turn, d) for turn in d.turns if turn is not None]


def _turn(turn: DateTurn, d: Determination) -> dict[str, str]:
    past = turn.on <= d.shipment.on
    return {
        "on": turn.on.isoformat(),
        "when": "since" if past else "from",
        "verdict": turn.before if past else turn.after,
        "title": turn.title,
    }
