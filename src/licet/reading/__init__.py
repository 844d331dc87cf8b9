"""Reading: from an article, notice or official document to proposed events.

>>> found = read_text(
...     "In a filing on Monday the company said that the government has assured "
...     "Nvidia that licenses for the H20 will be granted.",
...     "2025-07-15",
... )
>>> [(event.date, event.action, event.status) for event in found.events]
[('2025-07-14', 'assure-license', 'announced')]

Works offline, without a model: gazetteers, phrases and the mood of a clause. What it proposes is
never law by being read; a person confirms it.
"""

from __future__ import annotations

from licet.reading.document import Document, Unreadable, document_of, open_document
from licet.reading.event import LADDER, Event
from licet.reading.reader import Reading, read_document, read_text

__all__ = [
    "LADDER",
    "Document",
    "Event",
    "Reading",
    "Unreadable",
    "document_of",
    "open_document",
    "read_document",
    "read_text",
]
