"""What comes after an act that is about to be called law, and takes it back.

A sentence that doubts it, denies it, names gossip as its source, makes it part of a tale or calls it
off.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading import mood
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

_DENIED: Final = re.compile(
    r"^\W*(?:[\w'’]+ ){1,4}(?:den(?:y|ies|ied)|disput(?:es?|ed)|dismiss(?:es|ed)|refut(?:es?|ed)|deleted|retract(?:s|ed)) "
    r"(?:this|that|it|all|everything|the (?:\w+ )?(?:report|claim|story|account|rumou?r|post|allegation)s?)\b|"
    r"^\W*(?:so (?:goes|runs|says)|none of (?:this|it|that)|it was (?:a|an|all|only|just) (?:\w+ )?(?:joke|hoax|prank|lie|dream|test|drill|error|mistake|april))\b"
)
_UNTRUE: Final = re.compile(
    r"\b(?:den(?:y|ies|ied) (?:this|that|it)|untrue|hoax|fake|fabricated|made[- ]up|fiction\w*|satir\w+|parody|joke|prank|retract\w*|"
    r"(?:not|never|n't) (?:\w+ ){0,2}(?:true|happen\w*|exist\w*|take place|issued?|written)|no such (?:rule|order|letter|notice|listing|act|thing))\b"
)
"""A denial of the whole, and words that call something untrue."""
_UNDOES: Final = re.compile(
    rf"{mood.UNDONE.pattern}|\b(?:again|removed?|delist\w*|resum\w*|reopen\w*|reinstat\w*|restor\w*|allow\w*|(?:is|are|was|were) (?:over|off|open|free)|ended|ends|correct\w*|error|eras\w*|"
    r"invalid\w*|annul\w*|cancel\w*|delet\w*|retract\w*|undo\w*|undid|never|exempt\w*|exclu\w*|except\w*|waive[ds]?|lower\w*|(?<!be )(?<!been )(?:exported|sold|shipped|delivered|imported))\b"
)
"""Words that may end what was told before, whatever they are said of."""


def is_taken_back(found: Scene, sentence: Sentence) -> bool:
    """Whether one of the next sentences takes back what a sentence tells."""
    return any(
        _takes_back(plain(other.low), step) or (step == 0 and _is_bare_comment(found, other))
        for step, other in enumerate(
            found.sentences[sentence.index + 1 : sentence.index + 1 + _REACH]
        )
        if other.span.para == sentence.span.para
    )


def is_denied(found: Scene, sentence: Sentence) -> bool:
    """Whether one of the next two sentences, in this block or the next, denies what was told."""
    after = found.sentences[sentence.index + 1 : sentence.index + 3]
    lows = [plain(one.low) for one in after]
    return any(_DENIED.search(low) or (_REAL.match(low) and _UNTRUE.search(low)) for low in lows)


def is_undone(found: Scene, sentence: Sentence) -> bool:
    """Whether anything later in the text, however far, undoes or doubts what could be this act."""
    return any(
        _UNDOES.search(low) or _DOUBTS.search(low) or _NO_PAPER.search(low)
        for low in (plain(one.low) for one in found.sentences[sentence.index + 1 :])
    )


def _is_bare_comment(found: Scene, other: Sentence) -> bool:
    """Whether a short sentence without a name or day only comments on the one before."""
    words = found.text[other.span.start : other.span.end].split()
    if len(words) > _SHORT or other.dates or mood.EFFECT.search(other.low):
        return False
    named = any(word[:1].isupper() or word[:1].isdigit() for word in words[1:])
    return not (named or other.things or other.companies or other.places)


def _takes_back(low: str, step: int) -> bool:
    if _VOUCHES.search(low) or (mood.is_press(low) and re.match(_OPENS_BACK, low)):
        return step == 0 or bool(re.match(r"^\W*(?:all|none) (?:of )?(?:this|that)", low))
    if _REAL.match(low) and _DOUBTS.search(low):
        return True
    if _NO_PAPER.search(low) or (step < 2 and _FRAMES.search(low)):
        return True
    return step == 0 and bool(_CALLED_OFF.match(low))
