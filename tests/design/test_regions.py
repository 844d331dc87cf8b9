"""Regions of the plane of two facts: each edge asked on it, just below and just above."""

from __future__ import annotations

from fractions import Fraction

import pytest

import licet
from licet.errors import BadInput
from licet.questions.plane import area
from licet.questions.regions import regions
from licet.questions.setting import ANYBODY

TINY = Fraction(1, 10**6)
PLANES = [
    ("2024-01-01", "tpp", "performance_density", {}, "CN", {}),
    ("2026-11-23", "tpp", "performance_density", {}, "CN", {}),
    ("2026-11-23", "tpp", "performance_density", {"datacenter": False}, "CN", {}),
    ("2022-11-01", "tpp", "interconnect_gb_s", {}, "CN", {}),
    ("2026-11-23", "tpp", "applicable_die_area_mm2", {}, "CN", {}),
    ("2026-11-23", "applicable_die_area_mm2", "tpp", {}, "SA", {}),
    ("2026-11-23", "tpp", "dram_bandwidth_gb_s", {"applicable_die_area_mm2": 814}, "CN", {}),
    ("2025-06-01", "dram_bandwidth_gb_s", "interconnect_gb_s",
     {"tpp": 1000, "performance_density": 2}, "CN", {"exporter": "intel"}),
    ("2026-11-23", "tpp", "interconnect_gb_s", {"performance_density": 3}, "DE", {}),
]  # fmt: skip


def verdict(plane, x, y):
    """The verdict of `licet check` for a chip at a point."""
    on, first, second, given, to, case = plane
    figures = {"datacenter": True, **given, first: x, second: y}
    item = {"kind": "computer", "contains": {"kind": "ic", **figures}}
    return licet.determine(item=item, to=to, on=on, **{"exporter": ANYBODY, **case}).verdict


@pytest.mark.parametrize("plane", PLANES, ids=lambda p: f"{p[0]}-{p[1]}-{p[2]}-{p[4]}")
def test_every_edge_on_it_just_inside_and_just_outside(plane):
    on, x, y, given, to, case = plane
    found = regions(on, x, y, given, to, **case)
    whole = sum(area(list(r.polygon)) - sum(-area(list(h)) for h in r.holes)
                for r in found if len(r.polygon) > 2)  # fmt: skip
    left, bottom = Fraction(0), Fraction(0)
    right = max(r.bounds[2] for r in found)
    top = max(r.bounds[3] for r in found)

    assert (right - left) * (top - bottom) == whole
    for region in found:
        for edge in region.edges:
            middle = tuple((a + b) / 2 for a, b in zip(edge.start, edge.end, strict=True))
            along = [b - a for a, b in zip(edge.start, edge.end, strict=True)]
            size = max(abs(along[0]) / max(right, 1), abs(along[1]) / max(top, 1))
            assert size > 0
            assert (verdict(plane, *middle) == region.verdict) or not edge.closed
            if len(region.polygon) < 3:
                continue
            # To the left of an edge lies its region.
            inside = (middle[0] - along[1] * TINY * right / max(top, 1),
                      middle[1] + along[0] * TINY * top / max(right, 1))  # fmt: skip
            outside = (2 * middle[0] - inside[0], 2 * middle[1] - inside[1])
            assert region.verdict == verdict(plane, *inside)
            if not edge.frame and min(outside) >= 0:
                other = verdict(plane, *outside)
                touching = [r for r in found if r is not region and r.verdict == region.verdict]
                assert other != region.verdict or touching or not edge.closed
            if not edge.closed:
                assert edge.provisions


def test_edges_keep_their_provision_and_citation():
    found = regions("2024-01-01", "tpp", "performance_density", {}, "CN")
    free = next(r for r in found if r.verdict == "no-license-required")
    wall = next(e for e in free.edges if e.start[0] == e.end[0] == 2400)

    assert not wall.closed
    assert ("us/ear/774/3A090.b", "15 CFR 774, Supp. No. 1, ECCN 3A090.b") in wall.provisions
    assert ["3A090.a", "3A090.b", None] == sorted(
        {r.parameters for r in found}, key=lambda name: (name is None, name)
    )


def test_the_form_of_2022_is_one_quadrant():
    found = regions("2022-11-01", "tpp", "interconnect_gb_s", {}, "CN")
    caught = [r for r in found if r.verdict == "license-required"]

    assert 1 == len(caught)
    assert {(4800, 600), (6000, 600), (6000, 750), (4800, 750)} == set(caught[0].polygon)
    assert caught[0].as_dict()["parameters"] == "3A090"


def test_area_gives_slanted_edges_and_planar_chips_stand_apart():
    found = regions("2026-11-23", "tpp", "applicable_die_area_mm2", {}, "CN")
    slanted = [
        e for r in found for e in r.edges if e.start[0] != e.end[0] and e.start[1] != e.end[1]
    ]
    planar = [r for r in found if len(r.polygon) == 2]

    assert slanted
    assert all(e.start[0] / e.start[1] in {Fraction("5.92"), Fraction("3.2"), Fraction("1.6")}
               for e in slanted if e.start[1])  # fmt: skip
    assert {"no-license-required"} == {r.verdict for r in planar}


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        ("tpp", "tpp", "against itself"),
        ("tpp", "datacenter", "is no number of an IC"),
        ("tpp", "tpq", "unknown fact"),
        ("performance_density", "applicable_die_area_mm2", "gives curves"),
    ],
)
def test_planes_that_can_not_be_drawn(x, y, says):
    with pytest.raises(BadInput, match=says):
        regions("2026-11-23", x, y)


def test_what_is_not_given_leaves_a_region_open():
    found = regions("2026-11-23", "tpp", "dram_bandwidth_gb_s", {}, "CN")

    assert {"license-required", "no-license-required", "indeterminate"} == {
        r.verdict for r in found
    }
