"""Documents of every kind, and those that mean no good."""

from __future__ import annotations

import io
import json
import sys
import time

import pytest

from licet.errors import BadInput
from licet.reading import Unreadable, document_of, open_document, read_document, read_text

STORY = (
    "On Monday the Commerce Department told Nvidia that it needs a license for the H20 in China."
)
RECORD = {
    "document_number": "2026-00789",
    "type": "Rule",
    "action": "Final rule.",
    "title": "Revision to License Review Policy for Advanced Computing Commodities",
    "abstract": "BIS revises its review policy so that applications for certain chips to China and "
    "Macau are reviewed case by case.",
    "publication_date": "2026-01-15",
    "effective_on": "2026-01-15",
    "html_url": "https://www.federalregister.gov/d/2026-00789",
    "agencies": [{"raw_name": "Bureau of Industry and Security"}, {"name": "Commerce Department"}],
}


def pdf_of(text):
    """A one-page PDF, by hand."""
    stream = f"BT /F1 11 Tf 40 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    xref = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n")
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % xref)
    return out.getvalue()


def test_plain_text_is_read():
    [event] = read_document(document_of(STORY.encode()), "2025-04-16").events

    assert ("2025-04-14", "in-force") == (event.date, event.status)


def test_scripts_styles_and_menus_of_a_page_are_dropped():
    page = (
        f"<!doctype html><html><head><title>News</title><style>p{{}}</style><script>var ban='On Monday "
        f"BIS banned the H100 for China';</script></head><body><nav>On Monday BIS banned the A100.</nav>"
        f"<p>{STORY}</p><script>document.write('x')</script></body></html>"
    )
    document = document_of(page.encode())
    found = read_document(document, "2025-04-16").events

    assert ("html", "News", STORY) == (document.kind, document.title, document.text)
    assert [("H20",)] == [event.items for event in found]


def test_a_page_that_never_closes_its_tags_is_read():
    assert STORY in document_of(f"<html><head><body><div><p>{STORY}".encode()).text


def test_pdf_is_read():
    pytest.importorskip("pypdf")
    document = document_of(pdf_of(STORY))
    [event] = read_document(document, "2025-04-16").events

    assert ("pdf", "require-license") == (document.kind, event.action)
    assert event.evidence in document.text


def test_a_broken_pdf_is_named():
    pytest.importorskip("pypdf")
    with pytest.raises(Unreadable, match="can't be read as PDF"):
        document_of(b"%PDF-1.7\n garbage", "memo.pdf")


def test_without_pypdf_a_pdf_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(Unreadable, match="pypdf is not installed"):
        document_of(pdf_of(STORY))


def test_a_federal_register_record_tells_its_own_day_and_effect():
    document = document_of(json.dumps(RECORD).encode())
    [event] = read_document(document).events

    assert ("2026-01-15", "publish-rule", "loosen", "in-force") == (
        event.date, event.action, event.direction, event.status,
    )  # fmt: skip
    assert ("BIS", ("CN", "MO")) == (event.actor, event.destinations)
    assert event.evidence in document.text


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"effective_on": "2026-03-01"}, "published"),
        ({"effective_on": None}, "published"),
        ({"type": "Proposed Rule", "action": "Proposed rule."}, "proposed"),
        ({"type": "Notice", "action": "Notice."}, "published"),
    ],
)
def test_a_record_is_in_force_only_when_its_day_has_come(changed, status):
    document = document_of(json.dumps(RECORD | changed).encode())

    assert [status] == [event.status for event in read_document(document).events]


def test_a_printed_preamble_is_read_by_its_headings():
    text = (
        "AGENCY: Bureau of Industry and Security, Commerce. ACTION: Final rule. SUMMARY: In this rule, BIS "
        "adds 13 entities to the Entity List. DATES: This rule is effective October 17, 2023."
    )
    [event] = read_text(text, "2023-10-19").events

    assert ("list-entity", "in-force") == (event.action, event.status)
    assert event.evidence in text


@pytest.mark.parametrize("text", ['{"results": []}', '{"a": 1}'])
def test_other_json_is_refused(text):
    with pytest.raises(BadInput, match="no Federal Register document"):
        document_of(text.encode())


def test_a_record_with_a_false_day_is_refused():
    with pytest.raises(BadInput, match="no publication date"):
        document_of(json.dumps(RECORD | {"publication_date": "soon"}).encode())


def test_text_that_merely_starts_with_a_brace_is_text():
    assert "text" == document_of(b"{ not json").kind


def test_an_empty_article_says_so():
    found = read_document(document_of(b" \n"), "2025-07-18")

    assert ((), ("the document holds no text",)) == (found.events, found.notes)


def test_a_chinese_article_says_that_only_english_is_read():
    text = (
        "商务部公告2025年第61号 公布对境外相关稀土物项实施出口管制的决定。自公布之日起正式实施。"
        * 20
    )
    found = read_text(text, "2025-10-09")

    assert () == found.events
    assert "Chinese" in found.notes[0]


def test_events_of_another_year_keep_their_year():
    text = (
        "July 18, 2025. In 2022 it began. On October 7, 2022 BIS published a rule on advanced AI chips for "
        "China. On October 17, 2023 the bureau tightened the rule."
    )

    assert ["2022-10-07", "2023-10-17"] == [e.date for e in read_text(text, "2025-07-18").events]


def test_no_day_of_publication_is_an_error():
    with pytest.raises(BadInput, match="no day of publication"):
        read_document(document_of(STORY.encode()))


def test_too_large_a_file_is_refused(tmp_path):
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(20_000_001)
    with pytest.raises(BadInput, match="too large"):
        open_document(str(file))


@pytest.mark.slow
def test_five_million_characters_end_in_time_and_say_what_was_not_read():
    start = time.monotonic()
    found = read_text((STORY + " Shares fell. ") * 50_000, "2025-04-16")

    assert time.monotonic() - start < 60  # some seconds; generous for a busy machine
    assert any("characters were read" in note for note in found.notes)
    assert 1 == len(found.events)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" * 500_000, "." * 300_000, "on May " * 60_000, "$1,000," * 60_000, "<" * 300_000]
)
def test_odd_texts_end_in_time(text):
    start = time.monotonic()
    read_document(document_of(text.encode()), "2025-07-18")

    assert time.monotonic() - start < 30
