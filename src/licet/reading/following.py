"""What comes after an act that is about to be called law, and takes it back.

A clause that hands the whole to somebody, whatever his verb; a word that it is not final; or a
sentence, up to three later, that doubts it, denies it, names gossip as its source or calls it off.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
from licet.reading.candidate import Candidate
from licet.reading.plain import plain
from licet.reading.scene import Scene, Sentence

_REACH: Final = 3
"""Sentences that still speak of the act before them."""
_SHORT: Final = 6
"""Words of a sentence that has no room to tell anything of its own."""
_OPENS_BACK: Final = (
    r"^\W*(?:(?:and|but|yet|still|however|though),? )?(?:(?:all|none|much|most|some|little|part|half) (?:of )?(?:this|that|it|these|which)|or so|at least|at any rate|so|such|thus|that|this|these|"
    r"(?:the|this|that|its|his|her|their) (?:\w+ )?(?:account|story|stories|information|claims?|news|reports?|rumou?rs?|version|tale|assertion|allegations?|post|posting|article|item|piece|source|sources|tip|video|message|document|screenshot|text))\b"
)
_VOUCHES: Final = re.compile(
    _OPENS_BACK
    + r"[^.;]{0,80}\b(?:according to|comes? from|came from|come|told|tells?|said|says?|claim\w*|ha[sd] it|heard|hears?|reads? it|read it|thinks?|believ\w*|see[sn]?|saw|put it|sources?|persons?|people|officials?|insiders?|dealers?|traders?|brokers?|aides?|seemed|seems|appeared|assum\w+|understand\w*|understood|guess\w*|suspect\w*|hope[sd]?|fear\w*|gathered|gathers?|learned|wrote|writes?|reported|circulat\w+|shared|posted|spread|nikkei|reuters|bloomberg|colleagues|friend)\b"
)
_DOUBTS: Final = re.compile(
    r"\b(?:not|never|n't|cannot|no|nor|nobody|none|neither|yet to|without|unable to|declined to|refused to|could)\b[^.;]{0,50}\b(?:confirm\w*|verif\w*|corroborat\w*|authenticat\w*|happen\w*|substantiat\w*|true|exist\w*|materiali[sz]\w*|trace)\b|"
    r"\b(?:no such|no trace|grain of salt|pinch of salt|skeptic\w*|sceptic\w*|with caution|un(?:confirmed|verified|founded|true|substantiated|corroborated)|hoax|fake|fabricat\w+|made[- ]up|invented|fiction|fictional|satire|satirical|parody|joke|prank|retract\w*|baseless|bogus|denied|denies|deny|denial|disput\w+|debunk\w*|"
    r"false|wrong|mistaken|erroneous|nonsense|misread\w*|misreport\w*|misunderst\w+|confus\w+ with|rumou?rs?|rumou?red|speculation|guesswork|hearsay|gossip)\b"
)
_REAL: Final = re.compile(
    _OPENS_BACK
    + r"|^\W*(?:it|they|the (?:\w+ )?(?:ministry|bureau|department|government|bis|agency|commission|white house|embassy|spokes\w+|ban|order|rule|listing|measure|duty|tariff|notice|requirement|move|decision)|"
    r"(?:an? )?(?:official|spokes\w+|ministry|agency)|(?:the|its|their) [\w'’]+ (?:website|page|gazette|docket|list)|no (?:\w+ )?(?:rule|notice|order|entry|text|document|paper|decree|trace|sign)|nothing|there|readers|commerce|beijing|washington|tokyo|seoul|brussels|the hague|taipei|berlin|london|bis|mofcom|we|nobody|no one|neither)\b"
)
_NO_PAPER: Final = re.compile(
    r"^\W*(?:but |yet |so far,? )?(?:no (?:\w+ )?(?:rule|notice|order|entry|text|document|paper|decree|trace|sign)|nothing) (?:\w+ )?(?:has|have|had|is|was|exists?|appeared?|of the|to that|such|yet)\b"
)
_FRAMES: Final = re.compile(
    r"\b(?:scenarios?|premise|assumptions?|assum\w+|hypothe\w+|drill|exercise|simulat\w+|quiz|poll|game|novel|imagin\w+|thought experiment|example|forgery|forged|lacks? (?:a |the |his |her |its )?(?:signature|seal|number|date)|"
    r"(?:still|yet) (?:has|have|needs?|must)?\W*(?:to )?(?:sign|approve|vote|ratify|agree)|(?:has|have) until \w+ to|to be signed|await\w*|as a joke|joking|in jest|kidding|misspoke|"
    r"no such|clarif\w+|corrections?|point(?:s|ed) to none|guess|(?:say|says|said|tells?) so(?! in (?:a|the|its))|put it that way|gone by|laugh\w*|begs? to differ|shrug\w*|scoff\w*|ridicul\w*|riddle|mystery|puzzl\w*|baffl\w*|knows? of no|knew of no|news to|came as a surprise to the (?:ministry|bureau|department)|(?:believe|take) (?:that|this|it)|true or false|discuss\.|verdict)\b|^\W*(?:or|and) (?:does|do|is|are|did|has|have|was|were) .*\?|^\W*(?:what would|what if|do you|would you|could it)\b|"
    r"^\W*(?:such|so) (?:is|was|are|were|went|goes|ran|runs)\b|^\W*(?:correction|corrections|editor|editors|ed|note|source|sources|clarification|disclaimer|disclosure|credit|via)\b[^:;.]{0,14}:|^\W*(?:by|before|within|after) (?:\w+ )?(?:night\w*|noon|lunch|dawn|morning|evening|hours?|minutes|the hour)\b[^.;]*\b(?:was|were|had|is)\b|\b(?:row|walk|back|dial|climb)(?:ed|ing|s)? (?:it |this |that )?(?:back|down)\b|\bdream\w*|\b(?:thriller|story|tale|study|book|chapter|play)\b|"
    r"^\W*(?:two|three|four|five|six|several|some|a few|an?|one|another|many) (?:[\w-]+ ){0,2}(?:people|persons?|officials?|diplomats?|sources?|aides?|insiders?|brokers?|traders?|executives?|lawyers?|bankers?|lobbyists?|consultants?|dealers?|staffers?|reader|minister|deputy)\b|"
    r"^\W*(?:its|the|their) (?:authors?|writers?|origins?|provenance)\b|^\W*(?:thus|so|here) (?:begins|starts|opens|ends|reads|runs|goes)\b|^\W*(?:i|we|my|our|nobody|no one|not (?:one|a single)|few|hardly|ask|how|asked for)\b|"
    r"^\W*(?:the|this|that|its|their|an?) (?:\w+ )?(?:paper|agency|wire|outlet|site|blog|magazine|broadcaster|editors?|newsroom|dispatch|item|article|piece|story|post|account)\b[^.;]*\b(?:pull|delet|kill|correct|remov|withdr|took|retract|apolog|amend|edit|stands? by|stood by)\w*|"
    r"^\W*(?:wrong|not so|not quite|no|nonsense|false|untrue|maybe|perhaps|or not|or so)\b"
)
"""Words after an act that make it part of a game, a premise or a jest."""
_CALLED_OFF: Final = re.compile(
    r"^\W*(?:(?:but|yet|then|later|soon|an hour later|within \w+|on \w+|by \w+|two days later|a day later),? ){0,2}(?:the (?:\w+ )?(?:ban|rule|order|listing|measure|duty|tariff|requirement|notice|move|decision|step|entry|page|post)|it|this|that|they)\b[^.;]{0,60}\b"
    r"(?:called off|cancel\w*|annulled|undone|undid|reversed|shelved|retracted|recalled|corrected|deleted|taken (?:back|down|off)|pulled|halted|aborted|abandoned|walked back|withdrew|withdrawn|rescinded|revoked|dropped|scrapped|lifted|postponed|delayed|put off|suspended|frozen|blocked|struck|void|"
    r"never (?:\w+ ){0,2}(?:took|taken|came|issued|signed|published|printed|enforced|applied|sent|left))\b"
)
_CLAUSE: Final = re.compile(r", ([^,;:]{4,80}?)(?:;|[.!\"”’]*$)")
_CONNECTS: Final = re.compile(
    r"^(?:were|was|is|are|has|have|had|will|must|may|needs?|holds?|apply|applies|takes?|took|and|but|or|which|who|whom|whose|that|among|amongst|because|since|after|before|with|without|from|including|effective|in|on|at|by|under|over|for|to|of|until|till|as|so|while|whereas|when|where|even|both|having|citing|during|through|"
    r"more|most|many|some|all|half|each|one|two|three|four|five|six|seven|eight|nine|ten|\d+|no longer|not|only|along|together|beyond|except|excepting|nearly|about|the (?:first|second|third|last|latest|same|largest|biggest)|a (?:first|second|third|step|move|day|week|month|year|list|measure|chip|duty)|"
    r"its|their|his|then|now|up|down|down|subject to|based|being|making|adding|bringing|putting|raising|cutting|ending|leaving|forcing|requiring|barring|meaning|shutting|closing|\w+ing)\b"
)
_HANDS_OVER: Final = re.compile(
    r"^(?:(?:the|an?|one|some|our|my|his|her|its|their|most|several) )?(?:[\w’'.-]+ ){1,5}?(?!(?:and|or|s|chips|tools|goods|earths|states|machines|products|firms|companies|entities|servers|arms|others|places|minerals|metals|magnets|devices|services|systems|materials|centers)\b)(?:\w+(?:ed|es|[^s\W]s)|told|wrote|thought|held|swore|put|have it|goes|say|claim|think|believe|feel|gather|swear|insist|charge|argue|report|warn|maintain|hint)(?: (?:(?:it|so|us|me|on|in|at|from|by|about|with|over|to (?:the|an?|its|his|her|their|us|me|reporters|clients|staff|\w+\W*$))\b[^,;]*)?)?$|"
    r"^(?:one|i|we|you|they|he|she|people|some|many|others|to hear|if|or|goes|runs|so|says?|said|view|a view|a claim|a notion)\b"
)
_ODD: Final = re.compile(
    r"^(?:in a (?:manner|way|sense)|in (?:its|his|her|their) (?:own )?(?:words?|way|view|eyes)|so to|at least|at any rate|for all|for what|as far|as it were|as if|as though|to hear|to go by|going by|judging|if|or (?:so|did|does|do|is|was|will|would|has|at|not|rather)|minus|save|give or|short of|but for|except that|barring|figuratively|"
    r"metaphorically|literally|ironically|jokingly|supposedly|officially or not|(?:despite|notwithstanding) [^,]*deni|[^,]*notwithstanding|\w+ly$|its (?:rivals|critics|foes|fans)|right|per|via|wherever|whichever)\b"
)
"""How a tail opens that says how far the rest is to be believed."""
_SAYS: Final = re.compile(
    r"^(?!(?:and|but|which|who|because|since|as the|having|after|when|where|while) )[^,;]*\b(?:tells?|told|says?|said|writes?|wrote|thinks?|thought|believe|claims?|claimed|reckons?|hears?|heard|insists?|swears?|swore|grumbles?|whispers?|mutters?|murmurs?|confides?|notes?|adds?|puts? it|has it|have it|(?:inform|warn|advise|alert|caution)s? (?:their|its|his|members|clients|readers|investors)|contends?|asserts?|alleges?|suggests?|maintains?)\b"
)
_LATER: Final = re.compile(
    r"\b(?:subject to|contingent (?:up)?on|conditional (?:up)?on|depending on|dependent on|provided|conditioned on) (?:the |a |an |its |his |her |their |[\w'’-]+'s )?(?:\w+ ){0,3}?(?:signatures?|approval|consent|confirmation|assent|votes?|ratification|sign-?off|clearance|publication|review|nod|go-?ahead|agreement|passage|adoption|enactment)\b|"
    r"\b(?:effective|binding|valid|operative|in force|in effect|immediately|at once) (?:only )?(?:up)?on (?!publication|filing|signing|display|receipt|the (?:date|day)|DATE|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|m-y|june|july|august|september|october|november|december|\d)|"
    r"\bnot before\b|\b(?:was|were|is|are|had been) (?:due |meant |scheduled |supposed |slated |intended )?to have\b|"
    r",? (?:only to|then|but then|before|and then|but|and) (?:\w+ly )?(?:softened|thought better|revers\w+|back(?:ed|ing|s)? (?:down|off|away)|walk(?:ed|ing) (?:it )?back|relent\w*|retreat\w*|took it back|take it back|dropped it|pull(?:ed|ing) (?:it|back)|undid|undo|rescind\w*|shelv\w+|delay\w*|withdrew|withdraw)\b|"
    r"\b(?:and|but|then) (?:\w+ )?(?:removed|deleted|dropped|undone|withdrawn|lifted|pulled|reversed|taken (?:down|off|back)|corrected) (?:it |them |again )?(?:within|hours?|minutes|an hour|the next|a day|later|again|soon)|"
    r"\b(?:in|on|from|with|for|at) (?:an?|the|one|some|any|his|her|its|their|our|(?:the )?[\w-]+'s) (?:\w+ ){0,2}(?:copy|copies|minds?|eyes?|evidence|exercise|thinking|reading|training|dreams?|imagination|heads?|feeds?|slides?|fantas(?:y|ies)|strength|basis of (?:a|one)|say-?so|word of|emergency|crisis|war|conflict|blockade|contingency|invasion|playbook|manual|textbook|lesson|class|game|sketch|skit|episode|chapter|plot)\b|"
    r"\b(?:rules?|orders?|notices?|bans?|decrees?|proclamations?|law|duty|tariff)\b[^.;,]{0,20} (?:that|which) (?:[\w'’-]+ ){1,4}(?:withheld|shelved|never|refused|declined|tore|dropped|pulled|wants?|wanted|would|likes?|calls?|called|hopes?|keeps? back)\b|"
    r"\bversions? of (?:the |an? )?(?:\w+ )?(?:order|rule|notice|bill|law|text|decree|proclamation|ban)\b|\b(?:lol|lmao|imo|imho|afaik|iirc|tbh|fwiw)\b|\bunless (?:we|i|he|she|one|my|our|the (?:page|report|paper|story|notice|source)s?)\b|\bonly in (?:the sense|name|theory|spirit|so far)\b|\bin the sense that\b|"
    r"\bin (?:an?|the|his|her|its|their|all|some|most|one) (?:[\w'’-]+ ){0,3}(?:trial run|charts?|tables?|spreadsheets?|decks?|amendment(?! (?:to|of))|straw vote|ledger|notebooks?|diary|calendar|polls?)\b|\b(?:knew|knows?|aware) (?:of no|nothing)\b|\b(?:touted|talked up|trailed|mooted|hyped|trumpeted|dangled|teased|bruited|aired)\b|"
    r"\b(?:simulat\w+|mock|would-be|self-styled|putative|so-called|fictitious|fictional|imaginary|imagined|pretend|make-believe|fabricated|doctored|spoofed|bogus|phony|forged|forgery|counterfeit|sham|fantasy)\b|"
    r", then (?:\w+ly )?\w+|, to (?:the |general |wide |some |much )?(?:\w+ )?(?:disbelief|amusement|astonishment|bewilderment|laughter|mirth)\b|\bfor (?:an?|the|one) (?:afternoon|morning|length|duration|hour|day|moment|sake)\b|\b(?:last year's|an old|an early|a first) draft\b|"
    r"\bwhich [^,;]{2,40}\b(?:rejects?|rejected|denies|denied|disputes?|disputed|contests?|doubts?|dismiss\w+)\b|\bwould\b[^.;]*\bhad\b|\b(?:is|are|was|were|remains?) (?:still|only|merely|just|but|nothing but|little more than) (?:an?|the)\b|"
    r"\b(?:doctored|altered|tampered|dubious|suspicious|suspect|anonymous|garbled)\b|\bas (?:the|one|some) [\w'’-]+ ha(?:s|ve) it\b|\black(?:s|ed|ing)? (?:an?|the|any) (?:signature|seal|number|date)\b|\b(?:at|during|from) (?:an?|the) (?:campaign|rally|stump|fund-?raiser)\b|"
    r"\bstriking (?:dockers|workers)\b|\bthe way [^,;.]* (?:sees?|tells?|has|have|reads?) it\b|\b(?:vote|markup|hearing|debate|speech) (?:in committee|by the (?:minister|secretary|president))\b|"
    r"\bvoluntar\w+|\bexists? (?:only|just|merely)\b|\b(?:which|that) (?:[\w'’-]+ ){1,3}(?:wants?|wishes|hopes|seeks|likes|longs)\b|; (?:skeptics|sceptics|critics|dealers|traders|brokers|insiders|sources|some|others|many|few|nobody|no one|so|at least)\b|"
    r"\bin (?:case|times?|the event) of\b|"
    r"\b(?:by mistake|in error|by (?:a )?(?:\w+ )?(?:error|mistake|slip|glitch)|erroneously|mistakenly|accidentally|inadvertently|for an hour|briefly)\b|"
    r"\b(?:tentatively|provisionally|informally|nominally|theoretically|notionally|unofficially|preliminarily|conditionally|hypothetically|rhetorically|symbolically|fictitiously|prospectively|de facto|in effect if not)\b|"
    r"\bun(?:signed|dated|verified|confirmed|published|printed|ratified|authenticated|sourced|attributed|finished|enacted|issued|approved|passed|official|released|reported|substantiated)\b|"
    r"\b(?:is|was|remains|are|were|stays) (?:\w+ )?(?:a |an |mere |pure |only )?(?:fiction|fable|lie|myth|fantasy|invention|possible|possibility|conceivable|imminent|looming|thinkable|imaginable|likely|near|close|in the works|in the making|in sight|hearsay|guess|guesswork)\b|"
    r"\b(?:was|were|is|are|as|been|being|first|by|and) (?:described|portrayed|depicted|cast|painted|presented|billed|sketched|foreseen|foretold|narrated) (?:by|as|in)\b|\breported by\b|"
    r"\(\s*(?:\w+ ){0,2}(?:rumou?rs?|reports?|source|sources|unverified|via|satire|draft|proposed|planned|if)\b[^)]*\)|"
    r": (?:the )?(?:\w+ ){0,2}(?:reports?|sources?|officials?|insiders?|aides?|analysts?|media|press|paper|ft|wsj|nyt)[.!]?$|"
    r" [-–—] ?(?:\w+ ){0,3}(?:reports?|sources?|officials?|insiders?|aides?|analysts?|media|press|paper)[.!]?$"
)


def is_taken_back(found: Scene, one: Candidate, sentence: Sentence) -> bool:
    """Whether words after an act, in its sentence or the next ones, take it back."""
    whole = plain(sentence.low)
    place = max(one.trigger, one.span.start) - sentence.span.start
    if _LATER.search(whole) or _hands_over(plain(sentence.low[max(0, place) :])):
        return True
    return any(
        _takes_back(plain(other.low), step) or (step == 0 and _is_bare_comment(found, other))
        for step, other in enumerate(
            found.sentences[sentence.index + 1 : sentence.index + 1 + _REACH]
        )
        if other.span.para == sentence.span.para
    )


def _is_bare_comment(found: Scene, other: Sentence) -> bool:
    """Whether a short sentence without a name or day only comments on the one before."""
    words = found.text[other.span.start : other.span.end].split()
    if len(words) > _SHORT or other.dates or mood.EFFECT.search(other.low):
        return False
    named = any(word[:1].isupper() or word[:1].isdigit() for word in words[1:])
    return not (named or other.things or other.companies or other.places)


def _hands_over(whole: str) -> bool:
    """Whether the sentence ends in a clause of somebody who tells it: `…, the dealers grumble.`"""
    return any(
        _SAYS.search(tail)
        or _ODD.match(tail)
        or (not _CONNECTS.match(tail) and _HANDS_OVER.search(tail))
        for tail in _CLAUSE.findall(whole)
    )


def _takes_back(low: str, step: int) -> bool:
    if _VOUCHES.search(low) or (mood.is_press(low) and re.match(_OPENS_BACK, low)):
        return step == 0 or bool(re.match(r"^\W*(?:all|none) (?:of )?(?:this|that)", low))
    if _REAL.match(low) and _DOUBTS.search(low):
        return True
    if _NO_PAPER.search(low) or (step < 2 and _FRAMES.search(low)):
        return True
    return step == 0 and bool(_CALLED_OFF.match(low))
