"""The status of an event as its words make it likely; what the rules call no law is never made law."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from licet.reading import mood
from licet.reading.event import Event
from licet.reading.learned.model import Model
from licet.reading.learned.slots import MOST_SENTENCES
from licet.reading.learned.telling import at, told
from licet.reading.merge import ENDED
from licet.reading.scene import Scene
from licet.reading.undone import STAYS

CHANGE: Final = 1.0
"""How many times likelier another status must be than that of the rules."""
_GONE: Final = re.compile(
    r"\b(?:r[au]n out|no longer|is gone|are gone|w(?:as|ere) gone|ended|ends|off the (?:books|table|list)|(?:on|off) hold|on ice|"
    r"put off|postpon\w+|delay\w*|shelv\w+|fr[eo]ez\w*|frozen|froze|struck|strik\w+|overturn\w*|annul\w*|veto\w*|vot\w+ down|"
    r"taken back|took back|replac\w+|unenforced|not enforce\w*|died|dead|killed|fail\w*|reject\w*|defeat\w*)\b"
)
"""Words of an end, beside those of undoing."""
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|going to|is to|are to|plans? to|intends? to|wants? to|hopes? to|promis\w+ to|vow\w* to|aims? to|expects? to)\s+(?:\w+ ){0,2}"
    r"(?:publish|issue|release|unveil|propose|adopt|finali[sz]e|promulgate|bring out|bring in|write|draw up|sign|impose|introduce|rescind|replace|withdraw|revise|amend|tighten|ease)\b"
)
"""A paper that is still to come."""


def restated(found: Scene, events: list[Event], by: Model) -> list[Event]:
    """The events, each with its likeliest status."""
    return [_restated(found, one, events, by) for one in events]


def _restated(found: Scene, one: Event, every: list[Event], by: Model) -> Event:
    enacted = one.action == "pass-bill" and one.status == "in-force"  # as another event shows
    if enacted or one.status in ENDED or at(found, one.start) >= MOST_SENTENCES:
        return one
    shares = by.shares(by.sums(told(found, one, every)), "status")
    if one.status != "in-force":
        del shares["in-force"]
    if one.status != "published" and _AHEAD.search(one.evidence.lower()):
        shares.pop("published", None)  # `it will publish a rule`: there is none yet
    if one.claims:
        shares.pop("reported", None)  # told firmly, by nobody's leave
    if STAYS.search(one.evidence.lower()) or not _tells_an_end(found, one, every):
        shares = {name: share for name, share in shares.items() if name not in ENDED}
    best = max(sorted(shares), key=lambda name: shares[name])
    if shares[best] < CHANGE * shares.get(one.status, 0.0):
        return one
    return one if best == one.status else replace(one, status=best)


def _tells_an_end(found: Scene, one: Event, every: list[Event]) -> bool:
    """Whether a text tells any end that can be this act's: else no likelihood makes it undone."""
    if one.direction == "loosen" or any(other.status in ENDED for other in every):
        return True
    ahead = found.sentences[at(found, one.start) + 1 :]
    told = [one.evidence.lower(), *(sentence.low for sentence in ahead[:MOST_SENTENCES])]
    return any(mood.UNDONE.search(low) or _GONE.search(low) for low in told)
