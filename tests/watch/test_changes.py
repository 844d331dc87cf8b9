"""A change of the official text, and the provisions that rest on it."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from licet.cli import main
from licet.law import law
from licet.watch.changes import compare, resting
from licet.watch.ecfr import amendments, part_xml, reach
from licet.watch.fetch import Patience, Server
from licet.watch.units import units_of
from official_server import Answer, as_json, part_of, section, supplement

OLD, NEW = date(2026, 7, 1), date(2026, 9, 29)
REQUIREMENT = "us/ear/742/6.a.6.iii"
LABELS = ("(a) For items—", "(6) Of these—", "(iii) To places—", "(A) First.", "(B) Second.",
          "(iv) Headquarters.", "(b) Review.", "(10) Of these.")  # fmt: skip


def six(**changed):
    """Section 742.6, with some paragraphs in other words: `iii_A="(A) Other."`."""
    names = ("a", "a6", "iii", "iii_A", "iii_B", "iv", "b", "b10")
    words = dict(zip(names, LABELS, strict=True)) | changed
    return section("742.6", *(words[name] for name in names if words[name]))


def report(before, after, part=742):
    a, b = (units_of(part_of(part, inner), part) for inner in (before, after))
    return compare(law(), {part: a}, {part: b}, OLD, NEW)


def where(found, cite):
    return {change.where for change in found.changes if cite == str(change.target)}


def test_nothing_changed():
    found = report(six(), six())
    assert ((), ()) == (found.changes, found.unused)


def test_the_cited_paragraph():
    found = report(six(), six(iii_A="(A) Other."))
    assert {"paragraph"} == where(found, "15 CFR 742.6(a)(6)(iii)(A)")
    assert {"paragraph"} == where(found, "15 CFR 742.6(a)(6)(iii)")
    assert {"elsewhere"} == where(found, "15 CFR 742.6(a)(6)(iv)")
    change = next(c for c in found.changes if c.where == "paragraph")
    assert (("(A) First.",), ("(A) Other.",)) == (change.before, change.after)


def test_a_text_above_the_cited_paragraph():
    found = report(six(), six(a6="(6) Of other ones—"))
    assert {"lead-in"} == where(found, "15 CFR 742.6(a)(6)(iii)(A)")
    assert {"elsewhere"} == where(found, "15 CFR 742.6(b)(10)")


def test_a_paragraph_that_is_gone_and_one_that_is_new():
    assert {"removed"} == where(report(six(), six(iv="")), "15 CFR 742.6(a)(6)(iv)")
    assert {"new"} == where(report(six(iv=""), six()), "15 CFR 742.6(a)(6)(iv)")


def test_a_paragraph_that_is_not_found():
    found = report(six(), six(iii_A="(A) Other."))
    assert {"not-located"} == where(found, "15 CFR 742.6(b)(10)(iii)(B)")


def test_a_section_that_is_gone():
    found = report(six() + section("742.15", "(a) x"), section("742.15", "(a) x"))
    assert {"removed"} == {change.where for change in found.changes}


def test_what_nothing_rests_on():
    found = report(six() + section("742.99", "x"), six() + section("742.99", "y"))
    assert ((), ("15 CFR 742.99",)) == (found.changes, found.unused)


def test_entries():
    entry = "<FP-2><B>3A090 Circuits.</B></FP-2><P>a. Of {}.</P><P>b. Less.</P>"
    other = "<FP-2><B>9A999 Others.</B></FP-2><P>a. {}.</P>"
    old = supplement(1, 774, entry.format("4800") + other.format("x"))
    new = supplement(1, 774, entry.format("4900") + other.format("y"))
    found = report(old, new, 774)
    entry_cite = "15 CFR 774, Supp. No. 1, ECCN 3A090"
    assert {"paragraph"} == where(found, f"{entry_cite}.a")
    assert {"elsewhere"} == where(found, f"{entry_cite}.b")
    # An entry that can't be found is told too, rather than taken as unchanged.
    assert {"not-located"} == where(found, "15 CFR 774, Supp. No. 1, ECCN 4A090.a")
    assert ("15 CFR 774, Supp. No. 1, ECCN 9A999",) == found.unused


def test_a_change_outside_of_every_entry_is_told():
    entry = "<HD1>Category 3—Electronics</HD1><P>{}</P><FP-2><B>3A999 x.</B></FP-2><P>a. y.</P>"
    found = report(
        supplement(1, 774, entry.format("x")), supplement(1, 774, entry.format("z")), 774
    )
    assert ("15 CFR 774, Supp. No. 1, outside the entries",) == found.unused


def test_an_entry_that_is_not_found_is_looked_for_in_the_whole():
    found = report(supplement(1, 774, "<P>x</P>"), supplement(1, 774, "<P>y</P>"), 774)
    assert {"not-located"} == where(found, "15 CFR 774, Supp. No. 1, ECCN 3A090.a")


def test_the_whole_part_is_cited():
    a, b = (units_of(part_of(744, section("744.99", text)), 744) for text in "xy")
    found = compare(law(), {744: a}, {744: b}, OLD, NEW)
    assert {"part"} == where(found, "15 CFR part 744")


def test_a_version_that_is_encoded_already_is_named():
    found = report(six(), six(iii_B="(B) Other."))
    days = {change.encoded for change in found.changes if change.provision.startswith("us/ear/742")}
    assert (date(2026, 7, 10),) in days


def test_citations_of_old_forms_are_not_watched():
    """Only what counts on either day, or later: not the form of October 2022."""
    now = resting(law(), OLD, NEW)
    then = resting(law(), date(2022, 10, 1), date(2022, 11, 1))
    assert sum(map(len, now.values())) < sum(map(len, then.values()))
    assert all(now[name] for name in now if name.startswith("us/ear/774/"))


# The eCFR's versioner.

TITLES = {
    "titles": [
        {"number": 14, "name": "Aeronautics", "up_to_date_as_of": "2026-09-30"},
        {"number": 15, "name": "Commerce", "latest_amended_on": "2026-09-24",
         "latest_issue_date": "2026-09-24", "up_to_date_as_of": "2026-09-29", "reserved": False},
    ],
    "meta": {"date": "2026-09-29", "import_in_progress": False},
}  # fmt: skip
FULL = re.compile(r"/api/versioner/v1/full/(\d{4}-\d\d-\d\d)/title-15.xml")


def version(unit, amended, issued="2026-09-20", **more):
    return {"date": amended, "amendment_date": amended, "issue_date": issued, "identifier": unit,
            "name": f"§ {unit} Sample.", "part": "742", "removed": False, "substantive": True,
            "title": "15", "type": "section", **more}  # fmt: skip


@pytest.fixture
def ecfr(official, monkeypatch):
    """Title 15, in which only section 742.6 has changed since July 2026."""
    monkeypatch.setattr("licet.watch.fetch.Patience.__init__.__defaults__", (2, 5, 9, 0, 60, 0))
    official.routes["/api/versioner/v1/titles.json"] = lambda _: as_json(TITLES)

    def versions(query):
        found = [version("742.6", "2026-08-03"), version("742.6", "2016-01-01")]
        return as_json({"content_versions": found if query["part"] == ["742"] else [], "meta": {}})

    def full(query):
        part = int(query["part"][0])
        day = FULL.match(official.asked[-1][0])[1]
        inner = section(f"{part}.1", "(a) x")
        if part == 742:
            inner += six() if day < "2026-08-03" else six(iii_B="(B) Other.")
        return Answer(part_of(part, inner), kind="application/xml; charset=utf-8")

    official.routes["/api/versioner/v1/versions/title-15.json"] = versions
    official.routes["/api/versioner/v1/full/"] = full
    return official


def server(official):
    return Server(official.base, Patience(between=0.0), sleep=lambda _: None)


def test_reach_is_not_the_last_issue(ecfr):
    assert date(2026, 9, 29) == reach(server(ecfr)).until


def test_amendments_are_told_by_their_own_date(ecfr):
    found = amendments(server(ecfr), 742, OLD)
    assert [("742.6", date(2026, 8, 3))] == [(each.unit, each.amended) for each in found]


def test_amendments_come_in_pages(official):
    def route(query):
        page = query["page"][0]
        found = [version(f"742.{page}", "2026-08-03")]
        return as_json({"content_versions": found, "meta": {"total_pages": "3"}})

    official.routes["/api/versioner/v1/versions/"] = route
    assert ["742.1", "742.2", "742.3"] == [a.unit for a in amendments(server(official), 742, OLD)]


def test_part_as_served(ecfr):
    body = part_xml(server(ecfr), 742, OLD)
    assert body.startswith(b"<?xml")
    assert {"part": ["742"]} == ecfr.asked[-1][1]


def test_a_part_cut_short_is_asked_for_again(ecfr):
    whole = part_of(742, six())
    ecfr.first = [Answer(whole[:-20], kind="application/xml", length=False, pack=False)]
    assert b"</DIV5>" in part_xml(server(ecfr), 742, OLD)
    assert 2 == len(ecfr.asked)


def test_command_part(ecfr, tmp_path, capsys):
    target = tmp_path / "742.xml"
    argv = ["watch", "part", "742", "--base", ecfr.base, "-o", str(target)]
    assert 0 == main([*argv, "--on", "2026-07-01"])
    assert ["742.1", "742.6"] == list(units_of(target.read_bytes(), 742))
    assert 0 == main(argv)
    assert "/api/versioner/v1/full/2026-09-29/title-15.xml" == ecfr.asked[-1][0]
    assert "bytes in" in capsys.readouterr().err


def test_command_part_to_the_output(ecfr, capsysbinary):
    assert 0 == main(["watch", "part", "742", "--on", "2026-07-01", "--base", ecfr.base])
    assert units_of(capsysbinary.readouterr().out, 742)


def test_a_failed_part_leaves_no_file(ecfr, tmp_path, capsys):
    ecfr.routes["/api/versioner/v1/full/"] = lambda _: as_json({"error": "No text."}, status=404)
    target = tmp_path / "742.xml"
    target.write_text("before")
    argv = ["watch", "part", "742", "--on", "2026-12-01", "--base", ecfr.base, "-o", str(target)]
    assert 1 == main(argv)
    assert "404: No text." in capsys.readouterr().err
    assert "before" == target.read_text()
    assert ["742.xml"] == [path.name for path in tmp_path.iterdir()]


def test_command_changes(ecfr, capsys):
    argv = ["watch", "changes", "--since", "2026-07-01", "--base", ecfr.base]
    assert 0 == main([*argv, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert "2026-09-29" == found["until"]
    assert {742} == {entry["part"] for entry in found["amendments"]}
    assert {"742.6"} == {entry["unit"] for entry in found["changes"]}
    assert any(entry["where"] == "paragraph" for entry in found["changes"])
    assert "us/tariff" in "".join(found["not_watched"])
    # Each cited part twice; the part with changes once more, for the dates of its amendments.
    assert 2 * len(found["parts"]) + 2 == len(ecfr.asked)
    assert {732, 734, 742, 744, 774} <= set(found["parts"])


def test_command_changes_readable(ecfr, capsys):
    argv = ["watch", "changes", "--since", "2026-07-01", "--part", "742", "--base", ecfr.base]
    assert 0 == main(argv)
    out = capsys.readouterr().out
    assert "CHANGED" in out
    assert "amended 2026-08-03" in out
    assert "- (B) Second." in out
    assert "+ (B) Other." in out


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--since", "2026-07-01", "--until", "2026-12-01"], "the eCFR goes to 2026-09-29"),
        (["--since", "2026-09-29"], "is not after"),
        (["--since", "2026-07-01", "--part", "1"], "no encoded provision rests"),
    ],
)
def test_command_changes_with_bad_days(ecfr, capsys, more, says):
    assert 2 == main(["watch", "changes", *more, "--base", ecfr.base])
    assert says in capsys.readouterr().err


def test_one_part_that_fails_fails_the_whole(ecfr, capsys):
    route = ecfr.routes["/api/versioner/v1/full/"]

    def broken(query):
        return Answer(status=500) if query["part"] == ["744"] else route(query)

    ecfr.routes["/api/versioner/v1/full/"] = broken
    assert 1 == main(["watch", "changes", "--since", "2026-07-01", "--base", ecfr.base, "--json"])
    out, err = capsys.readouterr()
    assert "" == out
    assert "answered 500" in err
