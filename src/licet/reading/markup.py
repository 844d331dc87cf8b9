"""HTML to text: scripts, styles and page furniture dropped, blocks kept apart."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "head",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "textarea",
        "aside",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "address",
        "details",
        "summary",
        "hr",
        "br",
    ]
)
_START: Final = re.compile(
    r"<(?:!doctype html|html|head|body|article|div|p|h[1-6]|meta|title)\b", re.I
)
_SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0]+")


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page or fragment.

    >>> looks_like_html("<!doctype html><p>Hi"), looks_like_html("a < b")
    (True, False)
    """
    return text.startswith("<") and bool(_START.search(text[:2000]))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and not self.title:
            self._in_title = True
        if tag in _DROPPED:
            self._hidden.append(tag)
        elif tag == "body":
            self._hidden.clear()  # a head that was never closed hides nothing
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif not self._hidden:
            self.pieces.append(data.replace("\n", " "))


def text_of_html(text: str) -> tuple[str, str]:
    """The title and the visible text of a page, one block a line.

    >>> text_of_html("<title>News</title><p>One<br>two</p><style>p{}</style>")
    ('News', 'One\\ntwo')
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return _SPACES.sub(" ", "".join(reader.title)).strip(), "\n".join(filter(None, lines))
