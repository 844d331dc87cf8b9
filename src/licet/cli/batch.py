"""Many cases in a row: what two of them share is worked out once."""

from __future__ import annotations

import json
from typing import Any

from licet.case import parse_case
from licet.cli.output import json_text
from licet.decision.answer import answer
from licet.model import Shipment
from licet.rules.judge import Court

# An answer is some fifty kilobytes of text.
KEPT = 2_048


class Batch:
    """Answers cases as JSON lines; cases alike but for their id are decided once."""

    def __init__(self, court: Court) -> None:
        self._court = court
        self._answers: dict[str, tuple[str, str]] = {}

    @staticmethod
    def parse(case: Any) -> Shipment:
        """The shipment of a case."""
        return parse_case(case)

    def answer(self, case: Any) -> tuple[str, str]:
        """The determination of a case as one line of JSON, and its verdict."""
        shipment = parse_case(case)
        key = _key(case)
        found = self._answers.get(key)
        if found is None:
            determination = answer(shipment, self._court)
            table = determination.as_dict()
            del table["id"]
            found = json_text(table).removeprefix("{"), determination.verdict
            if len(self._answers) >= KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = found
        rest, verdict = found
        return f'{{"id": {json_text(shipment.id)}, {rest}', verdict


def _key(case: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in case.items() if key != "id"}, sort_keys=True)
