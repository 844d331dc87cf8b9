"""Exporters by name: letters bind their addressee, so names of one firm must become one id."""

from __future__ import annotations

import re

_COMPANY_WORDS = frozenset({"inc", "corp", "corporation", "co", "ltd", "limited", "llc", "company"})
_SAME = {"advanced-micro-devices": "amd", "international-business-machines": "ibm"}


def exporter_id(name: str) -> str:
    """The id by which letters address an exporter.

    >>> exporter_id("NVIDIA Corporation"), exporter_id("Advanced Micro Devices, Inc.")
    ('nvidia', 'amd')
    """
    words = re.sub(r"[\W_]+", " ", name.casefold()).split()
    while len(words) > 1 and words[-1] in _COMPANY_WORDS:
        words.pop()
    plain = "-".join(words)
    return _SAME.get(plain, plain)
