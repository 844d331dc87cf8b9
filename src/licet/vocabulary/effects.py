"""What a provision may do; docs/add-a-provision.md says what each effect means."""

from __future__ import annotations

from licet.rules.vocabulary import Effect
from licet.vocabulary.regimes import REGIME_EFFECTS

_REVIEWS = (
    "policy-of-denial", "presumption-of-denial", "case-by-case", "presumption-of-approval",
    "stated-in-entry",
)  # fmt: skip  # fmt: skip
_VERDICTS = (
    "no-license-required", "license-exception", "license-required", "prohibited", "not-subject",
    "indeterminate",
)  # fmt: skip  # fmt: skip
EFFECTS = {
    "parameters": Effect("text"),
    "eccn": Effect("text"),
    "order": Effect("number", beside=("parameters", "eccn")),
    "define": Effect("text"),
    "covers": Effect("texts"),
    "jurisdiction": Effect("flag"),
    "prohibit": Effect("text"),
    "require": Effect("text"),
    "exception": Effect("text"),
    "overcomes": Effect("texts", beside=("exception",)),
    "review": Effect("text", _REVIEWS),
    "oblige": Effect("text"),
    "with": Effect("texts", _VERDICTS, beside=("oblige",)),
    "announce": Effect("flag"),
    "warn": Effect("flag"),
    **REGIME_EFFECTS,
}
