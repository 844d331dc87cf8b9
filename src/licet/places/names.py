"""Countries by any name people write: codes, common names, the EAR's own spellings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from licet.errors import BadInput
from licet.places.regions import region_hint
from licet.places.tables import rows

# As systems and our own hints write a name with its code: `Germany (DE)`, `DE - Germany`.
_BOTH: Final = (
    re.compile(r"(?P<name>.+?)\s*\((?P<code>[A-Za-z]{2,3})\)"),
    re.compile(r"(?P<code>[A-Za-z]{2,3})\s+[-–]\s+(?P<name>.+)"),
    re.compile(r"(?P<name>.+?)\s+[-–]\s+(?P<code>[A-Za-z]{2,3})"),
)
_MARKS: Final = {ord(mark): None for mark in "'’‘ʼ`´."} | {ord("&"): " and "}

# Names that stand for more than one place, or for none with a code of its own. A guess between
# them could turn a denial into a clearance, so each is refused with the way out.
_REFUSED: Final = {
    "eu": "the European Union is not a destination: name the member state",
    "european union": "the European Union is not a destination: name the member state",
    "congo": "`CD` is the Democratic Republic of the Congo, `CG` the Republic of the Congo",
    "korea": "`KR` is South Korea, `KP` North Korea",
    "republic of china": "`TW` is Taiwan, `CN` the People's Republic of China",
    "roc": "`TW` is Taiwan, `CN` the People's Republic of China",
    "virgin islands": "`VG` is British, `VI` belongs to the United States",
    "saint martin": "`MF` is the French part, `SX` (Sint Maarten) the Dutch part",
    "netherlands antilles": "dissolved in 2010: use `CW`, `SX`, `BQ` or `AW`",
}


class UnknownPlace(BadInput):
    """No country has this name; `near` lists names that come close, with their codes."""

    def __init__(self, message: str, *, near: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.near = near


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166-1 code (and Kosovo, as `XK`).

    `ear_name` is the spelling of the Commerce Country Chart, empty where it has no row.
    `aliases` are further names, the alpha-3 code and the spelling of the country groups among
    them. `part_of` is the code of the country whose treatment a territory shares under
    15 CFR 738.3(b); which territory belongs to whom is our reading.

    >>> burma = country("mm")
    >>> burma.code, burma.name, burma.ear_name, burma.aliases[0]
    ('MM', 'Myanmar', 'Burma', 'MMR')
    """

    code: str
    name: str
    ear_name: str
    aliases: tuple[str, ...]
    part_of: str = ""


@cache
def countries() -> dict[str, Country]:
    """Every country by its alpha-2 code. Treat it as read-only.

    >>> countries()["GL"].part_of
    'DK'
    """
    found = {}
    for row in rows("countries"):
        aliases = (row["alpha3"], *filter(None, row["aliases"].split(";")))
        found[row["code"]] = Country(
            row["code"], row["name"], row["ear_name"], aliases, row["part_of"]
        )
    return found


def plain(text: str) -> str:
    """A name without case, accents, punctuation and articles, for comparison.

    >>> plain("Côte d’Ivoire"), plain("Bahamas, The"), plain("St. Kitts & Nevis")
    ('cote divoire', 'bahamas', 'saint kitts and nevis')
    """
    spread = unicodedata.normalize("NFKD", text.translate(_MARKS))
    bare = "".join(mark for mark in spread if not unicodedata.combining(mark)).casefold()
    words = [word for word in re.split(r"[\W_]+", bare) if word and word != "the"]
    if len(words) > 1:
        words = ["saint" if word == "st" else word for word in words]
    return " ".join(words)


def country(text: str) -> Country:
    """The country that a code or name means.

    Accepts alpha-2 and alpha-3 codes, common names, the spellings of the EAR and other aliases,
    in any case, with or without accents; and a name with its code, where both agree.

    >>> country("prc").code, country("Korea, South").code, country("Germany (DE)").code
    ('CN', 'KR', 'DE')

    Raises:
        UnknownPlace: no country, or more than one, has this name; nothing is guessed.
    """
    if not isinstance(text, str):
        raise UnknownPlace(
            f"not a country: `{text!r}`", hint="give a code or a name as text; Norway is `NO`"
        )
    found = countries().get(text) or _by_name().get(plain(text)) or _by_both(text)
    if found is None:
        raise _unknown(text)
    return found


def destination(text: str) -> str:
    """The code under which the EAR treats a place that goods go to or a party belongs to.

    Puerto Rico and the possessions are the United States (15 CFR 772.1): going there is no export.

    >>> destination("Puerto Rico"), destination("Hong Kong")
    ('US', 'HK')

    Raises:
        UnknownPlace: as `country` does.
    """
    found = country(text)
    return "US" if found.part_of == "US" else found.code


@cache
def _by_name() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for one in countries().values():
        for name in (one.code, one.name, one.ear_name, *one.aliases):
            if name and found.setdefault(plain(name), one) is not one:
                raise BadInput(f"a name of two countries: `{name}`")
    return found


def _by_both(text: str) -> Country | None:
    """The country of a name with its code.

    Raises:
        UnknownPlace: They are of two countries.
    """
    for pattern in _BOTH:
        parts = pattern.fullmatch(text.strip())
        if parts is None:
            continue
        by_code, by_name = (_by_name().get(plain(part)) for part in parts.group("code", "name"))
        if by_code is None or by_name is None:
            continue
        if by_code is not by_name:
            raise UnknownPlace(
                f"two countries in one: `{text}`",
                near=tuple(f"{one.name} ({one.code})" for one in (by_name, by_code)),
                hint=f"`{by_code.code}` is {by_code.name}, {by_name.name} is `{by_name.code}`",
            )
        return by_code
    return None


def _unknown(text: str) -> UnknownPlace:
    key = plain(text)
    if key in _REFUSED:
        return UnknownPlace(f"no single country: `{text}`", hint=_REFUSED[key])
    if hint := region_hint(key):
        return UnknownPlace(f"no country of its own: `{text}`", hint=hint)
    from difflib import get_close_matches  # late: only a wrong name needs it

    names = {plain(one.name): one for one in countries().values()} | _by_name()
    close = get_close_matches(key, names, n=5, cutoff=0.75) if len(key) > 3 else []
    near = tuple(dict.fromkeys(f"{names[each].name} ({names[each].code})" for each in close))[:3]
    hint = "did you mean " + " or ".join(near) + "?" if near else "give an ISO 3166-1 code or name"
    return UnknownPlace(f"no such country: `{text}`", near=near, hint=hint)
