"""The documents stay true: their Python examples run, their links lead somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pages
def test_examples_give_what_they_show(page):
    """Blocks marked `python` or `pycon` that hold prompts; one page is one session."""
    text = page.read_text(encoding="utf-8")
    blocks = [
        body for language, body in FENCE.findall(text) if language in {"python", "pycon", "py"}
    ]
    session = "\n\n".join(body for body in blocks if ">>> " in body)
    test = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    report: list[str] = []
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    doctest.DocTestRunner(optionflags=options).run(test, out=report.append)

    assert "" == "".join(report)


@pages
def test_links_to_files_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [link for link in LINK.findall(text) if "://" not in link and "mailto:" not in link]

    assert [] == [link for link in targets if not (page.parent / link).exists()]
