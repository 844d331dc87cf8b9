"""eCFR XML as units, their outline, and where our citations point."""

from __future__ import annotations

import pytest

from licet.law import law
from licet.watch.body import BadAnswer, Damaged
from licet.watch.cites import Target, targets
from licet.watch.outline import Outline
from licet.watch.units import units_of
from official_server import part_of, section, supplement

ENTRIES = (
    "<HD1>Category 3—Electronics</HD1><HD1>A. “End Items”</HD1>"
    "<FP-2><B>3A001 Electronic items as follows.</B></FP-2>"
    "<FP-1><I>Related Controls:</I> See 3A090.</FP-1>"
    "<FP><I>Items:</I> a. General purpose circuits.</FP><P>a.1. Hardened circuits.</P>"
    "<P>z. Items that also meet 3A090.</P>"
    "<FP-2><B>3A090 Circuits as follows.</B></FP-2>"
    "<HD1>List of Items Controlled</HD1>"
    "<P>3A001 controls other circuits.</P>"
    "<P>a. Circuits with a performance of 4,800 or more.</P>"
    "<NOTE><HED>Note 1 to 3A090.a:</HED><P>b. This is no item.</P></NOTE>"
    "<P>b. Circuits with less.</P>"
    "<HD1>Category 4—Computers</HD1><P>A text outside of every entry.</P>"
    "<FP-1><B>4A090 Computers as follows</B>.</FP-1><P>a. Computers.</P>"
)


def units(number, inner):
    return units_of(part_of(number, inner), number)


def paths(unit):
    return ["".join(f"({label})" for label in block.path) for block in unit.blocks]


def test_sections_and_their_outline():
    found = units(742, section(
        "742.6",
        "(a) <I>License requirements</I>—(1) <I>General.</I> All items.",
        "(2) Others.", "(i) First.", "(ii) Second—", "(A) Deep.", "(<I>1</I>) Deeper.",
        "(<I>2</I>) Deeper still.", "(B) Deep again.", "Not labeled.", "(b) See paragraph (a).",
    ))  # fmt: skip
    assert ["742.6"] == list(found)
    assert [
        "(a)(1)", "(a)(2)", "(a)(2)(i)", "(a)(2)(ii)", "(a)(2)(ii)(A)", "(a)(2)(ii)(A)(1)",
        "(a)(2)(ii)(A)(2)", "(a)(2)(ii)(B)", "(a)(2)(ii)(B)", "(b)",
    ] == paths(found["742.6"])  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "last"),
    [
        ("g h i j", "j"),
        ("h 1 i ii", "h 1 ii"),
        ("a 6 i ii iii A B iv", "a 6 iv"),
        ("a 1 i ii iii iv v b", "b"),
        ("1 2 3", "3"),
        ("a 1 A B 2", "a 2"),
        ("x y z aa bb cc dd 1 ix", "dd 1 ix"),
    ],
)
def test_outline(labels, last):
    reader = Outline()
    for label in labels.split():
        reader.step(label)
    assert tuple(last.split()) == reader.path


def test_both_ways_of_naming_a_section():
    inner = section("742.6", "(a) Text.") + section("§ 742.15", "Text.")
    assert {"742.6", "742.15"} == set(units(742, inner))


def test_editorial_notes_spaces_and_quotes_do_not_count():
    before = units(742, section("742.6", "(a) A “chip”  of 4,800."))
    later = section("742.6", '(a) A "chip" of 4,800.', cita="[91 FR 1684, Jan. 15, 2026]")
    later = later.replace("<CITA", "<XREF>Link to an amendment.</XREF><CITA")
    assert before == units(742, later)
    assert before != units(742, section("742.6", "(a) A “chip” of 4,801."))


def test_tables_are_read_row_by_row():
    table = "<DIV><TABLE><TR><TH>Land</TH></TR><TR><TD>China</TD><TD>X</TD></TR></TABLE></DIV>"
    found = units(738, supplement(1, 738, table))
    assert ["Land", "ChinaX"] == [block.text for block in found["supp-1"].blocks]


