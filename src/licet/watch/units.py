"""eCFR XML of one part as units: sections, supplements, and entries of the Commerce Control List.

Each unit is a row of blocks, one for a paragraph, with its place in the outline. Only the words
count: spaces, quotation marks and dashes are made alike, and editorial notes (citations, authority,
links to amendments still ahead) are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring

from licet.watch.body import BadAnswer, Damaged
from licet.watch.cites import REST
from licet.watch.outline import Outline, dotted_labels, split_labels

EDITORIAL = frozenset({"CITA", "SECAUTH", "AUTH", "SOURCE", "EDNOTE", "EFFDNOT", "XREF", "FTNT_ED"})
_SECTION = re.compile(r"\d+\.\d+[a-z]?(?:-\d+)?")
_SUPPLEMENT = re.compile(r"Supplement\s+No\.?\s*(\d+)", re.IGNORECASE)
_ENTRY = re.compile(r"(\d[A-E]\d{3})\b")
_GROUP = re.compile(r"Category \d|[A-E]\. ")
_NOWHERE: tuple[str, ...] = ()
_ALIKE = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "­": None}
)
_PARAGRAPHS = frozenset({"P", "P-1", "FP", "FP-1", "FP-2"})
_LINES = _PARAGRAPHS | {"TR", "HED", "HD1", "HD2", "HD3", "PSPACE"}
# Where the words in italics start and end: an italic number is a deeper level than a plain one.
ITALIC, PLAIN = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its place, such as ``("a", "6", "iii")``, and its words."""

    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A section (``742.6``), a supplement (``supp-1``) or an entry (``supp-1/3A090``)."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What is compared."""
        return (self.heading, *(block.text for block in self.blocks))


def tree_of(body: bytes, part: int) -> Element:
    """The element of a part.

    Raises:
        BadAnswer: No eCFR XML, or that of another part.
        Damaged: XML that ends early or is broken.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadAnswer("the XML is not in UTF-8") from error
    # The eCFR declares neither; what they can do (entities that grow) is refused unread.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BadAnswer("the XML declares a document type or entities; it is not read")
    try:
        root = fromstring(text)
    except (ParseError, ValueError) as error:
        if text.lstrip()[:1] == "<":
            raise Damaged("the XML ends early or is broken") from error
        raise BadAnswer(f"the answer is no XML; it starts with `{text[:40]}`") from error
    for element in root.iter("DIV5"):
        if element.get("TYPE", "PART") == "PART" and element.get("N", "").strip() == str(part):
            return element
    raise BadAnswer(f"the XML does not hold part {part}")


def units_of(body: bytes, part: int) -> Mapping[str, Unit]:
    """The units of a part, by their keys.

    Raises:
        BadAnswer: No eCFR XML of this part, or none with sections.
        Damaged: XML that ends early or is broken.
    """
    found: dict[str, Unit] = {}
    for element in tree_of(body, part).iter():
        if element.tag == "DIV8":
            key = _SECTION.search(element.get("N", ""))
            if key:
                _keep(found, Unit(key[0], _heading(element), tuple(_paragraphs(element))))
        elif element.tag == "DIV9":
            for unit in _supplement(element):
                _keep(found, unit)
    if not found:
        raise BadAnswer(f"the XML of part {part} has no sections")
    return found


def _keep(found: dict[str, Unit], unit: Unit) -> None:
    """A unit that comes in two pieces is one unit."""
    before = found.get(unit.key)
    blocks = unit.blocks if before is None else (*before.blocks, *unit.blocks)
    found[unit.key] = Unit(unit.key, before.heading if before else unit.heading, blocks)


def words_of(element: Element) -> str:
    """The words of an element, made alike.

    >>> words_of(fromstring("<P>a  “big” <I>chip</I></P>"))
    'a "big" chip'
    """
    return normalized("".join(element.itertext()))


def normalized(text: str) -> str:
    """Text with spaces, quotation marks and dashes made alike."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def _heading(element: Element) -> str:
    head = element.find("HEAD")
    return "" if head is None else words_of(head)


def _children(element: Element) -> Iterator[Element]:
    """What counts of an element, its heading aside."""
    yield from (child for child in element if child.tag not in EDITORIAL and child.tag != "HEAD")


def _pieces(element: Element) -> Iterator[str]:
    """The paragraphs and table rows of an element, so that a table is not one huge paragraph."""
    inner = any(below.tag in _LINES for below in element.iter() if below is not element)
    if element.tag in _LINES or not inner:
        yield words_of(element)
        return
    yield normalized(element.text or "")
    for child in element:
        if child.tag not in EDITORIAL:
            yield from _pieces(child)
        yield normalized(child.tail or "")


def _paragraphs(element: Element) -> Iterator[Block]:
    outline = Outline()
    for child in _children(element):
        if child.tag in _PARAGRAPHS:
            for label, italic in split_labels(marked(child)):
                outline.step(label, italic=italic)
        yield from (Block(outline.path, text) for text in _pieces(child) if text)


def marked(element: Element) -> str:
    """The words of an element with marks around what is in italics."""
    parts = [element.text or ""]
    for child in element:
        inner = marked(child)
        italic = child.tag == "I" or (child.tag == "E" and child.get("T") == "03")
        parts.append(f"{ITALIC}{inner}{PLAIN}" if italic else inner)
        parts.append(child.tail or "")
    return "".join(parts)


def _supplement(element: Element) -> Iterator[Unit]:
    """A supplement as a whole and, where it is a list of entries, by entry."""
    heading = _heading(element)
    number = _SUPPLEMENT.search(element.get("N", "")) or _SUPPLEMENT.search(heading)
    name = f"supp-{number[1]}" if number else f"appendix {normalized(element.get('N', ''))}"
    yield Unit(name, heading, tuple(_paragraphs(element)))
    entry, path = REST, _NOWHERE
    kept: dict[str, list[Block]] = {REST: []}
    titles = {REST: heading}
    for child in _children(element):
        text = words_of(child)
        start = _entry(child, text)
        if start or (child.tag == "HD1" and _GROUP.match(text)):
            entry, path = start or REST, _NOWHERE
            titles.setdefault(entry, text)
            kept.setdefault(entry, [])
            if not start:
                kept[REST].append(Block((), text))
            continue
        if child.tag in _PARAGRAPHS and entry != REST:
            path = dotted_labels(text) or path
        kept[entry] += [Block(path, piece) for piece in _pieces(child) if piece]
    if len(kept) > 1:
        for key, blocks in kept.items():
            yield Unit(f"{name}/{key}", titles[key], tuple(blocks))


def _entry(element: Element, text: str) -> str:
    """The number of the entry that starts here: in bold or a heading, at the very start."""
    found = _ENTRY.match(text)
    if not found:
        return ""
    if element.tag.startswith("HD"):
        return found[1]
    first = next(iter(element), None)
    bold = first is not None and (first.tag == "B" or (first.tag == "E" and first.get("T") == "04"))
    return found[1] if bold and not (element.text or "").strip() else ""
