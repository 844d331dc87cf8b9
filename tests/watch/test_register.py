"""Searching the Federal Register, and what licet already knows of it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from licet.cli import main
from licet.errors import BadInput
from licet.law import law
from licet.timeline import events
from licet.watch import register
from licet.watch.body import BadAnswer, Refused
from licet.watch.fetch import Patience, Server
from licet.watch.known import Register, names_in
from licet.watch.register import fetch, search
from official_server import Answer, as_json, document, search_of

SINCE = date(2026, 1, 1)
KNOWN = document(
    "2026-00789", "2026-01-15", "A rule on review", citation="91 FR 1684", effective_on="2026-01-13"
)
FRESH = document("2026-31001", "2026-10-05", "A rule nobody has read", citation="91 FR 70001")
PATH = "/api/v1/documents.json"


def server(official):
    return Server(official.base, Patience(between=0.0, silence=5.0), sleep=lambda _: None)


def test_what_is_asked(official):
    official.routes[PATH] = search_of([KNOWN])
    search(server(official), SINCE, date(2026, 2, 1), kind="rule")
    _, query = official.asked[0]
    assert ["15"] == query["conditions[cfr][title]"]
    assert ["734-774"] == query["conditions[cfr][part]"]
    assert ["2026-01-01"] == query["conditions[publication_date][gte]"]
    assert ["2026-02-01"] == query["conditions[publication_date][lte]"]
    assert ["RULE"] == query["conditions[type][]"]
    assert "cfr_references" in query["fields[]"]


def test_by_agency(official):
    official.routes[PATH] = search_of([KNOWN])
    search(server(official), SINCE, parts=None, agency="industry-and-security-bureau")
    _, query = official.asked[0]
    assert ["industry-and-security-bureau"] == query["conditions[agencies][]"]
    assert "conditions[cfr][part]" not in query


def test_a_document(official):
    official.routes[PATH] = search_of([KNOWN])
    (found,) = search(server(official), SINCE)
    assert ("2026-00789", date(2026, 1, 15), date(2026, 1, 13), (774,), "91 FR 1684") == (
        found.number, found.published, found.effective, found.parts, found.citation
    )  # fmt: skip


def test_every_page_is_read_once(official):
    many = [document(f"2026-{n:05}", "2026-03-01") for n in range(250)]
    official.routes[PATH] = search_of(many)
    found = search(server(official), SINCE)
    assert 250 == len({each.number for each in found})
    assert [["1"], ["2"], ["3"]] == [query["page"] for _, query in official.asked]


def test_the_next_page_is_asked_of_the_same_server(official):
    first = {"count": 2, "total_pages": 2, "results": [KNOWN],
             "next_page_url": "http://elsewhere.example/steal"}  # fmt: skip
    official.first = [as_json(first), as_json({**first, "results": [FRESH]})]
    assert 2 == len(search(server(official), SINCE))
    assert {PATH} == {path for path, _ in official.asked}


def test_nothing_found(official):
    official.routes[PATH] = search_of([])
    assert [] == search(server(official), SINCE)


def test_fewer_than_promised_is_an_error(official):
    value = {"count": 3, "total_pages": 1, "results": [KNOWN]}
    official.routes[PATH] = lambda _: as_json(value)
    with pytest.raises(BadAnswer, match="3 documents were promised and 1 came"):
        search(server(official), SINCE)


def test_documents_where_none_was_promised(official):
    """An answer at odds with itself is no all-clear."""
    value = {"count": 0, "total_pages": 1, "results": [KNOWN]}
    official.routes[PATH] = lambda _: as_json(value)
    with pytest.raises(BadAnswer, match="no document was promised and 1 came"):
        search(server(official), SINCE)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "//x"])
def test_only_web_addresses_are_handed_on(official, address):
    official.routes[PATH] = search_of([document("2026-00001", "2026-02-01", html_url=address)])
    (found,) = search(server(official), SINCE)
    assert "" == found.url


def test_more_than_the_register_shows(official):
    official.routes[PATH] = lambda _: as_json({"count": 9000, "total_pages": 90, "results": []})
    with pytest.raises(BadInput, match="9,000 documents"):
        search(server(official), SINCE)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([], "no JSON object"),
        ({"results": []}, "no `count`"),
        ({"count": 1, "total_pages": 1}, "no list `results`"),
        ({"count": "x", "total_pages": 1}, "no number `count`"),
        ({"count": 1, "total_pages": 1, "results": ["x"]}, "a document is no JSON object"),
        ({"count": 1, "total_pages": 1, "results": [{"title": "x"}]}, "publication_date"),
        ({"count": 1, "total_pages": 1, "results": [{"publication_date": "soon"}]}, "no day"),
        (
            {"count": 1, "total_pages": 1, "results": [{"publication_date": "2026-W05-1"}]},
            "no day",
        ),
        (
            {"count": 1, "total_pages": 1, "results": [{"publication_date": "2026-01-01"}]},
            "document_number",
        ),
    ],
)
def test_other_shapes_are_named(official, value, says):
    official.routes[PATH] = lambda _: as_json(value)
    with pytest.raises(BadAnswer, match=says):
        search(server(official), SINCE)


def test_odd_but_fine_fields(official):
    entry = document("C1-2026-00789", "2026-02-01", "A \x1b[31mcorrection", cfr_references=None,
                     agencies=[{"raw_name": "BIS"}, "x"], citation=None)  # fmt: skip
    official.routes[PATH] = search_of([entry])
    (found,) = search(server(official), SINCE)
    assert ((), ("BIS",), "A [31mcorrection") == (found.parts, found.agencies, found.title)


def test_one_document(official):
    official.routes["/api/v1/documents/2026-00789.json"] = lambda _: as_json(KNOWN)
    assert KNOWN == fetch(server(official), "2026-00789")
    with pytest.raises(Refused, match="404"):
        fetch(server(official), "2026-99999")


@pytest.mark.parametrize("number", ["../x", "", "2026", "2026-00789/../..", "a" * 50 + "-1"])
def test_no_document_number(official, number):
    with pytest.raises(BadInput, match="no document number"):
        fetch(server(official), number)
    assert [] == official.asked


def test_another_document_than_asked(official):
    official.routes["/api/v1/documents/"] = lambda _: as_json(KNOWN)
    with pytest.raises(BadAnswer, match="asked for `2026-31001`, got `2026-00789`"):
        fetch(server(official), "2026-31001")


def published(number, citation=""):
    return register.Published(number, "", "Rule", SINCE, citation=citation)


def test_known_by_number_and_by_citation():
    known = Register(law(), events())
    assert "us-2026-01-13-case-by-case" in known.of(published("2026-00789")).instruments
    assert "us-2026-01-13-h200-rule" in known.of(published("2026-00789")).events
    assert "us-2026-01-13-case-by-case" in known.of(published("x-1", "91 FR 1684")).instruments
    assert not known.of(published("2026-31001", "91 FR 70001"))
    # A correction has a number of its own and is not known by that of what it corrects.
    assert not known.of(published("C1-2026-00789"))


def test_every_instrument_with_a_number_is_found():
    known = Register(law(), ())
    numbered = [i for i in law().instruments.values() if "(20" in i.cite and " FR " in i.cite]
    assert len(numbered) > 15
    for made in numbered:
        number = next(name for name in names_in(made.cite) if " FR " not in name)
        assert made.id in known.of(published(number)).instruments


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("licet.watch.fetch.Patience.__init__.__defaults__", (2, 5, 9, 0, 60, 0))


def test_command(official, quick, capsys):
    official.routes[PATH] = search_of([FRESH, KNOWN])
    assert 0 == main(["watch", "documents", "--since", "2026-01-01", "--base", official.base])
    out = capsys.readouterr().out
    assert "2026-10-05  NEW" in out
    assert "2026-01-15  KNOWN" in out
    assert "law: us-2026-01-13-case-by-case" in out
    assert "2 documents, 1 not known" in out


def test_command_with_the_address_of_the_api_itself(official, quick, capsys):
    official.routes[PATH] = search_of([FRESH, KNOWN])
    base = f"{official.base}/api/v1/"
    argv = ["watch", "documents", "--since", "2026-01-01", "--base", base, "--json", "--new"]
    assert 0 == main(argv)
    (found,) = json.loads(capsys.readouterr().out)
    assert ("2026-31001", False, [774]) == (
        found["document_number"], found["known"], found["parts"]
    )  # fmt: skip


def test_command_one_document(official, quick, capsys, tmp_path):
    official.routes["/api/v1/documents/2026-00789.json"] = lambda _: as_json(KNOWN)
    target = tmp_path / "d.json"
    argv = ["watch", "document", "2026-00789", "--base", official.base, "-o", str(target)]
    assert 0 == main(argv)
    assert KNOWN == json.loads(target.read_bytes())
    assert ["d.json"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "argv",
    [
        ["documents", "--since", "yesterday"],
        ["documents", "--since", "2026-01-01", "--part", "774-734"],
        ["documents", "--since", "2026-01-01", "--part", "x"],
        ["documents", "--since", "2026-01-01", "--type", "letter"],
        ["documents", "--since", "2026-01-01", "--agency", "B I S"],
        ["documents", "--since", "2026-02-01", "--until", "2026-01-01"],
        ["part", "740-748"],
        ["changes", "--since", "x"],
    ],
)
def test_bad_input_asks_nobody(official, quick, capsys, argv):
    assert 2 == main(["watch", *argv, "--base", official.base])
    assert "licet: " in capsys.readouterr().err
    assert [] == official.asked


def test_a_failed_search_prints_nothing(official, quick, capsys):
    official.routes[PATH] = lambda _: Answer(status=500)
    argv = ["watch", "documents", "--since", "2026-01-01", "--base", official.base, "--json"]
    assert 1 == main(argv)
    out, err = capsys.readouterr()
    assert "" == out
    assert "answered 500" in err


def test_no_other_command_can_fetch():
    """Importing the command line and asking it something loads no network client."""
    program = (
        "import sys; from licet.cli import main; main(['law', 'list', 'us/ear/774']);"
        "sys.exit(any(n in sys.modules for n in ('licet.watch.fetch', 'urllib.request')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert 0 == done.returncode
