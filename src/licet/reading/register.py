"""Federal Register documents: the API's JSON, and the printed preamble as text.

Type, dates and citation are stated by the document, so nothing has to be inferred from prose. A
rule is `published` on its day and `in-force` only when its stated effective day has come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from licet.errors import BadInput
from licet.reading.dates import Calendar, Published
from licet.reading.document import Document
from licet.reading.event import Event
from licet.reading.gazetteer import actors, companies, places, things
from licet.reading.lexicon import LOOSENS
from licet.reading.scene import lower

_PREAMBLE: Final = re.compile(r"\bAGENCY:\s.{3,300}?\bACTION:\s", re.S)
_PART: Final = re.compile(
    r"\b(AGENCY|AGENCIES|ACTION|SUMMARY|DATES|ADDRESSES|FOR FURTHER INFORMATION CONTACT|"
    r"SUPPLEMENTARY INFORMATION):\s"
)
_LISTS: Final = re.compile(r"entity list|unverified list|denied persons|military end[- ]user", re.I)
_OFF_LIST: Final = re.compile(r"\bremov\w+\b.{0,60}list|\bdelet\w+\b.{0,60}list", re.I)
_MAX: Final = 4_000


def document_of_record(record: Mapping[str, Any]) -> Document:
    """A document from one object of the Federal Register API.

    >>> made = document_of_record(
    ...     {
    ...         "document_number": "2026-00789",
    ...         "type": "Rule",
    ...         "title": "Revision to License Review Policy",
    ...         "publication_date": "2026-01-15",
    ...         "agencies": [{"name": "Industry and Security Bureau"}],
    ...     }
    ... )
    >>> made.kind, made.text.splitlines()[0]
    ('federal-register', 'Revision to License Review Policy')
    """
    number = _word(record.get("document_number"))
    title = _word(record.get("title"))
    stated = _word(record.get("publication_date"))
    try:
        published = date.fromisoformat(stated)
    except ValueError:
        raise BadInput(
            f"document `{number[:40]}`: `{stated[:40]}` is no publication date", hint="YYYY-MM-DD"
        ) from None
    names = [
        _word(one.get("raw_name")) or _word(one.get("name"))
        for one in record.get("agencies") or ()
        if isinstance(one, dict)
    ]
    facts = {
        "type": _word(record.get("type")),
        "action": _word(record.get("action")),
        "number": number,
        "effective": _word(record.get("effective_on")),
        "published": stated,
    }
    pieces = [
        title,
        "; ".join(filter(None, names)),
        facts["action"] or facts["type"],
        f"Publication date: {stated}",
        f"Effective date: {facts['effective']}" if facts["effective"] else "",
        _word(record.get("dates")),
        _word(record.get("abstract")),
    ]
    text = "\n".join(filter(None, pieces))
    url = _word(record.get("html_url"))
    return Document(text, "federal-register", title, url, published, facts)


def _word(value: Any) -> str:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""


def is_preamble(text: str) -> bool:
    """Whether a text is a printed Federal Register document."""
    return bool(_PREAMBLE.search(text[:20_000]))


def preamble_facts(text: str) -> dict[str, str]:
    """Action and effective day of a printed document, in the keys of `Document.facts`.

    >>> preamble_facts(
    ...     "AGENCY: BIS. ACTION: Final rule. SUMMARY: In this rule, BIS adds a firm. "
    ...     "DATES: Effective date: January 15, 2026."
    ... )["action"]
    'Final rule.'
    """
    head = text[:20_000]
    marks = list(_PART.finditer(head))
    parts = {
        mark[1]: head[
            mark.end() : marks[i + 1].start() if i + 1 < len(marks) else mark.end() + _MAX
        ]
        for i, mark in enumerate(marks)
    }
    dates = parts.get("DATES", "")
    effect = re.search(r"effective (?:date:? )?(?:on |as of |is )?", dates, re.I)
    return {
        "type": "Proposed Rule" if "proposed" in parts.get("ACTION", "").lower() else "",
        "action": parts.get("ACTION", "").strip(),
        "effective_words": dates[effect.end() : effect.end() + 40] if effect else "",
        "summary": parts.get("SUMMARY", "").strip(),
    }


def register_event(text: str, facts: Mapping[str, str], published: Published) -> Event:
    """The one event of a Federal Register document: its publication."""
    summary = facts.get("summary") or text[:_MAX]
    low = lower(summary)
    effective = _effective(facts, published)
    action, direction, status = _kind(facts, low)
    if status == "published" and action != "other" and effective and effective <= published.last:
        status = "in-force"
    start = text.find(summary[:200])
    stop = re.search(r"[.](?:\s|$)", summary[40:600])
    evidence = text[start : start + (40 + stop.end() if stop else min(len(summary), 400))].rstrip()
    span = (start, start + len(summary))
    body = next((m for m in actors().scan(text, 0, min(len(text), 3_000))), None)
    kept = list(things().scan(text, *span))
    names = tuple(dict.fromkeys(m.name for m in kept)) or _named_list(low)
    return Event(
        date=published.text,
        date_basis="published",
        jurisdiction=body.jurisdiction if body else "US",
        actor=body.name if body else "Federal Register",
        action=action,
        direction=direction,
        status=status,
        items=names[:8],
        destinations=tuple(
            dict.fromkeys(m.name for m in places().scan(text, *span) if m.name != "US")
        )[:8],
        company=tuple(dict.fromkeys(m.name for m in companies().scan(text, *span)))[:12],
        figures=(),
        evidence=evidence,
        start=start,
        words={"action": facts.get("action", "").strip() or facts.get("type", "")},
    )


def _named_list(low: str) -> tuple[str, ...]:
    found = _LISTS.search(low)
    return (found[0].title(),) if found else ()


def _effective(facts: Mapping[str, str], published: Published) -> date | None:
    words = facts.get("effective") or facts.get("effective_words") or ""
    days = Calendar(published).find(words, 0, len(words), opening=False)
    return next((when.day for when in days if when.day), None)


def _kind(facts: Mapping[str, str], low: str) -> tuple[str, str, str]:
    what = lower(f"{facts.get('type', '')} {facts.get('action', '')}")
    direction = "loosen" if LOOSENS.search(low) else "tighten"
    if "propos" in what:
        return "propose-rule", direction, "proposed"
    if "rule" not in what and "order" not in what and "proclamation" not in what:
        return "other", "neutral", "published"
    if re.search(r"\bsuspend\w*|\bstay(?:s|ed)?\b|\bdelay(?:s|ed|ing)?\b", low):
        return "suspend-rule", "loosen", "suspended"
    if re.search(r"\brescind\w*|\bwithdraw\w*", low):
        return "rescind-rule", "loosen", "rescinded"
    if _LISTS.search(low) and _OFF_LIST.search(low) and "add" not in low:
        return "delist-entity", "loosen", "published"
    if _LISTS.search(low) and re.search(r"\badd(?:s|ing|ed|itions?)\b|\brevis\w+", low):
        return "list-entity", "tighten", "published"
    if re.search(r"\bcorrect(?:s|ion|ions|ing)\b|\bclarif", low):
        return "publish-rule", "neutral", "published"
    return "publish-rule", direction, "published"
