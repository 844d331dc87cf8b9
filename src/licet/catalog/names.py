"""From the names people type to entries.

A name is cut into words; vendor and filler words are dropped; words of a variant (``sxm5``,
``80gb``, ``nvl``) are set aside; the rest, joined, must equal one of an entry's names. So
``H20`` never finds an H200, nor ``RTX 4090`` an RTX 4090 D.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from licet.catalog.load import Catalog, catalog

_FILLER: Final = """
    nvidia amd intel habana huawei hisilicon google aws amazon microsoft meta cambricon biren
    cerebras graphcore groq sambanova tenstorrent qualcomm tesla geforce radeon instinct moore
    threads enflame hygon iluvatar corex metax alibaba baidu kunlunxin various micron
    gpu gpus accelerator accelerators card cards chip chips module tensor core
    edition generation gen series the a an system server
"""
FILLER: Final = frozenset(_FILLER.split())
MAKERS: Final = {
    "nvidia": "nvidia",
    "amd": "amd",
    "intel": "intel",
    "habana": "intel",
    "huawei": "huawei",
    "google": "google",
    "aws": "amazon",
    "amazon": "amazon",
    "microsoft": "microsoft",
    "cambricon": "cambricon",
    "biren": "biren",
    "cerebras": "cerebras",
    "metax": "metax",
}
"""Words that name a maker, and nothing else: a name with one fits that maker's entries only."""
_VARIANT: Final = re.compile(
    r"sxm\d?|pcie|nvl\d*|oam|apu|cnx|\d+gb|hbm\d?e?|gddr\d?x?|lpddr\d?x?|\d+gpu|"
    r"server|workstation|maxq|blackwell|ada|quadro|active|superchip|geforce|board"
)
_GLUED: Final = re.compile(r"(sxm\d?|pcie|nvl\d*|oam|\d{2,3}gb)$")
_WORD: Final = re.compile(r"[a-z0-9]+")
_UNITS: Final = re.compile(r"(\d+)[ -]*(gb)\b|(?<![a-z\d])(\d{1,2})[ -]*(gpus?)\b")
_OWNER: Final = re.compile(r"(?<=[a-z])['’]s\b")
_NUMBER: Final = r"([1-9]\d{0,5})"
_COUNTED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"{_NUMBER} *[x×*] *(.+)", rf"x? *{_NUMBER} (?=[a-z])(.+)")
)
# A letter before the x makes it part of the name, as in RTX 4090.
_COUNT_LAST: Final = re.compile(rf"(.+?)(?: +[x×*] *|(?<=\d)[x×*]){_NUMBER}", re.IGNORECASE)


def words(name: str) -> list[str]:
    """The words of a name in lower case, a number kept with its unit.

    >>> words("H100-SXM5 80 GB"), words("HGX H20 8-GPU"), words("RTX PRO 6000 Max-Q")
    (['h100', 'sxm5', '80gb'], ['hgx', 'h20', '8gpu'], ['rtx', 'pro', '6000', 'maxq'])

    The digits of a name are no count, and a maker's name may stand in the possessive.

    >>> words("Nvidia's H100 GPU"), words("RTX 4090 GPUs")
    (['nvidia', 'h100', 'gpu'], ['rtx', '4090', 'gpus'])
    """
    text = _OWNER.sub(
        "", name.lower().replace("max-q", "maxq").replace("pcle", "pcie").replace("+", "plus")
    )
    return _WORD.findall(_UNITS.sub(_glue, text))


def _glue(found: re.Match[str]) -> str:
    return f" {found[1]}gb " if found[1] else f" {found[3]}gpu "


def counted(name: str) -> tuple[int, str] | None:
    """A number of pieces and the name it stands before or after, where a name reads so.

    >>> counted("8x H100"), counted("H100 × 8"), counted("16 RTX 4090"), counted("RTX 4090")
    ((8, 'H100'), (8, 'H100'), (16, 'RTX 4090'), None)
    """
    for first in _COUNTED:
        if found := first.fullmatch(name):
            return int(found[1]), found[2]
    if found := _COUNT_LAST.fullmatch(name):
        return int(found[2]), found[1]
    return None


