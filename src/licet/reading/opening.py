"""How a sentence opens that is about to be called law: who acts, on what, and by which verb.

Words of hearsay have no end; the plain ways to tell an act of a state have. So here no word is
barred: a sentence must open with somebody who can make law, a paper of law, or the goods that the
law is on, and go on with a verb that does it.
"""

from __future__ import annotations

import re
from typing import Final

from licet.reading.candidate import Candidate
from licet.reading.plain import plain
from licet.reading.scene import Scene, Sentence

_DAY: Final = (
    r"(?:DATE|today|yesterday|now|then|later|meanwhile|\w+ (?:days?|weeks?|months?|years?) (?:ago|later|earlier|before)|"
    r"(?:last|this|that|earlier this|late last|early this|the same|the (?:following|next)) (?:\w+ )?(?:day|week|month|year|spring|summer|autumn|fall|winter|morning|evening|night|time|january|february|march|april|m-y|may|june|july|august|september|october|november|december|sunday|monday|tuesday|wednesday|thursday|friday|saturday))"
)
_MONTH: Final = r"(?:(?:late |early |mid-?|last |this )?(?:january|february|march|april|may|m-y|june|july|august|september|october|november|december|spring|summer|autumn|winter|\d{4})(?: \d{4}| last year| this year)?)"
_PAPER: Final = (
    r"(?:rules?|regulations?|orders?|notices?|proclamations?|decrees?|lists?|listings?|acts?|laws?|ordinances?|statutes?|bulletins?|directives?|circulars?|"
    r"filings?|letters?|statements?|amendments?|determinations?|gazette|register|updates?|revisions?|decisions?|rulings?|8-k|10-[kq]|20-f|6-k|reports?|provisions?|section|sections|article|articles|annex|entry|entries|version|executive order)"
)
_FRONTED: Final = re.compile(
    r"^\W*(?:and |but |so |also |thus |only |even |still )?(?:in|for|by|without|under|at|per|with|to|subject to|pending|for (?:the )?purposes of|within|inside|among|amid|against|through|via|after|during|over|on|upon|like|as in)\b (?P<np>[^,;:]{2,90}?)(?:,|$|(?<=DATE)\s)"
)
_DATELINE: Final = re.compile(
    r"^\W*(?:[\w.]+ ){0,3}(?:\w+|PLACE|STATE)(?:, \w+)?,? (?:DATE|PLACE DATE)(?:, \d{4})?(?: \([\w ]+\))? ?[-–—]+ ?"
)
_DAY_FIRST: Final = re.compile(
    rf"^\W*(?:and |but |so |also |thus |only |even |still |as recently as |as early as |back |already )?(?:(?:in|on|by|at|since|from|as of|after|during|over|until|with effect from|starting|effective)\b )?(?:the )?(?:same |very )?(?:{_DAY}|DATE|{_MONTH}\b)(?: (?:alone|already|this year|last year|on|and|of \d{{4}})\b)*,?\s+(?!(?:of|that|which|who)\b)"
)
"""A place and day before a report, or a day before anything else."""
_LAWFUL_FRONT: Final = re.compile(
    rf"\b(?:DATE|STATE|PLACE|{_PAPER}|day|days|week|weeks|month|months|year|years|spring|summer|autumn|fall|winter|morning|evening|weekend|effect|{_MONTH})\b|\d"
)
_UNLAWFUL_FRONT: Final = re.compile(
    r"\b(?:without|subject to|pending|like|purposes|counterfactual|alternate|exam|question|mock|moot|stress|test|dry|exercise|case|error|mistake|game|games|dream|dreams|"
    r"fiction|fable|joke|skit|novel|example|instance|theory|truth|reality|practice|spirit|essence|rhetoric|imagination|name|words?|title|caption|lede|abstract|draft|cartoon|"
    r"quiz|hypothetical|thought|tale|story|stories|telling|version of|draft|model|forecast|outlook|mockup|mock-up|template|sample|specimen|memo|paper|essay|talk|lecture|class|seminar|panel)\b"
)
_HEADS: Final = re.compile(
    rf"^(?:(?:{_PAPER})|exports?|re-?exports?|shipments?|sales?|deliver(?:y|ies)|suppl(?:y|ies)|imports?|transfers?|transits?|transshipments?|purchases?|trade|servic(?:e|es|ing)|"
    r"governments?|administrations?|departments?|bureaus?|agenc(?:y|ies)|offices?|ministr(?:y|ies)|ministers?|secretar(?:y|ies)|presidents?|premier|governors?|mayors?|cabinet|commissions?|"
    r"authorit(?:y|ies)|regulators?|officials?|customs|councils?|boards?|supervisors|commissioners|count(?:y|ies)|cit(?:y|ies)|towns?|states?|legislatures?|lawmakers|union|kingdom|"
    r"chips?|semiconductors?|accelerators?|processors?|gpus?|cards?|memory|servers?|computers?|machines?|tools?|equipment|scanners?|software|models?|weights?|products?|goods|items?|technolog(?:y|ies)|"
    r"metals?|minerals?|magnets?|elements?|earths?|materials?|wafers?|parts?|components?|systems?|devices?|kits?|designs?|gases|resists?|graphite|gallium|germanium|antimony|tungsten|"
    r"makers?|manufacturers?|compan(?:y|ies)|firms?|groups?|operators?|buyers?|sellers?|suppliers?|vendors?|exporters?|importers?|importer|customers?|chipmakers?|entit(?:y|ies)|parties|persons?|units?|subsidiar(?:y|ies)|affiliates?|institutes?|universit(?:y|ies)|labs?|names?|addresses|parents?|players|designers?|producers?|whoever|anyone|everyone|those|"
    r"centers?|plants?|projects?|developers?|utilit(?:y|ies)|miners?|"
    r"licen[cs](?:e|es|ing)|permits?|permission|requirements?|dut(?:y|ies)|tariffs?|lev(?:y|ies)|surcharges?|rates?|bans?|moratori(?:um|a)|embargo(?:es)?|controls?|curbs?|restrictions?|limits?|measures?|sanctions?|blacklist|exemptions?|pause|freeze|prohibition|framework|policy|regime|consent|approval|authorization|terms|"
    r"it|they|he|she|both|all|some|most|each|none|these|this|that|which|we|i|you|its|\d+(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|dozens?|hundreds?|there|here|"
    r"first|second|third|fourth|latter|former|"
    r"DATE|STATE|PLACE|NAME|FIRM|OTHER)$"
)
"""What can make law, be a paper of it, or come under it."""
_DATED: Final = re.compile(r"^(?:signed|published|issued|dated|released|adopted)\b[^,;]{0,40},\s*")
"""When the paper that was named first was made, before the subject."""
_STOPS: Final = re.compile(
    r"^(?:of|in|on|at|by|for|from|to|with|under|over|into|against|as|that|which|who|whom|whose|where|when|while|since|until|after|before|and|or|but|not|"
    r"is|are|was|were|be|been|has|have|had|may|must|can|could|will|would|shall|should|do|does|did|now|no|only|also|already|again|first|never|ever|yet|"
    r"go|goes|went|gone|leaves?|put|puts|set|sets|cut|cuts|hit|hits|shut|shuts|made|makes?|took|takes?|gave|gives?|came|comes?|brings?|brought|struck|told|tells|forbade|forbids?|bans?|bars?|blocks?|halts?|stops?|ends?|adds?|lists?|names?|places?|"
    r"imposes?|requires?|needs?|raises?|lifts?|lowers?|doubles?|extends?|widens?|tightens?|restricts?|limits?|controls?|subjects?|prohibits?|suspends?|revokes?|amends?|revises?|issues?|publishes|signs?|orders?|directs?|informs?|keeps?|kept|"
    r"wants?|seeks?|likes?|favou?rs?|hopes?|plans?|eyes?|mulls?|votes?|falls?|stands?|stood|began|begun|begins?|started|ceases?|costs?|enters?|applies|apply|covers?|exempts?|spares?|counts?|says?|said|"
    r"\w{2,}ed|\w{2,}ly)$"
)
_SKIP: Final = re.compile(
    rf"^(?:(?:has|have|had|was|were|is|are|been|being|now|also|already|again|first|finally|then|thus|only|since|itself|jointly|together|today|yesterday|overnight|formally|officially|immediately|unanimously|abruptly|quietly|suddenly|newly|simply|once more|in turn|{_DAY}|DATE)\b,?\s*|"
    rf"(?:on|in|at|from|since|as of|by|late|early|before|after|of|earlier|last|this|the|and|,|\()\s*(?=DATE|PLACE|STATE|{_MONTH}\b|\()|(?:PLACE|STATE)\s*|{_MONTH}\b,?\s*|[,()]\s*|"
    r"(?:in response|in retaliation|for its part|and (?:its|the|their) [^,;]{0,60}?(?=\b(?:put|placed|banned|added|imposed|decreed|ordered)\b)|\w+ly\b)\s*)"
)
_DEED: Final = re.compile(
    r"^(?:imposed?|imposes|barr?(?:ed|s)|bann?(?:ed|s)|ban|bar|forbade|forbids|forbidden|stopp?(?:ed|s)|blocks?|blocked|prohibit(?:ed|s)|plac(?:ed|es)|puts?|adds?|added|introduc(?:ed|es)|requir(?:ed|es)|cuts?|halt(?:ed|s)|"
    r"answered|responded|retaliated|revok(?:ed|es)|clos(?:ed|es)|exclud(?:ed|es)|shuts?|end(?:ed|s)|subject(?:ed|s)|order(?:ed|s)|decre(?:ed|es)|turned|sealed|locked|choked|curb(?:ed|s)|capp?(?:ed|s)|restrict(?:ed|s)|limit(?:ed|s)|"
    r"outlaw(?:ed|s)|tighten(?:ed|s)|made|makes|brought|brings|withdrew|withheld|took|takes|began|begun|started|let|struck|hit|hits|slapped|levied|levies|laid|lays|collected|collects|rais(?:ed|es)|doubl(?:ed|es)|tripl(?:ed|es)|quadrupled|"
    r"set|sets|fixed|lower(?:ed|s)|cut|exempt(?:ed|s)|spar(?:ed|es)|freed|frees|sign(?:ed|s)|issu(?:ed|es)|publish(?:ed|es)|releas(?:ed|es)|adopt(?:ed|s)|enact(?:ed|s)|approv(?:ed|es)|amend(?:ed|s)|revis(?:ed|es)|updat(?:ed|es)|chang(?:ed|es)|"
    r"extend(?:ed|s)|expand(?:ed|s)|enlarg(?:ed|es)|widen(?:ed|s)|broaden(?:ed|s)|prolonged|renewed|lengthened|blacklist(?:ed|s)|list(?:ed|s)|nam(?:ed|es)|enter(?:ed|s)|declar(?:ed|es)|designat(?:ed|es)|sanction(?:ed|s)|"
    r"told|tells|inform(?:ed|s)|notif(?:ied|ies)|instruct(?:ed|s)|direct(?:ed|s)|wrote|sent|announc(?:ed|es)|said|says|asked|demanded|demands|needs?|needed|must|may|can|applied|applies|apply|controls?|controlled|"
    r"suspend(?:ed|s)|froze|freezes|refus(?:ed|es)|den(?:ied|ies)|delist(?:ed|s)|removed|removes|struck|took|lift(?:ed|s)|gave|gives|kept|keeps|used|uses|invoked|proclaimed|relied|accused|found|voted|decided|ruled|passed|move[ds]?|acted|went|go|goes|targeted|targets|swept|sweeps|included|includes|deemed|"
    r"tightening|requiring|ordered|held|to|who|which|whose|that|and|or|without|under|became|becomes|stood|stand|stands|fell|fall|falls|come|came|comes|leave|leaves|cost|costs|pay|pays|bind|binds|cover|covers|'s|s)\b"
)
"""Verbs of making law, the words that tell of it, and words too small to say otherwise."""
_RULES: Final = re.compile(
    r"^(?:STATE|PLACE|OTHER|governments?|administrations?|departments?|bureaus?|agenc(?:y|ies)|offices?|ministr(?:y|ies)|ministers?|secretar(?:y|ies)|presidents?|premier|governors?|mayors?|cabinet|"
    r"commissions?|authorit(?:y|ies)|regulators?|officials?|customs|councils?|boards?|supervisors|commissioners|count(?:y|ies)|cit(?:y|ies)|towns?|states?|legislatures?|lawmakers|union|kingdom)$"
)
"""Who can make law, and so must be told to do it."""
_LIGHT: Final = re.compile(
    r"^(?:took|takes|made|makes|set|sets|brought|brings|began|begun|started|moved?|moves|raised|raises|issued|issues|released|releases|adopted|adopts|published|publishes|signed|signs|gave|gives|kept|keeps|"
    r"puts?|placed|places|included|includes|approved|approves|found|voted|decided|passed|announced|announces|introduced|introduces|used|uses|laid|lays|turned|acted|went|came|fixed|held|struck|hit|hits|opened|added|adds|extended|renewed|invoked|declared|sent|let|cut|cuts|ended|ends|entered)\b"
)
_ASTRAY: Final = re.compile(
    r"^(?:up|out|forth|forward|closer|nearer|toward|towards|ahead|off(?= on\b)|aside|aim|heart|note|pains|care|stock|part|noises?|clear|known|plain|sure|do|it (?:a|an|clear|known|plain|its|their|seem|look|sound|appear)|away from|back from|about|thought|mention|how|why|whether|what)\b"
)
_SMALL: Final = re.compile(
    r"^(?:it|them|with|from|under|into|as|by|to (?:\w+ly )?(?:require|apply|ban|bar|enforce|collect|demand|control|restrict|block|halt|stop|charge|extend|prolong)|now|only|that)\b"
)
_OBJECTS: Final = re.compile(
    r"^(?:effect|force|set|sets|package|packages|raft|series|round|rounds|batch|number|range|market|markets|access|text|texts|pages?|changes?|additions?|expansion|extension|"
    r"percent|cent|%|\$|back|off|china|beijing|russia|iran|taiwan|action|code|classification|numbers?|threshold|truce|hold|use|adversar(?:y|ies)|spare|research|fabs?|factor(?:y|ies)|miners?|foundr(?:y|ies)|startups?|start-ups|others|more|subsidiary|army|military|people|individuals?|bodies|body|organi[sz]ations?|school|dealers?|law|weapons?|country|countries|territor(?:y|ies)|nations?|region)$"
)
"""What law is made of, beside what it is made on."""
_DONE_TO: Final = re.compile(r"^(?:has|have|had|was|were|is|are|now|must|needs?|may|can)\b")
"""How a sentence goes on about a name that no list knows: it may be under a law, and makes none."""
_BODIES: Final = re.compile(
    r"^(?:commerce|treasury|customs|mofcom|meti|miti|miti's|moea|motie|ofac|ustr|pentagon|downing|cbp|parliament|diet)$"
)
_ASIDE: Final = re.compile(r"\((?:[a-z'’-]+ ?){1,3}\)\W*$")
"""A last word in brackets: who told it, or how sure it is."""
_ENDS: Final = re.compile(
    r"^(?:of|in|on|at|by|for|from|to|with|under|over|into|against|as|that|which|who|whose|where|when|while|since|until|after|before|toward|towards|about|around|near|closer|is|are|was|were|has|have|had)$"
)
_OF_WHERE: Final = re.compile(r"^of (?:the )?(?:new |south |north )?[\w-]+ ")
_INSERTED: Final = re.compile(
    r"\b(?:has|have|had|was|were|is|are|been)(?:,| \() ?(?!(?:on |in |from |since |as of |by |late |early )?(?:DATE|january|february|march|april|m-y|june|july|august|september|october|november|december|last|this|\d)|however|too|therefore|also|moreover|meanwhile|in turn)"
)
"""Something put between the auxiliary and its verb says how far the rest holds."""
_AGENT: Final = re.compile(
    r"\bby (?!(?:DATE|STATE|PLACE|NAME|FIRM|OTHER|\d|now|then|far|which|whom|its|their|\w+ing|\$|nearly|about|almost|way|virtue|means|sea|air|the (?:end|time|same)|law)\b)((?:[\w'’-]+ ?){1,6})"
)
_OF_A_FIRM: Final = re.compile(
    r"\b(?:banned|barred|stopped|halted|blocked|forbidden|prohibited|suspended|restricted|cut off|license|limits)\b[^.;,]{0,40}(?<!made)(?<!sold)(?<!owned)(?<!built)(?<!used)(?<!designed)(?<!supplied)(?<!produced)(?<!developed) by (?:the )?FIRM\b"
)
_FROM_WHAT: Final = re.compile(
    r"\b(?:barred|banned|excluded|shut out|kept)(?: since DATE| on DATE)? from (?:an?|the) (?!(?:PLACE|STATE|NAME|FIRM|chinese|american|us|export|sale|use|purchase|market|country|list|government|world|union|whole|entire|mainland|supply|people)\b)"
)
"""A ban of a firm's own, or from a place that is no land."""
_AS_IF_DONE: Final = re.compile(
    r"\bas (?:now |already |good as )?(?:banned|barred|added|listed|forbidden|prohibited|blocked|restricted|off limits)\b"
)
_LABEL: Final = re.compile(r"^\W*(?P<label>[^:;]{2,70}?)(?:: | [-–—] ?|[–—])")
_LABELS: Final = re.compile(
    r"\b(?:STATE|summary|dates?|effective|action|notice|rules?|order|by the|background|DATE -|PLACE)\b"
)
_CAPTION: Final = re.compile(r"^(?:summary|dates?|effective dates?|action|background)$")
"""How the Federal Register heads its paragraphs."""
_SHORT_LABEL: Final = re.compile(
    r"^\W*(?:exclusive|report|reports|update|alert|flash|watch|opinion|analysis|explainer|factbox|sources?|rumor|rumour|scoop|breaking|live|podcast|video)\b ?[-:–—]"
)
_NUMBERED: Final = re.compile(
    r"^\W*(?:question|case|scenario|exercise|task|problem|move|turn|step|slide|chapter|scene|act|option|plan|item|claim|myth|premise)\b ?(?:\d+|[a-z]|one|two|three)?\W*[:.]"
)
_QUOTED: Final = re.compile(r"[\"“‘][^\"“”]{12,}")


