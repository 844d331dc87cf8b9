"""Where a citation of ours points: parts, sections, supplements, entries, paragraphs of 15 CFR.

>>> [str(t) for t in targets("15 CFR 742.6(a)(6)(iii)(A); 740, Supp. No. 8")]
['15 CFR 742.6(a)(6)(iii)(A)', '15 CFR 740, Supp. No. 8']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.watch import CFR_TITLE, EAR_STARTS, LAST_PART
from licet.watch.outline import roman

_LABELS = r"(?:\((?:[A-Za-z]{1,5}|\d{1,3})\))+"
_TOKEN = re.compile(
    r"(?P<from>7\d\d\.\d+) to (?P<to>7\d\d\.\d+)"
    rf"|(?P<section>7\d\d\.\d+)(?P<of_section>{_LABELS})?"
    rf"|(?P<part>7\d\d),? Supp\. No\. (?P<supp>\d+)(?:, paragraphs? (?P<of_supp>{_LABELS}))?"
    r"|ECCN (?P<entry>\d[A-E]\d{3})(?P<of_entry>(?:\.[a-z0-9]+)*)(?P<note>,? Note)?"
    r"|(?:15 CFR(?: part)?|part) (?P<whole>7\d\d)(?![.\d,])"
    r"|(?P<notes>\bNotes? )"
    rf"|(?<![\w.])(?P<more>{_LABELS})"
)
_CCL = 774
REST = "rest"
"""Stands for what is outside the entries of a supplement: ``supp-1/rest``."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place in 15 CFR.

    `unit` is a section (``742.6``), a supplement (``supp-1``) or an entry (``supp-1/3A090``), and
    empty for the whole part; `path` is the paragraph in it.
    """

    part: int
    unit: str = ""
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{CFR_TITLE} CFR "
        if not self.unit:
            return f"{head}part {self.part}"
        if not self.unit.startswith("supp-"):
            return head + self.unit + "".join(f"({label})" for label in self.path)
        number, _, entry = self.unit.removeprefix("supp-").partition("/")
        name = f"{head}{self.part}, Supp. No. {number}"
        if entry == REST:
            return f"{name}, outside the entries"
        if entry:
            return f"{name}, ECCN {'.'.join((entry, *self.path))}"
        labels = "".join(f"({label})" for label in self.path)
        return f"{name}, paragraph {labels}" if labels else name


def targets(cite: str) -> tuple[Target, ...]:
    """The places in the EAR that a citation names, in its order; empty when it names none.

    A relative label goes on from the one before it: ``742.6(b)(10)(iii)(A)(2), (B)``.

    >>> [str(t) for t in targets("15 CFR 734.4(c), (d)")]
    ['15 CFR 734.4(c)', '15 CFR 734.4(d)']
    >>> [str(t) for t in targets("15 CFR 774, Supp. No. 1, ECCN 3A090, Note 1 to 3A090.a")]
    ['15 CFR 774, Supp. No. 1, ECCN 3A090']
    >>> targets("Proclamation 11012; HTSUS 9903.03.01")
    ()
    """
    if "15 CFR" not in cite and "ECCN" not in cite:
        return ()
    found: list[Target] = []
    last: Target | None = None
    for match in _TOKEN.finditer(cite):
        if match["from"]:
            found += _range(match["from"], match["to"])
            last = None
        elif match["more"]:
            if last is not None and last.path:
                last = Target(last.part, last.unit, _after(last.path, _labels(match["more"])))
                found.append(last)
        elif match["notes"]:
            # A note of an entry stands outside its outline.
            last = None
        else:
            last = _target(match)
            if match["entry"]:
                found = [t for t in found if t != Target(_CCL, "supp-1")]
            found.append(last)
            if match["entry"]:
                last = None
    within = (t for t in found if EAR_STARTS <= t.part <= LAST_PART)
    return tuple(dict.fromkeys(within))


def _target(match: re.Match[str]) -> Target:
    if match["section"]:
        return Target(int(match["section"][:3]), match["section"], _labels(match["of_section"]))
    if match["supp"]:
        return Target(int(match["part"]), f"supp-{match['supp']}", _labels(match["of_supp"]))
    if match["entry"]:
        path = () if match["note"] else tuple(match["of_entry"].split(".")[1:])
        return Target(_CCL, f"supp-1/{match['entry']}", path)
    return Target(int(match["whole"]))


def _range(first: str, last: str) -> list[Target]:
    part, low = first.split(".")
    other, high = last.split(".")
    if part != other or int(low) > int(high):
        return [Target(int(part)), Target(int(other))]
    return [Target(int(part), f"{part}.{n}") for n in range(int(low), int(high) + 1)]


def _labels(text: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\((\w+)\)", text or ""))


def _after(path: tuple[str, ...], labels: tuple[str, ...]) -> tuple[str, ...]:
    """The path that relative labels mean after another one."""
    first = labels[0]
    if first.isdigit():
        level = 5 if len(path) >= 5 else 2
    elif first.isupper():
        level = 4
    else:
        level = 3 if roman(first) and len(path) >= 3 else 1
    return (*path[: level - 1], *labels)
