"""The workbench in a real browser: each page's main path, its errors, by mouse and by keyboard."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from serverside import LETTER

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
H20 = "/check?item=H20&to=CN&on=2025-04-20"
EVERY_PAGE = (
    "/check",
    H20,
    f"{H20}&stance=text&law=gain-ai",
    "/check?item=H100&to=MY&on=2024-06-01&parties.0.role=end-user&parties.1.role=purchaser",
    f"{H20}&exporter=nvidia&law=sha256:00000000000000000000",
    f"{H20}&exporter=nvidia&vs.on=2025-04-01",
    "/plane?on=2025-04-20",
    "/world?item=H100&on=2025-06-01",
    "/timeline?about=AI+Diffusion&known_on=2025-06-01",
    "/timeline?show=backtracks",
    "/migration?which=other",
    "/design?start=H20&on=2025-04-20",
    "/orders",
    "/own-law",
    "/api",
    "/law/us/ear/774/3A090.a?on=2024-01-01",
    "/nothing-here",
)


def word(page):
    return page.locator(".verdict .word").first


def becomes(page, text):
    page.locator(f'.verdict .word:text-is("{text}")').first.wait_for()


def test_three_dates_by_keyboard_alone_in_under_a_minute(open_page):
    started = time.monotonic()
    page = open_page("/check")
    page.keyboard.press("Tab")  # the way past the navigation
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("H20")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("CN")
    page.locator("#on").focus()
    page.keyboard.type("04082025")
    page.locator("#exporter").focus()
    page.keyboard.type("nvidia")
    becomes(page, "No license required")
    page.locator("#on").focus()
    page.keyboard.type("04202025")
    becomes(page, "License required")
    page.locator("#exporter").focus()  # out of the field, so that its first part is next
    page.locator("#on").focus()
    page.keyboard.type("06012026")
    page.wait_for_url("**on=2026-06-01**")
    becomes(page, "License required")
    assert time.monotonic() - started < 60


def test_three_dates_with_the_tab_key_only(open_page):
    """No field is focused by the test: each is reached by Tab, from the top of the page."""
    page = open_page("/check")
    focused = "document.activeElement.id"

    def tab_to(name, most=12):
        for _ in range(most):
            if page.evaluate(focused) == name:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{name} was not reached by Tab")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to("item")
    page.keyboard.type("H20")
    page.keyboard.press("Escape")
    tab_to("to")
    page.keyboard.type("CN")
    tab_to("on")
    page.keyboard.type("04202025")
    tab_to("exporter")
    page.keyboard.type("nvidia")
    becomes(page, "License required")
    page.locator(".stretches").wait_for()
    # The other dates stand in the strip, as links that the keyboard reaches.
    for _ in range(60):
        if "2022-08-01" in page.evaluate("document.activeElement.textContent"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    becomes(page, "No license required")
    assert "on=2022-08-01" in page.url


def test_three_dates_by_mouse(open_page):
    page = open_page(H20)
    page.get_by_label("nvidia").click()
    becomes(page, "License required")
    assert page.locator("#exporter").input_value() == "nvidia"
    page.locator(".stretches a", has_text="2022-08-01").click()
    becomes(page, "No license required")
    assert page.locator("#on").input_value() == "2022-08-01"
    page.locator(".stretches a", has_text="2025-04-09").click()
    becomes(page, "License required")
    assert "exporter=nvidia" in page.url


def test_back_leads_to_the_day_before(open_page):
    page = open_page(f"{H20}&exporter=nvidia")
    page.locator(".stretches a", has_text="2022-08-01").click()
    becomes(page, "No license required")
    page.go_back()
    becomes(page, "License required")
    assert page.locator("#on").input_value() == "2025-04-20"


def test_the_address_holds_the_whole_state(open_page):
    page = open_page(H20)
    page.get_by_label("any other company").click()
    becomes(page, "No license required")
    page.goto(page.url)
    assert word(page).inner_text() == "No license required"
    assert page.locator("#exporter").input_value() == "another"


def test_a_wrong_item_is_said_where_the_answer_would_stand(open_page):
    page = open_page(H20)
    page.locator("#item").fill("H21")
    page.get_by_role("alert").wait_for()
    assert "H20" in page.get_by_role("alert").inner_text()
    page.locator("#item").fill("H20")
    becomes(page, "Can't be told yet")


def test_two_dates_side_by_side(open_page):
    page = open_page(f"{H20}&exporter=nvidia")
    page.get_by_text("Compare with").click()
    page.locator("#vs-on").fill("2025-04-01")
    page.locator(".sides").first.wait_for()
    words = page.locator(".verdict .word").all_inner_texts()
    assert words == ["License required", "No license required"]


def test_the_proof_leads_to_the_provision(open_page):
    page = open_page(H20)
    page.get_by_text("Proof: every provision consulted").click()
    page.get_by_role("link", name="us/ear/774/3A090.a", exact=True).click()
    page.get_by_text("counts on 2025-04-20").wait_for()


def test_without_script_the_form_still_answers(open_page):
    page = open_page("/check", script=False)
    page.locator("#item").fill("H100")
    page.locator("#to").fill("CN")
    page.locator("#on").fill("2024-01-01")
    page.get_by_role("button", name="Check").first.click()
    assert word(page).inner_text() == "License required"


def test_pointing_at_a_chip_shows_its_whole_answer(open_page):
    page = open_page("/plane?on=2025-04-20")
    page.locator('a[href*="nvidia-h20-96gb"] .dot').hover()
    page.locator(".card", has_text="Silicon meets").wait_for()
    assert "H20" in page.locator(".card").inner_text()


def test_arrow_keys_move_between_chips_and_enter_opens_the_proof(open_page):
    page = open_page("/plane?on=2025-04-20")
    first = page.locator(".chart a[data-says]").first
    first.focus()
    before = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("document.activeElement.getAttribute('href')")
    assert before != after
    page.keyboard.press("Enter")
    page.locator(".verdict .word").first.wait_for()


def test_the_slider_moves_over_days_of_change(open_page):
    page = open_page("/plane?on=2025-04-20")
    slider = page.locator("#slide")
    slider.focus()
    page.keyboard.press("Home")
    page.locator("h2", has_text="lines of 2022").wait_for()
    assert page.locator("#on").input_value().startswith("2022")
    assert "on=2022" in page.url


def test_the_step_to_the_next_change(open_page):
    page = open_page("/plane?on=2025-04-20")
    page.locator('a[rel="next"]').click()
    page.locator("h2", has_text="2025-05-13").wait_for()


def test_the_world_shows_small_territories(open_page):
    page = open_page("/world?item=H100&on=2025-06-01")
    for name in ("Macau", "Hong Kong", "Singapore", "Bahrain"):
        mark = page.locator(f'.chart a[aria-label^="{name}"]').first
        assert mark.bounding_box()["width"] >= 5
    page.locator('.chart a[aria-label^="Macau"]').first.focus()
    page.locator(".card", has_text="License required").wait_for()


def test_the_difference_of_two_days(open_page):
    page = open_page("/world?item=H100&on=2025-06-01&before=2023-01-01&show=difference")
    assert "destinations changed" in page.locator(".figure").inner_text()


def test_the_timeline_knows_nothing_that_came_later(open_page):
    page = open_page("/timeline?about=H20")
    many = page.locator(".chart [data-says]").count()
    page.locator("#known_on").fill("2025-04-20")
    page.locator("h2", has_text="as known on 2025-04-20").wait_for()
    assert 0 < page.locator(".chart [data-says]").count() < many


def test_an_event_of_the_timeline_has_its_page(open_page):
    page = open_page("/timeline?about=H20")
    page.locator('.chart a[href*="h20-letter"]').first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sources").wait_for()


def test_a_cell_of_the_migration_leads_to_its_proof(open_page):
    page = open_page("/migration?which=other")
    page.locator('.chart a[href*="rtx-4090"]').last.click()
    page.locator(".verdict .word").first.wait_for()


@pytest.mark.parametrize(
    "path",
    ["/plane?on=never", "/plane?y=tpp", "/world?item=H21", "/world?show=x", "/timeline?status=x",
     "/migration?to=Atlantis", "/migration?which=x", "/design?tpp=-1", "/design?draft=x"],
)  # fmt: skip
def test_what_a_page_cannot_read_it_says(open_page, path):
    page = open_page(path)
    assert page.get_by_role("alert").count() == 1


# Rows and marks beyond the first are like them, and take axe a long while.
ALIKE = "{exclude: [['tbody tr:nth-child(n+9)'], ['.chart a:nth-of-type(n+30)']]}"


# Both widths in both themes; a theme changes nothing but colors.
PASSES = ((1440, "light", True), (375, "dark", True), (1440, "dark", False), (375, "light", False))


def serious(page, path):
    """What axe finds at both widths, in light and dark; and that a telephone scrolls one way only."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for detail in page.locator("details").all():
        detail.evaluate("each => { each.open = true; }")
    found = []
    for width, scheme, whole in PASSES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        rules = "" if whole else ", runOnly: ['color-contrast']"
        result = page.evaluate(f"axe.run({ALIKE}, {{resultTypes: ['violations']{rules}}})")
        found += [
            (path, width, scheme, v["id"], v["nodes"][0]["html"][:160],
             v["nodes"][0].get("failureSummary", "")[:200])
            for v in result["violations"]
            if v["impact"] in {"serious", "critical"}
        ]  # fmt: skip
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_axe_finds_nothing_serious_and_a_telephone_scrolls_one_way_only(open_page, path):
    assert serious(open_page(path), path) == []


