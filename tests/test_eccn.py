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
