"""Order books in the workbench: uploads that lie about themselves, answers that are safe to open."""

from __future__ import annotations

import csv
import io
import re
import time

import pytest

from licet.server.settings import hashed
from serverside import client_of

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

BOOK = """Order No,SKU,Qty,Unit price USD,Ship date,Ship to,End user,HQ,Parent,Lists,End use,Seller
SO1,H20,100,12000,2025-04-20,CN,Acme,CN,CN,none,none,nvidia
SO2,H100,8,30000,2024-06-01,CN,"=HYPERLINK(""x"")",CN,CN,none,none,nvidia
SO3,NoSuchChip,1,5,2024-06-01,CN,,,,,,
SO4,L4,5,2500,2024-06-01,GB,@SUM(1),GB,GB,none,none,nvidia
"""
COLUMNS = {
    "item": "SKU", "quantity": "Qty", "unit_price_usd": "Unit price USD", "on": "Ship date",
    "to": "Ship to", "end_user": "End user", "end_user_headquarters": "HQ", "exporter": "Seller",
    "end_user_ultimate_parent": "Parent", "end_user_lists": "Lists", "end_use": "End use",
}  # fmt: skip


SCENARIO = """
title = "A letter"
on = 2025-04-20
note = "Our <b>assumption</b>."
[[class]]
kind = "denied"
probability = [0.5, 0.8, 1.0]
[[class]]
kind = "delayed"
probability = [0.5, 0.2, 0.0]
quarters = 2
[[stock]]
product = "H20"
inventory_usd = 1_000_000
other_use = [0.5, 0.25, 0.0]
"""


def upload(client, name="book.csv", body=BOOK):
    content = body.encode() if isinstance(body, str) else body
    return client.post("/orders", files={"book": (name, content, "text/csv")})


def decided(client, **more):
    place = upload(client).headers["location"]
    chosen = {f"column.{name}": heading for name, heading in COLUMNS.items()}
    answer = client.post(place, files={k: (None, v) for k, v in {**chosen, **more}.items()})
    assert 303 == answer.status_code, answer.text
    for _ in range(300):
        if "data-running" not in client.get(place, params={"part": "answer"}).text:
            return place
        time.sleep(0.05)
    raise AssertionError("the book was not decided in time")


def exposed(client, place, text=None, **files):
    sent = {"do": (None, "expose"), "scenario": (None, SCENARIO if text is None else text), **files}
    answer = client.post(place, files=sent)
    for _ in range(200):
        if "data-running" not in client.get(place, params={"part": "answer"}).text:
            return answer
        time.sleep(0.05)
    raise AssertionError("the scenario was not worked out in time")


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_book_is_decided_line_by_line(client):
    place = decided(client)
    found = {
        row["Order No"]: row["licet_verdict"] for row in rows_of(client.get(f"{place}/decided.csv"))
    }
    assert {
        "SO1": "license-required", "SO2": "license-required", "SO4": "no-license-required"
    } == found  # fmt: skip
    page = client.get(place).text
    assert "4 read, 3 decided, 1 rejected" in page
    assert "The hold list, first 2" in page


def test_the_hold_list_and_the_rejects_are_handed_out(client):
    place = decided(client)
    assert ["SO1", "SO2"] == [r["Order No"] for r in rows_of(client.get(f"{place}/hold.csv"))]
    rejects = rows_of(client.get(f"{place}/rejects.csv"))
    assert [("3", "NoSuchChip")] == [(r["row"], r["value"]) for r in rejects]
    assert client.get(f"{place}/decided.parquet").content.startswith(b"PAR1")
    assert client.get(f"{place}/exposure.csv").text.startswith("what,usd,lines")


def test_no_cell_of_an_export_is_run_by_a_spreadsheet(client):
    place = decided(client)
    for row in rows_of(client.get(f"{place}/decided.csv")):
        assert not any((value or "")[:1] in {"=", "+", "@", "\t"} for value in row.values())
    assert "'=HYPERLINK" in client.get(f"{place}/decided.csv").text


def test_the_turn_of_policy_names_what_did_it(client):
    place = decided(client, before="2023-01-01", after="2025-04-20")
    page = client.get(place).text
    assert "newly held" in page


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "C:\\x\\..\\book.csv", "<script>alert(1)</script>.csv", "a\n.csv"]
)  # fmt: skip
def test_a_name_from_outside_is_never_a_path_nor_markup(client, name):
    answer = upload(client, name)
    assert 303 == answer.status_code
    place = answer.headers["location"]
    assert re.fullmatch(r"/orders/[\w-]{16,24}", place)
    page = client.get(place).text
    assert "<script>alert" not in page
    assert "passwd" not in place