def test_a_slider_of_the_design_moves_its_answer(open_page):
    page = open_page("/design?start=nvidia-h20-96gb&on=2025-04-20")
    assert word(page).inner_text() == "No license required"
    slider = page.get_by_label("Total processing performance, slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    becomes(page, "License required")
    assert float(page.locator("#tpp").input_value()) >= 2400
    assert "tpp=" in page.url


def test_an_order_book_from_upload_to_hold_list(open_page, tmp_path):
    pytest.importorskip("duckdb")
    book = tmp_path / "book.csv"
    book.write_text("item,to,on,exporter\nH20,CN,2025-04-20,nvidia\nL4,GB,2024-06-01,nvidia\n")
    page = open_page("/orders")
    page.locator("#book").set_input_files(book)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Decide every line").click()
    page.locator(".tally").wait_for()
    assert "2 read, 2 decided, 0 rejected" in page.locator("#answer").inner_text()
    assert page.locator("table.narrow").first.locator("tbody tr").count() == 1
    page.get_by_role("link", name="codified text").click()
    page.get_by_text("No line is held.").wait_for()
    assert "stance=text" in page.url
    page.get_by_role("link", name="in practice").click()
    page.get_by_role("button", name="Work it out").click()
    page.locator("#scenario figure").first.wait_for()
    page.get_by_role("link", name="high", exact=True).click()
    page.get_by_role("heading", name="high case").wait_for()
    assert "case=high" in page.url
    assert serious(page, "/orders/…") == []


def test_a_scenario_that_is_wrong_says_so_and_stays_to_be_mended(open_page, tmp_path):
    pytest.importorskip("duckdb")
    book = tmp_path / "book.csv"
    book.write_text("item,to,on,exporter\nL4,GB,2024-06-01,nvidia\n")
    page = open_page("/orders")
    page.locator("#book").set_input_files(book)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Decide every line").click()
    page.locator(".tally").wait_for()
    page.locator("#scenario-text").fill("on = 2025-04-20")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("alert").wait_for()
    assert page.locator("#scenario-text").input_value() == "on = 2025-04-20"


def test_a_letter_of_ones_own_from_upload_to_answer(open_page, tmp_path):
    letter = tmp_path / "letter.toml"
    letter.write_text(LETTER, encoding="utf-8")
    page = open_page("/check?item=L20&to=CN&on=2026-06-01&exporter=acme")
    assert word(page).inner_text() == "No license required"
    page.get_by_text("Law", exact=True).click()
    page.get_by_role("link", name="Add a law file").click()
    page.locator("#file").set_input_files(letter)
    page.get_by_role("button", name="Add it").click()
    becomes(page, "License required")
    assert "With your own law" in page.locator(".own").inner_text()
    assert "law=sha256" in page.url
    assert "item=L20" in page.url
    page.get_by_label("letter.toml").uncheck()
    becomes(page, "No license required")
    page.get_by_label("draft: GAIN AI").check()
    page.locator(".own", has_text="draft that is not law").wait_for()


def test_a_purchaser_is_added_asked_about_and_taken_back(open_page):
    page = open_page("/check?item=H100&to=MY&on=2024-06-01")
    assert word(page).inner_text() == "No license required"
    page.get_by_role("link", name="Add the purchaser").click()
    becomes(page, "Can't be told yet")
    field = page.locator('[name="parties.1.headquarters"]')
    field.fill("CN")
    becomes(page, "License required")
    assert page.locator('.party [name="parties.1.headquarters"]').input_value() == "CN"
    page.get_by_role("link", name="Forget the purchaser").click()
    page.wait_for_url(lambda url: "purchaser" not in url)
    becomes(page, "Can't be told yet")


def test_the_stance_is_switched_on_the_page(open_page):
    page = open_page("/check?item=H100&to=DE&on=2026-07-01")
    assert word(page).inner_text() == "No license required"
    page.locator("#stance").select_option("text")
    becomes(page, "License required")
    assert "stance=text" in page.url
    page.locator("#stance").select_option("")
    becomes(page, "No license required")
    assert "stance" not in page.url


def test_the_timeline_shows_a_dead_letter_apart(open_page):
    page = open_page("/timeline?about=AI+Diffusion")
    assert page.locator(".fill-dead").count() == 2  # the bar and its entry in the legend
    page.locator("#stance").select_option("text")
    page.wait_for_url("**stance=text**")
    page.wait_for_function("document.querySelectorAll('.fill-dead').length === 0")


INJECTED = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.mark.parametrize(
    "path", ["/check?to=CN&item=", "/check?to=CN&item=H20&exporter=", "/world?item=", "/law/",
             "/timeline?about=", "/plane?exporter="]
)  # fmt: skip
def test_nothing_typed_is_ever_run(open_page, path):
    page = open_page(path + INJECTED.replace("/", "%2F") if path == "/law/" else path + INJECTED)
    page.wait_for_load_state("networkidle")
    assert page.locator('img[src="x"]').count() == 0


@pytest.mark.parametrize(
    ("path", "field", "button"), [("/orders", "#book", "Upload"), ("/own-law", "#file", "Add it")]
)
def test_a_script_in_a_file_name_is_not_run(open_page, tmp_path, path, field, button):
    suffix = ".csv" if path == "/orders" else ".toml"
    file = tmp_path / f"<img src=x onerror=alert(1)>{suffix}"
    file.write_text(
        "item,to,on\nL4,GB,2024-06-01\n" if suffix == ".csv" else LETTER, encoding="utf-8"
    )
    page = open_page(path)
    page.locator(field).set_input_files(file)
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state("networkidle")
    page.goto(page.url.split("/check")[0] + "/own-law" if path == "/own-law" else page.url)
    assert "onerror" in page.content()  # it is shown, as text
    assert page.locator("img").count() == 0


def test_a_script_in_the_page_would_not_run(open_page):
    page = open_page("/check", expected="Content Security Policy")
    ran = page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.head.append(s); return window.ran === 1; }"
    )
    assert ran is False