def opens_plainly(found: Scene, one: Candidate, sentence: Sentence) -> bool:
    """Whether a sentence opens as acts of law are told."""
    base = sentence.span.start
    place = max(one.trigger, one.span.start) - base
    if _in_quotes(sentence.low, place) or _is_that_clause(sentence.low):
        return False
    masked = _masked(sentence)
    if (
        _SHORT_LABEL.search(masked)
        or _NUMBERED.search(masked)
        or _ASIDE.search(masked)
        or _INSERTED.search(masked)
        or _AS_IF_DONE.search(masked)
    ):
        return False
    if _OF_A_FIRM.search(masked) or _FROM_WHAT.search(masked):
        return False
    if any(not _can_act(agent[1]) for agent in _AGENT.finditer(masked)):
        return False
    label = None if _DATELINE.search(masked) else _LABEL.search(masked)
    if label and not _LABELS.search(label["label"]):
        return False
    if label and _CAPTION.match(label["label"]):
        masked = masked[label.end() :]
    capital = found.text[base : base + 1].isupper() and masked[:1].islower()
    while day := _DATELINE.search(masked) or _DAY_FIRST.search(masked):
        masked, capital = masked[day.end() :], False
    front = _FRONTED.search(masked)
    if front:
        lead = front.group()
        if _UNLAWFUL_FRONT.search(lead) or not _LAWFUL_FRONT.search(front["np"]):
            return False
        masked = _DATED.sub("", masked[front.end() :].lstrip())
    return _subject_acts(masked.strip(), capital and not front)


