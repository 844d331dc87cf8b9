"""Cases as JSON: read one from a line, answer many in a row. Shared by the command line and the API.

Nothing is guessed on the way in: NaN, infinities and a key given twice are refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from licet.case import parse_case
from licet.decision.answer import answer
from licet.errors import BadCase
from licet.rules.court import Court

MAX_LINE = 2_000_000
"""Bytes of one case."""
# An answer is some fifty kilobytes of text.
KEPT = 2_048


def read_case(line: bytes, number: int) -> Any:
    """One case from a line of JSON.

    Raises:
        BadCase: The line is not JSON, or holds NaN or an infinity.

    >>> read_case(b'{"item": "H20", "to": "CN"}', 1)["item"]
    'H20'
    """
    if len(line) > MAX_LINE:
        raise BadCase(f"line {number}: too long", hint=f"at most {MAX_LINE:,} bytes")
    try:
        text = line.decode("utf-8-sig").strip()
        if not text:
            raise BadCase(f"line {number}: empty", hint="one JSON object a line")
        # As decimals: a float would round a figure onto a threshold, or off it.
        return json.loads(text, parse_constant=_refuse, parse_float=Decimal, object_pairs_hook=once)
    except UnicodeDecodeError as error:
        raise BadCase(f"line {number}: not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise BadCase(f"line {number}: not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise BadCase(f"line {number}: nested too deep") from error
    except BadCase:
        raise
    except ValueError as error:
        raise BadCase(f"line {number}: a number too long to read") from error


def _refuse(word: str) -> Any:
    raise BadCase(f"`{word}` is not a number", hint="leave an unknown value out, or null")


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Pairs as a table, in which no key may stand twice.

    Raises:
        BadCase: A key is given twice.
    """
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BadCase(f"`{twice[:60]}` is given twice", key=twice, hint="give it once")
    return table


def json_line(value: Any) -> str:
    """A value as one line of JSON, letters as they are.

    >>> json_line({"says": "§ 1"})
    '{"says": "§ 1"}'
    """
    return json.dumps(value, ensure_ascii=False)


def json_bytes(value: Any, separators: tuple[str, str] | None = None) -> bytes:
    """A value as JSON in UTF-8, without NaN; half a letter (a lone surrogate) is escaped, as it came.

    >>> json_bytes({"says": "§ 1"}).decode(), json_bytes("\\ud800")
    ('{"says": "§ 1"}', b'"\\\\ud800"')
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=separators)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=separators).encode()


class Batch:
    """Answers cases as JSON lines; cases alike but for their id are decided once.

    Args:
        court: The law.
        write: What writes JSON; for an output that can't show every letter, one that escapes.
    """

    def __init__(self, court: Court, write: Callable[[Any], str] = json_line) -> None:
        self._court = court
        self._write = write
        self._answers: dict[str, tuple[str, str]] = {}

    def answer(self, case: Any) -> tuple[str, str]:
        """The determination of a case as one line of JSON, and its verdict."""
        shipment = parse_case(case)
        key = _key(case)
        found = self._answers.get(key)
        if found is None:
            determination = answer(shipment, self._court)
            table = determination.as_dict()
            del table["id"]
            found = self._write(table).removeprefix("{"), determination.verdict
            if len(self._answers) >= KEPT:
                self._answers.pop(next(iter(self._answers)))
            self._answers[key] = found
        rest, verdict = found
        return f'{{"id": {self._write(shipment.id)}, {rest}', verdict


def _key(case: dict[str, Any]) -> str:
    told = {key: value for key, value in case.items() if key != "id"}
    return json.dumps(told, sort_keys=True, default=str)
