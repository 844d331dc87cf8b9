"""Part tables as vendors publish them, clean and dirty."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.catalog import (
    catalog,
    entries_of_part,
    find,
    import_parts,
    imported_parts,
    load_parts,
)
from licet.errors import BadInput, UnknownItem

GPU_TABLE = """part_number,description,part_type,eccn,hts_us,tpp_per_gpu,lifecycle_state
111-00001-0000-000,"Maker L4 24GB,PX SKU1,GENER",,4A090.a,8473.30,1952,PRODUCTION
111-00002-0000-0R0,"HGX H200 8 GPU, SXM5 141GB HBM3e AC",,4A090.a,8471.80,"15,840",PRODUCTION
111-00003-0000-000,Generic Part Number,,4A090.a,8471.80,7024,PRODUCTION
111-00004-0000-000,"HGX H20 8 GPU, AC",,4A994.l,8471.80,,PRODUCTION
111-00005-0000-000,"passive cable, 2m",CABLE,EAR99,8544.42,,P_RELEASE
111-00006-0000-000,management module for GB200 NVL72,,EAR99,8471.80,,PRODUCTION
111-00007-0000-000,"RTX PRO 6000 BWE(PX-C01), RETAIL, SKU",,4A090.a,8473.30,8064,PRODUCTION
"""
CPU_TABLE = """part_number,eccn,hts_us,ccats,meets_3a090_a1
222-0001,3A090.a.1,8542310045,N/A,Y
222-0002,3A991.p.1,8542310045,G000000,N
222-0003,5A002.z.1.a.1,8473301180,N/A,Y
222-0004,,8473301180,N/A,
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "gpu_parts_2026-07-31.csv"
    path.write_text(GPU_TABLE, encoding="utf-8")
    return path