def _masked(sentence: Sentence) -> str:
    """The sentence with names and days put as their kind, in capitals."""
    base, low = sentence.span.start, sentence.low
    marks = [(w.start - base, w.end - base, "DATE") for w in sentence.dates]
    for each in sentence.actors:
        kind = "STATE" if each.kind in ("agency", "government") else "OTHER"
        marks.append((each.start - base, each.end - base, kind))
    marks += [(m.start - base, m.end - base, "PLACE") for m in sentence.places]
    marks += [(m.start - base, m.end - base, "FIRM") for m in sentence.companies]
    marks += [(m.start - base, m.end - base, "NAME") for m in sentence.things]
    out, done = [], 0
    for start, end, kind in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start >= done:
            out += [low[done:start], kind]
            done = end
    return plain("".join([*out, low[done:]]))


def _subject_acts(masked: str, named: bool) -> bool:
    """Whether the first noun is one of law and, if it can make law, the verb after it does."""
    head, index = _head(masked)
    rest = " ".join(masked.split()[index:])
    if not _HEADS.match(head):
        done_to = _DONE_TO.match(rest) or _BODIES.match(head)
        return bool(named and index == 1 and not _STOPS.match(head) and done_to) and (
            _makes_law(rest) and not _skipped(rest)[:1].isupper()
        )
    return not _RULES.match(head) or _makes_law(rest)


