"""A clause that seems to state an act, and the rule that says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from licet.reading.dates import When
from licet.reading.lexicon import FORBIDS, LOOSENS, Hit, Rule, rules
from licet.reading.scene import Scene
from licet.reading.sentences import Span

_PROPOSING: Final = re.compile(
    r"\bdraft\w*\b|\bproposal|\bproposed\b|\bconsider(?:s|ing|ed)?\b|\bmull\w*|\bweigh(?:s|ing|ed)?\b|may soon|\bmight\b|\bmay\b(?! (?:not|now|no longer|only|again|\w+ (?:the |its )?(?:\w+ )?only))|"
    r"\b(?:plans?|intends?|aims?|means?) to\b|\bplanning\b|\bpreparing\b|\bworking on\b|\bset to\b|\bcontemplat\w+|\bplanned\b"
)
_TO_COME: Final = re.compile(
    r"\b(?:will|would|going to|is to|are to)\s+(?:\w+ ){0,2}(?:publish|issue|release|unveil|propose|adopt|finali[sz]e|promulgate|bring out|write|draw up)\b"
)
"""A rule that is still to come."""
_THREAT: Final = re.compile(
    r"\b(?:will|would|threat\w+|plans?|planned|vow\w*|warn\w*|weigh(?:s|ed|ing)?|consider\w*|intends?|might|may|could|going to|floated|"
    r"prepar\w+|promis\w+|pledg\w+|said he|wants?)\b"
)
_TO_SELLERS: Final = re.compile(
    r"\b(?:stop|halt|end|cease|not to|from) (?:\w+ ){0,2}(?:making|selling|shipping|supplying|producing|delivering|exporting|deliveries|shipments|exports|supplies|"
    r"sell|ship|supply|make|produce|deliver|export)\b"
)
"""What is told to those who sell is a ban, not a word to buyers."""
_MUST: Final = re.compile(
    r"\b(?:must|shall) (?:\w+ )?(?:stop|cease|halt|not|no longer)\b(?! \w+ without)"
)
"""An order is no advice."""
_LIST_BY_RULE: Final = re.compile(
    r"\brules?\b.{0,140}\b(?:extend|expand|widen|stretch|appl)\w*\b.{0,30}\bentity list\b.{0,20}\bto\b|"
    r"\b(?:extend|expand|widen|stretch|appl)\w* the entity list to (?:\w+ ){0,3}(?:compan|firm|subsidiar|affiliat|unit|entit|any)"
)
"""A rule on whom a list reaches lists nobody."""
_DRAFT_RULE: Final = re.compile(
    r"\b(?:proposed|draft) (?:\w+ )?(?:rules?|regulations?|amendments?|orders?|revisions?|changes)\b"
)
_CHAMBER_VOTES: Final = re.compile(
    r"\b(?:assembly|house|senate|legislature|lawmakers|delegates)\b.{0,30}\b(?:(?:passed|approved|adopted|cleared)\b.{0,20}\b(?:bill|act|measure|legislation)|"
    r"(?:gave|given) (?:\w+ ){0,2}(?:passage|approval)\b.{0,90}\b(?:bill|act|measure|legislation)\b)"
)
_WILL_GRANT: Final = re.compile(
    r"\b(?:will|would|is to|are to|agreed to|promis\w+ to|pledg\w+ to) (?:\w+ )?(?:issue|grant|approve|hand out)\b"
)
_SIGNED: Final = re.compile(
    r"\bgovernor\b.{0,60}\b(?:sign(?:s|ed)|put (?:his|her) (?:name|signature) (?:under|to|on))\b|\bsigned by (?:the )?governor\b"
)
_EASED: Final = re.compile(
    r"\b(?:eas|relax|loosen)\w*\b.{0,40}\b(?:rules?|regulations?|export controls?|review policy)\b"
)


SURE: Final = 70
"""Weight from which a rule knows its act by its very construction: `needs no license any more`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that seems to state an act, before status, names and merging."""

    sentence: int
    span: Span
    rule: Rule
    action: str
    direction: str
    when: When | None
    basis: str
    nominal: bool = False
    trigger: int = 0
    carried: bool = False
    told: int = -1
    """The sentence that tells the act, where this one only dates it."""
    learned: bool = False
    """Seen by the learned part alone, by no rule."""
    renamed: bool = False
    """The learned part gave it another action than the rule did."""


def phrase_hits(low: str, start: int, end: int) -> list[Hit]:
    """The phrases that speak in a stretch of lower-case words."""
    return [
        Hit(rule, match.start(), match.end(), rule.weight)
        for rule in rules()
        if (match := rule.pattern.search(low, start, end))
    ]


def future(found: Scene, when: When) -> bool:
    if when.day:
        return when.day > found.published.last
    return bool(when.month and when.month > (found.published.year, found.published.month))


def turn(rule: Rule, clause: str, head: str, sentence: str) -> tuple[str, str]:
    """The action as the mood of the clause bends it: a planned ban is a proposal.

    `head` is the clause as far as the words of the act.
    """
    action, direction = rule.action, rule.direction
    clause, head = FORBIDS.sub(" ", clause), FORBIDS.sub(" ", head)
    if action == "discourage-purchase" and (_TO_SELLERS.search(clause) or _MUST.search(clause)):
        action = "ban"
    if action == "list-entity" and _LIST_BY_RULE.search(clause):
        action = "publish-rule"
    if action == "list-entity" and _DRAFT_RULE.search(head):
        action = "propose-rule"
    if action in ("require-license", "ban", "publish-rule", "propose-rule"):
        drafty = _PROPOSING.search(head if rule.action == "publish-rule" else clause) or re.search(
            r"\bdraft|no rule yet", sentence
        )
        done = r"took effect|in force|final rule|\btold\b|informed"
        if action == "publish-rule":
            drafty = drafty or _TO_COME.search(clause)
        if drafty and not re.search(done, clause):
            action = "propose-rule"
        if LOOSENS.search(clause) and action in ("publish-rule", "propose-rule"):
            direction = "loosen"
    elif (
        action == "tariff-impose"
        and _THREAT.search(clause)
        and not re.search(r"\bsigned|proclamation|took effect|in force|in effect|imposes\b", clause)
    ):
        action = "announce-intent"
    elif action == "state-siting-limit" and _CHAMBER_VOTES.search(clause):
        action = "pass-bill"
    elif action == "pass-bill" and _SIGNED.search(clause):
        action = "state-siting-limit"
    elif action == "lift-ban" and _EASED.search(clause):
        action = "publish-rule"
    elif (action == "grant-license" and _WILL_GRANT.search(clause)) or (
        action == "lift-ban" and re.search(r"\bassur|\bpromis|\bpledg", clause)
    ):
        action = "assure-license"
    return action, direction
