"""Verdicts for people: a word, a sign and a class for color; color never stands alone."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "no-license-required": "No license required",
    "license-exception": "License exception available",
    "license-required": "License required",
    "prohibited": "Prohibited",
    "not-subject": "Not subject to the EAR",
    "indeterminate": "Can't be told yet",
}
SIGNS: Mapping[str, str] = {
    "no-license-required": "✓",
    "license-exception": "✓",
    "license-required": "✕",
    "prohibited": "■",
    "not-subject": "○",
    "indeterminate": "?",
}
CLASSES: Mapping[str, str] = {
    "no-license-required": "free",
    "license-exception": "exception",
    "license-required": "required",
    "prohibited": "barred",
    "not-subject": "outside",
    "indeterminate": "open",
}
"""The class of a verdict in style sheets."""


def phrase(verdict: str) -> str:
    """A verdict inside a sentence.

    >>> phrase("not-subject")
    'not subject to the EAR'
    """
    text = WORDS[verdict]
    return text[0].lower() + text[1:]
