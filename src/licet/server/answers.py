"""Determinations as the doors ask for them: kept while the same case is asked again."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import licet
from licet.case import parse_case
from licet.courts import court_of
from licet.decision.answer import Determination, answer
from licet.rules.judge import Court

KEPT = 256
HOME = Path(licet.__file__).parent


class Answers:
    """The answers of one court; the newest are kept."""

    def __init__(self, court: Court | None = None) -> None:
        self.court = court or court_of()
        self._kept: OrderedDict[str, Determination] = OrderedDict()
        self._lock = Lock()

    def of(self, case: Any) -> Determination:
        """The determination of a case.

        Raises:
            BadInput: The case is wrong.
        """
        shipment = parse_case(case)
        # A case without a date is of today, which is another day tomorrow.
        key = json.dumps([case, shipment.on.isoformat()], sort_keys=True, default=str)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = answer(shipment, self.court)
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
