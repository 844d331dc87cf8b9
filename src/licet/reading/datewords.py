"""The words that name a day or a month, and what stands before them.

Own rules rather than a general date library: those read `may` and `march` as months, give no
exact place in the text, and do not say whether a day is that of an act, of effect or a deadline.
"""

from __future__ import annotations

import re
from typing import Final

MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY: Final = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
COUNT: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    "a": 1, "an": 1, "several": 3, "a few": 3, "some": 3, "a couple of": 2, "fourteen": 14, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_N: Final = r"(?P<n>(?i:\d{1,3}|a few|several|some|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty))"

FORMS: Final = re.compile(
    "|".join(
        (
            r"(?P<iso>\b(?P<iy>(?:19|20)\d\d)-(?P<im>[01]\d)-(?P<id>[0-3]\d)\b)",
            r"(?P<slash>\b(?P<s1>\d{1,2})[/.-](?P<s2>\d{1,2})[/.-](?P<sy>(?:19|20)\d\d)\b)",
            r"(?P<mdy>\b" + _MONTH.format("m1") + r" (?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)"
            r"(?:,? (?P<y1>(?:19|20)\d\d)\b)?)",
            r"(?P<dmy>\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? "
            + _MONTH.format("m2")
            + r"(?![a-z])(?:,? (?P<y2>(?:19|20)\d\d)\b)?)",
            r"(?P<my>\b(?:(?:early|late|mid|mid-)[ -]?)?"
            + _MONTH.format("m3")
            + r"(?:,? | of )(?P<y3>(?:19|20)\d\d)\b)",
            r"(?P<mon>\b(?P<pre>[Ii]n|[Ss]ince|[Ll]ast|[Tt]his|[Ll]ate|[Ee]arly|[Mm]id|of|from|[Bb]y|until|"
            r"[Dd]uring|after|before|through|its|the|their|his|and|to|recently as|back in|that|until)[ -]"
            + _MONTH.format("m4")
            + r"(?![a-z.]? ?\d)(?![a-z])(?P<thatyear> of (?:that|the same|last) year)?)",
            r"(?P<wd>\b(?:(?P<wpre>last|next|coming|this|the following|the previous) )?"
            + _WEEKDAY
            + r"(?P<ago> (?:last week|of last week|a week ago))?\b)",
            r"(?P<today>\b(?:[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening))\b)",
            r"(?P<yesterday>\b[Yy]esterday\b|\b[Ll]ast night\b)",
            r"(?P<lastweek>\b(?<!its )(?<!his )(?<!their )(?:[Ll]ast|the past) week(?! of\b)\b|\ba week ago\b|"
            r"\b(?:the|last) week before\b)",
            r"(?P<weekend>\b(?:over|at|during|on|this|last) (?:the |this |last )?(?:past )?weekend\b)",
            r"(?P<thisweek>\b(?:earlier |late |later |only |just )?this week\b|"
            r"\bin recent days\b|\bthese days\b|\bthis past week\b)",
            r"(?P<lastmonth>\b[Ll]ast month\b|\ba month ago\b)",
            r"(?P<thismonth>\b(?:earlier |late |later )?this month\b|\bin recent weeks\b)",
            r"(?P<lastyear>\b(?:[Ll]ast year|a year (?:ago|earlier))\b)",
            r"(?P<ago2>\b"
            + _N
            + r" (?P<unit>day|week|month|year)s? (?P<dir>ago|earlier|before|later|afterwards?"
            r"|after(?= [A-Za-z])|after))\b",
            r"(?P<same>\b(?:[Oo]n )?(?:[Tt]he|[Tt]hat) same (?:day|evening|morning|afternoon|night|date|hour)\b|\b[Tt]hat (?:evening|night|afternoon)\b|"
            r"\b(?:[Oo]n )?that (?:very )?day\b|\b[Aa]t the same time\b|\b[Ss]imultaneously\b|\b[Cc]oncurrently\b|\b[Ww]ithin (?:hours|minutes)\b|\b[Mm]inutes later\b|\b[Hh]ours (?:later|after(?:wards)?|earlier|before)\b|"
            r"\b[Ss]ame day\b|\b(?:[Ii]n |[Dd]uring )?(?:the|that) same week\b)",
            r"(?P<next>\b(?:[Tt]he (?:following|next) day|the day after|[Aa] day (?:after|later)|[Oo]ne day (?:after|later)|[Tt]he (?:following|next) (?:morning|evening))\b)",
            r"(?P<prev>\b(?:[Tt]he|a|[Oo]ne) (?:day|evening|night|afternoon) (?:before|earlier)(?: yesterday)?\b)",
            r"(?P<samemonth>\b(?:the|that) same month\b|\b[Tt]hat month\b)",
            r"(?P<year>\b(?:[Ii]n|[Ss]ince|of|from|[Bb]y|for|early|late|mid-?) ?(?:fiscal )?"
            r"(?P<yy>(?:19|20)\d\d)\b)",
        )
    )
)
END: Final = re.compile(
    r"\b(?:until|till|through|expir\w+(?: on)?|no later than|by|before|end(?:s|ed|ing)?(?: on)?|up to|"
    r"not before|valid to|due|ahead of|pending)\s*(?:the end of |late |early |mid-?)?$"
)
DEADLINE: Final = re.compile(r"(?:comments?|hearing|deadline|workshop|due)\b[^.;]{0,40}$", re.I)
EFFECT: Final = re.compile(
    r"\b(?:tak(?:e|es|ing|en) (?:legal |full )?(?:effect|hold)|t(?:ook) (?:legal |full )?(?:effect|hold)|"
    r"(?:come|comes|came|coming|go|goes|went|enter|enters|entered|entering) into (?:effect|force)|"
    r"effective(?: date:?| as of| from)?|effect|with effect|"
    r"in (?:force|effect)|starts?|started|starting|begins?|began|beginning|as of|as from|from|since|"
    r"appl(?:y|ies|ied)(?! (?:for|to))|kicks? in|operative|back to|retroactive(?:ly)? to|backdated to)[, ]*(?:\(?for .{0,40})?(?:only )?(?:on|from|since|as of|at)?[: ]*(?:the (?:end|start|beginning|middle) of |late |early |mid-?)?$",
    re.I,
)
IGNORED: Final = re.compile(
    r"(?:quarter|fiscal|year|period|months)[^.;]{0,30}(?:end(?:ed|s|ing)?|to|through)(?: on)?\s*$|"
    r"\bbetween (?:[\w,]+ ){0,4}(?:and )?(?:late |early )?$|\bfrom (?:[\w,]+ ){1,4}(?:to|through) $",
    re.I,
)
ASIDE: Final = re.compile(
    r"(?:\b(?:which|that|who) (?:was|were|had been)\b[^,]{0,40}|\bof|\b(?:rules?|controls?|tariffs?|duties|curbs|"
    r"measures|restrictions),? (?:announced|published|imposed|issued|made public|introduced) (?:on|in))\s*$"
)
"""Dates of background told in passing; `the same day` does not mean them."""
FUTURE_LEFT: Final = re.compile(
    r"\b(?:will|would|to be|scheduled|expected|plans?|planned|due)\b[^.;]{0,50}$", re.I
)
SPAN: Final = re.compile(
    r"\b(?:gets?|got|have|has|had|gives?|given|gave|allow(?:ed|s)?|within|for|needs?|takes?|took|lasts?|lasted|wait(?:ed|s)?|effect|"
    r"effective|grants?|granted|than|least|most|fewer|later)\s*$"
)
"""Before a number of days that is a span and no date: `they get 120 days before …`."""
HEADED: Final = re.compile(
    r"(?:Federal Register|Press release|News release|Notice|Release|Statement|Letter|Filing)(?: \w+){0,4}?,? ?(?:of|from|dated|for|,)? ",
    re.I,
)
"""The head of a document: its date is that of the paper."""
TO_COME: Final = re.compile(
    r"\b(?:will|is to|are to|to be|due|scheduled|expected|is set|are set)\b[^,;:]{0,40}$"
)
"""Before a weekday that is still ahead."""
YEAR_AFTER: Final = re.compile(
    r",? (?:and|or|to|through|until)(?: (?:on|in))? "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?,? (?P<year>20\d\d)\b|"
    r",? (?:and|or|to|through|until)(?: on)? \d{1,2}(?:st|nd|rd|th)? "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?P<year2>20\d\d)\b"
)
"""After a day or month without a year: another that states it for both."""
TO_APPLY: Final = re.compile(
    r"\b(?:will|would|is to|are to|due to|expected to|set to) (?:\w+ ){0,2}?(?:apply|take effect|begin|start|enter|come into|be (?:binding|effective|in force))\b[^,;:]{0,40}$"
)
"""Before a month in which something is still to begin."""
STARTS: Final = re.compile(r"\b(?:from|as of|starting|beginning) $")
"""Before a weekday on which something begins."""
JOINED: Final = re.compile(r",? (?:and|or|to|through)(?: (?:on|from))? |, ")
BEFORE_THEN: Final = re.compile(r"\bhad (?:\w+ ){0,2}\w+(?:ed|en|wn|ut|et|ld|id|ade|ent|un|aid)\b")
"""What had been done before is background: `the same day` does not mean its day."""
