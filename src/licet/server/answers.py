"""Determinations as the doors ask for them: kept while the same case is asked again."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import licet
from licet.case import parse_case
from licet.courts import EarCourt, court_of
from licet.decision.answer import Determination, answer
from licet.rules.court import Court
from licet.rules.judge import Judge

KEPT = 256
HOME = Path(licet.__file__).parent


class TextCourt(EarCourt):
    """A court whose every judge reads the codified text alone.

    What it answers is a whole determination of its own: reasons, open facts, dates of change.
    """

    def judge(
        self,
        on: date,
        known_on: date | None = None,
        *,
        layer: str = "practice",
        addressee: str | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> Judge:
        """The judge of a day, for the text whatever layer is asked for."""
        return super().judge(on, known_on, layer="text", addressee=addressee, readings=readings)


def text_court(court: Court) -> TextCourt:
    """The text's own court, which shares what the other one has compiled."""
    found = object.__new__(TextCourt)
    vars(found).update(vars(court))
    return found


class Answers:
    """The answers of one court; the newest are kept."""

    def __init__(self, court: Court | None = None) -> None:
        self.court = court or court_of()
        self._courts = {"practice": self.court, "text": text_court(self.court)}
        self._kept: OrderedDict[str, Determination] = OrderedDict()
        self._lock = Lock()

    def of(self, case: Any, stance: str = "practice") -> Determination:
        """The determination of a case.

        Args:
            case: A case of the contract.
            stance: ``practice``, which is what a determination tells; or ``text``, for one that
                goes by the codified text alone.

        Raises:
            BadInput: The case is wrong.
        """
        shipment = parse_case(case)
        # A case without a date is of today, which is another day tomorrow.
        key = json.dumps([case, shipment.on.isoformat(), stance], sort_keys=True, default=str)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = answer(shipment, self._courts[stance])
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    @property
    def tag(self) -> str:
        """The ETag of everything that depends on the law and the data alone."""
        return tag_of(self.court.law.digest)


@cache
def tag_of(digest: str) -> str:
    """An ETag from the hash of the rule set, the version and the data beside the law."""
    whole = hashlib.sha256(f"{licet.__version__} {digest}".encode())
    for room in ("catalog", "places", "timeline"):
        for file in sorted((HOME / room / "data").glob("*.csv")):
            whole.update(file.read_bytes())
    return f'"{whole.hexdigest()[:20]}"'
