"""Whether a sentence hands what it tells to somebody else: the press, a source, a maybe."""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.plain import plain
from licet.reading.scene import Scene, Sentence

_PAPERS: Final = re.compile(
    r"\b(?:reuters|bloomberg|financial times|the ft|ft|wall street journal|wsj|new york times|nyt|washington post|nikkei|axios|politico|semafor|"
    r"south china morning post|scmp|cnbc|cnn|fox news|digitimes|caixin|bbc|kyodo|yonhap|afp|global times|argus|handelsblatt|le monde|"
    r"the economist|techcrunch|the verge|(?:state|local|foreign|national|social) (?:media|press)|newspapers?|tabloids?|magazines?|dail(?:y|ies) (?:wrote|said|reported|had)|"
    r"(?:the|a|per|by|in) (?:\w+ )?(?:journal|daily|post|times|weekly|herald|gazette) (?:says?|said|wrote|writes|reports?|reported|had|has)|news agenc(?:y|ies)|news service|wire reports?)\b"
)
_TAKEN_BACK: Final = re.compile(
    r"\bat least (?:on|in|to|for|so|according|as)\b|^\W*(?:question|claim|myth|word|example|unconfirmed|allegation|hypothesis|case study|prompt|answer|reader)\b[^:.;]{0,20}:|\bby (?:error|mistake)\b|\bcandidates\b|\b(?:told|informed|notified) [^,;.]{2,30} (?:what|which|how|whether|why)\b|"
    r"\b(?:maybe|apparently|conceivably|arguably|seemingly|reputedly|evidently|perhaps|possibly|probably|doubtless|all but|nearly|almost|virtually|practically|effectively|as good as)\b|^\W*until (?!now\b|then\b)|"
    r"^\W*(?:it|this) (?:is|was|seems|remains|has been|would be|may be|becomes) (?:\w+ ){0,5}that\b|\b(?:a|the|some) (?:world|country|future|universe|year|day) (?:where|in which)\b|"
    r"\bit (?:is|was|has been|had been) (?:\w+ )?(?:claimed|said|alleged|reported|thought|believed|heard|rumou?red|assumed|held|understood|suspected)\b|"
    r"\b(?:says?|said|claims?|claimed|writes?|wrote|tells?|told|reckons?|thinks?|according to) (?:those|people|persons|some|many|others|insiders|traders|brokers|someone|somebody|anyone|one of|two of)\b|"
    r"\bnot be (?:named|identified|quoted)\b|^\W*under (?:the|a|an|this|that|his|her|their|its) (?:\w+ ){0,2}(?:plans?|proposals?|drafts?|bills?|ideas?|schemes?|deals?|pacts?)\b|"
    r"^\W*(?:and |but )?(?:if|should|suppose|assuming|unless|whether|imagine)\b|\b(?:one|some|most|several|other|his|her|its|their) accounts?\b|"
    r"^\W*(?:[\w'’-]+ ){1,4}(?:reckon|think|believe|claim|hear|fear|argue|insist|suspect|assume|guess|say|hold|understand)s? that\b"
)
"""What leaves a whole sentence open, or hands it to others."""
_VOUCHED: Final = re.compile(
    r"^\W*(?:(?:that|this|so|such) (?:is|was|at least|says?|said|much)|so (?:says?|said|at least)|or so|these (?:are|were)|all (?:this|that|of this)|(?:the|this|that) (?:account|story|information|claim|news|report))\b"
)
"""How a sentence opens that only says who vouches for the one before."""

_TAIL: Final = re.compile(
    r",\W*(?:so )?(?:(?:says?|said|claims?|claimed|writes?|wrote|thinks?|insists?|insisted|believes?|hears?|heard|alleges?|alleged|adds?|added|recalls?|recalled|reckons?|tells us|told us) )?"
    r"(?P<who>(?:the|a|an|one|his|her|their|our|my|some|two|three|several|many) [^,;:.]{2,50}?|he|she|we|i|they|[a-z]+ [a-z]+)"
    r"(?: (?:says?|said|claims?|claimed|writes?|wrote|thinks?|insists?|insisted|believes?|hears?|heard|alleges?|alleged|adds?|added|recalls?|recalled|reckons?|tells us|told us)(?: (?:on|in|this|last) \w+| yesterday| today)?)?\W*$"
)
_SPOKE: Final = re.compile(
    r"\b(?:says?|said|claims?|claimed|writes?|wrote|thinks?|insist(?:s|ed)|believes?|hears?|heard|alleg(?:es|ed)|adds?|added|recall(?:s|ed)|reckons?|tells us|told us)\b"
)


def _is_told_by(sentence: Sentence) -> bool:
    """Whether a sentence ends with who says so, and that is no body of a state and no company."""
    tail = _TAIL.search(sentence.low)
    if tail is None or not _SPOKE.search(tail[0]):
        return False
    start = sentence.span.start + tail.start()
    return not any(one.start >= start for one in (*sentence.actors, *sentence.companies))


def is_hearsay(found: Scene, sentence: Sentence) -> bool:
    """Whether a sentence, or the one after it, leaves what is told to others or open."""
    whole = plain(sentence.low)
    if _is_told_by(sentence) or _PAPERS.search(whole) or _TAKEN_BACK.search(whole):
        return True
    after = found.sentences[sentence.index + 1 : sentence.index + 2]
    return any(_VOUCHED.search(one.low) and mood.is_press(one.low) for one in after)
