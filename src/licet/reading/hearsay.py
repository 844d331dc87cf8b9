"""A last look at what is about to be called law: whether its sentence is hearsay, or no act of a state.

The bars of `bars` ask how a deed is told. Here stands what takes the ground from any deed, however
firmly told: a newspaper's name, a rumor, a game, a trader who heard it, a firm that acts for itself.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.following import is_taken_back
from licet.reading.opening import opens_plainly
from licet.reading.plain import plain
from licet.reading.roles import is_later
from licet.reading.scene import Scene, Sentence

_PAPERS: Final = re.compile(
    r"\b(?:reuters|bloomberg|financial times|the ft|ft|wall street journal|wsj|new york times|nyt|washington post|nikkei|axios|politico|semafor|"
    r"south china morning post|scmp|cnbc|cnn|fox news|digitimes|caixin|bbc|kyodo|yonhap|afp|global times|argus|handelsblatt|le monde|"
    r"the economist|techcrunch|the verge|(?:state|local|foreign|national|social) (?:media|press)|newspapers?|tabloids?|magazines?|dail(?:y|ies) (?:wrote|said|reported|had)|"
    r"(?:the|a|per|by|in) (?:\w+ )?(?:journal|daily|post|times|weekly|herald|gazette) (?:says?|said|wrote|writes|reports?|reported|had|has)|news agenc(?:y|ies)|news service|wire reports?)\b"
)
_HEARSAY: Final = re.compile(
    r"\b(?:ha(?:s|ve|d) it that|let slip|boast\w*|brag\w*|dummy run|test run|drills?|rehearsals?|tabletop|law firms?|plaintiffs?|petitioners?|defendants?|claimants?|"
    r"(?:alert|note|memo|study|analysis|brief|primer|newsletter|explainer)\b[^.;]{0,40}\b(?:says?|said|notes?|holds?|states?|writes?|wrote)|scoops?|headlines?|tweets?|tweeted|hoax\w*|fake\w*|(?:one|a|another|his|her|the) theory|war ?games?|scenarios?|simulation|novel|film|thriller|satire|parody|"
    r"odds|chances|chatter\w*|buzz\w*|hallway|corridors?|ballot (?:measure|initiative|question)s?|tittle-tattle|word (?:spread|that|is|was|had|got|of mouth)|gossip|grapevine|whisper\w*|(?:it|news) emerged|(?:it )?(?:transpired|turned out)|"
    r"(?:has|have|had|was|were|we|they|brokers|traders|who|i)\b[^.;,]{0,12} hear[ds]?\b|heard (?:on|in|that|from)\b|what (?:we|they|i|one) hear|"
    r"(?:our|my|his|her|their|the) (?:understanding|impression|reading|guess|information) (?:is|was|that)|(?:we|i|he|they) (?:are|were|was|am|is) told|so (?:we|they|i) (?:are|were) told|"
    r"in the know|in private|speaking privately|not to be named|declined to be (?:named|identified)|without (?:a|his|her|giving (?:a|his|her)) name|nameless|off the record|"
    r"(?:traders?|investors?|brokers?|markets?|analysts?|experts?|observers?|lobbyists?|customers?|clients|journalists?|reporters?|bloggers?|voters|rivals|"
    r"(?:industry|trade|lobby|business) (?:group|body|association|lobby)|association|an? (?:\w+ ){0,2}(?:account|poll|survey|memo|aide|translation|post|blog|note|broker|banker|dealer|adviser|advisor|diplomat|executive|official|insider|person|lawmaker|lobbyist))\b"
    r"[^.;]{0,50}\b(?:assumes?|assumed|believes?|says?|said|claims?|claimed|complain\w*|finds?|found|hears?|heard|thinks?|thought|reckons?|reckoned|writes?|wrote|tells?|told|feels?|felt|"
    r"suspects?|suspected|fears?|feared|expects?|expected|understands?|understood|posts?|posted|bets?)\b|"
    r"seem(?:s|ed|ing(?:ly)?)?|appear(?:s|ed)? to|all but|nearly|almost|virtually|practically|effectively|as good as|or so\b|supposed(?:ly)?|purported(?:ly)?|ostensibly|presumabl[ey]|presumed|"
    r"unless (?:the )?(?:reports?|rumou?rs?)|is said|are said|was said|were said|said to (?:have|be)|talk (?:of|that)|speculation|conjecture|"
    r"per (?:\w+ ){0,2}(?:people|persons|sources?|officials|insiders)|informants?|whistle-?blowers?|tip-?offs?|leaks?|leaked)\b"
)
_UNFINISHED: Final = re.compile(
    r"\b(?:committee(?:'s|’s)? (?:report|text|plan|draft|findings)|(?:house|senate|committee|conference|draft|early|earlier|first|bipartisan) version|version (?:of|that) the (?:bill|house|senate)|amendments? (?:adopted|passed|approved|offered|tabled|that)|"
    r"(?:first|second|third) reading|(?:second|final|further|another|last) (?:vote|reading) (?:is|was|will|follows|remains|due|awaits)|must still (?:vote|approve|sign|agree|pass)|still (?:has|have|needs?) to (?:vote|approve|sign|agree|pass|be)|"
    r"has yet to|have yet to|awaits?|awaiting|pending|subject to (?:approval|ratification|a vote)|model (?:law|bill|ordinance|code)|resolutions?|possible (?:answers|steps|measures|responses)|options?|"
    r"chambers? (?:banned|barred|passed|adopted|approved|voted)|parliament (?:banned|barred|passed|adopted|approved|voted)|congress (?:banned|barred|passed|adopted|approved|voted)|"
    r"polls?|voters|respondents|motions?|consultation|green paper|white paper|blueprint|roadmap|in principle|on paper only|trial balloon|test case|"
    r"before (?:it|they|the \w+|that|this) (?:\w+ )?(?:took|takes?|had taken|came into|could take|ever took|went into|entered) (?:effect|force)|but (?:then )?(?:suspended|lifted|withdrew|paused|rescinded|dropped|reversed) (?:it|them|this|that)|"
    r"but (?:that|this|it) was (?:lifted|suspended|withdrawn|dropped|reversed|rescinded)|(?:decision|ruling|word|verdict) on (?:a|the|its|whether)|under (?:discussion|review|study|consideration))\b|^\W*until (?!then\b)"
)
_SETTING: Final = re.compile(
    r"\b(?:in|at|on|by|to|from|per|during|under) (?:an?|one|some|all|his|her|its|their|our|my|the|this|that|most|these|those|\w+'s|\w+day's)? ?(?:own )?(?:\w+ ){0,2}?"
    r"(?:accounts?|appearances?|posts?|speech(?:es)?|remarks|rally|rallies|views?|telling|reckoning|estimates?|forecasts?|base case|model|slides?|minutes|cables?|interviews?|podcasts?|"
    r"circles|conversations?|briefings?|calls?|panel|conference|testimony|town hall|podium|truth social|social media|social network|x|telegram|weibo|wechat|channel|television|tv|radio|"
    r"term sheet|concept|communique|lawsuit|complaint|suit|pleadings?|thread|newsletter|essay|book|chat)\b|"
    r"^\W*(?:our|my|his|her|their|one|some|others?|many|most|few|several|everyone|anyone|somebody|someone|nobody|nothing|no (?:rule|order|notice|law|letter|decree|body|official))\b(?! (?:\w+ )?(?:firms|companies|chips|goods|entities|parties|items|months|weeks|days|years)\b)[^.;,]{0,40}\b(?:\w+s?|\w+ed|in|is|are)\b"
)
"""Where a thing is said, and not done."""
_UNREAL: Final = re.compile(
    r"\b(?:assum\w+|suppose|supposing|imagin\w+|let us say|say that|in the event|insofar|provided (?:that)?|(?<!treated )(?<!regarded )(?<!counted )(?<!considered )as (?:though|if)|look(?:s|ed)? (?:as|like)|as far as|to judge|judging|indicat\w+|"
    r"(?:the |an? )?(?:idea|notion|claim|story|suggestion|belief|assertion|allegation|assumption|impression|hypothesis|possibility|prospect|hope|fear|risk|talk|argument|thesis|view) that|"
    r"(?:is|are|was|were) (?:nonsense|wrong|untrue|false|incorrect|mistaken|invented|made up|inaccurate|baseless)|did it happen|interprets?|interpreted|to mean|believes?|thinks?|maintains?|maintain|holds that|"
    r"insists?|contends?|counts on|bets?|(?:customs|trade|shipping|export) (?:data|figures|statistics)|satellite|(?:our|a|the|its) forecast (?:is|that|has)|base case|our model)\b|^were (?:the )?\w+(?: \w+)? to\b|, were (?:the \w+|it|they|he|beijing|china|washington|tokyo|commerce) to\b|^\W*(?:our |my )?forecast\b|^\W*had \w+|^\W*(?:when|once|whenever|as soon as|until)\b[^,]*\b(?:is|are|gets?|takes?|comes?|goes)\b"
)
_ON_ITS_WAY: Final = re.compile(
    r"\b(?:sent|submitted|forwarded|referred|passed|handed|delivered)\b[^.;]{0,50}\b(?:rule|regulation|order|draft|text|notice)\b[^.;]{0,30}\bto the (?:white house|office|federal register|cabinet|parliament|president|printer|register)|"
    r"\b(?:sent|submitted|forwarded) (?:\w+ ){0,2}to the (?:white house|office|cabinet|parliament)|\boffice of management\b|\bomb\b|\btook up\b|\btakes up\b|\bis finished\b|\bwas finished\b|"
    r"\b(?:letter of intent|term sheet|memorandum of understanding|ratif\w+|initial(?:ed|led))\b"
)
_SENDER: Final = re.compile(
    r"\b(?:activists?|shareholders?|unions?|committees?|subcommittees?|chairm[ae]n|chairwoman|senators?|lawmakers?|legislators?|jur(?:y|ies)|customers?|ngos?|campaigners|protesters|residents|neighbors|"
    r"investors?|creditors?|rivals?|(?:house|senate) (?:panel|members)|representatives?)\b[^.;,]{0,20}\b(?:told|tells|orders?|ordered|asks?|asked|instruct\w+|inform\w+|notif\w+|wrote|warn\w*|direct\w+|call\w*)\b|\bpatents?\b"
)
"""Who gives an order that is no law, or a court that speaks of something else."""
_THINKS: Final = re.compile(
    r"\b(?:not(?:es|ed)|holds?|held|finds?|found|shows?|showed|shown|indicat\w+|suggest\w*|maintain\w*|insist\w*|contend\w*|confid(?:es|ed)|record(?:s|ed)|agree[sd]?|knows?|knew|"
    r"hears?|heard|sees?|saw|understands?|understood|expect\w*|hop(?:es|ed|ing)|fear\w*|worr\w+|doubt\w*|conclud\w+|estimat\w+|calculat\w+|predict\w*|forecast\w*|observ\w+|reckon\w*|"
    r"judg\w+|means?|meant|emerg\w+|assum\w+|suppos\w+|imagin\w+|believ\w+|thinks?|thought|feels?|felt|argu\w+|claim\w*|alleg\w+|suspect\w*|guess\w*|bets?|accept\w*|pretend\w*|"
    r"rumou?r\w*|dream\w*|proves?|proved|demonstrat\w+|impl(?:y|ies|ied)|signal\w*|speculat\w+)\b[^.;:]{0,60}?\bthat\b"
)
"""A verb of thinking or finding, and the `that` of what is thought; verbs of saying have rules of their own."""
_NO_DUTY: Final = re.compile(
    r"\b(?:requires?|required|needs?|needed|demands?|demanded) (?:no|neither) |\b(?:no|neither|without a) (?:\w+ ){0,2}(?:licen[cs]\w*|permits?|permission|authori[sz]ations?|approval) (?:is|was|are|were|would be|will be) (?:\w+ )?(?:required|needed|necessary)|"
    r"\bnot (?:\w+ )?(?:required|needed|necessary|subject|barred|banned|prohibited|in force|in effect)\b"
)
_ASKS_FOR: Final = re.compile(
    r"\b(?:demand|want|urg|ask|call|press|propos|suggest|advocat|favor|back|support|endors|champion|wish|crav|pray)\w*\b[^.;]{0,70}\b(?:(?:under|by|in|with) which|whereby)\b"
)
_TOLD_BY: Final = re.compile(
    r"\b(?:informed|told|notified|warned|advised|alerted) by (?:an? |the |its |one |some )?(?:\w+ ){0,2}(?:journalists?|reporters?|customers?|clients?|lobbyists?|lawyers?|brokers?|analysts?|suppliers?|partners?|rivals?|bankers?|investors?|senators?|congress\w*|lawmakers?|friends?|think tank)|"
    r"\blearned (?:\w+ ){0,2}(?:from|through|via) (?:an? |the )?(?:\w+ ){0,2}(?:press|media|papers?|news|journal|times|article|stor(?:y|ies)|reports?|lobbyists?|customers?|lawyers?|post|rumou?rs?)|"
    r"\b(?:informed|told|notified|warned|advised|wrote to|let) (?:its|their|his|her|all|some|many|several|the|us|foreign|chinese)? ?(?:\w+ )?(?:customers|clients|buyers|partners|distributors|resellers|suppliers|staff|employees|government|administration|white house|congress|lawmakers|senators|department|bureau|ministry|commission|regulators?|court|judge|exchange)\b"
)
"""Who told it is no state, or it is the state that was told."""
_FIRM_DEED: Final = re.compile(
    r"\b(?:stopp(?:ed|s)|stops|halt(?:ed|s)|ceas(?:ed|es)|barr(?:ed)|bars|bann?(?:ed|s)|cut off|cuts off|suspend(?:ed|s)|block(?:ed|s)|end(?:ed|s)|froze|pull(?:ed|s)|forbade|prohibit(?:ed|s)|refus(?:ed|es)|shut|closed|placed|put)\b"
)
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|is|are|be|being|got|to)(?: \w+ly)? $")
_THE_FIRM: Final = re.compile(
    r"\b(?:the (?:company|firm|chipmaker|group|supplier|vendor|manufacturer|distributor|retailer|bank|operator)|its board|management|the board of directors)\b"
)
_BY: Final = re.compile(
    r"\b(?:told|ordered|informed|notified|instructed|asked|directed|warned|barred|banned) by (?:the )?$"
)
_NAME: Final = re.compile(r"\w+ (?:has |have |had )?(?:\w+ly )?$")
_NO_NAME: Final = frozenset(
    [
        "it",
        "he",
        "she",
        "they",
        "this",
        "that",
        "customs",
        "commerce",
        "police",
        "congress",
        "regulators",
        "officials",
        "authorities",
    ]
)
_FROM: Final = re.compile(
    r"\b(?:from|as of|starting|beginning|effective|commencing|on|by|in|with effect from|after)(?: and after)?(?: the)? ?$"
)
_CLOSED_BY: Final = re.compile(
    r"\b(?:filing|report) (?:to|with)\b|\bin (?:a|its|the) (?:\w+ ){0,2}(?:filing|report)"
)


_TAKEN_BACK: Final = re.compile(
    r"\b(?:maybe|apparently|conceivably|arguably|seemingly|reputedly|evidently|perhaps|possibly|probably|doubtless)\b|"
    r"^\W*(?:it|this) (?:is|was|seems|remains|has been|would be|may be|becomes) (?:\w+ ){0,5}that\b|\b(?:a|the|some) (?:world|country|future|universe|year|day) (?:where|in which)\b|"
    r"\bit (?:is|was|has been|had been) (?:\w+ )?(?:claimed|said|alleged|reported|thought|believed|heard|rumou?red|assumed|held|understood|suspected)\b|"
    r"\b(?:says?|said|claims?|claimed|writes?|wrote|tells?|told|reckons?|thinks?|according to) (?:those|people|persons|some|many|others|insiders|traders|brokers|someone|somebody|anyone|one of|two of)\b|"
    r"\bnot be (?:named|identified|quoted)\b|^\W*under (?:the|a|an|this|that|his|her|their|its) (?:\w+ ){0,2}(?:plans?|proposals?|drafts?|bills?|ideas?|schemes?|deals?|pacts?)\b|"
    r"^\W*(?:and |but )?(?:if|should|suppose|assuming|unless|whether|imagine)\b"
)
"""What leaves a whole sentence open, or hands it to others."""
_VOUCHED: Final = re.compile(
    r"^\W*(?:(?:that|this|so|such) (?:is|was|at least|says?|said|much)|so (?:says?|said|at least)|or so|these (?:are|were)|all (?:this|that|of this)|(?:the|this|that) (?:account|story|information|claim|news|report))\b"
)
"""How a sentence opens that only says who vouches for the one before."""


def may_stand(found: Scene, one: Candidate, sentence: Sentence) -> bool:
    """Whether nothing takes the ground from an act that its words call law."""
    whole = plain(sentence.low)
    if _PAPERS.search(whole) or _HEARSAY.search(whole) or _UNFINISHED.search(whole):
        return False
    if _TAKEN_BACK.search(whole) or _is_vouched(found, sentence):
        return False
    if _SETTING.search(whole) or _UNREAL.search(whole) or _ON_ITS_WAY.search(whole):
        return False
    if _SENDER.search(whole) or _is_complement(one, sentence):
        return False
    if _ASKS_FOR.search(whole) or (_TOLD_BY.search(whole) and not _CLOSED_BY.search(whole)):
        return False
    if one.direction == "tighten" and _NO_DUTY.search(whole):
        return False
    if is_taken_back(found, one, sentence) or not opens_plainly(found, one, sentence):
        return False
    return not (_begins_later(found, sentence) or _firm_acts(one, sentence))


def _is_complement(one: Candidate, sentence: Sentence) -> bool:
    """Whether the act is only what somebody thinks or finds `that` it is."""
    base = sentence.span.start
    end = max(one.trigger, one.span.start) - base
    return bool(_THINKS.search(plain(sentence.low[: max(0, end)])))


def _is_vouched(found: Scene, sentence: Sentence) -> bool:
    """Whether the next sentence leaves it to sources without a name, or to the press."""
    after = found.sentences[sentence.index + 1 : sentence.index + 2]
    return any(_VOUCHED.search(one.low) and mood.is_press(one.low) for one in after)


def _begins_later(found: Scene, sentence: Sentence) -> bool:
    """Whether the sentence names a day still ahead as one from which something holds."""
    base = sentence.span.start
    return any(
        is_later(found.published, when) and _FROM.search(sentence.low[: when.start - base])
        for when in sentence.dates
        if when.role != "end"
    )


def _is_name(sentence: Sentence) -> bool:
    """Whether a sentence opens with a name that is no land, no body and no pronoun."""
    start = sentence.span.start
    known = any(m.start == start for m in (*sentence.places, *sentence.actors))
    return not known and sentence.low.split(" ", 1)[0] not in _NO_NAME


def _firm_acts(one: Candidate, sentence: Sentence) -> bool:
    """Whether a company stops or bars something of its own accord."""
    if one.action not in ("ban", "deny-license", "require-license"):
        return False
    base = sentence.span.start
    if any(_BY.search(sentence.low[: firm.start - base]) for firm in sentence.companies):
        return True
    start, end = one.span.start - base, one.span.end - base
    for deed in _FIRM_DEED.finditer(sentence.low, max(0, start), end):
        if _PASSIVE.search(sentence.low[: deed.start()]):
            return False
        bodies = [m.start - base for m in sentence.actors if m.start - base < deed.start()]
        firms = [m.start - base for m in sentence.companies if m.start - base < deed.start()]
        if not bodies and _NAME.match(sentence.low[: deed.start()]) and _is_name(sentence):
            return True
        firms += [m.start() for m in _THE_FIRM.finditer(sentence.low, 0, deed.start())]
        return bool(firms) and max(firms) > max(bodies, default=-1)
    return False