@pytest.mark.parametrize(
    ("name", "body"),
    [("book.exe", "x"), ("book", "x"), ("book.csv", b"\x00\x01\x02"), ("book.parquet", b"PAR1 no"),
     ("book.csv", "")],
)  # fmt: skip
def test_what_is_no_book_is_refused_with_a_word(client, name, body):
    answer = upload(client, name, body)
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.text


def test_a_form_of_another_kind_is_refused(client):
    assert 415 == client.post("/orders", json={}).status_code


@pytest.mark.parametrize(
    "more", [{"column.item": ""}, {"column.to": "No such column"}, {"on": "x"}, {"before": "2024-01-01"}]
)  # fmt: skip
def test_a_mapping_that_lacks_something_says_what(client, more):
    place = upload(client).headers["location"]
    chosen = {f"column.{name}": heading for name, heading in COLUMNS.items()}
    answer = client.post(place, files={k: (None, v) for k, v in {**chosen, **more}.items()})
    assert (422, True) == (answer.status_code, 'role="alert"' in answer.text)


@pytest.mark.parametrize("path", ["/orders/none", "/orders/..%2F..%2Fetc", "/orders/" + "a" * 20])
def test_a_book_that_is_not_here_is_not_found(client, path):
    assert 404 == client.get(path).status_code


def test_a_book_can_be_forgotten(client):
    place = upload(client).headers["location"]
    client.post(place, files={"do": (None, "forget")})
    assert 404 == client.get(place).status_code


# Stance, law, exposure


def test_the_hold_list_goes_by_the_stance(client):
    place = decided(client)
    held = [
        [row["Order No"] for row in rows_of(client.get(f"{place}/hold.csv", params=more))]
        for more in ({}, {"stance": "text"})
    ]
    assert [["SO1", "SO2"], ["SO2"]] == held
    page = client.get(place, params={"stance": "text"}).text
    assert "The hold list, first 1" in page
    assert "The codified text, letters left out" in page


LETTER = """
id = "own/letter"
title = "A letter on the L4"
cite = "own"
effect = { require = "letter" }
[[instrument]]
id = "own-letter"
title = "A letter"
published = 2024-01-01
[[version]]
instrument = "own-letter"
valid = { from = 2024-01-01 }
addressee = "nvidia"
when = 'to in {"GB"}'
says = "A license is required for the United Kingdom."
confidence = "own"
"""


def test_a_book_is_decided_under_ones_own_law_and_says_so(client):
    client.post("/own-law", files={"file": ("letter.toml", LETTER.encode())})
    key = re.search(r"sha256:[0-9a-f]{20}", client.get("/own-law").text)[0]
    place = decided(client, law=key)
    held = [row["Order No"] for row in rows_of(client.get(f"{place}/hold.csv"))]
    assert ["SO1", "SO2", "SO4"] == held
    page = client.get(place).text
    assert "With your own law" in page
    assert key in page
    assert key.removeprefix("sha256:")[:12] in client.get(f"{place}/exposure.svg").text


def test_a_scenario_tells_the_exposure_by_quarter(client):
    place = decided(client)
    assert 303 == exposed(client, place).status_code
    found = rows_of(client.get(f"{place}/exposure-quarters.csv"))
    cells = {(row["quarter"], row["what"]): [float(row[c]) for c in ("low", "base", "high")]
             for row in found}  # fmt: skip
    worth = 100 * 12_000
    assert [worth] * 3 == cells["2025 Q2", "revenue at risk"]
    assert [worth * 0.5, worth * 0.8, worth] == cells["2025 Q2", "lost"]
    assert [worth * 0.5, worth * 0.2, 0] == cells["2025 Q4", "moved in (+) or out (-)"]
    assert [250_000, 600_000, 1_000_000] == cells["2025 Q2", "write-down of stock"]
    page = client.get(place).text
    assert "Assumptions of" in page
    assert "denied: probability" in page
    assert "<b>assumption" not in page


def test_turn_and_scenario_go_by_the_stance_of_the_page(client):
    """A letter holds an H20 in practice; the codified text never did."""
    place = decided(client, before="2025-04-08", after="2025-04-20")
    exposed(client, place)
    by_text = {"stance": "text"}
    assert "newly held" in client.get(place).text
    page = client.get(place, params=by_text).text
    assert "newly held" not in page
    assert "held by the codified text under the law" in page
    for params, at_risk in (({}, True), (by_text, False)):
        found = rows_of(client.get(f"{place}/exposure-quarters.csv", params=params))
        risks = [float(row["base"]) for row in found if row["what"] == "revenue at risk"]
        assert (sum(risks) > 0) is at_risk


