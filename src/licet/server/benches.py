"""Where questions are answered: the law as it is, or with drafts and the holder's own files in it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from starlette.requests import Request

from licet.charts.asked import Pictures
from licet.charts.days import turning_days
from licet.charts.stance import STANCES
from licet.courts import court_of
from licet.drafts import drafts
from licet.rules.provision import Law
from licet.server.answers import Answers
from licet.server.shelf import LawFile, Shelf, loaded

KEPT = 6
Asked = dict[str, str]


@dataclass
class Bench:
    """One law with everything that answers under it."""

    answers: Answers
    files: tuple[LawFile, ...] = ()
    pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.answers.court)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which something that decides changed."""
        return turning_days(self.answers.court)

    @property
    def law(self) -> Law | None:
        """The law with the files in it; None for the law as it is."""
        return getattr(self.answers.court, "whole", None) if self.files else None

    @property
    def own(self) -> list[dict[str, str]]:
        """The files an answer here rests on, with their hashes, for the page's note."""
        hashes = [digest for _, digest in self.answers.court.law.own_files]
        return [
            {"name": file.name, "title": file.title, "hash": digest}
            for file, digest in zip(self.files, hashes, strict=True)
        ]


class Benches:
    """The bench of the law as it is, and those of the last few laws that were asked about."""

    def __init__(self, answers: Answers) -> None:
        self.base = Bench(answers)
        self.shelf = Shelf()
        self._kept: OrderedDict[tuple[str, ...], Bench] = OrderedDict()
        self._lock = Lock()

    def of(self, request: Request, keys: str) -> Bench:
        """The bench for the files that an address names.

        Raises:
            BadInput: A file is not loaded here.
        """
        files = self.shelf.find(holder_of(request), keys)
        if not files:
            return self.base
        # With the names: who has the same file under another name sees their own.
        key = tuple(part for file in files for part in (file.key, file.name))
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = Bench(Answers(court_of(loaded(files))), files)
                self._kept[key] = found
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        return found

    def form(self, request: Request, asked: Mapping[str, str]) -> dict[str, Any]:
        """What the parts of a form need that choose stance and law."""
        chosen = [key for key in asked.get("law", "").split(",") if key]
        shipped = [(each.name, f"draft: {each.title}") for each in drafts()]
        mine = [(f.key, f"{f.name}: {f.title}") for f in self.shelf.of(holder_of(request))]
        here = {key for key, _ in (*mine, *shipped)}
        gone = [(key, "a file that is not loaded here") for key in chosen if key not in here]
        return {
            "stances": STANCES,
            "stance": asked.get("stance") or "practice",
            "laws": [*mine, *gone, *shipped],
            "chosen": chosen,
            "own": [],
        }


def holder_of(request: Request) -> str:
    """Who asks: the holder of the token or key that opened the gate."""
    return str(getattr(request.state, "holder", "local"))


def asked_of(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The query of a page as a table; law files named one by one are put together.

    >>> asked_of([("law", "gain-ai"), ("on", "2026-01-01"), ("law", "scale"), ("draft", "")])
    {'law': 'gain-ai,scale', 'on': '2026-01-01'}
    """
    found: Asked = {}
    for key, value in pairs:
        # A draft was named by a key of its own before law files could be.
        name = "law" if key == "draft" else key
        if name == "law":
            keys = [*found.get("law", "").split(","), *value.split(",")]
            value = ",".join(dict.fromkeys(each.strip() for each in keys if each.strip()))
            if not value:
                continue
        found[name] = value
    return found