def squeeze(parts: Iterable[str]) -> str:
    """Words joined, without filler."""
    return "".join(word for word in parts if word not in FILLER)


class NameIndex:
    """Which entries a name fits."""

    def __init__(self, source: Catalog) -> None:
        self.titles: dict[str, list[str]] = defaultdict(list)
        self.cores: dict[str, list[str]] = defaultdict(list)
        self.tags: dict[str, frozenset[str]] = {}
        self.makers: dict[str, str] = {}
        for key in source:
            row = source.row(key)
            self.tags[key] = frozenset(row["tags"].split())
            self.makers[key] = row["vendor"].lower()
            label, vendor = f"{row['name']} {row['variant']}", row["vendor"]
            for title in {label, f"{vendor} {label}", key, key.replace("-", " ")}:
                self._add(self.titles, "".join(words(title)), key)
            for name in row["names"].split("|"):
                cut = words(name)
                self._add(self.cores, squeeze(cut), key)
                self._add(self.cores, "".join(cut), key)
        self.titles.pop("", None)
        self.cores.pop("", None)

    @staticmethod
    def _add(index: dict[str, list[str]], name: str, key: str) -> None:
        if key not in index[name]:
            index[name].append(key)

    def look_up(self, name: str) -> tuple[str, ...]:
        """The ids that a name fits, in catalog order; empty when none does."""
        cut = words(name)
        maker = next((MAKERS[word] for word in cut if word in MAKERS), "")
        found = self._fits(cut)
        return tuple(key for key in found if maker in self.makers[key])

    def _fits(self, cut: list[str]) -> tuple[str, ...]:
        whole = "".join(cut)
        if whole in self.cores:
            return tuple(self.cores[whole])
        if whole in self.titles:
            return tuple(self.titles[whole])
        for core, tags in _splits(cut):
            found = [key for key in self.cores.get(core, ()) if self._has(key, tags)]
            if found:
                return tuple(found)
        return self._twice_named(cut)

    def _twice_named(self, cut: list[str]) -> tuple[str, ...]:
        """The ids of which the words give two names, such as ``Gaudi 3 HL-338``."""
        for at in range(1, len(cut)):
            one = self.cores.get(squeeze(cut[:at]), ())
            other = self.cores.get(squeeze(cut[at:]), ())
            found = [key for key in one if key in other]
            if found:
                return tuple(found)
        return ()

    def near(self, name: str, count: int = 5) -> tuple[str, ...]:
        """Names that come close."""
        from difflib import get_close_matches

        target = squeeze(words(name)) or "".join(words(name))
        close = get_close_matches(target, self.cores, count, 0.6)
        # A part of the name that is a name itself, such as `4090` in `4090 laptop`.
        close = [word for word in words(name) if word in self.cores] + close
        ids = [key for core in close for key in self.cores[core]]
        return tuple(dict.fromkeys(catalog()[key].names[0] for key in ids))[:count]

    def _has(self, key: str, tags: Iterable[str]) -> bool:
        own = self.tags[key]
        return all(tag in own for tag in tags)


def _splits(cut: list[str]) -> list[tuple[str, list[str]]]:
    """Ways to read a name as a core and words of a variant, most literal first."""
    tags = [word for word in cut if _VARIANT.fullmatch(word)]
    rest = [word for word in cut if word not in tags]
    glued, peeled = squeeze(rest), list(tags)
    ways = [(squeeze(cut), []), (glued, tags)]
    for vendor in ("nvidia", "amd", "intel", "huawei", "geforce"):
        if glued.startswith(vendor):
            glued = glued.removeprefix(vendor)
            ways.append((glued, tags))
    while match := _GLUED.search(glued):
        glued = glued[: match.start()]
        peeled = [*peeled, match[0]]
        ways.append((glued, peeled))
    kept = [word for word in tags if word not in FILLER]
    return [*ways, *[(core, kept) for core, each in ways if each == tags and kept != tags]]


@lru_cache(maxsize=1)
def index() -> NameIndex:
    """The index of the shipped catalog; built once."""
    return NameIndex(catalog())