@pytest.mark.parametrize("case", ["low", "base", "high"])
def test_the_waterfall_of_a_case_falls_from_what_is_at_risk_to_what_is_kept(client, case):
    place = decided(client)
    exposed(client, place)
    found = rows_of(client.get(f"{place}/exposure-scenario.csv", params={"case": case}))
    usd = {row["what"]: float(row["usd"]) for row in found}
    fall = sum(
        value
        for what, value in usd.items()
        if what not in {"revenue at risk", "kept in its quarter"}
    )
    assert usd["revenue at risk"] - fall == pytest.approx(usd["kept in its quarter"])
    assert client.get(f"{place}/exposure-scenario.svg").text.startswith("<svg")


def test_a_scenario_can_be_a_file(client):
    place = decided(client)
    sent = {"file": ("mine.toml", SCENARIO.replace("A letter", "From a file").encode())}
    assert 303 == exposed(client, place, "", **sent).status_code
    assert "From a file" in client.get(place).text


@pytest.mark.parametrize(
    "text",
    ["", "a = ", "on = 1", "on = 2025-04-01", SCENARIO.replace("1_000_000", "inf"),
     SCENARIO.replace("0.8", "0.7"), "a = " + "[" * 3_000, "x" * 70_000, "product = 5\n" + SCENARIO,
     SCENARIO.replace("denied", "<script>alert(1)</script>")],
)  # fmt: skip
def test_a_wrong_scenario_is_refused_with_a_word(client, text):
    place = decided(client)
    answer = exposed(client, place, text)
    assert (422, True) == (answer.status_code, 'role="alert"' in answer.text)
    assert "/tmp" not in answer.text
    assert "<script>alert" not in answer.text


def test_a_case_there_is_not_is_refused(client):
    assert 422 == client.get(decided(client), params={"case": "worst"}).status_code


def test_a_book_is_seen_by_its_holder_alone(answers):
    holders = {hashed(f"key-{name}"): name for name in ("one", "two")}
    client = client_of(answers, token="", keys=holders)
    one, two = ({"Authorization": f"Bearer key-{name}"} for name in ("one", "two"))
    files = {"book": ("secret.csv", BOOK.encode(), "text/csv")}
    place = client.post("/orders", files=files, headers=one).headers["location"]
    assert 200 == client.get(place, headers=one).status_code
    assert 404 == client.get(place, headers=two).status_code
    assert "secret.csv" not in client.get("/orders", headers=two).text


def test_lines_without_a_value_and_notes_are_told(client):
    body = (
        "item,to,on,quantity,unit_price_usd\nH20,CN,2025-04-20,10,12000\n"
        'L4,DE,2025-04-20,2,"12.000,50"\nL4,DE,2025-04-20,1,inf\nL4,DE,2025-04-20,one,5\n'
    )
    place = upload(client, body=body).headers["location"]
    names = ("item", "to", "on", "quantity", "unit_price_usd")
    client.post(place, files={f"column.{name}": (None, name) for name in names})
    for _ in range(300):
        page = client.get(place).text
        if "data-running" not in page:
            break
        time.sleep(0.05)
    assert "2 of 3 lines count as nothing" in page
    assert "hold no number" in page
    rows = client.get(f"{place}/exposure.csv").text.splitlines()
    assert "whole book,120000,3" in rows


def test_what_could_not_be_decided_is_shown_with_its_reason(client):
    page = client.get(decided(client)).text
    assert "Lines that could not be decided" in page
    assert "no such item: <code>NoSuchChip</code>" in page


def test_the_form_keeps_what_the_book_was_decided_with(client):
    place = decided(client, before="2025-04-08", after="2025-04-20", known_on="2026-01-01")
    page = client.get(place).text
    for key, day in (("before", "2025-04-08"), ("after", "2025-04-20"), ("known_on", "2026-01-01")):
        assert f'name="{key}" type="date" value="{day}"' in page
    assert all(f'name="column.{name}"' in page for name in COLUMNS)


def test_one_holders_books_do_not_push_out_anothers(answers):
    keys = {hashed("one"): "one", hashed("two"): "two"}
    stranger = client_of(answers, token="", keys=keys)
    one, two = ({"Authorization": f"Bearer {name}"} for name in ("one", "two"))
    stranger.headers.update(one)
    first = upload(stranger).headers["location"]
    stranger.headers.update(two)
    places = [upload(stranger).headers["location"] for _ in range(9)]
    assert 404 == stranger.get(places[0]).status_code
    assert 200 == stranger.get(places[-1]).status_code
    stranger.headers.update(one)
    assert 200 == stranger.get(first).status_code
