"""How a clause says what it says: attributed, hedged, denied, ahead, finished, undone.

The ladder of status is climbed only on words; each cue here can hold a status down, and none but
`effect` can lift one to `in-force`.
"""

from __future__ import annotations

import re
from typing import Final


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


PRESS: Final = _cue(
    r"\b(?:reuters|bloomberg|financial times|wall street journal|wsj|new york times|washington post|"
    r"nikkei|the information|axios|politico|semafor|south china morning post|scmp|cnbc|digitimes|"
    r"caixin|bbc|press|newspapers?|media|local outlets?)\b"
)
UNNAMED: Final = _cue(
    r"\bsources?\b(?! code)|people (?:familiar|briefed|with (?:direct )?knowledge|who know|close)|"
    r"\b(?:two|three|four|five|several|some|other) (?:\w+ )?(?:people|persons|officials|executives|insiders|industry figures)\b.{0,30}\b(?:said|told|say|tell|quoted)\b|"
    r"people who (?:saw|had seen|have seen|read|had read|were briefed)|according to (?:\w+ ){0,2}(?:officials|executives)\b|"
    r"persons? (?:familiar|briefed)|familiar with the (?:matter|plans?|situation)|briefed on|"
    r"according to (?:\w+ ){0,3}(?:reports?|people|sources|persons|officials who|insiders)|reportedly|"
    r"\ba (?:\w+ )?report\b.{0,40}\b(?:says?|said|claims?|claimed)\b|"
    r"\b(?:is|are|was|were) (?:reported|said|understood|believed|rumou?red|thought) (?:this \w+ |last \w+ )?to\b|"
    r"unnamed|anonymous|on condition of anonymity|insiders?\b|rumou?r\w*|it is said|unconfirmed|"
    r"\breports? (?:that|say|said|suggest)|\bsome say\b|hearsay|it (?:was|is|has been) heard|word has it|leaked|seen by\b|(?:has|have) (?:learned|learnt)"
)
REPORTED: Final = _cue(
    r"\b(?:reuters|bloomberg|financial times|wall street journal|wsj|new york times|washington post|"
    r"nikkei|the information|axios|politico|semafor|south china morning post|cnbc|digitimes|caixin|"
    r"newspapers?|(?<!social )media|local outlets?|the press)\b[^.]{0,30}(?:report|wrote|writes|said|says|cit)|"
    r"(?:report\w*|wrote|told|according to|say\w*|said) (?:\w+ ){0,2}(?:reuters|bloomberg|the financial times|the wall street journal|"
    r"nikkei|the information|axios|politico|the new york times|the press|local media)|\breported on\b|\bit was reported"
)
HEDGED: Final = _cue(
    r"\b(?:may|might|could|perhaps|possibly|probably|likely|expected|expects?|hopes?|hoped|hoping|seems?|appears?|"
    r"apparently|if|whether|consider\w*|weigh(?:s|ed|ing)?|mull\w*|floated|speculat\w+|fears?|doubts?|would|"
    r"should|proposed|propos\w+|draft\w*|plans?|planned|planning|intends?|intend\w*|threat\w+|vow\w*|"
    r"pledg\w+|promis\w+|assur\w+|alleged\w*|allegedly|suspect\w*|potential\w*|contemplat\w+|seeks?|"
    r"urges?|urged|calls? for|called for|wants? to|set to|about to|poised|moving to|prepar\w+|soon|"
    r"scheduled|eventual\w*|hypothetical\w*|think|thinks|believes?|claims?|claimed|bill|introduc\w+ (?:a|the) bill)\b"
)
AHEAD: Final = _cue(
    r"\b(?:will|shall|'ll|is to|are to|to be|going to|plans? to|intends? to|about to|would|to take effect|"
    r"next (?:week|month|year))\b"
)
SAID: Final = _cue(
    r"\b(?:said|says|saying|say|told|tells|announc(?:e|es|ed|ing)|stated|stating|declar\w+|wrote|writes|posted|posting|in a filing|"
    r"disclos\w+|confirm\w+|reveal\w+|claim\w*|promis\w+|pledg\w+|vow\w*|warn(?:ed|s)|threaten\w*|"
    r"argued|replied|denied|denies|denying|rejected|dismiss\w+|"
    r"comment\w+|insist\w+|acknowledg\w+|according to|fact sheet|press release|statement|spokes\w+|tweet\w*)\b"
)
DENIES: Final = _cue(
    r"\b(?:denied|denies|denying|deny|fake news|not true|untrue|false|baseless|dismissed|rejected the|"
    r"no such|contradict\w+|refuted)\b"
)
NEGATED: Final = _cue(
    r"\b(?:not|never|no longer|nor|n't|without having|neither|failed to|did not|didn't|does not|has yet to|"
    r"have yet to|yet to)\b"
)
OFFICIAL: Final = _cue(
    r"\b(?:formally|officially|hereby|in a (?:joint )?(?:statement|notice)|notice no|announcement no|federal register|"
    r"published|publishes|proclamation|"
    r"signed(?! (?:the |a |an |its |their |this |that )?(?:\w+ ){0,2}(?:deal|agreement|pact|accord|memorandum of|understanding|contract|framework)\b)|made public|gazette|ordinance|final rule|decree|"
    r"on its website|executive order|press release|decreed|decrees|proclaimed|proclaims|bulletin|directive|circular|posted|printed|filed)\b"
)
TEXT: Final = _cue(
    r"\b(?:rules?|notice|regulations?|federal register|proclamation|order|ordinance|gazette|list|"
    r"announcements?|(?:media|press|official|public|ministerial|written) statement|decree|act|statute|guidance|faqs?|policy statement|framework|published|controls?|"
    r"publicly listed|made public)\b"
)
EFFECT: Final = _cue(
    r"\b(?:took (?:legal |full |immediate )?effect|(?:has|have|had) taken effect|takes? (?:immediate )?effect (?:at once|immediately|today|"
    r"on (?:publication|the (?:date|day) of))|tak(?:es|ing) (?:immediate )?effect(?: at once| immediately| today)|(?<!notices )(?<!all )(?<!things )(?<!measures )(?<!steps )(?<!rules )at once|immediately|with immediate effect|with effect from the same day|has immediate effect|effective (?:immediately|(?:up)?on publication|(?:on |from )?(?:the same|that) (?:very )?day)|"
    r"effect on the (?:date|day) of|in force|in effect|came into (?:force|effect)|entered into force|"
    r"applies from|appl(?:y|ies) from (?:today|now)|apply from|applies (?:now|today)|as of now|from now on|from this (?:moment|day|hour) on|from that (?:day|date|moment|hour) on|as of that (?:day|date)|no (?:period of grace|grace period)|without (?:a )?(?:grace|transition)\w*|as of today|effective today|now (?:need|require|law|binding|"
    r"applies|apply)|is (?:now )?law|became law|signed (?:it )?into law|has the force of law|starting today|"
    r"remains? in (?:force|place|effect)|(?:stay|remain)s? (?:where they are|in place|in force|in effect)|effective date:? \w+|"
    r"still (?:appl(?:y|ies)|bind\w*|stands?)|(?:has|have) been binding|took hold|effective (?:up)?on (?:filing|signature|signing|display|receipt)|"
    r"in force (?:from|since) (?:that|the same) (?:day|date|night|hour)|with effect (?:back to|from (?:that|the same|this) (?:day|date))|made it law|"
    r"(?:has|have) been (?:charged|collected|levied|paid|enforced) (?:\w+ ){0,4}since)\b"
)
EFFECT_AHEAD: Final = _cue(
    r"\b(?:will|would|to|shall|not yet|if|once|should|could|may|might|before|until) (?:\w+ ){0,2}(?:take|takes|come|go|enter|be|apply|begin|start)"
    r" (?:\w+ ){0,2}(?:effect|force|in force|in effect)|takes? effect (?:on|from|in|next|after|once|when|only|\d+|\w+ (?:days|weeks|months))|not (?:yet )?(?:in force|in effect|law)|no rule yet|"
    r"(?:becomes?|is|are|applies|apply|binding|(?:comes?|goes?|enters?) into (?:force|effect)) (?:effective |binding |law )?(?:only )?(?:once|if|as soon as|when|after)\b"
)
FAILED_VOTE: Final = _cue(
    r"\b(?:failed|against|rejected|refused|declined|not|fell short|voted down|committee|staff)\b"
)
PLUPERFECT: Final = _cue(r"\bhad (?:\w+ ){0,2}\w+(?:ed|en|wn|ut|et|ld|id|ade|ent|un|aid)\b")
PRESENT: Final = _cue(
    r"\b(?:has|have) (?:\w+ ){0,3}?\w+(?:ed|en|wn|ut|et|ld|id|ade|ent|un|aid|old|one)\b|\b(?:is|are) (?:\w+ ){0,2}?\w+ing\b|"
    r"\b(?:rule|notice|order|bureau|ministry|department|commission|it|document|law|bill) (?:\w+ ){0,4}?(?:stays|revises|introduces|"
    r"amends|changes|removes|lifts|brings|makes|gives|adds|ends|delays|postpones|puts|requires|bans|opens|sets|cuts)\b|"
    r"\b(?:says?|announces?|suspends?|requires?|reports?|confirms?|publishes|issues|amends|imposes|adds|places|bars|"
    r"bans|blocks|blocked|lifts|allows?|sets|tells|puts|hits|launches|opens|denies|withdraws|rescinds|will|may|needs?|extends|takes|"
    r"wants|plans|approves|clears|grants|hereby)\b"
)
OPINION: Final = _cue(
    r"\b(?:analysts?|experts?|observers|critics|economists|investors|lobby\w*|scholars?|professors?|researchers|"
    r"opponents|supporters|sponsors|lawyers)\b[^.,;]{0,40}\b(?:say|says|said|think|thinks|see|sees|expect\w*|believe\w*|"
    r"suspect\w*|warn\w*|argue\w*|fear\w*|hope\w*|doubt\w*|call\w*|dislike|had hoped|worr\w+)|"
    r"in (?:his|her|their|its) view|\bperhaps\b|\bargues?\b|\bargued\b|\bdoubts?\b|\bforecast\w*|"
    r"\bwe (?:advise|recommend|expect)|clients should|companies should|should (?:check|keep|review|not)\b|"
    r"^(?:\w+ ){1,4}expects?\b|\b(?:is|are|was|were) (?:\w+ )?(?:disappointed|pleased|confident|hopeful|concerned|worried|glad|cautious)\b|"
    r"\bif it becomes\b|\bif enacted\b"
)
UNDONE: Final = _cue(
    r"\b(?:rescind\w*|withdr[ae]w\w*|repeal\w*|revok\w+|lift(?:ed|s)?|scrapped|dropped|suspend\w*|struck down|void(?:s|ed)?|"
    r"vacat\w+|expired?|lapsed|paused|reversed)\b"
)
COMPLEMENT: Final = _cue(
    r"\b(?:said|says|told|stated|wrote|stressed|argued|answered|replied|added|noted|testified|insisted|explained)\b.{0,60}\b(?:that|he|she|it|they|would|will)\b"
)
"""What somebody says himself is no reference to what was told before."""
HEARING: Final = _cue(
    r"\b(?:(?:a|the|public|joint|this) hearing (?:is|was|will|may|on|in|before)|hold\w* (?:a|its|public|\w+ )?hearings?|held (?:a|its|public|\w+ )?hearings?|at (?:a|the) hearing|comments? (?:are|must|is|on|period|by)|comment date|seeks? comments?|takes? comments|"
    r"deadline|webinar|conference call)\b"
)
EFFECT_STATEMENT: Final = _cue(
    r"^(?:both |all |these |those |this |that |the |it |they |some of |most of |parts of )+(?:\w+ ){0,4}?"
    r"(?:, (?:some|most|parts|many|all) of which,? )?(?:(?:took|takes|take|has|have) (?:\w+ ){0,2}"
    r"effect|is in (?:force|effect)|are in (?:force|effect)|appl(?:y|ies|ied) (?:from|at once|immediately|since)|"
    r"(?:came|comes|went|goes|entered|enters) into (?:force|effect)|(?:is|are|was|were|became|becomes) effective)"
)
NO_EFFECT: Final = _cue(
    r"\b(?:no (?:legal |immediate )?(?:effect|force)\b|(?:not|never|n't) (?:\w+ ){0,3}?(?:effect|force|apply|applies|bind|binding|effective|applied|appl\w+)\b)"
)
"""What says that an act has no effect, or none yet."""
IN_EFFECT_SINCE: Final = _cue(
    r"^(?:it|they|both|this|these|the (?:new |latest )?(?:rule|order|measure|duty|notice|regulation|law|ban|requirement|listing|change)s?) "
    r"(?:has|have) (?:applied|been (?:in (?:force|effect|place)|binding|effective|law|valid))\b|"
    r"^since (?:[\w,]+ ){1,4}(?:it|they|this|the (?:new )?(?:rule|order|measure|duty|notice|regulation|law|ban|requirement)s?) (?:applies|apply|binds?)\b"
)
"""That an act has had effect since a day, told in a sentence of its own."""
TOOK_EFFECT: Final = _cue(
    r"^(?:the|this|that) (?:new )?(?:law|rule|order|act|measure|statute|notice|regulation|ban|proclamation|ordinance|moratorium)s?, "
    r"which (?:took (?:\w+ )?effect|came into force|entered into force) "
    r"(?:at once|immediately|today|yesterday|the same day|on (?:the same day|signature|publication|monday|tuesday|wednesday|thursday|friday))\b"
)
"""An aside that says of what was told before that it has effect."""
GONE: Final = {
    "suspend": "suspended", "paus": "suspended", "postpon": "suspended", "on ice": "suspended",
    "on hold": "suspended", "put off": "suspended", "delay": "suspended", "defer": "suspended",
    "shelve": "suspended", "freez": "suspended", "froze": "suspended", "hold back": "suspended", "stay": "suspended", "struck": "vacated", "strik": "vacated", "void": "vacated",
    "vacat": "vacated", "overturn": "vacated", "unlawful": "vacated", "veto": "vacated", "override": "vacated",
    "invalid": "vacated", "expire": "expired", "lapse": "expired",
}  # fmt: skip
"""Word stems that name how a measure ended; anything else that undoes one rescinds it."""


def ending(text: str) -> str:
    """The status that an undoing act gives, by its words; `text` in lower case.

    >>> ending("the ministry suspends its controls"), ending("the draft was withdrawn")
    ('suspended', 'rescinded')
    """
    return next((status for stem, status in GONE.items() if stem in text), "rescinded")


def is_press(text: str) -> bool:
    """Whether a clause rests on the press or on sources without a name; `text` in lower case.

    >>> is_press("two people familiar with the matter say"), is_press("the ministry said")
    (True, False)
    """
    return bool(UNNAMED.search(text) or REPORTED.search(text))
