"""What an order book and its reports show of an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What the order book shows of an answer.

    `maybe` are the requirements and prohibitions that may apply while the verdict is open.
    """

    verdict: str
    text: str
    parameters: str | None
    eccn: str | None
    review_policy: str | None
    provision: str | None
    missing: tuple[str, ...]
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What a report may show beside the answer.

    Attributes:
        rescue: The license exceptions that are open or may be, and together answer every
            requirement that surely applies; (symbol, whether it is surely available).
        conditions: The obligations that come with the answer.
    """

    rescue: tuple[tuple[str, bool], ...]
    conditions: tuple[str, ...]
