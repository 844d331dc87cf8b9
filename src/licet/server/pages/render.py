"""Templates: one environment, everything escaped, and the words pages share."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

import licet
from licet.reports.words import CLASSES, SIGNS, WORDS

HERE = Path(__file__).parent.parent
# Later rooms (party screening, the ledger) get their place here when there is something to show.
PAGES = (
    ("check", "/check", "Check"),
    ("plane", "/plane", "Plane"),
    ("world", "/world", "World"),
    ("timeline", "/timeline", "Timeline"),
    ("migration", "/migration", "Migration"),
    ("orders", "/orders", "Orders"),
    ("design", "/design", "Design"),
    ("api", "/api", "API"),
)


@cache
def environment() -> Environment:
    """The templates; every value is escaped where it is put in."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["day"] = day
    found.filters["ticks"] = ticks
    found.globals.update(
        pages=PAGES,
        version=licet.__version__,
        asset=asset,
        words=WORDS,
        signs=SIGNS,
        classes=CLASSES,
    )
    return found


def day(text: str) -> str:
    """A text as the value of a date field; empty where it is no date.

    >>> day("2025-04-20"), day("never")
    ('2025-04-20', '')
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def ticks(text: str) -> Markup:
    """A text with what stands in backticks set as code; everything in it is escaped.

    >>> ticks("no such item: `<b>`")
    Markup('no such item: <code>&lt;b&gt;</code>')
    """
    parts = text.split("`")
    even = len(parts) % 2 == 1
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if even and number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the file."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def page(template: str, code: int = 200, /, **values: Any) -> HTMLResponse:
    """A rendered page."""
    return HTMLResponse(environment().get_template(template).render(**values), code)
