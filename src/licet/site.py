"""The siting of a data center: what state and federal rules say of a load at a place on a day.

A case of kind ``data-center-site`` has a state, a load and a date. No chip is asked about, and
nothing here reaches an export verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from licet.courts import court_of, others_of
from licet.decision.regimes import RegimeFinding, finding_record, findings
from licet.errors import BadCase
from licet.model import Number
from licet.rules.facts import Facts
from licet.rules.judge import Judge
from licet.rules.provision import Law
from licet.rules.values import Value
from licet.vocabulary import QUOTIENTS
from licet.vocabulary.regimes import SITE_FACTS

KIND = "data-center-site"
CASE_KEYS = ("id", "kind", "state", "load_mw", "on", "known_on", "facts")
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_FACTS = tuple(fact.name for fact in SITE_FACTS if fact.name not in {"state", "load_mw"})


@dataclass(frozen=True, slots=True)
class Site:
    """A data-center site as asked; what is not in `facts` is unknown or assumed."""

    state: str
    load_mw: Number
    on: date
    id: str | None = None
    known_on: date | None = None
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What applies, or may apply, to a site."""

    site: Site
    findings: tuple[RegimeFinding, ...]
    assumptions: tuple[str, ...]
    law: Law

    def as_dict(self) -> dict[str, Any]:
        """The answer as JSON."""
        import licet

        site = self.site
        return {
            "id": site.id,
            "kind": KIND,
            "state": site.state,
            "load_mw": _plain(site.load_mw),
            "on": site.on.isoformat(),
            "known_on": site.known_on.isoformat() if site.known_on else None,
            "findings": [finding_record(f, site.on, site.known_on) for f in self.findings],
            "assumptions": list(self.assumptions),
            "law_files": [{"file": name, "hash": digest} for name, digest in self.law.own_files],
            "ruleset": {"version": licet.__version__, "hash": self.law.digest},
        }


def site_findings(
    state: str,
    load_mw: object = None,
    on: object = None,
    *,
    known_on: object = None,
    facts: Mapping[str, object] | None = None,
    law: Law | None = None,
) -> SiteAnswer:
    """What state and federal rules say of a data center.

    Args:
        state: A US state by postal code or name.
        load_mw: The electric load in MW, or a range ``[low, high]``; None when not known.
        on: The day asked about; today when None.
        known_on: Use nothing published after this day.
        facts: `ercot`, `connected_on`, `co_located`, `utility`, `capital_usd`.
        law: A law to use instead of the embedded one.

    Raises:
        BadCase: A value is wrong; says which and what is allowed.

    >>> found = site_findings("TX", 100, "2026-01-01").findings
    >>> [f.version.provision for f in found if f.truth and f.jurisdiction == "us-tx"]
    ['us-tx/sb6-curtailment', 'us-tx/sb6-interconnection']
    """
    case = {"state": state, "load_mw": load_mw, "on": on, "known_on": known_on, "facts": facts}
    return answer_site(parse_site(case), law)


def parse_site(case: Mapping[str, Any]) -> Site:
    """The site that a case of kind ``data-center-site`` describes.

    Raises:
        BadCase: A key is unknown or a value is wrong.

    >>> parse_site({"state": "Texas", "load_mw": 75, "on": "2026-01-01"}).state
    'TX'
    """
    from licet.case import parse_day, parse_facts, parse_number

    for key in case:
        if key not in CASE_KEYS:
            hint = f"allowed: {', '.join(CASE_KEYS)}"
            raise BadCase(f"unknown key: `{str(key)[:60]}`", key=str(key)[:80], hint=hint)
    if case.get("kind") not in (None, KIND):
        raise BadCase(f"kind: `{str(case['kind'])[:60]}` is not a site", key="kind", hint=KIND)
    on, known_on, load = case.get("on"), case.get("known_on"), case.get("load_mw")
    given = case.get("facts")
    facts = () if given is None else parse_facts(given, "facts")
    for name, _ in facts:
        if name not in _FACTS:
            message = f"facts.{name}: `{name}` is no fact of a site"
            raise BadCase(message, key=f"facts.{name}", hint=", ".join(_FACTS))
    return Site(
        state=_state(case.get("state")),
        load_mw=None if load is None else parse_number(load, "load_mw"),
        on=date.today() if on is None else parse_day(on, "on"),
        id=case.get("id"),
        known_on=None if known_on is None else parse_day(known_on, "known_on"),
        facts=facts,
    )


def answer_site(site: Site, law: Law | None = None) -> SiteAnswer:
    """What applies to a site under a law."""
    court = others_of(court_of(law))
    top, assumptions = _facts_of(site)

    def judge_for(readings: Mapping[str, str] | None) -> Judge:
        return court.judge(site.on, site.known_on, readings=readings)

    found = findings(court, judge_for, [(site.state, Facts(top, {}, {}, QUOTIENTS))], "site")
    return SiteAnswer(site, found, assumptions, court.law)


def _facts_of(site: Site) -> tuple[dict[str, Value], tuple[str, ...]]:
    top: dict[str, Value] = {"state": site.state, "load_mw": site.load_mw, "on": site.on}
    top.update(dict(site.facts))  # type: ignore[arg-type]
    said = []
    if "ercot" not in top:
        top["ercot"] = site.state == "TX"
        if site.state == "TX":
            said.append("the site takes power in the ERCOT region, as most of Texas does (ercot)")
    if "connected_on" not in top:
        top["connected_on"] = site.on
        said.append("the load is connected on the day asked about (connected_on)")
    return top, tuple(said)


def _state(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if text.upper() in STATES:
        return text.upper()
    for code, name in STATES.items():
        if text.casefold() == name.casefold():
            return code
    if value is None:
        raise BadCase("missing: `state`", key="state", hint="a US state such as TX")
    message = f"state: `{str(value)[:40]}` is not a US state"
    raise BadCase(message, key="state", hint="a postal code or a name, such as TX or Texas")


def _plain(number: Number) -> object:
    if number is None:
        return None
    if isinstance(number, Fraction):
        return int(number) if number.denominator == 1 else float(number)
    bounds = (number.low, number.high)
    return [float(bound) if isinstance(bound, Fraction) else None for bound in bounds]
