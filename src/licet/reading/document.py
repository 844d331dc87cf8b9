"""A document as text: plain text, HTML, PDF or a Federal Register API document.

What comes out is one text; every piece of evidence is a piece of exactly this text.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from licet.errors import BadInput, LicetError
from licet.reading.markup import looks_like_html, text_of_html

MAX_BYTES = 20_000_000
"""The largest file that is opened."""
MAX_TEXT = 6_000_000
"""The longest text that is read, in characters: a few seconds of work."""
MAX_PAGES = 2_000
"""The most pages of a PDF that are read."""


class Unreadable(LicetError):
    """The document can't be opened here: damaged, locked, or an optional library is missing."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read.

    Attributes:
        text: What is read; evidence is cut from it.
        kind: `text`, `html`, `pdf` or `federal-register`.
        title: Empty when the document states none.
        url: Where it comes from, when known.
        published: The day the document itself states; None when it states none.
        facts: What an official record states about itself (type, number, dates).
    """

    text: str
    kind: str = "text"
    title: str = ""
    url: str = ""
    published: date | None = None
    facts: dict[str, str] = field(default_factory=dict)


def open_document(name: str) -> Document:
    """The document in a file, or on standard input for ``-``.

    Raises:
        BadInput: Too large, or JSON that is no Federal Register document.
        Unreadable: A PDF that can't be opened, or pypdf is not installed.
        OSError: No such file, no permission.
    """
    if name == "-":
        return document_of(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    path = Path(name)
    if path.stat().st_size > MAX_BYTES:
        raise _too_large(name)
    return document_of(path.read_bytes(), name)


def document_of(data: bytes, name: str = "document") -> Document:
    """The document in some bytes; its kind is told by its content.

    >>> document_of(b"<html><p>Hello<script>evil()</script> world</p></html>").text
    'Hello world'
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if data.lstrip()[:5] == b"%PDF-":
        return _pdf(data, name)
    text = _decode(data)
    head = text.lstrip()
    if head.startswith("{"):
        found = _json(head, name)
    elif looks_like_html(head):
        title, body = text_of_html(text)
        found = Document(body, "html", title)
    else:
        found = Document(text.replace("\r\n", "\n"))
    if len(found.text) > MAX_TEXT:
        raise BadInput(
            f"`{name}` holds {len(found.text)} characters of text",
            hint=f"at most {MAX_TEXT} are read: cut it into parts",
        )
    return found


def _too_large(name: str) -> BadInput:
    return BadInput(f"`{name}` is too large", hint=f"at most {MAX_BYTES} bytes are read")


def _decode(data: bytes) -> str:
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Old pages: a reader loses less by Windows-1252 than by a refusal.
    return data.decode("cp1252", errors="replace")


def _pdf(data: bytes, name: str) -> Document:
    try:
        import logging

        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise Unreadable(
            f"`{name}` is a PDF, and pypdf is not installed", hint="pip install 'licet[reading]'"
        ) from None
    import io

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(f"`{name}` is locked with a password", hint="unlock it first")
        if len(reader.pages) > MAX_PAGES:
            raise BadInput(f"`{name}` has too many pages", hint=f"at most {MAX_PAGES} are read")
        pieces = [page.extract_text() or "" for page in reader.pages]
        meta = reader.metadata
        title = str(meta.get("/Title") or "") if meta else ""
    except LicetError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(f"`{name}` can't be read as PDF: {str(error)[:80]}") from None
    return Document("\n\n".join(pieces), "pdf", title)


def _json(text: str, name: str) -> Document:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return Document(text)  # a text that merely starts with a brace
    if not isinstance(found, dict) or "document_number" not in found:
        raise BadInput(
            f"`{name}` is JSON, but no Federal Register document",
            hint="one object with `document_number`, `title` and `publication_date`, "
            "not a list of results",
        )
    from licet.reading.register import document_of_record

    return document_of_record(found)