def write(tmp_path, text, name="parts.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_both_headings_are_read(tmp_path, table):
    """One table states TPP, another whether 3A090.a.1 is met; the maker follows from that."""
    parts = load_parts([table, write(tmp_path, CPU_TABLE)])
    (first,) = parts["111-00001-0000-000"]
    assert ("Nvidia", "4A090.a", Fraction(1952)) == (first.vendor, first.eccn, first.tpp)
    assert date(2026, 7, 31) == first.as_of
    assert Fraction(15840) == parts["111-00002-0000-0r0"][0].tpp
    (second,) = parts["222-0001"]
    assert ("AMD", True, None) == (second.vendor, second.meets_3a090_a1, second.as_of)
    assert parts["222-0004"][0].eccn is None
    assert 11 == len(parts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_mark_and_line_ends_do_not_matter(tmp_path, encoding, ending):
    """Byte order mark and line ends change nothing."""
    dirty = GPU_TABLE.replace("\n", ending)
    parts = load_parts(write(tmp_path, dirty, encoding=encoding))
    assert 7 == len(parts)
    assert "4A994.l" == parts["111-00004-0000-000"][0].eccn


def test_other_headings_mean_the_same(tmp_path):
    """Headings are known under several names, in any order, with any separator."""
    text = "ECCN ; Part Number;US HTS;Extra\n 4A090.a ; x-1 ;8471;?\n\n;;;\n"
    parts = load_parts(write(tmp_path, text), vendor="Maker", as_of=date(2026, 1, 1))
    (part,) = parts["X-1"]
    assert ("x-1", "4A090.a", "8471", "Maker") == (
        part.part_number,
        part.eccn,
        part.hts,
        part.vendor,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("part_number,hts\na,1\n", "parts.csv:1: no column for `eccn`"),
        ("eccn,part_number,ECCN\n", "parts.csv:1: two columns for eccn"),
        ("", "parts.csv:1: no column for `part_number`"),
        ("part_number,eccn\na,4A09\n", "parts.csv:2, column 2 (eccn): `4A09`"),
        ("part_number,eccn\n\na,EAR98\n", "parts.csv:3, column 2 (eccn): `EAR98`"),
        ("part_number,eccn,tpp\na,EAR99,lots\n", "parts.csv:2, column 3 (tpp): `lots`"),
        ("part_number,eccn,tpp\na,EAR99,nan\n", "parts.csv:2, column 3 (tpp): `nan`"),
        ("part_number,eccn,tpp\na,EAR99,-1\n", "parts.csv:2, column 3 (tpp): `-1`"),
        ("part_number,eccn\n,EAR99\n", "parts.csv:2, column 1 (part_number)"),
        ("part_number,eccn\na\n", "parts.csv:2: 1 columns"),
        ("part_number,eccn,as_of\na,EAR99,31.12.26\n", "column 3 (as_of): `31.12.26`"),
        ("part_number,eccn,meets_3a090_a1\na,EAR99,maybe\n", "(meets_3a090_a1): `maybe`"),
        ("part_number,eccn\na\0,EAR99\n", "parts.csv:2: a zero byte"),
    ],
)
def test_dirt_is_named_by_file_line_and_column(tmp_path, text, told):
    """An unreadable cell is an error that says where; no line is lost."""
    with pytest.raises(BadInput) as raised:
        load_parts(write(tmp_path, text))
    assert told in str(raised.value)


def test_wrong_encoding_and_missing_file(tmp_path):
    """A file that is not text, or not there, is an error."""
    path = tmp_path / "parts.csv"
    path.write_bytes(b"part_number,eccn\na,EAR99\nb\xff,EAR99\n")
    with pytest.raises(BadInput, match=r"parts.csv:3: not UTF-8"):
        load_parts(path)
    with pytest.raises(BadInput, match="can't read"):
        load_parts(tmp_path / "none.csv")


def test_conflicting_lines_are_kept_and_flagged(tmp_path):
    """A number with two ECCNs keeps both; a repeated line counts once."""
    text = "part_number,eccn\na,4A090.a\nA,4A994.l\nb,EAR99\nb,EAR99\n"
    parts = load_parts(write(tmp_path, text))
    assert ("A",) == parts.conflicts
    assert ["4A090.a", "4A994.l"] == [part.eccn for part in parts["a"]]
    assert {"4A090.a", "4A994.l"} == {
        entry.vendor_statements[-1].eccn for part in parts["a"] for entry in entries_of_part(part)
    }


def test_imported_part_resolves_as_an_item(table, tmp_path, monkeypatch):
    """An imported part number is an item: vendor's ECCN and TPP, the chip's area."""
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    with pytest.raises(UnknownItem):
        find("111-00002-0000-0R0")
    import_parts(table)
    assert 7 == len(imported_parts())
    (board,) = find(" 111-00002-0000-0r0")
    assert ("computer", Fraction(15840), 8) == (board.kind, board.tpp, board.ics)
    assert Fraction(814) == board.applicable_die_area_mm2
    assert board.datacenter is True
    assert "4A090.a" == board.vendor_statements[-1].eccn
    assert find("H200") == (catalog()["nvidia-h200-sxm"], catalog()["nvidia-h200-nvl"])


def test_description_narrows_the_chip(table):
    """The chip comes from the description; what it is *for* does not count."""
    parts = load_parts(table)

    def variants(number):
        return [entry.variant for entry in entries_of_part(parts[number][0])]

    assert ["as L4 24GB"] == variants("111-00001-0000-000")
    assert ["as RTX PRO 6000 Blackwell Workstation 96GB"] == variants("111-00007-0000-000")
    assert ["as H20 SXM/HGX 96GB", "as H20 141GB HBM3e"] == variants("111-00004-0000-000")
    (unknown,) = entries_of_part(parts["111-00003-0000-000"][0])
    assert (Fraction(7024), None, None) == (
        unknown.tpp,
        unknown.datacenter,
        unknown.performance_density,
    )
    (other,) = entries_of_part(parts["111-00006-0000-000"][0])
    assert ("other", False) == (other.kind, other.has_figures)


def test_kind_and_base_eccn_follow_the_classification(tmp_path):
    """3A090 and 3A991 are bare chips; a .z paragraph shows its base ECCN."""
    parts = load_parts(write(tmp_path, CPU_TABLE))
    entries = [entries_of_part(group[0])[0] for group in parts.values()]
    assert ["ic", "ic", "computer", "computer"] == [entry.kind for entry in entries]
    assert [None, None, "5A002", None] == [entry.base_eccn for entry in entries]


def test_import_keeps_nothing_of_a_bad_table(tmp_path):
    """A table with an error is not kept; a good one replaces its predecessor."""
    store = tmp_path / "store"
    bad = write(tmp_path, "part_number,eccn\na,X\n")
    with pytest.raises(BadInput):
        import_parts(bad, store)
    assert 0 == len(imported_parts(store))
    kept = import_parts(write(tmp_path, "part_number,eccn\na,EAR99\n"), store)
    assert 1 == len(imported_parts(store))
    import_parts(write(tmp_path, "part_number,eccn,tpp\na,EAR99,\nb,4A090.a,5000.25\n"), store)
    assert Fraction("5000.25") == imported_parts(store)["b"][0].tpp
    assert [kept] == sorted((store / "parts").iterdir())


CELLS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["EAR99", "4A090.a", "5"]
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_any_table_is_read_or_refused(tmp_path_factory, rows):
    """Whatever the cells hold, the table is read whole or refused with a place."""
    text = "\n".join(["part_number,eccn,tpp", *(",".join(row) for row in rows)])
    path = tmp_path_factory.mktemp("parts") / "parts.csv"
    path.write_bytes(text.encode())
    try:
        parts, told = load_parts(path), ""
    except BadInput as error:
        parts, told = None, str(error)
    assert "parts.csv" in told if parts is None else all(part.eccn != "" for part in parts.parts)


@pytest.mark.parametrize(
    ("typed", "eccn"),
    [
        ("4a090.A", "4A090.a"),
        ("4A090a", "4A090.a"),
        ("4A090 .a ", "4A090.a"),
        ("5A992.c (mass market)", "5A992.c"),
        ("5A992.Z.2.B1", "5A992.z.2.b1"),
        ("ear 99", "EAR99"),
        ("\N{EM DASH}", None),
        ("Not Applicable", None),
    ],
)
def test_spellings_of_an_eccn(tmp_path, typed, eccn):
    """A spelling is no disagreement with the vendor."""
    (part,) = load_parts(write(tmp_path, f"part_number,eccn\n333-1,{typed}\n"))["333-1"]
    assert eccn == part.eccn


@pytest.mark.parametrize("typed", ["4A09O.a", "4A090.", "4A090..a", "USML XI", "A" * 5000])
def test_what_is_no_eccn_is_refused(tmp_path, typed):
    with pytest.raises(BadInput, match="column 2"):
        load_parts(write(tmp_path, f"part_number,eccn\n333-1,{typed}\n"))


def test_headings_with_the_name_of_the_maker(tmp_path):
    """The headings that vendors print on their own pages."""
    text = "AMD Part Number,US ECCN,Meets 3A090.a.1 (Y/N)\n222-9,3A090.a.1,Yes\n"
    (part,) = load_parts(write(tmp_path, text))["222-9"]
    assert ("AMD", True) == (part.vendor, part.meets_3a090_a1)
    text = "NVIDIA Part Number,ECCN,TPP per GPU\n111-9,4A090.a,15840\n"
    (part,) = load_parts(write(tmp_path, text, "other.csv"))["111-9"]
    assert Fraction(15840) == part.tpp


@pytest.mark.parametrize(
    "description",
    [
        "GEFORCE RTX 5090 LAPTOP GPU, PG139 SKU10",
        "GB200 NVL72 cable cartridge, P4975",
        "DGX H100 rail kit, P4387",
        "HGX B300 power supply, P3809",
    ],
)
def test_what_only_shares_the_name_of_a_chip(tmp_path, description):
    """A part of another silicon, or of none, never gets the figures of the chip it names."""
    text = f'part_number,description,eccn\n111-8,"{description}",EAR99\n'
    (part,) = load_parts(write(tmp_path, text))["111-8"]
    assert [""] == [entry.product for entry in entries_of_part(part)]
    with pytest.raises(UnknownItem):
        find(description, imported=True)


def test_a_line_of_a_part_table_is_read_as_the_chip_it_describes():
    """Without the table at hand, its line still tells the chip."""
    assert ["L40S"] == [entry.product for entry in find("MAKER L40S,PG133 SKU242,CEC 1736,GENERI")]
    assert {"H20"} == {entry.product for entry in find("HGX H20 8 GPU, AC")}
    with pytest.raises(UnknownItem):
        find("H100, A100")
