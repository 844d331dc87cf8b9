"""ECCNs have one spelling; what is none is refused with what comes near."""

from __future__ import annotations

import pytest

import licet
from licet.eccn import eccn_of, heads
from licet.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3A090", "3A090"),
        (" 3a090.A ", "3A090.a"),
        ("5a002.Z.1.A.1", "5A002.z.1.a.1"),
        ("ear99", "EAR99"),
    ],
)
def test_one_spelling(typed: str, expected: str):
    assert expected == eccn_of(typed)


@pytest.mark.parametrize("typed", ["3A09O.a", "3A90", "3A090a", "A3090", "EAR 99", "", "3F090"])
def test_what_is_no_eccn_is_refused(typed: str):
    with pytest.raises(BadInput, match="not an ECCN"):
        eccn_of(typed)


def test_an_entry_the_list_does_not_have_is_refused():
    with pytest.raises(BadInput, match="no entry `3A099`"):
        eccn_of("3A099.a")


@pytest.mark.parametrize(
    "typed",
    ["3A090.d", "3A090.c.1", "3A090.z", "4A090.c", "4A994.z", "3A991.z.1", "5A002.zz", "EAR99.a"],
)
def test_a_paragraph_the_entry_does_not_have_is_refused(typed: str):
    """Nothing encoded speaks of such a label, so that a case could come out free by a slip."""
    with pytest.raises(BadInput):
        eccn_of(typed)


@pytest.mark.parametrize(
    "typed",
    ["3A090.a.1", "3A090.a1", "3A090.b.2", "3A090.c", "4A090.b", "5A002.z.1.a.1", "4A994.l",
     "3A991.p.1", "5A992.z", "5D002.z.1"],
)  # fmt: skip
def test_paragraphs_that_people_write_stay(typed: str):
    assert typed == eccn_of(typed)


def test_the_list_of_entries_is_the_whole_list():
    """633 entries as read in the issue of July 23, 2026, and 10 that others of them name."""
    assert len(heads()) == 643
    assert {"3A090", "4A090", "3A991", "4A994", "5A992", "4E091", "3E002"} <= heads()


def test_the_spelling_does_not_change_the_answer():
    answers = {
        licet.determine(item={"eccn": text}, to="CN", on="2026-06-01").eccn
        for text in ("4A090.a", "4a090.A")
    }
    assert answers == {"4A090.a"}


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("5A002.z.9", ".z.1 to .z.5"),
        ("5A002.zz", ".z.1"),
        ("5A002.z.1.a.7", ".z.1"),
        ("5A992.z.9", ".z.1 and .z.2"),
        ("4A003.q", ".b, .c, .g"),
        ("4A003.z.5", ".z.1 and .z.2"),
        ("4A004.d", ".a, .b, .c"),
        ("4A005.a", ".z.1 and .z.2"),
        ("5A004.z.5", ".z.1 and .z.2"),
        ("5A992.a", ".c, .z.1"),
        ("5D002.d", ".b, .c.1"),
        ("5D992.z.3", ".z.1 and .z.2"),
        ("3A001.z.5", ".z.4"),
        ("3A001.q", ".a to .i"),
        ("3E001.a", "no paragraphs"),
        ("4D001.c", ".b.1"),
        ("3A991.q", ".a to .p"),
    ],
)
def test_a_paragraph_that_does_not_exist_is_refused_with_those_that_do(typed: str, hint: str):
    with pytest.raises(BadInput, match="has no paragraph") as caught:
        eccn_of(typed)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "typed",
    ["4A003.z.4", "5A004.z.3", "5D002.z.9.b", "5A992.z.2.b1", "4D090.a", "4D001.b.2", "5A002.a.4.b",
     "3A001.b.2", "3A991.b.1.b.1", "3B090"],
)  # fmt: skip
def test_paragraphs_of_any_day_since_2022_stay(typed: str):
    """15 CFR 740.7(b)(1) and 740.17(b)(3)(iii) of November 2023 name .z.3 and .z.4; 3B090 is gone."""
    assert typed == eccn_of(typed)


@pytest.mark.parametrize("typed", ["4D001.b.1", "5A002.a.4.a", "3E002.b"])
def test_a_real_paragraph_of_an_encoded_entry_is_never_free_by_a_statement(typed: str):
    kind = {"A": "computer", "D": "software", "E": "technology"}[typed[1]]
    answer = licet.determine(
        item={"kind": kind, "eccn": typed},
        to="SG",
        on="2026-06-01",
        facts={"other_list_license": False},
    )
    assert answer.verdict == "license-required"
