"""Words by which a clause refers to what another sentence tells."""

from __future__ import annotations

import re
from typing import Final

ANAPHOR: Final = re.compile(
    r"\b(?:the|this|that|its|their|both|such|the same|his|her) (?:\w+ )?(?:bargain|deal|regime|decision|step|move|news|measures?|restrictions?|"
    r"order|notice|announcement|plan|change|ban|rules?|demand|instruction|letter|requirement|duty|curbs?|pause|fate|"
    r"text|action|agreement|arrangement|reversal|u-turn|outline|details|terms|proposal|bill|ruling|list|finding|turn|"
    r"case|approval|consent|relief|exemption|tariff|charge|condition|conditions|word|message|post|statement)\b|"
    r"\b(?:it|they|this|that) (?:was|were|came|became) (?:\w+ )?(?:so |known|public|official|final|ordered|decided|done|made|announced|published|in force)\b|"
    r"\bheard from the government\b|\bma(?:de|kes) (?:this|it|that|them|the \w+) (?:known|public)|"
    r"\b(?:said|says|ordered|decided|announced|wrote|told|confirmed|declared|decreed|reported|proclaimed|stated|posted) (?:so|it|this|that|as much)\b|"
    r"\blet the world know|(?:told|reported|wrote|writes|learned|confirmed|announced|disclosed|said)\b(?: \w+){0,3} (?:on|in|last|this|yesterday|today)\b(?!.{0,40}\bthat\b)|"
    r"\bso (?:said|ordered|decided|held|ruled)\b|\bthat is what\b"
)
POINTS_BACK: Final = re.compile(
    r"\bma(?:de|kes|king) (?:this|it|that|them|the \w+) (?:known|public)\b|\b(?:said|ordered|decided|confirmed|announced|decreed|ruled) "
    r"(?:so|this|it|as much)\b(?! that)|\b(?:by|with|through) this (?:step|move|decision|measure)\b|\bthat is what\b|\blet the world know\b|"
    r"^(?:the|this|that) (?:finding|decision|step|move|news(?=,| (?:came|was|broke|became|reached|arrived|followed))|measure|announcement|message|verdict)\b,? |"
    r"\bthe same (?:of|for|about|to) |\blikewise\b|\b(?:done|did) (?:so|the same)\b|\bfollowed suit\b|\bthe same (?:\w+ )?(?:duty|requirement|rule|ban|restriction|demand|fate|thing|measure)s?\b|"
    r"\b(?:announced|confirmed|promised|defended|signed) the (?:terms|arrangement|extension|agreement|deal|bargain|payment|exemption|change)\b|"
    r"\bconfirmed the (?:terms|deal|bargain|plan|step|move|report|decision|outline|arrangement)|\b(?:matching|corresponding|parallel) (?:\w+ )?(?:notice|order|step|move|statement)"
)
"""A clause that gives the day of what the sentences before it tell."""
ITS_DAY: Final = re.compile(
    r"\bthe (?:instruction|order|decision|notice|letter|directive|demand|ban|word|approval|licen[cs]e|guidance|change)s? (?:itself )?"
    r"(?:came|went out|was (?:given|issued|sent|made|taken)|were (?:given|issued|sent)|dates?|arrived|fell|followed|became)"
)
GOES_ON: Final = re.compile(
    r"(?:it|they|he|she|both|all|under it|with it|by it|for any|for|among|one|the (?:first|new )?(?:rule|order|notice|package|measure|proclamation|fact sheet|text|paper|plan|deal|agreement)s?)\b"
)
"""How a sentence opens that says more of what the one before tells."""
WISHED: Final = re.compile(
    r"\b(?:would like|wants? to|wish\w*|hop(?:e|es|ed|ing)|fear\w*|expect\w*)\b"
)
