"""Days as they are written in tables and answers: ``YYYY-MM-DD`` and nothing else."""

from __future__ import annotations

import re
from datetime import date

# `date.fromisoformat` takes weeks, and in ten marks some texts that are no date at all.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_from(text: str) -> date:
    """A day from ``YYYY-MM-DD``.

    Raises:
        ValueError: The text is no such day.

    >>> day_from("2025-04-09")
    datetime.date(2025, 4, 9)
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