def test_entries_of_the_control_list():
    found = units(774, section("774.1", "(a) Text.") + supplement(1, 774, ENTRIES))
    assert {"774.1", "supp-1", "supp-1/rest", "supp-1/3A001", "supp-1/3A090", "supp-1/4A090"} == (
        set(found)
    )
    assert ["", "(a)", "(a)(1)", "(z)"] == paths(found["supp-1/3A001"])
    assert ["", "", "(a)", "(a)", "(a)", "(b)"] == paths(found["supp-1/3A090"])
    assert "A text outside of every entry." in found["supp-1/rest"].words


def test_every_word_is_in_some_unit():
    found = units(774, supplement(1, 774, ENTRIES))
    by_entry = {word for key, unit in found.items() if "/" in key for word in unit.words}
    assert set(found["supp-1"].words) <= by_entry


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", BadAnswer),
        (b"not here", BadAnswer),
        (b'{"error": "x"}', BadAnswer),
        (b"<DIV5 N='742' TYPE='PART'><HEAD>", Damaged),
        (part_of(744, section("744.1", "x")), BadAnswer),
        (part_of(742, ""), BadAnswer),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><DIV5 N="742" TYPE="PART"/>', BadAnswer),
        ("<DIV5 N='742'/>".encode("utf-16"), BadAnswer),
    ],
)
def test_what_is_no_part(body, error):
    with pytest.raises(error):
        units_of(body, 742)


def test_inside_a_whole_title():
    inner = part_of(742, section("742.6", "(a) Text.")).split(b"?>\n")[1].decode()
    body = f"<DLPSTEXTCLASS><BODY><DIV1 N='15' TYPE='TITLE'>{inner}</DIV1></BODY></DLPSTEXTCLASS>"
    assert ["742.6"] == list(units_of(body.encode(), 742))


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ("15 CFR 742.6(a)(6)(iii)(A)", ["742.6(a)(6)(iii)(A)"]),
        ("15 CFR 742.1(f), 742.8 to 742.10", ["742.1(f)", "742.8", "742.9", "742.10"]),
        ("15 CFR 742.6(b)(10)(iii)(A)(2), (B), (iv)(A) (form of January 2025)",
         ["742.6(b)(10)(iii)(A)(2)", "742.6(b)(10)(iii)(B)", "742.6(b)(10)(iv)(A)"]),
        ("15 CFR 748, Supp. No. 2, paragraph (dd)(1)(ix), (3)",
         ["748, Supp. No. 2, paragraph (dd)(1)(ix)", "748, Supp. No. 2, paragraph (dd)(3)"]),
        ("15 CFR 740.2(a)(6), part 746", ["740.2(a)(6)", "part 746"]),
        ("15 CFR 774, Supp. No. 1, ECCN 3A001.z.4.a", ["774, Supp. No. 1, ECCN 3A001.z.4.a"]),
        ("15 CFR 744 (is informed); see the letters", ["part 744"]),
        ("88 FR 73458, ECCN 5A992.z", ["774, Supp. No. 1, ECCN 5A992.z"]),
        ("19 CFR 101.1", []),
        ("proposed 16 TAC 25.194", []),
    ],
)  # fmt: skip
def test_citations(cite, expected):
    assert [f"15 CFR {name}" for name in expected] == [str(t) for t in targets(cite)]


def test_every_citation_of_the_ear_points_somewhere():
    cites = set()
    for provision in law().provisions.values():
        cites.add(provision.cite)
        for version in provision.versions:
            cites |= {version.cite, *(c.cite for c in (*version.unless, *version.conditions))}
    ear = [cite for cite in cites if "15 CFR 7" in cite]
    assert len(ear) > 150
    assert [] == [cite for cite in ear if not targets(cite)]
    assert all(730 <= t.part <= 774 for cite in ear for t in targets(cite))


def test_outside_the_entries_has_a_name():
    assert "15 CFR 774, Supp. No. 1, outside the entries" == str(Target(774, "supp-1/rest"))