def _head(text: str) -> tuple[str, int]:
    """The noun that a noun phrase at the start ends in, and how many words it takes."""
    words = text.split()[:12]
    head = ""
    for index, word in enumerate(words):
        bare = word.strip(",.:;()'’\"“”").removesuffix("'s").removesuffix("’s")
        if head and (_STOPS.match(bare) or word[:1] in "(-–"):
            return head, index
        if bare and bare not in ("the", "a", "an"):
            head = bare
        if word[-1:] in ",;:.":
            return head, index + 1
    return head, len(words)


def _makes_law(rest: str) -> bool:
    """Whether the words after who acts open with a deed, done to something that law is made of."""
    rest = _skipped(_OF_WHERE.sub("", rest))
    if light := _LIGHT.match(rest):
        return _is_of_law(rest[light.end() :])
    return not rest or bool(_DEED.match(rest)) or rest[:1].isupper() or rest[:1].isdigit()


def _skipped(rest: str) -> str:
    """Without days, places and adverbs at the start."""
    rest = rest.lstrip()
    while (skip := _SKIP.match(rest)) and skip.group():
        rest = rest[skip.end() :].lstrip()
    return rest


def _is_of_law(rest: str) -> bool:
    """Whether a verb that can mean anything has an object of law: no step, no goal, no threat."""
    rest = _skipped(rest)
    if _ASTRAY.match(rest):
        return False
    if not rest or _SMALL.match(rest):
        return True
    words = [word.strip(",.:;()'’\"“”").removesuffix("'s") for word in rest.split()[:14]]
    stop = next((i for i, word in enumerate(words) if i and _ENDS.match(word)), len(words))
    return any(_HEADS.match(w) or _OBJECTS.match(w) or w[:1].isdigit() for w in words[:stop])


def _can_act(words: str) -> bool:
    """Whether who did it, by a phrase with `by`, can make law or is a paper of it."""
    head = _head(words)[0]
    return bool(_HEADS.match(head) or _OBJECTS.match(head) or head[:1].isdigit()) or head in (
        "way", "day", "end", "close", "means", "virtue", "name", "same", "time", "first", "order", "list",
    )  # fmt: skip


def _in_quotes(low: str, place: int) -> bool:
    """Whether the words of the act stand in a quotation of some length."""
    return any(each.start() < place < each.end() for each in _QUOTED.finditer(low))


def _is_that_clause(low: str) -> bool:
    """Whether a sentence opens with what is only thought: `that it was banned is a tale`."""
    return bool(
        re.search(
            r"^\W*that (?!(?:same |very )?(?:day|week|month|year|rule|order|notice|law|list|ban|duty)\b)",
            low,
        )
    )
