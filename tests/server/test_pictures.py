"""Every picture of every page has its data, its source and a way out that works."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest

PAGES = (
    "/plane?on=2025-04-20&stance=text",
    "/plane?on=2026-02-01&y=dram_bandwidth_gb_s",
    "/world?item=H100&on=2025-06-01&before=2023-01-01&show=difference",
    "/timeline?about=H20",
    "/timeline?show=backtracks",
    "/migration?which=other&to=AE",
    "/design?start=H20&on=2025-04-20",
)


def figures(page):
    return re.findall(r"<figure.*?</figure>", page, re.DOTALL)


@pytest.mark.parametrize("path", PAGES)
def test_a_picture_has_its_data_its_source_and_ways_out(client, path):
    found = figures(client.get(path).text)
    assert found
    for figure in found:
        assert "rule set" in figure
        assert figure.count("<tr>") > 2
        links = {label: html.unescape(href) for href, label in re.findall(
            r'<a href="([^"]+)">(SVG|PNG|CSV|Vega-Lite|Permalink)</a>', figure)}  # fmt: skip
        assert {"SVG", "PNG", "CSV", "Vega-Lite", "Permalink"} == set(links)
        svg = client.get(links["SVG"])
        assert svg.text.startswith("<svg")
        assert "rule set" in svg.text
        rows = list(csv.reader(io.StringIO(client.get(links["CSV"]).text)))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1
        assert "attachment" in client.get(links["CSV"]).headers["content-disposition"]
        assert "$schema" in json.loads(client.get(links["Vega-Lite"]).text)
        again = client.get(links["Permalink"])
        assert 200 == again.status_code
        title = re.search(r"<h2 id=[^>]+>(.*?)</h2>", figure)[1]
        assert title in again.text


def test_the_png_of_a_picture_is_one(client):
    pytest.importorskip("vl_convert")
    answer = client.get("/chart/world.png", params={"item": "H100", "on": "2025-06-01"})
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["/chart/none.svg", "/chart/plane.exe", "/chart/plane.svg/../x"])
def test_a_file_there_is_not_is_not_found(client, path):
    assert 404 == client.get(path).status_code


def test_no_cell_of_a_picture_is_run_by_a_spreadsheet(client):
    for name in ("timeline", "backtracks", "plane", "migration"):
        for row in csv.reader(io.StringIO(client.get(f"/chart/{name}.csv").text)):
            assert not any(value[:1] in {"=", "+", "@"} for value in row)


def test_a_line_of_a_design_is_named_in_the_words_of_the_vocabulary(client):
    page = client.get("/design", params={"start": "H20", "on": "2022-11-01"}).text
    assert "interconnect bandwidth 600 GB/s" in page
    assert not re.search(r">[^<>]*(gb_s|gb s|_mm2)[^<>]*</text>", page)
