"""`find`: the names people type."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.catalog import catalog, find
from licet.errors import UnknownItem

H100 = [
    "nvidia-h100-sxm5-80gb",
    "nvidia-h100-sxm5-64gb",
    "nvidia-h100-sxm5-94gb",
    "nvidia-h100-sxm5-96gb",
    "nvidia-h100-pcie-80gb",
    "nvidia-h100-nvl",
]
H20 = ["nvidia-h20-96gb", "nvidia-h20-141gb", "nvidia-h20-nvl16"]
A100 = [
    "nvidia-a100-sxm4-40gb",
    "nvidia-a100-sxm4-80gb",
    "nvidia-a100-pcie-40gb",
    "nvidia-a100-pcie-80gb",
]
PRO_6000 = [
    "nvidia-rtx-pro-6000-server",
    "nvidia-rtx-pro-6000-workstation",
    "nvidia-rtx-pro-6000-maxq",
]
GAUDI_3 = ["intel-gaudi3-oam", "intel-gaudi3-hl338"]
ASCEND_910B = [
    "huawei-ascend-910b",
    "huawei-ascend-910b2",
    "huawei-ascend-910b3",
    "huawei-ascend-910b4",
]

NAMES = [
    ("H100", H100),
    ("h100", H100),
    ("NVIDIA H100 Tensor Core GPU", H100),
    ("h100 sxm", H100[:4]),
    ("H100 SXM5", H100[:4]),
    ("h100sxm5", H100[:4]),
    ("H100 SXM5 80GB", H100[:1]),
    ("nvidia h100 80gb hbm3", H100[:1]),
    ("H100 PCIe", ["nvidia-h100-pcie-80gb"]),
    ("H100 NVL", ["nvidia-h100-nvl"]),
    ("H100 CNX", ["nvidia-h100-cnx"]),
    ("H100 GPU", H100),
    ("Nvidia's H100 GPUs", H100),
    ("RTX 4090 GPU", ["nvidia-rtx-4090"]),
    ("Blackwell B200", ["nvidia-b200"]),
    ("Blackwell Ultra", ["nvidia-b300", "nvidia-gb300"]),
    ("Grace Hopper", ["nvidia-gh200-96gb", "nvidia-gh200-144gb"]),
    ("GH200 480GB", ["nvidia-gh200-96gb", "nvidia-gh200-144gb"]),
    ("Vera Rubin NVL144", ["nvidia-vera-rubin-nvl72"]),
    ("H20-3e", ["nvidia-h20-141gb"]),
    ("Gaudi3 HL-338", ["intel-gaudi3-hl338"]),
    ("Gaudi3 HL-325", ["intel-gaudi3-oam"]),
    ("Gaudi", ["intel-gaudi", "intel-gaudi2", *GAUDI_3]),
    ("Gaudi 3 HL-328", ["intel-gaudi3-hl328"]),
    ("MI200 series", ["amd-mi210", "amd-mi250", "amd-mi250x"]),
    ("Graphcore IPU", ["graphcore-gc2", "graphcore-gc200", "graphcore-bow"]),
    ("H800", ["nvidia-h800-sxm5", "nvidia-h800-pcie", "nvidia-h800-nvl"]),
    ("H20", H20),
    ("Nvidia H20", H20),
    ("H20 141 GB", H20[1:2]),
    ("H20 NVL16", H20[2:]),
    ("H200", ["nvidia-h200-sxm", "nvidia-h200-nvl"]),
    ("H200 SXM5", ["nvidia-h200-sxm"]),
    ("GH200", ["nvidia-gh200-96gb", "nvidia-gh200-144gb"]),
    ("A100", A100),
    ("A100 80GB", [A100[1], A100[3]]),
    ("NVIDIA A100-SXM4-80GB", [A100[1]]),
    ("a100-pcie-80gb", [A100[3]]),
    ("A100X", ["nvidia-a100x"]),
    ("A800", ["nvidia-a800-sxm4-80gb", "nvidia-a800-pcie-80gb", "nvidia-a800-pcie-40gb"]),
    ("A10", ["nvidia-a10"]),
    ("A10G", ["nvidia-a10g"]),
    ("L4", ["nvidia-l4"]),
    ("L40", ["nvidia-l40"]),
    ("L40S", ["nvidia-l40s"]),
    ("T4", ["nvidia-t4"]),
    ("Tesla T4", ["nvidia-t4"]),
    ("A6000", ["nvidia-rtx-a6000"]),
    ("RTX A6000", ["nvidia-rtx-a6000"]),
    ("RTX 6000", ["nvidia-quadro-rtx-6000", "nvidia-rtx-6000-ada"]),
    ("RTX 6000 Ada Generation", ["nvidia-rtx-6000-ada"]),
    ("Quadro RTX 6000", ["nvidia-quadro-rtx-6000"]),
    ("RTX PRO 6000", PRO_6000),
    ("RTX PRO 6000 Blackwell Server Edition", PRO_6000[:1]),
    ("RTX PRO 6000 Max-Q", PRO_6000[2:]),
    ("RTX 6000D", ["nvidia-rtx-6000d"]),
    ("RTX 4090", ["nvidia-rtx-4090"]),
    ("rtx4090", ["nvidia-rtx-4090"]),
    ("4090", ["nvidia-rtx-4090"]),
    ("NVIDIA GeForce RTX 4090", ["nvidia-rtx-4090"]),
    ("4090D", ["nvidia-rtx-4090d"]),
    ("RTX 4090 D", ["nvidia-rtx-4090d"]),
    ("RTX 4080 Super", ["nvidia-rtx-4080-super"]),
    ("RTX 5090", ["nvidia-rtx-5090"]),
    ("5090D", ["nvidia-rtx-5090d"]),
    ("RTX 5090 D V2", ["nvidia-rtx-5090d-v2"]),
    ("B200", ["nvidia-b200"]),
    ("GB200", ["nvidia-gb200"]),
    ("GB200 NVL72", ["nvidia-gb200-nvl72"]),
    ("DGX GB200", ["nvidia-gb200-nvl72"]),
    ("DGX H100", ["nvidia-dgx-h100"]),
    ("dgx-h100 system", ["nvidia-dgx-h100"]),
    ("HGX H20", ["nvidia-hgx-h20-8-gpu"]),
    ("HGX H20 8-GPU", ["nvidia-hgx-h20-8-gpu"]),
    ("HGX H100 8 GPU 80GB", ["nvidia-hgx-h100-8-gpu-80gb"]),
    ("DGX Spark", ["nvidia-dgx-spark"]),
    ("GB10", ["nvidia-gb10-dgx-spark"]),
    ("MI 300X", ["amd-mi300x"]),
    ("mi300x", ["amd-mi300x"]),
    ("AMD Instinct MI300X", ["amd-mi300x"]),
    ("MI300", ["amd-mi300a", "amd-mi300x"]),
    ("MI308", ["amd-mi308x"]),
    ("MI250", ["amd-mi250"]),
    ("MI250X", ["amd-mi250x"]),
    ("7900 XTX", ["amd-rx-7900-xtx"]),
    ("W7900", ["amd-w7900"]),
    ("Gaudi 3", GAUDI_3),
    ("HL-338", GAUDI_3[1:2]),
    ("gaudi2", ["intel-gaudi2"]),
    ("Max 1550", ["intel-max-1550"]),
    ("Ascend 910", [f"huawei-ascend-910{x}" for x in ("", "a-pro", "-premium-a")]),
    ("Ascend 910B", ASCEND_910B),
    ("Ascend 910C", ["huawei-ascend-910c"]),
    ("Huawei 910C", ["huawei-ascend-910c"]),
    ("TPU v4", ["google-tpu-v4"]),
    ("TPUv5e", ["google-tpu-v5e"]),
    ("Ironwood", ["google-tpu-v7"]),
    ("Trainium2", ["aws-trainium2"]),
    ("Trainium", ["aws-trainium1", "aws-trainium2", "aws-trainium3"]),
    ("Siyuan 590", ["cambricon-mlu590"]),
    ("MLU370-X8", ["cambricon-mlu370-x8"]),
    ("CloudMatrix 384", ["huawei-cloudmatrix-384"]),
    ("HBM3E", ["micron-hbm3e-24gb", "micron-hbm3e-36gb"]),
    ("HBM2e", ["samsung-hbm2e-16gb"]),
    ("HBM4", ["hbm4-stack"]),
    ("RTX A4000", ["nvidia-rtx-a4000"]),
    ("RTX 4000 Ada", ["nvidia-rtx-4000-ada"]),
    ("RTX 4000", ["nvidia-quadro-rtx-4000", "nvidia-rtx-4000-ada"]),
    ("RTX 4070", ["nvidia-rtx-4070"]),
    ("RTX 4070 Ti Super", ["nvidia-rtx-4070-ti-super"]),
    ("5070 Ti", ["nvidia-rtx-5070-ti"]),
    ("Kunlun 2", ["kunlun-r200"]),
    ("Hanguang", ["t-head-hanguang-800"]),
    ("Gaudi 2B", ["intel-gaudi2-hl225b"]),
    ("Orin", ["nvidia-jetson-agx-orin-64gb", "nvidia-jetson-orin-nano"]),
    ("GH200 x4", ["nvidia-gh200-4-gpu-96gb-board"]),
]

WORDS = st.sampled_from(sorted({word for entry in catalog().values() for word in entry.names}))


@pytest.mark.parametrize(("name", "expected"), NAMES, ids=[name for name, _ in NAMES])
def test_name_means_entries(name, expected):
    """A name people type means exactly these entries."""
    assert expected == [entry.id for entry in find(name, imported=False)]


@pytest.mark.parametrize(
    "name",
    ["", "   ", "H21", "A1000", "H100 120GB", "V100 SXM4", "4090 laptop", "Blackwell", "AMD H100"],
)
def test_nothing_is_guessed(name):
    """A name that fits nothing is an error, whatever it resembles."""
    with pytest.raises(UnknownItem):
        find(name, imported=False)


def test_near_matches_are_offered():
    """The error lists names that come close."""
    with pytest.raises(UnknownItem) as raised:
        find("H10O", imported=False)
    assert "H100" in raised.value.near
    with pytest.raises(UnknownItem) as raised:
        find("RTX 4090 laptop", imported=False)
    assert raised.value.near


@given(st.sampled_from(list(catalog())))
def test_id_finds_itself(key):
    """Every id means its own entry alone, in either case and with spaces around it."""
    assert [key] == [entry.id for entry in find(key)]
    assert [key] == [entry.id for entry in find(f" {key.upper()} ")]


@given(st.sampled_from(list(catalog())))
def test_title_finds_itself(key):
    """Every title means its own entry."""
    assert key in [entry.id for entry in find(catalog()[key].title)]


@given(WORDS, st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from(["", "-", "  "]))
def test_spelling_does_not_matter(name, case, gap):
    """Case, spaces and hyphens change nothing."""
    assert find(name) == find(case(name).replace(" ", gap or " "))


@given(st.text(max_size=40))
def test_any_text_finds_or_is_unknown(text):
    """No text makes `find` fail in another way."""
    with suppress(UnknownItem):
        assert find(text, imported=False)


@pytest.mark.parametrize(
    ("typed", "name", "count"),
    [
        ("8x H100", "H100", 8),
        ("H100 x 8", "H100", 8),
        ("H100x8", "H100", 8),
        ("x8 H100", "H100", 8),
        ("8 × RTX 4090", "RTX 4090", 8),
        ("8x 4090", "4090", 8),
        ("16 MI300X", "MI300X", 16),
    ],
)
def test_a_number_of_pieces_is_no_name_and_the_error_says_what_to_type(typed, name, count):
    """Eight chips and a board of eight are two items: nothing is guessed."""
    with pytest.raises(UnknownItem) as caught:
        find(typed, imported=False)
    assert caught.value.near == (name,)
    assert f"`{name}` and quantity {count} (`--quantity {count}`)" in str(caught.value.hint)


def test_a_number_of_pieces_names_the_board_that_holds_several():
    with pytest.raises(UnknownItem) as caught:
        find("8x H100", imported=False)
    assert str(caught.value.hint).endswith("an item of its own: `HGX H100` or `DGX H100`")


@pytest.mark.parametrize("typed", ["0x H100", "2x nothing", "8x", "H100 x"])
def test_what_only_looks_like_a_number_of_pieces(typed):
    with pytest.raises(UnknownItem) as caught:
        find(typed, imported=False)
    assert "pieces" not in str(caught.value.hint)


def test_what_is_near_no_name_is_told_two_ways_out():
    with pytest.raises(UnknownItem) as caught:
        find("EPYC 9654", imported=False)
    assert "`licet catalog list`" in str(caught.value.hint)
    assert '"rates"' in str(caught.value.hint)
