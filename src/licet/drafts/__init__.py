"""Pending bills as ready-made law files: what they would do, never part of the law.

A draft is used only when it is named, as in ``licet check H20 --to CN --law ai-overwatch``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Draft:
    """A shipped draft.

    Attributes:
        name: What ``--law`` takes.
        title: The title of the bill.
        cite: Its number and the text that was read.
        status: Where it stands, such as ``proposed``.
        published: The day it became public.
        says: Who introduced it, and when.
        later: What became of it, by day.
        url: The text.
        path: The file.
    """

    name: str
    title: str
    cite: str
    status: str
    published: date
    says: str
    later: tuple[tuple[date, str], ...]
    url: str
    path: Path


@cache
def drafts() -> tuple[Draft, ...]:
    """The shipped drafts by name.

    >>> [draft.name for draft in drafts()][:2]
    ['ai-overwatch', 'ai-overwatch-senate']
    """
    return tuple(_read(path) for path in sorted(ROOT.glob("*.toml"), key=lambda path: path.stem))


def _read(path: Path) -> Draft:
    bill = tomllib.loads(path.read_text(encoding="utf-8"))["instrument"][0]
    later = tuple((entry["on"], entry["says"]) for entry in bill.get("later", ()))
    return Draft(
        path.stem, bill["title"], bill["cite"], bill["status"], bill["published"], bill["says"],
        later, bill["url"], path,
    )  # fmt: skip


def draft_of(name: str) -> Draft | None:
    """The shipped draft of a name, with or without ``drafts/`` before and ``.toml`` after it.

    >>> draft_of("drafts/scale.toml").cite
    'H.R. 8306, 119th Cong., as introduced'
    >>> draft_of("own.toml") is None
    True
    """
    plain = name.removeprefix("drafts/").removesuffix(".toml")
    return next((draft for draft in drafts() if draft.name == plain), None)
