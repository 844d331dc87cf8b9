"""Who and what a text names: items, places, companies and acting bodies, with their places."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from licet.reading.scan import Names

_ORDINARY: Final = frozenset(
    [
        "bow",
        "dojo",
        "blackhole",
        "wormhole",
        "ironwood",
        "grayskull",
        "trillium",
        "gaudi",
        "rubin",
        "ppu",
        "inferentia",
        "trainium",
        "drive",
        "titan",
    ]
)
_PREFIXES: Final = re.compile(r"^(?:Instinct|GeForce|Radeon|Tesla|Nvidia|AMD|HGX) (?=[A-Z]*\d|RTX)")
_DEMONYMS: Final = {
    "CN": "Chinese|PRC|Beijing|mainland",
    "HK": "Hong Kong",
    "MO": "Macau|Macao",
    "US": "American|Washington",
    "TW": "Taiwanese",
    "NL": "Dutch",
    "JP": "Japanese",
    "KR": "South Korean?|Korean",
    "MY": "Malaysian",
    "TH": "Thai",
    "RU": "Russian?",
    "SA": "Saudis?|Saudi Arabian",
    "AE": "Emirati|Emirates|UAE",
    "IN": "Indian",
    "SG": "Singaporean",
    "VN": "Vietnamese",
    "IR": "Iranian",
    "GB": "British|UK|Britain",
    "DE": "German",
    "CA": "Canadian",
    "IL": "Israeli",
    "CH": "Swiss",
    "ZA": "South African",
}
_AMBIGUOUS_PLACES: Final = frozenset(
    [
        "Georgia",
        "Jordan",
        "Chad",
        "Guinea",
        "Mali",
        "Niger",
        "Turkey",
        "Cuba",
        "Reunion",
        "Jersey",
        "Guernsey",
        "Bonaire",
        "Saba",
        "Man",
        "Emirates",
        "Antigua",
    ]
) | {"US", "USA"}
_STATES: Final = {
    "Alabama": "AL", "Arizona": "AZ", "California": "CA", "Colorado": "CO", "Florida": "FL",
    "Illinois": "IL", "Indiana": "IN", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD",
    "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY",
    "North Carolina": "NC", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA",
    "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT",
    "Vermont": "VT", "Virginia": "VA", "Washington state": "WA", "Wisconsin": "WI",
    "Georgia": "GA", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Wyoming": "WY",
}  # fmt: skip
_STATE_BODY: Final = re.compile(
    r"(?P<body>(?:Gov(?:ernor|\.)(?: [A-Z](?:\w+|\.)){0,3})|"
    r"(?:Public Utilit(?:y|ies) Commission|Public Service Commission|Corporation Commission|PUCT?\b)(?: of (?:Texas|Ohio|[A-Z]\w+))?|"
    r"(?:[A-Z]\w+(?:'s|’s)? )?(?:City Council|[Cc]ounty [Cc]ouncil|Board of Supervisors|[Cc]ity council|[Cc]ounty board|[Pp]lanning [Cc]ommission)|"
    r"(?:state |[A-Z]\w+ )?(?:[Ll]egislature|[Ll]egislators|[Rr]egulators|House|Senate|[Ll]awmakers)(?! (?:[Bb]ills?|[Ff]ile|[Jj]oint)\b)|"
    r"ERCOT|the state|[Ll]awmakers|representatives)"
)


def _table(name: str) -> list[dict[str, str]]:
    source = files("licet.reading") / "data" / f"{name}.csv"
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def actors() -> Names:
    """Bodies that act: governments, agencies, courts, legislatures."""
    return Names(
        [(r["name"], r["kind"], r["jurisdiction"], r["pattern"]) for r in _table("actors")]
    )


@lru_cache(maxsize=1)
def companies() -> Names:
    """Companies of the field."""
    return Names([(r["name"], "company", "", r["pattern"]) for r in _table("companies")])


@lru_cache(maxsize=1)
def things() -> Names:
    """Chips of the catalog and classes of goods, materials, software and named rules."""
    rows = [(r["name"], r["kind"], "", r["pattern"]) for r in _table("things")]
    return Names([*rows[:9], *_chips(), *rows[9:]])


def _chips() -> list[tuple[str, str, str, str]]:
    from licet.catalog import catalog

    source, names = catalog(), set()
    for key in source:
        names.update(source.row(key)["names"].split("|"))
    kept = {
        name
        for name in names
        if len(name) > 2
        and len(name) < 30
        and not name.isdigit()
        and name.lower() not in _ORDINARY
        and any(mark.isdigit() for mark in name)
        and not re.fullmatch(r"\d.*|[a-z]\d+|D1|HBM.*|Max .*|AI 100|T\d0{3}|S\d0{3}", name)
    }
    ordered = sorted(kept, key=lambda name: (-len(name), name))
    return [
        (_PREFIXES.sub("", name), "chip", "", re.escape(name).replace(r"\ ", "[ -]?") + "s?")
        for name in ordered
    ]


@lru_cache(maxsize=1)
def places() -> Names:
    """Countries by name, adjective or capital."""
    from licet.places import countries

    rows = [(code, "place", "", pattern) for code, pattern in _DEMONYMS.items()]
    for one in countries().values():
        names = [one.name, *(a for a in one.aliases if len(a) > 4 and a.isascii())]
        good = [re.escape(n) for n in names if n not in _AMBIGUOUS_PLACES and len(n) > 3]
        if good and one.code != "US":
            rows.append((one.code, "place", "", "|".join(sorted(good, key=len, reverse=True))))
    rows.append(("US", "place", "", r"United States|U\.S\.|US|America"))
    return Names(rows)


_SEATS: Final = {
    "AUSTIN": "TX", "SACRAMENTO": "CA", "COLUMBUS": "OH", "AUGUSTA": "ME", "TALLAHASSEE": "FL", "ST. PAUL": "MN",
    "ANNAPOLIS": "MD", "TRENTON": "NJ", "HARRISBURG": "PA", "OLYMPIA": "WA", "LANSING": "MI", "MONTPELIER": "VT",
    "BATON ROUGE": "LA", "OKLAHOMA CITY": "OK", "LITTLE ROCK": "AR", "SALT LAKE CITY": "UT",
}  # fmt: skip
"""State capitals of one meaning, in which a story may be datelined."""
_SEAT: Final = re.compile("|".join(map(re.escape, _SEATS)))


STATE_NAMES: Final = {code: name for name, code in _STATES.items()}
SEATS_IN_TEXT: Final = {
    seat.title(): code for seat, code in _SEATS.items() if seat not in ("COLUMBUS", "OLYMPIA")
}
"""State capitals as they stand in a sentence."""


def state_in(text: str) -> str:
    """The US state that a text is about, as ISO 3166-2; empty for none.

    >>> state_in("Texas lawmakers passed it"), state_in("Kuala Lumpur")
    ('US-TX', '')
    """
    best, code = 0, ""
    for name, short in _STATES.items():
        if name in text and (count := len(re.findall(rf"\b{name}\b", text))) > best:
            best, code = count, f"US-{short}"
    if not code and (seat := _SEAT.match(text)):
        return f"US-{_SEATS[seat[0]]}"
    return code


def state_bodies(text: str) -> list[re.Match[str]]:
    """Every body of a state that a text names."""
    return list(_STATE_BODY.finditer(text))


def state_body(text: str) -> re.Match[str] | None:
    """The body of a state that acts, as written.

    >>> state_body("and Governor Abbott signed it")["body"].strip()
    'Governor Abbott'
    """
    return _STATE_BODY.search(text)
